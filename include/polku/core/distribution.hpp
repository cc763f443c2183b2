// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

namespace polku::inline v0 {

/// An exact distribution of durations that stays small: whole days are counted in a dense table once there are many of
/// them, everything else is kept as it came. Merging in any order gives the same distribution.
class distribution {
 public:
  /// Amortised O(1). Memory: 4 bytes for each day between the first and the last in the table, which is at most some 16
  /// times as wide as it holds values (wider where others were merged in), and 8 bytes for each value beside it.
  void add(duration d) {
    const auto cell = whole_days(static_cast<std::uint64_t>(d.microseconds()) - first_us_);
    if (cell < width_) [[likely]] {
      if (++days_[cell] == 0) [[unlikely]]
        set_count(cell, count_of(cell) + (std::uint64_t{1} << 32));
    } else {
      add_rest(d.microseconds());
    }
  }

  void merge(const distribution& other) {
    if (!other.days_.empty()) {
      cover(other.first_day_, other.first_day_ + static_cast<std::int64_t>(other.days_.size()) - 1);
      const auto shift = static_cast<std::size_t>(other.first_day_ - first_day_);
      for (std::size_t i = 0; i < other.days_.size(); ++i) set_count(shift + i, count_of(shift + i) + other.count_of(i));
    }
    for (const auto v : other.rest_) add(duration::from_microseconds(v));
  }

  /// How many values there are. O(width of the table of days).
  [[nodiscard]] std::size_t size() const {
    auto n = rest_.size();
    for (std::size_t i = 0; i < days_.size(); ++i) n += count_of(i);
    return n;
  }
  [[nodiscard]] bool empty() const { return days_.empty() && rest_.empty(); }

  /// Every value with its count, ascending. O(n log n) in the values not counted by the day.
  struct value {
    duration at;
    std::size_t count;
    friend bool operator==(const value&, const value&) = default;
  };
  [[nodiscard]] std::vector<value> values() const {
    std::vector<value> out;
    auto rest = rest_;
    std::sort(rest.begin(), rest.end());
    const auto append = [&](std::int64_t us, std::size_t count) {
      if (out.empty() || out.back().at.microseconds() != us)
        out.push_back({duration::from_microseconds(us), count});
      else
        out.back().count += count;
    };
    std::size_t r = 0;
    for (std::size_t i = 0; i < days_.size(); ++i) {
      if (count_of(i) == 0) continue;
      const auto us = (first_day_ + static_cast<std::int64_t>(i)) * duration::microseconds_per_day;
      for (; r < rest.size() && rest[r] <= us; ++r) append(rest[r], 1);
      append(us, count_of(i));
    }
    for (; r < rest.size(); ++r) append(rest[r], 1);
    return out;
  }

  /// What `values` of another gave. Takes `bytes_of(values)`.
  /// \pre values ascend
  [[nodiscard]] static distribution of(const std::vector<value>& values) {
    distribution out;
    const auto t = table_for(values);
    if (t.width != 0) out.cover(t.first, t.first + static_cast<std::int64_t>(t.width) - 1);
    for (const auto& v : values)
      if (t.width != 0 && is_whole(v.at))
        out.set_count(static_cast<std::size_t>(v.at.microseconds() / duration::microseconds_per_day - t.first), v.count);
      else
        out.rest_.insert(out.rest_.end(), v.count, v.at.microseconds());
    out.next_try_ = 2 * out.rest_.size() + first_try;
    return out;
  }
  /// How much memory a distribution of these values takes at most; the largest number where that is more.
  [[nodiscard]] static std::size_t bytes_of(const std::vector<value>& values) {
    const auto t = table_for(values);
    std::size_t bytes = 8 * t.width;
    for (const auto& v : values) {
      if (t.width != 0 && is_whole(v.at)) continue;
      if (v.count > (std::numeric_limits<std::size_t>::max() - bytes) / 8) return std::numeric_limits<std::size_t>::max();
      bytes += 8 * v.count;
    }
    return bytes;
  }

  /// Whether both hold the same values. Time as `values`.
  friend bool operator==(const distribution& a, const distribution& b) { return a.values() == b.values(); }

 private:
  // A day is 2^13 odd microseconds. Multiplying by the inverse of an odd number modulo 2^64 divides what it divides, and
  // turns everything else into something large (Granlund and Montgomery 1994): one multiplication gives the number of days,
  // or, where that is not whole or is negative, more days than any table has.
  static constexpr std::uint64_t odd_part = static_cast<std::uint64_t>(duration::microseconds_per_day) >> 13;
  static constexpr std::uint64_t inverse_of_odd_part = [] {
    std::uint64_t x = odd_part;  // right to 3 bits; each step of Newton's doubles them
    for (int i = 0; i < 5; ++i) x *= 2 - odd_part * x;
    return x;
  }();
  static_assert(odd_part * inverse_of_odd_part == 1 && odd_part << 13 == std::uint64_t{duration::microseconds_per_day});
  static std::uint64_t whole_days(std::uint64_t us) { return std::rotr(us * inverse_of_odd_part, 13); }

  static bool is_whole(duration d) { return d.microseconds() % duration::microseconds_per_day == 0; }

