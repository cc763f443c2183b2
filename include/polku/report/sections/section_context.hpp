// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/report/analyse.hpp>
#include <polku/report/disclosure/suppression.hpp>
#include <polku/report/summary.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

using cell = suppression::cell;
using term = suppression::term;
[[nodiscard]] inline term count_of(cell c, int factor = 1) { return suppression::count_of(c, factor); }
[[nodiscard]] inline term clients_of(cell c, int factor = 1) { return suppression::clients_of(c, factor); }

// The figures that more than one section has relations to.
struct shared_cells {
  cell clients = cell::none, with_stay = cell::none;
  cell handover_records = cell::none, returns = cell::none, direct = cell::none;
  cell any_transition = cell::none;  // hidden where any transition, or who began or ended where, is
  std::vector<cell> parties = {};    // by label; none where there are no stays
  cell under_support = cell::none;
  struct party_margins {
    cell stays, first, last, terminal, re_entries;
  };
  std::map<label, party_margins> margins = {};
  std::vector<cell> longer_circuits = {};
  std::map<std::pair<label, label>, cell> transitions = {}, carried = {}, at_risk = {};
  std::map<std::pair<label, label>, std::vector<cell>> circuits_over = {};  // by transition
  std::map<std::pair<label, label>, cell> there_and_back = {};              // circuits of two, by the smaller label

  [[nodiscard]] cell party(label p) const { return index_of(p) < parties.size() ? parties[index_of(p)] : cell::none; }
  [[nodiscard]] static cell find(const std::map<std::pair<label, label>, cell>& in, label a, label b) {
    const auto found = in.find({a, b});
    return found == in.end() ? cell::none : found->second;
  }
};

// What the makers of a summary's sections share: the results, and what of them may be shown. First each of them registers
// its figures, then each shows them.
struct section_context {
  const read_log& input;
  const event_log& log;
  const analysis_results& results;
  disclosure limits;
  bool is_shareable;
  const label_table& names;  // of the parties
  std::size_t all;           // clients
  const disclosure_options& options;
  suppression& cells;
  shared_cells& shared;

  // A client, in an internal summary.
  [[nodiscard]] std::string client(client_id c) const {
    const auto id = log.name_of(c);
    return options.pseudonym ? options.pseudonym(id) : std::string(id);
  }
  [[nodiscard]] std::string name(label party) const {
    if (is_shareable && results.party == field::workers) return fmt::format("worker {}", index_of(party) + 1);
    return std::string(names[party]);
  }
  [[nodiscard]] std::optional<std::string> name_if_any(label party) const {
    return party == label::none ? std::nullopt : std::optional(name(party));
  }
  [[nodiscard]] std::vector<std::string> all_names(const std::vector<label>& parties) const {
    std::vector<std::string> out;
    out.reserve(parties.size());
    for (const auto party : parties) out.push_back(name(party));
    return out;
  }
  [[nodiscard]] std::string time(time_point t) const { return to_string(t, log.precision()); }

  // The smallest and the largest value belong to single clients; from 20 clients on percentiles stand in for them.
  [[nodiscard]] shown_days days(const distribution& d, std::size_t clients) const {
    constexpr std::size_t enough_clients = 20;
    if (d.empty()) return {};
    const auto s = summarise(d);
    if (!is_shareable) return {s.min, s.p5, s.median, s.p95, s.max};
    if (clients < enough_clients) return {{}, {}, s.median, {}, {}};
    return {s.p5, s.p5, s.median, s.p95, s.p95};
  }
  [[nodiscard]] static shown_number median(const distribution& d) {
    return d.empty() ? shown_number() : shown_number(summarise(d).median);
  }
};

// A group of clients and what became of it.
class follow_up_cells {
 public:
  follow_up_cells() = default;
  // Each member is one of the clients of the wholes.
  follow_up_cells(suppression& cells, const follow_up_counts& f, std::initializer_list<cell> wholes)
      : group(cells.add_clients(f.followed, wholes)), figures_(&f) {
    for (const auto n : {f.outcomes, f.exits, f.censored}) {
      ends.push_back(cells.add_clients(n, {group}));
      cells.follow(ends.back(), group);
    }
  }

