// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// What all files of the extension module share: the log and its pathways as Python holds them, and how options get in.
#pragma once

#include <polku/analysis/pathways.hpp>
#include <polku/io/read_log.hpp>

#include <pybind11/pybind11.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku_python {

namespace py = pybind11;

// A log, what could not be used, and where it came from. Never changed once made.
struct log_core {
  polku::read_log input;
  bool has_integer_clients = false;  // every client's name is a whole number as the caller gave it
  // By client, where these are whole numbers; else null.
  std::shared_ptr<const std::vector<std::int64_t>> ids = nullptr;

  [[nodiscard]] const polku::event_log& log() const { return input.log; }
};
using log_pointer = std::shared_ptr<log_core>;

// Reads the clients' numbers back from their names.
void find_ids(log_core& core);

// Pathways of a log that they keep alive.
struct paths_core {
  log_pointer core;
  polku::pathways paths;

  [[nodiscard]] const polku::event_log& log() const { return core->log(); }
};
using paths_pointer = std::shared_ptr<paths_core>;

// A length of time as Python gives it.
inline polku::duration days_of(double days, const char* option) {
  if (!(std::abs(days) <= 3'000'000))
    throw std::invalid_argument(std::string("polku: ").append(option).append(" is a number of days, up to 3,000,000"));
  return polku::duration::from_microseconds(std::llround(days * static_cast<double>(polku::duration::microseconds_per_day)));
}

// The enumerator that a word stands for, of an enumeration counted from 0 with so many of them.
template <class Enum>
Enum word_of(std::string_view word, std::size_t count, const char* option) {
  std::string known;
  for (std::size_t i = 0; i < count; ++i) {
    const auto name = to_string(static_cast<Enum>(i));
    if (name == word) return static_cast<Enum>(i);
    known.append(i == 0 ? "'" : i + 1 == count ? " or '" : ", '").append(name).append("'");
  }
  throw std::invalid_argument(std::string("polku: ").append(option).append(" is ").append(known));
}

// Runs what needs no Python, without the lock of the interpreter.
template <class Work>
auto unlocked(Work work) {
  const py::gil_scoped_release released;
  return work();
}

inline polku::time_point time_of(std::int64_t microseconds) { return polku::time_point::from_microseconds(microseconds); }

void bind_tables(py::module_& m);
void bind_partials(py::module_& m);
void bind_making(py::module_& m);
void bind_files(py::module_& m);
void bind_log(py::module_& m);
void bind_transitions(py::module_& m);
void bind_ping_pong(py::module_& m);
void bind_consequences(py::module_& m);
void bind_support(py::module_& m);
void bind_statistics(py::module_& m);
void bind_obligations(py::module_& m);
void bind_designs(py::module_& m);
void bind_monitor(py::module_& m);
void bind_report(py::module_& m);

}  // namespace polku_python
