// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/quality/audit.hpp>
#include <polku/quality/rater_agreement.hpp>
#include <polku/statistics/intraclass_correlation.hpp>
#include <polku/statistics/weighted_kappa.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace polku::inline v0 {

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
