// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>
#include <polku/quality/indicator.hpp>
#include <polku/quality/reporting_period.hpp>
#include <polku/statistics/share_interval.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace polku::inline v0 {

/// What kind of reason something is left out for.
enum class exclusion_kind : std::uint8_t {
  without_event,   ///< the client has no such event at all
  outside_period,  ///< there is one, but none that counts in the period
  stated,          ///< by the definition
  not_meant,       ///< of a mean or median: the condition does not hold
  without_end,     ///< of a mean or median: what it ends with is not there
  undecided,       ///< follow-up is not over by the cutoff
};

/// Those that a figure leaves out, and why.
struct excluded_cases {
  std::string reason;
  counted cases;
  exclusion_kind kind = exclusion_kind::stated;

  friend bool operator==(const excluded_cases&, const excluded_cases&) = default;
};

/// An indicator's figure for one period, and what it is made of. Every event is in the numerator, in the denominator only,
/// or left out for one reason; a client without an event in the period is left out too, as one case. So `denominator.count`
/// and the counts of `excluded` add up to events and clients without one, and where an indicator counts at most one event of
/// each client, to `clients`.
struct indicator_result {
  std::size_t clients = 0;   ///< in the log
  counted numerator = {};    ///< events of which the condition holds; of days: those that have an end
  counted denominator = {};  ///< those and the ones of which it does not hold
  std::vector<excluded_cases> excluded = {};
  /// A share from 0 to 1, a count, or days. Empty where it is undefined: there is nothing in the denominator; or it is a
  /// count, and nobody was there in the period.
  std::optional<double> value = std::nullopt;
  std::optional<share_interval> interval = std::nullopt;  ///< of a share, where the definition asks for one
  bool is_complete = false;                               ///< whether the period was over at the cutoff
};

/// An indicator's figures, one for each period.
struct indicator_row {
  indicator definition;
  std::vector<indicator_result> results;
};

}  // namespace polku::inline v0
