// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/graph/concepts.hpp>

#include <boost/graph/named_function_params.hpp>
#include <boost/graph/strong_components.hpp>

#include <cstddef>
#include <limits>
#include <vector>

namespace polku::inline v0 {

/// The strongly connected components of more than one vertex: the sets of parties among which a client can be sent round and
/// come back. `index` numbers the vertices.
/// Components by their first vertex, vertices in the order of the graph. O(V + E) (Tarjan 1972, through Boost.Graph).
template <searchable_digraph Graph, vertex_index_map<Graph> Index>
[[nodiscard]] std::vector<std::vector<graph_vertex<Graph>>> find_strong_components(const Graph& graph, const Index& index) {
  using detail::boost_names::index_at;
  std::vector<std::size_t> component_of(num_vertices(graph));
  const auto number = boost::strong_components(graph, boost::make_iterator_property_map(component_of.begin(), index),
                                               boost::vertex_index_map(index));

  constexpr auto unseen = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> place_of(number, unseen);
  std::vector<std::vector<graph_vertex<Graph>>> members;
  const auto [first, last] = vertices(graph);
  for (auto v = first; v != last; ++v) {
    auto& place = place_of[component_of[index_at(index, *v)]];
    if (place == unseen) {
      place = members.size();
      members.emplace_back();
    }
    members[place].push_back(*v);
  }
  std::erase_if(members, [](const auto& m) { return m.size() < 2; });
  return members;
}

/// The same of a graph that numbers its vertices itself, such as the transition graph or a design's graph.
template <searchable_digraph Graph>
requires has_vertex_index<Graph>
[[nodiscard]] std::vector<std::vector<graph_vertex<Graph>>> find_strong_components(const Graph& graph) {
  return find_strong_components(graph, get(boost::vertex_index, graph));
}

}  // namespace polku::inline v0
