// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// polku-quality: audits by quality criteria, what records say beside them, and a programme's indicators by quarter.

#include "../standard_output.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/io/json/audit_json.hpp>
#include <polku/io/json/indicator_json.hpp>
#include <polku/io/json/instrument_json.hpp>
#include <polku/io/text_file.hpp>
#include <polku/io/visible_text.hpp>
#include <polku/quality/indicator_sets.hpp>
#include <polku/quality/quality_criteria.hpp>
#include <polku/report/quality_json.hpp>
#include <polku/report/quality_text.hpp>
#include <polku/report/report_quality.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

namespace {

constexpr std::string_view usage =
    "usage: polku-quality [--audits FILE.json] [--records DIR] [--indicators FILE.json | --set NAME] [--json]\n"
    "       polku-quality --write instrument|NAME     a start for your own: the instrument, or a ready set\n"
    "--audits      audits by the quality criteria, or by --instrument FILE.json\n"
    "--records     a bundle: indicators by quarter, and what the records say beside the last audit\n"
    "--indicators  your own definitions; --set: ips-grow, dwp or documents (the default)\n"
    "The figures are exact: for those who may see the records.\n";

polku::programme_definition ready_set(std::string_view name) {
  if (name == "ips-grow") return {polku::ips_grow_indicators()};
  if (name == "dwp") return {polku::dwp_primary_care_indicators()};
  if (name == "documents") return {polku::document_indicators(), {polku::valke_outcomes()}};
  throw polku::input_error(
      fmt::format("there is no set '{}'; there are ips-grow, dwp and documents", polku::to_visible(name)));
}

int write(std::string_view what) {
  const auto json = what == "instrument" ? polku::to_json(polku::quality_criteria()) : polku::to_json(ready_set(what));
  fmt::print("{}\n", json.dump(2));
  finish_standard_output();
  return 0;
}

int run(int argc, char** argv) {
  std::string audits, records, indicators, instrument, set = "documents", written;
  bool as_json = false;
  const std::pair<std::string_view, std::string*> options[] = {
      {"--audits", &audits},         {"--records", &records}, {"--indicators", &indicators},
      {"--instrument", &instrument}, {"--set", &set},         {"--write", &written}};
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    bool is_known = argument == "--json";
    as_json = as_json || is_known;
    for (const auto& [name, value] : options)
      if (argument == name && i + 1 < argc) {
        *value = argv[++i];
        is_known = true;
        break;
      }
    if (is_known) continue;
    fmt::print(argument == "--help" ? stdout : stderr, "{}", usage);
    return argument == "--help" ? 0 : 2;
  }
  if (!written.empty()) return write(written);
  if (audits.empty() && records.empty()) {
    fmt::print(stderr, "{}", usage);
    return 2;
  }

  polku::quality_options o;
  if (!instrument.empty()) o.by_what = polku::read_instrument(polku::read_text_file(instrument), instrument);
  if (!audits.empty()) o.audits = polku::read_audits(polku::read_text_file(audits), audits, o.by_what);
  auto programme =
      indicators.empty() ? ready_set(set) : polku::read_indicators(polku::read_text_file(indicators), indicators);
  o.indicators = std::move(programme.indicators);
  o.outcomes = std::move(programme.outcomes);

  std::size_t rejected = 0;
  const auto report = [&] {
    if (records.empty()) return polku::report_audits(o);
    const auto read = polku::read_bundle(records);
    rejected = read.rejected.size();
    return polku::report_quality(read.log, o);
  }();
  if (as_json)
    fmt::print("{}\n", polku::to_json(report).dump(2));
  else
    fmt::print("{}", polku::to_text(report));
  finish_standard_output();
  if (rejected != 0) fmt::print(stderr, "polku-quality: {} records could not be used; polku-report lists them\n", rejected);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& e) {
    tell_error("polku-quality", e.what());
    return 1;
  }
}
