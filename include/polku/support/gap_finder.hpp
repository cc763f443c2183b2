// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/core/choose.hpp>
#include <polku/core/term.hpp>
#include <polku/support/per_party.hpp>
#include <polku/support/spells.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

struct gap_options {
  /// Gaps of at most this length are passed over. Empty: 0, and in a log of point events no gaps at all.
  std::optional<duration> tolerance = std::nullopt;
  /// Milestones of these kinds end a spell of support; case, `_`, `-` and space do not matter.
  std::vector<std::string> exits = {"exit"};
};

/// Where in a spell of support a coverage gap lies.
enum class gap_kind : std::uint8_t {
  between,      ///< support resumes within the spell
  before_exit,  ///< it does not, and the spell ends with an exit
  trailing,     ///< it does not, up to the cutoff: the length is a lower bound
  leading,      ///< before the first episode that counts as support
};

[[nodiscard]] constexpr std::string_view to_string(gap_kind k) {
  constexpr std::string_view names[] = {"between", "before_exit", "trailing", "leading"};
  return names[static_cast<std::size_t>(k)];
}

/// A stretch of a client's spell in which no episode that counts as support was active.
struct coverage_gap {
  client_id client;
  gap_kind kind;
  time_point start;
  time_point end;
  label before;  ///< party of the supporting episode that ended last; none where there was none
  label after;   ///< party of the first to start; none where support does not resume

