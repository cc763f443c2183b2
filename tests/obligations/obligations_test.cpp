// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The definitions' sentences on obligations, form by form, worked by hand. Times are day numbers.

#include "../days.hpp"

#include <polku/model/obligation_catalogue.hpp>
#include <polku/obligations/count_obligations.hpp>
#include <polku/obligations/find_violations.hpp>

#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>

namespace {

using namespace polku;
using polku_test::day;
using polku_test::number;
using polku_test::open;
using enum handover_status;

// A log, record by record.
class records {
 public:
  records& service(const char* name, int start, int end, const char* role = "", const char* organisation = "",
                   const char* phase = "", const char* client = "c") {
    (void)builder_.add(episode{.client = client,
                               .service = name,
                               .organisation = organisation,
                               .role = role,
                               .phase = phase,
                               .start = day(start),
                               .end = until(end)});
    return *this;
  }
  records& happened(const char* kind, int at, const char* client = "c") {
    (void)builder_.add(milestone{client, day(at), kind});
    return *this;
  }
  records& planned(const char* kind, int from, int to) {
    (void)builder_.add(plan{"c", kind, day(from), until(to)});
    return *this;
  }
  records& consented(const char* party, int from, int to) {
    (void)builder_.add(consent{"c", party, day(from), until(to)});
    return *this;
  }
  records& handed(const char* to, int at, handover_status status = accepted, const char* from = "giver") {
    (void)builder_.add(handover{"c", day(at), from, to, manner::warm, status});
    return *this;
  }
  [[nodiscard]] event_log at(int cutoff) { return std::move(builder_).finish(day(cutoff)); }

