// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// What every analysis returns to Python: columns in memory that numpy looks at and Arrow passes on without a copy.
#pragma once

#include "common.hpp"

#include <polku/core/counted.hpp>
#include <polku/core/distribution.hpp>
#include <polku/core/label.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace polku_python {

// The names that a column's codes stand for: texts, or the whole numbers that clients were given as.
class dictionary {
 public:
  explicit dictionary(std::shared_ptr<const polku::label_table> names) : names_(std::move(names)) {}
  explicit dictionary(std::shared_ptr<const std::vector<std::int64_t>> numbers) : numbers_(std::move(numbers)) {}

  [[nodiscard]] bool holds_numbers() const { return numbers_ != nullptr; }
  [[nodiscard]] std::size_t size() const { return numbers_ ? numbers_->size() : names_->size(); }
  [[nodiscard]] std::string_view text(std::size_t i) const { return (*names_)[polku::label{static_cast<std::uint32_t>(i)}]; }
  [[nodiscard]] const std::vector<std::int64_t>& numbers() const { return *numbers_; }

 private:
  std::shared_ptr<const polku::label_table> names_;
  std::shared_ptr<const std::vector<std::int64_t>> numbers_;
};
using dictionary_pointer = std::shared_ptr<const dictionary>;

enum class column_kind : std::uint8_t {
  integer,  // std::int64_t
  natural,  // std::uint32_t
  number,   // double; NaN: none
  truth,    // std::uint8_t
  time,     // std::int64_t, microseconds since 1970 in UTC; none: the least
  length,   // std::int64_t, microseconds; none: the least
  name,     // std::int32_t, codes of a dictionary; none: -1
};
inline constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::min();

// A column that keeps its memory alive, whoever looks at it.
struct column {
  std::string name;
  column_kind kind;
  std::shared_ptr<const void> owner;
  const void* data;
  std::size_t size;
  dictionary_pointer names = nullptr;
};

[[nodiscard]] constexpr std::size_t width_of(column_kind k) {
  return k == column_kind::truth ? 1 : k == column_kind::natural || k == column_kind::name ? 4 : 8;
}

// Columns of equal length.
class table {
 public:
  table() = default;

  [[nodiscard]] std::size_t size() const { return columns_.empty() ? 0 : columns_.front().size; }
  [[nodiscard]] const std::vector<column>& columns() const { return columns_; }
  [[nodiscard]] const column& at(std::string_view name) const {
    for (const auto& c : columns_)
      if (c.name == name) return c;
    throw std::invalid_argument(std::string("polku: the table has no column '").append(name).append("'"));
  }

  template <class T>
  table& add(std::string name, column_kind kind, std::vector<T>&& values, dictionary_pointer names = nullptr) {
    auto held = std::make_shared<const std::vector<T>>(std::move(values));
    const void* const data = held->data();
    const auto size = held->size();
    return look_at(std::move(name), kind, std::move(held), data, size, std::move(names));
  }
  // Memory that belongs to something else.
  table& look_at(std::string name, column_kind kind, std::shared_ptr<const void> owner, const void* data, std::size_t size,
                 dictionary_pointer names = nullptr) {
    columns_.push_back({std::move(name), kind, std::move(owner), data, size, std::move(names)});
    return *this;
  }

 private:
  std::vector<column> columns_;
};
using table_pointer = std::shared_ptr<table>;

