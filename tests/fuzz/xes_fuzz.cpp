// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Whatever the bytes of an XES file: every event is counted once, and what is written of the log reads as the same log.

#include "fuzz_input.hpp"

#include <polku/io/xes/read_xes.hpp>
#include <polku/io/xes/write_xes.hpp>
#include <polku/log/has_same_records.hpp>

#include <sstream>

using namespace polku;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static polku_test::memory_file file, written;
  try {
    const auto read = read_xes(file.with(polku_test::text_of(data, size)));
    polku_test::require_counted_once(read);
    if (read.log.size() == 0) return 0;
    std::ostringstream text;
    write_xes(read.log, text);
    const auto back = read_xes(written.with(text.str()), {.cutoff = read.log.cutoff()});
    polku_test::require(has_same_records(read.log, back.log), "what is written reads the same");
  } catch (const input_error&) {
  }
  return 0;
}
