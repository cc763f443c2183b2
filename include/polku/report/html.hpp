// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/process.hpp>
#include <polku/report/page/english.hpp>
#include <polku/report/page/finnish.hpp>
#include <polku/report/page/script.hpp>
#include <polku/report/page/style.hpp>
#include <polku/report/page/swedish.hpp>
#include <polku/report/page/write_audits.hpp>
#include <polku/report/page/write_graph.hpp>
#include <polku/report/page/write_indicators.hpp>
#include <polku/report/page/write_journeys.hpp>
#include <polku/report/page/write_methods.hpp>
#include <polku/report/page/write_overview.hpp>
#include <polku/report/page/write_ping_pong.hpp>
#include <polku/report/page/write_support.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace polku::inline v0 {

[[nodiscard]] constexpr const phrases& phrases_in(language l) {
  return l == language::finnish ? finnish : l == language::swedish ? swedish : english;
}

/// The summary as one HTML page that needs nothing else: no network, and no script but for a slider. `title` says what was
/// read. Names from the records stand in it as text, whatever they hold. O(summary), and O(p^2) for the at most 40 parties
/// of the map.
[[nodiscard]] inline std::string to_html(const summary& s, std::string_view title, language l = language::english) {
  detail::page_text page(s, phrases_in(l));
  const auto& t = page.t;
  page.add("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", t.code);
  page.add(
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "script-src 'unsafe-inline'; img-src data:\">\n");
  page.add(
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" "
      "content=\"polku {}\">\n<link rel=\"icon\" href=\"data:,\">\n<title>{}: "
      "{}</title>\n<style>{}</style>\n</head>\n<body>\n",
      version, t.title, detail::escaped(title), detail::page_style);
  page.add("<a class=\"skip\" href=\"#glance\">{}</a>\n", t.skip);
  detail::write_head(page, title);
  page.add("<main>\n");
  if (s.log.clients) {
    detail::glance_writer(page).write();
    detail::write_quality(page);
    detail::graph_writer(page).write();
    detail::ping_pong_writer(page).write();
    detail::write_gaps(page);
    detail::write_handovers(page);
    detail::write_obligations(page);
    if (s.quality) {
      detail::audit_writer(page, *s.quality, l).write();
      detail::indicator_writer(page, *s.quality, l).write();
    }
    detail::write_journeys(page);
    detail::write_methods(page, title);
  }
  page.add("</main>\n<footer><p>{}</p></footer>\n<script>{}</script>\n</body>\n</html>\n",
           s.is_shareable ? page.say(t.shareable_note, s.min_cell) : std::string(t.internal_note), detail::page_script);
  return std::move(page.out);
}

}  // namespace polku::inline v0
