// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/report/quality_report.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0 {

namespace detail {

class quality_json {
 public:
  using json = nlohmann::ordered_json;

  explicit quality_json(const quality_report& r) : r_(r) {}

  [[nodiscard]] json write() const {
    json out;
    out["instrument"] = {{"name", r_.by_what.name}, {"version", r_.by_what.version}};
    out["audits"] = json::array();
    for (const auto& a : r_.audits) out["audits"].push_back(audit_members(a));
    out["periods"] = json::array();
    for (const auto& p : r_.periods)
      out["periods"].push_back({{"name", p.name}, {"start", day(p.span.start)}, {"end", day(p.span.end)}});
    out["indicators"] = json::array();
    for (const auto& row : r_.indicators) out["indicators"].push_back(indicator_members(row));
    out["outcomes"] = json::array();
    for (const auto& o : r_.outcomes) out["outcomes"].push_back(outcome_members(o));
    out["caseload"] = json::array();
    for (const auto& c : r_.caseload) out["caseload"].push_back(evidence_members(c));
    out["inflow"] = inflow();
    out["evidence"] = json::array();
    for (const auto& e : r_.evidence_by_item) {
      auto one = evidence_members(e.found);
      one["item"] = e.number;
      one["suggested"] = shown(e.suggested);
      one["audited"] = e.audited ? range(*e.audited) : json(nullptr);
      out["evidence"].push_back(std::move(one));
    }
    return out;
  }

 private:
  template <class T>
  static json shown(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
  }
  static std::string day(time_point t) { return to_string(t, resolution::day); }
  static json range(const score_range& r) { return {{"low", r.low}, {"high", r.high}}; }
  static json total(const audit_total& t) {
    return {{"low", t.points.low},
            {"high", t.points.high},
            {"scored", t.scored},
            {"disputed", t.disputed},
            {"missing", t.missing}};
  }
  [[nodiscard]] json band(const std::optional<std::size_t>& b) const {
    return b ? json(r_.by_what.bands[*b].name) : json(nullptr);
  }
  static json excluded(const std::vector<excluded_cases>& all) {
    auto out = json::array();
    for (const auto& e : all) out.push_back({{"reason", e.reason}, {"count", e.cases.count}, {"clients", e.cases.clients}});
    return out;
  }
  static json coefficient(const agreement_coefficient& c) {
    return {{"value", shown(c.value)},
            {"low", c.interval ? json(c.interval->first) : json(nullptr)},
            {"high", c.interval ? json(c.interval->second) : json(nullptr)}};
  }

  [[nodiscard]] json audit_members(const audit_report& a) const {
    json out = {{"service", a.given.service},
                {"at", day(a.given.at)},
                {"total", total(a.result.total)},
                {"lowest_band", band(a.result.lowest_band)},
                {"highest_band", band(a.result.highest_band)}};
    out["sections"] = json::array();
    for (std::size_t s = 0; s < a.result.sections.size(); ++s) {
      auto one = total(a.result.sections[s]);
      one["name"] = r_.by_what.sections[s].name;
      out["sections"].push_back(std::move(one));
    }
    out["items"] = json::array();
    for (const auto& i : a.result.items)
      out["items"].push_back(
          {{"item", i.number}, {"standing", to_string(i.standing)}, {"low", i.score.low}, {"high", i.score.high}});
    auto& agreement = out["agreement"] = {
        {"raters", a.agreement.raters}, {"items", a.agreement.items}, {"pairs", json::array()}, {"icc", nullptr}};
    for (const auto& p : a.agreement.pairs)
      agreement["pairs"].push_back({{"raters", {a.given.raters[p.first].rater, a.given.raters[p.second].rater}},
                                    {"items", p.items},
                                    {"same", p.same},
                                    {"linear_kappa", shown(p.linear_kappa)},
                                    {"quadratic_kappa", shown(p.quadratic_kappa)}});
    if (const auto& icc = a.agreement.icc)
      agreement["icc"] = {{"one_way", coefficient(icc->one_way)},
                          {"agreement", coefficient(icc->agreement)},
                          {"consistency", coefficient(icc->consistency)}};
    out["lift"] = nullptr;
    if (a.lift)
      out["lift"] = {{"band", band(a.lift->band)},     {"points", a.lift->points}, {"items", a.lift->items},
                     {"set_count", a.lift->set_count}, {"sets", a.lift->sets},     {"is_complete", a.lift->is_complete}};
    out["since_before"] = nullptr;
    if (const auto& c = a.since_before) {
      auto& since =
          out["since_before"] = {{"at", day(r_.audits[*a.before].given.at)},   {"least_change", c->least_change},
                                 {"greatest_change", c->greatest_change},      {"up", c->count(score_change::up)},
                                 {"down", c->count(score_change::down)},       {"same", c->count(score_change::same)},
                                 {"unknown", c->count(score_change::unknown)}, {"items", json::array()}};
      for (const auto& i : c->items) since["items"].push_back({{"item", i.number}, {"change", to_string(i.change)}});
    }
    return out;
  }

