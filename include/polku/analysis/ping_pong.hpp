// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/ping_pong_loops.hpp>
#include <polku/analysis/returns.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0 {

struct ping_pong_options {
  progress_options progress = {};
  std::size_t max_length = 3;             ///< returns longer than this do not count; 2 is A, B, A
  duration window = days{180};            ///< returns with a longer time away do not count
  std::size_t min_returns = 2;            ///< how many returns make a loop
  std::vector<std::string> planned = {};  ///< parties whose routes are meant, such as respite care
};

/// Finds the ping-pong loops of the clients it is shown.
class ping_pong_list {
 public:
  static constexpr bool needs_returns = true;

  ping_pong_list(const pathways& paths, const ping_pong_options& options)
      : cutoff_(paths.log().cutoff()),
        finder_(paths, options.progress),
        max_length_(options.max_length),
        min_returns_(std::max<std::size_t>(options.min_returns, 1)),
        window_(options.window),
        is_planned_(options.planned.empty() ? 0 : paths.names().size()) {
    for (const auto& name : options.planned)
      if (const auto party = paths.names().find(name)) is_planned_[index_of(*party)] = true;
  }

  void add(const client_block& block) {
    find_candidates(block);
    find_runs(block.stays().first[block.clients().last - block.clients().first]);
    auto client = block.clients().first;
    for (auto r = runs_.begin() + found_; r-- != runs_.begin();) {
      while (block.stays().first[client + 1 - block.clients().first] <= r->first) ++client;
      if (block.paths().how() == reading::succession)
        loops_.add(client_id{client}, r->returns, {block.stays().stays + r->first, r->last - r->first + 1});
      else
        group(block, client_id{client}, *r);
    }
  }

  void merge(ping_pong_list&& other) { loops_.append(std::move(other.loops_)); }

  [[nodiscard]] ping_pong_loops result() && { return std::move(loops_); }

 private:
  // Returns that may hang together: the stays from the first one's first to the last one's last. Indices are those of the
  // block.
  struct run {
    std::uint32_t first, last;
    std::uint32_t returns;
  };

  // Fills left_: for each stay of the block the stay that was left, where a return that counts ends there, else itself.
  void find_candidates(const client_block& block) {
    const auto& [clients, stays, back, first] = block.stays();
    const auto* const lengths = block.returns().lengths;
    const auto* const concurrent = block.returns().concurrent;
    const auto n = first[clients.last - clients.first];
    if (left_.size() < n) left_.resize(n);
    auto* const left = left_.data();
    for (std::uint32_t j = 0; j < n; ++j) {
      const bool is_short = (lengths[j] > 1) & (lengths[j] <= max_length_);
      const bool is_soon = stays[j].start - detail::earlier(stays[j - back[j]].end, cutoff_) <= window_;
      bool is_alongside = false;
      if (concurrent) is_alongside = concurrent[j] != 0;
      left[j] = j - detail::choose(is_short & is_soon & !is_alongside, back[j], 0u);
    }
    if (!finder_.knows_progress() && is_planned_.empty()) return;
    for (auto c = clients.first; c != clients.last; ++c) {
      const auto h = block[client_id{c}];
      const auto begin = first[c - clients.first];
      finder_.next(h);
      for (std::uint32_t j = 0; j < h.stays.size(); ++j)
        if (left[begin + j] != begin + j && (finder_.has_progress(h, j) || is_planned(h, j))) left[begin + j] = begin + j;
    }
  }

  [[nodiscard]] bool is_planned(const client_history& h, std::uint32_t last) {
    if (is_planned_.empty()) return false;
    const auto route = finder_.return_at(h, last).route;
    for (std::uint32_t i = 0; i < route.size(); ++i)
      if (!is_planned_[index_of(h.stays[route[i]].party)]) return false;
    return true;
  }

  // Fills runs_, last one first, with enough returns whose stretches of stays overlap. Backwards, as a stretch is over where
  // no later return reaches further back.
  void find_runs(std::uint32_t n) {
    if (runs_.size() < n) runs_.resize(n);
    const auto* const left = left_.data();
    auto* const runs = runs_.data();
    std::uint32_t found = 0, last = n - 1, reach = n, returns = 0;
    for (auto j = n; j-- != 0;) {
      returns += left[j] != j ? 1 : 0;
      reach = std::min(reach, left[j]);
      const bool is_over = reach == j;
      runs[found] = {j, last, returns};
      found += is_over & (returns >= min_returns_) ? 1 : 0;
      last = detail::choose(is_over, j - 1, last);
      returns = detail::choose(is_over, 0u, returns);
    }
    found_ = found;
  }

  // Under coverage a route need not hold all stays in between, so a run can be several groups.
  void group(const client_block& block, client_id client, const run& r) {
    const auto h = block[client];
    const auto shift = static_cast<std::uint32_t>(h.stays.data() - block.stays().stays);
    group_.clear();
    for (auto j = r.first; j <= r.last; ++j) group_.push_back({j - r.first, 0});
    const auto member = [&](std::uint32_t stay) { return stay + shift - r.first; };
    for (auto j = r.first; j <= r.last; ++j) {
      if (left_[j] == j) continue;
      const auto found = finder_.return_at(h, j - shift);
      for (std::uint32_t i = 0; i < found.route.size(); ++i) join(member(found.first), member(found.route[i]));
      join(member(found.first), j - r.first);
      ++group_[group_of(j - r.first)].returns;
    }
    for (std::uint32_t g = 0; g < group_.size(); ++g) {
      if (group_[g].of != g || group_[g].returns < min_returns_) continue;
      loop_.clear();
      for (auto i = g; i < group_.size(); ++i)
        if (group_of(i) == g) loop_.push_back(block.stays().stays[r.first + i]);
      loops_.add(client, group_[g].returns, loop_);
    }
  }

  // Stays that returns join; a group is known by its first stay.
  std::uint32_t group_of(std::uint32_t i) {
    while (group_[i].of != i) i = group_[i].of = group_[group_[i].of].of;
    return i;
  }
  void join(std::uint32_t i, std::uint32_t j) {
    const auto a = group_of(i), b = group_of(j);
    if (a == b) return;
    group_[std::max(a, b)].of = std::min(a, b);
    group_[std::min(a, b)].returns += group_[std::max(a, b)].returns;
  }

  time_point cutoff_;
  return_finder finder_;
  std::size_t max_length_, min_returns_;
  duration window_;
  std::vector<char> is_planned_;  // by party; empty where nothing is planned
  ping_pong_loops loops_;

  // Of the block at hand.
  std::vector<std::uint32_t> left_;
  std::vector<run> runs_;
  std::uint32_t found_ = 0;
  // Of the run at hand.
  struct membership {
    std::uint32_t of;       // a stay of the same group before it, or itself
    std::uint32_t returns;  // of the group, where it is the first of it
  };
  std::vector<membership> group_;
  std::vector<stay> loop_;
};

/// Finds the ping-pong loops of a log: groups of returns that are short, soon, neither concurrent nor with progress nor by
/// way of planned parties only, and that share stays. Ordered by client, then by first stay. Time as `count_returns`, and
/// O(r log r) for the returns of one client that count.
[[nodiscard]] inline ping_pong_loops find_ping_pong(const pathways& paths, const ping_pong_options& options = {}) {
  ping_pong_list loops(paths, options);
  scan(paths, loops);
  return std::move(loops).result();
}

}  // namespace polku::inline v0
