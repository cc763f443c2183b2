// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/core/counted.hpp>
#include <polku/core/duration_sum.hpp>
#include <polku/core/term.hpp>
#include <polku/support/spells.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Which workers count, and until when.
struct worker_change_options {
  /// Only workers in these roles count, such as "own worker"; ASCII case, `_`, `-` and space do not matter. Empty: in any
  /// role, so that a coach who comes beside an own worker is a change.
  std::vector<std::string> roles = {};
  /// Milestones of these kinds end observation.
  std::vector<std::string> exits = {"exit"};
};

/// How often the worker changed.
struct worker_change_counts {
  counted changes;             ///< and the clients that had any
  std::size_t clients = 0;     ///< that had a worker
  std::size_t without = 0;     ///< clients with episodes, none of which names a worker that counts
  duration_sum observed = {};  ///< time under observation of those that had one

  /// Per client and year of 365.25 days under observation; nothing where nobody was observed for any time.
  [[nodiscard]] std::optional<double> per_client_year() const {
    const auto years = observed.in_days() / 365.25;
    if (years <= 0) return std::nullopt;
    return static_cast<double>(changes.count) / years;
  }
  friend bool operator==(const worker_change_counts&, const worker_change_counts&) = default;
};

/// A log by the workers that count, by succession. O(1) where all roles do, else one look at each episode.
[[nodiscard]] inline pathways by_workers(const event_log& log, const worker_change_options& options = {}) {
  const stay_options how{.reading = reading::succession};
  if (options.roles.empty()) return pathways(log, how, field::workers);
  return pathways(log, how, [&](const episode& e) {
    const bool counts = std::any_of(options.roles.begin(), options.roles.end(),
                                    [&](const std::string& role) { return is_same_term(role, e.role); });
    return counts ? e.worker : std::string_view();
  });
}

pathways by_workers(event_log&&, const worker_change_options& = {}) = delete;  // the log would be gone

/// Counts the changes of worker of the clients it is shown.
class worker_change_tally {
 public:
  /// `paths` are those that `by_workers` makes with the same options.
  /// \throws std::invalid_argument where they are not read by succession.
  explicit worker_change_tally(const pathways& paths, const worker_change_options& options = {})
      : spells_(paths.log(), options.exits) {
    if (paths.how() != reading::succession)
      throw std::invalid_argument("polku: changes of worker are counted by succession: give the tally by_workers(log)");
  }

  void add(const client_history& h) {
    if (h.episodes.empty()) return;
    if (h.stays.empty()) {
      ++counts_.without;
      return;
    }
    ++counts_.clients;
    counts_.changes.add(h.stays.size() - 1);
    spells_.for_each(h.client, [&](const support_spell& s) { counts_.observed += s.length(); });
  }

  void merge(worker_change_tally&& other) {
    counts_.changes.merge(other.counts_.changes);
    counts_.clients += other.counts_.clients;
    counts_.without += other.counts_.without;
    counts_.observed += other.counts_.observed;
  }

  [[nodiscard]] worker_change_counts result() && { return counts_; }

 private:
  spell_finder spells_;
  worker_change_counts counts_;
};

/// Counts how often the responsible worker changed: from one worker to another by succession, an exit in between or not;
/// episodes without a worker that counts are passed over. Of clients that had a worker. O(n).
[[nodiscard]] inline worker_change_counts count_worker_changes(const event_log& log,
                                                               const worker_change_options& options = {}) {
  const auto paths = by_workers(log, options);
  worker_change_tally tally(paths, options);
  scan(paths, tally);
  return std::move(tally).result();
}

}  // namespace polku::inline v0
