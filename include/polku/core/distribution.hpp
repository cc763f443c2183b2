// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace polku::inline v0 {

/// An exact distribution of durations that stays small: whole days are counted in a dense table once there are many of
/// them, everything else is kept as it came. Merging in any order gives the same distribution.
class distribution {
 public:
  /// Amortised O(1); memory O(distinct whole days + other values).
  void add(duration d) {
    const auto day = d.microseconds() / duration::microseconds_per_day;
    const auto cell = static_cast<std::uint64_t>(day - first_day_);
    if (cell < width_ && day * duration::microseconds_per_day == d.microseconds()) [[likely]]
      ++days_[cell];
    else
      add_rest(d.microseconds());
  }

  void merge(const distribution& other) {
    if (!other.days_.empty()) {
      cover(other.first_day_, other.first_day_ + static_cast<std::int64_t>(other.days_.size()) - 1);
      for (std::size_t i = 0; i < other.days_.size(); ++i)
        days_[static_cast<std::size_t>(other.first_day_ - first_day_) + i] += other.days_[i];
    }
    for (const auto v : other.rest_) add(duration::from_microseconds(v));
  }

  /// How many values there are. O(width of the table of days).
  [[nodiscard]] std::size_t size() const {
    auto n = rest_.size();
    for (const auto count : days_) n += count;
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
      if (days_[i] == 0) continue;
      const auto us = (first_day_ + static_cast<std::int64_t>(i)) * duration::microseconds_per_day;
      for (; r < rest.size() && rest[r] <= us; ++r) append(rest[r], 1);
      append(us, days_[i]);
    }
    for (; r < rest.size(); ++r) append(rest[r], 1);
    return out;
  }

  /// Whether both hold the same values. Time as `values`.
  friend bool operator==(const distribution& a, const distribution& b) { return a.values() == b.values(); }

 private:
  [[gnu::noinline]] void add_rest(std::int64_t v) {
    rest_.push_back(v);
    if (rest_.size() >= next_try_) {
      count_by_day();
      next_try_ = 2 * rest_.size() + first_try;
    }
  }

  // Widens the table so that it has the days from `first` to `last`.
  void cover(std::int64_t first, std::int64_t last) {
    if (!days_.empty()) {
      first = std::min(first, first_day_);
      last = std::max(last, first_day_ + static_cast<std::int64_t>(days_.size()) - 1);
    }
    std::vector<std::uint64_t> wider(static_cast<std::size_t>(last - first) + 1);
    for (std::size_t i = 0; i < days_.size(); ++i) wider[i + static_cast<std::size_t>(first_day_ - first)] = days_[i];
    days_.swap(wider);
    width_ = days_.size();
    first_day_ = first;
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
        ++days_[static_cast<std::size_t>(v / duration::microseconds_per_day - first_day_)];
      else
        rest_[kept++] = v;
    }
    rest_.resize(kept);
  }

  static constexpr std::size_t first_try = 64;

  std::vector<std::uint64_t> days_;  // how often each whole day from first_day_ on
  std::uint64_t width_ = 0;          // of days_
  std::int64_t first_day_ = 0;
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
