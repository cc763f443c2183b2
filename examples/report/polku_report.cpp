// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// polku-report: reads records, runs every analysis, prints a summary and writes a file for machines.

#include "../standard_output.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/io/json/audit_json.hpp>
#include <polku/io/json/bundle_obligations_json.hpp>
#include <polku/io/json/indicator_json.hpp>
#include <polku/io/json/instrument_json.hpp>
#include <polku/io/visible_text.hpp>
#include <polku/io/write_whole_file.hpp>
#include <polku/io/xes/read_xes.hpp>
#include <polku/report/dot.hpp>
#include <polku/report/graphml.hpp>
#include <polku/report/html.hpp>
#include <polku/report/json.hpp>
#include <polku/report/pseudonyms.hpp>
#include <polku/report/quality_text.hpp>
#include <polku/report/show_quality.hpp>
#include <polku/report/summarise.hpp>
#include <polku/report/text.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace {

struct arguments {
  std::string input;
  polku::read_options read;
  polku::analysis_options analysis;
  polku::disclosure_options disclosure;
  unsigned threads = 1;
  std::string audit_file, instrument_file, indicators_file;
  std::string obligations_file, json_file, html_file, dot_file, graphml_file, key_file;
  polku::language language = polku::language::english;
  bool has_pseudonyms = false;
  bool is_quiet = false;
};

// A time on the command line, such as a cutoff.
polku::time_reading time_argument(const std::string& option, const std::string& text) {
  const auto time = polku::read_time(text);
  if (!time)
    throw CLI::ValidationError(
        option, fmt::format("'{}' is not a time; write 2022-11-30, 2022-11-30T08:00:00Z or 30.11.2022", text));
  return time;
}

// A length of time on the command line: why its text is none, or nothing.
std::string refuse_days(const std::string& text) {
  double days = 0;
  const auto* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, days);
  if (error == std::errc{} && end == last && days >= 0 && days <= 3'000'000) return {};
  return fmt::format("'{}' is no number of days; write one from 0 to 3000000, such as 30 or 0.5", text);
}
polku::duration to_duration(double days) {
  return polku::duration::from_microseconds(std::llround(days * static_cast<double>(polku::duration::microseconds_per_day)));
}

