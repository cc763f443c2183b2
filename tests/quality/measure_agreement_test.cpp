// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.

#include <polku/quality/measure_agreement.hpp>
#include <polku/quality/quality_criteria.hpp>

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace {

using namespace polku;
using pairs = std::vector<std::pair<unsigned, unsigned>>;

TEST(MeasureAgreement, ComparesWhatBothRatersScored) {
  const audit a{.service = "pilot",
                .at = date(2020, 3, 2),
                .raters = {{"A", {{1, 5}, {2, 4}, {3, 3}, {4, 2}}}, {"B", {{1, 5}, {2, 3}, {3, 3}}}}};
  const auto m = measure_agreement(quality_criteria(), a);
  ASSERT_EQ(m.pairs.size(), 1u);
  EXPECT_EQ(m.pairs[0].items, 3u);
  EXPECT_EQ(m.pairs[0].same, 2u);
  EXPECT_EQ(m.items, 3u);
  EXPECT_NEAR(*m.pairs[0].quadratic_kappa, *weighted_kappa(pairs{{5, 5}, {4, 3}, {3, 3}}, kappa_weights::quadratic), 1e-12);
  EXPECT_TRUE(m.icc);
}

TEST(MeasureAgreement, IsUndefinedForOneRater) {
  const audit a{.service = "pilot", .at = date(2020, 3, 2), .raters = {{"A", {{1, 5}, {2, 4}}}}};
  const auto m = measure_agreement(quality_criteria(), a);
  EXPECT_TRUE(m.pairs.empty());
  EXPECT_FALSE(m.icc);
}

}  // namespace
