// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/disclosure/suppression.hpp>
#include <polku/report/sections/reckon_stays.hpp>
#include <polku/report/sections/show_graph.hpp>
#include <polku/report/sections/show_journeys.hpp>
#include <polku/report/sections/show_log.hpp>
#include <polku/report/sections/show_ping_pong.hpp>
#include <polku/report/sections/show_support.hpp>
#include <polku/report/summary.hpp>

#include <algorithm>
#include <cstddef>

namespace polku::inline v0 {

namespace detail {

// Lists stand in the clients' order in the records, which would tell who is who.
inline void order_by_client(summary& s) {
  const auto order = [](auto& items) {
    std::stable_sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.client < b.client; });
  };
  for (auto& f : s.log.findings) order(f.examples);
  order(s.ping_pong.loop_items);
  order(s.gaps.items);
  order(s.handovers.items);
  for (auto& o : s.obligations) order(o.items);
}

// As `summarise`, or with less suppressed than may leave: for tests of what the rest is for.
[[nodiscard]] inline summary summarise(const read_log& input, const analysis_results& results,
                                       const disclosure_options& options, suppression_steps steps) {
  const auto limits = options.is_shareable ? disclosure(options.min_cell) : disclosure();
  suppression cells(limits, steps);
  shared_cells shared;
  shared.clients = cells.add_clients(input.log.client_count());
  const section_context context{
      input,   input.log, results, limits, options.is_shareable, input.log.names(results.party), input.log.client_count(),
      options, cells,     shared};
  summary out;
  out.is_shareable = options.is_shareable;
  out.min_cell = options.min_cell;
  out.party = to_string(results.party);
  out.reading = to_string(results.reading);
  out.options = results.options;
  log_section_maker log(context, out.log);
  if (limits.is_small(context.all)) {
    log.make();
    return out;
  }
  graph_section_maker graph(context, out.graph);
  ping_pong_section_maker ping_pong(context, out.ping_pong);
  if (limits.is_any()) reckon_stays(context);
  gap_section_maker gaps(context, out.gaps);
  handover_section_maker handovers(context, out.handovers);
  obligation_section_maker obligations(context, out.obligations);
  const bool is_safe = cells.solve();
  if (!is_safe) cells.hide(shared.clients);
  log.make();
  if (!is_safe) return out;
  graph.make();
  ping_pong.make();
  gaps.make();
  handovers.make();
  obligations.make();
  if (!options.is_shareable) show_journeys(context, out.journeys);
  if (options.pseudonym) order_by_client(out);
  return out;
}

}  // namespace detail

/// What may be written of the results, by the options. Lists are in the clients' order in the log, under pseudonyms in that
/// of these. O(records + results), see `suppression`, and O(n log n) for n items listed under pseudonyms.
[[nodiscard]] inline summary summarise(const read_log& input, const analysis_results& results,
                                       const disclosure_options& options = {}) {
  return detail::summarise(input, results, options, suppression_steps::all);
}

}  // namespace polku::inline v0
