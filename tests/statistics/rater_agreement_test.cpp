// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.

#include "../random_source.hpp"

#include <polku/statistics/intraclass_correlation.hpp>
#include <polku/statistics/weighted_kappa.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace {

using namespace polku;
using pairs = std::vector<std::pair<unsigned, unsigned>>;

// Shrout and Fleiss 1979, table 2: six targets, four judges.
const std::vector<std::vector<double>> shrout_and_fleiss = {{9, 2, 5, 8}, {6, 1, 3, 2},  {8, 4, 6, 8},
                                                            {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}};

TEST(IntraclassCorrelation, IsThatOfShroutAndFleiss) {
  const auto icc = intraclass_correlation(shrout_and_fleiss).value();
  EXPECT_NEAR(*icc.one_way.value, 0.17, 0.005);
  EXPECT_NEAR(*icc.agreement.value, 0.29, 0.005);
  EXPECT_NEAR(*icc.consistency.value, 0.71, 0.005);
}

// As R's psych::ICC and irr::icc print for the same table.
TEST(IntraclassCorrelation, HasTheKnownIntervals) {
  const auto icc = intraclass_correlation(shrout_and_fleiss).value();
  EXPECT_NEAR(icc.one_way.interval->first, -0.133, 0.001);
  EXPECT_NEAR(icc.one_way.interval->second, 0.723, 0.001);
  EXPECT_NEAR(icc.agreement.interval->first, 0.019, 0.001);
  EXPECT_NEAR(icc.agreement.interval->second, 0.761, 0.001);
  EXPECT_NEAR(icc.consistency.interval->first, 0.342, 0.001);
  EXPECT_NEAR(icc.consistency.interval->second, 0.946, 0.001);
}

TEST(IntraclassCorrelation, KnowsARaterWhoIsStricterThroughout) {
  const auto icc = intraclass_correlation({{1, 2}, {2, 3}, {3, 4}, {4, 5}}).value();
  EXPECT_NEAR(*icc.consistency.value, 1, 1e-12);
  EXPECT_LT(*icc.agreement.value, 0.9);
  EXPECT_FALSE(icc.consistency.interval) << "nothing is left to estimate it from";
}

TEST(IntraclassCorrelation, IsUndefinedWithoutAnyDifference) {
  EXPECT_FALSE(intraclass_correlation({{3, 3}, {3, 3}}));
  EXPECT_FALSE(intraclass_correlation({{3, 4}}));
  EXPECT_FALSE(intraclass_correlation({{3}, {4}}));
  EXPECT_FALSE(intraclass_correlation({}));
  EXPECT_FALSE(intraclass_correlation({{1, 2}, {1, 2}})->consistency.value) << "targets do not differ, nor does the rest";
  EXPECT_THROW((void)intraclass_correlation({{1, 2}, {1}}), std::invalid_argument);
  EXPECT_THROW((void)intraclass_correlation({{1, 2}, {1, 3}}, 1), std::invalid_argument);
}

// By the definition from the table of the two raters' categories.
double kappa_by_table(const pairs& scores, bool is_quadratic) {
  std::array<std::array<double, 6>, 6> table{};
  for (const auto& [a, b] : scores) table[a][b] += 1 / static_cast<double>(scores.size());
  double observed = 0, expected = 0;
  for (std::size_t a = 0; a < 6; ++a)
    for (std::size_t b = 0; b < 6; ++b) {
      double row = 0, column = 0;
      for (std::size_t c = 0; c < 6; ++c) {
        row += table[a][c];
        column += table[c][b];
      }
      const double d = std::abs(static_cast<double>(a) - static_cast<double>(b)) / 5, w = is_quadratic ? d * d : d;
      observed += w * table[a][b];
      expected += w * row * column;
    }
  return 1 - observed / expected;
}

