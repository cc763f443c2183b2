// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/summary.hpp>

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

namespace polku_test {

using namespace std::string_view_literals;

/// Names that try to be something else than text, and what they look like on a terminal or in a drawing.
struct hostile_name {
  std::string_view name, visible;
};
inline constexpr hostile_name hostile_names[] = {
    {"<script>alert(1)</script>", "<script>alert(1)</script>"},
    {"abc\u202E"
     "fed\u2066x\u200F\u061C",
     "abc<U+202E>fed<U+2066>x<U+200F><U+061C>"},
    {"two\nlines\rand\ttab", "two<U+000A>lines<U+000D>and<U+0009>tab"},
    {"\x1B[31mred\x07", "<U+001B>[31mred<U+0007>"},
    {"\xC2\x9B"
     "31m",
     "<U+009B>31m"},
    {"nul\0inside"sv, "nul<U+0000>inside"},
    {"ty\xF6paja \xE2\x82", "ty<F6>paja <E2><82>"},
    {"\xEF\xBF\xBE non-character", "<U+FFFE> non-character"},
    {"\"quoted\" & 'so'", "\"quoted\" & 'so'"},
    {"ends with \\", "ends with \\"},
    {"\\N \\G \\E \\l \\n", "\\N \\G \\E \\l \\n"},
    {"]]> &amp; &#8238; &lt;b&gt;", "]]> &amp; &#8238; &lt;b&gt;"},
    {"<b>bold</b>", "<b>bold</b>"},
    {"=1+1", "=1+1"},
    {"n0\"]; n9 [label=\"x", "n0\"]; n9 [label=\"x"},
    {"työpaja 価 🙂", "työpaja 価 🙂"},
};

/// An internal summary that has such names wherever a summary has names.
inline polku::summary hostile_summary() {
  polku::summary s;
  s.is_shareable = false;
  s.party = "organisation";
  s.reading = "coverage";
  s.log.rows = 200;
  s.log.records = 200;
  s.log.clients = 20;
  s.log.rejected = std::size(hostile_names);
  s.options.ping_pong.progress.milestones.clear();
  auto& finding = s.log.findings;
  for (const auto* name :
       {"without_party", "ties", "duplicates", "overlaps", "past_exit", "unknown_phases", "early_handovers"})
    finding.push_back({.name = name, .count = 3, .clients = 3});
  s.ping_pong.loops = s.gaps.count = s.handovers.all.count = s.handovers.all.lost = 20;
  auto& members = s.graph.components.emplace_back();
  for (std::size_t i = 0; i < std::size(hostile_names); ++i) {
    const std::string name(hostile_names[i].name), next(hostile_names[(i + 1) % std::size(hostile_names)].name);
    for (auto& f : finding) f.examples.push_back({name, "2022-01-01"});
    s.log.files.push_back({name, {{"start", next}}});
    s.log.rejects.push_back({static_cast<std::uint16_t>(i),
                             polku::value_class::word,
                             {.place = 2, .column = "start", .reason = polku::fault::unreadable_time}});
    s.log.rejected_values.push_back(name);
    s.graph.parties.push_back({.name = name, .stays = 30, .clients = 20});
    s.graph.transitions.push_back({.from = name, .to = next, .transitions = 40, .clients = 10 + i});
    s.graph.circuits.push_back({{name, next}, 10, 10});
    s.options.ping_pong.progress.milestones.push_back(name);
    s.ping_pong.pairs.push_back({.from = name, .via = next, .returns = 9, .at_risk = 10, .expected = 1.0, .q = 0.01});
    s.ping_pong.loop_items.push_back({.client = name,
                                      .parties = {name, next},
                                      .shape = {},
                                      .hub = name,
                                      .returns = 2,
                                      .bounces = 3,
                                      .start = "2022-01-01",
                                      .end = "2022-02-01",
                                      .days_lost = 20,
                                      .followed_by = {},
                                      .days_until = 1});
    s.gaps.pairs.push_back({.before = name, .after = next, .count = 7, .clients = 7, .days = 30.0});
    s.gaps.items.push_back({name, polku::gap_kind::between, "2022-01-01", "2022-02-01", 31, name, next, false});
    s.handovers.pairs.push_back({.from = name, .to = next, .figures = {.count = 9, .lost = 6}});
    s.obligations.push_back({.name = name, .sentence = name, .status = polku::evaluability::evaluated});
    s.obligations.back().unmatched = {next};
    s.obligations.back().items.push_back({name, "2022-01-01", "2022-02-01", "2022-01-01", 31, name});
    s.obligations.push_back({.name = name, .sentence = name, .status = polku::evaluability::not_recorded, .obstacle = next});
    members.push_back(name);
  }
  s.ping_pong.with_loop_by_landmark = s.ping_pong.without_loop_by_landmark = {.clients = 10, .outcomes = 5};
  return s;
}

}  // namespace polku_test
