// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/graph/transition_graph.hpp>
#include <polku/ping_pong/carried_returns.hpp>

#include <boost/graph/graph_traits.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// An edge of the transition graph, and the returns that pass over it.
struct edge_returns {
  boost::graph_traits<transition_graph>::edge_descriptor edge;
  counted returns = {};
};

/// The returns that the edges of a transition graph carry.
struct carried_by_edges {
  std::vector<edge_returns> edges = {};  ///< every edge; those that carry most returns first, then in the order of the graph
  /// Passes that are no edge, by label (coverage only: a client can be with one party after another without a transition, as
  /// where the first one runs on until after the second one's end).
  std::vector<carried_returns> beside = {};
};

/// Lays the returns of `carried` (as `count_carried_returns` gives them) on the edges of the transition graph of the same
/// pathways. O(E log E + r) for r pairs that carry returns.
[[nodiscard]] inline carried_by_edges find_carrying_edges(const transition_graph& graph,
                                                          const std::vector<carried_returns>& carried) {
  carried_by_edges out;
  const auto precedes = [](const carried_returns& a, const carried_returns& b) {
    return std::pair(a.from, a.to) < std::pair(b.from, b.to);
  };
  std::vector<char> is_edge(carried.size());
  const auto [first, last] = edges(graph);
  for (auto e = first; e != last; ++e) {
    const auto& figures = graph[*e].figures;
    const carried_returns sought{figures.from, figures.to};
    const auto found = std::lower_bound(carried.begin(), carried.end(), sought, precedes);
    const bool carries = found != carried.end() && !precedes(sought, *found);
    if (carries) is_edge[static_cast<std::size_t>(found - carried.begin())] = true;
    out.edges.push_back({*e, carries ? found->returns : counted{}});
  }
  for (std::size_t i = 0; i < carried.size(); ++i)
    if (!is_edge[i]) out.beside.push_back(carried[i]);
  std::stable_sort(out.edges.begin(), out.edges.end(),
                   [](const edge_returns& a, const edge_returns& b) { return a.returns.count > b.returns.count; });
  return out;
}

/// The returns that the edges of a log's transition graph carry. `graph` is that of the same pathways.
[[nodiscard]] inline carried_by_edges find_carrying_edges(const transition_graph& graph, const pathways& paths) {
  return find_carrying_edges(graph, count_carried_returns(paths));
}

}  // namespace polku::inline v0
