// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <unistd.h>

namespace polku_test {

/// A test with a folder of its own.
class TempFolder : public testing::Test {
 protected:
  TempFolder() { std::filesystem::create_directories(folder_); }
  ~TempFolder() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path file(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }
  static std::string text_of(const std::filesystem::path& path) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() /
      ("polku-test-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) +
       std::to_string(::getpid()));
};

}  // namespace polku_test
