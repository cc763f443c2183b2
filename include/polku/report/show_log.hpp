// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/section_context.hpp>

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace polku::inline v0::detail {

inline void show_finding(const section_context& c, std::string_view name, const log_finding& finding, log_section& out) {
  auto& shown = out.findings.emplace_back();
  shown.name = name;
  if (c.limits.is_small(c.all)) return;
  shown.count = c.show(finding);
  shown.clients = c.show_clients(finding);
  if (c.is_shareable) return;
  for (const auto& e : finding.examples) shown.examples.push_back({c.client(e.client), c.time(e.at)});
}

inline void show_span(const section_context& c, log_section& out) {
  if (c.log.empty()) return;
  auto first = c.log.starts()[0], last = first;
  for (const auto t : c.log.starts()) {
    first = std::min(first, t);
    last = std::max(last, t);
  }
  for (const auto t : c.log.ends())
    if (t != open_end) last = std::max(last, t);
  for (const auto& m : c.log.milestones().all()) last = std::max(last, m.at);
  for (const auto& h : c.log.handovers().all()) last = std::max(last, h.at);
  out.first = c.time(first);
  out.last = c.time(last);
}

// What was read, and what may surprise in it.
inline void show_log(const section_context& c, log_section& out) {
  out.rows = c.input.rows;
  out.paired = c.input.paired;
  out.rejected = c.input.rejected.size();
  out.files = c.input.files;
  out.rejects = c.input.rejected;
  if (!c.is_shareable) out.rejected_values = c.input.rejected_values;
  out.repeated_hours = c.input.repeated_hours;
  const auto& check = c.results.check;
  for (const auto& [name, finding] :
       std::initializer_list<std::pair<std::string_view, const log_finding&>>{{"without_party", check.without_party},
                                                                              {"ties", check.ties},
                                                                              {"duplicates", check.duplicates},
                                                                              {"overlaps", check.overlaps},
                                                                              {"past_exit", check.past_exit},
                                                                              {"unknown_phases", check.unknown_phases},
                                                                              {"early_handovers", check.early_handovers}})
    show_finding(c, name, finding, out);
  if (c.limits.is_small(c.all)) return;
  out.clients = c.all;
  out.records = c.log.record_count();
  out.episodes = c.log.size();
  out.handovers = c.log.handovers().size();
  out.milestones = c.log.milestones().size();
  out.plans = c.log.plans().size();
  out.consents = c.log.consents().size();
  out.after_cutoff = c.log.after_cutoff();
  out.cutoff = c.time(c.log.cutoff());
  show_span(c, out);
}

}  // namespace polku::inline v0::detail
