// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/return_lengths.hpp>
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
  std::span<const stay> stays;          ///< valid only while the client is shown
  std::span<const std::uint32_t> back;  ///< per stay, how many stays back the last one with the same party lies; 0: none
};

/// Some neighbouring clients: what an analysis sees at a time.
class client_block {
 public:
  /// Of a block of more than one client: what fits the nearest cache.
  static constexpr std::uint32_t most_episodes = 1024;

  client_block(const pathways& paths, client_range clients, const stay_block* stays, const return_block& returns)
      : paths_(&paths), clients_(clients), stays_(stays), returns_(returns) {}

  [[nodiscard]] const pathways& paths() const { return *paths_; }
  [[nodiscard]] client_range clients() const { return clients_; }
  /// \pre the tally needs stays
  [[nodiscard]] const stay_block& stays() const { return *stays_; }
  /// \pre the tally needs returns
  [[nodiscard]] const return_block& returns() const { return returns_; }

  /// One client of the block; without stays where no tally needs them.
  [[nodiscard]] client_history operator[](client_id client) const {
    client_history h{*paths_, client, paths_->log().episodes_of(client), {}, {}};
    if (!stays_) return h;
    const auto c = index_of(client) - clients_.first;
    const auto first = stays_->first[c], size = stays_->first[c + 1] - first;
    h.stays = {stays_->stays + first, size};
    h.back = {stays_->back + first, size};
    return h;
  }

 private:
  const pathways* paths_;
  client_range clients_;
  const stay_block* stays_;
  return_block returns_;
};

/// A tally that is shown one client at a time, or one that is shown blocks of clients (which is faster where a client has
/// little to tell).
template <class T>
concept sees_clients = requires(T t, const client_history& client) {
  t.add(client);
};
template <class T>
concept sees_blocks = requires(T t, const client_block& block) {
  t.add(block);
};

/// An analysis as a running total: it is shown one client, or block of clients, after another, and two totals over different
/// clients of the same pathways, with the same options, merge into the total over all of them. Lists take the other's
/// findings after their own, so that they stay in the order of clients where the other's come later.
template <class T>
concept tally = std::movable<T> &&(sees_clients<T> || sees_blocks<T>)&&requires(T t, T other) {
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

/// Whether a tally looks at what returns end at each stay. One that does says `static constexpr bool needs_returns = true`.
template <class T>
inline constexpr bool needs_returns = [] {
  if constexpr (requires { T::needs_returns; })
    return T::needs_returns;
  else
    return false;
}();

/// Shows each client of the range, in order, to each tally: one pass however many tallies there are. The tallies are those
/// made for the same pathways.
template <tally... Tallies>
void scan(const pathways& paths, client_range clients, Tallies&... tallies) {
  // By blocks of clients: stays first, then one tally after the other.
  constexpr bool makes_stays = (needs_stays<Tallies> || ...);
  constexpr bool makes_returns = (needs_returns<Tallies> || ...);
  const auto& log = paths.log();
  stay_maker maker(paths);
  return_length_maker lengths(paths);
  stay_block stays{};
  return_block returns;
  for (auto first = clients.first; first != clients.last;) {
    const auto begin = log.episodes_of(client_id{first}).first;
    auto last = first + 1;
    while (last != clients.last && log.episodes_of(client_id{last}).last - begin <= client_block::most_episodes) ++last;
    if constexpr (makes_stays) {
      maker.make({first, last});
      stays = maker.made();
    }
    if constexpr (makes_returns) returns = lengths.make(stays);
    const client_block block(paths, {first, last}, makes_stays ? &stays : nullptr, returns);
    const auto show = [&]<class Tally>(Tally& tally) {
      if constexpr (sees_blocks<Tally>)
        tally.add(block);
      else
        for (auto c = first; c != last; ++c) tally.add(block[client_id{c}]);
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
