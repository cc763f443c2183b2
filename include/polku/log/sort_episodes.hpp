// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>
#include <polku/core/time.hpp>
#include <polku/log/event_log.hpp>
#include <polku/log/grouping.hpp>
#include <polku/log/sort_records.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace polku::inline v0::detail {

// An episode on its way, without its names.
struct moved_episode {
  time_point start, end;
  std::uint32_t place;
  std::uint32_t number;  // of its client, then of its row in the bucket

  // By start, then end, then place, then order of input.
  [[nodiscard]] bool comes_before(const moved_episode& b) const {
    if (start != b.start) return start < b.start;
    if (end != b.end) return end < b.end;
    return place == b.place ? number < b.number : place < b.place;
  }
};

// Groups episodes that come in any order by client and sorts each client's; those that start after the cutoff are left out.
// They are first put into buckets of clients with neighbouring numbers, so small that a cache holds one: all that then looks
// here and there is near. Returns each client's first episode, and one past the last. O(n log m), m the episodes of the
// largest client; needs 24 bytes an episode meanwhile.
inline std::vector<std::uint32_t> sort_episodes(log_data& d, std::vector<client_id>& client, std::size_t bucket_rows) {
  const auto clients = d.clients.size();
  std::vector<std::uint32_t> first(clients + 1);
  for (std::size_t i = 0; i < client.size(); ++i)
    if (d.start[i] <= d.cutoff) ++first[index_of(client[i]) + 1];
  for (std::size_t c = 1; c < first.size(); ++c) first[c] += first[c - 1];
  const auto kept = first.back();

  unsigned shift = 0;
  while ((clients >> shift) > 1 && kept / ((clients >> shift) + 1) < bucket_rows) ++shift;
  std::vector<std::uint32_t> bucket;  // where each begins, and one past the last
  for (std::size_t c = 0; c < clients; c += std::size_t{1} << shift) bucket.push_back(first[c]);
  bucket.push_back(kept);

  const auto scatter = [&](auto put) {
    auto next = bucket;
    for (std::size_t i = 0; i < client.size(); ++i)
      if (d.start[i] <= d.cutoff) put(i, next[index_of(client[i]) >> shift]++);
  };
  const auto for_each_name = [&](auto use) {
    for (auto& column : d.labels)
      if (!column.empty()) use(column);
    if (!d.phase.empty()) use(d.phase);
  };
  for_each_name([&](auto& column) {
    std::remove_cvref_t<decltype(column)> moved(kept);
    scatter([&](std::size_t from, std::uint32_t to) { moved[to] = column[from]; });
    column.swap(moved);
  });
  std::vector<moved_episode> moved(kept);
  scatter([&](std::size_t i, std::uint32_t to) {
    const auto place = d.place.empty() ? static_cast<std::uint32_t>(i) : d.place[i];
    moved[to] = {d.start[i], d.end[i], place, index_of(client[i])};
  });
  std::vector<client_id>().swap(client);
  for (auto* column : {&d.start, &d.end}) {
    column->resize(kept);
    fit(*column);
  }
  d.place.resize(kept);

  std::vector<moved_episode> sorted;
  std::vector<std::uint32_t> next;
  for (std::size_t b = 0; b + 1 < bucket.size(); ++b) {
    const auto begin = bucket[b], rows = bucket[b + 1] - begin;
    const auto lowest = static_cast<std::uint32_t>(b << shift);
    const auto past = std::min(clients, (b + 1) << shift);
    sorted.resize(rows);
    next.assign(first.begin() + lowest, first.begin() + static_cast<std::ptrdiff_t>(past));
    for (std::uint32_t row = 0; row < rows; ++row) {
      const auto& e = moved[begin + row];
      sorted[next[e.number - lowest]++ - begin] = {e.start, e.end, e.place, row};
    }
    const auto comes_before = [](const moved_episode& x, const moved_episode& y) { return x.comes_before(y); };
    for (std::size_t c = lowest; c < past; ++c)
      sort_records(sorted.data() + (first[c] - begin), sorted.data() + (first[c + 1] - begin), comes_before);
    for (std::uint32_t row = 0; row < rows; ++row) {
      d.start[begin + row] = sorted[row].start;
      d.end[begin + row] = sorted[row].end;
      d.place[begin + row] = sorted[row].place;
    }
    for_each_name([&](auto& column) {
      const std::remove_cvref_t<decltype(column)> old(column.begin() + begin, column.begin() + begin + rows);
      for (std::uint32_t row = 0; row < rows; ++row) column[begin + row] = old[sorted[row].number];
    });
  }
  return first;
}

}  // namespace polku::inline v0::detail
