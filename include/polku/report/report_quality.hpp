// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/quality/find_evidence.hpp>
#include <polku/quality/measure_agreement.hpp>
#include <polku/quality/quality_criteria.hpp>
#include <polku/report/quality_report.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// What a programme is audited by and steered by.
struct quality_options {
  instrument by_what = quality_criteria();
  std::vector<audit> audits = {};
  std::vector<indicator> indicators = {};
  std::vector<outcome_definition> outcomes = {};
  std::vector<reporting_period> periods = {};  ///< empty: the last quarters of the log, `quarters` of them at most
  std::size_t quarters = 8;
  subject inflow = milestone_of("referral");
  evidence_options evidence = {};
  duration evidence_time = days(365);  ///< before an audit; without audits before the cutoff
};

/// Adds up audits, without any records: what can be shown to anybody.
///
/// \throws std::invalid_argument as `score_audit`; and where the audits of a service do not stand in the order of their
/// dates.
[[nodiscard]] inline quality_report report_audits(const quality_options& o) {
  if (const auto problems = find_problems(o.audits, o.by_what); !problems.empty())
    throw std::invalid_argument(fmt::format("polku: audits{}: {}", problems.front().member, problems.front().fact));
  quality_report out{.by_what = o.by_what,
                     .audits = {},
                     .periods = {},
                     .indicators = {},
                     .outcomes = {},
                     .caseload = {},
                     .inflow = {},
                     .evidence_span = {},
                     .evidence_by_item = {}};
  for (std::size_t n = 0; n < o.audits.size(); ++n) {
    audit_report one{.given = o.audits[n],
                     .result = score_audit(o.by_what, o.audits[n]),
                     .agreement = measure_agreement(o.by_what, o.audits[n]),
                     .lift = {},
                     .before = {},
                     .since_before = {}};
    one.lift = find_band_lift(o.by_what, one.result);
    for (std::size_t m = n; m-- > 0 && !one.before;)
      if (o.audits[m].service == o.audits[n].service) one.before = m;
    if (one.before) one.since_before = compare_audits(o.by_what, o.audits[*one.before], o.audits[n]);
    out.audits.push_back(std::move(one));
  }
  return out;
}

/// Audits, and what the records of a log say beside them, by period.
///
/// O(items * n log n) for the evidence, and for each indicator and period as `evaluate`.
/// \throws std::invalid_argument as `report_audits` and `evaluate`.
[[nodiscard]] inline quality_report report_quality(const event_log& log, const quality_options& o) {
  auto out = report_audits(o);
  out.periods = o.periods;
  if (o.periods.empty() && log.record_count() != 0) {
    auto first = log.cutoff();
    for (const auto t : log.starts()) first = std::min(first, t);
    for (const auto& m : log.milestones().all()) first = std::min(first, m.at);
    out.periods = quarters_between(first, log.cutoff());
    if (out.periods.size() > o.quarters)
      out.periods.erase(out.periods.begin(), out.periods.end() - static_cast<std::ptrdiff_t>(o.quarters));
  }
  out.indicators = evaluate(log, o.indicators, out.periods, o.evidence.names);
  for (const auto& definition : o.outcomes) {
    auto& table = out.outcomes.emplace_back(outcome_report{definition, {}});
    for (const auto& p : out.periods) table.tables.push_back(count_outcomes(log, definition, p));
  }
  for (const auto& p : out.periods) out.caseload.push_back(measure_caseload(log, p.span, o.evidence));
  if (!out.periods.empty())
    out.inflow =
        measure_inflow(log, o.inflow, {out.periods.front().span.start, out.periods.back().span.end}, o.evidence.names);
  const auto until = out.audits.empty() ? log.cutoff() : out.audits.back().given.at;
  out.evidence_span = interval{until - o.evidence_time, until};
  out.evidence_by_item = find_evidence(log, o.by_what, *out.evidence_span, o.evidence,
                                       out.audits.empty() ? nullptr : &out.audits.back().result);
  return out;
}

}  // namespace polku::inline v0
