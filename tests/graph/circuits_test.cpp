// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Circuits of any graph, by hand and against every sequence of vertices; and who walked them, against a slow implementation.

#include "../analysis/analysed.hpp"
#include "../reference/random_log.hpp"

#include <polku/analysis/parallel_scan.hpp>
#include <polku/graph/circuits.hpp>

#include <gtest/gtest.h>
#include <boost/graph/adjacency_matrix.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>

#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace polku;
using polku_test::log_of;

using matrix = boost::adjacency_matrix<boost::directedS>;
using list_graph = boost::adjacency_list<boost::listS, boost::listS, boost::directedS>;
using compressed_graph = boost::compressed_sparse_row_graph<boost::directedS>;
using edge_list = std::vector<std::pair<std::size_t, std::size_t>>;
using circuit = std::vector<std::size_t>;

// A list_graph has no numbers of its own.
struct numbered_list {
  list_graph graph;
  std::map<list_graph::vertex_descriptor, std::size_t> number = {};

  [[nodiscard]] auto index() const { return boost::const_associative_property_map(number); }
};
numbered_list make_list(std::size_t size, const edge_list& edges) {
  numbered_list out;
  std::vector<list_graph::vertex_descriptor> at;
  for (std::size_t i = 0; i < size; ++i) {
    at.push_back(add_vertex(out.graph));
    out.number[at.back()] = i;
  }
  for (const auto& [a, b] : edges) add_edge(at[a], at[b], out.graph);
  return out;
}

std::vector<circuit> circuits_of(std::size_t size, const edge_list& edges, std::size_t max_length) {
  const compressed_graph graph(boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(), size);
  return find_simple_circuits(graph, {.max_length = max_length}).listed;
}

TEST(SimpleCircuits, BeginWithTheirSmallestVertexInLexicographicalOrder) {
  const edge_list edges = {{0, 1}, {1, 0}, {1, 2}, {2, 0}, {2, 1}};
  EXPECT_EQ(circuits_of(3, edges, 3), (std::vector<circuit>{{0, 1}, {0, 1, 2}, {1, 2}}));
}

TEST(SimpleCircuits, AreNoLongerThanAskedForAndHaveTwoVerticesAtLeast) {
  const edge_list edges = {{0, 0}, {0, 1}, {1, 0}, {1, 2}, {2, 3}, {3, 0}};
  EXPECT_EQ(circuits_of(4, edges, 4), (std::vector<circuit>{{0, 1}, {0, 1, 2, 3}}));
  EXPECT_EQ(circuits_of(4, edges, 3), (std::vector<circuit>{{0, 1}}));
  EXPECT_TRUE(circuits_of(4, edges, 1).empty());
  EXPECT_TRUE(circuits_of(4, edges, 0).empty());
  EXPECT_TRUE(circuits_of(0, {}, 3).empty());
}

TEST(SimpleCircuits, CountParallelEdgesOnce) {
  EXPECT_EQ(circuits_of(2, {{0, 1}, {0, 1}, {1, 0}, {1, 0}}, 3), (std::vector<circuit>{{0, 1}}));
}

TEST(SimpleCircuits, BeyondTheLimitAreLeftOutAndCounted) {
  matrix graph(6);
  for (std::size_t a = 0; a < 6; ++a)
    for (std::size_t b = 0; b < 6; ++b)
      if (a != b) add_edge(a, b, graph);
  const auto found = find_simple_circuits(graph, {.limit = 10});
  EXPECT_EQ(found.listed.size(), 10u);
  EXPECT_EQ(found.left_out, 15u + 40u - 10u);
}

// Every sequence of different vertices that begins with the smallest and whose edges are there.
void extend(const std::set<std::pair<std::size_t, std::size_t>>& edges, std::size_t size, std::size_t longest, circuit& path,
            std::set<circuit>& found) {
  if (path.size() >= 2 && edges.contains({path.back(), path.front()})) found.insert(path);
  if (path.size() == longest) return;
  for (std::size_t v = path.front() + 1; v < size; ++v) {
    if (std::find(path.begin(), path.end(), v) != path.end() || !edges.contains({path.back(), v})) continue;
    path.push_back(v);
    extend(edges, size, longest, path, found);
    path.pop_back();
  }
}