// Parses the command line. Wrong usage throws CLI::ParseError.
arguments parse(CLI::App& app, int argc, char** argv) {
  arguments a;
  auto& columns = a.read.columns;
  std::string party, reading, cutoff, zone, language;
  std::vector<std::string> sentinels;
  double window = a.analysis.ping_pong.window.in_days(), bridge = 0, max_wait = a.analysis.transitions.max_wait.in_days();
  double horizon = a.analysis.horizon.in_days();
  std::optional<double> tolerance;
  bool is_exact = false;

  app.add_option("INPUT", a.input,
                 "FILE.csv, FILE.xes[.gz], a bundle (a directory with episodes.csv), or - for standard input")
      ->required()
      ->type_name("");
  const std::pair<const char*, std::string*> names[] = {
      {"client", &columns.client}, {"service", &columns.service}, {"organisation", &columns.organisation},
      {"role", &columns.role},     {"worker", &columns.worker},   {"phase", &columns.phase},
      {"start", &columns.start},   {"end", &columns.end},         {"lifecycle", &columns.lifecycle}};
  for (const auto& [field, name] : names)
    app.add_option(fmt::format("--{}", field), *name,
                   fmt::format("the column (CSV) or attribute key (XES) that holds the {}", field))
        ->type_name("NAME")
        ->group("Columns");

  const std::map<std::string, polku::field> parties{{"organisation", polku::field::organisations},
                                                    {"service", polku::field::services},
                                                    {"role", polku::field::roles},
                                                    {"worker", polku::field::workers}};
  app.add_option("--party", party,
                 "what stays and the graph are made of: organisation, service, role or worker (default: organisation, or "
                 "service where there is none)")
      ->check(CLI::IsMember({"organisation", "service", "role", "worker"}))
      ->type_name("PARTY")
      ->group("Analysis");
  app.add_option("--reading", reading, "succession, or coverage (default: coverage where episodes have ends)")
      ->check(CLI::IsMember({"succession", "coverage"}))
      ->type_name("READING")
      ->group("Analysis");
  const auto add_days = [&](const char* name, auto& value, const char* text) {
    app.add_option(name, value, text)->check(refuse_days)->type_name("DAYS")->group("Analysis");
  };
  add_days("--window", window, "returns with more time away are not ping-pong (default 180)");
  app.add_option("--max-length", a.analysis.ping_pong.max_length,
                 "longer returns are not ping-pong; 2 is A, B, A (default 3)")
      ->check(CLI::Range(2, 1'000'000))
      ->type_name("N")
      ->group("Analysis");
  app.add_option("--min-returns", a.analysis.ping_pong.min_returns, "how many returns make a loop (default 2)")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N")
      ->group("Analysis");
  add_days("--bridge", bridge, "breaks within a party of at most this length are closed (default 0)");
  add_days("--max-wait", max_wait,
           "the next party within this wait is the successor even while another runs on (default 30)");
  add_days("--tolerance", tolerance, "gaps of at most this length are passed over (default 0)");
  add_days("--horizon", horizon, "a handover that the receiver has not picked up within this time is lost (default 90)");
  app.add_option("--planned", a.analysis.ping_pong.planned, "parties whose routes are meant, such as respite care")
      ->delimiter(',')
      ->type_name("PARTY,...")
      ->group("Analysis");
  app.add_option("--obligations", a.obligations_file,
                 "evaluate the obligations in this JSON file (default: those of a bundle, obligations.json)")
      ->type_name("FILE")
      ->group("Analysis");
  app.add_option("--audit", a.audit_file, "audits of the service in this JSON file, by the quality criteria")
      ->type_name("FILE")
      ->group("Analysis");
  app.add_option("--instrument", a.instrument_file, "what the audits are by, in this JSON file")
      ->type_name("FILE")
      ->group("Analysis")
      ->needs("--audit");
  auto* const indicators = app.add_option("--indicators", a.indicators_file,
                                          "evaluate the indicators in this JSON file by quarter (only with --exact: they "
                                          "are of few clients)")
                               ->type_name("FILE")
                               ->group("Analysis");
  app.add_option("--threads", a.threads, "threads for reading a table and for the analyses (default 1)")
      ->check(CLI::Range(1u, 1024u))
      ->type_name("N")
      ->group("Analysis");

  app.add_option("--cutoff", cutoff, "the end of observation (default: the end of the records)")
      ->type_name("TIME")
      ->group("Reading");
  app.add_flag("--end-is-inclusive", a.read.end_is_inclusive, "ends are the last day of support")->group("Reading");
  app.add_option("--sentinel", sentinels, "ends that stand for none (default 9999-12-31)")
      ->delimiter(',')
      ->type_name("TIME,...")
      ->group("Reading");
  app.add_option("--time-zone", zone,
                 "what the clocks showed that times without an offset were read from: UTC (the default), "
                 "an offset such as +02:00, or Europe/Helsinki with its daylight saving")
      ->type_name("ZONE")
      ->group("Reading");
  app.add_flag("--strict", a.read.is_strict, "stop at the first bad record")->group("Reading");
  auto* const show_values = app.add_flag("--show-values", a.read.keep_values,
                                         "list bad records with the value that is bad (clients' data: only with --exact)")
                                ->group("Reading");

  app.add_option("--min-cell", a.disclosure.min_cell, "smallest count of clients shown (default 5)")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N")
      ->group("Writing");
  auto* const exact =
      app.add_flag("--exact", is_exact, "the internal version: exact figures and lists of single clients")->group("Writing");
  show_values->needs(exact);
  indicators->needs(exact);
  auto* const pseudonyms =
      app.add_option(
             "--pseudonyms", a.key_file,
             "with --exact: write pseudonyms for the clients' ids, new ones in every run; with a key file (16 bytes at "
             "least; a line break at its end does not count) the same ones under the same key. Ids are all they hide: "
             "dates and rare pathways can still identify a person, and workers' names are written as they are")
          ->expected(0, 1)
          ->type_name("[KEYFILE]")
          ->group("Writing");
  pseudonyms->needs(exact)->excludes(show_values);
  app.add_option("--json", a.json_file, "write the results for machines")->type_name("FILE")->group("Writing");
  app.add_option("--html", a.html_file, "write the report as one page to look at")->type_name("FILE")->group("Writing");
  const std::map<std::string, polku::language> languages{
      {"en", polku::language::english}, {"fi", polku::language::finnish}, {"sv", polku::language::swedish}};
  app.add_option("--language", language, "of the page: en (default), fi or sv")
      ->check(CLI::IsMember(languages))
      ->type_name("LANGUAGE")
      ->group("Writing");
  app.add_option("--dot", a.dot_file, "write the transition graph to be drawn by Graphviz (dot -Tsvg)")
      ->type_name("FILE")
      ->group("Writing");
  app.add_option("--graphml", a.graphml_file, "write the transition graph for programs that work with graphs")
      ->type_name("FILE")
      ->group("Writing");
  app.add_flag("-q,--quiet", a.is_quiet, "print no summary")->group("Writing");
  app.set_version_flag("--version", std::string(polku::version));
  app.parse(argc, argv);

  if (!language.empty()) a.language = languages.at(language);
  if (!party.empty()) a.analysis.party = parties.at(party);
  if (!reading.empty())
    a.analysis.stays.reading = reading == "coverage" ? polku::reading::coverage : polku::reading::succession;
  a.analysis.ping_pong.window = to_duration(window);
  a.analysis.stays.bridge = to_duration(bridge);
  a.analysis.transitions.max_wait = to_duration(max_wait);
  a.analysis.horizon = to_duration(horizon);
  if (tolerance) a.analysis.gaps.tolerance = to_duration(*tolerance);
  if (!cutoff.empty()) a.read.cutoff = time_argument("--cutoff", cutoff).at;
  if (!zone.empty()) {
    const auto found = polku::find_time_zone(zone);
    if (!found)
      throw CLI::ValidationError(
          "--time-zone", fmt::format("'{}' is not known; give UTC, an offset such as +02:00, or Europe/Helsinki", zone));
    a.read.zone = *found;
  }
  if (!sentinels.empty()) {
    a.read.sentinels.clear();
    for (const auto& s : sentinels) a.read.sentinels.push_back(time_argument("--sentinel", s));
  }
  a.read.threads = a.threads;
  a.disclosure.is_shareable = !is_exact;
  a.analysis.with_lists = is_exact;
  a.has_pseudonyms = pseudonyms->count() != 0;
  if (a.has_pseudonyms && a.key_file == "-" && a.input == "-")
    throw CLI::ValidationError("--pseudonyms", "standard input cannot be both the records and the key");
  return a;
}

