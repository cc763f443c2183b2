// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Days in the lives of clients, worked by hand. Times are day numbers.

#include "as_a_log.hpp"

#include <polku/core/time_text.hpp>
#include <polku/model/obligation_catalogue.hpp>

#include <stdexcept>

namespace {

using namespace polku;
using polku_test::day;
using polku_test::number;

const monitor_options contact_in_time{
    .obligations = {employer_contact_soon(days(30))}, .how = {.absent_means_none = true}, .remind_before = days(7)};

std::string name_of(std::optional<obligation_outcome> o) { return o ? std::string(to_string(*o)) : "nothing"; }

// "5: nothing to pending, due 35": when, what became what.
std::string print(const matter_change& c) {
  std::ostringstream out;
  out << number(c.at) << ": ";
  if (c.is_reminder)
    out << "reminder";
  else
    out << name_of(c.before) << " to " << name_of(c.after);
  if (c.after && c.matter.falls_due()) out << ", due " << number(c.matter.deadline);
  return out.str();
}
template <class Changes>
std::vector<std::string> print_all(const Changes& changes) {
  std::vector<std::string> out;
  for (const auto& c : changes) out.push_back(print(c));
  return out;
}
using lines = std::vector<std::string>;

episode in(const char* service, const char* organisation, const char* role, int start,
           std::optional<int> end = std::nullopt) {
  episode e{.client = "c", .service = service, .organisation = organisation, .role = role, .start = day(start)};
  if (end) e.end = day(*end);
  return e;
}
milestone at(int when, const char* kind) { return {"c", day(when), kind}; }

TEST(Monitor, TellsOfAnEmployerContactThatFallsDueIsNearAndIsMissed) {
  monitor watch(contact_in_time, day(0));
  EXPECT_EQ(print_all(watch.add(at(0, "referral")).caused), lines{"0: nothing to pending, due 30"});
  EXPECT_EQ(print_all(watch.advance_to(day(22))), lines{});
  EXPECT_EQ(print_all(watch.advance_to(day(30))), lines{"23: reminder, due 30"});
  // The deadline itself is in time still.
  EXPECT_EQ(watch.due_before(day(31)).size(), 1u);
  EXPECT_EQ(watch.counts()[0].of(obligation_outcome::pending).count, 1u);
  const auto changes = watch.advance_to(day(31));
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_TRUE(changes[0].became(obligation_outcome::violated));
  EXPECT_EQ(changes[0].at, day(30) + duration::from_microseconds(1));
  EXPECT_TRUE(watch.due(10).empty());
  ASSERT_EQ(watch.violations(client_id{0}).size(), 1u);
  EXPECT_EQ(watch.violations(client_id{0})[0].start, day(30));
  EXPECT_EQ(watch.violations(client_id{0})[0].end, day(31));
}

TEST(Monitor, TakesManyRecordsInTheirOrder) {
  monitor watch(contact_in_time, day(0));
  std::vector<std::string> told;
  const auto tell = [&](std::size_t i, const monitor_answer& answer) {
    for (const auto& line : print_all(answer.caused)) told.push_back(std::to_string(i).append(". ").append(line));
    if (!answer) told.push_back(std::to_string(i).append(". refused"));
  };
  watch.add_all(std::vector<any_record>{at(0, "referral"), in("rehabilitative work", "workshop", "", 0),
                                        milestone{"c", day(0), ""}, at(0, "first employer contact")},
                tell);
  EXPECT_EQ(told, (lines{"0. 0: nothing to pending, due 30", "2. refused", "3. 0: pending to met"}));
  EXPECT_EQ(watch.record_count(), 3u);
  // Of one kind, also one that owns its texts; none at all.
  told.clear();
  watch.add_all(std::vector<milestone>(20, at(0, "exit")), tell);
  watch.add_all(std::vector<owned_episode>{{.client = "d", .service = "job coaching", .start = day(0)}}, tell);
  watch.add_all(std::vector<any_record>{}, tell);
  EXPECT_EQ(told, lines{});
  EXPECT_EQ(watch.record_count(), 24u);
  EXPECT_EQ(watch.client_count(), 2u);
}
TEST(Monitor, HasTakenWhatItAnsweredWhereTheCallerGivesUp) {
  monitor watch(contact_in_time, day(0));
  const auto give_up = [](std::size_t i, const monitor_answer&) {
    if (i == 17) throw std::runtime_error("enough");
  };
  EXPECT_THROW(watch.add_all(std::vector<milestone>(40, at(0, "referral")), give_up), std::runtime_error);
  EXPECT_EQ(watch.record_count(), 18u);
}

TEST(Monitor, SettlesAMatterWhenWhatIsOwedIsDone) {
  monitor watch(contact_in_time, day(0));
  (void)watch.add(at(0, "referral"));
  (void)watch.advance_to(day(12));
  const auto answer = watch.add(at(12, "First-Employer contact"));
  ASSERT_EQ(print_all(answer.caused), lines{"12: pending to met"});
  EXPECT_TRUE(answer.caused[0].is_settled());
  EXPECT_EQ(print_all(watch.advance_to(day(100))), lines{});
}

TEST(Monitor, LetsALateRecordHealAViolation) {
  monitor watch(contact_in_time, day(0));
  (void)watch.add(at(0, "referral"));
  (void)watch.advance_to(day(40));
  EXPECT_EQ(watch.counts()[0].of(obligation_outcome::violated).count, 1u);
  EXPECT_EQ(print_all(watch.add(at(20, "first employer contact")).caused), lines{"40: violated to met"});
  EXPECT_TRUE(watch.violations(client_id{0}).empty());
}

TEST(Monitor, TellsWhenAnOwnWorkerLeaves) {
  monitor watch({.obligations = {own_worker_during()}}, day(0));
  const auto worker = in("own work", "social services", "own worker", 0);
  EXPECT_TRUE(watch.add(worker).caused.empty());
  EXPECT_EQ(print_all(watch.add(in("rehabilitative work", "workshop", "instructor", 0, 90)).caused),
            lines{"0: nothing to pending"});
  (void)watch.advance_to(day(10));
  // It is planned: from then on nobody is responsible.
  EXPECT_EQ(print_all(watch.end(worker, day(20)).caused), lines{"10: pending to pending, due 20"});
  const auto due = watch.due(10);
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].responsible, "workshop");
  EXPECT_EQ(number(due[0].matter.deadline), 20);
  // Another one begins in time.
  EXPECT_TRUE(watch.add(in("own work", "social services", "own worker", 20, 60)).caused.empty());
  EXPECT_EQ(print_all(watch.advance_to(day(30))), lines{"20: pending to pending, due 60"});
  EXPECT_EQ(print_all(watch.advance_to(day(70))), lines{"60: pending to violated"});
  EXPECT_EQ(number(watch.violations(client_id{0})[0].start), 60);
  EXPECT_EQ(number(watch.violations(client_id{0})[0].end), 70);
}

