// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Whatever the JSON: it is read, or refused by name. The first byte says as what.

#include "fuzz_input.hpp"

#include <polku/io/json/audit_json.hpp>
#include <polku/io/json/design_json.hpp>
#include <polku/io/json/indicator_json.hpp>
#include <polku/io/json/instrument_json.hpp>
#include <polku/quality/quality_criteria.hpp>

using namespace polku;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto text = polku_test::text_of(data + 1, size - 1);
  try {
    switch (data[0] % 5) {
      case 0: {
        const auto design = read_design(text, "x");
        polku_test::require(read_design(to_json(design).dump(), "x") == design, "a design reads back");
        break;
      }
      case 1:
        (void)read_obligations(text, "x");
        break;
      case 2: {
        const auto i = read_instrument(text, "x");
        polku_test::require(read_instrument(to_json(i).dump(), "x") == i, "an instrument reads back");
        break;
      }
      case 3:
        (void)read_audits(text, "x", quality_criteria());
        break;
      default:
        (void)read_indicators(text, "x");
    }
  } catch (const std::invalid_argument&) {
  } catch (const std::runtime_error&) {
  }
  return 0;
}
