// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/graph/concepts.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace polku::inline v0 {

namespace detail {

// Visits the simple circuits of at most so many edges of a digraph whose vertices are numbers. A circuit is found from its
// smallest vertex, by a depth-first search over larger ones that goes no further than the way back allows.
class circuit_search {
 public:
  using vertex = std::uint32_t;

  circuit_search(std::vector<std::pair<vertex, vertex>> edges, std::size_t vertices, std::size_t max_length)
      : max_length_(max_length), back_(vertices, far), is_on_path_(vertices) {
    std::erase_if(edges, [](const auto& e) { return e.first == e.second; });
    fill(out_, edges, vertices);
    for (auto& [from, to] : edges) std::swap(from, to);
    fill(in_, edges, vertices);
  }

  // Calls `visit(const std::vector<vertex>&)` for each, in lexicographical order.
  template <class Visit>
  void for_each(Visit visit) {
    if (max_length_ < 2) return;
    for (vertex root = 0; root < back_.size(); ++root) {
      measure_ways_back(root);
      search(root, visit);
      for (const auto v : reached_) back_[v] = far;
    }
  }

 private:
  static constexpr auto far = std::numeric_limits<std::size_t>::max();

  // The neighbours of each vertex, ascending, each once.
  struct neighbours {
    std::vector<vertex> all;
    std::vector<std::size_t> first;  // per vertex, and one past the last

    [[nodiscard]] std::span<const vertex> of(vertex v) const {
      return std::span(all).subspan(first[v], first[v + 1] - first[v]);
    }
  };

  static void fill(neighbours& to, std::vector<std::pair<vertex, vertex>>& edges, std::size_t vertices) {
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    to.first.assign(vertices + 1, 0);
    for (const auto& [a, b] : edges) {
      to.all.push_back(b);
      ++to.first[a + 1];
    }
    for (std::size_t v = 0; v < vertices; ++v) to.first[v + 1] += to.first[v];
  }

  // How many edges the shortest way to the root has over larger vertices, where it is short enough.
  void measure_ways_back(vertex root) {
    reached_.assign(1, root);
    back_[root] = 0;
    for (std::size_t i = 0; i < reached_.size() && back_[reached_[i]] + 1 < max_length_; ++i)
      for (const auto v : in_.of(reached_[i])) {
        if (v <= root || back_[v] != far) continue;
        back_[v] = back_[reached_[i]] + 1;
        reached_.push_back(v);
      }
  }

  template <class Visit>
  void search(vertex root, Visit& visit) {
    const auto enter = [&](vertex v) {
      path_.push_back(v);
      is_on_path_[v] = true;
      const auto next = out_.of(v);
      open_.push_back(
          next.subspan(static_cast<std::size_t>(std::lower_bound(next.begin(), next.end(), root) - next.begin())));
    };
    enter(root);
    while (!path_.empty()) {
      auto& open = open_.back();
      if (open.empty()) {
        is_on_path_[path_.back()] = false;
        path_.pop_back();
        open_.pop_back();
        continue;
      }
      const auto v = open.front();
      open = open.subspan(1);
      if (v == root)
        visit(std::as_const(path_));
      else if (!is_on_path_[v] && back_[v] <= max_length_ && path_.size() <= max_length_ - back_[v])
        enter(v);
    }
  }

  std::size_t max_length_;
  neighbours out_, in_;
  std::vector<std::size_t> back_;  // by vertex; far: there is no way back that is short enough
  std::vector<vertex> reached_;    // those with a way back to the root
  std::vector<char> is_on_path_;
  std::vector<vertex> path_;
  std::vector<std::span<const vertex>> open_;  // per vertex of the path, the neighbours not tried yet
};

}  // namespace detail

/// Calls `visit(std::span<const Vertex>)` for each simple circuit of 2 to `max_length` edges: it begins with the vertex of
/// the smallest index, goes on along the edges and from its last vertex back to the first, and comes to none twice. Edges
/// that are parallel count once, edges from a vertex to itself not at all. In lexicographical order of the indices that
/// `index` gives. O(V + E), and O(p) for p paths of less than `max_length` edges; where every vertex leads to every other,
/// some V^k / k circuits have k edges.
template <searchable_digraph Graph, std::invocable<std::span<const graph_vertex<Graph>>> Visit,
          vertex_index_map<Graph> Index>
void for_each_circuit(const Graph& graph, std::size_t max_length, Visit visit, const Index& index) {
  using detail::boost_names::index_at;
  using number = detail::circuit_search::vertex;
  std::vector<graph_vertex<Graph>> vertex_at(num_vertices(graph));
  std::vector<std::pair<number, number>> edges;
  const auto [first, last] = vertices(graph);
  for (auto v = first; v != last; ++v) {
    vertex_at[index_at(index, *v)] = *v;
    const auto [out, end] = out_edges(*v, graph);
    for (auto e = out; e != end; ++e)
      edges.emplace_back(static_cast<number>(index_at(index, *v)), static_cast<number>(index_at(index, target(*e, graph))));
  }
  std::vector<graph_vertex<Graph>> circuit;
  detail::circuit_search(std::move(edges), vertex_at.size(), max_length).for_each([&](const std::vector<number>& path) {
    circuit.clear();
    for (const auto v : path) circuit.push_back(vertex_at[v]);
    visit(std::span<const graph_vertex<Graph>>(circuit));
  });
}

/// The same of a graph that numbers its vertices itself, such as the transition graph or a design's graph.
template <searchable_digraph Graph, std::invocable<std::span<const graph_vertex<Graph>>> Visit>
requires has_vertex_index<Graph>
void for_each_circuit(const Graph& graph, std::size_t max_length, Visit visit) {
  for_each_circuit(graph, max_length, std::move(visit), get(boost::vertex_index, graph));
}

/// Which circuits `find_simple_circuits` lists.
struct circuit_options {
  std::size_t max_length = 3;  ///< edges
  std::size_t limit = 10'000;  ///< how many are listed at most
};

/// Simple circuits of a graph, each as its vertices in order.
template <class Vertex>
struct simple_circuits {
  std::vector<std::vector<Vertex>> listed = {};
  std::size_t left_out = 0;  ///< beyond the limit
};

/// The simple circuits of a graph, as `for_each_circuit` shows them: the first of them up to the limit.
template <searchable_digraph Graph, vertex_index_map<Graph> Index>
[[nodiscard]] simple_circuits<graph_vertex<Graph>> find_simple_circuits(const Graph& graph, const circuit_options& options,
                                                                        const Index& index) {
  simple_circuits<graph_vertex<Graph>> out;
  for_each_circuit(
      graph, options.max_length,
      [&](std::span<const graph_vertex<Graph>> circuit) {
        if (out.listed.size() < options.limit)
          out.listed.emplace_back(circuit.begin(), circuit.end());
        else
          ++out.left_out;
      },
      index);
  return out;
}

/// The same of a graph that numbers its vertices itself, such as the transition graph or a design's graph.
template <searchable_digraph Graph>
requires has_vertex_index<Graph>
[[nodiscard]] simple_circuits<graph_vertex<Graph>> find_simple_circuits(const Graph& graph,
                                                                        const circuit_options& options = {}) {
  return find_simple_circuits(graph, options, get(boost::vertex_index, graph));
}

}  // namespace polku::inline v0
