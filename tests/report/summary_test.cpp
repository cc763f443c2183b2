// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../days.hpp"

#include <polku/report/summarise.hpp>

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace polku;
using polku_test::day;

// So many clients with these episodes.
class made_log {
 public:
  void add(int clients, std::initializer_list<polku_test::spell> spells) {
    for (int i = 0; i < clients; ++i) {
      const auto client = "c" + std::to_string(next_++);
      for (const auto& s : spells) {
        episode e{.client = client, .service = "service", .organisation = s.party, .start = day(s.start)};
        if (s.end != polku_test::open) e.end = day(s.end);
        (void)builder_.add(e);
      }
    }
  }
  void add(const milestone& m) { (void)builder_.add(m); }
  void add(const handover& h) { (void)builder_.add(h); }
  summary shown(bool is_shareable, const analysis_options& options = {}) {
    if (read_.log.empty()) read_.log = builder_.finish(day(100));
    return summarise(read_, analyse(read_.log, options), {.is_shareable = is_shareable});
  }

 private:
  log_builder builder_;
  read_log read_;
  int next_ = 0;
};

made_log with_few_trailing() {
  made_log log;
  log.add(30, {{"A", 0, polku_test::open}});
  log.add(10, {{"A", 0, 10}});                  // trailing
  log.add(3, {{"B", 0, 10}});                   // trailing, too few to be shown
  log.add(7, {{"E", 0, 10}});                   // trailing
  log.add(10, {{"F", 0, 10}, {"G", 20, 100}});  // between
  log.add(2, {{"C", 0, 10}, {"D", 20, 100}});   // between, too few
  return log;
}

// What trails is known in all, so that one hidden pair could be told from the others.
TEST(Summary, HidesASecondPairOfEveryKindOfGapWhoseTotalIsShown) {
  const auto s = with_few_trailing().shown(true);
  ASSERT_EQ(s.gaps.trailing, figure(20));
  ASSERT_EQ(s.gaps.between, figure(12));
  std::size_t shown = 0, hidden = 0;
  for (const auto& p : s.gaps.pairs)
    if (!p.after) (p.count ? shown : hidden) += 1;
  EXPECT_EQ(shown, 1u);
  EXPECT_EQ(hidden, 2u);
}

// Day 0 is 2020-01-01. A date that few share tells of them; the month or the year may be of many.
TEST(Summary, ShowsOfADateWhatEnoughClientsShare) {
  const auto span_of = [](int first, int second, bool is_shareable) {
    made_log log;
    log.add(1, {{"A", first, 90}});
    log.add(4, {{"A", second, 100}});
    log.add(20, {{"A", 80, 100}});
    return log.shown(is_shareable).log;
  };
  EXPECT_EQ(span_of(0, 0, true).first, "2020-01-01");
  EXPECT_EQ(span_of(0, 1, true).first, "2020-01");
  EXPECT_EQ(span_of(0, 40, true).first, "2020");
  EXPECT_EQ(span_of(0, 40, false).first, "2020-01-01");
  EXPECT_EQ(span_of(-1, 40, true).first, std::nullopt);  // nobody else in 2019
  EXPECT_EQ(span_of(0, 0, true).last, "2020-04-10");
  EXPECT_EQ(span_of(0, 0, true).cutoff, "2020-04-10");
}

TEST(Summary, ShowsEveryPairInside) {
  const auto s = with_few_trailing().shown(false);
  for (const auto& p : s.gaps.pairs) EXPECT_TRUE(p.count.has_value());
  EXPECT_EQ(s.gaps.items.size(), 32u);
}

TEST(Summary, GivesNoFigureOfAReturnPairWithFewClients) {
  made_log log;
  log.add(20, {{"A", 0, 10}, {"B", 10, 20}, {"A", 20, 30}, {"C", 30, 40}});
  log.add(20, {{"C", 0, 10}, {"B", 10, 20}, {"C", 20, 30}});
  log.add(3, {{"D", 0, 10}, {"B", 10, 20}, {"D", 20, 30}});
  std::size_t hidden_via_b = 0;
  for (const auto& p : log.shown(true).ping_pong.pairs) {
    if (p.from == "D") {
      EXPECT_FALSE(p.returns || p.at_risk || p.clients || p.expected || p.rate_low || p.p || p.q || p.p_clients);
    }
    hidden_via_b += p.via == "B" && !p.returns ? 1 : 0;
  }
  EXPECT_GE(hidden_via_b, 2u);  // the totals of B would tell a single one
}

const shown_circuit& circuit_of(const summary& s, const std::vector<std::string>& parties) {
  for (const auto& c : s.graph.circuits)
    if (c.parties == parties) return c;
  throw std::out_of_range("no such circuit");
}

TEST(Summary, ListsEveryCircuitWithTheClientsWhoWalkedItAsAWhole) {
  made_log log;
  log.add(9, {{"A", 0, 10}, {"B", 10, 20}, {"A", 20, 30}});
  log.add(8, {{"B", 0, 10}, {"C", 10, 20}, {"A", 20, 30}});  // two thirds of a circle
  const auto s = log.shown(false);
  EXPECT_EQ(s.graph.circuits.size(), 2u);
  EXPECT_EQ(circuit_of(s, {"A", "B"}).clients, figure(9));
  EXPECT_EQ(circuit_of(s, {"A", "B", "C"}).clients, figure(0));
  EXPECT_EQ(s.graph.circuits.front().clients, figure(9));  // most clients first
}

