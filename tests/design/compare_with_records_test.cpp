// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Small logs beside small designs, worked by hand. Times are day numbers.

#include "../days.hpp"

#include <polku/analysis/parallel_scan.hpp>
#include <polku/design/compare_with_records.hpp>

#include <gtest/gtest.h>

#include <initializer_list>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace polku;
using polku_test::day;
using polku_test::number;
using polku_test::open;

constexpr auto succession = reading::succession;
constexpr auto coverage = reading::coverage;

struct received {
  const char* service;
  int start, end;  // end == open: no end
  const char* client = "c";
};

event_log log_of(const std::vector<received>& all) {
  log_builder builder;
  for (const auto& r : all) {
    episode e{.client = r.client, .service = r.service, .start = day(r.start)};
    if (r.end != open) e.end = day(r.end);
    (void)builder.add(e);
  }
  return builder.finish(day(1000));
}

// A is the entry; B follows it, C begins beside B, and from B one may fall back to A.
pathway_design abc() {
  return {.process = {},
          .services = {{"A"}, {"B"}, {"C"}},
          .entries = {"A"},
          .steps = {move("A", "B"), join("B", "C"), move("C", "work"), on_failure("B", "A"), end_of("B")},
          .outcomes = {{"work"}}};
}

// "0:2/1" where the design's first step was seen twice, in one client.
std::string steps(const design_comparison& c) {
  std::string out;
  for (const auto& s : c.steps)
    out += (out.empty() ? "" : " ") + std::to_string(s.step) + ":" + std::to_string(s.seen.count) + "/" +
           std::to_string(s.seen.clients);
  return out;
}
// "A>C 2/1".
std::string unplanned(const design_comparison& c) {
  std::string out;
  for (const auto& u : c.unplanned)
    out += (out.empty() ? "" : ", ") + u.from + ">" + u.to + " " + std::to_string(u.seen.count) + "/" +
           std::to_string(u.seen.clients);
  return out;
}
// "0: no step into C 15 after B", with the client's number and the day.
std::string departures(const design_comparison& c, const event_log& log) {
  const auto& names = log.names(field::services);
  std::string out;
  for (const auto& d : c.departures) {
    out += (out.empty() ? "" : ", ") + std::to_string(index_of(d.client)) + ": " + std::string(to_string(d.kind)) +
           " into " + std::string(names[d.left.party]) + " " + std::to_string(number(d.left.start));
    if (d.from != label::none) out += " after " + std::string(names[d.from]);
  }
  return out;
}
std::string departures(const event_log& log, const stay_options& how = {}) {
  return departures(compare_with_records(abc(), log, how), log);
}

TEST(CompareWithRecords, FollowsAClientAlongTheDesign) {
  const auto log = log_of({{"A", 1, 10}, {"B", 10, 20}, {"C", 15, 30}});
  const auto c = compare_with_records(abc(), log);
  EXPECT_EQ(steps(c), "0:1/1 1:1/1 3:0/0");
  EXPECT_EQ(unplanned(c), "");
  EXPECT_EQ(departures(c, log), "");
  EXPECT_TRUE(c.unknown_services.empty());
  EXPECT_EQ(c.clients, 1u);
}

TEST(CompareWithRecords, ShowsStepsThatAreNeverTaken) {
  const event_log nothing;
  const auto c = compare_with_records(abc(), nothing);
  EXPECT_EQ(steps(c), "0:0/0 1:0/0 3:0/0");  // those between services
  EXPECT_EQ(c.clients, 0u);
}

TEST(CompareWithRecords, CountsStepsAndTheClientsThatTakeThem) {
  const auto log =
      log_of({{"A", 1, 2}, {"B", 2, 3}, {"A", 3, 4}, {"B", 4, 5}, {"A", 1, 9, "d"}, {"B", 5, 20, "d"}, {"A", 1, 2, "e"}});
  const auto c = compare_with_records(abc(), log);
  EXPECT_EQ(steps(c), "0:3/2 1:0/0 3:1/1");
  EXPECT_EQ(departures(c, log), "");
  EXPECT_EQ(c.clients, 3u);
}

TEST(CompareWithRecords, TellsAServiceThatTheDesignDoesNotHave) {
  const auto log = log_of({{"A", 1, 10}, {"X", 10, 20}, {"B", 20, 30}});
  const auto c = compare_with_records(abc(), log);
  EXPECT_EQ(departures(c, log), "0: unknown service into X 10 after A");  // the first departure only
  EXPECT_EQ(c.unknown_services, std::vector<std::string>{"X"});
  EXPECT_EQ(unplanned(c), "A>X 1/1, X>B 1/1");
}

TEST(CompareWithRecords, TellsAWrongEntry) {
  const auto log = log_of({{"B", 1, 10}, {"C", 5, 20}});
  const auto c = compare_with_records(abc(), log);
  EXPECT_EQ(departures(c, log), "0: no entry into B 1");
  EXPECT_EQ(steps(c), "0:0/0 1:1/1 3:0/0");
  EXPECT_EQ(departures(log_of({{"A", 1, 10}, {"B", 10, 20}})), "");
}

