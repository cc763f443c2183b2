// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/record_words.hpp>
#include <polku/report/quality_json.hpp>
#include <polku/report/summary.hpp>
#include <polku/version.hpp>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace polku::inline v0 {

namespace detail {

// The sections of a summary for machines. What is suppressed is null.
class summary_json {
 public:
  using json = nlohmann::ordered_json;

  explicit summary_json(const summary& s) : s_(s) {}

  [[nodiscard]] json write() const {
    json out;
    out["polku"] = version;
    out["reading"] = s_.reading;
    out["party"] = s_.party;
    out["shareable"] = s_.is_shareable;
    out["options"] = options();
    out["log"] = log();
    out["graph"] = graph();
    const auto& p = s_.ping_pong;
    out["returns"] = {{"total", shown(p.returns)},         {"direct", shown(p.direct)},
                      {"re_entries", shown(p.re_entries)}, {"with_progress", shown(p.with_progress)},
                      {"concurrent", shown(p.concurrent)}, {"clients", shown(p.return_clients)}};
    out["pairs"] = pairs();
    out["loops"] = loops();
    out["consequences"] = consequences();
    out["circuits"] = circuits();
    out["gaps"] = gaps();
    out["obligations"] = obligations();
    out["handovers"] = handovers();
    out["workers"] = {{"changes", shown(s_.handovers.worker_changes)},
                      {"clients", shown(s_.handovers.worker_change_clients)},
                      {"changes_per_client_year", shown(s_.handovers.worker_changes_per_year)}};
    if (s_.quality) out["quality"] = quality_json(*s_.quality).write();
    out["checks"] = checks();
    out["rejects"] = rejects();
    out["repeated_hours"] = json::array();
    for (const auto& r : s_.log.repeated_hours)
      out["repeated_hours"].push_back(
          {{"file", s_.log.files[r.file].name}, {"line", r.line}, {"column", s_.log.files[r.file].column(r.column)}});
    return out;
  }

 private:
  template <class T>
  static json shown(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
  }
  static json days(const shown_days& d) {
    return {{"min", shown(d.min)},
            {"p5", shown(d.p5)},
            {"median", shown(d.median)},
            {"p95", shown(d.p95)},
            {"max", shown(d.max)}};
  }

  [[nodiscard]] json options() const {
    const auto& o = s_.options;
    return {{"window_days", o.ping_pong.window.in_days()},
            {"max_length", o.ping_pong.max_length},
            {"min_returns", o.ping_pong.min_returns},
            {"bridge_days", o.stays.bridge.in_days()},
            {"max_wait_days", o.transitions.max_wait.in_days()},
            {"tolerance_days", o.gaps.tolerance ? json(o.gaps.tolerance->in_days()) : json(nullptr)},
            {"horizon_days", o.horizon.in_days()},
            {"landmark_days", o.landmark.in_days()},
            {"planned", o.ping_pong.planned},
            {"progress", o.ping_pong.progress.milestones},
            {"exits", o.gaps.exits},
            {"min_cell", s_.is_shareable ? json(s_.min_cell) : json(nullptr)}};
  }

  [[nodiscard]] json log() const {
    const auto& l = s_.log;
    return {{"clients", shown(l.clients)},
            {"records", shown(l.records)},
            {"rejected", l.rejected},
            {"after_cutoff", shown(l.after_cutoff)},
            {"without_party", shown(l.finding("without_party").count)},
            {"ties", shown(l.finding("ties").count)},
            {"first", shown(l.first)},
            {"last", shown(l.last)},
            {"cutoff", shown(l.cutoff)},
            {"read", shown(l.rows)},
            {"paired", shown(l.paired)},
            {"episodes", shown(l.episodes)},
            {"handovers", shown(l.handovers)},
            {"milestones", shown(l.milestones)},
            {"plans", shown(l.plans)},
            {"consents", shown(l.consents)},
            {"past_exit", shown(l.finding("past_exit").count)},
            {"unknown_phases", shown(l.finding("unknown_phases").count)}};
  }

