// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../random_source.hpp"

#include <polku/report/suppression.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <functional>
#include <set>
#include <vector>

namespace {

using namespace polku;
using cell = suppression::cell;

TEST(Suppression, ShowsZeroAndWhatIsLargeEnough) {
  suppression s(disclosure(5));
  const auto zero = s.add({}), thirty_of_one = s.add({30, 1}), four = s.add_clients(4), five = s.add_clients(5);
  s.solve();
  EXPECT_EQ(s.count(zero), figure(0));
  EXPECT_EQ(s.count(thirty_of_one), figure());
  EXPECT_EQ(s.clients(four), figure());
  EXPECT_EQ(s.clients(five), figure(5));
}

TEST(Suppression, HidesAPartWhoseComplementIsSmall) {
  suppression s(disclosure(5));
  const auto all = s.add_clients(20);
  const auto same = s.add_clients(20, {all}), enough = s.add_clients(15, {all}), few_left = s.add_clients(17, {all});
  s.solve();
  EXPECT_FALSE(s.is_hidden(same));
  EXPECT_FALSE(s.is_hidden(enough));
  EXPECT_TRUE(s.is_hidden(few_left));
}

std::vector<bool> hidden_parts(std::vector<std::size_t> clients, suppression::overlap how = suppression::overlap::none) {
  suppression s(disclosure(5));
  std::size_t sum = 0;
  for (const auto n : clients) sum += n;
  const auto total = s.add_clients(sum);
  std::vector<cell> parts;
  for (const auto n : clients) parts.push_back(s.add_clients(n));
  s.add_up(total, parts, how);
  s.solve();
  EXPECT_EQ(s.is_hidden(total), sum < 5);
  std::vector<bool> out;
  for (const auto p : parts) out.push_back(s.is_hidden(p));
  return out;
}

TEST(Suppression, HidesTheNextSmallestOfASum) {
  EXPECT_EQ(hidden_parts({3, 9, 7, 0}), (std::vector<bool>{true, false, true, false}));
  EXPECT_EQ(hidden_parts({9, 7, 0}), (std::vector<bool>{false, false, false}));
}

// 1 and 1 that must be 2, or few together.
TEST(Suppression, HidesMoreWhereTheHiddenOnesTogetherAreFew) {
  EXPECT_EQ(hidden_parts({1, 1, 7, 9}), (std::vector<bool>{true, true, true, false}));
  EXPECT_EQ(hidden_parts({2, 3, 7, 9}), (std::vector<bool>{true, true, false, false}));
  EXPECT_EQ(hidden_parts({2, 3, 7, 9}, suppression::overlap::possible), (std::vector<bool>{true, true, true, false}));
}

TEST(Suppression, HidesOneWithTheOther) {
  suppression s(disclosure(5));
  const auto few = s.add_clients(2), many = s.add_clients(50), other = s.add_clients(60);
  s.follow(many, few);
  s.bind(other, many);
  s.solve();
  EXPECT_TRUE(s.is_hidden(many));
  EXPECT_TRUE(s.is_hidden(other));
}

TEST(Suppression, InternalShowsEverything) {
  suppression s{disclosure()};
  const auto all = s.add_clients(3);
  const auto one = s.add_clients(1, {all}), two = s.add_clients(2, {all});
  s.add_up(all, {one, two});
  s.solve();
  EXPECT_FALSE(s.is_hidden(one) || s.is_hidden(two) || s.is_hidden(all));
}

// Two blocks of hidden cells joined by one: each row and column has two, and that one can be told.
TEST(FindDetermined, FindsABridge) {
  const std::size_t r0 = 0, r1 = 1, r2 = 2, r3 = 3, c0 = 4, c1 = 5, c2 = 6, c3 = 7;
  const std::vector<hidden_flow> flows = {{r0, c0, true}, {r0, c1, true}, {r1, c0, true}, {r1, c1, true}, {r1, c2, true},
                                          {r2, c2, true}, {r2, c3, true}, {r3, c2, true}, {r3, c3, true}};
  EXPECT_EQ(find_determined(flows, 8), (std::vector<char>{0, 0, 0, 0, 1, 0, 0, 0, 0}));
}

// Against every set of values up to a bound: a flow is told if all that add up alike, and are not zero, have it the same.
TEST(FindDetermined, AgreesWithTryingAll) {
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    polku_test::random_source random(seed);
    const int nodes = 2 + random.upto(2), n = 1 + random.upto(4);
    std::vector<hidden_flow> flows;
    std::vector<int> truth;
    for (int i = 0; i < n; ++i) {
      truth.push_back(1 + random.upto(2));
      flows.push_back({static_cast<std::size_t>(random.upto(nodes - 1)), static_cast<std::size_t>(random.upto(nodes - 1)),
                       truth.back() > 1});
    }
    const auto balance = [&](const std::vector<int>& values) {
      std::vector<int> out(static_cast<std::size_t>(nodes));
      for (std::size_t i = 0; i < values.size(); ++i) {
        out[flows[i].from] -= values[i];
        out[flows[i].to] += values[i];
      }
      return out;
    };
    const auto wanted = balance(truth);
    std::vector<std::set<int>> seen(flows.size());
    std::vector<int> values(flows.size(), 1);
    const std::function<void(std::size_t)> vary = [&](std::size_t i) {
      if (i == values.size()) {
        if (balance(values) != wanted) return;
        for (std::size_t k = 0; k < values.size(); ++k) seen[k].insert(values[k]);
        return;
      }
      for (values[i] = 1; values[i] <= 4; ++values[i]) vary(i + 1);
    };
    vary(0);
    const auto is_determined = find_determined(flows, static_cast<std::size_t>(nodes));
    for (std::size_t i = 0; i < flows.size(); ++i) ASSERT_EQ(is_determined[i] != 0, seen[i].size() == 1) << seed << ' ' << i;
  }
}

}  // namespace
