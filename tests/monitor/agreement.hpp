// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "../random_source.hpp"
#include "as_a_log.hpp"

#include <polku/model/find_problems.hpp>
#include <polku/model/text.hpp>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace polku_test {

using namespace polku;

inline obligation make_obligation(random_source& random) {
  const auto any = [&] {
    return random.one_of<subject>({in_any_service(),        in_service("P"),
                                   in_service("q"),         with_organisation("P"),
                                   with_organisation(""),   with_kind_of_organisation("company"),
                                   with_role("own_worker"), with_role(""),
                                   with_worker("w"),        in_phase("2"),
                                   milestone_of("start"),   milestone_of("Contact"),
                                   milestone_of("exit"),    plan_of(),
                                   plan_of("activation"),   consent_for(),
                                   consent_for("P"),        handover_to(),
                                   handover_to("Q"),        with_receiver()});
  };
  for (;;) {
    obligation o{.form = static_cast<obligation_form>(random.upto(7)), .when = any()};
    const bool is_alone = o.form == obligation_form::at_most_every || o.form == obligation_form::at_least_every;
    if (!is_alone) {
      o.needed.push_back(random.one_in(5) ? o.when : any());
      if (random.one_in(4)) o.needed.push_back(any());
    }
    if (o.form == obligation_form::stays_active && random.one_in(2)) o.until_first = any();
    if (!o.until_first || random.one_in(3)) o.limit = days(random.upto(8));
    o.times = static_cast<std::size_t>(random.upto(2));
    o.counts_running = random.one_in(2);
    if (find_problems(o).empty()) return o;
  }
}

// Watches some obligations, and gaps and handovers or not.
inline monitor_options make_options(random_source& random) {
  monitor_options o{.how = {.organisations = {{"Q", "Company"}, {"P", ""}}}};
  for (int i = random.upto(3); i >= 0; --i) o.obligations.push_back(make_obligation(random));
  if (!random.one_in(3)) {
    o.gaps = gap_watch{.warning = days(random.upto(6))};
    if (random.one_in(2)) o.gaps->gaps.tolerance = days(random.upto(3));
    if (random.one_in(3)) o.gaps->gaps.exits = {"start", "exit"};
    if (random.one_in(2)) o.gaps->supports = [](const episode& e) { return e.service != "R" && e.role != "coach"; };
  }
  if (!random.one_in(3)) o.handovers = handover_watch{.horizon = days(random.upto(8))};
  return o;
}

inline any_record make_record(random_source& random, int horizon) {
  const auto client = random.one_of<const char*>({"a", "a", "b", "c"});
  const int start = random.upto(horizon);
  const auto moved = [&](int at) {
    return random.one_in(6) ? day(at) + duration::from_microseconds(random.upto(2) - 1) : day(at);
  };
  const auto begin = moved(start);
  const auto end = [&]() -> std::optional<time_point> {
    if (random.one_in(5)) return begin;
    if (random.one_in(4)) return std::nullopt;
    return moved(start + 1 + random.upto(horizon / 2));
  };
  switch (random.upto(8)) {
    case 0:
    case 1:
      return milestone{client, begin, random.one_of<const char*>({"exit", "start", "contact", "Contact"})};
    case 2:
      return plan{client, random.one_of<const char*>({"activation", "own"}), begin, end()};
    case 3:
      return consent{client, random.one_of<const char*>({"P", "Q"}), begin, end()};
    case 4:
      return handover{client,
                      begin,
                      random.one_of<const char*>({"P", "Q", "R"}),
                      random.one_of<const char*>({"P", "Q", "nobody"}),
                      manner::warm,
                      static_cast<handover_status>(random.upto(2))};
    default:
      return episode{.client = client,
                     .service = random.one_of<const char*>({"P", "Q", "R"}),
                     .organisation = random.one_of<const char*>({"P", "Q", ""}),
                     .role = random.one_of<const char*>({"own worker", "coach", ""}),
                     .worker = random.one_of<const char*>({"w", ""}),
                     .phase = random.one_of<const char*>({"mapping", "job search", ""}),
                     .start = begin,
                     .end = end()};
  }
}

