// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.

#include "../random_source.hpp"

#include <polku/quality/band_lift.hpp>
#include <polku/quality/check_instrument.hpp>
#include <polku/quality/compare_audits.hpp>
#include <polku/quality/quality_criteria.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace polku;

// Two sections, items of 1 to 3 points and one of 0 to 4; totals from 2 to 10.
instrument small_instrument() {
  return {.name = "small",
          .scale = {1, 3},
          .sections = {{"staff"}, {"content"}},
          .items = {{.number = 1, .section = "staff", .name = "a"},
                    {.number = 2, .section = "content", .name = "b"},
                    {.number = 7, .section = "content", .name = "c", .scale = score_scale{0, 4}}},
          .bands = {{.name = "low", .at_least = 0}, {.name = "fair", .at_least = 5}, {.name = "good", .at_least = 9}}};
}

audit audit_of(std::vector<item_score> agreed, date at = date(2020, 3, 2)) {
  return {.service = "pilot", .at = at, .agreed = std::move(agreed)};
}
audit audit_by(std::vector<rater_scores> raters) {
  return {.service = "pilot", .at = date(2020, 3, 2), .raters = std::move(raters)};
}

std::string first_problem(const std::vector<design_problem>& problems) {
  return problems.empty() ? "" : problems.front().member + ": " + problems.front().fact;
}

TEST(QualityCriteria, HoldTogether) { EXPECT_EQ(first_problem(find_problems(quality_criteria())), ""); }

TEST(QualityCriteria, AreTwentyFiveItemsInThreeSectionsOfOneToFivePoints) {
  const auto& criteria = quality_criteria();
  ASSERT_EQ(criteria.sections.size(), 3u);
  std::map<std::string, int> items;
  for (const auto& i : criteria.items) ++items[i.section];
  EXPECT_EQ(items[criteria.sections[0].name], 3);
  EXPECT_EQ(items[criteria.sections[1].name], 8);
  EXPECT_EQ(items[criteria.sections[2].name], 14);
  EXPECT_EQ(criteria.lowest_total(), 25u);
  EXPECT_EQ(criteria.highest_total(), 125u);
}

TEST(QualityCriteria, BandsAreThoseOfTheDocument) {
  const auto& criteria = quality_criteria();
  const auto band = [&](unsigned total) { return criteria.bands[criteria.band_of(total).value()].finnish; };
  EXPECT_EQ(band(25), "ei tuettua työllistymistä");
  EXPECT_EQ(band(73), "ei tuettua työllistymistä");
  EXPECT_EQ(band(74), "kohtalainen");
  EXPECT_EQ(band(99), "kohtalainen");
  EXPECT_EQ(band(100), "hyvä taso");
  EXPECT_EQ(band(114), "hyvä taso");
  EXPECT_EQ(band(115), "esimerkillinen taso");
  EXPECT_EQ(band(125), "esimerkillinen taso");
}

TEST(QualityCriteria, OnlyTheFirstTwoItemsHaveCheckedBounds) {
  for (const auto& i : quality_criteria().items)
    for (const auto& a : i.anchors) EXPECT_EQ(a.known == provenance::checked, i.number <= 2) << i.number;
}

TEST(SuggestScore, TakesTheBestScoreWhoseBoundIsKept) {
  const auto& items = quality_criteria().items;
  const auto caseload = [&](double v) { return suggest_score(items[0], v); };
  EXPECT_EQ(caseload(20), 5u);
  EXPECT_EQ(caseload(20.01), 4u);
  EXPECT_EQ(caseload(25), 4u);
  EXPECT_EQ(caseload(30), 3u);
  EXPECT_EQ(caseload(40), 2u);
  EXPECT_EQ(caseload(41), 1u);
  const auto competitive = [&](double v) { return suggest_score(items[20], v); };
  EXPECT_EQ(competitive(100), 5u);
  EXPECT_EQ(competitive(94.9), 4u);
  EXPECT_EQ(competitive(65), 2u);
  EXPECT_EQ(competitive(0), 1u);
}

TEST(SuggestScore, SuggestsNothingWhereWordsDecide) {
  const auto& items = quality_criteria().items;
  EXPECT_EQ(suggest_score(items[2], 0), std::nullopt) << "one or two, by what becomes of the client";
  EXPECT_EQ(suggest_score(items[2], 1), 3u);
  EXPECT_EQ(suggest_score(items[8], 3), std::nullopt) << "zero exclusion is not measured";
}