TEST(Monitor, JudgesACorrectedRecordAnewAndForgetsAWithdrawnOne) {
  monitor watch(contact_in_time, day(5));
  (void)watch.add(at(0, "referral"));
  EXPECT_EQ(print_all(watch.correct(at(0, "referral"), at(2, "referral")).caused),
            (lines{"5: pending to nothing", "5: nothing to pending, due 32"}));
  EXPECT_EQ(print_all(watch.withdraw(at(2, "referral")).caused), lines{"5: pending to nothing"});
  EXPECT_EQ(watch.record_count(), 0u);
  EXPECT_TRUE(watch.due(10).empty());

  const auto gone = watch.withdraw(at(2, "referral"));
  EXPECT_FALSE(gone);
  EXPECT_TRUE(gone.is_unknown);
  EXPECT_TRUE(watch.correct(at(2, "referral"), at(3, "referral")).is_unknown);
}

TEST(Monitor, CountsAPointEventThatIsCorrectedToOneThatLasted) {
  monitor watch({.obligations = {own_worker_during()}}, day(10));
  (void)watch.add(in("own work", "social services", "own worker", 0, 20));
  const auto point = in("rehabilitative work", "workshop", "instructor", 5, 5);
  (void)watch.add(point);
  const auto met = [&] { return watch.counts()[0].of(obligation_outcome::met).count; };
  EXPECT_EQ(met(), 1u);
  EXPECT_EQ(watch.counts()[0].vacuous.count, 1u);
  (void)watch.correct(point, in("rehabilitative work", "workshop", "instructor", 5, 8));
  EXPECT_EQ(met(), 1u);
  EXPECT_EQ(watch.counts()[0].vacuous.count, 0u);
  (void)watch.withdraw(in("rehabilitative work", "workshop", "instructor", 5, 8));
  EXPECT_EQ(met(), 0u);
  EXPECT_EQ(watch.counts()[0].vacuous.count, 0u);
}

