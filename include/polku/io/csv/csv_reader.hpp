// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/csv/separator_scan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// The separator of a CSV text: the one of `,` `;` tab `|` that stands most often in its first line with anything in it,
/// outside quotes; `,` where none does.
[[nodiscard]] inline char detect_separator(std::string_view text) {
  constexpr std::string_view candidates = ",;\t|";
  std::size_t counts[4] = {};
  bool is_quoted = false;
  text.remove_prefix(std::min(text.size(), text.find_first_not_of("\r\n")));
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
  /// No row is longer: what is, is damage, such as a quote that is never closed.
  static constexpr std::size_t longest_row = 1 << 24;

  enum class row_state : std::uint8_t {
    good,
    bad_quotes,  ///< a quote that is not closed, or text behind a closing one: the row is the rest of its first line
    too_long,    ///< a line longer than `longest_row`
  };

  /// `text` has to outlive the reader. Where more of it is to come, a row that ends inside quotes is not given out but left
  /// as the `rest`. `line` is the number of the text's first line.
  csv_reader(std::string_view text, char separator, std::uint64_t line = 1, bool more_is_to_come = false)
      : at_(text.data()),
        end_(text.data() + text.size()),
        scan_(text, separator),
        separator_(separator),
        next_line_(line),
        more_is_to_come_(more_is_to_come),
        fields_(16) {}

  /// Goes to the next row; false at the end. O(length of the row).
  bool next() {
    if (at_ != end_ && is_line_break(*at_)) pass_empty_lines();
    if (at_ == end_) return false;
    const char* const begin = at_;
    line_ = next_line_;
    size_ = 0;
    if (std::exchange(has_unquoted_, false)) unquoted_.clear();
    state_ = row_state::good;
    const bool is_good = read_fields();
    if (!is_good && at_ == end_ && more_is_to_come_ && end_ - begin <= longest) {
      rest_ = {begin, static_cast<std::size_t>(end_ - begin)};
      next_line_ = line_;
      return false;
    }
    if (size_ == fields_.size()) fields_.resize(2 * size_);
    fields_[size_] = {};
    if (!is_good || at_ - begin > longest) give_up_from(begin);
    row_ = begin;
    row_end_ = at_;
    if (at_ != end_) pass_line_break();
    return true;
  }

  /// The row's fields, with an empty one behind the last; valid until the next call of `next`.
  [[nodiscard]] std::span<const std::string_view> fields() const { return {fields_.data(), size_}; }
  /// Whether the row is as it should be; the fields of another are of no use.
  [[nodiscard]] row_state state() const { return state_; }
  /// The line on which the row begins.
  [[nodiscard]] std::uint64_t line() const { return line_; }
  /// The row as it is written.
  [[nodiscard]] std::string_view text() const { return {row_, static_cast<std::size_t>(row_end_ - row_)}; }

  /// The number of the line behind the last row.
  [[nodiscard]] std::uint64_t next_line() const { return next_line_; }
  /// What was not read yet.
  [[nodiscard]] std::string_view unread() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }
  /// At the end: a begun row that more text has to complete.
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  static constexpr auto longest = static_cast<std::ptrdiff_t>(longest_row);

  static bool is_line_break(char c) { return c == '\n' || c == '\r'; }

  // Invariant between rows: the scan has given out what lies before at_. Between fields: what stands at at_ as well.

  // At the end of a row.
  void pass_line_break() {
    if (*at_++ == '\r' && at_ != end_ && *at_ == '\n') at_ = scan_.next() + 1;
    ++next_line_;
  }

  void pass_empty_lines() {
    for (; at_ != end_ && is_line_break(*at_); ++next_line_) at_ += *at_ == '\r' && end_ - at_ > 1 && at_[1] == '\n' ? 2 : 1;
    scan_.seek(at_);
  }

  // Up to the end of the row; false where its quotes are bad, at the end where one is not closed.
  bool read_fields() {
    for (;;) {
      if (at_ != end_ && *at_ == '"') {
        if (size_ == fields_.size()) fields_.resize(2 * size_);
        if (!read_quoted()) return false;
      } else {
        read_plain();
      }
      if (at_ == end_ || *at_ != separator_) return true;
      ++at_;
    }
  }

  // The fields up to one in quotes or the end of the row.
  void read_plain() {
    // All by local variables: what is a member has to be written back for each field.
    auto scan = scan_;
    auto* out = fields_.data() + size_;
    const auto* last = fields_.data() + fields_.size();
    const char *begin = at_, *at = nullptr;
    for (;;) {
      if (out == last) [[unlikely]] {
        const auto size = fields_.size();
        fields_.resize(2 * size);
        out = fields_.data() + size;
        last = fields_.data() + fields_.size();
      }
      at = scan.next();
      *out++ = {begin, static_cast<std::size_t>(at - begin)};
      if (end_ - at < 2 || *at != separator_ || at[1] == '"') break;
      begin = at + 1;
    }
    size_ = static_cast<std::size_t>(out - fields_.data());
    at_ = at;
    scan_ = scan;
  }

  bool read_quoted() {
    const char* begin = ++at_;
    std::string* copy = nullptr;
    for (;;) {
      const auto* const quote = static_cast<const char*>(std::memchr(at_, '"', static_cast<std::size_t>(end_ - at_)));
      if (!quote) {
        at_ = end_;
        return false;
      }
      next_line_ += count_line_breaks(at_, quote);
      const bool is_doubled = quote + 1 != end_ && quote[1] == '"';
      if (!is_doubled) {
        if (copy)
          fields_[size_++] = copy->append(begin, quote);
        else
          fields_[size_++] = {begin, static_cast<std::size_t>(quote - begin)};
        scan_.seek(quote + 1);
        at_ = scan_.next();
        return at_ == quote + 1;
      }
      has_unquoted_ = true;
      if (!copy) copy = &unquoted_.emplace_back();
      copy->append(begin, quote + 1);
      at_ = begin = quote + 2;
    }
  }

  // The row is only the line on which it begins: what follows may well be read.
  void give_up_from(const char* begin) {
    at_ = std::find_if(begin, end_, is_line_break);
    next_line_ = line_;
    scan_.seek(at_);
    (void)scan_.next();  // at_
    state_ = at_ - begin > longest ? row_state::too_long : row_state::bad_quotes;
  }

  [[nodiscard]] static std::uint64_t count_line_breaks(const char* begin, const char* end) {
    std::uint64_t n = 0;
    for (const char* p = begin; p != end; ++p)
      if (*p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'))) ++n;
    return n;
  }

  const char* at_;
  const char* end_;
  separator_scan scan_;
  char separator_;
  std::uint64_t line_ = 0, next_line_;
  bool more_is_to_come_;
  row_state state_ = row_state::good;
  const char *row_ = nullptr, *row_end_ = nullptr;
  std::string_view rest_;
  std::vector<std::string_view> fields_;  // the first size_ of them
  std::size_t size_ = 0;
  std::deque<std::string> unquoted_;  // fields whose doubled quotes had to be resolved; addresses stay
  bool has_unquoted_ = false;
};

}  // namespace polku::inline v0