// On a terminal, says how far a long read has come; its line is gone when the reading is over.
class progress_line {
 public:
  void show(const polku::read_progress& p) {
    const auto now = clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(200);
    is_shown_ = true;
    const auto megabytes = [](std::uint64_t bytes) { return static_cast<double>(bytes) / 1e6; };
    if (p.of && *p.of != 0)
      fmt::print(stderr, "\r\033[Kreading {}: {:.0f} of {:.0f} MB, {} %", polku::to_visible(p.file), megabytes(p.bytes),
                 megabytes(*p.of), 100 * p.bytes / *p.of);
    else
      fmt::print(stderr, "\r\033[Kreading {}: {:.0f} MB", polku::to_visible(p.file), megabytes(p.bytes));
    std::fflush(stderr);
  }
  ~progress_line() {
    if (is_shown_) std::fputs("\r\033[K", stderr);
  }

 private:
  using clock = std::chrono::steady_clock;
  clock::time_point next_ = clock::now() + std::chrono::seconds(1);
  bool is_shown_ = false;
};

// By its name, or its first characters.
bool is_xes(const std::string& name, polku::input_file& file) {
  if (name.ends_with(".xes") || name.ends_with(".xes.gz") || name.ends_with(".XES")) return true;
  const auto begin = file.peek(8);
  const auto first = begin.substr(std::min(begin.size(), begin.find_first_not_of("\xEF\xBB\xBF \t\r\n")));
  const bool is_utf_16_markup = begin.size() >= 4 && (begin.substr(2, 2) == std::string_view("<\0", 2) ||
                                                      begin.substr(2, 2) == std::string_view("\0<", 2));
  return first.starts_with('<') || is_utf_16_markup || (name == "-" && begin.starts_with("\x1F\x8B"));
}

