// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Random small designs, checked by check_design and by a slow and obvious reader of the same definitions: a client's state
// is kept as names, every way is walked breadth first, and each fault is looked for at each step anew.

#include "../rounds.hpp"

#include <polku/design/check_design.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace polku;

// ---- the reference ----

using names = std::set<std::string>;

struct state {
  names active = {};
  std::size_t phase = 0;  // the highest so far, from 1; 0: none
  std::size_t dates = 0;  // on which funding ended
  std::set<std::pair<subject_kind, std::string>> facts = {};
  std::string outcome = {};

  auto key() const { return std::tie(active, phase, dates, facts, outcome); }
  friend bool operator<(const state& a, const state& b) { return a.key() < b.key(); }
};

// What can happen in a state: its sentence, what becomes of the client, and what is noticed on the way.
struct happening {
  std::string sentence;
  state after = {};
  std::optional<state> meanwhile = std::nullopt;  // between two services, or while both run
  names forced = {};                              // what is found on the way
  names unasked = {};
  names broken = {};  // obligations that are broken as something begins
};

// What is found, each with the least number of things that have to happen.
struct findings {
  std::map<std::string, std::size_t> lapses, unheld;  // by what happens
  std::map<std::string, std::size_t> forced, unasked, rules, obligations;
  std::set<std::tuple<std::string, std::string, std::string>> responsibilities;
  names reached = {};
  std::size_t states = 0;
  std::size_t trapped = 0;                     // the least number; 0: nobody is
  std::map<names, std::size_t> circuits = {};  // by the organisations: events of the shortest
  static constexpr std::size_t longest_circuit = 6;
};

class reference {
 public:
  explicit reference(const pathway_design& design) : d_(design) {
    for (const auto& s : d_.services)
      if (s.until) dates_.insert(*s.until);
    for (const auto& s : d_.steps)
      if (const auto* to = d_.find_service(s.to); to && s.handover.needs_consent)
        remembered_.insert({subject_kind::consent, to->organisation});
    for (const auto& o : d_.obligations)
      for (const auto& y : o.needed)
        if (happens_or_is_kept(y)) remembered_.insert({y.kind, y.name});
  }

  findings find() {
    std::deque<state> open;
    for (const auto& entry : d_.entries) {
      happening begins{.sentence = "begins with " + entry};
      begin(begins, {}, entry, nullptr);
      look_at(begins, nullptr, 1);
      come_to(begins.after, 1, open);
    }
    while (!open.empty()) {
      const auto from = open.front();
      open.pop_front();
      const auto distance = distance_.at(from) + 1;
      for (const auto& h : what_can_happen(from)) {
        look_at(h, &from, distance);
        edges_[from].insert(h.after);
        come_to(h.after, distance, open);
      }
    }
    out_.states = distance_.size();
    find_trapped();
    find_circuits();
    return out_;
  }

 private:
  const service& service_of(const std::string& name) const { return *d_.find_service(name); }

  bool is_over(const std::string& name, std::size_t dates) const {
    const auto& until = service_of(name).until;
    return until && static_cast<std::size_t>(std::distance(dates_.begin(), dates_.find(*until))) < dates;
  }

  // ---- subjects ----

  static bool happens_or_is_kept(const subject& x) {
    return !x.lasts() || x.kind == subject_kind::plan || x.kind == subject_kind::consent;
  }
  static bool has(const std::vector<std::string>& all, const std::string& name) {
    return std::find(all.begin(), all.end(), name) != all.end();
  }
  // Whether a service, by a step or without, is what is spoken of.
  bool is(const subject& x, const service& s, const step* by) const {
    switch (x.kind) {
      case subject_kind::any_service:
        return true;
      case subject_kind::service:
        return s.name == x.name;
      case subject_kind::organisation:
        return s.organisation == x.name;
      case subject_kind::organisation_kind: {
        const auto* o = d_.find_organisation(s.organisation);
        return o && o->kind == x.name;
      }
      case subject_kind::role:
        return has(s.roles, x.name) || s.responsible == x.name;
      case subject_kind::phase:
        return has(s.phases, x.name);
      case subject_kind::milestone:
        return has(s.milestones, x.name);
      case subject_kind::plan:
        return has(s.plans, x.name);
      case subject_kind::consent:
        return has(s.consents, x.name);
      case subject_kind::handover:
        return by && s.organisation == x.name;
      default:
        return false;
    }
  }
  bool holds(const subject& x, const state& at) const {
    if (happens_or_is_kept(x)) return at.facts.count({x.kind, x.name}) != 0;
    return std::any_of(at.active.begin(), at.active.end(),
                       [&](const std::string& s) { return is(x, service_of(s), nullptr); });
  }

