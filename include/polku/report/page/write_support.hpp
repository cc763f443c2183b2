// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/page/charts.hpp>
#include <polku/report/page/page_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

inline void write_gap_list(page_text& page) {
  const auto& t = page.t;
  std::vector<const shown_gap*> rows;
  for (const auto& g : page.s.gaps.items) rows.push_back(&g);
  if (rows.empty()) return;
  std::stable_sort(rows.begin(), rows.end(), [](auto a, auto b) { return a->days > b->days; });
  page.begin_table(t.longest,
                   {{t.client, false}, {t.days}, {t.start, false}, {t.end, false}, {t.before, false}, {t.after, false}});
  for (std::size_t i = 0; i < page.rows_of(rows.size()); ++i) {
    const auto& g = *rows[i];
    page.row({page.name(g.client), page.days(g.days), escaped(g.start),
              escaped(g.end) + (g.is_censored ? fmt::format(" ({})", t.not_over) : ""), page.name_or_nothing(g.before),
              page.name_or_nothing(g.after)});
  }
  page.end_table();
  page.say_rows(rows.size());
}

// Where, when and how long nobody held the client.
inline void write_gaps(page_text& page) {
  const auto& g = page.s.gaps;
  const auto& t = page.t;
  page.begin_section("gaps", t.gaps);
  if (!g.are_told || g.count.value_or(1) == 0) {
    page.add("<p>{}</p>\n", g.are_told ? t.no_gaps : t.gaps_not_told);
    page.end_section();
    return;
  }
  if (!g.is_exit_known && g.trailing.value_or(1) != 0) page.add("<p class=\"note\">{}</p>\n", t.exit_unknown);
  page.begin_table(t.gaps, {{t.kind, false}, {t.count}});
  const figure* const of_kind[] = {&g.between, &g.before_exit, &g.trailing, &g.leading};
  for (std::size_t k = 0; k < 4; ++k) page.row({std::string(t.gap_kinds[k]), page.show(*of_kind[k])});
  page.end_table();

  std::vector<const shown_gap_pair*> rows;
  double most = 1;
  for (const auto& p : g.pairs) {
    rows.push_back(&p);
    most = std::max(most, p.days.value_or(0));
  }
  std::stable_sort(rows.begin(), rows.end(), [](auto a, auto b) { return a->days.value_or(-1) > b->days.value_or(-1); });
  page.begin_table(t.gap_pairs, {{t.before, false}, {t.after, false}, {t.gaps}, {t.clients}, {t.days}, {"", false}});
  for (std::size_t i = 0; i < page.rows_of(rows.size()); ++i) {
    const auto& p = *rows[i];
    page.row({page.name_or_nothing(p.before), page.name_or_nothing(p.after), page.show(p.count), page.show(p.clients),
              page.show_days(p.days),
              fmt::format("<span class=\"length\" style=\"width:{:.0f}px\"></span>", 160 * p.days.value_or(0) / most)});
  }
  page.end_table();
  page.say_rows(rows.size());

  if (!g.months.empty()) {
    page.add("<h3>{}: {}</h3><figure><div class=\"wide\">\n", t.months, t.clients_without);
    draw_months(page, g.months);
    page.add("</div></figure>\n");
    page.begin_behind();
    // Who begins a gap in a month is not who is in one: a shareable summary does not say.
    page.begin_table(t.months, {{t.month, false}, {t.clients_without}, {t.days}, {page.s.is_shareable ? "" : t.begun}});
    for (const auto& m : g.months)
      page.row({m.month, page.show(m.clients), page.show_days(m.days), page.s.is_shareable ? "" : page.show(m.begun)});
    page.end_table();
    page.end_behind();
  }
  write_gap_list(page);
  page.end_section();
}

// Those between parties, most first.
inline void write_handover_pairs(page_text& page) {
  const auto& t = page.t;
  std::vector<const shown_handover_pair*> rows;
  for (const auto& p : page.s.handovers.pairs) rows.push_back(&p);
  std::stable_sort(rows.begin(), rows.end(),
                   [](auto a, auto b) { return a->figures.count.value_or(0) > b->figures.count.value_or(0); });
  page.begin_table(
      t.matrix, {{t.from, false}, {t.to, false}, {t.handovers}, {t.clients}, {t.outcomes[1]}, {t.manners[1]}, {t.latency}});
  for (std::size_t i = 0; i < page.rows_of(rows.size()); ++i) {
    const auto& p = *rows[i];
    page.row({page.name(p.from), page.name(p.to), page.show(p.figures.count), page.show(p.figures.clients),
              page.show(p.figures.lost), page.show(p.figures.warm),
              p.figures.latency.median ? page.days(*p.figures.latency.median) : "–"});
  }
  page.end_table();
  page.say_rows(rows.size());
}

