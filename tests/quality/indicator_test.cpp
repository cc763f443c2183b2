// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.

#include "../days.hpp"

#include <polku/quality/evaluate_indicator.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace polku;
using polku_test::day;

// Days 0 to 99 of the tests' calendar.
const reporting_period first_hundred = {"first hundred", {day(0), day(100)}};

event_log log_of(std::initializer_list<polku_test::event> events, int cutoff,
                 std::initializer_list<polku_test::spell> spells = {}) {
  return polku_test::log_of(spells, events, cutoff);
}

indicator contact_within_30() {
  return {.id = "contact",
          .name = "first employer contact within 30 days",
          .event = {.what = milestone_of("referral")},
          .counts = happens(milestone_of("employer contact"), days(30)),
          .interval = interval_method::wilson};
}
indicator still_in_work_after(int n) {
  return {.id = "retention",
          .name = "in work",
          .event = {.what = milestone_of("job start")},
          .counts = is_active(milestone_of("job start"), days(n), milestone_of("job end"))};
}

std::map<std::string, std::size_t> reasons(const indicator_result& r) {
  std::map<std::string, std::size_t> out;
  for (const auto& e : r.excluded) out[e.reason] = e.cases.count;
  return out;
}
using counts = std::map<std::string, std::size_t>;

TEST(Evaluate, CountsWhoHadAnEmployerContactInTime) {
  const auto log = log_of({{10, "referral", "in time"},
                           {40, "employer contact", "in time"},
                           {10, "referral", "late"},
                           {41, "employer contact", "late"},
                           {10, "referral", "never"},
                           {80, "referral", "not yet"},
                           {5, "employer contact", "not referred"}},
                          100);
  const auto r = evaluate(log, contact_within_30(), first_hundred);
  EXPECT_EQ(r.numerator, (counted{1, 1}));
  EXPECT_EQ(r.denominator, (counted{3, 3}));
  EXPECT_NEAR(*r.value, 1.0 / 3, 1e-12);
  EXPECT_NEAR(r.interval->low, wilson_interval(1, 3).low, 1e-12);
  EXPECT_EQ(reasons(r), (counts{{"without referral in the records", 1}, {"not decided by the cutoff", 1}}));
  EXPECT_TRUE(r.is_complete);
}

TEST(Evaluate, ADeadlineAtTheCutoffIsNotDecided) {
  EXPECT_FALSE(evaluate(log_of({{10, "referral"}}, 40), contact_within_30(), first_hundred).value);
  EXPECT_EQ(evaluate(log_of({{10, "referral"}}, 41), contact_within_30(), first_hundred).value, 0.0);
  const auto soon = log_of({{10, "referral"}, {12, "employer contact"}}, 13);
  EXPECT_FALSE(evaluate(soon, contact_within_30(), first_hundred).value)
      << "those without a contact are not counted yet either";
  auto early = contact_within_30();
  early.counts_early = true;
  EXPECT_EQ(evaluate(soon, early, first_hundred).value, 1.0) << "what has happened is decided";
}

TEST(Evaluate, AQuarterWithoutClientsIsUndefinedNotZero) {
  const auto log = log_of({{10, "referral"}, {20, "employer contact"}}, 400);
  const reporting_period later{"later", {day(200), day(300)}};
  const auto share = evaluate(log, contact_within_30(), later);
  EXPECT_FALSE(share.value);
  EXPECT_FALSE(share.interval);
  EXPECT_EQ(reasons(share), (counts{{"outside the period", 1}}));
  auto starts = contact_within_30();
  starts.kind = indicator_kind::count;
  starts.interval = interval_method::none;
  EXPECT_FALSE(evaluate(log, starts, later).value) << "nobody was there";
  EXPECT_EQ(evaluate(log, starts, first_hundred).value, 1.0);
  const auto served = log_of({{10, "referral"}}, 400, {{"A", 150, 250}});
  EXPECT_EQ(evaluate(served, starts, later).value, 0.0) << "somebody was there: a real zero";
}

