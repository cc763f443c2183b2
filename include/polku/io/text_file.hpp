// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/input_file.hpp>
#include <polku/io/text_encoding.hpp>

#include <fmt/core.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace polku::inline v0 {

/// Refuses what begins as no text of ours does. \throws input_error for UTF-16, gzip and zip.
inline void require_plain_text(std::string_view begin, const std::string& name) {
  const auto starts_with = [&](std::string_view bytes) { return begin.starts_with(bytes); };
  if (starts_with("\xFF\xFE") || starts_with("\xFE\xFF"))
    throw input_error(fmt::format("'{}' is UTF-16; save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")", name));
  if (starts_with("\x1F\x8B")) throw input_error(fmt::format("'{}' is compressed by gzip; unpack it first", name));
  if (starts_with("PK\x03\x04"))
    throw input_error(fmt::format("'{}' is a zip file or a spreadsheet; save its table as CSV UTF-8", name));
}

/// What stands before the text of a UTF-8 file that has a byte order mark.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The whole text of a file (or of standard input, "-"), as UTF-8 without a byte order mark; lines that are not well-formed
/// UTF-8 are taken as Windows-1252. \throws input_error as `input_file` and `require_plain_text`.
[[nodiscard]] inline std::string read_text_file(const std::filesystem::path& path) {
  input_file file(path);
  std::string text;
  if (file.size()) text.reserve(static_cast<std::size_t>(*file.size()) + 1);
  char chunk[1 << 14];
  while (const auto got = file.read(chunk, sizeof chunk)) text.append(chunk, got);
  require_plain_text(text, file.name());
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  return is_utf8(text) ? text : to_utf8(text);
}

}  // namespace polku::inline v0
