// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/kept_record.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace polku::inline v0::detail {

// How many matters of one client are settled, by number of what is watched and outcome.
class settled_counts {
 public:
  static constexpr std::size_t outcomes = 5;  // the four, and met by points

  void add(std::size_t number, std::size_t outcome, std::uint32_t n = 1) {
    const auto key = static_cast<std::uint32_t>(number * outcomes + outcome);
    const auto i = std::lower_bound(all_.begin(), all_.end(), key, comes_before);
    if (i != all_.end() && i->key == key)
      i->count += n;
    else
      all_.insert(i, {key, n});
  }
  [[nodiscard]] std::size_t operator()(std::size_t number, std::size_t outcome) const {
    const auto key = static_cast<std::uint32_t>(number * outcomes + outcome);
    const auto i = std::lower_bound(all_.begin(), all_.end(), key, comes_before);
    return i != all_.end() && i->key == key ? i->count : 0;
  }
  // `visit(number, outcome, count)`.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& e : all_) visit(e.key / outcomes, e.key % outcomes, e.count);
  }
  [[nodiscard]] std::size_t size() const { return all_.size(); }

 private:
  struct entry {
    std::uint32_t key, count;
  };
  static bool comes_before(const entry& e, std::uint32_t key) { return e.key < key; }

  std::vector<entry> all_;  // ascending; those of which there are any
};

// What is settled for good about a client as long as all records come that begin from `until` on, and nothing else is
// revised than when a record ends.
struct client_past {
  std::vector<kept_record> records;    // that nothing is going to look at, ascending; none where history is limited
  std::vector<std::uint64_t> settled;  // matters of records that are still looked at, ascending; but for gaps
  settled_counts counts;
  time_point until = before_all_times;  // gaps that ended before it are settled
  time_point next_sweep = open_end;     // when to look again, where history is limited
  std::size_t next_size = least_size;   // when the records that are looked at have become so many, look again

  static constexpr std::size_t least_size = 64;

  [[nodiscard]] bool holds(std::uint64_t key) const { return std::binary_search(settled.begin(), settled.end(), key); }
};

}  // namespace polku::inline v0::detail
