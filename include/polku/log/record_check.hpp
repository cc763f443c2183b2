// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>
#include <polku/log/rejection.hpp>

#include <cstdint>
#include <string_view>

namespace polku::inline v0 {

/// What became of a record that was given to a builder.
struct [[nodiscard]] record_check {
  fault reason = fault::none;
  std::string_view column = {};  ///< in which part of the record; a literal

  /// Whether the record was taken.
  explicit operator bool() const { return reason == fault::none; }
};

namespace detail {

// The years that Boost.Date_Time knows, so that every time of a log can be written.
constexpr bool is_in_range(time_point t) {
  constexpr std::int64_t first = -208'188 * duration::microseconds_per_day,
                         last = 2'932'897 * duration::microseconds_per_day;
  return t.microseconds() >= first && t.microseconds() < last;  // 1400-01-01 to 9999-12-31
}

inline record_check check_times(time_point start, std::string_view start_column, time_point end = open_end,
                                std::string_view end_column = {}) {
  if (!is_in_range(start)) return {fault::time_out_of_range, start_column};
  if (end != open_end && !is_in_range(end)) return {fault::time_out_of_range, end_column};
  if (end < start) return {fault::end_before_start, end_column};
  return {};
}

inline record_check check_episode(const episode& e, time_point end) {
  if (e.client.empty()) return {fault::no_client, "client"};
  if (e.service.empty()) return {fault::no_service, "service"};
  return check_times(e.start, "start", end, "end");
}

}  // namespace detail

/// Whether a record can be used: what it needs is there, and its times are in order and within the years 1400 to 9999.
[[nodiscard]] inline record_check check_record(const episode& e) {
  return detail::check_episode(e, e.end.value_or(open_end));
}
[[nodiscard]] inline record_check check_record(const handover& h) {
  if (h.client.empty()) return {fault::no_client, "client"};
  if (h.from.empty()) return {fault::no_party, "from"};
  if (h.to.empty()) return {fault::no_party, "to"};
  return detail::check_times(h.at, "at");
}
[[nodiscard]] inline record_check check_record(const milestone& m) {
  if (m.client.empty()) return {fault::no_client, "client"};
  if (m.kind.empty()) return {fault::no_kind, "kind"};
  return detail::check_times(m.at, "at");
}
[[nodiscard]] inline record_check check_record(const plan& p) {
  if (p.client.empty()) return {fault::no_client, "client"};
  if (p.kind.empty()) return {fault::no_kind, "kind"};
  return detail::check_times(p.from, "from", p.until.value_or(open_end), "until");
}
[[nodiscard]] inline record_check check_record(const consent& c) {
  if (c.client.empty()) return {fault::no_client, "client"};
  if (c.party.empty()) return {fault::no_party, "party"};
  return detail::check_times(c.from, "from", c.until.value_or(open_end), "until");
}

}  // namespace polku::inline v0
