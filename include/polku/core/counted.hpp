// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>

#include <cstddef>

namespace polku::inline v0 {

/// How many of something there are, and in how many clients.
struct counted {
  std::size_t count = 0;
  std::size_t clients = 0;

  /// Of one client.
  void add(std::size_t n) {
    count += n;
    clients += n != 0 ? 1 : 0;
  }
  /// Of other clients.
  void merge(const counted& other) {
    count += other.count;
    clients += other.clients;
  }
  friend bool operator==(const counted&, const counted&) = default;
};

/// Counts events one by one, one client's after the other's, and the clients they happen to.
struct event_count {
  static constexpr client_id nobody{0xFFFF'FFFF};

  counted sum;
  client_id last = nobody;

  void add(client_id client) {
    ++sum.count;
    sum.clients += last == client ? 0 : 1;
    last = client;
  }
};

}  // namespace polku::inline v0
