// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Files that cannot be read, or not to their end.
#include "../temp_folder.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/io/json/bundle_obligations_json.hpp>
#include <polku/io/xes/read_xes.hpp>
#include <polku/model/obligation_catalogue.hpp>

#include <string>
#include <vector>

#include <unistd.h>

namespace {

using namespace polku;
namespace fs = std::filesystem;

class InputFaults : public polku_test::TempFolder {
 protected:
  template <class Read>
  static std::string message_of(Read read) {
    try {
      read();
    } catch (const input_error& e) {
      return e.what();
    }
    return "nothing wrong";
  }
};

TEST_F(InputFaults, AreToldWhereAReadFailsHalfWay) {
  // The first page of a process's memory cannot be read: the file opens, and reading it fails.
  const fs::path broken = "/proc/self/mem";
  if (!fs::exists(broken)) GTEST_SKIP() << "there is no /proc/self/mem";
  const std::string expected = "'/proc/self/mem' cannot be read to its end: Input/output error";
  EXPECT_EQ(message_of([&] { (void)read_csv(broken); }), expected);
  EXPECT_EQ(message_of([&] { (void)read_xes(broken); }), expected);
  EXPECT_EQ(message_of([&] { (void)read_text_file(broken); }), expected);
}

TEST_F(InputFaults, AreToldWhereAFolderStandsInAFilesPlace) {
  file("episodes.csv", "client,service,start\na,s,2022-01-01\n");
  for (const auto* name : {"handovers.csv", "obligations.json"}) {
    fs::create_directory(folder_ / name);
    const auto path = (folder_ / name).string();
    EXPECT_EQ(message_of([&] {
                (void)read_bundle(folder_);
                (void)read_bundle_obligations(folder_);
              }),
              "'" + path + "' is a directory; name a file in it");
    fs::remove(folder_ / name);
  }
  EXPECT_EQ(read_bundle(folder_).rows, 1u);
}

TEST_F(InputFaults, AreNoneInObligationsThatWereWritten) {
  EXPECT_TRUE(read_bundle_obligations(folder_).empty());
  const std::vector<obligation> obligations = {own_worker_during("rehabilitative work"), employer_contact_soon()};
  write_bundle_obligations(obligations, folder_);
  EXPECT_EQ(read_bundle_obligations(folder_), obligations);
}

TEST_F(InputFaults, AreToldWhereAFileMayNotBeRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read every file";
  const auto path = file("x.csv", "client,service,start\na,s,2022-01-01\n");
  fs::permissions(path, fs::perms::none);
  EXPECT_EQ(message_of([&] { (void)read_csv(path); }), "'" + path.string() + "' cannot be opened: Permission denied");
}

TEST_F(InputFaults, AreToldWhereABundlesTablesAreALinkToNothing) {
  fs::create_symlink(folder_ / "absent", folder_ / "episodes.csv");
  EXPECT_NE(message_of([&] { (void)read_bundle(folder_); }).find("it has no episodes.csv"), std::string::npos);
}

}  // namespace
