// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <optional>
#include <utility>

namespace polku::inline v0 {

/// A coefficient with its interval. Either is empty where it is undefined, the interval also where the raters never differ.
struct agreement_coefficient {
  std::optional<double> value = std::nullopt;
  std::optional<std::pair<double, double>> interval = std::nullopt;
};

/// The intraclass correlations of Shrout and Fleiss (1979) for single ratings, of targets that all raters scored.
struct intraclass_correlations {
  agreement_coefficient one_way;      ///< ICC(1,1): each target by other raters
  agreement_coefficient agreement;    ///< ICC(2,1): raters are a sample, agreement counts in full
  agreement_coefficient consistency;  ///< ICC(3,1): these raters only; that one is stricter throughout does not count
};

}  // namespace polku::inline v0
