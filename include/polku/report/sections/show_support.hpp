// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/sections/section_context.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

namespace polku::inline v0::detail {

// Makes the section of coverage gaps. They add up by kind; those of a kind by pair, as gaps with nothing after are those
// before an exit and the trailing ones, and those with nothing before the leading ones; and their days by month.
class gap_section_maker {
 public:
  gap_section_maker(const section_context& context, gap_section& out) : c_(context), out_(out) {
    const auto& g = c_.results.gaps;
    const auto all = c_.shared.clients;
    total_ = c_.cells.add(g.total, {all});
    for (std::size_t k = 0; k < kinds_.size(); ++k) kinds_[k] = c_.cells.add(g.of_kind[k], {total_, all});
    const auto of = [&](gap_kind k) { return kinds_[static_cast<std::size_t>(k)]; };
    const auto &before_exit = g.of(gap_kind::before_exit), &trailing = g.of(gap_kind::trailing);
    const auto unresumed = c_.cells.add(
        {before_exit.count + trailing.count, std::min(before_exit.clients + trailing.clients, g.total.clients)});
    // From all gaps through their kinds to the pairs, and back.
    suppression::network network;
    const auto from_all = network.add_node(), to_all = network.add_node(), to_unresumed = network.add_node();
    const auto resumed = network.add_node(), led = network.add_node(), unresumed_pairs = network.add_node();
    network.add_flow(total_, to_all, from_all);
    network.add_flow(of(gap_kind::between), from_all, resumed);
    network.add_flow(of(gap_kind::leading), from_all, led);
    network.add_flow(of(gap_kind::before_exit), from_all, to_unresumed);
    network.add_flow(of(gap_kind::trailing), from_all, to_unresumed);
    network.add_flow(unresumed, to_unresumed, unresumed_pairs);
    for (const auto& p : g.pairs) {
      const bool is_last = p.after == label::none, is_leading = !is_last && p.before == label::none;
      const auto kind = is_last ? unresumed : of(is_leading ? gap_kind::leading : gap_kind::between);
      pairs_.push_back(c_.cells.add({p.count, p.clients}, {kind, total_, all}));
      network.add_flow(pairs_.back(), is_last ? unresumed_pairs : is_leading ? led : resumed, to_all);
    }
    c_.cells.add_network(network);

    for (const auto& m : c_.results.gap_months) months_.push_back(c_.cells.add({m.clients, m.clients}, {total_, all}));
    c_.cells.add_up(total_, months_);
  }

  void make() {
    out_.are_told = c_.log.has_intervals() || c_.results.options.gaps.tolerance;
    out_.is_exit_known = c_.results.has_exits;
    out_.count = c_.cells.count(total_);
    out_.clients = c_.cells.clients(total_);
    if (out_.count) out_.days = c_.results.gaps.length.in_days();
    figure* const kinds[] = {&out_.between, &out_.before_exit, &out_.trailing, &out_.leading};
    constexpr gap_kind order[] = {gap_kind::between, gap_kind::before_exit, gap_kind::trailing, gap_kind::leading};
    for (std::size_t k = 0; k < 4; ++k) *kinds[k] = c_.cells.count(kinds_[static_cast<std::size_t>(order[k])]);
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      const auto& p = c_.results.gaps.pairs[i];
      auto& shown = out_.pairs.emplace_back(shown_gap_pair{c_.name_if_any(p.before), c_.name_if_any(p.after)});
      shown.count = c_.cells.count(pairs_[i]);
      shown.clients = c_.cells.clients(pairs_[i]);
      if (shown.count) shown.days = p.length.in_days();
    }
    show_months();
    if (c_.is_shareable) return;
    for (const auto& gap : c_.results.gap_list)
      out_.items.push_back({c_.client(gap.client), gap.kind, c_.time(gap.start), c_.time(gap.end), gap.length().in_days(),
                            c_.name_if_any(gap.before), c_.name_if_any(gap.after), gap.is_censored()});
  }

 private:
  // From the first month that may be shown to the last: one that is hidden at either end would be the date of few.
  void show_months() {
    const auto is_shown = [&](cell month) { return !c_.cells.is_hidden(month); };
    const auto first = std::find_if(months_.begin(), months_.end(), is_shown);
    const auto last = std::find_if(months_.rbegin(), months_.rend(), is_shown).base();
    for (auto at = first; at < last; ++at) {
      const auto& m = c_.results.gap_months[static_cast<std::size_t>(at - months_.begin())];
      auto& shown = out_.months.emplace_back(shown_gap_month{fmt::format("{:04}-{:02}", m.month.year, m.month.month)});
      shown.clients = c_.cells.clients(*at);
      if (shown.clients) shown.days = m.uncovered.in_days();
      if (!c_.is_shareable) shown.begun = m.begun;  // of other clients than are in one
    }
  }

