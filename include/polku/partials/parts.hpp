// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>
#include <polku/core/distribution.hpp>
#include <polku/core/duration_sum.hpp>

#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <vector>

// What results are made of, member by member, so that merging them, naming their labels anew and writing them as bytes is
// written once for all (`merge_parts.hpp`, `partial_bytes.hpp`). A part is either a sum, over different clients, or it tells
// what is summed. Each analysis says the parts of its own results and options.

namespace polku::inline v0::detail {

// The parts of a thing: `parts<T>::of` ties its members. `parts<T>::holds`, where there is one, says whether values can be.
template <class T>
struct parts {};

template <>
struct parts<counted> {
  static auto of(auto& x) { return std::tie(x.count, x.clients); }
};

template <class T, class U>
concept is_a = std::same_as<std::remove_const_t<T>, U>;

template <class T>
auto parts_of(T& x) {
  return parts<std::remove_const_t<T>>::of(x);
}
template <class T>
concept has_parts = requires {
  &parts<std::remove_const_t<T>>::template of<T>;
};

// A member that is added up over clients; everything else tells what is.
template <class T>
concept is_sum = is_a<T, std::size_t> || is_a<T, duration_sum> || is_a<T, distribution> || is_a<T, std::vector<std::size_t>>;

// A list of things, or of one thing's parts in their order.
template <class T>
inline constexpr bool is_list = false;
template <has_parts T>
inline constexpr bool is_list<std::vector<T>> = true;

}  // namespace polku::inline v0::detail
