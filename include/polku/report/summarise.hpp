// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/show_graph.hpp>
#include <polku/report/show_journeys.hpp>
#include <polku/report/show_log.hpp>
#include <polku/report/show_ping_pong.hpp>
#include <polku/report/show_support.hpp>
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

}  // namespace detail

/// What may be written of the results, by the options. Lists are in the clients' order in the log, under pseudonyms in that
/// of these. O(results), and O(n log n) for n items listed under pseudonyms.
[[nodiscard]] inline summary summarise(const read_log& input, const analysis_results& results,
                                       const disclosure_options& options = {}) {
  const auto limits = options.is_shareable ? disclosure(options.min_cell) : disclosure();
  const detail::section_context context{
      input,  input.log, results, limits, options.is_shareable, input.log.names(results.party), input.log.client_count(),
      options};
  summary out;
  out.is_shareable = options.is_shareable;
  out.min_cell = options.min_cell;
  out.party = to_string(results.party);
  out.reading = to_string(results.reading);
  out.options = results.options;
  detail::show_log(context, out.log);
  if (limits.is_small(context.all)) return out;
  detail::graph_section_maker(context, out.graph).make();
  detail::ping_pong_section_maker(context, out.graph, out.ping_pong).make();
  detail::show_gaps(context, out.gaps);
  detail::show_handovers(context, out.handovers);
  detail::show_obligations(context, out.obligations);
  if (!options.is_shareable) detail::show_journeys(context, out.journeys);
  if (options.pseudonym) detail::order_by_client(out);
  return out;
}

}  // namespace polku::inline v0
