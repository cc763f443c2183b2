// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/report/page/page_text.hpp>
#include <polku/report/page/quality_phrases.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0::detail {

class indicator_writer {
 public:
  indicator_writer(page_text& page, const quality_report& report, language l)
      : page_(page), r_(report), l_(l), t_(quality_phrases_in(l)) {}

  void write() {
    if (!r_.indicators.empty() || !r_.outcomes.empty()) {
      page_.begin_section("indicators", t_.indicators);
      page_.add("<p class=\"note\">{}</p>\n", t_.indicators_note);
      write_quarters();
      write_left_out();
      for (const auto& o : r_.outcomes) write_outcomes(o);
      write_inflow();
      page_.end_section();
    }
    write_evidence();
  }

 private:
  // A table with a column for each period; the last ones may not be over.
  void begin_by_period(std::string_view title, std::initializer_list<std::string_view> first) {
    page_.add("<div class=\"wide\"><table>{}<thead><tr>", page_.caption(title));
    for (const auto f : first) page_.add("<th scope=\"col\">{}</th>", f);
    for (const auto& p : r_.periods) page_.add("<th scope=\"col\" class=\"n\">{}</th>", page_.name(p.name));
    page_.add("</tr></thead><tbody>\n");
  }

  [[nodiscard]] std::string value(const indicator& i, const indicator_result& r) const {
    if (!r.value) return std::string(t_.undefined);
    if (i.kind == indicator_kind::count) return page_.number(*r.value, 0);
    if (i.kind != indicator_kind::share) return page_.number(*r.value, 1);
    auto out = page_.number(100 * *r.value, 0) + "\u202F%<br><small>";
    out += fmt::format("{} / {}", r.numerator.count, r.denominator.count);
    if (r.interval)
      out += fmt::format(" ({}–{})", page_.number(100 * r.interval->low, 0), page_.number(100 * r.interval->high, 0));
    return out + "</small>";
  }

  void write_quarters() {
    if (r_.indicators.empty()) return;
    begin_by_period(t_.indicators, {t_.indicator});
    for (const auto& row : r_.indicators) {
      const auto& i = row.definition;
      page_.add("<tr><th scope=\"row\">{}<br><small>{} {}{}{}</small></th>", page_.name(name_in(i, l_)), page_.name(i.id),
                page_.name(i.version),
                i.benchmark ? fmt::format(", {} {}", t_.benchmark, page_.number(*i.benchmark, 2)) : "",
                i.not_in_records.empty() ? "" : fmt::format(", {}: {}", t_.not_in_records, page_.name(i.not_in_records)));
      for (const auto& r : row.results)
        page_.add("<td class=\"n\">{}{}</td>", value(i, r),
                  r.is_complete ? "" : fmt::format("<br><small>{}</small>", t_.not_over));
      page_.add("</tr>\n");
    }
    page_.add("<tr><th scope=\"row\">{}</th>", t_.caseload);
    for (const auto& c : r_.caseload)
      page_.add("<td class=\"n\">{}</td>", c.value ? page_.number(*c.value, 1) : std::string(t_.undefined));
    page_.add("</tr>\n</tbody></table></div>\n");
  }

  void write_left_out() {
    if (r_.indicators.empty()) return;
    page_.begin_behind();
    begin_by_period(t_.left_out_by_period, {t_.indicator, t_.reason});
    for (const auto& row : r_.indicators) {
      std::vector<const excluded_cases*> reasons;
      for (const auto& r : row.results)
        for (const auto& e : r.excluded)
          if (std::none_of(reasons.begin(), reasons.end(), [&](const auto* k) { return k->reason == e.reason; }))
            reasons.push_back(&e);
      for (const auto* reason : reasons) {
        const auto known = t_.reasons[static_cast<std::size_t>(reason->kind)];
        page_.add("<tr><th scope=\"row\">{}</th><td>{}</td>", page_.name(name_in(row.definition, l_)),
                  known.empty() ? page_.name(reason->reason) : std::string(known));
        for (const auto& r : row.results) {
          std::size_t n = 0;
          for (const auto& e : r.excluded) n += e.reason == reason->reason ? e.cases.count : 0;
          page_.add("<td class=\"n\">{}</td>", page_.number(n));
        }
        page_.add("</tr>\n");
      }
    }
    page_.end_table();
    page_.end_behind();
  }

