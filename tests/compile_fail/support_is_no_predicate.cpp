// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/support/gaps.hpp>

std::vector<polku::coverage_gap> found(const polku::event_log& log) {
#ifdef WRONG
  return polku::find_gaps(log, {}, "rehabilitative work");
#else
  return polku::find_gaps(log, {}, [](const polku::episode& e) { return e.service == "rehabilitative work"; });
#endif
}
