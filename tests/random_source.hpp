// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <random>

namespace polku_test {

/// Small random choices, the same for the same seed everywhere.
class random_source {
 public:
  explicit random_source(std::uint64_t seed) : random_(seed) {}
  int upto(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n + 1)); }
  bool one_in(int n) { return upto(n - 1) == 0; }
  template <class T>
  T one_of(std::initializer_list<T> all) {
    return *(all.begin() + upto(static_cast<int>(all.size()) - 1));
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace polku_test
