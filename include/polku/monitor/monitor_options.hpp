// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>
#include <polku/model/obligation.hpp>
#include <polku/model/record.hpp>
#include <polku/obligations/obligation_options.hpp>
#include <polku/support/coverage_gap.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace polku::inline v0 {

/// How a monitor watches over gaps in support. Each gap is a matter: it is met where support resumes in time, lapsed where
/// the client exits in time, and violated once nobody has held the client for longer than the warning time.
struct gap_watch {
  /// What a gap is; as for a log.
  gap_options gaps = {};
  /// Which episodes count as support; empty: all. Asked once for each combination of service, organisation, role, worker and
  /// phase, without client and times.
  std::function<bool(const episode&)> supports = {};
  /// How long a client may be held by nobody, that moment included.
  duration warning = days{30};
};

/// How a monitor watches over the recorded handovers. Each is a matter: it is met where it is picked up, violated where it
/// is lost, lapsed where it is declined.
struct handover_watch {
  /// As in `handover_options`.
  duration horizon = days{90};
};

/// What a monitor watches.
struct monitor_options {
  std::vector<obligation> obligations = {};
  /// How they are evaluated; as for a log.
  obligation_options how = {};
  std::optional<gap_watch> gaps = std::nullopt;            ///< empty: not watched
  std::optional<handover_watch> handovers = std::nullopt;  ///< empty: not watched
  /// A matter is told of again so long before its deadline; 0: at the deadline. Empty: never.
  std::optional<duration> remind_before = std::nullopt;
  /// How long what is over and settled is kept. Empty: always, so that whatever comes late is judged exactly. Else it is
  /// counted and dropped, and a record that would have changed it comes too late to be judged.
  std::optional<duration> keep_history = std::nullopt;
};

namespace detail {

// What is watched is numbered: the obligations, then gaps, then handovers.
inline std::size_t number_of_gaps(const monitor_options& o) { return o.obligations.size(); }
inline std::size_t number_of_handovers(const monitor_options& o) { return o.obligations.size() + 1; }
inline std::size_t watched_count(const monitor_options& o) { return o.obligations.size() + 2; }

}  // namespace detail

}  // namespace polku::inline v0