  [[nodiscard]] json graph() const {
    const auto& g = s_.graph;
    json out;
    out["vertices"] = json::array();
    for (const auto& p : g.parties)
      out["vertices"].push_back({{"party", p.name},
                                 {"stays", shown(p.stays)},
                                 {"clients", shown(p.clients)},
                                 {"first", shown(p.first)},
                                 {"last", shown(p.last)},
                                 {"terminal", shown(p.terminal)},
                                 {"re_entries", shown(p.re_entries)},
                                 {"days", shown(p.days)}});
    out["edges"] = json::array();
    for (const auto& t : g.transitions)
      out["edges"].push_back({{"from", t.from},
                              {"to", t.to},
                              {"transitions", shown(t.transitions)},
                              {"clients", shown(t.clients)},
                              {"lag_days", days(t.lags)},
                              {"returns", shown(t.returns)},
                              {"return_clients", shown(t.return_clients)}});
    out["ended_under_support"] = shown(g.ended_under_support);
    out["components"] = g.components;
    out["circuit_length"] = g.circuit_length;
    out["circuits_left_out"] = g.circuits_left_out;
    return out;
  }

  [[nodiscard]] json circuits() const {
    auto out = json::array();
    for (const auto& c : s_.graph.circuits)
      out.push_back({{"parties", c.parties}, {"clients", shown(c.clients)}, {"walks", shown(c.walks)}});
    return out;
  }

  [[nodiscard]] json pairs() const {
    auto out = json::array();
    for (const auto& p : s_.ping_pong.pairs)
      out.push_back({{"from", p.from},
                     {"via", p.via},
                     {"returns", shown(p.returns)},
                     {"at_risk", shown(p.at_risk)},
                     {"clients", shown(p.clients)},
                     {"expected", shown(p.expected)},
                     {"rate_low", shown(p.rate_low)},
                     {"rate_high", shown(p.rate_high)},
                     {"p", shown(p.p)},
                     {"q", shown(p.q)},
                     {"p_clients", shown(p.p_clients)}});
    return out;
  }

  [[nodiscard]] json loops() const {
    const auto& p = s_.ping_pong;
    json out = {{"count", shown(p.loops)},
                {"clients", shown(p.loop_clients)},
                {"median_days_lost", shown(p.days_lost)},
                {"shapes", json::object()},
                {"items", json::array()}};
    for (const auto& shape : p.shapes)
      out["shapes"][std::string(to_string(shape.kind))] = {{"count", shown(shape.loops)}, {"clients", shown(shape.clients)}};
    for (const auto& l : p.loop_items)
      out["items"].push_back({{"client", l.client},
                              {"parties", l.parties},
                              {"returns", l.returns},
                              {"bounces", l.bounces},
                              {"start", l.start},
                              {"end", l.end},
                              {"shape", to_string(l.shape)},
                              {"hub", shown(l.hub)},
                              {"days_lost", l.days_lost},
                              {"followed_by", to_string(l.followed_by)},
                              {"days_until", l.days_until}});
    return out;
  }

  static json follow_up(const shown_follow_up& f) {
    return {{"clients", shown(f.clients)},
            {"outcome", shown(f.outcomes)},
            {"exit", shown(f.exits)},
            {"censored", shown(f.censored)},
            {"median_days_to_outcome", shown(f.days_to_outcome)},
            {"outcomes_per_client_year", shown(f.outcomes_per_year)}};
  }

  [[nodiscard]] json consequences() const {
    const auto& p = s_.ping_pong;
    json out = {{"with_loop", follow_up(p.with_loop)},
                {"without_loop", follow_up(p.without_loop)},
                {"with_loop_by_landmark", follow_up(p.with_loop_by_landmark)},
                {"without_loop_by_landmark", follow_up(p.without_loop_by_landmark)},
                {"pairs", json::array()}};
    for (const auto& c : p.consequences)
      out["pairs"].push_back({{"from", c.from},
                              {"via", c.via},
                              {"median_days_lost", shown(c.days_lost)},
                              {"returned", follow_up(c.returned)},
                              {"went_on", follow_up(c.went_on)},
                              {"undecided", follow_up(c.undecided)},
                              {"returned_by_landmark", follow_up(c.returned_by_landmark)},
                              {"not_returned_by_landmark", follow_up(c.not_returned_by_landmark)}});
    return out;
  }

  [[nodiscard]] json gaps() const {
    const auto& g = s_.gaps;
    json out = {{"count", shown(g.count)},       {"clients", shown(g.clients)},
                {"between", shown(g.between)},   {"before_exit", shown(g.before_exit)},
                {"trailing", shown(g.trailing)}, {"leading", shown(g.leading)},
                {"total_days", shown(g.days)},   {"exit_known", g.is_exit_known},
                {"pairs", json::array()},        {"months", json::array()},
                {"items", json::array()}};
    for (const auto& p : g.pairs)
      out["pairs"].push_back({{"before", shown(p.before)},
                              {"after", shown(p.after)},
                              {"count", shown(p.count)},
                              {"clients", shown(p.clients)},
                              {"days", shown(p.days)}});
    for (const auto& m : g.months)
      out["months"].push_back(
          {{"month", m.month}, {"clients", shown(m.clients)}, {"days", shown(m.days)}, {"begun", shown(m.begun)}});
    for (const auto& i : g.items)
      out["items"].push_back({{"client", i.client},
                              {"kind", to_string(i.kind)},
                              {"start", i.start},
                              {"end", i.end},
                              {"days", i.days},
                              {"before", shown(i.before)},
                              {"after", shown(i.after)},
                              {"censored", i.is_censored}});
    return out;
  }

