// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Gaps by month, client and length, worked by hand and day by day. Day 0 is 1 January 2020; 31 is 1 February.

#include "../days.hpp"

#include <polku/analysis/parallel_scan.hpp>
#include <polku/support/gap_spread.hpp>
#include <polku/support/gaps.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace {

using namespace polku;
using polku_test::day;
using polku_test::log_of;

duration_sum sum(long n) { return duration_sum(days(n)); }
gap_spread spread_of(const event_log& log) { return spread_gaps(log); }

TEST(SpreadGaps, CountsTheDaysOfEachMonth) {
  const auto log = log_of({{"A", 0, 29}, {"B", 33, 40}, {"C", 95, 100}, {"A", 0, 30, "d"}, {"A", 32, 100, "d"}});
  const auto spread = spread_gaps(log);
  const std::vector<month_of_gaps> expected = {{{2020, 1}, sum(2 + 1), 2, 2},
                                               {{2020, 2}, sum(2 + 1 + 20), 2, 1},
                                               {{2020, 3}, sum(31), 1, 0},
                                               {{2020, 4}, sum(4), 1, 0}};
  EXPECT_EQ(spread.months, expected);
  const std::vector<client_gaps> clients = {{client_id{0}, 2, days(4 + 55), days(55), false},
                                            {client_id{1}, 1, days(2), days(2), false}};
  EXPECT_EQ(spread.clients, clients);
  EXPECT_EQ(spread.lengths.values(), (std::vector<distribution::value>{{days(2), 1}, {days(4), 1}, {days(55), 1}}));
  EXPECT_TRUE(spread.censored.empty());
}

TEST(SpreadGaps, GivesAMonthNothingWhereAGapEndsWithItsFirstDay) {
  const auto spread = spread_of(log_of({{"A", 0, 30}, {"B", 31, 40}}));
  ASSERT_EQ(spread.months.size(), 1u);
  EXPECT_EQ(spread.months[0], (month_of_gaps{{2020, 1}, sum(1), 1, 1}));
}

TEST(SpreadGaps, KeepsTrailingGapsApart) {
  const auto spread = spread_of(log_of({{"A", 0, 5}, {"B", 7, 9}, {"A", 0, 20, "d"}}));
  EXPECT_EQ(spread.lengths.values(), (std::vector<distribution::value>{{days(2), 1}}));
  EXPECT_EQ(spread.censored.values(), (std::vector<distribution::value>{{days(11), 1}}));
  ASSERT_EQ(spread.clients.size(), 1u);
  EXPECT_TRUE(spread.clients[0].is_censored);
}

TEST(SpreadGaps, IsEmptyWithoutGaps) {
  const event_log nothing;
  EXPECT_EQ(spread_gaps(nothing), gap_spread());
}

TEST(SpreadGaps, AgreesWithTheGapsDayByDayByAnyNumberOfThreads) {
  std::mt19937_64 random(3);
  for (int n = 0; n < 300; ++n) {
    log_builder builder;
    for (int i = 0; i < 60; ++i) {
      const auto start = static_cast<int>(random() % 900), length = static_cast<int>(random() % 50);
      (void)builder.add(
          episode{.client = std::to_string(random() % 9), .service = "s", .start = day(start), .end = day(start + length)});
      if (i % 10 == 0)
        (void)builder.add(milestone{std::to_string(random() % 9), day(static_cast<int>(random() % 900)), "exit"});
    }
    const auto log = builder.finish();
    const pathways paths(log);
    std::map<calendar_month, std::pair<long, std::set<client_id>>> slow;
    const auto gaps = find_gaps(paths);
    for (const auto& g : gaps)
      for (auto t = g.start; t < g.end; t = t + days(1)) {
        const auto ymd = t.day().year_month_day();
        auto& m = slow[{static_cast<int>(ymd.year), static_cast<int>(ymd.month)}];
        ++m.first;
        m.second.insert(g.client);
      }
    const auto run = [&](unsigned threads) {
      gap_spread_tally tally(paths, {});
      parallel_scan(paths, threads, tally);
      return std::move(tally).result();
    };
    const auto spread = run(1);
    ASSERT_EQ(spread, run(3));
    std::size_t begun = 0, of_clients = 0;
    for (const auto& m : spread.months) {
      const auto expected = slow[m.month];
      ASSERT_EQ(m.uncovered, sum(expected.first));
      ASSERT_EQ(m.clients, expected.second.size());
      begun += m.begun;
    }
    for (const auto& c : spread.clients) of_clients += c.gaps;
    ASSERT_EQ(begun, gaps.size());
    ASSERT_EQ(of_clients, gaps.size());
    ASSERT_EQ(spread.lengths.size() + spread.censored.size(), gaps.size());
    ASSERT_EQ(slow.size(), spread.months.size());
  }
}

}  // namespace
