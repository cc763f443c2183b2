// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>
#include <polku/report/disclosure.hpp>
#include <polku/report/find_determined.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// How much of the work is done; all of it but where a test shows what the rest is for.
enum class suppression_steps : std::uint8_t { all, primary_only };

/// Decides which figures may be shown. Whoever wants to show something registers every figure as a *cell*, with how many
/// clients it tells of, and every relation by which a reader could reckon one cell from others; `solve` then hides
///  * cells of 1 to `min_cell` - 1 clients, and those whose complement in what they are a part of is as small (primary);
///  * of every sum with just one hidden member the next smallest, and more until the hidden ones together are of `min_cell`
///    clients, are not all one client each, and those that are flows in a network are not told by the other flows
///    (secondary);
///  * what would tell a hidden cell, as registered.
/// Zero is shown, but where a sum that the reader may know otherwise could not be protected: there the zeros go too.
/// Figures derived from several cells (rates, medians) go with all of them; that is up to who shows them.
///
/// Memory O(cells + members of relations). Time O(that log that) but for pathological tables: a table that is not safe after
/// 50 rounds is hidden as a whole.
class suppression {
 public:
  enum class cell : std::uint32_t { none = 0xFFFF'FFFF };
  /// Whether each client of a sum is in one of the parts only; else the parts may be of the same clients.
  enum class overlap : bool { none, possible };

  explicit suppression(const disclosure& limits, suppression_steps steps = suppression_steps::all)
      : limits_(limits), steps_(steps) {}

  /// Registers so many of something in so many clients, each of them part of the clients of the wholes.
  cell add(const counted& c, std::initializer_list<cell> wholes = {}) {
    const cell out{static_cast<std::uint32_t>(cells_.size())};
    cells_.push_back({c});
    if (limits_.is_small(c.clients)) hide(out);
    for (const auto whole : wholes) part_of(out, whole);
    return out;
  }
  cell add_clients(std::size_t clients, std::initializer_list<cell> wholes = {}) { return add({clients, clients}, wholes); }

  /// The clients of one are among those of the other, so that their difference is known. Ignored where it has more clients.
  void part_of(cell part, cell whole) {
    if (whole == cell::none || of(part).value.clients == 0) return;
    const auto clients = of(part).value.clients, all = of(whole).value.clients;
    if (clients <= all && limits_.is_small(all - clients)) hide(part);
  }

  /// The parts add up to the total. Without a cell for it the reader is taken to know it.
  void add_up(cell total, std::vector<cell> parts, overlap how = overlap::possible) {
    const auto number = static_cast<std::uint32_t>(sums_.size());
    for (const auto p : parts) of(p).sums.push_back(number);
    if (total != cell::none) of(total).sums.push_back(number);
    sums_.push_back({total, std::move(parts), how});
    queue_sum(number);
  }

  /// Where `cause` is hidden `effect` is too.
  void follow(cell effect, cell cause) {
    if (effect == cell::none || cause == cell::none) return;
    of(cause).effects.push_back(effect);
    if (of(cause).is_hidden) hide(effect);
  }
  /// One of them tells the other.
  void bind(cell a, cell b) {
    follow(a, b);
    follow(b, a);
  }

  /// A reader knows it anyway: it is never hidden.
  void keep(cell c) { of(c).is_known = true; }

  void hide(cell c) {
    auto& hidden = of(c);
    if (hidden.is_known || std::exchange(hidden.is_hidden, true)) return;
    changed_.push_back(c);
  }

  /// Counts as flows between nodes, as much into each node as out of it. A table is one: from its rows to its columns, with
  /// the margins of the columns back to a node for the total, and those of the rows from there.
  class network {
   public:
    std::size_t add_node() {
      nodes_.emplace_back();
      return nodes_.size() - 1;
    }
    void add_flow(cell c, std::size_t from, std::size_t to) {
      flows_.push_back({c, from, to});
      nodes_[from].out.push_back(c);
      nodes_[to].in.push_back(c);
    }

   private:
    friend class suppression;
    struct node {
      std::vector<cell> in = {}, out = {};
      std::vector<cell> all = {};  // smallest first
      std::size_t next = 0;        // those before are hidden or zero
    };
    struct flow {
      cell what;
      std::size_t from, to;
    };
    std::vector<node> nodes_;
    std::vector<flow> flows_;
  };
  /// Where a node has a single flow on one side, those on the other add up to it.
  void add_network(network n, overlap how = overlap::possible) {
    for (auto& node : n.nodes_) {
      if (node.in.size() == 1) add_up(node.in[0], node.out, how);
      if (node.out.size() == 1) add_up(node.out[0], node.in, how);
      node.all = node.in;
      node.all.insert(node.all.end(), node.out.begin(), node.out.end());
      std::sort(node.all.begin(), node.all.end(), [&](cell a, cell b) { return is_smaller(a, b); });
    }
    networks_.push_back(std::move(n));
  }

  /// Hides what has to be. To be called when all is registered.
  void solve() {
    if (steps_ == suppression_steps::primary_only) return;
    constexpr int most_rounds = 50;
    propagate();
    for (int round = 0; round < most_rounds; ++round) {
      bool is_safe = true;
      for (auto& n : networks_) is_safe = protect(n) && is_safe;
      propagate();
      if (is_safe) return;
    }
    for (auto& n : networks_) hide_unsafe(n);
    propagate();
  }

