// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>
#include <polku/partials/parts.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// Calls `f` for each part of one thing, or each pair of parts of two.
template <class F, class... T>
void for_each_part(F f, T&... things) {
  if constexpr ((std::is_array_v<T> && ...)) {
    for (std::size_t i = 0; i < std::extent_v<std::tuple_element_t<0, std::tuple<T...>>>; ++i) f(things[i]...);
  } else {
    const auto parts = std::make_tuple(parts_of(things)...);
    constexpr auto size = std::tuple_size_v<std::remove_cvref_t<decltype(std::get<0>(parts))>>;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      [[maybe_unused]] const auto one = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
        std::apply([&](const auto&... tuples) { f(std::get<K>(tuples)...); }, parts);
      };
      (one(std::integral_constant<std::size_t, I>()), ...);
    }
    (std::make_index_sequence<size>());
  }
}

// By what things are, whatever is summed of them. 0 where they are the same thing.
template <class T>
int compare_parts(const T& a, const T& b) {
  if constexpr (is_sum<T>) {
    return 0;
  } else if constexpr (has_parts<T> || std::is_array_v<T>) {
    int order = 0;
    for_each_part([&](const auto& x, const auto& y) { order = order != 0 ? order : compare_parts(x, y); }, a, b);
    return order;
  } else if constexpr (
      requires {
        a.begin();
        a[0] < a[0];
      } &&
      !requires { a.c_str(); }) {  // a list of labels
    const auto order = std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
    return order < 0 ? -1 : order > 0 ? 1 : 0;
  } else if constexpr (requires { a < b; }) {
    return a < b ? -1 : b < a ? 1 : 0;
  } else {
    static_assert(is_list<T> || requires { a.has_value(); });
    if constexpr (is_list<T>) {
      for (std::size_t i = 0; i < a.size() && i < b.size(); ++i)
        if (const auto order = compare_parts(a[i], b[i]); order != 0) return order;
      return a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
    } else {
      if (a.has_value() != b.has_value()) return a.has_value() ? 1 : -1;
      return a ? compare_parts(*a, *b) : 0;
    }
  }
}

// Puts every list in order. Things that are the same stay apart.
template <class T>
void sort_parts(T& x) {
  if constexpr (is_list<T>) {
    for (auto& item : x) sort_parts(item);
    std::stable_sort(x.begin(), x.end(), [](const auto& a, const auto& b) { return compare_parts(a, b) < 0; });
  } else if constexpr (has_parts<T> || std::is_array_v<T>) {
    for_each_part([](auto& part) { sort_parts(part); }, x);
  }
}

// Whether something of that type is but told, with nothing to be summed.
template <class T>
constexpr bool has_sums() {
  if constexpr (is_sum<T>) {
    return true;
  } else if constexpr (std::is_array_v<T>) {
    return has_sums<std::remove_extent_t<T>>();
  } else if constexpr (has_parts<T>) {
    bool any = false;
    using all = decltype(parts_of(std::declval<T&>()));
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      ((any = any || has_sums<std::remove_cvref_t<std::tuple_element_t<I, all>>>()), ...);
    }
    (std::make_index_sequence<std::tuple_size_v<all>>());
    return any;
  } else {
    return false;
  }
}

// Adds what is summed of the same things, which other clients give; lists are in order, and stay so.
template <class T>
void merge_parts(T& to, T&& from) {
  if constexpr (is_a<T, distribution>) {
    to.merge(from);
  } else if constexpr (is_a<T, std::vector<std::size_t>>) {
    to.resize(std::max(to.size(), from.size()));
    for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
  } else if constexpr (is_sum<T>) {
    to += from;
  } else if constexpr (is_list<T>) {
    T out;
    out.reserve(std::max(to.size(), from.size()));
    auto a = to.begin();
    auto b = from.begin();
    while (a != to.end() || b != from.end()) {
      const auto order = a == to.end() ? 1 : b == from.end() ? -1 : compare_parts(*a, *b);
      if (order > 0) {
        out.push_back(std::move(*b++));
        continue;
      }
      out.push_back(std::move(*a++));
      if constexpr (has_sums<typename T::value_type>())
        if (order == 0) merge_parts(out.back(), std::move(*b++));
    }
    to = std::move(out);
  } else if constexpr (has_parts<T> || std::is_array_v<T>) {
    for_each_part([](auto& x, auto& y) { merge_parts(x, std::move(y)); }, to, from);
  }
}

// Calls `f` for each label, or client, in a thing.
template <class Label, class T, class F>
void for_each_label(T& x, F& f) {
  if constexpr (is_a<T, Label>) {
    f(x);
  } else if constexpr (is_list<std::remove_const_t<T>> || is_a<T, std::vector<label>>) {
    for (auto& item : x) for_each_label<Label>(item, f);
  } else if constexpr (has_parts<T> || std::is_array_v<T>) {
    for_each_part([&](auto& part) { for_each_label<Label>(part, f); }, x);
  }
}

}  // namespace polku::inline v0::detail
