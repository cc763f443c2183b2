// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace polku_test {

// A folder to read from and one to write to, for as long as the program runs.
class temporary_folders {
 public:
  temporary_folders() {
    std::filesystem::create_directories(read);
    std::filesystem::create_directories(written);
  }
  ~temporary_folders() { std::filesystem::remove_all(root_); }

 private:
  std::filesystem::path root_ = std::filesystem::temp_directory_path() / ("polku-fuzz-" + std::to_string(getpid()));

 public:
  const std::filesystem::path read = root_ / "read", written = root_ / "written";
};

// The files of a bundle, of bytes with form feeds between them: episodes.csv, handovers.csv, milestones.csv, plans.csv,
// consents.csv, obligations.json. An empty one is not there.
inline void lay_out(std::string_view bytes, const std::filesystem::path& folder) {
  for (const auto* name :
       {"episodes.csv", "handovers.csv", "milestones.csv", "plans.csv", "consents.csv", "obligations.json"}) {
    const auto text = bytes.substr(0, bytes.find('\f'));
    bytes.remove_prefix(std::min(bytes.size(), text.size() + 1));
    if (text.empty())
      std::filesystem::remove(folder / name);
    else
      std::ofstream(folder / name, std::ios::binary) << text;
  }
}

}  // namespace polku_test
