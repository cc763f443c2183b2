// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>

#include <cstdint>

namespace polku::inline v0 {

/// A sum of any number of durations of at most 8,600 years each. (64 bits of microseconds hold 107 million days, which the
/// services of a country exceed.) Exact; the order of adding does not matter.
class duration_sum {
 public:
  constexpr duration_sum() = default;
  constexpr duration_sum(duration d) : us_(d.microseconds()) {}

  constexpr duration_sum& operator+=(duration d) {
    us_ += d.microseconds();
    if (us_ > most || us_ < -most) [[unlikely]]
      carry();
    return *this;
  }
  constexpr duration_sum& operator+=(duration_sum other) {
    other.carry();
    days_ += other.days_;
    return *this += duration::from_microseconds(other.us_);
  }

  /// In days of 24 hours; to the precision of a double.
  [[nodiscard]] constexpr double in_days() const {
    return static_cast<double>(days_) + duration::from_microseconds(us_).in_days();
  }

  friend constexpr bool operator==(duration_sum a, duration_sum b) {
    a.carry();
    b.carry();
    const auto difference = a.us_ - b.us_;
    return difference % duration::microseconds_per_day == 0 &&
           a.days_ + difference / duration::microseconds_per_day == b.days_;
  }

 private:
  static constexpr std::int64_t most = std::int64_t{1} << 62;

  [[gnu::noinline]] constexpr void carry() {
    days_ += us_ / duration::microseconds_per_day;
    us_ %= duration::microseconds_per_day;
  }

  std::int64_t days_ = 0;
  std::int64_t us_ = 0;
};

}  // namespace polku::inline v0
