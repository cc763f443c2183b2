// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The Arrow C data and stream interfaces, as https://arrow.apache.org/docs/format/CDataInterface.html defines them: structs
// that programs share by their layout, without a library between them.
#pragma once

#include <cstdint>

namespace polku_python {

struct arrow_schema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  arrow_schema** children;
  arrow_schema* dictionary;
  void (*release)(arrow_schema*);
  void* private_data;
};

struct arrow_array {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  arrow_array** children;
  arrow_array* dictionary;
  void (*release)(arrow_array*);
  void* private_data;
};

struct arrow_stream {
  int (*get_schema)(arrow_stream*, arrow_schema* out);
  int (*get_next)(arrow_stream*, arrow_array* out);
  const char* (*get_last_error)(arrow_stream*);
  void (*release)(arrow_stream*);
  void* private_data;
};

inline constexpr std::int64_t arrow_nullable = 2;
inline constexpr const char* stream_capsule = "arrow_array_stream";

}  // namespace polku_python
