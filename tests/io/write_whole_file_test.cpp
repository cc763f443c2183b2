// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Full disks, interrupted programs and other faults while a file is written: it is whole or as it was.
#include "../random_records.hpp"
#include "../temp_folder.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/io/csv/write_csv.hpp>
#include <polku/io/write_whole_file.hpp>
#include <polku/io/xes/write_xes.hpp>

#include <csignal>
#include <random>
#include <stdexcept>
#include <string>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace polku;
namespace fs = std::filesystem;

// In a process of its own; the status that it ends with, as `waitpid` tells it.
template <class Act>
int status_of_process(Act act) {
  const auto child = ::fork();
  if (child == 0) {
    act();
    ::_exit(0);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  return status;
}

// From here on this process writes no file beyond so many bytes, as on a full disk.
void fill_disk_after(rlim_t bytes) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{bytes, bytes};
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

class WholeFile : public polku_test::TempFolder {
 protected:
  WholeFile() { file("x", "before"); }

  void expect_as_before() const {
    EXPECT_EQ(text_of(path_), "before");
    EXPECT_EQ(files(), 1);
  }
  [[nodiscard]] long files() const { return std::distance(fs::directory_iterator(folder_), fs::directory_iterator()); }

  const fs::path path_ = folder_ / "x";
};

TEST_F(WholeFile, IsAsBeforeWhereTheDiskIsFull) {
  log_builder builder;
  std::mt19937 random(1);
  polku_test::add_random_records(random, {.episodes = 2'000}, builder);
  const auto log = builder.finish();
  const auto can_write = [&](auto write) {
    return status_of_process([&] {
      fill_disk_after(10'000);
      try {
        write_whole_file(path_, write);
      } catch (const std::runtime_error&) {
        ::_exit(1);
      }
    });
  };
  EXPECT_EQ(WEXITSTATUS(can_write([&](std::ostream& out) { write_csv(log, out); })), 1);
  expect_as_before();
  EXPECT_EQ(WEXITSTATUS(can_write([&](std::ostream& out) { write_xes(log, out); })), 1);
  expect_as_before();
  EXPECT_EQ(can_write([&](std::ostream& out) { out << "short"; }), 0);
  EXPECT_EQ(text_of(path_), "short");
}

TEST_F(WholeFile, IsAsBeforeWhereTheProgramIsInterrupted) {
  for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
    const auto status = status_of_process([&] {
      std::signal(signal, SIG_DFL);
      write_whole_file(path_, [&](std::ostream& out) {
        out << std::string(100'000, 'x') << std::flush;
        ::raise(signal);
      });
    });
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == signal) << status;
    EXPECT_EQ(text_of(path_), "before");
  }
}

TEST_F(WholeFile, IsAsBeforeWhereWhatWritesItThrows) {
  const auto stop = [](std::ostream& out) {
    out << "half";
    throw std::logic_error("stop");
  };
  EXPECT_THROW(write_whole_file(path_, stop), std::logic_error);
  expect_as_before();
}

TEST_F(WholeFile, CannotStandWhereAFolderDoesOrWhereThereIsNone) {
  const auto write_x = [](std::ostream& out) { out << "x"; };
  fs::create_directory(folder_ / "folder");
  EXPECT_THROW(write_whole_file(folder_ / "folder", write_x), std::runtime_error);
  EXPECT_TRUE(fs::is_directory(folder_ / "folder"));
  EXPECT_THROW(write_whole_file(folder_ / "absent" / "x", write_x), std::runtime_error);
  EXPECT_EQ(files(), 2);
}

TEST_F(WholeFile, IsOneOfTwoThatAreWrittenAtOnce) {
  write_whole_file(path_, [&](std::ostream& out) {
    out << "one ";
    write_whole_file(path_, [](std::ostream& other) { other << "another"; });
    EXPECT_EQ(text_of(path_), "another");
    out << "whole";
  });
  EXPECT_EQ(text_of(path_), "one whole");
  EXPECT_EQ(files(), 1);
}

TEST_F(WholeFile, StaysClosedToOthers) {
  fs::permissions(path_, fs::perms::owner_read | fs::perms::owner_write);
  write_whole_file(path_, [](std::ostream& out) { out << "x"; });
  EXPECT_EQ(text_of(path_), "x");
  EXPECT_EQ(fs::status(path_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(WholeFile, IsWhatALinkPointsToAndDevicesAreWrittenAsTheyAre) {
  const auto write_x = [](std::ostream& out) { out << "x"; };
  fs::create_symlink(path_, folder_ / "link");
  write_whole_file(folder_ / "link", write_x);
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_EQ(text_of(path_), "x");
  write_whole_file("/dev/null", write_x);
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_THROW(write_whole_file("/dev/full", write_x), std::runtime_error);
}

}  // namespace
