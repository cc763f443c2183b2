// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/pathways.hpp>
#include <polku/core/choose.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
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

/// The stays of some neighbouring clients, one client's after the other's.
struct stay_block {
  client_range clients;
  const stay* stays;
  const std::uint32_t* back;   ///< per stay, how many stays back the client's last one with the same party lies; 0: none
  const std::uint32_t* first;  ///< per client its first stay, and one past the last
  const client_id* client;     ///< per stay
};

/// Makes the stays of clients, block after block, in memory that it uses again and again.
class stay_maker {
 public:
  /// `paths` has to outlive it.
  explicit stay_maker(const pathways& paths)
      : paths_(&paths), latest_(paths.names().size()), latest_end_(paths.names().size()) {}

  /// Makes the stays of some clients; those made before are gone.
  /// O(m) under succession, O(m + s log s) under coverage, for m episodes and s stays of one client that start together.
  void make(client_range clients) {
    const auto& log = paths_->log();
    const bool has_parties = !paths_->parties().labels().empty();
    clients_ = clients;
    first_.resize(clients.last - clients.first + 1);
    if (clients.first != clients.last && has_parties) {
      const std::size_t episodes =
          log.episodes_of(client_id{clients.last - 1}).last - log.episodes_of(client_id{clients.first}).first;
      if (stays_.size() <= episodes) {
        stays_.resize(episodes + 1);
        back_.resize(episodes + 1);
        client_.resize(episodes + at_once);
      }
      if (0xFFFF'FFFF - number_ <= episodes) start_anew();
    }
    std::uint32_t n = 0;
    if (!has_parties)
      std::fill(first_.begin(), first_.end(), 0);
    else if (paths_->how() == reading::succession)
      n = log.has_ties() ? make_each([this](event_log::range episodes, room to) { return succeed<true>(episodes, to); })
                         : make_each([this](event_log::range episodes, room to) { return succeed<false>(episodes, to); });
    else
      n = make_each([this](event_log::range episodes, room to) { return cover(episodes, to); });
    first_.back() = n;
  }

  [[nodiscard]] stay_block made() const { return {clients_, stays_.data(), back_.data(), first_.data(), client_.data()}; }

  /// The stays of a client among those made, ordered by start, then end (open last), then the place of their first episode
  /// under coverage, and by the order of the episodes under succession. Valid until the next `make`.
  [[nodiscard]] std::span<const stay> of(client_id client) const {
    const auto i = index_of(client) - clients_.first;
    return {stays_.data() + first_[i], first_[i + 1] - first_[i]};
  }

 private:
  using index = event_log::index;

  // Where the client at hand has its stays.
  struct room {
    stay* stays;
    std::uint32_t* back;
  };

  static constexpr std::uint32_t at_once = 16;
  // Returns the number of stays made.
  template <class Make>
  std::uint32_t make_each(Make make_stays) {
    const auto* const first_episode = paths_->log().first_episodes().data();
    auto* const first = first_.data();
    auto* const client = client_.data();
    const room to{stays_.data(), back_.data()};
    std::uint32_t n = 0;
    for (auto c = clients_.first; c != clients_.last; ++c) {
      first[c - clients_.first] = n;
      const auto made = make_stays({first_episode[c], first_episode[c + 1]}, {to.stays + n, to.back + n});
      // The number of stays is hard to foretell, so some that are not the client's are written too, and overwritten next.
      for (std::uint32_t i = 0; i < made; i += at_once) std::fill_n(client + n + i, at_once, client_id{c});
      n += made;
      number_ += made;
    }
    return n;
  }

  template <bool HasTies>
  std::uint32_t succeed(event_log::range episodes, room to) {
    const auto* const start = paths_->log().starts().data();
    const auto* const end = paths_->log().ends().data();
    const auto* const label_of = paths_->parties().labels().data();
    auto* next = to.stays;
    auto last_party = label::none;
    auto last_end = open_end;
    for (std::size_t i = episodes.first; i != episodes.last; ++i) {
      const auto from = start[i], until = end[i];
      const auto party = label_of[i];
      if constexpr (HasTies)
        if (i + 1 != episodes.last && start[i + 1] == from && end[i + 1] == until && from != until) [[unlikely]] {
          next = succeed_tied(i, episodes.last, to.stays, next);
          if (next == to.stays) continue;
          last_party = next[-1].party;
          last_end = next[-1].end;
          continue;
        }
      if (party == label::none) [[unlikely]]
        continue;
      // Appends a stay or lengthens the last one. Where it does the latter, what is written here is overwritten next.
      const bool is_new = party != last_party;
      next->start = from;
      next->party = party;
      next->episode = static_cast<index>(i);
      last_end = detail::later(until, detail::choose(is_new, until, last_end));
      last_party = party;
      next += is_new ? 1 : 0;
      next[-1].end = last_end;
    }
    const auto n = static_cast<std::uint32_t>(next - to.stays);
    look_back(to, n);
    return n;
  }

  // Episodes with the same start and end, from i on, go by party, in the order in which the parties first appear among them.
  // Since those of one party would merge, the first one of each tells it all. Returns the end of the client's stays, and
  // leaves i at the last one.
  [[gnu::noinline]] stay* succeed_tied(std::size_t& i, std::size_t last, const stay* first, stay* next) {
    const auto start = paths_->log().starts(), end = paths_->log().ends();
    const auto label_of = paths_->parties().labels();
    const auto from = start[i], until = end[i];
    seen_in_tie_.resize(paths_->names().size());
    ++tie_;
    const auto* const before = next;
    for (; i != last && start[i] == from && end[i] == until; ++i) {
      const auto party = label_of[i];
      if (party == label::none || std::exchange(seen_in_tie_[index_of(party)], tie_) == tie_) continue;
      if (next == before && next != first && next[-1].party == party)
        next[-1].end = std::max(next[-1].end, until);
      else
        *next++ = {from, until, party, static_cast<index>(i)};
    }
    --i;
    return next;
  }

  // How many stays back the client's last one with the same party lies.
  void look_back(room to, std::uint32_t n) {
    auto* const latest = latest_.data();
    const auto first = number_;
    for (std::uint32_t i = 0; i != n; ++i) {
      auto& known = latest[index_of(to.stays[i].party)];
      to.back[i] = stays_since(known, first, first + i);
      known = first + i;
    }
  }
  // 0 where the stay known is another client's.
  static std::uint32_t stays_since(std::uint32_t known, std::uint32_t first, std::uint32_t now) {
    return (now - known) & (0u - static_cast<std::uint32_t>(known >= first));
  }

  std::uint32_t cover(event_log::range episodes, room to) {
    const auto* const start = paths_->log().starts().data();
    const auto* const end = paths_->log().ends().data();
    const auto* const label_of = paths_->parties().labels().data();
    auto* const latest = latest_.data();
    auto* const latest_end = latest_end_.data();
    const auto first = number_;
    const auto bridge = paths_->bridge();
    std::uint32_t n = 0;
    bool has_equal_starts = false;
    auto last_start = open_end;
    for (std::size_t i = episodes.first; i != episodes.last; ++i) {
      const auto from = start[i], until = end[i];
      const auto party = label_of[i];
      if (party == label::none) [[unlikely]]
        continue;
      // Appends a stay or lengthens the party's last one. Where it does the latter, what is written here is overwritten
      // next. What is known of the party stands beside it and not in the stays, as nobody can foretell where in these the
      // last turn has written, and this one would wait for that.
      const auto known = latest[index_of(party)];
      const auto known_end = latest_end[index_of(party)];
      const bool was_here = known >= first;
      const bool is_apart = from - known_end > bridge;
      const bool is_new = (!was_here) | is_apart;
      const bool is_outlasted = known_end > until;
      const auto number = detail::choose(is_new, first + n, known);
      const auto last_end = detail::choose((!is_new) & is_outlasted, known_end, until);
      to.stays[n] = {from, until, party, static_cast<index>(i)};
      to.back[n] = stays_since(known, first, first + n);
      to.stays[number - first].end = last_end;
      latest[index_of(party)] = number;
      latest_end[index_of(party)] = last_end;
      n += is_new ? 1 : 0;
      const bool is_equal = from == last_start;
      has_equal_starts = has_equal_starts | is_equal;
      last_start = from;
    }
    if (has_equal_starts) [[unlikely]]
      sort_equal_starts(to, n);
    return n;
  }

  // Stays were opened in order of start; those that start together still have to go by end, now that it is known.
  [[gnu::noinline]] void sort_equal_starts(room to, std::uint32_t n) {
    for (std::uint32_t i = 1; i < n; ++i) {
      if (to.stays[i].start != to.stays[i - 1].start) continue;
      auto stop = i + 1;
      while (stop != n && to.stays[stop].start == to.stays[i].start) ++stop;
      std::sort(to.stays + i - 1, to.stays + stop,
                [](const stay& a, const stay& b) { return a.end != b.end ? a.end < b.end : a.episode < b.episode; });
      i = stop;
    }
    // Where the stays of a party stand has changed, not their order.
    for (std::uint32_t i = 0; i < n; ++i) latest_[index_of(to.stays[i].party)] = never;
    look_back(to, n);
  }

  // All stays of all clients are numbered on, so that what the client before left in latest_ is known by its number.
  static constexpr std::uint32_t never = 0;
  void start_anew() {
    std::fill(latest_.begin(), latest_.end(), never);
    number_ = never + 1;
  }

  const pathways* paths_;
  std::vector<stay> stays_;               // room for the block with most episodes so far, and one more
  std::vector<std::uint32_t> back_;       // of each stay
  std::vector<std::uint32_t> first_;      // of each client of the block, and one past the last
  std::vector<client_id> client_;         // of each stay
  client_range clients_ = {0, 0};         // the block
  std::vector<std::uint32_t> latest_;     // the number of the party's latest stay
  std::vector<time_point> latest_end_;    // under coverage, its end
  std::uint32_t number_ = never + 1;      // of the client's first stay
  std::vector<std::size_t> seen_in_tie_;  // the party's latest tie
  std::size_t tie_ = 0;
};

}  // namespace polku::inline v0
