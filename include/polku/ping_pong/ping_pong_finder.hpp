// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>
#include <polku/ping_pong/returns.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Which returns count, and how many of them are a ping-pong loop.
struct ping_pong_options {
  progress_options progress = {};
  std::size_t max_length = 3;   ///< returns longer than this do not count; 2 is A, B, A
  duration window = days{180};  ///< returns with a longer time away do not count
  std::size_t min_returns = 2;  ///< how many returns make a loop
  /// Parties whose routes are meant, such as respite care; case, `_`, `-` and space do not matter.
  std::vector<std::string> planned = {};
};

/// Finds ping-pong loops, block after block: groups of returns that are short, soon, neither concurrent nor with progress
/// nor by way of planned parties only, and that share stays.
class ping_pong_finder {
 public:
  /// \throws std::invalid_argument where the window is negative.
  ping_pong_finder(const pathways& paths, const ping_pong_options& options)
      : cutoff_(paths.log().cutoff()),
        finder_(paths, options.progress),
        lengths_(static_cast<std::uint32_t>(std::clamp<std::size_t>(options.max_length, 1, most) - 1)),
        min_returns_(static_cast<std::uint32_t>(std::clamp<std::size_t>(options.min_returns, 1, most))),
        window_(options.window),
        is_planned_(options.planned.empty() ? std::vector<char>() : match_terms(paths.names(), options.planned)) {
    detail::require_not_negative(window_, "a window, the longest time away that counts,");
  }

  /// Calls `on_loop(client_id, returns, std::span<const stay>)` for each loop, with its stays in order; by client, then by
  /// first stay.
  ///
  /// \throws std::logic_error where the tally that is shown the block does not say that it needs returns.
  template <class OnLoop>
  void for_each(const client_block& block, OnLoop on_loop) {
    const auto clients = block.clients();
    const auto* const first_stay = block.stays().first;
    if (!block.returns().lengths && first_stay[clients.last - clients.first] != 0)
      throw std::logic_error("polku: a tally with a ping_pong_finder says static constexpr bool needs_returns = true");
    find_candidates(block);
    find_runs(block.returns().partial);
    for (auto i = runs_found_; i-- != 0;) {
      const auto& r = runs_[i];
      const auto client = block.stays().client[r.first];
      if (r.is_partial == 0)
        on_loop(client, std::size_t{r.returns},
                std::span(block.stays().stays + r.first, candidates_[r.last].last - r.first + 1));
      else
        group(block, client, r, on_loop);
    }
  }

 private:
  // A return that counts. Indices are those of the block's stays.
  struct candidate {
    std::uint32_t first, last;
  };
  // Returns whose stretches of stays overlap.
  struct run {
    std::uint32_t first;       // stay
    std::uint32_t last;        // the last of the candidates
    std::uint32_t returns;     // how many candidates
    std::uint32_t is_partial;  // some stay between the ends of a return is not on its route
  };

  // Fills candidates_ with the returns that count, by the stay come back to. Without branches: first the short ones, then of
  // those the others.
  void find_candidates(const client_block& block) {
    const auto& [clients, stays, back, first, client] = block.stays();
    const auto* const lengths = block.returns().lengths;
    const auto* const concurrent = block.returns().concurrent;
    const auto n = first[clients.last - clients.first];
    if (candidates_.size() <= n) candidates_.resize(std::size_t{n} + 1);
    auto* const candidates = candidates_.data();

    std::uint32_t shorts = 0;
    for (std::uint32_t j = 0; j < n; ++j) {
      candidates[shorts].last = j;
      shorts += lengths[j] - 2 < lengths_ ? 1 : 0;
    }
    std::uint32_t found = 0;
    for (std::uint32_t c = 0; c < shorts; ++c) {
      const auto j = candidates[c].last, i = j - back[j];
      candidates[found] = {i, j};
      const bool is_soon = stays[j].start - detail::earlier(stays[i].end, cutoff_) <= window_;
      bool is_alongside = false;
      if (concurrent) is_alongside = concurrent[j] != 0;
      found += (is_soon & !is_alongside) ? 1 : 0;
    }
    candidates_found_ = found;
    if (finder_.knows_progress() || !is_planned_.empty()) drop_progress_and_planned(block);
  }