TEST(CheckInstrument, NamesTheMember) {
  const auto after = [](auto change) {
    auto i = small_instrument();
    change(i);
    return first_problem(find_problems(i));
  };
  EXPECT_EQ(after([](instrument&) {}), "");
  EXPECT_EQ(after([](auto& i) { i.name = ""; }), "name: is empty; an instrument needs a name");
  EXPECT_EQ(after([](auto& i) { i.scale = {3, 3}; }), "scale: goes from 3 to 3; the highest score is above the lowest");
  EXPECT_EQ(after([](auto& i) {
              i.items[2].scale = score_scale{0, 5000};
            }),
            "items[2].scale: goes up to 5000; at most 1000 points are given");
  EXPECT_EQ(after([](auto& i) { i.sections[1].name = "staff"; }),
            "sections[1].name: 'staff' is a section already; sections are told by name");
  EXPECT_EQ(after([](auto& i) { i.items[1].number = 1; }),
            "items[1].number: 1 is an item already; items are told by number");
  EXPECT_EQ(after([](auto& i) { i.items[1].section = "contents"; }),
            "items[1].section: 'contents' is no section of the instrument");
  EXPECT_EQ(after([](auto& i) { i.items.clear(); }), "items: is empty; what is scored?");
  EXPECT_EQ(after([](auto& i) { i.bands[2].at_least = 5; }),
            "bands[2].at_least: is 5, not above the 5 of the band before; bands ascend");
  EXPECT_EQ(after([](auto& i) { i.bands[2].at_least = 11; }), "bands[2].at_least: is 11; no total is above 10");
  EXPECT_EQ(after([](auto& i) { i.bands[0].at_least = 3; }), "bands[0].at_least: is 3; a total of 2 would be in no band");
}

TEST(CheckInstrument, AnchorsRiseInOneDirection) {
  const auto after = [](std::vector<score_anchor> anchors) {
    auto i = small_instrument();
    i.items[0].anchors = std::move(anchors);
    return first_problem(find_problems(i));
  };
  EXPECT_EQ(after({{.score = 1}, {.score = 2, .at_least = 5}, {.score = 3, .at_least = 9}}), "");
  EXPECT_EQ(after({{.score = 6}}), "items[0].anchors[0].score: 6 is not on the scale from 1 to 3");
  EXPECT_EQ(after({{.score = 2}, {.score = 2}}),
            "items[0].anchors[1].score: does not rise; anchors stand in the order of their scores");
  EXPECT_EQ(after({{.score = 1, .at_least = 1, .at_most = 2}}),
            "items[0].anchors[0]: has two bounds; give at_least where more is better, at_most where less is");
  EXPECT_EQ(after({{.score = 1, .at_least = 1}, {.score = 2}}),
            "items[0].anchors[1]: has no bound, but a lower score has one");
  EXPECT_EQ(after({{.score = 1, .at_least = 1}, {.score = 2, .at_most = 2}}),
            "items[0].anchors[1]: has a bound of the other direction than the score before");
  EXPECT_EQ(after({{.score = 1, .at_most = 1}, {.score = 2, .at_most = 2}}),
            "items[0].anchors[1]: has a bound that is not stricter than that of the score before");
}

