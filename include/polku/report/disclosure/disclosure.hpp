// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

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

  /// Whether any count is suppressed.
  [[nodiscard]] bool is_any() const { return min_cell_ > 1; }
  [[nodiscard]] bool is_small(std::size_t count) const { return count != 0 && count < min_cell_; }
  [[nodiscard]] std::size_t min_cell() const { return min_cell_; }

 private:
  std::size_t min_cell_ = 1;
};

}  // namespace polku::inline v0
