// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/io/xes/read_xes.hpp>
#include <polku/io/xes/write_xes.hpp>
#include <polku/polku.hpp>
#include <polku/report/json.hpp>
#include <polku/report/pseudonyms.hpp>

std::size_t loops_elsewhere(const polku::event_log& log);

int main() {
  const auto day = [](int n) { return polku::time_point(polku::date(2022, 1, 1)) + polku::days(n); };
  std::vector<polku::episode> episodes;
  for (int i = 0; i < 5; ++i)
    episodes.push_back({.client = "c", .service = i % 2 ? "B" : "A", .start = day(10 * i), .end = day(10 * i + 10)});
  const auto [log, rejected] = polku::make_event_log(episodes);
  return rejected.empty() && polku::find_ping_pong(log).size() == 1 && loops_elsewhere(log) == 1 ? 0 : 1;
}
