// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/make_event_log.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace polku_test {

/// Day n of the tests' calendar, and back.
inline polku::time_point day(long long n) {
  return polku::time_point(polku::date(2020, 1, 1)) + polku::days(static_cast<long>(n));
}
inline long long number(polku::duration d) { return d.microseconds() / polku::duration::microseconds_per_day; }
inline long long number(polku::time_point t) { return number(t - day(0)); }

inline constexpr int open = -1;

/// An episode in days; the party is its organisation.
struct spell {
  const char* party;
  int start, end;  // end == open: no end
  const char* client = "c";
  const char* phase = "";
};
struct event {
  int at;
  const char* kind;
  const char* client = "c";
};

inline polku::event_log log_of(std::initializer_list<spell> spells, std::initializer_list<event> events = {},
                               std::optional<int> cutoff = {}) {
  polku::log_builder builder;
  for (const auto& s : spells) {
    polku::episode e{
        .client = s.client, .service = "service", .organisation = s.party, .phase = s.phase, .start = day(s.start)};
    if (s.end != open) e.end = day(s.end);
    (void)builder.add(e);
  }
  for (const auto& e : events) (void)builder.add(polku::milestone{e.client, day(e.at), e.kind});
  return builder.finish(cutoff ? std::optional(day(*cutoff)) : std::nullopt);
}

}  // namespace polku_test