TEST(SimpleCircuits, AreTheSameInEveryKindOfGraph) {
  std::mt19937 random(11);
  for (int round = 0; round < 2'000; ++round) {
    const std::size_t size = 1 + random() % 7, longest = random() % 8;
    std::set<std::pair<std::size_t, std::size_t>> different;
    for (auto n = random() % (size * size + 1); n > 0; --n) different.insert({random() % size, random() % size});
    const edge_list edges(different.begin(), different.end());
    std::set<circuit> expected;
    for (std::size_t v = 0; v < size; ++v) {
      circuit path = {v};
      if (longest >= 2) extend(different, size, longest, path, expected);
    }
    const std::vector<circuit> sorted(expected.begin(), expected.end());

    matrix as_matrix(size);
    for (const auto& [a, b] : edges) add_edge(a, b, as_matrix);
    const auto as_list = make_list(size, edges);
    std::vector<circuit> of_list;
    for (const auto& found : find_simple_circuits(as_list.graph, {.max_length = longest}, as_list.index()).listed) {
      of_list.emplace_back();
      for (const auto v : found) of_list.back().push_back(as_list.number.at(v));
    }
    transition_graph as_transitions(size);
    for (const auto& [a, b] : edges) add_edge(a, b, as_transitions);
    ASSERT_EQ(circuits_of(size, edges, longest), sorted);
    ASSERT_EQ(find_simple_circuits(as_matrix, {.max_length = longest}).listed, sorted);
    ASSERT_EQ(of_list, sorted);
    ASSERT_EQ(find_simple_circuits(as_transitions, {.max_length = longest}).listed, sorted);
  }
}

TEST(SimpleCircuits, AskForADigraphThatNumbersItsVertices) {
  static_assert(searchable_digraph<matrix> && has_vertex_index<matrix>);
  static_assert(searchable_digraph<compressed_graph> && has_vertex_index<compressed_graph>);
  static_assert(searchable_digraph<transition_graph> && has_vertex_index<transition_graph>);
  static_assert(searchable_digraph<list_graph> && !has_vertex_index<list_graph>);
  static_assert(
      has_vertex_index<
          boost::adjacency_list<boost::listS, boost::listS, boost::directedS, boost::property<boost::vertex_index_t, int>>>);
  static_assert(!searchable_digraph<boost::adjacency_matrix<boost::undirectedS>>);
  static_assert(!searchable_digraph<boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>>);
  static_assert(!digraph<int> && !digraph<std::string>);
  static_assert(vertex_index_map<const std::size_t*, matrix>);
  static_assert(!vertex_index_map<std::string, matrix>);
}

// "AB 3/2, ABC 0/0": each circuit with its walks and the clients.
std::string text(const std::vector<party_circuit>& circuits, const label_table& names) {
  std::string out;
  for (const auto& c : circuits) {
    if (!out.empty()) out += ", ";
    for (const auto p : c.parties) out += names[p];
    out += ' ' + std::to_string(c.walks.count) + '/' + std::to_string(c.walks.clients);
  }
  return out;
}
std::string circuits(const event_log& log, const circuit_options& options = {}) {
  return text(find_circuits(log, options).listed, log.names(field::organisations));
}

TEST(Circuits, AreListedWithTheClientsWhoWalkedTheWhole) {
  const auto log = log_of({{"A", 0, 1, "twice"},
                           {"B", 1, 2, "twice"},
                           {"A", 2, 3, "twice"},
                           {"B", 3, 4, "twice"},
                           {"B", 0, 1, "round"},
                           {"C", 1, 2, "round"},
                           {"A", 2, 3, "round"},
                           {"B", 3, 4, "round"},
                           {"C", 0, 1, "back"},
                           {"B", 1, 2, "back"}});
  // Nobody went C, B, C or B, C, B in a row.
  EXPECT_EQ(circuits(log), "AB 2/1, ABC 1/1, BC 0/0");
  EXPECT_EQ(circuits(log, {.max_length = 2}), "AB 2/1, BC 0/0");
}

TEST(Circuits, AreInOrderOfClientsThenOfLabels) {
  const auto log = log_of({{"A", 0, 1, "1"},
                           {"B", 1, 2, "1"},
                           {"A", 2, 3, "1"},
                           {"C", 3, 4, "1"},
                           {"A", 4, 5, "1"},
                           {"C", 0, 1, "2"},
                           {"A", 1, 2, "2"},
                           {"C", 2, 3, "2"}});
  EXPECT_EQ(circuits(log), "AC 2/2, AB 1/1");
  const auto found = find_circuits(log, {.limit = 1});
  EXPECT_EQ(text(found.listed, log.names(field::organisations)), "AC 2/2");
  EXPECT_EQ(found.left_out, 1u);
}

TEST(Circuits, UnderCoverageAreThoseOfItsGraphWalkedBySuccession) {
  // By succession A, B, A; by coverage the client never left A, and B's end has no successor.
  const auto log = log_of({{"A", 1, 10}, {"B", 5, 20}, {"A", 10, 20}});
  EXPECT_EQ(circuits(log), "");
  EXPECT_EQ(text(find_circuits(pathways(log, {.reading = reading::succession})).listed, log.names(field::organisations)),
            "AB 1/1");
}

