// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/stays.hpp>
#include <polku/core/distribution.hpp>
#include <polku/core/duration_sum.hpp>
#include <polku/core/term.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// Which milestones end the follow-up of a client; case, `_`, `-` and space do not matter.
struct follow_up_options {
  std::vector<std::string> outcomes = {"job start", "study start"};  ///< as `progress_options::milestones`
  std::vector<std::string> exits = {"exit"};                         ///< as `gap_options::exits`
};

/// What ended a follow-up.
enum class follow_up_end : std::uint8_t {
  outcome,   ///< what the support is for was reached
  exit,      ///< the client left without it
  censored,  ///< neither, up to the cutoff
};

[[nodiscard]] constexpr std::string_view to_string(follow_up_end e) {
  constexpr std::string_view names[] = {"outcome", "exit", "censored"};
  return names[static_cast<std::size_t>(e)];
}

/// What came first for a client from a given time on: an outcome, an exit, or the end of observation.
struct follow_up {
  follow_up_end ended_by = follow_up_end::censored;
  time_point from = {};
  time_point until = {};          ///< when it came; the cutoff where censored
  label milestone = label::none;  ///< in event_log::milestone_kinds(); none where censored

  /// Where censored, a lower bound.
  [[nodiscard]] duration length() const { return until - from; }
  friend bool operator==(const follow_up&, const follow_up&) = default;
};

/// Finds what followed.
class follow_up_finder {
 public:
  /// The log has to outlive it.
  follow_up_finder(const event_log& log, const follow_up_options& options)
      : log_(&log),
        is_outcome_(match_terms(log.milestone_kinds(), options.outcomes)),
        is_exit_(match_terms(log.milestone_kinds(), options.exits)) {}

  /// What followed the end of a stay, that time included; an open stay ends at the cutoff. O(milestones of the client).
  [[nodiscard]] follow_up after_end(client_id client, const stay& s) const {
    return after(client, std::min(s.end, log_->cutoff()), true);
  }

  /// What followed the start of a stay, that time included. An exit at that very time ended what was before, and does not
  /// count, but where the stay begins with a point event (which comes before an exit, as in a gap's spells).
  /// O(milestones of the client).
  [[nodiscard]] follow_up after_start(client_id client, const stay& s) const {
    return after(client, s.start, log_->ends()[s.episode] == s.start);
  }

 private:
  // Of an outcome and an exit at one time the outcome counts: one leaves because of it.
  [[nodiscard]] follow_up after(client_id client, time_point from, bool counts_exit_at_once) const {
    follow_up out{.from = from, .until = log_->cutoff()};
    for (const auto& m : log_->milestones().of(client)) {
      if (m.at < from) continue;
      if (out.ended_by == follow_up_end::exit && m.at != out.until) break;
      if (is_outcome_[index_of(m.kind)]) return {follow_up_end::outcome, from, m.at, m.kind};
      if (out.ended_by == follow_up_end::censored && is_exit_[index_of(m.kind)] && (counts_exit_at_once || m.at != from))
        out = {follow_up_end::exit, from, m.at, m.kind};
    }
    return out;
  }

  const event_log* log_;
  std::vector<char> is_outcome_, is_exit_;  // by kind of milestone
};

/// What became of a group, each member followed once from its own start.
struct follow_up_counts {
  std::size_t followed = 0;        ///< how many there are
  std::size_t outcomes = 0;        ///< whose follow-up an outcome ended
  std::size_t exits = 0;           ///< an exit without an outcome before
  std::size_t censored = 0;        ///< neither, up to the cutoff
  distribution to_outcome = {};    ///< time to the outcome, of those who reached it; those censored would lengthen it
  duration_sum time_at_risk = {};  ///< follow-up added up: outcomes through it are a rate that heeds censoring

  /// One more; the clock starts `late` after the follow-up did.
  void add(const follow_up& f, duration late = {}) {
    ++followed;
    time_at_risk += f.length() - late;
    if (f.ended_by == follow_up_end::censored) {
      ++censored;
    } else if (f.ended_by == follow_up_end::exit) {
      ++exits;
    } else {
      ++outcomes;
      to_outcome.add(f.length() - late);
    }
  }
  /// Of other members.
  void merge(const follow_up_counts& other) {
    followed += other.followed;
    outcomes += other.outcomes;
    exits += other.exits;
    censored += other.censored;
    to_outcome.merge(other.to_outcome);
    time_at_risk += other.time_at_risk;
  }
  friend bool operator==(const follow_up_counts&, const follow_up_counts&) = default;
};

}  // namespace polku::inline v0
