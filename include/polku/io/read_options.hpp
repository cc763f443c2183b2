// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/core/time_zone.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// The names of a table's columns, or of an XES log's attribute keys, where they are not the usual ones. Empty: the usual
/// name, which in a table is the member's own. A table's names are matched without regard to ASCII case, keys exactly. Two
/// members may name one column.
struct column_names {
  std::string client = {}, service = {}, organisation = {}, role = {}, worker = {}, phase = {}, start = {}, end = {},
              lifecycle = {};
};

/// How far the reading of a file has come.
struct read_progress {
  std::string_view file;
  std::uint64_t bytes = 0;               ///< read so far, of the file as it lies there (compressed where it is)
  std::optional<std::uint64_t> of = {};  ///< in all, where that is known
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
  /// What the clocks showed that instants without an offset were read from. Dates stay dates.
  time_zone zone = {};
  /// Stop at the first record that cannot be used, with an `input_error`, instead of listing all of them.
  bool is_strict = false;
  /// Keep the text that a rejected record was rejected for, as `read_log::rejected_values`. It is clients' data.
  bool keep_values = false;
  /// How many threads read a table; the log is the same for any number. XES is read by one.
  unsigned threads = 1;
  /// Called now and then, at least once for every MiB, by any of the threads that read, never by two at once.
  std::function<void(const read_progress&)> progress = {};

  [[nodiscard]] bool is_sentinel(time_point t) const {
    for (const auto& s : sentinels)
      if (s.at == t || (s.precision == resolution::day && s.at <= t && t < s.at + days(1))) return true;
    return false;
  }
};

}  // namespace polku::inline v0
