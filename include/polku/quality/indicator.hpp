// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/find_problems.hpp>
#include <polku/quality/condition.hpp>
#include <polku/quality/instrument.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// What an indicator's figure is.
enum class indicator_kind : std::uint8_t {
  share,        ///< of the events counted, those of which the condition holds
  count,        ///< of events of which the condition holds
  mean_days,    ///< from the event to the first record of `until`
  median_days,  ///< likewise
};

[[nodiscard]] constexpr std::string_view to_string(indicator_kind k) {
  constexpr std::string_view names[] = {"share", "count", "mean days", "median days"};
  return names[static_cast<std::size_t>(k)];
}

/// Which of a client's events count.
enum class occurrence : std::uint8_t {
  first,            ///< the first of all in the log, where it lies in the period
  first_in_period,  ///< the first in the period, whatever was before
  each,             ///< each in the period
};

/// The event that an indicator counts: the start of records of a subject.
struct counted_event {
  subject what = {};
  std::vector<std::string> details = {};  ///< of milestones: only those with one of these details; empty: any
  occurrence which = occurrence::first;

  friend bool operator==(const counted_event&, const counted_event&) = default;
};

/// As it stands in a sentence, such as "exit (job or study)".
[[nodiscard]] inline std::string to_string(const counted_event& e) {
  auto out = to_string(e.what);
  for (std::size_t i = 0; i < e.details.size(); ++i) out.append(i == 0 ? " (" : " or ").append(e.details[i]);
  return e.details.empty() ? out : out + ")";
}

/// Who does not belong in an indicator, and why.
struct indicator_exclusion {
  condition when;
  std::string reason;

  friend bool operator==(const indicator_exclusion&, const indicator_exclusion&) = default;
};

enum class interval_method : std::uint8_t { none, wilson };

/// A named, versioned definition of a figure that programmes are steered by. A value: one's own is another one, in C++ or in
/// JSON (`io/json/indicator_json.hpp`); `find_problems` says what does not hold together in one.
struct indicator {
  std::string id;
  std::string version = "1";
  std::string name;
  std::string finnish = {};
  std::string swedish = {};
  std::string source = {};
  provenance known = provenance::from_memory;
  indicator_kind kind = indicator_kind::share;
  counted_event event = {};
  /// The event counts in the period that so long a time leads to: for a share of those who stayed 13 weeks, counted when the
  /// 13 weeks are over.
  duration lag = {};
  std::vector<indicator_exclusion> exclusions = {};  ///< the first that holds gives the reason
  condition counts = {};                             ///< the numerator; for a mean or median, which events it is of
  /// An event counts as soon as its condition is decided, not only when all of its follow-up is over. Then recent events
  /// that succeed, or fail, quickly are too many among those counted: for figures that are to be early rather than right.
  bool counts_early = false;
  std::optional<subject> until = std::nullopt;  ///< of a mean or median of days
  interval_method interval = interval_method::none;
  double level = 0.95;                             ///< of the interval
  std::optional<double> benchmark = std::nullopt;  ///< in the unit of the value: a share is from 0 to 1
  std::string not_in_records = {};                 ///< what the source asks beyond what is evaluated here

  friend bool operator==(const indicator&, const indicator&) = default;
};

