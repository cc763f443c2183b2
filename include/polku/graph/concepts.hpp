// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>

#include <concepts>
#include <cstddef>

namespace polku::inline v0 {

namespace detail::boost_names {

// Property maps that are mere pointers are not found by their arguments.
using boost::get;

template <class Map, class Vertex>
concept maps_to_index = requires(const Map& map, const Vertex& v) {
  { get(map, v) } -> std::convertible_to<std::size_t>;
};

template <class Map, class Vertex>
std::size_t index_at(const Map& map, const Vertex& v) {
  return static_cast<std::size_t>(get(map, v));
}

}  // namespace detail::boost_names

/// A graph of Boost.Graph, or one with its interface, whose edges have a direction.
template <class G>
concept digraph = requires {
  typename G::vertex_descriptor;
  typename G::directed_category;
}
&&std::convertible_to<typename boost::graph_traits<G>::directed_category, boost::directed_tag>;

template <class G>
using graph_vertex = typename boost::graph_traits<G>::vertex_descriptor;

/// One whose vertices can be listed (Boost's VertexListGraph).
template <class G>
concept lists_vertices = requires(const G& g) {
  { *vertices(g).first } -> std::convertible_to<graph_vertex<G>>;
  { num_vertices(g) } -> std::convertible_to<std::size_t>;
};

/// One that knows the edges out of a vertex (Boost's IncidenceGraph).
template <class G>
concept lists_out_edges = requires(const G& g, const graph_vertex<G>& v) {
  { target(*out_edges(v, g).first, g) } -> std::convertible_to<graph_vertex<G>>;
};

/// A property map that numbers the vertices of a graph, from 0 to their number less 1, each once.
template <class Map, class G>
concept vertex_index_map = detail::boost_names::maps_to_index<Map, graph_vertex<G>>;

namespace detail {

// Asking an adjacency_list for an index that it lacks is an error that no concept can catch.
template <class G>
constexpr bool may_have_vertex_index() {
  if constexpr (!std::integral<graph_vertex<G>> && requires { typename G::vertex_property_type; })
    return boost::lookup_one_property<typename G::vertex_property_type, boost::vertex_index_t>::found;
  else
    return true;
}

}  // namespace detail

/// A graph that numbers its vertices itself. For one that does not, such as an `adjacency_list` with `listS` for its
/// vertices, pass a `vertex_index_map`.
template <class G>
concept has_vertex_index = detail::may_have_vertex_index<G>() && requires(const G& g) {
  { get(boost::vertex_index, g) } -> vertex_index_map<G>;
};

/// What a search along the edges needs.
template <class G>
concept searchable_digraph = digraph<G> && lists_vertices<G> && lists_out_edges<G>;

}  // namespace polku::inline v0
