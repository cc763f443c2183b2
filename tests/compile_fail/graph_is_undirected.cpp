// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/graph/components.hpp>

#include <boost/graph/adjacency_matrix.hpp>

#ifdef WRONG
using graph = boost::adjacency_matrix<boost::undirectedS>;
#else
using graph = boost::adjacency_matrix<boost::directedS>;
#endif

std::size_t found(const graph& g) { return polku::find_strong_components(g).size(); }
