// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/text_encoding.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace polku::inline v0 {

namespace detail {

// The number of a well-formed character of so many bytes.
constexpr std::uint32_t code_point(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(character[i])); };
  if (character.size() == 1) return byte(0);
  auto code = byte(0) & (0x7Fu >> character.size());
  for (std::size_t i = 1; i < character.size(); ++i) code = code << 6 | (byte(i) & 0x3F);
  return code;
}

// Controls (C0, DEL, C1), line and paragraph separators, what sets the direction of writing (Unicode's Bidi_Control), and
// U+FFFE and U+FFFF, which no XML may hold, so no drawing as SVG either.
constexpr bool steers_display(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFFFE || code == 0xFFFF;
}

}  // namespace detail

/// Appends a text as it may be shown on a terminal or drawn in one line: control characters, line breaks and marks of
/// direction are written out, such as `<U+001B>` and `<U+202E>`, and so is each byte that is not UTF-8, such as `<FF>`. A name can
/// then neither steer the terminal nor turn round what stands beside it. O(length).
inline void append_visible(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const auto size = character_size(text);
    const auto character = text.substr(0, size != 0 ? size : 1);
    if (size == 0)
      fmt::format_to(std::back_inserter(out), "<{:02X}>", static_cast<unsigned char>(text[0]));
    else if (const auto code = detail::code_point(character); detail::steers_display(code))
      fmt::format_to(std::back_inserter(out), "<U+{:04X}>", code);
    else
      out += character;
    text.remove_prefix(character.size());
  }
}

/// The same as a text of its own.
[[nodiscard]] inline std::string to_visible(std::string_view text) {
  std::string out;
  append_visible(out, text);
  return out;
}

}  // namespace polku::inline v0
