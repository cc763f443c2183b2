// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/io/visible_text.hpp>
#include <polku/report/quality_report.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

namespace detail {

// "77", or "75 to 80".
inline std::string to_text(const score_range& r) {
  return r.is_known() ? std::to_string(r.low) : fmt::format("{} to {}", r.low, r.high);
}

// An indicator's value in its unit; "undefined" where it has none.
inline std::string value_text(const indicator& i, const indicator_result& r) {
  if (!r.value) return "undefined";
  switch (i.kind) {
    case indicator_kind::share:
      return fmt::format("{:.0f} %", 100 * *r.value);
    case indicator_kind::count:
      return fmt::format("{:.0f}", *r.value);
    case indicator_kind::mean_days:
    case indicator_kind::median_days:
      return fmt::format("{:.1f} days", *r.value);
  }
  return {};
}

class quality_text {
 public:
  explicit quality_text(const quality_report& r) : r_(r) {}

  std::string write() {
    write_audits();
    write_evidence();
    write_indicators();
    write_outcomes();
    write_inflow();
    return std::move(out_);
  }

 private:
  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }
  void head(std::string_view title) { add("{}{}\n", out_.empty() ? "" : "\n", title); }

  [[nodiscard]] std::string band_text(const audit_result& a) const {
    const auto name = [&](const std::optional<std::size_t>& b) {
      return b ? to_visible(r_.by_what.bands[*b].name) : std::string("no band");
    };
    return a.band() || a.lowest_band == a.highest_band ? name(a.lowest_band)
                                                       : name(a.lowest_band) + " to " + name(a.highest_band);
  }
  static std::string day_of(time_point t) { return to_string(t, resolution::day); }

  void write_audits() {
    if (r_.audits.empty()) return;
    head("AUDITS");
    add("By {}{}{}.\n", to_visible(r_.by_what.name), r_.by_what.version.empty() ? "" : ", version ",
        to_visible(r_.by_what.version));
    for (const auto& a : r_.audits) {
      add("{}, {}: {} points, {}. Items: {} scored, {} disputed, {} missing.\n", to_visible(a.given.service),
          day_of(a.given.at), to_text(a.result.total.points), band_text(a.result), a.result.total.scored,
          a.result.total.disputed, a.result.total.missing);
      for (std::size_t s = 0; s < a.result.sections.size(); ++s)
        add("  {}: {}\n", to_visible(r_.by_what.sections[s].name), to_text(a.result.sections[s].points));
      for (const auto& i : a.result.items)
        if (i.standing != item_standing::scored)
          add("  item {} is {}: {}\n", i.number, to_string(i.standing), to_text(i.score));
      write_agreement(a);
      write_lift(a);
      write_comparison(a);
    }
  }
  void write_agreement(const audit_report& a) {
    const auto coefficient = [](const std::optional<double>& k) {
      return k ? fmt::format("{:.2f}", *k) : std::string("undefined");
    };
    for (const auto& p : a.agreement.pairs)
      add("  raters {} and {}: the same score in {} of {} items; weighted kappa {} linear, {} quadratic\n",
          to_visible(a.given.raters[p.first].rater), to_visible(a.given.raters[p.second].rater), p.same, p.items,
          coefficient(p.linear_kappa), coefficient(p.quadratic_kappa));
    if (const auto& icc = a.agreement.icc; icc && icc->agreement.value) {
      const auto& between = icc->agreement.interval;
      add("  intraclass correlation ICC(2,1) {:.2f}{} over {} items\n", *icc->agreement.value,
          between ? fmt::format(" (95 % {:.2f} to {:.2f})", between->first, between->second) : "", a.agreement.items);
    }
  }
  void write_lift(const audit_report& a) {
    if (!a.lift) return;
    add("  {} lacks {} point{}: {} item{} at least; {:.0f} set{} of so few can give them",
        to_visible(r_.by_what.bands[a.lift->band].name), a.lift->points, a.lift->points == 1 ? "" : "s", a.lift->items,
        a.lift->items == 1 ? "" : "s", a.lift->set_count, a.lift->set_count == 1 ? "" : "s");
    for (std::size_t s = 0; s < a.lift->sets.size() && s < 3; ++s) {
      out_ += s == 0 ? ", such as items " : "; ";
      for (std::size_t i = 0; i < a.lift->sets[s].size(); ++i) add("{}{}", i == 0 ? "" : ", ", a.lift->sets[s][i]);
    }
    out_ += '\n';
  }
  void write_comparison(const audit_report& a) {
    if (!a.since_before) return;
    const auto& c = *a.since_before;
    add("  since {}: items: {} up, {} down, {} the same, {} unknown; the total changed by {}{}\n",
        day_of(r_.audits[*a.before].given.at), c.count(score_change::up), c.count(score_change::down),
        c.count(score_change::same), c.count(score_change::unknown), fmt::format("{:+}", c.least_change),
        c.least_change == c.greatest_change ? "" : fmt::format(" to {:+}", c.greatest_change));
    for (std::size_t i = 0; i < c.items.size(); ++i)
      if (const auto& item = c.items[i]; item.change == score_change::up || item.change == score_change::down)
        add("    {:<4} {:>2} {}: {} -> {}\n", to_string(item.change), item.number, to_visible(r_.by_what.items[i].name),
            to_text(item.before), to_text(item.after));
  }

  void write_left_out(const std::vector<excluded_cases>& excluded, std::string_view before) {
    for (std::size_t e = 0; e < excluded.size(); ++e)
      add("{}{} {}", e == 0 ? before : ", ", excluded[e].cases.count, to_visible(excluded[e].reason));
  }