std::string saved(const monitor& watch) {
  std::ostringstream out;
  watch.save(out);
  return out.str();
}

// Who is told of changes may fail; what others' records begin at that moment is known all the same, once.
TEST(Monitor, IsAsItWouldBeWhereTellingFails) {
  const auto referral = [](const char* client, int when) { return milestone{client, day(when), "referral"}; };
  const auto watching = [&](auto on_change) {
    monitor watch(contact_in_time, day(0));
    for (const auto* client : {"a", "b", "c"}) (void)watch.add(referral(client, 5));
    on_change(watch);
    (void)watch.add(referral("b", 4));
    (void)watch.advance_to(day(7));
    return saved(watch);
  };
  const auto failing = watching([](monitor& watch) {
    EXPECT_THROW(watch.advance_to(day(5), [](const matter_change&) { throw std::runtime_error("no line"); }),
                 std::runtime_error);
    EXPECT_EQ(watch.now(), day(5));
    EXPECT_EQ(watch.counts()[0].of(obligation_outcome::pending).count, 3u);
  });
  EXPECT_EQ(failing, watching([](monitor& watch) { (void)watch.advance_to(day(5)); }));
}

TEST(Monitor, SaysWhyARecordCannotBeUsed) {
  monitor watch(contact_in_time, day(5));
  const auto answer = watch.add(in("work", "workshop", "", 5, 4));
  EXPECT_FALSE(answer);
  EXPECT_EQ(answer.check.reason, fault::end_before_start);
  EXPECT_EQ(answer.check.column, "end");
  EXPECT_EQ(watch.client_count(), 0u);
  (void)watch.add(at(0, "referral"));
  EXPECT_EQ(watch.correct(at(0, "referral"), at(0, "")).check.reason, fault::no_kind);
  EXPECT_EQ(watch.due(10).size(), 1u);
}

TEST(Monitor, LapsesWhatAnExitCutsOffAndWatchesWhoComesBack) {
  monitor watch({.obligations = {employer_contact_soon(days(30)), at_least_every(days(10), milestone_of("contact"))},
                 .how = {.absent_means_none = true}},
                day(0));
  EXPECT_EQ(print_all(watch.add(in("work", "workshop", "", 0)).caused), lines{"0: nothing to pending, due 10"});
  EXPECT_EQ(print_all(watch.add(at(0, "referral")).caused), lines{"0: nothing to pending, due 30"});
  (void)watch.advance_to(day(6));
  EXPECT_EQ(print_all(watch.add(at(6, "exit")).caused), (lines{"6: pending to lapsed", "6: pending to met"}));
  EXPECT_TRUE(watch.due(10).empty());
  (void)watch.advance_to(day(50));
  EXPECT_EQ(print_all(watch.add(in("coaching", "provider", "", 50)).caused), lines{"50: nothing to pending, due 60"});
  EXPECT_EQ(watch.due(1)[0].responsible, "provider");
}