// By what it is about, then obligation.
inline std::size_t number_of(const matter& m) { return static_cast<std::size_t>(m.about) * 1'000 + m.obligation; }

// What a monitor has told so far: for every matter the outcomes that it must have by now.
class told {
 public:
  void take(const matter_change& c) {
    if (c.is_reminder) return;
    auto& of = known_[{index_of(c.matter.client), number_of(c.matter), c.matter.trigger, c.matter.kind}];
    if (c.before) {
      auto at = std::find(of.begin(), of.end(), *c.before);
      ASSERT_NE(at, of.end()) << "told of a matter that it never told of before";
      of.erase(at);
    }
    if (c.after) of.push_back(*c.after);
  }
  // In the order of matters.
  [[nodiscard]] std::vector<std::tuple<std::size_t, time_point, record_kind, obligation_outcome>> of(
      client_id client) const {
    std::vector<std::tuple<std::size_t, time_point, record_kind, obligation_outcome>> out;
    for (const auto& [key, outcomes] : known_)
      if (std::get<0>(key) == index_of(client))
        for (const auto o : outcomes) out.emplace_back(std::get<1>(key), std::get<2>(key), std::get<3>(key), o);
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  std::map<std::tuple<std::uint32_t, std::size_t, time_point, record_kind>, std::vector<obligation_outcome>> known_;
};

// The words that a log and a monitor call parties by, whichever of them each met first.
inline std::string term(const label_table& names, label l) {
  std::string out(l == label::none ? "-" : names[l]);
  for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

inline void add(counted (&of)[4], const std::vector<obligation_outcome>& outcomes) {
  std::size_t n[4] = {0, 0, 0, 0};
  for (const auto o : outcomes) ++n[static_cast<std::size_t>(o)];
  for (std::size_t k = 0; k < 4; ++k) of[k].add(n[k]);
}

// Which outcome the gaps of a log have as matters.
inline obligation_outcome outcome_of(const coverage_gap& g, duration warning) {
  if (g.length() > warning) return obligation_outcome::violated;
  if (g.kind == gap_kind::trailing) return obligation_outcome::pending;
  return g.kind == gap_kind::before_exit ? obligation_outcome::lapsed : obligation_outcome::met;
}
inline obligation_outcome outcome_of(handover_outcome o) {
  constexpr obligation_outcome as[] = {obligation_outcome::met, obligation_outcome::violated, obligation_outcome::pending,
                                       obligation_outcome::lapsed};
  return as[static_cast<std::size_t>(o)];
}

// What a log says of gaps.
struct gaps_of_log {
  gaps_of_log(const event_log& log, const gap_watch& how)
      : found(find_gaps(log, how.gaps, [&](const episode& e) { return !how.supports || how.supports(e); })),
        counts(count_gaps(log, how.gaps, [&](const episode& e) { return !how.supports || how.supports(e); })) {
    for (std::size_t i = 0; i < found.size();) {
      std::vector<obligation_outcome> of_client;
      for (const auto c = found[i].client; i < found.size() && found[i].client == c; ++i)
        of_client.push_back(outcome_of(found[i], how.warning));
      add(outcomes.of_outcome, of_client);
    }
  }
  std::vector<coverage_gap> found;
  gap_counts counts;
  matter_counts outcomes;
};
// What a log says of the handovers that are recorded.
struct handovers_of_log {
  handovers_of_log(const event_log& log, duration horizon)
      : found(find_handovers(log, {.horizon = horizon})), counts(polku::count_handovers(log, {.horizon = horizon})) {
    if (found.are_inferred) found.handovers.clear();
    const auto& all = found.handovers;
    for (std::size_t i = 0; i < all.size();) {
      std::vector<obligation_outcome> of_client;
      for (const auto c = all[i].client; i < all.size() && all[i].client == c; ++i)
        of_client.push_back(outcome_of(all[i].outcome));
      add(outcomes.of_outcome, of_client);
    }
  }
  found_handovers found;
  handover_counts counts;
  matter_counts outcomes;
};

inline void expect_same_gaps(monitor& watch, const event_log& log) {
  const gaps_of_log expected(log, *watch.options().gaps);
  const pathways paths(log);
  const auto& names = paths.names();
  std::size_t seen = 0;
  for (std::uint32_t c = 0; c < log.client_count(); ++c)
    for (const auto& g : watch.gaps(*watch.find_client(log.name_of(client_id{c})))) {
      ASSERT_LT(seen, expected.found.size());
      const auto& e = expected.found[seen++];
      ASSERT_EQ(e.client, client_id{c});
      ASSERT_EQ(std::tuple(g.kind, g.start, g.end), std::tuple(e.kind, e.start, e.end));
      ASSERT_EQ(watch.names_of_parties()[g.before], names[e.before]);
      ASSERT_EQ(watch.names_of_parties()[g.after], names[e.after]);
    }
  ASSERT_EQ(seen, expected.found.size());
  ASSERT_EQ(watch.gap_outcomes(), expected.outcomes);
  const auto counts = watch.count_gaps();
  ASSERT_EQ(counts.total, expected.counts.total);
  ASSERT_EQ(counts.length, expected.counts.length);
  for (std::size_t k = 0; k < 4; ++k) ASSERT_EQ(counts.of_kind[k], expected.counts.of_kind[k]);
  const auto by_name = [](const std::vector<gap_pair>& pairs, const label_table& of) {
    std::map<std::pair<std::string_view, std::string_view>, std::tuple<std::size_t, std::size_t, double>> out;
    for (const auto& p : pairs) out[{of[p.before], of[p.after]}] = {p.count, p.clients, p.length.in_days()};
    return out;
  };
  ASSERT_EQ(by_name(counts.pairs, watch.names_of_parties()), by_name(expected.counts.pairs, names));
}

inline void expect_same_handovers(monitor& watch, const event_log& log) {
  const handovers_of_log expected(log, watch.options().handovers->horizon);
  std::size_t seen = 0;
  for (std::uint32_t c = 0; c < log.client_count(); ++c)
    for (const auto& h : watch.handovers(*watch.find_client(log.name_of(client_id{c})))) {
      ASSERT_LT(seen, expected.found.handovers.size());
      const auto& e = expected.found.handovers[seen++];
      ASSERT_EQ(e.client, client_id{c});
      ASSERT_EQ(
          std::tuple(h.at, h.manner, h.status, h.outcome, h.consent, h.latency, h.is_overlapping, h.is_receiver_known),
          std::tuple(e.at, e.manner, e.status, e.outcome, e.consent, e.latency, e.is_overlapping, e.is_receiver_known));
      ASSERT_EQ(term(watch.names_of_parties(), h.from), term(expected.found.names, e.from));
      ASSERT_EQ(term(watch.names_of_parties(), h.to), term(expected.found.names, e.to));
    }
  ASSERT_EQ(seen, expected.found.handovers.size());
  ASSERT_EQ(watch.handover_outcomes(), expected.outcomes);
  const auto counts = watch.count_handovers();
  if (expected.counts.are_inferred) {
    ASSERT_EQ(counts.total.all.count, 0u);
    return;
  }
  ASSERT_EQ(counts.total, expected.counts.total);
  const auto by_name = [](const handover_counts& from) {
    std::map<std::pair<std::string, std::string>, handover_figures> out;
    for (const auto& p : from.pairs) out[{term(from.names, p.from), term(from.names, p.to)}] = p.figures;
    return out;
  };
  ASSERT_EQ(by_name(counts), by_name(expected.counts));
}

inline void expect_same(monitor& watch, const std::vector<any_record>& records, const told& changes) {
  const auto& o = watch.options();
  const auto log = log_at(records, watch.now());
  ASSERT_EQ(watch.counts(), count_obligations(log, o.obligations, o.how));
  const auto expected = find_violations(log, o.obligations, o.how);
  std::size_t seen = 0;
  for (std::uint32_t c = 0; c < log.client_count(); ++c) {
    const auto client = watch.find_client(log.name_of(client_id{c}));
    ASSERT_TRUE(client);
    for (auto v : watch.violations(*client)) {
      ASSERT_LT(seen, expected.size());
      v.client = client_id{c};
      if (v.kind == record_kind::episodes) v.record += log.episodes_of(client_id{c}).first;
      ASSERT_EQ(v, expected[seen++]);
    }
  }
  ASSERT_EQ(seen, expected.size());
  if (o.gaps) {
    ASSERT_NO_FATAL_FAILURE(expect_same_gaps(watch, log));
  }
  if (o.handovers) {
    ASSERT_NO_FATAL_FAILURE(expect_same_handovers(watch, log));
  }
  // What was told, change by change, adds up to what is. And what falls due is all that is pending with a deadline.
  std::vector<matter> due;
  for (std::uint32_t c = 0; c < watch.client_count(); ++c) {
    std::vector<std::tuple<std::size_t, time_point, record_kind, obligation_outcome>> now;
    for (const auto& m : watch.standing(client_id{c})) {
      now.emplace_back(number_of(m), m.trigger, m.kind, m.outcome);
      if (m.falls_due()) due.push_back(m);
    }
    std::sort(now.begin(), now.end());
    ASSERT_EQ(changes.of(client_id{c}), now);
  }
  const auto order = [](const matter& a, const matter& b) {
    return std::tuple(a.deadline, a.client, number_of(a), a.trigger, a.kind) <
           std::tuple(b.deadline, b.client, number_of(b), b.trigger, b.kind);
  };
  std::sort(due.begin(), due.end(), order);
  std::vector<matter> listed;
  for (const auto& d : watch.due(1'000)) listed.push_back(d.matter);
  ASSERT_EQ(due, listed);
  for (const auto& m : due) {
    ASSERT_EQ(m.outcome, obligation_outcome::pending);
    ASSERT_GE(m.deadline, watch.now());
  }
}

}  // namespace polku_test
