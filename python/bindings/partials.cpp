// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "partials.hpp"

#include "name_column.hpp"

#include <polku/core/check_sum.hpp>

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

namespace polku_python {

partial_readers& readers_of_partials() {
  static partial_readers all;
  return all;
}

namespace {

partial_pointer read(std::string_view bytes) {
  const auto name = polku::analysis_of(bytes);
  const auto reader = readers_of_partials().find(name);
  if (reader == readers_of_partials().end())
    throw polku::partial_error(
        "polku: these bytes are a partial result of an analysis that Python has none of, or are damaged: read them in C++");
  return reader->second(bytes);
}

py::array_t<std::uint64_t> array_of(const std::vector<std::uint64_t>& sums) {
  return py::array_t<std::uint64_t>(static_cast<py::ssize_t>(sums.size()), sums.data());
}

// The part of each row of a column of clients, as `_columns.py` describes it; that of none is the first.
py::array_t<std::uint32_t> parts_of_clients(const std::string& called, const py::list& column, std::uint32_t parts) {
  name_column clients(called);
  for (const auto& part : column) clients.append(part.cast<py::tuple>());
  const auto& labels = clients.labels();
  py::array_t<std::uint32_t> out(static_cast<py::ssize_t>(labels.size()));
  auto* const to = out.mutable_data();
  unlocked([&] {
    const auto& names = clients.table();
    std::vector<std::uint32_t> part_of(names.size());
    for (std::uint32_t i = 0; i < names.size(); ++i)
      part_of[i] = static_cast<std::uint32_t>(polku::detail::check_sum(0, names[polku::label{i}]) % parts);
    for (std::size_t i = 0; i < labels.size(); ++i)
      to[i] = labels[i] == polku::label::none ? 0 : part_of[index_of(labels[i])];
  });
  return out;
}

}  // namespace

void bind_partials(py::module_& m) {
  py::class_<any_partial, std::shared_ptr<any_partial>>(m, "Partial")
      .def("analysis", &any_partial::analysis)
      .def("client_count", &any_partial::client_count)
      .def("client_sums", [](const any_partial& p) { return array_of(p.client_sums()); })
      .def("merged", [](const any_partial& a, const any_partial& b) { return unlocked([&] { return a.merged(b); }); })
      .def("to_bytes", [](const any_partial& p) { return py::bytes(unlocked([&] { return p.to_bytes(); })); })
      .def("result", &any_partial::result);
  m.def("read_partial", [](const py::bytes& bytes) {
    const std::string_view view = bytes;
    return unlocked([&] { return read(view); });
  });
  m.def("client_sums", [](const log_core& core) {
    return array_of(unlocked([&] {
      std::vector<std::uint64_t> out;
      out.reserve(core.log().client_count());
      for (std::uint32_t c = 0; c < core.log().client_count(); ++c)
        out.push_back(polku::detail::check_sum(0, core.log().name_of(polku::client_id{c})));
      return out;
    }));
  });
  m.def("parts_of_clients", &parts_of_clients);
}

}  // namespace polku_python
