// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>
#include <polku/report/disclosure/disclosure.hpp>
#include <polku/report/disclosure/disclosure_audit.hpp>
#include <polku/report/disclosure/packed_lists.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// How much of the work is done; all of it but where a test shows what the rest is for.
enum class suppression_steps : std::uint8_t { all, primary_only };

/// Decides which figures may be shown. Whoever wants to show something registers every figure as a *cell*, with how many
/// clients it tells of, and every relation by which a reader could reckon one cell from others; `solve` then hides
///  * cells of 1 to `min_cell` - 1 clients, and those whose complement in what they are a part of is as small (primary);
///  * of every sum with just one hidden member the next smallest, and more until the hidden ones together are of `min_cell`
///    clients and are not all one client each (secondary);
///  * what would tell a hidden cell, as registered;
///  * as long as `disclosure_audit` finds a primary cell that can be reckoned from all relations together, what tells it.
/// Zero is shown, but where a sum that the reader may know otherwise could not be protected: there the zeros go too.
/// Figures derived from several cells (rates, medians) go with all of them; that is up to who shows them.
///
/// Memory O(cells + members of relations). Time O(that log that) and that of the audit. Where the limits forbid nothing, all
/// is shown, and nothing but the cells is kept.
class suppression {
 public:
  enum class cell : std::uint32_t { none = 0xFFFF'FFFF };
  /// Whether each client of a sum is in one of the parts only; else the parts may be of the same clients.
  enum class overlap : bool { none, possible };

  explicit suppression(const disclosure& limits, suppression_steps steps = suppression_steps::all)
      : limits_(limits), steps_(steps) {}

  /// Registers so many of something in so many clients, each of them part of the clients of the wholes.
  cell add(const counted& c, std::initializer_list<cell> wholes = {}) {
    if (!limits_.is_any()) return put({c});
    const auto count = add_number(c.count, 1), clients = add_number(c.clients, 1);
    audit_.add_inequality({{count, 1}, {clients, -1}});
    return put({c, count, clients}, wholes);
  }
  cell add_clients(std::size_t clients, std::initializer_list<cell> wholes = {}) {
    if (!limits_.is_any()) return put({{clients, clients}});
    const auto number = add_number(clients, 1);
    return put({{clients, clients}, number, number}, wholes);
  }
  /// Registers a count that is shown nowhere: the reader does not even know whether it is zero.
  cell add_unlisted(std::size_t count) {
    const auto number = add_number(count, 0);
    audit_.suppress(number);
    return put({.value = {count, count}, .count = number, .clients = number, .is_hidden = true, .is_listed = false});
  }

  /// A number of a cell, so many times.
  struct term {
    cell of;
    bool is_clients;
    int factor;
  };
  static term count_of(cell c, int factor = 1) { return {c, false, factor}; }
  static term clients_of(cell c, int factor = 1) { return {c, true, factor}; }
  /// The reader knows what the terms add up to.
  void add_equation(const std::vector<term>& terms) {
    if (limits_.is_any()) audit_.add_equation(numbers_of(terms));
  }
  /// The reader knows that the terms add up to zero or more. Ignored where they do not.
  void add_inequality(const std::vector<term>& terms) {
    if (limits_.is_any()) audit_.add_inequality(numbers_of(terms));
  }

  /// The clients of one are among those of the other, so that their difference is known. Ignored where it has more clients.
  void part_of(cell part, cell whole) {
    if (!limits_.is_any() || whole == cell::none || of(part).value.clients == 0) return;
    const auto clients = of(part).value.clients, all = of(whole).value.clients;
    if (clients > all) return;
    add_inequality({clients_of(whole), clients_of(part, -1)});
    if (limits_.is_small(all - clients)) hide_primarily(part);
  }

  /// The parts add up to the total. Without a cell for it the reader may know it from elsewhere.
  void add_up(cell total, const std::vector<cell>& parts, overlap how = overlap::possible) {
    if (!limits_.is_any()) return;
    const auto number = static_cast<std::uint32_t>(sums_.size());
    sums_.push_back({total, how});
    parts_.add(parts);
    queue_sum(number);
    relate(total, parts, how);
  }

