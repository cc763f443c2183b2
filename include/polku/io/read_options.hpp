// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// The names of a table's columns, where they are not the usual ones. Empty: the usual name, which is the member's own.
/// Names are matched without regard to ASCII case. Two members may name one column.
struct column_names {
  std::string client = {}, service = {}, organisation = {}, role = {}, worker = {}, phase = {}, start = {}, end = {},
              lifecycle = {};
};

/// How to read records.
struct read_options {
  column_names columns = {};
  /// Ends that are dates give the last day of support: one day is added to them, and one before the start
  /// is an error. The cutoff is not moved.
  bool end_is_inclusive = false;
  /// Ends that stand for "no end". One that is a date means every time on that day.
  std::vector<time_reading> sentinels = {read_time("9999-12-31")};
  /// The end of observation; empty: the end of the records.
  std::optional<time_point> cutoff = std::nullopt;
  /// Stop at the first record that cannot be used, with an `input_error`, instead of listing all of them.
  bool is_strict = false;

  [[nodiscard]] bool is_sentinel(time_point t) const {
    for (const auto& s : sentinels)
      if (s.at == t || (s.precision == resolution::day && s.at <= t && t < s.at + days(1))) return true;
    return false;
  }
};

}  // namespace polku::inline v0
