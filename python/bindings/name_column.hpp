// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "arrow_in.hpp"

#include <polku/core/label.hpp>

namespace polku_python {

// A column of names as a log has them, put together from whatever holds them in Python. Names are numbered as they first
// appear. No Python object is made for any row.
class name_column {
 public:
  // `called` is what errors call it.
  explicit name_column(std::string called) : called_(std::move(called)) {}

  // A part of the column, as `_columns.py` describes it: a tuple of what it is and the arrays that it lies in.
  void append(const py::tuple& part);

  [[nodiscard]] std::vector<polku::label>& labels() { return labels_; }
  [[nodiscard]] polku::label_table& table() { return table_; }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    return labels_.empty() ? std::string_view() : table_[labels_[i]];
  }
  // Whether every name was given as a whole number.
  [[nodiscard]] bool holds_integers() const { return holds_integers_ && !table_.empty(); }

 private:
  template <class T>
  void append_integers(const T* values, const std::uint8_t* is_missing, std::size_t n);
  template <class T>
  void append_sparse(const T* values, const std::uint8_t* is_missing, std::size_t n);
  void append_floats(const double* values, std::size_t n);
  template <class T, class IsNone, class Name>
  void append_codes(const T* codes, std::size_t n, std::size_t names, IsNone is_none, Name name);
  void append_objects(PyObject* const* objects, std::size_t n);
  void append_wide(const std::uint32_t* text, std::size_t width, std::size_t n);
  void append_bytes(const char* text, std::size_t width, std::size_t n);
  void append_arrow(const arrow_schema& schema, const arrow_array& a, std::int64_t offset, std::int64_t n);

  // Where so many more labels go.
  polku::label* room_for(std::size_t n);
  polku::label intern(std::int64_t number);
  polku::label intern(std::string_view text) { return text.empty() ? polku::label::none : table_.intern(text); }

  std::string called_;
  std::vector<polku::label> labels_;
  polku::label_table table_;
  bool holds_integers_ = true;
  bool is_first_part_ = false;  // of whole numbers, each of which is asked for once
};

}  // namespace polku_python
