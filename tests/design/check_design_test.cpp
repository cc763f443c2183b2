// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Small designs worked by hand: for each fault where it is found, with its way, and the nearest case where it is not.

#include <polku/design/check_design.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace polku;

// ---- designs in short ----

template <class T>
void add_name(std::vector<T>& all, const std::string& name) {
  if (name.empty()) return;
  if (std::none_of(all.begin(), all.end(), [&](const T& one) { return one.name == name; })) all.push_back({name});
}

// Of these services: the organisations and roles they name, phases "first" and "second", the outcome "work".
pathway_design design_of(std::vector<service> services, std::vector<step> steps, std::vector<std::string> entries = {"A"}) {
  pathway_design d{.name = "test", .process = process({{"first"}, {"second"}})};
  for (const auto& s : services) {
    add_name(d.organisations, s.organisation);
    for (const auto& r : s.roles) add_name(d.roles, r);
    add_name(d.roles, s.responsible);
    for (const auto& c : s.consents) add_name(d.organisations, c);
  }
  d.services = std::move(services);
  d.entries = std::move(entries);
  d.steps = std::move(steps);
  d.outcomes = {{"work"}};
  return d;
}
pathway_design with(pathway_design d, rule r) {
  d.rules.push_back(std::move(r));
  return d;
}
pathway_design with(pathway_design d, obligation o) {
  d.obligations.push_back(std::move(o));
  return d;
}

service run_by(std::string organisation, std::string name) {
  return {.name = std::move(name), .organisation = std::move(organisation)};
}
service held_by(std::string role, std::string name) { return {.name = std::move(name), .responsible = std::move(role)}; }
service without_support(std::string name) { return {.name = std::move(name), .is_support = false}; }
service that_can_fail(std::string name) { return {.name = std::move(name), .can_fail = true}; }
service funded_until(date until, std::string name) { return {.name = std::move(name), .until = until}; }
service marked(std::string milestone, std::string name) {
  return {.name = std::move(name), .milestones = {std::move(milestone)}};
}
service in(std::string phase, service s) {
  s.phases.push_back(std::move(phase));
  return s;
}

const handover_terms seamless{.greatest_delay = duration{}};
const handover_terms overlapping{.needs_overlap = true};

// ---- findings in short ----

std::string joined(const std::vector<std::string>& all) {
  std::string out;
  for (const auto& one : all) out.append(out.empty() ? "" : " / ").append(one);
  return out;
}
// One line per finding: what it is and [the way to it], and for a ping-pong (what happens again and again).
std::string found(const design_check& check, design_fault fault) {
  std::string out;
  for (const auto& f : check.findings) {
    if (f.fault != fault) continue;
    out.append(out.empty() ? "" : "\n").append(f.what);
    if (!f.witness.empty()) out.append(" [" + joined(f.witness) + "]");
    if (!f.circuit.empty()) out.append(" (" + joined(f.circuit) + ")");
  }
  return out;
}
std::string found(const pathway_design& d, design_fault fault, const design_check_options& options = {}) {
  return found(check_design(d, options), fault);
}
std::string lapses(const pathway_design& d) { return found(d, design_fault::lapse); }
std::string unheld(const pathway_design& d) { return found(d, design_fault::nobody_responsible); }
std::string circuits(const pathway_design& d, const design_check_options& o = {}) {
  return found(d, design_fault::ping_pong, o);
}
std::string forced(const pathway_design& d) { return found(d, design_fault::forced_exit); }
std::string rules(const pathway_design& d) { return found(d, design_fault::broken_rule); }
std::string consents(const pathway_design& d) { return found(d, design_fault::unasked_consent); }
std::string obligations(const pathway_design& d) { return found(d, design_fault::broken_obligation); }
std::string traps(const pathway_design& d) { return found(d, design_fault::trapped); }

// ---- lapses ----

TEST(CheckDesign, FindsTheLapseBetweenTwoServices) {
  EXPECT_EQ(
      lapses(design_of({{"A"}, {"B"}}, {move("A", "B")})),
      "A ends and B begins: no support until B begins, and nobody promises when [begins with A / A ends and B begins]");
}

TEST(CheckDesign, SaysHowLongALapseMayBe) {
  EXPECT_EQ(lapses(design_of({{"A"}, {"B"}}, {move("A", "B").by({.greatest_delay = days(14)})})),
            "A ends and B begins: no support for up to 14 days, until B begins [begins with A / A ends and B begins]");
}

TEST(CheckDesign, FindsNoLapseWhereServicesOverlapOrFollowAtOnce) {
  EXPECT_EQ(lapses(design_of({{"A"}, {"B"}}, {move("A", "B").by(overlapping)})), "");
  EXPECT_EQ(lapses(design_of({{"A"}, {"B"}}, {move("A", "B").by(seamless)})), "");
  EXPECT_EQ(lapses(design_of({{"A"}, {"B"}}, {join("A", "B")})), "");
}

TEST(CheckDesign, FindsTheLapseInAServiceThatDoesNotSupport) {
  EXPECT_EQ(lapses(design_of({{"A"}, without_support("E")}, {move("A", "E").by(seamless)})),
            "A ends and E begins: no support is left [begins with A / A ends and E begins]");
  EXPECT_EQ(lapses(design_of({{"A"}, without_support("E")}, {join("A", "E")})), "");
  // To begin without support is no step.
  EXPECT_EQ(lapses(design_of({without_support("E")}, {}, {"E"})), "");
}

TEST(CheckDesign, FindsTheLapseAfterAServiceThatOnlyEnds) {
  EXPECT_EQ(lapses(design_of({{"A"}}, {end_of("A")})), "A ends: no support is left [begins with A / A ends]");
  EXPECT_EQ(lapses(design_of({{"A"}}, {move("A", "work")})), "");
}