  // The table that whole days have room in, where there are enough of them; else none.
  struct extent {
    std::int64_t first = 0;
    std::size_t width = 0;
  };
  static extent table_for(const std::vector<value>& values) {
    std::int64_t first = 0, last = 0;
    std::size_t count = 0;
    for (const auto& v : values) {
      if (!is_whole(v.at)) continue;
      last = v.at.microseconds() / duration::microseconds_per_day;
      if (count == 0) first = last;
      count += std::min(v.count, std::numeric_limits<std::size_t>::max() / 32 - count);
    }
    if (count < first_try || static_cast<std::size_t>(last - first) > 16 * (count + first_try)) return {};
    return {first, static_cast<std::size_t>(last - first) + 1};
  }

  [[nodiscard]] std::uint64_t count_of(std::size_t i) const {
    return days_[i] + (carries_.empty() ? 0 : std::uint64_t{carries_[i]} << 32);
  }
  [[gnu::noinline]] void set_count(std::size_t i, std::uint64_t count) {
    days_[i] = static_cast<std::uint32_t>(count);
    if (carries_.empty() && count >> 32 == 0) return;
    carries_.resize(days_.size());
    carries_[i] = static_cast<std::uint32_t>(count >> 32);
  }

  [[gnu::noinline]] void add_rest(std::int64_t v) {
    rest_.push_back(v);
    if (rest_.size() >= next_try_) {
      count_by_day();
      next_try_ = 2 * rest_.size() + first_try;
    }
  }

  // Widens the table so that it has the days from `first` to `last`.
  void cover(std::int64_t first, std::int64_t last) {
    if (days_.empty()) {
      first_day_ = first;
    } else {
      first = std::min(first, first_day_);
      last = std::max(last, first_day_ + static_cast<std::int64_t>(days_.size()) - 1);
    }
    const auto widen = [&](auto& column) {
      std::remove_reference_t<decltype(column)> wider(static_cast<std::size_t>(last - first) + 1);
      std::copy(column.begin(), column.end(), wider.begin() + (first_day_ - first));
      column.swap(wider);
    };
    if (!carries_.empty()) widen(carries_);
    widen(days_);
    width_ = days_.size();
    first_day_ = first;
    first_us_ = static_cast<std::uint64_t>(first * duration::microseconds_per_day);
  }

  // Moves what is whole days from rest_ to days_, where the table then is not much larger than what it counts.
  void count_by_day() {
    std::int64_t first = std::numeric_limits<std::int64_t>::max(), last = std::numeric_limits<std::int64_t>::min();
    if (!days_.empty()) {
      first = first_day_;
      last = first_day_ + static_cast<std::int64_t>(days_.size()) - 1;
    }
    for (const auto v : rest_) {
      if (v % duration::microseconds_per_day != 0) continue;
      first = std::min(first, v / duration::microseconds_per_day);
      last = std::max(last, v / duration::microseconds_per_day);
    }
    if (first > last || static_cast<std::uint64_t>(last - first) > 16 * (size() + first_try)) return;
    cover(first, last);
    std::size_t kept = 0;
    for (const auto v : rest_) {
      if (v % duration::microseconds_per_day == 0)
        add(duration::from_microseconds(v));
      else
        rest_[kept++] = v;
    }
    rest_.resize(kept);
  }

  static constexpr std::size_t first_try = 64;

  // How often each whole day from first_day_ on: the lower halves of the counts, so that the nearest cache holds many of
  // them, and the upper halves where there are any.
  std::vector<std::uint32_t> days_;
  std::uint64_t width_ = 0;     // of days_
  std::uint64_t first_us_ = 0;  // first_day_ in microseconds
  std::int64_t first_day_ = 0;
  std::vector<std::uint32_t> carries_;
  std::vector<std::int64_t> rest_;  // microseconds
  std::size_t next_try_ = first_try;
};

/// The figures of a distribution that reports show, in days. All 0 where it is empty.
struct distribution_summary {
  double min = 0, p5 = 0, median = 0, p95 = 0, max = 0;
};

/// The extremes and three quantiles; quantiles interpolate linearly between order statistics (type 7 of Hyndman and Fan
/// 1996, the default of R, numpy, pandas and DuckDB).
[[nodiscard]] inline distribution_summary summarise(const distribution& d) {
  distribution_summary out;
  if (d.empty()) return out;
  const auto values = d.values();
  const auto size = d.size();
  // The k-th smallest, from 0; k only grows from call to call.
  std::size_t i = 0, below = 0;
  const auto at = [&](std::size_t k) {
    while (below + values[i].count <= k) below += values[i++].count;
    return values[i].at.in_days();
  };
  const auto quantile = [&](double q) {
    const double position = q * static_cast<double>(size - 1);
    const auto k = static_cast<std::size_t>(position);
    const double low = at(k);
    return k + 1 == size ? low : low + (position - static_cast<double>(k)) * (at(k + 1) - low);
  };
  out.min = values.front().at.in_days();
  out.p5 = quantile(0.05);
  i = below = 0;
  out.median = quantile(0.5);
  i = below = 0;
  out.p95 = quantile(0.95);
  out.max = values.back().at.in_days();
  return out;
}

}  // namespace polku::inline v0
