// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/gaps.hpp>
#include <polku/analysis/parallel_scan.hpp>
#include <polku/analysis/ping_pong.hpp>
#include <polku/analysis/transitions.hpp>
#include <polku/graph/components.hpp>
#include <polku/graph/transition_graph.hpp>
#include <polku/log/check_log.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// The options of every analysis in a report. The stays and the progress are the same for all of them.
struct analysis_options {
  std::optional<field> party = std::nullopt;  ///< empty: the organisation, or the service where there is none
  stay_options stays = {};
  duration max_wait = transition_options{}.max_wait;
  progress_options progress = {};
  duration window = ping_pong_options{}.window;
  std::size_t max_length = ping_pong_options{}.max_length;
  std::size_t min_returns = ping_pong_options{}.min_returns;
  std::vector<std::string> planned = {};
  gap_options gaps = {};
  unsigned threads = 1;
};

/// Everything that the analyses found in a log. Refers to the log.
struct analysis_results {
  field party;
  polku::reading reading;
  log_check check;
  transition_counts transitions;
  std::vector<std::vector<label>> components;  ///< parties among which clients can be sent round
  return_counts returns;
  std::vector<ping_pong_loop> loops;
  gap_counts gaps;
  std::vector<coverage_gap> gap_list;
  bool has_exits;  ///< without any exit in the log a trailing gap means "exit unknown"
};

/// Runs every analysis in one pass over the log. Time as `count_transitions`, `find_ping_pong` and `find_gaps` together.
[[nodiscard]] inline analysis_results analyse(const event_log& log, const analysis_options& o = {}) {
  const auto party = o.party.value_or(default_field(log));
  const auto parties = project(log, party);
  const support_mask everything;
  transition_tally transitions(log, parties, {o.stays, o.max_wait});
  return_tally returns(log, parties, {o.stays, o.progress});
  ping_pong_list loops(log, parties, {o.stays, o.progress, o.max_length, o.window, o.min_returns, o.planned});
  gap_tally gaps(log, parties, o.gaps, everything);
  gap_list gap_items(log, parties, o.gaps, everything);
  parallel_scan(log, parties, o.stays, o.threads, transitions, returns, loops, gaps, gap_items);

  analysis_results out{party, reading_of(log, o.stays), check_log(log, parties, {o.gaps.exits, o.progress.phases}),
                       transitions.result(), {}, returns.result(), std::move(loops).result(), gaps.result(),
                       std::move(gap_items).result(), has_exits(log, o.gaps)};
  const auto graph = make_transition_graph(out.transitions, parties.names());
  for (const auto& component : find_strong_components(graph)) {
    auto& members = out.components.emplace_back();
    for (const auto v : component) members.push_back(graph[v].figures.party);
  }
  return out;
}

}  // namespace polku::inline v0
