// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace polku::inline v0 {

/// How much a disagreement weighs: by its distance on the scale, or by the square of it.
enum class kappa_weights : std::uint8_t { linear, quadratic };

/// Cohen's weighted kappa of two raters (Cohen 1968): 1 for agreement throughout, 0 for as much as the margins would give by
/// chance. Nothing where there are no pairs, or chance leaves no disagreement: both raters gave everything the same score.
/// O(pairs^2).
[[nodiscard]] inline std::optional<double> weighted_kappa(std::span<const std::pair<unsigned, unsigned>> scores,
                                                          kappa_weights weights) {
  const auto weight = [&](unsigned a, unsigned b) {
    const double d = static_cast<double>(a) - static_cast<double>(b);
    return weights == kappa_weights::linear ? std::abs(d) : d * d;
  };
  double observed = 0, expected = 0;
  for (const auto& x : scores) {
    observed += weight(x.first, x.second);
    for (const auto& y : scores) expected += weight(x.first, y.second);
  }
  if (expected == 0) return std::nullopt;
  return 1 - observed * static_cast<double>(scores.size()) / expected;
}

}  // namespace polku::inline v0
