// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>

#include <concepts>
#include <cstdint>
#include <exception>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Like `scan` over all clients, on several threads. Each thread has copies of the tallies, which have to be empty when it
/// is called, and a share of the clients with about as many episodes as the others'; the totals are merged in the order of
/// clients, so the result does not depend on the number of threads.
/// \throws what a tally throws; the tallies are then of no use.
template <tally... Tallies>
requires(std::copy_constructible<Tallies>&&...) void parallel_scan(const pathways& paths, unsigned threads,
                                                                   Tallies&... tallies) {
  const auto& log = paths.log();
  const auto clients = static_cast<std::uint32_t>(log.client_count());
  if (threads <= 1 || clients <= 1) return scan(paths, tallies...);

  struct share {
    client_range clients;
    std::tuple<Tallies...> tallies;
    std::exception_ptr failure = nullptr;
  };
  std::vector<share> shares;
  for (std::uint32_t first = 0, t = 1; t <= threads && first < clients; ++t) {
    auto last = first;
    const auto until = log.size() * t / threads;
    while (last < clients && (t == threads || log.episodes_of(client_id{last}).last <= until)) ++last;
    shares.push_back({{first, last}, {tallies...}});
    first = last;
  }
  {
    std::vector<std::jthread> workers;
    workers.reserve(shares.size());
    for (auto& s : shares)
      workers.emplace_back([&] {
        try {
          std::apply([&](auto&... own) { scan(paths, s.clients, own...); }, s.tallies);
        } catch (...) {
          s.failure = std::current_exception();
        }
      });
  }
  for (auto& s : shares) {
    if (s.failure) std::rethrow_exception(s.failure);
    std::apply([&](auto&... own) { (tallies.merge(std::move(own)), ...); }, s.tallies);
  }
}

}  // namespace polku::inline v0