 private:
  static std::optional<time_point> until(int end) {
    return end == open ? std::optional<time_point>() : std::optional(day(end));
  }
  log_builder builder_;
};

// "2 met, 1 violated [3,5) 0": outcomes, then stretches with the time of their trigger.
std::string evaluated(const event_log& log, const obligation& o, const obligation_options& options = {}) {
  const auto counts = count_obligations(log, {o}, options)[0];
  std::ostringstream out;
  if (counts.standing.status != evaluability::evaluated)
    out << to_string(counts.standing.status) << ": " << to_string(*counts.standing.obstacle);
  for (const auto outcome :
       {obligation_outcome::met, obligation_outcome::violated, obligation_outcome::pending, obligation_outcome::lapsed})
    if (const auto n = counts.of(outcome).count; n != 0)
      out << (out.tellp() == 0 ? "" : ", ") << n << ' ' << to_string(outcome);
  for (const auto& v : find_violations(log, {o}, options)) {
    out << (v.is_instant() ? " at " + std::to_string(number(v.start))
                           : " [" + std::to_string(number(v.start)) + "," + std::to_string(number(v.end)) + ")");
    out << " of " << number(v.trigger);
  }
  return out.str();
}

const auto own_worker = while_active(in_service("work")).there_must_be(with_role("own worker"));

TEST(WhileActive, IsViolatedWhileTheOtherIsNotThere) {
  EXPECT_EQ(evaluated(records().service("work", 0, 10).service("s", 0, 10, "own worker").at(20), own_worker), "1 met");
  EXPECT_EQ(
      evaluated(records().service("work", 0, 10).service("s", 2, 5, "own worker").service("s", 6, 9, "own worker").at(20),
                own_worker),
      "1 violated [0,2) of 0 [5,6) of 0 [9,10) of 0");
  // Whoever comes on the day on which the other goes leaves no gap.
  EXPECT_EQ(
      evaluated(records().service("work", 0, 10).service("s", 0, 5, "own worker").service("s", 5, 10, "own worker").at(20),
                own_worker),
      "1 met");
}

TEST(WhileActive, IsPendingWhileItIsOpenAndNothingHasFailed) {
  EXPECT_EQ(evaluated(records().service("work", 0, open).service("s", 0, open, "own worker").at(20), own_worker),
            "1 pending");
  EXPECT_EQ(evaluated(records().service("work", 0, open).service("s", 0, 20, "own worker").at(20), own_worker), "1 pending");
  EXPECT_EQ(evaluated(records().service("work", 0, open).service("s", 0, 19, "own worker").at(20), own_worker),
            "1 violated [19,20) of 0");
}

TEST(WhileActive, EndsWithAnExit) {
  EXPECT_EQ(
      evaluated(records().service("work", 0, 10).service("s", 0, 5, "own worker").happened("Exit", 5).at(20), own_worker),
      "1 lapsed");
  EXPECT_EQ(
      evaluated(records().service("work", 0, 10).service("s", 0, 4, "own worker").happened("exit", 5).at(20), own_worker),
      "1 violated [4,5) of 0");
  EXPECT_EQ(evaluated(records().service("work", 0, 10).service("s", 0, 4, "own worker").happened("exit", 5).at(20),
                      own_worker, {.exits = {}}),
            "1 violated [4,10) of 0");
}

TEST(WhileActive, CountsTriggersAndShowsTheirUnionOnce) {
  EXPECT_EQ(evaluated(records()
                          .service("work", 0, 10)
                          .service("work", 4, 12)
                          .service("work", 12, 14)
                          .service("s", 0, 6, "own worker")
                          .at(20),
                      own_worker),
            "3 violated [6,14) of 0");
  EXPECT_EQ(
      evaluated(records().service("work", 0, 4).service("work", 8, 12).service("s", 0, 2, "own worker").at(20), own_worker),
      "2 violated [2,4) of 0 [8,12) of 8");
}

TEST(WhileActive, JoinsAllThatIsNeeded) {
  const auto both = while_active(in_service("work")).there_must_be(with_role("own worker")).and_also(plan_of());
  EXPECT_EQ(
      evaluated(records().service("work", 0, 10).service("s", 0, 6, "own worker").planned("activation plan", 2, open).at(20),
                both),
      "1 violated [0,2) of 0 [6,10) of 0");
}

TEST(WhileActive, FollowsPlansThatEndOrAreRenewed) {
  const auto plan = valid_plan_in_every_service();
  EXPECT_EQ(evaluated(records().service("work", 0, 10).planned("a", -5, 4).planned("b", 4, 30).at(20), plan), "1 met");
  EXPECT_EQ(evaluated(records().service("work", 0, 10).planned("a", -5, 4).planned("b", 6, 30).at(20), plan),
            "1 violated [4,6) of 0");
  EXPECT_EQ(evaluated(records().service("work", 0, 10).planned("a", -5, 4).planned("b", 4, 30).at(20),
                      valid_plan_in_every_service("a")),
            "1 violated [4,10) of 0");
}

TEST(WhileActive, IsOfNoWeightForPointEvents) {
  const auto log = records().service("work", 3, 3).service("s", 5, 6, "own worker").at(20);
  EXPECT_EQ(evaluated(log, own_worker), "1 met");
  EXPECT_EQ(count_obligations(log, {own_worker})[0].vacuous, (counted{1, 1}));
  EXPECT_EQ(evaluated(records().service("work", 0, 4).service("s", 0, 0, "own worker").at(20), own_worker),
            "1 violated [0,4) of 0");  // nor is one there
}

TEST(WhileActive, LetsARecordAnswerItself) {
  EXPECT_EQ(evaluated(records().service("work", 0, 10, "own worker").at(20), own_worker), "1 met");
}

TEST(PrecededBy, WantsAnIntervalToBeValidAtTheTime) {
  const auto o = before(in_service("work")).there_must_be(plan_of());
  EXPECT_EQ(evaluated(records().service("work", 5, 10).planned("p", 5, 6).at(20), o), "1 met");
  EXPECT_EQ(evaluated(records().service("work", 5, 10).planned("p", 0, 5).at(20), o), "1 violated at 5 of 5");
  EXPECT_EQ(evaluated(records().service("work", 5, 10).planned("p", 6, 9).at(20), o), "1 violated at 5 of 5");
}

TEST(PrecededBy, WantsAPointToHaveHappened) {
  const auto o = before(in_service("work")).there_must_be(milestone_of("assessment"));
  EXPECT_EQ(evaluated(records().service("work", 5, 10).happened("assessment", 5).at(20), o), "1 met");
  EXPECT_EQ(evaluated(records().service("work", 5, 10).happened("assessment", 6).at(20), o), "1 violated at 5 of 5");
  EXPECT_EQ(evaluated(records().service("work", 20, open).happened("assessment", 0).at(20), o), "1 met");
}

TEST(PrecededBy, WantsTheConsentThatTheReceiverIsTold) {
  const auto o = consent_before_handover();
  EXPECT_EQ(evaluated(records().handed("B", 5).consented("b", 0, open).at(20), o), "1 met");
  EXPECT_EQ(evaluated(records().handed("B", 5).consented("A", 0, open).at(20), o), "1 violated at 5 of 5");
  EXPECT_EQ(evaluated(records().handed("B", 5).consented("B", 0, 5).at(20), o), "1 violated at 5 of 5");  // withdrawn
  EXPECT_EQ(
      evaluated(records().handed("B", 5).handed("A", 6).handed("B", 7).consented("B", 6, open).consented("A", 0, 9).at(20),
                o),
      "2 met, 1 violated at 5 of 5");
  EXPECT_EQ(evaluated(records().handed("B", 5).handed("A", 6).consented("B", 0, open).at(20), consent_before_handover("A")),
            "1 violated at 6 of 6");
}

const auto contact = after(milestone_of("referral")).must_begin(milestone_of("contact")).within(days(10));

TEST(BeginsWithin, IncludesBothEnds) {
  EXPECT_EQ(evaluated(records().happened("referral", 5).happened("contact", 5).at(90), contact), "1 met");
  EXPECT_EQ(evaluated(records().happened("referral", 5).happened("contact", 15).at(90), contact), "1 met");
  EXPECT_EQ(evaluated(records().happened("referral", 5).happened("contact", 4).at(90), contact), "1 violated [15,90) of 5");
  EXPECT_EQ(evaluated(records().happened("referral", 5).happened("contact", 16).at(90), contact), "1 violated [15,16) of 5");
}

TEST(BeginsWithin, IsPendingUntilTheCutoffIsPastTheDeadline) {
  EXPECT_EQ(evaluated(records().happened("referral", 5).at(15), contact), "1 pending");
  EXPECT_EQ(evaluated(records().happened("referral", 5).at(16), contact), "1 violated [15,16) of 5");
}

TEST(BeginsWithin, LapsesWithAnExitBeforeTheDeadline) {
  EXPECT_EQ(evaluated(records().happened("referral", 5).happened("exit", 14).at(90), contact), "1 lapsed");
  EXPECT_EQ(evaluated(records().happened("referral", 5).happened("exit", 5).at(90), contact), "1 lapsed");
  EXPECT_EQ(evaluated(records().happened("referral", 5).happened("exit", 15).at(90), contact), "1 violated at 15 of 5");
  EXPECT_EQ(evaluated(records().happened("referral", 5).happened("exit", 4).at(90), contact), "1 violated [15,90) of 5");
  EXPECT_EQ(evaluated(records().happened("referral", 5).happened("exit", 7).happened("contact", 6).at(90), contact),
            "1 met");
}

TEST(BeginsWithin, EvaluatesEachTriggerAndShowsWhatIsOverdueOnce) {
  EXPECT_EQ(
      evaluated(
          records().happened("referral", 0).happened("referral", 3).happened("referral", 20).happened("contact", 25).at(90),
          contact),
      "1 met, 2 violated [10,25) of 0");
}

TEST(BeginsWithin, CountsWhatRunsAlreadyOnlyIfAskedFor) {
  const auto o = after(milestone_of("referral")).must_begin(in_service("coaching")).within(days(10));
  EXPECT_EQ(evaluated(records().happened("referral", 5).service("coaching", 0, 60).at(90), o), "1 violated [15,90) of 5");
  EXPECT_EQ(evaluated(records().happened("referral", 5).service("coaching", 0, 60).at(90), o.or_be_running()), "1 met");
  EXPECT_EQ(evaluated(records().happened("referral", 5).service("coaching", 0, 5).at(90), o.or_be_running()),
            "1 violated [15,90) of 5");
}

TEST(BeginsWithin, MeansAnotherRecordWhereBothAreTheSame) {
  const auto again = after(milestone_of("contact")).must_begin(milestone_of("contact")).within(days(10));
  EXPECT_EQ(evaluated(records().happened("contact", 0).happened("contact", 10).at(90), again),
            "1 met, 1 violated [20,90) of 10");
  EXPECT_EQ(evaluated(records().happened("contact", 0).happened("contact", 0).at(90), again), "2 met");
}

TEST(BeginsWithin, AsksTheReceiverOfAHandoverToPickUp) {
  const auto o = handover_picked_up();
  EXPECT_EQ(evaluated(records().handed("B", 5).service("s", 19, 30, "", "b").at(90), o), "1 met");
  EXPECT_EQ(evaluated(records().handed("B", 5).service("s", 20, 30, "", "B").at(90), o), "1 violated [19,20) of 5");
  EXPECT_EQ(evaluated(records().handed("B", 5).service("s", 6, 30, "", "A").at(90), o), "1 violated [19,90) of 5");
  EXPECT_EQ(evaluated(records().handed("B", 5).service("s", 0, 6, "", "B").at(90), o), "1 met");
  EXPECT_EQ(evaluated(records().handed("B", 5, proposed).handed("B", 7, declined).service("s", 0, 1).at(90), o), "1 lapsed");
  // Two rows are one handover; a new proposal is another.
  EXPECT_EQ(
      evaluated(
          records().handed("B", 5, proposed).handed("B", 7).handed("B", 60, proposed).service("s", 7, 30, "", "B").at(90),
          o),
      "1 met, 1 violated [74,90) of 60");
  // In a log without organisations the receiver is a service.
  EXPECT_EQ(evaluated(records().handed("B", 5).service("B", 19, 30).at(90), o), "1 met");
}

const auto support = support_after_job_start(days(10), "coaching");

TEST(StaysActive, CoversTheTimeWithoutItsLastDay) {
  EXPECT_EQ(evaluated(records().happened("job start", 5).service("coaching", 0, 15).at(90), support), "1 met");
  EXPECT_EQ(evaluated(records().happened("job start", 5).service("coaching", 0, 14).at(90), support),
            "1 violated [14,15) of 5");
  EXPECT_EQ(evaluated(records().happened("job start", 5).service("coaching", 6, 40).at(90), support),
            "1 violated [5,6) of 5");
  EXPECT_EQ(
      evaluated(records().happened("job start", 5).service("coaching", 0, 7).service("coaching", 7, 40).at(90), support),
      "1 met");
}

TEST(StaysActive, IsViolatedAsSoonAsThatIsCertain) {
  EXPECT_EQ(evaluated(records().happened("job start", 5).service("coaching", 0, open).at(14), support), "1 pending");
  EXPECT_EQ(evaluated(records().happened("job start", 5).service("coaching", 0, open).at(15), support), "1 met");
  EXPECT_EQ(evaluated(records().happened("job start", 5).service("coaching", 0, 7).at(9), support), "1 violated [7,9) of 5");
}

TEST(StaysActive, LapsesWithAnExitIfNothingFailedBefore) {
  EXPECT_EQ(evaluated(records().happened("job start", 5).service("coaching", 0, 40).happened("exit", 9).at(90), support),
            "1 lapsed");
  EXPECT_EQ(evaluated(records().happened("job start", 5).service("coaching", 0, 8).happened("exit", 9).at(90), support),
            "1 violated [8,9) of 5");
  EXPECT_EQ(evaluated(records().happened("job start", 5).service("coaching", 0, 40).happened("exit", 15).at(90), support),
            "1 met");
}

TEST(StaysActive, StaysUntilTheFirstOfSomethingElse) {
  const auto o = after(milestone_of("job start")).must_stay(in_service("coaching")).until(milestone_of("review"));
  EXPECT_EQ(evaluated(records()
                          .happened("job start", 5)
                          .happened("review", 5)
                          .happened("review", 9)
                          .happened("review", 20)
                          .service("coaching", 0, 9)
                          .at(90),
                      o),
            "1 met");
  EXPECT_EQ(evaluated(records().happened("job start", 5).happened("review", 9).service("coaching", 0, 8).at(90), o),
            "1 violated [8,9) of 5");
  EXPECT_EQ(evaluated(records().happened("job start", 5).happened("review", 4).service("coaching", 0, open).at(90), o),
            "1 pending");
  auto either = o;
  either.limit = days(10);
  EXPECT_EQ(evaluated(records().happened("job start", 5).happened("review", 4).service("coaching", 0, 15).at(90), either),
            "1 met");
}

TEST(StaysActive, LetsTheTriggerStayItself) {
  const auto o = after(in_service("coaching")).must_stay(in_service("coaching")).for_at_least(days(10));
  EXPECT_EQ(evaluated(records().service("coaching", 0, 10).service("coaching", 20, 29).at(90), o),
            "1 met, 1 violated [29,30) of 20");
}

const auto apart = never_together(in_service("work"), with_organisation("company"));

TEST(NeverTogether, IsViolatedWhileBothAreActive) {
  EXPECT_EQ(evaluated(records().service("work", 0, 10).service("trial", 8, 20, "", "company").at(90), apart),
            "1 violated [8,10) of 0");
  EXPECT_EQ(evaluated(records().service("work", 0, 10).service("trial", 10, 20, "", "company").at(90), apart), "1 met");
  EXPECT_EQ(evaluated(records().service("work", 0, open).service("trial", 8, 20, "", "company").at(90), apart),
            "1 violated [8,20) of 0");
  EXPECT_EQ(evaluated(records().service("work", 8, open).service("trial", 0, 8, "", "company").at(90), apart), "1 pending");
  EXPECT_EQ(evaluated(records().service("work", 0, 10).service("trial", 4, 4, "", "company").at(90), apart),
            "1 met");  // a point
  EXPECT_EQ(evaluated(records().service("work", 0, 10, "", "company").at(90), apart), "1 violated [0,10) of 0");
  // Both open, one from the day of the cutoff on: together at that time.
  EXPECT_EQ(evaluated(records().service("work", 0, open).service("trial", 90, open, "", "company").at(90), apart),
            "1 violated at 90 of 0");
}

TEST(NeverTogether, MeansAnotherRecordWhereBothAreTheSame) {
  const auto o = never_together(in_service("work"), in_service("work"));
  EXPECT_EQ(evaluated(records().service("work", 0, 10).service("work", 10, 20).at(90), o), "2 met");
  EXPECT_EQ(evaluated(records().service("work", 0, 10).service("work", 7, 20).service("work", 30, 31).at(90), o),
            "1 met, 2 violated [7,10) of 0");
}

TEST(NeverTogether, NeedsTheOrganisationsKinds) {
  const auto o = never_in_a_company("work");
  const auto log = records().service("work", 0, 10).service("trial", 8, 20, "", "Firma Oy").at(90);
  EXPECT_EQ(evaluated(log, o), "kinds unknown: an organisation that is a private company");
  EXPECT_EQ(evaluated(log, o, {.organisations = {{"Firma Oy", "Private Company"}}}), "1 violated [8,10) of 0");
  EXPECT_EQ(evaluated(log, o, {.organisations = {{"Firma Oy", "municipality"}}}), "1 met");
}

TEST(AtMostEvery, IsFromStartToStart) {
  const auto o = at_most_every(days(10), in_service("work"));
  EXPECT_EQ(evaluated(records().service("work", 0, 30).service("work", 10, 12).service("work", 19, 22).at(90), o),
            "2 met, 1 violated at 19 of 10");
  EXPECT_EQ(evaluated(records().service("work", 0, 3).at(9), o), "1 pending");
  EXPECT_EQ(evaluated(records().service("work", 0, 3).at(10), o), "1 met");
  EXPECT_EQ(evaluated(records().service("work", 0, 3).happened("exit", 5).at(90), o), "1 lapsed");
}

TEST(AtLeastEvery, IsAlsoFromObservationsStartAndToItsEnd) {
  const auto o = at_least_every(days(10), milestone_of("contact"));
  EXPECT_EQ(evaluated(records().service("s", 0, 40).happened("contact", 10).happened("contact", 25).at(30), o),
            "1 met, 1 violated, 1 pending [20,25) of 10");
  EXPECT_EQ(evaluated(records().service("s", 0, 40).happened("contact", 11).at(30), o),
            "2 violated [10,11) of 0 [21,30) of 11");
  EXPECT_EQ(evaluated(records().service("s", 0, 40).happened("referral", 3).at(30), o), "1 violated [10,30) of 0");
  EXPECT_EQ(evaluated(records().service("s", 0, 40).happened("contact", 4).at(14), o), "1 met, 1 pending");
  EXPECT_EQ(evaluated(records().service("s", 0, 40).happened("contact", 4).happened("exit", 14).at(90), o), "2 met");
  EXPECT_EQ(evaluated(records().service("s", 0, 40).happened("contact", 4).happened("exit", 16).at(90), o),
            "1 met, 1 violated [14,16) of 4");
  // Nothing is owed between an exit and the next beginning.
  EXPECT_EQ(evaluated(records()
                          .service("s", 0, 5)
                          .happened("exit", 6)
                          .happened("contact", 8)
                          .service("s", 70, 75)
                          .happened("contact", 75)
                          .at(80),
                      o),
            "2 met, 1 pending");
}

const auto per_contract = employer_contact_per_contract("work", "contact", 2);

TEST(DuringEach, CountsWhatBeginsWhileItLasts) {
  EXPECT_EQ(evaluated(records().service("work", 0, 10).happened("contact", 0).happened("contact", 9).at(90), per_contract),
            "1 met");
  EXPECT_EQ(evaluated(records().service("work", 0, 10).happened("contact", 0).happened("contact", 10).at(90), per_contract),
            "1 violated [0,10) of 0");
  EXPECT_EQ(
      evaluated(records().service("work", 0, 10).service("work", 5, 12).happened("contact", 4).happened("contact", 6).at(90),
                per_contract),
      "1 met, 1 violated [5,12) of 5");
}

TEST(DuringEach, IsPendingWhileItIsOpenAndThereAreTooFew) {
  EXPECT_EQ(evaluated(records().service("work", 0, open).happened("contact", 1).at(90), per_contract), "1 pending");
  EXPECT_EQ(
      evaluated(records().service("work", 0, open).happened("contact", 1).happened("contact", 90).at(90), per_contract),
      "1 met");
  EXPECT_EQ(evaluated(records().service("work", 0, 40).happened("contact", 1).happened("exit", 20).at(90), per_contract),
            "1 lapsed");
  EXPECT_EQ(evaluated(records().service("work", 0, 20).happened("contact", 1).happened("exit", 20).at(90), per_contract),
            "1 violated [0,20) of 0");
}

TEST(CountObligations, HasNoEvaluationWithoutATrigger) {
  EXPECT_EQ(evaluated(records().service("other", 0, 10, "own worker").at(90), own_worker), "");
}

TEST(CountObligations, SaysWhatTheLogTellsNothingOf) {
  const auto log = records().service("work", 0, 10).at(90);
  EXPECT_EQ(evaluated(log, valid_plan_in_every_service()), "not recorded: a valid plan");
  EXPECT_EQ(evaluated(log, own_worker), "not recorded: own worker");
  EXPECT_EQ(evaluated(log, contact), "not recorded: referral");
  EXPECT_EQ(evaluated(log, valid_plan_in_every_service(), {.absent_means_none = true}), "1 violated [0,10) of 0");
  const auto standing = check_obligations(records().service("work", 0, 10, "coach").at(90), {own_worker})[0];
  EXPECT_EQ(standing.status, evaluability::evaluated);
  EXPECT_EQ(standing.unmatched, std::vector{with_role("own worker")});
}

TEST(CountObligations, KnowsPhasesByAnyOfTheirNames) {
  const auto o = while_active(in_phase("työnetsintä")).there_must_be(with_role("coach"));
  EXPECT_EQ(evaluated(records().service("s", 0, 10, "coach", "", "Job-Search").service("s", 20, 25, "", "", "3").at(90), o),
            "1 met, 1 violated [20,25) of 20");
}

TEST(CountObligations, CountsClients) {
  const auto log = records()
                       .service("work", 0, 10)
                       .service("work", 20, 30)
                       .service("work", 0, 5, "", "", "", "d")
                       .service("s", 0, 5, "own worker", "", "", "d")
                       .at(90);
  const auto counts = count_obligations(log, {own_worker, own_worker.named("again")});
  ASSERT_EQ(counts.size(), 2u);
  EXPECT_EQ(counts[0].of(obligation_outcome::violated), (counted{2, 1}));
  EXPECT_EQ(counts[0].of(obligation_outcome::met), (counted{1, 1}));
  EXPECT_EQ(counts[0].triggers(), 3u);
  EXPECT_EQ(counts[0], counts[1]);
}

TEST(CountObligations, RefusesWhatLacksAPart) {
  const auto log = records().service("work", 0, 10).at(90);
  EXPECT_THROW((void)count_obligations(log, {obligation{}}), std::invalid_argument);
  EXPECT_THROW((void)count_obligations(log, {while_active(in_service("work")).there_must_be(with_receiver())}),
               std::invalid_argument);
  std::vector<obligation> many;
  for (int i = 0; i < 65; ++i) many.push_back(at_most_every(days(1), in_service(std::to_string(i))));
  EXPECT_THROW((void)count_obligations(log, many), std::length_error);
  many.pop_back();
  EXPECT_EQ(count_obligations(log, many).size(), 64u);
  EXPECT_TRUE(find_violations(event_log(), many).empty());
}

TEST(FindViolations, NameTheTrigger) {
  const auto log =
      records().service("x", 0, 1).service("work", 2, 10).happened("referral", 1).happened("job start", 3).at(90);
  const auto found = find_violations(log, {own_worker, support}, {.absent_means_none = true});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].kind, record_kind::episodes);
  EXPECT_EQ(log.names(field::services)[log.label_of(found[0].record, field::services)], "work");
  EXPECT_EQ(found[1].kind, record_kind::milestones);
  EXPECT_EQ(found[1].record, 1u);
}

