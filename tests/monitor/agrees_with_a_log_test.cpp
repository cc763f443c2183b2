// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// After any sequence of records, late, corrected, withdrawn, with time passing in between, a monitor says what the analyses
// of a log say of the same records.

#include "../rounds.hpp"
#include "agreement.hpp"

namespace {

using namespace polku;
using namespace polku_test;

using source = polku_test::random_source;

TEST(Monitor, AgreesWithTheAnalysesOfALogAfterEachStep) {
  std::map<obligation_outcome, int> lapsed_by_time;
  for (int n = 0; n < polku_test::rounds(6'000); ++n) {
    source random(static_cast<std::uint64_t>(n));
    auto options = make_options(random);
    options.how.absent_means_none = random.one_in(2);
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
  EXPECT_GT(lapsed_by_time[obligation_outcome::violated], polku_test::rounds(1000));
  EXPECT_GT(lapsed_by_time[obligation_outcome::met], polku_test::rounds(100));
  EXPECT_GT(lapsed_by_time[obligation_outcome::lapsed], polku_test::rounds(20));
}

// Records of one client or two over a long time, most of them as they happen, so that much is settled for good before the
// next one comes; now and then a late, corrected or withdrawn one all the same.
TEST(Monitor, AgreesWithTheAnalysesOfALogThroughoutLongHistories) {
  for (int n = 0; n < polku_test::rounds(250); ++n) {
    source random(static_cast<std::uint64_t>(n) + 2'000'000);
    auto options = make_options(random);
    options.how.absent_means_none = !random.one_in(8);
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

std::size_t saved_size(const monitor& watch) {
  std::ostringstream state;
  watch.save(state);
  return state.str().size();
}

// A record of every sort, so that what can be evaluated does not change any more.
std::vector<any_record> one_of_each() {
  return {episode{.client = "z",
                  .service = "P",
                  .organisation = "P",
                  .role = "coach",
                  .worker = "w",
                  .phase = "mapping",
                  .start = day(0),
                  .end = day(1)},
          milestone{"z", day(0), "start"}, plan{"z", "own", day(0), day(1)}, consent{"z", "P", day(0), day(1)},
          handover{"z", day(0), "P", "Q", manner::warm, handover_status::proposed}};
}

// Records given together are answered as those given one by one, clients that come up among them and records that cannot be
// used included.
TEST(Monitor, TakesRecordsTogetherAsOneByOne) {
  std::size_t given = 0, refused = 0;
  for (int n = 0; n < polku_test::rounds(200); ++n) {
    SCOPED_TRACE(testing::Message() << "sequence " << n);
    source random(static_cast<std::uint64_t>(n) + 4'000'000);
    const auto options = make_options(random);
    monitor one_by_one(options, day(0)), together(options, day(0));
    for (int batch = 0; batch < 6; ++batch) {
      // Names of any length, of so many clients that their table grows and clients of one place in it meet.
      std::vector<std::string> names;
      std::vector<any_record> records;
      const auto size = static_cast<std::size_t>(random.upto(60));
      while (names.size() < size)
        names.push_back(std::to_string(random.upto(300)).append(random.one_in(4) ? "-of-an-office-elsewhere" : ""));
      for (const auto& name : names) {
        records.push_back(make_record(random, 12));
        std::visit([&](auto& r) { r.client = random.one_in(20) ? std::string_view() : std::string_view(name); },
                   records.back());
      }
      std::size_t next = 0;
      together.add_all(records, [&](std::size_t i, const monitor_answer& answer) {
        ASSERT_EQ(i, next++);
        const auto expected = std::visit([&](const auto& r) { return one_by_one.add(r); }, records[i]);
        ASSERT_EQ(answer.check.reason, expected.check.reason);
        ASSERT_EQ(static_cast<bool>(answer), static_cast<bool>(expected));
        ASSERT_TRUE(std::equal(answer.caused.begin(), answer.caused.end(), expected.caused.begin(), expected.caused.end()));
        refused += answer ? 0 : 1;
      });
      ASSERT_EQ(next, size);
      given += size;
      const auto now = together.now() + days(random.upto(3));
      ASSERT_EQ(together.advance_to(now), one_by_one.advance_to(now));
    }
    std::stringstream a, b;
    one_by_one.save(a);
    together.save(b);
    ASSERT_EQ(a.str(), b.str());
  }
  EXPECT_GT(refused, given / 100);
  EXPECT_LT(refused, given / 10);
}

// Where no record is later than what is kept, a monitor that drops what is over says the same as one that keeps it.
TEST(Monitor, AgreesWithOneThatKeepsAllWhereHistoryIsLimited) {
  std::size_t kept_bytes = 0, all_bytes = 0;
  for (int n = 0; n < polku_test::rounds(400); ++n) {
    source random(static_cast<std::uint64_t>(n) + 3'000'000);
    auto options = make_options(random);
    options.how.absent_means_none = true;
    const int limit = random.upto(12);
    auto limited = options;
    limited.keep_history = days(limit);
    monitor all(options, day(0)), watch(limited, day(0));
    std::vector<any_record> records;
    const auto expect_same_answers = [&](const monitor_answer& a, const monitor_answer& b) {
      ASSERT_TRUE(a);
      ASSERT_TRUE(b);
      ASSERT_TRUE(std::equal(a.caused.begin(), a.caused.end(), b.caused.begin(), b.caused.end()));
    };
    const auto give = [&](const any_record& r) {
      std::visit([&](const auto& one) { expect_same_answers(all.add(one), watch.add(one)); }, r);
      records.push_back(r);
    };
    for (const auto& r : one_of_each()) give(r);
    for (int step = 200; step > 0; --step) {
      SCOPED_TRACE(testing::Message() << "sequence " << n << ", " << step << " steps left");
      const auto in_time = all.now() - days(limit);
      const auto what = random.upto(99);
      if (what < 60) {
        const auto since_start = all.now() - day(0);
        auto r = make_record(random, 4 + limit);
        const auto moved = [&](auto& t) { t = t + since_start - days(limit); };
        std::visit(
            [&](auto& one) {
              if constexpr (requires { one.start; }) {
                moved(one.start);
                if (one.end) moved(*one.end);
              } else if constexpr (requires { one.at; }) {
                moved(one.at);
              } else {
                moved(one.from);
                if (one.until) moved(*one.until);
              }
            },
            r);
        if (begin_of(r) >= in_time) give(r);
      } else if (what < 85) {
        const auto to = all.now() + days(random.upto(3)) + duration::from_microseconds(random.upto(1));
        ASSERT_EQ(all.advance_to(to), watch.advance_to(to));
      } else {
        auto& r = last_same(records, records[static_cast<std::size_t>(random.upto(static_cast<int>(records.size()) - 1))]);
        if (auto* const e = std::get_if<episode>(&r);
            what < 95 && e && e->start < all.now() && e->end.value_or(open_end) > all.now()) {
          const auto at = all.now() + days(random.upto(2));
          expect_same_answers(all.end(*e, at), watch.end(*e, at));
          e->end = at;
        } else if (begin_of(r) >= in_time && client_of(r) != "z") {
          std::visit([&](const auto& one) { expect_same_answers(all.withdraw(one), watch.withdraw(one)); }, r);
          records.erase(records.begin() + (&r - records.data()));
        }
      }
      if (random.one_in(8)) {
        std::stringstream state;
        watch.save(state);
        watch = monitor::restore(state, limited);
      }
      ASSERT_EQ(watch.counts(), all.counts());
      ASSERT_EQ(watch.gap_outcomes(), all.gap_outcomes());
      ASSERT_EQ(watch.handover_outcomes(), all.handover_outcomes());
      ASSERT_EQ(watch.due(1'000), all.due(1'000));
      if (testing::Test::HasFatalFailure()) return;
    }
    ASSERT_EQ(watch.late_count(), 0u);
    ASSERT_EQ(watch.record_count(), all.record_count());
    kept_bytes += saved_size(watch);
    all_bytes += saved_size(all);
  }
  EXPECT_LT(kept_bytes, all_bytes);
}

// A deadline is the last moment that is in time: while nothing more is recorded, all is pending until then, and failed at
// the next.
TEST(Monitor, TellsTheDeadlineToTheMoment) {
  int seen = 0;
  for (int n = 0; n < polku_test::rounds(6'000); ++n) {
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
  EXPECT_GT(seen, polku_test::rounds(500));
}

}  // namespace
