// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "arrow_abi.hpp"
#include "common.hpp"

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
  arrow_schema schema_ = {};
  std::vector<arrow_array> batches_;
};

// Whether an entry of an array has a value; `i` counts from the array's beginning, its offset included.
[[nodiscard]] inline bool has_value(const arrow_array& a, std::int64_t i) {
  if (a.null_count == 0 || a.n_buffers == 0 || !a.buffers[0]) return true;
  return (static_cast<const std::uint8_t*>(a.buffers[0])[i / 8] >> i % 8 & 1) != 0;
}

}  // namespace polku_python
