// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "name_column.hpp"

#include <pybind11/numpy.h>

#include <algorithm>
#include <charconv>

namespace polku_python {

using polku::label;

namespace {

constexpr label unseen{0xFFFF'FFFE};

// What has to be known of an array before the interpreter's lock is given up.
struct integer_view {
  explicit integer_view(const py::array& a) : p(a.data()), size(a.itemsize()), is_signed(a.dtype().kind() != 'u') {}
  const void* p;
  py::ssize_t size;
  bool is_signed;
};

// Calls `use` with the values in their own type.
template <class Use>
void visit_integers(const integer_view& a, Use use) {
  const auto [p, size, is_signed] = a;
  switch (size) {
    case 1:
      return is_signed ? use(static_cast<const std::int8_t*>(p)) : use(static_cast<const std::uint8_t*>(p));
    case 2:
      return is_signed ? use(static_cast<const std::int16_t*>(p)) : use(static_cast<const std::uint16_t*>(p));
    case 4:
      return is_signed ? use(static_cast<const std::int32_t*>(p)) : use(static_cast<const std::uint32_t*>(p));
    default:
      return is_signed ? use(static_cast<const std::int64_t*>(p)) : use(static_cast<const std::uint64_t*>(p));
  }
}

// Whole numbers that are not dense, numbered as they first appear.
class number_table {
 public:
  // The place to keep the number's label in.
  label& at(std::uint64_t number) {
    if (2 * (used_ + 1) > slots_.size()) grow();
    auto& s = slots_[slot_of(number)];
    if (s.l == unseen) {
      s.number = number;
      ++used_;
    }
    return s.l;
  }

 private:
  struct slot {
    std::uint64_t number = 0;
    label l = unseen;
  };
  [[nodiscard]] std::size_t slot_of(std::uint64_t number) const {
    auto i = polku::detail::mix(number, 1) & (slots_.size() - 1);
    while (slots_[i].l != unseen && slots_[i].number != number) i = (i + 1) & (slots_.size() - 1);
    return i;
  }
  void grow() {
    std::vector<slot> old(slots_.empty() ? 1024 : 2 * slots_.size());
    old.swap(slots_);
    for (const auto& s : old)
      if (s.l != unseen) slots_[slot_of(s.number)] = s;
  }
  std::vector<slot> slots_;
  std::size_t used_ = 0;
};

// Characters of a numpy text, which are UCS-4, as UTF-8.
void append_utf8(std::string& out, std::uint32_t c) {
  const auto byte = [&](std::uint32_t b) { out += static_cast<char>(b); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      byte(0xE0 | c >> 12);
    } else {
      byte(0xF0 | c >> 18);
      byte(0x80 | (c >> 12 & 0x3F));
    }
    byte(0x80 | (c >> 6 & 0x3F));
  }
  byte(0x80 | (c & 0x3F));
}

bool is_missing_object(PyObject* o) {
  if (o == Py_None) return true;
  if (PyFloat_Check(o)) return std::isnan(PyFloat_AS_DOUBLE(o));
  // pandas.NA and pandas.NaT, without a look at pandas.
  const std::string_view type = Py_TYPE(o)->tp_name;
  return type == "NAType" || type == "NaTType" || type == "pandas._libs.missing.NAType" ||
         type == "pandas._libs.tslibs.nattype.NaTType";
}

}  // namespace

label name_column::intern(std::int64_t number) {
  char text[24];
  const auto end = std::to_chars(text, text + sizeof text, number).ptr;
  const std::string_view name(text, static_cast<std::size_t>(end - text));
  return is_first_part_ ? table_.add_new(name) : table_.intern(name);
}

template <class T>
void name_column::append_integers(const T* values, const std::uint8_t* is_missing, std::size_t n) {
  if (n == 0) return;
  const auto [least, most] = std::minmax_element(values, values + n);
  const auto low = *least;
  if (sizeof(T) == 8 && !std::is_signed_v<T> && static_cast<std::uint64_t>(*most) > (std::uint64_t{1} << 63) - 1)
    throw std::invalid_argument(std::string("polku: column '").append(called_).append("' holds whole numbers beyond 2^63"));
  const auto range = static_cast<std::uint64_t>(*most) - static_cast<std::uint64_t>(low);
  if (range > 4 * n + 65'536) return append_sparse(values, is_missing, n);
  std::vector<label> numbers(range + 1, unseen);
  label* const out = room_for(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (is_missing && is_missing[i]) {
      out[i] = label::none;
      continue;
    }
    auto& l = numbers[static_cast<std::uint64_t>(values[i]) - static_cast<std::uint64_t>(low)];
    if (l == unseen) [[unlikely]]
      l = intern(static_cast<std::int64_t>(values[i]));
    out[i] = l;
  }
}

template <class T>
void name_column::append_sparse(const T* values, const std::uint8_t* is_missing, std::size_t n) {
  number_table numbers;
  for (std::size_t i = 0; i < n; ++i) {
    if (is_missing && is_missing[i]) {
      labels_.push_back(label::none);
    } else if (i != 0 && values[i] == values[i - 1] && labels_.back() != label::none) {
      labels_.push_back(labels_.back());
    } else {
      auto& l = numbers.at(static_cast<std::uint64_t>(values[i]));
      if (l == unseen) l = intern(static_cast<std::int64_t>(values[i]));
      labels_.push_back(l);
    }
  }
}

void name_column::append_floats(const double* values, std::size_t n) {
  std::vector<std::int64_t> numbers(n);
  std::vector<std::uint8_t> is_missing(n);
  for (std::size_t i = 0; i < n; ++i) {
    is_missing[i] = std::isnan(values[i]);
    if (is_missing[i]) continue;
    if (values[i] != std::floor(values[i]) || std::abs(values[i]) > 9e15)
      throw std::invalid_argument(std::string("polku: column '")
                                      .append(called_)
                                      .append("', row ")
                                      .append(std::to_string(labels_.size() + i))
                                      .append(": not a whole number; names are whole numbers or texts"));
    numbers[i] = static_cast<std::int64_t>(values[i]);
  }
  append_integers(numbers.data(), is_missing.data(), n);
}

label* name_column::room_for(std::size_t n) {
  labels_.resize(labels_.size() + n);
  return labels_.data() + labels_.size() - n;
}

template <class T, class IsNone, class Name>
void name_column::append_codes(const T* codes, std::size_t n, std::size_t names, IsNone is_none, Name name) {
  std::vector<label> numbers(names, unseen);
  label* const out = room_for(n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto code = static_cast<std::uint64_t>(codes[i]);  // -1 is beyond the names
    if (is_none(i) || code >= names) {
      out[i] = label::none;
      continue;
    }
    auto& l = numbers[code];
    if (l == unseen) [[unlikely]]
      l = intern(name(code));
    out[i] = l;
  }
}

void name_column::append_objects(PyObject* const* objects, std::size_t n) {
  PyObject* last = nullptr;
  auto last_label = label::none;
  for (std::size_t i = 0; i < n; ++i) {
    PyObject* const o = objects[i];
    if (o == last) {
      labels_.push_back(last_label);
      continue;
    }
    if (PyUnicode_Check(o)) {
      Py_ssize_t size = 0;
      const char* const text = PyUnicode_AsUTF8AndSize(o, &size);
      if (!text) throw py::error_already_set();
      holds_integers_ = false;
      last_label = intern(std::string_view(text, static_cast<std::size_t>(size)));
    } else if (is_missing_object(o)) {
      last_label = label::none;
    } else if (PyFloat_Check(o)) {
      const double value = PyFloat_AS_DOUBLE(o);
      append_floats(&value, 1);
      last_label = labels_.back();
      labels_.pop_back();
    } else if (PyIndex_Check(o) && !PyBool_Check(o)) {
      const auto number = py::reinterpret_steal<py::object>(PyNumber_Index(o));
      const auto value = number ? PyLong_AsLongLong(number.ptr()) : -1;
      if (value == -1 && PyErr_Occurred()) {
        PyErr_Clear();
        holds_integers_ = false;
        last_label = intern(std::string_view(py::str(py::handle(o)).cast<std::string>()));
      } else {
        last_label = intern(static_cast<std::int64_t>(value));
      }
    } else {
      holds_integers_ = false;
      last_label = intern(std::string_view(py::str(py::handle(o)).cast<std::string>()));
    }
    last = o;
    labels_.push_back(last_label);
  }
}

void name_column::append_wide(const std::uint32_t* text, std::size_t width, std::size_t n) {
  holds_integers_ = false;
  std::string utf8;
  for (std::size_t i = 0; i < n; ++i, text += width) {
    utf8.clear();
    auto size = width;
    while (size != 0 && text[size - 1] == 0) --size;
    for (std::size_t k = 0; k < size; ++k) append_utf8(utf8, text[k]);
    labels_.push_back(intern(std::string_view(utf8)));
  }
}

void name_column::append_bytes(const char* text, std::size_t width, std::size_t n) {
  holds_integers_ = false;
  for (std::size_t i = 0; i < n; ++i, text += width) {
    auto size = width;
    while (size != 0 && text[size - 1] == 0) --size;
    labels_.push_back(intern(std::string_view(text, size)));
  }
}

void name_column::append_arrow(const arrow_schema& schema, const arrow_array& a, std::int64_t offset, std::int64_t n) {
  const std::string_view format = schema.format;
  const auto first = a.offset + offset;
  const auto count = static_cast<std::size_t>(n);
  const auto is_none = [&](std::size_t i) { return !has_value(a, first + static_cast<std::int64_t>(i)); };
  const auto with_integers = [&](const arrow_array& in, std::string_view kind, auto use) {
    const void* const p = in.buffers[1];
    switch (kind[0]) {
      case 'c':
        return use(static_cast<const std::int8_t*>(p));
      case 'C':
        return use(static_cast<const std::uint8_t*>(p));
      case 's':
        return use(static_cast<const std::int16_t*>(p));
      case 'S':
        return use(static_cast<const std::uint16_t*>(p));
      case 'i':
        return use(static_cast<const std::int32_t*>(p));
      case 'I':
        return use(static_cast<const std::uint32_t*>(p));
      case 'l':
        return use(static_cast<const std::int64_t*>(p));
      default:
        return use(static_cast<const std::uint64_t*>(p));
    }
  };
  constexpr std::string_view integers = "cCsSiIlL";
  const auto is_integer = [&](std::string_view f) { return f.size() == 1 && integers.find(f[0]) != integers.npos; };
  if (schema.dictionary) {
    const auto& d = *a.dictionary;
    const std::string_view kind = schema.dictionary->format;
    const auto names = static_cast<std::size_t>(d.length);
    if (are_texts(kind)) {
      holds_integers_ = false;
      return with_integers(a, format, [&](const auto* codes) {
        append_codes(codes + first, count, names, is_none,
                     [&](std::uint64_t c) { return text_at(kind, d, d.offset + static_cast<std::int64_t>(c)); });
      });
    }
    if (is_integer(kind))
      return with_integers(a, format, [&](const auto* codes) {
        with_integers(d, kind, [&](const auto* values) {
          append_codes(codes + first, count, names, is_none, [&](std::uint64_t c) {
            return static_cast<std::int64_t>(values[d.offset + static_cast<std::int64_t>(c)]);
          });
        });
      });
  } else if (are_texts(format)) {
    holds_integers_ = false;
    for (std::int64_t i = 0; i < n; ++i) labels_.push_back(intern(text_at(format, a, first + i)));
    return;
  } else if (is_integer(format)) {
    std::vector<std::uint8_t> missing;
    if (a.null_count != 0 && a.buffers[0]) {
      missing.resize(count);
      for (std::size_t i = 0; i < count; ++i) missing[i] = is_none(i);
    }
    return with_integers(a, format, [&](const auto* values) {
      append_integers(values + first, missing.empty() ? nullptr : missing.data(), count);
    });
  } else if (format == "n") {
    labels_.insert(labels_.end(), count, label::none);
    return;
  }
  throw std::invalid_argument(std::string("polku: column '")
                                  .append(called_)
                                  .append("' has the Arrow type '")
                                  .append(format)
                                  .append("'; names are texts or whole numbers, plain or dictionary-encoded"));
}

void name_column::append(const py::tuple& part) {
  const auto what = part[0].cast<std::string>();
  if (what == "arrow") return for_each_batch(part, [&](const auto&... batch) { append_arrow(batch...); });
  const auto a = part[1].cast<py::array>();
  const auto n = static_cast<std::size_t>(a.shape(0));
  labels_.reserve(labels_.size() + n);
  if (what == "objects") return append_objects(static_cast<PyObject* const*>(a.data()), n);
  if (what == "integers") {
    const auto mask = part[2].is_none() ? py::array() : part[2].cast<py::array>();
    const auto* const is_missing = part[2].is_none() ? nullptr : static_cast<const std::uint8_t*>(mask.data());
    const integer_view view(a);
    is_first_part_ = table_.empty();
    unlocked([&] { visit_integers(view, [&](const auto* values) { append_integers(values, is_missing, n); }); });
    is_first_part_ = false;
    return;
  }
  const void* const data = a.data();
  if (what == "floats") return unlocked([&] { append_floats(static_cast<const double*>(data), n); });
  if (what == "codes") {
    std::vector<std::string> names;
    for (const auto& name : part[2].cast<py::list>()) names.push_back(name.cast<std::string>());
    if (!part[3].cast<bool>()) holds_integers_ = false;
    const integer_view view(a);
    return unlocked([&] {
      visit_integers(view, [&](const auto* codes) {
        append_codes(
            codes, n, names.size(), [](std::size_t) { return false; },
            [&](std::uint64_t c) { return std::string_view(names[c]); });
      });
    });
  }
  const auto width = static_cast<std::size_t>(a.shape(1));
  if (what == "wide") return unlocked([&] { append_wide(static_cast<const std::uint32_t*>(data), width, n); });
  unlocked([&] { append_bytes(static_cast<const char*>(data), width, n); });
}

}  // namespace polku_python
