// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/io/json/indicator_json.hpp>
#include <polku/quality/indicator_sets.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace polku;

std::string indicator_refusal(std::string text) {
  try {
    (void)read_indicators(text, "i.json");
  } catch (const input_error& e) {
    return e.what();
  }
  return "";
}
std::string indicator_with(const std::string& members) {
  return R"([{"id": "x", "version": "1", "name": "x", "kind": "share", "event": {"what": {"milestone": "referral"}})" +
         (members.empty() ? "" : ", " + members) + "}]";
}

TEST(IndicatorJson, ReadySetsReadBackAsTheSameValues) {
  for (const auto& set : {ips_grow_indicators(), dwp_primary_care_indicators(), document_indicators()}) {
    EXPECT_TRUE(find_problems(set).empty());
    const programme_definition p{set, {valke_outcomes()}};
    EXPECT_TRUE(read_indicators(to_json(p).dump(), "x") == p) << to_json(p).dump();
    auto alone = nlohmann::ordered_json::array();
    for (const auto& i : set) alone.push_back(to_json(i));
    EXPECT_TRUE(read_indicators(alone.dump(), "x").indicators == set);
  }
}

TEST(IndicatorJson, EverythingReadsBackAsTheSameValue) {
  indicator i{.id = "i",
              .version = "2b",
              .name = "n",
              .finnish = "ä",
              .swedish = "å",
              .source = "s",
              .known = provenance::checked,
              .kind = indicator_kind::median_days,
              .event = {milestone_of("exit"), {"job", "study"}, occurrence::each},
              .lag = days(3),
              .exclusions = {{!(is_active(in_service("a"), days(2)) || condition{}), "why"}},
              .counts = with_details(happens(milestone_of("x"), duration::from_microseconds(1), duration{}), {"d"}) &&
                        is_active_for(plan_of(), days(1), days(9)) && happened_before(consent_for("p"), days(1)),
              .until = handover_to("q"),
              .level = 0.9,
              .benchmark = 12.5,
              .not_in_records = "hours"};
  auto outcomes = valke_outcomes();
  outcomes.targets = {{"2009", "education", 30}, {"2009", "", 390}};
  const programme_definition p{{i}, {outcomes}};
  EXPECT_TRUE(read_indicators(to_json(p).dump(), "x") == p) << to_json(p).dump();
}

TEST(IndicatorJson, RefusesWithTheMemberNamed) {
  EXPECT_EQ(indicator_refusal(indicator_with("")), "");
  EXPECT_EQ(indicator_refusal(indicator_with(R"("counts": {"kind": "happened", "what": {"milestone": "x"}})")),
            "i.json, [0].counts.kind: 'happened' is not a kind of condition; is it 'happened_before'?");
  EXPECT_EQ(indicator_refusal(indicator_with(R"("counts": {"kind": "happens", "what": {"milestone": "x"}})")),
            "i.json, [0].counts.within_days: is missing or before the window begins; say how many days");
  EXPECT_EQ(indicator_refusal(indicator_with(R"("counts": {"kind": "all_of", "of": [{"kind": "happens", "within_days": 3}]})")),
            "i.json, [0].counts.of[0].what: is missing; of which records?");
  EXPECT_EQ(indicator_refusal(indicator_with(R"("counts": {"kind": "happens", "within": 3})")),
            "i.json, [0].counts.within: is no member of a condition; is it 'within_days'?");
  EXPECT_EQ(indicator_refusal(indicator_with(R"("exclusions": [{"when": {"kind": "always"}}])")),
            "i.json, [0].exclusions[0].reason: is missing; an exclusion needs it");
  EXPECT_EQ(indicator_refusal(indicator_with(R"("lag_days": -1)")),
            "i.json, [0].lag_days: is negative; events count in their period or a later one");
  EXPECT_EQ(indicator_refusal(R"({"indicators": [], "outcomes": [{"id": "o", "version": "1", "name": "o", "categories": []}]})"),
            "i.json, outcomes[0].categories: is empty; what is counted?");
}

}  // namespace
