// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>
#include <polku/model/obligation.hpp>
#include <polku/obligations/obligation_options.hpp>

#include <optional>
#include <vector>

namespace polku::inline v0 {

/// What a monitor watches.
struct monitor_options {
  std::vector<obligation> obligations = {};
  /// How they are evaluated; as for a log.
  obligation_options how = {};
  /// A matter is told of again so long before its deadline; 0: at the deadline. Empty: never.
  std::optional<duration> remind_before = std::nullopt;
};

}  // namespace polku::inline v0
