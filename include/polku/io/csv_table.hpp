// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>
#include <polku/io/csv_reader.hpp>
#include <polku/io/input_error.hpp>
#include <polku/io/nearest_name.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// A column that a table should have.
///
/// `NA` is a missing value everywhere but in the client's column: ids that count A, B, ..., MA, NA, OA are in use, and a
/// client must not get lost over the name.
struct wanted_column {
  std::string_view field;      ///< its usual name
  std::string_view name = {};  ///< its name where the caller gave one; it must be there then
  bool is_required = false;
  bool has_na = true;  ///< whether `NA` is a missing value
};

/// A CSV text with a header, seen through the columns that are wanted.
class csv_table {
 public:
  /// \throws input_error where the text is empty, a required or named column is missing, or a wanted one appears twice.
  csv_table(std::string name, std::string_view text, std::initializer_list<wanted_column> wanted)
      : name_(std::move(name)), rows_(text, detect_separator(text)) {
    if (!rows_.next()) throw input_error(fmt::format("'{}' is empty; it needs a header line and rows below it", name_));
    for (const auto& h : rows_.fields()) header_.emplace_back(trimmed(h));
    for (const auto& w : wanted) {
      column_of_.push_back(find(w));
      has_na_.push_back(w.has_na);
      if (column_of_.back() != absent && header_[column_of_.back()] != w.field)
        renamed_.emplace_back(w.field, header_[column_of_.back()]);
    }
  }

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] bool has(std::size_t wanted) const { return column_of_[wanted] != absent; }
  /// What the wanted columns are called in the text, where they are not called by their usual name: field, name.
  [[nodiscard]] const std::vector<std::pair<std::string_view, std::string>>& renamed() const { return renamed_; }

  [[nodiscard]] bool next() { return rows_.next(); }
  [[nodiscard]] std::uint64_t line() const { return rows_.line(); }
  [[nodiscard]] bool is_well_quoted() const { return rows_.is_well_quoted(); }
  /// How many fields the row has more than the header; negative: fewer. Empty fields at the end do not count as more.
  [[nodiscard]] std::ptrdiff_t surplus() const {
    auto n = rows_.fields().size();
    while (n > header_.size() && rows_.fields()[n - 1].empty()) --n;
    return static_cast<std::ptrdiff_t>(n) - static_cast<std::ptrdiff_t>(header_.size());
  }

  /// A wanted column's field in the row; empty where the column is absent or the value missing (empty or `NA`).
  [[nodiscard]] std::string_view operator[](std::size_t wanted) const {
    const auto column = column_of_[wanted];
    if (column == absent) return {};
    const auto value = rows_.fields()[column];
    return value == "NA" && has_na_[wanted] ? std::string_view{} : value;
  }

  [[nodiscard]] static std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
  }

 private:
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);

  [[nodiscard]] std::size_t find(const wanted_column& w) const {
    const auto name = w.name.empty() ? w.field : w.name;
    auto found = absent;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (!is_same(header_[i], name)) continue;
      if (found != absent) throw input_error(fmt::format("'{}' has two columns '{}'; rename one of them", name_, name));
      found = i;
    }
    if (found == absent && (w.is_required || !w.name.empty()))
      throw input_error(
          fmt::format("'{}' has no column '{}' for the {}; its columns are {}. Name the right one (--{} NAME){}", name_,
                      name, w.field, listed(), w.field, hint(name)));
    return found;
  }

  // Headers match without regard to ASCII case, but '_' is not '-': both may well stand side by side.
  static bool is_same(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
  }

  [[nodiscard]] std::string listed() const {
    constexpr std::size_t most = 20;
    std::string out;
    for (std::size_t i = 0; i < header_.size() && i < most; ++i)
      out += fmt::format("{}'{}'", i == 0 ? "" : ", ", header_[i]);
    if (header_.size() > most) out += fmt::format(" and {} more", header_.size() - most);
    return out;
  }

  [[nodiscard]] std::string hint(std::string_view name) const {
    const auto nearest = nearest_name(name, header_);
    return nearest.empty() ? "" : fmt::format(". Is it '{}'?", nearest);
  }

  std::string name_;
  csv_reader rows_;
  std::vector<std::string> header_;
  std::vector<std::size_t> column_of_;  // by wanted column
  std::vector<char> has_na_;            // by wanted column
  std::vector<std::pair<std::string_view, std::string>> renamed_;
};

}  // namespace polku::inline v0
