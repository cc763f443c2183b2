// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/partials/partial.hpp>
#include <polku/partials/return_analyses.hpp>
#include <polku/ping_pong/ping_pong.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <vector>

namespace polku::inline v0 {

/// A ping-pong loop as a partial result lists it: without the log's numbers.
struct listed_loop {
  struct stay {
    time_point start;
    time_point end;  ///< `open_end` where it is open at the cutoff
    label party;

    friend bool operator==(const stay&, const stay&) = default;
  };
  client_id client;
  std::vector<stay> stays;
  std::size_t returns = 0;

  friend bool operator==(const listed_loop&, const listed_loop&) = default;
};

namespace detail {

template <>
struct parts<ping_pong_options> {
  static auto of(auto& x) { return std::tie(x.progress, x.max_length, x.window, x.min_returns, x.planned); }
};
template <>
struct parts<ping_pong_counts> {
  static auto of(auto& x) { return std::tie(x.loops, x.returns, x.bounces, x.span); }
};
template <>
struct parts<listed_loop::stay> {
  static auto of(auto& x) { return std::tie(x.start, x.end, x.party); }
};
template <>
struct parts<listed_loop> {
  static auto of(auto& x) { return std::tie(x.client, x.stays, x.returns); }
};

}  // namespace detail

/// `count_ping_pong`.
struct ping_pong_analysis {
  static constexpr std::string_view name = "ping-pong";
  using options = ping_pong_options;
  using sums = ping_pong_counts;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return detail::scanned(paths, threads, ping_pong_tally(paths, o)).result();
  }
};

/// `find_ping_pong`, by the name of the client, then by first stay.
struct loop_list_analysis {
  static constexpr std::string_view name = "list of ping-pong loops";
  using options = ping_pong_options;
  using sums = std::vector<listed_loop>;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    sums out;
    const auto loops = detail::scanned(paths, threads, ping_pong_list(paths, o)).result();
    for (const auto& loop : loops) {
      auto& l = out.emplace_back(listed_loop{loop.client, {}, loop.returns});
      for (const auto& s : loop.stays) l.stays.push_back({s.start, s.end, s.party});
    }
    return out;
  }
};

}  // namespace polku::inline v0
