// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

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

}  // namespace polku::inline v0
