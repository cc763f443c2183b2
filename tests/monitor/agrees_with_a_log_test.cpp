// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// After any sequence of records, late, corrected, withdrawn, with time passing in between, a monitor says what the analyses
// of a log say of the same records.

#include "../random_source.hpp"
#include "as_a_log.hpp"

#include <polku/model/find_problems.hpp>
#include <polku/model/text.hpp>

#include <map>

namespace {

using namespace polku;
using namespace polku_test;

using source = polku_test::random_source;

obligation make_obligation(source& random) {
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

any_record make_record(source& random, int horizon) {
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

// What a monitor has told so far: for every matter the outcomes that it must have by now.
class told {
 public:
  void take(const matter_change& c) {
    if (c.is_reminder) return;
    auto& of = known_[{index_of(c.matter.client), c.matter.obligation, c.matter.trigger, c.matter.kind}];
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

void expect_same(monitor& watch, const std::vector<any_record>& records, const told& changes) {
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
  // What was told, change by change, adds up to what is. And what falls due is all that is pending with a deadline.
  std::vector<matter> due;
  for (std::uint32_t c = 0; c < watch.client_count(); ++c) {
    std::vector<std::tuple<std::size_t, time_point, record_kind, obligation_outcome>> now;
    for (const auto& m : watch.standing(client_id{c})) {
      now.emplace_back(m.obligation, m.trigger, m.kind, m.outcome);
      if (m.falls_due()) due.push_back(m);
    }
    std::sort(now.begin(), now.end());
    ASSERT_EQ(changes.of(client_id{c}), now);
  }
  const auto order = [](const matter& a, const matter& b) {
    return std::tie(a.deadline, a.client, a.obligation, a.trigger, a.kind) <
           std::tie(b.deadline, b.client, b.obligation, b.trigger, b.kind);
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

TEST(Monitor, AgreesWithTheAnalysesOfALogAfterEachStep) {
  std::map<obligation_outcome, int> lapsed_by_time;
  for (int n = 0; n < 6'000; ++n) {
    source random(static_cast<std::uint64_t>(n));
    monitor_options options{.how = {.organisations = {{"Q", "Company"}, {"P", ""}}, .absent_means_none = random.one_in(2)}};
    for (int i = random.upto(3); i >= 0; --i) options.obligations.push_back(make_obligation(random));
    const int horizon = 3 + random.upto(20);
    monitor watch(options, day(random.upto(horizon / 2)));
    std::vector<any_record> records;
    told changes;
    const auto take = [&](const monitor_answer& answer) {
      ASSERT_TRUE(answer);
      for (const auto& c : answer.caused) {
        ASSERT_EQ(c.at, watch.now());
        changes.take(c);
      }
    };
    for (int step = 5 + random.upto(15); step > 0; --step) {
      SCOPED_TRACE(testing::Message() << "sequence " << n << ", " << step << " steps left");
      const auto what = random.upto(9);
      if (what < 5 || records.empty()) {
        records.push_back(make_record(random, horizon));
        std::visit([&](const auto& r) { take(watch.add(r)); }, records.back());
      } else if (what < 7) {
        const auto to = std::max(watch.now(), day(random.upto(horizon)) + duration::from_microseconds(random.upto(2) - 1));
        auto last = watch.now();
        for (const auto& c : watch.advance_to(to)) {
          ASSERT_GE(c.at, last);
          ASSERT_LE(c.at, to);
          last = c.at;
          if (c.after) ++lapsed_by_time[*c.after];
          changes.take(c);
        }
      } else {
        auto& r = last_same(records, records[static_cast<std::size_t>(random.upto(static_cast<int>(records.size()) - 1))]);
        if (what == 7) {
          std::visit([&](const auto& one) { take(watch.withdraw(one)); }, r);
          records.erase(records.begin() + (&r - records.data()));
        } else {
          any_record other = make_record(random, horizon);
          while (other.index() != r.index()) other = make_record(random, horizon);
          const bool stays = client_of(other) == client_of(r);
          std::visit([&](const auto& one) { take(watch.correct(one, std::get<std::remove_cvref_t<decltype(one)>>(other))); },
                     r);
          if (stays) {
            r = other;
          } else {
            records.erase(records.begin() + (&r - records.data()));
            records.push_back(other);
          }
        }
      }
      if (random.one_in(6)) {
        std::stringstream state;
        watch.save(state);
        watch = monitor::restore(state, options);
      }
      expect_same(watch, records, changes);
      if (testing::Test::HasFatalFailure()) return;
    }
    ASSERT_EQ(watch.record_count(), records.size());
  }
  EXPECT_GT(lapsed_by_time[obligation_outcome::violated], 1000);
  EXPECT_GT(lapsed_by_time[obligation_outcome::met], 100);
  EXPECT_GT(lapsed_by_time[obligation_outcome::lapsed], 20);
}

// Records of one client or two over a long time, most of them as they happen, so that much is settled for good before the
// next one comes; now and then a late, corrected or withdrawn one all the same.
TEST(Monitor, AgreesWithTheAnalysesOfALogThroughoutLongHistories) {
  for (int n = 0; n < 250; ++n) {
    source random(static_cast<std::uint64_t>(n) + 2'000'000);
    monitor_options options{.how = {.organisations = {{"Q", "Company"}, {"P", ""}}, .absent_means_none = !random.one_in(8)}};
    for (int i = random.upto(3); i >= 0; --i) options.obligations.push_back(make_obligation(random));
    monitor watch(options, day(0));
    std::vector<any_record> records;
    told changes;
    const auto take = [&](const monitor_answer& answer) {
      ASSERT_TRUE(answer);
      for (const auto& c : answer.caused) changes.take(c);
    };
    const bool has_late_ones = random.one_in(2), has_handovers = random.one_in(3);
    for (int step = 300; step > 0; --step) {
      SCOPED_TRACE(testing::Message() << "sequence " << n << ", " << step << " steps left");
      const auto what = random.upto(99);
      if (what < 60) {
        auto r = make_record(random, 4);
        while (r.index() == 1 && !has_handovers) r = make_record(random, 4);
        const auto since_start = watch.now() - day(0);
        std::visit(
            [&](auto& one) {
              one.client = random.one_in(4) ? "b" : "a";
              const auto later = [&](auto& t) { t = t + since_start; };
              if constexpr (requires { one.start; }) {
                later(one.start);
                if (one.end) later(*one.end);
              } else if constexpr (requires { one.at; }) {
                later(one.at);
              } else {
                later(one.from);
                if (one.until) later(*one.until);
              }
              const bool is_now = !random.one_in(4);  // else planned
              if constexpr (requires { one.start; }) {
                if (is_now && one.start != one.end) one.start = watch.now();
              } else if constexpr (requires { one.at; }) {
                if (is_now) one.at = watch.now();
              }
              if (check_record(one)) take(watch.add(one));
            },
            r);
        if (std::visit([](const auto& one) { return static_cast<bool>(check_record(one)); }, r)) records.push_back(r);
      } else if (what < 85) {
        const auto to = watch.now() + days(random.upto(3)) + duration::from_microseconds(random.upto(1));
        for (const auto& c : watch.advance_to(to)) changes.take(c);
      } else if (what < 95) {
        // What is active ends, now or soon.
        for (auto& one : records)
          if (auto* e = std::get_if<episode>(&one);
              e && e->start < watch.now() && e->end.value_or(open_end) > watch.now() && random.one_in(2)) {
            const auto at = watch.now() + days(random.upto(2));
            e = &std::get<episode>(last_same(records, one));
            take(watch.end(*e, at));
            e->end = at;
            break;
          }
      } else if (has_late_ones && !records.empty()) {
        auto& r = last_same(records, records[static_cast<std::size_t>(random.upto(static_cast<int>(records.size()) - 1))]);
        if (what < 97) {
          std::visit([&](const auto& one) { take(watch.withdraw(one)); }, r);
          records.erase(records.begin() + (&r - records.data()));
        } else {
          records.push_back(make_record(random, 20));
          std::visit([&](const auto& one) { take(watch.add(one)); }, records.back());
        }
      }
      expect_same(watch, records, changes);
      if (testing::Test::HasFatalFailure()) return;
    }
  }
}

// A deadline is the last moment that is in time: while nothing more is recorded, all is pending until then, and failed at
// the next.
TEST(Monitor, TellsTheDeadlineToTheMoment) {
  int seen = 0;
  for (int n = 0; n < 6'000; ++n) {
    source random(static_cast<std::uint64_t>(n) + 1'000'000);
    const monitor_options options{.obligations = {make_obligation(random)},
                                  .how = {.organisations = {{"Q", "Company"}, {"P", ""}}, .absent_means_none = true}};
    monitor watch(options, day(12));
    for (int i = random.upto(8); i >= 0; --i) {
      const auto r = make_record(random, 12);
      if (begin_of(r) <= watch.now()) std::visit([&](const auto& one) { ASSERT_TRUE(watch.add(one)); }, r);
    }
    for (;;) {
      const auto due = watch.due(1);
      if (due.empty()) break;
      const auto deadline = due[0].matter.deadline;
      for (const auto& c : watch.advance_to(deadline)) ASSERT_FALSE(c.became(obligation_outcome::violated)) << n;
      if (watch.due(1).empty() || watch.due(1)[0].matter.deadline != deadline) continue;
      ++seen;
      const auto changes = watch.advance_to(deadline + duration::from_microseconds(1));
      ASSERT_TRUE(std::any_of(changes.begin(), changes.end(), [](const matter_change& c) {
        return c.became(obligation_outcome::violated);
      })) << n;
      ASSERT_TRUE(watch.due(1).empty() || watch.due(1)[0].matter.deadline > deadline);
    }
  }
  EXPECT_GT(seen, 500);
}

}  // namespace