TEST(CheckDesign, FindsTheLapseOfEveryStepThatHasOne) {
  // Both lead to the same state, which the second step finds known already.
  EXPECT_EQ(lapses(design_of({{"A"}, {"B"}}, {end_of("A"), end_of("B")}, {"A", "B"})),
            "A ends: no support is left [begins with A / A ends]\n"
            "B ends: no support is left [begins with B / B ends]");
}

TEST(CheckDesign, FindsTheLapseOfAStepThatLeadsWhereALaterLapseLedAlready) {
  // {E} is first reached from F, which does not support either.
  const auto d = design_of({without_support("F"), without_support("E"), {"A"}},
                           {move("F", "E").by(seamless), move("A", "E").by(seamless)}, {"F", "A"});
  EXPECT_EQ(lapses(d), "A ends and E begins: no support is left [begins with A / A ends and E begins]");
}

TEST(CheckDesign, FindsNoLapseWhereAnotherSupportingServiceRunsOn) {
  const std::vector<step> steps{join("B", "A"), move("A", "C"), end_of("A")};
  EXPECT_EQ(lapses(design_of({{"A"}, {"B"}, {"C"}}, steps, {"B"})), "");
  EXPECT_EQ(lapses(design_of({{"A"}, without_support("B"), {"C"}}, steps, {"B"})),
            "A ends and C begins: no support until C begins, and nobody promises when "
            "[begins with B / A begins beside B / A ends and C begins]\n"
            "A ends: no support is left [begins with B / A begins beside B / A ends]");
}

TEST(CheckDesign, FindsTheLapseAfterAFailure) {
  EXPECT_EQ(lapses(design_of({that_can_fail("A")}, {})), "A breaks off: no support is left [begins with A / A breaks off]");
  EXPECT_EQ(lapses(design_of({{"A"}}, {})), "");
  EXPECT_EQ(lapses(design_of({that_can_fail("A")}, {on_failure("A")})),
            "A fails: no support is left [begins with A / A fails]");
}

TEST(CheckDesign, FindsTheLapseBetweenAFailureAndWhatFollows) {
  EXPECT_EQ(lapses(design_of({that_can_fail("A"), {"B"}}, {on_failure("A", "B")})),
            "A fails, then B: no support until B begins, and nobody promises when [begins with A / A fails, then B]");
  EXPECT_EQ(lapses(design_of({that_can_fail("A"), {"B"}}, {on_failure("A", "B").by(seamless)})), "");
  // B is there already.
  EXPECT_EQ(lapses(design_of({that_can_fail("A"), {"B"}}, {join("B", "A"), on_failure("A", "B")}, {"B"})), "");
}

TEST(CheckDesign, FindsTheLapseAfterAFailureThatNothingFundedFollows) {
  EXPECT_EQ(lapses(design_of({that_can_fail("A"), funded_until(date(2022, 1, 1), "B"), {"C"}},
                             {on_failure("A", "B").by(seamless), join("B", "C")})),
            "on 2022-01-01 the funding ends of B: no support is left "
            "[begins with A / A fails, then B / on 2022-01-01 the funding ends of B]\n"
            "A fails, then B: no support is left [begins with A / on 2022-01-01 the funding ends of B / A fails, then B]");
}

TEST(CheckDesign, FindsTheLapseThatAForcedExitMakes) {
  const auto rule = entering(in_service("E")).forces_leaving(in_service("A"));
  EXPECT_EQ(lapses(with(design_of({{"A"}, without_support("E")}, {join("A", "E")}), rule)),
            "E begins beside A: no support is left [begins with A / E begins beside A]");
  EXPECT_EQ(lapses(with(design_of({{"A"}, {"E"}}, {join("A", "E")}), rule)), "");
}

TEST(CheckDesign, FindsTheLapseAtTheEndOfFunding) {
  EXPECT_EQ(lapses(design_of({funded_until(date(2022, 1, 1), "A")}, {})),
            "on 2022-01-01 the funding ends of A: no support is left "
            "[begins with A / on 2022-01-01 the funding ends of A]");
  EXPECT_EQ(lapses(design_of({funded_until(date(2022, 1, 1), "A"), {"B"}}, {join("B", "A")}, {"B"})), "");
}

TEST(CheckDesign, LetsNobodyIntoAServiceWhoseFundingHasEnded) {
  const auto check = check_design(
      design_of({{"A"}, funded_until(date(2022, 1, 1), "B")}, {move("A", "B").by(seamless), move("B", "A").by(seamless)}));
  EXPECT_EQ(found(check, design_fault::lapse),
            "on 2022-01-01 the funding ends of B: no support is left "
            "[begins with A / A ends and B begins / on 2022-01-01 the funding ends of B]");
  EXPECT_EQ(check.states, 4u);  // A and B before, A and nothing after
}

// ---- responsibility ----

TEST(CheckDesign, FindsTheStepAfterWhichNobodyIsResponsible) {
  EXPECT_EQ(unheld(design_of({held_by("coach", "A"), {"B"}}, {move("A", "B").by(seamless)})),
            "A ends and B begins: nobody is responsible for the client [begins with A / A ends and B begins]");
  EXPECT_EQ(unheld(design_of({held_by("coach", "A"), {"B"}}, {join("A", "B")})), "");
  EXPECT_EQ(unheld(design_of({held_by("coach", "A"), held_by("teacher", "B")}, {move("A", "B").by(seamless)})), "");
}

