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

/// Shows each client of the range, in order, to each tally: one pass however many tallies there are. The tallies are those
/// made for the same pathways.
template <tally... Tallies>
void scan(const pathways& paths, client_range clients, Tallies&... tallies) {
  // By blocks of clients that fit the nearest cache: stays first, then one tally after the other.
  constexpr std::uint32_t most_episodes = 1024;
  const auto& log = paths.log();
  stay_maker stays(paths);
  for (auto first = clients.first; first != clients.last;) {
    const auto begin = log.episodes_of(client_id{first}).first;
    auto last = first + 1;
    while (last != clients.last && log.episodes_of(client_id{last}).last - begin <= most_episodes) ++last;
    if constexpr ((needs_stays<Tallies> || ...)) stays.make({first, last});
    const auto show = [&]<class Tally>(Tally& tally) {
      for (auto c = first; c != last; ++c) {
        client_history history{paths, client_id{c}, log.episodes_of(client_id{c}), {}};
        if constexpr (needs_stays<Tally>) history.stays = stays.of(client_id{c});
        tally.add(history);
      }
    };
    (show(tallies), ...);
    first = last;
  }
}

/// Shows every client to each tally.
template <tally... Tallies>
void scan(const pathways& paths, Tallies&... tallies) {
  scan(paths, all_clients(paths.log()), tallies...);
}

}  // namespace polku::inline v0