TEST(CircuitWalks, AreBySuccession) {
  const auto log = log_of({{"A", 1, 10}});
  EXPECT_THROW(circuit_walk_tally(pathways(log, {.reading = reading::coverage}), 3), std::invalid_argument);
  static_assert(tally<circuit_walk_tally>);
}

TEST(CircuitWalks, AreTheSameForAnyNumberOfThreads) {
  std::mt19937 random(5);
  log_builder builder;
  for (int i = 0; i < 20'000; ++i) {
    const auto client = std::to_string(random() % 1'500), party = std::string(1, static_cast<char>('A' + random() % 6));
    (void)builder.add(
        episode{.client = client, .service = party, .start = polku_test::day(static_cast<int>(random() % 900))});
  }
  const auto log = builder.finish();
  const auto paths = pathways(log, {.reading = reading::succession});
  const auto whole = count_circuit_walks(paths, 4);
  EXPECT_EQ(whole.size(), 15u + 40u + 90u);
  for (const unsigned threads : {2u, 7u, 64u}) {
    circuit_walk_tally walks(paths, 4);
    parallel_scan(paths, threads, walks);
    EXPECT_EQ(std::move(walks).result(), whole) << threads;
  }
}

// Every sequence of different parties whose edges are there, and whether some stays of a client in a row visit it from any
// of its parties back to that one.
std::map<std::string, std::pair<int, int>> walked_slowly(const reference::cut_log& records, const reference::options& o,
                                                         std::size_t longest) {
  const auto edges = reference::transition_graph(records, o).edges;
  auto by_succession = o;
  by_succession.how = reference::reading::succession;
  std::vector<std::string> open, found;
  for (const auto& p : {"A", "B", "C", "D", "E"}) open.emplace_back(p);
  while (!open.empty()) {
    const auto path = open.back();
    open.pop_back();
    const auto has = [&](char a, char b) { return edges.contains({std::string(1, a), std::string(1, b)}); };
    if (path.size() >= 2 && has(path.back(), path.front())) found.push_back(path);
    for (char next = 'A'; next <= 'E' && path.size() < longest; ++next)
      if (next > path.front() && path.find(next) == std::string::npos && has(path.back(), next)) open.push_back(path + next);
  }
  std::map<std::string, std::pair<int, int>> out;
  for (const auto& round : found) {
    auto& walks = out[round];
    for (const auto& client : reference::clients_of(records)) {
      std::string way;
      for (const auto& s : reference::stays_of(records, client, by_succession)) way += s.party;
      int n = 0;
      for (std::size_t i = 0; i < way.size(); ++i)
        for (std::size_t from = 0; from < round.size(); ++from) {
          const auto walk = round.substr(from) + round.substr(0, from) + round[from];
          n += way.compare(i, walk.size(), walk) == 0 ? 1 : 0;
        }
      walks.first += n;
      walks.second += n != 0 ? 1 : 0;
    }
  }
  return out;
}

void compare_walks(reference::reading how, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (int n = 0; n < 5'000; ++n) {
    const auto whole = reference::random_log(random);
    const auto o = reference::random_options(random, how);
    const auto longest = 1 + random() % 5;
    std::map<std::string, std::pair<int, int>> actual;
    const auto log = polku_test::make_log(whole);
    const pathways paths(log,
                         {.reading = how == reference::reading::coverage ? reading::coverage : reading::succession,
                          .bridge = days(static_cast<long>(o.bridge))},
                         field::organisations);
    for (const auto& c :
         find_circuits(paths, {.max_length = longest}, {.max_wait = days(static_cast<long>(o.max_wait))}).listed) {
      std::string parties;
      for (const auto p : c.parties) parties += paths.names()[p];
      std::rotate(parties.begin(), std::min_element(parties.begin(), parties.end()), parties.end());
      actual[parties] = {static_cast<int>(c.walks.count), static_cast<int>(c.walks.clients)};
    }
    ASSERT_EQ(actual, walked_slowly(reference::cut(whole), o, longest))
        << "log " << n << " of seed " << seed << ", longest " << longest << "\n"
        << polku_test::print(whole, o);
  }
}

TEST(Circuits, AgreeWithTheReferenceUnderSuccession) { compare_walks(reference::reading::succession, 8); }
TEST(Circuits, AgreeWithTheReferenceUnderCoverage) { compare_walks(reference::reading::coverage, 9); }

}  // namespace
