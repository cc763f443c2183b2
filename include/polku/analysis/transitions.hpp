// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/core/choose.hpp>
#include <polku/core/counted.hpp>
#include <polku/core/distribution.hpp>
#include <polku/core/duration_sum.hpp>
#include <polku/core/pair_table.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Which stay follows which.
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

/// Calls `on_transition(j)` for each transition from stay i of a client, and `on_end(is_supported)` where it ends without
/// one (coverage only). `supported_until` is the latest end of the stays before i. O(k) where k stays run at once.
template <class OnTransition, class OnEnd>
void for_each_successor(std::span<const stay> stays, std::size_t i, time_point supported_until, duration max_wait,
                        OnTransition on_transition, OnEnd on_end) {
  const auto n = stays.size();
  const auto end = stays[i].end;
  if (end == open_end) return;
  bool is_followed = false;
  auto j = i + 1;
  for (; j < n && stays[j].start <= end; ++j)
    if (stays[j].end > end || stays[j].start == end) {
      on_transition(j);
      is_followed = true;
    }
  if (is_followed) return;
  const bool is_supported = supported_until > end;
  if (j < n && (!is_supported || stays[j].start - end <= max_wait))
    for (const auto next = stays[j].start; j < n && stays[j].start == next; ++j) on_transition(j);
  else
    on_end(is_supported);
}

/// Counts the transitions of the clients it is shown.
class transition_tally {
 public:
  /// \throws std::invalid_argument where `max_wait` is negative.
  transition_tally(const pathways& paths, const transition_options& options)
      : cutoff_(paths.log().cutoff()),
        max_wait_(options.max_wait),
        vertices_(paths.names().size()),
        edges_(paths.names().size()) {
    detail::require_not_negative(max_wait_, "max_wait, how long a successor may be waited for,");
  }

  void add(const client_block& block) {
    const auto how = block.paths().how();
    for (auto c = block.clients().first; c != block.clients().last; ++c) {
      const auto h = block[client_id{c}];
      if (h.stays.empty()) continue;
      if (how == reading::succession)
        succeed(h);
      else
        cover(h);
    }
  }

  void merge(transition_tally&& other) {
    for (std::size_t i = 0; i < vertices_.size(); ++i) {
      auto& to = vertices_[i];
      const auto& from = other.vertices_[i];
      to.visits[0] += from.visits[0];
      to.visits[1] += from.visits[1];
      to.last_ending += from.last_ending;
      to.terminal.sum.merge(from.terminal.sum);
      to.time += from.time;
    }
    other.edges_.for_each([&](label a, label b, const edge& from) {
      if (from.clients == 0) return;
      auto& to = edges_(a, b);
      to.clients += from.clients;
      to.lags.merge(from.lags);
    });
    ended_under_support_.sum.merge(other.ended_under_support_.sum);
  }

  [[nodiscard]] transition_counts result() && {
    transition_counts out;
    for (std::uint32_t i = 0; i < vertices_.size(); ++i)
      if (const auto& v = vertices_[i]; v.visits[0] != 0)
        out.parties.push_back({label{i}, v.visits[0] + v.visits[1], v.visits[0], edges_(label::none, label{i}).clients,
                               v.last_ending, v.terminal.sum, edges_(label{i}, label{i}).counts(), v.time});
    edges_.for_each([&](label from, label to, edge& e) {
      if (e.clients == 0 || from == label::none || from == to) return;
      const auto transitions = e.lags.size();
      out.transitions.push_back({from, to, transitions, e.clients, std::move(e.lags)});
    });
    out.ended_under_support = ended_under_support_.sum;
    return out;
  }

 private:
  // What is written for every stay comes first, in one line of the cache.
  struct alignas(64) vertex {
    std::size_t visits[2] = {0, 0};  // by whether the client had a stay here before
    duration_sum time;
    time_point covered;  // up to when the last client's time is counted
    std::size_t last_ending = 0;
    event_count terminal;
  };
  struct alignas(128) edge {
    client_id last = event_count::nobody;
    std::size_t clients = 0;
    distribution lags;

    void add(client_id client, duration lag) {
      clients += last == client ? 0 : 1;
      last = client;
      lags.add(lag);
    }
    [[nodiscard]] counted counts() const { return {lags.size(), clients}; }
  };

  void succeed(const client_history& h) {
    auto* const vertices = vertices_.data();
    const auto cutoff = cutoff_;
    const auto client = h.client;
    const auto* const back = h.back.data();
    const auto* s = h.stays.data();
    const auto n = static_cast<std::uint32_t>(h.stays.size());
    auto from = edges_.row(label::none);
    auto left = s->start, last_end = s->end;
    auto last_party = s->party;
    for (std::uint32_t i = 0; i != n; ++i, ++s) {
      const auto end = detail::earlier(s->end, cutoff);
      from[s->party].add(client, s->start - left);
      from = edges_.row(s->party);
      left = end;

      auto& v = vertices[index_of(s->party)];
      const bool is_later = back[i] != 0;
      ++v.visits[static_cast<std::size_t>(is_later)];
      // What an earlier stay here has covered is counted already.
      const auto covered = detail::choose(is_later, v.covered, s->start);
      v.time += end - detail::later(s->start, detail::earlier(covered, end));
      v.covered = detail::later(end, covered);

      last_party = detail::choose(s->end >= last_end, s->party, last_party);
      last_end = detail::later(last_end, s->end);
    }
    ++vertices[index_of(last_party)].last_ending;
  }

  void cover(const client_history& h) {
    auto* const vertices = vertices_.data();
    const auto cutoff = cutoff_;
    const auto n = static_cast<std::uint32_t>(h.stays.size());
    edges_(label::none, h.stays.front().party).add(h.client, duration{});
    auto last_end = h.stays.front().end;
    auto last_party = h.stays.front().party;
    auto supported_until = before_all_times;
    for (std::uint32_t i = 0; i != n; ++i) {
      const auto& s = h.stays[i];
      auto& v = vertices[index_of(s.party)];
      const bool is_later = h.back[i] != 0;
      ++v.visits[static_cast<std::size_t>(is_later)];
      v.time += detail::earlier(s.end, cutoff) - s.start;
      for_each_successor(
          h.stays, i, supported_until, max_wait_,
          [&](std::size_t j) { edges_(s.party, h.stays[j].party).add(h.client, h.stays[j].start - s.end); },
          [&](bool is_supported) { (is_supported ? ended_under_support_ : v.terminal).add(h.client); });
      last_party = detail::choose(s.end >= last_end, s.party, last_party);
      last_end = detail::later(last_end, s.end);
      supported_until = detail::later(supported_until, s.end);
    }
    ++vertices[index_of(last_party)].last_ending;
  }

  time_point cutoff_;
  duration max_wait_;
  std::vector<vertex> vertices_;  // by label
  // A client's first stay is come to from none; from a party to itself goes a re-entry.
  pair_table<edge> edges_;
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
