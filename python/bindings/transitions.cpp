// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "partials.hpp"

#include <polku/analysis/parallel_scan.hpp>
#include <polku/analysis/transitions.hpp>
#include <polku/graph/circuits.hpp>
#include <polku/graph/components.hpp>
#include <polku/graph/transition_graph.hpp>
#include <polku/ping_pong/carried_returns.hpp>

#include <pybind11/stl.h>

namespace polku_python {

namespace {

polku::transition_options transition_options_of(double max_wait_days) {
  return {.max_wait = days_of(max_wait_days, "max_wait_days")};
}

polku::transition_counts count(const paths_core& p, double max_wait_days, unsigned threads) {
  polku::transition_tally tally(p.paths, transition_options_of(max_wait_days));
  polku::parallel_scan(p.paths, threads, tally);
  return std::move(tally).result();
}

// Parties, transitions, and every lag with its count.
py::tuple shown(const polku::transition_counts& counts, const dictionary_pointer& names) {
  using vertex = polku::party_figures;
  using edge = polku::transition_figures;
  table_maker parties, edges, lags;
  parties.names("party", counts.parties, names, [](const vertex& v) { return v.party; });
  parties.integers("stays", counts.parties, [](const vertex& v) { return v.stays; });
  parties.integers("clients", counts.parties, [](const vertex& v) { return v.clients; });
  parties.integers("first", counts.parties, [](const vertex& v) { return v.first; });
  parties.integers("last", counts.parties, [](const vertex& v) { return v.last; });
  parties.integers("terminal", counts.parties, [](const vertex& v) { return v.terminal.count; });
  parties.integers("terminal_clients", counts.parties, [](const vertex& v) { return v.terminal.clients; });
  parties.integers("re_entries", counts.parties, [](const vertex& v) { return v.re_entries.count; });
  parties.integers("re_entry_clients", counts.parties, [](const vertex& v) { return v.re_entries.clients; });
  parties.numbers("days", counts.parties, [](const vertex& v) { return v.time.in_days(); });
  edges.names("from", counts.transitions, names, [](const edge& e) { return e.from; });
  edges.names("to", counts.transitions, names, [](const edge& e) { return e.to; });
  edges.integers("transitions", counts.transitions, [](const edge& e) { return e.transitions; });
  edges.integers("clients", counts.transitions, [](const edge& e) { return e.clients; });
  add_days(edges, counts.transitions, [](const edge& e) -> const polku::distribution& { return e.lags; });
  struct lag {
    const edge* of;
    polku::distribution::value value;
  };
  std::vector<lag> all;
  for (const auto& e : counts.transitions)
    for (const auto& v : e.lags.values()) all.push_back({&e, v});
  lags.names("from", all, names, [](const lag& l) { return l.of->from; });
  lags.names("to", all, names, [](const lag& l) { return l.of->to; });
  lags.lengths("lag", all, [](const lag& l) { return l.value.at; });
  lags.integers("count", all, [](const lag& l) { return l.value.count; });
  return py::make_tuple(parties.done(), edges.done(), lags.done(), pair_of(counts.ended_under_support));
}

py::tuple count_transitions(const paths_pointer& paths, double max_wait_days, unsigned threads) {
  return shown(unlocked([&] { return count(*paths, max_wait_days, threads); }), names_in(paths, paths->paths.names()));
}
py::object transitions_of(const partial_of<polku::transition_analysis>& p) {
  return shown(p->result(), names_in(p, p->names()));
}

std::vector<std::vector<std::string>> components(const paths_pointer& paths, double max_wait_days, unsigned threads) {
  const auto graph = polku::make_transition_graph(count(*paths, max_wait_days, threads), paths->paths.names());
  std::vector<std::vector<std::string>> out;
  for (const auto& component : polku::find_strong_components(graph)) {
    auto& members = out.emplace_back();
    for (const auto v : component) members.push_back(graph[v].name);
  }
  return out;
}

py::tuple circuits(const paths_pointer& paths, std::size_t max_length, std::size_t limit, double max_wait_days) {
  const auto found = unlocked([&] {
    return polku::find_circuits(paths->paths, {.max_length = max_length, .limit = limit},
                                transition_options_of(max_wait_days));
  });
  py::list out;
  for (const auto& c : found.listed) {
    py::list parties;
    for (const auto l : c.parties) {
      const auto name = paths->paths.names()[l];
      parties.append(py::str(name.data(), name.size()));
    }
    out.append(py::make_tuple(py::tuple(parties), c.walks.count, c.walks.clients));
  }
  return py::make_tuple(out, found.left_out);
}

table_pointer shown(const std::vector<polku::carried_returns>& all, const dictionary_pointer& names) {
  table_maker t;
  t.names("from", all, names, [](const auto& r) { return r.from; });
  t.names("to", all, names, [](const auto& r) { return r.to; });
  t.integers("returns", all, [](const auto& r) { return r.returns.count; });
  t.integers("clients", all, [](const auto& r) { return r.returns.clients; });
  return t.done();
}

table_pointer carried(const paths_pointer& paths, unsigned threads) {
  const auto all = unlocked([&] {
    polku::carried_return_tally tally(paths->paths);
    polku::parallel_scan(paths->paths, threads, tally);
    return std::move(tally).result();
  });
  return shown(all, names_in(paths, paths->paths.names()));
}
py::object carried_of(const partial_of<polku::carried_return_analysis>& p) {
  return py::cast(shown(p->result(), names_in(p, p->names())));
}

}  // namespace

void bind_transitions(py::module_& m) {
  m.def("count_transitions", &count_transitions);
  m.def("find_strong_components", [](const paths_pointer& p, double max_wait_days, unsigned threads) {
    return unlocked([&] { return components(p, max_wait_days, threads); });
  });
  m.def("find_circuits", &circuits);
  m.def("count_carried_returns", &carried);
  bind_partial<polku::transition_analysis, &transitions_of>(m, "partial_transitions", &transition_options_of);
  bind_partial<polku::carried_return_analysis, &carried_of>(
      m, "partial_carried_returns", +[] { return polku::no_options{}; });
}

}  // namespace polku_python
