// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
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

namespace detail {

// A text of up to 16 characters in two words: its first and its last eight, which together with the length are all of it.
struct short_text {
  static constexpr std::size_t longest = 16;

  std::uint64_t first = 0, last = 0;

  // Called for each name of each record that is read.
  [[gnu::always_inline]] inline short_text(const char* p, std::size_t n) {
    if (n >= 8) {
      std::memcpy(&first, p, 8);
      std::memcpy(&last, p + n - 8, 8);
    } else if (n >= 4) {
      std::uint32_t a = 0, b = 0;
      std::memcpy(&a, p, 4);
      std::memcpy(&b, p + n - 4, 4);
      first = a;
      last = b;
    } else if (n != 0) {
      first = static_cast<unsigned char>(p[0]) | static_cast<std::uint64_t>(static_cast<unsigned char>(p[n / 2])) << 8;
      last = static_cast<unsigned char>(p[n - 1]);
    }
  }
  friend bool operator==(const short_text&, const short_text&) = default;
};

inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  __extension__ using wide = unsigned __int128;
  const auto product = static_cast<wide>(a ^ 0x9E37'79B9'7F4A'7C15u) * (b ^ 0xD1B5'4A32'D192'ED03u);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline std::uint32_t hash_short(const short_text& text, std::size_t size) {
  return static_cast<std::uint32_t>(mix(text.first ^ size, text.last));
}

inline std::uint32_t hash_text(std::string_view text) {
  if (text.size() <= short_text::longest) return hash_short({text.data(), text.size()}, text.size());
  std::uint64_t h = text.size(), word = 0;
  for (; text.size() > 8; text.remove_prefix(8)) {
    std::memcpy(&word, text.data(), 8);
    h = mix(h, word);
  }
  const short_text rest(text.data(), text.size());
  return static_cast<std::uint32_t>(mix(h ^ rest.first, rest.last));
}

inline bool is_same_text(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (a.size() > short_text::longest) return std::memcmp(a.data(), b.data(), a.size()) == 0;
  return short_text(a.data(), a.size()) == short_text(b.data(), b.size());
}

}  // namespace detail

/// Names, each kept once and numbered in order of first appearance.
///
/// The characters lie in one block, so ten million short ids cost their characters and 20 to 32 bytes each.
class label_table {
 public:
  /// The number of `name`, newly given where it is not known yet. Average O(length); strong guarantee.
  /// \throws std::length_error beyond 2^32 - 2 names.
  label intern(std::string_view name) {
    const auto size = name.size();
    if (size <= detail::short_text::longest && !slots_.empty()) [[likely]] {
      // What is asked for most, a short name that is known, without a call or a loop.
      const detail::short_text text(name.data(), size);
      const auto hash = detail::hash_short(text, size);
      const auto first = slots_[hash & (slots_.size() - 1)];
      if (first.hash == hash && first.number != label::none) [[likely]] {
        const auto known = (*this)[first.number];
        if (known.size() == size && detail::short_text(known.data(), size) == text) [[likely]]
          return first.number;
      }
    }
    return intern_any(name);
  }

  /// The number of a name that the table does not hold, newly given without a look. As long as all names came so, the table
  /// can be read but not searched: `find` is O(names), and the first `intern` O(characters). O(length).
  ///
  /// \pre the table does not hold the name
  /// \throws std::length_error as `intern`.
  label add_new(std::string_view name) {
    if (!slots_.empty()) return intern(name);
    return append(name);
  }

  /// The number of `name`, if the table holds it.
  [[nodiscard]] std::optional<label> find(std::string_view name) const {
    if (slots_.empty()) {
      for (std::uint32_t i = 0; i < size(); ++i)
        if ((*this)[label{i}] == name) return label{i};
      return std::nullopt;
    }
    const auto found = slots_[slot_of(name, detail::hash_text(name))].number;
    return found == label::none ? std::nullopt : std::optional(found);
  }