TEST(FindViolations, ReadAsSentences) {
  const auto log =
      records().service("work", 0, 10).service("s", 0, 6, "own worker").happened("referral", 80).handed("B", 1).at(90);
  const std::vector<obligation> all = {own_worker, employer_contact_soon(days(5)),
                                       before(handover_to()).there_must_be(milestone_of("referral")),
                                       at_least_every(days(50), milestone_of("referral"))};
  const auto found = find_violations(log, all);
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(to_string(found[3], all, log),
            "client c: referral at least every 50 days: violated from 2020-02-20 to 2020-03-21, 30 days; observed since "
            "2020-01-01");
  EXPECT_EQ(
      to_string(found[0], all, log),
      "client c: while work is active there must be own worker: violated from 2020-01-07 to 2020-01-11, 4 days; the work "
      "of 2020-01-01 asks for it");
  EXPECT_EQ(to_string(found[1], all, log),
            "client c: first employer contact in time (after referral, first employer contact must begin within 5 days): "
            "violated from 2020-03-26 to 2020-03-31, the cutoff, at least 5 days; the milestone of 2020-03-21 asks for it");
  EXPECT_EQ(
      to_string(found[2], all, log),
      "client c: before a handover there must be referral: violated on 2020-01-02; the handover of 2020-01-02 asks for it");
}

TEST(Catalogue, HoldsTogether) {
  for (const auto& o : {own_worker_during(), valid_plan_in_every_service(), employer_contact_soon(),
                        consent_before_handover(), handover_picked_up(), support_after_job_start(),
                        support_after_failed_trial(), never_in_a_company(), employer_contact_per_contract()}) {
    EXPECT_TRUE(find_problems(o).empty()) << o.name;
    EXPECT_FALSE(o.name.empty());
  }
}

TEST(Catalogue, KeepsSupportWhenAWorkTrialFails) {
  const auto o = support_after_failed_trial(days(30));
  EXPECT_EQ(
      evaluated(records().happened("work trial failed", 5).service("trial", 0, 5).service("own worker", 0, 60).at(90), o),
      "1 met");
  EXPECT_EQ(evaluated(records().happened("work trial failed", 5).service("trial", 0, 5).service("office", 20, 60).at(90), o),
            "1 violated [5,20) of 5");
}

}  // namespace
