// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// A box to be placed, in pixels.
struct layout_node {
  double width, height;
};

/// A line between two different boxes. The heavier it is, the more the picture follows it.
struct layout_edge {
  std::size_t from, to;
  double weight = 1;
  bool is_routed = true;  ///< goes round the boxes of the layers it crosses; else straight through behind them
};

struct layout_point {
  double x, y;
};

/// Where everything stands. y grows downwards; everything lies within (0, 0) and (width, height).
struct graph_layout {
  double width = 0, height = 0;
  std::vector<std::size_t> layers;               ///< of the nodes, from the left
  std::vector<layout_point> nodes;               ///< their centres
  std::vector<std::vector<layout_point>> edges;  ///< the points a line passes through, level at each
};

struct layout_options {
  double layer_gap = 130, node_gap = 26, line_gap = 14;
  std::size_t most_layers = 7;
};

namespace detail {

// The layered drawing of Sugiyama, Tagawa and Toda (1981): an order in which most weight runs forward (Eades, Lin and Smyth
// 1993), layers, an order within layers that crosses little, and heights as near to the neighbours' as the order lets them.
class layered_layout {
 public:
  layered_layout(const std::vector<layout_node>& nodes, const std::vector<layout_edge>& edges, const layout_options& o)
      : nodes_(nodes), edges_(edges), o_(o) {}

  [[nodiscard]] graph_layout make() {
    order_nodes();
    choose_layers();
    thread_lines();
    cross_little();
    set_heights();
    return draw();
  }

 private:
  // What stands in a layer: a box, or a line that passes through.
  struct item {
    std::size_t layer, node;  // node: nodes_.size() for a line
    double height, y = 0;
  };
  struct link {  // between items of neighbouring layers
    std::size_t left, right;
    double weight;
  };

  // Takes what only gives to the front and what only takes to the back, else what gives most more than it takes.
  void order_nodes() {
    const auto n = nodes_.size();
    std::vector<double> out(n), in(n);
    std::vector<std::vector<std::size_t>> touching(n);
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      out[edges_[e].from] += edges_[e].weight;
      in[edges_[e].to] += edges_[e].weight;
      touching[edges_[e].from].push_back(e);
      touching[edges_[e].to].push_back(e);
    }
    std::vector<char> is_taken(n);
    std::vector<std::size_t> front, back;
    const auto take = [&](std::size_t v, std::vector<std::size_t>& to) {
      is_taken[v] = 1;
      to.push_back(v);
      for (const auto e : touching[v]) {
        out[edges_[e].from] -= edges_[e].weight;
        in[edges_[e].to] -= edges_[e].weight;
      }
    };
    constexpr double nothing = 1e-9;
    for (std::size_t left = n; left != 0; --left) {
      std::size_t best = n;
      bool is_sink = false;
      for (std::size_t v = 0; v < n && !is_sink; ++v) {
        if (is_taken[v]) continue;
        is_sink = out[v] < nothing && in[v] > nothing;
        if (is_sink || best == n || out[v] - in[v] > out[best] - in[best] + nothing) best = v;
      }
      take(best, is_sink ? back : front);
    }
    rank_.resize(n);
    front.insert(front.end(), back.rbegin(), back.rend());
    for (std::size_t i = 0; i < n; ++i) rank_[front[i]] = i;
    order_ = std::move(front);
  }

  // A box stands one layer right of the one that sends it most.
  void choose_layers() {
    layer_.resize(nodes_.size());
    std::vector<const layout_edge*> strongest(nodes_.size());
    for (const auto& e : edges_) {
      auto& s = strongest[e.to];
      if (rank_[e.from] < rank_[e.to] && (!s || e.weight > s->weight)) s = &e;
    }
    for (const auto v : order_)
      if (const auto* s = strongest[v]) layer_[v] = std::min(layer_[s->from] + 1, o_.most_layers - 1);
    layer_count_ = 0;
    for (const auto l : layer_) layer_count_ = std::max(layer_count_, l + 1);
  }