  // ---- what can happen ----

  void begin(happening& h, const state& before, const std::string& name, const step* by) {
    const auto& s = service_of(name);
    auto to = before;
    to.active.insert(name);
    out_.reached.insert(name);
    for (const auto& p : s.phases) to.phase = std::max(to.phase, *d_.process.rank_of(p) + 1);
    for (const auto& r : d_.rules)
      if (r.kind == rule_kind::forces_leaving && is(r.x, s, nullptr))
        for (const auto& other : before.active)
          if (is(r.y, service_of(other), nullptr)) {
            to.active.erase(other);
            h.forced.insert(h.sentence + ": the client is forced out of " + other);
          }
    for (const auto& [kind, of] : remembered_)
      if (is({kind, of}, s, by)) to.facts.insert({kind, of});
    for (const auto& o : d_.obligations)
      if (o.form == obligation_form::preceded_by && is(o.when, s, by) &&
          !std::all_of(o.needed.begin(), o.needed.end(), [&](const subject& y) { return holds(y, to); }))
        h.broken.insert(to_string(o));
    h.after = to;
  }

  static state without(state s, const std::string& name) {
    s.active.erase(name);
    return s;
  }

  std::optional<happening> take(const state& from, const step& s) {
    happening h{.sentence = to_string(s)};
    if (d_.find_outcome(s.to)) {
      h.after = from;
      h.after.active.clear();
      h.after.outcome = s.to;
      return h;
    }
    const bool is_left = s.kind != step_kind::joins;
    const bool is_there = from.active.count(s.to) != 0;
    if (s.to.empty() || is_there || (s.kind == step_kind::fails && is_over(s.to, from.dates))) {
      if (!is_left) return std::nullopt;
      h.after = without(from, s.from);
      return h;
    }
    if (is_over(s.to, from.dates)) return std::nullopt;
    if (s.handover.needs_consent) {
      const auto& receiver = service_of(s.to).organisation;
      if (from.facts.count({subject_kind::consent, receiver}) == 0) h.unasked.insert(h.sentence);
    }
    const auto between = is_left ? without(from, s.from) : from;
    // An overlap: what is meant to end is still there as the next one begins, unless a rule forces the client out of it.
    const bool overlaps = s.kind == step_kind::moves && s.handover.needs_overlap;
    begin(h, overlaps ? from : between, s.to, &s);
    if (overlaps) {
      h.meanwhile = h.after;
      h.after.active.erase(s.from);
    } else if (is_left && (!s.handover.greatest_delay || *s.handover.greatest_delay > duration())) {
      h.meanwhile = between;
    }
    return h;
  }

  std::vector<happening> what_can_happen(const state& from) {
    std::vector<happening> all;
    if (!from.outcome.empty()) return all;
    for (const auto& name : from.active) {
      bool has_failure = false;
      for (const auto& s : d_.steps) {
        if (s.from != name) continue;
        has_failure = has_failure || s.kind == step_kind::fails;
        if (auto h = take(from, s)) all.push_back(std::move(*h));
      }
      if (service_of(name).can_fail && !has_failure)
        all.push_back({.sentence = name + " breaks off", .after = without(from, name)});
    }
    if (from.dates < dates_.size()) {
      const auto date = *std::next(dates_.begin(), static_cast<std::ptrdiff_t>(from.dates));
      happening h{.sentence = "on " + to_string(date, resolution::day) + " the funding ends of ", .after = from};
      ++h.after.dates;
      std::string ended;
      for (const auto& s : d_.services)
        if (s.until == date) {
          ended += (ended.empty() ? "" : ", ") + s.name;
          h.after.active.erase(s.name);
        }
      h.sentence += ended;
      all.push_back(std::move(h));
    }
    return all;
  }

