// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/core/choose.hpp>
#include <polku/core/counted.hpp>
#include <polku/core/duration_sum.hpp>
#include <polku/core/pair_map.hpp>
#include <polku/core/term.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
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

/// Finds the coverage gaps of one client after another.
class gap_finder {
 public:
  gap_finder(const pathways& paths, const gap_options& options, support_mask support = {})
      : support_(std::move(support)),
        cutoff_(paths.log().cutoff()),
        tolerance_(options.tolerance.value_or(duration{})),
        is_of_points_(!paths.log().has_intervals()),
        is_asked_for_(paths.log().has_intervals() || options.tolerance),
        is_exit_(match_terms(paths.log().milestone_kinds(), options.exits)),
        labels_(paths.parties().labels().empty() ? nullptr : paths.parties().labels().data()),
        rank_(paths.names().size() + 1) {}

  /// Calls `on_gap(const coverage_gap&)` for each gap of the client, in order. O(m) for m records of the client.
  template <class OnGap>
  void for_each(const client_history& h, OnGap on_gap) {
    if (!is_asked_for_ || h.episodes.empty()) return;
    if (suspects_.size() < h.episodes.size()) suspects_.resize(h.episodes.size());
    exits_.clear();
    for (const auto& m : h.paths.log().milestones().of(h.client))
      if (is_exit_[index_of(m.kind)]) exits_.push_back(m.at);

    const auto* const start = h.paths.log().starts().data();
    const auto* const end = h.paths.log().ends().data();
    std::size_t next_exit = 0;
    auto first = h.episodes.first;
    while (first != h.episodes.last) {
      // A spell begins. Exits that come before it end nothing.
      while (next_exit < exits_.size() && precedes(exits_[next_exit], start[first], end[first])) ++next_exit;
      const bool has_exit = next_exit < exits_.size();
      const auto spell_end = has_exit ? exits_[next_exit] : cutoff_;
      auto last = h.episodes.last;
      if (has_exit)
        for (last = first; last != h.episodes.last && !precedes(spell_end, start[last], end[last]);) ++last;
      find_in_spell(h, {first, last}, spell_end, has_exit, on_gap);
      first = last;
    }
  }

 private:
  static constexpr event_log::index none = 0xFFFF'FFFF;

  // An episode that starts when nothing has covered the time since `covered`.
  struct suspect {
    time_point covered;
    event_log::index latest;  // the supporting episode that ended last
    event_log::index next;
  };

  // Whether there is a gap before an episode cannot be foretold, so the first pass takes note of it without a branch.
  template <class OnGap>
  void find_in_spell(const client_history& h, event_log::range spell, time_point spell_end, bool has_exit, OnGap on_gap) {
    const auto* const start = h.paths.log().starts().data();
    const auto* const end = h.paths.log().ends().data();
    auto* const suspects = suspects_.data();
    const auto* const support = support_.empty() ? nullptr : support_.data();
    const auto tolerance = tolerance_;
    std::size_t n = 0;
    auto latest = none;
    auto covered = start[spell.first];
    for (auto i = spell.first; i != spell.last; ++i) {
      if (support && !support[i]) continue;
      suspects[n].covered = covered;
      suspects[n].latest = latest;
      suspects[n].next = i;
      n += start[i] - covered > tolerance ? 1 : 0;
      const auto until = detail::earlier(end[i], spell_end);
      const bool is_latest = (latest == none) | (until >= covered);
      latest = detail::choose(is_latest, i, latest);
      covered = detail::choose(is_latest, until, covered);
    }
    for (std::size_t k = 0; k < n; ++k) {
      const auto& s = suspects[k];
      on_gap(coverage_gap{h.client, s.latest == none ? gap_kind::leading : gap_kind::between, s.covered, start[s.next],
                          party_at(h, s.latest, true), party_at(h, s.next, false)});
    }
    if (spell_end - covered > tolerance_ && (has_exit || !is_of_points_))
      on_gap(coverage_gap{h.client, has_exit ? gap_kind::before_exit : gap_kind::trailing, covered, spell_end,
                          party_at(h, latest, true), label::none});
  }

  // At one and the same time points come before an exit, and an exit before episodes that last.
  static bool precedes(time_point exit, time_point start, time_point end) {
    return exit < start || (exit == start && start != end);
  }

  // The party of episode i; where other supporting ones have the same start and end, that of the first or last of them in
  // the order of episodes: by party, as the parties first appear among all that are tied. O(tied).
  [[nodiscard]] label party_at(const client_history& h, event_log::index i, bool is_last) {
    if (i == none) return label::none;
    const auto* const start = h.paths.log().starts().data();
    const auto* const end = h.paths.log().ends().data();
    const auto is_tied = [=](event_log::index k) { return start[k] == start[i] && end[k] == end[i]; };
    const bool is_alone = (i == h.episodes.first || !is_tied(i - 1)) && (i + 1 == h.episodes.last || !is_tied(i + 1));
    if (is_alone || start[i] == end[i]) [[likely]]
      return label_at(i);
    return party_at_tie(h, i, is_last);
  }

  [[nodiscard]] label label_at(event_log::index i) const { return labels_ ? labels_[i] : label::none; }

