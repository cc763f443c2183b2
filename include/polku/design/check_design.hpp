// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/design/design_check.hpp>
#include <polku/design/find_circuits.hpp>
#include <polku/design/obligation_watch.hpp>
#include <polku/design/state_space.hpp>
#include <polku/model/find_problems.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace polku::inline v0 {

namespace detail {

// Explores a design breadth first, so that the first way to anything is a shortest one.
class design_checker {
 public:
  design_checker(const pathway_design& design, const design_check_options& options)
      : options_(options), design_(design), index_(design), watch_(index_), is_reached_(design.services.size()) {
    options_.most_services = std::min(options_.most_services, client_state::most_services);
  }

  [[nodiscard]] design_check check() && {
    for (design_place e = 0; e < design_.entries.size(); ++e) {
      client_state start;
      const auto s = index_.place_of_service(design_.entries[e]);
      come_to(enter(start, s, nowhere), state_space::none, {design_event::begins, s});
    }
    for (state_space::number i = 0; i < space_.size(); ++i) {
      if (space_.size() > options_.most_states) {
        bound(fmt::format("{} {} explored, and there are more", i, i == 1 ? "state was" : "states were"));
        is_all_explored_ = false;
        break;
      }
      current_ = i;
      if (!space_[i].has_ended()) expand(space_[i]);
      space_.close_state();
    }
    find_trapped();
    find_ping_pong_circuits();
    look_at_phases();
    if (is_all_explored_)
      for (design_place s = 0; s < design_.services.size(); ++s)
        if (!is_reached_[s])
          found(design_fault::unreachable_service, s, fmt::format("no way leads to {}", design_.services[s].name), {});
    for (std::size_t i = 0; i < design_.obligations.size(); ++i)
      if (!watch_.is_told(i)) out_.untold.push_back(name_of(i));
    if (watch_.unfollowed_consents() != 0)
      bound(fmt::format("the consents of {} steps were not followed: 64 things are remembered of a client's way at most",
                        watch_.unfollowed_consents()));
    std::stable_sort(out_.findings.begin(), out_.findings.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.fault, a.witness.size() + a.circuit.size()) <
             std::tuple(b.fault, b.witness.size() + b.circuit.size());
    });
    out_.states = space_.size();
    return std::move(out_);
  }

 private:
  using number = state_space::number;

  // ---- what can happen ----

  void expand(const client_state from) {
    from.for_each_active([&](design_place s) {
      bool has_failure = false;
      for (const auto step : index_.steps_from(s)) {
        has_failure = has_failure || design_.steps[step].kind == step_kind::fails;
        take(from, s, step);
      }
      if (design_.services[s].can_fail && !has_failure) leave_only(from, s, {design_event::breaks_off, s});
    });
    if (from.ended < index_.dates().size()) end_funding(from);
  }

  void take(const client_state& from, design_place s, design_place step) {
    const auto& taken = design_.steps[step];
    const design_event event{design_event::takes_step, step};
    if (index_.to_outcome(step) != nowhere) {
      auto to = from;
      while (!to.empty()) leave(to, to.active[0], event);
      to.outcome = index_.to_outcome(step);
      come_to(to, current_, event);
      return;
    }
    const auto next = index_.to_service(step);
    if (next == nowhere || from.holds(next)) {
      if (taken.kind != step_kind::joins) leave_only(from, s, event);
      return;
    }
    if (index_.is_over(next, from)) {
      if (taken.kind == step_kind::fails) leave_only(from, s, event);
      return;
    }
    const bool overlaps = taken.kind == step_kind::moves && taken.handover.needs_overlap;
    auto to = from;
    if (taken.kind != step_kind::joins && !overlaps) {
      leave(to, s, event);
      if (taken.handover.may_leave_a_gap()) {
        look_between(from, to, event, next);
        look_at_state(to, event, is_passing);
      }
    }
    if (to.size() >= options_.most_services) {
      bound(fmt::format("a client was taken to be in {} services at once at most", options_.most_services));
      is_all_explored_ = false;
      return;
    }
    const auto& organisation = index_.service_at(next).organisation;
    if (taken.handover.needs_consent && watch_.remembers(consent_for(organisation)) &&
        !watch_.has_been(consent_for(organisation), from))
      found(design_fault::unasked_consent, step,
            fmt::format("{}: the handover needs a consent that {} is told, which nobody has asked", to_string(taken),
                        organisation),
            event);
    to = enter(to, next, step, event);
    if (overlaps) {
      look_at_state(to, event, is_passing);
      if (to.holds(s)) leave(to, s, event);
    }
    come_to(to, current_, event);
  }

  void leave_only(const client_state& from, design_place s, design_event event) {
    auto to = from;
    leave(to, s, event);
    come_to(to, current_, event);
  }

  void end_funding(const client_state& from) {
    auto to = from;
    const design_event event{design_event::funding_ends, to.ended++};
    from.for_each_active([&](design_place s) {
      if (index_.is_over(s, to)) leave(to, s, event);
    });
    come_to(to, current_, event);
  }

  // A service begins. Rules may force the client out of others.
  client_state enter(client_state to, design_place s, design_place step, design_event event = {design_event::begins, 0}) {
    if (step == nowhere) event.what = s;
    to.add(s);
    to.phase = std::max(to.phase, index_.phase_of(s));
    is_reached_[s] = true;
    for (const auto& r : design_.rules) {
      if (r.kind != rule_kind::forces_leaving || !index_.matches(r.x, s)) continue;
      const auto before = to;
      before.for_each_active([&](design_place other) {
        if (other == s || !index_.matches(r.y, other)) return;
        leave(to, other, event);
        found(design_fault::forced_exit, std::pair(event.what, other),
              fmt::format("{}: the client is forced out of {}", describe(index_, event), index_.service_at(other).name),
              event);
      });
    }
    watch_.enter(to, s, step, [&](std::size_t o) { broken(o, event); });
    return to;
  }

  void leave(client_state& state, design_place s, design_event event) {
    state.remove(s);
    watch_.leave(state, s, [&](std::size_t o) { broken(o, event); });
  }

  // ---- what is wrong with it ----

  void come_to(const client_state& to, number parent, design_event event) {
    const auto [i, is_new] = space_.add(to, parent, event);
    if (is_new) look_at_state(to, event, is_lasting);
    if (parent == state_space::none) {
      if (!to.has_ended() && responsible(to).empty()) tell_nobody_is_responsible(event);
      return;
    }
    space_.add_edge(i, event);
    if (!to.has_ended()) look_at_change(space_[parent], to, event);
  }

  // Whether the client may stay in a state, or only passes through it in the course of a step.
  static constexpr bool is_lasting = true, is_passing = false;

  void look_at_state(const client_state& state, design_event event, bool lasts) {
    watch_.check(state, lasts, [&](std::size_t o) { broken(o, event); });
    if (state.has_ended()) return;
    for (std::size_t r = 0; r < design_.rules.size(); ++r)
      if (const auto& rule = design_.rules[r];
          rule.kind == rule_kind::never_together && watch_.holds(rule.x, state) && watch_.holds(rule.y, state))
        found(design_fault::broken_rule, r, fmt::format("{}, but they can be", to_string(rule)), event);
  }

  void look_at_change(const client_state& from, const client_state& to, design_event event) {
    if (is_supported(from) && !is_supported(to))
      found(design_fault::lapse, std::pair(event.kind, event.what),
            fmt::format("{}: no support is left", describe(index_, event)), event);
    const auto before = responsible(from), after = responsible(to);
    if (!before.empty() && after.empty()) tell_nobody_is_responsible(event);

    std::set<std::string> left, came;
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::inserter(left, left.end()));
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::inserter(came, came.end()));
    if (left.empty() && !before.empty()) return;  // somebody joins at most
    responsibility_change change{describe(index_, event), names(left), names(came.empty() ? after : came)};
    if (change.before != change.after && is_told_.insert({change.by, change.before, change.after}).second)
      out_.responsibilities.push_back(std::move(change));
  }

  void tell_nobody_is_responsible(design_event event) {
    found(design_fault::nobody_responsible, std::pair(event.kind, event.what),
          fmt::format("{}: nobody is responsible for the client", describe(index_, event)), event);
  }

  // Between one service's end and the next one's start.
  void look_between(const client_state& from, const client_state& between, design_event event, design_place next) {
    const auto& name = index_.service_at(next).name;
    const auto& delay = design_.steps[event.what].handover.greatest_delay;
    const auto until = delay ? fmt::format("for up to {}, until {} begins", to_string(*delay), name)
                             : fmt::format("until {} begins, and nobody promises when", name);
    if (is_supported(from) && !is_supported(between))
      found(design_fault::lapse, std::pair(event.kind, event.what),
            fmt::format("{}: no support {}", describe(index_, event), until), event);
    if (!responsible(from).empty() && responsible(between).empty())
      found(design_fault::nobody_responsible, std::pair(event.kind, event.what),
            fmt::format("{}: nobody is responsible for the client {}", describe(index_, event), until), event);
  }

  void find_trapped() {
    if (design_.outcomes.empty()) {
      found(design_fault::trapped, 0, "the design names no outcome: every client stays for ever", {});
      return;
    }
    const auto can = space_.can_reach([](const client_state& s) { return s.has_ended(); });
    for (number i = 0; i < space_.size(); ++i) {
      const auto parent = space_.parent_of(i);
      if (can[i] || space_[i].empty() || (parent != state_space::none && !can[parent])) continue;
      const auto event = space_.event_to(i);
      finding_at(design_fault::trapped, std::pair(event.kind, event.what),
                 fmt::format("{}: from then on no outcome can be reached", describe(index_, event)), i);
    }
  }

  void find_ping_pong_circuits() {
    circuit_finder finder(index_, space_, options_.longest_circuit, options_.most_circuits);
    for (auto& c : finder.find()) {
      std::string names;
      for (std::size_t i = 0; i < c.organisations.size(); ++i) {
        const auto& name = design_.organisations[c.organisations[i]].name;
        names.append(i == 0 ? "" : i + 1 == c.organisations.size() ? " and " : ", ").append(name);
      }
      design_finding f{design_fault::ping_pong, fmt::format("a client can be sent round between {} without progress", names),
                       sentences(space_.way_to(c.from))};
      f.circuit = sentences(c.events);
      for (const auto o : c.organisations) f.parties.push_back(design_.organisations[o].name);
      out_.findings.push_back(std::move(f));
    }
    for (const auto& b : finder.bounds()) bound(b);
  }

  void look_at_phases() {
    const auto& phases = design_.process.phases();
    for (std::size_t p = 0; p < phases.size(); ++p) {
      bool is_served = false, stays = false;
      std::optional<time_point> last;
      for (const auto& s : design_.services)
        for (const auto& name : s.phases)
          if (design_.process.rank_of(name) == p) {
            is_served = true;
            stays = stays || !s.until;
            if (s.until && (!last || *last < *s.until)) last = s.until;
          }
      if (!is_served)
        found(design_fault::unserved_phase, p, fmt::format("no service serves the phase '{}'", phases[p].name), {});
      else if (!stays)
        found(design_fault::no_longer_served, p,
              fmt::format("from {} on no service serves the phase '{}'", to_string(*last, resolution::day), phases[p].name),
              {});
    }
  }

  // ---- telling ----

  [[nodiscard]] bool is_supported(const client_state& state) const {
    bool is = false;
    state.for_each_active([&](design_place s) { is = is || design_.services[s].is_support; });
    return is;
  }
  // The roles that are, with their organisations.
  [[nodiscard]] std::set<std::string> responsible(const client_state& state) const {
    std::set<std::string> roles;
    state.for_each_active([&](design_place s) {
      const auto& service = design_.services[s];
      if (!service.responsible.empty())
        roles.insert(service.organisation.empty() ? service.responsible
                                                  : fmt::format("{} ({})", service.responsible, service.organisation));
    });
    return roles;
  }
  static std::string names(const std::set<std::string>& roles) {
    return roles.empty() ? "nobody" : fmt::format("{}", fmt::join(roles, " and "));
  }
  [[nodiscard]] std::string name_of(std::size_t obligation) const {
    const auto& o = design_.obligations[obligation];
    return o.name.empty() ? to_string(o) : fmt::format("{} ({})", o.name, to_string(o));
  }
  [[nodiscard]] std::vector<std::string> sentences(const std::vector<design_event>& events) const {
    std::vector<std::string> out;
    out.reserve(events.size());
    for (const auto e : events) out.push_back(describe(index_, e));
    return out;
  }

  void broken(std::size_t obligation, design_event event) {
    found(design_fault::broken_obligation, obligation, fmt::format("can be broken: {}", name_of(obligation)), event);
  }

  // Each fault is told once for each thing that can have it: the first time has a shortest way. `by` is what happens in the
  // state that is being expanded.
  void found(design_fault fault, std::pair<std::size_t, std::size_t> of, std::string what, design_event by) {
    if (!is_found_.insert({fault, of.first, of.second}).second) return;
    design_finding f{fault, std::move(what)};
    if (of_paths(fault)) {
      if (by.kind != design_event::begins) f.witness = sentences(space_.way_to(current_));
      f.witness.push_back(describe(index_, by));
    }
    out_.findings.push_back(std::move(f));
  }
  void found(design_fault fault, std::size_t of, std::string what, design_event by) {
    found(fault, std::pair(of, std::size_t{0}), std::move(what), by);
  }
  void finding_at(design_fault fault, std::pair<std::size_t, std::size_t> of, std::string what, number state) {
    if (!is_found_.insert({fault, of.first, of.second}).second) return;
    out_.findings.push_back({fault, std::move(what), sentences(space_.way_to(state))});
  }
  static bool of_paths(design_fault f) {
    return f != design_fault::unreachable_service && f != design_fault::unserved_phase &&
           f != design_fault::no_longer_served && f != design_fault::trapped;
  }
  void bound(std::string sentence) {
    if (std::find(out_.bounds.begin(), out_.bounds.end(), sentence) == out_.bounds.end())
      out_.bounds.push_back(std::move(sentence));
  }

  design_check_options options_;
  const pathway_design& design_;
  design_index index_;
  obligation_watch watch_;
  state_space space_;
  number current_ = 0;  // the state being expanded
  bool is_all_explored_ = true;
  std::vector<char> is_reached_;  // by service
  std::set<std::tuple<design_fault, std::size_t, std::size_t>> is_found_;
  std::set<std::tuple<std::string, std::string, std::string>> is_told_;
  design_check out_;
};

}  // namespace detail

/// Finds what is wrong with a design before any client walks it. Explores every state a client can be in: which services are
/// active (several at once are normal), the highest phase so far, consents and plans, and what is owed; and every way
/// between them, along the permitted steps, failures, forced exits and ends of funding. Nothing is assumed of how long
/// anything takes. Each finding comes with a shortest way to it.
///
/// Exact up to the bounds in the options; where one cut the exploration off, the result says so.
/// O(states x steps out of a state), and the search for circuits, which is bounded as well.
/// \throws std::invalid_argument where the design does not hold together; `find_problems` lists everything.
///
/// \throws std::length_error where it has more than 65,534 services, steps, organisations, outcomes or phases.
[[nodiscard]] inline design_check check_design(const pathway_design& design, const design_check_options& options = {}) {
  require_sound(design);
  for (const auto n : {design.services.size(), design.steps.size(), design.organisations.size(), design.outcomes.size(),
                       design.process.phases().size()})
    if (n >= detail::nowhere)
      throw std::length_error("polku: a design can have at most 65,534 services, and as many of whatever else it has");
  return detail::design_checker(design, options).check();
}

}  // namespace polku::inline v0