  const section_context& c_;
  gap_section& out_;
  cell total_;
  std::array<cell, 4> kinds_;  // by gap_kind
  std::vector<cell> pairs_, months_;
};

// Makes the section of handovers and of changes of worker. Handovers add up by outcome, by manner and by pair of parties.
class handover_section_maker {
 public:
  handover_section_maker(const section_context& context, handover_section& out) : c_(context), out_(out) {
    const auto& h = c_.results.handovers;
    all_ = cells_of(h.total, {c_.shared.clients});
    if (!h.are_inferred) {
      c_.cells.add_inequality({count_of(c_.shared.handover_records), count_of(all_.all, -1)});
      c_.cells.part_of(all_.all, c_.shared.handover_records);
      c_.cells.bind(all_.all, c_.shared.handover_records);
    }
    // Inferred ones are the transitions by coverage, and changes of worker those between workers: all of them together.
    if (h.are_inferred) c_.cells.follow(all_.all, c_.shared.any_transition);
    std::vector<cell> pairs, overlapping, without_consent;
    for (const auto& p : h.pairs) {
      pairs_.push_back(cells_of(p.figures, {all_.all, c_.shared.clients}));
      const auto& cells = pairs_.back();
      pairs.push_back(cells.all);
      overlapping.push_back(cells.overlapping);
      without_consent.push_back(cells.without_consent);
      if (!h.are_inferred) continue;
      const auto made = shared_cells::find(c_.shared.transitions, p.from, p.to);
      c_.cells.bind(cells.all, made);
      c_.cells.add_equation({count_of(cells.all), count_of(made, -1)});
      c_.cells.add_equation({clients_of(cells.all), clients_of(made, -1)});
    }
    c_.cells.add_up(all_.all, pairs);
    c_.cells.add_up(all_.overlapping, overlapping);
    c_.cells.add_up(all_.without_consent, without_consent);
    add_table(&handover_cells::outcomes);
    add_table(&handover_cells::manners);
    changes_ = c_.cells.add(c_.results.worker_changes.changes, {c_.shared.clients});
    c_.cells.part_of(changes_, c_.cells.add_clients(c_.results.worker_changes.clients));
    if (c_.results.party == field::workers) c_.cells.follow(changes_, c_.shared.any_transition);
  }

  void make() {
    const auto& h = c_.results.handovers;
    const auto name = [&](label party) {
      // Beside the parties there are names that handovers alone hold.
      const bool is_of_party = party != label::none && index_of(party) < c_.names.size();
      if (is_of_party || (c_.is_shareable && c_.results.party == field::workers)) return c_.name(party);
      return std::string(h.names[party]);
    };
    out_.are_inferred = h.are_inferred;
    out_.all = show(all_, h.total);
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      const auto& p = h.pairs[i];
      out_.pairs.push_back({name(p.from), name(p.to), show(pairs_[i], p.figures)});
    }
    const auto& w = c_.results.worker_changes;
    if (w.clients != 0) {
      out_.worker_changes = c_.cells.count(changes_);
      out_.worker_change_clients = c_.cells.clients(changes_);
      if (out_.worker_changes) out_.worker_changes_per_year = w.per_client_year();
    }
    if (c_.is_shareable) return;
    for (const auto& f : c_.results.handover_list)
      out_.items.push_back({c_.client(f.client), c_.time(f.at), name(f.from), name(f.to), f.manner, f.outcome, f.consent,
                            f.latency ? shown_number(f.latency->in_days()) : shown_number()});
  }

 private:
  struct handover_cells {
    cell all;
    std::array<cell, 4> outcomes, manners;  // by handover_outcome, by manner
    cell overlapping, without_consent;
  };

  [[nodiscard]] handover_cells cells_of(const handover_figures& f, std::initializer_list<cell> wholes) const {
    handover_cells out;
    out.all = c_.cells.add(f.all, wholes);
    for (std::size_t k = 0; k < 4; ++k) {
      out.outcomes[k] = c_.cells.add(f.of_outcome[k], {out.all});
      out.manners[k] = c_.cells.add(f.of_manner[k], {out.all});
      c_.cells.follow(out.outcomes[k], out.all);
      c_.cells.follow(out.manners[k], out.all);
    }
    const auto picked_up = out.outcomes[static_cast<std::size_t>(handover_outcome::picked_up)];
    out.overlapping = c_.cells.add(f.overlapping, {picked_up, out.all});
    out.without_consent = c_.cells.add(f.of(consent_state::missing), {out.all});
    c_.cells.add_inequality({count_of(picked_up), count_of(out.overlapping, -1)});
    c_.cells.add_inequality({count_of(out.all), count_of(out.without_consent, -1)});
    c_.cells.follow(out.without_consent, out.all);
    return out;
  }

  // Pairs against outcomes, or against manners.
  void add_table(std::array<cell, 4> handover_cells::*parts) {
    suppression::network network;
    const auto from_columns = network.add_node(), to_rows = network.add_node();
    network.add_flow(all_.all, from_columns, to_rows);
    std::array<std::size_t, 4> columns;
    for (std::size_t k = 0; k < 4; ++k) {
      columns[k] = network.add_node();
      network.add_flow((all_.*parts)[k], columns[k], from_columns);
    }
    for (const auto& pair : pairs_) {
      const auto row = network.add_node();
      network.add_flow(pair.all, to_rows, row);
      for (std::size_t k = 0; k < 4; ++k) network.add_flow((pair.*parts)[k], row, columns[k]);
    }
    c_.cells.add_network(network);
  }

  [[nodiscard]] shown_handovers show(const handover_cells& cells, const handover_figures& f) const {
    shown_handovers out;
    out.count = c_.cells.count(cells.all);
    out.clients = c_.cells.clients(cells.all);
    const auto outcome = [&](handover_outcome o) { return c_.cells.count(cells.outcomes[static_cast<std::size_t>(o)]); };
    const auto of_manner = [&](manner m) { return c_.cells.count(cells.manners[static_cast<std::size_t>(m)]); };
    out.picked_up = outcome(handover_outcome::picked_up);
    out.lost = outcome(handover_outcome::lost);
    out.pending = outcome(handover_outcome::pending);
    out.declined = outcome(handover_outcome::declined);
    out.warm = of_manner(manner::warm);
    out.cold = of_manner(manner::cold);
    out.self = of_manner(manner::self);
    out.unknown = of_manner(manner::unknown);
    if (out.count && out.warm && out.cold && out.self && out.unknown) out.warm_share = f.warm_share();
    if (!out.count) return out;
    out.overlapping = c_.cells.count(cells.overlapping);
    out.is_consent_known = !c_.log.consents().empty();
    if (out.is_consent_known) out.without_consent = c_.cells.count(cells.without_consent);
    if (out.picked_up) out.latency = c_.days(f.latencies, f.of(handover_outcome::picked_up).clients);
    return out;
  }

  const section_context& c_;
  handover_section& out_;
  handover_cells all_;
  std::vector<handover_cells> pairs_;
  cell changes_;
};

