// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/ping_pong/returns.hpp>

polku::return_counts counted(const polku::event_log& log) {
#ifdef WRONG
  return polku::count_returns(polku::pathways(log, {}, [](const polku::episode& e) { return e.worker.size(); }));
#else
  return polku::count_returns(polku::pathways(log, {}, [](const polku::episode& e) { return e.worker; }));
#endif
}
