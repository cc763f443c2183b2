// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Names that would steer a terminal or break a file, in everything the report writes. Of DOT and GraphML see
// graph_files_test.cpp.
#include "hostile_names.hpp"

#include <polku/io/visible_text.hpp>
#include <polku/report/json.hpp>
#include <polku/report/text.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

namespace {

using namespace polku;

TEST(Visible, WritesOutWhatSteersADisplay) {
  for (const auto& n : polku_test::hostile_names) EXPECT_EQ(to_visible(n.name), n.visible);
  EXPECT_EQ(to_visible(""), "");
  EXPECT_EQ(to_visible("\x7F\xE2\x80\xA8\xC2\x85"), "<U+007F><U+2028><U+0085>");
  EXPECT_EQ(to_visible("\xF0\x9F\x99\x82\xC2\xA0\xE2\x80\x8D"), "\xF0\x9F\x99\x82\xC2\xA0\xE2\x80\x8D");
  EXPECT_EQ(to_visible("\xED\xA0\x80"), "<ED><A0><80>");  // a surrogate
}

TEST(Text, LetsNoNameSteerTheTerminal) {
  const auto text = to_text(polku_test::hostile_summary(), "in\x1Bput.csv");
  EXPECT_TRUE(is_utf8(text));
  std::size_t lines = 0;
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(character_size(rest))) {
    const auto code = detail::code_point(rest.substr(0, character_size(rest)));
    if (code == '\n')
      ++lines;
    else
      ASSERT_FALSE(detail::steers_display(code)) << text;
  }
  EXPECT_LT(lines, 140u);
  EXPECT_NE(text.find("in<U+001B>put.csv"), std::string::npos);
  EXPECT_NE(text.find("column 'two<U+000A>lines<U+000D>and<U+0009>tab'"), std::string::npos);
  EXPECT_NE(text.find("('abc<U+202E>fed<U+2066>x<U+200F><U+061C>')"), std::string::npos);
  for (const auto* section : {"PING-PONG", "GAPS", "HANDOVERS", "OBLIGATIONS", "TRANSITIONS"}) {
    const auto begin = text.find(section);
    ASSERT_NE(begin, std::string::npos) << section;
    EXPECT_NE(text.find("<U+202E>fed", begin), std::string::npos);
  }
}

TEST(Json, KeepsNamesThatAreText) {
  const auto text = to_json(polku_test::hostile_summary()).dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
  const auto back = nlohmann::json::parse(text);
  std::set<std::string> names;
  for (const auto& v : back["graph"]["vertices"]) names.insert(v["party"]);
  EXPECT_EQ(names.size(), std::size(polku_test::hostile_names));
  for (const auto& n : polku_test::hostile_names)
    EXPECT_TRUE(!is_utf8(n.name) || names.contains(std::string(n.name))) << n.visible;
  EXPECT_TRUE(is_utf8(text));
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
}

}  // namespace
