// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Whatever the files of a bundle: every record is counted once, what is written of the log reads as the same log, and its
// obligations can be evaluated.

#include "bundle_input.hpp"
#include "fuzz_input.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/io/csv/write_csv.hpp>
#include <polku/io/json/bundle_obligations_json.hpp>
#include <polku/log/has_same_records.hpp>
#include <polku/obligations/count_obligations.hpp>
#include <polku/obligations/find_violations.hpp>
#include <polku/support/handovers.hpp>

using namespace polku;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const polku_test::temporary_folders folders;
  polku_test::lay_out(polku_test::text_of(data, size), folders.read);
  try {
    const auto read = read_bundle(folders.read);
    polku_test::require_counted_once(read);
    if (read.log.empty()) return 0;
    write_bundle(read.log, folders.written);
    const auto written = read_bundle(folders.written, {.cutoff = read.log.cutoff()});
    // Clients without episodes come last in what is written: once more, and they do in both.
    write_bundle(written.log, folders.written);
    const auto again = read_bundle(folders.written, {.cutoff = read.log.cutoff()});
    polku_test::require(read.log.record_count() == written.log.record_count(), "what is written is whole");
    polku_test::require(has_same_records(written.log, again.log), "what is written reads the same");
    (void)count_handovers(read.log);
    const auto obligations = read_bundle_obligations(folders.read);
    (void)count_obligations(read.log, obligations);
    (void)find_violations(read.log, obligations);
  } catch (const input_error&) {
  } catch (const std::length_error&) {  // more subjects than obligations can have
  }
  return 0;
}
