// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/partials/partial.hpp>
#include <polku/partials/ping_pong_analyses.hpp>
#include <polku/ping_pong/consequence.hpp>

#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// How those who were sent straight back and those who were not are followed up.
struct return_consequence_options {
  follow_up_options follow_up = {};
  duration landmark = days{180};
};

namespace detail {

template <>
struct parts<follow_up_options> {
  static auto of(auto& x) { return std::tie(x.outcomes, x.exits); }
};
template <>
struct parts<consequence_options> {
  static auto of(auto& x) { return std::tie(x.follow_up, x.ping_pong, x.landmark); }
};
template <>
struct parts<return_consequence_options> {
  static auto of(auto& x) { return std::tie(x.follow_up, x.landmark); }
};
template <>
struct parts<follow_up_counts> {
  static auto of(auto& x) { return std::tie(x.followed, x.outcomes, x.exits, x.censored, x.to_outcome, x.time_at_risk); }
};
template <>
struct parts<loop_comparison> {
  static auto of(auto& x) { return std::tie(x.with_loop, x.without_loop); }
};
template <>
struct parts<loop_consequences> {
  static auto of(auto& x) { return std::tie(x.loops, x.time_lost, x.ever, x.at_landmark); }
};
template <>
struct parts<return_consequence> {
  static auto of(auto& x) {
    return std::tie(x.from, x.via, x.returns, x.returned, x.went_on, x.undecided, x.time_lost, x.returned_by_landmark,
                    x.not_returned_by_landmark);
  }
};
template <>
struct parts<consequences> {
  static auto of(auto& x) { return std::tie(x.loops, x.returns); }
};

}  // namespace detail

/// `measure_loop_consequences`.
struct loop_consequence_analysis {
  static constexpr std::string_view name = "consequences of loops";
  using options = consequence_options;
  using sums = loop_consequences;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return detail::scanned(paths, threads, loop_consequence_tally(paths, o)).result();
  }
};

/// `measure_return_consequences`.
struct return_consequence_analysis {
  static constexpr std::string_view name = "consequences of returns";
  using options = return_consequence_options;
  using sums = std::vector<return_consequence>;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    const auto by_succession = paths.read_as(reading::succession);
    return detail::scanned(by_succession, threads, return_consequence_tally(by_succession, o.follow_up, o.landmark)).pairs();
  }
  static std::vector<return_consequence> finish(sums all) {
    std::erase_if(all, [](const return_consequence& pair) { return pair.returns.count == 0; });
    return all;
  }
};

/// `measure_consequences`: both together.
struct consequence_analysis {
  static constexpr std::string_view name = "consequences";
  using options = consequence_options;
  using sums = consequences;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return {loop_consequence_analysis::run(paths, o, threads),
            return_consequence_analysis::run(paths, {o.follow_up, o.landmark}, threads)};
  }
  static consequences finish(sums all) {
    all.returns = return_consequence_analysis::finish(std::move(all.returns));
    return all;
  }
};

}  // namespace polku::inline v0
