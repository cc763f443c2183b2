// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/date_time/gregorian/greg_date.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace polku::inline v0 {

using boost::gregorian::date;
using boost::gregorian::days;

namespace detail {

// std::chrono and boost::posix_time are recognised by their shape, so that nobody pays for including them.
template <class D>
concept chrono_duration = requires(D d) {
  { D::period::num } -> std::convertible_to<std::intmax_t>;
  { d.count() } -> std::integral;
};
template <class D>
concept posix_duration = requires(const D d) {
  { d.total_microseconds() } -> std::integral;
  { d.is_special() } -> std::same_as<bool>;
};
template <class T>
concept chrono_system_time = requires(T t) {
  T::clock::to_time_t;  // of the standard clocks only system_clock has it
  { t.time_since_epoch() } -> chrono_duration;
}
&&(1'000'000 % T::period::den == 0);
template <class T>
concept posix_time_point = requires(const T t) {
  { t.date() } -> std::same_as<boost::gregorian::date>;
  { t.time_of_day() } -> posix_duration;
};

}  // namespace detail

/// A signed length of time in microseconds.
///
/// Converts from `polku::days`, from any integral `std::chrono::duration` of microseconds or coarser, and from
/// `boost::posix_time::time_duration`. A special one (not_a_date_time, an infinity) throws std::invalid_argument, and one of
/// more than 292,000 years std::out_of_range. Never from a bare number: the unit stands in the type.
class duration {
 public:
  static constexpr std::int64_t microseconds_per_day = 86'400'000'000;

  constexpr duration() = default;
  constexpr duration(days d) : us_(product(checked(d.is_special()) * d.days(), microseconds_per_day)) {}

  template <detail::chrono_duration D>
  requires(1'000'000 % D::period::den == 0) constexpr duration(D d)
      : us_(product(product(static_cast<std::int64_t>(d.count()), D::period::num), 1'000'000 / D::period::den)) {}

  template <detail::posix_duration D>
  duration(const D& d) : us_(checked(d.is_special()) * d.total_microseconds()) {}

  template <class Number>
  requires std::is_arithmetic_v<Number> duration(Number)
  = delete;  // a bare number has no unit: write days(180)

  [[nodiscard]] static constexpr duration from_microseconds(std::int64_t us) {
    duration d;
    d.us_ = us;
    return d;
  }

  [[nodiscard]] constexpr std::int64_t microseconds() const { return us_; }
  /// The length in days of 24 hours; a fraction where it is not whole.
  [[nodiscard]] constexpr double in_days() const {
    return static_cast<double>(us_) / static_cast<double>(microseconds_per_day);
  }

  friend constexpr auto operator<=>(duration, duration) = default;
  friend constexpr duration operator+(duration a, duration b) { return from_microseconds(a.us_ + b.us_); }
  friend constexpr duration operator-(duration a, duration b) { return from_microseconds(a.us_ - b.us_); }
  friend constexpr duration operator-(duration a) { return from_microseconds(-a.us_); }
  constexpr duration& operator+=(duration b) { return *this = *this + b; }

 private:
  static constexpr std::int64_t checked(bool is_special) {
    if (is_special) throw std::invalid_argument("polku: not_a_date_time and the infinities are no length of time");
    return 1;
  }
  static constexpr std::int64_t product(std::int64_t a, std::int64_t b) {
    std::int64_t out = 0;
    if (__builtin_mul_overflow(a, b, &out))
      throw std::out_of_range("polku: a length of time of more than 292,000 years; for no limit, days(4'000'000) is enough");
    return out;
  }

  std::int64_t us_ = 0;
};

/// A point in time in eight bytes: microseconds since 1970-01-01T00:00Z. A date is its midnight.
///
/// Covers the years that Boost.Date_Time knows, 1400 to 9999. Converts from `polku::date`, from
/// `boost::posix_time::ptime` (taken as UTC) and from `std::chrono::sys_time`.
class time_point {
 public:
  constexpr time_point() = default;

  /// \throws std::invalid_argument for a special value such as not_a_date_time, which a default `date` is.
  time_point(date d) : us_(midnight(d)) {}

  template <detail::posix_time_point T>
  time_point(const T& t) : us_(midnight(t.date()) + duration(t.time_of_day()).microseconds()) {}

  template <detail::chrono_system_time T>
  constexpr time_point(T t) : us_(duration(t.time_since_epoch()).microseconds()) {}

  [[nodiscard]] static constexpr time_point from_microseconds(std::int64_t us) {
    time_point t;
    t.us_ = us;
    return t;
  }

  [[nodiscard]] constexpr std::int64_t microseconds() const { return us_; }
  [[nodiscard]] constexpr bool is_midnight() const { return us_ % duration::microseconds_per_day == 0; }

  /// The day that holds this point (UTC).
  /// \pre it lies in the years 1400 to 9999.
  [[nodiscard]] boost::gregorian::date day() const {
    const std::int64_t n = us_ / duration::microseconds_per_day - (us_ % duration::microseconds_per_day < 0 ? 1 : 0);
    return epoch() + days(static_cast<long>(n));
  }

  friend constexpr auto operator<=>(time_point, time_point) = default;
  friend constexpr duration operator-(time_point a, time_point b) { return duration::from_microseconds(a.us_ - b.us_); }
  friend constexpr time_point operator+(time_point t, duration d) { return from_microseconds(t.us_ + d.microseconds()); }
  friend constexpr time_point operator-(time_point t, duration d) { return from_microseconds(t.us_ - d.microseconds()); }

 private:
  static boost::gregorian::date epoch() { return {1970, 1, 1}; }
  static std::int64_t midnight(date d) {
    if (d.is_special())
      throw std::invalid_argument(
          "polku: a special date (not_a_date_time, or an infinity) is no point in time; "
          "leave an optional time empty instead, for example the end of an open episode");
    return (d - epoch()).days() * duration::microseconds_per_day;
  }

  std::int64_t us_ = 0;
};

/// The end of what has no recorded end. It sorts after every real time, and differences with it do not overflow.
inline constexpr time_point open_end = time_point::from_microseconds(std::int64_t{1} << 62);

/// Before every real time; differences of the two do not overflow.
inline constexpr time_point before_all_times = time_point::from_microseconds(-(std::int64_t{1} << 61));

/// A time and some more, as far as times go: at most `open_end`.
[[nodiscard]] constexpr time_point add_saturated(time_point t, duration d) { return d >= open_end - t ? open_end : t + d; }

namespace detail {

// `what`: "a window". Throws std::invalid_argument where the length is negative.
constexpr void require_not_negative(duration d, const char* what) {
  if (d < duration{})
    throw std::invalid_argument(std::string("polku: ").append(what).append(" is negative; it is 0 or more"));
}

}  // namespace detail

/// Whether a log's times are whole days, or finer.
enum class resolution : std::uint8_t { day, instant };

}  // namespace polku::inline v0
