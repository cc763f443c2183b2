// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The report page, as text. That it works in a browser is tested by page_in_browser.py.

#include <polku/report/html.hpp>

#include <expat.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace polku {
namespace {

constexpr language all_languages[] = {language::english, language::finnish, language::swedish};

// A phrase's places: "{}", "{0}", "{1}", ... as numbers.
std::multiset<int> places(std::string_view pattern) {
  std::multiset<int> out;
  int next = 0;
  for (std::size_t i = 0; i + 1 < pattern.size(); ++i)
    if (pattern[i] == '{') out.insert(pattern[i + 1] == '}' ? next++ : pattern[i + 1] - '0');
  return out;
}
std::set<int> distinct_places(std::string_view pattern) {
  const auto all = places(pattern);
  return {all.begin(), all.end()};
}

constexpr std::size_t phrase_count = sizeof(phrases) / sizeof(std::string_view);
using phrase_list = std::array<std::string_view, phrase_count>;
phrase_list list(language l) { return std::bit_cast<phrase_list>(phrases_in(l)); }

TEST(Phrases, AreAllThereInEveryLanguage) {
  for (const auto l : all_languages)
    for (std::size_t i = 0; i < phrase_count; ++i)
      EXPECT_FALSE(list(l)[i].empty()) << "language " << static_cast<int>(l) << ", after '" << list(l)[i == 0 ? 0 : i - 1]
                                       << "'";
}

TEST(Phrases, HaveTheSamePlacesInEveryLanguage) {
  const auto english = list(language::english);
  for (const auto l : {language::finnish, language::swedish})
    for (std::size_t i = 0; i < phrase_count; ++i)
      EXPECT_EQ(distinct_places(list(l)[i]), distinct_places(english[i])) << english[i] << "\n" << list(l)[i];
}

TEST(Phrases, DifferFromEnglishInOtherLanguages) {
  const auto english = list(language::english);
  for (const auto l : {language::finnish, language::swedish}) {
    std::size_t same = 0;
    for (std::size_t i = 0; i < phrase_count; ++i) same += list(l)[i] == english[i] ? 1 : 0;
    EXPECT_LT(same, phrase_count / 10) << static_cast<int>(l);
  }
}

// Two parties that send clients back and forth and a third that some go on to; shown as an internal summary.
summary small_summary() {
  summary s;
  s.is_shareable = false;
  s.party = "organisation";
  s.reading = "coverage";
  s.log.rows = 90;
  s.log.clients = 30;
  s.log.records = 90;
  s.log.first = "2024-01-01";
  s.log.last = "2024-12-01";
  s.log.cutoff = "2024-12-31";
  for (const std::string_view name :
       {"without_party", "ties", "duplicates", "overlaps", "past_exit", "unknown_phases", "early_handovers"})
    s.log.findings.push_back({name, 0, 0});
  s.graph.parties = {{"office", 40, 30, 25, 5, 5, 0, 4000.0},
                     {"clinic", 35, 28, 5, 10, 8, 1, 3000.0},
                     {"workshop", 9, 9, 0, 9, 9, 0, 500.0}};
  s.graph.transitions = {{"office", "clinic", 33, 27, {0, 0, 12, 40, 60}, 14, 12},
                         {"clinic", "office", 15, 12, {-30, -20, -5, 0, 10}, 14, 12},
                         {"clinic", "workshop", 9, 9, {0, 0, 0, 0, 0}, 0, 0}};
  s.graph.components = {{"office", "clinic"}};
  s.ping_pong.loops = 4;
  s.ping_pong.loop_clients = 4;
  s.ping_pong.returns = 14;
  s.gaps.count = 0;
  s.handovers.all.count = 0;
  return s;
}

std::string svg_of(const std::string& page, std::string_view kind) {
  const auto from = page.find("<svg class=\"" + std::string(kind) + "\" viewBox");
  if (from == page.npos) return {};
  return page.substr(from, page.find("</svg>", from) + 6 - from);
}

std::string content(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(ServiceMap, IsDrawnAsTheGoldenPictureShows) {
  EXPECT_EQ(svg_of(to_html(small_summary(), "x"), "map") + "\n",
            content(POLKU_SOURCE_DIR "/tests/report/data/service_map.svg"));
}

TEST(JourneyChart, IsDrawnAsTheGoldenPictureShows) {
  auto s = small_summary();
  const auto at = [](const char* text) { return read_time(text).at; };
  s.journeys.cutoff = at("2024-12-31");
  shown_journey j{"client 1"};
  j.episodes = {{"office", "advice", "w1", "entry", at("2024-01-10"), at("2024-03-01")},
                {"clinic", "therapy", "", "", at("2024-04-15"), at("2024-04-15")},
                {"clinic", "therapy", "", "", at("2024-05-01"), {}}};
  j.handovers = {{at("2024-02-25"), "office", "clinic", manner::warm, handover_outcome::picked_up},
                 {at("2024-06-01"), "clinic", "workshop", manner::cold, handover_outcome::lost}};
  j.milestones = {{at("2024-07-01"), "job start"}};
  j.gaps = {{gap_kind::between, at("2024-03-01"), at("2024-04-15")}};
  j.loops = {{at("2024-01-10"), at("2024-05-01"), 3}};
  s.journeys.clients = {j};
  EXPECT_EQ(svg_of(to_html(s, "x"), "journey") + "\n", content(POLKU_SOURCE_DIR "/tests/report/data/journey.svg"));
}

// Every picture is well-formed XML, and so can be taken out of the page.
void expect_well_formed_pictures(const std::string& page) {
  std::size_t pictures = 0;
  for (auto from = page.find("<svg"); from != page.npos; from = page.find("<svg", from + 1)) {
    const auto svg = page.substr(from, page.find("</svg>", from) + 6 - from);
    auto* const parser = XML_ParserCreate("UTF-8");
    EXPECT_EQ(XML_Parse(parser, svg.data(), static_cast<int>(svg.size()), 1), XML_STATUS_OK)
        << XML_ErrorString(XML_GetErrorCode(parser)) << " in " << svg.substr(0, 200);
    XML_ParserFree(parser);
    ++pictures;
  }
  EXPECT_GT(pictures, 0u);
}

TEST(Page, KeepsNamesAsTextWhateverTheyHold) {
  const std::vector<std::string> names = {"<script>alert(1)</script>",
                                          "\"quoted\" & 'so'",
                                          "]]><x>",
                                          "=1+1|cmd",
                                          "\u202Eevil",
                                          "a\nb\tc",
                                          "\x01\xFF{} {0}",
                                          "<!-- --><style>"};
  auto s = small_summary();
  for (auto& name : names) s.graph.parties.push_back({name, 1, 1, 1, 1, 1, 1, 1.0});
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    s.graph.transitions.push_back({names[i], names[i + 1], 3, 3, {1, 1, 1, 1, 1}, 1, 1});
    s.ping_pong.loop_items.push_back({names[i],
                                      {names[i], names[i + 1]},
                                      loop_kind::mixed,
                                      names[i],
                                      2,
                                      3,
                                      "2024-01-01",
                                      "2024-02-01",
                                      3,
                                      follow_up_end::exit,
                                      2});
    s.gaps.pairs.push_back({names[i], names[i + 1], 3, 3, 3.0});
    s.gaps.items.push_back({names[i], gap_kind::between, "2024-01-01", "2024-01-02", 1, names[i], names[i + 1], false});
    s.handovers.pairs.push_back({names[i], names[i + 1], {.count = 3, .clients = 3}});
    shown_obligation o{names[i], names[i + 1], evaluability::evaluated};
    o.items.push_back({names[i], "2024-01-01", "2024-01-02", "2024-01-01", 1, names[i]});
    s.obligations.push_back(o);
    shown_journey j{names[i]};
    j.episodes = {{names[i], names[i + 1], names[i], names[i], {}, {}}};
    j.milestones = {{{}, names[i]}};
    s.journeys.clients.push_back(j);
    s.log.findings[0].count = 3;
    s.log.findings[0].examples.push_back({names[i], "2024-01-01"});
    s.options.ping_pong.planned.push_back(names[i]);
  }
  s.gaps.count = 5;
  s.handovers.all.count = 5;
  s.log.files = {{names[0], {{"end", names[0]}}}};
  s.log.rejects = {{0, value_class::word, {12, record_kind::episodes, "end", fault::unreadable_time}}};
  for (const auto l : all_languages) {
    const auto page = to_html(s, names[0], l);
    EXPECT_EQ(page.find("<script>alert"), page.npos);
    EXPECT_EQ(page.find("<!-- -->"), page.npos);
    EXPECT_EQ(page.find("]]>"), page.npos);
    EXPECT_EQ(page.find("<style>", page.find("<body>")), page.npos);
    EXPECT_EQ(page.find("\u202E"), page.npos);
    EXPECT_EQ(page.find('\x01'), page.npos);
    EXPECT_EQ(page.find('\xFF'), page.npos);
    EXPECT_NE(page.find("&lt;script&gt;alert(1)&lt;/script&gt;"), page.npos);
    expect_well_formed_pictures(page);
  }
}

// Nothing outside the page: no address, no import, no handler in an attribute.
TEST(Page, NeedsNothingFromOutside) {
  for (const auto l : all_languages) {
    const auto page = to_html(small_summary(), "x", l);
    for (const std::string_view outside : {"http:", "https:", "//www", "@import", "src=", "url(http", "onclick", "onload"})
      EXPECT_EQ(page.find(outside), page.npos) << outside;
    EXPECT_NE(page.find("default-src 'none'"), page.npos);
  }
}

TEST(Page, HasATableBehindEveryPicture) {
  const auto page = to_html(small_summary(), "x");
  const auto map = page.find("<svg class=\"map\" viewBox"), table = page.find("<details>", map);
  ASSERT_NE(table, page.npos);
  EXPECT_NE(page.find("<td><bdi>clinic</bdi></td><td class=\"n\">33</td>", table), page.npos);
}

TEST(Page, SaysInEveryLanguageWhichVersionItIs) {
  auto s = small_summary();
  for (const auto l : all_languages) {
    s.is_shareable = false;
    EXPECT_NE(to_html(s, "x", l).find(phrases_in(l).internal), std::string::npos);
    s.is_shareable = true;
    const auto page = to_html(s, "x", l);
    EXPECT_NE(page.find(phrases_in(l).shareable), std::string::npos);
    EXPECT_EQ(page.find(phrases_in(l).internal), std::string::npos);
    EXPECT_NE(page.find("<html lang=\"" + std::string(phrases_in(l).code) + "\">"), std::string::npos);
  }
}

TEST(Page, DrawsNoLineAndNoFigureThatIsSuppressed) {
  auto s = small_summary();
  s.is_shareable = true;
  s.graph.transitions[2] = {"clinic", "workshop"};
  s.graph.parties[2] = {"workshop"};
  const auto page = to_html(s, "x");
  const auto map = svg_of(page, "map");
  EXPECT_EQ(map.find("clinic → workshop"), map.npos);
  EXPECT_NE(page.find("<abbr title=\"left out, as it would tell of fewer than 5 clients\">·</abbr>"), page.npos);
}

// What is left of a whole would look like the whole.
TEST(Page, DrawsNoBarOfPartsThatAreNotAllShown) {
  auto s = small_summary();
  s.obligations.push_back({"kept", "kept", evaluability::evaluated});
  s.obligations[0].met = 10;
  s.obligations[0].violated = 20;
  s.obligations[0].pending = 0;
  s.obligations[0].lapsed = 0;
  EXPECT_NE(to_html(s, "x").find("<rect class=\"part1\" x="), std::string::npos);
  s.obligations[0].met.reset();
  EXPECT_EQ(to_html(s, "x").find("<rect class=\"part1\" x="), std::string::npos);
}

TEST(Page, ShowsTheBusiestPartiesOfALargeMatrixAndSaysSo) {
  auto s = small_summary();
  s.handovers.all.count = 500;
  for (int p = 0; p < 80; ++p) {
    shown_handover_pair pair{"party " + std::to_string(p), "hub", {}};
    pair.figures.count = static_cast<std::size_t>(10 + p);
    s.handovers.pairs.push_back(pair);
  }
  const auto page = to_html(s, "x");
  const auto matrix = page.substr(page.find("<table class=\"heat\""),
                                  page.find("</table>", page.find("class=\"heat\"")) - page.find("<table class=\"heat\""));
  EXPECT_NE(matrix.find("<bdi>party 79</bdi>"), std::string::npos);
  EXPECT_EQ(matrix.find("<bdi>party 3</bdi>"), std::string::npos);
  EXPECT_NE(page.find("The 60 parties with most handovers are shown."), std::string::npos);
}

TEST(Page, ShowsNothingOfFewerClientsThanMayBeShown) {
  summary s;
  s.party = "organisation";
  s.reading = "coverage";
  const auto page = to_html(s, "x");
  EXPECT_NE(page.find("Too few clients"), page.npos);
  EXPECT_EQ(page.find("<table"), page.npos);
}

// Thirty parties: boxes of the map's size do not cover one another, and at most some sixty lines are drawn at first.
TEST(ServiceMap, StaysLegibleWithThirtyParties) {
  auto s = small_summary();
  s.graph = {};
  for (int p = 0; p < 30; ++p)
    s.graph.parties.push_back({"organisation number " + std::to_string(p), 10, 10, 1, 1, 1, 0, 5.0});
  for (std::size_t a = 0; a < 30; ++a)
    for (std::size_t b = 0; b < 30; ++b)
      if (a != b) {
        const auto clients = 5 + (a * 37 + b * 61) % 500;
        s.graph.transitions.push_back(
            {s.graph.parties[a].name, s.graph.parties[b].name, clients, clients, {0, 0, 3, 4, 5}, 0, 0});
      }
  const auto map = svg_of(to_html(s, "x"), "map");
  std::size_t drawn = 0, minor = 0;
  for (auto at = map.find("<g class=\"line"); at != map.npos; at = map.find("<g class=\"line", at + 1))
    (map.substr(at, map.find('>', at) - at).find("minor") == map.npos ? drawn : minor) += 1;
  EXPECT_EQ(drawn + minor, 870u);
  EXPECT_LE(drawn, 60u);
  EXPECT_GE(drawn, 50u);
  const std::regex size("viewBox=\"0 0 (\\d+) (\\d+)\"");
  std::smatch found;
  ASSERT_TRUE(std::regex_search(map, found, size));
  EXPECT_LT(std::stoi(found[1]), 2500);
  EXPECT_LT(std::stoi(found[2]), 1600);
}

TEST(Page, CutsLongTablesAndSaysSo) {
  auto s = small_summary();
  for (int i = 0; i < 250; ++i)
    s.gaps.items.push_back(
        {"c" + std::to_string(i), gap_kind::between, "2024-01-01", "2024-01-02", 1.0 * i, "a", "b", false});
  s.gaps.count = 250;
  const auto page = to_html(s, "x");
  EXPECT_NE(page.find("100 of 250 rows are shown"), page.npos);
  EXPECT_NE(page.find("<bdi>c249</bdi>"), page.npos);
  EXPECT_EQ(page.find("<bdi>c10</bdi>"), page.npos);
}

}  // namespace
}  // namespace polku
