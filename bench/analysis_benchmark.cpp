// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.

#include "synthetic_log.hpp"

#include <polku/analysis/parallel_scan.hpp>
#include <polku/analysis/transitions.hpp>
#include <polku/ping_pong/ping_pong.hpp>
#include <polku/ping_pong/returns.hpp>
#include <polku/support/gaps.hpp>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace {

// The argument of every benchmark is the number of episodes; items are episodes.
void sizes(benchmark::internal::Benchmark* b) { b->Arg(1'000'000)->Arg(10'000'000)->Unit(benchmark::kMillisecond); }

enum class order { sorted, shuffled };

polku::bench::synthetic_log synthetic(std::int64_t episodes, order o) {
  return polku::bench::make_synthetic_log(
      {.episodes = static_cast<std::size_t>(episodes), .is_shuffled = o == order::shuffled});
}

// The log of that many episodes, made once for all benchmarks.
const polku::event_log& log_of(std::int64_t episodes) {
  static std::map<std::int64_t, polku::event_log> logs;
  const auto [at, is_new] = logs.try_emplace(episodes);
  if (is_new) {
    const auto made_up = synthetic(episodes, order::sorted);
    at->second = polku::make_event_log(polku::bench::synthetic_columns(made_up).view()).log;
  }
  return at->second;
}

