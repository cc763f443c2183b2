// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Whatever the files of a bundle: the whole report can be made of it, in every form.

#include "bundle_input.hpp"
#include "fuzz_input.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/io/json/bundle_obligations_json.hpp>
#include <polku/report/dot.hpp>
#include <polku/report/graphml.hpp>
#include <polku/report/html.hpp>
#include <polku/report/json.hpp>
#include <polku/report/summarise.hpp>
#include <polku/report/text.hpp>

using namespace polku;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const polku_test::temporary_folders folders;
  polku_test::lay_out(polku_test::text_of(data, size), folders.read);
  try {
    const auto read = read_bundle(folders.read);
    if (read.log.empty()) return 0;
    analysis_options options;
    options.obligations = read_bundle_obligations(folders.read);
    const auto results = analyse(read.log, options);
    const auto summary = summarise(read, results, {.is_shareable = size % 2 == 0, .min_cell = 2});
    (void)to_text(summary, "x");
    (void)to_json(summary).dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    (void)to_html(summary, "x", language::swedish);
    (void)to_dot(summary);
    (void)to_graphml(summary);
  } catch (const input_error&) {
  } catch (const std::length_error&) {  // more subjects than obligations can have
  }
  return 0;
}