polku::read_log read(const arguments& a) {
  auto options = a.read;
  progress_line line;
  if (isatty(STDERR_FILENO) != 0) options.progress = [&](const polku::read_progress& p) { line.show(p); };
  if (std::filesystem::is_directory(a.input)) return polku::read_bundle(a.input, options);
  polku::input_file file(a.input);
  return is_xes(a.input, file) ? polku::read_xes(file, options) : polku::read_csv(file, options);
}

std::vector<polku::obligation> read_obligations(const arguments& a) {
  if (!a.obligations_file.empty())
    return polku::read_obligations(polku::read_text_file(a.obligations_file), a.obligations_file);
  if (std::filesystem::is_directory(a.input)) return polku::read_bundle_obligations(a.input);
  return {};
}

// What the service is audited by and steered by; nothing where no file tells.
std::optional<polku::quality_options> read_quality(const arguments& a) {
  if (a.audit_file.empty() && a.indicators_file.empty()) return std::nullopt;
  polku::quality_options out;
  if (!a.instrument_file.empty())
    out.by_what = polku::read_instrument(polku::read_text_file(a.instrument_file), a.instrument_file);
  if (!a.audit_file.empty()) out.audits = polku::read_audits(polku::read_text_file(a.audit_file), a.audit_file, out.by_what);
  if (!a.indicators_file.empty()) {
    auto read = polku::read_indicators(polku::read_text_file(a.indicators_file), a.indicators_file);
    out.indicators = std::move(read.indicators);
    out.outcomes = std::move(read.outcomes);
  }
  return out;
}

// What a page that may be passed on says was read: the name alone, not where it lies.
std::string name_of(const std::string& input) {
  if (input == "-") return "standard input";
  const auto path = std::filesystem::absolute(input).lexically_normal();
  return (path.has_filename() ? path : path.parent_path()).filename().string();
}

int run(arguments a) {
  a.analysis.obligations = read_obligations(a);
  const auto quality = read_quality(a);
  if (a.has_pseudonyms)  // before a long read, so that a wrong key file is told at once
    a.disclosure.pseudonym =
        a.key_file.empty() ? polku::pseudonyms::random() : polku::pseudonyms::keyed(polku::read_pseudonym_key(a.key_file));
  const auto input = read(a);
  if (input.log.empty()) {
    for (std::size_t i = 0; i < input.rejected.size() && i < 10; ++i)
      fmt::print(stderr, "{}\n", polku::to_visible(polku::describe(input.files[input.rejected[i].file], input.rejected[i])));
    fmt::print(stderr, "polku-report: nothing usable in '{}': {} records read, {} rejected, {} after the cutoff\n",
               polku::to_visible(a.input), input.rows, input.rejected.size(), input.log.after_cutoff());
    return 1;
  }
  const auto results = polku::analyse(input.log, a.analysis, a.threads);
  auto summary = polku::summarise(input, results, a.disclosure);
  if (quality) polku::show_quality(summary, input.log, *quality);
  if (!a.json_file.empty())
    polku::write_whole_file(a.json_file, [&](std::ostream& out) {
      out << polku::to_json(summary).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    });
  const auto title = a.input == "-" ? std::string("standard input") : a.input;
  const auto write_text = [](const std::string& file, const auto& text_of) {
    if (!file.empty()) polku::write_whole_file(file, [&](std::ostream& out) { out << text_of(); });
  };
  write_text(a.html_file, [&] { return polku::to_html(summary, name_of(a.input), a.language); });
  write_text(a.dot_file, [&] { return polku::to_dot(summary); });
  write_text(a.graphml_file, [&] { return polku::to_graphml(summary); });
  if (!a.is_quiet) {
    fmt::print("{}", polku::to_text(summary, title));
    if (summary.quality) fmt::print("\n{}", polku::to_text(*summary.quality));
    finish_standard_output();
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Finds ping-pong and gaps in support in records of clients' services.", "polku-report");
  try {
    return run(parse(app, argc, argv));
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  } catch (const std::exception& e) {
    tell_error("polku-report", e.what());
    return 1;
  }
}