// Makes a table from values, row by row in each column.
class table_maker {
 public:
  template <class Rows, class Get>
  table_maker& integers(const char* name, const Rows& rows, Get get) {
    return fill<std::int64_t>(name, column_kind::integer, rows,
                              [&](const auto& r) { return static_cast<std::int64_t>(get(r)); });
  }
  template <class Rows, class Get>
  table_maker& numbers(const char* name, const Rows& rows, Get get) {
    return fill<double>(name, column_kind::number, rows, [&](const auto& r) {
      const std::optional<double> n = get(r);
      return n ? *n : std::numeric_limits<double>::quiet_NaN();
    });
  }
  template <class Rows, class Get>
  table_maker& truths(const char* name, const Rows& rows, Get get) {
    return fill<std::uint8_t>(name, column_kind::truth, rows,
                              [&](const auto& r) { return get(r) ? std::uint8_t{1} : std::uint8_t{0}; });
  }
  template <class Rows, class Get>
  table_maker& times(const char* name, const Rows& rows, Get get) {
    return fill<std::int64_t>(name, column_kind::time, rows, [&](const auto& r) {
      const polku::time_point t = get(r);
      return t == polku::open_end ? no_time : t.microseconds();
    });
  }
  template <class Rows, class Get>
  table_maker& lengths(const char* name, const Rows& rows, Get get) {
    return fill<std::int64_t>(name, column_kind::length, rows, [&](const auto& r) {
      const std::optional<polku::duration> d = get(r);
      return d ? d->microseconds() : no_time;
    });
  }
  // Labels or clients of a dictionary.
  template <class Rows, class Get>
  table_maker& names(const char* name, const Rows& rows, dictionary_pointer known, Get get) {
    std::vector<std::int32_t> codes;
    codes.reserve(rows.size());
    for (const auto& r : rows) codes.push_back(static_cast<std::int32_t>(index_of(get(r))));
    out_.add(name, column_kind::name, std::move(codes), std::move(known));
    return *this;
  }
  // Texts, each different one kept once; an empty one is none.
  template <class Rows, class Get>
  table_maker& texts(const char* name, const Rows& rows, Get get) {
    auto known = std::make_shared<polku::label_table>();
    std::vector<std::int32_t> codes;
    codes.reserve(rows.size());
    for (const auto& r : rows) {
      const auto& text = get(r);
      const std::string_view view = text;
      codes.push_back(view.empty() ? -1 : static_cast<std::int32_t>(index_of(known->intern(view))));
    }
    out_.add(name, column_kind::name, std::move(codes), std::make_shared<const dictionary>(std::move(known)));
    return *this;
  }
  // Enumerators counted from 0, so many of them.
  template <class Rows, class Get>
  table_maker& words(const char* name, const Rows& rows, std::size_t count, Get get) {
    using word = std::decay_t<decltype(get(*std::begin(rows)))>;
    auto known = std::make_shared<polku::label_table>();
    for (std::size_t i = 0; i < count; ++i) known->intern(to_string(static_cast<word>(i)));
    std::vector<std::int32_t> codes;
    codes.reserve(rows.size());
    for (const auto& r : rows) codes.push_back(static_cast<std::int32_t>(get(r)));
    out_.add(name, column_kind::name, std::move(codes), std::make_shared<const dictionary>(std::move(known)));
    return *this;
  }

  [[nodiscard]] table_pointer done() { return std::make_shared<table>(std::move(out_)); }

 private:
  template <class T, class Rows, class Value>
  table_maker& fill(const char* name, column_kind kind, const Rows& rows, Value value) {
    std::vector<T> values;
    values.reserve(rows.size());
    for (const auto& r : rows) values.push_back(value(r));
    out_.add(name, kind, std::move(values));
    return *this;
  }

  table out_;
};

// A log's clients, by the names or numbers that they were given as.
inline dictionary_pointer clients_of(const log_pointer& core) {
  if (core->ids) return std::make_shared<const dictionary>(core->ids);
  return std::make_shared<const dictionary>(std::shared_ptr<const polku::label_table>(core, &core->log().client_names()));
}
// A table that lives in something kept alive.
template <class Owner>
dictionary_pointer names_in(const std::shared_ptr<Owner>& owner, const polku::label_table& names) {
  return std::make_shared<const dictionary>(std::shared_ptr<const polku::label_table>(owner, &names));
}

// The figures of one distribution, in days, over rows.
template <class Rows, class Get>
void add_days(table_maker& to, const Rows& rows, Get get) {
  std::vector<polku::distribution_summary> all;
  std::vector<char> is_any;
  for (const auto& r : rows) {
    const polku::distribution& d = get(r);
    all.push_back(polku::summarise(d));
    is_any.push_back(d.empty() ? 0 : 1);
  }
  const auto column = [&](const char* name, auto member) {
    std::vector<std::size_t> at(all.size());
    for (std::size_t i = 0; i < at.size(); ++i) at[i] = i;
    to.numbers(name, at, [&](std::size_t i) { return is_any[i] ? std::optional(all[i].*member) : std::nullopt; });
  };
  using summary = polku::distribution_summary;
  column("min_days", &summary::min);
  column("p5_days", &summary::p5);
  column("median_days", &summary::median);
  column("p95_days", &summary::p95);
  column("max_days", &summary::max);
}

// How many, and in how many clients.
inline py::tuple pair_of(const polku::counted& n) { return py::make_tuple(n.count, n.clients); }

}  // namespace polku_python