namespace detail {

inline void check_condition(const condition& c, const std::string& at, std::vector<design_problem>& problems) {
  const auto add = [&](std::string_view member, std::string_view fact) {
    problems.push_back({at + std::string(member), std::string(fact)});
  };
  const bool composes =
      c.kind == condition_kind::all_of || c.kind == condition_kind::any_of || c.kind == condition_kind::none_of;
  if (composes == c.of.empty())
    add(".of", composes ? "is empty; which conditions?" : "is given, but only all_of, any_of and none_of have parts");
  for (std::size_t i = 0; i < c.of.size(); ++i) check_condition(c.of[i], fmt::format("{}.of[{}]", at, i), problems);
  const bool asks = !composes && c.kind != condition_kind::always;
  if (asks != c.what.has_value()) {
    add(".what", asks ? "is missing; of which records?" : "is given, but this kind speaks of no records");
    return;
  }
  if (!asks) return;
  for (const auto& s : {c.what, c.until})
    if (s && s->kind == subject_kind::receiver)
      add(s == c.what ? ".what" : ".until", "is a receiver; name its organisation");
  if (!c.details.empty() && c.what->kind != subject_kind::milestone)
    add(".details", "are given, but only milestones have details");
  const bool lasts = c.kind == condition_kind::is_active || c.kind == condition_kind::is_active_for;
  if (lasts && !c.what->lasts() && !c.until) add(".until", "is missing: what happens at one time lasts until something");
  if (c.until && (!lasts || c.what->lasts()))
    add(".until", "is given, but only what happens at one time lasts until something, where it is to be active");
  constexpr auto longest = days{3'000'000};  // the calendar has fewer days
  bool are_lengths = true;
  for (const auto& [member, length] :
       {std::pair{".from", std::optional(c.from)}, {".within", c.within}, {".at_least", c.at_least}})
    if (length && (*length > longest || *length < -longest)) {
      add(member, "is longer than the calendar; say how many days");
      are_lengths = false;
    }
  if (!are_lengths) return;
  const bool has_window = c.kind == condition_kind::happens || c.kind == condition_kind::is_active_for;
  if (has_window && (!c.within || *c.within < c.from))
    add(".within", "is missing or before the window begins; say how many days");
  if (c.within && *c.within < duration{}) add(".within", "is negative; a length of time is 0 or more");
  if (c.kind == condition_kind::is_active_for && (!c.at_least || *c.at_least <= duration{}))
    add(".at_least", "is missing or not above 0; for how many days?");
  if (c.kind == condition_kind::is_active_for && c.at_least && c.within && *c.at_least > *c.within - c.from)
    add(".at_least", "is longer than the window; nothing could be active for so long");
}

}  // namespace detail

/// What does not hold together in an indicator, each with the member that it is about.
[[nodiscard]] inline std::vector<design_problem> find_problems(const indicator& i) {
  std::vector<design_problem> problems;
  const auto add = [&](std::string member, std::string_view fact) {
    problems.push_back({std::move(member), std::string(fact)});
  };
  if (i.id.empty()) add("id", "is empty; an indicator is told by its id and version");
  if (i.version.empty()) add("version", "is empty; an indicator is told by its id and version");
  if (i.name.empty()) add("name", "is empty; an indicator needs a name");
  if (i.event.what.kind == subject_kind::receiver) add("event.what", "is a receiver; name its organisation");
  if (!i.event.details.empty() && i.event.what.kind != subject_kind::milestone)
    add("event.details", "are given, but only milestones have details");
  if (i.lag < duration{}) add("lag", "is negative; events count in their period or a later one");
  for (std::size_t e = 0; e < i.exclusions.size(); ++e) {
    const auto at = fmt::format("exclusions[{}]", e);
    if (i.exclusions[e].reason.empty()) add(at + ".reason", "is empty; nobody is left out without a reason");
    detail::check_condition(i.exclusions[e].when, at + ".when", problems);
  }
  detail::check_condition(i.counts, "counts", problems);
  const bool is_of_days = i.kind == indicator_kind::mean_days || i.kind == indicator_kind::median_days;
  if (is_of_days != i.until.has_value())
    add("until",
        is_of_days ? "is missing; days until what?" : "is given, but only a mean or median of days ends with something");
  if (i.until && i.until->kind == subject_kind::receiver) add("until", "is a receiver; name its organisation");
  if (i.interval == interval_method::wilson && i.kind != indicator_kind::share)
    add("interval", "is Wilson's, which is of a share; give none");
  if (!(i.level > 0 && i.level < 1)) add("level", "does not lie between 0 and 1");
  return problems;
}

/// As for each, and two with the same id and version. Members are named from the list on, such as `[1].counts`.
[[nodiscard]] inline std::vector<design_problem> find_problems(const std::vector<indicator>& all) {
  std::vector<design_problem> problems;
  for (std::size_t n = 0; n < all.size(); ++n) {
    for (auto& p : find_problems(all[n])) problems.push_back({fmt::format("[{}].{}", n, p.member), p.fact});
    for (std::size_t m = 0; m < n; ++m)
      if (all[m].id == all[n].id && all[m].version == all[n].version) {
        problems.push_back(
            {fmt::format("[{}].id", n),
             fmt::format("'{}' of version {} is defined already; give it another version", all[n].id, all[n].version)});
        break;
      }
  }
  return problems;
}

}  // namespace polku::inline v0
