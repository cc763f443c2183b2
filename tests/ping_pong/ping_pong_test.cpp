// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The definitions' sentences on returns and ping-pong, worked by hand. Times are day numbers.

#include "../days.hpp"
#include "../random_records.hpp"

#include <polku/ping_pong/ping_pong.hpp>

#include <gtest/gtest.h>

namespace {

using namespace polku;
using polku_test::log_of;
using polku_test::number;
using polku_test::open;

constexpr auto succession = reading::succession;
constexpr auto coverage = reading::coverage;

// Returns as "A(B) 5": the party, the parties on the route before neighbours are merged, the time away.
std::string returns(const event_log& log, reading how) {
  const auto& names = log.names(field::organisations);
  std::string out;
  for (const auto& r : find_returns(pathways(log, {.reading = how}))) {
    if (!out.empty()) out += ", ";
    out += std::string(names[r.first.party]) + "(";
    for (const auto& s : r.route) out += names[s.party];
    out +=
        ") " + std::to_string(number(r.away)) + (r.is_concurrent ? " concurrent" : "") + (r.has_progress ? " progress" : "");
  }
  return out;
}

ping_pong_loops loops(const event_log& log, ping_pong_options options = {}) { return find_ping_pong(log, options); }

TEST(Returns, UnderSuccessionAreToTheLatestStayOfTheParty) {
  const auto log = log_of({{"A", 1, 2}, {"B", 2, 3}, {"A", 3, 4}, {"B", 4, 5}, {"C", 5, 6}, {"A", 6, 7}});
  EXPECT_EQ(returns(log, succession), "A(B) 1, B(A) 1, A(BC) 2");
  const auto counts = count_returns(pathways(log, {.reading = succession}));
  EXPECT_EQ(counts.total, (counted{3, 1}));
  EXPECT_EQ(counts.direct, (counted{2, 1}));
}

TEST(Returns, UnderSuccessionCanHaveANegativeTimeAway) {
  EXPECT_EQ(returns(log_of({{"A", 1, 10}, {"B", 5, 20}, {"A", 8, 20}}), succession), "A(B) -2");
}

TEST(Returns, UnderCoverageNeedTheClientToHaveLeft) {
  EXPECT_EQ(returns(log_of({{"A", 1, 10}, {"B", 5, 20}, {"A", 10, 20}}), coverage), "");
}

TEST(Returns, UnderCoverageGoByWhatCameAfterAndMeetsTheBreak) {
  // B begins in the first stay and reaches into the break; C begins with the second stay; D ends before the break.
  EXPECT_EQ(returns(log_of({{"A", 1, 10}, {"D", 2, 10}, {"B", 5, 12}, {"A", 20, 30}, {"C", 20, 25}}), coverage), "A(B) 10");
}

TEST(Returns, UnderCoverageAreReEntriesWhereNobodyNewCameBetween) {
  const auto log = log_of({{"W", 0, 40}, {"A", 1, 10}, {"A", 20, 30}});
  EXPECT_EQ(returns(log, coverage), "");
  EXPECT_EQ(count_returns(log).re_entries.count, 1u);
}

TEST(Returns, UnderCoverageGoByPointsFromTheFirstEndToBeforeTheSecondStart) {
  EXPECT_EQ(returns(log_of({{"A", 1, 10}, {"B", 10, 10}, {"A", 20, 30}}), coverage), "A(B) 10");
  EXPECT_EQ(returns(log_of({{"A", 1, 10}, {"B", 20, 20}, {"A", 20, 30}}), coverage), "");
  EXPECT_EQ(returns(log_of({{"A", 1, 10}, {"B", 9, 9}, {"A", 20, 30}}), coverage), "");
}

TEST(Returns, CountNeighboursOfOnePartyOnTheRouteOnce) {
  const auto log = log_of({{"A", 1, 10}, {"B", 11, 12}, {"B", 13, 14}, {"C", 15, 16}, {"B", 17, 18}, {"A", 20, 30}});
  const auto found = find_returns(log);
  ASSERT_EQ(found.size(), 2u);  // B(C)B too
  EXPECT_EQ(found[1].route.size(), 4u);
  EXPECT_EQ(found[1].length, 4u);  // B, C, B and one
}

TEST(Returns, AreConcurrentWhereTheWholeRouteIsStillActiveWhenTheSecondStayEnds) {
  EXPECT_EQ(returns(log_of({{"A", 1, 10}, {"B", 5, 40}, {"A", 20, 30}}), coverage), "A(B) 10 concurrent");
  EXPECT_EQ(returns(log_of({{"A", 1, 10}, {"B", 5, 30}, {"A", 20, 30}}), coverage), "A(B) 10");
  EXPECT_EQ(returns(log_of({{"A", 1, 10}, {"B", 5, open}, {"A", 20, open}}, {{40, "referral"}}), coverage),
            "A(B) 10 concurrent");
  EXPECT_EQ(returns(log_of({{"A", 1, 10}, {"B", 5, 40}, {"A", 20, open}}, {{40, "referral"}}), coverage), "A(B) 10");
}

TEST(Returns, AreWithProgressWhereAMilestoneFallsFromLeavingToComingBackBothIncluded) {
  for (const int at : {10, 15, 20})
    EXPECT_EQ(returns(log_of({{"A", 1, 10}, {"B", 10, 20}, {"A", 20, 30}}, {{at, "job_start"}}), coverage),
              "A(B) 10 progress")
        << at;
  for (const int at : {9, 21})
    EXPECT_EQ(returns(log_of({{"A", 1, 10}, {"B", 10, 20}, {"A", 20, 30}}, {{at, "job start"}}), coverage), "A(B) 10") << at;
  EXPECT_EQ(returns(log_of({{"A", 1, 10}, {"B", 10, 20}, {"A", 20, 30}}, {{15, "referral"}}), coverage), "A(B) 10");
}

TEST(Returns, AreWithProgressWhereALaterPhaseBegins) {
  const auto with_phases = [](const char* on_route, const char* back) {
    return log_of({{"A", 1, 10, "c", "mapping of skills"}, {"B", 10, 20, "c", on_route}, {"A", 20, 30, "c", back}});
  };
  EXPECT_EQ(returns(with_phases("job search", ""), coverage), "A(B) 10 progress");
  EXPECT_EQ(returns(with_phases("", "työnetsintä"), coverage), "A(B) 10 progress");
  EXPECT_EQ(returns(with_phases("mapping of skills", "referral to the service"), coverage), "A(B) 10");
  EXPECT_EQ(returns(with_phases("no such phase", ""), coverage), "A(B) 10");
}

TEST(FindPingPong, JoinsReturnsThatShareAStay) {
  const auto found = loops(log_of({{"A", 1, 2}, {"B", 2, 3}, {"A", 3, 4}, {"B", 4, 5}, {"A", 5, 6}}));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].returns, 3u);
  EXPECT_EQ(found[0].bounces(), 4u);
  EXPECT_EQ(number(found[0].start()), 1);
  EXPECT_EQ(number(found[0].end()), 5);
  EXPECT_EQ(found[0].parties().size(), 2u);
}

