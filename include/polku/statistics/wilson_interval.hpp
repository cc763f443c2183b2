// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/statistics/share_interval.hpp>

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace polku::inline v0 {

/// The Wilson score interval of `part` in `whole` (Wilson 1927), for a two-sided level such as 0.95; [0, 1] of nothing.
[[nodiscard]] inline share_interval wilson_interval(std::size_t part, std::size_t whole, double level = 0.95) {
  if (whole == 0) return {};
  const double z = boost::math::quantile(boost::math::normal(), 0.5 + level / 2);
  const auto n = static_cast<double>(whole);
  const double p = static_cast<double>(part) / n, z2 = z * z / n;
  const double middle = (p + z2 / 2) / (1 + z2), half = z / (1 + z2) * std::sqrt((p * (1 - p) + z2 / 4) / n);
  return {part == 0 ? 0 : std::max(0.0, middle - half), part == whole ? 1 : std::min(1.0, middle + half)};
}

}  // namespace polku::inline v0
