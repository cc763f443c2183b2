// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace polku::inline v0 {

/// A stretch of service that one client received. Everything but client, service and start may be empty.
///
/// `Text` is `std::string_view` (polku::episode, which owns nothing) or `std::string` (polku::owned_episode, for a
/// projection that has to make its texts, such as an id printed from a number).
template <class Text>
struct basic_episode {
  Text client;
  Text service;
  Text organisation = {};
  Text role = {};
  Text worker = {};
  Text phase = {};
  time_point start;
  std::optional<time_point> end = std::nullopt;  ///< exclusive; equal to `start`: a point event; empty: still open

  /// The same record, looked at. Valid as long as this one.
  operator basic_episode<std::string_view>() const requires(!std::same_as<Text, std::string_view>) {
    return {client, service, organisation, role, worker, phase, start, end};
  }
};

using episode = basic_episode<std::string_view>;
using owned_episode = basic_episode<std::string>;

/// How the client went from one party to the next. Warm: accompanied by the old worker, or a transfer meeting was held
/// (*saattaen vaihto*). Cold: by letter, telephone or system. Self: the client went alone.
enum class manner : std::uint8_t { unknown, warm, cold, self };

/// What became of a handover.
enum class handover_status : std::uint8_t { proposed, accepted, declined };

/// A client's passing from one party to another, as recorded.
struct handover {
  std::string_view client;
  time_point at;
  std::string_view from;
  std::string_view to;
  polku::manner manner = manner::unknown;
  handover_status status = handover_status::accepted;
};

/// Something that happened to a client at one time: a referral, a first employer contact, a job start, an exit.
struct milestone {
  std::string_view client;
  time_point at;
  std::string_view kind;
  std::string_view detail = {};
};

/// A plan's validity, `[from, until)`; without an end it stays valid.
struct plan {
  std::string_view client;
  std::string_view kind;
  time_point from;
  std::optional<time_point> until = std::nullopt;
};

/// A client's consent that a party may receive information, `[from, until)`. A withdrawal ends it.
struct consent {
  std::string_view client;
  std::string_view party;
  time_point from;
  std::optional<time_point> until = std::nullopt;
};

/// A record of any kind.
using any_record = std::variant<episode, handover, milestone, plan, consent>;

/// The kinds of record.
enum class record_kind : std::uint8_t { episodes, handovers, milestones, plans, consents };

[[nodiscard]] constexpr std::string_view to_string(record_kind k) {
  constexpr std::string_view names[] = {"episode", "handover", "milestone", "plan", "consent"};
  return names[static_cast<std::size_t>(k)];
}

}  // namespace polku::inline v0
