// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/sections/section_context.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <map>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// Makes the section of returns and ping-pong loops. What is said of a pair goes with its transition there or back.
class ping_pong_section_maker {
 public:
  ping_pong_section_maker(const section_context& context, ping_pong_section& out) : c_(context), out_(out) {
    add_returns();
    add_pairs();
    add_loops();
    add_consequences();
  }

  void make() {
    out_.returns = c_.cells.count(c_.shared.returns);
    out_.return_clients = c_.cells.clients(c_.shared.returns);
    out_.direct = c_.cells.count(c_.shared.direct);
    out_.re_entries = c_.cells.count(re_entries_);
    out_.with_progress = c_.cells.count(with_progress_);
    out_.concurrent = c_.cells.count(concurrent_);
    show_pairs();
    show_loops();
    show_consequences();
  }

 private:
  struct pair_cells {
    cell at_risk, returns;
  };

  // A stay with a party beyond each client's first there is a return or a re-entry.
  void add_returns() {
    const auto& r = c_.results.returns;
    const auto returns = c_.shared.returns, with = c_.shared.with_stay, all = c_.shared.clients;
    re_entries_ = c_.cells.add(r.re_entries, {with, all});
    with_progress_ = c_.cells.add(r.with_progress, {returns, with, all});
    concurrent_ = c_.cells.add(r.concurrent, {returns, with, all});
    std::vector<term> again = {count_of(returns, -1), count_of(re_entries_, -1)};
    for (const auto& [party, cells] : c_.shared.margins) {
      again.push_back(count_of(cells.stays));
      again.push_back(clients_of(cells.stays, -1));
    }
    c_.cells.add_equation(again);
    for (const auto part : {with_progress_, concurrent_, c_.shared.direct})
      c_.cells.add_inequality({count_of(returns), count_of(part, -1)});
  }

  void add_pairs() {
    std::map<label, std::vector<cell>> at_risk_via;
    std::map<std::pair<label, label>, std::vector<cell>> between;
    const auto with = c_.shared.with_stay, all = c_.shared.clients;
    for (const auto& p : c_.results.return_pairs) {
      const auto& o = p.observed;
      const auto there = shared_cells::find(c_.shared.transitions, o.from, o.via);
      const auto back = shared_cells::find(c_.shared.transitions, o.via, o.from);
      pair_cells cells;
      cells.at_risk = c_.cells.add(o.at_risk, {there, c_.shared.party(o.from), c_.shared.party(o.via), with, all});
      cells.returns = c_.cells.add(o.returns, {cells.at_risk, there, back, with, all});
      c_.cells.follow(cells.at_risk, there);
      c_.cells.follow(cells.returns, cells.at_risk);
      c_.cells.follow(cells.returns, back);
      c_.cells.add_inequality({count_of(there), count_of(cells.at_risk, -1)});
      c_.cells.add_inequality({count_of(back), count_of(cells.returns, -1)});
      c_.cells.add_inequality({count_of(cells.at_risk), count_of(cells.returns, -1)});
      at_risk_via[o.via].push_back(cells.at_risk);
      c_.shared.at_risk[{o.from, o.via}] = cells.at_risk;
      between[std::minmax(o.from, o.via)].push_back(cells.returns);
      pairs_.push_back(cells);
      number_of_[{o.from, o.via}] = pairs_.size() - 1;
    }
    // Those at risk in B are all who came there but the last to be there.
    for (auto& [via, cells] : at_risk_via) {
      counted sum;
      for (const auto part : cells) {
        sum.count += c_.cells.value(part).count;
        sum.clients = std::max(sum.clients, c_.cells.value(part).clients);
      }
      const auto all_via = c_.cells.add(sum);
      const auto margins = c_.shared.margins.find(via);
      if (margins != c_.shared.margins.end()) c_.cells.bind(margins->second.last, all_via);
      for (const auto part : cells) c_.cells.follow(part, all_via);
      c_.cells.add_up(all_via, cells);
    }
    // From all returns through the direct ones and the circuits of two to the pairs, and back.
    suppression::network network;
    const auto from_all = network.add_node(), to_all = network.add_node(), direct = network.add_node();
    network.add_flow(c_.shared.returns, to_all, from_all);
    network.add_flow(c_.shared.direct, from_all, direct);
    for (const auto longer : c_.shared.longer_circuits) network.add_flow(longer, from_all, to_all);
    auto walks = c_.shared.there_and_back;
    for (const auto& [parties, cells] : between) walks.try_emplace(parties, cell::none);
    for (auto& [parties, circuit] : walks) {
      const auto found = between.find(parties);
      if (circuit == cell::none) {
        counted sum;
        for (const auto part : found->second) {
          sum.count += c_.cells.value(part).count;
          sum.clients = std::max(sum.clients, c_.cells.value(part).clients);
        }
        circuit = c_.cells.add(sum);
      }
      const auto node = network.add_node();
      network.add_flow(circuit, direct, node);
      if (found != between.end())
        for (const auto part : found->second) network.add_flow(part, node, to_all);
    }
    c_.cells.add_network(network);
  }