template <class Work>
void measure(benchmark::State& state, Work work) {
  const auto& log = log_of(state.range(0));
  for ([[maybe_unused]] auto _ : state) {
    auto result = work(log);
    benchmark::DoNotOptimize(result);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void make_log(benchmark::State& state, order o) {
  const auto made_up = synthetic(state.range(0), o);
  const polku::bench::synthetic_columns columns(made_up);
  std::size_t bytes = 0;
  for ([[maybe_unused]] auto _ : state) {
    const auto made = polku::make_event_log(columns.view());
    bytes = made.log.episode_bytes();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["bytes_per_episode"] = static_cast<double>(bytes) / static_cast<double>(state.range(0));
}

void count_transitions(benchmark::State& state, polku::reading how) {
  measure(state, [=](const auto& log) { return polku::count_transitions(polku::pathways(log, {.reading = how})); });
}

void count_returns(benchmark::State& state, polku::reading how) {
  measure(state, [=](const auto& log) { return polku::count_returns(polku::pathways(log, {.reading = how})); });
}

void find_ping_pong(benchmark::State& state, polku::reading how) {
  measure(state, [=](const auto& log) { return polku::find_ping_pong(polku::pathways(log, {.reading = how})); });
}

// Gaps are those of the episodes; no reading enters.
void count_gaps(benchmark::State& state) {
  measure(state, [](const auto& log) { return polku::count_gaps(log); });
}

// What a plain loop over the columns needs to count transitions by pair, A-B-A and gaps, and nothing else: the floor.
std::size_t count_plainly(const polku::event_log& log) {
  const auto start = log.starts(), end = log.ends();
  const auto party = log.labels(polku::field::organisations);
  const auto width = log.names(polku::field::organisations).size();
  std::vector<std::size_t> pairs(width * width);
  std::size_t returns = 0, gaps = 0;
  for (std::uint32_t c = 0; c < log.client_count(); ++c) {
    const auto [first, last] = log.episodes_of(polku::client_id{c});
    auto covered = start[first];
    auto last_but_one = polku::label::none, before = polku::label::none;
    for (auto i = first; i != last; ++i) {
      if (i != first) ++pairs[index_of(before) * width + index_of(party[i])];
      returns += (party[i] == last_but_one) & (party[i] != before) ? 1 : 0;
      gaps += start[i] > covered ? 1 : 0;
      covered = end[i] > covered ? end[i] : covered;
      last_but_one = std::exchange(before, party[i]);
    }
  }
  return pairs.front() + returns + gaps;
}
void floor(benchmark::State& state) { measure(state, count_plainly); }

// Transitions, returns and gaps in one pass over the clients.
void one_scan(benchmark::State& state, polku::reading how, unsigned threads) {
  measure(state, [=](const auto& log) {
    const polku::pathways paths(log, {.reading = how});
    polku::transition_tally transitions(paths, {});
    polku::return_tally returns(paths, {});
    polku::gap_tally gaps(paths, {});
    polku::parallel_scan(paths, threads, transitions, returns, gaps);
    return std::tuple(std::move(transitions).result(), std::move(returns).result(), std::move(gaps).result());
  });
}

// Transitions, returns and ping-pong loops in one pass over the clients, all of them counted.
void one_scan_counting_loops(benchmark::State& state, polku::reading how, unsigned threads) {
  measure(state, [=](const auto& log) {
    const polku::pathways paths(log, {.reading = how});
    polku::transition_tally transitions(paths, {});
    polku::return_tally returns(paths, {});
    polku::ping_pong_tally loops(paths, {});
    polku::parallel_scan(paths, threads, transitions, returns, loops);
    return std::tuple(std::move(transitions).result(), std::move(returns).result(), std::move(loops).result());
  });
}

// The same, with each loop listed.
void one_scan_with_loops(benchmark::State& state, polku::reading how, unsigned threads) {
  measure(state, [=](const auto& log) {
    const polku::pathways paths(log, {.reading = how});
    polku::transition_tally transitions(paths, {});
    polku::return_tally returns(paths, {});
    polku::ping_pong_list loops(paths, {});
    polku::parallel_scan(paths, threads, transitions, returns, loops);
    return std::tuple(std::move(transitions).result(), std::move(returns).result(), std::move(loops).result());
  });
}

BENCHMARK_CAPTURE(make_log, sorted, order::sorted)->Apply(sizes);
BENCHMARK_CAPTURE(make_log, shuffled, order::shuffled)->Apply(sizes);
BENCHMARK_CAPTURE(count_transitions, succession, polku::reading::succession)->Apply(sizes);
BENCHMARK_CAPTURE(count_transitions, coverage, polku::reading::coverage)->Apply(sizes);
BENCHMARK_CAPTURE(count_returns, succession, polku::reading::succession)->Apply(sizes);
BENCHMARK_CAPTURE(count_returns, coverage, polku::reading::coverage)->Apply(sizes);
BENCHMARK_CAPTURE(find_ping_pong, succession, polku::reading::succession)->Apply(sizes);
BENCHMARK_CAPTURE(find_ping_pong, coverage, polku::reading::coverage)->Apply(sizes);
BENCHMARK(count_gaps)->Apply(sizes);
BENCHMARK(floor)->Apply(sizes);
BENCHMARK_CAPTURE(one_scan, succession, polku::reading::succession, 1u)->Apply(sizes);
BENCHMARK_CAPTURE(one_scan, coverage, polku::reading::coverage, 1u)->Apply(sizes);
BENCHMARK_CAPTURE(one_scan, succession_two_threads, polku::reading::succession, 2u)->Apply(sizes)->UseRealTime();
BENCHMARK_CAPTURE(one_scan, coverage_two_threads, polku::reading::coverage, 2u)->Apply(sizes)->UseRealTime();
BENCHMARK_CAPTURE(one_scan_counting_loops, succession, polku::reading::succession, 1u)->Apply(sizes);
BENCHMARK_CAPTURE(one_scan_counting_loops, coverage, polku::reading::coverage, 1u)->Apply(sizes);
BENCHMARK_CAPTURE(one_scan_counting_loops, succession_two_threads, polku::reading::succession, 2u)
    ->Apply(sizes)
    ->UseRealTime();
BENCHMARK_CAPTURE(one_scan_counting_loops, coverage_two_threads, polku::reading::coverage, 2u)->Apply(sizes)->UseRealTime();
BENCHMARK_CAPTURE(one_scan_with_loops, succession, polku::reading::succession, 1u)->Apply(sizes);
BENCHMARK_CAPTURE(one_scan_with_loops, coverage, polku::reading::coverage, 1u)->Apply(sizes);
BENCHMARK_CAPTURE(one_scan_with_loops, succession_two_threads, polku::reading::succession, 2u)->Apply(sizes)->UseRealTime();
BENCHMARK_CAPTURE(one_scan_with_loops, coverage_two_threads, polku::reading::coverage, 2u)->Apply(sizes)->UseRealTime();

}  // namespace