TEST(Evaluate, APeriodThatIsNotOverIsNotComplete) {
  EXPECT_TRUE(evaluate(log_of({{10, "referral"}}, 100), contact_within_30(), first_hundred).is_complete);
  EXPECT_FALSE(evaluate(log_of({{10, "referral"}}, 99), contact_within_30(), first_hundred).is_complete);
}

TEST(Evaluate, RetentionNeedsTheJobToLast) {
  const auto log = log_of({{10, "job start", "stays"},
                           {10, "job start", "lost it"},
                           {50, "job end", "lost it"},
                           {10, "job start", "changed"},
                           {50, "job end", "changed"},
                           {60, "job start", "changed"},
                           {10, "job start", "that day"},
                           {40, "job end", "that day"},
                           {70, "job start", "too soon to tell"}},
                          99);
  const auto r = evaluate(log, still_in_work_after(30), first_hundred);
  EXPECT_EQ(r.numerator.count, 3u) << "stays, lost it later, changed later";
  EXPECT_EQ(r.denominator.count, 4u) << "who left that day is not in work any more";
  EXPECT_EQ(reasons(r), (counts{{"not decided by the cutoff", 1}}));
  EXPECT_EQ(evaluate(log, still_in_work_after(45), first_hundred).numerator.count, 1u);
  EXPECT_EQ(evaluate(log, still_in_work_after(60), first_hundred).numerator.count, 2u) << "in another job";
}

TEST(Evaluate, WhatIsOpenAtTheCutoffIsActiveThen) {
  const auto still_in_work_after = [](int n) {
    auto i = ::still_in_work_after(n);
    i.counts_early = true;
    return i;
  };
  EXPECT_EQ(evaluate(log_of({{10, "job start"}}, 40), still_in_work_after(30), first_hundred).value, 1.0);
  EXPECT_FALSE(evaluate(log_of({{10, "job start"}}, 39), still_in_work_after(30), first_hundred).value);
  EXPECT_FALSE(evaluate(log_of({{10, "job start"}, {20, "job end"}}, 40), still_in_work_after(30), first_hundred).value)
      << "another job may begin that day";
  EXPECT_EQ(evaluate(log_of({{10, "job start"}, {20, "job end"}}, 41), still_in_work_after(30), first_hundred).value, 0.0);
}

// 7 of 10 days in work, as 13 of 16 weeks.
TEST(Evaluate, SevenOfTenDaysIsDecidedAsSoonAsItCan) {
  indicator i{.id = "sustained",
              .name = "sustained",
              .event = {.what = milestone_of("job start")},
              .counts = is_active_for(milestone_of("job start"), days(7), days(10), milestone_of("job end"))};
  EXPECT_FALSE(evaluate(log_of({{10, "job start"}}, 19), i, first_hundred).value) << "the ten days are not over";
  EXPECT_EQ(evaluate(log_of({{10, "job start"}}, 20), i, first_hundred).value, 1.0);
  i.counts_early = true;
  const auto value = [&](std::initializer_list<polku_test::event> events, int cutoff) {
    return evaluate(log_of(events, cutoff), i, first_hundred).value;
  };
  EXPECT_EQ(value({{10, "job start"}}, 17), 1.0);
  EXPECT_EQ(value({{10, "job start"}}, 16), std::nullopt);
  EXPECT_EQ(value({{10, "job start"}, {13, "job end"}, {16, "job start"}}, 20), 1.0) << "3 and 4 days";
  EXPECT_EQ(value({{10, "job start"}, {13, "job end"}, {17, "job start"}}, 18), 0.0) << "3 more days cannot do";
  EXPECT_EQ(value({{10, "job start"}, {13, "job end"}}, 16), std::nullopt);
  EXPECT_EQ(value({{10, "job start"}, {13, "job end"}}, 17), 0.0);
}

