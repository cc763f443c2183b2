// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/core/label.hpp>
#include <polku/core/pair_table.hpp>
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

// Few labels (a square) and many (hashed) give the same, in order, `none` last.
TEST(PairTable, KeepsAValuePerOrderedPair) {
  std::mt19937 random(7);
  pair_table<int> few(100), many(1000);
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> expected;
  for (int i = 0; i < 100'000; ++i) {
    const auto any = [&] { return random() % 5 == 0 ? label::none : label{static_cast<std::uint32_t>(random() % 100)}; };
    const auto a = any(), b = any();
    ++few(a, b);
    ++many.row(a)[b];
    ++expected[{index_of(a), index_of(b)}];
  }
  for (auto* table : {&few, &many}) {
    std::vector<std::pair<std::pair<std::uint32_t, std::uint32_t>, int>> seen;
    table->for_each([&](label a, label b, int n) {
      if (n != 0) seen.push_back({{index_of(a), index_of(b)}, n});
    });
    EXPECT_TRUE(std::equal(seen.begin(), seen.end(), expected.begin(), expected.end(),
                           [](const auto& x, const auto& y) { return x.first == y.first && x.second == y.second; }));
  }
}

TEST(Terms, CaseAndJoinsDoNotMatter) {
  EXPECT_TRUE(is_same_term("Job_Start", "job start"));
  EXPECT_TRUE(is_same_term("job-start", "JOB START"));
  EXPECT_FALSE(is_same_term("job start", "jobstart"));
  EXPECT_FALSE(is_same_term("job start", "job starts"));
}

TEST(LabelTable, TakesNewNamesWithoutALookAndKnowsThemAllTheSame) {
  for (const std::uint32_t n : {0u, 1u, 3u, 5'000u}) {
    label_table table, expected;
    for (std::uint32_t i = 0; i < n; ++i) EXPECT_EQ(table.add_new(std::to_string(i)), expected.intern(std::to_string(i)));
    EXPECT_EQ(table.find(std::to_string(n)), std::nullopt);
    if (n != 0) {
      EXPECT_EQ(table.find(std::to_string(n - 1)), label{n - 1});
    }
    const auto copy = table;
    for (std::uint32_t i = 0; i < n + 2; ++i) EXPECT_EQ(table.intern(std::to_string(i)), label{i});
    EXPECT_EQ(table.add_new("another"), label{n + 2});
    EXPECT_EQ(table.find("another"), label{n + 2});
    EXPECT_EQ(copy.size(), n);
  }
}

}  // namespace