TEST(FindPingPong, SeesHubAndSpokeAsOneLoop) {
  const auto found = loops(log_of({{"A", 1, 2}, {"B", 2, 3}, {"A", 3, 4}, {"C", 4, 5}, {"A", 5, 6}}));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].returns, 2u);
  EXPECT_EQ(found[0].parties().size(), 3u);
}

TEST(FindPingPong, KeepsGroupsWithoutACommonStayApart) {
  const auto log = log_of({{"A", 1, 2}, {"B", 2, 3}, {"A", 3, 4}, {"C", 4, 5}, {"D", 5, 6}, {"C", 6, 7}});
  EXPECT_TRUE(loops(log).empty());
  EXPECT_EQ(loops(log, {.min_returns = 1}).size(), 2u);
}

TEST(FindPingPong, IgnoresAReturnThatIsTooLongOrTooLate) {
  const auto log = log_of({{"A", 1, 2}, {"B", 2, 3}, {"C", 3, 4}, {"D", 4, 5}, {"A", 5, 6}});
  EXPECT_TRUE(loops(log, {.min_returns = 1}).empty());
  EXPECT_EQ(loops(log, {.max_length = 4, .min_returns = 1}).size(), 1u);
  EXPECT_EQ(loops(log, {.max_length = 4, .window = days(3), .min_returns = 1}).size(), 1u);
  EXPECT_TRUE(loops(log, {.max_length = 4, .window = days(2), .min_returns = 1}).empty());
}

TEST(FindPingPong, IgnoresAReturnWithProgress) {
  const std::initializer_list<polku_test::spell> bounced = {{"A", 1, 2}, {"B", 2, 3}, {"A", 3, 4}, {"B", 4, 5}, {"A", 5, 6}};
  EXPECT_EQ(loops(log_of(bounced, {{2, "referral"}})).size(), 1u);
  EXPECT_TRUE(loops(log_of(bounced, {{3, "job start"}, {4, "job start"}})).empty());
}

