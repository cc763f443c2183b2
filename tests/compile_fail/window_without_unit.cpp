// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/ping_pong/ping_pong.hpp>

polku::ping_pong_loops found(const polku::event_log& log) {
#ifdef WRONG
  return polku::find_ping_pong(log, {.window = 180});
#else
  return polku::find_ping_pong(log, {.window = polku::days(180)});
#endif
}
