// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

/// Instruments in JSON.
///
/// Members are called as in the C++ types (`quality/instrument.hpp`) and may be left out where they have their default
/// value. An unknown member is an error.
///
///     {
///       "name": "Our criteria", "version": "2", "source": "the team's manual",
///       "scale": {"lowest": 1, "highest": 5},
///       "sections": ["staff", {"name": "content", "finnish": "sisältö"}],
///       "items": [
///         {"number": 1, "section": "staff", "name": "caseload", "unit": "clients per coach", "evidence": "caseload",
///          "anchors": [{"score": 1}, {"score": 3, "at_most": 30}, {"score": 5, "at_most": 20, "known": "checked"}]},
///         {"number": 2, "section": "content", "name": "zero exclusion", "scale": {"lowest": 0, "highest": 3}}],
///       "bands": [{"name": "not yet", "at_least": 0}, {"name": "good", "at_least": 6, "known": "checked"}]
///     }
///
/// A section of which nothing but the name is said may be that name alone. What is `known` is `from_memory` unless it says
/// `checked`. What is written reads back as the same value, if `find_problems` finds nothing in it and its names are UTF-8.

#include <polku/io/json/audit_members.hpp>
#include <polku/io/json/read_design_json.hpp>
#include <polku/io/json/write_design_json.hpp>
#include <polku/quality/check_instrument.hpp>

#include <string_view>

namespace polku::inline v0 {

/// Reads an instrument from JSON. `file_name` stands in the messages.
///
/// \throws input_error with all that is wrong, one problem to a line: first what is no JSON or not of this form, else what
/// `find_problems` finds.
[[nodiscard]] inline instrument read_instrument(std::string_view json_text, std::string_view file_name) {
  detail::design_json_reader reader;
  instrument out;
  reader.read(parse_json(json_text, file_name), "", out);
  detail::refuse_if_any(reader.problems(), file_name);
  detail::refuse_if_any(find_problems(out), file_name);
  return out;
}

/// An instrument in JSON, as `read_instrument` reads it.
[[nodiscard]] inline nlohmann::ordered_json to_json(const instrument& i) { return detail::design_json_writer::write(i); }

}  // namespace polku::inline v0
