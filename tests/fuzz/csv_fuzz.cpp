// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Whatever the bytes of a CSV: every record is counted once, any number of threads reads the same, and what is written of
// the log reads as the same log.

#include "fuzz_input.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/io/csv/write_csv.hpp>
#include <polku/log/has_same_records.hpp>

#include <sstream>

using namespace polku;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static polku_test::memory_file file, written;
  const auto bytes = polku_test::text_of(data, size);
  try {
    const auto read = read_csv(file.with(bytes));
    polku_test::require(read.rows == read.log.record_count() + read.log.after_cutoff() + read.paired + read.rejected.size(),
                        "counts add up");
    const auto threaded = read_csv(file.with(bytes), {.threads = 3});
    polku_test::require(has_same_records(read.log, threaded.log), "threads read the same");
    polku_test::require(read.rejected.size() == threaded.rejected.size(), "threads reject the same");
    if (read.log.size() == 0) return 0;
    std::ostringstream text;
    write_csv(read.log, text);
    const auto back = read_csv(written.with(text.str()), {.cutoff = read.log.cutoff()});
    polku_test::require(has_same_records(read.log, back.log), "what is written reads the same");
  } catch (const input_error&) {
  }
  return 0;
}
