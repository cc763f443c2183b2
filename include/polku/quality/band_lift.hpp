// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/quality/score_audit.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <vector>

namespace polku::inline v0 {

/// How many sets of items are listed at most.
struct band_lift_options {
  std::size_t max_sets = 20;
};

/// The least that lifts an audit into the next band.
struct band_lift {
  std::size_t band = 0;   ///< the next one, in the instrument
  unsigned points = 0;    ///< that are lacking
  std::size_t items = 0;  ///< the fewest that can give so many
  double set_count = 0;   ///< how many sets of so few items can; exact up to 2^53
  /// The sets, by the numbers of their items; those with most room above them first, then by number.
  std::vector<std::vector<unsigned>> sets = {};
  bool is_complete = true;  ///< whether all sets are listed

  friend bool operator==(const band_lift&, const band_lift&) = default;
};

/// Which items would lift an audit into the next band with least change: the fewest items that together have as much room
/// below the top of their scales as points are lacking, and all sets of so few. (The points lacking are the same whichever
/// items give them.) Nothing where the total is not known, or lies in the highest band.
///
/// O(items^2 * points) and O(sets listed * items^2).
/// \throws std::invalid_argument where the result is none of the instrument's.
[[nodiscard]] inline std::optional<band_lift> find_band_lift(const instrument& by_what, const audit_result& result,
                                                             const band_lift_options& options = {}) {
  if (result.items.size() != by_what.items.size())
    throw std::invalid_argument("polku: the result of an audit and the instrument have different items");
  const auto total = result.total.points.value();
  if (!total) return std::nullopt;
  const auto next = std::find_if(by_what.bands.begin(), by_what.bands.end(),
                                 [&](const instrument_band& b) { return b.at_least > *total; });
  if (next == by_what.bands.end()) return std::nullopt;

  struct room {
    unsigned points, number;
  };
  std::vector<room> rooms;
  for (std::size_t i = 0; i < by_what.items.size(); ++i)
    if (const auto points = by_what.scale_of(by_what.items[i]).highest - result.items[i].score.low; points != 0)
      rooms.push_back({points, by_what.items[i].number});
  std::stable_sort(rooms.begin(), rooms.end(), [](const room& a, const room& b) {
    return a.points != b.points ? a.points > b.points : a.number < b.number;
  });
  band_lift out{.band = static_cast<std::size_t>(next - by_what.bands.begin()), .points = next->at_least - *total};
  unsigned most = 0;
  while (out.items < rooms.size() && most < out.points) most += rooms[out.items++].points;
  if (most < out.points) return std::nullopt;

  // ways[k][p]: how many sets of k of the items so far have room p together, p counted up to what is lacking.
  std::vector<std::vector<double>> ways(out.items + 1, std::vector<double>(out.points + 1));
  ways[0][0] = 1;
  for (const auto& r : rooms)
    for (std::size_t k = out.items; k-- > 0;)
      for (unsigned p = 0; p <= out.points; ++p) ways[k + 1][std::min(p + r.points, out.points)] += ways[k][p];
  out.set_count = ways[out.items][out.points];

  // Goes through the sets in order; a branch is left where the items with most room that remain do not reach.
  std::vector<std::size_t> chosen;
  const auto choose = [&](const auto& self, std::size_t first, unsigned have) -> void {
    if (chosen.size() == out.items) {
      if (out.sets.size() == options.max_sets) {
        out.is_complete = false;
        return;
      }
      auto& set = out.sets.emplace_back();
      for (const auto c : chosen) set.push_back(rooms[c].number);
      std::sort(set.begin(), set.end());
      return;
    }
    const auto left = out.items - chosen.size();
    for (auto i = first; i + left <= rooms.size() && out.is_complete; ++i) {
      auto reach = have;
      for (auto j = i; j < i + left; ++j) reach += rooms[j].points;
      if (reach < out.points) return;
      chosen.push_back(i);
      self(self, i + 1, have + rooms[i].points);
      chosen.pop_back();
    }
  };
  choose(choose, 0, 0);
  return out;
}

}  // namespace polku::inline v0
