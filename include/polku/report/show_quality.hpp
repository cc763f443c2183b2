// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/report_quality.hpp>
#include <polku/report/summary.hpp>

#include <cstddef>
#include <string>

namespace polku::inline v0 {

/// Adds audits, evidence and indicators to a summary. A shareable one gets the audits only, which tell of no client, their
/// raters called by letters: which cells of indicators could be reckoned from one another is not known, so none leaves.
///
/// \throws std::invalid_argument as `report_quality`.
inline void show_quality(summary& s, const event_log& log, const quality_options& options) {
  if (!s.is_shareable) {
    s.quality = report_quality(log, options);
    return;
  }
  s.quality = report_audits(options);
  for (auto& a : s.quality->audits)
    for (std::size_t r = 0; r < a.given.raters.size(); ++r) {
      auto& name = a.given.raters[r].rater;
      name.clear();
      for (auto n = r + 1; n != 0; n = (n - 1) / 26) name.insert(0, 1, static_cast<char>('A' + (n - 1) % 26));
    }
}

}  // namespace polku::inline v0