TEST(CheckDesign, FindsTheStepDuringWhichNobodyIsResponsible) {
  EXPECT_EQ(unheld(design_of({held_by("coach", "A"), held_by("coach", "B")}, {move("A", "B")})),
            "A ends and B begins: nobody is responsible for the client until B begins, and nobody promises when "
            "[begins with A / A ends and B begins]");
  EXPECT_EQ(unheld(design_of({held_by("coach", "A"), held_by("coach", "B")}, {move("A", "B").by(overlapping)})), "");
}

TEST(CheckDesign, FindsThatNobodyIsResponsibleFromTheBeginning) {
  EXPECT_EQ(unheld(design_of({{"A"}}, {})), "begins with A: nobody is responsible for the client [begins with A]");
}

TEST(CheckDesign, FindsEveryStepAfterWhichNobodyIsResponsible) {
  const auto d = design_of({held_by("coach", "A"), held_by("coach", "B")}, {end_of("A"), end_of("B")}, {"A", "B"});
  EXPECT_EQ(unheld(d),
            "A ends: nobody is responsible for the client [begins with A / A ends]\n"
            "B ends: nobody is responsible for the client [begins with B / B ends]");
}

TEST(CheckDesign, ListsHowResponsibilityPasses) {
  const auto check =
      check_design(design_of({{.name = "A", .organisation = "O", .responsible = "coach"}, held_by("teacher", "B"), {"C"}},
                             {join("A", "B"), move("A", "C").by(seamless), end_of("B"), move("B", "work")}));
  using change = responsibility_change;
  const std::vector<change> expected{
      // B joins A, which goes on being responsible.
      {"A ends and C begins", "coach (O)", "nobody"},
      {"A ends and C begins", "coach (O)", "teacher"},  // who is there already
      {"B ends", "teacher", "coach (O)"},
      {"B ends", "teacher", "nobody"},
  };
  EXPECT_EQ(check.responsibilities, expected);  // not at an outcome
}

TEST(CheckDesign, ListsWhoTakesResponsibilityWhereNobodyHadIt) {
  const auto check = check_design(design_of({{"A"}, held_by("coach", "B")}, {join("A", "B")}));
  EXPECT_EQ(check.responsibilities, (std::vector<responsibility_change>{{"B begins beside A", "nobody", "coach"}}));
}

// ---- ping-pong ----

TEST(CheckDesign, FindsPingPongBetweenTwoOrganisations) {
  const auto check =
      check_design(design_of({run_by("O1", "A"), run_by("O2", "B")}, {move("A", "B"), move("B", "A"), move("A", "work")}));
  EXPECT_EQ(found(check, design_fault::ping_pong),
            "a client can be sent round between O1 and O2 without progress [begins with A] "
            "(A ends and B begins / B ends and A begins)");
  for (const auto& f : check.findings) {
    if (f.fault == design_fault::ping_pong) {
      EXPECT_EQ(f.parties, (std::vector<std::string>{"O1", "O2"}));
    }
  }
}

TEST(CheckDesign, FindsNoPingPongWithoutAWayBack) {
  EXPECT_EQ(circuits(design_of({run_by("O1", "A"), run_by("O2", "B")}, {move("A", "B"), move("B", "work")})), "");
}

TEST(CheckDesign, FindsNoPingPongWithinOneOrganisation) {
  EXPECT_EQ(circuits(design_of({run_by("O1", "A"), run_by("O1", "B")}, {move("A", "B"), move("B", "A")})), "");
  EXPECT_EQ(circuits(design_of({run_by("O1", "A"), {"B"}}, {move("A", "B"), move("B", "A")})), "");
}

TEST(CheckDesign, FindsPingPongAtTheHighestPhaseThatItReaches) {
  const auto a = in("first", run_by("O1", "A")), b = in("second", run_by("O2", "B"));
  EXPECT_EQ(circuits(design_of({a, b}, {move("A", "B"), move("B", "A")})),
            "a client can be sent round between O1 and O2 without progress [begins with A / A ends and B begins] "
            "(B ends and A begins / A ends and B begins)");
}

TEST(CheckDesign, FindsNoPingPongWhereOneOrganisationOnlyComesAndGoes) {
  const std::vector<step> steps{join("W", "B"), end_of("B"), move("B", "C"), end_of("C")};
  EXPECT_EQ(circuits(design_of({run_by("O1", "W"), run_by("O2", "B"), run_by("O2", "C")}, steps, {"W"})), "");
  EXPECT_EQ(circuits(design_of({run_by("O1", "W"), run_by("O2", "B"), run_by("O3", "C")}, steps, {"W"})),
            "a client can be sent round between O2 and O3 without progress [begins with W] "
            "(B begins beside W / B ends and C begins / C ends)");
}

TEST(CheckDesign, FindsACircuitForEachSetOfOrganisations) {
  EXPECT_EQ(circuits(design_of({run_by("O1", "A"), run_by("O2", "B"), run_by("O3", "C")},
                               {move("A", "B"), move("B", "A"), move("B", "C"), move("C", "A")})),
            "a client can be sent round between O1 and O2 without progress [begins with A] "
            "(A ends and B begins / B ends and A begins)\n"
            "a client can be sent round between O1, O2 and O3 without progress [begins with A / A ends and B begins] "
            "(B ends and C begins / C ends and A begins / A ends and B begins)");
}

