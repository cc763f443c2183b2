// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The analyses against a slow implementation that was written from the definitions alone, on random small logs.

#include "../reference/random_log.hpp"
#include "../reference/reference.hpp"
#include "../rounds.hpp"
#include "analysed.hpp"

#include <gtest/gtest.h>

#include <random>

namespace {

using polku_test::analysed;

void compare(reference::reading how, std::uint64_t seed, int logs) {
  std::mt19937_64 random(seed);
  for (int n = 0; n < logs; ++n) {
    const auto log = reference::random_log(random);
    const auto options = reference::random_options(random, how);
    const auto expected = analysed::slowly(log, options), actual = analysed::by_polku(log, options);
    ASSERT_EQ(expected, actual) << "log " << n << " of seed " << seed << "\n" << polku_test::print(log, options);
  }
}

TEST(AgainstReference, SuccessionAgreesOnRandomLogs) {
  compare(reference::reading::succession, 20221130, polku_test::rounds(20'000));
}
TEST(AgainstReference, CoverageAgreesOnRandomLogs) {
  compare(reference::reading::coverage, 20220905, polku_test::rounds(20'000));
}

}  // namespace