  void write_outcomes(const outcome_report& o) {
    page_.heading(t_.outcomes);
    page_.add("<p class=\"note\">{} ({})</p>\n", page_.name(o.definition.name), t_.of_target);
    begin_by_period(t_.outcomes, {t_.outcome});
    const auto line = [&](const std::string& name, auto row_of) {
      page_.add("<tr><th scope=\"row\">{}</th>", name);
      for (const auto& t : o.tables) {
        const outcome_row& row = row_of(t);
        page_.add("<td class=\"n\">{}{}</td>", page_.number(row.clients),
                  row.target ? fmt::format(" / {}", *row.target) : "");
      }
      page_.add("</tr>\n");
    };
    for (std::size_t c = 0; c < o.definition.categories.size(); ++c)
      line(page_.name(name_in(o.definition.categories[c], l_)),
           [&](const outcome_table& t) -> const outcome_row& { return t.categories[c]; });
    line(std::string(t_.not_recorded), [](const outcome_table& t) -> const outcome_row& { return t.not_recorded; });
    line(std::string(t_.in_no_category), [](const outcome_table& t) -> const outcome_row& { return t.not_known; });
    line(std::string(t_.all), [](const outcome_table& t) -> const outcome_row& { return t.all; });
    page_.end_table();
  }

  void write_inflow() {
    if (!r_.inflow || !r_.inflow->mean) return;
    const auto& f = *r_.inflow;
    page_.heading(t_.inflow);
    page_.add("<p>{}", page_.say(t_.inflow_note, *f.lowest, *f.highest, page_.number(*f.mean, 1)));
    if (f.mean_change) page_.add(" {}", page_.say(t_.inflow_change, page_.number(*f.mean_change, 1)));
    page_.add("</p>\n");
    page_.begin_table(t_.inflow, {{page_.t.month, false}, {t_.inflow}});
    for (const auto& m : f.months)
      page_.row(
          {m.month.name, page_.number(m.events) + (m.is_complete ? "" : fmt::format(" <small>{}</small>", t_.not_over))});
    page_.end_table();
  }

  void write_evidence() {
    if (r_.evidence_by_item.empty()) return;
    page_.begin_section("evidence", t_.evidence);
    page_.add("<p>{}</p>\n", page_.say(t_.evidence_note, to_string(r_.evidence_span->start, resolution::day),
                                       to_string(r_.evidence_span->end, resolution::day)));
    page_.begin_table(
        t_.evidence,
        {{t_.item, false}, {t_.measured}, {t_.numerator}, {t_.denominator}, {t_.left_out}, {t_.suggested}, {t_.audited}});
    for (const auto& e : r_.evidence_by_item) {
      std::size_t left_out = 0;
      for (const auto& x : e.found.excluded) left_out += x.cases.count;
      const auto& a = e.audited;
      page_.row({page_.name(name_in(r_.by_what.items[*r_.by_what.find_item(e.number)], l_)),
                 e.found.value ? page_.number(*e.found.value, 1) : std::string(t_.undefined), page_.days(e.found.numerator),
                 page_.days(e.found.denominator), page_.number(left_out), e.suggested ? std::to_string(*e.suggested) : "–",
                 !a              ? "–"
                 : a->is_known() ? std::to_string(a->low)
                                 : fmt::format("{} {} {}", a->low, t_.to, a->high)});
    }
    page_.end_table();
    page_.end_section();
  }

  page_text& page_;
  const quality_report& r_;
  language l_;
  const quality_phrases& t_;
};

}  // namespace polku::inline v0::detail
