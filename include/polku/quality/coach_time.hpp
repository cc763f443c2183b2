// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/choose.hpp>
#include <polku/core/counted.hpp>
#include <polku/core/term.hpp>
#include <polku/log/event_log.hpp>
#include <polku/quality/evidence_options.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace polku::inline v0::detail {

// Sums up the time of coaches and of their clients in a period, up to the cutoff.
class coach_time {
 public:
  coach_time(const event_log& log, const interval& period, const evidence_options& o) {
    const auto is_role = match_terms(log.names(field::roles), o.coach_roles);
    const auto until = earlier(period.end, log.cutoff());
    std::map<std::uint32_t, std::vector<interval>> of_coach;
    for (std::uint32_t c = 0; c < log.client_count(); ++c) {
      const auto [first, last] = log.episodes_of(client_id{c});
      std::map<std::uint32_t, std::vector<interval>> of_pair;
      bool is_served = false, is_open = false;
      for (auto i = first; i != last; ++i) {
        const interval part{later(log.starts()[i], period.start), earlier(log.ends()[i], until)};
        if (part.start >= part.end) continue;
        is_served = true;
        const auto worker = log.label_of(i, field::workers), role = log.label_of(i, field::roles);
        const bool is_coach = o.coach_roles.empty() || (role != label::none && is_role[index_of(role)] != 0);
        if (worker == label::none || !is_coach) continue;
        is_open = is_open || (log.ends()[i] == open_end && until == log.cutoff());
        of_pair[index_of(worker)].push_back(part);
        of_coach[index_of(worker)].push_back(part);
      }
      if (is_served && of_pair.empty()) without_coach.add(1);
      if (is_open) open.add(1);
      for (auto& [worker, parts] : of_pair) client_days += length_of(parts);
    }
    for (auto& [worker, parts] : of_coach) coach_days += length_of(parts);
    if (o.full_time_coaches && period.start < until) coach_days = *o.full_time_coaches * (until - period.start).in_days();
  }

  double client_days = 0, coach_days = 0;
  counted without_coach, open;

 private:
  static double length_of(std::vector<interval>& parts) {
    std::sort(parts.begin(), parts.end(), [](const interval& a, const interval& b) { return a.start < b.start; });
    duration sum;
    auto to = parts.front().start;
    for (const auto& p : parts) {
      if (p.end <= to) continue;
      sum += p.end - later(p.start, to);
      to = p.end;
    }
    return sum.in_days();
  }
};

}  // namespace polku::inline v0::detail