  /// Where `cause` is hidden `effect` is too.
  void follow(cell effect, cell cause) {
    if (!limits_.is_any() || effect == cell::none || cause == cell::none) return;
    follows_.push_back({cause, effect});
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
    if (!limits_.is_any() || hidden.is_known || std::exchange(hidden.is_hidden, true)) return;
    changed_.push_back(c);
    for (const auto number : {hidden.count, hidden.clients}) {
      if (are_zeros_known_ && (number == hidden.count ? hidden.value.count : hidden.value.clients) == 0)
        hidden_zeros_.push_back(number);
      else
        audit_.suppress(number);
    }
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
      nodes_[from].out.push_back(c);
      nodes_[to].in.push_back(c);
    }

   private:
    friend class suppression;
    struct node {
      std::vector<cell> in = {}, out = {};
    };
    std::vector<node> nodes_;
  };
  /// Where a node has a single flow on one side, those on the other add up to it.
  void add_network(const network& n, overlap how = overlap::possible) {
    if (!limits_.is_any()) return;
    for (const auto& node : n.nodes_) {
      if (node.in.size() == 1) add_up(node.in[0], node.out, how);
      if (node.out.size() == 1) add_up(node.out[0], node.in, how);
      std::vector<term> flows;
      for (const auto c : node.in) flows.push_back({c, how == overlap::none, 1});
      for (const auto c : node.out) flows.push_back({c, how == overlap::none, -1});
      if (sum_of(flows) == 0) add_equation(flows);
    }
  }

  /// Hides what has to be. To be called when all is registered. Returns whether that protects all: where most clients'
  /// records are alike and they are few, it may be known that what is hidden is as small as can be.
  [[nodiscard]] bool solve() {
    if (steps_ == suppression_steps::primary_only) return true;
    hide_what_tells();
    return is_safe_;
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
    disclosure_audit::number count = 0, clients = 0;
    bool is_hidden = false, is_known = false, is_listed = true;
  };
  struct sum {
    cell total;
    overlap how;
    bool is_queued = false;
  };

  static std::size_t index(cell c) { return static_cast<std::size_t>(c); }
  state& of(cell c) { return cells_[index(c)]; }

  [[nodiscard]] bool is_smaller(cell a, cell b) const {
    const auto &x = value(a), &y = value(b);
    return x.clients != y.clients ? x.clients < y.clients : x.count != y.count ? x.count < y.count : a < b;
  }

  cell put(state s, std::initializer_list<cell> wholes = {}) {
    const cell out{static_cast<std::uint32_t>(cells_.size())};
    cells_.push_back(s);
    if (of(out).is_listed && limits_.is_small(of(out).value.clients)) hide_primarily(out);
    for (const auto whole : wholes) part_of(out, whole);
    return out;
  }
  void hide_primarily(cell c) {
    if (is_hidden(c) || of(c).is_known) return;
    hide(c);
    primary_.push_back(c);
  }

  disclosure_audit::number add_number(std::size_t value, std::size_t least) {
    cell_of_.push_back(cell{static_cast<std::uint32_t>(cells_.size())});
    return audit_.add(static_cast<double>(value), static_cast<double>(std::min(value, least)));
  }
  [[nodiscard]] std::vector<disclosure_audit::term> numbers_of(const std::vector<term>& terms) const {
    std::vector<disclosure_audit::term> out;
    for (const auto& t : terms) {
      if (t.of == cell::none) continue;
      const auto& s = cells_[index(t.of)];
      out.push_back({t.is_clients ? s.clients : s.count, t.factor});
    }
    return out;
  }
  [[nodiscard]] double sum_of(const std::vector<term>& terms) const {
    double out = 0;
    for (const auto& t : terms)
      if (t.of != cell::none) out += t.factor * static_cast<double>(t.is_clients ? value(t.of).clients : value(t.of).count);
    return out;
  }
  void relate(cell total, const std::vector<cell>& parts, overlap how) {
    if (total == cell::none) return;
    std::vector<term> count, clients;
    for (const auto p : parts) {
      count.push_back(count_of(p));
      clients.push_back(clients_of(p));
    }
    count.push_back(count_of(total, -1));
    clients.push_back(clients_of(total, -1));
    if (sum_of(count) == 0) add_equation(count);
    if (how == overlap::none && sum_of(clients) == 0)
      add_equation(clients);
    else
      add_inequality(clients);
  }

