// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../random_source.hpp"

#include <polku/report/disclosure/suppression.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <vector>

namespace {

using namespace polku;
using cell = suppression::cell;
using polku_test::random_source;

TEST(Suppression, ShowsZeroAndWhatIsLargeEnough) {
  suppression s(disclosure(5));
  const auto zero = s.add({}), thirty_of_one = s.add({30, 1}), four = s.add_clients(4), five = s.add_clients(5);
  EXPECT_TRUE(s.solve());
  EXPECT_EQ(s.count(zero), figure(0));
  EXPECT_EQ(s.count(thirty_of_one), figure());
  EXPECT_EQ(s.clients(four), figure());
  EXPECT_EQ(s.clients(five), figure(5));
}

TEST(Suppression, HidesAPartWhoseComplementIsSmall) {
  suppression s(disclosure(5));
  const auto all = s.add_clients(20);
  const auto same = s.add_clients(20, {all}), enough = s.add_clients(15, {all}), few_left = s.add_clients(17, {all});
  EXPECT_TRUE(s.solve());
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
  EXPECT_TRUE(s.solve());
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
  EXPECT_TRUE(s.solve());
  EXPECT_TRUE(s.is_hidden(many));
  EXPECT_TRUE(s.is_hidden(other));
}

TEST(Suppression, InternalShowsEverything) {
  suppression s{disclosure()};
  const auto all = s.add_clients(3);
  const auto one = s.add_clients(1, {all}), two = s.add_clients(2, {all});
  s.add_up(all, {one, two});
  EXPECT_TRUE(s.solve());
  EXPECT_FALSE(s.is_hidden(one) || s.is_hidden(two) || s.is_hidden(all));
}

// Two blocks of a table, with two small cells in each row and column of theirs, joined by one more: that one could be told.
TEST(Suppression, HidesWhatTellsACellThatNoSingleSumTells) {
  constexpr std::size_t n = 4;
  constexpr std::size_t values[n][n] = {{2, 3, 20, 20}, {3, 2, 4, 20}, {20, 20, 3, 2}, {20, 20, 2, 3}};
  suppression s(disclosure(5));
  suppression::network table;
  const auto from_columns = table.add_node(), to_rows = table.add_node();
  std::size_t rows[n], columns[n];
  for (std::size_t i = 0; i < n; ++i) rows[i] = table.add_node(), columns[i] = table.add_node();
  cell cells[n][n];
  std::size_t all = 0;
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t in_row = 0, in_column = 0;
    for (std::size_t j = 0; j < n; ++j) {
      in_row += values[i][j];
      in_column += values[j][i];
      cells[i][j] = s.add_clients(values[i][j]);
      table.add_flow(cells[i][j], rows[i], columns[j]);
    }
    all += in_row;
    table.add_flow(s.add_clients(in_row), to_rows, rows[i]);
    table.add_flow(s.add_clients(in_column), columns[i], from_columns);
  }
  table.add_flow(s.add_clients(all), from_columns, to_rows);
  s.add_network(table, suppression::overlap::none);
  EXPECT_TRUE(s.solve());
  EXPECT_TRUE(s.is_hidden(cells[1][2]));
  std::size_t hidden_between_blocks = 0;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if ((i < 2) != (j < 2) && s.is_hidden(cells[i][j])) ++hidden_between_blocks;
  EXPECT_GE(hidden_between_blocks, 2u);
}

// Three that are 1 each and known to add up to 3: nothing that is hidden can make it unknown.
TEST(Suppression, SaysWhereNothingProtects) {
  suppression s(disclosure(2));
  const auto a = s.add_clients(1), b = s.add_clients(1), c = s.add_clients(1);
  s.add_equation({suppression::count_of(a), suppression::count_of(b), suppression::count_of(c)});
  EXPECT_FALSE(s.solve());
}

