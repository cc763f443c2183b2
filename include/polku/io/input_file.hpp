// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/input_error.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace polku::inline v0 {

/// The bytes of a file, front to back; or of standard input, which goes by the name "-". A pipe will do: nothing is read
/// twice.
class input_file {
 public:
  /// \throws input_error where there is no such file, it is a directory, or may not be read.
  explicit input_file(const std::filesystem::path& path) : name_(path.string()) {
    if (name_ == "-") {
      name_ = "standard input";
      file_ = {stdin, [](std::FILE*) { return 0; }};
      return;
    }
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
      throw input_error(fmt::format("'{}' is a directory; name a file in it", name_));
    file_ = {std::fopen(name_.c_str(), "rb"), &std::fclose};
    if (!file_) throw input_error(fmt::format("'{}' cannot be opened: {}", name_, std::strerror(errno)));
    if (std::filesystem::is_regular_file(path, ignored))
      if (const auto size = std::filesystem::file_size(path, ignored); !ignored) size_ = size;
  }

  /// What to call it in a message.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// The number of bytes in all, where that can be known.
  [[nodiscard]] std::optional<std::uint64_t> size() const { return size_; }
  /// The number of bytes read so far.
  [[nodiscard]] std::uint64_t position() const { return position_; }

  /// Fills `to` with the next `n` bytes. Returns how many there were: fewer only at the end.
  /// \throws input_error where the file cannot be read on.
  std::size_t read(char* to, std::size_t n) {
    const auto ahead = std::min(n, ahead_.size());
    ahead_.copy(to, ahead);
    ahead_.erase(0, ahead);
    const auto got = ahead + fill(to + ahead, n - ahead);
    position_ += got;
    return got;
  }

  /// The next `n` bytes (fewer at the end) without reading them. Valid until the next call.
  std::string_view peek(std::size_t n) {
    if (ahead_.size() < n) {
      const auto had = ahead_.size();
      ahead_.resize(n);
      ahead_.resize(had + fill(ahead_.data() + had, n - had));
    }
    return std::string_view(ahead_).substr(0, n);
  }

 private:
  std::size_t fill(char* to, std::size_t n) {
    std::size_t got = 0;
    while (got != n) {
      const auto more = std::fread(to + got, 1, n - got, file_.get());
      if (more == 0) break;
      got += more;
    }
    if (got != n && std::ferror(file_.get()))
      throw input_error(fmt::format("'{}' cannot be read to its end: {}", name_, std::strerror(errno)));
    return got;
  }

  std::string name_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{nullptr, &std::fclose};
  std::optional<std::uint64_t> size_;
  std::uint64_t position_ = 0;
  std::string ahead_;  // read, but not given out yet
};

}  // namespace polku::inline v0
