// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/partials/partial.hpp>
#include <polku/partials/transition_analysis.hpp>
#include <polku/support/handovers.hpp>
#include <polku/support/worker_changes.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// How handovers went, without names.
struct handover_totals {
  bool are_inferred = false;  ///< from transitions, as the log has no handovers
  handover_figures total;
  std::vector<handover_pair> pairs;

  friend bool operator==(const handover_totals&, const handover_totals&) = default;
};

namespace detail {

template <>
struct parts<handover_options> {
  static auto of(auto& x) { return std::tie(x.horizon, x.transitions); }
};
template <>
struct parts<worker_change_options> {
  static auto of(auto& x) { return std::tie(x.roles, x.exits); }
};
template <>
struct parts<handover_figures> {
  static auto of(auto& x) {
    return std::tie(x.all, x.of_outcome, x.of_manner, x.of_consent, x.overlapping, x.unknown_receiver, x.latencies);
  }
};
template <>
struct parts<handover_pair> {
  static auto of(auto& x) { return std::tie(x.from, x.to, x.figures); }
};
template <>
struct parts<handover_totals> {
  static auto of(auto& x) { return std::tie(x.are_inferred, x.total, x.pairs); }
};
template <>
struct parts<worker_change_counts> {
  static auto of(auto& x) { return std::tie(x.changes, x.clients, x.without, x.observed); }
};

inline bool has_proposals(const event_log& log) {
  const auto& all = log.handovers().all();
  return std::any_of(all.begin(), all.end(), [](const handover_row& h) { return h.status == handover_status::proposed; });
}

}  // namespace detail

/// `count_handovers`, but for receivers that no episode of the log is called by: only the whole log tells those. Parts in
/// which handovers are recorded do not go together with parts in which they are inferred.
struct handover_analysis {
  static constexpr std::string_view name = "handovers";
  using options = handover_options;
  using sums = handover_totals;
  static sums run(const pathways& paths, const options& o, unsigned threads, label_table& names, std::string& basis) {
    const auto by_coverage = paths.read_as(reading::coverage);
    auto all = detail::scanned(by_coverage, threads, handover_tally(by_coverage, o)).result();
    basis = all.are_inferred ? "handovers are inferred" : "handovers are recorded";
    if (!all.are_inferred && !detail::has_proposals(paths.log())) basis += " without proposals";
    if (paths.log().consents().empty()) basis += ", no consents";
    names = std::move(all.names);
    all.total.unknown_receiver = {};
    for (auto& p : all.pairs) p.figures.unknown_receiver = {};
    return {all.are_inferred, std::move(all.total), std::move(all.pairs)};
  }
};

/// `count_worker_changes`; the pathways tell the log only.
struct worker_change_analysis {
  static constexpr std::string_view name = "changes of worker";
  using options = worker_change_options;
  using sums = worker_change_counts;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    const auto workers = by_workers(paths.log(), o);
    return detail::scanned(workers, threads, worker_change_tally(workers, o)).result();
  }
};

}  // namespace polku::inline v0
