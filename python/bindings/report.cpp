// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "obligations.hpp"
#include "ping_pong_options.hpp"
#include "table.hpp"

#include <polku/report/dot.hpp>
#include <polku/report/graphml.hpp>
#include <polku/report/html.hpp>
#include <polku/report/json.hpp>
#include <polku/report/page/service_map.hpp>
#include <polku/report/summarise.hpp>
#include <polku/report/text.hpp>

#include <pybind11/stl.h>

namespace polku_python {

namespace {

polku::language language_of(const std::string& code) {
  if (code == "en") return polku::language::english;
  if (code == "fi") return polku::language::finnish;
  if (code == "sv") return polku::language::swedish;
  throw std::invalid_argument("polku: language is 'en', 'fi' or 'sv'");
}

struct report_core {
  polku::summary shown;
};

std::shared_ptr<report_core> make(const log_core& core, const std::optional<std::string>& party,
                                  const std::optional<std::string>& how, double bridge_days, double max_wait_days,
                                  const polku::ping_pong_options& ping_pong, const polku::gap_options& gaps,
                                  double horizon_days, double landmark_days, const obligation_list& obligations, bool exact,
                                  std::size_t min_cell, unsigned threads) {
  polku::analysis_options o;
  if (party) {
    for (const auto f : {polku::field::organisations, polku::field::services, polku::field::roles, polku::field::workers})
      if (to_string(f) == *party) o.party = f;
    if (!o.party) throw std::invalid_argument("polku: a report's party is 'organisation', 'service', 'role' or 'worker'");
  }
  if (how) o.stays.reading = word_of<polku::reading>(*how, 2, "reading");
  o.stays.bridge = days_of(bridge_days, "bridge_days");
  o.transitions.max_wait = days_of(max_wait_days, "max_wait_days");
  o.ping_pong = ping_pong;
  o.gaps = gaps;
  o.horizon = days_of(horizon_days, "horizon_days");
  o.landmark = days_of(landmark_days, "landmark_days");
  o.obligations = obligations.obligations;
  o.organisations = obligations.how.organisations;
  o.with_lists = exact;
  return unlocked([&] {
    const auto results = polku::analyse(core.log(), o, threads);
    return std::make_shared<report_core>(
        report_core{polku::summarise(core.input, results, {.is_shareable = !exact, .min_cell = min_cell})});
  });
}

// The map of services alone, its looks with it: in a notebook it stands by itself.
std::string service_map_of(const polku::summary& s, polku::language l) {
  polku::detail::page_text page(s, polku::phrases_in(l));
  polku::detail::service_map map(page);
  if (map.empty()) return {};
  map.draw();
  auto svg = std::move(page.out);
  constexpr std::string_view style =
      "<style>.map{--ground:#fff;--ink:#1b1f24;--soft:#57606a;--halo:#f0c808;--box:#eef3fa;--overlap:#0072b2;"
      "--seamless:#4b5563;--short:#b45f06;--long:#b3261e}"
      ".map text{font:13px system-ui,sans-serif;fill:var(--ink)}.map .small{font-size:11.5px;fill:var(--soft)}"
      ".map .stroke,.map .halo{fill:none;stroke-width:var(--clients)}"
      ".map .halo{stroke:var(--halo);stroke-width:calc(var(--clients) + 6px);opacity:.75}"
      ".map .line{--of:var(--soft)}.map .line.overlap{--of:var(--overlap)}.map .line.seamless{--of:var(--seamless)}"
      ".map .line.short{--of:var(--short)}.map .line.long{--of:var(--long)}"
      ".map .line .stroke{stroke:var(--of)}.map .line .tip{fill:var(--of)}"
      ".map .line.overlap .stroke{stroke-dasharray:14 3 3 3}.map .line.short .stroke{stroke-dasharray:9 4}"
      ".map .line.long .stroke{stroke-dasharray:3 4}"
      ".map .label text{font-size:12px;text-anchor:middle;paint-order:stroke;stroke:var(--ground);stroke-width:3.5px}"
      ".map .minor,.map .by-days{display:none}.map .box rect{fill:var(--box);stroke:var(--ink);stroke-width:1.2}"
      ".map .box text{text-anchor:middle}.map .box rect+rect{fill:none}</style>";
  const auto begin = svg.find("<svg ");
  if (begin == std::string::npos) return {};
  svg.erase(0, begin);
  svg.insert(5, "xmlns=\"http://www.w3.org/2000/svg\" ");
  svg.insert(svg.find('>') + 1, style);
  return svg;
}

}  // namespace

void bind_report(py::module_& m) {
  py::class_<report_core, std::shared_ptr<report_core>>(m, "Report")
      .def("text", [](const report_core& r, const std::string& title) { return polku::to_text(r.shown, title); })
      .def("html",
           [](const report_core& r, const std::string& title, const std::string& language) {
             const auto l = language_of(language);
             return unlocked([&] { return polku::to_html(r.shown, title, l); });
           })
      .def("json",
           [](const report_core& r) {
             return polku::to_json(r.shown).dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
           })
      .def("dot", [](const report_core& r) { return polku::to_dot(r.shown); })
      .def("graphml", [](const report_core& r) { return polku::to_graphml(r.shown); })
      .def("service_map",
           [](const report_core& r, const std::string& language) { return service_map_of(r.shown, language_of(language)); });
  m.def("make_report", &make);
}

}  // namespace polku_python
