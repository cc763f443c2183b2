// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/returns.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace polku::inline v0 {

struct ping_pong_options {
  progress_options progress = {};
  std::size_t max_length = 3;             ///< returns longer than this do not count; 2 is A, B, A
  duration window = days{180};            ///< returns with a longer time away do not count
  std::size_t min_returns = 2;            ///< how many returns make a loop
  std::vector<std::string> planned = {};  ///< parties whose routes are meant, such as respite care
};

/// Returns of one client that hang together by shared stays: the client is being bounced. A finding, not a verdict.
struct ping_pong_loop {
  client_id client;
  std::vector<stay> stays;     ///< the distinct stays of its returns, in order: the evidence
  std::vector<label> parties;  ///< in order of first appearance
  std::size_t returns = 0;
  time_point start;  ///< of its first stay
  time_point end;    ///< the start of its last stay

  [[nodiscard]] std::size_t bounces() const { return stays.size() - 1; }
  friend bool operator==(const ping_pong_loop&, const ping_pong_loop&) = default;
};

/// Finds the ping-pong loops of the clients it is shown.
class ping_pong_list {
 public:
  ping_pong_list(const pathways& paths, const ping_pong_options& options)
      : finder_(paths, options.progress),
        max_length_(options.max_length),
        min_returns_(options.min_returns),
        window_(options.window),
        is_planned_(options.planned.empty() ? 0 : paths.names().size()) {
    for (const auto& name : options.planned)
      if (const auto party = paths.names().find(name)) is_planned_[index_of(*party)] = true;
  }

  void add(const client_history& h) {
    members_.clear();
    std::uint32_t returns = 0;
    finder_.for_each(
        h,
        [&](const return_view& r) {
          if (r.length > max_length_ || r.away > window_ || finder_.is_concurrent(h, r) || finder_.has_progress(h, r) ||
              is_planned(h, r))
            return;
          members_.push_back(member(r.first, returns));
          for (std::uint32_t i = 0; i < r.route.size(); ++i) members_.push_back(member(r.route[i], returns));
          members_.push_back(member(r.last, returns));
          ++returns;
        },
        [](std::uint32_t, std::uint32_t) {});
    if (returns != 0 && returns >= min_returns_) group(h, returns);
  }

  void merge(ping_pong_list&& other) {
    for (auto& l : other.loops_) loops_.push_back(std::move(l));
  }

  [[nodiscard]] std::vector<ping_pong_loop> result() && { return std::move(loops_); }

 private:
  // A stay that belongs to a return; sorted by stay, then by return.
  static std::uint64_t member(std::uint32_t stay, std::uint32_t number_of_return) {
    return std::uint64_t{stay} << 32 | number_of_return;
  }
  static std::uint32_t stay_of(std::uint64_t member) { return static_cast<std::uint32_t>(member >> 32); }
  static std::uint32_t return_of(std::uint64_t member) { return static_cast<std::uint32_t>(member); }

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

  void group(const client_history& h, std::uint32_t returns) {
    group_.resize(returns);
    for (std::uint32_t r = 0; r < returns; ++r) group_[r] = r;
    std::sort(members_.begin(), members_.end());
    for (std::size_t i = 1; i < members_.size(); ++i) {
      if (stay_of(members_[i]) != stay_of(members_[i - 1])) continue;
      const auto a = group_of(return_of(members_[i - 1])), b = group_of(return_of(members_[i]));
      group_[std::max(a, b)] = std::min(a, b);
    }

    size_.assign(returns, 0);
    for (std::uint32_t r = 0; r < returns; ++r) ++size_[group_of(r)];
    loop_of_.assign(returns, none);
    const auto first_loop = loops_.size();
    for (std::size_t i = 0; i < members_.size(); ++i) {
      if (i != 0 && stay_of(members_[i]) == stay_of(members_[i - 1])) continue;
      const auto g = group_of(return_of(members_[i]));
      if (size_[g] < min_returns_) continue;
      if (loop_of_[g] == none) {
        loop_of_[g] = static_cast<std::uint32_t>(loops_.size() - first_loop);
        loops_.push_back({h.client, {}, {}, size_[g], {}, {}});
      }
      auto& loop = loops_[first_loop + loop_of_[g]];
      const auto& s = h.stays[stay_of(members_[i])];
      loop.stays.push_back(s);
      if (std::find(loop.parties.begin(), loop.parties.end(), s.party) == loop.parties.end())
        loop.parties.push_back(s.party);
    }
    for (auto l = first_loop; l < loops_.size(); ++l) {
      loops_[l].start = loops_[l].stays.front().start;
      loops_[l].end = loops_[l].stays.back().start;
    }
  }

  static constexpr std::uint32_t none = 0xFFFF'FFFF;

  return_finder finder_;
  std::size_t max_length_, min_returns_;
  duration window_;
  std::vector<char> is_planned_;  // by party; empty where nothing is planned
  std::vector<std::uint64_t> members_;
  std::vector<std::uint32_t> group_, size_, loop_of_;  // by return of this client
  std::vector<ping_pong_loop> loops_;
};

/// Finds the ping-pong loops of a log: groups of returns that are short, soon, neither concurrent nor with progress nor by
/// way of planned parties only, and that share stays. Ordered by client, then by first stay. Time as `count_returns`, and
/// O(r log r) for the returns of one client that count.
[[nodiscard]] inline std::vector<ping_pong_loop> find_ping_pong(const pathways& paths,
                                                                const ping_pong_options& options = {}) {
  ping_pong_list loops(paths, options);
  scan(paths, loops);
  return std::move(loops).result();
}

}  // namespace polku::inline v0
