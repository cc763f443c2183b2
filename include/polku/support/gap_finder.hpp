// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/core/term.hpp>
#include <polku/support/coverage_gap.hpp>
#include <polku/support/spell_gaps.hpp>
#include <polku/support/spells.hpp>

#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// The default for what counts as support: every episode.
struct every_episode {};

/// A predicate on episodes, or `every_episode`.
template <class S>
concept support_predicate = std::same_as<std::remove_cvref_t<S>, every_episode> || std::predicate<S&, const episode&>;

/// Which episodes count as support, one entry per episode; empty: all.
using support_mask = std::vector<char>;

[[nodiscard]] inline support_mask make_support_mask(const event_log&, every_episode) { return {}; }

/// Calls the predicate once per episode.
template <std::predicate<const episode&> Predicate>
[[nodiscard]] support_mask make_support_mask(const event_log& log, Predicate&& counts) {
  support_mask mask;
  mask.reserve(log.size());
  for (std::uint32_t c = 0; c < log.client_count(); ++c)
    for (auto [i, last] = log.episodes_of(client_id{c}); i != last; ++i)
      mask.push_back(counts(log.episode_at(i, client_id{c})) ? 1 : 0);
  return mask;
}

/// Whether any client has an exit. In a log without exits a trailing gap means "exit unknown", not "left with nothing".
[[nodiscard]] inline bool has_exits(const event_log& log, const gap_options& options = {}) {
  const auto is_exit = match_terms(log.milestone_kinds(), options.exits);
  for (const auto& m : log.milestones().all())
    if (is_exit[index_of(m.kind)]) return true;
  return false;
}

/// Finds the coverage gaps of some clients after others.
class gap_finder {
 public:
  /// Refers to the columns of the pathways, which have to outlive it.
  /// \throws std::invalid_argument where the tolerance is negative.
  gap_finder(const pathways& paths, const gap_options& options, support_mask support = {})
      : support_(std::move(support)),
        cutoff_(paths.log().cutoff()),
        is_asked_for_(paths.log().has_intervals() || options.tolerance),
        spells_(paths.log(), options.exits),
        has_exits_(polku::has_exits(paths.log(), options)),
        labels_(paths.parties().labels().empty() ? nullptr : paths.parties().labels().data()),
        gaps_(options) {
    gaps_.make_room_for_parties(paths.names().size());
  }

  /// Calls `on_gap(const coverage_gap&)` for each gap, by client, then start. O(m) for m records of the clients.
  template <class OnGap>
  void for_each(const client_block& block, OnGap on_gap) {
    if (!is_asked_for_) return;
    const auto& log = block.paths().log();
    const auto clients = block.clients();
    const auto all = log.episodes_of(client_id{clients.last - 1}).last - log.episodes_of(client_id{clients.first}).first;
    const detail::gap_episodes episodes{log.starts().data(), log.ends().data(), labels_,
                                        support_.empty() ? nullptr : support_.data(), !log.has_intervals()};
    auto* found = gaps_.make_room_for_episodes(all);
    for (auto c = clients.first; c != clients.last; ++c) {
      const auto of_client = log.episodes_of(client_id{c});
      if (of_client.empty()) continue;
      if (has_exits_)
        spells_.for_each(client_id{c},
                         [&](const support_spell& s) { found = gaps_.find(episodes, client_id{c}, s, found); });
      else
        found = gaps_.find(episodes, client_id{c}, {of_client, {}, cutoff_, false}, found);
    }
    const bool has_ties = log.has_ties();
    gaps_.for_each(found, [&](const detail::suspected_gap& s) {
      on_gap(has_ties ? gaps_.gap_at_ties(episodes, log.episodes_of(s.client), s) : gaps_.gap(episodes, s));
    });
  }

 private:
  support_mask support_;
  time_point cutoff_;
  bool is_asked_for_;
  spell_finder spells_;
  bool has_exits_;
  const label* labels_;  // of the episodes' parties; null: there are none
  detail::spell_gaps gaps_;
};

}  // namespace polku::inline v0
