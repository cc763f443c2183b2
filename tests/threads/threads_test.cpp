// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// All that runs on several threads, for the thread sanitizer (preset `threads`), which sees races that change no result.
#include "../random_records.hpp"
#include "../temp_folder.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/io/csv/write_csv.hpp>
#include <polku/log/has_same_records.hpp>
#include <polku/model/obligation_catalogue.hpp>
#include <polku/partials/analyses.hpp>
#include <polku/partials/partial.hpp>
#include <polku/report/analyse.hpp>
#include <polku/statistics/permuted_returns.hpp>

#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace polku;

event_log random_log() {
  std::mt19937 random(5);
  log_builder builder;
  polku_test::add_random_records(random, {.episodes = 1'500, .clients = 60}, builder);
  return builder.finish();
}

analysis_options all_analyses() {
  analysis_options o;
  o.ping_pong.min_returns = 1;
  o.obligations = {employer_contact_soon(days(30)), own_worker_during("x"), consent_before_handover()};
  return o;
}

// What tells whether two runs differ.
auto figures_of(const analysis_results& r) {
  return std::tuple(r.transitions, r.returns, r.loops, r.gaps, r.gap_list, r.circuits, r.obligations, r.violations);
}

TEST(Threads, AnalyseTheirSharesOfALog) {
  const auto log = random_log();
  const auto whole = figures_of(analyse(log, all_analyses()));
  for (const unsigned threads : {2u, 5u}) EXPECT_TRUE(figures_of(analyse(log, all_analyses(), threads)) == whole) << threads;
}

TEST(Threads, MayAllLookAtOneLog) {
  const auto log = random_log();
  const auto whole = figures_of(analyse(log, all_analyses()));
  std::vector<char> is_same(3);
  {
    std::vector<std::jthread> readers;
    for (auto& same : is_same)
      readers.emplace_back([&] { same = figures_of(analyse(log, all_analyses())) == whole ? 1 : 0; });
  }
  EXPECT_EQ(is_same, std::vector<char>(3, 1));
}

TEST(Threads, MakePartialResults) {
  const auto log = random_log();
  EXPECT_EQ(take_partial<circuit_analysis>(log, {}, 3), take_partial<circuit_analysis>(log));
  EXPECT_EQ(take_partial<consequence_analysis>(log, {}, 3), take_partial<consequence_analysis>(log));
  const permutation_options few{.permutations = 20};
  EXPECT_EQ(take_partial<permutation_analysis>(log, few, 3), take_partial<permutation_analysis>(log, few));
  EXPECT_EQ(take_partial<worker_change_analysis>(log, {}, 3), take_partial<worker_change_analysis>(log));
}

class ThreadsThatRead : public polku_test::TempFolder {};

TEST_F(ThreadsThatRead, PutATableTogether) {
  std::ostringstream text;
  write_csv(random_log(), text);
  auto table = text.str();
  for (auto at = table.size() / 2; at < table.size(); at += 997) table[at] = '"';  // some rows are bad
  const auto path = file("x.csv", table);
  const auto whole = read_csv(path);
  EXPECT_GT(whole.rejected.size(), 5u);
  for (const unsigned threads : {2u, 5u}) {
    record_reader reader({.threads = threads}, 300);
    reader.read_episodes(path);
    const auto read = reader.finish();
    EXPECT_TRUE(has_same_records(read.log, whole.log)) << threads;
    EXPECT_EQ(read.rejected.size(), whole.rejected.size());
  }
}

TEST_F(ThreadsThatRead, StopTogether) {
  std::string table = "client,service,start\n";
  for (int i = 0; i < 2'000; ++i) table += "c,s,2022-01-01\n";
  const auto path = file("x.csv", table + "c,s,never\n" + table);
  for (const unsigned threads : {2u, 5u}) {
    record_reader reader({.is_strict = true, .threads = threads}, 300);
    EXPECT_THROW(reader.read_episodes(path), input_error);
  }
}

}  // namespace
