// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/transitions.hpp>
#include <polku/partials/partial.hpp>

#include <string_view>
#include <tuple>

namespace polku::inline v0 {

namespace detail {

template <>
struct parts<transition_options> {
  static auto of(auto& x) { return std::tie(x.max_wait); }
};
template <>
struct parts<party_figures> {
  static auto of(auto& x) {
    return std::tie(x.party, x.stays, x.clients, x.first, x.last, x.terminal, x.re_entries, x.time);
  }
};
template <>
struct parts<transition_figures> {
  static auto of(auto& x) { return std::tie(x.from, x.to, x.transitions, x.clients, x.lags); }
};
template <>
struct parts<transition_counts> {
  static auto of(auto& x) { return std::tie(x.parties, x.transitions, x.ended_under_support); }
};

}  // namespace detail

/// `count_transitions`.
struct transition_analysis {
  static constexpr std::string_view name = "transitions";
  using options = transition_options;
  using sums = transition_counts;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return detail::scanned(paths, threads, transition_tally(paths, o)).result();
  }
};

}  // namespace polku::inline v0
