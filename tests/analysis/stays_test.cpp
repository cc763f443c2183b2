// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The definitions' sentences on stays and transitions, worked by hand. Times are day numbers.

#include "../days.hpp"

#include <polku/analysis/parallel_scan.hpp>
#include <polku/analysis/transitions.hpp>

#include <gtest/gtest.h>

namespace {

using namespace polku;
using polku_test::day;
using polku_test::log_of;
using polku_test::number;
using polku_test::open;

// A client's stays as "A[1,10) B[5,20)"; an open end shows as "...".
std::string stays(const event_log& log, reading how, int bridge = 0) {
  const pathways paths(log, {how, days(bridge)});
  const auto& parties = paths.parties();
  stay_maker made(paths);
  made.make({0, 1});
  std::string out;
  for (const auto& s : made.of(client_id{0})) {
    if (!out.empty()) out += ' ';
    out += std::string(parties.names()[s.party]) + "[" + std::to_string(number(s.start)) + "," +
           (s.end == open_end ? "..." : std::to_string(number(s.end))) + ")";
  }
  return out;
}

// Transitions as "A>B 5" with the lag in days.
std::string transitions(const event_log& log, reading how, int max_wait = 30) {
  const auto counts = count_transitions(pathways(log, {.reading = how}), {.max_wait = days(max_wait)});
  const auto& names = log.names(field::organisations);
  std::string out;
  for (const auto& t : counts.transitions)
    for (const auto& lag : t.lags.values())
      for (std::size_t i = 0; i < lag.count; ++i) {
        if (!out.empty()) out += ", ";
        out += std::string(names[t.from]) + ">" + std::string(names[t.to]) + " " + std::to_string(number(lag.at));
      }
  return out;
}

constexpr auto succession = reading::succession;
constexpr auto coverage = reading::coverage;

TEST(Stays, ReadOverlappingServicesAsTheDefinitionsExampleDoes) {
  const auto log = log_of({{"A", 1, 10}, {"B", 5, 20}, {"A", 10, 20}});
  EXPECT_EQ(stays(log, succession), "A[1,10) B[5,20) A[10,20)");
  EXPECT_EQ(stays(log, coverage), "A[1,20) B[5,20)");
}

TEST(Stays, UnderSuccessionMergeEqualNeighboursUpToTheLatestEnd) {
  EXPECT_EQ(stays(log_of({{"A", 1, 9}, {"A", 2, 3}, {"B", 20, 21}}), succession), "A[1,9) B[20,21)");
  EXPECT_EQ(stays(log_of({{"A", 1, open}, {"A", 2, 3}, {"B", 4, 5}}), succession), "A[1,...) B[4,5)");
}

TEST(Stays, UnderSuccessionSkipRecordsWithoutParty) {
  EXPECT_EQ(stays(log_of({{"A", 1, 2}, {"", 2, 3}, {"A", 3, 4}}), succession), "A[1,4)");
}

TEST(Stays, GroupEqualEpisodesByPartyInOrderOfAppearance) {
  EXPECT_EQ(stays(log_of({{"B", 1, 5}, {"A", 1, 5}, {"B", 1, 5}}), succession), "B[1,5) A[1,5)");
}

TEST(Stays, LeavePointEventsInTheOrderOfInput) {
  EXPECT_EQ(stays(log_of({{"B", 1, 1}, {"A", 1, 1}, {"B", 1, 1}}), succession), "B[1,1) A[1,1) B[1,1)");
}

TEST(Stays, UnderCoverageCloseBreaksUpToTheBridge) {
  const auto log = log_of({{"A", 1, 5}, {"A", 8, 9}});
  EXPECT_EQ(stays(log, coverage), "A[1,5) A[8,9)");
  EXPECT_EQ(stays(log, coverage, 2), "A[1,5) A[8,9)");
  EXPECT_EQ(stays(log, coverage, 3), "A[1,9)");
  EXPECT_EQ(stays(log_of({{"A", 1, 5}, {"A", 5, 9}}), coverage), "A[1,9)");  // touching
}

TEST(Stays, UnderCoverageKeepAPointApartUnlessItLiesInOrTouches) {
  EXPECT_EQ(stays(log_of({{"A", 1, 5}, {"A", 6, 6}}), coverage), "A[1,5) A[6,6)");
  EXPECT_EQ(stays(log_of({{"A", 1, 5}, {"A", 6, 6}}), coverage, 1), "A[1,6)");
  EXPECT_EQ(stays(log_of({{"A", 1, 5}, {"A", 3, 3}, {"A", 5, 5}}), coverage), "A[1,5)");
  EXPECT_EQ(stays(log_of({{"A", 1, 1}, {"A", 3, 3}}), coverage, 2), "A[1,3)");
}

TEST(Stays, UnderCoverageGoByStartThenFinalEndThenPlace) {
  // B's stay is the longer one although its first episode ends first.
  EXPECT_EQ(stays(log_of({{"B", 1, 2}, {"A", 1, 5}, {"B", 2, 9}}), coverage), "A[1,5) B[1,9)");
  EXPECT_EQ(stays(log_of({{"B", 1, 5}, {"A", 1, 5}}), coverage), "B[1,5) A[1,5)");
  EXPECT_EQ(stays(log_of({{"B", 1, open}, {"A", 1, 5}}), coverage), "A[1,5) B[1,...)");
}

reading how_read(const event_log& log) { return pathways(log).how(); }

TEST(Stays, AreReadByCoverageUnlessAllRecordsArePoints) {
  EXPECT_EQ(how_read(log_of({{"A", 1, 2}})), coverage);
  EXPECT_EQ(how_read(log_of({{"A", 1, 1}})), succession);
  EXPECT_EQ(how_read(log_of({{"A", 1, open}})), coverage);
}

TEST(Transitions, UnderSuccessionAreNeighbours) {
  EXPECT_EQ(transitions(log_of({{"A", 1, 10}, {"B", 5, 20}, {"A", 10, 20}}), succession), "A>B -5, B>A -10");
}

TEST(Transitions, UnderSuccessionCountAnOpenStayUpToTheCutoff) {
  EXPECT_EQ(transitions(log_of({{"A", 1, open}, {"B", 5, 20}}), succession), "A>B -15");
}

TEST(Transitions, UnderCoverageGoToWhatIsActiveAtTheEnd) {
  EXPECT_EQ(transitions(log_of({{"A", 1, 10}, {"B", 5, 20}, {"C", 7, 20}}), coverage), "A>B -5, A>C -3");
}

TEST(Transitions, UnderCoverageGoToWhatStartsJustThen) {
  EXPECT_EQ(transitions(log_of({{"A", 1, 10}, {"B", 10, 20}, {"C", 10, 10}}), coverage), "A>B 0, A>C 0, C>B 0");
}

TEST(Transitions, UnderCoverageElseGoToAllThatStartNext) {
  EXPECT_EQ(transitions(log_of({{"A", 1, 10}, {"B", 50, 60}, {"C", 50, 70}, {"D", 51, 80}}), coverage),
            "A>B 40, A>C 40, B>C -10, B>D -9, C>D -19");
}

TEST(Transitions, UnderCoverageSeeThePathBeneathAServiceHeldOpen) {
  const auto log = log_of({{"W", 0, open}, {"A", 1, 10}, {"B", 40, 50}});
  EXPECT_EQ(transitions(log, coverage, 30), "A>B 30");
  EXPECT_EQ(transitions(log, coverage, 29), "");
  EXPECT_THROW((void)count_transitions(log, {.max_wait = days(-1)}), std::invalid_argument);
  const auto counts = count_transitions(log, {.max_wait = days(29)});
  EXPECT_EQ(counts.ended_under_support, (counted{2, 1}));  // A and B
}

TEST(Transitions, UnderCoverageEndTerminallyWhereNothingFollows) {
  const auto log = log_of({{"A", 1, 10}, {"B", 1, 5}}, {{20, "referral"}});
  const auto counts = count_transitions(log);
  ASSERT_EQ(counts.parties.size(), 2u);
  EXPECT_EQ(counts.parties[0].terminal.count, 1u);
  EXPECT_EQ(counts.parties[1].terminal.count, 0u);
  EXPECT_EQ(counts.ended_under_support, counted());  // B's successor is A
}

TEST(Transitions, ToTheSamePartyAreReEntries) {
  const auto log = log_of({{"A", 1, 5}, {"A", 9, 12}});
  const auto counts = count_transitions(log);
  EXPECT_TRUE(counts.transitions.empty());
  EXPECT_EQ(counts.parties[0].re_entries.count, 1u);
  EXPECT_EQ(counts.parties[0].stays, 2u);
  EXPECT_EQ(counts.parties[0].clients, 1u);
  EXPECT_EQ(counts.parties[0].time, duration_sum(days(7)));
}

TEST(Transitions, CountFirstAndLastEndingStays) {
  const auto log = log_of({{"A", 1, 30}, {"B", 2, 30}, {"C", 3, 9}, {"C", 1, open, "d"}, {"A", 2, 3, "d"}});
  const auto counts = count_transitions(log);
  ASSERT_EQ(counts.parties.size(), 3u);
  EXPECT_EQ(counts.parties[0].first, 1u);  // A: c
  EXPECT_EQ(counts.parties[1].last, 1u);   // B: c, the later of two that end together
  EXPECT_EQ(counts.parties[2].first, 1u);  // C: d
  EXPECT_EQ(counts.parties[2].last, 1u);   // C: d, open
}

TEST(Transitions, AddUpTimeOnceWhereStaysOfAPartyOverlap) {
  const auto log = log_of({{"A", 1, 30}, {"B", 5, 8}, {"A", 10, 40}});
  const auto counts = count_transitions(pathways(log, {.reading = succession}));
  EXPECT_EQ(counts.parties[0].time, duration_sum(days(39)));
}

TEST(Transitions, TakeAUsersProjection) {
  const auto log = log_of({{"A1", 1, 2}, {"A2", 2, 3}, {"B1", 3, 4}});
  const auto counts = count_transitions(pathways(log, {}, [](const episode& e) { return e.organisation.substr(0, 1); }));
  EXPECT_EQ(counts.parties.size(), 2u);
  ASSERT_EQ(counts.transitions.size(), 1u);
  EXPECT_EQ(counts.transitions[0].transitions, 1u);
}

TEST(Transitions, OfALogWithoutPartiesAreNone) {
  const auto log = log_of({{"A", 1, 2}});
  EXPECT_TRUE(count_transitions(pathways(log, {}, field::roles)).parties.empty());
  const event_log nothing;
  EXPECT_TRUE(count_transitions(nothing).parties.empty());
}

}  // namespace