TEST(CompareWithRecords, AsksOfEverythingThatAClientBeginsWithThatItIsAnEntry) {
  EXPECT_EQ(departures(log_of({{"A", 1, 10}, {"B", 1, 10}})), "0: no entry into B 1");
  EXPECT_EQ(departures(log_of({{"A", 1, 10}, {"B", 2, 10}})), "0: no step into B 2 after A");
}

TEST(CompareWithRecords, LetsAServiceJoinOneThatBeginsOnTheSameDay) {
  const pathway_design design{.process = {}, .services = {{"A"}, {"B"}}, .entries = {"A"}, .steps = {join("A", "B")}};
  for (const int end_of_b : {10, 20, 30}) {
    const auto log = log_of({{"A", 1, 20}, {"B", 1, end_of_b}});
    EXPECT_EQ(departures(compare_with_records(design, log), log), "") << end_of_b;
  }
}

TEST(CompareWithRecords, TellsWhereNoStepLeads) {
  const auto log = log_of({{"A", 1, 10}, {"C", 10, 20}, {"A", 1, 10, "d"}, {"C", 12, 20, "d"}, {"B", 20, 30, "d"}});
  const auto c = compare_with_records(abc(), log);
  EXPECT_EQ(departures(c, log), "0: no step into C 10 after A, 1: no step into C 12 after A");
  EXPECT_EQ(unplanned(c), "A>C 2/2, C>B 1/1");
}

TEST(CompareWithRecords, CountsUnplannedTransitionsAndTheirClients) {
  const auto log = log_of({{"A", 1, 2}, {"C", 2, 3}, {"A", 3, 4}, {"C", 4, 5}});
  EXPECT_EQ(unplanned(compare_with_records(abc(), log)), "A>C 2/1, C>A 1/1");
}

TEST(CompareWithRecords, TakesAJoinForAStepWhetherTheOtherServiceRunsOnOrNot) {
  for (const int start_of_c : {19, 20, 25}) {
    const auto log = log_of({{"A", 1, 10}, {"B", 10, 20}, {"C", start_of_c, 30}});
    const auto c = compare_with_records(abc(), log);
    EXPECT_EQ(departures(c, log), "") << start_of_c;
    EXPECT_EQ(steps(c), "0:1/1 1:1/1 3:0/0") << start_of_c;
    EXPECT_EQ(unplanned(c), "") << start_of_c;
  }
}

TEST(CompareWithRecords, LetsAMoveOverlap) {
  const auto log = log_of({{"A", 1, 10}, {"B", 5, 20}});
  const auto c = compare_with_records(abc(), log);
  EXPECT_EQ(departures(c, log), "");
  EXPECT_EQ(steps(c), "0:1/1 1:0/0 3:0/0");
}

TEST(CompareWithRecords, FollowsTheClientBeneathAServiceHeldOpen) {
  const pathway_design design{
      .process = {}, .services = {{"W"}, {"A"}, {"B"}}, .entries = {"W"}, .steps = {join("W", "A"), move("A", "B")}};
  const auto log = log_of({{"W", 0, open}, {"A", 1, 10}, {"B", 40, 50}});
  const auto seen = [&](int max_wait) {
    const auto c = compare_with_records(design, log, {}, {.max_wait = days(max_wait)});
    return steps(c) + "; " + departures(c, log);
  };
  EXPECT_EQ(seen(30), "0:1/1 1:1/1; ");
  EXPECT_EQ(seen(29), "0:1/1 1:0/0; 0: no step into B 40 after W");
}

TEST(CompareWithRecords, AllowsAReEntry) {
  EXPECT_EQ(departures(log_of({{"A", 1, 10}, {"A", 50, 60}})), "");
  EXPECT_EQ(departures(log_of({{"A", 1, 10}, {"A", 50, 60}, {"B", 60, 70}})), "");
}

TEST(CompareWithRecords, DoesNotAllowAReturnBesideAServiceThatItDoesNotJoin) {
  EXPECT_EQ(departures(log_of({{"A", 1, 10}, {"B", 10, 40}, {"A", 20, 30}})), "0: no step into A 20 after B");
  EXPECT_EQ(departures(log_of({{"A", 1, 10}, {"B", 10, 40}, {"A", 40, 50}})), "");  // on_failure("B", "A")
}

TEST(CompareWithRecords, ReadsRecordsInBothWays) {
  const auto log = log_of({{"A", 1, 10}, {"B", 5, 20}, {"A", 10, 20}});
  const auto covered = compare_with_records(abc(), log, {.reading = coverage});  // A[1,20) B[5,20)
  EXPECT_EQ(steps(covered), "0:0/0 1:0/0 3:0/0");
  EXPECT_EQ(unplanned(covered), "A>B 1/1");
  EXPECT_EQ(departures(covered, log), "0: no step into B 5 after A");
  const auto succeeded = compare_with_records(abc(), log, {.reading = succession});
  EXPECT_EQ(steps(succeeded), "0:1/1 1:0/0 3:1/1");
  EXPECT_EQ(unplanned(succeeded), "");
  EXPECT_EQ(departures(succeeded, log), "");
}

