// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "common.hpp"

#include <polku/ping_pong/ping_pong_finder.hpp>

namespace polku_python {

// Without phases, the coaching process; an empty list: phases do not count.
inline polku::progress_options progress_of(const std::vector<std::string>& milestones,
                                           const std::optional<std::vector<std::string>>& phases) {
  polku::progress_options out{.milestones = milestones};
  if (!phases) return out;
  std::vector<polku::phase> all;
  for (const auto& name : *phases) all.push_back({name});
  out.phases = polku::process(std::move(all));
  return out;
}

inline polku::ping_pong_options ping_pong_of(const polku::progress_options& progress, std::size_t max_length,
                                             double window_days, std::size_t min_returns,
                                             const std::vector<std::string>& planned) {
  return {.progress = progress,
          .max_length = max_length,
          .window = days_of(window_days, "window_days"),
          .min_returns = min_returns,
          .planned = planned};
}

}  // namespace polku_python
