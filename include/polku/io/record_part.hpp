// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/lifecycle.hpp>
#include <polku/io/read_log.hpp>
#include <polku/io/read_options.hpp>
#include <polku/log/log_builder.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// What a stretch of an input gave: records, and what could not be used. Parts that were read apart, by several threads,
/// are put together in the order of the input; lines count from the first of each part.
class record_part {
 public:
  explicit record_part(const read_options& options) : options_(&options) {}

  log_builder records;
  lifecycle_pairer events;  ///< what has to be paired before it becomes a record
  std::uint64_t lines = 0;

  /// From here on the record on this line of the file is being read.
  void begin_record(std::uint16_t file, record_kind kind, std::uint64_t line) {
    ++rows_;
    file_ = file;
    kind_ = kind;
    line_ = line;
  }
  /// Back to a record of the same file that was begun before, to reject it.
  void return_to_record(record_kind kind, std::uint64_t line) {
    kind_ = kind;
    line_ = line;
  }
  [[nodiscard]] std::uint32_t line() const { return static_cast<std::uint32_t>(line_); }

  /// The record cannot be used; `value` stands in the column that is to blame.
  void reject(const record_check& check, std::string_view value) {
    const auto looks = check.column.empty() ? value_class::none : classify(value);
    rejected_.push_back({file_, looks, {line_, kind_, check.column, check.reason}});
    if (options_->keep_values) values_.emplace_back(value);
  }

  /// Reads a time that a record must have.
  record_check read_begin(std::string_view text, std::string_view column, time_point& out) {
    if (detail::time_scanner(text).read_iso_date(out)) return {};
    if (text.empty()) return {fault::no_time, column};
    const auto time = read(text, column);
    out = time.at;
    return {time.reason, column};
  }

  /// Reads the end of what began at `begin`; empty and a sentinel are none.
  record_check read_end(std::string_view text, std::string_view column, time_point begin, std::optional<time_point>& out) {
    out.reset();
    if (text.empty()) return {};
    time_read time{{}, {}, resolution::day, fault::none};
    if (detail::time_scanner(text).read_iso_date(time.at))
      time.as_written = time.at;
    else
      time = read(text, column);
    if (time.reason != fault::none) return {time.reason, column};
    if (options_->is_sentinel(time.as_written)) return {};
    const bool is_last_day = options_->end_is_inclusive && time.precision == resolution::day;
    out = is_last_day ? time.at + days(1) : time.at;
    if (*out < begin || (is_last_day && *out == begin)) return {fault::end_before_start, column};
    return {};
  }

  /// Takes over what the next part of the input gave, which is empty then, but keeps its memory for more.
  void append(record_part&& next) {
    records.append(std::move(next.records), static_cast<std::uint32_t>(lines));
    events.append(std::move(next.events), static_cast<std::uint32_t>(lines));
    for (auto& r : next.rejected_) {
      r.what.place += lines;
      rejected_.push_back(r);
    }
    std::move(next.values_.begin(), next.values_.end(), std::back_inserter(values_));
    for (auto& r : next.repeated_hours_) {
      r.line += lines;
      repeated_hours_.push_back(r);
    }
    rows_ += std::exchange(next.rows_, 0);
    lines += std::exchange(next.lines, 0);
    next.rejected_.clear();
    next.values_.clear();
    next.repeated_hours_.clear();
  }

  [[nodiscard]] const std::vector<file_rejection>& rejected() const { return rejected_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }

  /// The log of all records, cut by the options, and what is not in it.
  [[nodiscard]] read_log finish(std::vector<source_file> files) && {
    read_log out;
    out.paired = events.finish(records);
    out.log = records.finish(options_->cutoff);
    out.files = std::move(files);
    out.rejected = std::move(rejected_);
    out.rejected_values = std::move(values_);
    out.repeated_hours = std::move(repeated_hours_);
    out.rows = rows_;
    return out;
  }

 private:
  struct time_read {
    time_point at, as_written;
    resolution precision;
    fault reason;
  };

  time_read read(std::string_view text, std::string_view column) {
    constexpr fault faults[] = {fault::none, fault::unreadable_time, fault::no_such_day, fault::time_out_of_range};
    const auto time = read_time(trim(text));
    time_read out{time.at, time.at, time.precision, faults[static_cast<std::size_t>(time.fault)]};
    if (time.precision == resolution::day || time.has_offset || !time) return out;
    const auto in_zone = options_->zone.to_utc(time.at);
    out.at = in_zone.at;
    static const time_point first = date(1400, 1, 1), last = date(9999, 12, 31);
    if (out.at < first || out.at >= last + days(1)) out.reason = fault::time_out_of_range;
    if (in_zone.what == time_zone::kind::skipped) out.reason = fault::skipped_hour;
    if (in_zone.what == time_zone::kind::repeated) repeated_hours_.push_back({file_, line_, column});
    return out;
  }

  const read_options* options_;
  std::size_t rows_ = 0;
  std::uint16_t file_ = 0;
  record_kind kind_ = record_kind::episodes;
  std::uint64_t line_ = 0;
  std::vector<file_rejection> rejected_;
  std::vector<std::string> values_;
  std::vector<repeated_hour> repeated_hours_;
};

}  // namespace polku::inline v0
