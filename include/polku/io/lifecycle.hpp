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
#include <vector>

namespace polku::inline v0 {

/// What an event says of its activity, in the order in which events at one time are taken.
enum class lifecycle_step : std::uint8_t { start, other, complete };

[[nodiscard]] constexpr lifecycle_step read_lifecycle_step(std::string_view transition) {
  transition = trim(transition);
  if (is_same_term(transition, "complete")) return lifecycle_step::complete;
  return is_same_term(transition, "start") ? lifecycle_step::start : lifecycle_step::other;
}

/// Gives starts the time of their complete as their end, and marks those completes as paired. Within a client and service,
/// each complete ends the earliest start that is still without an end; a start at the same time comes before it, and equal
/// ones keep their order. Returns how many were paired. O(n log n).
///
/// An `Event` has client, service, start, end, step and is_paired. Precondition: every end is `open_end`, nothing is paired.
template <class Event>
std::size_t pair_lifecycles(std::vector<Event>& events) {
  std::vector<std::uint32_t> order(events.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto key = [&](std::uint32_t i) {
      const auto& e = events[i];
      return std::tuple(e.client, e.service, e.start, e.step, i);
    };
    return key(a) < key(b);
  });
  std::size_t pairs = 0, waiting = 0;  // starts without an end stand in order[waiting..], as far as they are starts
  for (std::size_t i = 0; i < order.size(); ++i) {
    auto& e = events[order[i]];
    if (e.step != lifecycle_step::complete) continue;
    const auto is_waiting = [&](const Event& s) {
      return s.client == e.client && s.service == e.service && s.step == lifecycle_step::start && s.end == open_end;
    };
    while (waiting < i && !is_waiting(events[order[waiting]])) ++waiting;
    if (waiting == i) continue;
    events[order[waiting++]].end = e.start;
    e.is_paired = true;
    ++pairs;
  }
  return pairs;
}

/// Makes episodes of events that say `start` or `complete`, by `pair_lifecycles`. An episode has the texts of its start. All
/// other events, those of another kind among them, are points.
class lifecycle_pairer {
 public:
  /// Takes an event; `e.end` is not looked at. Amortised O(length of the texts).
  record_check add(const episode& e, std::string_view transition, std::uint32_t line) {
    if (e.client.empty()) return {fault::no_client, "client"};
    if (e.service.empty()) return {fault::no_service, "service"};
    events_.push_back({e.start, open_end, clients_.intern(e.client), texts_.intern(e.service), text(e.organisation),
                       text(e.role), text(e.worker), text(e.phase), line, read_lifecycle_step(transition), false});
    return {};
  }

  /// Takes over the events of another pairer, as if they were added here one by one, `line_offset` added to their lines.
  void append(lifecycle_pairer&& next, std::uint32_t line_offset) {
    for (auto& e : next.events_) {
      e.client = clients_.intern(next.clients_[e.client]);
      for (auto* l : {&e.service, &e.organisation, &e.role, &e.worker, &e.phase}) *l = text(next.texts_[*l]);
      e.line += line_offset;
    }
    events_.insert(events_.end(), next.events_.begin(), next.events_.end());
    next = {};
  }

  /// Gives the episodes and points to the builder, in the order in which their first events came. Returns how many completes
  /// were paired. O(n log n).
  std::size_t finish(log_builder& builder) {
    const auto pairs = pair_lifecycles(events_);
    builder.reserve(events_.size() - pairs);
    for (const auto& e : events_) {
      if (e.is_paired) continue;
      const auto end = e.end == open_end ? e.start : e.end;
      (void)builder.add(episode{clients_[e.client], texts_[e.service], texts_[e.organisation], texts_[e.role],
                                texts_[e.worker], texts_[e.phase], e.start, end},
                        e.line);
    }
    return pairs;
  }

 private:
  struct event {
    time_point start, end;
    label client, service, organisation, role, worker, phase;
    std::uint32_t line;
    lifecycle_step step;
    bool is_paired;
  };

  label text(std::string_view s) { return s.empty() ? label::none : texts_.intern(s); }

  label_table clients_, texts_;
  std::vector<event> events_;
};

}  // namespace polku::inline v0