TEST(CheckDesign, FindsTheShortestCircuitOfASetOfOrganisations) {
  // A1 > B1 > A2 > B2 > A1 comes first, A2 > B3 > A2 is shorter.
  EXPECT_EQ(circuits(design_of(
                {run_by("O1", "A1"), run_by("O2", "B1"), run_by("O1", "A2"), run_by("O2", "B2"), run_by("O2", "B3")},
                {move("A1", "B1"), move("B1", "A2"), move("A2", "B2"), move("B2", "A1"), move("A2", "B3"), move("B3", "A2")},
                {"A1"})),
            "a client can be sent round between O1 and O2 without progress "
            "[begins with A1 / A1 ends and B1 begins / B1 ends and A2 begins] "
            "(A2 ends and B3 begins / B3 ends and A2 begins)");
}

pathway_design ring() {
  return design_of({run_by("O1", "A"), run_by("O2", "B"), run_by("O3", "C")},
                   {move("A", "B"), move("B", "C"), move("C", "A"), move("A", "work")});
}

TEST(CheckDesign, FindsNoCircuitLongerThanAskedFor) {
  EXPECT_NE(circuits(ring(), {.longest_circuit = 3}), "");
  EXPECT_EQ(circuits(ring(), {.longest_circuit = 2}), "");
  const auto pair = design_of({run_by("O1", "A"), run_by("O2", "B")}, {move("A", "B"), move("B", "A")});
  EXPECT_NE(circuits(pair, {.longest_circuit = 2}), "");
  EXPECT_EQ(circuits(pair, {.longest_circuit = 1}), "");
}

TEST(CheckDesign, SaysWhereLongerCircuitsWereNotLookedFor) {
  EXPECT_TRUE(check_design(ring(), {.longest_circuit = 3}).is_exact());
  EXPECT_FALSE(check_design(ring(), {.longest_circuit = 2}).is_exact());
}

TEST(CheckDesign, SaysHowManyCircuitsAreNotShown) {
  const auto check = check_design(design_of({run_by("O1", "A"), run_by("O2", "B"), run_by("O3", "C")},
                                            {move("A", "B"), move("B", "A"), move("B", "C"), move("C", "A")}),
                                  {.most_circuits = 1});
  EXPECT_EQ(check.count(design_fault::ping_pong), 1u);
  ASSERT_EQ(check.bounds.size(), 1u);
  EXPECT_NE(check.bounds[0].find("not shown"), std::string::npos) << check.bounds[0];
}

// ---- rules ----

TEST(CheckDesign, FindsAForcedExit) {
  const auto rule = entering(with_organisation("O2")).forces_leaving(in_service("A"));
  EXPECT_EQ(forced(with(design_of({run_by("O1", "A"), run_by("O2", "B")}, {join("A", "B")}), rule)),
            "B begins beside A: the client is forced out of A [begins with A / B begins beside A]");
  EXPECT_EQ(forced(with(design_of({run_by("O1", "A"), run_by("O2", "B")}, {move("A", "B")}), rule)), "");
  EXPECT_EQ(forced(design_of({run_by("O1", "A"), run_by("O2", "B")}, {join("A", "B")})), "");
}

TEST(CheckDesign, FindsEveryServiceThatAClientIsForcedOutOf) {
  EXPECT_EQ(forced(with(design_of({{"A"}, {"B"}, {"C"}}, {join("A", "B"), join("B", "C")}),
                        entering(in_service("C")).forces_leaving(in_any_service()))),
            "C begins beside B: the client is forced out of A [begins with A / B begins beside A / C begins beside B]\n"
            "C begins beside B: the client is forced out of B [begins with A / B begins beside A / C begins beside B]");
}

TEST(CheckDesign, FindsARuleThatCanBeBroken) {
  const auto rule = forbids_together(in_service("A"), in_service("B"));
  EXPECT_EQ(rules(with(design_of({{"A"}, {"B"}}, {join("A", "B")}), rule)),
            "A and B never together, but they can be [begins with A / B begins beside A]");
  EXPECT_EQ(rules(with(design_of({{"A"}, {"B"}}, {move("A", "B")}), rule)), "");
  EXPECT_EQ(rules(with(design_of({{"A"}, {"B"}}, {move("A", "B").by(seamless)}), rule)), "");
}

TEST(CheckDesign, FindsARuleThatAnOverlapBreaks) {
  EXPECT_EQ(rules(with(design_of({{"A"}, {"B"}}, {move("A", "B").by(overlapping)}),
                       forbids_together(in_service("A"), in_service("B")))),
            "A and B never together, but they can be [begins with A / A ends and B begins]");
}

TEST(CheckDesign, FindsThatAForcedExitKeepsARule) {
  auto d = with(design_of({{"A"}, {"B"}}, {join("A", "B")}), forbids_together(in_service("A"), in_service("B")));
  EXPECT_NE(rules(d), "");
  d = with(d, entering(in_service("B")).forces_leaving(in_service("A")));
  EXPECT_EQ(rules(d), "");
}

TEST(CheckDesign, ReadsRulesOfOrganisationsTheirKindsRolesAndPhases) {
  auto d = design_of({in("first", {.name = "A", .organisation = "O1", .roles = {"coach"}}),
                      in("second", {.name = "B", .organisation = "O2", .responsible = "teacher"})},
                     {join("A", "B")});
  d.organisations[1].kind = "company";
  const auto is_broken = [&](const subject& x, const subject& y) { return !rules(with(d, forbids_together(x, y))).empty(); };
  EXPECT_TRUE(is_broken(with_organisation("O1"), with_organisation("O2")));
  EXPECT_TRUE(is_broken(with_organisation("O1"), with_kind_of_organisation("company")));
  EXPECT_FALSE(is_broken(with_organisation("O1"), with_kind_of_organisation("municipality")));
  EXPECT_TRUE(is_broken(with_role("coach"), with_role("teacher")));
  EXPECT_TRUE(is_broken(in_phase("first"), in_phase("second")));
  EXPECT_TRUE(is_broken(in_phase("1"), in_phase("Second")));
}

