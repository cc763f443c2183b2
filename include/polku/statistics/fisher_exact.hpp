// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/ping_pong/return_rates.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

namespace polku::inline v0 {

/// Fisher's exact test, one-sided: how likely so many or more would come and go, were the two independent given the margins
/// (Fisher 1935). Nothing where a margin is 0. Some 12 digits are right, far out in the tail too; below 1e-308 it is 0.
/// O(s), s the standard deviation of the count given the margins, and at most O(n), n the smaller of the margins `came` and
/// `went`, for a table so far out that the answer is 0 or 1. Some microseconds for a million stays.
[[nodiscard]] inline std::optional<double> fisher_exact(const return_table& t) {
  if (!t.has_margins()) return std::nullopt;
  const auto least = t.came + t.went > t.all ? t.came + t.went - t.all : 0;
  const auto most = std::min(t.came, t.went);
  const auto came = static_cast<double>(t.came), went = static_cast<double>(t.went), all = static_cast<double>(t.all);

  // Tables with these margins, this one and those beyond, and those before it, as multiples of this one's probability: that
  // of a neighbour follows by one ratio. They rise towards the mode and then fall for good.
  constexpr double negligible = 1e-25;
  double beyond = 1, before = 0, term = 1;
  for (auto k = t.came_and_went; k < most && term >= negligible * beyond; ++k) {
    const auto n = static_cast<double>(k);
    term *= (came - n) / (n + 1) * ((went - n) / (all - came - went + n + 1));
    beyond += term;
  }
  term = 1;
  for (auto k = t.came_and_went; k > least && term >= negligible * before; --k) {
    const auto n = static_cast<double>(k);
    term *= n / (came - n + 1) * ((all - came - went + n) / (went - n + 1));
    before += term;
  }
  return std::isinf(beyond) ? 1.0 : beyond / (beyond + before);
}

}  // namespace polku::inline v0
