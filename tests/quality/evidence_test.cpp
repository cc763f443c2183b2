// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.

#include "../days.hpp"
#include "../random_source.hpp"

#include <polku/quality/find_evidence.hpp>
#include <polku/quality/quality_criteria.hpp>

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace polku;
using polku_test::day;

const interval hundred_days = {day(0), day(100)};

struct stay {
  const char* client;
  const char* worker;
  int start, end;
  const char* phase = "";
  const char* role = "job coach";
};
struct happening {
  const char* client;
  int at;
  const char* kind;
  const char* detail = "";
};

event_log log_of(const std::vector<stay>& stays, const std::vector<happening>& happenings, int cutoff = 200) {
  log_builder builder;
  for (const auto& s : stays) {
    episode e{.client = s.client,
              .service = "coaching",
              .role = s.role,
              .worker = s.worker,
              .phase = s.phase,
              .start = day(s.start)};
    if (s.end != polku_test::open) e.end = day(s.end);
    (void)builder.add(e);
  }
  for (const auto& h : happenings) (void)builder.add(milestone{h.client, day(h.at), h.kind, h.detail});
  return builder.finish(day(cutoff));
}

std::map<std::string, std::size_t> reasons(const evidence& e) {
  std::map<std::string, std::size_t> out;
  for (const auto& x : e.excluded) out[x.reason] = x.cases.count;
  return out;
}
using counts = std::map<std::string, std::size_t>;

TEST(MeasureCaseload, IsClientDaysThroughCoachDays) {
  const auto e = measure_caseload(
      log_of({{"a", "W", 0, 10}, {"b", "W", 5, 15}, {"b", "W", 6, 8}, {"a", "V", 20, 30}, {"c", "", 0, 50}}, {}),
      hundred_days);
  EXPECT_EQ(e.numerator, 30) << "10 and 10 with W, 10 with V";
  EXPECT_EQ(e.denominator, 25) << "15 of W, 10 of V";
  EXPECT_EQ(e.value, 1.2);
  EXPECT_EQ(reasons(e), (counts{{"served, but by no coach on record", 1}}));
}

TEST(MeasureCaseload, ReachesToTheCutoffAndSaysWhoIsOpen) {
  const auto log = log_of({{"a", "W", 90, polku_test::open}, {"b", "W", 95, polku_test::open}}, {}, 98);
  const auto e = measure_caseload(log, hundred_days);
  EXPECT_EQ(e.numerator, 8 + 3);
  EXPECT_EQ(e.denominator, 8);
  EXPECT_EQ(e.censored, (counted{2, 2}));
  EXPECT_EQ(measure_caseload(log, hundred_days, {.full_time_coaches = 0.5}).value, 11 / 49.0);
}

TEST(MeasureCaseload, IsUndefinedWithoutCoaches) {
  EXPECT_FALSE(measure_caseload(log_of({{"a", "", 0, 10}}, {}), hundred_days).value);
  EXPECT_FALSE(measure_caseload(log_of({{"a", "W", 0, 10}}, {}), {day(20), day(30)}).value);
  const evidence_options o{.coach_roles = {"Job_Coach"}};
  EXPECT_FALSE(measure_caseload(log_of({{"a", "W", 0, 10, "", "nurse"}}, {}), hundred_days, o).value);
  EXPECT_EQ(measure_caseload(log_of({{"a", "W", 0, 10}, {"b", "V", 0, 10, "", "nurse"}}, {}), hundred_days, o).value, 1.0);
}

// Day by day.
TEST(MeasureCaseload, AgreesWithCountingDays) {
  polku_test::random_source random(2020);
  for (int n = 0; n < 5000; ++n) {
    std::vector<stay> stays;
    const int cutoff = 10 + random.upto(30);
    for (int k = random.upto(9); k > 0; --k) {
      const int start = random.upto(cutoff);
      stays.push_back({random.one_of<const char*>({"a", "b", "c"}), random.one_of<const char*>({"V", "W", ""}), start,
                       random.one_in(4) ? polku_test::open : start + random.upto(15)});
    }
    const int begin = random.upto(20), end = begin + 1 + random.upto(20);
    std::set<std::pair<std::string, int>> coach_days;
    std::set<std::pair<std::string, int>> client_days;
    for (const auto& s : stays)
      for (int d = std::max(s.start, begin); d < std::min({s.end == polku_test::open ? 1000 : s.end, end, cutoff}); ++d)
        if (*s.worker != '\0') {
          coach_days.insert({s.worker, d});
          client_days.insert({std::string(s.worker) + s.client, d});
        }
    const auto e = measure_caseload(log_of(stays, {}, cutoff), {day(begin), day(end)});
    ASSERT_EQ(e.numerator, static_cast<double>(client_days.size())) << n;
    ASSERT_EQ(e.denominator, static_cast<double>(coach_days.size())) << n;
    ASSERT_EQ(e.value.has_value(), !coach_days.empty());
  }
}

