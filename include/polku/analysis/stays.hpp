// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/pathways.hpp>
#include <polku/analysis/per_party.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace polku::inline v0 {

/// A stretch of time that a client spent with one party. Stays of different parties may overlap.
struct stay {
  time_point start;
  time_point end;            ///< `open_end` where it is open at the cutoff
  label party;
  event_log::index episode;  ///< its first episode

  friend bool operator==(const stay&, const stay&) = default;
};

/// Makes the stays of one client after another, in memory that it uses again and again.
class stay_maker {
 public:
  /// `paths` has to outlive it.
  explicit stay_maker(const pathways& paths) : paths_(&paths), stay_of_(paths.names().size()) {}

  /// A client's stays, ordered by start, then end (open last), then the place of their first episode under coverage, and by
  /// the order of the episodes under succession. Valid until the next call.
  /// O(m) under succession, O(m + s log s) under coverage, for m episodes and s stays that start together.
  [[nodiscard]] std::span<const stay> operator()(client_id client) {
    const auto episodes = paths_->log().episodes_of(client);
    if (stays_.size() < episodes.size()) stays_.resize(episodes.size());
    if (paths_->parties().labels().empty()) return {};
    return {stays_.data(), paths_->how() == reading::succession ? succeed(episodes) : cover(episodes)};
  }

 private:
  using index = event_log::index;

  std::uint32_t succeed(event_log::range episodes) {
    const auto* const start = paths_->log().starts().data();
    const auto* const end = paths_->log().ends().data();
    const auto* const label_of = paths_->parties().labels().data();
    auto* const stays = stays_.data();
    std::uint32_t n = 0;
    // Appends a stay or lengthens the last one, without a branch: whether neighbours are equal cannot be foretold.
    const auto follow = [&](index i) {
      const bool is_same = n != 0 && stays[n - 1].party == label_of[i];
      n += is_same ? 0 : 1;
      auto& s = stays[n - 1];
      s.start = is_same ? s.start : start[i];
      s.end = is_same && s.end > end[i] ? s.end : end[i];
      s.party = label_of[i];
      s.episode = is_same ? s.episode : i;
    };
    for (auto i = episodes.first; i != episodes.last; ++i) {
      if (i + 1 != episodes.last && start[i + 1] == start[i] && end[i + 1] == end[i] && start[i] != end[i]) [[unlikely]] {
        // Episodes with the same start and end go by party, in the order in which the parties first appear among them. Since
        // they would merge, the first one of each party tells it all.
        auto seen = stay_of_.next_client();
        const auto first = i;
        for (; i != episodes.last && start[i] == start[first] && end[i] == end[first]; ++i) {
          if (label_of[i] == label::none || seen.holds(label_of[i])) continue;
          seen.set(label_of[i], 0);
          follow(i);
        }
        --i;
      } else if (label_of[i] != label::none) [[likely]] {
        follow(i);
      }
    }
    return n;
  }

  std::uint32_t cover(event_log::range episodes) {
    const auto* const start = paths_->log().starts().data();
    const auto* const end = paths_->log().ends().data();
    const auto* const label_of = paths_->parties().labels().data();
    auto* const stays = stays_.data();
    const auto bridge = paths_->bridge();
    auto stay_of = stay_of_.next_client();
    std::uint32_t n = 0;
    bool is_sorted = true;
    for (auto i = episodes.first; i != episodes.last; ++i) {
      const auto party = label_of[i];
      if (party == label::none) [[unlikely]]
        continue;
      const auto known = stay_of.holds(party) ? stay_of[party] : n;
      const bool is_same = known != n && start[i] - stays[known].end <= bridge;
      const auto at = is_same ? known : n;
      auto& s = stays[at];
      s.start = is_same ? s.start : start[i];
      s.end = is_same && s.end > end[i] ? s.end : end[i];
      s.party = party;
      s.episode = is_same ? s.episode : i;
      n += is_same ? 0 : 1;
      is_sorted = is_sorted && (at == 0 || stays[at - 1].start != s.start);
      stay_of.set(party, at);
    }
    if (!is_sorted) sort_equal_starts(n);
    return n;
  }

  // Stays were opened in order of start; those that start together still have to go by end, now that it is known.
  void sort_equal_starts(std::uint32_t n) {
    for (std::uint32_t i = 1; i < n; ++i) {
      if (stays_[i].start != stays_[i - 1].start) continue;
      auto stop = i + 1;
      while (stop != n && stays_[stop].start == stays_[i].start) ++stop;
      std::sort(stays_.data() + i - 1, stays_.data() + stop, [](const stay& a, const stay& b) {
        return a.end != b.end ? a.end < b.end : a.episode < b.episode;
      });
      i = stop;
    }
  }

  const pathways* paths_;
  std::vector<stay> stays_;  // room for the client with most episodes so far
  per_party<std::uint32_t> stay_of_;  // under coverage the party's latest stay; under succession who is among the tied
};

}  // namespace polku::inline v0
