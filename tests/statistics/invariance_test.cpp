// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// What must not change the figures: the names of the parties, the order of the clients, and how a log is split. And what
// every client being there twice must double.

#include "../analysis/analysed.hpp"
#include "../reference/random_log.hpp"

#include <polku/ping_pong/carried_returns.hpp>
#include <polku/ping_pong/consequence.hpp>
#include <polku/ping_pong/loop_shape.hpp>
#include <polku/statistics/markov_returns.hpp>
#include <polku/statistics/permuted_returns.hpp>
#include <polku/statistics/significance.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <random>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace polku;
using polku_test::analysed;
using polku_test::make_log;

pathways paths_of(const event_log& log, const reference::options& o) {
  return {log,
          {.reading = o.how == reference::reading::coverage ? reading::coverage : reading::succession,
           .bridge = days(static_cast<long>(o.bridge))},
          field::organisations};
}
ping_pong_options loop_options(const reference::options& o) {
  return {.max_length = static_cast<std::size_t>(o.max_length),
          .window = days(static_cast<long>(o.window)),
          .min_returns = static_cast<std::size_t>(o.min_returns),
          .planned = {o.planned.begin(), o.planned.end()}};
}

// Every figure of the analyses and of the significance of returns, with names in place of labels, sorted.
std::vector<std::string> figures(const reference::log& records, const reference::options& o) {
  auto lines = analysed::by_polku(records, o).lines;
  const auto log = make_log(records);
  const auto paths = paths_of(log, o);
  const auto add = [&](const auto&... parts) {
    std::ostringstream line;
    line.precision(17);
    ((line << parts << ' '), ...);
    lines.push_back(line.str());
  };
  for (const auto& s : test_returns(paths)) {
    const auto& r = s.observed;
    for (const auto& t : {r.stays, r.first_stays}) add("table", t.came_and_went, t.came, t.went, t.all);
    add("rate", paths.names()[r.from], paths.names()[r.via], r.returns.count, r.returns.clients, r.at_risk.count,
        r.at_risk.clients, s.expected, s.rate, s.rate_interval.low, s.rate_interval.high, s.p.value_or(-1), s.q.value_or(-1),
        s.p_clients.value_or(-1));
  }
  const auto add_counts = [&](const char* what, const follow_up_counts& c) {
    add(what, c.followed, c.outcomes, c.exits, c.censored, c.time_at_risk.in_days(), summarise(c.to_outcome).median);
  };
  const auto found = measure_consequences(paths, {.ping_pong = loop_options(o), .landmark = days(5)});
  add_counts("loops", found.loops.loops);
  add_counts("with", found.loops.ever.with_loop);
  add_counts("without", found.loops.ever.without_loop);
  add_counts("with at landmark", found.loops.at_landmark.with_loop);
  add_counts("without at landmark", found.loops.at_landmark.without_loop);
  for (const auto& r : found.returns) {
    const auto pair = std::string(paths.names()[r.from]).append(paths.names()[r.via]);
    add_counts(("returned " + pair).c_str(), r.returned);
    add_counts(("went on " + pair).c_str(), r.went_on);
    add_counts(("undecided " + pair).c_str(), r.undecided);
    add_counts(("returned at landmark " + pair).c_str(), r.returned_by_landmark);
    add_counts(("not returned at landmark " + pair).c_str(), r.not_returned_by_landmark);
  }
  for (const auto& c : count_carried_returns(paths))
    add("carried", paths.names()[c.from], paths.names()[c.to], c.returns.count, c.returns.clients);
  const auto shapes = count_loop_shapes(find_ping_pong(paths, loop_options(o)));
  for (const auto& n : shapes.of_kind) add("shape", &n - shapes.of_kind.data(), n.count, n.clients);
  for (const auto& [hub, n] : shapes.hubs) add("hub", paths.names()[hub], n.count, n.clients);
  add("observed", expect_markov_returns(paths).observed);
  std::sort(lines.begin(), lines.end());
  return lines;
}

