// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/section_context.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// Makes the section of the transition graph. Stays add up to transitions, first stays to clients: what is shown of a party
// must not tell a hidden transition.
class graph_section_maker {
 public:
  graph_section_maker(const section_context& context, graph_section& out) : c_(context), out_(out) {}

  void make() {
    show_transitions();
    show_parties();
    const bool is_any_hidden = std::find(has_hidden_.begin(), has_hidden_.end(), char{1}) != has_hidden_.end();
    if (!is_any_hidden) out_.ended_under_support = c_.show(c_.results.transitions.ended_under_support);
    show_components();
    show_circuits();
  }

 private:
  using edge = std::pair<label, label>;

  void show_transitions() {
    const auto& transitions = c_.results.transitions.transitions;
    has_hidden_.resize(c_.names.size());
    std::vector<pair_cell> cells;
    for (const auto& t : transitions) cells.push_back({index_of(t.from), index_of(t.to), t.clients});
    is_hidden_ = hide_pairs(c_.limits, cells, c_.all);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& t = transitions[i];
      clients_of_[{t.from, t.to}] = t.clients;
      auto& shown = out_.transitions.emplace_back(shown_transition{c_.name(t.from), c_.name(t.to)});
      if (is_hidden_[i]) {
        has_hidden_[index_of(t.from)] = has_hidden_[index_of(t.to)] = true;
        hidden_edges_[{t.from, t.to}] = true;
        continue;
      }
      shown.transitions = t.transitions;
      shown.clients = t.clients;
      shown.lags = c_.days(t.lags, t.clients);
      show_carried(t, shown);
    }
  }

  // Of those who made a transition, who came back over it.
  void show_carried(const transition_figures& t, shown_transition& shown) const {
    const auto& carried = c_.results.carried;
    const auto found = std::lower_bound(carried.begin(), carried.end(), edge(t.from, t.to),
                                        [](const carried_returns& a, const edge& b) { return edge(a.from, a.to) < b; });
    const bool is_any = found != carried.end() && found->from == t.from && found->to == t.to;
    const auto returns = is_any ? found->returns : counted{};
    shown.returns = c_.limits.show(returns, t.clients);
    shown.return_clients = c_.limits.show(returns.clients, returns.clients, t.clients);
  }

  void show_parties() {
    const auto& parties = c_.results.transitions.parties;
    std::vector<std::size_t> first, last;
    for (const auto& p : parties) {
      first.push_back(p.first);
      last.push_back(p.last);
    }
    const auto first_is_hidden = c_.limits.hide_parts(first, c_.all), last_is_hidden = c_.limits.hide_parts(last, c_.all);
    for (std::size_t i = 0; i < parties.size(); ++i) {
      const auto& p = parties[i];
      auto& shown = out_.parties.emplace_back();
      shown.name = c_.name(p.party);
      if (!c_.limits.may_show(p.clients, c_.all)) continue;
      shown.clients = p.clients;
      shown.days = p.time.in_days();
      if (!first_is_hidden[i]) shown.first = p.first;
      if (!last_is_hidden[i]) shown.last = p.last;
      if (has_hidden_[index_of(p.party)]) continue;
      shown.stays = p.stays;
      shown.terminal = c_.show(p.terminal);
      shown.re_entries = c_.show(p.re_entries);
    }
  }

  // A component tells that there are transitions among its parties, so none of those may be hidden.
  void show_components() {
    const auto& transitions = c_.results.transitions.transitions;
    for (const auto& component : c_.results.components) {
      const auto is_member = [&](label party) {
        return std::find(component.begin(), component.end(), party) != component.end();
      };
      bool may_be_shown = true;
      for (std::size_t i = 0; i < is_hidden_.size(); ++i)
        may_be_shown = may_be_shown && !(is_hidden_[i] && is_member(transitions[i].from) && is_member(transitions[i].to));
      if (may_be_shown) out_.components.push_back(c_.all_names(component));
    }
  }

  // Who walked a circuit made each of its transitions: none of these may be hidden, and those who made one but not the
  // circuit must not be few.
  void show_circuits() {
    const auto& circuits = c_.results.circuits;
    out_.circuit_length = c_.results.circuit_length;
    out_.circuits_left_out = circuits.left_out;
    for (const auto& circuit : circuits.listed) {
      auto& shown = out_.circuits.emplace_back(shown_circuit{c_.all_names(circuit.parties)});
      bool may_be_shown = c_.limits.may_show(circuit.walks.clients, c_.all);
      for (std::size_t i = 0; i < circuit.parties.size() && c_.is_shareable && may_be_shown; ++i) {
        const edge e(circuit.parties[i], circuit.parties[(i + 1) % circuit.parties.size()]);
        may_be_shown = circuit.walks.clients == 0 ||
                       (!hidden_edges_.contains(e) && c_.limits.may_show(circuit.walks.clients, clients_of_.at(e)));
      }
      if (!may_be_shown) continue;
      shown.clients = circuit.walks.clients;
      shown.walks = circuit.walks.count;
    }
    // Where a hidden one stands among the others would tell how many walked it.
    const auto hidden = std::stable_partition(out_.circuits.begin(), out_.circuits.end(),
                                              [](const shown_circuit& c) { return c.clients.has_value(); });
    std::sort(hidden, out_.circuits.end(),
              [](const shown_circuit& a, const shown_circuit& b) { return a.parties < b.parties; });
  }

  const section_context& c_;
  graph_section& out_;
  std::vector<char> is_hidden_;   // by transition
  std::vector<char> has_hidden_;  // by party: a hidden transition begins or ends there
  std::map<edge, std::size_t> clients_of_;
  std::map<edge, bool> hidden_edges_;
};

}  // namespace polku::inline v0::detail
