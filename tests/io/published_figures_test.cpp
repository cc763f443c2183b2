// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Logs that nobody here wrote, and what other programs make of them. The data stands beside the project, not in it.

#include <polku/analysis/transitions.hpp>
#include <polku/io/csv/read_csv.hpp>
#include <polku/ping_pong/ping_pong.hpp>
#include <polku/support/gaps.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

namespace {

using namespace polku;

const std::filesystem::path data = POLKU_SHARED_DATA;

struct figures {
  std::size_t transitions = 0, edges = 0, re_entries = 0, loop_clients = 0;
  return_counts returns;
  std::size_t loops = 0;
};

figures analysed(const event_log& log, field party, std::optional<reading> how = {}) {
  figures f;
  const pathways paths(log, {.reading = how}, party);
  const auto counts = count_transitions(paths);
  for (const auto& t : counts.transitions) f.transitions += t.transitions;
  f.edges = counts.transitions.size();
  f.returns = count_returns(paths);
  const auto loops = find_ping_pong(paths);
  f.loops = loops.size();
  std::set<client_id> clients;
  for (const auto l : loops) clients.insert(l.client);
  f.loop_clients = clients.size();
  return f;
}

class PublishedFigures : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(data)) GTEST_SKIP() << "the folder with the data is not here: " << data;
  }
};

TEST_F(PublishedFigures, SchoolToWork) {
  const auto read =
      read_csv(data / "csv/mvad_spell.csv",
               {.columns = {.client = "id", .service = "state", .start = "start_date", .end = "stop_date_excl"}});
  EXPECT_EQ(read.log.size(), 2526u);
  EXPECT_EQ(read.log.client_count(), 712u);
  for (const auto how : {reading::succession, reading::coverage}) {
    const auto f = analysed(read.log, field::services, how);
    EXPECT_EQ(f.transitions, 1814u);
    EXPECT_EQ(f.edges, 28u);
    EXPECT_EQ(f.returns.total.count, 567u);
    EXPECT_EQ(f.returns.direct.count, 460u);
    EXPECT_EQ(f.returns.total.clients, 306u);
    EXPECT_EQ(f.returns.direct.clients, 268u);
    EXPECT_EQ(f.loops, 29u);
    EXPECT_EQ(f.loop_clients, 28u);
  }
  EXPECT_EQ(count_gaps(read.log).total.count, 0u);
}

// Direct returns per pair of parties, and the clients with one, as R counted them.
TEST_F(PublishedFigures, SchoolToWorkDirectReturnsPerPair) {
  const auto read =
      read_csv(data / "csv/mvad_spell.csv",
               {.columns = {.client = "id", .service = "state", .start = "start_date", .end = "stop_date_excl"}});
  std::map<std::pair<std::string, std::string>, std::pair<std::size_t, std::set<client_id>>> found;
  const auto& names = read.log.names(field::services);
  for (const auto& r : find_returns(pathways(read.log, {.reading = reading::succession})))
    if (r.length == 2) {
      auto& [count, clients] = found[{std::string(names[r.first.party]), std::string(names[r.route[0].party])}];
      ++count;
      clients.insert(r.client);
    }
  const auto text = read_text_file(data / "reference/mvad_aba_pairs.csv");
  csv_reader reference(text, ',');
  ASSERT_TRUE(reference.next());
  std::size_t pairs = 0;
  while (reference.next()) {
    const auto& f = reference.fields();
    const auto& [count, clients] = found[{std::string(f[0]), std::string(f[1])}];
    EXPECT_EQ(std::to_string(count), f[2]) << f[0] << ' ' << f[1];
    EXPECT_EQ(std::to_string(clients.size()), f[3]) << f[0] << ' ' << f[1];
    ++pairs;
  }
  EXPECT_EQ(pairs, found.size());
}

