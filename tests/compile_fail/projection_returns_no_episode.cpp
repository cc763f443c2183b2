// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/log/make_event_log.hpp>

struct row {
  int id;
};

polku::made_log made(const std::vector<row>& rows) {
#ifdef WRONG
  return polku::make_event_log(rows, [](const row& r) { return r.id; });
#else
  return polku::make_event_log(rows, [](const row& r) {
    return polku::owned_episode{.client = std::to_string(r.id), .service = "coaching", .start = polku::date(2022, 9, 5)};
  });
#endif
}