TEST(FindEvidence, PhasesPerWorkerCountsThoseOfTheProcess) {
  const auto log = log_of({{"a", "W", 0, 5, "mapping"},
                           {"b", "W", 0, 5, "2"},
                           {"a", "W", 5, 9, "job search"},
                           {"a", "V", 0, 5, "mapping"},
                           {"a", "V", 0, 5, "tea"},
                           {"a", "U", 0, 5},
                           {"b", "", 0, 5, "mapping"}},
                          {});
  const auto e = *find_evidence(log, evidence_measure::phases_per_worker, hundred_days);
  EXPECT_EQ(e.numerator, 3);
  EXPECT_EQ(e.denominator, 2);
  EXPECT_EQ(reasons(e), (counts{{"coaches without any phase on record", 1},
                                {"episodes by no coach on record", 1},
                                {"episodes without a phase", 1},
                                {"episodes in a phase that the process does not know", 1}}));
}

TEST(FindEvidence, DaysToEmployerContactSayWhoHasNone) {
  const auto log =
      log_of({{"a", "W", 0, 50}, {"b", "W", 10, 50}, {"c", "W", 10, 50}, {"d", "W", 10, 50}, {"e", "W", 150, 160}},
             {{"a", 20, "first employer contact"},
              {"a", 30, "employer contact"},
              {"b", 20, "Employer_Contact"},
              {"c", 5, "employer contact"},
              {"f", 5, "employer contact"}});
  const auto e = *find_evidence(log, evidence_measure::days_to_employer_contact, hundred_days);
  EXPECT_EQ(e.value, 15.0);
  EXPECT_EQ(e.denominator, 2);
  EXPECT_EQ(e.censored, (counted{1, 1}));
  EXPECT_EQ(reasons(e), (counts{{"without entry in the records", 1},
                                {"entry outside the period", 1},
                                {"employer contact before entry only", 1},
                                {"without employer contact by the cutoff", 1}}));
  EXPECT_FALSE(e.note.empty());
}

TEST(FindEvidence, EmployerContactsAreCountedByCoachAndWeek) {
  const auto log = log_of({{"a", "W", 0, 14}, {"b", "V", 0, 7}}, {{"a", 1, "employer contact"},
                                                                  {"a", 2, "employer contact"},
                                                                  {"b", 3, "first employer contact"},
                                                                  {"b", 120, "employer contact"}});
  EXPECT_EQ(find_evidence(log, evidence_measure::employer_contacts_per_week, hundred_days)->value, 1.0);
}

TEST(FindEvidence, DiversityAndCompetitionLeaveOutWhatIsNotRecorded) {
  const auto log = log_of({}, {{"a", 10, "employer", "Bakery"},
                               {"a", 10, "job start", "open labour market"},
                               {"a", 50, "job start", "wage subsidy"},
                               {"a", 50, "employer", "bakery"},
                               {"b", 10, "job start", "Competitive"},
                               {"b", 12, "employer", "School"},
                               {"c", 10, "job start"},
                               {"d", 120, "job start", "competitive"}});
  const auto employers = *find_evidence(log, evidence_measure::employer_diversity, hundred_days);
  EXPECT_EQ(employers.numerator, 2);
  EXPECT_EQ(employers.denominator, 3);
  EXPECT_EQ(reasons(employers), (counts{{"job starts without employer on record", 1}}));
  const auto competitive = *find_evidence(log, evidence_measure::competitive_share, hundred_days);
  EXPECT_NEAR(*competitive.value, 200.0 / 3, 1e-9);
  EXPECT_EQ(reasons(competitive), (counts{{"job starts without the kind of job on record", 1}}));
  EXPECT_FALSE(find_evidence(log, evidence_measure::job_type_diversity, hundred_days)->value) << "undefined, not zero";
}

TEST(FindEvidence, FollowAlongIsSupportFourMonthsLater) {
  const auto log = log_of({{"a", "W", 0, 300, "support"}, {"b", "W", 0, 60, "support"}, {"c", "W", 0, 300, "support"}},
                          {{"a", 10, "job start"},
                           {"b", 10, "job start"},
                           {"c", 10, "job start"},
                           {"c", 40, "job end"},
                           {"d", 90, "job start"}});
  const auto e = *find_evidence(log, evidence_measure::follow_along, hundred_days);
  EXPECT_EQ(e.value, 50.0);
  EXPECT_EQ(e.denominator, 2);
  EXPECT_EQ(e.censored.count, 1u);
}

TEST(FindEvidence, StandsBesideTheAuditorsScore) {
  const auto log = log_of({{"a", "W", 0, 100, "mapping"}}, {{"a", 40, "first employer contact"}});
  const audit a{.service = "s", .at = date(2020, 4, 1), .agreed = {{1, 3}}};
  const auto audited = score_audit(quality_criteria(), a);
  const auto found = find_evidence(log, quality_criteria(), hundred_days, {}, &audited);
  ASSERT_EQ(found.size(), 8u);
  EXPECT_EQ(found[0].number, 1u);
  EXPECT_EQ(found[0].suggested, 5u);
  EXPECT_EQ(found[0].audited, (score_range{3, 3}));
  EXPECT_EQ(found[1].number, 3u);
  EXPECT_FALSE(found[1].suggested) << "five phases cannot make six";
  EXPECT_EQ(found[2].number, 15u);
  EXPECT_EQ(found[2].suggested, 4u);
  EXPECT_EQ(found[2].audited, (score_range{1, 5}));
  EXPECT_FALSE(found[4].suggested) << "no job starts: nothing to suggest";
  EXPECT_THROW((void)find_evidence(log, quality_criteria(), {day(2), day(1)}), std::invalid_argument);
}

}  // namespace