TEST(LinearProgram, GoesAsFarAsItsRelationsLetIt) {
  linear_program p(3);
  p.add_equation({{0, 1}, {1, 1}, {2, 1}}, 10);
  p.add_inequality({{0, 1}, {1, -2}}, -2);  // y <= x/2 + 1
  p.add_inequality({{2, -1}}, -6);          // z <= 6
  ASSERT_TRUE(p.solve());
  EXPECT_NEAR(p.go_to_most(0), 10, 1e-9);
  EXPECT_NEAR(p.go_to_least(0), 2, 1e-9);  // x + x/2 + 1 + 6 = 10
  EXPECT_EQ(p.binding(), (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_NEAR(p.go_to_most(1), 4, 1e-9);
  EXPECT_EQ(p.binding(), (std::vector<std::size_t>{0, 1}));
}

TEST(LinearProgram, SaysWhereThereIsNoSolutionAndWhereThereIsNoEnd) {
  linear_program none(1);
  none.add_inequality({{0, 1}}, 3);
  none.add_equation({{0, 2}}, 4);
  EXPECT_FALSE(none.solve());
  linear_program endless(2);
  endless.add_equation({{0, 1}, {1, -1}}, -1);
  ASSERT_TRUE(endless.solve());
  EXPECT_TRUE(std::isinf(endless.go_to_most(0)));
  EXPECT_NEAR(endless.go_to_least(1), 1, 1e-9);
}

// Flows in a network, as their programs have whole solutions: all of up to 4 are tried.
struct flows {
  std::vector<std::size_t> from = {}, to = {};
  std::vector<int> truth = {};
  std::size_t nodes = 0;

  explicit flows(random_source& random) : nodes(static_cast<std::size_t>(2 + random.upto(2))) {
    for (int i = random.upto(4); i >= 0; --i) {
      from.push_back(static_cast<std::size_t>(random.upto(static_cast<int>(nodes) - 1)));
      to.push_back(static_cast<std::size_t>(random.upto(static_cast<int>(nodes) - 1)));
      truth.push_back(1 + random.upto(2));
    }
  }
  [[nodiscard]] std::vector<int> balance(const std::vector<int>& values) const {
    std::vector<int> out(nodes);
    for (std::size_t i = 0; i < values.size(); ++i) {
      out[from[i]] -= values[i];
      out[to[i]] += values[i];
    }
    return out;
  }
  // The values that each flow has where all that is known holds.
  [[nodiscard]] std::vector<std::set<int>> possible() const {
    std::vector<std::set<int>> out(truth.size());
    std::vector<int> values(truth.size(), 1);
    const std::function<void(std::size_t)> vary = [&](std::size_t i) {
      if (i != values.size()) {
        for (values[i] = 1; values[i] <= 4; ++values[i]) vary(i + 1);
        return;
      }
      if (balance(values) != balance(truth)) return;
      for (std::size_t k = 0; k < values.size(); ++k) out[k].insert(values[k]);
    };
    vary(0);
    return out;
  }
};

TEST(DisclosureAudit, AgreesWithTryingAll) {
  std::size_t told = 0, all = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    random_source random(seed);
    const flows f(random);
    disclosure_audit audit;
    std::vector<disclosure_audit::number> numbers;
    for (const int value : f.truth) numbers.push_back(audit.add(value, 1));
    for (const auto n : numbers) audit.suppress(n);
    for (std::size_t node = 0; node < f.nodes; ++node) {
      std::vector<disclosure_audit::term> terms;
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (f.from[i] == node) terms.push_back({numbers[i], -1});
        if (f.to[i] == node) terms.push_back({numbers[i], 1});
      }
      audit.add_equation(terms);
    }
    std::set<disclosure_audit::number> found;
    for (const auto& t : audit.find_told(numbers)) found.insert(t.what);
    const auto possible = f.possible();
    for (std::size_t i = 0; i < numbers.size(); ++i)
      ASSERT_EQ(found.contains(numbers[i]), possible[i].size() == 1) << seed << ' ' << i;
    told += found.size();
    all += numbers.size();
  }
  EXPECT_GT(told, all / 10);
  EXPECT_LT(told, all - all / 10);
}

// The pair adds up to what is shown; that tells each of them where the other is shown or is known not to be less.
TEST(DisclosureAudit, NamesWhatTells) {
  disclosure_audit audit;
  const auto a = audit.add(2, 1), b = audit.add(5, 1), sum = audit.add(7, 1);
  audit.add_equation({{a, 1}, {b, 1}, {sum, -1}});
  audit.suppress(a);
  const auto told = audit.find_told({a});
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].what, a);
  const std::set<disclosure_audit::number> by(told[0].by.begin(), told[0].by.end());
  EXPECT_EQ(by, (std::set<disclosure_audit::number>{b, sum}));
  audit.suppress(b);
  EXPECT_TRUE(audit.find_told({a}).empty());
}

TEST(DisclosureAudit, HeedsInequalities) {
  disclosure_audit audit;
  const auto part = audit.add(9, 1), whole = audit.add(9, 1), rest = audit.add(0, 0);
  audit.add_inequality({{whole, 1}, {part, -1}});
  audit.add_inequality({{part, 1}, {rest, 1}, {whole, -1}});
  audit.suppress(part);
  EXPECT_EQ(audit.find_told({part}).size(), 1u);
  audit.suppress(rest);
  EXPECT_TRUE(audit.find_told({part}).empty());
}

}  // namespace
