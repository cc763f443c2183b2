// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../days.hpp"

#include <polku/analysis/parallel_scan.hpp>
#include <polku/analysis/transitions.hpp>
#include <polku/ping_pong/ping_pong.hpp>
#include <polku/support/gaps.hpp>

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
    const auto start = static_cast<int>(random() % 900), length = static_cast<int>(random() % 60);
    EXPECT_TRUE(builder.add(
        episode{.client = client, .service = "s", .organisation = party, .start = day(start), .end = day(start + length)}));
  }
  return builder.finish();
}

template <reading How>
void compare_threads() {
  const auto log = random_log();
  const pathways paths(log, {.reading = How});
  const auto run = [&](unsigned threads) {
    transition_tally transitions(paths, {});
    return_tally returns(paths, {});
    return_list listed(paths, {});
    ping_pong_list loops(paths, {});
    ping_pong_tally loop_count(paths, {});
    gap_tally gap_count(paths, {});
    gap_list gaps(paths, {});
    parallel_scan(paths, threads, transitions, returns, listed, loops, loop_count, gap_count, gaps);
    return std::tuple(std::move(transitions).result(), std::move(returns).result(), std::move(listed).result(),
                      std::move(loops).result(), std::move(gap_count).result(), std::move(gaps).result(),
                      std::move(loop_count).result());
  };
  const auto whole = run(1);
  EXPECT_GT(std::get<3>(whole).size(), 100u);
  EXPECT_GT(std::get<5>(whole).size(), 100u);
  for (const unsigned threads : {2u, 3u, 7u, 64u}) EXPECT_TRUE(run(threads) == whole) << threads << " threads";
}

TEST(ParallelScan, GivesTheSameForAnyNumberOfThreadsUnderSuccession) { compare_threads<reading::succession>(); }
TEST(ParallelScan, GivesTheSameForAnyNumberOfThreadsUnderCoverage) { compare_threads<reading::coverage>(); }

TEST(ParallelScan, PassesOnWhatATallyThrows) {
  struct failing {
    void add(const client_history&) { throw std::runtime_error("full"); }
    void merge(failing&&) {}
  };
  const auto log = random_log();
  failing tally;
  EXPECT_THROW(parallel_scan(pathways(log), 2, tally), std::runtime_error);
}

TEST(Tally, IsAConceptThatAsksForAddAndMerge) {
  struct adds_only {
    void add(const client_history&) {}
  };
  static_assert(tally<transition_tally> && tally<return_tally> && tally<ping_pong_list> && tally<ping_pong_tally> &&
                tally<gap_tally> && tally<gap_list>);
  static_assert(!tally<adds_only>);
  static_assert(!tally<int>);
}

}  // namespace
