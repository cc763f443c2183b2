// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/text_file.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// Some whole lines of a file, as UTF-8. Kept and filled again, it allocates nothing.
class text_block {
 public:
  [[nodiscard]] std::string_view text() const { return {bytes_.data(), size_}; }

  /// Puts text before what is there.
  void prepend(std::string_view text) {
    bytes_.resize(size_);
    bytes_.insert(bytes_.begin(), text.begin(), text.end());
    size_ += text.size();
  }

 private:
  friend class text_blocks;
  std::vector<char> bytes_;  // may be longer than the text
  std::size_t size_ = 0;
};

/// Cuts a file into blocks of whole lines, so that memory does not grow with the file. Lines end in LF, CRLF or CR.
class text_blocks {
 public:
  static constexpr std::size_t usual_size = 1 << 20;
  /// No row of a table is longer; what is, is damage.
  static constexpr std::size_t longest_line = 1 << 24;

  /// In blocks of some `size` bytes; of a smaller file, no larger than the file.
  /// \throws input_error as `require_plain_text`.
  explicit text_blocks(input_file& file, std::size_t size = usual_size) : file_(&file), usual_size_(size) {
    if (file.size()) usual_size_ = std::min<std::size_t>(size, std::max<std::uint64_t>(*file.size() + 1, 4096));
    const auto begin = file.peek(4);
    require_plain_text(begin, file.name());
    if (begin.starts_with(byte_order_mark)) {
      char mark[byte_order_mark.size()];
      file.read(mark, sizeof mark);
    }
  }

  /// Fills `block` with the next lines; false where there are none. A line longer than
  /// `longest_line` is cut one byte behind that, so that a reader sees that it is too long. O(bytes).
  bool next(text_block& block) {
    auto& bytes = block.bytes_;
    bytes.resize(std::max(bytes.size(), begun_.size() + usual_size_));
    std::copy(begun_.begin(), begun_.end(), bytes.begin());
    auto size = begun_.size();
    begun_.clear();
    std::size_t lines_end = 0;
    bool is_too_long = false;
    while (lines_end == 0 && !is_too_long) {
      if (bytes.size() < size + usual_size_) bytes.resize(2 * bytes.size());
      const auto got = file_->read(bytes.data() + size, usual_size_);
      size += got;
      if (size == 0) return false;
      lines_end = got == 0 ? size : end_of_lines({bytes.data(), size});
      is_too_long = lines_end == 0 && size > longest_line;
    }
    if (is_too_long) lines_end = longest_line + 1;
    block.size_ = lines_end;
    if (is_too_long && bytes[size - 1] == '\r')
      begun_ = "\r";  // the line's end, if no LF follows
    else if (is_too_long)
      pass_over_line();
    else
      begun_.assign(bytes.data() + lines_end, size - lines_end);
    if (!is_utf8(block.text())) {
      const auto converted = to_utf8(block.text());
      block.bytes_.assign(converted.begin(), converted.end());
      block.size_ = converted.size();
    }
    return true;
  }

 private:
  // Where the last whole line ends; 0: there is none. A CR at the very end may be half a CRLF.
  static std::size_t end_of_lines(std::string_view text) {
    if (const auto lf = text.rfind('\n'); lf != std::string_view::npos) return lf + 1;
    const auto cr = text.substr(0, text.size() - 1).rfind('\r');
    return cr == std::string_view::npos ? 0 : cr + 1;
  }

  void pass_over_line() {
    std::string rest;
    for (;;) {
      rest.resize(usual_size_);
      rest.resize(file_->read(rest.data(), rest.size()));
      if (rest.empty()) return;
      const auto end = rest.find_first_of("\r\n");
      if (end == std::string::npos) continue;
      begun_ = rest.substr(end);
      return;
    }
  }

  input_file* file_;
  std::size_t usual_size_;
  std::string begun_;  // of the line that the last block ended before
};

}  // namespace polku::inline v0
