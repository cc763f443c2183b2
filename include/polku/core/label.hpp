// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// A name, as its number in a `label_table`: dense from 0, in order of first appearance. Labels of two tables do not
/// compare.
enum class label : std::uint32_t { none = 0xFFFF'FFFF };

/// A client, as a number in an event log: dense from 0, in order of first appearance.
enum class client_id : std::uint32_t {};

[[nodiscard]] constexpr std::uint32_t index_of(label l) { return static_cast<std::uint32_t>(l); }
[[nodiscard]] constexpr std::uint32_t index_of(client_id c) { return static_cast<std::uint32_t>(c); }

/// Names, each kept once and numbered in order of first appearance.
///
/// The characters lie in one block, so ten million short ids cost their characters and some 16 bytes each.
class label_table {
 public:
  /// The number of `name`, newly given where it is not known yet. Average O(length); strong guarantee.
  /// \throws std::length_error beyond 2^32 - 2 names.
  label intern(std::string_view name) {
    if (3 * (size() + 1) > 2 * slots_.size()) grow();
    const auto hash = hash_of(name);
    auto at = slot_of(name, hash);
    if (slots_[at].number != label::none) return slots_[at].number;
    if (size() >= index_of(label::none) - 1)
      throw std::length_error("polku: more than 2^32 - 2 different names in one column");
    if (ends_.size() == ends_.capacity()) ends_.reserve(2 * ends_.size() + 16);
    text_.append(name);
    ends_.push_back(text_.size());  // cannot throw
    slots_[at] = {label{static_cast<std::uint32_t>(size() - 1)}, hash};
    return slots_[at].number;
  }

  /// The number of `name`, if the table holds it.
  [[nodiscard]] std::optional<label> find(std::string_view name) const {
    if (slots_.empty()) return std::nullopt;
    const auto found = slots_[slot_of(name, hash_of(name))].number;
    return found == label::none ? std::nullopt : std::optional(found);
  }

  /// The name behind a number; empty for `label::none`. Valid until the next `intern`.
  [[nodiscard]] std::string_view operator[](label l) const {
    if (l == label::none) return {};
    const auto i = index_of(l);
    const auto begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(text_).substr(begin, ends_[i] - begin);
  }

  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] bool empty() const { return ends_.empty(); }

 private:
  struct slot {
    label number = label::none;
    std::uint32_t hash = 0;
  };

  static std::uint32_t hash_of(std::string_view name) {
    const std::uint64_t h = std::hash<std::string_view>{}(name);
    return static_cast<std::uint32_t>(h ^ (h >> 32));
  }

  [[nodiscard]] std::size_t slot_of(std::string_view name, std::uint32_t hash) const {
    const auto mask = slots_.size() - 1;
    auto at = hash & mask;
    while (slots_[at].number != label::none && (slots_[at].hash != hash || (*this)[slots_[at].number] != name))
      at = (at + 1) & mask;
    return at;
  }

  void grow() {
    std::vector<slot> wider(slots_.empty() ? 16 : 2 * slots_.size());
    const auto mask = wider.size() - 1;
    for (const auto& s : slots_) {
      if (s.number == label::none) continue;
      auto at = s.hash & mask;
      while (wider[at].number != label::none) at = (at + 1) & mask;
      wider[at] = s;
    }
    slots_.swap(wider);
  }

  std::string text_;                 // every name, one after the other
  std::vector<std::uint64_t> ends_;  // where each name ends in text_
  std::vector<slot> slots_;          // open addressing, at most two thirds full
};

}  // namespace polku::inline v0