TEST(CompareWithRecords, CallsAStartPlannedWhereOneStepExplainsIt) {
  const auto log = log_of({{"A", 1, 10}, {"B", 5, 20}, {"C", 10, 30}});  // C follows A, and joins B
  for (const auto how : {coverage, succession}) {
    const auto c = compare_with_records(abc(), log, {.reading = how});
    EXPECT_EQ(steps(c), "0:1/1 1:1/1 3:0/0");
    EXPECT_EQ(unplanned(c), "");
    EXPECT_EQ(departures(c, log), "");
  }
}

TEST(CompareWithRecords, ReadsPointEventsInTheirOrder) {
  const auto log = log_of({{"A", 1, 1}, {"B", 2, 2}, {"A", 3, 3}, {"C", 4, 4}});
  const auto c = compare_with_records(abc(), log);
  EXPECT_EQ(steps(c), "0:1/1 1:0/0 3:1/1");
  EXPECT_EQ(departures(c, log), "0: no step into C 4 after A");
}

TEST(CompareWithRecords, ClosesBreaksAsItIsTold) {
  const auto log = log_of({{"A", 1, 10}, {"B", 10, 20}, {"C", 22, 30}, {"B", 25, 40}});
  EXPECT_EQ(departures(log), "0: no step into B 25 after C");
  EXPECT_EQ(departures(log, {.bridge = days(5)}), "");  // B runs on
}

TEST(CompareWithRecords, MatchesServicesHoweverTheyAreSpelt) {
  const pathway_design design{.process = {},
                              .services = {{"job search"}, {"Job coaching"}},
                              .entries = {"job search"},
                              .steps = {move("job search", "Job coaching")}};
  const auto log = log_of({{"Job_Search", 1, 10}, {"job-coaching", 10, 20}});
  const auto c = compare_with_records(design, log);
  EXPECT_EQ(steps(c), "0:1/1");
  EXPECT_EQ(departures(c, log), "");
  EXPECT_TRUE(c.unknown_services.empty());
}

TEST(CompareWithRecords, CountsAClientOnceHoweverItsServicesAreSpelt) {
  const auto log = log_of({{"A", 1, 2}, {"B", 2, 3}, {"a", 3, 4}, {"B", 4, 5}});
  EXPECT_EQ(steps(compare_with_records(abc(), log)), "0:2/1 1:0/0 3:1/1");
}

TEST(CompareWithRecords, TakesAnotherSpellingForTheSameService) {
  const auto log = log_of({{"A", 1, 10}, {"a", 10, 20}});
  const auto c = compare_with_records(abc(), log);
  EXPECT_EQ(unplanned(c), "");
  EXPECT_EQ(departures(c, log), "");
}

TEST(CompareWithRecords, ThrowsWhereTheDesignDoesNotHoldTogether) {
  auto design = abc();
  design.steps.push_back(move("A", "nowhere"));
  const event_log nothing;
  try {
    (void)compare_with_records(design, nothing);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const std::invalid_argument& e) {
    EXPECT_NE(std::string(e.what()).find("steps[5].to"), std::string::npos) << e.what();
  }
}

TEST(DesignTally, OfSharesOfTheClientsMergesIntoThatOfAll) {
  std::mt19937 random(7);
  const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
  const char* const services[] = {"A", "B", "C", "X"};
  std::vector<std::string> clients;
  for (int i = 0; i < 60; ++i) clients.push_back("client " + std::to_string(i));
  std::vector<received> all;
  for (const auto& c : clients)
    for (int n = 1 + below(6), at = 0; n != 0; --n) {
      at += below(15);
      all.push_back({services[below(20) == 0 ? 3 : below(3)], at, at + 1 + below(20), c.c_str()});
    }
  const auto log = log_of(all);
  const auto design = abc();
  for (const auto how : {coverage, succession}) {
    const auto whole = compare_with_records(design, log, {.reading = how});
    EXPECT_GT(whole.departures.size(), 10u);
    EXPECT_GT(whole.unplanned.size(), 2u);
    const pathways paths(log, {.reading = how}, field::services);
    const design_tally none(paths, design, {});
    for (const std::uint32_t cut : {0u, 1u, 30u, 59u, 60u}) {
      auto first = none, second = none;
      scan(paths, {0, cut}, first);
      scan(paths, {cut, 60}, second);
      first.merge(std::move(second));
      EXPECT_EQ(std::move(first).result(), whole) << cut;
    }
    auto on_threads = none;
    parallel_scan(paths, 3, on_threads);
    EXPECT_EQ(std::move(on_threads).result(), whole);
  }
}

}  // namespace
