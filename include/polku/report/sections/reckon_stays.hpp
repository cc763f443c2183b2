// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/sections/section_context.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

class stay_relations {
 public:
  explicit stay_relations(const section_context& context) : c_(context), cells_(context.cells) {
    for (const auto& t : c_.results.transitions.transitions) {
      const auto what = shared_cells::find(c_.shared.transitions, t.from, t.to);
      out_of_[t.from].push_back(what);
      into_[t.to].push_back(what);
    }
    add_margins();
    if (c_.results.reading == reading::succession)
      add_succession();
    else
      add_coverage();
    add_circuits();
  }

 private:
  [[nodiscard]] double of(cell c) const { return c == cell::none ? 0 : static_cast<double>(cells_.value(c).count); }
  [[nodiscard]] double sum(const std::vector<cell>& all) const {
    double out = 0;
    for (const auto c : all) out += of(c);
    return out;
  }
  static std::size_t no_less_than_zero(double n) { return n < 0 ? 0 : static_cast<std::size_t>(n); }
  static void add(std::vector<term>& to, const std::vector<cell>& all, int factor, bool are_clients = false) {
    for (const auto c : all) to.push_back({c, are_clients, factor});
  }

  // Everybody with a stay begins somewhere, ends somewhere, and is a client of some party.
  void add_margins() {
    std::vector<cell> first, last;
    std::vector<term> clients = {count_of(c_.shared.with_stay, -1)};
    for (const auto& [party, cells] : c_.shared.margins) {
      first.push_back(cells.first);
      last.push_back(cells.last);
      clients.push_back(clients_of(cells.stays));
    }
    cells_.add_up(c_.shared.with_stay, first, suppression::overlap::none);
    cells_.add_up(c_.shared.with_stay, last, suppression::overlap::none);
    cells_.add_inequality(clients);
  }

  // Each stay but a client's first is come to by a transition, and each but a client's last is left by one.
  void add_succession() {
    bool is_last_to_end = true;  // where nobody's stays overlap
    std::map<label, double> ends;
    for (const auto& [party, cells] : c_.shared.margins) {
      ends[party] = of(cells.stays) - sum(out_of_[party]);
      is_last_to_end = is_last_to_end && ends[party] == of(cells.last);
    }
    std::map<label, std::vector<cell>> at_risk_into;
    for (const auto& [between, what] : c_.shared.at_risk) at_risk_into[between.second].push_back(what);
    std::vector<term> all_ends = {count_of(c_.shared.with_stay, -1)};
    for (const auto& [party, cells] : c_.shared.margins) {
      std::vector<term> in = {count_of(cells.stays), count_of(cells.first, -1)}, out = {count_of(cells.stays)},
                        clients = {clients_of(cells.stays, -1), count_of(cells.first)};
      add(in, into_[party], -1);
      add(out, out_of_[party], -1);
      add(clients, into_[party], 1, true);
      const auto end = is_last_to_end ? cells.last : cells_.add_unlisted(no_less_than_zero(ends[party]));
      out.push_back(count_of(end, -1));
      all_ends.push_back(count_of(end));
      cells_.add_equation(in);
      cells_.add_equation(out);
      cells_.add_inequality(clients);
      // At risk of returning are all who came but those who ended there, unless that was their only stay.
      const auto& at_risk = at_risk_into[party];
      if (at_risk.empty()) continue;
      const auto only = cells_.add_unlisted(no_less_than_zero(sum(at_risk) - sum(into_[party]) + ends[party]));
      cells_.add_inequality({count_of(cells.first), count_of(only, -1)});
      std::vector<term> risks = {count_of(end, -1), count_of(only)};
      add(risks, into_[party], 1);
      add(risks, at_risk, -1);
      cells_.add_equation(risks);
    }
    cells_.add_equation(all_ends);
  }

  // Each stay ends in a transition, a re-entry, for good, not yet, or under the support of another party.
  void add_coverage() {
    std::vector<term> all_under = {count_of(c_.shared.under_support, -1)};
    bool is_one_at_a_time = true;
    double left_over = of(c_.shared.under_support);
    std::map<label, double> open, under;
    for (const auto& [party, cells] : c_.shared.margins) {
      open[party] = of(cells.last) - of(cells.terminal);
      under[party] = of(cells.stays) - sum(out_of_[party]) - of(cells.re_entries) - of(cells.terminal) - open[party];
      is_one_at_a_time = is_one_at_a_time && open[party] >= 0 && under[party] == 0 &&
                         of(cells.stays) == sum(into_[party]) + of(cells.re_entries) + of(cells.first);
      left_over -= std::max(under[party], 0.0);
    }
    if (left_over < 0) return;
    for (const auto& [party, cells] : c_.shared.margins) {
      const auto still_open = cells_.add_unlisted(no_less_than_zero(open[party]));
      const auto under_here =
          cells_.add_unlisted(no_less_than_zero(under[party]) + no_less_than_zero(std::exchange(left_over, 0)));
      all_under.push_back(count_of(under_here));
      std::vector<term> out = {count_of(cells.stays, -1), count_of(cells.re_entries), count_of(cells.terminal),
                               count_of(still_open)},
                        in = {count_of(cells.stays, -1), count_of(cells.re_entries), count_of(cells.first)};
      add(out, out_of_[party], 1);
      add(in, into_[party], 1);
      if (is_one_at_a_time) {
        cells_.add_equation(out);
        cells_.add_equation(in);
        cells_.add_equation({count_of(cells.last), count_of(cells.terminal, -1), count_of(still_open, -1)});
      }
      out.push_back(count_of(under_here));
      cells_.add_inequality(out);
    }
    cells_.add_equation(all_under);
  }

  // Each walk of a circuit passes over each of its transitions; a return that is not direct over three or more.
  void add_circuits() {
    std::vector<term> more = {count_of(c_.shared.returns), count_of(c_.shared.direct, -1)};
    for (const auto longer : c_.shared.longer_circuits) more.push_back(count_of(longer, -1));
    cells_.add_inequality(more);
    for (const auto& [between, carried] : c_.shared.carried) {
      std::vector<term> over = {count_of(carried)};
      for (const auto& circuit : c_.shared.circuits_over[between]) over.push_back(count_of(circuit, -1));
      cells_.add_inequality(over);
    }
    std::vector<term> passed = {count_of(c_.shared.direct), count_of(c_.shared.returns, -3)};
    for (const auto& [between, carried] : c_.shared.carried) passed.push_back(count_of(carried));
    cells_.add_inequality(passed);
  }

  const section_context& c_;
  suppression& cells_;
  std::map<label, std::vector<cell>> into_, out_of_;  // transitions
};

// Registers what a reader can reckon from the definitions of stays, transitions and returns, beyond what each figure's own
// section knows.
inline void reckon_stays(const section_context& context) { const stay_relations relations(context); }

}  // namespace polku::inline v0::detail
