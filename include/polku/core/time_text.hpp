// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>

#include <boost/date_time/gregorian/greg_date.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace polku::inline v0 {

/// Why a text is no time.
enum class time_fault : std::uint8_t {
  none,
  unreadable,    ///< not of a form that `read_time` knows
  no_such_day,   ///< of the right form, but the calendar has no such day or the clock no such hour, as in 31.2. or 24:30
  out_of_range,  ///< outside the years 1400 to 9999
};

/// What `read_time` made of a text: the time, if `fault` is none.
struct time_reading {
  time_point at;
  resolution precision = resolution::day;
  time_fault fault = time_fault::none;
  bool has_offset = false;  ///< whether an instant says where its clock stood; without, `at` takes it for UTC

  explicit operator bool() const { return fault == time_fault::none; }
};

namespace detail {

constexpr int days_since_epoch(int year, int month, int day) {
  constexpr int days_before[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};  // the month, in a common year
  constexpr int epoch = 719'528;                                                             // 1970-01-01 by the same sum
  const int last = month <= 2 ? year - 1 : year;                                             // whose leap day has been
  return 365 * year + last / 4 - last / 100 + last / 400 + days_before[month] + day - epoch;
}

// The first day of each month of the years that records are from.
struct usual_years {
  static constexpr unsigned first = 1900, count = 200;
  static constexpr auto first_days = [] {
    std::array<std::int32_t, 12 * count + 1> days{};
    for (unsigned i = 0; i < days.size(); ++i)
      days[i] = days_since_epoch(static_cast<int>(first + i / 12), static_cast<int>(1 + i % 12), 1);
    return days;
  }();
};

/// Reads a time from its text, front to back.
class time_scanner {
 public:
  explicit time_scanner(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  // The form that most records have, yyyy-mm-dd, read at once; false for any other text, and for a day that is none or of
  // other than the usual years.
  [[gnu::always_inline]] inline bool read_iso_date(time_point& out) const {
    if (end_ - at_ != 10 || std::endian::native != std::endian::little) return false;
    // Eight characters in one word, each less what it has to be at least.
    std::uint64_t text = 0;
    std::memcpy(&text, at_, 8);
    text ^= 0x2D30'302D'3030'3030;  // "0000-00-"
    const unsigned tens = static_cast<unsigned>(at_[8]) - '0', ones = static_cast<unsigned>(at_[9]) - '0';
    const bool is_form = (((text + 0x7F76'767F'7676'7676) | text) & 0x8080'8080'8080'8080) == 0 && tens <= 9 && ones <= 9;
    if (!is_form) return false;
    const auto pairs = text * 10 + (text >> 8);  // two digits each in bytes 0, 2 and 5
    const auto pair = [&](int byte) { return static_cast<unsigned>((pairs >> (8 * byte)) & 0xFF); };
    const unsigned years = 100 * pair(0) + pair(2) - usual_years::first, month = pair(5) - 1, day = 10 * tens + ones - 1;
    if (years >= usual_years::count || month > 11) return false;
    const auto* const first_day = &usual_years::first_days[12 * years + month];
    if (day >= static_cast<unsigned>(first_day[1] - first_day[0])) return false;
    out = time_point::from_microseconds((first_day[0] + static_cast<std::int64_t>(day)) * duration::microseconds_per_day);
    return true;
  }

  time_reading read() {
    time_reading out;
    int year = 0, month = 0, day = 0;
    const char* const begin = at_;
    int first = 0;
    if (!number(1, 4, first)) return bad();
    const auto width = at_ - begin;
    if (width == 4 && (accept('-') || accept('/'))) {
      const char separator = at_[-1];
      year = first;
      if (!number(1, 2, month) || !accept(separator) || !number(1, 2, day)) return bad();
    } else if (width <= 2 && accept('.')) {
      day = first;
      if (!number(1, 2, month) || !accept('.') || !number(4, 4, year)) return bad();
    } else {
      return bad();
    }
    std::int64_t of_day = 0;
    bool clock_is_right = true;
    if (at_ != end_) {
      out.precision = resolution::instant;
      if (!read_clock(of_day, clock_is_right, out.has_offset) || at_ != end_) return bad();
    }
    if (year < 1400) return {{}, out.precision, time_fault::out_of_range};
    if (!clock_is_right || !is_day(year, month, day)) return {{}, out.precision, time_fault::no_such_day};
    out.at = time_point::from_microseconds(days_since_epoch(year, month, day) * duration::microseconds_per_day + of_day);
    if (out.at < earliest() || out.at > latest()) out.fault = time_fault::out_of_range;  // an offset led over the edge
    return out;
  }

 private:
  static time_reading bad() { return {{}, resolution::day, time_fault::unreadable}; }

  static bool is_day(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1) return false;
    if (day <= 28) return true;
    using calendar = boost::gregorian::gregorian_calendar;
    return day <= calendar::end_of_month_day(static_cast<unsigned short>(year), static_cast<unsigned short>(month));
  }
  static time_point earliest() {
    return time_point::from_microseconds(days_since_epoch(1400, 1, 1) * duration::microseconds_per_day);
  }
  static time_point latest() {
    return time_point::from_microseconds((days_since_epoch(9999, 12, 31) + 1) * duration::microseconds_per_day - 1);
  }

  // " hh:mm[:ss[.fraction]][offset]", the first character a space or T. False: not of this form.
  bool read_clock(std::int64_t& of_day, bool& is_right, bool& has_offset) {
    int hour = 0, minute = 0, second = 0;
    if (!accept('T') && !accept('t') && !accept(' ')) return false;
    if (!number(1, 2, hour) || !accept(':') || !number(2, 2, minute)) return false;
    std::int64_t micro = 0;
    if (accept(':')) {
      if (!number(2, 2, second)) return false;
      if ((accept('.') || accept(',')) && !fraction(micro)) return false;
    }
    std::int64_t offset = 0;
    has_offset = at_ != end_;
    if (!read_offset(offset, is_right)) return false;
    is_right = is_right && hour < 24 && minute < 60 && second < 60;
    of_day = ((hour * 60 + minute - offset) * 60 + second) * std::int64_t{1'000'000} + micro;
    return true;
  }

  // "Z", "+hh", "+hhmm", "+hh:mm" or nothing, in minutes.
  bool read_offset(std::int64_t& minutes, bool& is_right) {
    if (at_ == end_ || accept('Z') || accept('z')) return true;
    accept(' ');
    const bool west = at_ != end_ && *at_ == '-';
    if (!accept('+') && !accept('-')) return false;
    int h = 0, m = 0;
    if (!number(2, 2, h)) return false;
    if (at_ != end_ && (accept(':'), !number(2, 2, m))) return false;
    is_right = is_right && h < 24 && m < 60;
    minutes = std::int64_t{west ? -1 : 1} * (h * 60 + m);
    return true;
  }

  // Digits after the point; the seventh and later are cut off.
  bool fraction(std::int64_t& micro) {
    int scale = 100'000;
    const char* const begin = at_;
    for (; at_ != end_ && is_digit(*at_); ++at_, scale /= 10) micro += std::int64_t{*at_ - '0'} * scale;
    return at_ != begin;
  }

  bool number(int fewest, int most, int& out) {
    int width = 0;
    out = 0;
    for (; width < most && at_ != end_ && is_digit(*at_); ++at_, ++width) out = 10 * out + (*at_ - '0');
    return width >= fewest;
  }
  bool accept(char c) { return at_ != end_ && *at_ == c && (++at_, true); }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  const char* at_;
  const char* end_;
};

inline void append_digits(std::string& out, std::int64_t value, int width) {
  const auto at = out.size();
  out.append(static_cast<std::size_t>(width), '0');
  for (auto i = at + static_cast<std::size_t>(width); i > at; value /= 10) out[--i] = static_cast<char>('0' + value % 10);
}

}  // namespace detail

/// Reads a date or an instant: ISO 8601 (`2022-09-05`, `2022/09/05`, then after a space or `T` `08:00[:00[.123456]]`, then
/// nothing, `Z` or an offset) or Finnish (`5.9.2022[ 8:00[:00]]`). An instant without an offset is taken as UTC; fractions
/// beyond microseconds are cut off. Never throws. O(length).
[[nodiscard]] inline time_reading read_time(std::string_view text) {
  detail::time_scanner scanner(text);
  if (time_point at; scanner.read_iso_date(at)) return {at};
  return scanner.read();
}

/// ISO 8601: `2022-09-05` where `precision` is a day and `t` a midnight, else `2022-09-05T08:00:00[.123456]Z`.
/// Precondition: `t` is not `open_end` and lies in the years 1400 to 9999.
[[nodiscard]] inline std::string to_string(time_point t, resolution precision = resolution::day) {
  const auto ymd = t.day().year_month_day();
  std::string out;
  detail::append_digits(out, ymd.year, 4);
  out += '-';
  detail::append_digits(out, ymd.month, 2);
  out += '-';
  detail::append_digits(out, ymd.day, 2);
  if (precision == resolution::day && t.is_midnight()) return out;
  const auto of_day = (t - time_point(t.day())).microseconds();
  out += 'T';
  detail::append_digits(out, of_day / 3'600'000'000, 2);
  out += ':';
  detail::append_digits(out, of_day / 60'000'000 % 60, 2);
  out += ':';
  detail::append_digits(out, of_day / 1'000'000 % 60, 2);
  if (const auto micro = of_day % 1'000'000; micro != 0) {
    out += '.';
    detail::append_digits(out, micro, 6);
  }
  return out += 'Z';
}

}  // namespace polku::inline v0
