// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>
#include <polku/quality/indicator_result.hpp>
#include <polku/quality/score_audit.hpp>

#include <optional>
#include <string>
#include <vector>

namespace polku::inline v0 {

/// What records say of an item: a figure and what it is made of.
struct evidence {
  evidence_measure measure = evidence_measure::none;
  double numerator = 0;
  double denominator = 0;
  std::string of_what = {};                    ///< what numerator and denominator count
  std::optional<double> value = std::nullopt;  ///< in the unit of the item; empty where it is undefined
  counted censored = {};                       ///< open at the cutoff: counted up to it, or not at all where that is said
  std::vector<excluded_cases> excluded = {};   ///< who was left out, and why
  std::string note = {};                       ///< what to keep in mind; empty: nothing
};

/// An item with what records say of it.
struct item_evidence {
  unsigned number = 0;
  evidence found;
  std::optional<unsigned> suggested = std::nullopt;   ///< the score that the figure stands for; empty where words decide
  std::optional<score_range> audited = std::nullopt;  ///< the auditor's, where an audit is given
};

}  // namespace polku::inline v0
