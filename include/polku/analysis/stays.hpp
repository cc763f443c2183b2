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

/// A part of a log's clients, `[first, last)`.
struct client_range {
  std::uint32_t first, last;
};
[[nodiscard]] inline client_range all_clients(const event_log& log) {
  return {0, static_cast<std::uint32_t>(log.client_count())};
}

/// Makes the stays of clients, block after block, in memory that it uses again and again.
class stay_maker {
 public:
  /// `paths` has to outlive it.
  explicit stay_maker(const pathways& paths) : paths_(&paths), stay_of_(paths.names().size()) {}

  /// Makes the stays of some clients; those made before are gone.
  /// O(m) under succession, O(m + s log s) under coverage, for m episodes and s stays of one client that start together.
  void make(client_range clients) {
    const auto& log = paths_->log();
    begin_ = clients.first;
    first_.clear();
    std::uint32_t n = 0;
    if (clients.first != clients.last && !paths_->parties().labels().empty()) {
      const std::size_t episodes =
          log.episodes_of(client_id{clients.last - 1}).last - log.episodes_of(client_id{begin_}).first;
      if (stays_.size() <= episodes) stays_.resize(episodes + 1);
    }
    for (auto c = clients.first; c != clients.last; ++c) {
      first_.push_back(n);
      if (paths_->parties().labels().empty()) continue;
      const auto range = log.episodes_of(client_id{c});
      n += paths_->how() == reading::succession ? succeed(range, stays_.data() + n) : cover(range, stays_.data() + n);
    }
    first_.push_back(n);
  }

  /// The stays of a client among those made, ordered by start, then end (open last), then the place of their first episode
  /// under coverage, and by the order of the episodes under succession. Valid until the next `make`.
  [[nodiscard]] std::span<const stay> of(client_id client) const {
    const auto i = index_of(client) - begin_;
    return {stays_.data() + first_[i], first_[i + 1] - first_[i]};
  }

 private:
  using index = event_log::index;

  std::uint32_t succeed(event_log::range episodes, stay* stays) {
    const auto* const start = paths_->log().starts().data();
    const auto* const end = paths_->log().ends().data();
    const auto* const label_of = paths_->parties().labels().data();
    std::uint32_t n = 0;
    auto last_party = label::none;
    auto last_end = open_end;
    for (auto i = episodes.first; i != episodes.last; ++i) {
      const auto from = start[i], to = end[i];
      const auto party = label_of[i];
      if (i + 1 != episodes.last && start[i + 1] == from && end[i + 1] == to && from != to) [[unlikely]] {
        i = succeed_tied({i, episodes.last}, stays, n) - 1;
        last_party = n == 0 ? label::none : stays[n - 1].party;
        last_end = n == 0 ? open_end : stays[n - 1].end;
        continue;
      }
      if (party == label::none) [[unlikely]]
        continue;
      // Appends a stay or lengthens the last one. Where it does the latter, what is written here is overwritten next.
      const bool is_same = party == last_party;
      stays[n].start = from;
      stays[n].party = party;
      stays[n].episode = i;
      last_end = detail::later(to, detail::choose(is_same, last_end, to));
      last_party = party;
      n += is_same ? 0 : 1;
      stays[n - 1].end = last_end;
    }
    return n;
  }

  // Episodes with the same start and end go by party, in the order in which the parties first appear among them. Since those
  // of one party would merge, the first one of each tells it all. Appends to the n stays there are; returns where the tie
  // ends.
  [[gnu::noinline]] index succeed_tied(event_log::range episodes, stay* stays, std::uint32_t& n) {
    const auto start = paths_->log().starts(), end = paths_->log().ends();
    const auto label_of = paths_->parties().labels();
    auto seen = stay_of_.next_client();
    auto i = episodes.first;
    for (; i != episodes.last && start[i] == start[episodes.first] && end[i] == end[episodes.first]; ++i) {
      const auto party = label_of[i];
      if (party == label::none || seen.holds(party)) continue;
      seen.set(party, 0);
      if (n != 0 && stays[n - 1].party == party)
        stays[n - 1].end = std::max(stays[n - 1].end, end[i]);
      else
        stays[n++] = {start[i], end[i], party, i};
    }
    return i;
  }

  std::uint32_t cover(event_log::range episodes, stay* stays) {
    const auto* const start = paths_->log().starts().data();
    const auto* const end = paths_->log().ends().data();
    const auto* const label_of = paths_->parties().labels().data();
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
    if (!is_sorted) sort_equal_starts(stays, n);
    return n;
  }

  // Stays were opened in order of start; those that start together still have to go by end, now that it is known.
  static void sort_equal_starts(stay* stays, std::uint32_t n) {
    for (std::uint32_t i = 1; i < n; ++i) {
      if (stays[i].start != stays[i - 1].start) continue;
      auto stop = i + 1;
      while (stop != n && stays[stop].start == stays[i].start) ++stop;
      std::sort(stays + i - 1, stays + stop,
                [](const stay& a, const stay& b) { return a.end != b.end ? a.end < b.end : a.episode < b.episode; });
      i = stop;
    }
  }

  const pathways* paths_;
  std::vector<stay> stays_;           // room for the block with most episodes so far, and one more
  std::vector<std::uint32_t> first_;  // of each client of the block, and one past the last
  std::uint32_t begin_ = 0;           // the block's first client
  per_party<std::uint32_t> stay_of_;  // under coverage the party's latest stay; under succession who is among the tied
};

}  // namespace polku::inline v0
