// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/sections/section_context.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// Makes the section of the transition graph. Its figures are a table: from each party, and from the beginning, to each
// party, and to the end. The margins are the stays of each party, in what leads there and in what leads away.
class graph_section_maker {
 public:
  graph_section_maker(const section_context& context, graph_section& out) : c_(context), out_(out) {
    add_parties();
    add_transitions();
    under_support_ = c_.shared.under_support =
        c_.cells.add(c_.results.transitions.ended_under_support, {c_.shared.with_stay, c_.shared.clients});
    c_.cells.follow(under_support_, c_.shared.any_transition);
    add_circuits();
    add_carried();
  }

  void make() {
    show_parties();
    show_transitions();
    out_.ended_under_support = c_.cells.count(under_support_);
    show_components();
    show_circuits();
  }

 private:
  using edge = std::pair<label, label>;
  struct party_cells {
    cell all, stays, first, last, terminal, re_entries;
    cell any = cell::none;  // hidden, with all but the clients, where one of these or a transition to or from the party is
  };

  void add_parties() {
    std::size_t with_stay = 0;
    for (const auto& p : c_.results.transitions.parties) with_stay += p.first;
    c_.shared.with_stay = c_.cells.add_clients(with_stay, {c_.shared.clients});
    if (with_stay == c_.all) c_.cells.keep(c_.shared.with_stay);
    c_.shared.parties.assign(c_.names.size(), cell::none);
    for (const auto& p : c_.results.transitions.parties) {
      const auto all = c_.shared.clients, with = c_.shared.with_stay;
      party_cells cells;
      cells.all = c_.cells.add_clients(p.clients, {all, with});
      cells.stays = c_.cells.add({p.stays, p.clients});
      c_.cells.add_equation({clients_of(cells.stays), clients_of(cells.all, -1)});
      cells.first = c_.cells.add_clients(p.first, {cells.all, all, with});
      cells.last = c_.cells.add_clients(p.last, {cells.all, all, with});
      cells.terminal = c_.cells.add(p.terminal, {cells.last, cells.all, all, with});
      cells.re_entries = c_.cells.add(p.re_entries, {cells.all, all, with});
      if (p.terminal.clients != 0 && p.last != 0) c_.cells.bind(cells.terminal, cells.last);
      c_.shared.parties[index_of(p.party)] = cells.all;
      c_.cells.add_inequality({count_of(cells.stays), count_of(cells.terminal, -1)});
      c_.shared.margins[p.party] = {cells.stays, cells.first, cells.last, cells.terminal, cells.re_entries};
      parties_.push_back(cells);
    }
  }

  void add_transitions() {
    const auto with = c_.shared.with_stay;
    for (const auto& t : c_.results.transitions.transitions) {
      const auto what = c_.cells.add({t.transitions, t.clients},
                                     {c_.shared.party(t.from), c_.shared.party(t.to), with, c_.shared.clients});
      c_.shared.transitions[{t.from, t.to}] = what;
      transitions_.push_back(what);
    }
    c_.shared.any_transition = c_.cells.add({});
    for (const auto what : transitions_) c_.cells.follow(c_.shared.any_transition, what);
    std::map<label, cell> any_of;
    for (std::size_t i = 0; i < parties_.size(); ++i) {
      auto& cells = parties_[i];
      cells.any = any_of[c_.results.transitions.parties[i].party] = c_.cells.add({});
      c_.cells.follow(cells.any, cells.all);
      for (const auto what : {cells.stays, cells.first, cells.last, cells.terminal, cells.re_entries})
        c_.cells.bind(cells.any, what);
      c_.cells.follow(c_.shared.any_transition, cells.any);
    }
    for (std::size_t i = 0; i < transitions_.size(); ++i) {
      const auto& t = c_.results.transitions.transitions[i];
      c_.cells.follow(any_of.at(t.from), transitions_[i]);
      c_.cells.follow(any_of.at(t.to), transitions_[i]);
    }
  }

  // Who walked a circuit made each of its transitions, and a return for each walk.
  void add_circuits() {
    const auto& r = c_.results.returns;
    const auto& with = c_.shared.with_stay;
    c_.shared.returns = c_.cells.add(r.total, {with, c_.shared.clients});
    c_.shared.direct = c_.cells.add(r.direct, {c_.shared.returns, with, c_.shared.clients});
    for (const auto& circuit : c_.results.circuits.listed) {
      const auto what = c_.cells.add(circuit.walks, {c_.shared.returns, with, c_.shared.clients});
      circuits_.push_back(what);
      const auto& p = circuit.parties;
      if (p.size() == 2)
        c_.shared.there_and_back[std::minmax(p[0], p[1])] = what;
      else
        c_.shared.longer_circuits.push_back(what);
      if (circuit.walks.count == 0) continue;
      for (std::size_t i = 0; i < p.size(); ++i) {
        const auto made = shared_cells::find(c_.shared.transitions, p[i], p[(i + 1) % p.size()]);
        c_.cells.part_of(what, made);
        c_.cells.follow(what, made);
        c_.shared.circuits_over[{p[i], p[(i + 1) % p.size()]}].push_back(what);
      }
    }
  }

