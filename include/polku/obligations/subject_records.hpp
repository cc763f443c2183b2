// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/choose.hpp>
#include <polku/core/interval.hpp>

#include <algorithm>
#include <vector>

namespace polku::inline v0::detail {

// Stretches of time in order, that neither overlap nor touch.
using stretches = std::vector<interval>;

// Adds a stretch that does not begin before the last one.
inline void add_stretch(stretches& all, time_point start, time_point end) {
  if (!all.empty() && start <= all.back().end)
    all.back().end = later(all.back().end, end);
  else
    all.push_back({start, end});
}

// The first stretch that ends after `t`. O(log n).
inline stretches::const_iterator first_ending_after(const stretches& all, time_point t) {
  return std::upper_bound(all.begin(), all.end(), t, [](time_point at, const interval& i) { return at < i.end; });
}
inline bool holds_at(const stretches& all, time_point t) {
  const auto i = first_ending_after(all, t);
  return i != all.end() && i->start <= t;
}
inline bool cover(const stretches& all, time_point from, time_point to) {
  const auto i = first_ending_after(all, from);
  return from >= to || (i != all.end() && i->start <= from && i->end >= to);
}

// What a and b have in common, in place of a. O(a + b).
inline void intersect(stretches& a, const stretches& b, stretches& room) {
  room.clear();
  for (auto i = a.begin(), end = a.end(); i != end; ++i)
    for (auto j = first_ending_after(b, i->start); j != b.end() && j->start < i->end; ++j)
      room.push_back({later(i->start, j->start), earlier(i->end, j->end)});
  a.swap(room);
}

// One client's records that a subject speaks of. Only what is wanted of them is kept.
struct subject_records {
  enum : unsigned { none = 0, of_starts = 1, of_points = 2, of_active = 4, of_twice = 8 };

  std::vector<time_point> starts;  // of all of them, ascending
  std::vector<time_point> points;  // those that have no length, ascending
  stretches active;                // when at least one is active
  stretches twice;                 // when at least two are
  unsigned wanted = none;

  void clear() {
    starts.clear();
    points.clear();
    active.clear();
    twice.clear();
  }
  // They come in order of start.
  void add(time_point start, time_point end) {
    if ((wanted & of_starts) != 0) starts.push_back(start);
    if (start == end) {
      if ((wanted & of_points) != 0) points.push_back(start);
      return;
    }
    if ((wanted & (of_active | of_twice)) == 0) return;
    if ((wanted & of_twice) != 0 && !active.empty() && start < active.back().end)
      add_stretch(twice, start, earlier(end, active.back().end));
    add_stretch(active, start, end);
  }
};

}  // namespace polku::inline v0::detail
