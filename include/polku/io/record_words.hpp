// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>
#include <polku/model/record.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace polku::inline v0 {

/// The words that files have for the values of an enumeration, in its order.
inline constexpr std::string_view manner_words[] = {"unknown", "warm", "cold", "self"};
inline constexpr std::string_view handover_status_words[] = {"proposed", "accepted", "declined"};

/// Reads one of the words, as a term; an empty text leaves `out` as it is. False for any other text.
template <class Enum>
[[nodiscard]] bool read_word(std::string_view text, std::span<const std::string_view> words, Enum& out) {
  if (text.empty()) return true;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (is_same_term(trim(text), words[i])) {
      out = static_cast<Enum>(i);
      return true;
    }
  return false;
}

}  // namespace polku::inline v0