  [[nodiscard]] shown_follow_up show(const suppression& cells) const {
    const auto& f = *figures_;
    shown_follow_up out{.clients = cells.clients(group)};
    if (cells.is_hidden(hidden_with)) return out;
    out.outcomes = cells.clients(ends[0]);
    out.exits = cells.clients(ends[1]);
    out.censored = cells.clients(ends[2]);
    if (!out.outcomes) return out;
    out.days_to_outcome = section_context::median(f.to_outcome);
    if (const auto years = f.time_at_risk.in_days() / 365.25; years > 0)
      out.outcomes_per_year = static_cast<double>(f.outcomes) / years;
    return out;
  }

  cell group = cell::none;
  std::vector<cell> ends = {};    // outcomes, exits, censored
  cell hidden_with = cell::none;  // no end is shown where this is hidden

 private:
  const follow_up_counts* figures_ = nullptr;
};

// One set of clients followed twice, from their start on and from a landmark on, in groups each time. What the second leaves
// out is known from the difference: where that would tell of few, or anything is hidden, the first shows no ends.
class compared_follow_ups {
 public:
  compared_follow_ups() = default;
  compared_follow_ups(suppression& cells, const disclosure& limits, cell total,
                      const std::vector<const follow_up_counts*>& ever,
                      const std::vector<const follow_up_counts*>& at_landmark, std::initializer_list<cell> wholes) {
    using overlap = suppression::overlap;
    const auto sum = [](const std::vector<const follow_up_counts*>& groups, auto member) {
      std::size_t n = 0;
      for (const auto* g : groups) n += g->*member;
      return n;
    };
    // From all through the groups to what ended them, and back.
    std::vector<cell> parts;
    const auto add_groups = [&](const auto& groups, std::vector<follow_up_cells>& to, std::size_t left) {
      suppression::network network;
      const auto from_all = network.add_node(), to_all = network.add_node();
      network.add_flow(total, to_all, from_all);
      for (const auto* g : groups) {
        const auto& group = to.emplace_back(cells, *g, wholes);
        parts.push_back(group.group);
        const auto node = network.add_node();
        network.add_flow(group.group, from_all, node);
        for (const auto end : group.ends) network.add_flow(end, node, to_all);
      }
      parts.push_back(cells.add_clients(left, wholes));
      network.add_flow(parts.back(), from_all, to_all);
      cells.add_network(network, overlap::none);
    };
    const auto all = sum(ever, &follow_up_counts::followed), followed = sum(at_landmark, &follow_up_counts::followed);
    add_groups(ever, first, 0);
    add_groups(at_landmark, second, all - std::min(all, followed));

    const auto any = cells.add({});  // hidden where anything is
    for (auto& g : first) {
      g.hidden_with = any;
      cells.follow(any, g.group);
      for (const auto end : g.ends) cells.follow(any, end);
    }
    for (const auto part : parts) cells.follow(any, part);
    for (const auto& g : second)
      for (const auto end : g.ends) cells.follow(any, end);
    for (std::size_t k = 0; k < 3; ++k) {
      std::vector<term> fewer;
      for (const auto& g : first) fewer.push_back(count_of(g.ends[k]));
      for (const auto& g : second) fewer.push_back(count_of(g.ends[k], -1));
      cells.add_inequality(fewer);
    }
    for (const auto member : {&follow_up_counts::outcomes, &follow_up_counts::exits, &follow_up_counts::censored}) {
      const auto before = sum(ever, member), after = sum(at_landmark, member);
      if (after > before || limits.is_small(before - after)) cells.hide(any);
    }
  }

  // All of them go where something else goes.
  void follow(suppression& cells, cell cause) const {
    for (const auto* groups : {&first, &second})
      for (const auto& g : *groups) {
        cells.follow(g.group, cause);
        for (const auto end : g.ends) cells.follow(end, cause);
      }
  }

  std::vector<follow_up_cells> first = {}, second = {};
};

}  // namespace polku::inline v0::detail
