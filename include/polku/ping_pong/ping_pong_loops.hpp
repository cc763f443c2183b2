// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/stays.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Returns of one client that hang together by shared stays: the client is being bounced. A finding, not a verdict. Refers
/// to the `ping_pong_loops` it stands in.
struct ping_pong_loop {
  client_id client;
  std::span<const stay> stays;  ///< the distinct stays of its returns, in order: the evidence
  std::size_t returns = 0;

  [[nodiscard]] time_point start() const { return stays.front().start; }
  /// The start of its last stay.
  [[nodiscard]] time_point end() const { return stays.back().start; }
  /// The moves within it: its stays less one.
  [[nodiscard]] std::size_t bounces() const { return stays.size() - 1; }
  /// In order of first appearance. O(stays x parties).
  [[nodiscard]] std::vector<label> parties() const {
    std::vector<label> out;
    for (const auto& s : stays)
      if (std::find(out.begin(), out.end(), s.party) == out.end()) out.push_back(s.party);
    return out;
  }
};

/// The loops found in a log: a range of `ping_pong_loop`, in the order of clients. Their stays lie in shelves, which move
/// from one list to another without being copied.
class ping_pong_loops {
  struct row {
    std::uint32_t shelf, first, size;  // of its stays
    client_id client;
    std::uint32_t returns;
  };

 public:
  using value_type = ping_pong_loop;

  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  /// \pre i < size()
  [[nodiscard]] ping_pong_loop operator[](std::size_t i) const& {
    const auto& r = rows_[i];
    return {r.client, {shelves_[r.shelf].data() + r.first, r.size}, r.returns};
  }

  ping_pong_loop operator[](std::size_t) const&& = delete;  // its stays would be gone

  class iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = ping_pong_loop;
    using iterator_category = std::input_iterator_tag;  // a loop is given by value

    iterator() = default;
    ping_pong_loop operator*() const { return (*loops_)[i_]; }
    iterator& operator++() {
      ++i_;
      return *this;
    }
    iterator operator++(int) {
      auto out = *this;
      ++i_;
      return out;
    }
    friend bool operator==(const iterator&, const iterator&) = default;

   private:
    friend class ping_pong_loops;
    iterator(const ping_pong_loops* loops, std::size_t i) : loops_(loops), i_(i) {}
    const ping_pong_loops* loops_ = nullptr;
    std::size_t i_ = 0;
  };
  [[nodiscard]] iterator begin() const& { return {this, 0}; }
  [[nodiscard]] iterator end() const& { return {this, size()}; }
  iterator begin() const&& = delete;
  iterator end() const&& = delete;

  /// How many clients have a loop. O(size).
  [[nodiscard]] std::size_t client_count() const {
    std::size_t n = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) n += i == 0 || rows_[i].client != rows_[i - 1].client ? 1 : 0;
    return n;
  }

  /// Adds a loop.
  /// \pre clients come in their order, and there is a stay
  void add(client_id client, std::size_t returns, std::span<const stay> stays) {
    if (shelves_.empty() || stays.size() > shelves_.back().size() - used_) {
      shelves_.emplace_back(std::max(shelf_size, stays.size()));
      used_ = 0;
    }
    std::copy(stays.begin(), stays.end(), shelves_.back().begin() + static_cast<std::ptrdiff_t>(used_));
    rows_.push_back({static_cast<std::uint32_t>(shelves_.size() - 1), static_cast<std::uint32_t>(used_),
                     static_cast<std::uint32_t>(stays.size()), client, static_cast<std::uint32_t>(returns)});
    used_ += stays.size();
  }
  /// Takes those of later clients.
  void append(ping_pong_loops&& other) {
    const auto shift = static_cast<std::uint32_t>(shelves_.size());
    for (auto r : other.rows_) {
      r.shelf += shift;
      rows_.push_back(r);
    }
    std::move(other.shelves_.begin(), other.shelves_.end(), std::back_inserter(shelves_));
    used_ = shelves_.empty() ? 0 : shelves_.back().size();
    other = {};
  }

  /// Whether both hold the same loops.
  friend bool operator==(const ping_pong_loops& a, const ping_pong_loops& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const ping_pong_loop& x, const ping_pong_loop& y) {
      return x.client == y.client && x.returns == y.returns &&
             std::equal(x.stays.begin(), x.stays.end(), y.stays.begin(), y.stays.end());
    });
  }

 private:
  static constexpr std::size_t shelf_size = 2048;  // stays

  std::vector<row> rows_;
  std::vector<std::vector<stay>> shelves_;
  std::size_t used_ = 0;  // of the last shelf
};

}  // namespace polku::inline v0
