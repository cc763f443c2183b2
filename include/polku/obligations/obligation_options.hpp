// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/obligation.hpp>
#include <polku/model/process.hpp>
#include <polku/model/service.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// How obligations are evaluated on a log.
struct obligation_options {
  /// Milestones of these kinds end observation; case, `_`, `-` and space do not matter.
  std::vector<std::string> exits = {"exit"};
  /// The process that phases are looked up in, so that any name of a phase is that phase.
  process phases = coaching_process();
  /// The kinds of the log's organisations, which records do not tell, such as a design's. One that is not among them is of
  /// no kind.
  std::vector<organisation> organisations = {};
  /// A log without any plan, consent, handover or milestone, or without organisations, roles, workers or phases, is taken to
  /// say that there were none. By default it is taken to say nothing of them.
  bool absent_means_none = false;
};

/// Whether a log can tell if an obligation is met.
enum class evaluability : std::uint8_t {
  evaluated,
  not_recorded,   ///< the log holds no record of that sort at all, or not that column
  kinds_unknown,  ///< a kind of organisation is spoken of, and no organisation's kind is given
};

[[nodiscard]] constexpr std::string_view to_string(evaluability e) {
  constexpr std::string_view names[] = {"evaluated", "not recorded", "kinds unknown"};
  return names[static_cast<std::size_t>(e)];
}

/// What a log has to say of an obligation.
struct obligation_standing {
  evaluability status = evaluability::evaluated;
  std::optional<subject> obstacle = std::nullopt;  ///< of which the log tells nothing
  /// Those that no record is called by, though there are records of the sort. They are taken not to have happened; where the
  /// log merely calls them otherwise, so is the result.
  std::vector<subject> unmatched = {};

  friend bool operator==(const obligation_standing&, const obligation_standing&) = default;
};

/// What became of an evaluation.
enum class obligation_outcome : std::uint8_t {
  met,
  violated,
  pending,  ///< the cutoff came first, and nothing has failed yet
  lapsed,   ///< an exit came first, and nothing had failed
};

[[nodiscard]] constexpr std::string_view to_string(obligation_outcome o) {
  constexpr std::string_view names[] = {"met", "violated", "pending", "lapsed"};
  return names[static_cast<std::size_t>(o)];
}

}  // namespace polku::inline v0
