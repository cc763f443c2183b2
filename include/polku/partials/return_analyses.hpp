// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/partials/partial.hpp>
#include <polku/ping_pong/carried_returns.hpp>
#include <polku/ping_pong/circuit_walks.hpp>
#include <polku/ping_pong/return_rates.hpp>
#include <polku/ping_pong/returns.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <vector>

namespace polku::inline v0 {

/// How long the circuits are that are looked for.
struct circuit_walk_options {
  std::size_t max_length = 3;
};

namespace detail {

template <>
struct parts<progress_options> {
  static auto of(auto& x) { return std::tie(x.milestones, x.phases); }
};
template <>
struct parts<return_options> {
  static auto of(auto& x) { return std::tie(x.progress); }
};
template <>
struct parts<circuit_walk_options> {
  static auto of(auto& x) { return std::tie(x.max_length); }
};
template <>
struct parts<return_counts> {
  static auto of(auto& x) { return std::tie(x.total, x.direct, x.re_entries, x.with_progress, x.concurrent); }
};
template <>
struct parts<return_table> {
  static auto of(auto& x) { return std::tie(x.came_and_went, x.came, x.went, x.all); }
  static bool holds(const return_table& x) { return x.came_and_went <= x.came && x.came_and_went <= x.went; }
};
template <>
struct parts<return_rate> {
  static auto of(auto& x) { return std::tie(x.from, x.via, x.returns, x.at_risk, x.stays, x.first_stays); }
};
template <>
struct parts<return_rate_sums::party> {
  static auto of(auto& x) { return std::tie(x.via, x.all, x.first_all); }
};
template <>
struct parts<return_rate_sums> {
  static auto of(auto& x) { return std::tie(x.pairs, x.parties); }
};
template <>
struct parts<carried_returns> {
  static auto of(auto& x) { return std::tie(x.from, x.to, x.returns); }
};
template <>
struct parts<party_circuit> {
  static auto of(auto& x) { return std::tie(x.parties, x.walks); }
};

}  // namespace detail

/// `count_returns`.
struct return_analysis {
  static constexpr std::string_view name = "returns";
  using options = return_options;
  using sums = return_counts;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return detail::scanned(paths, threads, return_tally(paths, o)).result();
  }
};

/// `count_return_rates`; for `test_return_rates`.
struct return_rate_analysis {
  static constexpr std::string_view name = "return rates";
  using options = no_options;
  using sums = return_rate_sums;
  static sums run(const pathways& paths, const options&, unsigned threads) {
    const auto by_succession = paths.read_as(reading::succession);
    return detail::scanned(by_succession, threads, return_rate_tally(by_succession)).sums();
  }
  static std::vector<return_rate> finish(const sums& all) { return return_rates_of(all); }
  // Every pair at risk is of a party that is there, and has room among its stays.
  static bool is_sound(const sums& all) {
    const auto fits = [](const return_table& t, std::size_t stays) {
      return t.went <= stays && t.came - t.came_and_went <= stays - t.went;
    };
    return std::all_of(all.pairs.begin(), all.pairs.end(), [&](const return_rate& pair) {
      if (pair.at_risk.count == 0) return true;
      const auto party = std::lower_bound(all.parties.begin(), all.parties.end(), pair.via,
                                          [](const return_rate_sums::party& p, label via) { return p.via < via; });
      return party != all.parties.end() && party->via == pair.via && fits(pair.stays, party->all) &&
             fits(pair.first_stays, party->first_all);
    });
  }
};

/// `count_carried_returns`.
struct carried_return_analysis {
  static constexpr std::string_view name = "carried returns";
  using options = no_options;
  using sums = std::vector<carried_returns>;
  static sums run(const pathways& paths, const options&, unsigned threads) {
    return detail::scanned(paths, threads, carried_return_tally(paths)).result();
  }
};

/// `circuit_walk_tally`: circuits that clients walked as a whole, each from its party with the first name on.
struct circuit_analysis {
  static constexpr std::string_view name = "walked circuits";
  using options = circuit_walk_options;
  using sums = std::vector<party_circuit>;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    const auto by_succession = paths.read_as(reading::succession);
    return detail::scanned(by_succession, threads, circuit_walk_tally(by_succession, o.max_length)).result();
  }
  static void renumbered(sums& all) {
    for (auto& c : all)
      std::rotate(c.parties.begin(), std::min_element(c.parties.begin(), c.parties.end()), c.parties.end());
  }
};

}  // namespace polku::inline v0
