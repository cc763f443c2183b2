// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/quality/audit.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// Points from the least to the most that they can be; the same where they are known.
struct score_range {
  unsigned low = 0;
  unsigned high = 0;

  [[nodiscard]] constexpr bool is_known() const { return low == high; }
  [[nodiscard]] constexpr std::optional<unsigned> value() const { return is_known() ? std::optional(low) : std::nullopt; }
  friend bool operator==(const score_range&, const score_range&) = default;
};

/// How the score of an item came about.
enum class item_standing : std::uint8_t {
  scored,    ///< agreed on, or given by all raters who scored it
  disputed,  ///< raters gave different scores and agreed on none: from their lowest to their highest
  missing,   ///< nobody scored it: anything on its scale
};

[[nodiscard]] constexpr std::string_view to_string(item_standing s) {
  constexpr std::string_view names[] = {"scored", "disputed", "missing"};
  return names[static_cast<std::size_t>(s)];
}

/// An item's place in an audit.
struct audited_item {
  unsigned number = 0;
  item_standing standing = item_standing::missing;
  score_range score = {};

  friend bool operator==(const audited_item&, const audited_item&) = default;
};

/// The points of one section, or of all.
struct audit_total {
  score_range points = {};
  std::size_t scored = 0;
  std::size_t disputed = 0;
  std::size_t missing = 0;

  friend bool operator==(const audit_total&, const audit_total&) = default;
};

/// What an audit comes to. Nothing that is missing counts as zero: totals and bands are ranges then.
struct audit_result {
  std::vector<audited_item> items;    ///< as the instrument's
  std::vector<audit_total> sections;  ///< as the instrument's
  audit_total total;
  std::optional<std::size_t> lowest_band;   ///< of the least total; empty where the instrument has no band for it
  std::optional<std::size_t> highest_band;  ///< of the greatest total

  /// The band, where it is known; then it may be known though the total is not.
  [[nodiscard]] std::optional<std::size_t> band() const { return lowest_band == highest_band ? lowest_band : std::nullopt; }
  friend bool operator==(const audit_result&, const audit_result&) = default;
};

/// Adds up an audit. An item's score is what the raters agreed on, or else what all of them who scored it gave; where they
/// differ it is anything from their lowest to their highest, where nobody scored it anything on its scale. O(scores *
/// items).
///
/// \throws std::invalid_argument with the first of what `find_problems(a, by_what)` finds.
[[nodiscard]] inline audit_result score_audit(const instrument& by_what, const audit& a) {
  if (const auto problems = find_problems(a, by_what); !problems.empty())
    throw std::invalid_argument(fmt::format("polku: audit, {}: {}", problems.front().member, problems.front().fact));
  audit_result out;
  out.sections.resize(by_what.sections.size());
  for (const auto& item : by_what.items) {
    audited_item one{.number = item.number};
    const auto look_at = [&](const std::vector<item_score>& scores) {
      for (const auto& s : scores) {
        if (s.item != item.number) continue;
        const bool is_first = one.standing == item_standing::missing;
        one.score = is_first ? score_range{s.score, s.score}
                             : score_range{std::min(one.score.low, s.score), std::max(one.score.high, s.score)};
        one.standing = one.score.is_known() ? item_standing::scored : item_standing::disputed;
      }
    };
    look_at(a.agreed);
    if (one.standing == item_standing::missing)
      for (const auto& r : a.raters) look_at(r.scores);
    if (one.standing == item_standing::missing) one.score = {by_what.scale_of(item).lowest, by_what.scale_of(item).highest};
    const auto add_to = [&](audit_total& t) {
      t.points.low += one.score.low;
      t.points.high += one.score.high;
      (one.standing == item_standing::scored     ? t.scored
       : one.standing == item_standing::disputed ? t.disputed
                                                 : t.missing) += 1;
    };
    add_to(out.total);
    if (const auto s = by_what.find_section(item.section)) add_to(out.sections[*s]);
    out.items.push_back(one);
  }
  out.lowest_band = by_what.band_of(out.total.points.low);
  out.highest_band = by_what.band_of(out.total.points.high);
  return out;
}

}  // namespace polku::inline v0
