// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

/// Indicators and tables of outcomes in JSON: an array of indicators, or an object.
///
///     {"indicators": [
///        {"id": "contact-30", "version": "2", "name": "first employer contact within 30 days", "source": "our agreement",
///         "known": "checked", "kind": "share", "event": {"what": {"milestone": "referral"}, "which": "first"},
///         "exclusions": [{"when": {"kind": "is_active", "what": {"service": "employment"}}, "reason": "in work"}],
///         "counts": {"kind": "happens", "what": {"milestone": "employer contact"}, "within_days": 30},
///         "interval": "wilson", "benchmark": 0.8},
///        {"id": "sustained-13", "version": "1", "name": "in work for 13 of 16 weeks", "kind": "share", "lag_days": 112,
///         "event": {"what": {"milestone": "job start"}},
///         "counts": {"kind": "is_active_for", "what": {"milestone": "job start"}, "until": {"milestone": "job end"},
///                    "at_least_days": 91, "within_days": 112}}],
///      "outcomes": [
///        {"id": "ours", "version": "1", "name": "outcomes",
///         "categories": [{"name": "work", "details": ["job", "wage subsidy"]}],
///         "targets": [{"period": "2021", "category": "work", "clients": 40}, {"period": "2021", "clients": 90}]}]}
///
/// Members are called as in the C++ types and may be left out where they have their default value. Subjects and lengths of
/// time are as in designs (`io/json/design_json.hpp`). Conditions compose: `{"kind": "all_of", "of": [...]}`, `any_of`,
/// `none_of`. What is written reads back as the same value, if `find_problems` finds nothing in it and its names are UTF-8.

#include <polku/io/json/indicator_members.hpp>
#include <polku/io/json/read_design_json.hpp>
#include <polku/io/json/write_design_json.hpp>

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// What a programme is steered by.
struct programme_definition {
  std::vector<indicator> indicators;
  std::vector<outcome_definition> outcomes = {};

  friend bool operator==(const programme_definition&, const programme_definition&) = default;
};

namespace detail {

// A problem's member as the JSON calls it: a length of time says its unit.
inline void call_as_json(std::string& member) {
  for (const std::string_view length : {".from", ".within", ".at_least", ".lag"})
    if (member.ends_with(length)) {
      member += "_days";
      return;
    }
}

}  // namespace detail

/// Reads indicators, and tables of outcomes where there are any, from JSON. `file_name` stands in the messages.
///
/// \throws input_error with all that is wrong, one problem to a line: first what is no JSON or not of this form, else what
/// `find_problems` finds.
[[nodiscard]] inline programme_definition read_indicators(std::string_view json_text, std::string_view file_name) {
  const auto root = parse_json(json_text, file_name);
  detail::design_json_reader reader;
  detail::indicators_file file;
  if (root.is_array())
    reader.read(root, "", file.indicators);
  else
    reader.read(root, "", file);
  detail::refuse_if_any(reader.problems(), file_name);
  auto problems = find_problems(file.indicators);
  for (auto& p : problems) {
    if (!root.is_array()) p.member.insert(0, "indicators");
    detail::call_as_json(p.member);
  }
  for (std::size_t n = 0; n < file.outcomes.size(); ++n)
    for (auto& p : find_problems(file.outcomes[n]))
      problems.push_back({fmt::format("outcomes[{}].{}", n, p.member), std::move(p.fact)});
  detail::refuse_if_any(problems, file_name);
  return {std::move(file.indicators), std::move(file.outcomes)};
}

/// An indicator in JSON: one element of what `read_indicators` reads.
[[nodiscard]] inline nlohmann::ordered_json to_json(const indicator& i) { return detail::design_json_writer::write(i); }

/// What `read_indicators` reads.
[[nodiscard]] inline nlohmann::ordered_json to_json(const programme_definition& p) {
  return detail::design_json_writer::write(detail::indicators_file{p.indicators, p.outcomes});
}

}  // namespace polku::inline v0
