// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/pair_table.hpp>
#include <polku/ping_pong/returns.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// The returns that pass from one party straight to another.
struct carried_returns {
  label from = label::none;
  label to = label::none;
  counted returns = {};

  friend bool operator==(const carried_returns&, const carried_returns&) = default;
};

/// Counts, by ordered pair of parties, the returns that pass over it. The path of a return is the party left, those of its
/// route (neighbours of one party once) and the party come back to. A return that passes over a pair twice counts once.
class carried_return_tally {
 public:
  explicit carried_return_tally(const pathways& paths)
      : finder_(paths, {.milestones = {}, .phases = {}}), pairs_(paths.names().size()) {}

  void add(const client_history& h) {
    for (std::uint32_t j = 0; j < h.stays.size(); ++j) {
      if (h.back[j] == 0) continue;
      const auto r = finder_.return_at(h, j);
      if (r.length == 1) continue;  // a re-entry
      ++returns_;
      auto at = h.stays[r.first].party;
      const auto pass_to = [&](label next) {
        if (next == at) return;
        auto& p = pairs_(at, next);
        if (std::exchange(p.last_return, returns_) != returns_) p.returns.add(h.client);
        at = next;
      };
      for (std::uint32_t i = 0; i < r.route.size(); ++i) pass_to(h.stays[r.route[i]].party);
      pass_to(h.stays[r.last].party);
    }
  }

  void merge(carried_return_tally&& other) {
    other.pairs_.for_each([&](label a, label b, const pair& from) {
      if (from.returns.sum.count != 0) pairs_(a, b).returns.sum.merge(from.returns.sum);
    });
  }

  /// Every pair that a return passes over, by label of `from`, then of `to`.
  [[nodiscard]] std::vector<carried_returns> result() && {
    std::vector<carried_returns> out;
    pairs_.for_each([&](label a, label b, const pair& p) {
      if (p.returns.sum.count != 0) out.push_back({a, b, p.returns.sum});
    });
    return out;
  }

 private:
  struct pair {
    event_count returns;
    std::uint64_t last_return = 0;
  };

  return_finder finder_;
  std::uint64_t returns_ = 0;
  pair_table<pair> pairs_;
};

/// Counts, by ordered pair of parties, the returns of a log that pass over it, in the reading of the pathways. Time as
/// `count_returns`, and the length of the routes.
[[nodiscard]] inline std::vector<carried_returns> count_carried_returns(const pathways& paths) {
  carried_return_tally returns(paths);
  scan(paths, returns);
  return std::move(returns).result();
}

}  // namespace polku::inline v0
