// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/parallel_scan.hpp>
#include <polku/core/check_sum.hpp>
#include <polku/core/splitmix64.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// How often and by which random numbers `permute_returns` shuffles.
struct permutation_options {
  std::size_t permutations = 999;
  std::uint64_t seed = 1;  ///< the same seed gives the same result, on any number of threads
};

/// The direct returns of a log beside those of the same stays in random order.
///
/// More returns than the shuffled stays have say that the *order* matters: somebody who stays with two parties only cannot
/// but go to and fro, and does so shuffled too. Each client keeps the number of stays with each party, which a first-order
/// Markov chain does not keep; so this null asks less of the log, and finds less where clients have few parties.
struct permuted_returns {
  std::size_t observed = 0;
  std::vector<std::size_t> shuffled;  ///< one per permutation

  [[nodiscard]] double mean() const {
    double sum = 0;
    for (const auto n : shuffled) sum += static_cast<double>(n);
    return shuffled.empty() ? 0 : sum / static_cast<double>(shuffled.size());
  }
  /// The share of permutations with as many returns or more, the log itself counted as one (Davison and Hinkley 1997).
  [[nodiscard]] double p() const {
    std::size_t more = 1;
    for (const auto n : shuffled) more += n >= observed ? 1 : 0;
    return static_cast<double>(more) / static_cast<double>(shuffled.size() + 1);
  }
  friend bool operator==(const permuted_returns&, const permuted_returns&) = default;
};

/// Shuffles the stays of the clients it is shown, with never two neighbours of one party, and counts direct returns.
///
/// Every order without equal neighbours is to be as likely as any other. Two stays change places, or a run of stays is
/// turned round, wherever that leaves no equal neighbours: as each change is as likely as its undoing, the walk tends to the
/// uniform distribution (Metropolis et al. 1953). Sixteen tries per stay lie between two permutations.
class permuted_return_tally {
 public:
  /// \throws std::invalid_argument where the pathways are not read by succession.
  permuted_return_tally(const pathways& paths, const permutation_options& options) : options_(options) {
    detail::require_succession(paths, "stays are shuffled");
    counts_.shuffled.resize(options.permutations);
  }

  void add(const client_history& h) {
    order_.clear();
    for (const auto& s : h.stays) order_.push_back(s.party);
    const auto observed = count_returns();
    counts_.observed += observed;
    if (order_.size() < 3) return;
    // By name, so that a client's stays are shuffled alike in whatever log they are.
    splitmix64 random(detail::check_sum(options_.seed, h.paths.log().name_of(h.client)));
    for (auto& sum : counts_.shuffled) {
      shuffle(random);
      sum += count_returns();
    }
  }

  void merge(permuted_return_tally&& other) {
    counts_.observed += other.counts_.observed;
    for (std::size_t i = 0; i < counts_.shuffled.size(); ++i) counts_.shuffled[i] += other.counts_.shuffled[i];
  }

  [[nodiscard]] permuted_returns result() && { return std::move(counts_); }

 private:
  [[nodiscard]] std::size_t count_returns() const {
    std::size_t n = 0;
    for (std::size_t i = 2; i < order_.size(); ++i) n += order_[i] == order_[i - 2] ? 1 : 0;
    return n;
  }

  void shuffle(splitmix64& random) {
    const auto n = order_.size();
    for (std::size_t k = 0; k < 16 * n; ++k) {
      std::size_t i = random.below(n), j = random.below(n);
      if (i > j) std::swap(i, j);
      if (i == j) continue;
      if (random.percent(50)) {
        // Turning a run round changes the neighbours at its ends only.
        const bool fits = (i == 0 || order_[i - 1] != order_[j]) && (j + 1 == n || order_[j + 1] != order_[i]);
        if (fits)
          std::reverse(order_.begin() + static_cast<std::ptrdiff_t>(i), order_.begin() + static_cast<std::ptrdiff_t>(j) + 1);
      } else {
        std::swap(order_[i], order_[j]);
        if (!is_apart(i) || !is_apart(j)) std::swap(order_[i], order_[j]);
      }
    }
  }
  [[nodiscard]] bool is_apart(std::size_t i) const {
    return (i == 0 || order_[i - 1] != order_[i]) && (i + 1 == order_.size() || order_[i + 1] != order_[i]);
  }

  permutation_options options_;
  permuted_returns counts_;
  std::vector<label> order_;  // of the client at hand
};

/// Compares the direct returns of a log with those of the same stays in random order; by succession, whatever the reading of
/// the pathways. O(permutations x sum of squares of the stays per client) at worst, as a run that is turned round may be
/// long.
[[nodiscard]] inline permuted_returns permute_returns(const pathways& paths, const permutation_options& options = {},
                                                      unsigned threads = 1) {
  const auto by_succession = paths.read_as(reading::succession);
  permuted_return_tally tally(by_succession, options);
  parallel_scan(by_succession, threads, tally);
  return std::move(tally).result();
}

}  // namespace polku::inline v0
