// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "reference.hpp"

#include <cstddef>
#include <string>

namespace reference {

// Small numbers everywhere, so that ties, touching, nested and equal episodes, points, open ends and late records abound.
template <class Random>
log random_log(Random& random) {
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n + 1)); };
  const auto one_in = [&](int n) { return upto(n - 1) == 0; };
  log out;
  const int clients = 1 + upto(2), parties = 1 + upto(3), horizon = 4 + upto(36), points = upto(3) == 0 ? 1 : 6;
  const int episodes = 1 + upto(13);
  for (int i = 0; i < episodes; ++i) {
    episode e{};
    e.client = std::string(1, static_cast<char>('a' + upto(clients - 1)));
    e.party = one_in(15) ? "" : std::string(1, static_cast<char>('A' + upto(parties)));
    e.phase = one_in(3) ? std::to_string(1 + upto(4)) : one_in(20) ? "no such phase" : "";
    e.start = upto(horizon);
    if (one_in(points))
      e.end = e.start;
    else if (!one_in(8))
      e.end = e.start + 1 + upto(horizon / 2);
    e.support = !one_in(4);
    if (one_in(6) && !out.episodes.empty()) {  // the same time as another one
      const auto& twin = out.episodes[static_cast<std::size_t>(upto(i - 1))];
      e.client = twin.client;
      e.start = twin.start;
      e.end = twin.end;
    }
    out.episodes.push_back(e);
  }
  const char* const kinds[] = {"exit", "exit", "job start", "Study_Start", "referral"};
  for (int i = upto(3); i > 0; --i)
    out.milestones.push_back({std::string(1, static_cast<char>('a' + upto(clients))), upto(horizon + 5), kinds[upto(4)]});
  if (one_in(2)) out.cutoff = upto(horizon + 5);
  return out;
}

template <class Random>
options random_options(Random& random, reading how) {
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n + 1)); };
  options o;
  o.how = how;
  o.bridge = upto(2) == 0 ? upto(3) : 0;
  o.max_wait = upto(1) == 0 ? 30 : upto(8);
  o.window = upto(1) == 0 ? 180 : upto(10);
  o.max_length = 2 + upto(3);
  o.min_returns = 1 + upto(2);
  if (upto(2) == 0) o.tolerance = upto(3);
  if (upto(3) == 0) o.planned = {"A", "C"};
  o.progress = {"job start", "Study_Start"};
  if (upto(1) == 0) o.phase_rank = {{"1", 0}, {"2", 1}, {"3", 2}, {"4", 3}, {"5", 4}};
  return o;
}

}  // namespace reference
