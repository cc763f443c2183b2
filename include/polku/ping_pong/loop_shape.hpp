// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>
#include <polku/ping_pong/ping_pong_loops.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// What a ping-pong loop looks like. A loop is of the first kind that it fits.
enum class loop_kind : std::uint8_t {
  back_and_forth,  ///< two parties in turn: A, B, A, B
  hub_and_spoke,  ///< every other stay is with one party, the hub, and those between with at least two others: A, B, A, C, A
  circular,       ///< at least three parties, always in the same order: A, B, C, A, B
  mixed,          ///< anything else: A, B, A, C, B
};

[[nodiscard]] constexpr std::string_view to_string(loop_kind k) {
  constexpr std::string_view names[] = {"back_and_forth", "hub_and_spoke", "circular", "mixed"};
  return names[static_cast<std::size_t>(k)];
}

/// The shape of a loop, and the party in the middle where there is one.
struct loop_shape {
  loop_kind kind = loop_kind::mixed;
  label hub = label::none;  ///< none but where the kind is `hub_and_spoke`

  friend bool operator==(const loop_shape&, const loop_shape&) = default;
};

/// The shape of a loop, judged by the order of its stays alone: where stays overlap (coverage), two parties that had the
/// client at once are still one after the other here. Neighbouring stays of one party count once, as on a route. O(stays + k
/// log k) for k parties.
[[nodiscard]] inline loop_shape shape_of(const ping_pong_loop& loop) {
  std::vector<label> order;
  for (const auto& s : loop.stays)
    if (order.empty() || order.back() != s.party) order.push_back(s.party);
  const auto repeats_after = [&](std::size_t first, std::size_t step) {
    for (auto i = first + step; i < order.size(); i += step)
      if (order[i] != order[first]) return false;
    return true;
  };
  if (order.size() < 3) return {};
  const bool is_even_hub = repeats_after(0, 2), is_odd_hub = order.size() > 3 && repeats_after(1, 2);
  if (is_even_hub && (is_odd_hub || order.size() == 3)) return {loop_kind::back_and_forth};
  if (is_even_hub || is_odd_hub) return {loop_kind::hub_and_spoke, order[is_even_hub ? 0 : 1]};

  const auto again = std::find(order.begin() + 1, order.end(), order.front());
  const auto round = static_cast<std::size_t>(again - order.begin());
  if (again == order.end()) return {};
  for (std::size_t i = 0; i < round; ++i)
    if (!repeats_after(i, round)) return {};
  std::sort(order.begin(), again);
  return {std::adjacent_find(order.begin(), again) == again ? loop_kind::circular : loop_kind::mixed};
}

/// How many loops are of which shape, and around which hubs they turn.
struct loop_shape_counts {
  std::array<counted, 4> of_kind = {};               ///< by loop_kind
  std::vector<std::pair<label, counted>> hubs = {};  ///< by label

  [[nodiscard]] const counted& of(loop_kind k) const { return of_kind[static_cast<std::size_t>(k)]; }
  friend bool operator==(const loop_shape_counts&, const loop_shape_counts&) = default;
};

/// Counts the loops of a log by shape. O(stays) and O(log k) per loop around one of k hubs.
[[nodiscard]] inline loop_shape_counts count_loop_shapes(const ping_pong_loops& loops) {
  std::array<event_count, 4> kinds;
  std::map<label, event_count> hubs;
  for (const auto loop : loops) {
    const auto shape = shape_of(loop);
    kinds[static_cast<std::size_t>(shape.kind)].add(loop.client);
    if (shape.hub != label::none) hubs[shape.hub].add(loop.client);
  }
  loop_shape_counts out;
  for (std::size_t k = 0; k < kinds.size(); ++k) out.of_kind[k] = kinds[k].sum;
  for (const auto& [hub, n] : hubs) out.hubs.emplace_back(hub, n.sum);
  return out;
}

}  // namespace polku::inline v0
