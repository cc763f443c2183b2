// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "table.hpp"

#include "arrow_out.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <cstring>

namespace polku_python {

namespace {

constexpr const char* kind_names[] = {"integer", "natural", "number", "truth", "time", "length", "name"};
constexpr const char* type_names[] = {"int64", "uint32", "float64", "bool", "datetime64[us]", "timedelta64[us]", "int32"};

// Looks at the column's memory, which lives as long as the array.
py::array view_of(const column& c) {
  auto* const owner = new std::shared_ptr<const void>(c.owner);
  const py::capsule base(owner, [](void* p) { delete static_cast<std::shared_ptr<const void>*>(p); });
  py::array out(py::dtype(type_names[static_cast<std::size_t>(c.kind)]), {static_cast<py::ssize_t>(c.size)}, {}, c.data,
                base);
  out.attr("flags").attr("writeable") = false;
  return out;
}

py::object names_of(const dictionary& d, const std::shared_ptr<const void>& owner) {
  if (d.holds_numbers()) return view_of({"", column_kind::integer, owner, d.numbers().data(), d.size()});
  py::list out(d.size());
  for (std::size_t i = 0; i < d.size(); ++i) {
    const auto text = d.text(i);
    out[i] =
        py::reinterpret_steal<py::str>(PyUnicode_DecodeUTF8(text.data(), static_cast<py::ssize_t>(text.size()), "replace"));
  }
  return out;
}

// For pickling: each column as name, kind, array, and its dictionary; those that columns share are written once.
py::tuple state_of(const table& t) {
  py::list columns, dictionaries;
  std::vector<const dictionary*> known;
  for (const auto& c : t.columns()) {
    py::object number = py::none();
    if (c.names) {
      std::size_t i = 0;
      while (i != known.size() && known[i] != c.names.get()) ++i;
      if (i == known.size()) {
        known.push_back(c.names.get());
        dictionaries.append(names_of(*c.names, c.names));
      }
      number = py::int_(i);
    }
    columns.append(py::make_tuple(c.name, static_cast<int>(c.kind), view_of(c), number));
  }
  return py::make_tuple(1, columns, dictionaries);
}

table_pointer table_of(const py::tuple& state) {
  if (state.size() != 3 || state[0].cast<int>() != 1)
    throw std::invalid_argument("polku: this was pickled by another version of polku; make it anew");
  std::vector<dictionary_pointer> dictionaries;
  for (const auto& d : state[2].cast<py::list>()) {
    if (py::isinstance<py::array>(d)) {
      const auto numbers = py::array_t<std::int64_t, py::array::c_style>::ensure(d);
      dictionaries.push_back(std::make_shared<const dictionary>(
          std::make_shared<const std::vector<std::int64_t>>(numbers.data(), numbers.data() + numbers.size())));
    } else {
      auto names = std::make_shared<polku::label_table>();
      for (const auto& name : d.cast<py::list>()) names->intern(name.cast<std::string>());
      dictionaries.push_back(std::make_shared<const dictionary>(std::move(names)));
    }
  }
  auto out = std::make_shared<table>();
  for (const auto& c : state[1].cast<py::list>()) {
    const auto parts = c.cast<py::tuple>();
    const auto kind = parts[1].cast<int>();
    if (kind < 0 || kind > static_cast<int>(column_kind::name)) throw std::invalid_argument("polku: a damaged pickle");
    const auto values = py::array::ensure(parts[2], py::array::c_style);
    const auto k = static_cast<column_kind>(kind);
    if (!values || values.itemsize() != static_cast<py::ssize_t>(width_of(k)))
      throw std::invalid_argument("polku: a damaged pickle");
    const auto size = static_cast<std::size_t>(values.size());
    auto bytes = std::make_shared<std::vector<std::uint64_t>>((size * width_of(k) + 7) / 8);
    if (size != 0) std::memcpy(bytes->data(), values.data(), size * width_of(k));
    const void* const data = bytes->data();
    out->look_at(parts[0].cast<std::string>(), k, std::move(bytes), data, size,
                 parts[3].is_none() ? nullptr : dictionaries.at(parts[3].cast<std::size_t>()));
  }
  return out;
}

}  // namespace

void bind_tables(py::module_& m) {
  py::class_<table, std::shared_ptr<table>>(m, "Columns")
      .def("__len__", &table::size)
      .def("columns",
           [](const table& t) {
             std::vector<std::string> out;
             for (const auto& c : t.columns()) out.push_back(c.name);
             return out;
           })
      .def("kind",
           [](const table& t, const std::string& name) { return kind_names[static_cast<std::size_t>(t.at(name).kind)]; })
      .def("view", [](const table& t, const std::string& name) { return view_of(t.at(name)); })
      .def("names",
           [](const table& t, const std::string& name) -> py::object {
             const auto& c = t.at(name);
             if (!c.names) return py::none();
             return names_of(*c.names, c.names);
           })
      .def("stream", [](const std::shared_ptr<table>& t) { return stream_of(t); })
      .def(py::pickle([](const table& t) { return state_of(t); }, [](const py::tuple& state) { return table_of(state); }));
}

}  // namespace polku_python
