// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/return_lengths.hpp>
#include <polku/ping_pong/follow_up.hpp>
#include <polku/ping_pong/ping_pong.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Which loops `measure_consequences` follows, and to what.
struct consequence_options {
  follow_up_options follow_up = {};
  ping_pong_options ping_pong = {};
  /// At what time after the start of the clock clients are told apart in the comparisons that heed immortal time.
  duration landmark = days{180};
};

/// What one ping-pong loop led to.
struct loop_consequence {
  client_id client;
  time_point departure;       ///< the end of its first stay; the cutoff where that is open
  time_point last_return;     ///< the start of its last stay
  duration time_lost;         ///< from the departure to the last return; 0 where the client was back before leaving
  polku::follow_up followed;  ///< what came after the last return

  friend bool operator==(const loop_consequence&, const loop_consequence&) = default;
};

/// What a loop of a log led to. O(milestones of the client).
[[nodiscard]] inline loop_consequence consequence_of(const event_log& log, const ping_pong_loop& loop,
                                                     const follow_up_finder& finder) {
  const auto departure = std::min(loop.stays.front().end, log.cutoff());
  return {loop.client, departure, loop.end(), std::max(loop.end() - departure, duration{}),
          finder.after_start(loop.client, loop.stays.back())};
}

/// What each loop of a log led to, in the order of the loops.
[[nodiscard]] inline std::vector<loop_consequence> find_loop_consequences(const event_log& log, const ping_pong_loops& loops,
                                                                          const follow_up_options& options = {}) {
  const follow_up_finder finder(log, options);
  std::vector<loop_consequence> out;
  out.reserve(loops.size());
  for (const auto loop : loops) out.push_back(consequence_of(log, loop, finder));
  return out;
}

/// Clients that were bounced beside those that were not. Figures, not effects: the two differ in more than that.
struct loop_comparison {
  follow_up_counts with_loop;
  follow_up_counts without_loop;

  friend bool operator==(const loop_comparison&, const loop_comparison&) = default;
};

/// What the loops of a log led to.
struct loop_consequences {
  /// Of each loop, from its last return on.
  follow_up_counts loops;
  /// Of each loop: from its first departure to its last return.
  distribution time_lost;
  /// Of each client with a stay, from the start of the first stay on, by whether the client ever had a loop. Who has one was
  /// under observation for long enough to get it ("immortal time", Suissa 2008), and an outcome may have come before it: the
  /// two are not alike from the start.
  loop_comparison ever;
  /// The same without either: of clients whose follow-up goes on for longer than the landmark, from the landmark on, by
  /// whether they had a loop by then (Anderson, Cain and Gelber 1983): in the stays that had begun, those that went on taken
  /// as open. Who is bounced afterwards stays among those without.
  loop_comparison at_landmark;

  friend bool operator==(const loop_consequences&, const loop_consequences&) = default;
};

/// Measures what loops led to, of the clients it is shown.
class loop_consequence_tally {
 public:
  static constexpr bool needs_returns = true;

  /// \throws std::invalid_argument where the landmark or the window of the ping-pong options is negative.
  loop_consequence_tally(const pathways& paths, const consequence_options& options)
      : followed_(paths.log(), options.follow_up),
        loops_(paths, options.ping_pong),
        early_returns_(paths),
        landmark_(options.landmark) {
    detail::require_not_negative(landmark_, "a landmark, the time from a client's first stay,");
  }

  void add(const client_block& block) {
    const auto& log = block.paths().log();
    const auto clients = block.clients();
    has_loop_.assign(clients.last - clients.first, false);
    loops_.for_each(block, [&](client_id client, std::size_t returns, std::span<const stay> stays) {
      const auto what = consequence_of(log, {client, stays, returns}, followed_);
      sums_.loops.add(what.followed);
      sums_.time_lost.add(what.time_lost);
      has_loop_[index_of(client) - clients.first] = true;
    });
    cut_at_landmark(block);
    const stay_block early{clients, stays_.data(), back_.data(), first_.data(), client_.data()};
    has_early_loop_.assign(clients.last - clients.first, false);
    loops_.for_each(client_block(block.paths(), clients, &early, early_returns_.make(early)),
                    [&](client_id client, std::size_t, std::span<const stay>) {
                      has_early_loop_[index_of(client) - clients.first] = true;
                    });
    for (auto c = clients.first; c != clients.last; ++c) {
      const auto h = block[client_id{c}];
      if (h.stays.empty()) continue;
      const auto followed = followed_.after_start(h.client, h.stays.front());
      const auto i = c - clients.first;
      (has_loop_[i] ? sums_.ever.with_loop : sums_.ever.without_loop).add(followed);
      if (followed.length() > landmark_)
        (has_early_loop_[i] ? sums_.at_landmark.with_loop : sums_.at_landmark.without_loop).add(followed, landmark_);
    }
  }

  void merge(loop_consequence_tally&& other) {
    sums_.loops.merge(other.sums_.loops);
    sums_.time_lost.merge(other.sums_.time_lost);
    sums_.ever.with_loop.merge(other.sums_.ever.with_loop);
    sums_.ever.without_loop.merge(other.sums_.ever.without_loop);
    sums_.at_landmark.with_loop.merge(other.sums_.at_landmark.with_loop);
    sums_.at_landmark.without_loop.merge(other.sums_.at_landmark.without_loop);
  }

  [[nodiscard]] loop_consequences result() && { return std::move(sums_); }

 private:
  // The stays of each client as they were at the landmark. What went on is open there: only coverage asks whether it is, and
  // where succession needs the end, it is the landmark.
  void cut_at_landmark(const client_block& block) {
    const bool is_covered = block.paths().how() == reading::coverage;
    stays_.clear();
    back_.clear();
    client_.clear();
    first_.assign(1, 0);
    for (auto c = block.clients().first; c != block.clients().last; ++c) {
      const auto h = block[client_id{c}];
      for (std::size_t i = 0; i < h.stays.size(); ++i) {
        const auto landmark = add_saturated(h.stays.front().start, landmark_);
        if (h.stays[i].start > landmark) break;
        stays_.push_back(h.stays[i]);
        back_.push_back(h.back[i]);
        client_.push_back(h.client);
        if (h.stays[i].end > landmark) stays_.back().end = is_covered ? open_end : landmark;
      }
      first_.push_back(static_cast<std::uint32_t>(stays_.size()));
    }
  }

  follow_up_finder followed_;
  ping_pong_finder loops_;
  return_length_maker early_returns_;
  duration landmark_;
  loop_consequences sums_;

  // Of the block at hand.
  std::vector<char> has_loop_, has_early_loop_;  // by client
  std::vector<stay> stays_;                      // that had begun at the landmark
  std::vector<std::uint32_t> back_, first_;
  std::vector<client_id> client_;
};

/// Measures what the ping-pong loops of a log led to. Time as `find_ping_pong`, twice, and O(milestones) per loop.
[[nodiscard]] inline loop_consequences measure_loop_consequences(const pathways& paths,
                                                                 const consequence_options& options = {}) {
  loop_consequence_tally tally(paths, options);
  scan(paths, tally);
  return std::move(tally).result();
}

}  // namespace polku::inline v0