// ---- consents ----

const handover_terms with_consent{.needs_consent = true};

service asks_for(std::string organisation, service s) {
  s.consents.push_back(std::move(organisation));
  return s;
}

TEST(CheckDesign, FindsAConsentThatNobodyHasAsked) {
  EXPECT_EQ(consents(design_of({run_by("O1", "A"), run_by("O2", "B")}, {move("A", "B").by(with_consent)})),
            "A ends and B begins: the handover needs a consent that O2 is told, which nobody has asked "
            "[begins with A / A ends and B begins]");
  EXPECT_EQ(consents(design_of({run_by("O1", "A"), run_by("O2", "B")}, {move("A", "B")})), "");
}

TEST(CheckDesign, FindsNoUnaskedConsentWhereAnEarlierServiceAsksOnEveryWay) {
  EXPECT_EQ(consents(design_of({asks_for("O2", run_by("O1", "A")), run_by("O2", "B")}, {move("A", "B").by(with_consent)})),
            "");
  EXPECT_EQ(consents(design_of({asks_for("O3", run_by("O1", "A")), run_by("O2", "B")}, {move("A", "B").by(with_consent)})),
            "A ends and B begins: the handover needs a consent that O2 is told, which nobody has asked "
            "[begins with A / A ends and B begins]");
}

TEST(CheckDesign, FindsTheWayOnWhichNobodyAsksForAConsent) {
  const auto design = [](service c) {
    return design_of({asks_for("O2", run_by("O1", "A")), std::move(c), run_by("O1", "D"), run_by("O2", "B")},
                     {move("A", "D"), move("C", "D"), move("D", "B").by(with_consent)}, {"A", "C"});
  };
  EXPECT_EQ(consents(design(run_by("O1", "C"))),
            "D ends and B begins: the handover needs a consent that O2 is told, which nobody has asked "
            "[begins with C / C ends and D begins / D ends and B begins]");
  EXPECT_EQ(consents(design(asks_for("O2", run_by("O1", "C")))), "");
}

TEST(CheckDesign, DoesNotLetTheReceiverAskForItsOwnConsent) {
  EXPECT_EQ(consents(design_of({run_by("O1", "A"), asks_for("O2", run_by("O2", "B"))}, {join("A", "B").by(with_consent)})),
            "B begins beside A: the handover needs a consent that O2 is told, which nobody has asked "
            "[begins with A / B begins beside A]");
}

TEST(CheckDesign, FindsEveryUnaskedConsentOrSaysThatItDoesNot) {
  std::vector<service> services{{"A"}};
  std::vector<step> steps;
  for (int i = 0; i < 70; ++i) {
    services.push_back(run_by("O" + std::to_string(i), "B" + std::to_string(i)));
    steps.push_back(move("A", services.back().name).by(with_consent));
  }
  const auto check = check_design(design_of(services, steps));
  EXPECT_TRUE(check.count(design_fault::unasked_consent) == 70 || !check.is_exact())
      << check.count(design_fault::unasked_consent) << " of 70";
}

// ---- obligations ----

service with_own_worker(std::string name) { return {.name = std::move(name), .roles = {"own worker"}}; }

TEST(CheckDesign, FindsThatSomethingIsMissingWhileAServiceIsActive) {
  const auto owed = while_active(in_service("B")).there_must_be(with_role("own worker"));
  const std::vector<step> steps{join("A", "B"), end_of("A"), move("B", "work")};
  EXPECT_EQ(obligations(with(design_of({with_own_worker("A"), {"B"}}, steps), owed)),
            "can be broken: while B is active there must be own worker [begins with A / B begins beside A / A ends]");
  EXPECT_EQ(obligations(with(design_of({with_own_worker("A"), {"B"}}, {steps[0], steps[2]}), owed)), "");
  EXPECT_EQ(obligations(with(design_of({with_own_worker("A"), with_own_worker("B")}, steps), owed)), "");
}

TEST(CheckDesign, NamesABrokenObligation) {
  EXPECT_EQ(obligations(with(design_of({{"A"}, with_own_worker("B")}, {}),
                             while_active(in_service("A")).there_must_be(with_role("own worker")).named("one worker"))),
            "can be broken: one worker (while A is active there must be own worker) [begins with A]");
}

TEST(CheckDesign, AsksForEverythingThatMustBeThere) {
  auto a = with_own_worker("A");
  const auto owed =
      while_active(in_service("A")).there_must_be(with_role("own worker")).and_also(plan_of("activation plan"));
  EXPECT_EQ(obligations(with(design_of({a}, {}), owed)),
            "can be broken: while A is active there must be own worker and a valid activation plan [begins with A]");
  a.plans = {"activation plan"};
  EXPECT_EQ(obligations(with(design_of({a}, {}), owed)), "");
}

TEST(CheckDesign, FindsWhatIsMissingBetweenTwoServices) {
  const auto owed = while_active(in_service("A")).there_must_be(with_role("own worker"));
  const auto design = [](step change) {
    return design_of({with_own_worker("B"), {"A"}, with_own_worker("C")}, {join("B", "A"), std::move(change)}, {"B"});
  };
  EXPECT_EQ(obligations(with(design(move("B", "C")), owed)),
            "can be broken: while A is active there must be own worker "
            "[begins with B / A begins beside B / B ends and C begins]");
  EXPECT_EQ(obligations(with(design(move("B", "C").by(seamless)), owed)), "");
}

