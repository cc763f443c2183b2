// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Who may see what is written.
struct disclosure_options {
  bool is_shareable = true;  ///< only aggregates; false: exact figures and lists of single clients
  std::size_t min_cell = 5;  ///< the smallest count of clients that a shareable version shows
  /// What stands for a client's id in an internal version; empty: the id as given.
  std::function<std::string(std::string_view)> pseudonym = {};
};

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

  /// A count of whatever, of so many out of `total` clients.
  [[nodiscard]] figure show(std::size_t count, std::size_t clients, std::size_t total) const {
    return may_show(clients, total) ? figure{count} : figure{};
  }
  [[nodiscard]] figure show(const counted& c, std::size_t total) const { return show(c.count, c.clients, total); }

  /// The clients of each part of a total that is known: those that may not be shown are hidden, and where only one is, the
  /// next smallest that is not zero too, since the total would tell it.
  [[nodiscard]] std::vector<char> hide_parts(const std::vector<std::size_t>& parts, std::size_t total) const {
    std::vector<char> is_hidden(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) is_hidden[i] = !may_show(parts[i], total);
    if (std::count(is_hidden.begin(), is_hidden.end(), char{1}) != 1) return is_hidden;
    auto next = parts.size();
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (!is_hidden[i] && parts[i] != 0 && (next == parts.size() || parts[i] < parts[next])) next = i;
    if (next != parts.size()) is_hidden[next] = true;
    return is_hidden;
  }

 private:
  std::size_t min_cell_ = 1;
};

/// The cells of a table of pairs whose row and column totals can be known. Small ones and those with a small complement are
/// hidden, and those hidden for another reason; then, until nothing changes, the next smallest of every row and column with
/// just one hidden cell. O(cells^2) at worst.
struct pair_cell {
  std::size_t row, column, clients;
  bool is_hidden = false;  ///< for another reason
};
[[nodiscard]] inline std::vector<char> hide_pairs(const disclosure& d, const std::vector<pair_cell>& cells,
                                                  std::size_t total) {
  std::vector<char> is_hidden(cells.size());
  std::map<std::pair<bool, std::size_t>, std::vector<std::size_t>> lines;  // rows and columns, by the cells in them
  for (std::size_t i = 0; i < cells.size(); ++i) {
    is_hidden[i] = cells[i].is_hidden || !d.may_show(cells[i].clients, total);
    lines[{false, cells[i].row}].push_back(i);
    lines[{true, cells[i].column}].push_back(i);
  }
  std::vector<std::pair<bool, std::size_t>> open;
  for (const auto& [line, members] : lines) open.push_back(line);
  for (std::size_t k = 0; k < open.size(); ++k) {
    const auto line = open[k];
    std::size_t hidden = 0;
    auto next = cells.size();
    for (const auto i : lines[line]) {
      hidden += is_hidden[i] ? 1 : 0;
      if (!is_hidden[i] && (next == cells.size() || cells[i].clients < cells[next].clients)) next = i;
    }
    if (hidden != 1 || next == cells.size()) continue;
    is_hidden[next] = true;
    open.emplace_back(!line.first, line.first ? cells[next].row : cells[next].column);  // the other line through it
  }
  return is_hidden;
}

}  // namespace polku::inline v0
