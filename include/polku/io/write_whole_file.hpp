// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <random>
#include <stdexcept>
#include <system_error>

namespace polku::inline v0 {

/// Writes a file whole or not at all, so that a half-written one is never taken for the whole: `write(out)` fills another
/// file beside it, `.partial` by the end of its name, which then takes its name. Whoever is killed meanwhile leaves that one
/// behind. The permissions of a file that is replaced stay. What a link points to is written, and a device or pipe as it is.
///
/// \throws std::runtime_error where the file cannot be written, and what `write` throws; the file is as it was then.
template <class Write>
void write_whole_file(const std::filesystem::path& path, Write write) {
  std::error_code failure;
  const auto before = std::filesystem::status(path, failure);
  if (std::filesystem::exists(before) && !std::filesystem::is_regular_file(before)) {
    std::ofstream out(path, std::ios::binary);  // a device or pipe must not be replaced
    write(static_cast<std::ostream&>(out));
    if (!out.flush()) throw std::runtime_error(fmt::format("'{}' cannot be written", path.string()));
    return;
  }
  const auto target = std::filesystem::is_symlink(path) ? std::filesystem::weakly_canonical(path) : path;
  auto partial = target;
  partial += fmt::format(".{:08x}.partial", std::random_device{}());  // nobody else's
  const auto refuse = [&] {
    throw std::runtime_error(fmt::format("'{}' cannot be written; is the folder there, and is there room?", path.string()));
  };
  std::ofstream out(partial, std::ios::binary);
  if (!out) refuse();
  try {
    if (std::filesystem::exists(before)) std::filesystem::permissions(partial, before.permissions(), failure);
    write(static_cast<std::ostream&>(out));
    out.close();
    if (out.good()) std::filesystem::rename(partial, target, failure);
    if (!out.good() || failure) refuse();
  } catch (...) {
    std::filesystem::remove(partial, failure);
    throw;
  }
}

}  // namespace polku::inline v0
