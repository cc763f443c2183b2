// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "time_column.hpp"

#include <pybind11/numpy.h>

#include <datetime.h>

#include <algorithm>

namespace polku_python {

using polku::duration;
using polku::open_end;
using polku::time_point;

namespace {

constexpr std::int64_t not_a_time = std::numeric_limits<std::int64_t>::min();

void require_datetime_api() {
  if (!PyDateTimeAPI) {
    PyDateTime_IMPORT;
    if (!PyDateTimeAPI) throw py::error_already_set();
  }
}

}  // namespace

void time_column::push(time_point t, bool is_date) {
  if (is_date != are_dates_ && is_date_.empty()) tell_dates_apart();
  times_.push_back(t);
  if (!is_date_.empty()) is_date_.push_back(is_date ? 1 : 0);
}

// From here on each entry says for itself. What was there before is all of one sort.
void time_column::tell_dates_apart() {
  if (times_.empty()) {
    are_dates_ = !are_dates_;
    return;
  }
  is_date_.assign(times_.size(), are_dates_ ? 1 : 0);
}

void time_column::push_local(time_point t) {
  const auto reading = zone_.to_utc(t);
  if (reading.what == polku::time_zone::kind::skipped) return refuse(polku::fault::skipped_hour, polku::value_class::times);
  if (reading.what == polku::time_zone::kind::repeated) repeated_.push_back(times_.size());
  push(reading.at, false);
}

void time_column::refuse(polku::fault reason, polku::value_class value) {
  faults_.push_back({times_.size(), reason, value});
  times_.push_back(open_end);
  if (!is_date_.empty()) is_date_.push_back(1);
}

void time_column::append_instants(const std::int64_t* values, std::size_t n, std::int64_t factor, std::int64_t divisor,
                                  bool is_utc, bool are_days) {
  const auto begin = times_.size();
  times_.resize(begin + n);
  // Beyond any calendar, so that the log refuses it.
  const auto beyond = std::numeric_limits<std::int64_t>::max() / 4;
  const auto most = std::numeric_limits<std::int64_t>::max() / 4 / factor;
  auto* const out = times_.data() + begin;
  bool is_midnight = true;
  const auto convert = [&](auto to_microseconds) {
    for (std::size_t i = 0; i < n; ++i) {
      const auto v = values[i];
      const auto us = to_microseconds(v);
      is_midnight = is_midnight & ((us % duration::microseconds_per_day == 0) | (v == not_a_time));
      out[i] = v == not_a_time ? open_end : time_point::from_microseconds(us);
    }
  };
  if (divisor == 1000)
    convert([](std::int64_t v) { return v / 1000 - (v % 1000 < 0 ? 1 : 0); });
  else if (divisor != 1)
    convert([&](std::int64_t v) { return v / divisor - (v % divisor < 0 ? 1 : 0); });
  else if (factor == 1)
    convert([](std::int64_t v) { return v; });
  else
    convert([&](std::int64_t v) { return v > most ? beyond : v < -most ? -beyond : v * factor; });
  const bool are_dates = are_days || (!is_utc && is_midnight);
  if (begin == 0)
    are_dates_ = are_dates;
  else if (!is_date_.empty() || are_dates != are_dates_) {
    if (is_date_.empty()) is_date_.assign(begin, are_dates_ ? 1 : 0);
    is_date_.resize(begin + n, are_dates ? 1 : 0);
  }
  if (are_dates || is_utc) return;
  std::vector<std::size_t> skipped;
  for (std::size_t i = begin; i < times_.size(); ++i) {
    if (times_[i] == open_end) continue;
    const auto us = times_[i].microseconds();
    if (us > beyond / 2 || us < -beyond / 2) continue;
    if (!polku::detail::is_in_range(times_[i])) continue;
    const auto reading = zone_.to_utc(times_[i]);
    times_[i] = reading.at;
    if (reading.what == polku::time_zone::kind::repeated) repeated_.push_back(i);
    if (reading.what != polku::time_zone::kind::skipped) continue;
    faults_.push_back({i, polku::fault::skipped_hour, polku::value_class::times});
    times_[i] = open_end;
  }
}

void time_column::append_text(std::string_view text) {
  const auto trimmed = polku::trim(text);
  if (trimmed.empty() || polku::is_same_term(trimmed, "NA") || trimmed == "NaT") return push(open_end, are_dates_);
  const auto read = polku::read_time(trimmed);
  switch (read.fault) {
    case polku::time_fault::none:
      if (read.precision == polku::resolution::instant && !read.has_offset) return push_local(read.at);
      return push(read.at, read.precision == polku::resolution::day);
    case polku::time_fault::unreadable:
      return refuse(polku::fault::unreadable_time, polku::classify(trimmed));
    case polku::time_fault::no_such_day:
      return refuse(polku::fault::no_such_day, polku::classify(trimmed));
    case polku::time_fault::out_of_range:
      return refuse(polku::fault::time_out_of_range, polku::classify(trimmed));
  }
}

void time_column::append_object(PyObject* o) {
  if (o == Py_None) return push(open_end, are_dates_);
  if (PyUnicode_Check(o)) {
    Py_ssize_t size = 0;
    const char* const text = PyUnicode_AsUTF8AndSize(o, &size);
    if (!text) throw py::error_already_set();
    return append_text({text, static_cast<std::size_t>(size)});
  }
  const std::string_view type = Py_TYPE(o)->tp_name;
  if (type.find("NaTType") != type.npos || type.find("NAType") != type.npos) return push(open_end, are_dates_);
  if (PyFloat_Check(o) && std::isnan(PyFloat_AS_DOUBLE(o))) return push(open_end, are_dates_);
  if (PyDateTime_Check(o)) {
    auto held = py::reinterpret_borrow<py::object>(o);
    const bool is_aware = !held.attr("utcoffset")().is_none();
    if (is_aware) held = held.attr("astimezone")(py::module_::import("datetime").attr("timezone").attr("utc"));
    PyObject* const d = held.ptr();
    const auto days =
        polku::detail::days_since_epoch(PyDateTime_GET_YEAR(d), PyDateTime_GET_MONTH(d), PyDateTime_GET_DAY(d));
    const auto us = days * duration::microseconds_per_day +
                    ((PyDateTime_DATE_GET_HOUR(d) * 60 + PyDateTime_DATE_GET_MINUTE(d)) * std::int64_t{60} +
                     PyDateTime_DATE_GET_SECOND(d)) *
                        1'000'000 +
                    PyDateTime_DATE_GET_MICROSECOND(d);
    const auto t = time_point::from_microseconds(us);
    if (!polku::detail::is_in_range(t)) return refuse(polku::fault::time_out_of_range, polku::value_class::times);
    return is_aware ? push(t, false) : push_local(t);
  }
  if (PyDate_Check(o)) {
    const auto days =
        polku::detail::days_since_epoch(PyDateTime_GET_YEAR(o), PyDateTime_GET_MONTH(o), PyDateTime_GET_DAY(o));
    return push(time_point::from_microseconds(days * duration::microseconds_per_day), true);
  }
  if (type == "numpy.datetime64") {
    const auto held = py::reinterpret_borrow<py::object>(o);
    const bool is_day = py::str(held.attr("dtype")).cast<std::string>() == "datetime64[D]";
    const auto us = held.attr("astype")("datetime64[us]").attr("astype")("int64").cast<std::int64_t>();
    if (us == not_a_time) return push(open_end, are_dates_);
    const auto t = time_point::from_microseconds(us);
    if (!polku::detail::is_in_range(t)) return refuse(polku::fault::time_out_of_range, polku::value_class::times);
    return is_day ? push(t, true) : push_local(t);
  }
  refuse(polku::fault::unreadable_time,
         PyLong_Check(o) || PyFloat_Check(o) ? polku::value_class::number : polku::value_class::word);
}

void time_column::append_objects(PyObject* const* objects, std::size_t n) {
  require_datetime_api();
  for (std::size_t i = 0; i < n; ++i) append_object(objects[i]);
}

void time_column::append_arrow(const arrow_schema& schema, const arrow_array& a, std::int64_t offset, std::int64_t n) {
  const std::string_view format = schema.format;
  const auto first = a.offset + offset;
  const auto none = [&](std::int64_t i) { return !has_value(a, first + i); };
  const auto of_values = [&](const auto* values) {
    std::vector<std::int64_t> out(static_cast<std::size_t>(n));
    for (std::int64_t i = 0; i < n; ++i) out[static_cast<std::size_t>(i)] = none(i) ? not_a_time : values[first + i];
    return out;
  };
  if (format.starts_with("ts") && format.size() >= 4) {
    const bool is_utc = format.size() > 4;  // the values of a column with a zone are UTC
    const auto values = of_values(static_cast<const std::int64_t*>(a.buffers[1]));
    const auto factor = format[2] == 's' ? 1'000'000 : format[2] == 'm' ? 1000 : 1;
    return append_instants(values.data(), values.size(), factor, format[2] == 'n' ? 1000 : 1, is_utc, false);
  }
  if (format == "tdD") {
    const auto values = of_values(static_cast<const std::int32_t*>(a.buffers[1]));
    return append_instants(values.data(), values.size(), duration::microseconds_per_day, 1, false, true);
  }
  if (format == "tdm") {
    const auto values = of_values(static_cast<const std::int64_t*>(a.buffers[1]));
    return append_instants(values.data(), values.size(), 1000, 1, false, true);
  }
  if (are_texts(format)) {
    for (auto i = first; i < first + n; ++i) append_text(text_at(format, a, i));
    return;
  }
  if (format == "n") {
    for (std::int64_t i = 0; i < n; ++i) push(open_end, are_dates_);
    return;
  }
  throw std::invalid_argument(std::string("polku: column '")
                                  .append(called_)
                                  .append("' has the Arrow type '")
                                  .append(format)
                                  .append("'; times are timestamps, dates or texts"));
}

void time_column::append(const py::tuple& part) {
  const auto what = part[0].cast<std::string>();
  if (what == "arrow") return for_each_batch(part, [&](const auto&... batch) { append_arrow(batch...); });
  const auto a = part[1].cast<py::array>();
  const auto n = static_cast<std::size_t>(a.shape(0));
  if (what == "objects") return append_objects(static_cast<PyObject* const*>(a.data()), n);
  const auto factor = part[2].cast<std::int64_t>(), divisor = part[3].cast<std::int64_t>();
  const bool is_utc = part[4].cast<bool>(), are_days = part[5].cast<bool>();
  const auto* const values = static_cast<const std::int64_t*>(a.data());
  unlocked([&] { append_instants(values, n, factor, divisor, is_utc, are_days); });
}

}  // namespace polku_python
