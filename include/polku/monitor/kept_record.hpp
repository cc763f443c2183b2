// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>

#include <cstdint>
#include <tuple>

namespace polku::inline v0::detail {

// A record of a client.
struct kept_record {
  time_point start, end;  // `open_end` where it is open; the same where it has no length
  std::uint32_t content;
  std::uint32_t place;  // among the client's, in the order they came

  // By start; what has no length comes first. Their order does not change when one of them ends.
  friend bool operator<(const kept_record& a, const kept_record& b) {
    return std::tuple(a.start, a.start != a.end, a.place) < std::tuple(b.start, b.start != b.end, b.place);
  }
};

}  // namespace polku::inline v0::detail
