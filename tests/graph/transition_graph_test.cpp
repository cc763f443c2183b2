// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../days.hpp"

#include <polku/graph/components.hpp>
#include <polku/graph/transition_graph.hpp>

#include <gtest/gtest.h>
#include <boost/graph/adjacency_matrix.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace polku;
using polku_test::log_of;

TEST(TransitionGraph, HasAVertexPerPartyAndAnEdgePerPair) {
  const auto log = log_of({{"A", 1, 2}, {"B", 2, 3}, {"A", 3, 4}, {"C", 4, 5}});
  const auto graph = make_transition_graph(log);
  ASSERT_EQ(num_vertices(graph), 3u);
  EXPECT_EQ(num_edges(graph), 3u);
  EXPECT_EQ(graph[vertex(0, graph)].name, "A");
  EXPECT_EQ(graph[vertex(0, graph)].figures.stays, 2u);
  const auto [e, exists] = edge(vertex(0, graph), vertex(2, graph), graph);
  ASSERT_TRUE(exists);
  EXPECT_EQ(graph[e].figures.transitions, 1u);
  EXPECT_EQ(in_degree(vertex(0, graph), graph), 1u);
}

TEST(TransitionGraph, LeavesOutPartiesWithoutAStay) {
  // "late" is a name of the log, but its only episode begins after the cutoff.
  const auto log = log_of({{"late", 50, 60}, {"A", 1, 2}, {"B", 2, 3}}, {}, 10);
  const auto graph = make_transition_graph(log);
  ASSERT_EQ(num_vertices(graph), 2u);
  EXPECT_EQ(num_edges(graph), 1u);
}

TEST(TransitionGraph, WorksWithBoostsAlgorithms) {
  const auto log = log_of({{"A", 1, 2}, {"B", 2, 3}, {"C", 3, 4}});
  const auto graph = make_transition_graph(log);
  std::vector<int> distance(num_vertices(graph));
  boost::breadth_first_search(
      graph, vertex(0, graph),
      boost::visitor(boost::make_bfs_visitor(boost::record_distances(distance.data(), boost::on_tree_edge()))));
  EXPECT_EQ(distance, (std::vector<int>{0, 1, 2}));
}

TEST(StrongComponents, AreThePartiesAmongWhichAClientCanBeSentRound) {
  const auto log =
      log_of({{"X", 0, 1}, {"A", 1, 2}, {"B", 2, 3}, {"C", 3, 4}, {"A", 4, 5}, {"D", 5, 6}, {"E", 6, 7}, {"D", 7, 8}});
  const auto graph = make_transition_graph(log);
  const auto found = find_strong_components(graph);
  ASSERT_EQ(found.size(), 2u);
  std::string names;
  for (const auto& component : found) {
    for (const auto v : component) names += graph[v].name;
    names += '|';
  }
  EXPECT_EQ(names, "ABC|DE|");
}

TEST(StrongComponents, WorkOnOtherGraphsOfBoost) {
  boost::adjacency_matrix<boost::directedS> matrix(3);
  add_edge(0, 1, matrix);
  add_edge(1, 0, matrix);
  add_edge(1, 2, matrix);
  const auto found = find_strong_components(matrix);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0], (std::vector<std::size_t>{0, 1}));
  EXPECT_TRUE(find_strong_components(transition_graph()).empty());

  const std::vector<std::pair<int, int>> pairs = {{0, 1}, {1, 0}, {1, 2}, {3, 2}, {2, 3}};
  const boost::compressed_sparse_row_graph<> compressed(boost::edges_are_unsorted_multi_pass, pairs.begin(), pairs.end(), 4);
  EXPECT_EQ(find_strong_components(compressed), (std::vector<std::vector<std::size_t>>{{0, 1}, {2, 3}}));
}

TEST(StrongComponents, WorkByAnIndexThatIsPassedIn) {
  using list_graph = boost::adjacency_list<boost::listS, boost::listS, boost::directedS, char>;
  list_graph graph;
  std::map<list_graph::vertex_descriptor, std::size_t> number;
  std::vector<list_graph::vertex_descriptor> at;
  for (const char name : {'a', 'b', 'c', 'd'}) {
    at.push_back(add_vertex(name, graph));
    number[at.back()] = 4 - at.size();
  }
  for (const auto& [a, b] : std::vector<std::pair<std::size_t, std::size_t>>{{0, 3}, {3, 0}, {1, 2}, {2, 1}, {0, 1}})
    add_edge(at[a], at[b], graph);
  std::string names;
  for (const auto& component : find_strong_components(graph, boost::const_associative_property_map(number))) {
    for (const auto v : component) names += graph[v];
    names += '|';
  }
  EXPECT_EQ(names, "ad|bc|");
}

}  // namespace