TEST(CheckDesign, FindsThatAServiceIsNotPrecededByAnother) {
  const auto owed = before(in_service("B")).there_must_be(in_service("A"));
  EXPECT_EQ(obligations(with(design_of({{"A"}, {"B"}}, {join("A", "B")}), owed)), "");
  // A has ended when B begins, and lasting things have to be valid then.
  EXPECT_EQ(obligations(with(design_of({{"A"}, {"B"}}, {move("A", "B").by(seamless)}), owed)),
            "can be broken: before B there must be A [begins with A / A ends and B begins]");
  EXPECT_EQ(obligations(with(design_of({{"A"}, {"B"}}, {}, {"A", "B"}), owed)),
            "can be broken: before B there must be A [begins with B]");
}

TEST(CheckDesign, CountsAnOverlapAsPreceding) {
  EXPECT_EQ(obligations(with(design_of({{"A"}, {"B"}}, {move("A", "B").by(overlapping)}),
                             before(in_service("B")).there_must_be(in_service("A")))),
            "");
}

TEST(CheckDesign, FindsThatNoPlanPrecedesAService) {
  const auto owed = before(in_service("B")).there_must_be(plan_of("activation plan"));
  const auto design = [](const char* plan_of_a, const char* plan_of_b) {
    return design_of({{.name = "A", .plans = {plan_of_a}}, {.name = "B", .plans = {plan_of_b}}}, {move("A", "B")});
  };
  EXPECT_EQ(obligations(with(design("activation plan", "other"), owed)), "");
  EXPECT_EQ(obligations(with(design("other", "other"), owed)),
            "can be broken: before B there must be a valid activation plan [begins with A / A ends and B begins]");
  EXPECT_EQ(obligations(with(design("other", "activation plan"), owed)), "");  // at or before
  EXPECT_EQ(obligations(with(design("other", "other"), before(in_service("B")).there_must_be(plan_of()))), "");
}

TEST(CheckDesign, FindsThatNoConsentPrecedesAHandover) {
  const auto owed = before(handover_to("O2")).there_must_be(consent_for("O2"));
  EXPECT_EQ(obligations(with(design_of({run_by("O1", "A"), run_by("O2", "B")}, {move("A", "B")}), owed)),
            "can be broken: before a handover to O2 there must be the consent that O2 is told "
            "[begins with A / A ends and B begins]");
  EXPECT_EQ(obligations(with(design_of({asks_for("O2", run_by("O1", "A")), run_by("O2", "B")}, {move("A", "B")}), owed)),
            "");
  // A client who begins with B was not handed over.
  EXPECT_EQ(obligations(with(design_of({run_by("O1", "A"), run_by("O2", "B")}, {}, {"A", "B"}), owed)), "");
}

TEST(CheckDesign, FindsThatNoMilestonePrecedesAService) {
  const auto owed = before(in_service("B")).there_must_be(milestone_of("referral"));
  EXPECT_EQ(obligations(with(design_of({marked("referral", "A"), {"B"}}, {move("A", "B")}), owed)), "");
  EXPECT_EQ(obligations(with(design_of({marked("referral", "A"), {"B"}}, {move("A", "B")}, {"A", "B"}), owed)),
            "can be broken: before B there must be referral [begins with B]");
}

TEST(CheckDesign, FindsThatSomethingNeverBegins) {
  const auto owed = after(milestone_of("job start")).must_begin(in_service("C")).within(days(14));
  const std::vector<service> services{marked("job start", "A"), {"C"}};
  EXPECT_EQ(obligations(with(design_of(services, {move("A", "work"), move("A", "C"), move("C", "work")}), owed)),
            "can be broken: after job start, C must begin within 14 days [begins with A / A ends and work begins]");
  EXPECT_EQ(obligations(with(design_of(services, {move("A", "C"), move("C", "work")}), owed)), "");
}

TEST(CheckDesign, TakesWhatBeginsTogetherAsWithin) {
  EXPECT_EQ(obligations(with(design_of({{.name = "A", .plans = {"plan"}, .milestones = {"start"}}}, {move("A", "work")}),
                             after(milestone_of("start")).must_begin(plan_of("plan")).within(days(0)))),
            "");
}

TEST(CheckDesign, TakesWhatRunsAlreadyOnlyWhereToldTo) {
  const auto owed = after(milestone_of("job start")).must_begin(in_service("C")).within(days(14));
  const auto d = design_of({marked("job start", "A"), {"C"}}, {join("C", "A"), move("A", "work")}, {"C"});
  EXPECT_EQ(obligations(with(d, owed)),
            "can be broken: after job start, C must begin within 14 days "
            "[begins with C / A begins beside C / A ends and work begins]");
  EXPECT_EQ(obligations(with(d, owed.or_be_running())), "");
}

TEST(CheckDesign, FindsThatSomethingNeverBeginsWhereTheClientIsLeftWithNothing) {
  EXPECT_EQ(obligations(with(design_of({marked("job start", "A"), {"C"}}, {end_of("A"), move("A", "C"), move("C", "work")}),
                             after(milestone_of("job start")).must_begin(in_service("C")).within(days(14)))),
            "can be broken: after job start, C must begin within 14 days [begins with A / A ends]");
}

TEST(CheckDesign, FindsWhatDoesNotStayUntilItMay) {
  const auto owed = after(in_service("B")).must_stay(in_service("A")).until(milestone_of("job start"));
  const std::vector<service> services{{"A"}, {"B"}, marked("job start", "J")};
  EXPECT_EQ(obligations(with(design_of(services, {join("A", "B"), move("B", "J"), end_of("A")}), owed)),
            "can be broken: after B, A must stay until job start [begins with A / B begins beside A / A ends]");
  EXPECT_EQ(obligations(with(with(design_of(services, {join("A", "B"), move("B", "J")}), owed),
                             entering(in_service("J")).forces_leaving(in_service("A")))),
            "");
  // Not there from the first.
  EXPECT_EQ(obligations(with(design_of(services, {move("A", "B")}), owed)),
            "can be broken: after B, A must stay until job start [begins with A / A ends and B begins]");
}

