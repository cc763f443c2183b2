// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/core/label.hpp>
#include <polku/core/pair_map.hpp>
#include <polku/core/term.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace {

using namespace polku;

TEST(LabelTable, NumbersNamesInOrderOfFirstAppearance) {
  label_table table;
  EXPECT_EQ(table.intern("b"), label{0});
  EXPECT_EQ(table.intern("a"), label{1});
  EXPECT_EQ(table.intern("b"), label{0});
  EXPECT_EQ(table.intern(""), label{2});
  EXPECT_EQ(table[label{1}], "a");
  EXPECT_EQ(table[label{2}], "");
  EXPECT_EQ(table[label::none], "");
  EXPECT_EQ(table.find("a"), label{1});
  EXPECT_EQ(table.find("c"), std::nullopt);
  EXPECT_EQ(label_table().find("c"), std::nullopt);
}

TEST(LabelTable, AgreesWithAMapOnManyNames) {
  std::mt19937 random(7);
  label_table table;
  std::map<std::string, label> expected;
  for (int i = 0; i < 200'000; ++i) {
    const auto name = std::string(random() % 3, 'x') + std::to_string(random() % 50'000);
    const auto next = label{static_cast<std::uint32_t>(expected.size())};
    const auto [at, is_new] = expected.emplace(name, next);
    ASSERT_EQ(table.intern(name), at->second) << name;
  }
  EXPECT_EQ(table.size(), expected.size());
  for (const auto& [name, number] : expected) {
    ASSERT_EQ(table[number], name);
    ASSERT_EQ(table.find(name), number);
  }
}

TEST(PairMap, NumbersOrderedPairs) {
  std::mt19937 random(7);
  pair_map map(100), large(1000);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> expected;
  for (int i = 0; i < 100'000; ++i) {
    const auto a = static_cast<std::uint32_t>(random() % 100);
    const auto b = random() % 5 == 0 ? index_of(label::none) : static_cast<std::uint32_t>(random() % 100);
    const auto at = expected.emplace(std::pair(a, b), expected.size()).first;
    ASSERT_EQ(map.intern(label{a}, label{b}), at->second);
    ASSERT_EQ(large.intern(label{a}, label{b}), at->second);
  }
  EXPECT_EQ(map.size(), expected.size());
}

TEST(Terms, CaseAndJoinsDoNotMatter) {
  EXPECT_TRUE(is_same_term("Job_Start", "job start"));
  EXPECT_TRUE(is_same_term("job-start", "JOB START"));
  EXPECT_FALSE(is_same_term("job start", "jobstart"));
  EXPECT_FALSE(is_same_term("job start", "job starts"));
}

}  // namespace
