// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// polku-in-memory: reads a CSV file that polku-generate wrote and times what compare.py sets beside other tools: the
// reading; transitions, returns and gaps in one pass, under either reading; transitions, returns and ping-pong loops in one
// pass; and returns alone. Prints one line of JSON.

#include <polku/support/gaps.hpp>
#include <polku/analysis/parallel_scan.hpp>
#include <polku/ping_pong/ping_pong.hpp>
#include <polku/ping_pong/returns.hpp>
#include <polku/analysis/transitions.hpp>
#include <polku/io/csv/read_csv.hpp>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

namespace {

polku::event_log read_log(const char* name, unsigned threads) {
  auto read = polku::read_csv(
      name, {.columns = {.client = "case_id", .service = "activity", .organisation = "org", .worker = "resource"},
             .threads = threads});
  if (!read.rejected.empty()) throw std::runtime_error(polku::describe(read.files.front(), read.rejected.front()));
  return std::move(read.log);
}

struct figures {
  polku::transition_counts transitions;
  polku::return_counts returns;
  polku::gap_counts gaps;
};

figures analyse(const polku::event_log& log, polku::reading how, unsigned threads) {
  const polku::pathways paths(log, {.reading = how}, polku::field::organisations);
  polku::transition_tally transitions(paths, {});
  polku::return_tally returns(paths, {});
  polku::gap_tally gaps(paths, {});
  polku::parallel_scan(paths, threads, transitions, returns, gaps);
  return {std::move(transitions).result(), std::move(returns).result(), std::move(gaps).result()};
}

std::size_t count_loops(const polku::event_log& log, polku::reading how, unsigned threads) {
  const polku::pathways paths(log, {.reading = how}, polku::field::organisations);
  polku::transition_tally transitions(paths, {});
  polku::return_tally returns(paths, {});
  polku::ping_pong_list loops(paths, {});
  polku::parallel_scan(paths, threads, transitions, returns, loops);
  return std::move(loops).result().size();
}

std::size_t count_direct_returns(const polku::event_log& log, unsigned threads) {
  const polku::pathways paths(log, {.reading = polku::reading::succession}, polku::field::organisations);
  polku::return_tally returns(paths, {});
  polku::parallel_scan(paths, threads, returns);
  return std::move(returns).result().direct.count;
}

template <class Work>
auto time(double& seconds, Work work) {
  const auto begin = std::chrono::steady_clock::now();
  auto out = work();
  seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return out;
}

std::size_t count(const polku::transition_counts& counts) {
  std::size_t sum = 0;
  for (const auto& t : counts.transitions) sum += t.transitions;
  return sum;
}

// The figures that other tools give too.
void print(const polku::event_log& log, const figures& f) {
  std::printf(
      R"("figures":{"transitions":%zu,"direct_returns":%zu,"gaps_between":%zu,"gaps_trailing":%zu,"gap_days":%.0f,"pairs":{)",
      count(f.transitions), f.returns.direct.count, f.gaps.of(polku::gap_kind::between).count,
      f.gaps.of(polku::gap_kind::trailing).count, f.gaps.length.in_days());
  const auto& names = log.names(polku::field::organisations);
  const char* separator = "";
  for (const auto& t : f.transitions.transitions) {
    std::printf(R"(%s"%s > %s":%zu)", separator, std::string(names[t.from]).c_str(), std::string(names[t.to]).c_str(),
                t.transitions);
    separator = ",";
  }
  std::printf("}}");
}

}  // namespace

int main(int argc, char** argv) {
  const int threads = argc == 3 ? std::atoi(argv[2]) : 1;
  if (argc < 2 || argc > 3 || threads < 1) {
    std::fputs("usage: polku-in-memory FILE.csv [THREADS]\n", stderr);
    return 2;
  }
  try {
    const auto n = static_cast<unsigned>(threads);
    double load = 0, succession = 0, coverage = 0, direct = 0, loops_succession = 0, loops_coverage = 0;
    const auto log = time(load, [&] { return read_log(argv[1], n); });
    const auto by_succession = time(succession, [&] { return analyse(log, polku::reading::succession, n); });
    const auto by_coverage = time(coverage, [&] { return analyse(log, polku::reading::coverage, n); });
    const auto returns = time(direct, [&] { return count_direct_returns(log, n); });
    if (returns != by_succession.returns.direct.count) throw std::runtime_error("two counts of direct returns differ");
    const auto loops = time(loops_succession, [&] { return count_loops(log, polku::reading::succession, n); });
    const auto overlapping = time(loops_coverage, [&] { return count_loops(log, polku::reading::coverage, n); });
    std::printf(
        R"({"episodes":%zu,"clients":%zu,"load_seconds":%.4f,"analysis_seconds":%.4f,"direct_returns_seconds":%.4f,)",
        log.size(), log.client_count(), load, succession, direct);
    print(log, by_succession);
    std::printf(R"(,"loops":{"count":%zu,"seconds":%.4f},)", loops, loops_succession);
    std::printf(R"("coverage":{"seconds":%.4f,"transitions":%zu,"direct_returns":%zu,)", coverage,
                count(by_coverage.transitions), by_coverage.returns.direct.count);
    std::printf(R"("loops":{"count":%zu,"seconds":%.4f}}})"
                "\n",
                overlapping, loops_coverage);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "polku-in-memory: %s: %s\n", argv[1], e.what());
    return 1;
  }
}
