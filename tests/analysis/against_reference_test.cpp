// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The analyses against a slow implementation that was written from the definitions alone, on random small logs.

#include "../reference/reference.hpp"
#include "analysed.hpp"

#include <gtest/gtest.h>

#include <random>

namespace {

using polku_test::analysed;

// Small numbers everywhere, so that ties, touching, nested and equal episodes, points, open ends and late records abound.
reference::log random_log(std::mt19937_64& random) {
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n + 1)); };
  const auto one_in = [&](int n) { return upto(n - 1) == 0; };
  reference::log log;
  const int clients = 1 + upto(2), parties = 1 + upto(3), horizon = 4 + upto(36), points = upto(3) == 0 ? 1 : 6;
  const int episodes = 1 + upto(13);
  for (int i = 0; i < episodes; ++i) {
    reference::episode e;
    e.client = std::string(1, static_cast<char>('a' + upto(clients - 1)));
    e.party = one_in(15) ? "" : std::string(1, static_cast<char>('A' + upto(parties)));
    e.phase = one_in(3) ? std::to_string(1 + upto(4)) : one_in(20) ? "no such phase" : "";
    e.start = upto(horizon);
    if (one_in(points))
      e.end = e.start;
    else if (!one_in(8))
      e.end = e.start + 1 + upto(horizon / 2);
    e.support = !one_in(4);
    if (one_in(6) && !log.episodes.empty()) {  // the same time as another one
      const auto& twin = log.episodes[static_cast<std::size_t>(upto(i - 1))];
      e.client = twin.client;
      e.start = twin.start;
      e.end = twin.end;
    }
    log.episodes.push_back(e);
  }
  const char* const kinds[] = {"exit", "exit", "job start", "Study_Start", "referral"};
  for (int i = upto(3); i > 0; --i)
    log.milestones.push_back({std::string(1, static_cast<char>('a' + upto(clients))), upto(horizon + 5), kinds[upto(4)]});
  if (one_in(2)) log.cutoff = upto(horizon + 5);
  return log;
}

reference::options random_options(std::mt19937_64& random, reference::reading how) {
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n + 1)); };
  reference::options o;
  o.how = how;
  o.bridge = upto(2) == 0 ? upto(3) : 0;
  o.max_wait = upto(1) == 0 ? 30 : upto(8);
  o.window = upto(1) == 0 ? 180 : upto(10);
  o.max_length = 2 + upto(3);
  o.min_returns = 1 + upto(2);
  if (upto(2) == 0) o.tolerance = upto(3);
  if (upto(3) == 0) o.planned = {"A", "C"};
  o.progress = {"job start", "Study_Start"};
  if (upto(1) == 0) o.phase_rank = {{"1", 0}, {"2", 1}, {"3", 2}, {"4", 3}, {"5", 4}};
  return o;
}

void compare(reference::reading how, std::uint64_t seed, int logs) {
  std::mt19937_64 random(seed);
  for (int n = 0; n < logs; ++n) {
    const auto log = random_log(random);
    const auto options = random_options(random, how);
    const auto expected = analysed::slowly(log, options), actual = analysed::by_polku(log, options);
    ASSERT_EQ(expected, actual) << "log " << n << " of seed " << seed << "\n" << polku_test::print(log, options);
  }
}

TEST(AgainstReference, SuccessionAgreesOnRandomLogs) { compare(reference::reading::succession, 20221130, 20'000); }
TEST(AgainstReference, CoverageAgreesOnRandomLogs) { compare(reference::reading::coverage, 20220905, 20'000); }

}  // namespace
