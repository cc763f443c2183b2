// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>
#include <polku/core/time.hpp>

#include <cstdint>

namespace polku::inline v0::detail {

// `is_first ? a : b` without a branch, for conditions that no processor can foretell: where one in three is guessed wrong, a
// branch costs more than the rest of the loop.
constexpr std::int64_t choose(bool is_first, std::int64_t a, std::int64_t b) {
  return b ^ ((a ^ b) & -static_cast<std::int64_t>(is_first));
}
constexpr std::uint32_t choose(bool is_first, std::uint32_t a, std::uint32_t b) {
  return b ^ ((a ^ b) & (0u - static_cast<std::uint32_t>(is_first)));
}
constexpr label choose(bool is_first, label a, label b) { return label{choose(is_first, index_of(a), index_of(b))}; }
constexpr time_point choose(bool is_first, time_point a, time_point b) {
  return time_point::from_microseconds(choose(is_first, a.microseconds(), b.microseconds()));
}

// The later and the earlier of two, by value: std::max returns an address, which keeps both out of registers.
constexpr time_point later(time_point a, time_point b) {
  return time_point::from_microseconds(a.microseconds() > b.microseconds() ? a.microseconds() : b.microseconds());
}
constexpr time_point earlier(time_point a, time_point b) {
  return time_point::from_microseconds(a.microseconds() < b.microseconds() ? a.microseconds() : b.microseconds());
}

}  // namespace polku::inline v0::detail
