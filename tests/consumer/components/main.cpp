// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
// Something of polku and of each component, so that every library they need has to be linked.
#include <polku/io/json/parse_json.hpp>
#include <polku/io/xes/read_xes.hpp>
#include <polku/log/make_event_log.hpp>
#include <polku/ping_pong/ping_pong.hpp>
#include <polku/report/pseudonyms.hpp>
#include <polku/version.hpp>

#include <fmt/core.h>

int main(int argc, char** argv) {
  const auto day = [](int n) { return polku::time_point(polku::date(2022, 1, 1)) + polku::days(n); };
  std::vector<polku::episode> episodes;
  for (int i = 0; i < 5; ++i)
    episodes.push_back({.client = "c", .service = i % 2 ? "B" : "A", .start = day(10 * i), .end = day(10 * i + 10)});
  const auto [log, rejected] = polku::make_event_log(episodes);
  const auto number = polku::parse_json(R"({"loops": 1})", "one").at("loops").get<std::size_t>();
  if (argc > 1) return polku::read_xes(argv[1]).log.size() == 0;
  fmt::print("polku {}: {} of {} loops, pseudonym of {} characters\n", polku::version, polku::find_ping_pong(log).size(),
             number, polku::pseudonyms::random()("c").size());
}
