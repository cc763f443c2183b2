// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/section_context.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <vector>

namespace polku::inline v0::detail {

inline void show_gaps(const section_context& c, gap_section& out) {
  const auto& g = c.results.gaps;
  out.are_told = c.log.has_intervals() || c.results.options.gaps.tolerance;
  out.is_exit_known = c.results.has_exits;
  out.count = c.show(g.total);
  out.clients = c.show_clients(g.total);
  if (out.count) {
    out.days = g.length.in_days();
    c.show_parts(
        {&g.of(gap_kind::between), &g.of(gap_kind::before_exit), &g.of(gap_kind::trailing), &g.of(gap_kind::leading)},
        {&out.between, &out.before_exit, &out.trailing, &out.leading}, c.all);
  }
  // Rows and columns have totals that are known: trailing gaps are those with nothing after, leading ones with nothing
  // before.
  std::vector<pair_cell> cells;
  for (const auto& p : g.pairs) cells.push_back({index_of(p.before), index_of(p.after), p.clients});
  const auto is_hidden = hide_pairs(c.limits, cells, c.all);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& p = g.pairs[i];
    auto& shown = out.pairs.emplace_back(shown_gap_pair{c.name_if_any(p.before), c.name_if_any(p.after)});
    if (is_hidden[i]) continue;
    shown.count = p.count;
    shown.clients = p.clients;
    shown.days = p.length.in_days();
  }
  // Months add up to the days in all. Gaps that begin in a month are of other clients than are in one.
  std::vector<std::size_t> clients;
  for (const auto& m : c.results.gap_months) clients.push_back(m.clients);
  const auto is_month_hidden = c.limits.hide_parts(clients, c.all);
  for (std::size_t i = 0; i < clients.size(); ++i) {
    const auto& m = c.results.gap_months[i];
    auto& shown = out.months.emplace_back(shown_gap_month{fmt::format("{:04}-{:02}", m.month.year, m.month.month)});
    if (is_month_hidden[i]) continue;
    shown.clients = m.clients;
    shown.days = m.uncovered.in_days();
    if (!c.is_shareable) shown.begun = m.begun;
  }
  if (c.is_shareable) return;
  for (const auto& gap : c.results.gap_list)
    out.items.push_back({c.client(gap.client), gap.kind, c.time(gap.start), c.time(gap.end), gap.length().in_days(),
                         c.name_if_any(gap.before), c.name_if_any(gap.after), gap.is_censored()});
}

// Handovers of so many clients in all.
inline shown_handovers show_handover_figures(const section_context& c, const handover_figures& f, std::size_t total) {
  shown_handovers out;
  if (!c.limits.may_show(f.all.clients, total)) return out;
  const auto clients = f.all.clients;
  out.count = f.all.count;
  out.clients = clients;
  c.show_parts({&f.of(handover_outcome::picked_up), &f.of(handover_outcome::lost), &f.of(handover_outcome::pending),
                &f.of(handover_outcome::declined)},
               {&out.picked_up, &out.lost, &out.pending, &out.declined}, clients);
  c.show_parts({&f.of(manner::warm), &f.of(manner::cold), &f.of(manner::self), &f.of(manner::unknown)},
               {&out.warm, &out.cold, &out.self, &out.unknown}, clients);
  if (out.warm && out.cold && out.self && out.unknown) out.warm_share = f.warm_share();
  out.overlapping = c.limits.show(f.overlapping, clients);
  out.is_consent_known = !c.log.consents().empty();
  if (out.is_consent_known) out.without_consent = c.limits.show(f.of(consent_state::missing), clients);
  if (out.picked_up) out.latency = c.days(f.latencies, f.of(handover_outcome::picked_up).clients);
  return out;
}

inline void show_handovers(const section_context& c, handover_section& out) {
  const auto& h = c.results.handovers;
  const auto name = [&](label party) {
    // Beside the parties there are names that handovers alone hold.
    const bool is_of_party = party != label::none && index_of(party) < c.names.size();
    if (is_of_party || (c.is_shareable && c.results.party == field::workers)) return c.name(party);
    return std::string(h.names[party]);
  };
  out.are_inferred = h.are_inferred;
  out.all = show_handover_figures(c, h.total, c.all);
  std::vector<pair_cell> cells;
  for (const auto& p : h.pairs) cells.push_back({index_of(p.from), index_of(p.to), p.figures.all.clients});
  const auto is_hidden = hide_pairs(c.limits, cells, c.all);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& p = h.pairs[i];
    auto& shown = out.pairs.emplace_back(shown_handover_pair{name(p.from), name(p.to)});
    if (!is_hidden[i]) shown.figures = show_handover_figures(c, p.figures, c.all);
  }
  const auto& w = c.results.worker_changes;
  if (w.clients != 0) {
    out.worker_changes = c.show(w.changes);
    out.worker_change_clients = c.show_clients(w.changes);
    if (out.worker_changes) out.worker_changes_per_year = w.per_client_year();
  }
  if (c.is_shareable) return;
  for (const auto& f : c.results.handover_list)
    out.items.push_back({c.client(f.client), c.time(f.at), name(f.from), name(f.to), f.manner, f.outcome, f.consent,
                         f.latency ? shown_number(f.latency->in_days()) : shown_number()});
}

inline void show_obligations(const section_context& c, std::vector<shown_obligation>& out) {
  const auto& obligations = c.results.options.obligations;
  for (std::size_t i = 0; i < obligations.size(); ++i) {
    const auto& o = obligations[i];
    const auto& r = c.results.obligations[i];
    auto& shown =
        out.emplace_back(shown_obligation{o.name.empty() ? to_string(o) : o.name, to_string(o), r.standing.status});
    if (r.standing.obstacle) shown.obstacle = to_string(*r.standing.obstacle);
    for (const auto& s : r.standing.unmatched) shown.unmatched.push_back(to_string(s));
    if (r.standing.status != evaluability::evaluated) continue;
    c.show_parts({&r.of(obligation_outcome::met), &r.of(obligation_outcome::violated), &r.of(obligation_outcome::pending),
                  &r.of(obligation_outcome::lapsed)},
                 {&shown.met, &shown.violated, &shown.pending, &shown.lapsed}, c.all);
    if (shown.violated) shown.violated_clients = r.of(obligation_outcome::violated).clients;
  }
  if (c.is_shareable) return;
  for (const auto& v : c.results.violations)
    out[v.obligation].items.push_back({c.client(v.client), c.time(v.start), c.time(v.end), c.time(v.trigger),
                                       v.length().in_days(), to_string(v, obligations, c.log, c.client(v.client))});
}

}  // namespace polku::inline v0::detail
