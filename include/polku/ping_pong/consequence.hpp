// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/ping_pong/loop_consequences.hpp>
#include <polku/ping_pong/return_consequences.hpp>

#include <vector>

namespace polku::inline v0 {

/// With what consequence clients are bounced.
struct consequences {
  loop_consequences loops;
  std::vector<return_consequence> returns;  ///< by pair

  friend bool operator==(const consequences&, const consequences&) = default;
};

/// Measures with what consequence clients are bounced: by loop in the reading of the pathways, by pair of parties by
/// succession. Time as `measure_loop_consequences` and `measure_return_consequences`.
[[nodiscard]] inline consequences measure_consequences(const pathways& paths, const consequence_options& options = {}) {
  return {measure_loop_consequences(paths, options),
          measure_return_consequences(paths, options.follow_up, options.landmark)};
}

}  // namespace polku::inline v0