TEST(CheckDesign, FindsWhatMayNotStayForItsLimit) {
  const auto owed = after(in_service("B")).must_stay(in_service("A")).for_at_least(days(90));
  EXPECT_EQ(obligations(with(design_of({{"A"}, {"B"}}, {join("A", "B"), end_of("A")}), owed)),
            "can be broken: after B, A must stay for at least 90 days [begins with A / B begins beside A / A ends]");
  // With an outcome everything ends.
  EXPECT_EQ(obligations(with(design_of({{"A"}, {"B"}}, {join("A", "B"), end_of("B"), move("B", "work")}), owed)), "");
}

TEST(CheckDesign, FindsWhatMustNeverBeTogether) {
  const auto owed = never_together(in_service("A"), in_service("B"));
  EXPECT_EQ(obligations(with(design_of({{"A"}, {"B"}}, {join("A", "B")}), owed)),
            "can be broken: A and B must never be together [begins with A / B begins beside A]");
  EXPECT_EQ(obligations(with(design_of({{"A"}, {"B"}}, {move("A", "B")}), owed)), "");
}

TEST(CheckDesign, FindsTheServiceDuringWhichNothingHappened) {
  const auto owed = during_each(in_service("A")).at_least(1, milestone_of("review"));
  const std::vector<service> services{{"A"}, marked("review", "R"), {"B"}};
  EXPECT_EQ(obligations(with(design_of(services, {join("A", "R"), move("A", "B"), move("R", "work")}), owed)),
            "can be broken: during each A at least 1 review [begins with A / A ends and B begins]");
  EXPECT_EQ(obligations(with(design_of(services, {join("A", "R"), move("R", "work")}), owed)), "");
  // Each anew: the second A has none. W holds the client between them.
  EXPECT_EQ(obligations(with(design_of({{"W"}, {"A"}, marked("review", "R")},
                                       {join("W", "A"), move("A", "R").by(seamless), move("R", "A")}, {"W"}),
                             during_each(in_service("A")).at_least(1, milestone_of("review")))),
            "can be broken: during each A at least 1 review [begins with W / A begins beside W / A ends and R begins]");
}

TEST(CheckDesign, KeepsApartTheServicesDuringWhichSomethingHappens) {
  // A has its review before B of the same organisation begins.
  const auto d = design_of({run_by("O1", "A"), marked("review", "R"), run_by("O1", "B"), run_by("O2", "C")},
                           {join("A", "R"), join("R", "B"), join("B", "C")});
  EXPECT_EQ(obligations(with(with(d, entering(in_service("C")).forces_leaving(in_service("A"))),
                             during_each(with_organisation("O1")).at_least(1, milestone_of("review")))),
            "");
}

TEST(CheckDesign, TellsNothingOfTimesAndWorkers) {
  auto d = design_of({{"A"}, {"B"}}, {move("A", "work"), join("A", "B")});
  d.obligations = {at_most_every(days(30), in_service("A")),
                   at_least_every(days(30), milestone_of("contact")).named("contact"),
                   while_active(in_service("A")).there_must_be(with_worker("Maija")),
                   never_together(with_worker("Maija"), in_service("A")),
                   during_each(in_service("A")).at_least(2, milestone_of("contact")),
                   after(in_service("A")).must_begin(in_service("B")).within(days(2)).and_also(in_service("A"))};
  const auto check = check_design(d);
  EXPECT_EQ(check.count(design_fault::broken_obligation), 0u);
  EXPECT_EQ(check.untold, (std::vector<std::string>{
                              "A at most every 30 days", "contact (contact at least every 30 days)",
                              "while A is active there must be worker Maija", "worker Maija and A must never be together",
                              "during each A at least 2 contact", "after A, B and A must begin within 2 days"}));
  EXPECT_TRUE(check.is_exact());
}

TEST(CheckDesign, TellsNothingOfAStayUntilAWorkerComes) {
  const auto check = check_design(with(design_of({{"A"}, {"B"}}, {join("A", "B"), end_of("A")}),
                                       after(in_service("B")).must_stay(in_service("A")).until(with_worker("Maija"))));
  EXPECT_EQ(check.untold, std::vector<std::string>{"after B, A must stay until worker Maija"});
  EXPECT_EQ(check.count(design_fault::broken_obligation), 0u);
}

// ---- ways that lead nowhere, services and phases ----

TEST(CheckDesign, FindsWhereAClientIsTrapped) {
  EXPECT_EQ(traps(design_of({{"A"}, {"B"}}, {move("A", "B"), move("A", "work")})),
            "A ends and B begins: from then on no outcome can be reached [begins with A / A ends and B begins]");
  EXPECT_EQ(traps(design_of({{"A"}, {"B"}}, {move("A", "B"), move("B", "work")})), "");
  EXPECT_EQ(traps(design_of({{"A"}}, {})), "begins with A: from then on no outcome can be reached [begins with A]");
}

TEST(CheckDesign, FindsThatTheEndOfFundingTrapsAClient) {
  EXPECT_EQ(traps(design_of({{"A"}, funded_until(date(2022, 1, 1), "B")}, {move("A", "B"), move("B", "work")})),
            "on 2022-01-01 the funding ends of B: from then on no outcome can be reached "
            "[begins with A / on 2022-01-01 the funding ends of B]");
}

