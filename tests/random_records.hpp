// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "days.hpp"

#include <polku/log/log_builder.hpp>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace polku_test {

struct random_records_options {
  std::size_t episodes = 20;
  int clients = 4;
  bool only_points = false, only_days = false;
  bool has_others = true;  ///< handovers, milestones, plans, consents
};

/// Adds random records of every kind, the columns that may be empty sometimes so, with names that are hard to write.
inline void add_random_records(std::mt19937& random, const random_records_options& o, polku::log_builder& builder) {
  using namespace polku;
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  constexpr std::string_view hard[] = {"työpaja",
                                       "a, \"b\"; c\td|e",
                                       "two\nlines",
                                       "<&>'\"",
                                       "line\r\nfeed",
                                       " blanks both ",
                                       "ends with \\",
                                       "価 🙂",
                                       "]]>",
                                       "=1+1",
                                       "O'Neill & Co",
                                       "x",
                                       "a name of more than sixteen characters"};
  const auto name = [&] { return std::string(hard[static_cast<std::size_t>(below(13))]); };
  const auto name_or_none = [&] { return below(3) == 0 ? std::string() : name(); };
  const auto time = [&] {
    auto t = day(below(60));
    if (!o.only_days && below(2) == 0)
      t = t + duration::from_microseconds(below(86'400) * std::int64_t{1'000'000} + below(2) * 1'234);
    return t;
  };
  const auto later = [&](time_point t) { return below(3) == 0 ? std::optional<time_point>() : t + days(below(20)); };
  const bool has[] = {below(2) == 0, below(2) == 0, below(2) == 0, below(2) == 0};
  for (std::size_t i = 0; i < o.episodes; ++i) {
    const auto client = "client " + std::to_string(below(o.clients));
    owned_episode e{.client = client, .service = name(), .start = time()};
    if (has[0]) e.organisation = name_or_none();
    if (has[1]) e.role = name_or_none();
    if (has[2]) e.worker = name_or_none();
    if (has[3]) e.phase = name_or_none();
    e.end = o.only_points || below(4) == 0 ? e.start : later(e.start);
    (void)builder.add(static_cast<episode>(e));
  }
  for (std::size_t i = 0; o.has_others && i < o.episodes / 2; ++i) {
    const auto client = "client " + std::to_string(below(o.clients + 1));
    const auto a = name(), b = name();
    (void)builder.add(handover{client, time(), a, b, static_cast<manner>(below(4)), static_cast<handover_status>(below(3))});
    const auto detail = name_or_none();
    (void)builder.add(milestone{client, time(), a, detail});
    const auto from = time();
    (void)builder.add(plan{client, b, from, later(from)});
    (void)builder.add(consent{client, a, from, later(from)});
  }
}

}  // namespace polku_test
