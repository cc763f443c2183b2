// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Whatever the JSON: it is refused by name, or it is read, reads back as it is written, and can be put to use. The first
// byte says as what.

#include "fuzz_input.hpp"

#include <polku/design/check_design.hpp>
#include <polku/io/json/audit_json.hpp>
#include <polku/io/json/design_json.hpp>
#include <polku/io/json/indicator_json.hpp>
#include <polku/io/json/instrument_json.hpp>
#include <polku/log/log_builder.hpp>
#include <polku/obligations/count_obligations.hpp>
#include <polku/obligations/find_violations.hpp>
#include <polku/quality/compare_audits.hpp>
#include <polku/quality/evaluate_indicator.hpp>
#include <polku/quality/find_evidence.hpp>
#include <polku/quality/measure_agreement.hpp>
#include <polku/quality/quality_criteria.hpp>

using namespace polku;

namespace {

// Some of everything that obligations, indicators and instruments speak of.
event_log make_log() {
  log_builder builder;
  for (const std::string_view client : {"a", "b"}) {
    const bool is_a = client == "a";
    (void)builder.add(episode{.client = client,
                              .service = "A",
                              .organisation = "O",
                              .role = "coach",
                              .worker = "w",
                              .phase = "job search",
                              .start = date(2022, 1, 3),
                              .end = date(2022, 3, 1)});
    (void)builder.add(episode{.client = client, .service = "employment", .organisation = "P", .start = date(2022, 3, 20)});
    (void)builder.add(handover{client, date(2022, 3, 1), "A", "employment", manner::warm, handover_status::proposed});
    (void)builder.add(milestone{client, date(2022, 1, 3), "referral"});
    (void)builder.add(milestone{client, date(2022, 3, 20), "job start", "P"});
    if (is_a) (void)builder.add(milestone{client, date(2022, 6, 1), "exit", "job"});
    (void)builder.add(plan{client, "activation plan", date(2022, 1, 10), date(2022, 5, 1)});
    if (is_a) (void)builder.add(consent{client, "P", date(2022, 2, 1)});
  }
  return builder.finish(date(2022, 12, 31));
}

constexpr const char* reads_back = "what is written reads back";

void design(std::string_view text) {
  const auto design = read_design(text, "x");
  polku_test::require(read_design(to_json(design).dump(), "x") == design, reads_back);
  (void)check_design(design, {.most_states = 200, .most_services = 3, .longest_circuit = 4, .most_circuits = 3});
}

void obligations(std::string_view text, const event_log& log) {
  const auto read = read_obligations(text, "x");
  polku_test::require(read_obligations(to_json(read).dump(), "x") == read, reads_back);
  try {
    (void)count_obligations(log, read);
    (void)find_violations(log, read);
  } catch (const std::length_error&) {  // too many subjects
  }
}

const interval half_a_year{date(2022, 1, 1), date(2022, 7, 1)};

void quality_instrument(std::string_view text, const event_log& log) {
  const auto read = read_instrument(text, "x");
  polku_test::require(read_instrument(to_json(read).dump(), "x") == read, reads_back);
  (void)find_evidence(log, read, half_a_year);
}

void audits(std::string_view text) {
  const auto& by_what = quality_criteria();
  const auto read = read_audits(text, "x", by_what);
  polku_test::require(read_audits(to_json(read).dump(), "x", by_what) == read, reads_back);
  for (const auto& a : read) {
    (void)score_audit(by_what, a);
    (void)measure_agreement(by_what, a);
    if (read.front().at < a.at) (void)compare_audits(by_what, read.front(), a);
  }
}

void indicators(std::string_view text, const event_log& log) {
  const auto read = read_indicators(text, "x");
  polku_test::require(read_indicators(to_json(read).dump(), "x") == read, reads_back);
  const std::vector<reporting_period> periods{{"first half", half_a_year}, quarter(2022, 1)};
  try {
    (void)evaluate(log, read.indicators, periods);
    for (const auto& o : read.outcomes) (void)count_outcomes(log, o, periods.front());
  } catch (const std::length_error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto log = make_log();
  if (size == 0) return 0;
  const auto text = polku_test::text_of(data + 1, size - 1);
  try {
    switch (data[0] % 5) {
      case 0:
        design(text);
        break;
      case 1:
        obligations(text, log);
        break;
      case 2:
        quality_instrument(text, log);
        break;
      case 3:
        audits(text);
        break;
      default:
        indicators(text, log);
    }
  } catch (const input_error&) {
  }
  return 0;
}
