// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/quality/reporting_period.hpp>
#include <polku/quality/subject_finder.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <vector>

namespace polku::inline v0 {

/// How many came in one month.
struct monthly_inflow {
  reporting_period month;
  std::size_t events = 0;
  bool is_complete = false;  ///< whether the month was over at the cutoff

  friend bool operator==(const monthly_inflow&, const monthly_inflow&) = default;
};

/// How far inflow swings from month to month, over the complete months.
struct inflow_swing {
  std::vector<monthly_inflow> months;  ///< from the first that was asked for to the last
  std::size_t complete_months = 0;
  std::optional<std::size_t> lowest = std::nullopt;  ///< events in a month; empty without a complete month
  std::optional<std::size_t> highest = std::nullopt;
  std::optional<double> ratio = std::nullopt;        ///< highest through lowest; empty where the lowest is 0
  std::optional<double> mean = std::nullopt;         ///< events in a month
  std::optional<double> mean_change = std::nullopt;  ///< from one month to the next, whichever way; empty below two months
};

/// The month-to-month swing of inflow: records of `what`, such as referrals, that begin in each month from the one that
/// holds `span.start` to the one before `span.end`. O(records).
[[nodiscard]] inline inflow_swing measure_inflow(const event_log& log, const subject& what, const interval& span,
                                                 const obligation_options& names = {}) {
  inflow_swing out;
  if (span.end <= span.start) return out;
  for (auto& m : months_between(span.start, span.end - duration::from_microseconds(1)))
    out.months.push_back({m, 0, m.span.end <= log.cutoff()});
  detail::subject_finder finder(log, what, {}, names);
  for (std::uint32_t c = 0; c < log.client_count(); ++c)
    finder.for_each(client_id{c}, [&](const interval& r) {
      const auto after = std::upper_bound(out.months.begin(), out.months.end(), r.start,
                                          [](time_point t, const monthly_inflow& m) { return t < m.month.span.start; });
      if (after == out.months.begin()) return;
      auto& m = *std::prev(after);
      if (r.start < m.month.span.end) ++m.events;
    });
  double sum = 0, changes = 0;
  const monthly_inflow* before = nullptr;
  for (const auto& m : out.months) {
    if (!m.is_complete) break;
    out.lowest = std::min(out.lowest.value_or(m.events), m.events);
    out.highest = std::max(out.highest.value_or(m.events), m.events);
    sum += static_cast<double>(m.events);
    if (before)
      changes += static_cast<double>(m.events > before->events ? m.events - before->events : before->events - m.events);
    before = &m;
    ++out.complete_months;
  }
  const auto n = static_cast<double>(out.complete_months);
  if (out.complete_months != 0) out.mean = sum / n;
  if (out.complete_months > 1) out.mean_change = changes / (n - 1);
  if (out.lowest && *out.lowest != 0) out.ratio = static_cast<double>(*out.highest) / static_cast<double>(*out.lowest);
  return out;
}

}  // namespace polku::inline v0