// Makes the section of obligations. Those that the same records ask for have one number of them, whatever became of them.
class obligation_section_maker {
 public:
  obligation_section_maker(const section_context& context, std::vector<shown_obligation>& out) : c_(context), out_(out) {
    const auto& obligations = c_.results.options.obligations;
    std::vector<cell> asked_for;
    for (std::size_t i = 0; i < c_.results.obligations.size(); ++i) {
      auto& cells = outcomes_.emplace_back();
      std::size_t all = 0;
      for (const auto& n : c_.results.obligations[i].of_outcome) {
        cells.push_back(c_.cells.add(n, {c_.shared.clients}));
        all += n.count;
      }
      c_.cells.add_up(cell::none, cells);
      std::size_t same = 0;
      while (same < i && !(obligations[same].when == obligations[i].when)) ++same;
      asked_for.push_back(same < i ? asked_for[same] : c_.cells.add_unlisted(all));
      std::vector<term> terms = {count_of(asked_for.back(), -1)};
      for (const auto c : cells) terms.push_back(count_of(c));
      if (c_.cells.value(asked_for.back()).count == all) c_.cells.add_equation(terms);
    }
  }

  void make() {
    const auto& obligations = c_.results.options.obligations;
    for (std::size_t i = 0; i < obligations.size(); ++i) {
      const auto& o = obligations[i];
      const auto& r = c_.results.obligations[i];
      auto& shown =
          out_.emplace_back(shown_obligation{o.name.empty() ? to_string(o) : o.name, to_string(o), r.standing.status});
      if (r.standing.obstacle) shown.obstacle = to_string(*r.standing.obstacle);
      for (const auto& s : r.standing.unmatched) shown.unmatched.push_back(to_string(s));
      if (r.standing.status != evaluability::evaluated) continue;
      const auto of = [&](obligation_outcome outcome) { return outcomes_[i][static_cast<std::size_t>(outcome)]; };
      shown.met = c_.cells.count(of(obligation_outcome::met));
      shown.violated = c_.cells.count(of(obligation_outcome::violated));
      shown.pending = c_.cells.count(of(obligation_outcome::pending));
      shown.lapsed = c_.cells.count(of(obligation_outcome::lapsed));
      shown.violated_clients = c_.cells.clients(of(obligation_outcome::violated));
    }
    if (c_.is_shareable) return;
    for (const auto& v : c_.results.violations)
      out_[v.obligation].items.push_back({c_.client(v.client), c_.time(v.start), c_.time(v.end), c_.time(v.trigger),
                                          v.length().in_days(), to_string(v, obligations, c_.log, c_.client(v.client))});
  }

 private:
  const section_context& c_;
  std::vector<shown_obligation>& out_;
  std::vector<std::vector<cell>> outcomes_;  // by obligation, then by obligation_outcome
};

}  // namespace polku::inline v0::detail
