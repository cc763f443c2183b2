// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// A log from columns in Python's memory.
#include "name_column.hpp"
#include "time_column.hpp"

#include <polku/io/nearest_name.hpp>
#include <polku/io/read_options.hpp>
#include <polku/io/record_words.hpp>
#include <polku/log/cut.hpp>
#include <polku/log/log_builder.hpp>

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>

namespace polku_python {

void find_ids(log_core& core) {
  if (!core.has_integer_clients || core.log().client_count() == 0) return;
  auto ids = std::make_shared<std::vector<std::int64_t>>();
  ids->reserve(core.log().client_count());
  for (std::uint32_t c = 0; c < core.log().client_count(); ++c) {
    const auto name = core.log().name_of(polku::client_id{c});
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error != std::errc() || end != name.data() + name.size()) return;
    ids->push_back(number);
  }
  core.ids = std::move(ids);
}

namespace {

using polku::open_end;
using polku::record_kind;
using polku::time_point;

// A table as Python describes it: for each field the parts of its column.
class given_table {
 public:
  given_table(const py::dict& columns, const polku::time_zone& zone) : columns_(columns), zone_(zone) {}

  [[nodiscard]] name_column names(const char* field) const {
    name_column out(called(field));
    if (columns_.contains(field))
      for (const auto& part : parts(field)) out.append(part.cast<py::tuple>());
    return out;
  }
  [[nodiscard]] time_column times(const char* field) const {
    time_column out(called(field), zone_);
    if (columns_.contains(field))
      for (const auto& part : parts(field)) out.append(part.cast<py::tuple>());
    return out;
  }
  [[nodiscard]] bool has(const char* field) const { return columns_.contains(field); }

 private:
  // Each field's column is a pair of its name in the table and its parts.
  [[nodiscard]] std::string called(const char* field) const {
    return columns_.contains(field) ? columns_[field].cast<py::tuple>()[0].cast<std::string>() : field;
  }
  [[nodiscard]] py::list parts(const char* field) const { return columns_[field].cast<py::tuple>()[1].cast<py::list>(); }

  py::dict columns_;
  polku::time_zone zone_;
};

struct making {
  polku::log_builder builder = {};
  polku::read_log input = {};
  bool end_is_inclusive = false;
  std::vector<polku::time_reading> sentinels = {};

  // Ends that stand for none, and last days.
  void look_at_ends(const std::vector<time_point>& start, time_column& end, std::vector<time_column::fault>& faults) const {
    polku::read_options known;
    known.sentinels = sentinels;
    auto& times = end.times();
    if (!end_is_inclusive) {
      // Hardly any end is a sentinel: a look at all of them at once.
      time_point first = open_end, last = time_point::from_microseconds(std::numeric_limits<std::int64_t>::min());
      for (const auto& s : sentinels) {
        first = std::min(first, s.at);
        last = std::max(last, s.at + polku::days(1));
      }
      bool is_any = false;
      for (const auto t : times) {
        const bool is_late = t >= first, is_early = t <= last;
        is_any = is_any | (is_late & is_early);
      }
      if (!is_any) return;
    }
    for (std::size_t i = 0; i < times.size(); ++i) {
      if (times[i] == open_end) continue;
      if (!sentinels.empty() && known.is_sentinel(times[i])) {
        times[i] = open_end;
      } else if (end_is_inclusive && end.is_date(i)) {
        if (times[i] < start[i] && start[i] != open_end)
          faults.push_back({i, polku::fault::end_before_start, polku::value_class::none});
        else
          times[i] = times[i] + polku::days(1);
      }
    }
  }

  void reject(std::uint16_t file, const polku::rejection& what, polku::value_class value = polku::value_class::none) {
    input.rejected.push_back({file, value, what});
  }
  void note_repeated(std::uint16_t file, const time_column& c, std::string_view column) {
    for (const auto row : c.repeated()) input.repeated_hours.push_back({file, row, column});
  }
  std::uint16_t next_file(const char* name, std::size_t rows) {
    input.files.push_back({std::string(name).append(", rows from 0")});
    input.rows += rows;
    return static_cast<std::uint16_t>(input.files.size() - 1);
  }

  bool add_episodes(const given_table& given) {
    polku::labelled_columns c;
    auto client = given.names("client");
    const bool has_integer_clients = client.holds_integers();
    auto start = given.times("start"), end = given.times("end");
    const bool has_ends = given.has("end");
    constexpr const char* fields[] = {"organisation", "service", "role", "worker"};
    for (std::size_t f = 0; f < 4; ++f) {
      auto column = given.names(fields[f]);
      c.names[f] = std::move(column.table());
      c.labels[f] = std::move(column.labels());
    }
    auto phase = given.names("phase");
    c.phases = std::move(phase.table());
    c.phase = std::move(phase.labels());
    c.clients = std::move(client.table());
    c.client = std::move(client.labels());

    const auto file = next_file("episodes", c.client.size());
    unlocked([&] {
      std::map<std::size_t, std::pair<polku::rejection, polku::value_class>> refused;
      const auto refuse = [&](const std::vector<time_column::fault>& faults, std::string_view column) {
        for (const auto& f : faults)
          refused.try_emplace(f.row, polku::rejection{f.row, record_kind::episodes, column, f.reason}, f.value);
      };
      refuse(start.faults(), "start");
      refuse(end.faults(), "end");
      if (has_ends) {
        std::vector<time_column::fault> faults;
        look_at_ends(start.times(), end, faults);
        refuse(faults, "end");
        c.end = std::move(end.times());
      } else {
        c.end = start.times();
      }
      c.start = std::move(start.times());
      note_repeated(file, start, "start");
      note_repeated(file, end, "end");
      std::vector<polku::rejection> rows;
      for (const auto& [row, what] : refused) rows.push_back(what.first);
      for (const auto& r : builder.take(std::move(c), rows)) {
        const auto known = refused.find(r.place);
        reject(file, r, known == refused.end() ? polku::value_class::none : known->second.second);
      }
    });
    return has_integer_clients;
  }

