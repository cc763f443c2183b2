// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdint>

namespace polku::inline v0 {

/// Random numbers that are the same everywhere and cost nothing to begin with: splitmix64 (Steele, Lea and Flood 2014). Not
/// for secrets.
class splitmix64 {
 public:
  explicit constexpr splitmix64(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t operator()() {
    auto z = state_ += 0x9E37'79B9'7F4A'7C15u;
    z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9u;
    z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EBu;
    return z ^ (z >> 31);
  }
  /// From 0 to n - 1, for n from 1 to 2^32. Off from uniform by less than n / 2^32.
  constexpr std::uint32_t below(std::uint64_t n) { return static_cast<std::uint32_t>(((*this)() >> 32) * n >> 32); }
  /// With so many chances in a hundred.
  constexpr bool percent(std::uint32_t p) { return below(100) < p; }

 private:
  std::uint64_t state_;
};

}  // namespace polku::inline v0
