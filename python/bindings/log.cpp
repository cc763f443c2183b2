// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "log_state.hpp"
#include "record.hpp"
#include "table.hpp"

#include <polku/analysis/stays.hpp>
#include <polku/core/time_text.hpp>
#include <polku/log/check_log.hpp>
#include <polku/log/cut.hpp>
#include <polku/log/has_same_records.hpp>
#include <polku/version.hpp>

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

namespace polku_python {

namespace {

using polku::client_id;
using polku::event_log;
using polku::field;
using polku::open_end;

constexpr field fields[] = {field::services, field::organisations, field::roles, field::workers};

field field_of(std::string_view name) {
  for (const auto f : fields)
    if (to_string(f) == name) return f;
  throw std::invalid_argument(
      "polku: a party is 'organisation', 'service', 'role' or 'worker', or a function of the record");
}

// An episode's client by code.
std::vector<std::int32_t> client_codes(const event_log& log) {
  std::vector<std::int32_t> out;
  out.reserve(log.size());
  for (std::uint32_t c = 0; c < log.client_count(); ++c)
    out.resize(log.episodes_of(client_id{c}).last, static_cast<std::int32_t>(c));
  return out;
}

std::vector<std::int64_t> times_of(std::span<const polku::time_point> times) {
  std::vector<std::int64_t> out;
  out.reserve(times.size());
  for (const auto t : times) out.push_back(t == open_end ? no_time : t.microseconds());
  return out;
}

// Starts and labels are the log's own memory.
table_pointer episodes_of(const log_pointer& core) {
  const auto& log = core->log();
  auto out = std::make_shared<table>();
  out->add("client", column_kind::name, client_codes(log), clients_of(core));
  const std::shared_ptr<const void> owner = core;
  for (const auto f : fields)
    if (const auto labels = log.labels(f); !labels.empty())
      out->look_at(std::string(to_string(f)), column_kind::name, owner, labels.data(), labels.size(),
                   names_in(core, log.names(f)));
  if (log.has_phases()) {
    std::vector<std::int32_t> codes;
    for (event_log::index i = 0; i < log.size(); ++i) codes.push_back(static_cast<std::int32_t>(index_of(log.phase_of(i))));
    out->add("phase", column_kind::name, std::move(codes), names_in(core, log.phase_names()));
  }
  out->look_at("start", column_kind::time, owner, log.starts().data(), log.size());
  out->add("end", column_kind::time, times_of(log.ends()));
  std::vector<std::uint32_t> places;
  for (event_log::index i = 0; i < log.size(); ++i) places.push_back(log.place_of(i));
  out->add("place", column_kind::natural, std::move(places));
  return out;
}

// Calls `see(client, row)` for each row of a kind.
template <class Rows>
auto rows_of(const event_log& log, const Rows& rows) {
  using row = std::remove_cvref_t<decltype(rows.all()[0])>;
  std::vector<std::pair<client_id, row>> out;
  for (std::uint32_t c = 0; c < log.client_count(); ++c)
    for (const auto& r : rows.of(client_id{c})) out.emplace_back(client_id{c}, r);
  return out;
}

std::string_view to_word(polku::manner m) {
  constexpr std::string_view words[] = {"unknown", "warm", "cold", "self"};
  return words[static_cast<std::size_t>(m)];
}
std::string_view to_word(polku::handover_status s) {
  constexpr std::string_view words[] = {"proposed", "accepted", "declined"};
  return words[static_cast<std::size_t>(s)];
}

table_pointer others_of(const log_pointer& core, const std::string& kind) {
  const auto& log = core->log();
  table_maker t;
  const auto begin = [&](const auto& rows) {
    t.names("client", rows, clients_of(core), [](const auto& r) { return r.first; });
  };
  if (kind == "handovers") {
    const auto rows = rows_of(log, log.handovers());
    begin(rows);
    t.times("at", rows, [](const auto& r) { return r.second.at; });
    t.names("from", rows, names_in(core, log.party_names()), [](const auto& r) { return r.second.from; });
    t.names("to", rows, names_in(core, log.party_names()), [](const auto& r) { return r.second.to; });
    t.texts("manner", rows, [](const auto& r) { return to_word(r.second.manner); });
    t.texts("status", rows, [](const auto& r) { return to_word(r.second.status); });
  } else if (kind == "milestones") {
    const auto rows = rows_of(log, log.milestones());
    begin(rows);
    t.times("at", rows, [](const auto& r) { return r.second.at; });
    t.names("kind", rows, names_in(core, log.milestone_kinds()), [](const auto& r) { return r.second.kind; });
    t.names("detail", rows, names_in(core, log.milestone_details()), [](const auto& r) { return r.second.detail; });
  } else if (kind == "plans") {
    const auto rows = rows_of(log, log.plans());
    begin(rows);
    t.names("kind", rows, names_in(core, log.plan_kinds()), [](const auto& r) { return r.second.kind; });
    t.times("from", rows, [](const auto& r) { return r.second.validity.start; });
    t.times("until", rows, [](const auto& r) { return r.second.validity.end; });
  } else {
    const auto rows = rows_of(log, log.consents());
    begin(rows);
    t.names("party", rows, names_in(core, log.party_names()), [](const auto& r) { return r.second.party; });
    t.times("from", rows, [](const auto& r) { return r.second.validity.start; });
    t.times("until", rows, [](const auto& r) { return r.second.validity.end; });
  }
  return t.done();
}

table_pointer rejected_of(const log_core& core) {
  const auto& all = core.input.rejected;
  table_maker t;
  const auto& values = core.input.rejected_values;
  t.texts("file", all, [&](const auto& r) { return std::string_view(core.input.files[r.file].name); });
  t.integers("place", all, [](const auto& r) { return r.what.place; });
  t.texts("record", all, [](const auto& r) { return to_string(r.what.kind); });
  t.texts("column", all, [&](const auto& r) { return core.input.files[r.file].column(r.what.column); });
  t.texts("value_class", all, [](const auto& r) { return to_string(r.value); });
  t.texts("reason", all, [](const auto& r) { return to_string(r.what.reason); });
  if (values.size() == all.size() && !all.empty())
    t.texts("value", values, [](const std::string& v) { return std::string_view(v); });
  return t.done();
}

std::shared_ptr<log_core> cut_at(const log_core& core, std::int64_t cutoff) {
  auto out = std::make_shared<log_core>();
  out->input.files = core.input.files;
  out->input.rejected = core.input.rejected;
  out->input.rejected_values = core.input.rejected_values;
  out->input.repeated_hours = core.input.repeated_hours;
  out->input.rows = core.input.rows;
  out->input.paired = core.input.paired;
  out->has_integer_clients = core.has_integer_clients;
  out->input.log = polku::cut(core.log(), time_of(cutoff));
  find_ids(*out);
  return out;
}

// `party` is the name of a column, None, or a function of the record; `make` makes a record for it.
std::shared_ptr<paths_core> make_pathways(const log_pointer& core, const py::object& party,
                                          const std::optional<std::string>& how, double bridge_days,
                                          const py::object& make) {
  polku::stay_options options{.bridge = days_of(bridge_days, "bridge_days")};
  if (how) options.reading = word_of<polku::reading>(*how, 2, "reading");
  const auto& log = core->log();
  if (party.is_none()) return std::make_shared<paths_core>(paths_core{core, polku::pathways(log, options)});
  if (py::isinstance<py::str>(party))
    return std::make_shared<paths_core>(
        paths_core{core, polku::pathways(log, options, field_of(party.cast<std::string>()))});
  return std::make_shared<paths_core>(paths_core{core, polku::pathways(log, options, [&](const polku::episode& e) {
                                                   const auto name = party(record_of(make, e));
                                                   return name.is_none() ? std::string() : py::str(name).cast<std::string>();
                                                 })});
}

table_pointer stays_of(const paths_pointer& paths) {
  const auto& p = paths->paths;
  struct row {
    client_id client;
    polku::stay s;
  };
  std::vector<row> rows;
  polku::stay_maker maker(p);
  for (std::uint32_t c = 0; c < paths->log().client_count(); ++c) {
    maker.make({c, c + 1});
    for (const auto& s : maker.of(client_id{c})) rows.push_back({client_id{c}, s});
  }
  table_maker t;
  t.names("client", rows, clients_of(paths->core), [](const row& r) { return r.client; });
  t.names("party", rows, names_in(paths, p.names()), [](const row& r) { return r.s.party; });
  t.times("start", rows, [](const row& r) { return r.s.start; });
  t.times("end", rows, [](const row& r) { return r.s.end; });
  return t.done();
}

py::tuple check(const paths_pointer& paths, const std::vector<std::string>& exits, std::size_t most_examples) {
  polku::log_check found;
  {
    const py::gil_scoped_release released;
    found = polku::check_log(paths->log(), paths->paths.parties(), {.exits = exits, .most_examples = most_examples});
  }
  struct one {
    std::string_view name;
    const polku::log_finding* f;
  };
  const std::vector<one> all = {{"without_party", &found.without_party},
                                {"ties", &found.ties},
                                {"duplicates", &found.duplicates},
                                {"overlaps", &found.overlaps},
                                {"past_exit", &found.past_exit},
                                {"unknown_phases", &found.unknown_phases},
                                {"early_handovers", &found.early_handovers}};
  table_maker counts, examples;
  counts.texts("finding", all, [](const one& o) { return o.name; });
  counts.integers("count", all, [](const one& o) { return o.f->count; });
  counts.integers("clients", all, [](const one& o) { return o.f->clients; });
  struct example {
    std::string_view name;
    polku::log_finding::example e;
  };
  std::vector<example> rows;
  for (const auto& o : all)
    for (const auto& e : o.f->examples) rows.push_back({o.name, e});
  examples.texts("finding", rows, [](const example& e) { return e.name; });
  examples.names("client", rows, clients_of(paths->core), [](const example& e) { return e.e.client; });
  examples.times("at", rows, [](const example& e) { return e.e.at; });
  return py::make_tuple(counts.done(), examples.done());
}

}  // namespace

void bind_log(py::module_& m) {
  m.attr("version") = std::string(polku::version);
  py::class_<log_core, log_pointer>(m, "Log")
      .def("size", [](const log_core& c) { return c.log().size(); })
      .def("client_count", [](const log_core& c) { return c.log().client_count(); })
      .def("record_count", [](const log_core& c) { return c.log().record_count(); })
      .def("counts",
           [](const log_core& c) {
             return py::make_tuple(c.log().size(), c.log().handovers().size(), c.log().milestones().size(),
                                   c.log().plans().size(), c.log().consents().size());
           })
      .def("after_cutoff", [](const log_core& c) { return c.log().after_cutoff(); })
      .def("rows", [](const log_core& c) { return c.input.rows; })
      .def("paired", [](const log_core& c) { return c.input.paired; })
      .def("repeated_hours", [](const log_core& c) { return c.input.repeated_hours.size(); })
      .def("cutoff", [](const log_core& c) { return c.log().cutoff().microseconds(); })
      .def("has_whole_days", [](const log_core& c) { return c.log().precision() == polku::resolution::day; })
      .def("has_intervals", [](const log_core& c) { return c.log().has_intervals(); })
      .def("default_party", [](const log_core& c) { return to_string(polku::default_field(c.log())); })
      .def("episode_bytes", [](const log_core& c) { return c.log().episode_bytes(); })
      .def("rejected_count", [](const log_core& c) { return c.input.rejected.size(); })
      .def("rejected", [](const log_core& c) { return rejected_of(c); })
      .def("describe_rejected",
           [](const log_core& c, std::size_t i) {
             const auto& r = c.input.rejected.at(i);
             return describe(c.input.files[r.file], r);
           })
      .def("episodes", &episodes_of)
      .def("others", &others_of)
      .def("client_names",
           [](const log_pointer& c) {
             table_maker t;
             std::vector<client_id> all(c->log().client_count());
             for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = client_id{i};
             t.names("client", all, clients_of(c), [](client_id id) { return id; });
             return t.done();
           })
      .def("cut", [](const log_core& c, std::int64_t cutoff) { return unlocked([&] { return cut_at(c, cutoff); }); })
      .def("has_same_records",
           [](const log_core& a, const log_core& b) {
             return unlocked([&] { return polku::has_same_records(a.log(), b.log()); });
           })
      .def("save", [](const log_core& c) { return py::bytes(unlocked([&] { return save(c); })); });
  m.def("restore_log", [](const py::bytes& bytes) {
    const std::string_view view = bytes;
    return unlocked([&] { return restore(view); });
  });
  py::class_<paths_core, paths_pointer>(m, "Pathways")
      .def("log", [](const paths_core& p) { return p.core; })
      .def("reading", [](const paths_core& p) { return to_string(p.paths.how()); })
      .def("bridge_days", [](const paths_core& p) { return p.paths.bridge().in_days(); })
      .def("without_party", [](const paths_core& p) { return p.paths.parties().count_missing(p.log()); })
      .def("parties", [](const paths_core& p) {
        std::vector<std::string> out;
        for (std::uint32_t i = 0; i < p.paths.names().size(); ++i) out.emplace_back(p.paths.names()[polku::label{i}]);
        return out;
      });
  m.def("make_pathways", &make_pathways);
  m.def("make_stays", [](const paths_pointer& p) { return unlocked([&] { return stays_of(p); }); });
  m.def("check_log", &check);
  m.def("read_time", [](const std::string& text) -> std::optional<std::int64_t> {
    const auto read = polku::read_time(text);
    if (!read) return std::nullopt;
    return read.at.microseconds();
  });
  m.def("time_text", [](std::int64_t us) {
    const auto t = time_of(us);
    return to_string(t, t.is_midnight() ? polku::resolution::day : polku::resolution::instant);
  });
}

}  // namespace polku_python