TEST(Evaluate, ExclusionsGiveTheFirstReasonThatHolds) {
  auto i = contact_within_30();
  i.exclusions = {{is_active(with_organisation("employer")), "in work at referral"},
                  {happened_before(milestone_of("employer contact")), "contact before referral"},
                  {happens(milestone_of("exit"), days(14)), "left within 14 days"}};
  const auto log = polku_test::log_of({{"employer", 0, 30, "a"}, {"employer", 0, 10, "b"}},
                                      {{10, "referral", "a"},
                                       {9, "employer contact", "a"},
                                       {10, "referral", "b"},
                                       {20, "employer contact", "b"},
                                       {10, "referral", "c"},
                                       {9, "employer contact", "c"},
                                       {10, "referral", "d"},
                                       {24, "exit", "d"},
                                       {90, "referral", "e"},
                                       {91, "employer contact", "e"}},
                                      100);
  const auto r = evaluate(log, i, first_hundred);
  EXPECT_EQ(r.denominator, (counted{1, 1}));
  EXPECT_EQ(r.numerator, (counted{1, 1}));
  EXPECT_EQ(reasons(r), (counts{{"in work at referral", 1},
                                {"contact before referral", 1},
                                {"left within 14 days", 1},
                                {"not decided by the cutoff", 1}}))
      << "e may still leave within 14 days";
}

TEST(Evaluate, CountsEventsOfOneClientAsTold) {
  const auto log = log_of({{10, "job start"}, {50, "job start"}, {120, "job start"}, {5, "x", "other"}}, 200);
  indicator i{.id = "starts", .name = "job starts", .kind = indicator_kind::count, .event = {milestone_of("job start")}};
  const reporting_period second{"second", {day(40), day(130)}};
  i.event.which = occurrence::each;
  EXPECT_EQ(evaluate(log, i, second).numerator, (counted{2, 1}));
  i.event.which = occurrence::first_in_period;
  EXPECT_EQ(evaluate(log, i, second).numerator, (counted{1, 1}));
  i.event.which = occurrence::first;
  EXPECT_EQ(evaluate(log, i, second).numerator, (counted{0, 0}));
  EXPECT_EQ(reasons(evaluate(log, i, second)), (counts{{"without job start in the records", 1}, {"outside the period", 1}}));
}

TEST(Evaluate, CountsInThePeriodThatTheLagLeadsTo) {
  auto i = still_in_work_after(30);
  const auto log = log_of({{80, "job start"}, {20, "job start", "other"}}, 200);
  EXPECT_EQ(evaluate(log, i, first_hundred).denominator.count, 2u);
  i.lag = days(30);
  EXPECT_EQ(evaluate(log, i, first_hundred).denominator.count, 1u);
  EXPECT_EQ(evaluate(log, i, {"next", {day(100), day(200)}}).denominator.count, 1u);
}

TEST(Evaluate, MeansAndMediansSayWhoHasNoEnd) {
  indicator i{.id = "days",
              .name = "days to contact",
              .kind = indicator_kind::mean_days,
              .event = {milestone_of("referral")},
              .until = milestone_of("employer contact")};
  const auto log = log_of({{10, "referral", "a"},
                           {12, "employer contact", "a"},
                           {10, "referral", "b"},
                           {14, "employer contact", "b"},
                           {10, "referral", "c"},
                           {40, "employer contact", "c"},
                           {10, "referral", "d"}},
                          100);
  auto r = evaluate(log, i, first_hundred);
  EXPECT_EQ(r.value, 12.0);
  EXPECT_EQ(r.denominator.count, 3u);
  EXPECT_EQ(reasons(r), (counts{{"without employer contact by the cutoff", 1}}));
  i.kind = indicator_kind::median_days;
  EXPECT_EQ(evaluate(log, i, first_hundred).value, 4.0);
  i.counts = !happened_before(milestone_of("referral"));
  EXPECT_EQ(evaluate(log, i, first_hundred).value, 4.0);
}

TEST(Evaluate, MatchesDetailsAsTerms) {
  log_builder builder;
  (void)builder.add(milestone{"a", day(1), "exit", "Open_labour market"});
  (void)builder.add(milestone{"b", day(1), "exit", "education"});
  (void)builder.add(milestone{"c", day(1), "exit"});
  indicator i{.id = "exits",
              .name = "exits",
              .kind = indicator_kind::count,
              .event = {.what = milestone_of("exit"), .details = {"open labour market"}}};
  EXPECT_EQ(evaluate(builder.finish(day(50)), i, first_hundred).value, 1.0);
}

