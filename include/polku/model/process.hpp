// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// One phase of a process: its name and the other words that records use for it.
struct phase {
  std::string name;
  std::vector<std::string> other_names = {};

  friend bool operator==(const phase&, const phase&) = default;
};

/// An ordered set of phases. The order is a norm: clients overlap phases and come back to earlier ones.
class process {
 public:
  process() = default;
  explicit process(std::vector<phase> phases) : phases_(std::move(phases)) {}

  [[nodiscard]] const std::vector<phase>& phases() const { return phases_; }
  [[nodiscard]] bool empty() const { return phases_.empty(); }

  /// The place of a phase in the order, from 0, by any of its names or by its number from 1; nothing where the process has
  /// no such phase. ASCII case, `_`, `-` and space do not matter. O(names).
  [[nodiscard]] std::optional<std::size_t> rank_of(std::string_view name) const {
    for (std::size_t i = 0; i < phases_.size(); ++i) {
      if (is_same_term(phases_[i].name, name) || std::to_string(i + 1) == name) return i;
      for (const auto& other : phases_[i].other_names)
        if (is_same_term(other, name)) return i;
    }
    return std::nullopt;
  }

  friend bool operator==(const process&, const process&) = default;

 private:
  std::vector<phase> phases_;
};

/// The five phases of supported-employment coaching (TTO project report, Päijät-Häme, 28.6.2022), each known by its English,
/// Finnish and Swedish name and by a short English one.
[[nodiscard]] inline const process& coaching_process() {
  static const process coaching({
      {"referral to the service", {"referral", "palveluun ohjautuminen", "ohjautuminen", "hänvisning till tjänsten"}},
      {"mapping of skills", {"mapping", "skills mapping", "osaamisen kartoitus", "kartoitus", "kartläggning av kunnande"}},
      {"job search", {"search", "työnetsintä", "jobbsökning"}},
      {"working with the employer",
       {"employer", "employer work", "työskentely työnantajan kanssa", "arbete med arbetsgivaren"}},
      {"support for staying in work",
       {"support", "support in work", "tuki työssä pysymiseen", "tuki työssä pysymisessä", "stöd för att stanna i arbete"}},
  });
  return coaching;
}

}  // namespace polku::inline v0
