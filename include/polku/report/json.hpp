// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/summary.hpp>
#include <polku/version.hpp>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <optional>

namespace polku::inline v0 {

namespace detail {

template <class T>
[[nodiscard]] nlohmann::ordered_json json_or_null(const std::optional<T>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

}  // namespace detail

/// The summary for machines. Suppressed figures are null; times are ISO 8601.
[[nodiscard]] inline nlohmann::ordered_json to_json(const summary& s) {
  using json = nlohmann::ordered_json;
  using detail::json_or_null;
  json out;
  out["polku"] = version;
  out["reading"] = s.reading;
  out["party"] = s.party;
  out["shareable"] = s.is_shareable;
  const auto& o = s.options;
  out["options"] = {{"window_days", o.ping_pong.window.in_days()},
                    {"max_length", o.ping_pong.max_length},
                    {"min_returns", o.ping_pong.min_returns},
                    {"bridge_days", o.stays.bridge.in_days()},
                    {"max_wait_days", o.transitions.max_wait.in_days()},
                    {"tolerance_days", o.gaps.tolerance ? json(o.gaps.tolerance->in_days()) : json(nullptr)},
                    {"planned", o.ping_pong.planned},
                    {"progress", o.ping_pong.progress.milestones},
                    {"exits", o.gaps.exits},
                    {"min_cell", s.is_shareable ? json(s.min_cell) : json(nullptr)}};
  out["log"] = {{"clients", json_or_null(s.clients)},
                {"records", json_or_null(s.records)},
                {"rejected", s.rejected},
                {"after_cutoff", json_or_null(s.after_cutoff)},
                {"without_party", json_or_null(s.finding("without_party").count)},
                {"ties", json_or_null(s.finding("ties").count)},
                {"first", json_or_null(s.first)},
                {"last", json_or_null(s.last)},
                {"cutoff", json_or_null(s.cutoff)},
                {"read", s.rows},
                {"paired", s.paired},
                {"episodes", s.records ? json(s.episodes) : json(nullptr)},
                {"handovers", s.records ? json(s.handovers) : json(nullptr)},
                {"milestones", s.records ? json(s.milestones) : json(nullptr)},
                {"plans", s.records ? json(s.plans) : json(nullptr)},
                {"consents", s.records ? json(s.consents) : json(nullptr)},
                {"past_exit", json_or_null(s.finding("past_exit").count)},
                {"unknown_phases", json_or_null(s.finding("unknown_phases").count)}};

  auto& graph = out["graph"];
  graph["vertices"] = json::array();
  for (const auto& p : s.parties)
    graph["vertices"].push_back({{"party", p.name},
                                 {"stays", json_or_null(p.stays)},
                                 {"clients", json_or_null(p.clients)},
                                 {"first", json_or_null(p.first)},
                                 {"last", json_or_null(p.last)},
                                 {"terminal", json_or_null(p.terminal)},
                                 {"re_entries", json_or_null(p.re_entries)},
                                 {"days", json_or_null(p.days)}});
  graph["edges"] = json::array();
  for (const auto& t : s.transitions)
    graph["edges"].push_back({{"from", t.from},
                              {"to", t.to},
                              {"transitions", json_or_null(t.transitions)},
                              {"clients", json_or_null(t.clients)},
                              {"lag_days",
                               {{"min", json_or_null(t.lags.min)},
                                {"p5", json_or_null(t.lags.p5)},
                                {"median", json_or_null(t.lags.median)},
                                {"p95", json_or_null(t.lags.p95)},
                                {"max", json_or_null(t.lags.max)}}}});
  graph["ended_under_support"] = json_or_null(s.ended_under_support);
  graph["components"] = s.components;

  out["returns"] = {{"total", json_or_null(s.returns)},         {"direct", json_or_null(s.direct)},
                    {"re_entries", json_or_null(s.re_entries)}, {"with_progress", json_or_null(s.with_progress)},
                    {"concurrent", json_or_null(s.concurrent)}, {"clients", json_or_null(s.return_clients)}};

  out["pairs"] = json::array();
  for (const auto& p : s.return_pairs)
    out["pairs"].push_back({{"from", p.from},
                            {"via", p.via},
                            {"returns", json_or_null(p.returns)},
                            {"at_risk", json_or_null(p.at_risk)},
                            {"clients", json_or_null(p.clients)},
                            {"expected", json_or_null(p.expected)},
                            {"rate_low", json_or_null(p.rate_low)},
                            {"rate_high", json_or_null(p.rate_high)},
                            {"p", json_or_null(p.p)},
                            {"q", json_or_null(p.q)},
                            {"p_clients", json_or_null(p.p_clients)}});

  out["loops"] = {{"count", json_or_null(s.loops)}, {"clients", json_or_null(s.loop_clients)}, {"items", json::array()}};
  for (const auto& l : s.loop_items)
    out["loops"]["items"].push_back({{"client", l.client},
                                     {"parties", l.parties},
                                     {"returns", l.returns},
                                     {"bounces", l.bounces},
                                     {"start", l.start},
                                     {"end", l.end}});

  auto& gaps = out["gaps"];
  gaps = {{"count", json_or_null(s.gaps)},
          {"clients", json_or_null(s.gap_clients)},
          {"between", json_or_null(s.between)},
          {"before_exit", json_or_null(s.before_exit)},
          {"trailing", json_or_null(s.trailing)},
          {"leading", json_or_null(s.leading)},
          {"total_days", json_or_null(s.gap_days)},
          {"exit_known", s.is_exit_known},
          {"pairs", json::array()},
          {"items", json::array()}};
  for (const auto& p : s.gap_pairs)
    gaps["pairs"].push_back({{"before", json_or_null(p.before)},
                             {"after", json_or_null(p.after)},
                             {"count", json_or_null(p.count)},
                             {"clients", json_or_null(p.clients)},
                             {"days", json_or_null(p.days)}});
  for (const auto& g : s.gap_items)
    gaps["items"].push_back({{"client", g.client},
                             {"kind", to_string(g.kind)},
                             {"start", g.start},
                             {"end", g.end},
                             {"days", g.days},
                             {"before", json_or_null(g.before)},
                             {"after", json_or_null(g.after)},
                             {"censored", g.is_censored}});

  out["checks"] = json::object();
  for (const auto& f : s.findings) {
    auto& check = out["checks"][std::string(f.name)];
    check = {{"count", json_or_null(f.count)}, {"clients", json_or_null(f.clients)}, {"items", json::array()}};
    for (const auto& e : f.examples) check["items"].push_back({{"client", e.client}, {"at", e.at}});
  }

  out["rejects"] = json::array();
  for (std::size_t i = 0; i < s.rejects.size(); ++i) {
    const auto& r = s.rejects[i];
    const auto& file = s.files[r.file];
    const auto reason =
        fmt::format("{}{}{}", file.column(r.what.column), r.what.column.empty() ? "" : ": ", to_string(r.what.reason));
    out["rejects"].push_back({{"file", file.name},
                              {"line", r.what.place},
                              {"column", r.what.column.empty() ? json(nullptr) : json(file.column(r.what.column))},
                              {"value_class", r.value == value_class::none ? json(nullptr) : json(to_string(r.value))},
                              {"reason", reason}});
    if (!s.rejected_values.empty()) out["rejects"].back()["value"] = s.rejected_values[i];
  }
  out["repeated_hours"] = json::array();
  for (const auto& r : s.repeated_hours)
    out["repeated_hours"].push_back(
        {{"file", s.files[r.file].name}, {"line", r.line}, {"column", s.files[r.file].column(r.column)}});
  return out;
}

}  // namespace polku::inline v0
