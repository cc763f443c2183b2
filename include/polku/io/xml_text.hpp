// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/text_encoding.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace polku::inline v0 {

/// Appends a text as it must stand in an XML attribute's value, so that a reader gets the same text: markup, tabs and line
/// breaks as references. What XML 1.0 cannot hold (other control characters below U+0020, U+FFFE, U+FFFF) and each byte that
/// is not UTF-8 becomes U+FFFD, the replacement character: the file stays readable, but names that differ in nothing else
/// become one. O(length).
inline void append_xml_text(std::string& out, std::string_view text) {
  constexpr std::string_view replacement = "\xEF\xBF\xBD";
  while (!text.empty()) {
    const auto c = static_cast<unsigned char>(text[0]);
    std::size_t taken = 1;
    if (c >= 0x80) {
      const auto size = character_size(text);
      const auto letter = text.substr(0, size);
      out += size != 0 && letter != "\xEF\xBF\xBE" && letter != "\xEF\xBF\xBF" ? letter : replacement;
      taken = size != 0 ? size : 1;
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\t') {
      out += "&#9;";
    } else if (c == '\n') {
      out += "&#10;";
    } else if (c == '\r') {
      out += "&#13;";
    } else if (c < 0x20) {
      out += replacement;
    } else {
      out += text[0];
    }
    text.remove_prefix(taken);
  }
}

}  // namespace polku::inline v0
