// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/page/page_text.hpp>
#include <polku/report/page/service_map.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// The service map with its controls and legend, and the tables behind it.
class graph_writer {
 public:
  explicit graph_writer(page_text& page) : page_(page) {}

  void write() {
    const auto& t = page_.t;
    page_.begin_section("map", t.map);
    page_.add("<p>{}</p>\n", t.map_note);
    for (const auto& c : page_.s.graph.components) page_.add("<p>{}: {}.</p>\n", t.can_be_sent_round, some_names(c));
    write_map();
    page_.begin_behind();
    write_transitions();
    write_parties();
    page_.end_behind();
    page_.end_section();
  }

 private:
  // Of many, the first and how many there are.
  [[nodiscard]] static std::string some_names(const std::vector<std::string>& names) {
    constexpr std::size_t most = 12;
    if (names.size() <= most) return page_text::names(names);
    return fmt::format("{}, … ({})", page_text::names({names.begin(), names.begin() + most}),
                       page_text::number(names.size()));
  }

  void write_map() {
    const auto& t = page_.t;
    service_map map(page_);
    if (map.empty()) return;
    page_.add(
        "<figure class=\"mapped\"><fieldset><legend>{0}</legend><label><input type=\"radio\" name=\"width\" "
        "id=\"width-clients\" checked> {1}</label><label><input type=\"radio\" name=\"width\" id=\"width-days\"> "
        "{2}</label></fieldset>\n",
        t.width_by, t.by_clients, t.by_duration);
    page_.add(
        "<label class=\"scripted\" hidden>{} <input type=\"range\" id=\"least\" min=\"0\" value=\"0\"> <output "
        "for=\"least\"></output></label>\n",
        t.hide_below);
    page_.add("<div class=\"wide\">\n");
    map.draw();
    page_.add("</div>\n<figcaption>");
    constexpr std::string_view kinds[] = {"overlap", "seamless", "short", "long"};
    const std::string_view meanings[] = {t.lag_overlap, t.lag_seamless, t.lag_short, t.lag_long};
    for (std::size_t i = 0; i < 4; ++i)
      page_.add(
          "<span class=\"key\"><svg class=\"map\" width=\"46\" height=\"12\" aria-hidden=\"true\"><g class=\"line {}\" "
          "style=\"--clients:3px;--days:3px\"><path class=\"stroke\" d=\"M2 6H44\"/></g></svg> {}</span> ",
          kinds[i], meanings[i]);
    page_.add(
        "<span class=\"key\"><svg class=\"map\" width=\"46\" height=\"16\" aria-hidden=\"true\"><g class=\"line seamless\" "
        "style=\"--clients:3px;--days:3px\"><path class=\"halo\" d=\"M2 8H44\"/><path class=\"stroke\" d=\"M2 8H44\"/>"
        "</g></svg> ↻ {}</span>",
        t.carries_returns);
    const auto all = page_.s.graph.parties.size();
    if (map.party_count() < all)
      page_.add("<br>{}", page_.say(t.parties_drawn, page_.number(map.party_count()), page_.number(all)));
    const auto transitions = page_.number(page_.s.graph.transitions.size());
    page_.add("<br><span id=\"drawn\" data-pattern=\"{}\" data-all=\"{}\">{}</span></figcaption></figure>\n",
              escaped(t.edges_drawn), transitions, page_.say(t.edges_drawn, page_.number(map.drawn_count()), transitions));
  }

  void write_transitions() {
    const auto& t = page_.t;
    std::vector<const shown_transition*> rows;
    for (const auto& e : page_.s.graph.transitions) rows.push_back(&e);
    std::stable_sort(rows.begin(), rows.end(),
                     [](auto a, auto b) { return a->clients.value_or(0) > b->clients.value_or(0); });
    page_.begin_table(
        t.transitions,
        {{t.from, false}, {t.to, false}, {t.transitions}, {t.clients}, {t.lag_median}, {t.lag_range}, {t.return_share}});
    for (std::size_t i = 0; i < page_.rows_of(rows.size()); ++i) {
      const auto& e = *rows[i];
      page_.row({page_.name(e.from), page_.name(e.to), page_.show(e.transitions), page_.show(e.clients),
                 page_.show_days(e.lags.median), page_.show_days(e.lags.p5) + " – " + page_.show_days(e.lags.p95),
                 page_.show(e.returns)});
    }
    page_.end_table();
    page_.say_rows(rows.size());
  }

  void write_parties() {
    const auto& t = page_.t;
    std::vector<const shown_party*> rows;
    for (const auto& p : page_.s.graph.parties) rows.push_back(&p);
    std::stable_sort(rows.begin(), rows.end(),
                     [](auto a, auto b) { return a->clients.value_or(0) > b->clients.value_or(0); });
    page_.begin_table(
        t.parties,
        {{t.party, false}, {t.clients}, {t.stays}, {t.first}, {t.last}, {t.terminal}, {t.re_entries}, {t.time_days}});
    for (std::size_t i = 0; i < page_.rows_of(rows.size()); ++i) {
      const auto& p = *rows[i];
      page_.row({page_.name(p.name), page_.show(p.clients), page_.show(p.stays), page_.show(p.first), page_.show(p.last),
                 page_.show(p.terminal), page_.show(p.re_entries), page_.show_days(p.days)});
    }
    page_.end_table();
    page_.say_rows(rows.size());
  }

  page_text& page_;
};

}  // namespace polku::inline v0::detail
