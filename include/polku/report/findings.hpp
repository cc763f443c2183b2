// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/summary.hpp>

#include <cstddef>
#include <vector>

namespace polku::inline v0 {

/// What to look at first in a summary; null where there is nothing of the sort that may be shown. Points into the summary.
struct worst_findings {
  const shown_return_pair* pair = nullptr;        ///< least likely by chance, with q below 0.05
  const shown_gap_pair* gap = nullptr;            ///< most days without support
  const shown_handover_pair* handover = nullptr;  ///< most handovers lost
  const shown_obligation* obligation = nullptr;   ///< violated most often
};

/// q below this is called more than chance.
inline constexpr double screening_level = 0.05;

/// How often an obligation was triggered; empty where an outcome is suppressed.
[[nodiscard]] inline figure triggers_of(const shown_obligation& o) {
  if (!o.met || !o.violated || !o.pending || !o.lapsed) return {};
  return *o.met + *o.violated + *o.pending + *o.lapsed;
}

/// O(rows).
[[nodiscard]] inline worst_findings find_worst(const summary& s) {
  worst_findings out;
  for (const auto& p : s.ping_pong.pairs)
    if (p.q && p.expected && *p.q < screening_level && (!out.pair || *p.q < *out.pair->q)) out.pair = &p;
  for (const auto& g : s.gaps.pairs)
    if (g.days && *g.days > 0 && (!out.gap || *g.days > *out.gap->days)) out.gap = &g;
  for (const auto& h : s.handovers.pairs)
    if (h.figures.lost.value_or(0) != 0 && (!out.handover || *h.figures.lost > *out.handover->figures.lost))
      out.handover = &h;
  for (const auto& o : s.obligations)
    if (o.violated.value_or(0) != 0 && (!out.obligation || *o.violated > *out.obligation->violated)) out.obligation = &o;
  return out;
}

}  // namespace polku::inline v0
