// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

/// Audits in JSON: an array of them, or an object with the member "audits".
///
///     [{"service": "IPS pilot", "at": "2021-02-15", "instrument": "Our criteria",
///       "raters": [{"rater": "A", "scores": [{"item": 1, "score": 4}, {"item": 2, "score": 3}]}],
///       "agreed": [{"item": 1, "score": 4}]}]
///
/// An item without a score is left out. `instrument` is its name, where it is to be checked.

#include <polku/io/json/audit_members.hpp>
#include <polku/io/json/read_design_json.hpp>
#include <polku/io/json/write_design_json.hpp>

#include <fmt/format.h>

#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Reads audits by an instrument from JSON. `file_name` stands in the messages.
///
/// \throws input_error with all that is wrong, one problem to a line: first what is no JSON or not of this form, else what
/// `find_problems` finds in the audits. Precondition: `find_problems(by_what)` is empty.
[[nodiscard]] inline std::vector<audit> read_audits(std::string_view json_text, std::string_view file_name,
                                                    const instrument& by_what) {
  const auto root = parse_json(json_text, file_name);
  detail::design_json_reader reader;
  detail::audits_file file;
  if (root.is_array())
    reader.read(root, "", file.audits);
  else
    reader.read(root, "", file);
  detail::refuse_if_any(reader.problems(), file_name);
  auto problems = find_problems(file.audits, by_what);
  if (!root.is_array())
    for (auto& p : problems) p.member.insert(0, "audits");
  detail::refuse_if_any(problems, file_name);
  return std::move(file.audits);
}

/// Audits in JSON, as `read_audits` reads them.
[[nodiscard]] inline nlohmann::ordered_json to_json(const std::vector<audit>& audits) {
  return detail::design_json_writer::write(audits);
}
[[nodiscard]] inline nlohmann::ordered_json to_json(const audit& a) { return detail::design_json_writer::write(a); }

}  // namespace polku::inline v0