// 12 go from A to B and 9 come back: a circuit of 9 would tell that 3 did not.
TEST(Summary, HidesACircuitThatTellsOfTheFewWhoDidNotWalkIt) {
  made_log log;
  log.add(9, {{"A", 0, 10}, {"B", 10, 20}, {"A", 20, 30}});
  log.add(3, {{"A", 0, 10}, {"B", 10, 20}});
  log.add(20, {{"B", 0, 10}});
  EXPECT_EQ(circuit_of(log.shown(false), {"A", "B"}).clients, figure(9));
  EXPECT_FALSE(circuit_of(log.shown(true), {"A", "B"}).clients);
}

TEST(Summary, ShowsTheShapesOfLoopsAndWhatFollowedThem) {
  made_log log;
  log.add(6, {{"A", 0, 10}, {"B", 10, 20}, {"A", 20, 30}, {"B", 30, 40}});
  log.add(7, {{"A", 0, 10}, {"B", 10, 20}, {"A", 20, 30}, {"C", 30, 40}, {"A", 40, 50}});
  log.add(20, {{"A", 0, 60}});
  log.add(milestone{.client = "c0", .at = day(60), .kind = "job start"});
  for (const bool is_shareable : {false, true}) {
    const auto s = log.shown(is_shareable, {.landmark = days(50)}).ping_pong;
    EXPECT_EQ(s.loops, figure(13)) << is_shareable;
    EXPECT_EQ(s.shapes[static_cast<std::size_t>(loop_kind::back_and_forth)].loops, figure(6));
    EXPECT_EQ(s.shapes[static_cast<std::size_t>(loop_kind::hub_and_spoke)].clients, figure(7));
    EXPECT_EQ(s.days_lost, 30.0);  // 20, six times, and 30
    EXPECT_EQ(s.with_loop_by_landmark.clients, figure(13));
    EXPECT_EQ(s.without_loop_by_landmark.clients, figure(20));
    EXPECT_EQ(s.with_loop_by_landmark.outcomes, is_shareable ? figure() : figure(1));
    EXPECT_EQ(s.loop_items.size(), is_shareable ? 0u : 13u);
    if (is_shareable) continue;
    EXPECT_EQ(s.loop_items[0].followed_by, follow_up_end::outcome);
    EXPECT_EQ(s.loop_items[0].days_until, 30);
    EXPECT_EQ(s.loop_items[12].hub, "A");
  }
}

TEST(Summary, ShowsHandoversByOutcomeAndMannerAndHidesTheFew) {
  made_log log;
  log.add(12, {{"A", 0, 10}, {"B", 10, 20}});
  log.add(10, {{"A", 0, 10}});
  log.add(2, {{"A", 0, 5}});
  const auto hand_over = [&](int client, manner how) {
    const auto name = "c" + std::to_string(client);
    log.add(handover{.client = name, .at = day(5), .from = "A", .to = "B", .manner = how});
  };
  for (int i = 0; i < 22; ++i) hand_over(i, i % 2 == 0 ? manner::warm : manner::cold);
  const analysis_options options{.horizon = days(30)};
  const auto inside = log.shown(false, options).handovers;
  EXPECT_FALSE(inside.are_inferred);
  EXPECT_EQ(inside.all.count, figure(22));
  EXPECT_EQ(inside.all.picked_up, figure(12));
  EXPECT_EQ(inside.all.lost, figure(10));
  EXPECT_EQ(inside.all.warm_share, 0.5);
  EXPECT_FALSE(inside.all.is_consent_known);
  EXPECT_EQ(inside.all.latency.median, 5.0);
  EXPECT_EQ(inside.items.size(), 22u);
  const auto outside = log.shown(true, options).handovers;
  EXPECT_FALSE(outside.all.count);  // all but 2 of the clients
  EXPECT_TRUE(outside.items.empty());
  EXPECT_FALSE(outside.pairs.at(0).figures.count);
}

TEST(Summary, SaysOfEachObligationHowOftenItWasMetOrWhyThatCannotBeTold) {
  made_log log;
  log.add(20, {{"A", 0, 10}, {"B", 12, 20}});
  log.add(8, {{"A", 0, 10}});
  log.add(2, {{"C", 0, 10}});
  const analysis_options options{
      .obligations = {after(with_organisation("A")).must_begin(with_organisation("B")).within(days(30)),
                      while_active(in_any_service()).there_must_be(plan_of()).named("a plan")}};
  const auto inside = log.shown(false, options).obligations;
  ASSERT_EQ(inside.size(), 2u);
  EXPECT_EQ(inside[0].met, figure(20));
  EXPECT_EQ(inside[0].violated, figure(8));
  EXPECT_EQ(inside[0].items.size(), 8u);
  EXPECT_EQ(inside[0].items[0].start, "2020-01-31");
  EXPECT_EQ(inside[1].name, "a plan");
  EXPECT_EQ(inside[1].status, evaluability::not_recorded);
  EXPECT_FALSE(inside[1].violated);
  const auto outside = log.shown(true, options).obligations;
  EXPECT_EQ(outside[0].met, figure(20));
  EXPECT_EQ(outside[0].violated, figure(8));
  EXPECT_TRUE(outside[0].items.empty());
}

}  // namespace