  void come_to(const state& s, std::size_t distance, std::deque<state>& open) {
    if (distance_.emplace(s, distance).second) open.push_back(s);
  }

  // ---- what is wrong with it ----

  bool is_supported(const state& s) const {
    return std::any_of(s.active.begin(), s.active.end(), [&](const std::string& n) { return service_of(n).is_support; });
  }
  names responsible(const state& s) const {
    names all;
    for (const auto& n : s.active)
      if (const auto& x = service_of(n); !x.responsible.empty())
        all.insert(x.organisation.empty() ? x.responsible : x.responsible + " (" + x.organisation + ")");
    return all;
  }
  // Who no longer is, and who newly is or else still is. Where somebody only joins, nothing passes.
  void look_at_responsibility(const std::string& by, const names& before, const names& after) {
    names left, came;
    for (const auto& r : before)
      if (after.count(r) == 0) left.insert(r);
    for (const auto& r : after)
      if (before.count(r) == 0) came.insert(r);
    if (before.empty() ? came.empty() : left.empty()) return;
    const auto read = [](const names& all) {
      std::string out;
      for (const auto& one : all) out += (out.empty() ? "" : " and ") + one;
      return out.empty() ? "nobody" : out;
    };
    out_.responsibilities.insert({by, read(left), read(came.empty() ? after : came)});
  }

  static void note(std::map<std::string, std::size_t>& in, const std::string& what, std::size_t distance) {
    const auto [at, is_new] = in.emplace(what, distance);
    if (!is_new) at->second = std::min(at->second, distance);
  }

  void look_at(const happening& h, const state* from, std::size_t distance) {
    std::vector<state> moments;
    if (h.meanwhile) moments.push_back(*h.meanwhile);
    if (h.after.outcome.empty()) moments.push_back(h.after);
    for (const auto& m : moments) {
      // To begin is no step; but from then on somebody has to be responsible.
      if (from && is_supported(*from) && !is_supported(m)) note(out_.lapses, h.sentence, distance);
      if ((!from || !responsible(*from).empty()) && responsible(m).empty()) note(out_.unheld, h.sentence, distance);
      for (const auto& r : d_.rules)
        if (r.kind == rule_kind::never_together && holds(r.x, m) && holds(r.y, m)) note(out_.rules, to_string(r), distance);
      for (const auto& o : d_.obligations) {
        if (!holds(o.when, m)) continue;
        const auto there = [&](const subject& y) { return holds(y, m); };
        const bool all = std::all_of(o.needed.begin(), o.needed.end(), there);
        if ((o.form == obligation_form::while_active && !all) || (o.form == obligation_form::never_together && all))
          note(out_.obligations, to_string(o), distance);
      }
    }
    for (const auto& f : h.forced) note(out_.forced, f, distance);
    for (const auto& u : h.unasked) note(out_.unasked, u, distance);
    for (const auto& b : h.broken) note(out_.obligations, b, distance);
    if (from && h.after.outcome.empty()) look_at_responsibility(h.sentence, responsible(*from), responsible(h.after));
  }

  // Where the client is in some service and no outcome can be reached.
  void find_trapped() {
    std::set<state> free;
    for (const auto& [s, distance] : distance_)
      if (!s.outcome.empty()) free.insert(s);
    for (std::size_t before = 0; before != free.size();) {
      before = free.size();
      for (const auto& [from, to] : edges_)
        if (std::any_of(to.begin(), to.end(), [&](const state& s) { return free.count(s) != 0; })) free.insert(from);
    }
    for (const auto& [s, distance] : distance_)
      if (!s.active.empty() && free.count(s) == 0) out_.trapped = out_.trapped ? std::min(out_.trapped, distance) : distance;
  }

  names organisations(const state& s) const {
    names out;
    for (const auto& n : s.active)
      if (!service_of(n).organisation.empty()) out.insert(service_of(n).organisation);
    return out;
  }

