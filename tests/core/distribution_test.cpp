// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/core/distribution.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace {

using namespace polku;

// Type 7 of Hyndman and Fan, from its formula.
double quantile(const std::vector<double>& sorted, double q) {
  const double h = q * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(std::floor(h)), high = static_cast<std::size_t>(std::ceil(h));
  return sorted[low] + (h - std::floor(h)) * (sorted[high] - sorted[low]);
}

TEST(Distribution, SummaryOfSmallOnesByHand) {
  EXPECT_TRUE(distribution().empty());
  EXPECT_EQ(summarise(distribution()).max, 0);
  distribution d;
  d.add(days(3));
  EXPECT_EQ(summarise(d).median, 3);
  d.add(days(-1));
  d.add(days(10));
  d.add(days(4));
  const auto s = summarise(d);
  EXPECT_EQ(s.min, -1);
  EXPECT_EQ(s.median, 3.5);
  EXPECT_EQ(s.max, 10);
  EXPECT_DOUBLE_EQ(s.p5, -1 + 0.15 * 4);
  EXPECT_DOUBLE_EQ(s.p95, 4 + 0.85 * 6);
}

// Whole days, fractions, far outliers, few and many: the same as keeping every value.
TEST(Distribution, AgreesWithAllValuesKept) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 300; ++round) {
    const auto n = 1 + random() % 3000;
    const bool has_fractions = random() % 2 == 0, has_outliers = random() % 2 == 0;
    distribution whole, left, right;
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) {
      auto us = static_cast<std::int64_t>(random() % 200) - 100;
      if (has_outliers && random() % 50 == 0) us = static_cast<std::int64_t>(random() % 2'000'000) - 1'000'000;
      us *= duration::microseconds_per_day;
      if (has_fractions && random() % 3 == 0) us += static_cast<std::int64_t>(random() % 86'400'000'000);
      const auto d = duration::from_microseconds(us);
      values.push_back(d.in_days());
      whole.add(d);
      (random() % 2 == 0 ? left : right).add(d);
    }
    std::sort(values.begin(), values.end());
    const auto s = summarise(whole);
    ASSERT_EQ(whole.size(), n);
    ASSERT_DOUBLE_EQ(s.min, values.front());
    ASSERT_NEAR(s.p5, quantile(values, 0.05), 1e-9);
    ASSERT_NEAR(s.median, quantile(values, 0.5), 1e-9);
    ASSERT_NEAR(s.p95, quantile(values, 0.95), 1e-9);
    ASSERT_DOUBLE_EQ(s.max, values.back());
    auto other_way = right;
    other_way.merge(left);
    left.merge(right);
    ASSERT_EQ(left.values(), whole.values());
    ASSERT_EQ(other_way.values(), whole.values());
    ASSERT_EQ(left.size(), n);
  }
}

TEST(Distribution, CountsBeyond32Bits) {
  distribution d;
  for (int i = 0; i < 100; ++i) d.add(days(i % 2));
  for (int i = 0; i < 27; ++i) d.merge(distribution(d));  // 50 * 2^27 of each
  ASSERT_EQ(d.values()[1], (distribution::value{days(1), 50ull << 27}));
  // Up to one short of where the lower half turns over, then on.
  distribution one;
  one.add(days(1));
  for (std::uint64_t left = (1ull << 33) - (50ull << 27) - 1; left != 0; left >>= 1) {
    if (left & 1) d.merge(one);
    one.merge(distribution(one));
  }
  ASSERT_EQ(d.values()[1].count, (1ull << 33) - 1);
  d.add(days(1));
  d.add(days(1));
  EXPECT_EQ(d.values()[1].count, (1ull << 33) + 1);
  d.add(days(400));
  for (int i = 0; i < 500; ++i) d.add(days(-3));  // widens the table
  EXPECT_EQ(d.values()[2], (distribution::value{days(1), (1ull << 33) + 1}));
  EXPECT_EQ(d.size(), (50ull << 27) + (1ull << 33) + 1 + 501);
}

}  // namespace
