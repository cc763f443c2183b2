// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/stays.hpp>

#include <cstdint>
#include <vector>

namespace polku::inline v0 {

/// Whether a stay of another party is on the route of a return: it shares time with the break from `left` to `back`, or is a
/// point in it.
[[nodiscard]] constexpr bool meets_break(const stay& s, time_point left, time_point back) {
  // What begins on `left` and ends there is a point.
  const bool is_before = s.start<back, outlasts = s.end> left, begins_there = s.start == left;
  return is_before & (outlasts | begins_there);
}

/// The returns that end at each stay of some neighbouring clients.
struct return_block {
  /// Per stay the length of the return that ends there, 1 where it is a re-entry, 0 where the client is there for the first
  /// time.
  const std::uint32_t* lengths = nullptr;
  /// Per stay 1 where the return is concurrent, else 0; null under succession, where none is.
  const std::uint8_t* concurrent = nullptr;
  /// Per stay 1 where the client had stays between that are not on the route, else 0; null under succession, where all are.
  const std::uint8_t* partial = nullptr;
};

/// Finds how long the returns are, block after block, in memory that it uses again and again.
class return_length_maker {
 public:
  explicit return_length_maker(const pathways& paths) : how_(paths.how()), cutoff_(paths.log().cutoff()) {}

  /// Looks at the stays of a block. The result is valid until the next call, and as long as the block.
  /// O(1) under succession, O(s k) under coverage, for s stays of k parties.
  [[nodiscard]] return_block make(const stay_block& block) {
    if (how_ == reading::succession) return {block.back};  // every stay between is an entry on the route
    const auto n = block.first[block.clients.last - block.clients.first];
    if (lengths_.size() < n) {
      lengths_.resize(n);
      longer_.resize(n);
      concurrent_.resize(n);
      partial_.resize(n);
    }
    const auto* const stays = block.stays;
    const auto* const back = block.back;
    auto* const lengths = lengths_.data();
    auto* const concurrent = concurrent_.data();
    auto* const partial = partial_.data();
    auto* const longer = longer_.data();
    const auto cutoff = cutoff_;
    // Where there is one stay between, or none, without branches; in numbers, as of truths compilers make branches, which no
    // processor can foretell here.
    std::uint32_t longer_ones = 0;
    for (std::uint32_t j = 0; j < n; ++j) {
      const auto i = j - back[j];
      const std::uint32_t was_here = back[j] != 0, is_one = back[j] == 2;
      const auto& between = stays[i + is_one];
      const std::uint32_t meets = meets_break(between, stays[i].end, stays[j].start);
      const std::uint32_t outlasts = between.end > detail::earlier(stays[j].end, cutoff);
      lengths[j] = was_here + (is_one & meets);
      concurrent[j] = static_cast<std::uint8_t>(is_one & meets & outlasts);
      partial[j] = static_cast<std::uint8_t>(is_one & (meets ^ 1u));
      longer[longer_ones] = j;
      longer_ones += back[j] > 2 ? 1 : 0;
    }
    for (std::uint32_t l = 0; l < longer_ones; ++l) look_between(block, longer[l]);
    return {lengths, concurrent, partial};
  }

 private:
  // What the stays between tell of the return that ends at stay j.
  void look_between(const stay_block& block, std::uint32_t j) {
    const auto* const stays = block.stays;
    const auto i = j - block.back[j];
    const auto left = stays[i].end, come = stays[j].start;
    const auto end = detail::earlier(stays[j].end, cutoff_);
    std::uint32_t length = 1, on_route = 0;
    auto last_party = label::none;
    bool is_concurrent = true;
    for (auto k = i + 1; k < j; ++k) {
      const bool meets = meets_break(stays[k], left, come);
      const bool is_entry = stays[k].party != last_party, outlasts = stays[k].end > end;
      on_route += meets ? 1 : 0;
      length += (meets & is_entry) ? 1 : 0;
      last_party = detail::choose(meets, stays[k].party, last_party);
      is_concurrent = is_concurrent & ((!meets) | outlasts);
    }
    lengths_[j] = length;
    concurrent_[j] = ((length > 1) & is_concurrent) ? 1 : 0;
    partial_[j] = on_route + 1 < block.back[j] ? 1 : 0;
  }

  reading how_;
  time_point cutoff_;
  std::vector<std::uint32_t> lengths_;              // of each stay of the block
  std::vector<std::uint8_t> concurrent_, partial_;  // likewise
  std::vector<std::uint32_t> longer_;               // those with more than one stay between
};

}  // namespace polku::inline v0