TEST(CheckDesign, SaysThatADesignWithoutOutcomesKeepsEverybody) {
  auto d = design_of({{"A"}}, {});
  d.outcomes.clear();
  EXPECT_EQ(traps(d), "the design names no outcome: every client stays for ever");
}

TEST(CheckDesign, FindsAServiceThatNoWayLeadsTo) {
  const std::vector<service> services{{"A"}, {"B"}, {"C"}};
  EXPECT_EQ(found(design_of(services, {move("A", "B"), move("C", "B")}), design_fault::unreachable_service),
            "no way leads to C");
  EXPECT_EQ(found(design_of(services, {move("A", "B"), join("B", "C")}), design_fault::unreachable_service), "");
  EXPECT_EQ(found(design_of(services, {move("A", "B")}, {"A", "C"}), design_fault::unreachable_service), "");
}

TEST(CheckDesign, FindsAPhaseThatNoServiceServes) {
  EXPECT_EQ(found(design_of({in("first", {"A"})}, {}), design_fault::unserved_phase),
            "no service serves the phase 'second'");
  EXPECT_EQ(found(design_of({in("first", in("2", {"A"}))}, {}), design_fault::unserved_phase), "");
}

TEST(CheckDesign, FindsAPhaseThatIsServedNoLonger) {
  const auto a = in("first", {"A"}), b = in("second", funded_until(date(2022, 1, 1), "B"));
  EXPECT_EQ(found(design_of({a, b}, {}), design_fault::no_longer_served),
            "from 2022-01-01 on no service serves the phase 'second'");
  EXPECT_EQ(found(design_of({a, b, in("second", {"C"})}, {}), design_fault::no_longer_served), "");
}

TEST(CheckDesign, SaysSinceWhenAPhaseIsServedNoLonger) {
  EXPECT_EQ(
      found(design_of({in("first", funded_until(date(2025, 1, 1), "A")), in("second", funded_until(date(2022, 1, 1), "B"))},
                      {}),
            design_fault::no_longer_served),
      "from 2025-01-01 on no service serves the phase 'first'\n"
      "from 2022-01-01 on no service serves the phase 'second'");
}

// ---- bounds and problems ----

TEST(CheckDesign, SaysThatThereAreMoreStates) {
  const auto d = design_of({{"A"}, {"B"}, {"C"}, {"D"}}, {move("A", "B"), move("B", "C"), move("C", "work")});
  const auto cut = check_design(d, {.most_states = 1});
  ASSERT_EQ(cut.bounds.size(), 1u);
  EXPECT_NE(cut.bounds[0].find("there are more"), std::string::npos) << cut.bounds[0];
  EXPECT_EQ(cut.count(design_fault::unreachable_service), 0u);
  EXPECT_EQ(cut.count(design_fault::trapped), 0u);
  const auto whole = check_design(d);
  EXPECT_TRUE(whole.is_exact());
  EXPECT_EQ(whole.states, 4u);  // A, B, C, work
  EXPECT_EQ(whole.count(design_fault::unreachable_service), 1u);
  EXPECT_TRUE(check_design(d, {.most_states = 4}).is_exact());
}

TEST(CheckDesign, SaysThatMoreServicesAtOnceWereNotLookedAt) {
  const auto d = design_of({{"A"}, {"B"}, {"C"}}, {join("A", "B"), join("B", "C"), move("C", "work")});
  const auto cut = check_design(d, {.most_services = 2});
  ASSERT_EQ(cut.bounds.size(), 1u);
  EXPECT_NE(cut.bounds[0].find("2 services at once"), std::string::npos) << cut.bounds[0];
  EXPECT_EQ(cut.count(design_fault::unreachable_service), 0u);
  EXPECT_TRUE(check_design(d, {.most_services = 3}).is_exact());
}

TEST(CheckDesign, KeepsToEightServicesAtOnce) {
  std::vector<service> services;
  std::vector<step> steps;
  for (char name = 'A'; name != 'K'; ++name) {
    services.push_back({std::string(1, name)});
    if (name != 'A') steps.push_back(join(std::string(1, static_cast<char>(name - 1)), std::string(1, name)));
  }
  const auto check = check_design(design_of(services, steps), {.most_services = 100});
  ASSERT_EQ(check.bounds.size(), 1u);
  EXPECT_NE(check.bounds[0].find("8 services at once"), std::string::npos) << check.bounds[0];
  EXPECT_EQ(check.states, 8u);
}

TEST(CheckDesign, ThrowsWhereTheDesignDoesNotHoldTogether) {
  const auto said = [](const pathway_design& d) -> std::string {
    try {
      (void)check_design(d);
    } catch (const std::invalid_argument& e) {
      return e.what();
    }
    return "nothing";
  };
  EXPECT_NE(said(design_of({{"A"}}, {move("A", "nowhere")})).find("steps[0].to"), std::string::npos);
  EXPECT_NE(said(design_of({{"A"}}, {}, {})).find("entries"), std::string::npos);
  auto d = design_of({{"A"}}, {});
  d.services[0].organisation = "unheard of";
  EXPECT_NE(said(d).find("services[0].organisation"), std::string::npos);
}

TEST(CheckDesign, OrdersFindingsByFaultThenByTheLengthOfTheWay) {
  const auto check = check_design(design_of({{"A"}, {"B"}, {"C"}}, {move("A", "B"), move("B", "C"), end_of("A")}));
  for (std::size_t i = 1; i < check.findings.size(); ++i) {
    const auto &a = check.findings[i - 1], &b = check.findings[i];
    EXPECT_LE(a.fault, b.fault);
    if (a.fault == b.fault) {
      EXPECT_LE(a.witness.size(), b.witness.size());
    }
  }
}

}  // namespace
