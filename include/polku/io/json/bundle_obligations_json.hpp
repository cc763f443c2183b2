// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/json/design_json.hpp>
#include <polku/io/text_file.hpp>
#include <polku/io/write_whole_file.hpp>
#include <polku/model/obligation.hpp>

#include <filesystem>
#include <ostream>
#include <vector>

namespace polku::inline v0 {

/// The obligations of a bundle: those of its `obligations.json`, none where it has no such file.
///
/// \throws input_error where the file is none of obligations.
[[nodiscard]] inline std::vector<obligation> read_bundle_obligations(const std::filesystem::path& directory) {
  const auto path = directory / "obligations.json";
  if (!std::filesystem::exists(path)) return {};
  return read_obligations(read_text_file(path), path.string());
}

/// Writes a bundle's `obligations.json`, whole or not at all.
///
/// \throws std::runtime_error where the file cannot be written.
inline void write_bundle_obligations(const std::vector<obligation>& obligations, const std::filesystem::path& directory) {
  write_whole_file(directory / "obligations.json", [&](std::ostream& out) { out << to_json(obligations).dump(2) << '\n'; });
}

}  // namespace polku::inline v0
