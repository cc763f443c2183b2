// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/analysis/scan.hpp>

struct episode_count {
  std::size_t n = 0;
  void add(const polku::client_history& h) { n += h.episodes.size(); }
#ifndef WRONG
  void merge(episode_count&& other) { n += other.n; }
#endif
};

std::size_t counted(const polku::event_log& log) {
  episode_count count;
  polku::scan(log, count);
  return count.n;
}
