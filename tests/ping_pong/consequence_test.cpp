// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// With what consequence clients are bounced: worked by hand, and against a slow implementation. Times are day numbers.

#include "../reference/consequence.hpp"
#include "../analysis/analysed.hpp"
#include "../reference/random_log.hpp"
#include "../rounds.hpp"

#include <polku/analysis/parallel_scan.hpp>
#include <polku/ping_pong/consequence.hpp>

#include <gtest/gtest.h>

#include <random>
#include <sstream>
#include <stdexcept>
#include <string>

namespace {

using namespace polku;
using polku_test::log_of;
using polku_test::number;
using polku_test::open;

std::string text(const distribution& d) {
  std::string out;
  for (const auto& v : d.values())
    for (std::size_t i = 0; i < v.count; ++i) out.append(" ").append(std::to_string(number(v.at)));
  return out;
}

// "3: 1 outcome (12) 1 exit 1 censored, 40 days"; the figures in brackets are the times to the outcomes.
std::string text(const follow_up_counts& c) {
  std::ostringstream out;
  out << c.followed << ": " << c.outcomes << " outcome (" << text(c.to_outcome) << " ) " << c.exits << " exit " << c.censored
      << " censored, " << c.time_at_risk.in_days() << " days";
  return out.str();
}
std::string text(std::vector<reference::time> times) {
  std::sort(times.begin(), times.end());
  std::string out;
  for (const auto t : times) out.append(" ").append(std::to_string(t));
  return out;
}
std::string text(const reference::group& g) {
  std::ostringstream out;
  out << g.followed << ": " << g.outcomes << " outcome (" << text(g.to_outcome) << " ) " << g.exits << " exit " << g.censored
      << " censored, " << g.at_risk << " days";
  return out.str();
}

// "job start 30" or "censored 40" after the only loop of a log.
std::string after_loop(const event_log& log, const follow_up_options& options = {}) {
  const auto loops = find_ping_pong(log, {.progress = {{}, {}}});
  const auto found = find_loop_consequences(log, loops, options);
  if (found.size() != 1) return std::to_string(found.size()).append(" loops");
  const auto& f = found[0].followed;
  const auto what = f.milestone == label::none ? to_string(f.ended_by) : log.milestone_kinds()[f.milestone];
  return std::string(what).append(" ").append(std::to_string(number(f.until)));
}

constexpr std::initializer_list<polku_test::spell> bounced = {
    {"A", 1, 10}, {"B", 10, 20}, {"A", 20, 30}, {"B", 30, 40}, {"A", 40, 50}};

TEST(LoopConsequences, AreTheTimeLostAndWhatCameFirstAfterTheLastReturn) {
  const auto log = log_of(bounced, {{25, "exit"}, {60, "exit"}, {70, "job start"}});
  const auto found = find_loop_consequences(log, find_ping_pong(log));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(number(found[0].departure), 10);
  EXPECT_EQ(number(found[0].last_return), 40);
  EXPECT_EQ(number(found[0].time_lost), 30);
  EXPECT_EQ(found[0].followed.ended_by, follow_up_end::exit);
  EXPECT_EQ(number(found[0].followed.length()), 20);
}

TEST(LoopConsequences, AreOutcomeExitOrCensoredAtTheCutoff) {
  EXPECT_EQ(after_loop(log_of(bounced, {{60, "job start"}, {70, "exit"}})), "job start 60");
  EXPECT_EQ(after_loop(log_of(bounced, {{60, "Study_Start"}})), "Study_Start 60");
  EXPECT_EQ(after_loop(log_of(bounced, {{60, "exit"}, {61, "job start"}})), "exit 60");
  EXPECT_EQ(after_loop(log_of(bounced, {{60, "referral"}, {30, "job start"}})), "censored 60");
  EXPECT_EQ(after_loop(log_of(bounced, {{60, "referral"}}), {.outcomes = {"Referral"}}), "referral 60");
  EXPECT_EQ(after_loop(log_of(bounced, {{60, "job start"}}, 55)), "censored 55");
}

TEST(LoopConsequences, CountAnOutcomeBeforeAnExitAtTheSameTime) {
  EXPECT_EQ(after_loop(log_of(bounced, {{60, "exit"}, {60, "job start"}})), "job start 60");
  EXPECT_EQ(after_loop(log_of(bounced, {{60, "job start"}, {60, "exit"}})), "job start 60");
}

TEST(LoopConsequences, BeginAtTheLastReturnButForAnExitThatEndedWhatWasBefore) {
  EXPECT_EQ(after_loop(log_of(bounced, {{40, "job start"}})), "job start 40");
  EXPECT_EQ(after_loop(log_of(bounced, {{40, "exit"}})), "censored 50");
  // A point event comes before an exit.
  EXPECT_EQ(after_loop(log_of({{"A", 1, 10}, {"B", 10, 20}, {"A", 20, 30}, {"B", 30, 30}}, {{30, "exit"}})), "exit 30");
}

TEST(LoopConsequences, LoseNoTimeWhereTheClientWasBackBeforeLeaving) {
  const auto log = log_of({{"A", 1, 50}, {"B", 10, 20}, {"A", 20, 30}, {"B", 30, 40}});
  const auto found = find_loop_consequences(log, find_ping_pong(pathways(log, {.reading = reading::succession})));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(number(found[0].departure), 50);
  EXPECT_EQ(found[0].time_lost, duration{});
}

TEST(LoopConsequences, StandBesideWhatCameOfClientsWithoutALoop) {
  const auto log = log_of({{"A", 0, 10, "bounced"},
                           {"B", 10, 20, "bounced"},
                           {"A", 20, 30, "bounced"},
                           {"B", 30, 40, "bounced"},
                           {"A", 0, 30, "straight"},
                           {"A", 50, 90, "late"}},
                          {{80, "job start", "bounced"}, {60, "job start", "straight"}, {5, "exit", "no episode"}}, 100);
  const auto found = measure_loop_consequences(log, {.landmark = days(30)});
  EXPECT_EQ(text(found.loops), "1: 1 outcome ( 50 ) 0 exit 0 censored, 50 days");
  EXPECT_EQ(text(found.time_lost), " 20");
  EXPECT_EQ(text(found.ever.with_loop), "1: 1 outcome ( 80 ) 0 exit 0 censored, 80 days");
  EXPECT_EQ(text(found.ever.without_loop), "2: 1 outcome ( 60 ) 0 exit 1 censored, 110 days");
  EXPECT_EQ(text(found.at_landmark.with_loop), "1: 1 outcome ( 50 ) 0 exit 0 censored, 50 days");
  EXPECT_EQ(text(found.at_landmark.without_loop), "2: 1 outcome ( 30 ) 0 exit 1 censored, 50 days");
}

TEST(LoopConsequences, TellClientsApartByWhatTheLogShowedAtTheLandmark) {
  const auto at = [&](int landmark) {
    const auto log = log_of(bounced, {{60, "exit"}});  // two returns by day 30, that is 29 after the first day
    const auto found = measure_loop_consequences(log, {.landmark = days(landmark)});
    return text(found.at_landmark.with_loop).append(" | ").append(text(found.at_landmark.without_loop));
  };
  EXPECT_EQ(at(28), "0: 0 outcome ( ) 0 exit 0 censored, 0 days | 1: 0 outcome ( ) 1 exit 0 censored, 31 days");
  EXPECT_EQ(at(29), "1: 0 outcome ( ) 1 exit 0 censored, 30 days | 0: 0 outcome ( ) 0 exit 0 censored, 0 days");
  // The follow-up, of 59 days, does not go on for longer than the landmark.
  EXPECT_EQ(at(59), "0: 0 outcome ( ) 0 exit 0 censored, 0 days | 0: 0 outcome ( ) 0 exit 0 censored, 0 days");
}

return_consequence pair(const event_log& log, const char* from, const char* via, int landmark = 180) {
  const auto& names = log.names(field::organisations);
  for (auto& r : measure_return_consequences(log, {}, days(landmark)))
    if (names[r.from] == from && names[r.via] == via) return r;
  throw std::runtime_error("no such pair");
}

TEST(ReturnConsequences, FollowFirstTransitionsByWhetherTheDirectReturnCame) {
  const auto log = log_of({{"A", 0, 10, "returned"},
                           {"B", 12, 20, "returned"},
                           {"A", 25, 30, "returned"},
                           {"A", 0, 10, "went on"},
                           {"B", 10, 20, "went on"},
                           {"C", 20, 30, "went on"},
                           {"A", 30, 31, "went on"},  // later
                           {"B", 31, 32, "went on"},
                           {"A", 32, 33, "went on"},
                           {"A", 0, 10, "undecided"},
                           {"B", 10, open, "undecided"},
                           {"B", 0, 10, "other way"},
                           {"A", 10, 20, "other way"}},
                          {{40, "job start", "returned"},
                           {5, "job start", "went on"},
                           {50, "exit", "went on"},
                           {60, "study start", "went on"},
                           {10, "exit", "undecided"}},
                          100);
  const auto ab = pair(log, "A", "B", 20);
  EXPECT_EQ(ab.returns, (counted{2, 2}));
  EXPECT_EQ(text(ab.returned), "1: 1 outcome ( 30 ) 0 exit 0 censored, 30 days");
  EXPECT_EQ(text(ab.time_lost), " 15");
  EXPECT_EQ(text(ab.went_on), "1: 0 outcome ( ) 1 exit 0 censored, 40 days");
  EXPECT_EQ(text(ab.undecided), "1: 0 outcome ( ) 1 exit 0 censored, 0 days");
  EXPECT_EQ(text(ab.returned_by_landmark), "1: 1 outcome ( 10 ) 0 exit 0 censored, 10 days");
  EXPECT_EQ(text(ab.not_returned_by_landmark), "1: 0 outcome ( ) 1 exit 0 censored, 20 days");
}

TEST(ReturnConsequences, AtTheLandmarkCountWhoReturnsLaterAmongThoseWhoHaveNot) {
  const auto log = log_of({{"A", 0, 10}, {"B", 12, 20}, {"A", 25, 30}}, {}, 100);
  EXPECT_EQ(pair(log, "A", "B", 15).returned_by_landmark.followed, 1u);
  EXPECT_EQ(pair(log, "A", "B", 14).not_returned_by_landmark.followed, 1u);
  EXPECT_EQ(pair(log, "A", "B", 2).not_returned_by_landmark.followed, 1u);
  const auto not_there_yet = pair(log, "A", "B", 1);
  EXPECT_EQ(not_there_yet.returned_by_landmark.followed + not_there_yet.not_returned_by_landmark.followed, 0u);
}

TEST(ReturnConsequences, ListPairsWithADirectReturnOnly) {
  const auto log = log_of({{"A", 0, 10}, {"B", 10, 20}, {"A", 20, 30}, {"C", 30, 40}});
  EXPECT_EQ(measure_return_consequences(log).size(), 1u);
  EXPECT_EQ(measure_consequences(log).returns, measure_return_consequences(log));
}

TEST(ReturnConsequences, AreBySuccessionOnly) {
  const auto log = log_of({{"A", 0, 10}, {"B", 5, 20}, {"A", 10, 20}});
  EXPECT_EQ(pair(log, "A", "B").returned.followed, 1u);
  EXPECT_EQ(pair(log, "A", "B").time_lost, [] {
    distribution d;
    d.add(duration{});
    return d;
  }());
  EXPECT_THROW(return_consequence_tally(pathways(log, {.reading = reading::coverage}), {}, days(180)),
               std::invalid_argument);
}

TEST(Consequences, NeedALandmarkThatIsNotNegative) {
  const auto log = log_of({{"A", 0, 10}, {"B", 5, 20}, {"A", 10, 20}});
  const pathways paths(log, {.reading = reading::succession});
  EXPECT_THROW(return_consequence_tally(paths, {}, days(-1)), std::invalid_argument);
  EXPECT_THROW(loop_consequence_tally(paths, {.landmark = days(-1)}), std::invalid_argument);
}

// The reference cuts the log at the landmark. Episodes that begin together and end at different times would change places
// there, so none do.
void end_together(reference::log& log) {
  for (auto& e : log.episodes)
    for (const auto& first : log.episodes) {
      if (first.client != e.client || first.start != e.start || first.end == first.start || e.end == e.start) continue;
      e.end = first.end;
      break;
    }
}

void compare(reference::reading how, std::uint64_t seed, int logs) {
  std::mt19937_64 random(seed);
  for (int n = 0; n < logs; ++n) {
    auto whole = reference::random_log(random);
    auto o = reference::random_options(random, how);
    if (n % 3 != 0) o.bridge = 0;  // nor is a break closed there that a later episode bridges
    const std::set<std::string> outcomes = random() % 2 == 0 ? o.progress : std::set<std::string>{"referral"};
    const bool has_landmark = n % 3 != 0;
    const int landmark = has_landmark ? static_cast<int>(random() % 25) : 1'000;
    if (has_landmark) end_together(whole);

    std::ostringstream expected, actual;
    const auto loops = reference::effects_of_loops(whole, o, outcomes, landmark);
    expected << text(loops.loops) << " lost" << text(loops.time_lost) << '\n'
             << text(loops.with_loop) << '\n'
             << text(loops.without_loop) << '\n'
             << text(loops.with_loop_by_landmark) << '\n'
             << text(loops.without_loop_by_landmark) << '\n';
    auto by_succession = o;
    by_succession.how = reference::reading::succession;
    for (const auto& [pair, r] : reference::effects_of_returns(reference::cut(whole), by_succession, outcomes, landmark))
      expected << pair.first << pair.second << ' ' << r.returns << ' ' << r.who_returned.size() << '\n'
               << text(r.returned) << '\n'
               << text(r.went_on) << '\n'
               << text(r.undecided) << " lost" << text(r.time_lost) << '\n'
               << text(r.returned_by_landmark) << '\n'
               << text(r.not_returned_by_landmark) << '\n';

    const auto log = polku_test::make_log(whole);
    const pathways paths(log,
                         {.reading = how == reference::reading::coverage ? reading::coverage : reading::succession,
                          .bridge = days(static_cast<long>(o.bridge))},
                         field::organisations);
    consequence_options options{.follow_up = {{outcomes.begin(), outcomes.end()}, {o.exit}},
                                .ping_pong = {.progress = {{o.progress.begin(), o.progress.end()}, {}},
                                              .max_length = static_cast<std::size_t>(o.max_length),
                                              .window = days(static_cast<long>(o.window)),
                                              .min_returns = static_cast<std::size_t>(o.min_returns),
                                              .planned = {o.planned.begin(), o.planned.end()}},
                                .landmark = days(landmark)};
    if (!o.phase_rank.empty()) options.ping_pong.progress.phases = process({{"1"}, {"2"}, {"3"}, {"4"}, {"5"}});
    auto found = measure_consequences(paths, options);
    actual << text(found.loops.loops) << " lost" << text(found.loops.time_lost) << '\n'
           << text(found.loops.ever.with_loop) << '\n'
           << text(found.loops.ever.without_loop) << '\n'
           << text(found.loops.at_landmark.with_loop) << '\n'
           << text(found.loops.at_landmark.without_loop) << '\n';
    std::sort(found.returns.begin(), found.returns.end(), [&](const auto& a, const auto& b) {
      return std::pair(paths.names()[a.from], paths.names()[a.via]) < std::pair(paths.names()[b.from], paths.names()[b.via]);
    });
    for (const auto& r : found.returns)
      actual << paths.names()[r.from] << paths.names()[r.via] << ' ' << r.returns.count << ' ' << r.returns.clients << '\n'
             << text(r.returned) << '\n'
             << text(r.went_on) << '\n'
             << text(r.undecided) << " lost" << text(r.time_lost) << '\n'
             << text(r.returned_by_landmark) << '\n'
             << text(r.not_returned_by_landmark) << '\n';
    ASSERT_EQ(expected.str(), actual.str()) << "log " << n << " of seed " << seed << ", landmark " << landmark << "\n"
                                            << polku_test::print(whole, o);
  }
}

TEST(Consequences, AgreeWithTheReferenceUnderSuccession) {
  compare(reference::reading::succession, 4, polku_test::rounds(10'000));
}
TEST(Consequences, AgreeWithTheReferenceUnderCoverage) {
  compare(reference::reading::coverage, 5, polku_test::rounds(10'000));
}

template <reading How>
void compare_threads() {
  std::mt19937 random(17);
  log_builder builder;
  for (int i = 0; i < 20'000; ++i) {
    const auto client = std::to_string(random() % 1'500), party = std::string(1, static_cast<char>('A' + random() % 6));
    const auto start = static_cast<int>(random() % 900), length = static_cast<int>(random() % 60);
    ASSERT_TRUE(builder.add(episode{.client = client,
                                    .service = "s",
                                    .organisation = party,
                                    .start = polku_test::day(start),
                                    .end = polku_test::day(start + length)}));
    if (i % 20 == 0) (void)builder.add(milestone{client, polku_test::day(start), random() % 2 == 0 ? "exit" : "job start"});
  }
  const auto log = builder.finish();
  const pathways paths(log, {.reading = How}), by_succession = paths.read_as(reading::succession);
  const auto run = [&](unsigned threads) {
    loop_consequence_tally loops(paths, {});
    parallel_scan(paths, threads, loops);
    return_consequence_tally returns(by_succession, {}, days(180));
    parallel_scan(by_succession, threads, returns);
    return consequences{std::move(loops).result(), std::move(returns).result()};
  };
  const auto whole = measure_consequences(paths);
  EXPECT_GT(whole.loops.loops.followed, 100u);
  EXPECT_EQ(whole.returns.size(), 30u);
  for (const unsigned threads : {1u, 2u, 7u, 64u}) EXPECT_TRUE(run(threads) == whole) << threads << " threads";
}

TEST(Consequences, AreTheSameForAnyNumberOfThreadsUnderSuccession) { compare_threads<reading::succession>(); }
TEST(Consequences, AreTheSameForAnyNumberOfThreadsUnderCoverage) { compare_threads<reading::coverage>(); }

TEST(Consequences, AreTallies) { static_assert(tally<loop_consequence_tally> && tally<return_consequence_tally>); }

}  // namespace
