// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

namespace detail {

// The letters to add, leave out, change or swap with their neighbour (optimal string alignment), on folded text.
inline std::size_t count_slips(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> least(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        least[i][j] = i + j;
        continue;
      }
      const auto same = [&](std::size_t x, std::size_t y) { return fold(a[x - 1]) == fold(b[y - 1]); };
      least[i][j] = std::min({least[i - 1][j] + 1, least[i][j - 1] + 1, least[i - 1][j - 1] + (same(i, j) ? 0 : 1)});
      if (i > 1 && j > 1 && same(i, j - 1) && same(i - 1, j)) least[i][j] = std::min(least[i][j], least[i - 2][j - 2] + 1);
    }
  return least[a.size()][b.size()];
}

}  // namespace detail

/// Which of `names` was meant by `name`: one that begins as it does, or is a slip of the pen for each three letters away;
/// empty where none is so near. O(length^2 * names).
template <class Names>
[[nodiscard]] std::string_view nearest_name(std::string_view name, const Names& names) {
  constexpr std::size_t longest = 64;
  std::string_view nearest;
  if (name.empty() || name.size() > longest) return nearest;
  auto fewest = std::max<std::size_t>(1, name.size() / 3) + 1;
  for (const std::string_view candidate : names) {
    const bool goes_on = candidate.starts_with(name) && candidate.size() != name.size();
    if (!goes_on && candidate.size() >= name.size() + fewest) continue;  // each letter more is a slip
    const auto slips = goes_on ? 1 : detail::count_slips(name, candidate);
    if (slips >= fewest) continue;
    fewest = slips;
    nearest = candidate;
  }
  return nearest;
}

}  // namespace polku::inline v0
