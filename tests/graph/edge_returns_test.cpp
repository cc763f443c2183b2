// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The returns that edges carry: by hand, and against a slow implementation.

#include "../analysis/analysed.hpp"
#include "../reference/random_log.hpp"

#include <polku/analysis/parallel_scan.hpp>
#include <polku/graph/edge_returns.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>

namespace {

using namespace polku;
using polku_test::log_of;

// "A>B 2/1": each edge with its returns and their clients.
std::string edges_of(const event_log& log, const stay_options& how = {}) {
  const pathways paths(log, how);
  const auto graph = make_transition_graph(paths);
  const auto found = find_carrying_edges(graph, paths);
  std::string out;
  for (const auto& e : found.edges)
    out += graph[source(e.edge, graph)].name + ">" + graph[target(e.edge, graph)].name + " " +
           std::to_string(e.returns.count) + "/" + std::to_string(e.returns.clients) + ", ";
  for (const auto& b : found.beside)
    out.append("beside ")
        .append(paths.names()[b.from])
        .append(">")
        .append(paths.names()[b.to])
        .append(" ")
        .append(std::to_string(b.returns.count));
  return out;
}

TEST(CarryingEdges, AreThoseOnThePathOfAReturnMostReturnsFirst) {
  const auto log = log_of({{"A", 0, 1, "1"},
                           {"B", 1, 2, "1"},
                           {"C", 2, 3, "1"},
                           {"A", 3, 4, "1"},
                           {"B", 4, 5, "1"},
                           {"B", 0, 1, "2"},
                           {"C", 1, 2, "2"},
                           {"B", 2, 3, "2"},
                           {"D", 3, 4, "2"}});
  // A(BC)A, B(CA)B and B(C)B.
  EXPECT_EQ(edges_of(log), "B>C 3/2, A>B 2/1, C>A 2/1, C>B 1/1, B>D 0/0, ");
}

TEST(CarryingEdges, CarryAReturnOnceThatPassesTwice) {
  // A(BCBC)A passes over B>C twice; B(C)B, C(B)C.
  const auto log = log_of({{"A", 0, 1}, {"B", 1, 2}, {"C", 2, 3}, {"B", 3, 4}, {"C", 4, 5}, {"A", 5, 6}});
  EXPECT_EQ(edges_of(log), "B>C 3/1, C>B 3/1, A>B 1/1, C>A 1/1, ");
}

TEST(CarryingEdges, StandBesideWhatIsNoTransition) {
  // By coverage the way back to A is B, C; but B runs on beyond the end of C.
  EXPECT_EQ(edges_of(log_of({{"A", 0, 5}, {"B", 5, 30}, {"C", 10, 15}, {"A", 20, 40}}), {.reading = reading::coverage}),
            "A>B 1/1, C>A 1/1, B>A 0/0, beside B>C 1");
}

std::map<std::string, std::pair<int, int>> carried_slowly(const reference::cut_log& records, const reference::options& o) {
  std::map<std::string, std::pair<int, std::set<std::string>>> passes;
  for (const auto& r : reference::find_returns(records, o).all) {
    std::vector<std::string> path = {r.party};
    path.insert(path.end(), r.route.begin(), r.route.end());
    path.push_back(r.party);
    std::set<std::string> pairs;
    for (std::size_t i = 1; i < path.size(); ++i) pairs.insert(path[i - 1] + path[i]);
    for (const auto& pair : pairs) {
      ++passes[pair].first;
      passes[pair].second.insert(r.client);
    }
  }
  std::map<std::string, std::pair<int, int>> out;
  for (const auto& [pair, n] : passes) out[pair] = {n.first, static_cast<int>(n.second.size())};
  return out;
}

void compare(reference::reading how, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (int n = 0; n < 5'000; ++n) {
    const auto whole = reference::random_log(random);
    const auto o = reference::random_options(random, how);
    const auto log = polku_test::make_log(whole);
    const pathways paths(log,
                         {.reading = how == reference::reading::coverage ? reading::coverage : reading::succession,
                          .bridge = days(static_cast<long>(o.bridge))},
                         field::organisations);
    const auto graph = make_transition_graph(paths, {.max_wait = days(static_cast<long>(o.max_wait))});
    const auto found = find_carrying_edges(graph, paths);
    std::map<std::string, std::pair<int, int>> actual;
    const auto add = [&](label from, label to, const counted& c) {
      if (c.count != 0)
        actual[std::string(paths.names()[from]).append(paths.names()[to])] = {static_cast<int>(c.count),
                                                                              static_cast<int>(c.clients)};
    };
    for (const auto& e : found.edges) add(graph[e.edge].figures.from, graph[e.edge].figures.to, e.returns);
    for (const auto& b : found.beside) add(b.from, b.to, b.returns);
    ASSERT_EQ(actual, carried_slowly(reference::cut(whole), o)) << "log " << n << " of seed " << seed << "\n"
                                                                << polku_test::print(whole, o);
    ASSERT_EQ(found.edges.size(), num_edges(graph));
    ASSERT_TRUE(how == reference::reading::coverage || found.beside.empty());
    carried_return_tally threaded(paths);
    parallel_scan(paths, 3, threaded);
    ASSERT_EQ(std::move(threaded).result(), count_carried_returns(paths));
  }
}

TEST(CarryingEdges, AgreeWithTheReferenceUnderSuccession) { compare(reference::reading::succession, 21); }
TEST(CarryingEdges, AgreeWithTheReferenceUnderCoverage) { compare(reference::reading::coverage, 22); }

}  // namespace
