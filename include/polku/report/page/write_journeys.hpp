// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/report/page/journey_chart.hpp>
#include <polku/report/page/page_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// What a picture shows, in order of time: the end, what, and with whom.
[[nodiscard]] inline std::vector<std::pair<time_point, std::array<std::string, 3>>> rows_of(const page_text& page,
                                                                                            const shown_journey& j) {
  const auto& t = page.t;
  const auto time = [&](time_point at) { return to_string(at, page.s.journeys.precision); };
  std::vector<std::pair<time_point, std::array<std::string, 3>>> rows;
  for (const auto& e : j.episodes)
    rows.push_back({e.start, {e.end ? time(*e.end) : std::string(t.open), page.name(e.service), page.name(e.party)}});
  for (const auto& h : j.handovers) {
    const auto how = t.manners[static_cast<std::size_t>(h.manner)],
               outcome = t.outcomes[static_cast<std::size_t>(h.outcome)];
    rows.push_back(
        {h.at, {"", fmt::format("{} ({}, {})", t.handover, how, outcome), page.name(h.from) + " → " + page.name(h.to)}});
  }
  for (const auto& m : j.milestones) rows.push_back({m.at, {"", page.name(m.kind), ""}});
  for (const auto& g : j.gaps)
    rows.push_back(
        {g.start, {time(g.end), fmt::format("{} ({})", t.gap, t.gap_kinds[static_cast<std::size_t>(g.kind)]), ""}});
  for (const auto& l : j.loops)
    rows.push_back({l.start, {time(l.end), fmt::format("{}, {}: {}", t.ping_pong, t.bounces, page.number(l.bounces)), ""}});
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return rows;
}

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
    for (const auto& [at, cells] : rows_of(page, j)) page.row({time(at), cells[0], cells[1], cells[2]});
    page.end_table();
    page.end_behind();
    page.add("</figure>\n");
  }
  page.end_section();
}

}  // namespace polku::inline v0::detail
