// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../random_records.hpp"
#include "xes_text.hpp"

#include <polku/io/xes/write_xes.hpp>
#include <polku/log/has_same_records.hpp>

#include <random>
#include <sstream>

namespace {

using namespace polku;
using polku_test::day;

class WriteXes : public polku_test::ReadingXes {
 protected:
  static std::string written(const event_log& log) {
    std::ostringstream out;
    write_xes(log, out);
    return out.str();
  }
  read_log read_back(const event_log& log) { return read(written(log), {.cutoff = log.cutoff()}); }
};

TEST_F(WriteXes, WritesATracePerClientAndAnEventPerEpisode) {
  log_builder builder;
  (void)builder.add(episode{.client = "c", .service = "s", .organisation = "A & B", .start = day(0), .end = day(31)});
  (void)builder.add(episode{.client = "c", .service = "t", .phase = "work", .start = day(1)});
  (void)builder.add(episode{.client = "c",
                            .service = "u",
                            .worker = "w",
                            .start = day(2) + duration::from_microseconds(1500),
                            .end = day(2) + duration::from_microseconds(1500)});
  (void)builder.add(milestone{"c", day(1), "job start"});
  const auto text = written(builder.finish());
  EXPECT_EQ(text.substr(text.find("  <trace>")), R"(  <trace>
    <string key="concept:name" value="c"/>
    <list key="polku:milestones">
      <values>
        <date key="polku:milestone" value="2020-01-02T00:00:00.000+00:00">
          <string key="polku:kind" value="job start"/>
        </date>
      </values>
    </list>
    <event>
      <string key="concept:name" value="s"/>
      <string key="org:group" value="A &amp; B"/>
      <date key="start_timestamp" value="2020-01-01T00:00:00.000+00:00"/>
      <date key="time:timestamp" value="2020-02-01T00:00:00.000+00:00"/>
    </event>
    <event>
      <string key="concept:name" value="t"/>
      <string key="polku:phase" value="work"/>
      <date key="start_timestamp" value="2020-01-02T00:00:00.000+00:00"/>
    </event>
    <event>
      <string key="concept:name" value="u"/>
      <string key="org:resource" value="w"/>
      <date key="time:timestamp" value="2020-01-03T00:00:00.001500+00:00"/>
    </event>
  </trace>
</log>
)");
}

TEST_F(WriteXes, AnEmptyLogIsALogWithoutTraces) {
  const auto r = read_back(event_log());
  EXPECT_TRUE(r.log.empty());
  EXPECT_EQ(r.rows, 0u);
}

TEST_F(WriteXes, ReadsBackAsTheSameLog) {
  std::mt19937 random(21);
  for (int round = 0; round < 400; ++round) {
    log_builder builder;
    polku_test::add_random_records(random,
                                   {.episodes = random() % 40,
                                    .only_points = random() % 4 == 0,
                                    .only_days = random() % 2 == 0,
                                    .has_others = random() % 4 != 0},
                                   builder);
    const auto log = builder.finish(random() % 3 == 0 ? std::optional(day(40)) : std::nullopt);
    const auto back = read_back(log);
    ASSERT_TRUE(back.rejected.empty());
    ASSERT_EQ(back.rows, log.record_count());
    ASSERT_TRUE(has_same_records(back.log, log));
    ASSERT_EQ(back.log.precision(), log.precision());
    ASSERT_EQ(back.log.has_intervals(), log.has_intervals());
    ASSERT_EQ(written(back.log), written(log));
  }
}

TEST_F(WriteXes, KeepsClientsThatHaveOtherRecordsOnly) {
  log_builder builder;
  (void)builder.add(milestone{"only a milestone", day(0), "referral", "by\tphone"});
  (void)builder.add(episode{.client = "b", .service = "s", .start = day(1)});
  (void)builder.add(consent{"only a consent", "A", day(0), day(1)});
  const auto log = builder.finish();
  const auto back = read_back(log);
  EXPECT_EQ(back.log.client_count(), 3u);
  EXPECT_TRUE(has_same_records(back.log, log));
}

TEST_F(WriteXes, WorkersDoNotBecomeOrganisationsOnTheWay) {
  log_builder builder;
  (void)builder.add(episode{.client = "c", .service = "s", .worker = "w", .start = day(1)});
  const auto back = read_back(builder.finish());
  EXPECT_TRUE(back.log.labels(field::organisations).empty());
  EXPECT_FALSE(back.log.labels(field::workers).empty());
}

TEST_F(WriteXes, WhatXmlCannotHoldBecomesTheReplacementCharacter) {
  const auto back = [&](std::string_view name) {
    log_builder builder;
    (void)builder.add(episode{.client = "c", .service = name, .start = day(1)});
    return std::string(read_back(builder.finish()).log.episode_at(0, client_id{0}).service);
  };
  EXPECT_EQ(back("a\x01\x1F z"), "a�� z");
  EXPECT_EQ(back(std::string_view("a\0z", 3)), "a�z");
  EXPECT_EQ(back("\xE4iti"), "�iti");
  EXPECT_EQ(back("\xC3"), "�");
  EXPECT_EQ(back("\xEF\xBF\xBE.\xEF\xBF\xBF.\xED\xA0\x80"), "�.�.���");
  EXPECT_EQ(back("\xF0\x9F\x98"), "���");
  EXPECT_EQ(back(" \t\r\n<>&\"' \x7F\xC2\x85 äŠ😀"), " \t\r\n<>&\"' \x7F\xC2\x85 äŠ😀");
}

}  // namespace
