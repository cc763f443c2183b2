// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/process.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// How well something is known: from memory until somebody has seen it in a source.
enum class provenance : std::uint8_t { from_memory, checked };

[[nodiscard]] constexpr std::string_view to_string(provenance p) {
  constexpr std::string_view names[] = {"from memory", "checked"};
  return names[static_cast<std::size_t>(p)];
}

/// The whole points that an item can get, both included.
struct score_scale {
  unsigned lowest = 1;
  unsigned highest = 5;

  [[nodiscard]] constexpr bool holds(unsigned score) const { return lowest <= score && score <= highest; }
  friend bool operator==(const score_scale&, const score_scale&) = default;
};

/// What a score stands for: a bound of the measured value, included, or words where nothing is measured.
struct score_anchor {
  unsigned score = 0;
  std::optional<double> at_least = std::nullopt;  ///< in the item's unit; for items where more is better
  std::optional<double> at_most = std::nullopt;   ///< for items where less is better
  std::string text = {};
  provenance known = provenance::from_memory;

  friend bool operator==(const score_anchor&, const score_anchor&) = default;
};

/// What records can say of an item.
enum class evidence_measure : std::uint8_t {
  none,                        ///< records say nothing of it
  caseload,                    ///< clients per coach
  phases_per_worker,           ///< phases that a coach carries out
  days_to_employer_contact,    ///< mean days from entry to the first employer contact
  employer_contacts_per_week,  ///< per coach
  job_type_diversity,          ///< different job types in job starts, in per cent
  employer_diversity,          ///< different employers in job starts, in per cent
  competitive_share,           ///< competitive jobs in job starts, in per cent
  follow_along,                ///< job starts with support still there four months later, in per cent
};

[[nodiscard]] constexpr std::string_view to_string(evidence_measure m) {
  constexpr std::string_view names[] = {"none",
                                        "caseload",
                                        "phases per worker",
                                        "days to employer contact",
                                        "employer contacts per week",
                                        "job type diversity",
                                        "employer diversity",
                                        "competitive share",
                                        "follow-along"};
  return names[static_cast<std::size_t>(m)];
}

/// A section of an instrument.
struct instrument_section {
  std::string name;
  std::string finnish = {};
  std::string swedish = {};

  friend bool operator==(const instrument_section&, const instrument_section&) = default;
};

/// What is scored.
struct instrument_item {
  unsigned number = 0;  ///< which tells it from the others
  std::string section;  ///< by name
  std::string name;     ///< a short one
  std::string finnish = {};
  std::string swedish = {};
  std::string unit = {};                            ///< of the bounds of its anchors
  std::optional<score_scale> scale = std::nullopt;  ///< empty: the instrument's
  std::vector<score_anchor> anchors = {};
  evidence_measure evidence = evidence_measure::none;

  friend bool operator==(const instrument_item&, const instrument_item&) = default;
};

/// What a total is called, from so many points on.
struct instrument_band {
  std::string name;
  std::string finnish = {};
  std::string swedish = {};
  unsigned at_least = 0;
  provenance known = provenance::from_memory;

  friend bool operator==(const instrument_band&, const instrument_band&) = default;
};

/// An instrument that services are audited by, such as a set of quality criteria: data, so that another, or one's own, is
/// another value. `find_problems` says what does not hold together in one. Example: `examples/quality/`.
struct instrument {
  std::string name;
  std::string version = {};
  std::string source = {};
  score_scale scale = {};
  std::vector<instrument_section> sections = {};
  std::vector<instrument_item> items = {};
  std::vector<instrument_band> bands = {};  ///< by `at_least`, ascending

  [[nodiscard]] const score_scale& scale_of(const instrument_item& i) const { return i.scale ? *i.scale : scale; }

  /// The place of an item among `items`; nothing where there is no such item. O(items).
  [[nodiscard]] std::optional<std::size_t> find_item(unsigned number) const {
    const auto it = std::find_if(items.begin(), items.end(), [&](const auto& i) { return i.number == number; });
    return it == items.end() ? std::nullopt : std::optional(static_cast<std::size_t>(it - items.begin()));
  }
  [[nodiscard]] std::optional<std::size_t> find_section(std::string_view section) const {
    const auto it = std::find_if(sections.begin(), sections.end(), [&](const auto& s) { return s.name == section; });
    return it == sections.end() ? std::nullopt : std::optional(static_cast<std::size_t>(it - sections.begin()));
  }
  /// The band that a total lies in; nothing where the instrument has none for it. O(bands).
  [[nodiscard]] std::optional<std::size_t> band_of(unsigned total) const {
    std::optional<std::size_t> found;
    for (std::size_t b = 0; b < bands.size() && bands[b].at_least <= total; ++b) found = b;
    return found;
  }
  [[nodiscard]] unsigned lowest_total() const {
    unsigned sum = 0;
    for (const auto& i : items) sum += scale_of(i).lowest;
    return sum;
  }
  [[nodiscard]] unsigned highest_total() const {
    unsigned sum = 0;
    for (const auto& i : items) sum += scale_of(i).highest;
    return sum;
  }

  friend bool operator==(const instrument&, const instrument&) = default;
};

/// The name of a section, item or band in a language; `name` where it has none of its own there.
template <class Named>
[[nodiscard]] const std::string& name_in(const Named& named, language l) {
  if (l == language::finnish && !named.finnish.empty()) return named.finnish;
  if (l == language::swedish && !named.swedish.empty()) return named.swedish;
  return named.name;
}

/// The score that a measured value stands for by an item's anchors: the best one whose bound it keeps; else the score
/// without a bound, where there is only one. Nothing where words decide. Values are not rounded: 89.6 % is less than 90 %.
/// O(anchors).
[[nodiscard]] inline std::optional<unsigned> suggest_score(const instrument_item& item, double value) {
  std::optional<unsigned> best, unbounded;
  bool has_bounds = false;
  std::size_t without = 0;
  for (const auto& a : item.anchors) {
    if (!a.at_least && !a.at_most) {
      unbounded = a.score;
      ++without;
      continue;
    }
    has_bounds = true;
    const bool keeps = a.at_least ? value >= *a.at_least : value <= *a.at_most;
    if (keeps && (!best || a.score > *best)) best = a.score;
  }
  if (best || !has_bounds) return best;
  return without == 1 ? unbounded : std::nullopt;
}

}  // namespace polku::inline v0
