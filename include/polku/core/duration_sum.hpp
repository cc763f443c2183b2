// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>

#include <cstdint>

namespace polku::inline v0 {

/// A sum of any number of durations, exact: 128 bits of microseconds. (64 bits hold 107 million days, which the services of
/// a country exceed.)
class duration_sum {
 public:
  constexpr duration_sum() = default;
  constexpr duration_sum(duration d) : low_(d.microseconds()) {}

  constexpr duration_sum& operator+=(duration d) {
    if (__builtin_add_overflow(low_, d.microseconds(), &low_)) [[unlikely]]
      high_ += d.microseconds() < 0 ? -1 : 1;
    return *this;
  }
  constexpr duration_sum& operator+=(duration_sum other) {
    *this += duration::from_microseconds(other.low_);
    high_ += other.high_;
    return *this;
  }

  /// In days of 24 hours; to the precision of a double.
  [[nodiscard]] constexpr double in_days() const {
    const auto us = static_cast<long double>(high_) * 18'446'744'073'709'551'616.0L + static_cast<long double>(low_);
    return static_cast<double>(us / static_cast<long double>(duration::microseconds_per_day));
  }

  /// The sum as two words, for writing it down: `high` times 2^64 microseconds, and `low` more.
  struct words {
    std::int64_t high, low;
  };
  [[nodiscard]] constexpr words as_words() const { return {high_, low_}; }
  [[nodiscard]] static constexpr duration_sum from_words(words w) {
    duration_sum out;
    out.high_ = w.high;
    out.low_ = w.low;
    return out;
  }

  friend constexpr bool operator==(duration_sum, duration_sum) = default;

 private:
  std::int64_t high_ = 0;  // in units of 2^64 microseconds
  std::int64_t low_ = 0;   // microseconds
};

}  // namespace polku::inline v0