  // What has to be looked at where a cell is hidden.
  void arrange() {
    sums_of_ = {cells_.size(), [&](auto put) {
                  for (std::uint32_t s = 0; s < sums_.size(); ++s) {
                    for (const auto p : parts_[s]) put(index(p), s);
                    if (sums_[s].total != cell::none) put(index(sums_[s].total), s);
                  }
                }};
    effects_of_ = {cells_.size(), [&](auto put) {
                     for (const auto& f : follows_) put(index(f.cause), f.effect);
                   }};
  }

  // For each figure of few clients that can be reckoned, hides the least that tells it.
  void hide_what_tells() {
    arrange();
    std::vector<disclosure_audit::number> asked;
    for (const auto c : primary_) {
      asked.push_back(of(c).count);
      if (of(c).clients != of(c).count) asked.push_back(of(c).clients);
    }
    for (bool is_done = false; !is_done;) {
      propagate();
      bool is_told = false;
      for (const auto& told : audit_.find_told(asked)) {
        const auto least = least_of(told.by);
        if (least != cell::none)
          hide(least);
        else
          is_told = true;
      }
      is_done = changed_.empty();
      if (!is_done || !is_told) continue;
      // A hidden zero was taken to be known, which spares numbers to look at; now where that is too much.
      is_safe_ = std::exchange(are_zeros_known_, false);
      is_done = !is_safe_;
      for (const auto c : hidden_zeros_) audit_.suppress(c);
    }
  }
  // The smallest cell that a number of is shown.
  [[nodiscard]] cell least_of(const std::vector<disclosure_audit::number>& numbers) const {
    auto out = cell::none;
    for (const auto n : numbers) {
      const auto c = cell_of_[n];
      if (is_hidden(c) || cells_[index(c)].is_known || value(c).clients == 0) continue;
      if (out == cell::none || is_smaller(c, out)) out = c;
    }
    return out;
  }

  void queue_sum(std::uint32_t number) {
    if (!std::exchange(sums_[number].is_queued, true)) queued_.push_back(number);
  }

  void propagate() {
    while (!changed_.empty() || !queued_.empty()) {
      while (!changed_.empty()) {
        const auto c = changed_.back();
        changed_.pop_back();
        for (const auto effect : effects_of_[index(c)]) hide(effect);
        for (const auto number : sums_of_[index(c)]) queue_sum(number);
      }
      if (queued_.empty()) break;
      const auto number = queued_.back();
      queued_.pop_back();
      sums_[number].is_queued = false;
      protect(sums_[number], parts_[number]);
    }
  }

  void protect(const sum& s, std::span<const cell> parts) {
    std::size_t hidden = 0, all = 0, most = 0;  // hidden parts, and their clients
    std::vector<cell> shown;
    for (const auto p : parts) {
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
      for (const auto p : parts) hide(p);
  }

  disclosure limits_;
  suppression_steps steps_;
  std::vector<state> cells_;
  std::vector<sum> sums_;
  detail::packed_lists<cell> parts_;  // by sum
  struct consequence {
    cell cause, effect;
  };
  std::vector<consequence> follows_;
  detail::packed_lists<std::uint32_t> sums_of_;  // by cell
  detail::packed_lists<cell> effects_of_;        // likewise
  std::vector<cell> primary_;
  disclosure_audit audit_;
  std::vector<disclosure_audit::number> hidden_zeros_;
  bool are_zeros_known_ = true, is_safe_ = true;
  std::vector<cell> cell_of_;  // by number of the audit
  std::vector<cell> changed_;  // hidden, and what that leads to not yet looked at
  std::vector<std::uint32_t> queued_;
};

}  // namespace polku::inline v0
