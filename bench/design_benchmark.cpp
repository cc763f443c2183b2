// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.

#include <polku/core/splitmix64.hpp>
#include <polku/design/check_design.hpp>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

// A design at random: two in three services serve a phase, half have somebody responsible, one in five is no support.
polku::pathway_design random_design(std::uint32_t services, std::uint32_t steps) {
  polku::splitmix64 random(1);
  polku::pathway_design d{.name = "random", .roles = {{"worker"}}, .outcomes = polku::common_outcomes()};
  for (int i = 0; i < 20; ++i) d.organisations.push_back({"organisation " + std::to_string(i)});
  const auto any_service = [&] { return "service " + std::to_string(random.below(services)); };
  for (std::uint32_t i = 0; i < services; ++i) {
    polku::service s{.name = "service " + std::to_string(i), .organisation = d.organisations[random.below(20)].name};
    if (random.below(3) != 0) s.phases = {std::to_string(1 + random.below(5))};
    if (random.percent(50)) s.responsible = "worker";
    s.is_support = !random.percent(20);
    s.can_fail = random.percent(10);
    d.services.push_back(s);
  }
  d.entries = {"service 0", "service 1"};
  while (d.steps.size() < steps) {
    const auto from = any_service(), to = any_service();
    const auto kind = random.below(10);
    if (kind == 9)
      d.steps.push_back(polku::move(from, d.outcomes[random.below(5)].name));
    else if (kind == 8)
      d.steps.push_back(polku::end_of(from));
    else if (from != to)
      d.steps.push_back(kind < 6 ? polku::move(from, to) : polku::join(from, to));
  }
  for (int i = 0; i < 5; ++i)
    d.obligations.push_back(
        polku::while_active(polku::in_service(any_service())).there_must_be(polku::in_service(any_service())));
  return d;
}

// Services and steps; up to four services at once.
void check_design(benchmark::State& state) {
  const auto design = random_design(static_cast<std::uint32_t>(state.range(0)), static_cast<std::uint32_t>(state.range(1)));
  polku::design_check check;
  for ([[maybe_unused]] auto _ : state) check = polku::check_design(design, {.most_services = 4});
  state.counters["states"] = static_cast<double>(check.states);
  state.counters["findings"] = static_cast<double>(check.findings.size());
  state.counters["bounds_hit"] = static_cast<double>(check.bounds.size());
}

BENCHMARK(check_design)->Args({20, 60})->Args({200, 1000})->Unit(benchmark::kMillisecond);

}  // namespace
