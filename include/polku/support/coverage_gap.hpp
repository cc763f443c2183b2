// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>
#include <polku/core/time.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// Which times without support are gaps.
struct gap_options {
  /// Gaps of at most this length are passed over. Empty: 0, and in a log of point events no gaps at all.
  std::optional<duration> tolerance = std::nullopt;
  /// Milestones of these kinds end a spell of support; case, `_`, `-` and space do not matter.
  std::vector<std::string> exits = {"exit"};
};

/// Where in a spell of support a coverage gap lies.
enum class gap_kind : std::uint8_t {
  between,      ///< support resumes within the spell
  before_exit,  ///< it does not, and the spell ends with an exit
  trailing,     ///< it does not, up to the cutoff: the length is a lower bound
  leading,      ///< before the first episode that counts as support
};

[[nodiscard]] constexpr std::string_view to_string(gap_kind k) {
  constexpr std::string_view names[] = {"between", "before_exit", "trailing", "leading"};
  return names[static_cast<std::size_t>(k)];
}

/// A stretch of a client's spell in which no episode that counts as support was active.
struct coverage_gap {
  client_id client;
  gap_kind kind;
  time_point start;
  time_point end;
  label before;  ///< party of the supporting episode that ended last; none where there was none
  label after;   ///< party of the first to start; none where support does not resume

  [[nodiscard]] duration length() const { return end - start; }
  [[nodiscard]] bool is_censored() const { return kind == gap_kind::trailing; }
  friend bool operator==(const coverage_gap&, const coverage_gap&) = default;
};

}  // namespace polku::inline v0
