// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Whether direct returns are more than chance: by hand, against enumeration, and against figures computed by other programs.

#include "../days.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/statistics/markov_returns.hpp>
#include <polku/statistics/permuted_returns.hpp>
#include <polku/statistics/significance.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace polku;

// One client per text; each letter is a stay of a day.
event_log log_of_paths(const std::vector<std::string>& paths) {
  std::vector<owned_episode> episodes;
  for (std::size_t c = 0; c < paths.size(); ++c)
    for (std::size_t i = 0; i < paths[c].size(); ++i)
      episodes.push_back({.client = "c" + std::to_string(c),
                          .service = std::string(1, paths[c][i]),
                          .start = polku_test::day(static_cast<int>(i)),
                          .end = polku_test::day(static_cast<int>(i) + 1)});
  return make_event_log(episodes, [](const owned_episode& e) { return e; }).log;
}

std::vector<std::string> random_paths(std::mt19937& random, std::size_t clients, std::size_t longest, char parties) {
  std::vector<std::string> out(clients);
  for (auto& path : out)
    for (auto n = 1 + random() % longest; path.size() < n;) {
      const char next = static_cast<char>('A' + static_cast<char>(random() % static_cast<unsigned>(parties)));
      if (path.empty() || path.back() != next) path += next;
    }
  return out;
}

return_significance pair(const std::vector<return_significance>& all, const event_log& log, const char* from,
                         const char* via) {
  const auto& names = log.names(field::services);
  for (const auto& s : all)
    if (names[s.observed.from] == from && names[s.observed.via] == via) return s;
  throw std::runtime_error("no such pair");
}

TEST(ReturnRates, CrossWhereAStayCameFromWithWhereItWentTo) {
  const auto log = log_of_paths({"ABAC", "ABC", "CBA", "ABAB"});
  const auto all = test_returns(log);
  const auto ab = pair(all, log, "A", "B");
  // Stays in B with both neighbours: A-A, A-C, C-A, A-A.
  EXPECT_EQ(ab.observed.returns, (counted{2, 2}));
  EXPECT_EQ(ab.observed.at_risk, (counted{3, 3}));
  EXPECT_EQ(ab.observed.stays, (return_table{2, 3, 3, 4}));
  EXPECT_DOUBLE_EQ(ab.expected, 9.0 / 4);
  EXPECT_DOUBLE_EQ(ab.rate, 2.0 / 3);
  ASSERT_TRUE(ab.p.has_value());
  EXPECT_NEAR(*ab.p, 1.0, 1e-12);  // two or three of three: certain, as one table has two and the other three
}

TEST(ReturnRates, ListPairsAtRiskOnlyAndTestNoEmptyMargin) {
  const auto log = log_of_paths({"ABA"});
  const auto all = test_returns(log);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].p, std::nullopt);
  EXPECT_EQ(all[0].q, std::nullopt);
  EXPECT_EQ(all[0].p_clients, std::nullopt);
}

TEST(ReturnRates, TakeEachClientsFirstEligibleStayForThePOfClients) {
  const auto log = log_of_paths({"ABABABC", "CBC", "CBA"});
  const auto ab = pair(test_returns(log), log, "A", "B");
  EXPECT_EQ(ab.observed.stays, (return_table{2, 3, 3, 5}));
  EXPECT_EQ(ab.observed.first_stays, (return_table{1, 1, 2, 3}));
}

TEST(ReturnRates, AreBySuccessionWhateverTheReading) {
  const auto log = log_of_paths({"ABAC", "ABC", "CBA"});
  EXPECT_EQ(count_return_rates(pathways(log, {.reading = reading::coverage})),
            count_return_rates(pathways(log, {.reading = reading::succession})));
}

TEST(ReturnRates, MergedAreThoseOfTheWhole) {
  std::mt19937 random(3);
  const auto log = log_of_paths(random_paths(random, 300, 12, 5));
  const pathways paths(log, {.reading = reading::succession});
  for (const unsigned threads : {2u, 5u}) {
    return_rate_tally rates(paths);
    parallel_scan(paths, threads, rates);
    EXPECT_EQ(std::move(rates).result(), count_return_rates(paths));
  }
}

