// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>
#include <polku/partials/partial.hpp>
#include <polku/support/gap_spread.hpp>
#include <polku/support/gaps.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// The gaps, and whether any client has an exit.
struct gap_totals : gap_counts {
  std::size_t exits = 0;  ///< milestones; where there are none, a trailing gap means "exit unknown"

  friend bool operator==(const gap_totals&, const gap_totals&) = default;
};

namespace detail {

template <>
inline constexpr std::size_t size_of_enum<gap_kind> = static_cast<std::size_t>(gap_kind::leading) + 1;

template <>
struct parts<gap_options> {
  static auto of(auto& x) { return std::tie(x.tolerance, x.exits); }
};
template <>
struct parts<gap_pair> {
  static auto of(auto& x) { return std::tie(x.before, x.after, x.count, x.clients, x.length); }
};
template <>
struct parts<gap_counts> {
  static auto of(auto& x) { return std::tie(x.total, x.of_kind, x.length, x.pairs); }
};
template <>
struct parts<gap_totals> {
  static auto of(auto& x) { return std::tie(x.total, x.of_kind, x.length, x.pairs, x.exits); }
};
template <>
struct parts<calendar_month> {
  static auto of(auto& x) { return std::tie(x.year, x.month); }
  static bool holds(const calendar_month& x) { return x.year >= 1 && x.year <= 10'000 && x.month >= 1 && x.month <= 12; }
};
template <>
struct parts<month_of_gaps> {
  static auto of(auto& x) { return std::tie(x.month, x.uncovered, x.clients, x.begun); }
};
template <>
struct parts<client_gaps> {
  static auto of(auto& x) { return std::tie(x.client, x.gaps, x.length, x.longest, x.is_censored); }
};
template <>
struct parts<gap_spread> {
  static auto of(auto& x) { return std::tie(x.months, x.clients, x.lengths, x.censored); }
};
template <>
struct parts<coverage_gap> {
  static auto of(auto& x) { return std::tie(x.client, x.start, x.end, x.kind, x.before, x.after); }
};

inline std::size_t count_exits(const event_log& log, const gap_options& options) {
  const auto is_exit = match_terms(log.milestone_kinds(), options.exits);
  const auto& all = log.milestones().all();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const milestone_row& m) { return is_exit[index_of(m.kind)] != 0; }));
}

}  // namespace detail

/// `count_gaps`.
struct gap_analysis {
  static constexpr std::string_view name = "gaps";
  static constexpr bool parties_may_be_blank = true;  // at either end of what is known of a client
  using options = gap_options;
  using sums = gap_totals;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return {detail::scanned(paths, threads, gap_tally(paths, o)).result(), detail::count_exits(paths.log(), o)};
  }
};

/// `find_gaps`, by the name of the client, then by start.
struct gap_list_analysis {
  static constexpr std::string_view name = "list of gaps";
  static constexpr bool parties_may_be_blank = true;  // at either end of what is known of a client
  using options = gap_options;
  using sums = std::vector<coverage_gap>;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return detail::scanned(paths, threads, gap_list(paths, o)).result();
  }
};

/// `spread_gaps`.
struct gap_spread_analysis {
  static constexpr std::string_view name = "gaps over time";
  using options = gap_options;
  using sums = gap_spread;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    auto out = detail::scanned(paths, threads, gap_spread_tally(paths, o)).result();
    std::erase_if(out.months, [](const month_of_gaps& m) { return m.clients == 0; });
    return out;
  }
  // Every month from the first to the last.
  static gap_spread finish(sums all) {
    std::vector<month_of_gaps> months;
    for (const auto& m : all.months) {
      while (!months.empty()) {
        auto next = months.back().month;
        next = next.month == 12 ? calendar_month{next.year + 1, 1} : calendar_month{next.year, next.month + 1};
        if (next >= m.month) break;
        months.push_back({next, {}, 0, 0});
      }
      months.push_back(m);
    }
    all.months = std::move(months);
    return all;
  }
};

}  // namespace polku::inline v0
