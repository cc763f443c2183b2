// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/parallel_scan.hpp>
#include <polku/analysis/transitions.hpp>
#include <polku/graph/components.hpp>
#include <polku/graph/transition_graph.hpp>
#include <polku/log/check_log.hpp>
#include <polku/ping_pong/ping_pong.hpp>
#include <polku/statistics/significance.hpp>
#include <polku/support/gaps.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// The options of every analysis in a report.
struct analysis_options {
  std::optional<field> party = std::nullopt;  ///< empty: the organisation, or the service where there is none
  stay_options stays = {};
  transition_options transitions = {};
  ping_pong_options ping_pong = {};  ///< its progress holds for all returns
  gap_options gaps = {};
};

/// Everything that the analyses found in a log, and by which options. Labels are those of the log, which has to outlive it.
struct analysis_results {
  analysis_options options;
  field party;
  polku::reading reading;
  log_check check;
  transition_counts transitions;
  std::vector<std::vector<label>> components;  ///< parties among which clients can be sent round
  return_counts returns;
  std::vector<return_significance> return_pairs;  ///< by succession, whatever the reading
  ping_pong_loops loops;
  gap_counts gaps;
  std::vector<coverage_gap> gap_list;
  bool has_exits;  ///< without any exit in the log a trailing gap means "exit unknown"
};

/// Runs every analysis in one pass over the log. Time as the analyses together, divided among the threads.
[[nodiscard]] inline analysis_results analyse(const event_log& log, const analysis_options& o = {}, unsigned threads = 1) {
  const auto party = o.party.value_or(default_field(log));
  const pathways paths(log, o.stays, party);
  transition_tally transitions(paths, o.transitions);
  return_tally returns(paths, {o.ping_pong.progress});
  ping_pong_list loops(paths, o.ping_pong);
  gap_tally gaps(paths, o.gaps);
  gap_list gap_items(paths, o.gaps);
  parallel_scan(paths, threads, transitions, returns, loops, gaps, gap_items);

  const auto by_succession = paths.read_as(reading::succession);
  return_rate_tally rates(by_succession);
  parallel_scan(by_succession, threads, rates);

  analysis_results out{.options = o,
                       .party = party,
                       .reading = paths.how(),
                       .check = check_log(log, paths.parties(), {o.gaps.exits, o.ping_pong.progress.phases}),
                       .transitions = std::move(transitions).result(),
                       .components = {},
                       .returns = std::move(returns).result(),
                       .return_pairs = test_return_rates(std::move(rates).result()),
                       .loops = std::move(loops).result(),
                       .gaps = std::move(gaps).result(),
                       .gap_list = std::move(gap_items).result(),
                       .has_exits = has_exits(log, o.gaps)};
  const auto graph = make_transition_graph(out.transitions, paths.names());
  for (const auto& component : find_strong_components(graph)) {
    auto& members = out.components.emplace_back();
    for (const auto v : component) members.push_back(graph[v].figures.party);
  }
  return out;
}

}  // namespace polku::inline v0
