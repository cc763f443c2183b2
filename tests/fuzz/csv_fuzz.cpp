// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Whatever the bytes of a CSV: every record is counted once, blocks of any size and any number of threads read the same, and
// what is written of the log reads as the same log.

#include "fuzz_input.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/io/csv/write_csv.hpp>
#include <polku/log/has_same_records.hpp>

#include <algorithm>
#include <sstream>

using namespace polku;

namespace {

// A small block that holds the header; the whole where the header is more than one plain line.
std::size_t block_size_for(std::string_view bytes) {
  const auto line = std::min(bytes.size(), bytes.find_first_of("\r\n"));
  return line == 0 || bytes.substr(0, line).find('"') != std::string_view::npos ? text_blocks::usual_size : line + 8;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static polku_test::memory_file file, written;
  const auto bytes = polku_test::text_of(data, size);
  try {
    const auto path = file.with(bytes);
    const auto read = read_csv(path);
    polku_test::require_counted_once(read);
    record_reader small({.threads = size % 8 == 0 ? 3u : 1u}, block_size_for(bytes));  // threads take time to start
    small.read_episodes(path);
    const auto by_blocks = small.finish();
    polku_test::require(has_same_records(read.log, by_blocks.log), "small blocks and threads read the same");
    polku_test::require(read.rejected.size() == by_blocks.rejected.size(), "small blocks and threads reject the same");
    for (std::size_t i = 0; i < read.rejected.size(); ++i)
      polku_test::require(read.rejected[i].what.place == by_blocks.rejected[i].what.place &&
                              read.rejected[i].what.reason == by_blocks.rejected[i].what.reason,
                          "and say the same of it");
    if (read.log.size() == 0) return 0;
    std::ostringstream text;
    write_csv(read.log, text);
    const auto back = read_csv(written.with(text.str()), {.cutoff = read.log.cutoff()});
    polku_test::require(has_same_records(read.log, back.log), "what is written reads the same");
  } catch (const input_error&) {
  }
  return 0;
}