TEST_F(PublishedFigures, ToyEpisodes) {
  const auto read = read_csv(data / "csv/toy_episodes.csv", {.cutoff = time_point(date(2024, 1, 1))});
  EXPECT_EQ(read.log.size(), 220u);
  EXPECT_EQ(read.log.client_count(), 57u);
  EXPECT_EQ(read.log.after_cutoff(), 6u);
  const auto s = analysed(read.log, field::services, reading::succession);
  EXPECT_EQ(s.transitions, 134u);
  EXPECT_EQ(s.returns.total.count, 48u);
  EXPECT_EQ(s.returns.direct.count, 25u);
  EXPECT_EQ(s.loops, 4u);
  const auto c = analysed(read.log, field::services, reading::coverage);
  EXPECT_EQ(c.transitions, 106u);
  EXPECT_EQ(c.returns.total.count, 40u);
  EXPECT_EQ(c.returns.direct.count, 21u);
  EXPECT_EQ(c.returns.concurrent.count, 3u);
  EXPECT_EQ(c.returns.re_entries.count, 26u);
  EXPECT_EQ(c.loops, 1u);
  const auto gaps = count_gaps(read.log);
  EXPECT_EQ(gaps.total.count, 145u);
  EXPECT_EQ(gaps.of(gap_kind::between).count, 110u);
  EXPECT_EQ(gaps.of(gap_kind::trailing).count, 35u);
  EXPECT_EQ(gaps.length, duration_sum(days(22'980)));
}

// Every gap as R lists it, by both conventions for the end day. R observes everybody from 2022-01-01 on, also before the
// first episode, and parts no gap at a point event: both lists are compared on what lies from both beginnings on, put
// together.
void compare_gaps(bool end_is_inclusive, const char* file) {
  const auto read = read_csv(data / "csv/toy_episodes.csv",
                             {.end_is_inclusive = end_is_inclusive, .cutoff = time_point(date(2024, 1, 1))});
  const auto& log = read.log;
  std::set<std::string> found, expected;
  const auto line = [](std::string_view client, time_point start, time_point end) {
    return std::string(client) + " " + to_string(start, resolution::day) + " " + to_string(end, resolution::day);
  };

  auto gaps = find_gaps(log);
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    while (i + 1 < gaps.size() && gaps[i + 1].client == gaps[i].client && gaps[i + 1].start == gaps[i].end) {
      gaps[i + 1].start = gaps[i].start;
      ++i;
    }
    const auto start = std::max(gaps[i].start, time_point(date(2022, 1, 1)));
    if (start < gaps[i].end) found.insert(line(log.name_of(gaps[i].client), start, gaps[i].end));
  }

  std::map<std::string, time_point, std::less<>> begin;
  for (std::uint32_t c = 0; c < log.client_count(); ++c)
    begin[std::string(log.name_of(client_id{c}))] = log.starts()[log.episodes_of(client_id{c}).first];
  const auto text = read_text_file(data / "reference" / file);
  csv_reader reference(text, ',');
  reference.next();
  while (reference.next()) {
    const auto& f = reference.fields();
    const auto observed = begin.find(f[0]);
    if (observed == begin.end()) continue;
    const auto start = std::max(read_time(f[2]).at, observed->second), end = read_time(f[3]).at;
    if (start < end) expected.insert(line(f[0], start, end));
  }
  EXPECT_GT(expected.size(), 100u);
  EXPECT_EQ(found, expected);
}

TEST_F(PublishedFigures, ToyEpisodesGapByGapHalfOpen) { compare_gaps(false, "coverage_gaps_halfopen.csv"); }
TEST_F(PublishedFigures, ToyEpisodesGapByGapInclusive) { compare_gaps(true, "coverage_gaps_inclusive.csv"); }

TEST_F(PublishedFigures, NoRecordOfTheHospitalLogIsLost) {
  const auto read = read_csv(
      data / "csv/sepsis.csv",
      {.columns = {.client = "Case ID", .service = "Activity", .organisation = "org:group", .start = "Complete Timestamp"}});
  EXPECT_EQ(read.log.size(), 15'214u);
  EXPECT_EQ(read.log.client_count(), 1'050u);  // one of them is called NA
  EXPECT_EQ(read.log.precision(), resolution::instant);
}

TEST_F(PublishedFigures, StartAndCompleteRowsPairUp) {
  const auto read = read_csv(data / "csv/patients.csv", {.columns = {.client = "patient",
                                                                     .service = "handling",
                                                                     .worker = "employee",
                                                                     .start = "time",
                                                                     .lifecycle = "registration_type"}});
  EXPECT_EQ(read.rows, 5'442u);
  EXPECT_EQ(read.log.size() + read.paired, 5'442u);
  EXPECT_EQ(read.log.size(), 2'721u);
  EXPECT_EQ(read.log.client_count(), 500u);
}

}  // namespace
