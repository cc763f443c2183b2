// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "common.hpp"

#include <polku/io/input_error.hpp>
#include <polku/monitor/saved_state.hpp>

namespace {

// Every error of polku's is a ValueError of its own, with the sentence that C++ has.
void bind_errors(pybind11::module_& m) {
  namespace py = pybind11;
  static PyObject* error = nullptr;
  static PyObject* input_error = nullptr;
  error =
      PyErr_NewExceptionWithDoc("polku.Error", "What polku cannot do, and how to put it right.", PyExc_ValueError, nullptr);
  input_error = PyErr_NewExceptionWithDoc("polku.InputError", "An input that cannot be used as a whole.", error, nullptr);
  if (!error || !input_error) throw py::error_already_set();
  m.attr("Error") = py::reinterpret_borrow<py::object>(error);
  m.attr("InputError") = py::reinterpret_borrow<py::object>(input_error);
  py::register_local_exception_translator([](std::exception_ptr p) {
    try {
      if (p) std::rethrow_exception(p);
    } catch (const polku::input_error& e) {
      PyErr_SetString(input_error, e.what());
    } catch (const polku::saved_state_error& e) {
      PyErr_SetString(error, e.what());
    } catch (const std::logic_error& e) {
      PyErr_SetString(error, e.what());
    }
  });
}

}  // namespace

PYBIND11_MODULE(_polku, m) {
  using namespace polku_python;
  m.doc() = "What the package polku stands on. Use that.";
  bind_errors(m);
  bind_tables(m);
  bind_partials(m);
  bind_making(m);
  bind_log(m);
  bind_files(m);
  bind_transitions(m);
  bind_ping_pong(m);
  bind_consequences(m);
  bind_support(m);
  bind_statistics(m);
  bind_obligations(m);
  bind_designs(m);
  bind_monitor(m);
  bind_report(m);
}
