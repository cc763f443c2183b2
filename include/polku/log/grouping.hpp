// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>
#include <polku/core/time.hpp>
#include <polku/log/sort_records.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace polku::inline v0::detail {

// Where records go when they are cut at a cutoff, grouped by client and sorted.
struct grouping {
  std::vector<std::uint32_t> first;  // per client and one past the last
  std::vector<std::uint32_t> order;  // the old index of each record; empty: all stay with their clients
  // Then only these clients' records change places: the old index of each of those, one client after the other.
  std::vector<std::uint32_t> mixed_clients;
  std::vector<std::uint32_t> mixed_order;
};

// What grouping looks at. Sorted by start, then end, then place, then order of input; `end` and
// `place` may be empty.
struct sort_keys {
  std::span<const client_id> client;
  std::span<const time_point> start;
  std::span<const time_point> end;
  std::span<const std::uint32_t> place;

  [[nodiscard]] bool comes_before(std::uint32_t a, std::uint32_t b) const {
    if (start[a] != start[b]) return start[a] < start[b];
    if (!end.empty() && end[a] != end[b]) return end[a] < end[b];
    return place.empty() || place[a] == place[b] ? a < b : place[a] < place[b];
  }
};

// The order of some records.
inline void sort_places(const sort_keys& keys, std::uint32_t* begin, std::uint32_t* end) {
  sort_records(begin, end, [&](std::uint32_t a, std::uint32_t b) { return keys.comes_before(a, b); });
}

// Records that come grouped by client and all stay: the clients whose own are out of order are sorted.
inline void sort_within_clients(const sort_keys& keys, grouping& out) {
  for (std::size_t c = 0; c + 1 < out.first.size(); ++c) {
    const auto begin = out.first[c], end = out.first[c + 1];
    auto i = begin;
    while (i != end && (i == begin || !keys.comes_before(i, i - 1))) ++i;
    if (i == end) continue;
    const auto room = out.mixed_order.size();
    for (i = begin; i != end; ++i) out.mixed_order.push_back(i);
    sort_places(keys, out.mixed_order.data() + room, out.mixed_order.data() + out.mixed_order.size());
    out.mixed_clients.push_back(static_cast<std::uint32_t>(c));
  }
}

// O(n) where the records come grouped and sorted, else O(n log m), m the records of the largest client.
inline grouping group_by_client(const sort_keys& keys, std::size_t clients, time_point cutoff) {
  const auto n = static_cast<std::uint32_t>(keys.start.size());
  grouping out;
  auto& first = out.first;
  first.assign(clients + 1, 0);
  bool is_grouped = true;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (keys.start[i] <= cutoff) ++first[index_of(keys.client[i]) + 1];
    is_grouped = is_grouped & (i == 0 || keys.client[i - 1] <= keys.client[i]);
  }
  for (std::size_t c = 1; c < first.size(); ++c) first[c] += first[c - 1];
  if (is_grouped && first.back() == n) {
    sort_within_clients(keys, out);
    return out;
  }
  out.order.resize(first.back());
  auto next = first;
  for (std::uint32_t i = 0; i < n; ++i)
    if (keys.start[i] <= cutoff) out.order[next[index_of(keys.client[i])]++] = i;
  for (std::size_t c = 0; c < clients; ++c) sort_places(keys, out.order.data() + first[c], out.order.data() + first[c + 1]);
  return out;
}

// Gives back memory where much of it is unused.
template <class T>
void fit(std::vector<T>& column) {
  if (column.capacity() - column.size() > column.size() / 16) std::vector<T>(column).swap(column);
}

// The column in its new order, in as much memory as it needs.
template <class T>
void reorder(const grouping& g, std::vector<T>& column) {
  if (column.empty()) return;
  if (g.order.empty() && g.first.back() != 0) {
    const auto* order = g.mixed_order.data();
    for (const auto c : g.mixed_clients) {
      const auto begin = g.first[c], end = g.first[c + 1];
      std::vector<T> mixed(end - begin);
      for (auto i = begin; i != end; ++i) mixed[i - begin] = column[*order++];
      for (auto i = begin; i != end; ++i) column[i] = mixed[i - begin];
    }
    fit(column);
    return;
  }
  std::vector<T> sorted(g.first.back());
  for (std::size_t i = 0; i < sorted.size(); ++i) sorted[i] = column[g.order[i]];
  column.swap(sorted);
}

// Where each record stood, where they stay with their clients.
inline std::vector<std::uint32_t> places_in(const grouping& g) {
  std::vector<std::uint32_t> out(g.first.back());
  for (std::uint32_t i = 0; i < out.size(); ++i) out[i] = i;
  reorder(g, out);
  return out;
}

}  // namespace polku::inline v0::detail