  void write_evidence() {
    if (r_.evidence_by_item.empty()) return;
    head("EVIDENCE FROM RECORDS");
    add("From {} to {}; a suggestion, not a score.\n", day_of(r_.evidence_span->start), day_of(r_.evidence_span->end));
    for (const auto& e : r_.evidence_by_item) {
      const auto& item = r_.by_what.items[*r_.by_what.find_item(e.number)];
      const auto& f = e.found;
      add("  {:>2} {}: {} ({:g} / {:g} {}); suggests {}{}", e.number, to_visible(item.name),
          f.value ? fmt::format("{:.1f}{}{}", *f.value, item.unit.empty() ? "" : " ", to_visible(item.unit)) : "undefined",
          f.numerator, f.denominator, f.of_what, e.suggested ? std::to_string(*e.suggested) : "nothing",
          e.audited ? ", the auditor gave " + to_text(*e.audited) : "");
      write_left_out(f.excluded, "; left out: ");
      if (f.censored.count != 0) add("; open at the cutoff: {}", f.censored.count);
      if (!f.note.empty()) add("; {}", f.note);
      out_ += '\n';
    }
  }

  void write_indicators() {
    if (r_.indicators.empty()) return;
    head("INDICATORS");
    for (const auto& row : r_.indicators) {
      const auto& i = row.definition;
      add("{} ({}, version {}, {}{}{})\n", to_visible(i.name), to_visible(i.id), to_visible(i.version),
          i.source.empty() ? "" : to_visible(i.source), i.source.empty() ? "" : ", ", to_string(i.known));
      add("  of {}{}{}; counts: {}{}{}\n", to_visible(to_string(i.event)),
          i.event.which == occurrence::each ? ", each" : ", the first",
          i.lag == duration{} ? "" : fmt::format(", {:g} days later", i.lag.in_days()), to_visible(to_string(i.counts)),
          i.benchmark ? fmt::format("; benchmark {:g}", *i.benchmark) : "",
          i.not_in_records.empty() ? "" : "; not in records: " + to_visible(i.not_in_records));
      for (std::size_t e = 0; e < i.exclusions.size(); ++e)
        add("  leaves out: {} ({})\n", to_visible(i.exclusions[e].reason), to_visible(to_string(i.exclusions[e].when)));
      for (std::size_t p = 0; p < r_.periods.size(); ++p) {
        const auto& r = row.results[p];
        add("  {:<8} {:>9}  ", to_visible(r_.periods[p].name), value_text(i, r));
        if (i.kind == indicator_kind::share)
          add("{} of {}{}", r.numerator.count, r.denominator.count,
              r.interval ? fmt::format(" ({:.0f}-{:.0f} %)", 100 * r.interval->low, 100 * r.interval->high) : "");
        else
          add("{} in {} client{}", r.numerator.count, r.numerator.clients, r.numerator.clients == 1 ? "" : "s");
        write_left_out(r.excluded, "; left out: ");
        out_ += r.is_complete ? "\n" : "; the period is not over\n";
      }
    }
    if (r_.caseload.empty()) return;
    add("caseload: clients per coach\n");
    for (std::size_t p = 0; p < r_.periods.size(); ++p) {
      const auto& c = r_.caseload[p];
      add("  {:<8} {:>9}  {:g} client-days / {:g} coach-days", to_visible(r_.periods[p].name),
          c.value ? fmt::format("{:.1f}", *c.value) : "undefined", c.numerator, c.denominator);
      write_left_out(c.excluded, "; left out: ");
      out_ += '\n';
    }
  }

  void write_outcomes() {
    for (const auto& o : r_.outcomes) {
      head("OUTCOMES");
      add("{} ({}, version {})\n", to_visible(o.definition.name), to_visible(o.definition.id),
          to_visible(o.definition.version));
      const auto line = [&](std::string_view name, auto row_of) {
        add("  {:<24}", to_visible(name));
        for (const auto& t : o.tables) {
          const outcome_row& row = row_of(t);
          add("  {:>8}", row.target ? fmt::format("{}/{}", row.clients, *row.target) : std::to_string(row.clients));
        }
        out_ += '\n';
      };
      add("  {:<24}", "");
      for (const auto& p : r_.periods) add("  {:>8}", to_visible(p.name));
      out_ += '\n';
      for (std::size_t c = 0; c < o.definition.categories.size(); ++c)
        line(o.definition.categories[c].name, [&](const outcome_table& t) -> const outcome_row& { return t.categories[c]; });
      line("not recorded", [](const outcome_table& t) -> const outcome_row& { return t.not_recorded; });
      line("in no category", [](const outcome_table& t) -> const outcome_row& { return t.not_known; });
      line("all who left", [](const outcome_table& t) -> const outcome_row& { return t.all; });
    }
  }

  void write_inflow() {
    if (!r_.inflow || r_.inflow->complete_months == 0) return;
    const auto& f = *r_.inflow;
    head("INFLOW");
    add("Over {} complete months from {} to {} a month, {:.1f} on average", f.complete_months, *f.lowest, *f.highest,
        *f.mean);
    if (f.mean_change) add("; {:.1f} more or fewer from month to month", *f.mean_change);
    out_ += ".\n";
    for (const auto& m : f.months) add("  {} {:>3}{}\n", m.month.name, m.events, m.is_complete ? "" : "  not over");
  }

  const quality_report& r_;
  std::string out_;
};

}  // namespace detail

/// Audits, evidence and indicators as text to read. Names from files stand in it as text, whatever they hold. O(report).
[[nodiscard]] inline std::string to_text(const quality_report& r) { return detail::quality_text(r).write(); }

}  // namespace polku::inline v0