  [[nodiscard]] bool is_hidden(cell c) const { return c != cell::none && cells_[index(c)].is_hidden; }
  /// A figure of a cell.
  [[nodiscard]] figure show(std::size_t value, cell c) const { return is_hidden(c) ? figure{} : figure{value}; }
  [[nodiscard]] figure count(cell c) const { return show(value(c).count, c); }
  [[nodiscard]] figure clients(cell c) const { return show(value(c).clients, c); }
  [[nodiscard]] const counted& value(cell c) const { return cells_[index(c)].value; }

 private:
  struct state {
    counted value;
    bool is_hidden = false, is_known = false;
    std::vector<std::uint32_t> sums = {};
    std::vector<cell> effects = {};
  };
  struct sum {
    cell total;
    std::vector<cell> parts;
    overlap how;
    bool is_queued = false;
  };

  static std::size_t index(cell c) { return static_cast<std::size_t>(c); }
  state& of(cell c) { return cells_[index(c)]; }

  [[nodiscard]] bool is_smaller(cell a, cell b) const {
    const auto &x = value(a), &y = value(b);
    return x.clients != y.clients ? x.clients < y.clients : x.count != y.count ? x.count < y.count : a < b;
  }

  void queue_sum(std::uint32_t number) {
    if (!std::exchange(sums_[number].is_queued, true)) queued_.push_back(number);
  }

  void propagate() {
    while (!changed_.empty() || !queued_.empty()) {
      while (!changed_.empty()) {
        const auto c = changed_.back();
        changed_.pop_back();
        for (const auto effect : of(c).effects) hide(effect);
        for (const auto number : of(c).sums) queue_sum(number);
      }
      if (queued_.empty()) break;
      const auto number = queued_.back();
      queued_.pop_back();
      sums_[number].is_queued = false;
      protect(sums_[number]);
    }
  }

  void protect(const sum& s) {
    std::size_t hidden = 0, all = 0, most = 0;  // hidden parts, and their clients
    std::vector<cell> shown;
    for (const auto p : s.parts) {
      const auto clients = value(p).clients;
      if (clients == 0) continue;  // it makes nothing up, and a hidden zero may be known to be one
      if (!is_hidden(p)) {
        shown.push_back(p);
        continue;
      }
      ++hidden;
      all += clients;
      most = std::max(most, clients);
    }
    const bool is_total_hidden = is_hidden(s.total);
    if (hidden == 0 && !is_total_hidden) return;
    const auto is_protected = [&] {
      if (is_total_hidden) return hidden != 0;
      const auto together = s.how == overlap::none ? all : most;
      return hidden >= 2 && all > hidden && together >= limits_.min_cell();
    };
    if (is_protected()) return;
    std::sort(shown.begin(), shown.end(), [&](cell a, cell b) { return is_smaller(a, b); });
    for (const auto p : shown) {
      hide(p);
      ++hidden;
      all += value(p).clients;
      most = std::max(most, value(p).clients);
      if (is_protected()) return;
    }
    if (is_total_hidden || (hidden >= 2 && all > hidden)) return;  // no part is left: the hidden ones are the total
    if (s.total != cell::none)
      hide(s.total);
    else
      for (const auto p : s.parts) hide(p);
  }

  // Hides one more at both ends of every flow that the others tell. Returns whether nothing had to be hidden.
  bool protect(network& n) {
    std::vector<std::size_t> nodes;
    for (const auto& f : determined(n)) {
      nodes.push_back(f.from);
      nodes.push_back(f.to);
    }
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    bool is_safe = true;
    for (const auto number : nodes) {
      auto& node = n.nodes_[number];
      const auto is_settled = [&](cell c) { return is_hidden(c) || of(c).is_known || value(c).clients == 0; };
      while (node.next != node.all.size() && is_settled(node.all[node.next])) ++node.next;
      if (node.next == node.all.size()) continue;
      hide(node.all[node.next]);
      is_safe = false;
    }
    return is_safe;
  }

  [[nodiscard]] std::vector<network::flow> determined(const network& n) const {
    std::vector<hidden_flow> flows;
    std::vector<network::flow> hidden, out;
    for (const auto& f : n.flows_) {
      if (!is_hidden(f.what) || value(f.what).count == 0) continue;
      flows.push_back({f.from, f.to, value(f.what).count > 1});
      hidden.push_back(f);
    }
    const auto is_determined = find_determined(flows, n.nodes_.size());
    for (std::size_t i = 0; i < hidden.size(); ++i)
      if (is_determined[i]) out.push_back(hidden[i]);
    return out;
  }

  void hide_unsafe(const network& n) {
    if (determined(n).empty()) return;
    for (const auto& f : n.flows_) hide(f.what);
  }

  disclosure limits_;
  suppression_steps steps_;
  std::vector<state> cells_;
  std::vector<sum> sums_;
  std::vector<network> networks_;
  std::vector<cell> changed_;  // hidden, and what that leads to not yet looked at
  std::vector<std::uint32_t> queued_;
};

}  // namespace polku::inline v0