  [[nodiscard]] json obligations() const {
    auto out = json::array();
    for (const auto& o : s_.obligations) {
      auto& to = out.emplace_back();
      to = {{"name", o.name},
            {"sentence", o.sentence},
            {"status", to_string(o.status)},
            {"obstacle", shown(o.obstacle)},
            {"unmatched", o.unmatched},
            {"met", shown(o.met)},
            {"violated", shown(o.violated)},
            {"pending", shown(o.pending)},
            {"lapsed", shown(o.lapsed)},
            {"violated_clients", shown(o.violated_clients)},
            {"items", json::array()}};
      for (const auto& v : o.items)
        to["items"].push_back({{"client", v.client},
                               {"start", v.start},
                               {"end", v.end},
                               {"days", v.days},
                               {"trigger", v.trigger},
                               {"sentence", v.sentence}});
    }
    return out;
  }

  static json figures(const shown_handovers& h) {
    return {{"count", shown(h.count)},
            {"clients", shown(h.clients)},
            {"warm", shown(h.warm)},
            {"cold", shown(h.cold)},
            {"self", shown(h.self)},
            {"unknown_manner", shown(h.unknown)},
            {"warm_share", shown(h.warm_share)},
            {"picked_up", shown(h.picked_up)},
            {"overlapping", shown(h.overlapping)},
            {"declined", shown(h.declined)},
            {"lost", shown(h.lost)},
            {"pending", shown(h.pending)},
            {"without_consent", shown(h.without_consent)},
            {"latency_days", days(h.latency)}};
  }

  [[nodiscard]] json handovers() const {
    const auto& h = s_.handovers;
    auto out = figures(h.all);
    out["inferred"] = h.are_inferred;
    out["pairs"] = json::array();
    for (const auto& p : h.pairs) {
      json pair = {{"from", p.from}, {"to", p.to}};
      pair.update(figures(p.figures));
      out["pairs"].push_back(std::move(pair));
    }
    out["items"] = json::array();
    for (const auto& i : h.items)
      out["items"].push_back({{"client", i.client},
                              {"at", i.at},
                              {"from", i.from},
                              {"to", i.to},
                              {"manner", manner_words[static_cast<std::size_t>(i.manner)]},
                              {"outcome", to_string(i.outcome)},
                              {"consent", to_string(i.consent)},
                              {"latency_days", shown(i.latency_days)}});
    return out;
  }

  [[nodiscard]] json checks() const {
    auto out = json::object();
    for (const auto& f : s_.log.findings) {
      auto& check = out[std::string(f.name)];
      check = {{"count", shown(f.count)}, {"clients", shown(f.clients)}, {"items", json::array()}};
      for (const auto& e : f.examples) check["items"].push_back({{"client", e.client}, {"at", e.at}});
    }
    return out;
  }

  [[nodiscard]] json rejects() const {
    auto out = json::array();
    for (std::size_t i = 0; i < s_.log.rejects.size(); ++i) {
      const auto& r = s_.log.rejects[i];
      const auto& file = s_.log.files[r.file];
      const auto reason =
          fmt::format("{}{}{}", file.column(r.what.column), r.what.column.empty() ? "" : ": ", to_string(r.what.reason));
      out.push_back({{"file", file.name},
                     {"line", r.what.place},
                     {"column", r.what.column.empty() ? json(nullptr) : json(file.column(r.what.column))},
                     {"value_class", r.value == value_class::none ? json(nullptr) : json(to_string(r.value))},
                     {"reason", reason}});
      if (!s_.log.rejected_values.empty()) out.back()["value"] = s_.log.rejected_values[i];
    }
    return out;
  }

  const summary& s_;
};

}  // namespace detail

/// The summary for machines. Suppressed figures are null; times are ISO 8601.
[[nodiscard]] inline nlohmann::ordered_json to_json(const summary& s) { return detail::summary_json(s).write(); }

}  // namespace polku::inline v0
