// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/choose.hpp>
#include <polku/support/coverage_gap.hpp>
#include <polku/support/spells.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace polku::inline v0::detail {

// Episodes in which gaps are sought, one client's after the other's, in the order of a log.
struct gap_episodes {
  const time_point* start;
  const time_point* end;
  const label* party;   // null: there are none
  const char* support;  // which of them count; null: all
  bool is_of_points;    // all of them, of all clients, are point events

  [[nodiscard]] label party_of(event_log::index i) const { return party ? party[i] : label::none; }
  [[nodiscard]] bool is_support(event_log::index i) const { return !support || support[i] != 0; }
};

// A stretch that nothing covers.
struct suspected_gap {
  using index = event_log::index;
  // In place of an episode.
  static constexpr index none = 0xFFFF'FFFF;
  static constexpr index nobody_since_exit = none - 1;  // support does not resume, and the spell ends with an exit

  time_point start, end;
  client_id client;
  index before;  // the supporting episode that ended last
  index after;   // the first to start

  [[nodiscard]] gap_kind kind() const {
    if (after == nobody_since_exit) return gap_kind::before_exit;
    if (after == none) return gap_kind::trailing;
    return before == none ? gap_kind::leading : gap_kind::between;
  }
};

// Finds the gaps in spells of support.
class spell_gaps {
 public:
  using index = event_log::index;

  // Throws std::invalid_argument where the tolerance is negative.
  explicit spell_gaps(const gap_options& options) : tolerance_(options.tolerance.value_or(duration{})) {
    require_not_negative(tolerance_, "a tolerance, the longest gap that is passed over,");
  }

  void make_room_for_parties(std::size_t parties) { rank_of_.resize(std::max(rank_of_.size(), parties + 1)); }
  // Where the gaps of some clients go who have so many episodes. Each begins at most one and ends at most one spell.
  suspected_gap* make_room_for_episodes(std::size_t n) {
    if (found_.size() < 2 * n + 1) found_.resize(2 * n + 1);
    return found_.data();
  }

  // Writes down the gaps of one spell. Returns the end of those found. O(episodes).
  //
  // Whether there is a gap before an episode cannot be foretold, so all are written down and most are written over.
  suspected_gap* find(const gap_episodes& episodes, client_id client, const support_spell& spell,
                      suspected_gap* found) const {
    const auto* const start = episodes.start;
    const auto* const end = episodes.end;
    const auto* const support = episodes.support;
    const auto tolerance = tolerance_;
    const auto spell_end = spell.end;
    auto before = suspected_gap::none;
    auto covered = start[spell.episodes.first];
    for (auto i = spell.episodes.first; i != spell.episodes.last; ++i) {
      if (support && !support[i]) continue;
      found->start = covered;
      found->end = start[i];
      found->client = client;
      found->before = before;
      found->after = i;
      found += start[i] - covered > tolerance ? 1 : 0;
      const auto until = earlier(end[i], spell_end);
      before = choose(until >= covered, i, before);  // as the first one's is
      covered = later(covered, until);
    }
    *found = {covered, spell_end, client, before, spell.has_exit ? suspected_gap::nobody_since_exit : suspected_gap::none};
    return found + (spell_end - covered > tolerance && (spell.has_exit || !episodes.is_of_points) ? 1 : 0);
  }

  template <class OnFound>
  void for_each(const suspected_gap* end, OnFound on_found) const {
    for (const auto* s = found_.data(); s != end; ++s) on_found(*s);
  }

  // A gap with its parties, where no two episodes of a client have the same start and end.
  [[nodiscard]] coverage_gap gap(const gap_episodes& episodes, const suspected_gap& s) const {
    const auto party = [&](index i) { return i >= suspected_gap::nobody_since_exit ? label::none : episodes.party_of(i); };
    return {s.client, s.kind(), s.start, s.end, party(s.before), party(s.after)};
  }
  // The same where some have. `of_client` are all of the client's.
  [[nodiscard]] coverage_gap gap_at_ties(const gap_episodes& episodes, event_log::range of_client, const suspected_gap& s) {
    return {s.client,
            s.kind(),
            s.start,
            s.end,
            party_at(episodes, of_client, s.before, true),
            party_at(episodes, of_client, s.after, false)};
  }

 private:
  // The party of episode i; where other supporting ones have the same start and end, that of the first or last of them in
  // the order of episodes: by party, as the parties first appear among all that are tied. O(tied).
  [[nodiscard]] label party_at(const gap_episodes& episodes, event_log::range of_client, index i, bool is_last) {
    if (i >= suspected_gap::nobody_since_exit) return label::none;
    const auto* const start = episodes.start;
    const bool may_be_tied =
        (i + 1 != of_client.last && start[i + 1] == start[i]) || (i != of_client.first && start[i - 1] == start[i]);
    if (!may_be_tied || start[i] == episodes.end[i]) [[likely]]
      return episodes.party_of(i);
    return party_at_tie(episodes, of_client, i, is_last);
  }

  [[gnu::noinline]] label party_at_tie(const gap_episodes& episodes, event_log::range of_client, index i, bool is_last) {
    const auto is_tied = [&](index k) {
      return episodes.start[k] == episodes.start[i] && episodes.end[k] == episodes.end[i];
    };
    auto first = i;
    while (first != of_client.first && is_tied(first - 1)) --first;
    ++ties_;
    std::uint32_t ranks = 0, chosen_rank = 0;
    auto chosen = suspected_gap::none;
    for (auto k = first; k != of_client.last && is_tied(k); ++k) {
      auto& seen = rank_of_[index_of(episodes.party_of(k)) + 1];  // label::none is 0xFFFF'FFFF
      if (seen.tie != ties_) seen = {ties_, ranks++};
      const auto rank = seen.rank;
      if (episodes.is_support(k) && (chosen == suspected_gap::none || (is_last ? rank > chosen_rank : rank < chosen_rank))) {
        chosen = k;
        chosen_rank = rank;
      }
    }
    return episodes.party_of(chosen);
  }

  duration tolerance_;
  std::vector<suspected_gap> found_;  // room for those with most episodes so far
  struct party_rank {
    std::uint64_t tie = 0;
    std::uint32_t rank = 0;
  };
  std::vector<party_rank> rank_of_{1};  // among tied episodes, the last time; by one more than the label
  std::uint64_t ties_ = 0;
};

}  // namespace polku::inline v0::detail
