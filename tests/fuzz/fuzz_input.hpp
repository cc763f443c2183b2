// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace polku_test {

// Fuzzers end here where something is not as it has to be.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

// Nothing that was read is lost, and nothing there twice.
template <class ReadLog>
void require_counted_once(const ReadLog& read) {
  require(read.rows == read.log.record_count() + read.log.after_cutoff() + read.paired + read.rejected.size(),
          "every record is counted once");
}

// A file in memory, for what reads files.
class memory_file {
 public:
  memory_file() : number_(memfd_create("polku-fuzz", 0)) { require(number_ >= 0, "there is a file in memory"); }
  memory_file(const memory_file&) = delete;
  memory_file& operator=(const memory_file&) = delete;
  ~memory_file() { close(number_); }

  std::filesystem::path with(std::string_view bytes) {
    require(
        ftruncate(number_, 0) == 0 && pwrite(number_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()),
        "the file is written");
    return "/proc/self/fd/" + std::to_string(number_);
  }

 private:
  int number_;
};

// Choices by the bytes of the input, and always the first one where they are used up.
class byte_source {
 public:
  explicit byte_source(std::string_view bytes) : left_(bytes) {}

  unsigned operator()() {
    if (left_.empty()) return 0;
    const auto byte = static_cast<unsigned char>(left_.front());
    left_.remove_prefix(1);
    return byte;
  }

 private:
  std::string_view left_;
};

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace polku_test