  /// The name behind a number; empty for `label::none`. Valid until the next `intern`.
  [[nodiscard]] std::string_view operator[](label l) const {
    if (l == label::none) return {};
    const auto* const bound = bounds_.data() + index_of(l);
    return {text_.data() + bound[0], static_cast<std::size_t>(bound[1] - bound[0])};
  }

  /// Looking up one of very many names waits for memory three times over. Who has several to look up asks for that memory
  /// ahead: for the slots of all of them, with what comes of that for the names they hold, with that for their characters.
  /// No more than a hint. O(length); O(1).
  [[nodiscard]] std::uint32_t fetch_slot(std::string_view name) const {
    const auto hash = detail::hash_text(name);
    if (!slots_.empty()) __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
    return hash;
  }
  /// The number that the name has in all likelihood, or none.
  [[nodiscard]] label fetch_bounds(std::uint32_t hash) const {
    if (slots_.empty()) return label::none;
    const auto mask = slots_.size() - 1;
    auto at = hash & mask;
    while (slots_[at].number != label::none && slots_[at].hash != hash) at = (at + 1) & mask;
    if (slots_[at].number != label::none) __builtin_prefetch(&bounds_[index_of(slots_[at].number)]);
    return slots_[at].number;
  }
  /// \pre `l` is a name's number
  void fetch_text(label l) const { __builtin_prefetch(text_.data() + bounds_[index_of(l)]); }

  /// Forgets every name, but keeps the memory for others.
  void clear() {
    text_.clear();
    bounds_.clear();
    std::fill(slots_.begin(), slots_.end(), slot{});
  }

  [[nodiscard]] std::size_t size() const { return bounds_.empty() ? 0 : bounds_.size() - 1; }
  [[nodiscard]] bool empty() const { return size() == 0; }

 private:
  struct slot {
    label number = label::none;
    std::uint32_t hash = 0;
  };

  label intern_any(std::string_view name) {
    if (slots_.empty()) index_all();
    const auto hash = detail::hash_text(name);
    auto at = slot_of(name, hash);
    if (slots_[at].number != label::none) return slots_[at].number;
    if (is_full(slots_.size())) {
      grow();
      at = slot_of(name, hash);
    }
    slots_[at] = {append(name), hash};
    return slots_[at].number;
  }

  // Strong guarantee.
  label append(std::string_view name) {
    if (size() >= index_of(label::none) - 1)
      throw std::length_error("polku: more than 2^32 - 2 different names in one column");
    if (bounds_.size() + 1 >= bounds_.capacity()) bounds_.reserve(2 * bounds_.size() + 16);
    text_.append(name);
    if (bounds_.empty()) bounds_.push_back(0);  // from here on nothing can throw
    bounds_.push_back(text_.size());
    return label{static_cast<std::uint32_t>(size() - 1)};
  }

  // Makes the slots of names that came without.
  void index_all() {
    std::size_t room = 16;
    while (is_full(room)) room *= 2;
    std::vector<slot> made(room);
    const auto mask = room - 1;
    for (std::uint32_t i = 0; i < size(); ++i) {
      const auto hash = detail::hash_text((*this)[label{i}]);
      auto at = hash & mask;
      while (made[at].number != label::none) at = (at + 1) & mask;
      made[at] = {label{i}, hash};
    }
    slots_.swap(made);
  }

  // Few names are looked up often, so their slots are kept sparse: nearly every look finds at once.
  [[nodiscard]] bool is_full(std::size_t slots) const {
    return size() < 4096 ? 4 * (size() + 1) > slots : 3 * (size() + 1) > 2 * slots;
  }

  [[nodiscard]] std::size_t slot_of(std::string_view name, std::uint32_t hash) const {
    const slot* const slots = slots_.data();
    const auto mask = slots_.size() - 1;
    auto at = hash & mask;
    while (slots[at].number != label::none &&
           !(slots[at].hash == hash && detail::is_same_text((*this)[slots[at].number], name)))
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

  std::string text_;                   // every name, one after the other
  std::vector<std::uint64_t> bounds_;  // where each name begins in text_, and where the last one ends
  std::vector<slot> slots_;            // open addressing
};

}  // namespace polku::inline v0
