// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/core/counted.hpp>
#include <polku/core/distribution.hpp>
#include <polku/core/pair_map.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace polku::inline v0 {

struct transition_options {
  /// Under coverage, the next stay to start counts as the successor within this wait even while another stay runs on.
  duration max_wait = days{30};
};

/// The figures of one party in the transition graph.
struct party_figures {
  label party = label::none;
  std::size_t stays = 0;
  std::size_t clients = 0;
  std::size_t first = 0;       ///< clients whose first stay is here
  std::size_t last = 0;        ///< clients whose last-ending stay is here; of equal ends the later in the order
  counted terminal = {};       ///< stays after which nothing came and nothing ran on (coverage only)
  counted re_entries = {};     ///< transitions to the same party
  duration time = {};          ///< the union of each client's stays, open ones counted to the cutoff, added up

  friend bool operator==(const party_figures&, const party_figures&) = default;
};

/// The figures of one ordered pair of parties. A lag is the successor's start minus the predecessor's end: negative where they
/// overlap, zero where they are seamless.
struct transition_figures {
  label from = label::none;
  label to = label::none;
  std::size_t transitions = 0;
  std::size_t clients = 0;
  distribution lags;

  friend bool operator==(const transition_figures&, const transition_figures&) = default;
};

/// All transitions of a log, by party and by pair.
struct transition_counts {
  std::vector<party_figures> parties;          ///< those with a stay, by label
  std::vector<transition_figures> transitions;  ///< by label of `from`, then of `to`; never the same party
  counted ended_under_support;                  ///< stays that ended without a successor while another stay ran on

  friend bool operator==(const transition_counts&, const transition_counts&) = default;
};

/// Calls `on_transition(i, j)` for each transition from stay i to stay j of a client, and `on_end(i, is_supported)` for each stay
/// that ends without one (coverage only). O(s k) for s stays of which at most k run at once.
template <class OnTransition, class OnEnd>
void for_each_transition(std::span<const stay> stays, reading how, duration max_wait, OnTransition on_transition, OnEnd on_end) {
  const auto n = stays.size();
  if (how == reading::succession) {
    for (std::size_t i = 1; i < n; ++i) on_transition(i - 1, i);
    return;
  }
  time_point supported_until = time_point::from_microseconds(-open_end.microseconds());  // the latest end of the stays before i
  for (std::size_t i = 0; i < n; ++i) {
    const auto end = stays[i].end;
    if (end != open_end) {
      bool is_followed = false;
      auto j = i + 1;
      for (; j < n && stays[j].start <= end; ++j)
        if (stays[j].end > end || stays[j].start == end) {
          on_transition(i, j);
          is_followed = true;
        }
      if (!is_followed) {
        const bool is_supported = supported_until > end;
        if (j < n && (!is_supported || stays[j].start - end <= max_wait))
          for (const auto next = stays[j].start; j < n && stays[j].start == next; ++j) on_transition(i, j);
        else
          on_end(i, is_supported);
      }
    }
    supported_until = std::max(supported_until, end);
  }
}

/// Counts the transitions of the clients it is shown.
class transition_tally {
 public:
  transition_tally(const pathways& paths, const transition_options& options)
      : cutoff_(paths.log().cutoff()), max_wait_(options.max_wait), vertices_(paths.names().size()),
        number_(paths.names().size()), last_re_entry_(paths.names().size(), nobody), covered_(paths.names().size()) {}

