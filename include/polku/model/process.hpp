// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// The languages that reports speak.
enum class language : std::uint8_t { english, finnish, swedish };

/// One phase of a process: its name, the other words that records use for it, and its name in other languages.
struct phase {
  std::string name;
  std::vector<std::string> other_names = {};
  std::string finnish = {};
  std::string swedish = {};

  /// `name` where the language has none of its own.
  [[nodiscard]] const std::string& name_in(language l) const {
    if (l == language::finnish && !finnish.empty()) return finnish;
    if (l == language::swedish && !swedish.empty()) return swedish;
    return name;
  }

  friend bool operator==(const phase&, const phase&) = default;
};

/// An ordered set of phases. The order is a norm: clients overlap phases and come back to earlier ones.
class process {
 public:
  process() = default;
  /// \throws std::invalid_argument where a phase has no name, or one of its names, in any language, is also another's:
  /// `rank_of` would never find it.
  explicit process(std::vector<phase> phases) : phases_(std::move(phases)) {
    for (std::size_t i = 0; i < phases_.size(); ++i) {
      const auto& p = phases_[i];
      if (p.name.empty()) throw std::invalid_argument("polku: a phase of a process needs a name");
      const auto require = [&](const std::string& name) {
        if (const auto found = find_name(name); found && *found != i)
          throw std::invalid_argument("polku: a process has the phase '" + name + "' twice; phases are told by name");
      };
      for (const auto* name : {&p.name, &p.finnish, &p.swedish}) require(*name);
      for (const auto& name : p.other_names) require(name);
    }
  }

  [[nodiscard]] const std::vector<phase>& phases() const { return phases_; }
  [[nodiscard]] bool empty() const { return phases_.empty(); }

  /// The place of a phase in the order, from 0, by any of its names or by its number from 1; nothing where the process has
  /// no such phase. A name goes before a number. ASCII case, `_`, `-` and space do not matter. O(names).
  [[nodiscard]] std::optional<std::size_t> rank_of(std::string_view name) const {
    if (const auto found = find_name(name)) return found;
    for (std::size_t i = 0; i < phases_.size(); ++i)
      if (std::to_string(i + 1) == name) return i;
    return std::nullopt;
  }

  friend bool operator==(const process&, const process&) = default;

 private:
  [[nodiscard]] std::optional<std::size_t> find_name(std::string_view name) const {
    if (name.empty()) return std::nullopt;
    for (std::size_t i = 0; i < phases_.size(); ++i) {
      const auto& p = phases_[i];
      if (is_same_term(p.name, name) || is_same_term(p.finnish, name) || is_same_term(p.swedish, name)) return i;
      for (const auto& other : p.other_names)
        if (is_same_term(other, name)) return i;
    }
    return std::nullopt;
  }

  std::vector<phase> phases_;
};

/// The names of an enumeration's phases, in their order. Specialise it to make a process of your own enumeration:
///
///     enum class phase_of_ours { intake, training, placement };
///     template <>
///     inline constexpr auto polku::phase_names<phase_of_ours> = std::array{
///         std::pair{phase_of_ours::intake, std::string_view("intake")}, ...};
template <class Enum>
inline constexpr auto phase_names = nullptr;

namespace detail {
template <class Names>
constexpr bool are_ordered_phases(const Names& names) {
  std::size_t i = 0;
  for (const auto& [value, name] : names) {
    if (static_cast<std::size_t>(value) != i || name.empty()) return false;
    for (std::size_t j = 0; j < i; ++j)
      if (names[j].second == name) return false;
    ++i;
  }
  return i != 0;
}
}  // namespace detail

/// An enumeration whose phases are named.
template <class Enum>
concept phase_enum = std::is_enum_v<Enum> && !std::is_null_pointer_v<std::remove_cv_t<decltype(phase_names<Enum>)>>;

/// The process that an enumeration stands for. What is wrong with it shows when it is compiled.
template <phase_enum Enum>
[[nodiscard]] process make_process() {
  static_assert(
      detail::are_ordered_phases(phase_names<Enum>),
      "polku: phase_names<Enum> lists every enumerator once, in order, counted from 0, each with a name of its own");
  std::vector<phase> phases;
  for (const auto& named : phase_names<Enum>) phases.push_back({std::string(named.second)});
  return process(std::move(phases));
}

/// The five phases of supported-employment coaching (TTO project report, Päijät-Häme, 28.6.2022), each known by its English,
/// Finnish and Swedish name and by short ones.
[[nodiscard]] inline const process& coaching_process() {
  static const process coaching({
      {"referral to the service", {"referral", "ohjautuminen"}, "palveluun ohjautuminen", "hänvisning till tjänsten"},
      {"mapping of skills", {"mapping", "skills mapping", "kartoitus"}, "osaamisen kartoitus", "kartläggning av kunnande"},
      {"job search", {"search"}, "työnetsintä", "jobbsökning"},
      {"working with the employer",
       {"employer", "employer work"},
       "työskentely työnantajan kanssa",
       "arbete med arbetsgivaren"},
      {"support for staying in work",
       {"support", "support in work", "tuki työssä pysymisessä"},
       "tuki työssä pysymiseen",
       "stöd för att stanna i arbete"},
  });
  return coaching;
}

}  // namespace polku::inline v0
