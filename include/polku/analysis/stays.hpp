// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/pathways.hpp>
#include <polku/analysis/per_party.hpp>
#include <polku/core/choose.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace polku::inline v0 {

/// A stretch of time that a client spent with one party. Stays of different parties may overlap.
struct stay {
  time_point start;
  time_point end;  ///< `open_end` where it is open at the cutoff
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
    if (stays_.size() <= episodes.size()) stays_.resize(episodes.size() + 1);
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
    // The last stay, field by field, so that each is kept in a register.
    time_point last_start, last_end;
    auto last_party = label::none;
    index last_episode = 0;
    for (auto i = episodes.first; i != episodes.last; ++i) {
      const auto from = start[i], to = end[i];
      const auto party = label_of[i];
      if (i + 1 != episodes.last && start[i + 1] == from && end[i + 1] == to && from != to) [[unlikely]] {
        i = succeed_tied({i, episodes.last}, n) - 1;
        if (n == 0) continue;
        last_start = stays[n - 1].start;
        last_end = stays[n - 1].end;
        last_party = stays[n - 1].party;
        last_episode = stays[n - 1].episode;
        continue;
      }
      if (party == label::none) [[unlikely]]
        continue;
      // Appends a stay or lengthens the last one.
      const bool is_same = party == last_party;
      last_start = detail::choose(is_same, last_start, from);
      last_end = detail::choose(is_same & (last_end > to), last_end, to);
      last_party = party;
      last_episode = detail::choose(is_same, last_episode, i);
      n -= is_same ? 1 : 0;
      stays[n].start = last_start;
      stays[n].end = last_end;
      stays[n].party = last_party;
      stays[n].episode = last_episode;
      ++n;
    }
    return n;
  }

  // Episodes with the same start and end go by party, in the order in which the parties first appear among them. Since those
  // of one party would merge, the first one of each tells it all. Appends to the n stays there are; returns where the tie
  // ends.
  [[gnu::noinline]] index succeed_tied(event_log::range episodes, std::uint32_t& n) {
    const auto start = paths_->log().starts(), end = paths_->log().ends();
    const auto label_of = paths_->parties().labels();
    auto seen = stay_of_.next_client();
    auto i = episodes.first;
    for (; i != episodes.last && start[i] == start[episodes.first] && end[i] == end[episodes.first]; ++i) {
      const auto party = label_of[i];
      if (party == label::none || seen.holds(party)) continue;
      seen.set(party, 0);
      if (n != 0 && stays_[n - 1].party == party)
        stays_[n - 1].end = std::max(stays_[n - 1].end, end[i]);
      else
        stays_[n++] = {start[i], end[i], party, i};
    }
    return i;
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
      const auto known = detail::choose(stay_of.holds(party), stay_of[party], n);
      auto& s = stays[n];
      s.start = start[i];
      s.end = end[i];
      s.party = party;
      s.episode = i;
      const bool is_same = (known != n) & (start[i] - stays[known].end <= bridge);
      const auto at = detail::choose(is_same, known, n);
      stays[at].end = detail::later(stays[at].end, end[i]);
      n += is_same ? 0 : 1;
      is_sorted = is_sorted && (at == 0 || stays[at - 1].start != stays[at].start);
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
      std::sort(stays_.data() + i - 1, stays_.data() + stop,
                [](const stay& a, const stay& b) { return a.end != b.end ? a.end < b.end : a.episode < b.episode; });
      i = stop;
    }
  }

  const pathways* paths_;
  std::vector<stay> stays_;           // room for the client with most episodes so far
  per_party<std::uint32_t> stay_of_;  // under coverage the party's latest stay; under succession who is among the tied
};

}  // namespace polku::inline v0
