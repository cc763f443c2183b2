// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>
#include <polku/log/event_log.hpp>
#include <polku/model/process.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace polku::inline v0 {

/// What counts as progress for a client.
struct progress_options {
  /// Milestones of these kinds; case, `_`, `-` and space do not matter.
  std::vector<std::string> milestones = {"job start", "study start"};
  /// An episode that starts in a phase later than all of the client's earlier phases, or in any where there was none before.
  /// Empty: phases do not count. Phases that the process does not know have no place in the order.
  process phases = coaching_process();
};

/// Knows when a client made progress, one client after another.
class progress_finder {
 public:
  progress_finder(const event_log& log, const progress_options& options)
      : log_(&log), is_progress_(match_terms(log.milestone_kinds(), options.milestones)) {
    for (const auto is : is_progress_) any_ = any_ || is;
    for (std::uint32_t p = 0; p < log.phase_names().size(); ++p) {
      const auto rank = options.phases.rank_of(log.phase_names()[label{p}]);
      rank_.push_back(rank ? static_cast<int>(*rank) : unranked);
      any_phase_ = any_phase_ || rank;
    }
    any_ = any_ || any_phase_;
  }

  /// Whether the log has anything that counts as progress.
  [[nodiscard]] bool knows_any() const { return any_; }

  /// Looks at another client. O(m) for m records of the client; nothing in a log that has neither kind of progress.
  void next(client_id client, event_log::range episodes) {
    if (!any_) return;
    milestones_.clear();
    for (const auto& m : log_->milestones().of(client))
      if (is_progress_[index_of(m.kind)]) milestones_.push_back(m.at);
    if (!any_phase_) return;
    advances_.clear();
    int highest = unranked;
    for (auto i = episodes.first; i != episodes.last; ++i) {
      const auto phase = log_->phase_of(i);
      if (phase == label::none || rank_[index_of(phase)] <= highest) continue;
      highest = rank_[index_of(phase)];
      advances_.push_back(log_->starts()[i]);
    }
  }

  /// Whether the client made progress from `from` to `to`, both included. Never where `to` is before `from`.
  [[nodiscard]] bool any_between(time_point from, time_point to) const {
    if (!any_ || from > to) return false;
    const auto holds_one = [&](const std::vector<time_point>& times) {
      const auto at = std::lower_bound(times.begin(), times.end(), from);
      return at != times.end() && *at <= to;
    };
    return holds_one(milestones_) || holds_one(advances_);
  }

 private:
  static constexpr int unranked = -1;

  const event_log* log_;
  std::vector<char> is_progress_;  // by kind of milestone
  std::vector<int> rank_;          // by phase
  bool any_ = false, any_phase_ = false;
  std::vector<time_point> milestones_, advances_;  // of this client, ascending
};

}  // namespace polku::inline v0