inline void write_handovers(page_text& page) {
  const auto& h = page.s.handovers;
  const auto& t = page.t;
  page.begin_section("handovers", t.handovers);
  if (h.all.count.value_or(1) == 0) {
    page.add("<p>{}</p>\n", t.no_handovers);
  } else {
    if (h.are_inferred) page.add("<p class=\"note\">{}</p>\n", t.inferred);
    page.begin_table(t.handovers, {{t.what, false}, {t.count}});
    page.row({std::string(t.handovers), page.show(h.all.count)});
    page.row({std::string(t.clients), page.show(h.all.clients)});
    if (!h.are_inferred) {
      const figure* const outcomes[] = {&h.all.picked_up, &h.all.lost, &h.all.pending, &h.all.declined};
      const figure* const manners[] = {&h.all.unknown, &h.all.warm, &h.all.cold, &h.all.self};
      for (std::size_t i = 0; i < 4; ++i)
        page.row({fmt::format("{}: {}", t.outcome, t.outcomes[i]), page.show(*outcomes[i])});
      for (const std::size_t i : {1u, 2u, 3u, 0u})
        page.row({fmt::format("{}: {}", t.manner, t.manners[i]), page.show(*manners[i])});
      page.row({std::string(t.warm_share), h.all.warm_share ? page.number(100 * *h.all.warm_share, 0)
                                           : h.all.warm     ? "–"
                                                            : page.left_out()});
      page.row({std::string(t.without_consent),
                h.all.is_consent_known ? page.show(h.all.without_consent) : std::string(t.consent_unknown)});
    }
    page.row({std::string(t.overlapping), page.show(h.all.overlapping)});
    if (h.all.latency.median)
      page.row({std::string(t.latency), page.days(*h.all.latency.median) + " (" + page.show_days(h.all.latency.p95) + ")"});
    page.end_table();

    heat_map map;
    for (const auto& p : h.pairs) map.set(p.from, p.to, p.figures.count);
    page.heading(t.matrix);
    page.add("<p class=\"note\">{}</p>\n", t.matrix_note);
    constexpr std::size_t most_parties = 60;
    const bool is_whole = map.draw(page, t.matrix, most_parties);
    if (!is_whole) page.add("<p class=\"note\">{}</p>\n", page.say(t.matrix_cut, most_parties));
    page.begin_behind();
    write_handover_pairs(page);
    page.end_behind();
  }
  if (h.worker_changes.value_or(0) != 0)
    page.add("<p>{}: {} ({}). {}: {}.</p>\n", t.worker_changes, page.show(h.worker_changes),
             page.say(t.in_clients, page.show(h.worker_change_clients)), t.worker_changes_per_year,
             h.worker_changes_per_year ? page.number(*h.worker_changes_per_year, 2) : "·");
  page.end_section();
}

inline void write_violations(page_text& page) {
  const auto& t = page.t;
  std::vector<std::pair<const shown_obligation*, const shown_violation*>> rows;
  for (const auto& o : page.s.obligations)
    for (const auto& v : o.items) rows.emplace_back(&o, &v);
  if (rows.empty()) return;
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.second->days > b.second->days; });
  page.begin_table(t.violations, {{t.client, false}, {t.days}, {t.start, false}, {t.end, false}, {t.obligation, false}});
  for (std::size_t i = 0; i < page.rows_of(rows.size()); ++i) {
    const auto& [o, v] = rows[i];
    page.row({page.name(v->client), page.days(v->days), escaped(v->start), escaped(v->end), page.name(o->name)});
  }
  page.end_table();
  page.say_rows(rows.size());
}

inline void write_obligations(page_text& page) {
  const auto& obligations = page.s.obligations;
  if (obligations.empty()) return;
  const auto& t = page.t;
  page.begin_section("obligations", t.obligations);
  page.add("<p class=\"keys\" aria-hidden=\"true\">");
  for (std::size_t i = 0; i < 4; ++i)
    page.add(
        "<span class=\"key\"><svg class=\"parts\" width=\"24\" height=\"14\"><rect class=\"part{0}\" width=\"24\" "
        "height=\"14\"/></svg> {1}</span> ",
        i, t.obligation_outcomes[i]);
  page.add("</p>\n");
  page.begin_table(t.obligations, {{t.obligation, false},
                                   {"", false},
                                   {t.obligation_outcomes[0]},
                                   {t.obligation_outcomes[1]},
                                   {t.obligation_outcomes[2]},
                                   {t.obligation_outcomes[3]}});
  for (const auto& o : obligations) {
    auto name = page.name(o.name);
    if (o.sentence != o.name) name += "<br><small lang=\"en\">" + page.name(o.sentence) + "</small>";
    if (o.status != evaluability::evaluated) {
      const bool lacks_kinds = o.status == evaluability::kinds_unknown;
      auto why = std::string(lacks_kinds ? t.kinds_not_given : t.cannot_tell);
      if (!lacks_kinds && o.obstacle) why += " (<span lang=\"en\">" + escaped(*o.obstacle) + "</span>)";
      page.row({name, why, "", "", "", ""});
      continue;
    }
    const auto bar = parts_bar({o.met, o.violated, o.pending, o.lapsed}, escaped(o.name));
    page.row({name, bar, page.show(o.met), page.show(o.violated), page.show(o.pending), page.show(o.lapsed)});
  }
  page.end_table();
  write_violations(page);
  page.end_section();
}

}  // namespace polku::inline v0::detail