TEST(Monitor, LetsWhatIsPlannedWait) {
  monitor watch(contact_in_time, day(0));
  EXPECT_TRUE(watch.add(at(10, "referral")).caused.empty());
  EXPECT_TRUE(watch.due(10).empty());
  EXPECT_EQ(watch.counts()[0].triggers(), 0u);
  EXPECT_EQ(print_all(watch.advance_to(day(10))), lines{"10: nothing to pending, due 40"});
}

TEST(Monitor, EvaluatesWhatItIsToldOfForTheFirstTime) {
  monitor watch({.obligations = {before(in_service("work")).there_must_be(consent_for("P"))}}, day(10));
  (void)watch.add(in("work", "P", "", 3));
  EXPECT_EQ(watch.counts()[0].standing.status, evaluability::not_recorded);
  // Somebody else's consent shows that consents are recorded.
  const auto answer = watch.add(consent{"d", "P", day(10)});
  ASSERT_EQ(print_all(answer.caused), lines{"10: nothing to violated"});
  EXPECT_EQ(watch.name_of(answer.caused[0].matter.client), "c");
  EXPECT_EQ(print_all(watch.withdraw(consent{"d", "P", day(10)}).caused), lines{"10: violated to nothing"});
}

TEST(Monitor, ListsWhatFallsDueByDeadlineInPages) {
  monitor watch(contact_in_time, day(20));
  for (const auto* const client : {"d", "a", "c", "b"})
    (void)watch.add(milestone{client, day(number(day(20)) - (client[0] - 'a')), "referral"});
  (void)watch.add(handover{"e", day(18), "x", "y"});
  std::vector<std::string_view> all, paged;
  for (const auto& d : watch.due(100)) all.push_back(watch.name_of(d.matter.client));
  EXPECT_EQ(all, (std::vector<std::string_view>{"d", "c", "b", "a"}));
  for (std::size_t page = 0; page < 4; ++page)
    for (const auto& d : watch.due(1, page)) paged.push_back(watch.name_of(d.matter.client));
  EXPECT_EQ(paged, all);
  EXPECT_TRUE(watch.due(0).empty());
  EXPECT_TRUE(watch.due(5, 4).empty());
  EXPECT_EQ(watch.due_before(day(49)).size(), 2u);  // on days 47 and 48
}

TEST(Monitor, HoldsTheReceiverOfAHandoverResponsible) {
  monitor watch({.obligations = {handover_picked_up(days(14))}}, day(0));
  (void)watch.add(in("work", "workshop", "", 0));
  (void)watch.add(handover{"c", day(0), "workshop", "Provider", manner::warm, handover_status::proposed});
  ASSERT_EQ(watch.due(1).size(), 1u);
  EXPECT_EQ(watch.due(1)[0].responsible, "Provider");
  // Declined: nothing need begin any more.
  (void)watch.advance_to(day(3));
  EXPECT_EQ(
      print_all(watch.add(handover{"c", day(3), "workshop", "provider", manner::warm, handover_status::declined}).caused),
      lines{"3: pending to lapsed"});
}

TEST(Monitor, WarnsWhenNobodyHasHeldAClientForTooLong) {
  monitor watch({.gaps = gap_watch{.warning = days(14)}}, day(0));
  EXPECT_TRUE(watch.add(in("work", "workshop", "", 0, 10)).caused.empty());
  (void)watch.advance_to(day(10));
  EXPECT_TRUE(watch.due(10).empty());
  EXPECT_EQ(print_all(watch.advance_to(day(11))), lines{"10: nothing to pending, due 24"});
  const auto due = watch.due(10);
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].matter.about, concern::gap);
  EXPECT_EQ(due[0].responsible, "workshop");
  // The last day is in time.
  EXPECT_EQ(print_all(watch.advance_to(day(24))), lines{});
  EXPECT_EQ(print_all(watch.advance_to(day(30))), lines{"24: pending to violated"});
  EXPECT_EQ(watch.gaps(client_id{0})[0].kind, gap_kind::trailing);
  EXPECT_EQ(number(watch.gaps(client_id{0})[0].end), 30);
  // A late record shows that somebody was there.
  EXPECT_EQ(print_all(watch.add(in("coaching", "provider", "", 20)).caused), lines{"30: violated to met"});
  const auto gaps = watch.gaps(client_id{0});
  ASSERT_EQ(gaps.size(), 1u);
  EXPECT_EQ(watch.names_of_parties()[gaps[0].after], "provider");
  EXPECT_EQ(watch.gap_outcomes().of(obligation_outcome::met).count, 1u);
}

