// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/report/disclosure.hpp>

#include <gtest/gtest.h>

namespace {

using namespace polku;

std::vector<std::size_t> hidden(const std::vector<char>& is_hidden) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < is_hidden.size(); ++i)
    if (is_hidden[i]) out.push_back(i);
  return out;
}
using cells = std::vector<std::size_t>;

TEST(Disclosure, ShowsZeroAndWhatIsLargeEnough) {
  const disclosure d(5);
  EXPECT_EQ(d.show(0, 0, 50), figure(0));
  EXPECT_EQ(d.show(30, 1, 50), figure());  // thirty of one client
  EXPECT_EQ(d.show(4, 4, 50), figure());
  EXPECT_EQ(d.show(5, 5, 50), figure(5));
}

TEST(Disclosure, HidesACellWhoseComplementIsSmall) {
  const disclosure d(5);
  EXPECT_TRUE(d.may_show(20, 20));
  EXPECT_TRUE(d.may_show(15, 20));
  EXPECT_FALSE(d.may_show(17, 20));
  EXPECT_FALSE(d.may_show(3, 20));
  EXPECT_TRUE(d.may_show(0, 20));
}

TEST(Disclosure, HidesASecondPartOfAKnownTotal) {
  const disclosure d(5);
  EXPECT_EQ(hidden(d.hide_parts({3, 9, 7, 0}, 50)), (cells{0, 2}));
  EXPECT_EQ(hidden(d.hide_parts({3, 2, 7}, 50)), (cells{0, 1}));
  EXPECT_EQ(hidden(d.hide_parts({9, 7, 0}, 50)), cells{});
  EXPECT_EQ(hidden(d.hide_parts({3, 0}, 50)), (cells{0}));          // nothing else could stand in
  EXPECT_EQ(hidden(d.hide_parts({18, 20, 9}, 20)), (cells{0, 2}));  // a small complement
}

TEST(Disclosure, HidesASecondCellOfEveryRowAndColumn) {
  const disclosure d(5);
  //      c0  c1  c2
  // r0    2   9   8
  // r1   10  11  12
  const std::vector<pair_cell> table = {{0, 0, 2}, {0, 1, 9}, {0, 2, 8}, {1, 0, 10}, {1, 1, 11}, {1, 2, 12}};
  EXPECT_EQ(hidden(hide_pairs(d, table, 50)), (cells{0, 2, 3, 5}));
  EXPECT_EQ(hidden(hide_pairs(disclosure(1), table, 50)), cells{});
}

TEST(Disclosure, InternalShowsEverything) {
  const disclosure d;
  EXPECT_EQ(d.show(1, 1, 2), figure(1));
  EXPECT_TRUE(d.may_show(1, 2));
}

}  // namespace
