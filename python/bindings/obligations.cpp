// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "obligations.hpp"

#include "partials.hpp"

#include <polku/io/json/design_json.hpp>
#include <polku/model/text.hpp>
#include <polku/obligations/count_obligations.hpp>
#include <polku/obligations/find_violations.hpp>

#include <pybind11/stl.h>

namespace polku_python {

namespace {

std::string name_or_sentence(const polku::obligation& o) { return o.name.empty() ? to_string(o) : o.name; }

py::object as_dict(const polku::obligation_standing& s) {
  py::dict out;
  out["status"] = py::str(std::string(to_string(s.status)));
  out["obstacle"] = s.obstacle ? py::object(py::str(to_string(*s.obstacle))) : py::none();
  py::list unmatched;
  for (const auto& u : s.unmatched) unmatched.append(to_string(u));
  out["unmatched"] = unmatched;
  return out;
}

table_pointer shown(const std::vector<polku::obligation_counts>& all, const std::vector<polku::obligation>& obligations) {
  std::vector<std::size_t> rows(all.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  table_maker t;
  t.texts("obligation", rows, [&](std::size_t i) { return name_or_sentence(obligations[i]); });
  for (const auto o : {polku::obligation_outcome::met, polku::obligation_outcome::violated,
                       polku::obligation_outcome::pending, polku::obligation_outcome::lapsed})
    t.integers(std::string(to_string(o)).c_str(), rows, [&](std::size_t i) { return all[i].of(o).count; });
  t.integers("violated_clients", rows,
             [&](std::size_t i) { return all[i].of(polku::obligation_outcome::violated).clients; });
  t.integers("vacuous", rows, [&](std::size_t i) { return all[i].vacuous.count; });
  t.words("status", rows, 3, [&](std::size_t i) { return all[i].standing.status; });
  return t.done();
}

table_pointer count(const log_core& core, const obligation_list& given) {
  return shown(unlocked([&] { return polku::count_obligations(core.log(), given.obligations, given.how); }),
               given.obligations);
}
py::object counts_of(const partial_of<polku::obligation_analysis>& p) {
  const auto asked = p->options();
  const auto all = p->result();
  if (all.size() != asked.obligations.size()) polku::detail::byte_reader::fail();
  return py::cast(shown(all, asked.obligations));
}

table_pointer violations(const log_pointer& core, const obligation_list& given) {
  const auto all = unlocked([&] { return polku::find_violations(core->log(), given.obligations, given.how); });
  using one = polku::obligation_violation;
  table_maker t;
  t.names("client", all, clients_of(core), [](const one& v) { return v.client; });
  t.texts("obligation", all, [&](const one& v) { return name_or_sentence(given.obligations[v.obligation]); });
  t.times("start", all, [](const one& v) { return v.start; });
  t.times("end", all, [](const one& v) { return v.end; });
  t.lengths("length", all, [](const one& v) { return v.length(); });
  t.times("trigger", all, [](const one& v) { return v.trigger; });
  t.texts("record", all, [](const one& v) { return to_string(v.kind); });
  t.texts("sentence", all, [&](const one& v) { return to_string(v, given.obligations, core->log()); });
  return t.done();
}

py::list check(const log_core& core, const obligation_list& given) {
  py::list out;
  for (const auto& s : polku::check_obligations(core.log(), given.obligations, given.how)) out.append(as_dict(s));
  return out;
}

std::shared_ptr<obligation_list> make(const std::string& json, const std::vector<std::string>& exits,
                                      const std::optional<std::vector<std::string>>& phases,
                                      const std::vector<std::pair<std::string, std::string>>& organisations,
                                      bool absent_means_none) {
  auto out = std::make_shared<obligation_list>();
  out->obligations = polku::read_obligations(json, "obligations");
  auto& how = out->how;
  how.exits = exits;
  if (phases) {
    std::vector<polku::phase> all;
    for (const auto& name : *phases) all.push_back({name});
    how.phases = polku::process(std::move(all));
  }
  for (const auto& [name, kind] : organisations) how.organisations.push_back({name, kind});
  how.absent_means_none = absent_means_none;
  return out;
}

}  // namespace

void bind_obligations(py::module_& m) {
  py::class_<obligation_list, std::shared_ptr<obligation_list>>(m, "ObligationList")
      .def(py::init(&make))
      .def("sentences", [](const obligation_list& l) {
        std::vector<std::string> out;
        for (const auto& o : l.obligations) out.push_back(to_string(o));
        return out;
      });
  m.def("count_obligations", &count);
  m.def("find_violations", &violations);
  m.def("check_obligations", &check);
  bind_partial<polku::obligation_analysis, &counts_of>(
      m, "partial_obligations", +[](const obligation_list& given) {
        return polku::obligations_asked{given.obligations, given.how};
      });
}

}  // namespace polku_python