  // Returns that pass over a transition: those of the circuits through it, and others.
  void add_carried() {
    for (const auto& r : c_.results.carried) {
      const auto made = shared_cells::find(c_.shared.transitions, r.from, r.to);
      const auto what = c_.cells.add(r.returns, {made, c_.shared.returns, c_.shared.with_stay, c_.shared.clients});
      c_.cells.follow(what, made);
      c_.shared.carried[{r.from, r.to}] = what;
    }
    for (const auto& [between, what] : c_.shared.carried) {
      const auto back = shared_cells::find(c_.shared.carried, between.second, between.first);
      if (back != cell::none) c_.cells.follow(what, back);
    }
    const auto& circuits = c_.results.circuits.listed;
    for (std::size_t k = 0; k < circuits.size(); ++k) {
      const auto& p = circuits[k].parties;
      if (circuits[k].walks.count == 0) continue;
      for (std::size_t i = 0; i < p.size(); ++i) {
        const auto over = shared_cells::find(c_.shared.carried, p[i], p[(i + 1) % p.size()]);
        c_.cells.follow(over, circuits_[k]);
        if (over != cell::none && c_.cells.value(over) == circuits[k].walks) c_.cells.follow(circuits_[k], over);
      }
    }
  }

  void show_parties() {
    const auto& parties = c_.results.transitions.parties;
    for (std::size_t i = 0; i < parties.size(); ++i) {
      const auto& p = parties[i];
      const auto& cells = parties_[i];
      auto& shown = out_.parties.emplace_back();
      shown.name = c_.name(p.party);
      shown.clients = c_.cells.clients(cells.all);
      if (shown.clients) shown.days = p.time.in_days();
      shown.stays = c_.cells.count(cells.stays);
      shown.first = c_.cells.clients(cells.first);
      shown.last = c_.cells.clients(cells.last);
      shown.terminal = c_.cells.count(cells.terminal);
      shown.re_entries = c_.cells.count(cells.re_entries);
    }
  }

  void show_transitions() {
    const auto& transitions = c_.results.transitions.transitions;
    const auto& carried = c_.shared.carried;
    for (std::size_t i = 0; i < transitions.size(); ++i) {
      const auto& t = transitions[i];
      auto& shown = out_.transitions.emplace_back(shown_transition{c_.name(t.from), c_.name(t.to)});
      if (c_.cells.is_hidden(transitions_[i])) continue;
      shown.transitions = t.transitions;
      shown.clients = t.clients;
      shown.lags = c_.days(t.lags, t.clients);
      const auto over = carried.find({t.from, t.to});
      shown.returns = over == carried.end() ? figure(0) : c_.cells.count(over->second);
      shown.return_clients = over == carried.end() ? figure(0) : c_.cells.clients(over->second);
    }
  }

  // A component tells that there are transitions among its parties, so none of those may be hidden.
  void show_components() {
    std::map<label, std::size_t> component_of;
    for (std::size_t k = 0; k < c_.results.components.size(); ++k)
      for (const auto p : c_.results.components[k]) component_of[p] = k;
    const auto of = [&](label p) {
      const auto found = component_of.find(p);
      return found == component_of.end() ? c_.results.components.size() : found->second;
    };
    std::set<std::size_t> hidden;
    const auto& transitions = c_.results.transitions.transitions;
    for (std::size_t i = 0; i < transitions.size(); ++i)
      if (c_.cells.is_hidden(transitions_[i]) && of(transitions[i].from) == of(transitions[i].to))
        hidden.insert(of(transitions[i].from));
    for (std::size_t k = 0; k < c_.results.components.size(); ++k)
      if (!hidden.contains(k)) out_.components.push_back(c_.all_names(c_.results.components[k]));
  }

  void show_circuits() {
    const auto& circuits = c_.results.circuits;
    out_.circuit_length = c_.results.circuit_length;
    out_.circuits_left_out = circuits.left_out;
    for (std::size_t k = 0; k < circuits_.size(); ++k) {
      auto& shown = out_.circuits.emplace_back(shown_circuit{c_.all_names(circuits.listed[k].parties)});
      shown.clients = c_.cells.clients(circuits_[k]);
      shown.walks = c_.cells.count(circuits_[k]);
    }
    // Where a hidden one stands among the others would tell how many walked it.
    const auto hidden = std::stable_partition(out_.circuits.begin(), out_.circuits.end(),
                                              [](const shown_circuit& c) { return c.clients.has_value(); });
    std::sort(hidden, out_.circuits.end(),
              [](const shown_circuit& a, const shown_circuit& b) { return a.parties < b.parties; });
  }

  const section_context& c_;
  graph_section& out_;
  std::vector<party_cells> parties_;
  std::vector<cell> transitions_, circuits_;
  cell under_support_;
};

}  // namespace polku::inline v0::detail
