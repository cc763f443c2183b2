// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace polku::inline v0 {

/// Keeps a T for every ordered pair of labels that it is asked for, made by default. O(1): a square where the labels are
/// few, else open addressing.
template <class T>
class pair_table {
 public:
  /// \param labels how many there are; `label::none` may occur beside them.
  explicit pair_table(std::size_t labels) : width_(labels < 128 ? labels + 1 : 0), square_(width_ * width_) {}

  /// Valid until the next pair is asked for.
  [[nodiscard]] T& operator()(label a, label b) { return row(a)[b]; }

  /// The pairs that begin with one label. Valid as long as the table stays where it is.
  class pairs_from {
   public:
    [[nodiscard]] T& operator[](label b) const {
      if (cells_) [[likely]]
        return cells_[column_of(b)];
      return table_->find_or_add(first_, b);
    }

   private:
    friend class pair_table;
    pairs_from(pair_table* table, T* cells, label first) : table_(table), cells_(cells), first_(first) {}
    pair_table* table_;
    T* cells_;
    label first_;
  };
  [[nodiscard]] pairs_from row(label a) {
    return {this, square_.data() + column_of(a) * width_, a};  // null where there is no square
  }

  /// Calls `visit(a, b, T&)` in the order of the pairs: by first label, then by second; `label::none` comes last. Where the
  /// labels are few it also shows pairs that nobody asked for. O(n log n) for n pairs.
  template <class Visit>
  void for_each(Visit visit) {
    if (width_ != 0) {
      const auto label_at = [&](std::size_t i) {
        return i + 1 == width_ ? label::none : label{static_cast<std::uint32_t>(i)};
      };
      for (std::size_t i = 0; i < width_; ++i)
        for (std::size_t j = 0; j < width_; ++j) visit(label_at(i), label_at(j), (*this)(label_at(i), label_at(j)));
      return;
    }
    for (const auto& s : sorted_slots())
      visit(label{static_cast<std::uint32_t>(s.key >> 32)}, label{static_cast<std::uint32_t>(s.key)}, hashed_[s.number]);
  }

 private:
  static constexpr std::uint32_t none = 0xFFFF'FFFF;
  struct slot {
    std::uint64_t key = 0;
    std::uint32_t number = none;
  };

  // In the square label::none comes first, as adding one to it gives 0.
  static std::size_t column_of(label l) { return std::uint32_t{index_of(l) + 1}; }

  [[gnu::noinline]] T& find_or_add(label a, label b) {
    const auto key = std::uint64_t{index_of(a)} << 32 | index_of(b);
    if (2 * (hashed_.size() + 1) > slots_.size()) grow();
    auto& s = slots_[slot_of(key)];
    if (s.number == none) {
      hashed_.emplace_back();
      s = {key, static_cast<std::uint32_t>(hashed_.size() - 1)};
    }
    return hashed_[s.number];
  }

  [[nodiscard]] std::size_t slot_of(std::uint64_t key) const {
    const auto mask = slots_.size() - 1;
    auto at = (key * 0x9E37'79B9'7F4A'7C15u >> 32) & mask;  // Fibonacci hashing
    while (slots_[at].number != none && slots_[at].key != key) at = (at + 1) & mask;
    return at;
  }

  [[nodiscard]] std::vector<slot> sorted_slots() const {
    std::vector<slot> known;
    for (const auto& s : slots_)
      if (s.number != none) known.push_back(s);
    std::sort(known.begin(), known.end(), [](const slot& a, const slot& b) { return a.key < b.key; });
    return known;
  }

  void grow() {
    std::vector<slot> old(std::max<std::size_t>(64, 2 * slots_.size()));
    old.swap(slots_);
    for (const auto& s : old)
      if (s.number != none) slots_[slot_of(s.key)] = s;
  }

  std::size_t width_;      // of the square; 0: there is none
  std::vector<T> square_;  // by first label, then by second
  std::vector<slot> slots_;
  std::vector<T> hashed_;  // where there is no square
};

}  // namespace polku::inline v0
