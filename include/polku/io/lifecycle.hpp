// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>
#include <polku/core/term.hpp>
#include <polku/log/log_builder.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Makes episodes of events that say `start` or `complete`.
///
/// Within a client and service, each complete ends the earliest start that is still without an end; a start at the same time
/// comes before it. The episode has the texts of its start. All other events, those of another kind among them, are points.
class lifecycle_pairer {
 public:
  /// Takes an event; `e.end` is not looked at. Amortised O(length of the texts).
  record_check add(const episode& e, std::string_view transition, std::uint32_t line) {
    if (e.client.empty()) return {fault::no_client, "client"};
    if (e.service.empty()) return {fault::no_service, "service"};
    const auto kind = is_same_term(transition, "start") ? start : is_same_term(transition, "complete") ? complete : other;
    events_.push_back({e.start, open_end, clients_.intern(e.client), texts_.intern(e.service), text(e.organisation),
                       text(e.role), text(e.worker), text(e.phase), line, kind, false});
    return {};
  }

  /// Gives the episodes and points to the builder, in the order in which their first events came. Returns how many completes
  /// were paired. O(n log n).
  std::size_t finish(log_builder& builder) {
    std::vector<std::uint32_t> order(events_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const auto key = [&](std::uint32_t i) {
        const auto& e = events_[i];
        return std::tuple(e.client, e.service, e.at, e.kind, i);
      };
      return key(a) < key(b);
    });
    std::size_t pairs = 0, waiting = 0;  // starts without an end stand in order[waiting..], as far as they are starts
    for (std::size_t i = 0; i < order.size(); ++i) {
      auto& e = events_[order[i]];
      const auto is_same_activity = [&](const event& s) { return s.client == e.client && s.service == e.service; };
      if (e.kind != complete) continue;
      while (waiting < i && !(is_same_activity(events_[order[waiting]]) && events_[order[waiting]].kind == start &&
                              events_[order[waiting]].end == open_end))
        ++waiting;
      if (waiting == i) continue;
      events_[order[waiting++]].end = e.at;
      e.is_paired = true;
      ++pairs;
    }
    builder.reserve(events_.size() - pairs);
    for (const auto& e : events_) {
      if (e.is_paired) continue;
      const auto end = e.end == open_end ? e.at : e.end;
      (void)builder.add(episode{clients_[e.client], texts_[e.service], texts_[e.organisation], texts_[e.role],
                                texts_[e.worker], texts_[e.phase], e.at, end},
                        e.line);
    }
    return pairs;
  }

 private:
  enum event_kind : std::uint8_t { start, other, complete };  // in the order in which events at one time are taken
  struct event {
    time_point at, end;
    label client, service, organisation, role, worker, phase;
    std::uint32_t line;
    event_kind kind;
    bool is_paired;
  };

  label text(std::string_view s) { return s.empty() ? label::none : texts_.intern(s); }

  label_table clients_, texts_;
  std::vector<event> events_;
};

}  // namespace polku::inline v0
