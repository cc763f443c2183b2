// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/partials/partial.hpp>
#include <polku/statistics/markov_returns.hpp>
#include <polku/statistics/permuted_returns.hpp>

#include <cstdint>
#include <string_view>
#include <tuple>

namespace polku::inline v0 {

namespace detail {

template <>
struct parts<permutation_options> {
  static auto of(auto& x) { return std::tie(x.permutations, x.seed); }
};
template <>
struct parts<chain_counts::start> {
  static auto of(auto& x) { return std::tie(x.party, x.stays, x.clients); }
};
template <>
struct parts<chain_counts::step> {
  static auto of(auto& x) { return std::tie(x.from, x.to, x.count); }
};
template <>
struct parts<chain_counts> {
  static auto of(auto& x) { return std::tie(x.observed, x.starts, x.steps); }
};
template <>
struct parts<permuted_returns> {
  static auto of(auto& x) { return std::tie(x.observed, x.shuffled); }
};

}  // namespace detail

/// `expect_markov_returns`.
struct markov_analysis {
  static constexpr std::string_view name = "returns of a Markov chain";
  using options = no_options;
  using sums = chain_counts;
  static sums run(const pathways& paths, const options&, unsigned threads) {
    const auto by_succession = paths.read_as(reading::succession);
    return detail::scanned(by_succession, threads, chain_tally(by_succession)).result();
  }
  static markov_returns finish(const sums& all) { return expect_markov_returns(all); }
  // Clients of n stays took n - 1 steps each.
  static bool is_sound(const sums& all) {
    std::uint64_t steps = 0;
    for (const auto& s : all.steps) steps += s.count;
    for (const auto& s : all.starts) {
      if (s.stays == 0) return false;
      steps -= std::uint64_t{s.stays - 1} * s.clients;
    }
    return steps == 0;
  }
};

/// `permute_returns`.
struct permutation_analysis {
  static constexpr std::string_view name = "returns of shuffled stays";
  using options = permutation_options;
  using sums = permuted_returns;
  static sums run(const pathways& paths, const options& o, unsigned threads) { return permute_returns(paths, o, threads); }
};

}  // namespace polku::inline v0
