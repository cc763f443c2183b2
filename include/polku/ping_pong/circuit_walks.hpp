// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/core/counted.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// A circuit of different parties: from the first to the next, and from the last back to the first.
struct party_circuit {
  std::vector<label> parties;  ///< from the smallest label on
  counted walks = {};          ///< how often it was walked as a whole, from any of its parties, and by how many clients

  friend bool operator==(const party_circuit&, const party_circuit&) = default;
};

/// Counts the circuits that clients walked as a whole, by succession: a stay, and up to `max_length` stays later the next
/// one with the same party, with no party twice in between. Walks overlap: A, B, A, B, A walks the circuit of A and B three
/// times.
class circuit_walk_tally {
 public:
  /// \throws std::invalid_argument where the pathways are read in another way.
  circuit_walk_tally(const pathways& paths, std::size_t max_length) : max_length_(max_length) {
    detail::require_succession(paths, "walks of circuits are counted");
  }

  void add(const client_history& h) {
    std::uint32_t different = 0;  // stays up to this one that are with different parties
    for (std::uint32_t i = 0; i < h.stays.size(); ++i) {
      const auto round = h.back[i];
      if (round != 0 && round <= max_length_ && round <= different) {
        circuit_.clear();
        for (auto k = i - round; k != i; ++k) circuit_.push_back(h.stays[k].party);
        std::rotate(circuit_.begin(), std::min_element(circuit_.begin(), circuit_.end()), circuit_.end());
        walks_[circuit_].add(h.client);
      }
      different = round == 0 ? different + 1 : std::min(different + 1, round);
    }
  }

  void merge(circuit_walk_tally&& other) {
    for (const auto& [parties, n] : other.walks_) walks_[parties].sum.merge(n.sum);
  }

  /// Every circuit that was walked, in lexicographical order of the labels. O(w log w) for w of them.
  [[nodiscard]] std::vector<party_circuit> result() && {
    std::vector<party_circuit> out;
    out.reserve(walks_.size());
    for (const auto& [parties, n] : walks_) out.push_back({parties, n.sum});
    std::sort(out.begin(), out.end(), [](const party_circuit& a, const party_circuit& b) { return a.parties < b.parties; });
    return out;
  }

 private:
  struct hash {
    std::size_t operator()(const std::vector<label>& parties) const {
      std::uint64_t h = parties.size();
      for (const auto p : parties) h = detail::mix(h, index_of(p));
      return static_cast<std::size_t>(h);
    }
  };

  std::size_t max_length_;
  std::unordered_map<std::vector<label>, event_count, hash> walks_;
  std::vector<label> circuit_;
};

/// Counts the circuits of at most `max_length` transitions that clients walked as a whole; by succession, whatever the
/// reading of the pathways. O(n max_length) for n episodes.
[[nodiscard]] inline std::vector<party_circuit> count_circuit_walks(const pathways& paths, std::size_t max_length = 3) {
  const auto by_succession = paths.read_as(reading::succession);
  circuit_walk_tally walks(by_succession, max_length);
  scan(by_succession, walks);
  return std::move(walks).result();
}

}  // namespace polku::inline v0
