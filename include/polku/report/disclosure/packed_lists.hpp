// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <numeric>
#include <span>
#include <vector>

namespace polku::inline v0::detail {

// Many short lists, one behind the other in one piece of memory.
template <class T>
class packed_lists {
 public:
  packed_lists() : first_{0} {}

  // So many lists of what `visit(put)` puts into them by `put(list, item)`, in that order. It is called twice.
  template <class Visit>
  packed_lists(std::size_t lists, Visit visit) : first_(lists + 1) {
    visit([&](std::size_t list, const T&) { ++first_[list + 1]; });
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    items_.resize(first_.back());
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    visit([&](std::size_t list, const T& item) { items_[next[list]++] = item; });
  }

  [[nodiscard]] std::span<const T> operator[](std::size_t list) const {
    return {items_.data() + first_[list], first_[list + 1] - first_[list]};
  }

  void add(const std::vector<T>& list) {
    items_.insert(items_.end(), list.begin(), list.end());
    first_.push_back(items_.size());
  }

 private:
  std::vector<T> items_;
  std::vector<std::size_t> first_;  // of each list, and one past the last
};

}  // namespace polku::inline v0::detail
