// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../days.hpp"

#include <polku/report/summary.hpp>

#include <gtest/gtest.h>

#include <string>

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
  summary shown(bool is_shareable) {
    read_log read;
    read.log = builder_.finish(day(100));
    const auto results = analyse(read.log);
    return summarise(read, results, {.is_shareable = is_shareable});
  }

 private:
  log_builder builder_;
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
  ASSERT_EQ(s.trailing, figure(20));
  ASSERT_EQ(s.between, figure(12));
  std::size_t shown = 0, hidden = 0;
  for (const auto& p : s.gap_pairs)
    if (!p.after) (p.count ? shown : hidden) += 1;
  EXPECT_EQ(shown, 1u);
  EXPECT_EQ(hidden, 2u);
}

TEST(Summary, ShowsEveryPairInside) {
  const auto s = with_few_trailing().shown(false);
  for (const auto& p : s.gap_pairs) EXPECT_TRUE(p.count.has_value());
  EXPECT_EQ(s.gap_items.size(), 32u);
}

TEST(Summary, GivesNoFigureOfAReturnPairWithFewClients) {
  made_log log;
  log.add(20, {{"A", 0, 10}, {"B", 10, 20}, {"A", 20, 30}, {"C", 30, 40}});
  log.add(20, {{"C", 0, 10}, {"B", 10, 20}, {"C", 20, 30}});
  log.add(3, {{"D", 0, 10}, {"B", 10, 20}, {"D", 20, 30}});
  std::size_t hidden_via_b = 0;
  for (const auto& p : log.shown(true).return_pairs) {
    if (p.from == "D") {
      EXPECT_FALSE(p.returns || p.at_risk || p.clients || p.expected || p.rate_low || p.p || p.q || p.p_clients);
    }
    hidden_via_b += p.via == "B" && !p.returns ? 1 : 0;
  }
  EXPECT_GE(hidden_via_b, 2u);  // the totals of B would tell a single one
}

}  // namespace
