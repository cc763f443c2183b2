// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.

#include "../days.hpp"

#include <polku/quality/evaluate_indicator.hpp>
#include <polku/quality/indicator_sets.hpp>
#include <polku/quality/inflow.hpp>
#include <polku/quality/outcome_table.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace polku;
using polku_test::day;

event_log exits() {
  log_builder builder;
  const auto add = [&](const char* client, int at, const char* detail) {
    (void)builder.add(milestone{client, day(at), "exit", detail});
  };
  add("a", 10, "open labour market");
  add("b", 10, "Job");
  add("c", 20, "");
  add("d", 20, "moved away");
  add("e", 20, "other");
  add("f", 20, "study");
  add("f", 30, "wage subsidy");  // the last one of the period counts
  add("g", 200, "job");
  return builder.finish(day(300));
}

TEST(CountOutcomes, WhatIsBlankIsARowOfItsOwn) {
  auto definition = valke_outcomes();
  definition.targets = {{"first", "open labour market", 4}, {"first", "", 9}, {"second", "", 1}};
  const auto t = count_outcomes(exits(), definition, {"first", {day(0), day(100)}});
  EXPECT_EQ(t.categories[0], (outcome_row{2, 2.0 / 6, 4}));
  EXPECT_EQ(t.categories[1], (outcome_row{1, 1.0 / 6, {}}));
  EXPECT_EQ(t.categories[2].clients, 0u);
  EXPECT_EQ(t.categories[3].clients, 0u);
  EXPECT_EQ(t.categories[4].clients, 1u);
  EXPECT_EQ(t.not_recorded.clients, 1u);
  EXPECT_EQ(t.not_known.clients, 1u);
  EXPECT_EQ(t.all, (outcome_row{6, 1.0, 9}));
  EXPECT_TRUE(t.is_complete);
}

TEST(CountOutcomes, APeriodWithoutExitsHasNoShares) {
  const auto t = count_outcomes(exits(), valke_outcomes(), {"empty", {day(100), day(150)}});
  EXPECT_EQ(t.all.clients, 0u);
  EXPECT_FALSE(t.all.share);
  EXPECT_FALSE(t.categories[0].share);
}

TEST(CountOutcomes, RefusesADetailInTwoCategories) {
  auto definition = valke_outcomes();
  definition.categories[4].details.push_back("JOB");
  EXPECT_EQ(find_problems(definition).front().fact, "'JOB' belongs to 'open labour market' already");
  EXPECT_THROW((void)count_outcomes(exits(), definition, {"x", {day(0), day(1)}}), std::invalid_argument);
  definition = valke_outcomes();
  definition.targets = {{"2009", "work", 1}};
  EXPECT_EQ(find_problems(definition).front().member, "targets[0].category");
}

TEST(MeasureInflow, SwingsOverCompleteMonths) {
  // Day 0 is 1 January 2020: January has 31 days, February 29, March 31.
  const auto log = polku_test::log_of({},
                                      {{0, "referral"},
                                       {30, "referral"},
                                       {40, "x"},
                                       {60, "referral"},
                                       {61, "referral"},
                                       {62, "referral"},
                                       {90, "referral"},
                                       {91, "referral"}},
                                      100);
  const auto s = measure_inflow(log, milestone_of("referral"), {date(2020, 1, 1), date(2020, 5, 1)});
  std::vector<std::size_t> events;
  for (const auto& m : s.months) events.push_back(m.events);
  EXPECT_EQ(events, (std::vector<std::size_t>{2, 0, 4, 1}));
  EXPECT_EQ(s.complete_months, 3u);
  EXPECT_EQ(s.lowest, 0u);
  EXPECT_EQ(s.highest, 4u);
  EXPECT_FALSE(s.ratio) << "nothing is so many times nothing";
  EXPECT_EQ(s.mean, 2.0);
  EXPECT_EQ(s.mean_change, 3.0);
  const auto january_and_march = measure_inflow(log, milestone_of("referral"), {date(2020, 3, 1), date(2020, 4, 1)});
  EXPECT_EQ(january_and_march.ratio, 1.0);
  EXPECT_FALSE(january_and_march.mean_change);
  EXPECT_FALSE(measure_inflow(log, milestone_of("referral"), {date(2020, 4, 1), date(2020, 5, 1)}).mean)
      << "April is not over";
}

TEST(ReadySets, HoldTogetherAndHaveTheirOwnNames) {
  auto all = ips_grow_indicators();
  for (auto& i : dwp_primary_care_indicators()) all.push_back(i);
  for (auto& i : document_indicators()) all.push_back(i);
  EXPECT_TRUE(find_problems(all).empty());
  for (const auto& i : all) {
    EXPECT_FALSE(i.source.empty()) << i.id;
    EXPECT_FALSE(i.finnish.empty() || i.swedish.empty()) << i.id;
  }
}

TEST(ReadySets, TheFunnelOnlyNarrows) {
  const auto log = polku_test::log_of(
      {{"A", 12, 300, "a"}, {"A", 12, 300, "b"}, {"A", 12, 300, "c"}, {"A", 80, 300, "d"}, {"A", 12, 300, "e"}},
      {{10, "referral", "a"},
       {30, "first employer contact", "a"},
       {100, "job start", "a"},
       {10, "referral", "b"},
       {30, "first employer contact", "b"},
       {100, "job start", "b"},
       {150, "job end", "b"},
       {10, "referral", "c"},
       {90, "first employer contact", "c"},
       {100, "job start", "c"},
       {10, "referral", "d"},
       {30, "first employer contact", "d"},
       {100, "job start", "d"},
       {10, "referral", "e"}},
      600);
  std::vector<std::size_t> through;
  for (const auto& i : employment_funnel()) {
    const auto r = evaluate(log, i, {"first", {day(0), day(100)}});
    EXPECT_EQ(r.denominator.count, 5u) << i.id;
    through.push_back(r.numerator.count);
  }
  EXPECT_EQ(through, (std::vector<std::size_t>{4, 2, 2, 1}));
}

}  // namespace