  // A way from a state back to it on which two organisations are there sometimes and sometimes not. Breadth first over the
  // state and what was there ever and always.
  void find_circuits() {
    std::vector<const state*> states;
    std::map<state, std::size_t> number;
    std::vector<unsigned> there;
    for (const auto& [s, distance] : distance_) {
      number.emplace(s, states.size());
      states.push_back(&s);
      there.push_back(0);
      const auto here = organisations(s);
      for (std::size_t i = 0; i < d_.organisations.size(); ++i)
        if (here.count(d_.organisations[i].name) != 0) there.back() |= 1u << i;
    }
    std::vector<std::vector<std::size_t>> next(states.size());
    for (const auto& [from, to] : edges_)
      for (const auto& s : to) next[number.at(from)].push_back(number.at(s));
    using walk = std::tuple<std::size_t, unsigned, unsigned>;
    for (std::size_t start = 0; start < states.size(); ++start) {
      std::set<walk> level{{start, there[start], there[start]}}, seen;
      for (std::size_t length = 1; length <= findings::longest_circuit; ++length) {
        std::set<walk> after;
        for (const auto& [at, ever, always] : level)
          for (const auto to : next[at]) {
            const walk w{to, ever | there[to], always & there[to]};
            if (!seen.insert(w).second) continue;
            after.insert(w);
            if (to != start) continue;
            names left;
            for (std::size_t i = 0; i < d_.organisations.size(); ++i)
              if ((std::get<1>(w) & ~std::get<2>(w)) >> i & 1) left.insert(d_.organisations[i].name);
            if (left.size() < 2) continue;
            auto& shortest = out_.circuits.emplace(left, length).first->second;
            shortest = std::min(shortest, length);
          }
        level.swap(after);
      }
    }
  }

  const pathway_design& d_;
  std::set<time_point> dates_;
  std::set<std::pair<subject_kind, std::string>> remembered_;
  std::map<state, std::size_t> distance_;
  std::map<state, std::set<state>> edges_;
  findings out_;
};

// ---- what check_design says, in the same words ----

findings found_by(const design_check& check) {
  findings out;
  out.states = check.states;
  const auto cut = [](const std::string& s, const std::string& at, std::size_t skip = 0) {
    return s.substr(skip, s.find(at) == std::string::npos ? s.npos : s.find(at) - skip);
  };
  for (const auto& f : check.findings) {
    const auto length = f.witness.size();
    const auto last = f.witness.empty() ? std::string() : f.witness.back();
    switch (f.fault) {
      case design_fault::lapse:
        out.lapses.emplace(last, length);
        break;
      case design_fault::nobody_responsible:
        out.unheld.emplace(last, length);
        break;
      case design_fault::forced_exit:
        out.forced.emplace(f.what, length);
        break;
      case design_fault::unasked_consent:
        out.unasked.emplace(last, length);
        break;
      case design_fault::broken_rule:
        out.rules.emplace(cut(f.what, ", but they can be"), length);
        break;
      case design_fault::broken_obligation:
        out.obligations.emplace(f.what.substr(std::string("can be broken: ").size()), length);
        break;
      case design_fault::trapped:
        out.trapped = out.trapped ? std::min(out.trapped, length) : length;
        break;
      case design_fault::ping_pong:
        out.circuits.emplace(names(f.parties.begin(), f.parties.end()), f.circuit.size());
        break;
      default:
        break;
    }
  }
  for (const auto& r : check.responsibilities) out.responsibilities.insert({r.by, r.before, r.after});
  return out;
}

// ---- random designs ----

class designer {
 public:
  explicit designer(std::uint32_t seed) : random_(seed) {}

