// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/input_error.hpp>
#include <polku/log/event_log.hpp>
#include <polku/log/rejection.hpp>

#include <fmt/core.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// A rejected record of a file; `what.place` is its line.
struct file_rejection {
  std::uint16_t file = 0;  ///< index in read_log::files
  rejection what;
};

/// A file that records were read from.
struct source_file {
  std::string name;
  /// What the columns are called in the file, where the name is not the field's own: field, name.
  std::vector<std::pair<std::string_view, std::string>> columns = {};

  [[nodiscard]] std::string_view column(std::string_view field) const {
    for (const auto& [f, name_in_file] : columns)
      if (f == field) return name_in_file;
    return field;
  }
};

/// What was read: the log, and everything that is not in it. Nothing is lost:
/// `rows == log.record_count() + log.after_cutoff() + paired + rejected.size()`.
struct read_log {
  event_log log;
  std::vector<source_file> files;
  std::vector<file_rejection> rejected;
  std::size_t rows = 0;    ///< records in the input
  std::size_t paired = 0;  ///< "complete" rows that became the end of an episode whose "start" row is counted in the log
};

/// A rejection's place, fact and remedy: "episodes.csv, line 12, column 'end': the end is before the start: ...".
[[nodiscard]] inline std::string describe(const source_file& file, const rejection& r) {
  const auto column = r.column.empty() ? std::string() : fmt::format(", column '{}'", file.column(r.column));
  return fmt::format("{}, line {}{}: {}", file.name, r.place, column, to_string(r.reason));
}

}  // namespace polku::inline v0