  // The columns of another table, and what `record` makes of each row.
  template <class Record>
  bool add_others(const given_table& given, const char* table, record_kind kind, const char* begin, const char* finish,
                  std::initializer_list<const char*> fields, Record record) {
    std::vector<name_column> names;
    for (const auto* field : fields) names.push_back(given.names(field));
    auto from = given.times(begin);
    auto until = given.times(finish ? finish : "");
    const auto n = from.times().size();
    for (auto& column : names)
      if (!column.labels().empty() && column.labels().size() != n)
        throw std::invalid_argument(std::string("polku: the columns of ").append(table).append(" differ in length"));
    const auto file = next_file(table, n);
    std::map<std::size_t, std::pair<std::string_view, time_column::fault>> faults;
    for (const auto& f : from.faults()) faults.try_emplace(f.row, begin, f);
    for (const auto& f : until.faults()) faults.try_emplace(f.row, finish, f);
    if (finish && given.has(finish)) {
      std::vector<time_column::fault> of_ends;
      look_at_ends(from.times(), until, of_ends);
      for (const auto& f : of_ends) faults.try_emplace(f.row, finish, f);
    }
    note_repeated(file, from, begin);
    if (finish) note_repeated(file, until, finish);
    for (std::size_t i = 0; i < n; ++i) {
      polku::record_check check;
      auto value = polku::value_class::none;
      if (const auto f = faults.find(i); f != faults.end()) {
        check = {f->second.second.reason, f->second.first};
        value = f->second.second.value;
      } else if (from.times()[i] == open_end) {
        check = {polku::fault::no_time, begin};
      } else {
        const auto end =
            until.times().empty() || until.times()[i] == open_end ? std::nullopt : std::optional(until.times()[i]);
        check = record(names, i, from.times()[i], end);
      }
      if (!check) reject(file, {i, kind, check.column, check.reason}, value);
    }
    return names.front().holds_integers() || n == 0;
  }
};

std::shared_ptr<log_core> make_log(const py::dict& tables, std::optional<std::int64_t> cutoff, const std::string& zone_name,
                                   bool end_is_inclusive, const std::vector<std::string>& sentinels) {
  const auto zone = polku::find_time_zone(zone_name);
  if (!zone)
    throw std::invalid_argument(
        "polku: that time zone is not known; give UTC, an offset such as +02:00, or Europe/Helsinki, or times with zones");
  making m{.end_is_inclusive = end_is_inclusive};
  for (const auto& s : sentinels) {
    m.sentinels.push_back(polku::read_time(s));
    if (!m.sentinels.back()) throw std::invalid_argument("polku: a sentinel is a time, such as 9999-12-31");
  }
  const auto given = [&](const char* table) { return given_table(tables[table].cast<py::dict>(), *zone); };
  bool are_integers = m.add_episodes(given("episodes"));
  const auto add = [&](const char* table, auto... how) {
    if (tables.contains(table)) are_integers = m.add_others(given(table), table, how...) && are_integers;
  };
  using columns = std::vector<name_column>;
  using moment = std::optional<time_point>;
  add("handovers", record_kind::handovers, "at", nullptr,
      std::initializer_list<const char*>{"client", "from", "to", "manner", "status"},
      [&](const columns& c, std::size_t i, time_point at, moment) -> polku::record_check {
        polku::handover h{c[0][i], at, c[1][i], c[2][i]};
        if (!polku::read_word(c[3][i], polku::manner_words, h.manner)) return {polku::fault::unknown_word, "manner"};
        if (!polku::read_word(c[4][i], polku::handover_status_words, h.status))
          return {polku::fault::unknown_word, "status"};
        return m.builder.add(h);
      });
  add("milestones", record_kind::milestones, "at", nullptr, std::initializer_list<const char*>{"client", "kind", "detail"},
      [&](const columns& c, std::size_t i, time_point at, moment) {
        return m.builder.add(polku::milestone{c[0][i], at, c[1][i], c[2][i]});
      });
  add("plans", record_kind::plans, "from", "until", std::initializer_list<const char*>{"client", "kind"},
      [&](const columns& c, std::size_t i, time_point at, moment end) {
        return m.builder.add(polku::plan{c[0][i], c[1][i], at, end});
      });
  add("consents", record_kind::consents, "from", "until", std::initializer_list<const char*>{"client", "party"},
      [&](const columns& c, std::size_t i, time_point at, moment end) {
        return m.builder.add(polku::consent{c[0][i], c[1][i], at, end});
      });
  auto out = std::make_shared<log_core>();
  unlocked([&] {
    m.input.log = m.builder.finish(cutoff ? std::optional(time_of(*cutoff)) : std::nullopt);
    out->input = std::move(m.input);
    out->has_integer_clients = are_integers;
    find_ids(*out);
  });
  return out;
}

}  // namespace

void bind_making(py::module_& m) {
  py::class_<arrow_table, std::shared_ptr<arrow_table>>(m, "ArrowTable")
      .def(py::init<const py::capsule&>())
      .def("columns", [](const arrow_table& t) {
        std::vector<std::string> out;
        for (std::int64_t i = 0; i < t.schema().n_children; ++i) {
          const char* const name = t.schema().children[i]->name;  // null where it has none
          out.emplace_back(name ? name : "");
        }
        return out;
      });
  m.def("make_log", &make_log);
  m.def("nearest_name", [](const std::string& name, const std::vector<std::string>& names) {
    return std::string(polku::nearest_name(name, names));
  });
}

}  // namespace polku_python