// Runs `check(records, options)` on random logs in both readings.
template <class Check>
void on_random_logs(std::uint64_t seed, Check check) {
  std::mt19937_64 random(seed);
  for (int n = 0; n < 4'000; ++n) {
    const auto how = n % 2 == 0 ? reference::reading::succession : reference::reading::coverage;
    const auto records = reference::random_log(random);
    const auto options = reference::random_options(random, how);
    check(records, options);
    if (testing::Test::HasFailure()) {
      ADD_FAILURE() << "log " << n << " of seed " << seed << "\n" << polku_test::print(records, options);
      return;
    }
  }
}

TEST(Invariance, NamesOfPartiesDoNotMatter) {
  on_random_logs(1, [](const reference::log& records, const reference::options& o) {
    // Only the parties' names are in capitals.
    const auto renamed = [](std::string text) {
      for (auto& c : text)
        if (std::isupper(static_cast<unsigned char>(c)) != 0) c = static_cast<char>('A' + 'E' - c);
      return text;
    };
    auto others = records;
    for (auto& e : others.episodes) e.party = renamed(e.party);
    auto with_others = o;
    with_others.planned.clear();
    for (const auto& p : o.planned) with_others.planned.insert(renamed(p));
    auto back = figures(others, with_others);
    for (auto& line : back) line = renamed(line);
    std::sort(back.begin(), back.end());
    EXPECT_EQ(back, figures(records, o));
  });
}

TEST(Invariance, TheOrderOfClientsDoesNotMatter) {
  on_random_logs(2, [](const reference::log& records, const reference::options& o) {
    auto reversed = records;
    const auto later_first = [](const auto& a, const auto& b) { return a.client > b.client; };
    std::stable_sort(reversed.episodes.begin(), reversed.episodes.end(), later_first);
    std::stable_sort(reversed.milestones.begin(), reversed.milestones.end(), later_first);
    EXPECT_EQ(figures(reversed, o), figures(records, o));
    const auto log = make_log(records), other = make_log(reversed);
    const auto a = expect_markov_returns(log), b = expect_markov_returns(other);
    EXPECT_NEAR(a.mean, b.mean, 1e-9);
    EXPECT_NEAR(a.variance, b.variance, 1e-9);
  });
}

TEST(Invariance, TalliesOverPartsOfTheClientsMergeToThoseOfTheWhole) {
  std::mt19937 random(3);
  on_random_logs(3, [&](const reference::log& records, const reference::options& o) {
    const auto log = make_log(records);
    const auto paths = paths_of(log, o), by_succession = paths.read_as(reading::succession);
    const auto clients = static_cast<std::uint32_t>(log.client_count());
    const auto cut = static_cast<std::uint32_t>(random() % (clients + 1));
    const auto run = [&](std::initializer_list<client_range> parts) {
      const transition_options waits{.max_wait = days(static_cast<long>(o.max_wait))};
      std::tuple whole(transition_tally(paths, waits), return_tally(paths, {}), return_list(paths, {}),
                       ping_pong_list(paths, loop_options(o)), carried_return_tally(paths),
                       loop_consequence_tally(paths, {.ping_pong = loop_options(o), .landmark = days(5)}));
      std::tuple whole_by_succession(return_rate_tally{by_succession},
                                     permuted_return_tally(by_succession, {.permutations = 5}), chain_tally(by_succession),
                                     return_consequence_tally(by_succession, {}, days(5)));
      const auto empty = whole;
      const auto empty_by_succession = whole_by_succession;
      for (const auto part : parts) {
        auto tallies = empty;
        std::apply([&](auto&... t) { scan(paths, part, t...); }, tallies);
        auto others = empty_by_succession;
        std::apply([&](auto&... t) { scan(by_succession, part, t...); }, others);
        const auto merge = []<std::size_t... I>(auto& into, auto& from, std::index_sequence<I...>) {
          (std::get<I>(into).merge(std::move(std::get<I>(from))), ...);
        };
        merge(whole, tallies, std::make_index_sequence<6>());
        merge(whole_by_succession, others, std::make_index_sequence<4>());
      }
      return std::tuple(
          std::move(std::get<0>(whole)).result(), std::move(std::get<1>(whole)).result(),
          std::move(std::get<2>(whole)).result(), std::move(std::get<3>(whole)).result(),
          std::move(std::get<4>(whole)).result(), std::move(std::get<5>(whole)).result(),
          std::move(std::get<3>(whole_by_succession)).result(), std::move(std::get<0>(whole_by_succession)).result(),
          std::move(std::get<1>(whole_by_succession)).result(), std::move(std::get<2>(whole_by_succession)).result());
    };
    EXPECT_TRUE(run({{0, cut}, {cut, clients}}) == run({{0, clients}}));
  });
}

