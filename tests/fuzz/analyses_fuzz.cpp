// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The analyses of a small log that the bytes choose, against the slow reference.

#include "../analysis/analysed.hpp"
#include "../reference/random_log.hpp"
#include "../reference/reference.hpp"
#include "fuzz_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  polku_test::byte_source choices(polku_test::text_of(data, size));
  const auto how = choices() % 2 == 0 ? reference::reading::succession : reference::reading::coverage;
  const auto options = reference::random_options(choices, how);
  const auto log = reference::random_log(choices);
  polku_test::require(polku_test::analysed::slowly(log, options) == polku_test::analysed::by_polku(log, options),
                      "the analyses agree with the reference");
  return 0;
}
