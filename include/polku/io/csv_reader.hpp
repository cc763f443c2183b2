// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// The separator of a CSV text: the one of `,` `;` tab `|` that stands most often in its first line outside quotes; `,`
/// where none does.
[[nodiscard]] inline char detect_separator(std::string_view text) {
  constexpr std::string_view candidates = ",;\t|";
  std::size_t counts[4] = {};
  bool is_quoted = false;
  for (const char c : text) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (c == '\n' || c == '\r') break;
    if (const auto i = candidates.find(c); i != std::string_view::npos) ++counts[i];
  }
  return candidates[static_cast<std::size_t>(std::max_element(counts, counts + 4) - counts)];
}

/// Reads a CSV text row by row (RFC 4180: fields in quotes may hold separators, line breaks and doubled quotes; lines end in
/// LF, CRLF or CR). Empty lines are no rows. Nothing is copied but fields with doubled quotes.
class csv_reader {
 public:
  /// `text` has to outlive the reader.
  csv_reader(std::string_view text, char separator)
      : at_(text.data()), end_(text.data() + text.size()), separator_(separator) {}

  /// Goes to the next row; false at the end. O(length of the row).
  bool next() {
    while (at_ != end_ && is_line_break(*at_)) end_line();
    if (at_ == end_) return false;
    line_ = next_line_;
    fields_.clear();
    unquoted_.clear();
    is_well_quoted_ = true;
    const char* const begin = at_;
    for (;;) {
      const bool is_good = at_ != end_ && *at_ == '"' ? read_quoted() : read_plain();
      if (!is_good) {
        // A quote that is never closed, or text behind a closing one: give up this line only.
        is_well_quoted_ = false;
        next_line_ = line_;
        at_ = std::find_if(begin, end_, is_line_break);
        break;
      }
      if (at_ == end_ || is_line_break(*at_)) break;
      ++at_;  // the separator
      if (at_ == end_) {
        fields_.emplace_back();
        break;
      }
    }
    if (at_ != end_) end_line();
    return true;
  }

  /// The row's fields; valid until the next call of `next`.
  [[nodiscard]] const std::vector<std::string_view>& fields() const { return fields_; }
  /// The line from 1 on which the row begins.
  [[nodiscard]] std::uint64_t line() const { return line_; }
  /// Whether the row's quotes pair up; the fields of one that does not are of no use.
  [[nodiscard]] bool is_well_quoted() const { return is_well_quoted_; }

 private:
  static bool is_line_break(char c) { return c == '\n' || c == '\r'; }

  void end_line() {
    if (*at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n') ++at_;
    ++at_;
    ++next_line_;
  }

  bool read_plain() {
    const char* const begin = at_;
    while (at_ != end_ && *at_ != separator_ && !is_line_break(*at_)) ++at_;
    fields_.emplace_back(begin, static_cast<std::size_t>(at_ - begin));
    return true;
  }

  bool read_quoted() {
    const char* begin = ++at_;
    std::string* copy = nullptr;
    for (;;) {
      const auto* const quote = static_cast<const char*>(std::memchr(at_, '"', static_cast<std::size_t>(end_ - at_)));
      if (!quote) return false;
      next_line_ += count_line_breaks(at_, quote);
      const bool is_doubled = quote + 1 != end_ && quote[1] == '"';
      if (!is_doubled) {
        if (copy)
          fields_.emplace_back(copy->append(begin, quote));
        else
          fields_.emplace_back(begin, static_cast<std::size_t>(quote - begin));
        at_ = quote + 1;
        return at_ == end_ || *at_ == separator_ || is_line_break(*at_);
      }
      if (!copy) copy = &unquoted_.emplace_back();
      copy->append(begin, quote + 1);
      at_ = begin = quote + 2;
    }
  }

  [[nodiscard]] static std::uint64_t count_line_breaks(const char* begin, const char* end) {
    std::uint64_t n = 0;
    for (const char* p = begin; p != end; ++p)
      if (*p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'))) ++n;
    return n;
  }

  const char* at_;
  const char* end_;
  char separator_;
  std::uint64_t line_ = 0, next_line_ = 1;
  std::vector<std::string_view> fields_;
  std::deque<std::string> unquoted_;  // fields whose doubled quotes had to be resolved; addresses stay
  bool is_well_quoted_ = true;
};

}  // namespace polku::inline v0
