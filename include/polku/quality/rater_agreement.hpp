// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/quality/audit.hpp>

#include <boost/math/distributions/fisher_f.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

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

/// The agreement of an audit's raters by their own scores, whatever they agreed on afterwards: weighted kappa of each two
/// over the items that both scored, intraclass correlations over the items that all scored. What is undefined, with one
/// rater or no common items, is empty. O(raters^2 * items^2).
///
/// \throws std::invalid_argument as `score_audit`.
[[nodiscard]] inline rater_agreement measure_agreement(const instrument& by_what, const audit& a, double level = 0.95) {
  if (const auto problems = find_problems(a, by_what); !problems.empty())
    throw std::invalid_argument(fmt::format("polku: audit, {}: {}", problems.front().member, problems.front().fact));
  const auto score_of = [&](std::size_t rater, unsigned item) -> std::optional<unsigned> {
    for (const auto& s : a.raters[rater].scores)
      if (s.item == item) return s.score;
    return std::nullopt;
  };
  rater_agreement out{.raters = a.raters.size()};
  for (std::size_t i = 0; i < a.raters.size(); ++i)
    for (auto j = i + 1; j < a.raters.size(); ++j) {
      rater_pair pair{.first = i, .second = j};
      std::vector<std::pair<unsigned, unsigned>> scores;
      for (const auto& item : by_what.items) {
        const auto x = score_of(i, item.number), y = score_of(j, item.number);
        if (!x || !y) continue;
        scores.emplace_back(*x, *y);
        pair.same += *x == *y ? 1 : 0;
      }
      pair.items = scores.size();
      pair.linear_kappa = weighted_kappa(scores, kappa_weights::linear);
      pair.quadratic_kappa = weighted_kappa(scores, kappa_weights::quadratic);
      out.pairs.push_back(pair);
    }
  std::vector<std::vector<double>> ratings;
  for (const auto& item : by_what.items) {
    std::vector<double> row;
    for (std::size_t r = 0; r < a.raters.size(); ++r)
      if (const auto s = score_of(r, item.number)) row.push_back(*s);
    if (!row.empty() && row.size() == a.raters.size()) ratings.push_back(std::move(row));
  }
  out.items = ratings.size();
  out.icc = intraclass_correlation(ratings, level);
  return out;
}

}  // namespace polku::inline v0
