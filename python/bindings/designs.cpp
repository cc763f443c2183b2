// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "table.hpp"

#include <polku/design/check_design.hpp>
#include <polku/design/compare_with_records.hpp>
#include <polku/graph/design_graph.hpp>
#include <polku/io/json/design_json.hpp>

#include <pybind11/stl.h>

namespace polku_python {

namespace {

struct design_core {
  polku::pathway_design design;
};

py::tuple check(const design_core& core, std::size_t most_states, std::size_t most_services, std::size_t longest_circuit,
                std::size_t most_circuits) {
  const auto c = unlocked([&] {
    return polku::check_design(core.design, {most_states, most_services, longest_circuit, most_circuits});
  });
  py::list findings, responsibilities;
  for (const auto& f : c.findings)
    findings.append(py::make_tuple(std::string(to_string(f.fault)), f.what, f.witness, f.circuit, f.parties));
  for (const auto& r : c.responsibilities) responsibilities.append(py::make_tuple(r.by, r.before, r.after));
  return py::make_tuple(findings, responsibilities, c.untold, c.states, c.bounds);
}

py::tuple compare(const design_core& core, const log_pointer& log, const std::optional<std::string>& how, double bridge_days,
                  double max_wait_days) {
  polku::stay_options stays{.bridge = days_of(bridge_days, "bridge_days")};
  if (how) stays.reading = word_of<polku::reading>(*how, 2, "reading");
  const auto c = unlocked([&] {
    return polku::compare_with_records(core.design, log->log(), stays,
                                       {.max_wait = days_of(max_wait_days, "max_wait_days")});
  });
  const auto names = names_in(log, log->log().names(polku::field::services));
  table_maker steps, unplanned, departures;
  const auto step = [&](const polku::step_use& s) -> const polku::step& { return core.design.steps[s.step]; };
  steps.texts("from", c.steps, [&](const auto& s) -> std::string_view { return step(s).from; });
  steps.texts("to", c.steps, [&](const auto& s) -> std::string_view { return step(s).to; });
  steps.texts("kind", c.steps, [&](const auto& s) { return to_string(step(s).kind); });
  steps.integers("count", c.steps, [](const auto& s) { return s.seen.count; });
  steps.integers("clients", c.steps, [](const auto& s) { return s.seen.clients; });
  unplanned.texts("from", c.unplanned, [](const auto& u) -> std::string_view { return u.from; });
  unplanned.texts("to", c.unplanned, [](const auto& u) -> std::string_view { return u.to; });
  unplanned.integers("count", c.unplanned, [](const auto& u) { return u.seen.count; });
  unplanned.integers("clients", c.unplanned, [](const auto& u) { return u.seen.clients; });
  using departure = polku::departure;
  departures.names("client", c.departures, clients_of(log), [](const departure& d) { return d.client; });
  departures.words("kind", c.departures, 3, [](const departure& d) { return d.kind; });
  departures.names("from", c.departures, names, [](const departure& d) { return d.from; });
  departures.names("to", c.departures, names, [](const departure& d) { return d.left.party; });
  departures.times("at", c.departures, [](const departure& d) { return d.left.start; });
  return py::make_tuple(steps.done(), unplanned.done(), departures.done(), c.unknown_services, c.clients);
}

// Vertices as name, organisation, whether an outcome, whether an entry; edges as from, to, kind, manner.
py::tuple graph_of(const design_core& core) {
  const auto g = polku::make_design_graph(core.design);
  py::list nodes, links;
  const auto [first, last] = vertices(g);
  for (auto v = first; v != last; ++v)
    nodes.append(py::make_tuple(g[*v].name, g[*v].organisation, g[*v].is_outcome, g[*v].is_entry));
  const auto [begin, end] = edges(g);
  for (auto e = begin; e != end; ++e) {
    const auto& s = g[*e].step;
    constexpr const char* manners[] = {"unknown", "warm", "cold", "self"};
    links.append(
        py::make_tuple(s.from, s.to, std::string(to_string(s.kind)), manners[static_cast<std::size_t>(s.handover.manner)]));
  }
  return py::make_tuple(nodes, links);
}

}  // namespace

void bind_designs(py::module_& m) {
  py::class_<design_core, std::shared_ptr<design_core>>(m, "Design")
      .def(py::init([](const std::string& json) {
        return std::make_shared<design_core>(design_core{polku::read_design(json, "design")});
      }))
      .def("json", [](const design_core& d) { return polku::to_json(d.design).dump(2); })
      .def("problems",
           [](const design_core& d) {
             py::list out;
             for (const auto& p : polku::find_problems(d.design)) out.append(py::make_tuple(p.member, p.fact));
             return out;
           })
      .def("graph", &graph_of)
      .def("check", &check)
      .def("compare", &compare)
      .def("__eq__", [](const design_core& a, const design_core& b) { return a.design == b.design; });
}

}  // namespace polku_python