TEST(WeightedKappa, ByHand) {
  // Scores (1,1), (2,2), (1,2), (2,1): chance alone.
  EXPECT_NEAR(*weighted_kappa(pairs{{1, 1}, {2, 2}, {1, 2}, {2, 1}}, kappa_weights::linear), 0, 1e-12);
  // One pair differs by 1; every first score with every second one differs by 14 in all, squared by 20.
  EXPECT_NEAR(*weighted_kappa(pairs{{1, 1}, {1, 2}, {2, 2}, {3, 3}}, kappa_weights::linear), 1 - 4.0 * 1 / 14, 1e-12);
  EXPECT_NEAR(*weighted_kappa(pairs{{1, 1}, {1, 2}, {2, 2}, {3, 3}}, kappa_weights::quadratic), 1 - 4.0 * 1 / 20, 1e-12);
  EXPECT_EQ(weighted_kappa(pairs{{1, 1}, {3, 3}}, kappa_weights::linear), 1.0);
}

TEST(WeightedKappa, IsUndefinedWhereNothingCanDiffer) {
  EXPECT_FALSE(weighted_kappa(pairs{}, kappa_weights::linear));
  EXPECT_FALSE(weighted_kappa(pairs{{2, 2}, {2, 2}}, kappa_weights::quadratic));
}

TEST(WeightedKappa, AgreesWithTheTableOnRandomScores) {
  polku_test::random_source random(1968);
  for (int n = 0; n < 3000; ++n) {
    pairs scores;
    for (int k = 1 + random.upto(24); k > 0; --k) scores.emplace_back(1 + random.upto(4), 1 + random.upto(4));
    for (const bool is_quadratic : {false, true}) {
      const auto kappa = weighted_kappa(scores, is_quadratic ? kappa_weights::quadratic : kappa_weights::linear);
      if (kappa) {
        EXPECT_NEAR(*kappa, kappa_by_table(scores, is_quadratic), 1e-9);
      }
    }
  }
}

// Sums of squares by their definitions, one by one.
TEST(IntraclassCorrelation, AgreesWithTheAnalysisOfVarianceOnRandomRatings) {
  polku_test::random_source random(1979);
  for (int n = 0; n < 3000; ++n) {
    const auto targets = static_cast<std::size_t>(2 + random.upto(6)), raters = static_cast<std::size_t>(2 + random.upto(3));
    std::vector<std::vector<double>> x(targets, std::vector<double>(raters));
    double mean = 0;
    for (auto& row : x)
      for (auto& v : row) mean += v = 1 + random.upto(4);
    const auto nn = static_cast<double>(targets), k = static_cast<double>(raters);
    mean /= nn * k;
    double within = 0, between = 0, columns = 0;
    for (const auto& row : x) {
      double m = 0;
      for (const double v : row) m += v / k;
      for (const double v : row) within += (v - m) * (v - m);
      between += k * (m - mean) * (m - mean);
    }
    for (std::size_t j = 0; j < raters; ++j) {
      double m = 0;
      for (const auto& row : x) m += row[j] / nn;
      columns += nn * (m - mean) * (m - mean);
    }
    const double bms = between / (nn - 1), wms = within / (nn * (k - 1)), jms = columns / (k - 1),
                 ems = (within - columns) / ((nn - 1) * (k - 1));
    const auto icc = intraclass_correlation(x);
    if (!icc) {
      EXPECT_LT(within + between, 1e-9);
      continue;
    }
    EXPECT_NEAR(*icc->one_way.value, (bms - wms) / (bms + (k - 1) * wms), 1e-9);
    if (icc->consistency.value) {
      EXPECT_NEAR(*icc->consistency.value, (bms - ems) / (bms + (k - 1) * ems), 1e-9);
    }
    if (icc->agreement.value) {
      EXPECT_NEAR(*icc->agreement.value, (bms - ems) / (bms + (k - 1) * ems + k * (jms - ems) / nn), 1e-9);
    }
    for (const auto& c : {icc->one_way, icc->consistency, icc->agreement})
      if (c.interval && *c.value >= 0) {
        EXPECT_LE(c.interval->first, *c.value + 1e-9);
        EXPECT_GE(c.interval->second, *c.value - 1e-9);
      }
  }
}

}  // namespace
