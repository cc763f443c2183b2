// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/statistics/agreement_coefficient.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace polku::inline v0 {

/// Two raters of one audit.
struct rater_pair {
  std::size_t first = 0, second = 0;  ///< in the audit's raters
  std::size_t items = 0;              ///< that both scored
  std::size_t same = 0;               ///< with the same score
  std::optional<double> linear_kappa = std::nullopt;
  std::optional<double> quadratic_kappa = std::nullopt;
};

/// How far the raters of an audit agree.
struct rater_agreement {
  std::size_t raters = 0;
  std::size_t items = 0;  ///< that all raters scored
  std::vector<rater_pair> pairs = {};
  /// Over the items that all raters scored; empty where it is undefined.
  std::optional<intraclass_correlations> icc = std::nullopt;
};

}  // namespace polku::inline v0
