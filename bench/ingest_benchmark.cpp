// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Reading and writing files of records. The argument of each benchmark is the number of episodes; items are episodes, bytes
// those of the file (of the XML, where it is compressed).

#include "synthetic_log.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/io/csv/write_csv.hpp>
#include <polku/io/xes/read_xes.hpp>
#include <polku/io/xes/write_xes.hpp>

#include <benchmark/benchmark.h>
#include <expat.h>
#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;

void sizes(benchmark::internal::Benchmark* b) { b->Arg(1'000'000)->Unit(benchmark::kMillisecond); }
void large_sizes(benchmark::internal::Benchmark* b) { b->Arg(1'000'000)->Arg(10'000'000)->Unit(benchmark::kMillisecond); }

// The files of this run, made when they are first asked for.
class test_files {
 public:
  test_files() { fs::create_directories(folder_); }
  ~test_files() { fs::remove_all(folder_); }
  test_files(const test_files&) = delete;
  test_files& operator=(const test_files&) = delete;

  const fs::path& csv(std::int64_t episodes) {
    return made("csv", episodes, [&](std::ostream& out) {
      polku::bench::write_csv(
          polku::bench::make_synthetic_log({.episodes = static_cast<std::size_t>(episodes)}),
          [&](std::string_view text) { out.write(text.data(), static_cast<std::streamsize>(text.size())); });
    });
  }
  const fs::path& xes(std::int64_t episodes) {
    return made("xes", episodes, [&](std::ostream& out) { polku::write_xes(log(episodes), out); });
  }
  const fs::path& xes_gz(std::int64_t episodes) {
    const auto& plain = xes(episodes);
    const auto [at, is_new] = made_.try_emplace({"xes.gz", episodes}, plain.string() + ".gz");
    if (is_new) {
      std::ifstream in(plain, std::ios::binary);
      auto* const out = gzopen(at->second.c_str(), "wb6");
      std::vector<char> block(1 << 20);
      while (in.read(block.data(), static_cast<std::streamsize>(block.size())), in.gcount() > 0)
        if (gzwrite(out, block.data(), static_cast<unsigned>(in.gcount())) == 0) throw std::runtime_error("cannot write");
      gzclose(out);
    }
    return at->second;
  }
  const polku::event_log& log(std::int64_t episodes) {
    const auto [at, is_new] = logs_.try_emplace(episodes);
    if (is_new) at->second = std::move(polku::read_csv(csv(episodes), columns()).log);
    return at->second;
  }
  static polku::read_options columns(unsigned threads = 1) {
    return {.columns = {.client = "case_id", .service = "activity", .organisation = "org", .worker = "resource"},
            .threads = threads};
  }

 private:
  template <class Write>
  const fs::path& made(const char* kind, std::int64_t episodes, Write write) {
    const auto [at, is_new] = made_.try_emplace({kind, episodes}, folder_ / (std::to_string(episodes) + "." + kind));
    if (is_new) {
      std::ofstream out(at->second, std::ios::binary);
      write(static_cast<std::ostream&>(out));
      if (!out.flush()) throw std::runtime_error("cannot write " + at->second.string());
    }
    return at->second;
  }

  fs::path folder_ = fs::temp_directory_path() / ("polku-ingest-" + std::to_string(std::hash<const void*>{}(this)));
  std::map<std::pair<std::string, std::int64_t>, fs::path> made_;
  std::map<std::int64_t, polku::event_log> logs_;
};

test_files& files() {
  static test_files all;
  return all;
}

template <class Work>
void measure(benchmark::State& state, const fs::path& bytes_of, Work work) {
  const auto bytes = static_cast<std::int64_t>(fs::file_size(bytes_of));
  for ([[maybe_unused]] auto _ : state) {
    auto result = work();
    benchmark::DoNotOptimize(result);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetBytesProcessed(state.iterations() * bytes);
}

void read_csv(benchmark::State& state, unsigned threads) {
  const auto& path = files().csv(state.range(0));
  measure(state, path, [&] { return polku::read_csv(path, test_files::columns(threads)).rows; });
}
BENCHMARK_CAPTURE(read_csv, one_thread, 1u)->Apply(large_sizes)->UseRealTime();
BENCHMARK_CAPTURE(read_csv, two_threads, 2u)->Apply(large_sizes)->UseRealTime();

// How fast the bytes themselves can be had: the floor of every reader.
void read_bytes(benchmark::State& state) {
  const auto& path = files().csv(state.range(0));
  measure(state, path, [&] {
    polku::input_file file(path);
    polku::text_blocks blocks(file);
    std::size_t lines = 0;
    for (polku::text_block block; blocks.next(block);) lines += block.text().size();
    return lines;
  });
}
BENCHMARK(read_bytes)->Apply(sizes);

void read_xes(benchmark::State& state) {
  const auto& path = files().xes(state.range(0));
  measure(state, path, [&] { return polku::read_xes(path).rows; });
}
BENCHMARK(read_xes)->Apply(sizes);

void read_xes_gz(benchmark::State& state) {
  const auto& path = files().xes_gz(state.range(0));
  measure(state, files().xes(state.range(0)), [&] { return polku::read_xes(path).rows; });
}
BENCHMARK(read_xes_gz)->Apply(sizes);

// expat alone, calling nobody: the floor of every reader that is built on it.
void bare_expat(benchmark::State& state) {
  const auto& path = files().xes(state.range(0));
  measure(state, path, [&] {
    polku::input_file file(path);
    auto* const parser = XML_ParserCreate(nullptr);
    std::vector<char> block(1 << 20);
    bool is_good = true;
    for (std::size_t got = 1; got != 0;) {
      got = file.read(block.data(), block.size());
      is_good = XML_Parse(parser, block.data(), static_cast<int>(got), got == 0) == XML_STATUS_OK && is_good;
    }
    XML_ParserFree(parser);
    return is_good;
  });
}
BENCHMARK(bare_expat)->Apply(sizes);

template <class Write>
void write(benchmark::State& state, const fs::path& like, Write write_log) {
  const auto& log = files().log(state.range(0));
  const auto path = fs::path(like) += ".again";
  measure(state, like, [&] {
    std::ofstream out(path, std::ios::binary);
    write_log(log, out);
    return out.good();
  });
  fs::remove(path);
}
void write_csv(benchmark::State& state) {
  write(state, files().csv(state.range(0)),
        [](const polku::event_log& log, std::ostream& out) { polku::write_csv(log, out); });
}
void write_xes(benchmark::State& state) { write(state, files().xes(state.range(0)), &polku::write_xes); }
BENCHMARK(write_csv)->Apply(sizes);
BENCHMARK(write_xes)->Apply(sizes);

}  // namespace
