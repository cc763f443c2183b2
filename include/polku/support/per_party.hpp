// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace polku::inline v0 {

/// Remembers one thing per party for the client at hand. Starting with the next client costs nothing.
template <class T>
class per_party {
  struct slot {
    T value{};
    std::uint32_t client = 0;
  };

 public:
  explicit per_party(std::size_t parties) : slots_(parties) {}

  /// For as many parties at least. What is remembered stays.
  void make_room(std::size_t parties) {
    if (slots_.size() < parties) slots_.resize(parties);
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(slots_.size()); }

  /// What is remembered of one client. Held by value, so that it stays in registers.
  class entries {
   public:
    [[nodiscard]] bool holds(label party) const { return slots_[index_of(party)].client == client_; }
    /// What was set for the party; of another client where `holds` is false.
    [[nodiscard]] const T& operator[](label party) const { return slots_[index_of(party)].value; }
    void set(label party, const T& value) { slots_[index_of(party)] = {value, client_}; }

   private:
    friend class per_party;
    entries(slot* slots, std::uint32_t client) : slots_(slots), client_(client) {}
    slot* slots_;
    std::uint32_t client_;
  };

  /// Forgets the client before.
  [[nodiscard]] entries next_client() {
    if (++client_ == 0) {
      for (auto& s : slots_) s.client = 0;
      client_ = 1;
    }
    return {slots_.data(), client_};
  }

 private:
  std::vector<slot> slots_;
  std::uint32_t client_ = 0;
};

}  // namespace polku::inline v0
