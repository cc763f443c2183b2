// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>
#include <polku/core/label.hpp>
#include <polku/core/time.hpp>
#include <polku/log/record_check.hpp>
#include <polku/model/record.hpp>
#include <polku/obligations/obligation_options.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace polku::inline v0 {

/// What a matter is about.
enum class concern : std::uint8_t { obligation, gap, handover };

[[nodiscard]] constexpr std::string_view to_string(concern c) {
  constexpr std::string_view names[] = {"obligation", "gap", "handover"};
  return names[static_cast<std::size_t>(c)];
}

/// One trigger of an obligation: a record of the client that asks for something, and what became of that. Or a gap in the
/// client's support, which asks for somebody to hold the client; or a handover, which asks to be picked up.
struct matter {
  client_id client;
  concern about;
  std::size_t obligation;  ///< its place among those given; 0 where the matter is about none
  time_point trigger;      ///< the time of the record that asks for it, or of observation's start; the gap's start
  record_kind kind;        ///< what that record is; where it is observation's start, or a gap, an episode
  obligation_outcome outcome;
  /// Of a pending one, the last moment at which what is owed can be done; `open_end` where nothing falls due. What is active
  /// now is expected to end when its record says; what is only planned to begin does not count yet.
  time_point deadline;

  [[nodiscard]] bool falls_due() const { return deadline != open_end; }
  friend bool operator==(const matter&, const matter&) = default;
};

/// How many matters came to what.
struct matter_counts {
  counted of_outcome[4];  ///< by obligation_outcome

  [[nodiscard]] const counted& of(obligation_outcome o) const { return of_outcome[static_cast<std::size_t>(o)]; }
  friend bool operator==(const matter_counts&, const matter_counts&) = default;
};

/// What a record, or the passing of time, changed about a matter.
struct matter_change {
  polku::matter matter;                      ///< as it is now; where it is no more, as it was
  time_point at;                             ///< when the monitor came to know
  std::optional<obligation_outcome> before;  ///< empty: it came up
  std::optional<obligation_outcome> after;   ///< empty: the record that asked for it is gone
  bool is_reminder = false;                  ///< nothing changed, but the deadline is near

  [[nodiscard]] bool became(obligation_outcome o) const { return after == o && before != o; }
  [[nodiscard]] bool is_settled() const {
    return before == obligation_outcome::pending && after != obligation_outcome::pending;
  }
  friend bool operator==(const matter_change&, const matter_change&) = default;
};

/// A matter that falls due, and who is responsible.
struct due_matter {
  polku::matter matter;
  /// The organisation of the episode that asks for it (the service where it has none), the receiver of the handover, the
  /// party before the gap, else those of the client's latest active episode; empty where there is none. Valid until a record
  /// is given.
  std::string_view responsible;

  friend bool operator==(const due_matter&, const due_matter&) = default;
};

/// A monitor's answer to a record.
struct [[nodiscard]] monitor_answer {
  record_check check = {};                     ///< why it cannot be used
  bool is_unknown = false;                     ///< there is no such record to correct or withdraw
  std::span<const matter_change> caused = {};  ///< of a client by obligation, trigger. Valid until the next call.
  bool is_too_late = false;                    ///< what it would change was counted and dropped; see `keep_history`

  /// Whether the record was taken.
  explicit operator bool() const { return check && !is_unknown && !is_too_late; }
};

}  // namespace polku::inline v0
