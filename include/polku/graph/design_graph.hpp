// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/find_problems.hpp>
#include <polku/model/pathway_design.hpp>

#include <boost/graph/adjacency_list.hpp>

#include <cstddef>
#include <string>

namespace polku::inline v0 {

/// A vertex of a design's graph: a service, or an outcome.
struct design_vertex {
  std::string name;
  std::string organisation = {};  ///< of a service
  bool is_outcome = false;
  bool is_entry = false;
};

/// An edge of a design's graph: a permitted step from one service to another, or to an outcome.
struct design_edge {
  polku::step step;
};

/// A Boost.Graph `adjacency_list` with bundled properties; several steps may lead from one service to another.
using design_graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, design_vertex, design_edge>;

/// The graph of a design: services first, then outcomes, each in the order of the design; edges in the order of the steps.
/// Steps that lead nowhere (a service that only ends) have no edge. O(services + outcomes + steps x names).
/// \throws std::invalid_argument where the design does not hold together; `find_problems` lists everything.
[[nodiscard]] inline design_graph make_design_graph(const pathway_design& design) {
  require_sound(design);
  design_graph graph;
  for (const auto& s : design.services) boost::add_vertex(design_vertex{s.name, s.organisation}, graph);
  for (const auto& o : design.outcomes) boost::add_vertex(design_vertex{o.name, {}, true}, graph);
  const auto vertex_of = [&](const std::string& name) {
    std::size_t v = 0;
    while (graph[v].name != name) ++v;
    return v;
  };
  for (const auto& e : design.entries) graph[vertex_of(e)].is_entry = true;
  for (const auto& s : design.steps)
    if (!s.to.empty()) boost::add_edge(vertex_of(s.from), vertex_of(s.to), design_edge{s}, graph);
  return graph;
}

}  // namespace polku::inline v0
