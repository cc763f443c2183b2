// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../temp_folder.hpp"

#include <polku/io/csv/csv_reader.hpp>
#include <polku/io/csv/text_blocks.hpp>

#include <random>
#include <string>
#include <vector>

namespace {

using namespace polku;

class TextBlocks : public polku_test::TempFolder {
 protected:
  std::vector<std::string> blocks(const std::string& text, std::size_t size) const {
    input_file in(file("x.txt", text));
    text_blocks source(in, size);
    std::vector<std::string> out;
    for (text_block block; source.next(block);) out.emplace_back(block.text());
    return out;
  }
};
using texts = std::vector<std::string>;

TEST_F(TextBlocks, HoldWholeLines) {
  EXPECT_EQ(blocks("one\ntwo\nthree\n", 5), (texts{"one\n", "two\n", "three\n"}));
  EXPECT_EQ(blocks("one\r\ntwo\r\nthree", 7), (texts{"one\r\n", "two\r\n", "three"}));
  EXPECT_EQ(blocks("one\rtwo\rthree\r", 6), (texts{"one\r", "two\r", "three\r"}));
  EXPECT_EQ(blocks("a line that is longer than a block\nb\n", 4), (texts{"a line that is longer than a block\n", "b\n"}));
  EXPECT_EQ(blocks("", 4), texts{});
  EXPECT_EQ(blocks("\xEF\xBB\xBFone\n", 3), texts{"one\n"});
}

TEST_F(TextBlocks, PutTogetherAreTheFile) {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (std::size_t i = 0; i < random() % 60; ++i) text += std::string("ab\n\r ä")[random() % 7];
    if (!is_utf8(text)) continue;
    std::string together;
    for (const auto& b : blocks(text, 1 + random() % 9)) together += b;
    ASSERT_EQ(together, text);
  }
}

TEST_F(TextBlocks, AreUtf8LineByLine) {
  EXPECT_EQ(blocks("ty\xF6\nty\xC3\xB6\n", 100), texts{"työ\ntyö\n"});
  EXPECT_EQ(blocks("ty\xF6\nty\xC3\xB6\n", 3), (texts{"työ\n", "työ\n"}));
  EXPECT_EQ(blocks("ty\xF6\rty\xC3\xB6\r", 100), (texts{"työ\r", "työ\r"}));
}

TEST_F(TextBlocks, GiveTheBeginningOfALineBeyondAllMeasure) {
  const std::string line(text_blocks::longest_line + 5'000'000, 'x');
  const auto found = blocks("a\n" + line + "\nb\n", 1 << 20);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0], "a\n");
  EXPECT_EQ(found[1], line.substr(0, text_blocks::longest_line + 1));
  EXPECT_EQ(found[2], "\nb\n");
}

TEST_F(TextBlocks, RefuseWhatIsNoText) {
  EXPECT_THROW(blocks(std::string("\xFF\xFE") + "c", 10), input_error);
  EXPECT_THROW(blocks("\x1F\x8B\x08", 10), input_error);
  EXPECT_THROW(blocks("PK\x03\x04", 10), input_error);
}

// Rows as "line: a|b", or "line: bad", read block by block: what is begun at a block's end goes before the next.
std::vector<std::string> rows_of(const std::vector<std::string>& blocks) {
  std::vector<std::string> out;
  std::string rest;
  std::uint64_t line = 1;
  const auto read = [&](const std::string& text, bool more) {
    csv_reader reader(text, ',', line, more);
    while (reader.next()) {
      auto& row = out.emplace_back(std::to_string(reader.line()) + ": ");
      if (reader.state() != csv_reader::row_state::good)
        row += "bad";
      else
        for (const auto f : reader.fields()) (row += f) += '|';
    }
    line = reader.next_line();
    rest = std::string(reader.rest());
  };
  for (const auto& b : blocks) read(rest + b, true);
  read(rest, false);
  return out;
}

TEST_F(TextBlocks, GiveTheSameRowsHoweverTheFileIsCut) {
  std::mt19937 random(5);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t i = 0; i < random() % 50; ++i) text += std::string("ab,,\"\"\n\n\r")[random() % 9];
    texts cut;
    for (std::size_t at = 0; at < text.size();) {  // as text_blocks does, at ends of lines
      auto end = std::min(text.size(), at + 1 + random() % 12);
      while (end < text.size() && text[end - 1] != '\n') ++end;
      cut.push_back(text.substr(at, end - at));
      at = end;
    }
    ASSERT_EQ(rows_of(cut), rows_of({text})) << text;
  }
}

}  // namespace
