// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/transitions.hpp>

#include <boost/graph/adjacency_list.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace polku::inline v0 {

/// A vertex of the transition graph: a party and its figures.
struct party_vertex {
  std::string name;
  party_figures figures;
};

/// An edge of the transition graph: the transitions from one party to another.
struct transition_edge {
  transition_figures figures;
};

/// A vertex per party with a stay, an edge per ordered pair of different parties with a transition; re-entries stand at
/// their vertex. A Boost.Graph `adjacency_list` with bundled properties: every algorithm of Boost.Graph works on it.
using transition_graph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, party_vertex, transition_edge>;

/// The graph of what was counted; `names` are the parties' names. Vertices and edges keep the order of the counts. O(V + E).
[[nodiscard]] inline transition_graph make_transition_graph(const transition_counts& counts, const label_table& names) {
  transition_graph graph(counts.parties.size());
  std::vector<std::size_t> vertex_of(names.size());
  for (std::size_t v = 0; v < counts.parties.size(); ++v) {
    const auto party = counts.parties[v].party;
    graph[v] = {std::string(names[party]), counts.parties[v]};
    vertex_of[index_of(party)] = v;
  }
  for (const auto& t : counts.transitions)
    boost::add_edge(vertex_of[index_of(t.from)], vertex_of[index_of(t.to)], transition_edge{t}, graph);
  return graph;
}

/// The transition graph of a log. Time as `count_transitions`.
[[nodiscard]] inline transition_graph make_transition_graph(const pathways& paths, const transition_options& options = {}) {
  return make_transition_graph(count_transitions(paths, options), paths.names());
}

}  // namespace polku::inline v0
