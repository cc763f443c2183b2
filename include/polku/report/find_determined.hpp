// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// A suppressed count that flows from one node of a network to another.
struct hidden_flow {
  std::size_t from, to;
  bool may_shrink;  ///< the count is at least 2: one less would still be something
};

/// The suppressed flows that the others tell, though each node may have two: for each, whether it is the same in every
/// network in which as much flows into each node as out of it and no suppressed flow is zero.
///
/// One more of a flow has to be made up for along a cycle, by one more or one less of others. There is such a cycle where
/// the flow lies within a strongly connected component of the mixed graph in which a flow leads forward and, if it may
/// shrink, back as well, and is no bridge there (Boesch and Tindell 1980, for the graph; Gusfield 1988, for tables). O(nodes
/// + flows).
class determined_flow_finder {
 public:
  determined_flow_finder(const std::vector<hidden_flow>& flows, std::size_t nodes) : flows_(flows), first_(nodes + 1) {
    for (const auto& f : flows) {
      ++first_[f.from + 1];
      ++first_[f.to + 1];
    }
    for (std::size_t v = 0; v < nodes; ++v) first_[v + 1] += first_[v];
    ends_.resize(2 * flows.size());
    auto next = first_;
    for (std::size_t i = 0; i < flows.size(); ++i) {
      ends_[next[flows[i].from]++] = {flows[i].to, i, true};
      ends_[next[flows[i].to]++] = {flows[i].from, i, flows[i].may_shrink};
    }
  }

  [[nodiscard]] std::vector<char> find() {
    find_components();
    find_bridges();
    std::vector<char> out(flows_.size());
    for (std::size_t i = 0; i < flows_.size(); ++i)
      out[i] = component_[flows_[i].from] != component_[flows_[i].to] || (flows_[i].may_shrink && is_bridge_[i]);
    return out;
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  struct flow_end {
    std::size_t other, flow;
    bool may_be_walked;
  };
  struct step {
    std::size_t node, next, by;  // the next end to look at, and the flow that led here
  };

  // Tarjan 1972, with a stack of its own.
  void find_components() {
    const auto nodes = first_.size() - 1;
    component_.assign(nodes, none);
    std::vector<std::size_t> number(nodes, none), low(nodes), open;
    std::vector<step> path;
    std::size_t count = 0, components = 0;
    const auto enter = [&](std::size_t v) {
      number[v] = low[v] = count++;
      open.push_back(v);
      path.push_back({v, first_[v], none});
    };
    for (std::size_t root = 0; root < nodes; ++root) {
      if (number[root] != none) continue;
      enter(root);
      while (!path.empty()) {
        const auto v = path.back().node;
        if (path.back().next != first_[v + 1]) {
          const auto& e = ends_[path.back().next++];
          if (!e.may_be_walked) continue;
          if (number[e.other] == none)
            enter(e.other);
          else if (component_[e.other] == none)
            low[v] = std::min(low[v], number[e.other]);
          continue;
        }
        path.pop_back();
        if (!path.empty()) low[path.back().node] = std::min(low[path.back().node], low[v]);
        if (low[v] != number[v]) continue;
        for (bool is_last = false; !is_last; open.pop_back()) {
          component_[open.back()] = components;
          is_last = open.back() == v;
        }
        ++components;
      }
    }
  }

  // Of the graph without directions, within the components.
  void find_bridges() {
    const auto nodes = first_.size() - 1;
    is_bridge_.assign(flows_.size(), false);
    std::vector<std::size_t> number(nodes, none), low(nodes);
    std::vector<step> path;
    std::size_t count = 0;
    const auto enter = [&](std::size_t v, std::size_t by) {
      number[v] = low[v] = count++;
      path.push_back({v, first_[v], by});
    };
    for (std::size_t root = 0; root < nodes; ++root) {
      if (number[root] != none) continue;
      enter(root, none);
      while (!path.empty()) {
        const auto v = path.back().node;
        if (path.back().next != first_[v + 1]) {
          const auto& e = ends_[path.back().next++];
          if (e.flow == path.back().by || component_[e.other] != component_[v]) continue;
          if (number[e.other] == none)
            enter(e.other, e.flow);
          else
            low[v] = std::min(low[v], number[e.other]);
          continue;
        }
        const auto by = path.back().by;
        path.pop_back();
        if (path.empty()) continue;
        const auto above = path.back().node;
        low[above] = std::min(low[above], low[v]);
        if (low[v] > number[above]) is_bridge_[by] = true;
      }
    }
  }

  const std::vector<hidden_flow>& flows_;
  std::vector<std::size_t> first_;  // by node: where its ends begin
  std::vector<flow_end> ends_;
  std::vector<std::size_t> component_;
  std::vector<char> is_bridge_;  // by flow
};

/// \copydoc determined_flow_finder
[[nodiscard]] inline std::vector<char> find_determined(const std::vector<hidden_flow>& flows, std::size_t nodes) {
  return determined_flow_finder(flows, nodes).find();
}

}  // namespace polku::inline v0
