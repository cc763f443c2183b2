// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/input_error.hpp>
#include <polku/io/input_file.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string_view>
#include <vector>

#include <zlib.h>

namespace polku::inline v0 {

/// The bytes of a file front to back, unpacked where the file is gzip, which its first two bytes tell and not its name.
/// Members that follow one another (as `cat a.gz b.gz` makes them) are one text, and zeros behind the last are passed over,
/// as gzip itself has it. Memory does not grow with the file.
class unpacked_file {
 public:
  /// The file must outlive this. \throws input_error where it cannot be read.
  explicit unpacked_file(input_file& file) : file_(&file) {
    if (file.peek(2) == "\x1F\x8B") stream_ = std::make_unique<inflater>();
  }

  /// Fills `to` with the next `n` bytes. Returns how many there were: fewer only at the end.
  /// \throws input_error where the file cannot be read on, or its gzip data are cut off, damaged or followed by other data.
  std::size_t read(char* to, std::size_t n) {
    if (!stream_) return file_->read(to, n);
    std::size_t got = 0;
    while (got != n && has_more()) {
      const auto room = static_cast<uInt>(std::min<std::size_t>(n - got, 1 << 30));
      stream_->next_out = reinterpret_cast<Bytef*>(to + got);
      stream_->avail_out = room;
      const int result = inflate(stream_.get(), Z_NO_FLUSH);
      got += room - stream_->avail_out;
      if (result == Z_STREAM_END)
        is_in_member_ = false;
      else if (result != Z_OK)
        fail(result);
    }
    return got;
  }

 private:
  struct inflater : z_stream {
    inflater() : z_stream{} {
      constexpr int gzip_only = 15 + 16;  // zlib's way to say: the largest window, and a gzip header
      if (inflateInit2(this, gzip_only) != Z_OK) throw std::bad_alloc();
    }
    inflater(const inflater&) = delete;
    inflater& operator=(const inflater&) = delete;
    ~inflater() { inflateEnd(this); }
  };

  // Whether a member goes on or another begins.
  bool has_more() {
    if (stream_->avail_in == 0) refill();
    if (is_in_member_) return true;
    while (stream_->avail_in != 0 && *stream_->next_in == 0) {
      ++stream_->next_in;
      if (--stream_->avail_in == 0) refill();
    }
    if (stream_->avail_in == 0) return false;
    if (*stream_->next_in != 0x1F)
      throw input_error(
          fmt::format("'{}' has something else behind its gzip data, from byte {} on: it is damaged or was put "
                      "together wrongly; fetch or export it again",
                      file_->name(), place()));
    inflateReset(stream_.get());
    is_in_member_ = true;
    return true;
  }

  void refill() {
    packed_.resize(1 << 17);
    stream_->next_in = packed_.data();
    stream_->avail_in = static_cast<uInt>(file_->read(reinterpret_cast<char*>(packed_.data()), packed_.size()));
  }

  [[noreturn]] void fail(int result) const {
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    if (result == Z_BUF_ERROR)
      throw input_error(fmt::format("'{}' is cut off: its gzip data do not end; fetch or export it again", file_->name()));
    throw input_error(
        fmt::format("'{}' is damaged: its gzip data are wrong ({}), at or before byte {}; fetch or export it again",
                    file_->name(), stream_->msg ? stream_->msg : "not gzip", place()));
  }

  // How many packed bytes have been used.
  [[nodiscard]] std::uint64_t place() const { return file_->position() - stream_->avail_in; }

  input_file* file_;
  std::unique_ptr<inflater> stream_;  // null where the file is not packed
  std::vector<Bytef> packed_;
  bool is_in_member_ = true;
};

}  // namespace polku::inline v0
