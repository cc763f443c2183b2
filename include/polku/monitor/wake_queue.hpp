// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>
#include <polku/core/time.hpp>

#include <cstddef>
#include <cstdint>
#include <queue>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// When each client has to be looked at next: a heap, one entry per client.
class wake_queue {
 public:
  void add_client() { place_of_.push_back(none); }

  [[nodiscard]] time_point of(client_id c) const {
    const auto place = place_of_[index_of(c)];
    return place == none ? open_end : heap_[place].at;
  }
  [[nodiscard]] time_point first() const { return heap_.empty() ? open_end : heap_.front().at; }
  [[nodiscard]] client_id first_client() const { return heap_.front().client; }

  // `open_end`: never. O(log n) for n clients.
  void set(client_id c, time_point at) {
    auto place = place_of_[index_of(c)];
    if (at == open_end) {
      if (place == none) return;
      place_of_[index_of(c)] = none;
      const auto last = heap_.back();
      heap_.pop_back();
      if (place == heap_.size()) return;
      move_to(place, last);
      sift(place);
      return;
    }
    if (place == none) {
      place = static_cast<std::uint32_t>(heap_.size());
      heap_.push_back({at, c});
      place_of_[index_of(c)] = place;
    }
    heap_[place].at = at;
    sift(place);
  }
  // O(1) where it is not earlier than now.
  void set_no_later(client_id c, time_point at) {
    if (at < of(c)) set(c, at);
  }

  // Hints that a client's entry will be wanted; of its place first.
  void fetch_place(client_id c) const { __builtin_prefetch(&place_of_[index_of(c)]); }
  void fetch_entry(client_id c) const {
    if (const auto place = place_of_[index_of(c)]; place != none) __builtin_prefetch(&heap_[place]);
  }

  // Calls `visit(client, at)` in order of time until it returns false. O(k log k) for k visits.
  template <class Visit>
  void for_each(Visit visit) const {
    using item = std::pair<entry, std::uint32_t>;
    const auto comes_after = [](const item& a, const item& b) { return b.first.comes_before(a.first); };
    std::priority_queue<item, std::vector<item>, decltype(comes_after)> next(comes_after);
    if (!heap_.empty()) next.push({heap_.front(), 0});
    while (!next.empty()) {
      const auto [e, place] = next.top();
      next.pop();
      if (!visit(e.client, e.at)) return;
      for (auto child = 4 * std::size_t{place} + 1; child <= 4 * std::size_t{place} + 4 && child < heap_.size(); ++child)
        next.push({heap_[child], static_cast<std::uint32_t>(child)});
    }
  }

 private:
  static constexpr std::uint32_t none = 0xFFFF'FFFF;
  struct entry {
    time_point at;
    client_id client;

    [[nodiscard]] bool comes_before(const entry& b) const { return at != b.at ? at < b.at : client < b.client; }
  };

  void move_to(std::uint32_t place, const entry& e) {
    heap_[place] = e;
    place_of_[index_of(e.client)] = place;
  }
  void sift(std::uint32_t place) {
    const auto e = heap_[place];
    while (place != 0 && e.comes_before(heap_[(place - 1) / 4])) {
      move_to(place, heap_[(place - 1) / 4]);
      place = (place - 1) / 4;
    }
    for (;;) {
      auto least = place;
      for (auto child = 4 * std::size_t{place} + 1; child <= 4 * std::size_t{place} + 4 && child < heap_.size(); ++child)
        if (heap_[child].comes_before(least == place ? e : heap_[least])) least = static_cast<std::uint32_t>(child);
      if (least == place) break;
      move_to(place, heap_[least]);
      place = least;
    }
    move_to(place, e);
  }

  std::vector<entry> heap_;              // of four children
  std::vector<std::uint32_t> place_of_;  // by client
};

}  // namespace polku::inline v0::detail
