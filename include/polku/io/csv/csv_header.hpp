// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>
#include <polku/core/time_text.hpp>
#include <polku/io/input_error.hpp>
#include <polku/io/nearest_name.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <span>
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
  bool has_na = true;        ///< whether `NA` is a missing value
  bool may_be_named = true;  ///< whether the caller can give it another name
};

/// A table's header: where the wanted columns stand.
class csv_header {
 public:
  /// `names` is the first row of the table that messages call `file`.
  /// \throws input_error where a required or named column is missing, or a wanted one appears twice.
  csv_header(std::string_view file, std::span<const std::string_view> names, std::initializer_list<wanted_column> wanted) {
    for (const auto& n : names) names_.emplace_back(trim(n));
    for (const auto& w : wanted) {
      const auto column = find(file, w);
      columns_.push_back({w.field, std::min(column, size()), w.has_na});
      if (column != absent && names_[column] != w.field) renamed_.emplace_back(w.field, names_[column]);
    }
  }

  /// The number of columns in the table.
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  /// Whether a wanted column is there.
  [[nodiscard]] bool has(std::size_t wanted) const { return columns_[wanted].at != size(); }
  /// What the wanted columns are called in the table, where they are not called by their usual name: field, name.
  [[nodiscard]] const std::vector<std::pair<std::string_view, std::string>>& renamed() const { return renamed_; }

  /// A wanted column's field in a row of as many, with an empty one behind it; empty where the column is absent or the value
  /// missing (empty or `NA`).
  [[nodiscard]] std::string_view value(const std::string_view* row, std::size_t wanted) const {
    const auto value = row[columns_[wanted].at];
    if (value.size() == 2 && value == "NA" && columns_[wanted].has_na) [[unlikely]]
      return {};
    return value;
  }
  /// The same by the column's usual name; empty where no wanted column is called so.
  [[nodiscard]] std::string_view value(const std::string_view* row, std::string_view field) const {
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i].field == field) return value(row, i);
    return {};
  }

  /// How many fields a row has more than the header; negative: fewer. Empty fields at the end do not count as more.
  [[nodiscard]] std::ptrdiff_t surplus(std::span<const std::string_view> row) const {
    auto n = row.size();
    while (n > size() && row[n - 1].empty()) --n;
    return static_cast<std::ptrdiff_t>(n) - static_cast<std::ptrdiff_t>(size());
  }

 private:
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);

  struct found_column {
    std::string_view field;
    std::size_t at;
    bool has_na;
  };

  [[nodiscard]] std::size_t find(std::string_view file, const wanted_column& w) const {
    const auto name = w.name.empty() ? w.field : w.name;
    auto found = absent;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (!is_same(names_[i], name)) continue;
      if (found != absent) throw input_error(fmt::format("'{}' has two columns '{}'; rename one of them", file, name));
      found = i;
    }
    if (found != absent || (!w.is_required && w.name.empty())) return found;
    // Of a table without a header the first line is a record: that must not be told.
    if (std::any_of(names_.begin(), names_.end(), [](const std::string& n) { return static_cast<bool>(read_time(n)); }))
      throw input_error(
          fmt::format("'{}' has no column '{}' for the {}, and a time in its first line; that has to be the header, "
                      "with the columns' names",
                      file, name, w.field));
    throw input_error(fmt::format("'{}' has no column '{}' for the {}; its columns are {}. {}{}", file, name, w.field,
                                  listed(), remedy(w), hint(name)));
  }

  static std::string remedy(const wanted_column& w) {
    return w.may_be_named ? fmt::format("Name the right one (--{} NAME)", w.field) : "Rename the right one";
  }

  // Headers match without regard to ASCII case, but '_' is not '-': both may well stand side by side.
  static bool is_same(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
  }

  [[nodiscard]] std::string listed() const {
    constexpr std::size_t most = 20;
    std::string out;
    for (std::size_t i = 0; i < names_.size() && i < most; ++i) out += fmt::format("{}'{}'", i == 0 ? "" : ", ", names_[i]);
    if (names_.size() > most) out += fmt::format(" and {} more", names_.size() - most);
    return out;
  }

  [[nodiscard]] std::string hint(std::string_view name) const {
    const auto nearest = nearest_name(name, names_);
    return nearest.empty() ? "" : fmt::format(". Is it '{}'?", nearest);
  }

  std::vector<std::string> names_;
  std::vector<found_column> columns_;  // as wanted
  std::vector<std::pair<std::string_view, std::string>> renamed_;
};

}  // namespace polku::inline v0
