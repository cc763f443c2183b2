// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/stay.hpp>

#include <concepts>
#include <cstdint>
#include <span>
#include <utility>

namespace polku::inline v0 {

/// What an analysis sees of one client.
struct client_history {
  const event_log& log;
  const party_column& parties;
  polku::reading reading;
  client_id client;
  event_log::range episodes;
  std::span<const stay> stays;  ///< valid only while the client is shown
};

/// An analysis as a running total: it is shown one client after another, and two totals over different clients merge into the
/// total over all of them.
template <class T>
concept tally = std::movable<T> && requires(T t, T other, const client_history& history) {
  t.add(history);
  t.merge(std::move(other));
};

/// A part of a log's clients, `[first, last)`.
struct client_range {
  std::uint32_t first, last;
};
[[nodiscard]] inline client_range all_clients(const event_log& log) {
  return {0, static_cast<std::uint32_t>(log.client_count())};
}

/// Shows each client of the range, in order, to each tally: one pass however many tallies there are. The parties, options and
/// log are those that the tallies were made for.
template <tally... Tallies>
void scan(const event_log& log, const party_column& parties, const stay_options& options, client_range clients,
          Tallies&... tallies) {
  stay_maker stays_of(log, parties, options);
  for (auto c = clients.first; c != clients.last; ++c) {
    const client_id client{c};
    const client_history history{log, parties, stays_of.reading(), client, log.episodes_of(client), stays_of(client)};
    (tallies.add(history), ...);
  }
}

}  // namespace polku::inline v0