  void add_loops() {
    const auto& loops = c_.results.loops;
    loops_ = c_.cells.add({loops.size(), loops.client_count()}, {c_.shared.returns, c_.shared.with_stay, c_.shared.clients});
    for (const auto& of_kind : c_.results.loop_shapes.of_kind) shapes_.push_back(c_.cells.add(of_kind, {loops_}));
    c_.cells.add_up(loops_, shapes_);
  }

  void add_consequences() {
    const auto with = c_.shared.with_stay, all = c_.shared.clients;
    const auto& loops = c_.results.followed.loops;
    loops_followed_ = compared_follow_ups(c_.cells, c_.limits, with, {&loops.ever.with_loop, &loops.ever.without_loop},
                                          {&loops.at_landmark.with_loop, &loops.at_landmark.without_loop}, {with, all});
    c_.cells.bind(loops_followed_.first[0].group, loops_);
    c_.cells.add_equation({clients_of(loops_followed_.first[0].group), clients_of(loops_, -1)});
    for (const auto& r : c_.results.followed.returns) {
      const auto made = shared_cells::find(c_.shared.transitions, r.from, r.via);
      const auto followed = r.returned.followed + r.went_on.followed + r.undecided.followed;
      const bool is_all = made != cell::none && c_.cells.value(made).clients == followed;
      const auto total =
          is_all ? made : c_.cells.add_clients(followed, {c_.shared.party(r.from), c_.shared.party(r.via), with, all});
      auto& groups = returns_followed_.emplace_back(
          c_.cells, c_.limits, total, std::vector<const follow_up_counts*>{&r.returned, &r.went_on, &r.undecided},
          std::vector<const follow_up_counts*>{&r.returned_by_landmark, &r.not_returned_by_landmark},
          std::initializer_list<cell>{total});
      groups.follow(c_.cells, total);
      c_.cells.part_of(groups.second[0].group, groups.first[0].group);
      const auto known = number_of_.find({r.from, r.via});
      if (known == number_of_.end()) continue;
      const auto returns = pairs_[known->second].returns;
      c_.cells.part_of(groups.first[0].group, returns);
      groups.follow(c_.cells, returns);
    }
  }

  void show_pairs() {
    const auto& pairs = c_.results.return_pairs;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const auto& p = pairs[i];
      auto& shown = out_.pairs.emplace_back(shown_return_pair{c_.name(p.observed.from), c_.name(p.observed.via)});
      shown.at_risk = c_.cells.count(pairs_[i].at_risk);
      shown.clients = c_.cells.clients(pairs_[i].at_risk);
      shown.returns = c_.cells.count(pairs_[i].returns);
      if (!shown.returns) continue;
      shown.expected = p.expected;
      shown.rate_low = p.rate_interval.low;
      shown.rate_high = p.rate_interval.high;
      shown.p = p.p;
      shown.q = p.q;
      shown.p_clients = p.p_clients;
    }
  }

  void show_loops() {
    out_.loops = c_.cells.count(loops_);
    out_.loop_clients = c_.cells.clients(loops_);
    if (out_.loops) out_.days_lost = section_context::median(c_.results.followed.loops.time_lost);
    for (std::size_t k = 0; k < shapes_.size(); ++k)
      out_.shapes.push_back({static_cast<loop_kind>(k), c_.cells.count(shapes_[k]), c_.cells.clients(shapes_[k])});
    if (!c_.is_shareable) list_loops(c_.results.loops);
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
    const auto show = [&](const follow_up_cells& group) { return group.show(c_.cells); };
    out_.with_loop = show(loops_followed_.first[0]);
    out_.without_loop = show(loops_followed_.first[1]);
    out_.with_loop_by_landmark = show(loops_followed_.second[0]);
    out_.without_loop_by_landmark = show(loops_followed_.second[1]);
    for (std::size_t i = 0; i < returns_followed_.size(); ++i) {
      const auto& r = c_.results.followed.returns[i];
      const auto& groups = returns_followed_[i];
      auto& shown = out_.consequences.emplace_back(shown_consequence{c_.name(r.from), c_.name(r.via)});
      shown.returned = show(groups.first[0]);
      shown.went_on = show(groups.first[1]);
      shown.undecided = show(groups.first[2]);
      shown.returned_by_landmark = show(groups.second[0]);
      shown.not_returned_by_landmark = show(groups.second[1]);
      if (shown.returned.clients) shown.days_lost = section_context::median(r.time_lost);
    }
  }

  const section_context& c_;
  ping_pong_section& out_;
  cell re_entries_, with_progress_, concurrent_, loops_;
  std::vector<pair_cells> pairs_;
  std::map<std::pair<label, label>, std::size_t> number_of_;
  std::vector<cell> shapes_;
  compared_follow_ups loops_followed_;
  std::vector<compared_follow_ups> returns_followed_;
};

}  // namespace polku::inline v0::detail
