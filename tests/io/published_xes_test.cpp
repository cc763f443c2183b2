// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// XES logs that nobody here wrote, and what other programs make of them. They stand beside the project, not in it.

#include "xes_text.hpp"

#include <polku/analysis/transitions.hpp>
#include <polku/io/xes/write_xes.hpp>
#include <polku/log/has_same_records.hpp>
#include <polku/ping_pong/ping_pong.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

namespace {

using namespace polku;

const std::filesystem::path folder = std::filesystem::path(POLKU_SHARED_DATA) / "xes";

class PublishedXes : public polku_test::TempFolder {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the folder with the data is not here: " << folder;
  }
};

struct xes_figures {
  std::size_t transitions = 0, edges = 0, loops = 0;
  return_counts returns;
};

xes_figures analysed(const event_log& log) {
  xes_figures f;
  const pathways paths(log, {.reading = reading::succession}, field::organisations);
  const auto counts = count_transitions(paths);
  for (const auto& t : counts.transitions) f.transitions += t.transitions;
  f.edges = counts.transitions.size();
  f.returns = count_returns(paths);
  f.loops = find_ping_pong(paths).size();
  return f;
}

TEST_F(PublishedXes, MunicipalPermits) {
  const auto read = read_xes(folder / "receipt.xes.gz");
  EXPECT_EQ(read.log.size(), 8'577u);
  EXPECT_EQ(read.log.client_count(), 1'434u);
  EXPECT_FALSE(read.log.has_intervals());
  const auto f = analysed(read.log);
  EXPECT_EQ(f.transitions, 5'440u);
  EXPECT_EQ(f.edges, 43u);
  EXPECT_EQ(f.returns.total.count, 951u);
  EXPECT_EQ(f.returns.direct.count, 439u);
  EXPECT_EQ(f.returns.total.clients, 577u);
  EXPECT_EQ(f.loops, 120u);
}

TEST_F(PublishedXes, RunningExample) {
  const auto read = read_xes(folder / "running-example.xes");
  EXPECT_EQ(read.log.size(), 42u);
  EXPECT_EQ(read.log.client_count(), 6u);
  const auto f = analysed(read.log);
  EXPECT_EQ(f.transitions, 32u);
  EXPECT_EQ(f.returns.total.count, 12u);
  EXPECT_EQ(f.returns.direct.count, 2u);
}

TEST_F(PublishedXes, NoRecordIsLostAndEveryLogIsWrittenBack) {
  struct {
    const char* file;
    std::size_t records, clients;
  } constexpr logs[] = {{"receipt.xes.gz", 8'577, 1'434},       {"running-example.xes", 42, 6},
                        {"reviewing.xes", 3'730, 100},          {"repairExample.xes.gz", 11'855, 1'104},
                        {"roadtraffic100traces.xes", 390, 100}, {"interval_event_log.xes", 8'109, 1'266}};
  for (const auto& l : logs) {
    const auto read = read_xes(folder / l.file);
    EXPECT_EQ(read.rows, l.records) << l.file;
    EXPECT_EQ(read.log.client_count(), l.clients) << l.file;
    EXPECT_TRUE(read.rejected.empty()) << l.file;
    EXPECT_EQ(read.log.record_count() + read.paired, read.rows) << l.file;
    std::ostringstream out;
    write_xes(read.log, out);
    const auto back = read_xes(file("back.xes", out.str()));
    EXPECT_TRUE(has_same_records(back.log, read.log)) << l.file;
  }
}

TEST_F(PublishedXes, StartAndCompleteEventsPairUp) {
  const auto read = read_xes(folder / "repairExample.xes.gz");
  EXPECT_EQ(read.paired, 4'121u);  // of 4,122 starts: the file's last trace ends with one
  EXPECT_TRUE(read.log.has_intervals());
}

TEST_F(PublishedXes, EventsWithAStartAreEpisodes) {
  const auto read = read_xes(folder / "interval_event_log.xes");
  const auto first = read.log.episode_at(0, client_id{0});
  EXPECT_EQ(to_string(first.start, resolution::instant), "2015-01-05T09:00:07Z");
  EXPECT_EQ(to_string(*first.end, resolution::instant), "2015-01-05T09:02:50Z");
  EXPECT_TRUE(read.log.labels(field::organisations).empty());
}

}  // namespace