  pathway_design make() {
    pathway_design d{.process = process({{"p1"}, {"p2"}, {"p3"}})};
    const std::size_t organisations = 2 + below(2), services = 2 + below(4);
    for (std::size_t i = 0; i < organisations; ++i)
      d.organisations.push_back({"O" + std::to_string(i), one_in(2) ? "company" : "municipality"});
    d.roles = {{"coach"}, {"teacher"}};
    for (std::size_t i = 0; i < services; ++i) d.services.push_back(make_service(d, i));
    d.outcomes = {{"work"}};
    if (one_in(2)) d.outcomes.push_back({"school"});
    d.entries = {"S0"};
    if (one_in(3)) d.entries.push_back("S1");
    for (std::size_t n = 2 + below(3 * services); n != 0; --n) add_step(d);
    for (auto n = below(3); n != 0; --n) {
      const rule r{one_in(2) ? rule_kind::never_together : rule_kind::forces_leaving, lasting(d), lasting(d)};
      if (std::none_of(d.rules.begin(), d.rules.end(), [&](const rule& o) { return to_string(o) == to_string(r); }))
        d.rules.push_back(r);
    }
    for (auto n = below(3); n != 0; --n) add_obligation(d);
    return d;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <class T>
  const std::string& any(const std::vector<T>& all) {
    return all[below(all.size())].name;
  }

  service make_service(const pathway_design& d, std::size_t i) {
    service s{.name = "S" + std::to_string(i)};
    if (!one_in(6)) s.organisation = any(d.organisations);
    for (auto n = below(3); n != 0; --n) s.phases.push_back(any(d.process.phases()));
    if (one_in(3)) s.roles.push_back(any(d.roles));
    if (!one_in(3)) s.responsible = any(d.roles);
    s.is_support = !one_in(3);
    s.can_fail = one_in(4);
    if (one_in(4)) s.consents.push_back(any(d.organisations));
    if (one_in(4)) s.plans.push_back("plan");
    if (one_in(4)) s.milestones.push_back("referral");
    if (one_in(6)) s.until = one_in(2) ? date(2022, 1, 1) : date(2023, 1, 1);
    return s;
  }

  void add_step(pathway_design& d) {
    step s{any(d.services), any(d.services), static_cast<step_kind>(below(4)), {}};
    if (s.kind == step_kind::ends || (s.kind == step_kind::fails && one_in(3)))
      s.to.clear();
    else if (s.kind != step_kind::joins && one_in(4))
      s.to = any(d.outcomes);
    if (s.from == s.to) return;
    // Several that read alike could not be told apart.
    for (const auto& other : d.steps)
      if (to_string(other) == to_string(s)) return;
    if (const auto* to = d.find_service(s.to)) {
      if (one_in(3)) s.handover.greatest_delay = days(static_cast<int>(below(2)) * 14);
      // A failure comes unplanned: nothing can have begun before it.
      s.handover.needs_overlap = s.kind == step_kind::moves && one_in(4);
      s.handover.needs_consent = !to->organisation.empty() && one_in(3);
    }
    d.steps.push_back(std::move(s));
  }

  subject lasting(const pathway_design& d) {
    switch (below(6)) {
      case 0:
        return with_organisation(any(d.organisations));
      case 1:
        return with_kind_of_organisation("company");
      case 2:
        return with_role(any(d.roles));
      case 3:
        return in_phase(any(d.process.phases()));
      default:
        return in_service(any(d.services));
    }
  }
  subject kept(const pathway_design& d) {
    switch (below(4)) {
      case 0:
        return plan_of("plan");
      case 1:
        return consent_for(any(d.organisations));
      default:
        return lasting(d);
    }
  }
  void add_obligation(pathway_design& d) {
    obligation o;
    switch (below(3)) {
      case 0:
        o = while_active(lasting(d)).there_must_be(kept(d));
        if (one_in(3)) o = o.and_also(kept(d));
        break;
      case 1:
        o = never_together(lasting(d), kept(d));
        break;
      default: {
        const auto x = one_in(4)   ? handover_to(any(d.organisations))
                       : one_in(4) ? milestone_of("referral")
                       : one_in(5) ? in_any_service()
                                   : kept(d);
        const auto y = one_in(4) ? milestone_of("referral") : one_in(6) ? handover_to(any(d.organisations)) : kept(d);
        o = before(x).there_must_be(y);
      }
    }
    for (const auto& other : d.obligations)
      if (to_string(other) == to_string(o)) return;
    d.obligations.push_back(o);
  }

  std::mt19937 random_;
};

std::string written(const pathway_design& d) {
  std::string out;
  for (const auto& s : d.services) {
    out += "  " + s.name + " of '" + s.organisation + "'" + (s.is_support ? "" : ", no support") +
           (s.can_fail ? ", can fail" : "") + (s.responsible.empty() ? "" : ", " + s.responsible + " responsible") +
           (s.until ? ", until " + to_string(*s.until, resolution::day) : "");
    for (const auto& x : s.phases) out += ", phase " + x;
    for (const auto& x : s.roles) out += ", role " + x;
    for (const auto& x : s.consents) out += ", asks for " + x;
    for (const auto& x : s.plans) out += ", makes " + x;
    for (const auto& x : s.milestones) out += ", is " + x;
    out += "\n";
  }
  for (const auto& o : d.organisations) out += "  " + o.name + " is a " + o.kind + "\n";
  for (const auto& e : d.entries) out += "  entry " + e + "\n";
  for (const auto& s : d.steps)
    out += "  step: " + to_string(s) + (s.handover.needs_overlap ? ", overlapping" : "") +
           (s.handover.greatest_delay ? ", within " + to_string(*s.handover.greatest_delay) : "") +
           (s.handover.needs_consent ? ", with consent" : "") + "\n";
  for (const auto& r : d.rules) out += "  rule: " + to_string(r) + "\n";
  for (const auto& o : d.obligations) out += "  owed: " + to_string(o) + "\n";
  return out;
}

std::string written(const std::map<std::string, std::size_t>& found) {
  std::string out;
  for (const auto& [what, length] : found) out += "  " + what + " (after " + std::to_string(length) + ")\n";
  return out;
}

// ---- the comparison ----

struct compared {
  pathway_design design;
  design_check check;
  findings ours, theirs;
};

const std::vector<compared>& all_compared() {
  static const auto all = [] {
    std::vector<compared> out;
    for (int seed = 0; seed < polku_test::rounds(6000); ++seed) {
      compared c;
      c.design = designer(static_cast<std::uint32_t>(seed)).make();
      c.check = check_design(c.design, {.longest_circuit = 100});
      c.ours = found_by(c.check);
      c.theirs = reference(c.design).find();
      out.push_back(std::move(c));
    }
    return out;
  }();
  return all;
}

// Shows the smallest design on which the two differ in something.
template <class Same, class Tell>
void expect_the_same(Same same, Tell tell) {
  const compared* smallest = nullptr;
  std::size_t differ = 0;
  const auto size = [](const pathway_design& d) {
    return d.services.size() + d.steps.size() + d.rules.size() + d.obligations.size();
  };
  for (const auto& c : all_compared()) {
    if (same(c)) continue;
    ++differ;
    if (!smallest || size(c.design) < size(smallest->design)) smallest = &c;
  }
  EXPECT_EQ(differ, 0u) << "designs differ; the smallest:\n"
                        << (smallest ? written(smallest->design) + tell(*smallest) : std::string());
}
void expect_the_same(std::map<std::string, std::size_t> findings::*what) {
  expect_the_same([&](const compared& c) { return c.ours.*what == c.theirs.*what; },
                  [&](const compared& c) {
                    return "check_design finds\n" + written(c.ours.*what) + "the reference finds\n" +
                           written(c.theirs.*what);
                  });
}
void expect_the_same_number(std::size_t findings::*what) {
  expect_the_same([&](const compared& c) { return c.ours.*what == c.theirs.*what; },
                  [&](const compared& c) {
                    return "check_design: " + std::to_string(c.ours.*what) +
                           ", the reference: " + std::to_string(c.theirs.*what) + "\n";
                  });
}

TEST(CheckDesignAgainstReference, SeesEverything) {
  expect_the_same([](const compared& c) { return c.check.is_exact() && c.check.untold.empty(); },
                  [](const compared& c) { return c.check.is_exact() ? "something is untold\n" : c.check.bounds[0] + "\n"; });
}

TEST(CheckDesignAgainstReference, ReachesTheSameStates) { expect_the_same_number(&findings::states); }

TEST(CheckDesignAgainstReference, ReachesTheSameServices) {
  const auto unreachable = [](const compared& c) {
    names out;
    for (const auto& f : c.check.findings)
      if (f.fault == design_fault::unreachable_service) out.insert(f.what.substr(std::string("no way leads to ").size()));
    return out;
  };
  expect_the_same(
      [&](const compared& c) {
        const auto un = unreachable(c);
        return std::all_of(c.design.services.begin(), c.design.services.end(), [&](const service& s) {
          return (un.count(s.name) != 0) == (c.theirs.reached.count(s.name) == 0);
        });
      },
      [](const compared&) { return ""; });
}

TEST(CheckDesignAgainstReference, FindsTheSameLapses) { expect_the_same(&findings::lapses); }
TEST(CheckDesignAgainstReference, FindsTheSameStepsWithNobodyResponsible) { expect_the_same(&findings::unheld); }
TEST(CheckDesignAgainstReference, FindsTheSameForcedExits) { expect_the_same(&findings::forced); }
TEST(CheckDesignAgainstReference, FindsTheSameUnaskedConsents) { expect_the_same(&findings::unasked); }
TEST(CheckDesignAgainstReference, FindsTheSameBrokenRules) { expect_the_same(&findings::rules); }
TEST(CheckDesignAgainstReference, FindsTheSameBrokenObligations) { expect_the_same(&findings::obligations); }
TEST(CheckDesignAgainstReference, FindsTheSameFirstTrap) { expect_the_same_number(&findings::trapped); }

TEST(CheckDesignAgainstReference, FindsTheSameChangesOfResponsibility) {
  const auto told = [](const findings& f) {
    std::string out;
    for (const auto& [by, before, after] : f.responsibilities) out += "  " + by + ": " + before + " > " + after + "\n";
    return out;
  };
  expect_the_same(
      [](const compared& c) { return c.ours.responsibilities == c.theirs.responsibilities; },
      [&](const compared& c) { return "check_design finds\n" + told(c.ours) + "the reference finds\n" + told(c.theirs); });
}

std::string written(const std::map<names, std::size_t>& circuits) {
  std::string out;
  for (const auto& [of, length] : circuits) {
    out += " ";
    for (const auto& o : of) out += " " + o;
    out += " in " + std::to_string(length) + "\n";
  }
  return out;
}

// The shortest of all is found. Of the others each is a circuit of its organisations; as it is looked for by the steps that
// enter one, not every set has to be found, nor by its very shortest.
TEST(CheckDesignAgainstReference, FindsTheShortestCircuits) {
  expect_the_same(
      [](const compared& c) {
        std::size_t ours = findings::longest_circuit + 1, theirs = ours;
        for (const auto& [of, length] : c.theirs.circuits) theirs = std::min(theirs, length);
        for (const auto& [of, length] : c.ours.circuits) {
          ours = std::min(ours, length);
          const auto same = c.theirs.circuits.find(of);
          if (length <= findings::longest_circuit && (same == c.theirs.circuits.end() || same->second > length))
            return false;
        }
        return ours == theirs;
      },
      [](const compared& c) {
        return "check_design finds\n" + written(c.ours.circuits) + "the reference finds\n" + written(c.theirs.circuits);
      });
}

// The designs are random: each fault has to occur in enough of them, and to be missing in enough.
TEST(CheckDesignAgainstReference, HasSeenEachFaultOftenEnough) {
  for (const auto fault : {design_fault::lapse, design_fault::nobody_responsible, design_fault::ping_pong,
                           design_fault::forced_exit, design_fault::broken_rule, design_fault::unasked_consent,
                           design_fault::broken_obligation, design_fault::trapped, design_fault::unreachable_service}) {
    constexpr std::size_t least = polku_test::rounds(100);
    std::size_t with = 0, without = 0;
    for (const auto& c : all_compared()) ++(c.check.count(fault) != 0 ? with : without);
    EXPECT_GE(with, least) << to_string(fault);
    EXPECT_GE(without, least) << to_string(fault);
  }
}

}  // namespace
