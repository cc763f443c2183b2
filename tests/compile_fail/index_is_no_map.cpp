// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/graph/simple_circuits.hpp>

#include <boost/graph/adjacency_list.hpp>

using graph = boost::adjacency_list<>;

std::size_t found(const graph& g) {
#ifdef WRONG
  return polku::find_simple_circuits(g, {}, [](std::size_t v) { return v; }).listed.size();
#else
  return polku::find_simple_circuits(g, {}, get(boost::vertex_index, g)).listed.size();
#endif
}