counted twice(const counted& c) { return {2 * c.count, 2 * c.clients}; }
distribution twice(distribution d) {
  d.merge(distribution(d));
  return d;
}

TEST(Invariance, EveryClientTwiceDoublesTheCountsAndNothingElse) {
  on_random_logs(4, [](const reference::log& records, const reference::options& o) {
    auto doubled = records;
    for (auto e : records.episodes) {
      e.client += " again";
      doubled.episodes.push_back(e);
    }
    for (auto m : records.milestones) {
      m.client += " again";
      doubled.milestones.push_back(m);
    }
    const auto once_log = make_log(records), twice_log = make_log(doubled);
    const auto once = paths_of(once_log, o), both = paths_of(twice_log, o);
    ASSERT_EQ(once_log.cutoff(), twice_log.cutoff());

    const transition_options waits{.max_wait = days(static_cast<long>(o.max_wait))};
    auto expected = count_transitions(once, waits);
    for (auto& v : expected.parties) {
      for (auto* n : {&v.stays, &v.clients, &v.first, &v.last}) *n *= 2;
      v.terminal = twice(v.terminal);
      v.re_entries = twice(v.re_entries);
      v.time += duration_sum(v.time);
    }
    for (auto& e : expected.transitions) {
      e.transitions *= 2;
      e.clients *= 2;
      e.lags = twice(e.lags);
    }
    expected.ended_under_support = twice(expected.ended_under_support);
    EXPECT_TRUE(count_transitions(both, waits) == expected);

    const auto returns = count_returns(once), returns_twice = count_returns(both);
    EXPECT_EQ(returns_twice, (return_counts{twice(returns.total), twice(returns.direct), twice(returns.re_entries),
                                            twice(returns.with_progress), twice(returns.concurrent)}));
    const auto loops = find_ping_pong(once, loop_options(o)), loops_twice = find_ping_pong(both, loop_options(o));
    EXPECT_EQ(loops_twice.size(), 2 * loops.size());
    EXPECT_EQ(loops_twice.client_count(), 2 * loops.client_count());

    const auto double_table = [](return_table t) {
      for (auto* n : {&t.came_and_went, &t.came, &t.went, &t.all}) *n *= 2;
      return t;
    };
    const auto rates = test_returns(once), rates_twice = test_returns(both);
    ASSERT_EQ(rates.size(), rates_twice.size());
    for (std::size_t i = 0; i < rates.size(); ++i) {
      const auto &a = rates[i], &b = rates_twice[i];
      EXPECT_EQ(b.observed,
                (return_rate{a.observed.from, a.observed.via, twice(a.observed.returns), twice(a.observed.at_risk),
                             double_table(a.observed.stays), double_table(a.observed.first_stays)}));
      EXPECT_DOUBLE_EQ(b.expected, 2 * a.expected);
      EXPECT_DOUBLE_EQ(b.rate, a.rate);
      EXPECT_EQ(b.p.has_value(), a.p.has_value());
      EXPECT_EQ(b.p_clients.has_value(), a.p_clients.has_value());
    }
    const auto markov = expect_markov_returns(once), markov_twice = expect_markov_returns(both);
    EXPECT_EQ(markov_twice.observed, 2 * markov.observed);
    EXPECT_NEAR(markov_twice.mean, 2 * markov.mean, 1e-9);
    EXPECT_NEAR(markov_twice.variance, 2 * markov.variance, 1e-9);
  });
}

TEST(Invariance, PermutedReturnsAreTheSameForAnyNumberOfThreads) {
  on_random_logs(5, [](const reference::log& records, const reference::options& o) {
    const auto log = make_log(records);
    const auto paths = paths_of(log, o);
    const auto one = permute_returns(paths, {.permutations = 7});
    EXPECT_EQ(permute_returns(paths, {.permutations = 7}, 2), one);
  });
}

}  // namespace
