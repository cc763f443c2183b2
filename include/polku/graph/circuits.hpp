// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/graph/simple_circuits.hpp>
#include <polku/graph/transition_graph.hpp>
#include <polku/ping_pong/circuit_walks.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// The circuits of a transition graph.
struct party_circuits {
  /// Those with most clients first, then by their labels. Nobody walked the last ones as a whole: their transitions are
  /// those of different clients, or not in a row.
  std::vector<party_circuit> listed = {};
  std::size_t left_out = 0;  ///< beyond the limit

  friend bool operator==(const party_circuits&, const party_circuits&) = default;
};

/// The longest circuits that can all be looked at within some `most` steps: `max_length`, or less, since in a graph of many
/// parties that are all connected their number grows with the length as a power. At least 2. O(E) for each length.
[[nodiscard]] inline std::size_t affordable_circuit_length(const transition_graph& graph, std::size_t max_length,
                                                           double most = 1e8) {
  const auto longest = std::min(max_length, std::max<std::size_t>(num_vertices(graph), 2));
  std::vector<double> walks(num_vertices(graph), 1.0), next;
  for (std::size_t length = 1; length < longest; ++length) {
    next.assign(walks.size(), 0.0);
    double all = 0;
    const auto [first, last] = edges(graph);
    for (auto e = first; e != last; ++e) {
      const auto to_here = walks[source(*e, graph)];
      next[target(*e, graph)] += to_here;
      all += to_here;
    }
    walks.swap(next);
    if (length > 1 && all > most) return length;
  }
  return std::max<std::size_t>(longest, 2);
}

/// The simple circuits of a transition graph, each with the walks among `walks` (as `count_circuit_walks` gives them, of the
/// same length at least). Time as `for_each_circuit`, and O(log w) for each circuit and w of those walked.
[[nodiscard]] inline party_circuits find_circuits(const transition_graph& graph, const std::vector<party_circuit>& walks,
                                                  const circuit_options& options = {}) {
  party_circuits out;
  std::vector<party_circuit> unwalked;
  party_circuit circuit;
  for_each_circuit(graph, options.max_length, [&](std::span<const graph_vertex<transition_graph>> found) {
    circuit.parties.clear();
    for (const auto v : found) circuit.parties.push_back(graph[v].figures.party);
    std::rotate(circuit.parties.begin(), std::min_element(circuit.parties.begin(), circuit.parties.end()),
                circuit.parties.end());
    const auto walked =
        std::lower_bound(walks.begin(), walks.end(), circuit,
                         [](const party_circuit& a, const party_circuit& b) { return a.parties < b.parties; });
    if (walked != walks.end() && walked->parties == circuit.parties)
      out.listed.push_back(*walked);
    else if (unwalked.size() < options.limit)
      unwalked.push_back(circuit);
    else
      ++out.left_out;
  });
  std::move(unwalked.begin(), unwalked.end(), std::back_inserter(out.listed));
  std::sort(out.listed.begin(), out.listed.end(), [](const party_circuit& a, const party_circuit& b) {
    return a.walks.clients != b.walks.clients ? a.walks.clients > b.walks.clients : a.parties < b.parties;
  });
  if (out.listed.size() > options.limit) {
    out.left_out += out.listed.size() - options.limit;
    out.listed.resize(options.limit);
  }
  return out;
}

/// The simple circuits of a log's transition graph, in the reading of the pathways, each with the clients who walked it as a
/// whole by succession. Under coverage a walk by succession need not be a circuit of the graph, for who never left did not
/// come back; such walks are not listed. Time as `count_transitions`, `count_circuit_walks` and `for_each_circuit`.
[[nodiscard]] inline party_circuits find_circuits(const pathways& paths, const circuit_options& options = {},
                                                  const transition_options& transitions = {}) {
  return find_circuits(make_transition_graph(paths, transitions), count_circuit_walks(paths, options.max_length), options);
}

}  // namespace polku::inline v0