  [[nodiscard]] json indicator_members(const indicator_row& row) const {
    const auto& i = row.definition;
    json out = {{"id", i.id},
                {"version", i.version},
                {"name", i.name},
                {"source", i.source},
                {"known", to_string(i.known)},
                {"kind", to_string(i.kind)},
                {"counts", to_string(i.counts)},
                {"benchmark", shown(i.benchmark)},
                {"not_in_records", i.not_in_records},
                {"results", json::array()}};
    for (std::size_t p = 0; p < row.results.size(); ++p) {
      const auto& r = row.results[p];
      out["results"].push_back({{"period", r_.periods[p].name},
                                {"value", shown(r.value)},
                                {"low", r.interval ? json(r.interval->low) : json(nullptr)},
                                {"high", r.interval ? json(r.interval->high) : json(nullptr)},
                                {"numerator", r.numerator.count},
                                {"denominator", r.denominator.count},
                                {"clients", r.clients},
                                {"is_complete", r.is_complete},
                                {"excluded", excluded(r.excluded)}});
    }
    return out;
  }

  [[nodiscard]] json outcome_members(const outcome_report& o) const {
    json out = {
        {"id", o.definition.id}, {"version", o.definition.version}, {"name", o.definition.name}, {"periods", json::array()}};
    for (std::size_t p = 0; p < o.tables.size(); ++p) {
      const auto& t = o.tables[p];
      json one = {{"period", r_.periods[p].name}, {"is_complete", t.is_complete}, {"rows", json::array()}};
      const auto add = [&](const std::string& name, const outcome_row& row) {
        one["rows"].push_back(
            {{"name", name}, {"clients", row.clients}, {"share", shown(row.share)}, {"target", shown(row.target)}});
      };
      for (std::size_t c = 0; c < t.categories.size(); ++c) add(o.definition.categories[c].name, t.categories[c]);
      add("not recorded", t.not_recorded);
      add("in no category", t.not_known);
      add("all", t.all);
      out["periods"].push_back(std::move(one));
    }
    return out;
  }

  static json evidence_members(const evidence& e) {
    return {{"measure", to_string(e.measure)},  {"value", shown(e.value)}, {"numerator", e.numerator},
            {"denominator", e.denominator},     {"of_what", e.of_what},    {"censored", e.censored.count},
            {"excluded", excluded(e.excluded)}, {"note", e.note}};
  }

  [[nodiscard]] json inflow() const {
    if (!r_.inflow) return nullptr;
    const auto& f = *r_.inflow;
    json out = {{"complete_months", f.complete_months},
                {"lowest", shown(f.lowest)},
                {"highest", shown(f.highest)},
                {"ratio", shown(f.ratio)},
                {"mean", shown(f.mean)},
                {"mean_change", shown(f.mean_change)},
                {"months", json::array()}};
    for (const auto& m : f.months)
      out["months"].push_back({{"month", m.month.name}, {"events", m.events}, {"is_complete", m.is_complete}});
    return out;
  }

  const quality_report& r_;
};

}  // namespace detail

/// Audits, evidence and indicators for machines. What is undefined is null.
[[nodiscard]] inline nlohmann::ordered_json to_json(const quality_report& r) { return detail::quality_json(r).write(); }

}  // namespace polku::inline v0
