// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/section_context.hpp>

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// Makes the section of returns and ping-pong loops. A pair is hidden with its transition there or back, which it would tell.
class ping_pong_section_maker {
 public:
  ping_pong_section_maker(const section_context& context, const graph_section& graph, ping_pong_section& out)
      : c_(context), out_(out) {
    for (const auto& t : graph.transitions) is_shown_[{t.from, t.to}] = t.transitions.has_value();
  }

  void make() {
    const auto& r = c_.results.returns;
    out_.returns = c_.show(r.total);
    out_.return_clients = c_.show_clients(r.total);
    out_.direct = c_.show(r.direct);
    out_.re_entries = c_.show(r.re_entries);
    out_.with_progress = c_.show(r.with_progress);
    out_.concurrent = c_.show(r.concurrent);
    show_pairs();
    show_loops();
    show_consequences();
  }

 private:
  [[nodiscard]] bool is_transition_hidden(label from, label to) const {
    const auto found = is_shown_.find({c_.name(from), c_.name(to)});
    return found != is_shown_.end() && !found->second;
  }

  void show_pairs() {
    const auto& pairs = c_.results.return_pairs;
    std::vector<pair_cell> cells;
    for (const auto& p : pairs) {
      const auto& o = p.observed;
      const auto others = o.at_risk.clients - o.returns.clients;
      const bool tells = c_.limits.is_small(o.returns.clients) || c_.limits.is_small(others) ||
                         is_transition_hidden(o.from, o.via) || is_transition_hidden(o.via, o.from);
      cells.push_back({index_of(o.from), index_of(o.via), o.at_risk.clients, c_.is_shareable && tells});
    }
    const auto is_hidden = hide_pairs(c_.limits, cells, c_.all);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& p = pairs[i];
      auto& shown = out_.pairs.emplace_back(shown_return_pair{c_.name(p.observed.from), c_.name(p.observed.via)});
      is_pair_shown_[{p.observed.from, p.observed.via}] = !is_hidden[i];
      if (is_hidden[i]) continue;
      shown.returns = p.observed.returns.count;
      shown.at_risk = p.observed.at_risk.count;
      shown.clients = p.observed.at_risk.clients;
      shown.expected = p.expected;
      shown.rate_low = p.rate_interval.low;
      shown.rate_high = p.rate_interval.high;
      shown.p = p.p;
      shown.q = p.q;
      shown.p_clients = p.p_clients;
    }
  }

  void show_loops() {
    const auto& loops = c_.results.loops;
    const counted all{loops.size(), loops.client_count()};
    out_.loops = c_.show(all);
    out_.loop_clients = c_.show_clients(all);
    if (out_.loops) out_.days_lost = section_context::median(c_.results.followed.loops.time_lost);
    const auto& of_kind = c_.results.loop_shapes.of_kind;
    out_.shapes.resize(of_kind.size());
    for (std::size_t k = 0; k < of_kind.size(); ++k) out_.shapes[k].kind = static_cast<loop_kind>(k);
    auto& s = out_.shapes;
    c_.show_parts({&of_kind[0], &of_kind[1], &of_kind[2], &of_kind[3]}, {&s[0].loops, &s[1].loops, &s[2].loops, &s[3].loops},
                  all.clients);
    for (std::size_t k = 0; k < of_kind.size(); ++k)
      if (s[k].loops) s[k].clients = of_kind[k].clients;
    if (!c_.is_shareable) list_loops(loops);
  }

  void list_loops(const ping_pong_loops& loops) {
    const follow_up_finder followed(c_.log,
                                    {c_.results.options.ping_pong.progress.milestones, c_.results.options.gaps.exits});
    for (const auto l : loops) {
      const auto shape = shape_of(l);
      const auto led_to = consequence_of(c_.log, l, followed);
      out_.loop_items.push_back({c_.client(l.client), c_.all_names(l.parties()), shape.kind, c_.name_if_any(shape.hub),
                                 l.returns, l.bounces(), c_.time(l.start()), c_.time(l.end()), led_to.time_lost.in_days(),
                                 led_to.followed.ended_by, led_to.followed.length().in_days()});
    }
  }

  void show_consequences() {
    const auto& loops = c_.results.followed.loops;
    c_.show_groups({&loops.ever.with_loop, &loops.ever.without_loop}, {&out_.with_loop, &out_.without_loop}, c_.all);
    c_.show_groups({&loops.at_landmark.with_loop, &loops.at_landmark.without_loop},
                   {&out_.with_loop_by_landmark, &out_.without_loop_by_landmark}, c_.all);
    for (const auto& r : c_.results.followed.returns) {
      auto& shown = out_.consequences.emplace_back(shown_consequence{c_.name(r.from), c_.name(r.via)});
      const auto known = is_pair_shown_.find({r.from, r.via});
      if (known == is_pair_shown_.end() || !known->second) continue;
      const auto total = r.returned.followed + r.went_on.followed + r.undecided.followed;
      c_.show_groups({&r.returned, &r.went_on, &r.undecided}, {&shown.returned, &shown.went_on, &shown.undecided}, total);
      c_.show_groups({&r.returned_by_landmark, &r.not_returned_by_landmark},
                     {&shown.returned_by_landmark, &shown.not_returned_by_landmark}, total);
      if (shown.returned.clients) shown.days_lost = section_context::median(r.time_lost);
    }
  }

  const section_context& c_;
  ping_pong_section& out_;
  std::map<std::pair<std::string, std::string>, bool> is_shown_;  // transition
  std::map<std::pair<label, label>, bool> is_pair_shown_;
};

}  // namespace polku::inline v0::detail
