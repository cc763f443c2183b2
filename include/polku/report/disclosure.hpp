// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// A figure as it may be shown; empty: suppressed.
using figure = std::optional<std::size_t>;

/// Which counts of clients may leave the organisation.
class disclosure {
 public:
  /// Everything is shown: the internal version.
  disclosure() = default;
  /// Counts of 1 to `min_cell` - 1 clients are suppressed.
  explicit disclosure(std::size_t min_cell) : min_cell_(min_cell) {}

  [[nodiscard]] bool is_small(std::size_t count) const { return count != 0 && count < min_cell_; }

  /// Whether a cell of `clients` out of `total` clients may be shown: neither it nor its complement is small.
  [[nodiscard]] bool may_show(std::size_t clients, std::size_t total) const {
    return !is_small(clients) && !is_small(total - std::min(clients, total));
  }

  /// A count of stays, returns or the like, which at least names no more clients than it counts.
  [[nodiscard]] figure show(std::size_t count) const { return is_small(count) ? figure{} : figure{count}; }

  /// The parts of a total that is known: small ones are suppressed, and where only one is, the next smallest that is not zero
  /// too, since the total would tell it.
  [[nodiscard]] std::vector<char> hide_parts(const std::vector<std::size_t>& parts) const {
    std::vector<char> is_hidden(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) is_hidden[i] = is_small(parts[i]);
    hide_second(parts, is_hidden);
    return is_hidden;
  }

  /// As `hide_parts` for a part that is hidden already.
  static void hide_second(const std::vector<std::size_t>& parts, std::vector<char>& is_hidden) {
    if (std::count(is_hidden.begin(), is_hidden.end(), char{1}) != 1) return;
    auto next = parts.size();
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (!is_hidden[i] && parts[i] != 0 && (next == parts.size() || parts[i] < parts[next])) next = i;
    if (next != parts.size()) is_hidden[next] = true;
  }

 private:
  std::size_t min_cell_ = 1;
};

/// The cells of a table of pairs whose row and column totals can be known. Small ones are hidden; then, until nothing changes,
/// the next smallest of every row and column with just one hidden cell.
struct pair_cell {
  std::size_t row, column, clients;
};
[[nodiscard]] inline std::vector<char> hide_pairs(const disclosure& d, const std::vector<pair_cell>& cells) {
  std::vector<char> is_hidden(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) is_hidden[i] = d.is_small(cells[i].clients);
  const auto pass = [&](std::size_t pair_cell::*line) {
    bool has_changed = false;
    std::vector<std::size_t> order(cells.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return cells[a].*line < cells[b].*line; });
    for (std::size_t first = 0; first < order.size();) {
      auto last = first;
      std::vector<std::size_t> parts;
      std::vector<char> hidden;
      for (; last < order.size() && cells[order[last]].*line == cells[order[first]].*line; ++last) {
        parts.push_back(cells[order[last]].clients);
        hidden.push_back(is_hidden[order[last]]);
      }
      disclosure::hide_second(parts, hidden);
      for (std::size_t i = first; i < last; ++i) {
        has_changed = has_changed || is_hidden[order[i]] != hidden[i - first];
        is_hidden[order[i]] = hidden[i - first];
      }
      first = last;
    }
    return has_changed;
  };
  while (static_cast<int>(pass(&pair_cell::row)) + static_cast<int>(pass(&pair_cell::column)) != 0) {
  }
  return is_hidden;
}

}  // namespace polku::inline v0
