// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/io/csv/csv_reader.hpp>
#include <polku/io/csv/text_blocks.hpp>

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace {

using namespace polku;

// Rows as "1: a|b" with the line; a row whose quotes do not pair up as "1: bad".
std::vector<std::string> rows(std::string_view text, char separator = ',') {
  csv_reader reader(text, separator);
  std::vector<std::string> out;
  while (reader.next()) {
    auto& row = out.emplace_back(std::to_string(reader.line()) + ": ");
    if (reader.state() != csv_reader::row_state::good) {
      row += "bad";
      continue;
    }
    for (std::size_t i = 0; i < reader.fields().size(); ++i) (row += i == 0 ? "" : "|") += reader.fields()[i];
  }
  return out;
}
using lines = std::vector<std::string>;

TEST(CsvReader, SplitsRowsAndFields) {
  EXPECT_EQ(rows("a,b\n1,2\n"), (lines{"1: a|b", "2: 1|2"}));
  EXPECT_EQ(rows("a,b\r\n1,2"), (lines{"1: a|b", "2: 1|2"}));
  EXPECT_EQ(rows("a,b\r1,2\r"), (lines{"1: a|b", "2: 1|2"}));
  EXPECT_EQ(rows(",\n,,"), (lines{"1: |", "2: ||"}));
  EXPECT_EQ(rows(""), lines{});
  EXPECT_EQ(rows("\n\n\na\n\nb\n\n"), (lines{"4: a", "6: b"}));
}

TEST(CsvReader, ReadsQuotedFields) {
  EXPECT_EQ(rows("\"a,b\",\"c\"\"d\",\"\"\n"), (lines{"1: a,b|c\"d|"}));
  EXPECT_EQ(rows("\"a\nb\",c\r\nd,\"\"\"\"\n"), (lines{"1: a\nb|c", "3: d|\""}));
  EXPECT_EQ(rows("a\"b,c\n"), (lines{"1: a\"b|c"}));  // a quote within a plain field is text
}

TEST(CsvReader, GivesUpOnlyTheLineWhoseQuotesDoNotPairUp) {
  EXPECT_EQ(rows("a,b\n\"1,2\n3,4\n"), (lines{"1: a|b", "2: bad", "3: 3|4"}));
  EXPECT_EQ(rows("\"x\"y,b\n3,4\n"), (lines{"1: bad", "2: 3|4"}));
  EXPECT_EQ(rows("\"x\ny\"z\n3,4\n"), (lines{"1: bad", "2: y\"z", "3: 3|4"}));
}

TEST(CsvReader, FindsTheSeparatorInTheHeader) {
  EXPECT_EQ(detect_separator("client;service;start\n1,2;3"), ';');
  EXPECT_EQ(detect_separator("a\tb\n"), '\t');
  EXPECT_EQ(detect_separator("a|b"), '|');
  EXPECT_EQ(detect_separator("\"a;b;c;d\",b\n"), ',');
  EXPECT_EQ(detect_separator("client\n"), ',');
  EXPECT_EQ(detect_separator("\n\r\nclient;service\n"), ';');
}

// What is written by RFC 4180 is read back, whatever the fields hold and whichever separator and line end.
TEST(CsvReader, ReadsBackWhatWasWritten) {
  std::mt19937 random(23);
  for (int round = 0; round < 2000; ++round) {
    const char separator = ",;\t|"[random() % 4];
    const std::string line_end = random() % 2 == 0 ? "\n" : "\r\n";
    std::vector<std::vector<std::string>> expected;
    std::string text;
    for (std::size_t r = 0; r < 1 + random() % 5; ++r) {
      auto& row = expected.emplace_back();
      for (std::size_t f = 0; f < 2 + random() % 3; ++f) {
        auto& field = row.emplace_back();
        for (std::size_t c = 0; c < random() % 6; ++c) field += std::string("ab,;\t|\"\n\r ")[random() % 10];
        if (f != 0) text += separator;
        const bool is_quoted = field.find_first_of("\",;\t|\n\r") != std::string::npos || random() % 3 == 0;
        if (is_quoted) text += '"';
        for (const char c : field) text += c == '"' ? "\"\"" : std::string(1, c);
        if (is_quoted) text += '"';
      }
      text += line_end;
    }
    csv_reader reader(text, separator);
    for (const auto& row : expected) {
      ASSERT_TRUE(reader.next());
      ASSERT_EQ(reader.state(), csv_reader::row_state::good);
      ASSERT_EQ(std::vector<std::string>(reader.fields().begin(), reader.fields().end()), row);
    }
    ASSERT_FALSE(reader.next());
  }
}

// Arbitrary bytes: every line is given out, and the reader comes to an end.
TEST(CsvReader, ComesToAnEndOnAnything) {
  std::mt19937 random(29);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t c = 0; c < random() % 40; ++c) text += std::string("a,\"\"\n\r;")[random() % 7];
    csv_reader reader(text, ',');
    std::uint64_t line = 0, given = 0;
    while (reader.next()) {
      ASSERT_GT(reader.line(), line);
      line = reader.line();
      ASSERT_LE(++given, text.size());
    }
  }
}

TEST(Utf8, IsToldFromOtherEncodings) {
  EXPECT_TRUE(is_utf8("plain ascii text that is long enough for eight at a time"));
  EXPECT_TRUE(is_utf8("työhönvalmennus, 価, 🙂"));
  EXPECT_TRUE(is_utf8(""));
  for (const char* bad : {"ty\xF6h\xF6n", "\xC3", "\xE2\x82", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xF5\x80\x80\x80", "\x80", "12345678\xE4", "1234567\xC3"})
    EXPECT_FALSE(is_utf8(bad));
}

TEST(Windows1252, BecomesUtf8) {
  EXPECT_EQ(windows_1252_to_utf8("ty\xF6h\xF6nvalmennus \x80 \x96"), "työhönvalmennus € –");
  EXPECT_TRUE(is_utf8(windows_1252_to_utf8("\x81\x8D\x8F\x90\x9D\xFF")));
}

}  // namespace
