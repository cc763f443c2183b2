// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/log_arranger.hpp>

#include <stdexcept>

namespace polku::inline v0 {

/// The log as it would have been extracted at an earlier cutoff: later records left out, later ends open. The new cutoff may
/// not lie after the log's own, since what happened then is not known.
/// \throws std::invalid_argument if it does. O(n log m), m the episodes of the largest client.
[[nodiscard]] inline event_log cut(const event_log& log, time_point cutoff) {
  if (cutoff > log.cutoff())
    throw std::invalid_argument("polku: a log cannot be cut after its own cutoff; read it again with the later one");
  return detail::log_arranger::arrange(detail::log_arranger::loosen(log), cutoff);
}

}  // namespace polku::inline v0
