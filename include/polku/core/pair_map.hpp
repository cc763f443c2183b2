// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace polku::inline v0 {

/// Numbers ordered pairs of labels, from 0 in order of first appearance. O(1): a square table where the labels are few, else
/// open addressing.
class pair_map {
 public:
  /// \param labels how many there are; `label::none` may occur beside them.
  explicit pair_map(std::size_t labels) : width_(labels < 128 ? labels + 1 : 0), square_(width_ * width_, none) {}

  static constexpr std::uint32_t none = 0xFFFF'FFFF;

  /// The number of (a, b), or none.
  [[nodiscard]] std::uint32_t find(label a, label b) const {
    if (width_ != 0) [[likely]]
      return square_[column_of(a) * width_ + column_of(b)];
    return slots_[slot_of(key_of(a, b))].number;
  }

  /// The number of (a, b), newly given where it is not known yet.
  std::uint32_t intern(label a, label b) {
    const auto found = find(a, b);
    return found != none ? found : add(a, b);
  }

  [[nodiscard]] std::size_t size() const { return size_; }

  /// The numbers in the order of the pairs: by first label, then by second; `label::none` comes last. O(n log n).
  [[nodiscard]] std::vector<std::size_t> sorted() const {
    std::vector<std::uint64_t> keys;
    for (const auto& s : slots_)
      if (s.number != none) keys.push_back(s.key);
    std::sort(keys.begin(), keys.end());
    std::vector<std::size_t> numbers;
    for (const auto key : keys) numbers.push_back(slots_[slot_of(key)].number);
    return numbers;
  }

 private:
  struct slot {
    std::uint64_t key = 0;
    std::uint32_t number = none;
  };

  [[gnu::noinline]] std::uint32_t add(label a, label b) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    const auto number = static_cast<std::uint32_t>(size_);
    slots_[slot_of(key_of(a, b))] = {key_of(a, b), number};
    if (width_ != 0) square_[column_of(a) * width_ + column_of(b)] = number;
    ++size_;
    return number;
  }

  static std::uint64_t key_of(label a, label b) { return std::uint64_t{index_of(a)} << 32 | index_of(b); }

  // In the square, none comes last.
  [[nodiscard]] std::size_t column_of(label l) const { return l == label::none ? width_ - 1 : index_of(l); }

  [[nodiscard]] std::size_t slot_of(std::uint64_t key) const {
    const auto mask = slots_.size() - 1;
    auto at = (key * 0x9E37'79B9'7F4A'7C15u >> 32) & mask;  // Fibonacci hashing
    while (slots_[at].number != none && slots_[at].key != key) at = (at + 1) & mask;
    return at;
  }

  void grow() {
    std::vector<slot> old(2 * slots_.size());
    old.swap(slots_);
    for (const auto& s : old)
      if (s.number != none) slots_[slot_of(s.key)] = s;
  }

  std::size_t width_;                  // of the square; 0: there is none
  std::vector<std::uint32_t> square_;  // the number of each pair
  std::vector<slot> slots_ = std::vector<slot>(64);
  std::size_t size_ = 0;
};

}  // namespace polku::inline v0
