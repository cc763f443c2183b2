// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/sections/section_context.hpp>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// Which clients to show: as many by the bounces of their worst loop as by the length of their longest gap.
[[nodiscard]] inline std::vector<client_id> choose_journeys(const section_context& c) {
  constexpr std::size_t most_of_each = 12;
  std::vector<client_id> out;
  std::set<client_id> chosen;
  const auto take = [&](auto& worst) {
    std::stable_sort(worst.begin(), worst.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::size_t taken = 0;
    for (const auto& [badness, client] : worst) {
      if (taken == most_of_each) break;
      if (!chosen.insert(client).second) continue;
      out.push_back(client);
      ++taken;
    }
  };
  std::vector<std::pair<std::size_t, client_id>> loops;
  for (const auto l : c.results.loops) loops.emplace_back(l.bounces(), l.client);
  take(loops);
  std::vector<std::pair<duration, client_id>> gaps;
  for (const auto& g : c.results.gap_list) gaps.emplace_back(g.length(), g.client);
  take(gaps);
  return out;
}

// The records of those clients. O(c log c + found) for c clients shown.
inline void show_journeys(const section_context& c, journey_section& out) {
  out.cutoff = c.log.cutoff();
  out.precision = c.log.precision();
  std::vector<std::pair<client_id, std::size_t>> places;
  for (const auto client : choose_journeys(c)) {
    places.emplace_back(client, out.clients.size());
    auto& journey = out.clients.emplace_back(shown_journey{c.client(client)});
    const auto range = c.log.episodes_of(client);
    for (auto i = range.first; i < range.last; ++i) {
      const auto e = c.log.episode_at(i, client);
      const auto party = c.log.label_of(i, c.results.party);
      journey.episodes.push_back({party == label::none ? std::string() : c.name(party), std::string(e.service),
                                  std::string(e.worker), std::string(e.phase), e.start, e.end});
    }
    for (const auto& m : c.log.milestones().of(client))
      journey.milestones.push_back({m.at, std::string(c.log.milestone_kinds()[m.kind])});
  }
  std::sort(places.begin(), places.end());
  const auto journey_of = [&](client_id client) -> shown_journey* {
    const auto found = std::lower_bound(places.begin(), places.end(), std::pair(client, std::size_t{0}));
    return found != places.end() && found->first == client ? &out.clients[found->second] : nullptr;
  };
  for (const auto l : c.results.loops)
    if (auto* j = journey_of(l.client)) j->loops.push_back({l.start(), l.end(), l.bounces()});
  for (const auto& g : c.results.gap_list)
    if (auto* j = journey_of(g.client)) j->gaps.push_back({g.kind, g.start, g.end});
  const auto& names = c.results.handovers.names;
  for (const auto& h : c.results.handover_list)
    if (auto* j = journey_of(h.client))
      j->handovers.push_back({h.at, std::string(names[h.from]), std::string(names[h.to]), h.manner, h.outcome});
}

}  // namespace polku::inline v0::detail
