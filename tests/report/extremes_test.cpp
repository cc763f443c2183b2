// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The whole report at the ends of what a log can be: no clients, one with everything, as many as records, as many parties as
// records, the first and last days of the calendar.
#include "../rounds.hpp"

#include <polku/log/log_builder.hpp>
#include <polku/report/dot.hpp>
#include <polku/report/graphml.hpp>
#include <polku/report/html.hpp>
#include <polku/report/json.hpp>
#include <polku/report/summarise.hpp>
#include <polku/report/text.hpp>

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace {

using namespace polku;

struct written_report {
  std::string text, html, dot, graphml;
  nlohmann::ordered_json json;
};

written_report report_on(event_log log, disclosure_options how = {.is_shareable = false}, analysis_options options = {}) {
  read_log read;
  read.rows = log.record_count() + log.after_cutoff();
  read.log = std::move(log);
  options.with_lists = !how.is_shareable;
  const auto summary = summarise(read, analyse(read.log, options), how);
  return {to_text(summary, "x"), to_html(summary, "x", language::english), to_dot(summary), to_graphml(summary),
          to_json(summary)};
}

episode stay(std::string_view client, std::string_view party, time_point start, std::optional<time_point> end) {
  return {.client = client, .service = "s", .organisation = party, .start = start, .end = end};
}

TEST(Report, OfNoClientsHasNoFigures) {
  const auto exact = report_on(event_log());
  EXPECT_EQ(exact.json["log"]["clients"], 0);
  EXPECT_EQ(exact.json["loops"]["count"], 0);
  EXPECT_EQ(exact.json["gaps"]["count"], 0);
  EXPECT_TRUE(exact.json["graph"]["vertices"].empty());
  const auto shared = report_on(event_log(), {});
  EXPECT_EQ(shared.json["log"]["clients"], 0);
}

TEST(Report, CountsOneAsOne) {
  log_builder builder;
  (void)builder.add(stay("a", "A", date(2022, 1, 1), date(2022, 1, 10)));
  (void)builder.add(stay("a", "B", date(2022, 1, 11), date(2022, 2, 1)));
  const auto text = report_on(builder.finish()).text;
  EXPECT_NE(text.find("1 gap in 1 client, 1 day in all"), text.npos) << text;
  EXPECT_NE(text.find("1 gap        1 client          1 day\n"), text.npos) << text;
  EXPECT_NE(text.find("1       1 client,  median lag      1 day\n"), text.npos) << text;
}

TEST(Report, CutBeforeEverythingTellsOfWhatComesAfter) {
  for (const date cutoff : {date(1400, 1, 1), date(2021, 12, 31)}) {
    log_builder builder;
    (void)builder.add(stay("a", "A", date(2022, 1, 1), {}));
    (void)builder.add(milestone{"a", date(2022, 2, 1), "exit"});
    const auto r = report_on(builder.finish(time_point(cutoff)));
    EXPECT_EQ(r.json["log"]["records"], 0);
    EXPECT_EQ(r.json["log"]["after_cutoff"], 2);
    EXPECT_EQ(r.json["gaps"]["count"], 0);
  }
}

TEST(Report, GoesToTheEndsOfTheCalendar) {
  const time_point first = date(1400, 1, 1), last = date(9999, 12, 31);
  for (const bool is_shareable : {false, true}) {
    log_builder builder;
    for (const auto* client : {"a", "b", "c", "d", "e"}) {
      (void)builder.add(stay(client, "A", first, first + days(1)));
      (void)builder.add(stay(client, "B", last - days(2), last - days(1)));
      (void)builder.add(stay(client, "A", last, last));
      (void)builder.add(milestone{client, first, "referral"});
      (void)builder.add(milestone{client, last, "exit"});
      (void)builder.add(handover{client, first, "A", "B"});
      (void)builder.add(plan{client, "plan", first, last});
    }
    analysis_options options{.stays = {.reading = is_shareable ? reading::coverage : reading::succession}};
    options.ping_pong.window = days(3'200'000);
    options.horizon = days(3'200'000);
    const auto r = report_on(builder.finish(last), {.is_shareable = is_shareable}, options);
    EXPECT_EQ(r.json["log"]["cutoff"], "9999-12-31");
    EXPECT_EQ(r.json["returns"]["total"], 5);
    EXPECT_EQ(r.json["gaps"]["between"], 10);
    if (is_shareable) continue;
    EXPECT_EQ(r.json["log"]["first"], "1400-01-01");
    EXPECT_EQ(r.json["gaps"]["total_days"], 5 * (3'141'084 - 2));
  }
}

// So many episodes, dealt out to clients and parties.
event_log large_log(int episodes, int clients, int parties) {
  log_builder builder;
  for (int i = 0; i < episodes; ++i) {
    const auto client = std::to_string(i % clients), party = std::to_string(i % 7919 * 31 % parties);
    const auto start = time_point(date(2000, 1, 1)) + days(i / clients % 8000);
    (void)builder.add(stay(client, party, start, start + days(1 + i % 3)));
  }
  return builder.finish();
}

// Quadratic time would take minutes, and quadratic memory some gigabytes.
constexpr int many = polku_test::rounds(200'000);

TEST(Report, TakesOneClientWithAllEpisodes) {
  const auto r = report_on(large_log(many, 1, 9), {.is_shareable = false});
  EXPECT_EQ(r.json["log"]["records"], many);
}

TEST(Report, TakesAsManyClientsAsEpisodes) {
  const auto r = report_on(large_log(many, many, 9), {});
  EXPECT_EQ(r.json["log"]["clients"], many);
}

TEST(Report, TakesThousandsOfParties) {
  constexpr int parties = polku_test::rounds(6'000);
  log_builder builder;
  const auto from = time_point(date(2020, 1, 1));
  for (int i = 0; i < parties; ++i)
    for (int step = 0; step < 3; ++step)
      (void)builder.add(stay(std::to_string(i), std::to_string(step == 1 ? (i * 7 + 1) % parties : i),
                             from + days(10 * step), from + days(10 * step + 9)));
  const auto r = report_on(builder.finish(), {.is_shareable = false});
  EXPECT_EQ(r.json["graph"]["vertices"].size(), static_cast<std::size_t>(parties));
}

}  // namespace