TEST(ReturnRates, DoubleWhereEveryClientIsThereTwice) {
  std::mt19937 random(4);
  const auto paths = random_paths(random, 200, 10, 4);
  auto doubled = paths;
  doubled.insert(doubled.end(), paths.begin(), paths.end());
  const auto once = log_of_paths(paths), twice = log_of_paths(doubled);
  const auto a = test_returns(once), b = test_returns(twice);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(b[i].observed.returns.count, 2 * a[i].observed.returns.count);
    EXPECT_EQ(b[i].observed.at_risk.clients, 2 * a[i].observed.at_risk.clients);
    EXPECT_DOUBLE_EQ(b[i].expected, 2 * a[i].expected);
  }
}

TEST(ReturnRates, DoNotDependOnNamesOrTheOrderOfClients) {
  std::mt19937 random(5);
  auto paths = random_paths(random, 200, 10, 4);
  const auto log = log_of_paths(paths);
  std::reverse(paths.begin(), paths.end());
  for (auto& path : paths)
    for (auto& c : path) c = static_cast<char>('Z' - (c - 'A'));
  const auto renamed = log_of_paths(paths);
  for (const auto& s : test_returns(log)) {
    const auto to = [&](label l) {
      return std::string(1, static_cast<char>('Z' - (log.names(field::services)[l][0] - 'A')));
    };
    const auto other = pair(test_returns(renamed), renamed, to(s.observed.from).c_str(), to(s.observed.via).c_str());
    EXPECT_EQ(other.observed.stays, s.observed.stays);
    EXPECT_EQ(other.observed.first_stays, s.observed.first_stays);
    EXPECT_EQ(other.p, s.p);
  }
}

TEST(FisherExact, AgreesWithTheSumOverAllTables) {
  const auto choose = [](std::size_t n, std::size_t k) {
    long double c = 1;
    for (std::size_t i = 0; i < k; ++i) c = c * static_cast<long double>(n - i) / static_cast<long double>(i + 1);
    return k > n ? 0 : c;
  };
  for (std::size_t all = 2; all < 14; ++all)
    for (std::size_t came = 1; came < all; ++came)
      for (std::size_t went = 1; went < all; ++went)
        for (std::size_t both = came + went > all ? came + went - all : 0; both <= std::min(came, went); ++both) {
          long double p = 0;
          for (auto k = both; k <= std::min(came, went); ++k)
            p += choose(went, k) * choose(all - went, came - k) / choose(all, came);
          const auto got = fisher_exact({both, came, went, all});
          ASSERT_TRUE(got.has_value());
          ASSERT_NEAR(*got, static_cast<double>(p), 1e-12) << both << ' ' << came << ' ' << went << ' ' << all;
        }
}

TEST(FisherExact, IsRightFarOutInTheTail) {
  // Computed with exact integers: 1 / C(200, 100), and sums of larger ones.
  const auto near = [](std::optional<double> p, double expected) { return p && std::abs(*p / expected - 1) < 1e-13; };
  EXPECT_TRUE(near(fisher_exact({100, 100, 100, 200}), 1.10438034659975127743e-59));
  EXPECT_TRUE(near(fisher_exact({700, 1000, 1000, 2000}), 1.76039276074739661392e-73));
  EXPECT_TRUE(near(fisher_exact({500, 500, 500, 1000}), 3.69975399781402724830e-300));
}

