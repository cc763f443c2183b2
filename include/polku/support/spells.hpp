// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>
#include <polku/log/event_log.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace polku::inline v0 {

/// A stretch in which a client is under observation: from an episode's start to an exit, or to the cutoff.
struct support_spell {
  event_log::range episodes;  ///< those that start in it
  time_point start;
  time_point end;
  bool has_exit;  ///< it ends with an exit, not with the cutoff

  [[nodiscard]] duration length() const { return end - start; }
};

namespace detail {

// Calls `on_spell(const support_spell&)` for each spell of a client whose episodes are `episodes`, in order: `start(i)` and
// `end(i)` are the times of one, `exits` ascend. O(episodes + exits).
template <class Start, class End, class OnSpell>
void for_each_spell(event_log::range episodes, Start start, End end, std::span<const time_point> exits, time_point cutoff,
                    OnSpell on_spell) {
  const auto precedes = [&](time_point exit, event_log::index i) {
    return exit < start(i) || (exit == start(i) && start(i) != end(i));
  };
  std::size_t next = 0;
  for (auto first = episodes.first; first != episodes.last;) {
    while (next < exits.size() && precedes(exits[next], first)) ++next;
    const bool has_exit = next < exits.size();
    auto last = episodes.last;
    if (has_exit)
      for (last = first; last != episodes.last && !precedes(exits[next], last);) ++last;
    on_spell(support_spell{{first, last}, start(first), has_exit ? exits[next] : cutoff, has_exit});
    first = last;
  }
}

}  // namespace detail

/// Finds the spells of one client after another.
class spell_finder {
 public:
  /// Milestones of the kinds `exits` end a spell; case, `_`, `-` and space do not matter. `log` has to outlive it.
  spell_finder(const event_log& log, const std::vector<std::string>& exits)
      : log_(&log), is_exit_(match_terms(log.milestone_kinds(), exits)) {
    for (const auto is : is_exit_) has_exits_ = has_exits_ || is;
  }

  /// When the client had an exit, ascending. Valid until the next call. O(milestones of the client).
  [[nodiscard]] std::span<const time_point> exits_of(client_id client) {
    exits_.clear();
    if (!has_exits_) return {};
    for (const auto& m : log_->milestones().of(client))
      if (is_exit_[index_of(m.kind)]) exits_.push_back(m.at);
    return exits_;
  }

  /// Calls `on_spell(const support_spell&)` for each of the client's spells, in order. At one and the same time points come
  /// before an exit, episodes that last after it. Exits while no spell runs end nothing. O(m) for m records of the client.
  template <class OnSpell>
  void for_each(client_id client, OnSpell on_spell) {
    const auto start = log_->starts(), end = log_->ends();
    detail::for_each_spell(
        log_->episodes_of(client), [start](event_log::index i) { return start[i]; },
        [end](event_log::index i) { return end[i]; }, exits_of(client), log_->cutoff(), on_spell);
  }

 private:
  const event_log* log_;
  std::vector<char> is_exit_;  // by kind of milestone
  bool has_exits_ = false;
  std::vector<time_point> exits_;
};

}  // namespace polku::inline v0
