// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// What can be wrong with a design.
enum class design_fault : std::uint8_t {
  lapse,               ///< a step after which, or during which, no service that supports is active
  nobody_responsible,  ///< a step after which no role is responsible for the client
  ping_pong,           ///< a circuit between organisations without progress through the phases
  forced_exit,         ///< entering one service forces the client out of another
  broken_rule,         ///< services that must never be together can be
  unasked_consent,     ///< a handover that needs a consent which nobody on the way has asked
  broken_obligation,   ///< an obligation that the design itself can break
  trapped,             ///< a state from which no outcome can be reached
  unreachable_service,
  unserved_phase,    ///< a phase of the process that no service serves
  no_longer_served,  ///< a phase that no service serves once funding has ended
};

[[nodiscard]] constexpr std::string_view to_string(design_fault f) {
  constexpr std::string_view names[] = {
      "lapse",           "nobody responsible", "ping-pong", "forced exit",         "broken rule",
      "unasked consent", "broken obligation",  "trapped",   "unreachable service", "unserved phase",
      "no longer served"};
  return names[static_cast<std::size_t>(f)];
}

/// A fault of a design, with a shortest way in which a client comes to it.
struct design_finding {
  design_fault fault;
  std::string what;                       ///< as a sentence
  std::vector<std::string> witness = {};  ///< what happens to the client from an entry on, step by step
  std::vector<std::string> circuit = {};  ///< of a ping-pong: what happens then, again and again
  std::vector<std::string> parties = {};  ///< of a ping-pong: the organisations, by name

  friend bool operator==(const design_finding&, const design_finding&) = default;
};

/// Responsibility for the client passes from one role to another.
struct responsibility_change {
  std::string by;      ///< what happens
  std::string before;  ///< the roles that no longer are; "nobody" where there was none
  std::string after;   ///< those that newly are, or else those that still are; "nobody" where there is none

  friend bool operator==(const responsibility_change&, const responsibility_change&) = default;
};

/// How far `check_design` explores.
struct design_check_options {
  std::size_t most_states = 200'000;  ///< states explored at most
  std::size_t most_services = 8;      ///< services a client is in at once at most; no more than 8
  std::size_t longest_circuit = 12;   ///< steps of a ping-pong at most
  std::size_t most_circuits = 20;     ///< circuits reported at most, shortest first
};

/// What was found in a design.
struct design_check {
  std::vector<design_finding> findings;                 ///< by fault, then by length of the witness
  std::vector<responsibility_change> responsibilities;  ///< every way in which it passes, each once
  std::vector<std::string> untold;  ///< obligations of which a design without times and workers says nothing
  std::size_t states = 0;           ///< reached
  /// The bounds that cut the exploration off, as sentences. Empty: everything was seen. Otherwise every finding stands, but
  /// there may be more; where states were left out, unreachable services are not reported.
  std::vector<std::string> bounds;

  [[nodiscard]] bool is_exact() const { return bounds.empty(); }
  [[nodiscard]] std::size_t count(design_fault f) const {
    std::size_t n = 0;
    for (const auto& finding : findings) n += finding.fault == f ? 1 : 0;
    return n;
  }
};

}  // namespace polku::inline v0
