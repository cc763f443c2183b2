// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The definitions' sentences on coverage gaps, worked by hand. Times are day numbers.

#include "../days.hpp"

#include <polku/support/gaps.hpp>

#include <gtest/gtest.h>

namespace {

using namespace polku;
using polku_test::day;
using polku_test::log_of;
using polku_test::number;
using polku_test::open;

std::string print(const event_log& log, const std::vector<coverage_gap>& gaps) {
  std::string out;
  for (const auto& g : gaps) {
    const auto name = [&](label l) { return l == label::none ? "-" : std::string(log.names(field::organisations)[l]); };
    if (!out.empty()) out += ", ";
    out += std::string(to_string(g.kind)) + " [" + std::to_string(number(g.start)) + "," + std::to_string(number(g.end)) +
           ") " + name(g.before) + ">" + name(g.after);
  }
  return out;
}

std::string gaps(const event_log& log, gap_options options = {}) { return print(log, find_gaps(log, options)); }

// What only some organisations give counts as support.
std::string gaps_but_for(const event_log& log, std::string_view other) {
  return print(log, find_gaps(log, {}, [&](const episode& e) { return e.organisation != other; }));
}

TEST(FindGaps, AreRightUnderOverlap) {
  EXPECT_EQ(gaps(log_of({{"S1", 0, 50}, {"S2", 5, 10}, {"S3", 60, 70}})), "between [50,60) S1>S3");
}

TEST(FindGaps, AreNoneWhereServicesTouchOrAreOpen) {
  EXPECT_EQ(gaps(log_of({{"A", 1, 5}, {"B", 5, 9}})), "");
  EXPECT_EQ(gaps(log_of({{"A", 1, open}, {"B", 3, 5}}, {{9, "referral"}})), "");
}

TEST(FindGaps, TrailUpToTheCutoff) {
  const auto log = log_of({{"A", 1, 5}}, {{9, "referral"}});
  EXPECT_EQ(gaps(log), "trailing [5,9) A>-");
  EXPECT_TRUE(find_gaps(log)[0].is_censored());
  EXPECT_FALSE(has_exits(log));
  EXPECT_EQ(gaps(log_of({{"A", 1, 5}})), "");  // ends at the cutoff
}

TEST(FindGaps, ComeBeforeAnExit) {
  EXPECT_EQ(gaps(log_of({{"A", 1, 5}}, {{9, "Exit"}, {12, "referral"}})), "before_exit [5,9) A>-");
  EXPECT_TRUE(has_exits(log_of({{"A", 1, 5}}, {{9, "exit"}})));
}

TEST(FindGaps, StayWithinASpell) {
  // Nobody owes support between an exit and the next beginning.
  EXPECT_EQ(gaps(log_of({{"A", 1, 5}, {"B", 20, 25}}, {{9, "exit"}, {30, "exit"}})),
            "before_exit [5,9) A>-, before_exit [25,30) B>-");
  EXPECT_EQ(gaps(log_of({{"A", 1, 5}, {"B", 20, 25}}, {{0, "exit"}, {25, "exit"}})), "between [5,20) A>B");
}

TEST(FindGaps, CutAnEpisodeAtAnExit) {
  EXPECT_EQ(gaps(log_of({{"A", 1, 50}, {"B", 20, 22}}, {{9, "exit"}})), "trailing [22,50) B>-");
}

TEST(FindGaps, BeginTheNextSpellWithAnEpisodeFromTheExitOn) {
  EXPECT_EQ(gaps(log_of({{"A", 1, 9}, {"B", 9, 12}}, {{9, "exit"}, {15, "exit"}})), "before_exit [12,15) B>-");
  // Somebody seen on the day of the exit does not begin another spell.
  EXPECT_EQ(gaps(log_of({{"A", 1, 5}, {"B", 9, 9}}, {{9, "exit"}, {30, "referral"}})), "between [5,9) A>B");
}

TEST(FindGaps, AreLongerThanTheTolerance) {
  const auto log = log_of({{"A", 1, 5}, {"B", 8, 9}});
  EXPECT_EQ(gaps(log, {.tolerance = days(2)}), "between [5,8) A>B");
  EXPECT_EQ(gaps(log, {.tolerance = days(3)}), "");
}

TEST(FindGaps, NameTheLastToEndAndTheFirstToStart) {
  EXPECT_EQ(gaps(log_of({{"A", 1, 9}, {"B", 2, 5}, {"D", 12, 15}, {"C", 12, 14}})), "between [9,12) A>C");
  EXPECT_EQ(gaps(log_of({{"A", 1, 9}, {"B", 2, 9}, {"C", 12, 14}})), "between [9,12) B>C");
  // Equal episodes go by party in order of appearance: A, A, B.
  EXPECT_EQ(gaps(log_of({{"A", 1, 9}, {"B", 1, 9}, {"A", 1, 9}, {"C", 12, 14}})), "between [9,12) B>C");
}

TEST(FindGaps, AreCutInTwoByAPointEvent) {
  const auto log = log_of({{"A", 1, 5}, {"B", 10, 10}, {"C", 20, 25}});
  EXPECT_EQ(gaps(log), "between [5,10) A>B, between [10,20) B>C");
  EXPECT_EQ(gaps(log, {.tolerance = days(5)}), "between [10,20) B>C");
}

TEST(FindGaps, LeadWhereTheFirstEpisodeDoesNotCount) {
  EXPECT_EQ(gaps_but_for(log_of({{"Q", 0, 4}, {"A", 6, 9}}), "Q"), "leading [0,6) ->A");
  EXPECT_EQ(gaps_but_for(log_of({{"A", 0, 4}, {"Q", 4, 6}, {"A", 6, 9}}), "Q"), "between [4,6) A>A");
  EXPECT_EQ(gaps_but_for(log_of({{"Q", 0, 4}}, {{9, "referral"}}), "Q"), "trailing [0,9) ->-");
}

TEST(FindGaps, AreSilenceInALogOfPointEventsAndOnlyWhereAskedFor) {
  const auto log = log_of({{"A", 1, 1}, {"B", 10, 10}}, {{40, "referral"}});
  EXPECT_EQ(gaps(log), "");
  EXPECT_EQ(gaps(log, {.tolerance = days(0)}), "between [1,10) A>B");
  EXPECT_EQ(gaps(log, {.tolerance = days(9)}), "");
  // An open episode is no point event.
  EXPECT_EQ(gaps(log_of({{"A", 1, 1}, {"B", 10, open}})), "between [1,10) A>B");
}

TEST(CountGaps, AddsUpWhatFindGapsLists) {
  const auto log = log_of({{"A", 1, 5}, {"B", 8, 9}, {"A", 1, 5, "d"}, {"B", 9, 10, "d"}, {"A", 1, 12, "e"}});
  const auto counts = count_gaps(log);
  EXPECT_EQ(counts.total, (counted{4, 2}));
  EXPECT_EQ(counts.of(gap_kind::between), (counted{2, 2}));
  EXPECT_EQ(counts.of(gap_kind::trailing), (counted{2, 2}));
  EXPECT_EQ(counts.length, duration_sum(days(3 + 3 + 4 + 2)));
  ASSERT_EQ(counts.pairs.size(), 2u);
  EXPECT_EQ(counts.pairs[0].count, 2u);
  EXPECT_EQ(counts.pairs[0].clients, 2u);
  EXPECT_EQ(counts.pairs[0].length, duration_sum(days(7)));
}

TEST(Gaps, HaveNoNegativeTolerance) {
  const auto log = log_of({{"A", 1, 5}, {"B", 7, 9}});
  EXPECT_THROW((void)find_gaps(log, {.tolerance = days(-1)}), std::invalid_argument);
}

}  // namespace
