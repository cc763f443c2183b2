// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/core/counted.hpp>
#include <polku/core/pair_table.hpp>
#include <polku/ping_pong/follow_up.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// What became of clients who went from A to B, by whether B sent them back. Figures, not effects: the groups differ in more
/// than that. By succession, each client's first transition from A to B; the clock starts for all at the departure from A
/// (the end of the stay there; the cutoff where it is open), that time included. Window, progress and exits do not part the
/// groups.
struct return_consequence {
  label from = label::none;  ///< A
  label via = label::none;   ///< B
  counted returns = {};      ///< direct returns A, B, A: of any transition, not only the first

  /// Followed by the direct return. They were under observation until then ("immortal time", Suissa 2008), and an outcome
  /// may have come before it: the groups are not alike from the start.
  follow_up_counts returned = {};
  follow_up_counts went_on = {};    ///< followed by a stay with another party
  follow_up_counts undecided = {};  ///< B is the client's last stay: a return may still come, or the way ended there
  distribution time_lost = {};  ///< of those who returned: from the departure from A to the return; 0 where that came before

  /// The comparison without either: of clients who had come to B by the landmark and whose follow-up goes on for
  /// longer, from the landmark on, by whether they had returned by then (Anderson, Cain and Gelber 1983).
  follow_up_counts returned_by_landmark = {};
  follow_up_counts not_returned_by_landmark = {};  ///< went on, are still in B, or return later

  friend bool operator==(const return_consequence&, const return_consequence&) = default;
};

/// Measures what direct returns led to, by pair, of the clients it is shown. About 1 kB for each ordered pair of parties
/// with a transition.
class return_consequence_tally {
 public:
  /// \param landmark the time from the departure at which clients are told apart
  ///
  /// \throws std::invalid_argument where the pathways are not read by succession, or the landmark is negative.
  return_consequence_tally(const pathways& paths, const follow_up_options& options, duration landmark)
      : finder_(paths.log(), options), cutoff_(paths.log().cutoff()), landmark_(landmark), numbers_(paths.names().size()) {
    detail::require_succession(paths, "direct returns are followed");
    detail::require_not_negative(landmark_, "a landmark, the time from the departure,");
  }

  void add(const client_history& h) {
    for (std::size_t i = 1; i < h.stays.size(); ++i) {
      auto& known = numbers_(h.stays[i - 1].party, h.stays[i].party);
      auto& pair = pair_of(known, h.stays[i - 1].party, h.stays[i].party);
      if (i + 1 < h.stays.size() && h.back[i + 1] == 2) {
        pair.returns.count += 1;
        pair.returns.clients += known.last_returned != h.client ? 1 : 0;
        known.last_returned = h.client;
      }
      if (std::exchange(known.last, h.client) != h.client) follow(h, i, pair);
    }
  }

  void merge(return_consequence_tally&& other) {
    other.numbers_.for_each([&](label a, label b, const number& n) {
      if (n.at == none) return;
      const auto& from = other.pairs_[n.at];
      auto& to = pair_of(numbers_(a, b), a, b);
      to.returns.merge(from.returns);
      to.returned.merge(from.returned);
      to.went_on.merge(from.went_on);
      to.undecided.merge(from.undecided);
      to.time_lost.merge(from.time_lost);
      to.returned_by_landmark.merge(from.returned_by_landmark);
      to.not_returned_by_landmark.merge(from.not_returned_by_landmark);
    });
  }

  /// Every pair with a direct return, by label of A, then of B.
  [[nodiscard]] std::vector<return_consequence> result() && {
    auto out = std::move(*this).pairs();
    std::erase_if(out, [](const return_consequence& pair) { return pair.returns.count == 0; });
    return out;
  }

  /// Every pair with a transition, so that those of other clients can be added.
  [[nodiscard]] std::vector<return_consequence> pairs() && {
    std::vector<return_consequence> out;
    numbers_.for_each([&](label, label, const number& n) {
      if (n.at != none) out.push_back(std::move(pairs_[n.at]));
    });
    return out;
  }

 private:
  static constexpr std::uint32_t none = 0xFFFF'FFFF;
  // Where a pair's figures are, and the last client who made the transition, and who returned.
  struct number {
    std::uint32_t at = none;
    client_id last = event_count::nobody, last_returned = event_count::nobody;
  };

  return_consequence& pair_of(number& known, label a, label b) {
    if (known.at == none) {
      known.at = static_cast<std::uint32_t>(pairs_.size());
      pairs_.push_back({.from = a, .via = b});
    }
    return pairs_[known.at];
  }

  // The client's first transition from A to B, the stay i.
  void follow(const client_history& h, std::size_t i, return_consequence& pair) const {
    const auto departure = std::min(h.stays[i - 1].end, cutoff_);
    const auto followed = finder_.after_end(h.client, h.stays[i - 1]);
    const bool is_decided = i + 1 < h.stays.size();
    const bool is_returned = is_decided && h.back[i + 1] == 2;
    (is_returned ? pair.returned : is_decided ? pair.went_on : pair.undecided).add(followed);
    if (is_returned) pair.time_lost.add(std::max(h.stays[i + 1].start - departure, duration{}));

    const auto landmark = add_saturated(departure, landmark_);
    if (h.stays[i].start > landmark || followed.length() <= landmark_) return;
    const bool is_returned_by_then = is_returned && h.stays[i + 1].start <= landmark;
    (is_returned_by_then ? pair.returned_by_landmark : pair.not_returned_by_landmark).add(followed, landmark_);
  }

  follow_up_finder finder_;
  time_point cutoff_;
  duration landmark_;
  pair_table<number> numbers_;
  std::vector<return_consequence> pairs_;
};

/// Measures what the direct returns of a log led to, by ordered pair of parties that has one; by succession, whatever the
/// reading of the pathways. O(n + t m) for n episodes and, of each client, t first transitions and m milestones.
[[nodiscard]] inline std::vector<return_consequence> measure_return_consequences(const pathways& paths,
                                                                                 const follow_up_options& options = {},
                                                                                 duration landmark = days{180}) {
  const auto by_succession = paths.read_as(reading::succession);
  return_consequence_tally tally(by_succession, options, landmark);
  scan(by_succession, tally);
  return std::move(tally).result();
}

}  // namespace polku::inline v0
