// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// polku-designs: checks the pathway designs of this folder and prints what is found.

#include "../standard_output.hpp"
#include "designs.hpp"

#include <polku/design/check_design.hpp>
#include <polku/design/compare_with_records.hpp>
#include <polku/io/csv/read_csv.hpp>
#include <polku/io/json/design_json.hpp>
#include <polku/io/text_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

namespace {

struct named_design {
  char letter;
  polku::pathway_design (*make)();
};
constexpr named_design designs[] = {
    {'a', examples::todays_path},     {'b', examples::orimattila_pilot}, {'c', examples::quality_criteria},
    {'d', examples::keski_suomi},     {'e', examples::pahee_pilot},      {'f', examples::valke_kuopio},
    {'g', examples::valke_sisa_savo}, {'h', examples::viissatanen},
};

constexpr std::string_view usage =
    "usage: polku-designs [a-h] [--json]                checks one of the shipped designs (all where none is named)\n"
    "       polku-designs FILE.json                     checks a design of your own\n"
    "       polku-designs a-h|FILE.json --records DIR   sets it beside the records of a bundle\n"
    "--json writes the design instead, as a start for your own.\n";

// Texts of a design, as they can be shown.
std::string shown(std::string_view text) { return polku::to_visible(text); }

std::string counted(std::size_t n, std::string_view one) { return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s"); }

void print(const polku::pathway_design& design) {
  const auto check = polku::check_design(design);
  const auto letters = std::count_if(design.name.begin(), design.name.end(), [](char c) { return (c & 0xC0) != 0x80; });
  fmt::print("{}\n{:=<{}}\n", shown(design.name), "", letters);
  fmt::print("{} of {}, {}, {}, {}.\n", counted(design.services.size(), "service"),
             counted(design.organisations.size(), "organisation"), counted(design.steps.size(), "step"),
             counted(design.outcomes.size(), "outcome"), counted(design.obligations.size(), "obligation"));
  for (const auto& s : design.services)
    if (s.capacity)
      fmt::print("{}: {} with {} each, room for {} at once.\n", shown(s.name), counted(s.capacity->workers, "worker"),
                 counted(s.capacity->clients_each, "client"), s.capacity->clients());
  fmt::print("{} a client can be in.\n", counted(check.states, "state"));
  for (const auto& b : check.bounds) fmt::print("There may be more than is said here: {}.\n", b);
  if (check.findings.empty()) fmt::print("\nNothing was found.\n");
  for (const auto& f : check.findings) {
    fmt::print("\n{}: {}\n", to_string(f.fault), shown(f.what));
    for (const auto& w : f.witness) fmt::print("    {}\n", shown(w));
    if (!f.circuit.empty()) fmt::print("  and then, again and again:\n");
    for (const auto& w : f.circuit) fmt::print("    {}\n", shown(w));
  }
  if (!check.responsibilities.empty()) fmt::print("\nResponsibility passes\n");
  for (const auto& r : check.responsibilities)
    fmt::print("    from {} to {}: {}\n", shown(r.before), shown(r.after), shown(r.by));
  if (!check.untold.empty()) fmt::print("\nOnly records can tell\n");
  for (const auto& u : check.untold) fmt::print("    {}\n", shown(u));
}

void print_beside(const polku::pathway_design& design, const char* bundle) {
  const auto read = polku::read_bundle(bundle);
  const auto compared = polku::compare_with_records(design, read.log);
  const auto& names = read.log.names(polku::field::services);
  fmt::print("{} beside the records of {}: {}\n\nSteps of the design, as they were taken\n", shown(design.name),
             shown(bundle), counted(compared.clients, "client"));
  for (const auto& s : compared.steps)
    fmt::print("  {:>5} by {:<10} {}\n", s.seen.count, counted(s.seen.clients, "client"),
               shown(to_string(design.steps[s.step])));
  fmt::print("\nServices that began without a step of the design\n");
  for (const auto& t : compared.unplanned)
    fmt::print("  {:>5} by {:<10} {} -> {}\n", t.seen.count, counted(t.seen.clients, "client"), shown(t.from), shown(t.to));
  if (compared.unplanned.empty()) fmt::print("  none\n");
  fmt::print("\nWhere clients first left the design\n");
  for (const auto& d : compared.departures)
    fmt::print("  {} {}: {} begins{} ({})\n", shown(read.log.name_of(d.client)),
               to_string(d.left.start, read.log.precision()), shown(names[d.left.party]),
               d.from == polku::label::none ? "" : fmt::format(" after {}", shown(names[d.from])), to_string(d.kind));
  if (compared.departures.empty()) fmt::print("  nowhere\n");
}

}  // namespace

int main(int argc, char** argv) {
  std::string which;
  const char* records = nullptr;
  bool as_json = false;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--help") {
      fmt::print("{}", usage);
      return 0;
    }
    if (argument == "--json")
      as_json = true;
    else if (argument == "--records" && i + 1 < argc)
      records = argv[++i];
    else if (which.empty() && !argument.starts_with("--"))
      which = argument;
    else {
      fmt::print(stderr, "polku-designs: what is '{}'?\n{}", shown(argument), usage);
      return 2;
    }
  }
  try {
    const auto show = [&](const polku::pathway_design& d) {
      if (records)
        print_beside(d, records);
      else if (as_json)
        fmt::print("{}\n", polku::to_json(d).dump(2));
      else
        print(d);
    };
    if (which.size() > 1) {
      show(polku::read_design(polku::read_text_file(which), which));
      finish_standard_output();
      return 0;
    }
    bool is_known = false;
    for (const auto& d : designs) {
      if (!which.empty() && which[0] != d.letter) continue;
      if (is_known) fmt::print("\n");
      is_known = true;
      show(d.make());
    }
    if (!is_known) {
      fmt::print(stderr, "polku-designs: there is no design '{}'\n{}", shown(which), usage);
      return 2;
    }
    finish_standard_output();
    return 0;
  } catch (const std::exception& e) {
    tell_error("polku-designs", e.what());
    return 1;
  }
}
