// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../days.hpp"

#include <polku/log/check_log.hpp>

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace {

using namespace polku;
using polku_test::day;
using polku_test::number;

log_check check(const event_log& log, const check_options& options = {}) {
  return check_log(log, project(log, field::organisations), options);
}
counted sum(const log_finding& f) { return f; }
std::vector<long long> days_of(const log_finding& f) {
  std::vector<long long> out;
  for (const auto& e : f.examples) out.push_back(number(e.at));
  return out;
}

TEST(CheckLog, CountsWhatMaySurprise) {
  const auto log =
      polku_test::log_of({{"A", 1, 9, "c", "1"}, {"B", 1, 9, "c", "6"}, {"B", 1, 9}, {"", 10, 12}, {"A", 12, 13}},
                         {{9, "exit"}, {11, "Exit"}, {12, "job start"}});
  const auto found = check(log);
  EXPECT_EQ(sum(found.ties), (counted{1, 1}));
  EXPECT_EQ(sum(found.without_party), (counted{1, 1}));
  EXPECT_EQ(sum(found.past_exit), (counted{1, 1}));  // the one from 10 to 12
  EXPECT_EQ(sum(found.unknown_phases), (counted{1, 1}));
  EXPECT_EQ(days_of(found.past_exit), std::vector<long long>{10});
}

TEST(CheckLog, FindsEpisodesThatAreThereTwice) {
  const auto log = polku_test::log_of(
      {{"A", 1, 9}, {"B", 1, 9}, {"A", 1, 9}, {"A", 1, 9}, {"A", 1, 8}, {"A", 5, 5}, {"A", 5, 5}, {"A", 1, 9, "another"}});
  const auto found = check(log);
  EXPECT_EQ(sum(found.duplicates), (counted{3, 1}));
  EXPECT_EQ(days_of(found.duplicates), (std::vector<long long>{1, 1, 5}));
}

TEST(CheckLog, FindsTwoEpisodesOfOneServiceAtOnce) {
  // All in one service; touching is not overlapping, nor is a point within, nor another organisation or phase, nor what is
  // there twice.
  const auto log = polku_test::log_of({{"A", 1, 9},
                                       {"A", 3, 4},
                                       {"B", 3, 4},
                                       {"A", 9, 12},
                                       {"A", 10, 10},
                                       {"A", 9, 12},
                                       {"A", 9, 12, "c", "1"},
                                       {"A", 11, 20},
                                       {"A", 1, 5, "another"},
                                       {"A", 5, 9, "another"}});
  const auto found = check(log);
  EXPECT_EQ(sum(found.overlaps), (counted{2, 1}));
  EXPECT_EQ(days_of(found.overlaps), (std::vector<long long>{3, 11}));
  EXPECT_EQ(sum(found.duplicates), (counted{1, 1}));
}

TEST(CheckLog, FindsHandoversBeforeTheFirstEpisode) {
  log_builder builder;
  (void)builder.add(episode{.client = "c", .service = "s", .start = day(5), .end = day(9)});
  for (const int at : {4, 5, 6}) (void)builder.add(handover{"c", day(at), "A", "B"});
  (void)builder.add(handover{"without episodes", day(7), "A", "B"});
  const auto log = builder.finish();
  const auto found = check(log);
  EXPECT_EQ(sum(found.early_handovers), (counted{2, 2}));
  EXPECT_EQ(days_of(found.early_handovers), (std::vector<long long>{4, 7}));
}

TEST(CheckLog, GivesOnlyTheFirstExamples) {
  log_builder builder;
  for (int i = 0; i < 100; ++i)
    (void)builder.add(episode{.client = "c", .service = "s", .start = day(i / 2), .end = day(i / 2)});
  const auto log = builder.finish();
  EXPECT_EQ(check(log, {.most_examples = 3}).duplicates.examples.size(), 3u);
  EXPECT_EQ(check(log).duplicates.count, 50u);
}

TEST(CheckLog, EndsSoonOnAClientWhoseRecordsAreAllAtOneTime) {
  log_builder builder;
  for (int i = 0; i < 200'000; ++i) {
    const auto service = std::to_string(i % 1000);
    (void)builder.add(episode{.client = "c", .service = service, .start = day(1), .end = day(2)});
  }
  const auto log = builder.finish();
  EXPECT_EQ(check(log).duplicates.count, 199'000u);
}

// Against pairs of records compared one by one.
TEST(CheckLog, AgreesWithComparingAllPairs) {
  std::mt19937 random(41);
  for (int round = 0; round < 2000; ++round) {
    struct row {
      std::string client, service;
      int start, end;
    };
    std::vector<row> rows;
    log_builder builder;
    for (std::size_t i = 0; i < 1 + random() % 9; ++i) {
      const auto start = static_cast<int>(random() % 6);
      rows.push_back({std::string(1, "ab"[random() % 2]), std::string(1, "xy"[random() % 2]), start,
                      start + static_cast<int>(random() % 4)});
      const auto& r = rows.back();
      (void)builder.add(episode{.client = r.client, .service = r.service, .start = day(r.start), .end = day(r.end)});
    }
    std::size_t duplicates = 0, overlaps = 0;
    const auto is_same = [](const row& a, const row& b) {
      return a.client == b.client && a.service == b.service && a.start == b.start && a.end == b.end;
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
      bool is_twice = false, is_within = false;
      for (std::size_t k = 0; k < rows.size(); ++k) {
        const auto &a = rows[i], &b = rows[k];
        is_twice = is_twice || (k < i && is_same(a, b));
        const bool comes_before = std::pair(b.start, b.end) < std::pair(a.start, a.end);
        is_within = is_within || (b.client == a.client && b.service == a.service && comes_before && b.end > a.start);
      }
      duplicates += is_twice ? 1 : 0;
      overlaps += !is_twice && is_within && rows[i].start != rows[i].end ? 1 : 0;
    }
    const auto log = builder.finish();
    ASSERT_EQ(check(log).duplicates.count, duplicates);
    ASSERT_EQ(check(log).overlaps.count, overlaps);
  }
}

}  // namespace
