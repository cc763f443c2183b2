// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/record.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace polku::inline v0 {

/// How a client is to be handed over from one service to the next.
struct handover_terms {
  polku::manner manner = manner::unknown;
  /// The most time that may pass between the one's end and the other's start. Empty: nothing is promised; 0: seamless.
  std::optional<duration> greatest_delay = std::nullopt;
  bool needs_overlap = false;       ///< the next one has to begin before the old one ends
  bool needs_consent = false;       ///< the client has to have consented that the receiver is told
  std::string accompanied_by = {};  ///< the role that goes with the client

  /// Whether the client may be left with nobody for a while.
  [[nodiscard]] bool may_leave_a_gap() const { return !needs_overlap && (!greatest_delay || *greatest_delay > duration{}); }
  friend bool operator==(const handover_terms&, const handover_terms&) = default;
};

/// What happens to the service that a step starts from.
enum class step_kind : std::uint8_t {
  moves,  ///< it ends, and the next one begins
  joins,  ///< it goes on beside the next one
  fails,  ///< it breaks off; what follows then
  ends,   ///< it comes to its end, and nothing follows from it
};

[[nodiscard]] constexpr std::string_view to_string(step_kind k) {
  constexpr std::string_view names[] = {"moves", "joins", "fails", "ends"};
  return names[static_cast<std::size_t>(k)];
}

/// A transition that a design permits, from a service to a service or an outcome. At an outcome every service ends.
struct step {
  std::string from;
  std::string to = {};  ///< empty where the service only ends or fails
  step_kind kind = step_kind::moves;
  polku::handover_terms handover = {};

  /// The same step with these terms: `move("rehabilitative work", "job coaching").by({.needs_overlap = true})`.
  [[nodiscard]] step by(handover_terms terms) const {
    auto out = *this;
    out.handover = std::move(terms);
    return out;
  }
  friend bool operator==(const step&, const step&) = default;
};

/// The client leaves one service for another, or for an outcome.
[[nodiscard]] inline step move(std::string from, std::string to) {
  return {std::move(from), std::move(to), step_kind::moves, {}};
}
/// Another service begins while the one goes on.
[[nodiscard]] inline step join(std::string from, std::string to) {
  return {std::move(from), std::move(to), step_kind::joins, {}};
}
/// The service breaks off; `to` is what is meant to follow, and may be a service that is active already.
[[nodiscard]] inline step on_failure(std::string from, std::string to = {}) {
  return {std::move(from), std::move(to), step_kind::fails, {}};
}
/// The service comes to its end, and nothing follows from it.
[[nodiscard]] inline step end_of(std::string from) { return {std::move(from), {}, step_kind::ends, {}}; }

}  // namespace polku::inline v0