  [[gnu::noinline]] label party_at_tie(const client_history& h, event_log::index i, bool is_last) {
    const auto* const start = h.paths.log().starts().data();
    const auto* const end = h.paths.log().ends().data();
    const auto is_tied = [=](event_log::index k) { return start[k] == start[i] && end[k] == end[i]; };
    auto first = i;
    while (first != h.episodes.first && is_tied(first - 1)) --first;
    const label nobody{static_cast<std::uint32_t>(h.paths.names().size())};
    auto rank_of = rank_.next_client();
    std::uint32_t ranks = 0, chosen_rank = 0;
    auto chosen = none;
    for (auto k = first; k != h.episodes.last && is_tied(k); ++k) {
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

  [[nodiscard]] bool is_support(event_log::index i) const { return support_.empty() || support_[i] != 0; }

  support_mask support_;
  time_point cutoff_;
  duration tolerance_;
  bool is_of_points_, is_asked_for_;
  std::vector<char> is_exit_;      // by kind of milestone
  const label* labels_;            // of the episodes' parties; null: there are none
  std::vector<time_point> exits_;  // of this client, ascending
  std::vector<suspect> suspects_;  // room for the client with most episodes so far
  per_party<std::uint32_t> rank_;  // among tied episodes; one past the parties stands for none
};

/// The gaps between one party and the next.
struct gap_pair {
  label before = label::none, after = label::none;
  std::size_t count = 0;
  std::size_t clients = 0;
  duration_sum length = {};

  friend bool operator==(const gap_pair&, const gap_pair&) = default;
};

/// How many gaps a log holds.
struct gap_counts {
  counted total;
  counted of_kind[4];  ///< by gap_kind
  duration_sum length = {};
  std::vector<gap_pair> pairs;  ///< by label before, then after

  friend bool operator==(const gap_counts&, const gap_counts&) = default;
  [[nodiscard]] const counted& of(gap_kind k) const { return of_kind[static_cast<std::size_t>(k)]; }
};

/// Counts the coverage gaps of the clients it is shown.
class gap_tally {
 public:
  static constexpr bool needs_stays = false;

  gap_tally(const pathways& paths, const gap_options& options, support_mask support = {})
      : finder_(paths, options, std::move(support)), number_(paths.names().size()) {}

  void add(const client_history& h) {
    std::size_t total = 0, of_kind[4] = {};
    finder_.for_each(h, [&](const coverage_gap& g) {
      ++total;
      ++of_kind[static_cast<std::size_t>(g.kind)];
      counts_.length += g.length();
      const auto p = pair(g.before, g.after);
      auto& sum = counts_.pairs[p];
      ++sum.count;
      sum.length += g.length();
      sum.clients += last_client_[p] == h.client ? 0 : 1;
      last_client_[p] = h.client;
    });
    counts_.total.add(total);
    for (std::size_t k = 0; k < 4; ++k) counts_.of_kind[k].add(of_kind[k]);
  }

  void merge(gap_tally&& other) {
    counts_.total.merge(other.counts_.total);
    for (std::size_t k = 0; k < 4; ++k) counts_.of_kind[k].merge(other.counts_.of_kind[k]);
    counts_.length += other.counts_.length;
    for (const auto& from : other.counts_.pairs) {
      auto& to = counts_.pairs[pair(from.before, from.after)];
      to.count += from.count;
      to.clients += from.clients;
      to.length += from.length;
    }
  }

  [[nodiscard]] gap_counts result() && {
    auto out = counts_;
    out.pairs.clear();
    for (const auto i : number_.sorted()) out.pairs.push_back(counts_.pairs[i]);
    return out;
  }

 private:
  static constexpr client_id nobody{0xFFFF'FFFF};

  std::size_t pair(label before, label after) {
    const auto p = number_.intern(before, after);
    if (p == counts_.pairs.size()) {
      counts_.pairs.push_back({before, after, 0, 0, {}});
      last_client_.push_back(nobody);
    }
    return p;
  }

  gap_finder finder_;
  gap_counts counts_;
  pair_map number_;
  std::vector<client_id> last_client_;  // by pair
};

/// Lists the coverage gaps of the clients it is shown.
class gap_list {
 public:
  static constexpr bool needs_stays = false;

  gap_list(const pathways& paths, const gap_options& options, support_mask support = {})
      : finder_(paths, options, std::move(support)) {}

  void add(const client_history& h) {
    finder_.for_each(h, [&](const coverage_gap& g) { gaps_.push_back(g); });
  }
  void merge(gap_list&& other) {
    for (const auto& g : other.gaps_) gaps_.push_back(g);
  }
  [[nodiscard]] std::vector<coverage_gap> result() && { return std::move(gaps_); }

 private:
  gap_finder finder_;
  std::vector<coverage_gap> gaps_;
};

/// Finds the coverage gaps of a log: within each client's spells, the maximal stretches longer than the tolerance in which
/// no episode that `supports` accepts was active. Point events cover nothing but part a gap in two. Ordered by client, then
/// start. O(n), and one call of the predicate per episode where one is given.
template <support_predicate Support = every_episode>
[[nodiscard]] std::vector<coverage_gap> find_gaps(const pathways& paths, const gap_options& options = {},
                                                  Support&& supports = {}) {
  gap_list gaps(paths, options, make_support_mask(paths.log(), supports));
  scan(paths, gaps);
  return std::move(gaps).result();
}

/// Counts the coverage gaps of a log, in all and by pair of parties. O(n).
template <support_predicate Support = every_episode>
[[nodiscard]] gap_counts count_gaps(const pathways& paths, const gap_options& options = {}, Support&& supports = {}) {
  gap_tally gaps(paths, options, make_support_mask(paths.log(), supports));
  scan(paths, gaps);
  return std::move(gaps).result();
}

}  // namespace polku::inline v0