  void drop_progress_and_planned(const client_block& block) {
    const auto* const first_stay = block.stays().first;
    const auto all = candidates_found_;
    candidates_found_ = 0;
    std::uint32_t c = 0;
    for (auto client = block.clients().first; client != block.clients().last && c != all; ++client) {
      const auto begin = first_stay[client - block.clients().first], end = first_stay[client + 1 - block.clients().first];
      if (candidates_[c].last >= end) continue;
      const auto h = block[client_id{client}];
      finder_.next(h);
      for (; c != all && candidates_[c].last < end; ++c)
        if (const auto j = candidates_[c].last - begin; !finder_.has_progress(h, j) && !is_planned(h, j))
          candidates_[candidates_found_++] = candidates_[c];
    }
  }

  [[nodiscard]] bool is_planned(const client_history& h, std::uint32_t last) {
    if (is_planned_.empty()) return false;
    const auto route = finder_.return_at(h, last).route;
    for (std::uint32_t i = 0; i < route.size(); ++i)
      if (!is_planned_[index_of(h.stays[route[i]].party)]) return false;
    return true;
  }

  // Fills runs_, last one first, with enough candidates. Backwards, as a run begins where no later return reaches.
  void find_runs(const std::uint8_t* partial) {
    if (runs_.size() <= candidates_found_) runs_.resize(std::size_t{candidates_found_} + 1);
    const auto* const candidates = candidates_.data();
    auto* const runs = runs_.data();
    std::uint32_t found = 0;
    run open{0xFFFF'FFFF, 0, 0, 0};
    for (auto c = candidates_found_; c-- != 0;) {
      const auto [first, last] = candidates[c];
      const bool is_new = open.first > last;
      runs[found] = open;
      found += static_cast<std::uint32_t>(is_new) & static_cast<std::uint32_t>(open.returns >= min_returns_);
      open.first = detail::choose(is_new | (first < open.first), first, open.first);
      open.last = detail::choose(is_new, c, open.last);
      open.returns = detail::choose(is_new, 0u, open.returns) + 1;
      open.is_partial = detail::choose(is_new, 0u, open.is_partial);
      if (partial) open.is_partial |= partial[last];
    }
    runs[found] = open;
    found += open.returns >= min_returns_ ? 1 : 0;
    runs_found_ = found;
  }

  // Where a route does not hold all stays in between, a run can be several groups.
  template <class OnLoop>
  void group(const client_block& block, client_id client, const run& r, OnLoop& on_loop) {
    const auto h = block[client];
    const auto begin = block.stays().first[index_of(client) - block.clients().first];  // of the client's stays
    group_.clear();
    for (auto j = r.first; j <= candidates_[r.last].last; ++j) group_.push_back({.of = j - r.first});
    const auto place = [&](std::uint32_t stay) { return stay + begin - r.first; };
    for (auto c = r.last + 1 - r.returns; c <= r.last; ++c) {
      const auto found = finder_.return_at(h, candidates_[c].last - begin);
      for (std::uint32_t i = 0; i < found.route.size(); ++i) join(place(found.first), place(found.route[i]));
      join(place(found.first), place(found.last));
      ++group_[group_of(place(found.last))].returns;
    }
    // The stays of each group in order, one group after the other.
    std::uint32_t room = 0;
    for (std::uint32_t i = 0; i < group_.size(); ++i) ++group_[group_of(i)].stays;
    for (auto& g : group_)
      if (g.returns >= min_returns_) {
        g.first = room;
        room += g.stays;
      }
    grouped_.resize(room);
    for (std::uint32_t i = 0; i < group_.size(); ++i)
      if (auto& g = group_[group_of(i)]; g.returns >= min_returns_)
        grouped_[g.first + g.placed++] = block.stays().stays[r.first + i];
    for (const auto& g : group_)
      if (g.returns >= min_returns_)
        on_loop(client, std::size_t{g.returns}, std::span<const stay>(grouped_).subspan(g.first, g.stays));
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
    group_[std::min(a, b)].returns += std::exchange(group_[std::max(a, b)].returns, 0u);
  }

  time_point cutoff_;
  return_finder finder_;
  static constexpr std::size_t most = 0x7FFF'FFFF;
  std::uint32_t lengths_;  // how many count, from 2 on
  std::uint32_t min_returns_;
  duration window_;
  std::vector<char> is_planned_;  // by party; empty where nothing is planned

  // Of the block at hand.
  std::vector<candidate> candidates_;
  std::vector<run> runs_;
  std::uint32_t candidates_found_ = 0, runs_found_ = 0;
  // Of the run at hand.
  struct membership {
    std::uint32_t of;  // a stay of the same group before it, or itself
    // Of the group, where it is the first of it:
    std::uint32_t returns = 0, stays = 0;
    std::uint32_t first = 0, placed = 0;  // in grouped_
  };
  std::vector<membership> group_;
  std::vector<stay> grouped_;
};

}  // namespace polku::inline v0
