// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../days.hpp"

#include <polku/analysis/gaps.hpp>
#include <polku/analysis/parallel_scan.hpp>
#include <polku/analysis/ping_pong.hpp>
#include <polku/analysis/transitions.hpp>

#include <gtest/gtest.h>

#include <random>
#include <stdexcept>

namespace {

using namespace polku;
using polku_test::day;

event_log random_log() {
  std::mt19937 random(17);
  log_builder builder;
  for (int i = 0; i < 30'000; ++i) {
    const auto client = std::to_string(random() % 2'500), party = std::string(1, static_cast<char>('A' + random() % 6));
    const auto start = random() % 900;
    builder.add(episode{.client = client, .service = "s", .organisation = party, .start = day(start), .end = day(start + random() % 60)});
  }
  return builder.finish();
}

template <reading How>
void compare_threads() {
  const auto log = random_log();
  const auto parties = project(log, field::organisations);
  const support_mask everything;
  const auto run = [&](unsigned threads) {
    const stay_options stays{.reading = How};
    transition_tally transitions(log, parties, {.stays = stays});
    return_tally returns(log, parties, {.stays = stays});
    ping_pong_list loops(log, parties, {.stays = stays});
    gap_tally gap_count(log, parties, {}, everything);
    gap_list gaps(log, parties, {}, everything);
    parallel_scan(log, parties, stays, threads, transitions, returns, loops, gap_count, gaps);
    return std::tuple(transitions.result(), returns.result(), std::move(loops).result(), gap_count.result(), std::move(gaps).result());
  };
  const auto [t1, r1, l1, c1, g1] = run(1);
  EXPECT_GT(l1.size(), 100u);
  EXPECT_GT(g1.size(), 100u);
  for (const unsigned threads : {2u, 3u, 7u, 64u}) {
    const auto [t, r, l, c, g] = run(threads);
    EXPECT_EQ(r, r1);
    EXPECT_EQ(g, g1);
    EXPECT_EQ(c.length, c1.length);
    ASSERT_EQ(c.pairs.size(), c1.pairs.size());
    for (std::size_t i = 0; i < c.pairs.size(); ++i) EXPECT_EQ(c.pairs[i].clients, c1.pairs[i].clients);
    ASSERT_EQ(l.size(), l1.size());
    for (std::size_t i = 0; i < l.size(); ++i) EXPECT_EQ(l[i].stays, l1[i].stays);
    ASSERT_EQ(t.transitions.size(), t1.transitions.size());
    for (std::size_t i = 0; i < t.transitions.size(); ++i) {
      EXPECT_EQ(t.transitions[i].clients, t1.transitions[i].clients);
      EXPECT_EQ(t.transitions[i].lags.values(), t1.transitions[i].lags.values());
    }
    for (std::size_t i = 0; i < t.parties.size(); ++i) {
      EXPECT_EQ(t.parties[i].time, t1.parties[i].time);
      EXPECT_EQ(t.parties[i].last, t1.parties[i].last);
    }
  }
}

TEST(ParallelScan, GivesTheSameForAnyNumberOfThreadsUnderSuccession) { compare_threads<reading::succession>(); }
TEST(ParallelScan, GivesTheSameForAnyNumberOfThreadsUnderCoverage) { compare_threads<reading::coverage>(); }

TEST(ParallelScan, PassesOnWhatATallyThrows) {
  struct failing {
    void add(const client_history&) { throw std::runtime_error("full"); }
    void merge(failing&&) {}
  };
  const auto log = random_log();
  const auto parties = project(log, field::organisations);
  failing tally;
  EXPECT_THROW(parallel_scan(log, parties, {}, 2, tally), std::runtime_error);
}

TEST(Tally, IsAConceptThatAsksForAddAndMerge) {
  struct adds_only {
    void add(const client_history&) {}
  };
  static_assert(tally<transition_tally> && tally<return_tally> && tally<ping_pong_list> && tally<gap_tally> && tally<gap_list>);
  static_assert(!tally<adds_only>);
  static_assert(!tally<int>);
}

}  // namespace
