// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace polku::inline v0 {

namespace detail {

// How many of the first characters are ASCII for sure: found 32 at a time, then 8, so some may be left.
inline std::size_t count_ascii(const unsigned char* const begin, const unsigned char* const end) {
  constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080;
  const auto* p = begin;
  std::uint64_t words[4];
  while (end - p >= 32) {
    std::memcpy(words, p, 32);
    if (((words[0] | words[1] | words[2] | words[3]) & high_bits) != 0) break;
    p += 32;
  }
  while (end - p >= 8) {
    std::memcpy(words, p, 8);
    if ((words[0] & high_bits) != 0) break;
    p += 8;
  }
  return static_cast<std::size_t>(p - begin);
}

}  // namespace detail

/// Whether a text is well-formed UTF-8 (no overlong forms, surrogates or code points beyond U+10FFFF). O(n).
[[nodiscard]] inline bool is_utf8(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = p + text.size();
  const auto is_continuation = [&](const unsigned char* q) { return q < end && (*q & 0xC0) == 0x80; };
  while (p != end) {
    p += detail::count_ascii(p, end);
    if (p == end) break;
    if (*p < 0x80) {
      ++p;
    } else if (*p >= 0xC2 && *p <= 0xDF) {
      if (!is_continuation(p + 1)) return false;
      p += 2;
    } else if ((*p & 0xF0) == 0xE0) {
      if (!is_continuation(p + 1) || !is_continuation(p + 2)) return false;
      if ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F)) return false;
      p += 3;
    } else if (*p >= 0xF0 && *p <= 0xF4) {
      if (!is_continuation(p + 1) || !is_continuation(p + 2) || !is_continuation(p + 3)) return false;
      if ((*p == 0xF0 && p[1] < 0x90) || (*p == 0xF4 && p[1] > 0x8F)) return false;
      p += 4;
    } else {
      return false;
    }
  }
  return true;
}

/// How many bytes the character takes that a text begins with; 0 where its first byte begins none that is well-formed, or
/// the text is empty. O(1).
[[nodiscard]] inline std::size_t character_size(std::string_view text) {
  if (text.empty()) return 0;
  const auto c = static_cast<unsigned char>(text[0]);
  const std::size_t size = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
  return size <= text.size() && is_utf8(text.substr(0, size)) ? size : 0;
}

/// Windows-1252 as UTF-8. The five bytes that it does not define become the C1 control of the same number, as in browsers.
[[nodiscard]] inline std::string windows_1252_to_utf8(std::string_view text) {
  static constexpr std::uint16_t upper[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                              0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                              0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                              0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const unsigned code = byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : byte;
    if (code < 0x80) {
      out += c;
    } else if (code < 0x800) {
      out += static_cast<char>(0xC0 | code >> 6);
      out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
      out += static_cast<char>(0xE0 | code >> 12);
      out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (code & 0x3F));
    }
  }
  return out;
}

/// A text as UTF-8, line by line: a line that is not well-formed UTF-8 is taken as Windows-1252 (and so as ISO-8859-1, which
/// has the same letters). So a file in either encoding is read right however it is cut into blocks, and one that was put
/// together from both as well. O(n).
[[nodiscard]] inline std::string to_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  while (!text.empty()) {
    const auto line = text.substr(0, std::min(text.size(), text.find_first_of("\r\n")) + 1);
    text.remove_prefix(line.size());
    if (is_utf8(line))
      out += line;
    else
      out += windows_1252_to_utf8(line);
  }
  return out;
}

}  // namespace polku::inline v0
