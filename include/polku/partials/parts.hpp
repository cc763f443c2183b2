// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/transitions.hpp>
#include <polku/core/counted.hpp>
#include <polku/obligations/count_obligations.hpp>
#include <polku/obligations/find_violations.hpp>
#include <polku/ping_pong/carried_returns.hpp>
#include <polku/ping_pong/circuit_walks.hpp>
#include <polku/ping_pong/consequence.hpp>
#include <polku/ping_pong/ping_pong.hpp>
#include <polku/ping_pong/return_rates.hpp>
#include <polku/ping_pong/returns.hpp>
#include <polku/statistics/markov_returns.hpp>
#include <polku/statistics/permuted_returns.hpp>
#include <polku/support/gap_spread.hpp>
#include <polku/support/gaps.hpp>
#include <polku/support/handovers.hpp>
#include <polku/support/worker_changes.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <vector>

// What results are made of, member by member, so that merging them, naming their labels anew and writing them as bytes is
// written once for all (`merge_parts.hpp`, `partial_bytes.hpp`). A part is either a sum, over different clients, or it tells
// what is summed.

namespace polku::inline v0 {

/// A ping-pong loop as a partial result lists it: without the log's numbers.
struct listed_loop {
  struct stay {
    time_point start;
    time_point end;  ///< `open_end` where it is open at the cutoff
    label party;

    friend bool operator==(const stay&, const stay&) = default;
  };
  client_id client;
  std::vector<stay> stays;
  std::size_t returns = 0;

  friend bool operator==(const listed_loop&, const listed_loop&) = default;
};

/// A violation of an obligation as a partial result lists it: without the log's numbers.
struct listed_violation {
  client_id client;
  std::uint32_t obligation;  ///< its place among those given
  time_point start;
  time_point end;      ///< exclusive; `start` where it is an instant
  time_point trigger;  ///< of the first trigger, or of observation's start
  record_kind kind;    ///< what that trigger is

  friend bool operator==(const listed_violation&, const listed_violation&) = default;
};

namespace detail {

// An obligation's counts by its place among those that were evaluated.
struct numbered_obligation {
  std::uint32_t number = 0;
  obligation_counts counts;

