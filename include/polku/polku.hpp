// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Everything but what needs libraries of its own: JSON (<polku/report/json.hpp>, <polku/io/json/design_json.hpp>), reading
// XES (<polku/io/xes/read_xes.hpp>) and pseudonyms (<polku/report/pseudonyms.hpp>), and partial results, which take long to
// compile (<polku/partials/...>). Programs that care for their compile time include the headers they use.
#pragma once

#include <polku/analysis/parallel_scan.hpp>
#include <polku/analysis/transitions.hpp>
#include <polku/design/check_design.hpp>
#include <polku/design/compare_with_records.hpp>
#include <polku/graph/circuits.hpp>
#include <polku/graph/components.hpp>
#include <polku/graph/design_graph.hpp>
#include <polku/graph/edge_returns.hpp>
#include <polku/graph/transition_graph.hpp>
#include <polku/io/csv/read_csv.hpp>
#include <polku/io/csv/write_csv.hpp>
#include <polku/io/xes/write_xes.hpp>
#include <polku/log/check_log.hpp>
#include <polku/log/cut.hpp>
#include <polku/log/has_same_records.hpp>
#include <polku/log/make_event_log.hpp>
#include <polku/model/obligation_catalogue.hpp>
#include <polku/monitor/monitor.hpp>
#include <polku/obligations/count_obligations.hpp>
#include <polku/obligations/find_violations.hpp>
#include <polku/ping_pong/consequence.hpp>
#include <polku/ping_pong/loop_shape.hpp>
#include <polku/ping_pong/ping_pong.hpp>
#include <polku/quality/band_lift.hpp>
#include <polku/quality/check_instrument.hpp>
#include <polku/quality/compare_audits.hpp>
#include <polku/quality/evaluate_indicator.hpp>
#include <polku/quality/find_evidence.hpp>
#include <polku/quality/indicator_sets.hpp>
#include <polku/quality/inflow.hpp>
#include <polku/quality/measure_agreement.hpp>
#include <polku/quality/outcome_table.hpp>
#include <polku/quality/quality_criteria.hpp>
#include <polku/report/dot.hpp>
#include <polku/report/graphml.hpp>
#include <polku/report/html.hpp>
#include <polku/report/quality_text.hpp>
#include <polku/report/show_quality.hpp>
#include <polku/report/summarise.hpp>
#include <polku/report/text.hpp>
#include <polku/statistics/markov_returns.hpp>
#include <polku/statistics/permuted_returns.hpp>
#include <polku/statistics/significance.hpp>
#include <polku/support/gap_spread.hpp>
#include <polku/support/gaps.hpp>
#include <polku/support/handovers.hpp>
#include <polku/support/worker_changes.hpp>
#include <polku/version.hpp>
