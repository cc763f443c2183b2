// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The folders under include/polku depend one way only.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

// Each folder, and those it may include.
const std::map<std::string, std::set<std::string>> allowed = {
    {"core", {}},
    {"model", {"core"}},
    {"log", {"core", "model"}},
    {"analysis", {"core", "model", "log"}},
    {"ping_pong", {"core", "model", "log", "analysis"}},
    {"support", {"core", "model", "log", "analysis"}},
    {"obligations", {"core", "model", "log", "analysis", "support"}},
    {"monitor", {"core", "model", "log", "analysis", "support", "obligations"}},
    {"statistics", {"core", "model", "log", "analysis", "ping_pong"}},
    {"partials", {"core", "model", "log", "analysis", "ping_pong", "support", "obligations", "statistics"}},
    {"design", {"core", "model", "log", "analysis"}},
    {"graph", {"core", "model", "log", "analysis", "ping_pong"}},
    {"quality", {"core", "model", "log", "analysis", "support", "obligations", "statistics"}},
    {"io", {"core", "model", "log", "quality"}},
    {"report",
     {"core", "model", "log", "analysis", "ping_pong", "support", "obligations", "statistics", "graph", "quality", "io"}},
};

const fs::path root = fs::path(POLKU_SOURCE_DIR) / "include" / "polku";

template <class F>
void for_each_include(F f) {
  const std::regex include(R"(^#include [<"]([^>"]+)[>"])");
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".hpp") continue;
    std::ifstream in(entry.path());
    std::smatch match;
    for (std::string line; std::getline(in, line);)
      if (std::regex_search(line, match, include)) f(entry.path().lexically_relative(root), match[1].str());
  }
}

TEST(Layers, EveryFolderIsKnown) {
  for (const auto& entry : fs::directory_iterator(root))
    if (entry.is_directory()) {
      EXPECT_TRUE(allowed.contains(entry.path().filename().string())) << entry.path();
    }
}

// Whoever wants one format of files does not get the others.
TEST(Layers, FormatsOfFilesDoNotIncludeOneAnother) {
  std::size_t seen = 0;
  for_each_include([&](const fs::path& header, const std::string& included) {
    const auto folder = [](const fs::path& path) { return (++path.begin())->string(); };
    if (!header.generic_string().starts_with("io/") || !included.starts_with("polku/io/")) return;
    const auto from = folder(header), to = folder(fs::path(included).lexically_relative("polku"));
    ++seen;
    EXPECT_TRUE(from == to || to.ends_with(".hpp")) << header << " includes " << included;
  });
  EXPECT_GT(seen, 10u);
}

// Records are read without knowing what quality is measured by.
TEST(Layers, OfTheFormatsOnlyJsonKnowsQuality) {
  std::size_t seen = 0;
  for_each_include([&](const fs::path& header, const std::string& included) {
    if (!header.generic_string().starts_with("io/") || !included.starts_with("polku/quality/")) return;
    ++seen;
    EXPECT_TRUE(header.generic_string().starts_with("io/json/")) << header << " includes " << included;
  });
  EXPECT_GT(seen, 1u);
}

// A report is written without knowing what its records were read from.
TEST(Layers, ReportsIncludeNoFormatOfFiles) {
  std::size_t seen = 0;
  for_each_include([&](const fs::path& header, const std::string& included) {
    if (!header.generic_string().starts_with("report/") || !included.starts_with("polku/io/")) return;
    ++seen;
    EXPECT_FALSE(fs::path(included).lexically_relative("polku/io").has_parent_path()) << header << " includes " << included;
  });
  EXPECT_GT(seen, 1u);
}

TEST(Layers, FoldersIncludeOnlyWhatLiesBeforeThem) {
  std::size_t seen = 0;
  for_each_include([&](const fs::path& header, const std::string& included) {
    if (!header.has_parent_path() || !included.starts_with("polku/")) return;
    const fs::path target = fs::path(included).lexically_relative("polku");
    if (!target.has_parent_path()) return;  // version.hpp
    ++seen;
    const auto from = header.begin()->string(), to = target.begin()->string();
    EXPECT_TRUE(from == to || allowed.at(from).contains(to)) << header << " includes " << included;
  });
  EXPECT_GT(seen, 30u);
}

TEST(Layers, OnlyTheGraphFolderPaysForBoostGraph) {
  std::size_t seen = 0;
  for_each_include([&](const fs::path& header, const std::string& included) {
    if (!included.starts_with("boost/graph/")) return;
    ++seen;
    EXPECT_EQ(header.begin()->string(), "graph") << header << " includes " << included;
  });
  EXPECT_GT(seen, 0u);
}

TEST(Layers, OnlyTheStatisticsFolderPaysForBoostMath) {
  std::size_t seen = 0;
  for_each_include([&](const fs::path& header, const std::string& included) {
    if (!included.starts_with("boost/math/")) return;
    ++seen;
    EXPECT_EQ(header.begin()->string(), "statistics") << header << " includes " << included;
  });
  EXPECT_GT(seen, 0u);
}

TEST(Layers, NoHeaderIsLongerThan500Lines) {
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path());
    std::size_t lines = 0;
    for (std::string line; std::getline(in, line);) ++lines;
    EXPECT_LE(lines, 500u) << entry.path();
  }
}

}  // namespace
