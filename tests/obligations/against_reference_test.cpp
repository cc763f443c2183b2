// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Obligations against a slow implementation that was written from the definitions, on random small logs.

#include "../days.hpp"
#include "../random_source.hpp"
#include "../rounds.hpp"
#include "reference.hpp"

#include <polku/analysis/parallel_scan.hpp>
#include <polku/model/find_problems.hpp>
#include <polku/model/text.hpp>
#include <polku/obligations/count_obligations.hpp>
#include <polku/obligations/find_violations.hpp>

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <sstream>

namespace {

using namespace polku;
using obligation_reference::forever;
using obligation_reference::record;
using polku_test::day;
using polku_test::number;

using source = polku_test::random_source;

struct random_log {
  std::vector<std::pair<std::string, record>> records;  // with their clients
  int cutoff = 0;
};

random_log make_random_log(source& random) {
  random_log log;
  const int horizon = 3 + random.upto(20), clients = 1 + random.upto(2);
  const bool has_organisations = !random.one_in(4), has_roles = !random.one_in(4);
  const int points = random.one_in(4) ? 1 : 5;
  log.cutoff = horizon - random.upto(3);
  const auto client = [&] { return std::string(1, static_cast<char>('a' + random.upto(clients - 1))); };
  const auto end = [&](int start) -> obligation_reference::time {
    if (random.one_in(points)) return start;
    return random.one_in(5) ? forever : start + 1 + random.upto(horizon / 2);
  };
  for (int i = random.upto(7); i > 0; --i) {
    const int start = random.upto(horizon);
    record r{record::sort::episode, start, end(start), random.one_of<const char*>({"P", "Q", "R"})};
    if (has_organisations) r.organisation = random.one_of<const char*>({"P", "Q", ""});
    if (has_roles) r.role = random.one_of<const char*>({"own worker", "coach", ""});
    log.records.push_back({client(), r});
  }
  for (int i = random.upto(4); i > 0; --i) {
    const int at = random.upto(horizon);
    log.records.push_back(
        {client(), {record::sort::milestone, at, at, random.one_of<const char*>({"exit", "start", "contact"})}});
  }
  for (int i = random.upto(3); i > 0; --i) {
    const int start = random.upto(horizon + 2) - 2;
    log.records.push_back(
        {client(), {record::sort::plan, start, end(start), random.one_of<const char*>({"activation", "own"})}});
  }
  for (int i = random.upto(3); i > 0; --i) {
    const int start = random.upto(horizon + 2) - 2;
    log.records.push_back({client(), {record::sort::consent, start, end(start), random.one_of<const char*>({"P", "Q"})}});
  }
  for (int i = random.upto(3); i > 0; --i) {
    const int at = random.upto(horizon);
    record r{record::sort::handover, at, at, random.one_of<const char*>({"P", "Q", "nobody"})};
    r.is_declined = random.one_in(4);
    log.records.push_back({client(), r});
  }
  return log;
}

event_log make_log(const random_log& from) {
  log_builder builder;
  int handovers = 0;
  for (const auto& [client, r] : from.records) {
    const auto until = r.end == forever ? std::optional<time_point>() : std::optional(day(r.end));
    switch (r.what) {
      case record::sort::episode:
        (void)builder.add(episode{.client = client,
                                  .service = r.name,
                                  .organisation = r.organisation,
                                  .role = r.role,
                                  .start = day(r.start),
                                  .end = until});
        break;
      case record::sort::milestone:
        (void)builder.add(milestone{client, day(r.start), r.name});
        break;
      case record::sort::plan:
        (void)builder.add(plan{client, r.name, day(r.start), until});
        break;
      case record::sort::consent:
        (void)builder.add(consent{client, r.name, day(r.start), until});
        break;
      case record::sort::handover: {
        // From ever another party, so that each row is a handover of its own.
        const auto giver = "giver " + std::to_string(handovers++);
        (void)builder.add(handover{client, day(r.start), giver, r.name, manner::unknown,
                                   r.is_declined ? handover_status::declined : handover_status::accepted});
      }
    }
  }
  return builder.finish(day(from.cutoff));
}

std::vector<record> cut(const random_log& log) {
  std::vector<record> out;
  for (auto [client, r] : log.records) {
    if (r.start > log.cutoff) continue;
    if (r.end > log.cutoff) r.end = forever;
    out.push_back(r);
  }
  return out;
}

obligation make_obligation(source& random) {
  const auto any = [&](bool lasts) {
    for (;;) {
      const auto s = random.one_of<subject>(
          {in_any_service(), in_service("P"), in_service("q"), with_organisation("P"), with_organisation(""),
           with_kind_of_organisation("company"), with_role("own_worker"), with_role(""), milestone_of("start"),
           milestone_of("Contact"), milestone_of("exit"), plan_of(), plan_of("activation"), consent_for(), consent_for("P"),
           handover_to(), handover_to("Q"), with_receiver()});
      if (!lasts || s.lasts()) return s;
    }
  };
  for (;;) {
    obligation o{.form = static_cast<obligation_form>(random.upto(7)), .when = any(false)};
    const bool is_alone = o.form == obligation_form::at_most_every || o.form == obligation_form::at_least_every;
    if (!is_alone) {
      o.needed.push_back(random.one_in(5) ? o.when : any(false));
      if (random.one_in(4)) o.needed.push_back(any(false));
    }
    if (o.form == obligation_form::stays_active && random.one_in(2)) o.until_first = any(false);
    if (!o.until_first || random.one_in(3)) o.limit = days(random.upto(8));
    o.times = static_cast<std::size_t>(random.upto(2));
    o.counts_running = random.one_in(2);
    if (find_problems(o).empty()) return o;
  }
}

// Subjects by the names that the reference knows; the library has to see through how they are written.
obligation by_exact_names(obligation o) {
  const auto exact = [](subject& s) {
    if (s.name == "q") s.name = "Q";
    if (s.name == "own_worker") s.name = "own worker";
    if (s.name == "Contact") s.name = "contact";
  };
  exact(o.when);
  for (auto& y : o.needed) exact(y);
  if (o.until_first) exact(*o.until_first);
  return o;
}

std::string print(const random_log& log, const obligation& o) {
  std::ostringstream out;
  constexpr const char* sorts[] = {"episode", "milestone", "plan", "consent", "handover"};
  for (const auto& [client, r] : log.records)
    out << client << ' ' << sorts[static_cast<int>(r.what)] << ' ' << r.name << ' ' << r.organisation << ' ' << r.role
        << " [" << r.start << ", " << r.end << ")" << (r.is_declined ? " declined" : "") << '\n';
  out << "cutoff " << log.cutoff << "; " << to_string(o) << '\n';
  return out.str();
}
std::string print(const obligation_reference::result& r) {
  std::ostringstream out;
  for (const auto& [name, n] : r.outcomes)
    if (n != 0) out << name << ' ' << n << ' ';
  for (const auto& v : r.violated) out << '[' << v.start << ',' << v.end << ") of " << v.trigger << ' ';
  return out.str();
}

const obligation_options options{.organisations = {{"Q", "Company"}, {"P", ""}}, .absent_means_none = true};

TEST(ObligationsAgainstReference, AgreeOnRandomLogs) {
  source random(20220905);
  std::map<std::pair<int, std::string>, int> seen;
  for (int n = 0; n < polku_test::rounds(40'000); ++n) {
    const auto drawn = make_random_log(random);
    const auto o = make_obligation(random);
    const auto exact = by_exact_names(o);
    const auto log = make_log(drawn);
    const auto records = cut(drawn);
    bool log_has_organisations = false;
    for (const auto& r : records)
      log_has_organisations = log_has_organisations || (r.what == record::sort::episode && !r.organisation.empty());

    const auto counts = count_obligations(log, {o}, options)[0];
    const auto violations = find_violations(log, {o}, options);
    counted expected[4];
    for (std::uint32_t i = 0; i < log.client_count(); ++i) {
      const std::string name(log.name_of(client_id{i}));
      obligation_reference::client c{{}, {}, drawn.cutoff, log_has_organisations, {{"Q", "company"}}};
      std::size_t k = 0;
      for (const auto& [client, r] : drawn.records) {
        if (r.start > drawn.cutoff) continue;
        if (client == name) {
          c.records.push_back(records[k]);
          if (r.what == record::sort::milestone && r.name == "exit") c.exits.push_back(r.start);
        }
        ++k;
      }
      std::sort(c.exits.begin(), c.exits.end());
      auto kinded = exact;  // the kind is written otherwise in the options
      const auto slow = obligation_reference::evaluation(c, kinded).run();
      obligation_reference::result quick{slow.outcomes, {}};
      for (const auto& v : violations)
        if (v.client == client_id{i}) quick.violated.push_back({number(v.start), number(v.end), number(v.trigger)});
      ASSERT_EQ(print(slow), print(quick)) << "client " << name << " of log " << n << '\n' << print(drawn, o);
      constexpr const char* names[] = {"met", "violated", "pending", "lapsed"};
      for (int k4 = 0; k4 < 4; ++k4) {
        const auto it = slow.outcomes.find(names[k4]);
        const auto count = it == slow.outcomes.end() ? 0 : it->second;
        expected[k4].add(static_cast<std::size_t>(count));
        seen[{static_cast<int>(o.form), names[k4]}] += count;
      }
    }
    for (int k = 0; k < 4; ++k)
      ASSERT_EQ(expected[k], counts.of_outcome[k]) << k << " of log " << n << '\n' << print(drawn, o);
  }
  // Every outcome that a form can have was there often.
  for (int form = 0; form < 8; ++form)
    for (const std::string name : {"met", "violated", "pending", "lapsed"}) {
      const bool is_possible =
          (form != static_cast<int>(obligation_form::preceded_by) || name == "met" || name == "violated") &&
          (form != static_cast<int>(obligation_form::at_least_every) || name != "lapsed");
      if (is_possible) {
        EXPECT_GT((seen[{form, name}]), polku_test::rounds(50)) << form << ' ' << name;
      }
    }
}

TEST(ObligationsAgainstReference, DoNotDependOnTheNumberOfThreads) {
  source random(1);
  log_builder builder;
  std::vector<obligation> all;
  for (int i = 0; i < 30; ++i) all.push_back(make_obligation(random));
  for (int c = 0; c < 400; ++c) {
    const auto client = "client " + std::to_string(c);
    for (int i = random.upto(6); i >= 0; --i) {
      const int start = random.upto(40);
      (void)builder.add(episode{.client = client,
                                .service = random.one_of<const char*>({"P", "Q"}),
                                .organisation = random.one_of<const char*>({"P", "Q"}),
                                .role = random.one_of<const char*>({"own worker", "coach"}),
                                .start = day(start),
                                .end = day(start + random.upto(10))});
      (void)builder.add(milestone{client, day(random.upto(40)), random.one_of<const char*>({"exit", "start", "contact"})});
      (void)builder.add(plan{client, "activation", day(start), day(start + 5)});
      (void)builder.add(consent{client, "P", day(start), day(start + 5)});
      (void)builder.add(handover{client, day(start), "Q", "P", manner::warm, static_cast<handover_status>(random.upto(2))});
    }
  }
  const auto log = builder.finish();
  const pathways paths(log);
  const auto run = [&](unsigned threads) {
    obligation_tally tally(log, all, options);
    violation_list list(log, all, options);
    parallel_scan(paths, threads, tally, list);
    return std::pair(std::move(tally).result(), std::move(list).result());
  };
  const auto one = run(1);
  EXPECT_EQ(run(3), one);
  EXPECT_EQ(one.first, count_obligations(log, all, options));
  EXPECT_EQ(one.second, find_violations(log, all, options));
  EXPECT_GT(one.second.size(), 1000u);
}

}  // namespace
