// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.

#include <polku/core/splitmix64.hpp>
#include <polku/model/obligation_catalogue.hpp>
#include <polku/monitor/monitor.hpp>

#include <benchmark/benchmark.h>

#include <unistd.h>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace {

using namespace polku;

const organisation company{"company", "private company"};

monitor_options ten_obligations() {
  return {
      .obligations = {own_worker_during(), valid_plan_in_every_service(), employer_contact_soon(), consent_before_handover(),
                      handover_picked_up(), support_after_job_start(), support_after_failed_trial(), never_in_a_company(),
                      employer_contact_per_contract(), at_least_every(days(90), milestone_of("contact"))},
      .how = {.organisations = {company}, .absent_means_none = true}};
}

// The first so many of them; a single one is about the first employer contact.
monitor_options some_obligations(std::size_t n) {
  auto options = ten_obligations();
  if (n == 1) std::swap(options.obligations[0], options.obligations[2]);
  options.obligations.resize(n);
  return options;
}

std::vector<std::string> client_names(std::size_t n) {
  std::vector<std::string> out;
  out.reserve(n);
  for (std::size_t i = 0; i < n; ++i) out.push_back(std::string("c").append(std::to_string(1'000'000 + i)));
  return out;
}

time_point day(std::int64_t n) {
  return time_point::from_microseconds((18'628 + n) * duration::microseconds_per_day);  // from 2021-01-01
}

// The twelve records of a client's year or so; what is planned to end says so.
any_record make_record(std::string_view client, unsigned step, time_point now) {
  switch (step % 12) {
    case 0:
      return milestone{client, now, "referral"};
    case 1:
      return episode{.client = client,
                     .service = "own work",
                     .organisation = "social services",
                     .role = "own worker",
                     .start = now,
                     .end = now + days(400)};
    case 2:
      return plan{client, "activation plan", now, now + days(365)};
    case 3:
      return episode{.client = client,
                     .service = "rehabilitative work",
                     .organisation = "workshop",
                     .role = "instructor",
                     .phase = "mapping",
                     .start = now,
                     .end = now + days(90)};
    case 4:
      return milestone{client, now, "contact"};
    case 5:
      return milestone{client, now, "first employer contact"};
    case 6:
      return consent{client, "provider", now};
    case 7:
      return handover{client, now, "workshop", "provider", manner::warm};
    case 8:
      return episode{.client = client,
                     .service = "job coaching",
                     .organisation = "provider",
                     .role = "job coach",
                     .phase = "job search",
                     .start = now,
                     .end = now + days(180)};
    case 9:
      return milestone{client, now, "job start"};
    case 10:
      return milestone{client, now, "contact"};
    default:
      return milestone{client, now, "exit"};
  }
}

// Records of clients in any order, day by day; every client is in the midst of its path.
struct stream {
  explicit stream(std::size_t clients) : names(client_names(clients)), step(clients) {}

  // Gives them one by one, or some of a day together.
  void run(monitor& to, std::size_t records, std::size_t& changes, std::size_t together = 1) {
    const auto per_day = names.size() * 12 / 365 + 1;
    const auto give = [&] {
      if (together == 1)
        std::visit([&](const auto& r) { changes += to.add(r).caused.size(); }, pending.front());
      else
        to.add_all(pending, [&](std::size_t, const monitor_answer& a) { changes += a.caused.size(); });
      pending.clear();
    };
    for (std::size_t i = 0; i < records; ++i) {
      const auto c = random.below(names.size());
      pending.push_back(make_record(names[c], step[c]++, to.now()));
      const bool is_next_day = ++given % per_day == 0;
      if (is_next_day || i + 1 == records || pending.size() == together) give();
      if (is_next_day) to.advance_to(day(static_cast<std::int64_t>(given / per_day)), [&](const auto&) { ++changes; });
    }
  }

  std::vector<std::string> names;
  std::vector<unsigned char> step;
  std::vector<any_record> pending;
  splitmix64 random{1};
  std::size_t given = 0;
};

// Of this process, in bytes.
std::size_t memory_in_use() {
  std::ifstream in("/proc/self/statm");
  std::size_t all = 0, resident = 0;
  in >> all >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// The arguments are the numbers of clients, of obligations and of records given together; items are records.
void take_records(benchmark::State& state) {
  const auto clients = static_cast<std::size_t>(state.range(0));
  const auto before = memory_in_use();
  stream records(clients);
  monitor watch(some_obligations(static_cast<std::size_t>(state.range(1))), day(0));
  std::size_t changes = 0;
  const auto together = static_cast<std::size_t>(state.range(2));
  records.run(watch, 8 * clients, changes, together);
  changes = 0;
  for ([[maybe_unused]] auto _ : state) records.run(watch, 2 * clients, changes, together);
  state.SetItemsProcessed(state.iterations() * 2 * state.range(0));
  state.counters["changes_per_record"] =
      static_cast<double>(changes) / (2.0 * static_cast<double>(clients) * static_cast<double>(state.iterations()));
  state.counters["bytes_per_client"] = static_cast<double>(memory_in_use() - before) / static_cast<double>(clients);
}
BENCHMARK(take_records)
    ->ArgsProduct({{10'000, 1'000'000}, {1, 3, 10}, {1, 1'000}})
    ->ArgNames({"clients", "obligations", "together"})
    ->Iterations(2)
    ->Unit(benchmark::kMillisecond);

// One client with ever more records, in order of time; items are records.
void take_records_of_one_client(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) {
    monitor watch(ten_obligations(), day(0));
    for (std::int64_t i = 0; i < state.range(0); ++i) {
      watch.advance_to(day(0) + duration::from_microseconds(i * 3'600'000'000), [](const auto&) {});
      std::visit([&](const auto& r) { benchmark::DoNotOptimize(watch.add(r)); },
                 make_record("one", static_cast<unsigned>(i), watch.now()));
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(take_records_of_one_client)->RangeMultiplier(4)->Range(16, 4'096)->Unit(benchmark::kMillisecond);

// The argument is the number of clients, in the midst of their paths; items are records.
monitor in_the_midst(std::size_t clients) {
  stream records(clients);
  monitor watch(ten_obligations(), day(0));
  std::size_t changes = 0;
  records.run(watch, 10 * clients, changes);
  return watch;
}
void save_state(benchmark::State& state) {
  const auto clients = static_cast<std::size_t>(state.range(0));
  const auto watch = in_the_midst(clients);
  std::size_t bytes = 0;
  for ([[maybe_unused]] auto _ : state) {
    std::ostringstream out;
    watch.save(out);
    bytes = out.str().size();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(watch.record_count()));
  state.counters["bytes_per_client"] = static_cast<double>(bytes) / static_cast<double>(clients);
}
BENCHMARK(save_state)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void restore_state(benchmark::State& state) {
  const auto watch = in_the_midst(static_cast<std::size_t>(state.range(0)));
  std::ostringstream out;
  watch.save(out);
  for ([[maybe_unused]] auto _ : state) {
    std::istringstream in(out.str());
    benchmark::DoNotOptimize(monitor::restore(in, ten_obligations()));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(watch.record_count()));
}
BENCHMARK(restore_state)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