TEST(CheckAudit, SaysWhatIsWrongInOneSentenceEach) {
  const auto problem = [](const audit& a) { return first_problem(find_problems(a, small_instrument())); };
  EXPECT_EQ(problem(audit_of({{1, 3}, {2, 1}})), "") << "what is missing is seen in the result";
  EXPECT_EQ(problem(audit_of({{1, 6}})), "agreed[0].score: item 1 has a score of 6; the scale goes from 1 to 3");
  EXPECT_EQ(problem(audit_of({{1, 0}})), "agreed[0].score: item 1 has a score of 0; the scale goes from 1 to 3");
  EXPECT_EQ(problem(audit_of({{7, 0}})), "") << "its scale is its own";
  EXPECT_EQ(problem(audit_of({{3, 1}})),
            "agreed[0].item: there is no item 3; the instrument has 3 items, the last of them 7");
  EXPECT_EQ(problem(audit_of({{1, 2}, {2, 2}, {1, 2}})),
            "agreed[2].item: item 1 has two scores that were agreed on; keep one of them");
  EXPECT_EQ(problem(audit_by({{"A", {{1, 2}}}, {"B", {{1, 2}, {1, 3}}}})),
            "raters[1].scores[1].item: item 1 has two scores by one rater; keep one of them");
  EXPECT_EQ(problem(audit_by({{"A", {}}, {"A", {}}})),
            "raters[1].rater: is there twice; keep one list of scores for each rater");
  auto other = audit_of({});
  other.instrument_name = "large";
  EXPECT_EQ(problem(other), "instrument: the audit is by 'large', not by 'small'");
  auto never = audit_of({});
  never.at = time_point::from_microseconds(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(problem(never), "at: is beyond the calendar, which has the years 1400 to 9999");
  EXPECT_EQ(find_problems(std::vector{never, never}, small_instrument()).size(), 2u);
  EXPECT_THROW((void)score_audit(small_instrument(), audit_of({{1, 6}})), std::invalid_argument);
}

TEST(CheckAudit, DatesOfAServiceAscend) {
  const auto at = [](int month, const char* service = "pilot") {
    return audit{.service = service, .at = date(2020, static_cast<unsigned short>(month), 1)};
  };
  const auto problem = [](const std::vector<audit>& all) { return first_problem(find_problems(all, small_instrument())); };
  EXPECT_EQ(problem({at(3), at(1, "other"), at(4), at(2, "other")}), "");
  EXPECT_EQ(problem({at(3), at(1, "other"), at(2)}),
            "[2].at: 2020-02-01 is not after 2020-03-01, the audit before of the same service; put them in the order of "
            "their dates");
  EXPECT_NE(problem({at(3), at(3)}), "");
}

TEST(ScoreAudit, AddsUpBySectionAndInAll) {
  const auto r = score_audit(small_instrument(), audit_of({{1, 3}, {2, 1}, {7, 4}}));
  EXPECT_EQ(r.total, (audit_total{{8, 8}, 3, 0, 0}));
  EXPECT_EQ(r.sections[0], (audit_total{{3, 3}, 1, 0, 0}));
  EXPECT_EQ(r.sections[1], (audit_total{{5, 5}, 2, 0, 0}));
  EXPECT_EQ(r.band(), 1u);
}

TEST(ScoreAudit, AMissingItemIsARangeAndNeverZero) {
  const auto r = score_audit(small_instrument(), audit_of({{1, 3}, {7, 4}}));
  EXPECT_EQ(r.items[1], (audited_item{2, item_standing::missing, {1, 3}}));
  EXPECT_EQ(r.total, (audit_total{{8, 10}, 2, 0, 1}));
  EXPECT_EQ(r.total.points.value(), std::nullopt);
  EXPECT_EQ(r.lowest_band, 1u);
  EXPECT_EQ(r.highest_band, 2u);
  EXPECT_EQ(r.band(), std::nullopt);
  EXPECT_EQ(score_audit(small_instrument(), audit_of({})).total.points, (score_range{2, 10}));
}

TEST(ScoreAudit, TheBandCanBeKnownThoughTheTotalIsNot) {
  const auto r = score_audit(small_instrument(), audit_of({{2, 2}, {7, 3}}));
  EXPECT_EQ(r.total.points, (score_range{6, 8}));
  EXPECT_EQ(r.band(), 1u);
}

TEST(ScoreAudit, RatersWhoDifferLeaveARangeUntilTheyAgree) {
  auto a = audit_by({{"A", {{1, 1}, {2, 2}, {7, 0}}}, {"B", {{1, 3}, {2, 2}}}, {"C", {{1, 2}}}});
  auto r = score_audit(small_instrument(), a);
  EXPECT_EQ(r.items[0], (audited_item{1, item_standing::disputed, {1, 3}}));
  EXPECT_EQ(r.items[1], (audited_item{2, item_standing::scored, {2, 2}}));
  EXPECT_EQ(r.items[2], (audited_item{7, item_standing::scored, {0, 0}})) << "by the only one who scored it";
  EXPECT_EQ(r.total, (audit_total{{3, 5}, 2, 1, 0}));
  a.agreed = {{1, 2}};
  r = score_audit(small_instrument(), a);
  EXPECT_EQ(r.total, (audit_total{{4, 4}, 3, 0, 0}));
}

TEST(CompareAudits, CountsWhatRoseAndFell) {
  const auto before = audit_of({{1, 1}, {2, 3}, {7, 2}}), after = audit_of({{1, 2}, {2, 1}, {7, 2}}, date(2021, 2, 1));
  const auto c = compare_audits(small_instrument(), before, after);
  EXPECT_EQ(c.items[0].change, score_change::up);
  EXPECT_EQ(c.items[1].change, score_change::down);
  EXPECT_EQ(c.items[2].change, score_change::same);
  EXPECT_EQ(c.least_change, -1);
  EXPECT_EQ(c.greatest_change, -1);
  EXPECT_EQ(c.count(score_change::unknown), 0u);
}

TEST(CompareAudits, KnowsAChangeOfAMissingItemOnlyWhereNoOtherIsPossible) {
  const auto before = audit_of({{1, 3}, {2, 1}}), after = audit_of({{1, 3}}, date(2021, 2, 1));
  const auto c = compare_audits(small_instrument(), before, after);
  EXPECT_EQ(c.items[0].change, score_change::same);
  EXPECT_EQ(c.items[1].change, score_change::unknown);
  EXPECT_EQ(c.items[2].change, score_change::unknown);
  EXPECT_EQ(c.least_change, -4);
  EXPECT_EQ(c.greatest_change, 6);
  auto disputed = audit_by({{"A", {{2, 2}}}, {"B", {{2, 3}}}});
  disputed.at = date(2021, 2, 1);
  EXPECT_EQ(compare_audits(small_instrument(), before, disputed).items[1].change, score_change::up);
}

TEST(CompareAudits, RefusesDatesOutOfOrder) {
  const auto before = audit_of({}), after = audit_of({}, date(2021, 2, 1));
  EXPECT_THROW((void)compare_audits(small_instrument(), after, before), std::invalid_argument);
  EXPECT_THROW((void)compare_audits(small_instrument(), before, before), std::invalid_argument);
}

TEST(BandLift, ListsTheFewestItemsThatReachTheNextBand) {
  const auto& i = quality_criteria();
  std::vector<item_score> scores;
  for (unsigned n = 1; n <= 25; ++n) scores.push_back({n, n <= 2 ? 1u : n == 3 ? 3u : 4u});  // 93
  const auto lift = find_band_lift(i, score_audit(i, audit_of(scores)));
  ASSERT_TRUE(lift);
  EXPECT_EQ(i.bands[lift->band].name, "good");
  EXPECT_EQ(lift->points, 7u);
  EXPECT_EQ(lift->items, 2u);
  EXPECT_EQ(lift->sets, (std::vector<std::vector<unsigned>>{{1, 2}}));
  EXPECT_EQ(lift->set_count, 1);
}

TEST(BandLift, IsNothingInTheHighestBandAndWhereTheTotalIsNotKnown) {
  const auto i = small_instrument();
  EXPECT_FALSE(find_band_lift(i, score_audit(i, audit_of({{1, 3}, {2, 3}, {7, 3}}))));
  EXPECT_FALSE(find_band_lift(i, score_audit(i, audit_of({{1, 1}, {2, 1}}))));
  EXPECT_TRUE(find_band_lift(i, score_audit(i, audit_of({{1, 3}, {2, 3}, {7, 2}}))));
}

// All sets of items, tried one by one.
TEST(BandLift, AgreesWithTryingEverySet) {
  polku_test::random_source random(2020);
  for (int n = 0; n < 3000; ++n) {
    instrument i{.name = "random", .scale = {1, 5}, .sections = {{"s"}}};
    std::vector<item_score> scores;
    const auto count = static_cast<unsigned>(1 + random.upto(8));
    for (unsigned k = 1; k <= count; ++k) {
      i.items.push_back({.number = 30 - k, .section = "s", .name = "x"});
      scores.push_back({30 - k, static_cast<unsigned>(1 + random.upto(4))});
    }
    i.bands = {{.name = "a"},
               {.name = "b", .at_least = count + 1 + static_cast<unsigned>(random.upto(static_cast<int>(4 * count) - 1))}};
    ASSERT_EQ(first_problem(find_problems(i)), "");
    unsigned total = 0;
    for (const auto& s : scores) total += s.score;
    std::set<std::vector<unsigned>> least;
    int fewest = 99;
    for (unsigned set = 0; set < 1u << count; ++set) {
      unsigned reached = total;
      std::vector<unsigned> numbers;
      bool rises = true;
      for (unsigned k = 0; k < count; ++k)
        if ((set >> k & 1) != 0) {
          reached += 5 - scores[k].score;
          rises = rises && scores[k].score < 5;
          numbers.push_back(scores[k].item);
        }
      if (reached < i.bands[1].at_least || !rises || std::popcount(set) > fewest) continue;
      if (std::popcount(set) < fewest) least.clear();
      fewest = std::popcount(set);
      std::sort(numbers.begin(), numbers.end());
      least.insert(numbers);
    }
    const auto lift = find_band_lift(i, score_audit(i, audit_of(scores)), {.max_sets = 1000});
    ASSERT_EQ(lift.has_value(), total < i.bands[1].at_least);
    if (!lift) continue;
    EXPECT_EQ(std::set(lift->sets.begin(), lift->sets.end()), least);
    EXPECT_EQ(lift->sets.size(), least.size());
    EXPECT_EQ(lift->set_count, static_cast<double>(least.size()));
    EXPECT_EQ(lift->items, static_cast<std::size_t>(fewest));
    EXPECT_TRUE(lift->is_complete);
    const auto some = find_band_lift(i, score_audit(i, audit_of(scores)), {.max_sets = 2});
    EXPECT_EQ(some->sets.size(), std::min<std::size_t>(2, least.size()));
    EXPECT_EQ(some->is_complete, least.size() <= 2);
    EXPECT_EQ(some->set_count, lift->set_count);
  }
}

}  // namespace
