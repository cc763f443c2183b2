// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <stdexcept>
#include <string>
#include <system_error>

namespace polku::inline v0 {

/// Writes a file whole or not at all, so that a half-written one is never taken for the whole: `write(out)` fills another
/// file beside it, which then takes its name.
///
/// \throws std::runtime_error where the file cannot be written, and what `write` throws; the file is as it was then.
template <class Write>
void write_whole_file(const std::filesystem::path& path, Write write) {
  auto partial = path;
  partial += ".partial";
  std::error_code failure;
  try {
    std::ofstream out(partial, std::ios::binary);
    write(static_cast<std::ostream&>(out));
    out.close();
    if (out.good()) std::filesystem::rename(partial, path, failure);
    if (!out.good() || failure)
      throw std::runtime_error(
          fmt::format("'{}' cannot be written; is the folder there, and is there room?", path.string()));
  } catch (...) {
    std::filesystem::remove(partial, failure);
    throw;
  }
}

}  // namespace polku::inline v0