TEST(Monitor, PassesOverShortGapsAndLapsesWhatAnExitEnds) {
  monitor watch({.gaps = gap_watch{.gaps = {.tolerance = days(3)}, .warning = days(14)}}, day(0));
  (void)watch.add(in("work", "workshop", "", 0, 10));
  EXPECT_EQ(print_all(watch.advance_to(day(13))), lines{});
  EXPECT_EQ(print_all(watch.advance_to(day(14))), lines{"13: nothing to pending, due 24"});
  EXPECT_EQ(print_all(watch.add(at(14, "exit")).caused), lines{"14: pending to lapsed"});
  EXPECT_EQ(print_all(watch.advance_to(day(100))), lines{});
}

TEST(Monitor, TellsOfAHandoverThatNobodyPicksUp) {
  monitor watch({.handovers = handover_watch{.horizon = days(30)}}, day(0));
  (void)watch.add(in("work", "workshop", "", 0));
  EXPECT_EQ(print_all(watch.add(handover{"c", day(0), "workshop", "Provider", manner::warm}).caused),
            lines{"0: nothing to pending, due 30"});
  ASSERT_EQ(watch.due(1).size(), 1u);
  EXPECT_EQ(watch.due(1)[0].matter.about, concern::handover);
  EXPECT_EQ(watch.due(1)[0].responsible, "Provider");
  EXPECT_EQ(watch.handovers(client_id{0})[0].is_receiver_known, false);
  EXPECT_EQ(print_all(watch.advance_to(day(40))), lines{"30: pending to violated"});
  EXPECT_EQ(watch.handovers(client_id{0})[0].outcome, handover_outcome::lost);
  EXPECT_EQ(print_all(watch.add(in("coaching", "provider", "", 30)).caused), lines{"40: violated to met"});
  EXPECT_EQ(watch.count_handovers().total.of(handover_outcome::picked_up).count, 1u);
}

TEST(Monitor, SaysWhatComesTooLateToBeJudged) {
  auto options = contact_in_time;
  options.keep_history = days(60);
  monitor watch(options, day(0));
  const auto work = in("work", "workshop", "", 0);
  (void)watch.add(at(0, "referral"));
  (void)watch.add(work);
  (void)watch.advance_to(day(40));
  // Late, but not too late.
  EXPECT_EQ(print_all(watch.add(at(20, "first employer contact")).caused), lines{"40: violated to met"});
  (void)watch.advance_to(day(200));
  const auto answer = watch.add(at(10, "referral"));
  EXPECT_FALSE(answer);
  EXPECT_TRUE(answer.is_too_late);
  EXPECT_TRUE(watch.withdraw(at(0, "referral")).is_too_late);
  EXPECT_EQ(watch.late_count(), 2u);
  // Neither does a correction that is refused leave anything behind.
  EXPECT_TRUE(watch.correct(at(0, "referral"), milestone{"somebody else", day(10), "referral"}).is_too_late);
  EXPECT_EQ(watch.client_count(), 1u);
  // What was dropped still counts.
  EXPECT_EQ(watch.counts()[0].of(obligation_outcome::met), (counted{1, 1}));
  // What is still open can end, and what is recent is judged.
  EXPECT_TRUE(watch.end(work, day(210)));
  EXPECT_EQ(print_all(watch.add(at(200, "referral")).caused), lines{"200: nothing to pending, due 230"});
}