  void add(const client_history& h) {
    const auto stays = h.stays;
    if (stays.empty()) return;
    auto covered = covered_.next_client();
    std::size_t last = 0;
    for (std::size_t i = 0; i < stays.size(); ++i) {
      // Without branches: neither the parties nor the ends can be foretold.
      const auto& s = stays[i];
      auto& v = vertices_[index_of(s.party)];
      const auto end = end_of(s);
      const bool is_first = !covered.holds(s.party);
      const auto from = is_first ? s.start : std::max(covered[s.party], s.start);
      ++v.stays;
      v.clients += is_first ? 1 : 0;
      v.time += std::max(end - from, duration{});
      covered.set(s.party, std::max(from, end));
      last = s.end >= stays[last].end ? i : last;
    }
    ++vertices_[index_of(stays.front().party)].first;
    ++vertices_[index_of(stays[last].party)].last;
    for_each_transition(
        stays, h.paths.how(), max_wait_, [&](std::size_t i, std::size_t j) { count(h.client, stays[i], stays[j]); },
        [&](std::size_t i, bool is_supported) {
          if (is_supported)
            count_event(ended_under_support_, last_ended_, h.client);
          else
            vertices_[index_of(stays[i].party)].terminal.add(1);  // a party's stays do not end together
        });
  }

  void merge(transition_tally&& other) {
    for (std::size_t i = 0; i < vertices_.size(); ++i) {
      auto& to = vertices_[i];
      const auto& from = other.vertices_[i];
      to.stays += from.stays;
      to.clients += from.clients;
      to.first += from.first;
      to.last += from.last;
      to.terminal.merge(from.terminal);
      to.re_entries.merge(from.re_entries);
      to.time += from.time;
    }
    for (const auto& from : other.edges_) {
      auto& to = edge(from.figures.from, from.figures.to);
      to.figures.clients += from.figures.clients;
      to.figures.lags.merge(from.figures.lags);
    }
    ended_under_support_.merge(other.ended_under_support_);
  }

  [[nodiscard]] transition_counts result() && {
    transition_counts out;
    for (std::uint32_t i = 0; i < vertices_.size(); ++i)
      if (vertices_[i].stays != 0) {
        out.parties.push_back(vertices_[i]);
        out.parties.back().party = label{i};
      }
    for (const auto i : number_.sorted()) {
      out.transitions.push_back(std::move(edges_[i].figures));
      out.transitions.back().transitions = out.transitions.back().lags.size();
    }
    out.ended_under_support = ended_under_support_;
    return out;
  }

 private:
  static constexpr client_id nobody{0xFFFF'FFFF};
  struct counted_edge {
    transition_figures figures;
    client_id last_client = nobody;
  };

  [[nodiscard]] time_point end_of(const stay& s) const { return s.end == open_end ? cutoff_ : s.end; }

  static void count_event(counted& c, client_id& last, client_id client) {
    ++c.count;
    c.clients += last == client ? 0 : 1;
    last = client;
  }

  void count(client_id client, const stay& from, const stay& to) {
    if (from.party == to.party) {
      count_event(vertices_[index_of(from.party)].re_entries, last_re_entry_[index_of(from.party)], client);
      return;
    }
    auto& e = edge(from.party, to.party);
    e.figures.clients += e.last_client == client ? 0 : 1;
    e.last_client = client;
    e.figures.lags.add(to.start - end_of(from));
  }

  counted_edge& edge(label from, label to) {
    const auto i = number_(from, to);
    if (i == edges_.size()) edges_.push_back({{from, to, 0, 0, {}}, nobody});
    return edges_[i];
  }

  time_point cutoff_;
  duration max_wait_;
  std::vector<party_figures> vertices_;  // by label
  std::vector<counted_edge> edges_;
  pair_map number_;
  counted ended_under_support_;
  std::vector<client_id> last_re_entry_;  // by label: the latest client with one
  client_id last_ended_ = nobody;
  per_party<time_point> covered_;  // up to when this client's time with a party is counted
};

/// Counts the transitions between the parties of a log, as defined for the reading chosen.
/// O(n k) for n episodes of which at most k of one client run at once; where k stays of a client begin together, each of the k
/// that end before has k transitions.
[[nodiscard]] inline transition_counts count_transitions(const pathways& paths, const transition_options& options = {}) {
  transition_tally transitions(paths, options);
  scan(paths, transitions);
  return std::move(transitions).result();
}

}  // namespace polku::inline v0
