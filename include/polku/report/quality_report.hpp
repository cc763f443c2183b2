// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/quality/band_lift.hpp>
#include <polku/quality/compare_audits.hpp>
#include <polku/quality/evidence.hpp>
#include <polku/quality/inflow.hpp>
#include <polku/quality/outcome_table.hpp>
#include <polku/quality/rater_agreement.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace polku::inline v0 {

/// One audit with what follows from it.
struct audit_report {
  audit given;
  audit_result result;
  rater_agreement agreement;
  std::optional<band_lift> lift;
  std::optional<std::size_t> before;  ///< the audit before of the same service, among the report's
  std::optional<audit_comparison> since_before;
};

/// A table of outcomes, one column for each period.
struct outcome_report {
  outcome_definition definition;
  std::vector<outcome_table> tables;
};

/// Audits, evidence, and indicators by period. The figures are exact: all but the audits are of clients, few of them
/// perhaps.
struct quality_report {
  instrument by_what;
  std::vector<audit_report> audits;
  std::vector<reporting_period> periods;
  std::vector<indicator_row> indicators;
  std::vector<outcome_report> outcomes;
  std::vector<evidence> caseload;  ///< by period
  std::optional<inflow_swing> inflow;
  std::optional<interval> evidence_span;
  std::vector<item_evidence> evidence_by_item;  ///< beside the last audit, where there is one
};

}  // namespace polku::inline v0
