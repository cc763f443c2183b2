// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "arrow_abi.hpp"
#include "common.hpp"

#include <cstdint>
#include <string_view>

namespace polku_python {

// Everything that an Arrow stream gives: its schema and its batches, released with it.
class arrow_table {
 public:
  // Takes the stream out of the capsule that `__arrow_c_stream__` returned.
  explicit arrow_table(const py::capsule& capsule);
  arrow_table(const arrow_table&) = delete;
  arrow_table& operator=(const arrow_table&) = delete;
  ~arrow_table();

  [[nodiscard]] const arrow_schema& schema() const { return schema_; }
  [[nodiscard]] const std::vector<arrow_array>& batches() const { return batches_; }

 private:
  void release();

  arrow_schema schema_ = {};
  std::vector<arrow_array> batches_;
};

// Whether an entry of an array has a value; `i` counts from the array's beginning, its offset included.
[[nodiscard]] inline bool has_value(const arrow_array& a, std::int64_t i) {
  if (a.null_count == 0 || a.n_buffers == 0 || !a.buffers[0]) return true;
  return (static_cast<const std::uint8_t*>(a.buffers[0])[i / 8] >> i % 8 & 1) != 0;
}

// Whether an array of this format holds texts.
[[nodiscard]] inline bool are_texts(std::string_view format) { return format == "u" || format == "U"; }

// An entry of an array of texts; empty where it has no value.
[[nodiscard]] inline std::string_view text_at(std::string_view format, const arrow_array& a, std::int64_t i) {
  if (!has_value(a, i)) return {};
  const auto* const text = static_cast<const char*>(a.buffers[2]);
  const auto cut = [&](const auto* bounds) {
    return std::string_view(text + bounds[i], static_cast<std::size_t>(bounds[i + 1] - bounds[i]));
  };
  return format == "u" ? cut(static_cast<const std::int32_t*>(a.buffers[1]))
                       : cut(static_cast<const std::int64_t*>(a.buffers[1]));
}

// Shows a column of a table, batch after batch, without the interpreter's lock. The column as Python describes it: the word
// "arrow", the table, the column's number.
template <class Use>
void for_each_batch(const py::tuple& column, Use use) {
  const auto& table = column[1].cast<const arrow_table&>();
  const auto i = column[2].cast<std::size_t>();
  unlocked([&] {
    for (const auto& batch : table.batches())
      use(*table.schema().children[i], *batch.children[i], batch.offset, batch.length);
  });
}

}  // namespace polku_python