  void thread_lines() {
    layers_.resize(layer_count_);
    for (const auto v : order_) add_item(layer_[v], v, nodes_[v].height + o_.node_gap);
    item_of_.resize(nodes_.size());
    for (std::size_t i = 0; i < items_.size(); ++i) item_of_[items_[i].node] = i;
    passes_.resize(edges_.size());
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      const auto& edge = edges_[e];
      const bool is_forward = layer_[edge.from] < layer_[edge.to];
      const auto left = is_forward ? edge.from : edge.to, right = is_forward ? edge.to : edge.from;
      if (layer_[left] == layer_[right] || (!edge.is_routed && layer_[right] - layer_[left] > 1)) continue;
      auto last = item_of_[left];
      for (auto l = layer_[left] + 1; l < layer_[right]; ++l) {
        const auto passing = add_item(l, nodes_.size(), o_.line_gap);
        links_.push_back({last, passing, edge.weight});
        passes_[e].push_back(passing);
        last = passing;
      }
      links_.push_back({last, item_of_[right], edge.weight});
      if (!is_forward) std::reverse(passes_[e].begin(), passes_[e].end());
    }
    neighbours_.resize(items_.size());
    for (const auto& k : links_) {
      neighbours_[k.left].right.push_back({k.right, k.weight});
      neighbours_[k.right].left.push_back({k.left, k.weight});
    }
  }
  std::size_t add_item(std::size_t layer, std::size_t node, double height) {
    layers_[layer].push_back(items_.size());
    items_.push_back({layer, node, height});
    return items_.size() - 1;
  }

  void cross_little() {
    place_.resize(items_.size());
    for (const auto& l : layers_) number(l);
    auto best = layers_;
    auto least = crossings();
    constexpr std::size_t sweeps = 16;
    for (std::size_t s = 0; s < sweeps && least > 0; ++s) {
      const bool is_rightward = s % 2 == 0;
      for (std::size_t k = 1; k < layer_count_; ++k) sort_layer(is_rightward ? k : layer_count_ - 1 - k, is_rightward);
      const auto now = crossings();
      if (now < least) {
        least = now;
        best = layers_;
      }
    }
    layers_ = std::move(best);
    for (const auto& l : layers_) number(l);
  }
  void number(const std::vector<std::size_t>& layer) {
    for (std::size_t i = 0; i < layer.size(); ++i) place_[layer[i]] = static_cast<double>(i);
  }
  void sort_layer(std::size_t l, bool by_left) {
    std::vector<double> mean(items_.size());
    for (const auto i : layers_[l]) mean[i] = mean_of(i, place_, by_left, !by_left);
    std::stable_sort(layers_[l].begin(), layers_[l].end(), [&](auto a, auto b) { return mean[a] < mean[b]; });
    number(layers_[l]);
  }
  // Weighted, of the neighbours to the left, to the right or both; its own where it has none.
  [[nodiscard]] double mean_of(std::size_t i, const std::vector<double>& of, bool left, bool right) const {
    double sum = 0, weight = 0;
    const auto add = [&](const auto& them) {
      for (const auto& [j, w] : them) {
        sum += w * of[j];
        weight += w;
      }
    };
    if (left) add(neighbours_[i].left);
    if (right) add(neighbours_[i].right);
    return weight > 0 ? sum / weight : of[i];
  }
  // By weight. O(links^2) within a layer.
  [[nodiscard]] double crossings() const {
    std::vector<std::vector<const link*>> between(layer_count_);
    for (const auto& k : links_) between[items_[k.left].layer].push_back(&k);
    double sum = 0;
    for (const auto& links : between)
      for (std::size_t a = 0; a < links.size(); ++a)
        for (std::size_t b = a + 1; b < links.size(); ++b)
          if ((place_[links[a]->left] - place_[links[b]->left]) * (place_[links[a]->right] - place_[links[b]->right]) < 0)
            sum += std::min(links[a]->weight, links[b]->weight);
    return sum;
  }

  void set_heights() {
    std::vector<double> y(items_.size());
    for (const auto& l : layers_) {
      double at = 0;
      for (const auto i : l) {
        y[i] = at + items_[i].height / 2;
        at += items_[i].height;
      }
      for (const auto i : l) y[i] -= at / 2;
    }
    constexpr std::size_t sweeps = 20;
    for (std::size_t s = 0; s < sweeps; ++s)
      for (std::size_t k = 0; k < layer_count_; ++k) settle(layers_[s % 2 == 0 ? k : layer_count_ - 1 - k], y);
    for (std::size_t i = 0; i < items_.size(); ++i) items_[i].y = y[i];
  }

  // As near as can be, in squares, to the mean of its neighbours, in order and without overlap: isotonic regression by
  // pooling adjacent violators.
  void settle(const std::vector<std::size_t>& layer, std::vector<double>& y) const {
    struct pool {
      double sum;
      std::size_t count;
      [[nodiscard]] double mean() const { return sum / static_cast<double>(count); }
    };
    std::vector<pool> pools;
    std::vector<double> offset;
    double at = 0;
    for (std::size_t k = 0; k < layer.size(); ++k) {
      if (k != 0) at += (items_[layer[k - 1]].height + items_[layer[k]].height) / 2;
      offset.push_back(at);
      pools.push_back({mean_of(layer[k], y, true, true) - at, 1});
      while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
        const auto last = pools.back();
        pools.pop_back();
        pools.back().sum += last.sum;
        pools.back().count += last.count;
      }
    }
    std::size_t k = 0;
    for (const auto& p : pools)
      for (std::size_t c = 0; c < p.count; ++c, ++k) y[layer[k]] = p.mean() + offset[k];
  }

  [[nodiscard]] graph_layout draw() const {
    graph_layout out;
    out.layers = layer_;
    std::vector<double> widest(layer_count_);
    for (std::size_t v = 0; v < nodes_.size(); ++v) widest[layer_[v]] = std::max(widest[layer_[v]], nodes_[v].width);
    const double margin = o_.node_gap;
    std::vector<double> left(layer_count_);
    double x = margin;
    for (std::size_t l = 0; l < layer_count_; ++l) {
      left[l] = x;
      x += widest[l] + o_.layer_gap;
    }
    out.width = nodes_.empty() ? 0 : x - o_.layer_gap + margin;
    double top = 0, bottom = 0;
    for (const auto& i : items_) {
      top = std::min(top, i.y - i.height / 2);
      bottom = std::max(bottom, i.y + i.height / 2);
    }
    out.height = bottom - top;
    for (std::size_t v = 0; v < nodes_.size(); ++v)
      out.nodes.push_back({left[layer_[v]] + widest[layer_[v]] / 2, items_[item_of_[v]].y - top});
    draw_lines(out, left, widest, top);
    return out;
  }

  // Lines that leave or reach a box on the same side share that side, in the order in which they run apart.
  void draw_lines(graph_layout& out, const std::vector<double>& left, const std::vector<double>& widest, double top) const {
    out.edges.resize(edges_.size());
    struct port {
      std::size_t edge;
      bool is_start;
      double towards;
    };
    std::vector<std::vector<port>> ports(2 * nodes_.size());  // left and right side of each
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      const auto& edge = edges_[e];
      auto& points = out.edges[e];
      points.push_back(out.nodes[edge.from]);
      const bool is_forward = layer_[edge.from] < layer_[edge.to];
      for (const auto i : passes_[e]) {
        const auto l = items_[i].layer;
        const layout_point at_left{left[l], items_[i].y - top}, at_right{left[l] + widest[l], items_[i].y - top};
        points.push_back(is_forward ? at_left : at_right);
        points.push_back(is_forward ? at_right : at_left);
      }
      points.push_back(out.nodes[edge.to]);
      const bool is_level = layer_[edge.from] == layer_[edge.to];
      const auto second = points[1].y, last_but_one = points[points.size() - 2].y;
      ports[2 * edge.from + (is_forward || is_level ? 1 : 0)].push_back({e, true, second});
      ports[2 * edge.to + (is_forward ? 0 : 1)].push_back({e, false, last_but_one});
    }
    for (std::size_t side = 0; side < ports.size(); ++side) {
      auto& here = ports[side];
      const auto v = side / 2;
      std::stable_sort(here.begin(), here.end(), [](const port& a, const port& b) { return a.towards < b.towards; });
      const auto step = nodes_[v].height * 0.8 / static_cast<double>(here.size());
      for (std::size_t k = 0; k < here.size(); ++k) {
        auto& points = out.edges[here[k].edge];
        auto& end = here[k].is_start ? points.front() : points.back();
        end.x = out.nodes[v].x + (side % 2 == 0 ? -1 : 1) * nodes_[v].width / 2;
        end.y = out.nodes[v].y + step * (static_cast<double>(k) - static_cast<double>(here.size() - 1) / 2);
      }
    }
  }

  const std::vector<layout_node>& nodes_;
  const std::vector<layout_edge>& edges_;
  layout_options o_;
  std::vector<std::size_t> order_, rank_, layer_;
  std::size_t layer_count_ = 0;
  std::vector<item> items_;
  std::vector<std::size_t> item_of_;              // by node
  std::vector<std::vector<std::size_t>> layers_;  // items from the top
  std::vector<std::vector<std::size_t>> passes_;  // items, by edge
  std::vector<link> links_;
  struct beside {
    std::vector<std::pair<std::size_t, double>> left, right;
  };
  std::vector<beside> neighbours_;
  std::vector<double> place_;  // in its layer
};

}  // namespace detail

/// Draws a graph in layers from left to right, the same way every time. Boxes do not overlap, and neither boxes and routed
/// lines of the same layer.
///
/// \pre edges name nodes, join different ones, and have positive weights
/// O(n^2 + e + sweeps s^2) for s pieces of line between two layers: meant for up to some hundred boxes.
[[nodiscard]] inline graph_layout lay_out(const std::vector<layout_node>& nodes, const std::vector<layout_edge>& edges,
                                          const layout_options& options = {}) {
  return detail::layered_layout(nodes, edges, options).make();
}

}  // namespace polku::inline v0
