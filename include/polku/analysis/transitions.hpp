// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/core/choose.hpp>
#include <polku/core/counted.hpp>
#include <polku/core/distribution.hpp>
#include <polku/core/duration_sum.hpp>
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
  std::size_t first = 0;    ///< clients whose first stay is here
  std::size_t last = 0;     ///< clients whose last-ending stay is here; of equal ends the later in the order
  counted terminal = {};    ///< stays after which nothing came and nothing ran on (coverage only)
  counted re_entries = {};  ///< transitions to the same party
  duration_sum time = {};   ///< the union of each client's stays, open ones counted to the cutoff, added up

  friend bool operator==(const party_figures&, const party_figures&) = default;
};

/// The figures of one ordered pair of parties. A lag is the successor's start minus the predecessor's end: negative where
/// they overlap, zero where they are seamless.
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
  std::vector<party_figures> parties;           ///< those with a stay, by label
  std::vector<transition_figures> transitions;  ///< by label of `from`, then of `to`; never the same party
  counted ended_under_support;                  ///< stays that ended without a successor while another stay ran on

  friend bool operator==(const transition_counts&, const transition_counts&) = default;
};

/// Calls `on_transition(i, j)` for each transition from stay i to stay j of a client, and `on_end(i, is_supported)` for each
/// stay that ends without one (coverage only). O(s k) for s stays of which at most k run at once.
template <class OnTransition, class OnEnd>
void for_each_transition(std::span<const stay> stays, reading how, duration max_wait, OnTransition on_transition,
                         OnEnd on_end) {
  const auto n = stays.size();
  if (how == reading::succession) {
    for (std::size_t i = 1; i < n; ++i) on_transition(i - 1, i);
    return;
  }
  time_point supported_until =
      time_point::from_microseconds(-open_end.microseconds());  // the latest end of the stays before i
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
    supported_until = detail::later(supported_until, end);
  }
}

/// Counts the transitions of the clients it is shown.
class transition_tally {
 public:
  transition_tally(const pathways& paths, const transition_options& options)
      : cutoff_(paths.log().cutoff()),
        max_wait_(options.max_wait),
        vertices_(paths.names().size()),
        number_(paths.names().size()) {}

  void add(const client_history& h) {
    if (h.stays.empty()) return;
    add_parties(h);
    for_each_transition(
        h.stays, h.paths.how(), max_wait_,
        [&](std::size_t i, std::size_t j) { add_transition(h.client, h.stays[i], h.stays[j]); },
        [&](std::size_t i, bool is_supported) {
          if (is_supported)
            ended_under_support_.add(h.client);
          else
            vertices_[index_of(h.stays[i].party)].terminal.add(h.client);
        });
  }

  void merge(transition_tally&& other) {
    for (std::size_t i = 0; i < vertices_.size(); ++i) {
      auto& to = vertices_[i];
      const auto& from = other.vertices_[i];
      to.stays += from.stays;
      to.clients += from.clients;
      to.first += from.first;
      to.last_ending += from.last_ending;
      to.terminal.sum.merge(from.terminal.sum);
      to.re_entries.sum.merge(from.re_entries.sum);
      to.time += from.time;
    }
    for (const auto& from : other.edges_) {
      auto& to = edge(from.from, from.to);
      to.clients += from.clients;
      to.lags.merge(from.lags);
    }
    ended_under_support_.sum.merge(other.ended_under_support_.sum);
  }

  [[nodiscard]] transition_counts result() && {
    transition_counts out;
    for (std::uint32_t i = 0; i < vertices_.size(); ++i)
      if (const auto& v = vertices_[i]; v.stays != 0)
        out.parties.push_back(
            {label{i}, v.stays, v.clients, v.first, v.last_ending, v.terminal.sum, v.re_entries.sum, v.time});
    for (const auto i : number_.sorted()) {
      auto& e = edges_[i];
      const auto transitions = e.lags.size();
      out.transitions.push_back({e.from, e.to, transitions, e.clients, std::move(e.lags)});
    }
    out.ended_under_support = ended_under_support_.sum;
    return out;
  }

 private:
  static constexpr client_id nobody{0xFFFF'FFFF};

  // Counts events one by one, and the clients they happen to.
  struct event_count {
    counted sum;
    client_id last = nobody;

    void add(client_id client) {
      ++sum.count;
      sum.clients += last == client ? 0 : 1;
      last = client;
    }
  };
  // What is written for every stay comes first, in one line of the cache.
  struct alignas(64) vertex {
    std::size_t stays = 0, clients = 0;
    duration_sum time;
    time_point covered;       // up to when the last client's time is counted
    client_id last = nobody;  // the last client
    std::size_t first = 0, last_ending = 0;
    event_count terminal, re_entries;
  };
  struct counted_edge {
    label from, to;
    client_id last = nobody;  // the last client
    std::size_t clients = 0;
    distribution lags;
  };

  [[nodiscard]] time_point end_of(const stay& s) const { return detail::earlier(s.end, cutoff_); }

  void add_parties(const client_history& h) {
    auto* const vertices = vertices_.data();
    const auto client = h.client;
    const auto cutoff = cutoff_;
    auto last_party = h.stays.front().party;
    auto last_end = h.stays.front().end;
    for (const auto& s : h.stays) {
      auto& v = vertices[index_of(s.party)];
      const auto end = detail::earlier(s.end, cutoff);
      auto from = s.start;
      const bool is_known = v.last == client;
      if (is_known & (s.start < v.covered)) [[unlikely]]
        from = detail::earlier(v.covered, end);  // only under succession: this stretch is counted already
      ++v.stays;
      v.clients += is_known ? 0 : 1;
      v.time += end - from;
      v.covered = detail::later(end, detail::choose(is_known, v.covered, end));
      v.last = client;
      last_party = s.end >= last_end ? s.party : last_party;
      last_end = detail::later(last_end, s.end);
    }
    ++vertices[index_of(h.stays.front().party)].first;
    ++vertices[index_of(last_party)].last_ending;
  }

  void add_transition(client_id client, const stay& from, const stay& to) {
    if (from.party == to.party) [[unlikely]]
      return vertices_[index_of(from.party)].re_entries.add(client);
    auto& e = edge(from.party, to.party);
    e.clients += e.last == client ? 0 : 1;
    e.last = client;
    e.lags.add(to.start - end_of(from));
  }

  counted_edge& edge(label from, label to) {
    const auto i = number_.find(from, to);
    return i != pair_map::none ? edges_[i] : new_edge(from, to);
  }
  [[gnu::noinline]] counted_edge& new_edge(label from, label to) {
    const auto i = number_.intern(from, to);
    if (i == edges_.size()) edges_.push_back({from, to, nobody, 0, {}});
    return edges_[i];
  }

  time_point cutoff_;
  duration max_wait_;
  std::vector<vertex> vertices_;  // by label
  std::vector<counted_edge> edges_;
  pair_map number_;
  event_count ended_under_support_;
};

/// Counts the transitions between the parties of a log, as defined for the reading chosen.
/// O(n k) for n episodes of which at most k of one client run at once; where k stays of a client begin together, each of the
/// k that end before has k transitions.
[[nodiscard]] inline transition_counts count_transitions(const pathways& paths, const transition_options& options = {}) {
  transition_tally transitions(paths, options);
  scan(paths, transitions);
  return std::move(transitions).result();
}

}  // namespace polku::inline v0
