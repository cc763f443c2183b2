// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>
#include <polku/core/duration_sum.hpp>
#include <polku/ping_pong/ping_pong_finder.hpp>
#include <polku/ping_pong/ping_pong_loops.hpp>

#include <cstddef>
#include <span>
#include <utility>

namespace polku::inline v0 {

/// How many ping-pong loops a log holds.
struct ping_pong_counts {
  counted loops;
  std::size_t returns = 0;  ///< in loops
  std::size_t bounces = 0;  ///< moves within loops
  duration_sum span = {};   ///< from the start of each loop's first stay to the start of its last, added up

  friend bool operator==(const ping_pong_counts&, const ping_pong_counts&) = default;
};

/// Counts the ping-pong loops of the clients it is shown.
class ping_pong_tally {
 public:
  static constexpr bool needs_returns = true;

  ping_pong_tally(const pathways& paths, const ping_pong_options& options) : finder_(paths, options) {}

  void add(const client_block& block) {
    finder_.for_each(block, [&](client_id client, std::size_t returns, std::span<const stay> stays) {
      loops_.add(client);
      counts_.returns += returns;
      counts_.bounces += stays.size() - 1;
      counts_.span += stays.back().start - stays.front().start;
    });
  }

  void merge(ping_pong_tally&& other) {
    loops_.sum.merge(other.loops_.sum);
    counts_.returns += other.counts_.returns;
    counts_.bounces += other.counts_.bounces;
    counts_.span += other.counts_.span;
  }

  [[nodiscard]] ping_pong_counts result() && {
    counts_.loops = loops_.sum;
    return counts_;
  }

 private:
  ping_pong_finder finder_;
  event_count loops_;
  ping_pong_counts counts_;
};

/// Lists the ping-pong loops of the clients it is shown.
class ping_pong_list {
 public:
  static constexpr bool needs_returns = true;

  ping_pong_list(const pathways& paths, const ping_pong_options& options) : finder_(paths, options) {}

  void add(const client_block& block) {
    finder_.for_each(block, [&](client_id client, std::size_t returns, std::span<const stay> stays) {
      loops_.add(client, returns, stays);
    });
  }
  void merge(ping_pong_list&& other) { loops_.append(std::move(other.loops_)); }
  [[nodiscard]] ping_pong_loops result() && { return std::move(loops_); }

 private:
  ping_pong_finder finder_;
  ping_pong_loops loops_;
};

/// Counts the ping-pong loops of a log. Time as `count_returns`, and O(r log r) for the returns of one client that count.
[[nodiscard]] inline ping_pong_counts count_ping_pong(const pathways& paths, const ping_pong_options& options = {}) {
  ping_pong_tally loops(paths, options);
  scan(paths, loops);
  return std::move(loops).result();
}

/// Finds the ping-pong loops of a log, ordered by client, then by first stay. Time as `count_ping_pong`; memory for a copy
/// of each stay in a loop.
[[nodiscard]] inline ping_pong_loops find_ping_pong(const pathways& paths, const ping_pong_options& options = {}) {
  ping_pong_list loops(paths, options);
  scan(paths, loops);
  return std::move(loops).result();
}

}  // namespace polku::inline v0
