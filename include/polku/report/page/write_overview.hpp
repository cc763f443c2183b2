// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/findings.hpp>
#include <polku/report/page/page_text.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0::detail {

// What was read, and who may see the page.
inline void write_head(page_text& page, std::string_view title) {
  const auto& s = page.s;
  const auto& t = page.t;
  page.add("<header><p class=\"badge {}\"><strong>{}</strong> {}</p>\n", s.is_shareable ? "shareable" : "internal",
           s.is_shareable ? t.shareable : t.internal,
           s.is_shareable ? page.say(t.shareable_note, s.min_cell) : std::string(t.internal_note));
  page.add("<h1>{}: {}</h1>\n", t.title, page.name(title));
  if (!s.log.clients) {
    page.add("<p>{}</p></header>\n", page.say(t.nothing_shown, s.min_cell));
    return;
  }
  page.add("<p>{}, {}.</p>\n", page.say(t.from_to, escaped(s.log.first.value_or("·")), escaped(s.log.last.value_or("·"))),
           page.say(t.observed_to, escaped(s.log.cutoff.value_or("·"))));
  page.add("<dl class=\"facts\"><div><dt>{}</dt><dd>{}</dd></div><div><dt>{}</dt><dd>{}</dd></div>", t.clients,
           page.show(s.log.clients), t.records, page.show(s.log.records));
  page.add("<div><dt>{}</dt><dd>{}</dd></div><div><dt>{}</dt><dd>{}</dd></div></dl></header>\n", t.parties_are,
           page.party_word(), t.read_by, page.reading_word());
}

class glance_writer {
 public:
  explicit glance_writer(page_text& page) : page_(page) {}

  void write() {
    const auto& s = page_.s;
    const auto& t = page_.t;
    page_.begin_section("glance", t.glance);
    page_.add("<div class=\"tiles\">\n");
    tile("ping-pong", t.loops, s.ping_pong.loops, page_.say(t.in_clients, page_.show(s.ping_pong.loop_clients)));
    if (s.gaps.are_told) tile("gaps", t.gaps, s.gaps.count, page_.say(t.days_in_all, page_.show_days(s.gaps.days)));
    if (!s.handovers.are_inferred && s.handovers.all.count.value_or(1) != 0)
      tile("handovers", t.handovers_lost, s.handovers.all.lost,
           std::string(t.handovers) + ": " + page_.show(s.handovers.all.count));
    if (!s.obligations.empty()) write_violated();
    tile("quality", t.rejected, figure{s.log.rejected}, std::string(t.read) + ": " + page_.show(s.log.rows));
    page_.add("</div>\n");
    page_.heading(t.look_first);
    write_first();
    page_.end_section();
  }

 private:
  void tile(std::string_view id, std::string_view title, const figure& n, std::string_view below) {
    page_.add(
        "<a class=\"tile\" href=\"#{}\"><span class=\"what\">{}</span><span class=\"figure\">{}</span><span>{}</span></a>\n",
        id, title, page_.show(n), below);
  }
  void write_violated() {
    figure violated = std::size_t{0};
    for (const auto& o : page_.s.obligations) {
      if (o.status != evaluability::evaluated) continue;
      violated = violated && o.violated ? figure{*violated + *o.violated} : figure{};
    }
    tile("obligations", page_.t.obligations_violated, violated,
         std::string(page_.t.obligations) + ": " + page_.number(page_.s.obligations.size()));
  }

  void write_first() {
    const auto findings = find_worst(page_.s);
    const auto& t = page_.t;
    std::vector<std::string> sentences;
    if (const auto* p = findings.pair)
      sentences.push_back(page_.say(t.first_pair, page_.name(p->via), page_.name(p->from), page_.show(p->returns),
                                    page_.show(p->at_risk), page_.show(p->expected, 1), page_.probability(p->q)));
    if (const auto* g = findings.gap)
      sentences.push_back(page_.say(!g->after    ? t.first_gap_trailing
                                    : !g->before ? t.first_gap_leading
                                                 : t.first_gap,
                                    page_.name_or_nothing(g->before), page_.name_or_nothing(g->after),
                                    page_.show_days(g->days), page_.show(g->count), page_.show(g->clients)));
    if (const auto* h = findings.handover)
      sentences.push_back(page_.say(t.first_lost, page_.name(h->from), page_.name(h->to), page_.show(h->figures.lost),
                                    page_.show(h->figures.count)));
    if (const auto* o = findings.obligation)
      sentences.push_back(
          page_.say(t.first_obligation, page_.name(o->name), page_.show(o->violated), page_.show(triggers_of(*o))));
    if (page_.s.log.rejected != 0)
      sentences.push_back(page_.say(t.first_rejected, page_.number(page_.s.log.rejected), page_.show(page_.s.log.rows)));
    if (sentences.empty()) {
      page_.add("<p>{}</p>\n", t.nothing_first);
      return;
    }
    page_.add("<ol>\n");
    for (const auto& sentence : sentences) page_.add("<li>{}</li>\n", sentence);
    page_.add("</ol>\n");
  }

  page_text& page_;
};

// What could not be used, and what may surprise.
inline void write_quality(page_text& page) {
  const auto& l = page.s.log;
  const auto& t = page.t;
  page.begin_section("quality", t.quality);
  if (l.rejected == 0 && l.after_cutoff == std::size_t{0}) page.add("<p>{}</p>\n", t.all_used);
  page.begin_table(t.quality, {{t.what, false}, {t.count}, {t.clients}, {t.examples, false}});
  page.row({std::string(t.read), page.show(l.rows), "", ""});
  page.row({std::string(t.rejected), page.number(l.rejected), "", ""});
  if (l.paired.value_or(1) != 0) page.row({std::string(t.paired), page.show(l.paired), "", ""});
  if (l.after_cutoff.value_or(1) != 0) page.row({std::string(t.after_cutoff), page.show(l.after_cutoff), "", ""});
  if (!l.repeated_hours.empty()) page.row({std::string(t.repeated_hours), page.number(l.repeated_hours.size()), "", ""});
  for (std::size_t i = 0; i < l.findings.size(); ++i) {
    const auto& f = l.findings[i];
    if (f.count.value_or(1) == 0) continue;
    std::string examples;
    for (const auto& e : f.examples) examples += (examples.empty() ? "" : ", ") + page.name(e.client) + " " + escaped(e.at);
    page.row({std::string(t.findings[i]), page.show(f.count), page.show(f.clients), examples});
  }
  page.end_table();
  if (!l.rejects.empty()) {
    page.begin_table(t.rejected, {{t.file, false}, {t.line}, {t.column, false}, {t.reason, false}});
    for (std::size_t i = 0; i < page.rows_of(l.rejects.size()); ++i) {
      const auto& r = l.rejects[i];
      const auto& file = l.files[r.file];
      page.row({page.name(file.name), page.number(r.what.place), page.name(file.column(r.what.column)),
                "<span lang=\"en\">" + escaped(to_string(r.what.reason)) + "</span>"});
    }
    page.end_table();
    page.say_rows(l.rejects.size());
  }
  page.end_section();
}

}  // namespace polku::inline v0::detail
