// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/ping_pong/return_rates.hpp>
#include <polku/statistics/fisher_exact.hpp>
#include <polku/statistics/wilson_interval.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace polku::inline v0 {

/// The smallest share of false findings among all up to each (Benjamini and Hochberg 1995): q for p, in the same order.
/// O(n log n).
[[nodiscard]] inline std::vector<double> benjamini_hochberg(const std::vector<double>& p) {
  std::vector<std::size_t> order(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> q(p.size());
  double least = 1;
  for (std::size_t rank = p.size(); rank-- > 0;) {
    least = std::min(least, p[order[rank]] * static_cast<double>(p.size()) / static_cast<double>(rank + 1));
    q[order[rank]] = least;
  }
  return q;
}

/// Whether the direct returns of a pair (A, B) are more than chance: more than if, for a stay in B, where the client came
/// from and where the client went were independent, as they are in a first-order Markov chain.
struct return_significance {
  return_rate observed = {};
  double expected = 0;                ///< returns, from the margins
  double rate = 0;                    ///< returns through stays at risk
  share_interval rate_interval = {};  ///< 95 %, Wilson
  std::optional<double> p = {};       ///< Fisher's exact, one-sided; empty where a margin is 0
  std::optional<double> q = {};       ///< Benjamini and Hochberg, over all pairs tested
  /// As p, from each client's first eligible stay in B only: stays of one client are not independent.
  std::optional<double> p_clients = {};
};

/// Tests each pair. q is for screening, and p takes the stays of one client as independent: look at `p_clients` beside it.
[[nodiscard]] inline std::vector<return_significance> test_return_rates(const std::vector<return_rate>& rates) {
  std::vector<return_significance> out;
  std::vector<double> tested;
  for (const auto& r : rates) {
    const auto& t = r.stays;
    return_significance s{.observed = r};
    s.expected = static_cast<double>(t.came) * static_cast<double>(t.went) / static_cast<double>(t.all);
    s.rate = static_cast<double>(t.came_and_went) / static_cast<double>(t.came);
    s.rate_interval = wilson_interval(t.came_and_went, t.came);
    s.p = fisher_exact(t);
    s.p_clients = fisher_exact(r.first_stays);
    if (s.p) tested.push_back(*s.p);
    out.push_back(s);
  }
  const auto q = benjamini_hochberg(tested);
  std::size_t next = 0;
  for (auto& s : out)
    if (s.p) s.q = q[next++];
  return out;
}

/// Counts the direct returns of a log by pair and tests each: `count_return_rates` and `test_return_rates`.
[[nodiscard]] inline std::vector<return_significance> test_returns(const pathways& paths) {
  return test_return_rates(count_return_rates(paths));
}

}  // namespace polku::inline v0
