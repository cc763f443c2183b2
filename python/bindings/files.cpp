// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "common.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/io/csv/write_csv.hpp>
#include <polku/io/write_whole_file.hpp>
#include <polku/io/xes/read_xes.hpp>
#include <polku/io/xes/write_xes.hpp>

#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace polku_python {

namespace {

polku::read_options options_of(const std::map<std::string, std::string>& columns, std::optional<std::int64_t> cutoff,
                               const std::string& zone, bool end_is_inclusive, const std::vector<std::string>& sentinels,
                               bool is_strict, bool keep_values, unsigned threads) {
  polku::read_options o;
  auto& c = o.columns;
  const std::pair<const char*, std::string*> fields[] = {
      {"client", &c.client}, {"service", &c.service}, {"organisation", &c.organisation},
      {"role", &c.role},     {"worker", &c.worker},   {"phase", &c.phase},
      {"start", &c.start},   {"end", &c.end},         {"lifecycle", &c.lifecycle}};
  for (const auto& [field, name] : columns)
    for (const auto& [known, to] : fields)
      if (field == known) *to = name;
  if (cutoff) o.cutoff = time_of(*cutoff);
  const auto found = polku::find_time_zone(zone);
  if (!found)
    throw std::invalid_argument(
        "polku: that time zone is not known; give UTC, an offset such as +02:00, or Europe/Helsinki");
  o.zone = *found;
  o.end_is_inclusive = end_is_inclusive;
  o.sentinels.clear();
  for (const auto& s : sentinels) {
    o.sentinels.push_back(polku::read_time(s));
    if (!o.sentinels.back()) throw std::invalid_argument("polku: a sentinel is a time, such as 9999-12-31");
  }
  o.is_strict = is_strict;
  o.keep_values = keep_values;
  o.threads = std::max(1u, threads);
  return o;
}

// Whether each client's name is a whole number written as Python would.
bool has_integer_clients(const polku::event_log& log) {
  for (std::uint32_t c = 0; c < log.client_count(); ++c) {
    const auto name = log.name_of(polku::client_id{c});
    std::int64_t n = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), n);
    if (error != std::errc() || end != name.data() + name.size() || std::to_string(n) != name) return false;
  }
  return log.client_count() != 0;
}

template <class Read>
std::shared_ptr<log_core> read(const polku::read_options& options, Read read_it) {
  return unlocked([&] {
    auto out = std::make_shared<log_core>();
    out->input = read_it(options);
    out->has_integer_clients = has_integer_clients(out->log());
    find_ids(*out);
    return out;
  });
}

}  // namespace

void bind_files(py::module_& m) {
  py::class_<polku::read_options>(m, "ReadOptions").def(py::init(&options_of));
  m.def("read_csv", [](const std::filesystem::path& path, const polku::read_options& options) {
    return read(options, [&](const auto& o) { return polku::read_csv(path, o); });
  });
  m.def("read_bundle", [](const std::filesystem::path& path, const polku::read_options& options) {
    return read(options, [&](const auto& o) { return polku::read_bundle(path, o); });
  });
  m.def("read_xes", [](const std::filesystem::path& path, const polku::read_options& options) {
    return read(options, [&](const auto& o) { return polku::read_xes(path, o); });
  });
  m.def("write_csv", [](const log_core& core, const std::filesystem::path& path, bool formulas_are_text) {
    unlocked([&] {
      polku::write_whole_file(
          path, [&](std::ostream& out) { polku::write_csv(core.log(), out, {.formulas_are_text = formulas_are_text}); });
    });
  });
  m.def("write_bundle", [](const log_core& core, const std::filesystem::path& path, bool formulas_are_text) {
    unlocked([&] { polku::write_bundle(core.log(), path, {.formulas_are_text = formulas_are_text}); });
  });
  m.def("write_xes", [](const log_core& core, const std::filesystem::path& path) {
    unlocked([&] { polku::write_whole_file(path, [&](std::ostream& out) { polku::write_xes(core.log(), out); }); });
  });
}

}  // namespace polku_python
