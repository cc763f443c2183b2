// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>
#include <polku/model/subject.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// What a condition says.
enum class condition_kind : std::uint8_t {
  always,
  all_of,
  any_of,
  none_of,
  happens,            ///< a record begins within a time after the event that is counted
  happens_in_period,  ///< a record begins in the reporting period
  happened_before,    ///< a record began before that event
  is_active,          ///< a record is active at a time after that event
  is_active_for,      ///< records are active for so long in all, within a time after that event
};

/// Whether a condition holds; unknown until the cutoff has passed what decides it.
enum class truth : std::uint8_t { no, unknown, yes };

[[nodiscard]] constexpr truth operator!(truth t) { return static_cast<truth>(2 - static_cast<int>(t)); }
[[nodiscard]] constexpr truth operator&&(truth a, truth b) { return a < b ? a : b; }
[[nodiscard]] constexpr truth operator||(truth a, truth b) { return a < b ? b : a; }

/// Something that is so or not of one client at one event, the one that an indicator counts, at time t. A value: conditions
/// compose by `&&`, `||` and `!`, and stand in JSON as they are.
///
/// - `happens`: a record of `what` begins in [t + from, t + within], both ends included. Undecided while t + within has
///   reached the cutoff and nothing was seen.
/// - `happens_in_period`: one begins in the reporting period. Undecided while the period is not over.
/// - `happened_before`: one began before t, not before t - within where that is given. Always decided.
/// - `is_active`: one is active at t + from. Undecided where that lies after the cutoff, or at it and none is active.
/// - `is_active_for`: in [t + from, t + within) records of `what` are active for `at_least` in all, overlaps counted once.
///   Decided as soon as it is reached, or can no longer be.
///
/// Milestones and handovers last where `until` is given: each to the first record of that after it, or open. Episodes are
/// taken as recorded: an exit does not end a job.
struct condition {
  condition_kind kind = condition_kind::always;
  std::vector<condition> of = {};
  std::optional<subject> what = std::nullopt;
  std::vector<std::string> details = {};  ///< of milestones: only those with one of these details; empty: any
  std::optional<subject> until = std::nullopt;
  duration from = {};
  std::optional<duration> within = std::nullopt;
  std::optional<duration> at_least = std::nullopt;

  friend bool operator==(const condition&, const condition&) = default;
};

[[nodiscard]] inline condition operator&&(condition a, condition b) {
  return {.kind = condition_kind::all_of, .of = {std::move(a), std::move(b)}};
}
[[nodiscard]] inline condition operator||(condition a, condition b) {
  return {.kind = condition_kind::any_of, .of = {std::move(a), std::move(b)}};
}
[[nodiscard]] inline condition operator!(condition a) { return {.kind = condition_kind::none_of, .of = {std::move(a)}}; }

/// A record of `what` begins at the earliest `from`, at the latest `within` after the event.
[[nodiscard]] inline condition happens(subject what, duration within, duration from = {}) {
  return {.kind = condition_kind::happens, .what = std::move(what), .from = from, .within = within};
}
[[nodiscard]] inline condition happens_in_period(subject what) {
  return {.kind = condition_kind::happens_in_period, .what = std::move(what)};
}
[[nodiscard]] inline condition happened_before(subject what, std::optional<duration> within = {}) {
  return {.kind = condition_kind::happened_before, .what = std::move(what), .within = within};
}
/// Active at `from` after the event; `until` makes what happens at one time last.
[[nodiscard]] inline condition is_active(subject what, duration from = {}, std::optional<subject> until = {}) {
  return {.kind = condition_kind::is_active, .what = std::move(what), .until = std::move(until), .from = from};
}
[[nodiscard]] inline condition is_active_for(subject what, duration at_least, duration within,
                                             std::optional<subject> until = {}) {
  return {.kind = condition_kind::is_active_for,
          .what = std::move(what),
          .until = std::move(until),
          .within = within,
          .at_least = at_least};
}
/// The same condition of milestones with one of these details only.
[[nodiscard]] inline condition with_details(condition c, std::vector<std::string> details) {
  c.details = std::move(details);
  return c;
}

/// A condition as it stands in a sentence.
[[nodiscard]] inline std::string to_string(const condition& c) {
  const auto joined = [&](std::string_view word) {
    std::string out;
    for (std::size_t i = 0; i < c.of.size(); ++i) {
      const bool nests = c.of[i].of.size() > 1;
      out.append(i == 0 ? "" : word).append(nests ? "(" : "").append(to_string(c.of[i])).append(nests ? ")" : "");
    }
    return out;
  };
  std::string what = c.what ? to_string(*c.what) : std::string();
  for (std::size_t i = 0; i < c.details.size(); ++i) what.append(i == 0 ? " (" : " or ").append(c.details[i]);
  if (!c.details.empty()) what += ")";
  if (c.until) what.append(" until ").append(to_string(*c.until));
  const auto in_days = [](duration d) { return fmt::format("{} day{}", d.in_days(), d == duration(days(1)) ? "" : "s"); };
  switch (c.kind) {
    case condition_kind::always:
      return "always";
    case condition_kind::all_of:
      return joined(" and ");
    case condition_kind::any_of:
      return joined(" or ");
    case condition_kind::none_of:
      return "not " + (c.of.size() == 1 && c.of[0].of.size() < 2 ? joined("") : "(" + joined(" or ") + ")");
    case condition_kind::happens:
      if (c.from != duration{})
        return fmt::format("{} from {} to {} after", what, in_days(c.from), in_days(c.within.value_or(duration{})));
      return fmt::format("{} within {}", what, in_days(c.within.value_or(duration{})));
    case condition_kind::happens_in_period:
      return what + " in the period";
    case condition_kind::happened_before:
      return c.within ? fmt::format("{} in the {} before", what, in_days(*c.within)) : what + " before";
    case condition_kind::is_active:
      return c.from == duration{} ? what + " at that time" : fmt::format("{} after {}", what, in_days(c.from));
    case condition_kind::is_active_for:
      return fmt::format("{} for {} of {}", what, in_days(c.at_least.value_or(duration{})),
                         in_days(c.within.value_or(duration{}) - c.from));
  }
  return what;
}

}  // namespace polku::inline v0