TEST(FisherExact, IsRightInLargeTables) {
  // Computed with exact integers.
  const auto near = [](std::optional<double> p, double expected) { return p && std::abs(*p / expected - 1) < 1e-12; };
  EXPECT_TRUE(near(fisher_exact({12'600, 50'000, 20'000, 80'000}), 0.0465991214957140691));
  EXPECT_TRUE(near(fisher_exact({12'400, 50'000, 20'000, 80'000}), 0.954898948559210939));
  EXPECT_TRUE(near(fisher_exact({25'500, 100'000, 200'000, 800'000}), 4.95385895104804446e-05));
  EXPECT_EQ(fisher_exact({20'000, 100'000, 200'000, 800'000}), 1.0);
  EXPECT_EQ(fisher_exact({80'000, 100'000, 200'000, 800'000}), 0.0);
  // One stay came, one went, and it is the same.
  EXPECT_TRUE(near(fisher_exact({1, 1, 1, 5'000'000'000}), 2e-10));
}

TEST(FisherExact, NeedsEveryMargin) {
  EXPECT_EQ(fisher_exact({0, 0, 1, 2}), std::nullopt);
  EXPECT_EQ(fisher_exact({1, 2, 1, 2}), std::nullopt);
  EXPECT_EQ(fisher_exact({0, 1, 0, 2}), std::nullopt);
  EXPECT_EQ(fisher_exact({1, 1, 2, 2}), std::nullopt);
  EXPECT_EQ(fisher_exact({0, 1, 1, 2}), 1.0);
}

TEST(WilsonInterval, AgreesWithPublishedValues) {
  // Newcombe 1998, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  const auto expect = [](std::size_t part, std::size_t whole, double low, double high) {
    const auto i = wilson_interval(part, whole);
    EXPECT_NEAR(i.low, low, 5e-5);
    EXPECT_NEAR(i.high, high, 5e-5);
  };
  expect(81, 263, 0.2553, 0.3662);
  expect(15, 148, 0.0624, 0.1605);
  expect(0, 20, 0, 0.1611);
  expect(1, 29, 0.0061, 0.1718);
  expect(29, 29, 1 - 0.1170, 1);
}

TEST(BenjaminiHochberg, ControlsTheShareOfFalseFindings) {
  // Benjamini and Hochberg 1995, section 3.3: the fifteen p-values of their example.
  const std::vector<double> p = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const auto q = benjamini_hochberg(p);
  EXPECT_EQ(std::count_if(q.begin(), q.end(), [](double x) { return x <= 0.05; }), 4);
  EXPECT_DOUBLE_EQ(q[0], 0.0015);
  EXPECT_DOUBLE_EQ(q[14], 1.0);
  EXPECT_DOUBLE_EQ(benjamini_hochberg({0.04, 0.01})[0], 0.04);
  EXPECT_DOUBLE_EQ(benjamini_hochberg({0.04, 0.01})[1], 0.02);
  EXPECT_TRUE(benjamini_hochberg({}).empty());
}

// Every path that the chain can take, with its probability.
void enumerate(const std::map<char, std::map<char, double>>& p, const std::string& path, double probability, std::size_t n,
               double& mean, double& square) {
  if (path.size() == n || !p.contains(path.back())) {
    double r = 0;
    for (std::size_t i = 2; i < path.size(); ++i) r += path[i] == path[i - 2] ? 1 : 0;
    mean += probability * r;
    square += probability * r * r;
    return;
  }
  for (const auto& [next, q] : p.at(path.back())) enumerate(p, path + next, probability * q, n, mean, square);
}

TEST(MarkovReturns, AgreeWithEveryPathOfTheChain) {
  std::mt19937 random(6);
  for (int round = 0; round < 50; ++round) {
    const auto paths = random_paths(random, 1 + random() % 12, 7, static_cast<char>(2 + random() % 3));
    std::map<char, std::map<char, double>> p;
    for (const auto& path : paths)
      for (std::size_t i = 1; i < path.size(); ++i) ++p[path[i - 1]][path[i]];
    for (auto& [from, to] : p) {
      double all = 0;
      for (const auto& [party, n] : to) all += n;
      for (auto& [party, n] : to) n /= all;
    }
    double mean = 0, variance = 0;
    std::size_t observed = 0;
    for (const auto& path : paths) {
      double m = 0, s = 0;
      enumerate(p, path.substr(0, 1), 1, path.size(), m, s);
      mean += m;
      variance += s - m * m;
      for (std::size_t i = 2; i < path.size(); ++i) observed += path[i] == path[i - 2] ? 1 : 0;
    }
    const auto log = log_of_paths(paths);
    const auto got = expect_markov_returns(log);
    EXPECT_EQ(got.observed, observed);
    EXPECT_NEAR(got.mean, mean, 1e-9);
    EXPECT_NEAR(got.variance, variance, 1e-9);
  }
}

TEST(PermutedReturns, AreThoseOfAllOrdersWithoutEqualNeighbours) {
  for (const std::string path : {"ABAC", "ABCAB", "ABABC", "AABBCC", "ABCDA", "AABCD"}) {
    auto sorted = path;
    std::sort(sorted.begin(), sorted.end());
    double sum = 0, n = 0;
    std::string valid;
    do {
      if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) continue;
      valid = sorted;
      for (std::size_t i = 2; i < sorted.size(); ++i) sum += sorted[i] == sorted[i - 2] ? 1 : 0;
      ++n;
    } while (std::next_permutation(sorted.begin(), sorted.end()));
    const auto log = log_of_paths({valid});
    const auto got = permute_returns(log, {.permutations = 40'000});
    EXPECT_NEAR(got.mean(), sum / n, 0.02) << path;
  }
}

TEST(PermutedReturns, OfTwoPartiesAreWhatTheyAre) {
  const auto log = log_of_paths({"ABABAB", "ABA"});
  const auto got = permute_returns(log, {.permutations = 200});
  EXPECT_EQ(got.observed, 5u);
  EXPECT_EQ(std::set<std::size_t>(got.shuffled.begin(), got.shuffled.end()), std::set<std::size_t>{5u});
  EXPECT_EQ(got.p(), 1.0);
}

TEST(PermutedReturns, AreTheSameOnAnyNumberOfThreadsAndWithTheSameSeed) {
  std::mt19937 random(7);
  const auto log = log_of_paths(random_paths(random, 100, 9, 4));
  const auto one = permute_returns(log, {.permutations = 99, .seed = 42});
  EXPECT_EQ(permute_returns(log, {.permutations = 99, .seed = 42}, 3), one);
  EXPECT_NE(permute_returns(log, {.permutations = 99, .seed = 43}), one);
}

TEST(PublishedReturns, SchoolToWork) {
  const std::filesystem::path file = std::filesystem::path(POLKU_SHARED_DATA) / "csv/mvad_spell.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the folder with the data is not here: " << file;
  const auto read =
      read_csv(file, {.columns = {.client = "id", .service = "state", .start = "start_date", .end = "stop_date_excl"}});
  const auto& log = read.log;
  const auto all = test_returns(log);
  EXPECT_EQ(std::count_if(all.begin(), all.end(), [](const auto& s) { return s.p.has_value(); }), 25);
  const auto expect = [&](const char* from, const char* via, std::size_t returns, std::size_t at_risk, double expected,
                          double p) {
    const auto s = pair(all, log, from, via);
    EXPECT_EQ(s.observed.returns.count, returns);
    EXPECT_EQ(s.observed.at_risk.count, at_risk);
    EXPECT_NEAR(s.expected, expected, 5e-5);
    EXPECT_NEAR(*s.p / p, 1, 5e-5);
  };
  expect("employment", "FE", 83, 111, 64.9666, 7.6753e-06);
  expect("joblessness", "employment", 54, 71, 32.3416, 1.7782e-09);
  expect("employment", "training", 40, 54, 37.3846, 0.22601);
  const auto markov = expect_markov_returns(log);
  EXPECT_EQ(markov.observed, 460u);
  EXPECT_NEAR(markov.mean, 336.8295208375, 5e-11);
  EXPECT_NEAR(markov.variance, 239.5522050797, 5e-11);
}

}  // namespace