TEST(Monitor, KnowsTheEndsOfTheCalendar) {
  const auto first = time_point(date(1400, 1, 1)),
             last = time_point(date(9999, 12, 31)) + days(1) - duration::from_microseconds(1);
  monitor watch(
      {.obligations = {employer_contact_soon(duration::from_microseconds(std::numeric_limits<std::int64_t>::max())),
                       at_least_every(days(1), milestone_of("contact")),
                       while_active(in_any_service()).there_must_be(plan_of())},
       .how = {.absent_means_none = true},
       .remind_before = duration::from_microseconds(std::numeric_limits<std::int64_t>::max())},
      first);
  (void)watch.add(milestone{"c", first, "referral"});
  (void)watch.add(episode{.client = "c", .service = "work", .start = first, .end = last});
  (void)watch.add(plan{"c", "plan", first, last});
  (void)watch.add(milestone{"c", last, "contact"});
  (void)watch.advance_to(last);
  const auto counts = watch.counts();
  EXPECT_EQ(counts[0].of(obligation_outcome::pending).count, 1u);
  EXPECT_EQ(counts[1].of(obligation_outcome::violated).count, 1u);
  EXPECT_EQ(counts[2].of(obligation_outcome::met).count, 1u);
  EXPECT_THROW((void)watch.advance_to(open_end), std::invalid_argument);
}

TEST(Monitor, RefusesWhatMakesNoSense) {
  monitor watch(contact_in_time, day(5));
  EXPECT_THROW((void)watch.advance_to(day(4)), std::invalid_argument);
  EXPECT_THROW(monitor({.remind_before = days(-1)}, day(0)), std::invalid_argument);
  EXPECT_THROW(monitor({.obligations = {obligation{}}}, day(0)), std::invalid_argument);
  EXPECT_THROW(monitor({.gaps = gap_watch{.warning = days(-1)}}, day(0)), std::invalid_argument);
  EXPECT_THROW(monitor({.gaps = gap_watch{.gaps = {.tolerance = days(-1)}}}, day(0)), std::invalid_argument);
  EXPECT_THROW(monitor({.keep_history = days(-1)}, day(0)), std::invalid_argument);
  EXPECT_THROW(monitor({.handovers = handover_watch{.horizon = days(-1)}}, day(0)), std::invalid_argument);
}

// Records of one client in order of time, with handovers that are proposed and settled, or never are.
std::size_t looked_at_per_record(int records, bool has_proposals) {
  monitor watch(
      {.obligations = {own_worker_during(), valid_plan_in_every_service(), employer_contact_soon(),
                       consent_before_handover(), handover_picked_up(), support_after_job_start(), never_in_a_company(),
                       employer_contact_per_contract(), at_least_every(days(90), milestone_of("contact"))},
       .how = {.organisations = {{"company", "private company"}}, .absent_means_none = true},
       .gaps = gap_watch{},
       .handovers = handover_watch{}},
      day(0));
  for (int i = 0; i < records; ++i) {
    const int today = i / 2;
    watch.advance_to(day(today), [](const auto&) {});
    switch (i % 9) {
      case 0:
        (void)watch.add(at(today, "referral"));
        break;
      case 1:
        (void)watch.add(in("own work", "social services", "own worker", today, today + 20));
        break;
      case 2:
        (void)watch.add(in("rehabilitative work", "workshop", "instructor", today, today + 4));
        break;
      case 3:
        (void)watch.add(plan{"c", "activation plan", day(today), day(today + 30)});
        break;
      case 4:
        (void)watch.add(at(today, "first employer contact"));
        break;
      case 5:
        (void)watch.add(consent{"c", "provider", day(today), day(today + 3)});
        break;
      case 6:
        (void)watch.add(handover{"c", day(today), "workshop", "provider", manner::warm,
                                 has_proposals ? handover_status::proposed : handover_status::accepted});
        break;
      case 7:
        (void)watch.add(in("job coaching", "provider", "job coach", today, today + 5));
        break;
      default:
        (void)watch.add(at(today, "contact"));
    }
  }
  return watch.records_looked_at() / static_cast<std::size_t>(records);
}