TEST(Conditions, ReadAsSentences) {
  EXPECT_EQ(to_string(happens(milestone_of("job start"), days(30)) && !happened_before(in_service("employment"))),
            "job start within 30 days and not employment before");
  EXPECT_EQ(to_string(is_active_for(milestone_of("job start"), days(91), days(112), milestone_of("job end"))),
            "job start until job end for 91 days of 112 days");
  EXPECT_EQ(to_string((is_active(in_any_service(), days(1)) || condition{}) &&
                      with_details(happens_in_period(milestone_of("exit")), {"a", "b"})),
            "(any service after 1 day or always) and exit (a or b) in the period");
}

TEST(FindProblems, OfAnIndicatorNameTheMember) {
  const auto problem = [](auto change) {
    auto i = contact_within_30();
    change(i);
    const auto all = find_problems(i);
    return all.empty() ? std::string() : all.front().member + ": " + all.front().fact;
  };
  EXPECT_EQ(problem([](auto&) {}), "");
  EXPECT_EQ(problem([](auto& i) { i.id = ""; }), "id: is empty; an indicator is told by its id and version");
  EXPECT_EQ(problem([](auto& i) { i.counts.within.reset(); }),
            "counts.within: is missing or before the window begins; say how many days");
  EXPECT_EQ(problem([](auto& i) { i.counts.what.reset(); }), "counts.what: is missing; of which records?");
  EXPECT_EQ(problem([](auto& i) { i.counts = is_active(milestone_of("job start")); }),
            "counts.until: is missing: what happens at one time lasts until something");
  EXPECT_EQ(problem([](auto& i) { i.counts = {.kind = condition_kind::all_of}; }), "counts.of: is empty; which conditions?");
  EXPECT_EQ(problem([](auto& i) { i.counts = is_active_for(in_any_service(), days(5), days(4)); }),
            "counts.at_least: is longer than the window; nothing could be active for so long");
  EXPECT_EQ(problem([](auto& i) { i.counts.from = duration::from_microseconds(std::numeric_limits<std::int64_t>::min()); }),
            "counts.from: is longer than the calendar; say how many days");
  EXPECT_EQ(problem([](auto& i) {
              i.exclusions = {{condition{}, ""}};
            }),
            "exclusions[0].reason: is empty; nobody is left out without a reason");
  EXPECT_EQ(problem([](auto& i) { i.kind = indicator_kind::mean_days; }), "until: is missing; days until what?");
  EXPECT_EQ(problem([](auto& i) { i.kind = indicator_kind::count; }),
            "interval: is Wilson's, which is of a share; give none");
  EXPECT_EQ(find_problems(std::vector{contact_within_30(), contact_within_30()}).front().fact,
            "'contact' of version 1 is defined already; give it another version");
  auto broken = contact_within_30();
  broken.level = 2;
  EXPECT_THROW((void)evaluate(event_log(), broken, first_hundred), std::invalid_argument);
}

TEST(ReportingPeriods, AreQuartersAndMonths) {
  const auto q = quarters_between(date(2020, 11, 30), date(2021, 4, 1));
  ASSERT_EQ(q.size(), 3u);
  EXPECT_EQ(q[0], (reporting_period{"2020 Q4", {date(2020, 10, 1), date(2021, 1, 1)}}));
  EXPECT_EQ(q[2].name, "2021 Q2");
  const auto m = months_between(date(2020, 12, 31), date(2021, 1, 1));
  ASSERT_EQ(m.size(), 2u);
  EXPECT_EQ(m[1], (reporting_period{"2021-01", {date(2021, 1, 1), date(2021, 2, 1)}}));
  EXPECT_TRUE(quarters_between(date(2021, 4, 1), date(2021, 3, 31)).empty());
  EXPECT_THROW((void)quarter(2020, 5), std::out_of_range);
  EXPECT_THROW((void)quarter(2020 + 65'536, 1), std::out_of_range);
  EXPECT_THROW((void)evaluate(event_log(), std::vector<indicator>{}, {{"wrong", {day(2), day(1)}}}), std::invalid_argument);
}

}  // namespace