  [[nodiscard]] duration length() const { return end - start; }
  [[nodiscard]] bool is_censored() const { return kind == gap_kind::trailing; }
  friend bool operator==(const coverage_gap&, const coverage_gap&) = default;
};

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
  /// \throws std::invalid_argument where the tolerance is negative.
  gap_finder(const pathways& paths, const gap_options& options, support_mask support = {})
      : support_(std::move(support)),
        cutoff_(paths.log().cutoff()),
        tolerance_(options.tolerance.value_or(duration{})),
        is_of_points_(!paths.log().has_intervals()),
        is_asked_for_(paths.log().has_intervals() || options.tolerance),
        spells_(paths.log(), options.exits),
        has_exits_(polku::has_exits(paths.log(), options)),
        labels_(paths.parties().labels().empty() ? nullptr : paths.parties().labels().data()),
        rank_(paths.names().size() + 1) {
    if (tolerance_ < duration{})
      throw std::invalid_argument("polku: a tolerance passes over gaps of at most its length; it is not negative");
  }

  /// Calls `on_gap(const coverage_gap&)` for each gap, by client, then start. O(m) for m records of the clients.
  template <class OnGap>
  void for_each(const client_block& block, OnGap on_gap) {
    if (!is_asked_for_) return;
    const auto& log = block.paths().log();
    const auto clients = block.clients();
    const auto all = log.episodes_of(client_id{clients.last - 1}).last - log.episodes_of(client_id{clients.first}).first;
    // Each episode begins at most one suspect and ends at most one spell.
    if (suspects_.size() < 2 * std::size_t{all} + 1) suspects_.resize(2 * std::size_t{all} + 1);
    auto* found = suspects_.data();
    for (auto c = clients.first; c != clients.last; ++c) {
      const auto episodes = log.episodes_of(client_id{c});
      if (episodes.empty()) continue;
      if (has_exits_)
        spells_.for_each(client_id{c}, [&](const support_spell& s) {
          found = find_in_spell(log, client_id{c}, s.episodes, s.end, s.has_exit, found);
        });
      else
        found = find_in_spell(log, client_id{c}, episodes, cutoff_, false, found);
    }
    const bool has_ties = log.has_ties();
    for (const auto* s = suspects_.data(); s != found; ++s) {
      const bool is_between = s->after < nobody_since_exit && s->before != none;
      if (is_between) [[likely]]
        on_gap(coverage_gap{s->client, gap_kind::between, s->start, s->end,
                            has_ties ? party_at(log, s->client, s->before, true) : label_at(s->before),
                            has_ties ? party_at(log, s->client, s->after, false) : label_at(s->after)});
      else
        on_gap(coverage_gap{s->client, kind_of(*s), s->start, s->end, party_at(log, s->client, s->before, true),
                            party_at(log, s->client, s->after, false)});
    }
  }

 private:
  using index = event_log::index;
  // In place of an episode.
  static constexpr index none = 0xFFFF'FFFF;
  static constexpr index nobody_since_exit = none - 1;  // support does not resume, and the spell ends with an exit

  // A stretch that nothing covers.
  struct suspect {
    time_point start, end;
    client_id client;
    index before;  // the supporting episode that ended last
    index after;   // the first to start
  };

  static gap_kind kind_of(const suspect& s) {
    if (s.after == nobody_since_exit) return gap_kind::before_exit;
    if (s.after == none) return gap_kind::trailing;
    return s.before == none ? gap_kind::leading : gap_kind::between;
  }

  // Whether there is a gap before an episode cannot be foretold, so all are written down and most are written over.
  suspect* find_in_spell(const event_log& log, client_id client, event_log::range spell, time_point spell_end, bool has_exit,
                         suspect* found) const {
    const auto* const start = log.starts().data();
    const auto* const end = log.ends().data();
    const auto* const support = support_.empty() ? nullptr : support_.data();
    const auto tolerance = tolerance_;
    auto before = none;
    auto covered = start[spell.first];
    for (auto i = spell.first; i != spell.last; ++i) {
      if (support && !support[i]) continue;
      found->start = covered;
      found->end = start[i];
      found->client = client;
      found->before = before;
      found->after = i;
      found += start[i] - covered > tolerance ? 1 : 0;
      const auto until = detail::earlier(end[i], spell_end);
      before = detail::choose(until >= covered, i, before);  // as the first one's is
      covered = detail::later(covered, until);
    }
    *found = {covered, spell_end, client, before, has_exit ? nobody_since_exit : none};
    return found + (spell_end - covered > tolerance && (has_exit || !is_of_points_) ? 1 : 0);
  }

  // The party of episode i; where other supporting ones have the same start and end, that of the first or last of them in
  // the order of episodes: by party, as the parties first appear among all that are tied. O(tied).
  [[nodiscard]] label party_at(const event_log& log, client_id client, index i, bool is_last) {
    if (i >= nobody_since_exit) return label::none;
    const auto* const start = log.starts().data();
    const auto* const end = log.ends().data();
    // A neighbour of another client that looks tied does no harm: the tie is sought within the client.
    const auto next = std::min<index>(i + 1, static_cast<index>(log.size() - 1)), last = i == 0 ? i : i - 1;
    const bool may_be_tied = (start[next] == start[i] && next != i) || (start[last] == start[i] && last != i);
    if (!may_be_tied || start[i] == end[i]) [[likely]]
      return label_at(i);
    return party_at_tie(log, log.episodes_of(client), i, is_last);
  }

  [[nodiscard]] label label_at(index i) const { return labels_ ? labels_[i] : label::none; }

  [[gnu::noinline]] label party_at_tie(const event_log& log, event_log::range episodes, index i, bool is_last) {
    const auto* const start = log.starts().data();
    const auto* const end = log.ends().data();
    const auto is_tied = [=](index k) { return start[k] == start[i] && end[k] == end[i]; };
    auto first = i;
    while (first != episodes.first && is_tied(first - 1)) --first;
    const label nobody{rank_.size() - 1};
    auto rank_of = rank_.next_client();
    std::uint32_t ranks = 0, chosen_rank = 0;
    auto chosen = none;
    for (auto k = first; k != episodes.last && is_tied(k); ++k) {
      const auto party = label_at(k) == label::none ? nobody : label_at(k);
      if (!rank_of.holds(party)) rank_of.set(party, ranks++);
      const auto rank = rank_of[party];
      if (is_support(k) && (chosen == none || (is_last ? rank > chosen_rank : rank < chosen_rank))) {
        chosen = k;
        chosen_rank = rank;
      }
    }
    return label_at(chosen);
  }

  [[nodiscard]] bool is_support(index i) const { return support_.empty() || support_[i] != 0; }

  support_mask support_;
  time_point cutoff_;
  duration tolerance_;
  bool is_of_points_, is_asked_for_;
  spell_finder spells_;
  bool has_exits_;
  const label* labels_;            // of the episodes' parties; null: there are none
  std::vector<suspect> suspects_;  // room for the block with most episodes so far
  per_party<std::uint32_t> rank_;  // among tied episodes; one past the parties stands for none
};

}  // namespace polku::inline v0
