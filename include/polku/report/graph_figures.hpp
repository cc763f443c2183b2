// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/summary.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0::detail {

// The figures of a party and of a transition, as files of the graph name them: f(name, figure or shown_number).
template <class F>
void for_each_figure(const shown_party& p, F f) {
  f("stays", p.stays);
  f("clients", p.clients);
  f("first", p.first);
  f("last", p.last);
  f("terminal", p.terminal);
  f("re_entries", p.re_entries);
  f("days", p.days);
}
template <class F>
void for_each_figure(const shown_transition& t, F f) {
  f("transitions", t.transitions);
  f("clients", t.clients);
  f("lag_days_min", t.lags.min);
  f("lag_days_p5", t.lags.p5);
  f("lag_days_median", t.lags.median);
  f("lag_days_p95", t.lags.p95);
  f("lag_days_max", t.lags.max);
  f("returns", t.returns);
  f("return_clients", t.return_clients);
}

// Where each party stands among those of a summary's graph, and which strong component it belongs to.
class party_places {
 public:
  explicit party_places(const graph_section& graph) : component_(graph.parties.size()) {
    for (std::size_t i = 0; i < graph.parties.size(); ++i) place_.emplace(graph.parties[i].name, i);
    for (std::size_t k = 0; k < graph.components.size(); ++k)
      for (const auto& name : graph.components[k]) component_[of(name)] = k + 1;
  }

  // Throws std::out_of_range where the graph has no such party.
  [[nodiscard]] std::size_t of(std::string_view name) const { return place_.at(name); }
  // From 1, in the order of the summary; empty: in none.
  [[nodiscard]] std::optional<std::size_t> component_of(std::size_t place) const {
    return component_[place] != 0 ? std::optional(component_[place]) : std::nullopt;
  }

 private:
  std::map<std::string_view, std::size_t> place_;
  std::vector<std::size_t> component_;
};

}  // namespace polku::inline v0::detail
