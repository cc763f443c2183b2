// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.

#include "../days.hpp"

#include <polku/quality/indicator_sets.hpp>
#include <polku/report/html.hpp>
#include <polku/report/json.hpp>
#include <polku/report/quality_json.hpp>
#include <polku/report/quality_text.hpp>
#include <polku/report/show_quality.hpp>
#include <polku/report/summarise.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace polku;
using polku_test::day;

constexpr std::size_t phrase_count = sizeof(quality_phrases) / sizeof(std::string_view);
using phrase_list = std::array<std::string_view, phrase_count>;
phrase_list list(language l) { return std::bit_cast<phrase_list>(detail::quality_phrases_in(l)); }

TEST(QualityPhrases, EveryLanguageSaysEverythingWithTheSamePlaces) {
  const auto english = list(language::english);
  for (const auto l : {language::finnish, language::swedish}) {
    const auto other = list(l);
    for (std::size_t i = 0; i < phrase_count; ++i) {
      EXPECT_EQ(english[i].empty(), other[i].empty()) << english[i];
      EXPECT_EQ(std::count(english[i].begin(), english[i].end(), '{'), std::count(other[i].begin(), other[i].end(), '{'))
          << english[i];
    }
  }
}

// Ten clients, so that a shareable summary shows some.
read_log ten_clients() {
  log_builder builder;
  for (int c = 0; c < 10; ++c) {
    const auto client = "c" + std::to_string(c);
    (void)builder.add(milestone{client, day(c), "referral"});
    (void)builder.add(
        episode{.client = client, .service = "coaching", .worker = "W", .start = day(c + 5), .end = day(c + 90)});
    if (c < 4) (void)builder.add(milestone{client, day(c + 20), "first employer contact"});
    (void)builder.add(milestone{client, day(c + 90), "exit", c < 7 ? "education" : ""});
  }
  read_log out;
  out.log = builder.finish(day(900));
  return out;
}

quality_options options() {
  quality_options o;
  o.audits = {{.service = "IPS & <Co>",
               .at = date(2020, 3, 2),
               .raters = {{"Maija Meikäläinen", {{1, 5}, {2, 2}}}, {"<b>", {{1, 4}, {2, 2}}}}}};
  o.indicators = document_indicators();
  o.indicators[0].name = "<script>";
  o.outcomes = {valke_outcomes()};
  o.periods = {calendar_year(2020), calendar_year(2021)};
  return o;
}

summary summary_of(const read_log& input, bool is_shareable) {
  const analysis_options how{.with_lists = !is_shareable};
  disclosure_options disclosure;
  disclosure.is_shareable = is_shareable;
  auto out = summarise(input, analyse(input.log, how), disclosure);
  show_quality(out, input.log, options());
  return out;
}

TEST(ShowQuality, AShareableSummaryHasTheAuditsOnlyAndNoRatersName) {
  const auto input = ten_clients();
  const auto shared = summary_of(input, true);
  ASSERT_TRUE(shared.quality);
  EXPECT_EQ(shared.quality->audits.size(), 1u);
  EXPECT_TRUE(shared.quality->indicators.empty());
  EXPECT_TRUE(shared.quality->outcomes.empty());
  EXPECT_TRUE(shared.quality->evidence_by_item.empty());
  EXPECT_FALSE(shared.quality->inflow);
  EXPECT_EQ(shared.quality->audits[0].given.raters[0].rater, "A");
  EXPECT_EQ(shared.quality->audits[0].given.raters[1].rater, "B");
  const auto page = to_html(shared, "x", language::finnish), json = to_json(shared).dump(), text = to_text(*shared.quality);
  for (const auto& written : {page, json, text}) EXPECT_EQ(written.find("Maija"), std::string::npos);
  EXPECT_NE(page.find("id=\"audits\""), std::string::npos);
  EXPECT_EQ(page.find("id=\"indicators\""), std::string::npos);
}

TEST(ShowQuality, TheInternalSummaryHasEverything) {
  const auto input = ten_clients();
  const auto internal = summary_of(input, false);
  EXPECT_EQ(internal.quality->indicators.size(), document_indicators().size());
  EXPECT_EQ(internal.quality->periods.size(), 2u);
  EXPECT_FALSE(internal.quality->evidence_by_item.empty());
  const auto json = to_json(internal)["quality"];
  const auto& funnel = json["indicators"][0]["results"];
  EXPECT_EQ(funnel[0]["value"], 1.0);
  EXPECT_EQ(funnel[0]["denominator"], 10);
  EXPECT_TRUE(funnel[1]["value"].is_null()) << "nobody was referred in 2021: undefined, not zero";
  EXPECT_EQ(funnel[1]["excluded"][0]["reason"], "outside the period");
  const auto& rows = json["outcomes"][0]["periods"][0]["rows"];
  EXPECT_EQ(rows[2]["clients"], 7);
  EXPECT_EQ(rows[5]["name"], "not recorded");
  EXPECT_EQ(rows[5]["clients"], 3);
  EXPECT_EQ(json["audits"][0]["total"]["missing"], 23);
  EXPECT_EQ(json["audits"][0]["total"]["low"], 4 + 2 + 23);
  EXPECT_EQ(json["audits"][0]["total"]["high"], 5 + 2 + 115);
  EXPECT_EQ(json["audits"][0]["lowest_band"], "not supported employment");
  EXPECT_EQ(json["audits"][0]["highest_band"], "exemplary");
}

TEST(ShowQuality, NamesStandInThePageAsText) {
  const auto input = ten_clients();
  const auto internal = summary_of(input, false);
  for (const auto l : {language::english, language::finnish, language::swedish}) {
    const auto page = to_html(internal, "x", l);
    EXPECT_NE(page.find("IPS &amp; &lt;Co&gt;"), std::string::npos);
    EXPECT_EQ(page.find("IPS & <Co>"), std::string::npos);
    EXPECT_EQ(page.find("<bdi><script>"), std::string::npos);
    EXPECT_EQ(page.find("<bdi><b>"), std::string::npos);
    EXPECT_NE(page.find(detail::quality_phrases_in(l).outcomes), std::string::npos);
    EXPECT_NE(page.find(detail::quality_phrases_in(l).undefined), std::string::npos);
  }
}

TEST(ShowQuality, TheSwingOfInflowStandsInThePage) {
  const auto internal = summary_of(ten_clients(), false);
  ASSERT_TRUE(internal.quality->inflow->mean_change);
  const auto swing = fmt::format("From one month to the next {:.1f} more or fewer.", *internal.quality->inflow->mean_change);
  EXPECT_NE(to_html(internal, "x").find(swing), std::string::npos) << swing;
}

TEST(ReportQuality, TakesTheLastQuartersOfTheLog) {
  const auto input = ten_clients();
  quality_options o;
  o.quarters = 3;
  const auto r = report_quality(input.log, o);
  ASSERT_EQ(r.periods.size(), 3u);
  EXPECT_EQ(r.periods.back().name, "2022 Q2") << "day 900 is 19 June 2022";
  EXPECT_TRUE(report_quality(event_log(), o).periods.empty());
}

TEST(ReportQuality, TheTextSaysWhatIsMissingAndUndefined) {
  const auto input = ten_clients();
  const auto text = to_text(report_quality(input.log, options()));
  EXPECT_NE(text.find("29 to 122 points, not supported employment to exemplary. Items: 1 scored, 1 disputed, 23 missing."),
            std::string::npos);
  EXPECT_NE(text.find("undefined  0 of 0; left out: 10 outside the period"), std::string::npos);
}

}  // namespace
