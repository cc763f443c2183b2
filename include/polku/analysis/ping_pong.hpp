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
  ping_pong_list(const pathways& paths, const ping_pong_options& options)
      : cutoff_(paths.log().cutoff()),
        finder_(paths, options.progress),
        max_length_(options.max_length),
        min_returns_(options.min_returns),
        window_(options.window),
        is_planned_(options.planned.empty() ? 0 : paths.names().size()) {
    for (const auto& name : options.planned)
      if (const auto party = paths.names().find(name)) is_planned_[index_of(*party)] = true;
  }

  void add(const client_block& block) {
    const auto how = block.paths().how();
    for (auto c = block.clients().first; c != block.clients().last; ++c) {
      const auto h = block[client_id{c}];
      if (how == reading::succession)
        find_by_succession(h);
      else
        find_by_coverage(h);
    }
  }

  void merge(ping_pong_list&& other) { loops_.append(other.loops_); }

  [[nodiscard]] ping_pong_loops result() && { return std::move(loops_); }

 private:
  // Under succession the stays of a return are neighbours, so a group of returns is a run of stays.
  void find_by_succession(const client_history& h) {
    const auto n = static_cast<std::uint32_t>(h.stays.size());
    const auto* const stays = h.stays.data();
    const auto* const back = h.back.data();
    std::size_t short_and_soon = 0;
    for (std::uint32_t j = 0; j < n; ++j) {
      const bool is_short = (back[j] != 0) & (back[j] <= max_length_);
      const bool is_soon = stays[j].start - detail::earlier(stays[j - back[j]].end, cutoff_) <= window_;
      short_and_soon += static_cast<std::size_t>(is_short & is_soon);
    }
    if (short_and_soon < std::max<std::size_t>(min_returns_, 1)) return;

    runs_.clear();
    finder_.for_each(
        h,
        [&](const return_view& r) {
          if (!counts(h, r)) return;
          run found{r.first, r.last, 1};
          while (!runs_.empty() && runs_.back().last >= found.first) {
            found.first = std::min(found.first, runs_.back().first);
            found.returns += runs_.back().returns;
            runs_.pop_back();
          }
          runs_.push_back(found);
        },
        [](std::uint32_t, std::uint32_t) {});
    for (const auto& r : runs_)
      if (r.returns >= min_returns_) loops_.add(h.client, r.returns, h.stays.subspan(r.first, r.last - r.first + 1));
  }

  void find_by_coverage(const client_history& h) {
    std::size_t candidates = 0;
    for (const auto back : h.back) candidates += back != 0 ? 1 : 0;
    if (candidates < std::max<std::size_t>(min_returns_, 1)) return;

    members_.clear();
    std::uint32_t returns = 0;
    finder_.for_each(
        h,
        [&](const return_view& r) {
          if (!counts(h, r)) return;
          members_.push_back({r.first, returns});
          for (std::uint32_t i = 0; i < r.route.size(); ++i) members_.push_back({r.route[i], returns});
          members_.push_back({r.last, returns});
          ++returns;
        },
        [](std::uint32_t, std::uint32_t) {});
    if (returns != 0 && returns >= min_returns_) group(h, returns);
  }

  [[nodiscard]] bool counts(const client_history& h, const return_view& r) const {
    return r.length <= max_length_ && r.away <= window_ && !finder_.is_concurrent(h, r) && !finder_.has_progress(h, r) &&
           !is_planned(h, r);
  }

  [[nodiscard]] bool is_planned(const client_history& h, const return_view& r) const {
    if (is_planned_.empty()) return false;
    for (std::uint32_t i = 0; i < r.route.size(); ++i)
      if (!is_planned_[index_of(h.stays[r.route[i]].party)]) return false;
    return true;
  }

  // Union-find over returns; a return's group is known by its first return.
  std::uint32_t group_of(std::uint32_t r) {
    while (group_[r] != r) r = group_[r] = group_[group_[r]];
    return r;
  }

  // Joins the returns that share a stay.
  void group(const client_history& h, std::uint32_t returns) {
    group_.resize(returns);
    for (std::uint32_t r = 0; r < returns; ++r) group_[r] = r;
    std::sort(members_.begin(), members_.end());
    for (std::size_t i = 1; i < members_.size(); ++i) {
      if (members_[i].stay != members_[i - 1].stay) continue;
      const auto a = group_of(members_[i - 1].of_return), b = group_of(members_[i].of_return);
      group_[std::max(a, b)] = std::min(a, b);
    }
    size_.assign(returns, 0);
    for (std::uint32_t r = 0; r < returns; ++r) ++size_[group_of(r)];

    // One entry per stay, by group; groups by their first stay.
    std::size_t kept = 0;
    first_stay_.assign(returns, none);
    for (std::size_t i = 0; i < members_.size(); ++i) {
      if (kept != 0 && members_[i].stay == members_[kept - 1].stay) continue;
      const auto g = group_of(members_[i].of_return);
      if (first_stay_[g] == none) first_stay_[g] = members_[i].stay;
      members_[kept++] = {members_[i].stay, g};
    }
    members_.resize(kept);
    std::sort(members_.begin(), members_.end(), [&](const member& a, const member& b) {
      const auto x = first_stay_[a.of_return], y = first_stay_[b.of_return];
      return x != y ? x < y : a.stay < b.stay;
    });
    for (std::size_t i = 0; i < kept;) {
      const auto g = members_[i].of_return;
      loop_.clear();
      for (; i < kept && members_[i].of_return == g; ++i) loop_.push_back(h.stays[members_[i].stay]);
      if (size_[g] >= min_returns_) loops_.add(h.client, size_[g], loop_);
    }
  }

  static constexpr std::uint32_t none = 0xFFFF'FFFF;

  // Returns that hang together, and the stays from the first one's first to the last one's last.
  struct run {
    std::uint32_t first, last;
    std::uint32_t returns;
  };
  // A stay that belongs to a return, or later to a group of returns.
  struct member {
    std::uint32_t stay, of_return;
    friend auto operator<=>(const member&, const member&) = default;
  };

  time_point cutoff_;
  return_finder finder_;
  std::size_t max_length_, min_returns_;
  duration window_;
  std::vector<char> is_planned_;  // by party; empty where nothing is planned
  ping_pong_loops loops_;

  // Of the client at hand.
  std::vector<run> runs_;
  std::vector<member> members_;
  std::vector<std::uint32_t> group_, size_, first_stay_;  // by return
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
