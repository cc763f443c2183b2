// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/statistics/agreement_coefficient.hpp>

#include <boost/math/distributions/fisher_f.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Intraclass correlations with their two-sided intervals, for `ratings[target][rater]`; that of ICC(2,1) is approximate,
/// and poor where the coefficient is negative. Nothing with fewer than two targets or raters, or where no rating differs
/// from another. O(ratings).
///
/// \throws std::invalid_argument where the targets have different numbers of ratings, or the level is not within (0, 1).
[[nodiscard]] inline std::optional<intraclass_correlations> intraclass_correlation(
    const std::vector<std::vector<double>>& ratings, double level = 0.95) {
  if (!(level > 0 && level < 1)) throw std::invalid_argument("polku: the level of an interval lies between 0 and 1");
  for (const auto& r : ratings)
    if (r.size() != ratings.front().size())
      throw std::invalid_argument("polku: an intraclass correlation needs as many ratings of every target");
  if (ratings.size() < 2 || ratings.front().size() < 2) return std::nullopt;
  const auto n = static_cast<double>(ratings.size()), k = static_cast<double>(ratings.front().size());
  double mean = 0;
  std::vector<double> of_rater(ratings.front().size());
  for (const auto& r : ratings)
    for (std::size_t j = 0; j < r.size(); ++j) {
      mean += r[j] / (n * k);
      of_rater[j] += r[j] / n;
    }
  double between = 0, raters = 0, rest = 0;  // sums of squares
  for (const double m : of_rater) raters += n * (m - mean) * (m - mean);
  for (const auto& r : ratings) {
    double of_target = 0;
    for (const double x : r) of_target += x / k;
    between += k * (of_target - mean) * (of_target - mean);
    for (std::size_t j = 0; j < r.size(); ++j) rest += std::pow(r[j] - of_target - of_rater[j] + mean, 2);
  }
  // What is left of rounding is no difference.
  const double least = 1e-12 * (between + raters + rest);
  if (rest < least) rest = 0;
  if (raters < least) raters = 0;
  if (between < least) between = 0;
  if (between + raters + rest <= 0) return std::nullopt;

  const double bms = between / (n - 1), jms = raters / (k - 1), ems = rest / ((n - 1) * (k - 1)),
               wms = (raters + rest) / (n * (k - 1));
  const double tail = (1 - level) / 2;
  // Not finite where a degree of freedom is next to nothing; then there is no interval.
  namespace policies = boost::math::policies;
  using lenient =
      policies::policy<policies::overflow_error<policies::ignore_error>, policies::evaluation_error<policies::ignore_error>>;
  const auto f = [&](double d1, double d2) {
    return boost::math::quantile(boost::math::complement(boost::math::fisher_f_distribution<double, lenient>(d1, d2), tail));
  };
  const auto between_finite = [](double low, double high) {
    return std::isfinite(low) && std::isfinite(high) ? std::optional(std::pair(low, high)) : std::nullopt;
  };
  // From F = BMS over the mean square within.
  const auto coefficient = [&](double within, double d1, double d2) {
    agreement_coefficient out;
    if (bms + (k - 1) * within == 0) return out;
    out.value = (bms - within) / (bms + (k - 1) * within);
    if (within == 0) return out;
    const double low = bms / within / f(d1, d2), high = bms / within * f(d2, d1);
    out.interval = between_finite((low - 1) / (low + k - 1), (high - 1) / (high + k - 1));
    return out;
  };

  intraclass_correlations out;
  out.one_way = coefficient(wms, n - 1, n * (k - 1));
  out.consistency = coefficient(ems, n - 1, (n - 1) * (k - 1));
  const double below = bms + (k - 1) * ems + k * (jms - ems) / n;
  if (!(below > 1e-12 * (bms + jms + ems))) return out;
  const double icc = (bms - ems) / below;
  out.agreement.value = icc;
  if (ems == 0) return out;
  const double fj = jms / ems, others = n * (1 + (k - 1) * icc) - k * icc, top = k * icc * fj + others;
  const double v = (k - 1) * (n - 1) * top * top / ((n - 1) * k * k * icc * icc * fj * fj + others * others);
  if (!(v > 0) || !std::isfinite(v)) return out;
  const double low = f(n - 1, v), high = f(v, n - 1), middle = k * jms + (k * n - k - n) * ems;
  out.agreement.interval =
      between_finite(n * (bms - low * ems) / (low * middle + n * bms), n * (high * bms - ems) / (middle + n * high * bms));
  return out;
}

}  // namespace polku::inline v0
