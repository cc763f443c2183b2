// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/stays.hpp>

#include <concepts>
#include <cstdint>
#include <span>
#include <utility>

namespace polku::inline v0 {

/// What an analysis sees of one client.
struct client_history {
  const pathways& paths;
  client_id client;
  event_log::range episodes;
  std::span<const stay> stays;  ///< valid only while the client is shown
};

/// An analysis as a running total: it is shown one client after another, and two totals over different clients merge into
/// the total over all of them.
template <class T>
concept tally = std::movable<T> && requires(T t, T other, const client_history& history) {
  t.add(history);
  t.merge(std::move(other));
};

/// Whether a tally looks at the stays. One that does not says `static constexpr bool needs_stays = false`, and where no
/// tally of a pass does, none are made.
template <class T>
inline constexpr bool needs_stays = [] {
  if constexpr (requires { T::needs_stays; })
    return T::needs_stays;
  else
    return true;
}();

/// A part of a log's clients, `[first, last)`.
struct client_range {
  std::uint32_t first, last;
};
[[nodiscard]] inline client_range all_clients(const event_log& log) {
  return {0, static_cast<std::uint32_t>(log.client_count())};
}

/// Shows each client of the range, in order, to each tally: one pass however many tallies there are. The tallies are those
/// made for the same pathways.
template <tally... Tallies>
void scan(const pathways& paths, client_range clients, Tallies&... tallies) {
  stay_maker stays_of(paths);
  for (auto c = clients.first; c != clients.last; ++c) {
    const client_id client{c};
    client_history history{paths, client, paths.log().episodes_of(client), {}};
    if constexpr ((needs_stays<Tallies> || ...)) history.stays = stays_of(client);
    (tallies.add(history), ...);
  }
}

/// Shows every client to each tally.
template <tally... Tallies>
void scan(const pathways& paths, Tallies&... tallies) {
  scan(paths, all_clients(paths.log()), tallies...);
}

}  // namespace polku::inline v0
