// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/parallel_scan.hpp>
#include <polku/analysis/transitions.hpp>
#include <polku/graph/circuits.hpp>
#include <polku/graph/components.hpp>
#include <polku/graph/transition_graph.hpp>
#include <polku/log/check_log.hpp>
#include <polku/obligations/count_obligations.hpp>
#include <polku/obligations/find_violations.hpp>
#include <polku/ping_pong/carried_returns.hpp>
#include <polku/ping_pong/circuit_walks.hpp>
#include <polku/ping_pong/consequence.hpp>
#include <polku/ping_pong/loop_shape.hpp>
#include <polku/ping_pong/ping_pong.hpp>
#include <polku/report/analysis_options.hpp>
#include <polku/statistics/significance.hpp>
#include <polku/support/gap_spread.hpp>
#include <polku/support/gaps.hpp>
#include <polku/support/handovers.hpp>
#include <polku/support/worker_changes.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Everything that the analyses found in a log, and by which options. Labels are those of the log, which has to outlive it.
struct analysis_results {
  analysis_options options;
  field party;
  polku::reading reading;
  log_check check;
  transition_counts transitions;
  std::vector<carried_returns> carried;        ///< by pair of parties: the returns that pass over it
  std::vector<std::vector<label>> components;  ///< parties among which clients can be sent round
  party_circuits circuits;
  std::size_t circuit_length;  ///< the longest looked for: `ping_pong.max_length`, or less where those would be too many
  return_counts returns;
  std::vector<return_significance> return_pairs;  ///< by succession, whatever the reading
  ping_pong_loops loops;
  loop_shape_counts loop_shapes;
  consequences followed;
  gap_counts gaps;
  std::vector<month_of_gaps> gap_months;
  std::vector<coverage_gap> gap_list;
  bool has_exits;  ///< without any exit in the log a trailing gap means "exit unknown"
  handover_counts handovers;
  std::vector<handover_finding> handover_list;  ///< those recorded
  worker_change_counts worker_changes;
  std::vector<obligation_counts> obligations;  ///< in the order of the options
  std::vector<obligation_violation> violations;
};

/// Runs every analysis, most of them in one pass over the log. Time as the analyses together; the passes over the log are
/// divided among the threads.
/// \throws std::invalid_argument where an obligation lacks a part.
[[nodiscard]] inline analysis_results analyse(const event_log& log, const analysis_options& o = {}, unsigned threads = 1) {
  const auto party = o.party.value_or(default_field(log));
  const auto& exits = o.gaps.exits;
  const follow_up_options follow_up{o.ping_pong.progress.milestones, exits};
  const obligation_options obliged{exits, o.ping_pong.progress.phases, o.organisations};
  const pathways paths(log, o.stays, party);
  transition_tally transitions(paths, o.transitions);
  return_tally returns(paths, {o.ping_pong.progress});
  ping_pong_list loops(paths, o.ping_pong);
  carried_return_tally carried(paths);
  loop_consequence_tally loops_followed(paths, {follow_up, o.ping_pong, o.landmark});
  gap_tally gaps(paths, o.gaps);
  gap_spread_tally gap_months(paths, o.gaps);
  obligation_tally obligations(log, o.obligations, obliged);
  parallel_scan(paths, threads, transitions, returns, loops, carried, loops_followed, gaps, gap_months, obligations);

  analysis_results out{.options = o,
                       .party = party,
                       .reading = paths.how(),
                       .check = check_log(log, paths.parties(), {exits, o.ping_pong.progress.phases}),
                       .transitions = std::move(transitions).result(),
                       .carried = std::move(carried).result(),
                       .components = {},
                       .circuits = {},
                       .circuit_length = 0,
                       .returns = std::move(returns).result(),
                       .return_pairs = {},
                       .loops = std::move(loops).result(),
                       .loop_shapes = {},
                       .followed = {std::move(loops_followed).result(), {}},
                       .gaps = std::move(gaps).result(),
                       .gap_months = std::move(gap_months).result().months,
                       .gap_list = {},
                       .has_exits = has_exits(log, o.gaps),
                       .handovers = {},
                       .handover_list = {},
                       .worker_changes = count_worker_changes(log, {.roles = {}, .exits = exits}),
                       .obligations = std::move(obligations).result(),
                       .violations = {}};
  out.loop_shapes = count_loop_shapes(out.loops);

  const auto graph = make_transition_graph(out.transitions, paths.names());
  for (const auto& component : find_strong_components(graph)) {
    auto& members = out.components.emplace_back();
    for (const auto v : component) members.push_back(graph[v].figures.party);
  }
  out.circuit_length = affordable_circuit_length(graph, o.ping_pong.max_length);

  const auto by_succession = paths.read_as(reading::succession);
  return_rate_tally rates(by_succession);
  circuit_walk_tally walks(by_succession, out.circuit_length);
  return_consequence_tally returns_followed(by_succession, follow_up, o.landmark);
  parallel_scan(by_succession, threads, rates, walks, returns_followed);
  out.return_pairs = test_return_rates(std::move(rates).result());
  out.circuits = find_circuits(graph, std::move(walks).result(), {.max_length = out.circuit_length});
  out.followed.returns = std::move(returns_followed).result();

  const auto by_coverage = paths.read_as(reading::coverage);
  const handover_options how{o.horizon, o.transitions};
  handover_tally handovers(by_coverage, how);
  parallel_scan(by_coverage, threads, handovers);
  out.handovers = std::move(handovers).result();

  if (!o.with_lists) return out;
  gap_list listed_gaps(paths, o.gaps);
  violation_list violations(log, o.obligations, obliged);
  parallel_scan(paths, threads, listed_gaps, violations);
  out.gap_list = std::move(listed_gaps).result();
  out.violations = std::move(violations).result();
  if (!out.handovers.are_inferred) {
    handover_list listed(by_coverage, how);
    parallel_scan(by_coverage, threads, listed);
    out.handover_list = std::move(listed).result().handovers;
  }
  return out;
}

}  // namespace polku::inline v0
