// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/input_error.hpp>

#include <fmt/core.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace polku::inline v0 {

/// The encodings that are told apart. ISO-8859-1 is read as Windows-1252, which has the same letters.
enum class text_encoding : std::uint8_t { utf8, windows_1252 };

/// Whether a text is well-formed UTF-8 (no overlong forms, surrogates or code points beyond U+10FFFF). O(n).
[[nodiscard]] inline bool is_utf8(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = p + text.size();
  const auto is_continuation = [&](const unsigned char* q) { return q < end && (*q & 0xC0) == 0x80; };
  while (p != end) {
    std::uint64_t eight = 0;
    while (end - p >= 8 && (std::memcpy(&eight, p, 8), (eight & 0x8080808080808080u) == 0)) p += 8;
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

/// The text of a file, as UTF-8 without a byte order mark. What is not well-formed UTF-8 is taken as Windows-1252.
/// \throws input_error where there is no such file, it is a directory, cannot be read, or is UTF-16.
[[nodiscard]] inline std::string read_text_file(const std::filesystem::path& path) {
  const auto name = path.string();
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    throw input_error(fmt::format("'{}' is a directory; name a file in it", name));
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(name.c_str(), "rb"), &std::fclose);
  if (!file) throw input_error(fmt::format("'{}' cannot be opened: {}", name, std::strerror(errno)));
  std::string text;
  if (const auto size = std::filesystem::file_size(path, ignored); !ignored)
    text.reserve(static_cast<std::size_t>(size) + 1);
  char chunk[1 << 16];
  while (const auto got = std::fread(chunk, 1, sizeof chunk, file.get())) text.append(chunk, got);
  if (std::ferror(file.get()))
    throw input_error(fmt::format("'{}' cannot be read to its end: {}", name, std::strerror(errno)));

  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    throw input_error(fmt::format("'{}' is UTF-16; save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")", name));
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  if (!is_utf8(text)) text = windows_1252_to_utf8(text);
  return text;
}

}  // namespace polku::inline v0
