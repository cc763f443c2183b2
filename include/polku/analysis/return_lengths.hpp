// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/stays.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace polku::inline v0 {

/// Whether a stay of another party is on the route of a return: it shares time with the break from `left` to `back`, or is a
/// point in it.
[[nodiscard]] constexpr bool meets_break(const stay& s, time_point left, time_point back) {
  // A point on `left` belongs to the break, a stay that ends there does not.
  return (s.start < back) & ((left < s.end) | ((s.start == s.end) & (left == s.start)));
}

/// The returns that end at each stay of some neighbouring clients.
struct return_block {
  /// Per stay the length of the return that ends there, 1 where it is a re-entry, 0 where the client is there for the first
  /// time.
  const std::uint32_t* lengths = nullptr;
  /// Per stay 1 where the return is concurrent, else 0; null under succession, where none is.
  const std::uint8_t* concurrent = nullptr;
};

/// Finds how long the returns are, block after block, in memory that it uses again and again.
class return_length_maker {
 public:
  explicit return_length_maker(const pathways& paths) : how_(paths.how()), cutoff_(paths.log().cutoff()) {}

  /// Looks at the stays of a block. The result is valid until the next call, and as long as the block.
  /// O(1) under succession, O(s k) under coverage, for s stays of k parties.
  [[nodiscard]] return_block make(const stay_block& block) {
    if (how_ == reading::succession) return {block.back, nullptr};  // every stay between is an entry on the route
    const auto n = block.first[block.clients.last - block.clients.first];
    if (lengths_.size() < n) {
      lengths_.resize(n);
      concurrent_.resize(n);
    }
    const auto* const stays = block.stays;
    auto* const lengths = lengths_.data();
    auto* const concurrent = concurrent_.data();
    for (std::uint32_t j = 0; j < n; ++j) {
      const auto back = block.back[j];
      const auto i = j - back;
      const auto left = stays[i].end, come = stays[j].start;
      std::uint32_t length = back != 0 ? 1 : 0;
      auto last_party = label::none;
      auto first_end = open_end;
      for (auto k = i + 1; k < j; ++k) {
        const bool meets = meets_break(stays[k], left, come);
        length += meets & (stays[k].party != last_party) ? 1 : 0;
        last_party = detail::choose(meets, stays[k].party, last_party);
        first_end = detail::earlier(first_end, detail::choose(meets, stays[k].end, open_end));
      }
      lengths[j] = length;
      concurrent[j] = (length > 1) & (first_end > detail::earlier(stays[j].end, cutoff_)) ? 1 : 0;
    }
    return {lengths, concurrent};
  }

 private:
  reading how_;
  time_point cutoff_;
  std::vector<std::uint32_t> lengths_;    // of each stay of the block
  std::vector<std::uint8_t> concurrent_;  // likewise
};

}  // namespace polku::inline v0
