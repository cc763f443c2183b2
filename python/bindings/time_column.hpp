// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "arrow_in.hpp"

#include <polku/core/time_text.hpp>
#include <polku/core/time_zone.hpp>
#include <polku/io/read_log.hpp>
#include <polku/log/record_check.hpp>

namespace polku_python {

// A column of times as a log has them, put together from whatever holds them in Python.
class time_column {
 public:
  time_column(std::string called, const polku::time_zone& zone) : called_(std::move(called)), zone_(zone) {}

  // A part of the column, as `_columns.py` describes it: a tuple of what it is and the arrays that it lies in.
  void append(const py::tuple& part);

  // `open_end` where there is none.
  [[nodiscard]] std::vector<polku::time_point>& times() { return times_; }
  // Whether an entry is a date.
  [[nodiscard]] bool is_date(std::size_t i) const { return is_date_.empty() ? are_dates_ : is_date_[i] != 0; }

  // Rows whose time could not be read.
  struct fault {
    std::size_t row;
    polku::fault reason;
    polku::value_class value;
  };
  [[nodiscard]] const std::vector<fault>& faults() const { return faults_; }
  // Rows whose time lies in the hour that clocks showed twice.
  [[nodiscard]] const std::vector<std::size_t>& repeated() const { return repeated_; }

 private:
  void append_instants(const std::int64_t* values, std::size_t n, std::int64_t factor, std::int64_t divisor, bool is_utc,
                       bool are_days);
  void append_objects(PyObject* const* objects, std::size_t n);
  void append_object(PyObject* o);
  void append_text(std::string_view text);
  void append_arrow(const arrow_schema& schema, const arrow_array& a, std::int64_t offset, std::int64_t n);
  void push(polku::time_point t, bool is_date);
  void push_local(polku::time_point t);
  void refuse(polku::fault reason, polku::value_class value);
  void tell_dates_apart();

  std::string called_;
  polku::time_zone zone_;
  std::vector<polku::time_point> times_;
  bool are_dates_ = true;  // all of them, while is_date_ is empty
  std::vector<char> is_date_;
  std::vector<fault> faults_;
  std::vector<std::size_t> repeated_;
};

}  // namespace polku_python
