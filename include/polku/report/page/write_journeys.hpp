// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/report/page/journey_chart.hpp>
#include <polku/report/page/page_text.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <string>

namespace polku::inline v0::detail {

// Single clients' records, one by one, with the table behind each picture.
inline void write_journeys(page_text& page) {
  const auto& journeys = page.s.journeys;
  if (journeys.clients.empty()) return;
  const auto& t = page.t;
  const auto time = [&](time_point at) { return to_string(at, journeys.precision); };
  page.begin_section("journeys", t.journeys);
  page.add("<p>{}</p><p class=\"keys\" aria-hidden=\"true\">", t.journeys_note);
  constexpr std::string_view manners[] = {"unknown", "warm", "cold", "self"};
  for (const std::size_t i : {1u, 2u, 3u, 0u})
    page.add(
        "<span class=\"key\"><svg class=\"journey\" width=\"40\" height=\"12\"><g class=\"handover {}\"><path "
        "class=\"shaft\" d=\"M2 6H38\"/></g></svg> {}</span> ",
        manners[i], t.manners[i]);
  page.add(
      "<span class=\"key\"><svg class=\"journey\" width=\"16\" height=\"12\"><g class=\"handover lost\"><path "
      "class=\"cross\" d=\"M4 2l8 8m0 -8l-8 8\"/></g></svg> {}, {}</span></p>\n",
      t.outcomes[1], t.outcomes[3]);
  std::size_t number = 0;
  for (const auto& j : journeys.clients) {
    page.add("<figure class=\"one\"><figcaption><strong>{}</strong></figcaption><div class=\"wide\">\n",
             page.name(j.client));
    journey_chart(page, j, number++).draw();
    page.add("</div>\n");
    page.begin_behind();
    page.begin_table(page.name(j.client), {{t.start, false}, {t.end, false}, {t.what, false}, {t.party, false}});
    for (const auto& e : j.episodes)
      page.row({time(e.start), e.end ? time(*e.end) : std::string(t.open), page.name(e.service), page.name(e.party)});
    for (const auto& h : j.handovers)
      page.row({time(h.at), "",
                fmt::format("{} ({}, {})", t.handovers, t.manners[static_cast<std::size_t>(h.manner)],
                            t.outcomes[static_cast<std::size_t>(h.outcome)]),
                page.name(h.from) + " → " + page.name(h.to)});
    for (const auto& m : j.milestones) page.row({time(m.at), "", page.name(m.kind), ""});
    for (const auto& g : j.gaps)
      page.row(
          {time(g.start), time(g.end), fmt::format("{} ({})", t.gap, t.gap_kinds[static_cast<std::size_t>(g.kind)]), ""});
    for (const auto& l : j.loops)
      page.row({time(l.start), time(l.end), fmt::format("{}, {}: {}", t.ping_pong, t.bounces, page.number(l.bounces)), ""});
    page.end_table();
    page.end_behind();
    page.add("</figure>\n");
  }
  page.end_section();
}

}  // namespace polku::inline v0::detail
