// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/property_map/property_map.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace polku::inline v0 {

/// The strongly connected components of more than one vertex: the sets of parties among which a client can be sent round and
/// come back. Any directed Boost.Graph graph with an interior vertex index will do.
/// Components by their first vertex, vertices in the order of the graph. O(V + E) (Tarjan 1972, through Boost.Graph).
template <class Graph>
[[nodiscard]] std::vector<std::vector<typename boost::graph_traits<Graph>::vertex_descriptor>> find_strong_components(
    const Graph& graph) {
  BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Graph>));
  using vertex = typename boost::graph_traits<Graph>::vertex_descriptor;
  const auto index = get(boost::vertex_index, graph);
  std::vector<std::size_t> component_of(num_vertices(graph));
  const auto number = boost::strong_components(graph, boost::make_iterator_property_map(component_of.begin(), index));

  std::vector<std::vector<vertex>> members(number);
  const auto [first, last] = vertices(graph);
  for (auto v = first; v != last; ++v) members[component_of[get(index, *v)]].push_back(*v);
  std::erase_if(members, [](const auto& m) { return m.size() < 2; });
  std::sort(members.begin(), members.end(),
            [&](const auto& a, const auto& b) { return get(index, a.front()) < get(index, b.front()); });
  return members;
}

}  // namespace polku::inline v0