TEST(FindPingPong, IgnoresRoutesOfPlannedPartiesOnly) {
  const auto log = log_of({{"A", 1, 2}, {"R", 2, 3}, {"A", 3, 4}, {"R", 4, 5}, {"A", 5, 6}});
  EXPECT_EQ(loops(log).size(), 1u);
  // R(A)R is left, and one return makes no loop.
  EXPECT_TRUE(loops(log, {.planned = {"R"}}).empty());
  EXPECT_EQ(loops(log, {.planned = {"no such party"}}).size(), 1u);
}

TEST(FindPingPong, ShowsTheEvidence) {
  const auto found = loops(log_of({{"A", 1, 2}, {"B", 2, 3}, {"A", 3, 4}, {"B", 4, 5}, {"X", 20, 25}}));
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].stays.size(), 4u);
  EXPECT_EQ(number(found[0].stays[2].start), 3);
}

TEST(PingPong, HasNoReturnShorterThanTwo) {
  const auto log = log_of({{"A", 1, 2}, {"B", 2, 3}, {"A", 3, 4}});
  EXPECT_EQ(loops(log, {.max_length = 2, .min_returns = 1}).size(), 1u);
  EXPECT_TRUE(loops(log, {.max_length = 1, .min_returns = 1}).empty());
  EXPECT_TRUE(loops(log, {.max_length = 0, .min_returns = 1}).empty());
}

TEST(PingPong, IsCountedAsItIsListed) {
  std::size_t found = 0;
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    log_builder builder;
    polku_test::add_random_records(random, {.episodes = 80}, builder);
    const auto log = builder.finish();
    for (const auto how : {reading::succession, reading::coverage}) {
      const pathways paths(log, {.reading = how});
      const ping_pong_options options{.max_length = 2 + seed % 4, .min_returns = 1 + seed % 3};
      ping_pong_counts listed;
      client_id last = event_count::nobody;
      for (const auto loop : find_ping_pong(paths, options)) {
        ++listed.loops.count;
        listed.loops.clients += std::exchange(last, loop.client) == loop.client ? 0 : 1;
        listed.returns += loop.returns;
        listed.bounces += loop.bounces();
        listed.span += loop.end() - loop.start();
      }
      EXPECT_TRUE(count_ping_pong(paths, options) == listed) << "seed " << seed;
      found += listed.loops.count;
    }
  }
  EXPECT_GT(found, 300u);
}

TEST(PingPong, PassesOverPlannedRoutesHoweverTheyAreSpelt) {
  const auto log = log_of({{"A", 1, 2}, {"Respite care", 2, 3}, {"A", 3, 4}, {"Respite care", 4, 5}, {"A", 5, 6}});
  EXPECT_EQ(loops(log).size(), 1u);
  EXPECT_TRUE(loops(log, {.min_returns = 3, .planned = {"respite_care"}}).empty());
  EXPECT_EQ(loops(log, {.min_returns = 3}).size(), 1u);
}

// W is left and come back to once, over all the others: one run of stays that holds many loops.
TEST(PingPong, OfOneClientWithVeryManyLoopsIsFoundInTime) {
  log_builder builder;
  constexpr int times = 50'000;
  const auto add = [&](const std::string& party, int from, int until) {
    (void)builder.add(episode{.client = "1",
                              .service = "s",
                              .organisation = party,
                              .start = polku_test::day(from),
                              .end = polku_test::day(until)});
  };
  add("W", 0, 5 * times + 1);
  for (int i = 0; i < times; ++i)
    for (int k = 0; k < 4; ++k) add((k % 2 == 0 ? "A" : "B") + std::to_string(i), 5 * i + k, 5 * i + k + 1);
  add("X", 5 * times + 1, 5 * times + 2);
  add("W", 5 * times + 2, 5 * times + 3);
  const auto log = builder.finish();
  const auto found = find_ping_pong(log, {.min_returns = 2});
  EXPECT_EQ(found.size(), static_cast<std::size_t>(times));
}

TEST(PingPong, NeedsABridgeThatIsNotNegative) {
  const auto log = log_of({{"A", 1, 5}});
  EXPECT_THROW(pathways(log, {.bridge = days(-1)}), std::invalid_argument);
}

TEST(PingPong, NeedsAWindowThatIsNotNegative) {
  const auto log = log_of({{"A", 1, 5}});
  EXPECT_THROW((void)find_ping_pong(log, {.window = days(-1)}), std::invalid_argument);
  EXPECT_THROW((void)count_ping_pong(log, {.window = days(-1)}), std::invalid_argument);
}

}  // namespace