  friend bool operator==(const numbered_obligation&, const numbered_obligation&) = default;
};

// Lets a call find the parts of what is declared later.
struct members {};

template <class T, class U>
concept is_a = std::same_as<std::remove_const_t<T>, U>;

template <is_a<counted> T>
auto parts_of(members, T& x) {
  return std::tie(x.count, x.clients);
}
template <is_a<party_figures> T>
auto parts_of(members, T& x) {
  return std::tie(x.party, x.stays, x.clients, x.first, x.last, x.terminal, x.re_entries, x.time);
}
template <is_a<transition_figures> T>
auto parts_of(members, T& x) {
  return std::tie(x.from, x.to, x.transitions, x.clients, x.lags);
}
template <is_a<transition_counts> T>
auto parts_of(members, T& x) {
  return std::tie(x.parties, x.transitions, x.ended_under_support);
}
template <is_a<return_counts> T>
auto parts_of(members, T& x) {
  return std::tie(x.total, x.direct, x.re_entries, x.with_progress, x.concurrent);
}
template <is_a<ping_pong_counts> T>
auto parts_of(members, T& x) {
  return std::tie(x.loops, x.returns, x.bounces, x.span);
}
template <is_a<listed_loop::stay> T>
auto parts_of(members, T& x) {
  return std::tie(x.start, x.end, x.party);
}
template <is_a<listed_loop> T>
auto parts_of(members, T& x) {
  return std::tie(x.client, x.stays, x.returns);
}
template <is_a<return_table> T>
auto parts_of(members, T& x) {
  return std::tie(x.came_and_went, x.came, x.went, x.all);
}
template <is_a<return_rate> T>
auto parts_of(members, T& x) {
  return std::tie(x.from, x.via, x.returns, x.at_risk, x.stays, x.first_stays);
}
template <is_a<return_rate_sums::party> T>
auto parts_of(members, T& x) {
  return std::tie(x.via, x.all, x.first_all);
}
template <is_a<return_rate_sums> T>
auto parts_of(members, T& x) {
  return std::tie(x.pairs, x.parties);
}
template <is_a<carried_returns> T>
auto parts_of(members, T& x) {
  return std::tie(x.from, x.to, x.returns);
}
template <is_a<party_circuit> T>
auto parts_of(members, T& x) {
  return std::tie(x.parties, x.walks);
}
template <is_a<follow_up_counts> T>
auto parts_of(members, T& x) {
  return std::tie(x.followed, x.outcomes, x.exits, x.censored, x.to_outcome, x.time_at_risk);
}
template <is_a<loop_comparison> T>
auto parts_of(members, T& x) {
  return std::tie(x.with_loop, x.without_loop);
}
template <is_a<loop_consequences> T>
auto parts_of(members, T& x) {
  return std::tie(x.loops, x.time_lost, x.ever, x.at_landmark);
}
template <is_a<return_consequence> T>
auto parts_of(members, T& x) {
  return std::tie(x.from, x.via, x.returns, x.returned, x.went_on, x.undecided, x.time_lost, x.returned_by_landmark,
                  x.not_returned_by_landmark);
}
template <is_a<consequences> T>
auto parts_of(members, T& x) {
  return std::tie(x.loops, x.returns);
}
template <is_a<chain_counts::start> T>
auto parts_of(members, T& x) {
  return std::tie(x.party, x.stays, x.clients);
}
template <is_a<chain_counts::step> T>
auto parts_of(members, T& x) {
  return std::tie(x.from, x.to, x.count);
}
template <is_a<chain_counts> T>
auto parts_of(members, T& x) {
  return std::tie(x.observed, x.starts, x.steps);
}
template <is_a<permuted_returns> T>
auto parts_of(members, T& x) {
  return std::tie(x.observed, x.shuffled);
}
template <is_a<gap_pair> T>
auto parts_of(members, T& x) {
  return std::tie(x.before, x.after, x.count, x.clients, x.length);
}
template <is_a<gap_counts> T>
auto parts_of(members, T& x) {
  return std::tie(x.total, x.of_kind, x.length, x.pairs);
}
template <is_a<calendar_month> T>
auto parts_of(members, T& x) {
  return std::tie(x.year, x.month);
}
template <is_a<month_of_gaps> T>
auto parts_of(members, T& x) {
  return std::tie(x.month, x.uncovered, x.clients, x.begun);
}
template <is_a<client_gaps> T>
auto parts_of(members, T& x) {
  return std::tie(x.client, x.gaps, x.length, x.longest, x.is_censored);
}
template <is_a<gap_spread> T>
auto parts_of(members, T& x) {
  return std::tie(x.months, x.clients, x.lengths, x.censored);
}
template <is_a<coverage_gap> T>
auto parts_of(members, T& x) {
  return std::tie(x.client, x.start, x.end, x.kind, x.before, x.after);
}
template <is_a<handover_figures> T>
auto parts_of(members, T& x) {
  return std::tie(x.all, x.of_outcome, x.of_manner, x.of_consent, x.overlapping, x.unknown_receiver, x.latencies);
}
template <is_a<handover_pair> T>
auto parts_of(members, T& x) {
  return std::tie(x.from, x.to, x.figures);
}
template <is_a<worker_change_counts> T>
auto parts_of(members, T& x) {
  return std::tie(x.changes, x.clients, x.without, x.observed);
}
template <is_a<subject> T>
auto parts_of(members, T& x) {
  return std::tie(x.kind, x.name);
}
template <is_a<obligation_standing> T>
auto parts_of(members, T& x) {
  return std::tie(x.status, x.obstacle, x.unmatched);
}
template <is_a<obligation_counts> T>
auto parts_of(members, T& x) {
  return std::tie(x.standing, x.of_outcome, x.vacuous);
}
template <is_a<listed_violation> T>
auto parts_of(members, T& x) {
  return std::tie(x.client, x.obligation, x.start, x.end, x.trigger, x.kind);
}
template <is_a<numbered_obligation> T>
auto parts_of(members, T& x) {
  return std::tie(x.number, x.counts);
}

template <class T>
concept has_parts = requires(T& x) {
  parts_of(members(), x);
};

// A member that is added up over clients; everything else tells what is.
template <class T>
concept is_sum = is_a<T, std::size_t> || is_a<T, duration_sum> || is_a<T, distribution> || is_a<T, std::vector<std::size_t>>;

// A list of things, or of one thing's parts in their order.
template <class T>
inline constexpr bool is_list = false;
template <has_parts T>
inline constexpr bool is_list<std::vector<T>> = true;

}  // namespace detail

}  // namespace polku::inline v0
