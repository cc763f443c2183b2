// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/graph/components.hpp>

#include <boost/graph/adjacency_list.hpp>

// A graph that is known by its edges only.
struct edges_only {
  using vertex_descriptor = std::size_t;
  using edge_descriptor = std::size_t;
  using directed_category = boost::directed_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using traversal_category = boost::edge_list_graph_tag;
};

#ifdef WRONG
using graph = edges_only;
#else
using graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
#endif

std::size_t found(const graph& g) {
  return polku::find_strong_components(g, boost::typed_identity_property_map<std::size_t>()).size();
}
