// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>
#include <polku/io/text_encoding.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace polku::inline v0 {

/// Fills `codes` with the code points of the 256 bytes of an encoding that expat does not know by itself: Windows-1252 and
/// ISO-8859-15 (Latin 9, Western European with the euro). False for any other name.
[[nodiscard]] inline bool fill_xml_encoding(std::string_view name, int (&codes)[256]) {
  const bool is_windows = is_same_term(name, "windows-1252") || is_same_term(name, "cp1252");
  if (!is_windows && !is_same_term(name, "ISO-8859-15")) return false;
  for (int byte = 0; byte < 256; ++byte) codes[byte] = byte;
  if (is_windows) {
    for (int byte = 0x80; byte < 0xA0; ++byte) {
      const auto text = windows_1252_to_utf8(std::string(1, static_cast<char>(byte)));
      const auto bits = [&](std::size_t i, int mask) { return static_cast<unsigned char>(text[i]) & mask; };
      codes[byte] =
          text.size() == 2 ? bits(0, 0x1F) << 6 | bits(1, 0x3F) : bits(0, 0x0F) << 12 | bits(1, 0x3F) << 6 | bits(2, 0x3F);
    }
  } else {
    constexpr std::pair<int, int> others[] = {{0xA4, 0x20AC}, {0xA6, 0x160}, {0xA8, 0x161}, {0xB4, 0x17D},
                                              {0xB8, 0x17E},  {0xBC, 0x152}, {0xBD, 0x153}, {0xBE, 0x178}};
    for (const auto& [byte, code] : others) codes[byte] = code;
  }
  return true;
}

}  // namespace polku::inline v0