TEST(Monitor, LooksAtNoMoreRecordsHoweverLongAHistoryIs) {
  for (const bool has_proposals : {false, true}) {
    const auto few = looked_at_per_record(5'000, has_proposals), many = looked_at_per_record(50'000, has_proposals);
    EXPECT_LT(few, 1'000u);
    EXPECT_LE(many, few + few / 4);
  }
}

monitor restored(const std::string& state, const monitor_options& options) {
  std::istringstream in(state);
  return monitor::restore(in, options);
}

TEST(SavedMonitor, GoesOnAsBefore) {
  monitor watch(contact_in_time, day(0));
  (void)watch.add(at(0, "referral"));
  (void)watch.add(at(50, "referral"));
  const std::string long_name(200'000, 'x');
  (void)watch.add(milestone{long_name, day(0), "referral"});
  auto again = restored(saved(watch), contact_in_time);
  EXPECT_EQ(again.name_of(client_id{1}), long_name);
  EXPECT_EQ(saved(again), saved(watch));
  EXPECT_EQ(again.counts(), watch.counts());
  EXPECT_EQ(again.due(10), watch.due(10));
  EXPECT_EQ(again.advance_to(day(100)), watch.advance_to(day(100)));
  EXPECT_EQ(saved(again), saved(watch));
}

TEST(SavedMonitor, IsRefusedWhereItSpeaksOfRecordsThatCannotBe) {
  const auto state_with = [](record_kind kind) {
    std::ostringstream out;
    detail::state_writer writer(out);
    writer.text("polku monitor");
    writer.number(2);
    writer.number(detail::fingerprint_of(contact_in_time));
    writer.time(day(0));
    writer.number(1);
    writer.text("A");
    writer.number(1);
    writer.number(static_cast<std::uint64_t>(kind));
    for (int i = 0; i < 5; ++i) writer.number(i == 0 && kind == record_kind::handovers ? 0 : index_of(label::none));
    writer.number(0);  // clients
    writer.finish();
    return std::move(out).str();
  };
  // An episode of no service, a handover to nobody.
  EXPECT_THROW((void)restored(state_with(record_kind::episodes), contact_in_time), saved_state_error);
  EXPECT_THROW((void)restored(state_with(record_kind::handovers), contact_in_time), saved_state_error);
}

TEST(SavedMonitor, IsRefusedWhereItIsDamagedForeignOrOfOtherObligations) {
  monitor watch(contact_in_time, day(0));
  (void)watch.add(at(0, "referral"));
  const auto state = saved(watch);
  for (std::size_t i = 0; i < state.size(); ++i) {
    auto damaged = state;
    damaged[i] = static_cast<char>(damaged[i] ^ 1 << (i % 8));
    EXPECT_THROW((void)restored(damaged, contact_in_time), saved_state_error) << i;
    EXPECT_THROW((void)restored(state.substr(0, i), contact_in_time), saved_state_error) << i;
  }
  EXPECT_THROW((void)restored("client,service,start,end\n", contact_in_time), saved_state_error);
  auto other = contact_in_time;
  other.obligations[0].limit = days(31);
  EXPECT_THROW((void)restored(state, other), saved_state_error);
  // The names of obligations are for people.
  other = contact_in_time;
  other.obligations[0].name = "soon";
  EXPECT_EQ(restored(state, other).record_count(), 1u);
}

TEST(SavedMonitor, TakesNoMoreOfAStreamThanItsOwn) {
  monitor watch(contact_in_time, day(0));
  std::stringstream stream;
  watch.save(stream);
  stream << "what follows";
  (void)monitor::restore(stream, contact_in_time);
  std::string rest;
  std::getline(stream, rest);
  EXPECT_EQ(rest, "what follows");
}

}  // namespace
