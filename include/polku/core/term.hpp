// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

namespace detail {

constexpr char fold(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c == '_' || c == '-' ? ' ' : c;
}

}  // namespace detail

/// Whether two terms are the same word to a reader: ASCII case, and `_`, `-` and space, do not matter, so that
/// `Job_Start`, `job-start` and `job start` are one milestone.
[[nodiscard]] constexpr bool is_same_term(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (detail::fold(a[i]) != detail::fold(b[i])) return false;
  return true;
}

/// A text without the spaces and tabs around it.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Which names of a table are one of `terms`, one entry per label. O(names * terms).
[[nodiscard]] inline std::vector<char> match_terms(const label_table& table, const std::vector<std::string>& terms) {
  std::vector<char> is_one(table.size());
  for (std::uint32_t i = 0; i < table.size(); ++i)
    for (const auto& term : terms)
      if (is_same_term(term, table[label{i}])) is_one[i] = true;
  return is_one;
}

/// Terms by number: names that are the same term have the same one.
class term_table {
 public:
  /// The number of a term, newly given where it is not known yet. Average O(length).
  label intern(std::string_view name) { return terms_.intern(folded(name)); }
  /// The numbers of all names of a table, by their labels there.
  [[nodiscard]] std::vector<label> intern_all(const label_table& names) {
    std::vector<label> out;
    for (std::uint32_t l = 0; l < names.size(); ++l) out.push_back(intern(names[label{l}]));
    return out;
  }
  [[nodiscard]] std::optional<label> find(std::string_view name) const { return terms_.find(folded(name)); }
  [[nodiscard]] std::size_t size() const { return terms_.size(); }

 private:
  static std::string folded(std::string_view name) {
    std::string out(name);
    for (auto& c : out) c = detail::fold(c);
    return out;
  }

  label_table terms_;
};

}  // namespace polku::inline v0
