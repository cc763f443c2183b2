// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/design/client_state.hpp>
#include <polku/model/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// What can happen to a client next.
struct design_event {
  enum kind_of_event : std::uint8_t { begins, takes_step, breaks_off, funding_ends } kind;
  design_place what;  // a service, a step, a service, a date
};

[[nodiscard]] inline std::string describe(const design_index& index, design_event e) {
  switch (e.kind) {
    case design_event::begins:
      return fmt::format("begins with {}", index.service_at(e.what).name);
    case design_event::takes_step:
      return to_string(index.design().steps[e.what]);
    case design_event::breaks_off:
      return fmt::format("{} breaks off", index.service_at(e.what).name);
    case design_event::funding_ends: {
      std::string services;
      for (const auto& s : index.design().services)
        if (s.until == index.dates()[e.what]) services.append(services.empty() ? "" : ", ").append(s.name);
      return fmt::format("on {} the funding ends of {}", to_string(index.dates()[e.what], resolution::day), services);
    }
  }
  return {};
}

// The states that were reached, in the order of their distance from an entry, and how.
class state_space {
 public:
  using number = std::uint32_t;
  static constexpr number none = 0xFFFF'FFFF;

  struct edge {
    number to;
    design_event by;
  };

  [[nodiscard]] std::size_t size() const { return states_.size(); }
  [[nodiscard]] const client_state& operator[](number i) const { return states_[i]; }

  // The state's number and whether it is new. A new one is reached from `parent` (none: as an entry).
  std::pair<number, bool> add(const client_state& s, number parent, design_event by) {
    if (2 * (states_.size() + 1) > slots_.size()) grow();
    auto at = s.hash() & (slots_.size() - 1);
    while (slots_[at] != none && !(states_[slots_[at]] == s)) at = (at + 1) & (slots_.size() - 1);
    if (slots_[at] != none) return {slots_[at], false};
    slots_[at] = static_cast<number>(states_.size());
    states_.push_back(s);
    come_by_.push_back({parent, by});
    return {slots_[at], true};
  }

  // The edges of the states, given in their order.
  void add_edge(number to, design_event by) { edges_.push_back({to, by}); }
  void close_state() { first_edge_.push_back(edges_.size()); }
  [[nodiscard]] std::size_t expanded() const { return first_edge_.size() - 1; }
  [[nodiscard]] std::pair<const edge*, const edge*> edges_of(number i) const {
    return {edges_.data() + first_edge_[i], edges_.data() + first_edge_[i + 1]};
  }

  // A shortest way from an entry.
  [[nodiscard]] std::vector<design_event> way_to(number i) const {
    std::vector<design_event> way;
    for (; i != none; i = come_by_[i].to) way.push_back(come_by_[i].by);
    std::reverse(way.begin(), way.end());
    return way;
  }
  [[nodiscard]] number parent_of(number i) const { return come_by_[i].to; }
  [[nodiscard]] design_event event_to(number i) const { return come_by_[i].by; }

  // Per state, whether one that `is_goal` can be reached from it. States that were not expanded count as if.
  template <class IsGoal>
  [[nodiscard]] std::vector<char> can_reach(IsGoal is_goal) const {
    std::vector<std::size_t> first(size() + 1);
    for (const auto& e : edges_) ++first[e.to];
    for (std::size_t i = 0, sum = 0; i <= size(); ++i) first[i] = std::exchange(sum, sum + first[i]);
    std::vector<number> before(edges_.size());
    auto next = first;
    for (number i = 0; i < expanded(); ++i)
      for (auto [e, last] = edges_of(i); e != last; ++e) before[next[e->to]++] = i;
    std::vector<char> can(size());
    std::vector<number> open;
    for (number i = 0; i < size(); ++i)
      if (i >= expanded() || is_goal(states_[i])) {
        can[i] = true;
        open.push_back(i);
      }
    while (!open.empty()) {
      const auto i = open.back();
      open.pop_back();
      for (auto k = first[i]; k != first[i + 1]; ++k)
        if (!std::exchange(can[before[k]], true)) open.push_back(before[k]);
    }
    return can;
  }

 private:
  void grow() {
    slots_.assign(std::max<std::size_t>(1024, 2 * slots_.size()), none);
    for (number i = 0; i < states_.size(); ++i) {
      auto at = states_[i].hash() & (slots_.size() - 1);
      while (slots_[at] != none) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = i;
    }
  }

  std::vector<client_state> states_;
  std::vector<edge> come_by_;  // from which state, by what
  std::vector<edge> edges_;
  std::vector<std::size_t> first_edge_ = {0};
  std::vector<number> slots_;
};

}  // namespace polku::inline v0::detail
