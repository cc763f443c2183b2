// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/input_error.hpp>
#include <polku/log/event_log.hpp>
#include <polku/log/rejection.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// What a value looks like: enough to find the mistake, and nothing of a client.
enum class value_class : std::uint8_t { none, empty, number, times, word, text };

[[nodiscard]] constexpr std::string_view to_string(value_class c) {
  constexpr std::string_view names[] = {"", "nothing", "a number", "digits with . - / or :", "a word", "words"};
  return names[static_cast<std::size_t>(c)];
}

/// The class of a value. O(length).
[[nodiscard]] inline value_class classify(std::string_view value) {
  const auto all_are = [&](auto is) { return std::all_of(value.begin(), value.end(), is); };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (value.empty()) return value_class::empty;
  if (all_are(is_digit)) return value_class::number;
  const bool has_digit = std::any_of(value.begin(), value.end(), is_digit);
  const auto is_of_time = [&](char c) {
    return is_digit(c) || std::string_view("-/.:+TZ ").find(c) != std::string_view::npos;
  };
  if (has_digit && all_are(is_of_time)) return value_class::times;
  return value.find(' ') == std::string_view::npos ? value_class::word : value_class::text;
}

/// A rejected record of a file; `what.place` is its line.
struct file_rejection {
  std::uint16_t file = 0;                 ///< index in read_log::files
  value_class value = value_class::none;  ///< of what stands in the column that it was rejected for
  rejection what;
};

/// A time that was read, but may mean another: it lies in the hour that clocks show twice when summer time ends, and was
/// taken as the first.
struct repeated_hour {
  std::uint16_t file = 0;  ///< index in read_log::files
  std::uint64_t line = 0;
  std::string_view column = {};  ///< a literal, such as "start"
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
  std::vector<std::string> rejected_values;   ///< beside `rejected`, where the options keep values; else empty
  std::vector<repeated_hour> repeated_hours;  ///< the records are in the log
  std::size_t rows = 0;                       ///< records in the input
  std::size_t paired = 0;  ///< "complete" rows that became the end of an episode whose "start" row is counted in the log
};

/// A rejection's place, fact and remedy: "episodes.csv, line 12, column 'end' (digits with . - / or :): no such day
/// or hour: ...".
[[nodiscard]] inline std::string describe(const source_file& file, const file_rejection& r) {
  const auto column = r.what.column.empty() ? std::string() : fmt::format(", column '{}'", file.column(r.what.column));
  const bool cannot_be_read =
      r.what.reason == fault::unreadable_time || r.what.reason == fault::no_such_day || r.what.reason == fault::unknown_word;
  const auto looks = cannot_be_read ? fmt::format(" ({})", to_string(r.value)) : std::string();
  return fmt::format("{}, line {}{}{}: {}", file.name, r.what.place, column, looks, to_string(r.what.reason));
}

}  // namespace polku::inline v0
