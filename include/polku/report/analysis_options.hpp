// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/pathways.hpp>
#include <polku/analysis/transitions.hpp>
#include <polku/model/obligation.hpp>
#include <polku/model/service.hpp>
#include <polku/ping_pong/ping_pong_finder.hpp>
#include <polku/support/coverage_gap.hpp>

#include <optional>
#include <vector>

namespace polku::inline v0 {

/// The options of every analysis in a report.
struct analysis_options {
  std::optional<field> party = std::nullopt;  ///< empty: the organisation, or the service where there is none
  stay_options stays = {};
  transition_options transitions = {};
  ping_pong_options ping_pong = {};  ///< its progress holds for all returns, and its milestones are the outcomes
  gap_options gaps = {};             ///< its exits hold for all analyses
  duration horizon = days{90};       ///< of handovers
  duration landmark = days{180};     ///< of the comparisons of what followed
  std::vector<obligation> obligations = {};
  std::vector<organisation> organisations = {};  ///< their kinds, where obligations speak of them
  bool with_lists = true;                        ///< of single clients' gaps, handovers and violations
};

}  // namespace polku::inline v0
