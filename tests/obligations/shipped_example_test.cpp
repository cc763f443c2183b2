// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The figures that examples/data/README.md states on own workers, plans and handovers; they were counted from the files.

#include <polku/io/csv/read_csv.hpp>
#include <polku/model/obligation_catalogue.hpp>
#include <polku/obligations/count_obligations.hpp>
#include <polku/obligations/find_violations.hpp>
#include <polku/support/handovers.hpp>

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace {

using namespace polku;

event_log read(const std::string& bundle) {
  return read_bundle(std::string(POLKU_SOURCE_DIR) + "/examples/data/" + bundle, {}).log;
}

std::map<std::string, std::vector<long>> days_violated(const event_log& log, const obligation& o) {
  std::map<std::string, std::vector<long>> out;
  for (const auto& v : find_violations(log, {o}))
    out[std::string(log.name_of(v.client))].push_back(static_cast<long>(v.length().in_days()));
  return out;
}

using found = std::map<std::string, std::vector<long>>;

TEST(TodaysPath, LacksOwnWorkersDuringRehabilitativeWork) {
  EXPECT_EQ(days_violated(read("todays-path"), own_worker_during()),
            (found{{"A-01", {9}}, {"A-02", {53, 7}}, {"A-05", {57}}}));
}

TEST(TodaysPath, LacksActivationPlansDuringRehabilitativeWork) {
  EXPECT_EQ(days_violated(read("todays-path"),
                          while_active(in_service("rehabilitative work")).there_must_be(plan_of("activation plan"))),
            (found{{"A-02", {73}}, {"A-05", {15}}}));
}

TEST(TodaysPath, HandsClientsOverMostlyCold) {
  const auto log = read("todays-path");
  const auto handovers = count_handovers(log).total;
  EXPECT_EQ(log.handovers().size(), 66u);
  EXPECT_EQ(handovers.all.count, 34u);
  EXPECT_EQ(handovers.of(manner::cold).count, 25u);
  EXPECT_EQ(handovers.of(manner::self).count, 6u);
  EXPECT_EQ(handovers.of(manner::warm).count, 3u);
  EXPECT_EQ(handovers.of(handover_outcome::declined).count, 1u);
  EXPECT_EQ(handovers.of(handover_outcome::lost).count, 1u);
  EXPECT_EQ(handovers.of(handover_outcome::pending).count, 1u);
  EXPECT_EQ(handovers.of(consent_state::missing), (counted{2, 1}));
  EXPECT_EQ(days_violated(log, consent_before_handover()), (found{{"A-03", {0, 0}}}));
}

TEST(OrimattilaPilot, HandsClientsOverWarmAndHoldsThemThroughout) {
  const auto log = read("orimattila-pilot");
  const auto handovers = count_handovers(log).total;
  EXPECT_EQ(handovers.all, (counted{11, 5}));
  EXPECT_EQ(handovers.warm_share(), 1.0);
  EXPECT_EQ(handovers.of(handover_outcome::picked_up).count, 11u);
  EXPECT_EQ(handovers.of(consent_state::given).count, 11u);
  const obligation_options kinds{.organisations = {{"private company", "private company"}}};
  const auto held = {own_worker_during(), consent_before_handover(), handover_picked_up(),
                     support_after_failed_trial(days(26)), never_in_a_company()};
  EXPECT_TRUE(find_violations(log, held, kinds).empty());
  EXPECT_EQ(count_obligations(log, held, kinds)[3].of(obligation_outcome::met), (counted{1, 1}));
}

}  // namespace
