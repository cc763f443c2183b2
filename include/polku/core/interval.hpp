// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>

namespace polku::inline v0 {

/// A half-open stretch of time, `[start, end)`. `end == open_end` has no recorded end; `end == start` is a point.
/// Precondition of everything that takes one: `start <= end`.
struct interval {
  time_point start;
  time_point end = open_end;

  friend bool operator==(const interval&, const interval&) = default;

  [[nodiscard]] constexpr bool is_open() const { return end == open_end; }

  /// Whether it is active at `t`: start included, end not. A point is active at no time.
  [[nodiscard]] constexpr bool is_active_at(time_point t) const { return start <= t && t < end; }

  /// Its length, an open end counted up to `cutoff`.
  [[nodiscard]] constexpr duration length(time_point cutoff) const { return (is_open() ? cutoff : end) - start; }
};

}  // namespace polku::inline v0
