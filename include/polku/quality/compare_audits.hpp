// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/quality/score_audit.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// How an item's score moved from one audit to the next.
enum class score_change : std::uint8_t {
  up,
  same,
  down,
  unknown,  ///< a score is missing or disputed, so that it cannot be told
};

[[nodiscard]] constexpr std::string_view to_string(score_change c) {
  constexpr std::string_view names[] = {"up", "same", "down", "unknown"};
  return names[static_cast<std::size_t>(c)];
}

/// How the score of one item changed from one audit to another.
struct item_change {
  unsigned number = 0;
  score_change change = score_change::unknown;
  score_range before = {};
  score_range after = {};

  friend bool operator==(const item_change&, const item_change&) = default;
};

/// Two audits by one instrument, one after the other.
struct audit_comparison {
  audit_result before;
  audit_result after;
  std::vector<item_change> items;  ///< as the instrument's
  int least_change = 0;            ///< of the total; the same as the greatest where both totals are known
  int greatest_change = 0;

  [[nodiscard]] std::size_t count(score_change c) const {
    std::size_t n = 0;
    for (const auto& i : items) n += i.change == c ? 1 : 0;
    return n;
  }
};

/// Sets two audits beside one another, item by item. An item that is not known in both moved up or down only where its
/// ranges leave no other way. O(scores * items).
///
/// \throws std::invalid_argument where the second audit is not dated after the first, and as `score_audit`.
[[nodiscard]] inline audit_comparison compare_audits(const instrument& by_what, const audit& before, const audit& after) {
  if (after.at <= before.at)
    throw std::invalid_argument("polku: the second audit is not dated after the first; give the earlier one first");
  audit_comparison out{.before = score_audit(by_what, before), .after = score_audit(by_what, after), .items = {}};
  for (std::size_t i = 0; i < by_what.items.size(); ++i) {
    const auto& b = out.before.items[i].score;
    const auto& a = out.after.items[i].score;
    const auto change = a.low > b.high                 ? score_change::up
                        : a.high < b.low               ? score_change::down
                        : a.is_known() && b.is_known() ? score_change::same
                                                       : score_change::unknown;
    out.items.push_back({by_what.items[i].number, change, b, a});
    out.least_change += static_cast<int>(a.low) - static_cast<int>(b.high);
    out.greatest_change += static_cast<int>(a.high) - static_cast<int>(b.low);
  }
  return out;
}

}  // namespace polku::inline v0
