// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The values that a design is made of: how they read, and what is said where they do not hold together.

#include <polku/model/find_problems.hpp>
#include <polku/model/text.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

enum class stage : std::uint8_t { intake, training, placement };
enum class unnamed_stage { intake };

}  // namespace

template <>
inline constexpr auto polku::phase_names<stage> = std::array{
    std::pair{stage::intake, std::string_view("intake")},
    std::pair{stage::training, std::string_view("training")},
    std::pair{stage::placement, std::string_view("placement")},
};

namespace {

using namespace polku;

static_assert(phase_enum<stage>);
static_assert(!phase_enum<unnamed_stage>);
static_assert(!phase_enum<int>);

// ---- sentences ----

template <class T>
std::string read(const T& value) {
  return fmt::format("{}", value);
}

TEST(Obligation, ReadsAsASentenceInEachForm) {
  EXPECT_EQ(read(while_active(in_service("rehabilitative work")).there_must_be(with_role("own worker"))),
            "while rehabilitative work is active there must be own worker");
  EXPECT_EQ(read(while_active(in_any_service()).there_must_be(plan_of()).and_also(with_role("own worker"))),
            "while any service is active there must be a valid plan and own worker");
  EXPECT_EQ(read(before(handover_to("Porvoo")).there_must_be(consent_for("Porvoo"))),
            "before a handover to Porvoo there must be the consent that Porvoo is told");
  EXPECT_EQ(read(after(milestone_of("referral")).must_begin(milestone_of("first contact")).within(days(30))),
            "after referral, first contact must begin within 30 days");
  EXPECT_EQ(read(after(in_phase("job search")).must_begin(plan_of("job plan")).within(days(1)).or_be_running()),
            "after phase job search, a valid job plan must begin or be running within 1 day");
  EXPECT_EQ(read(after(milestone_of("job start")).must_stay(in_service("job coaching")).for_at_least(days(90))),
            "after job start, job coaching must stay for at least 90 days");
  EXPECT_EQ(read(after(in_service("A")).must_stay(with_worker("Maija")).until(milestone_of("exit"))),
            "after A, worker Maija must stay until exit");
  EXPECT_EQ(read(never_together(with_organisation("X"), with_kind_of_organisation("private company"))),
            "X and an organisation that is a private company must never be together");
  EXPECT_EQ(read(at_most_every(days(180), in_service("A"))), "A at most every 180 days");
  EXPECT_EQ(read(at_least_every(duration::from_microseconds(duration::microseconds_per_day * 5 / 2), handover_to())),
            "a handover at least every 2.5 days");
  EXPECT_EQ(read(during_each(in_service("A")).at_least(2, milestone_of("contact"))), "during each A at least 2 contact");
}

TEST(Subject, ReadsAsItStandsInASentence) {
  EXPECT_EQ(read(in_any_service()), "any service");
  EXPECT_EQ(read(in_service("A")), "A");
  EXPECT_EQ(read(in_service("")), "any service");
  EXPECT_EQ(read(with_organisation("")), "any organisation");
  EXPECT_EQ(read(with_role("")), "any worker's role");
  EXPECT_EQ(read(with_worker("")), "a worker");
  EXPECT_EQ(read(milestone_of("")), "any milestone");
  EXPECT_EQ(read(plan_of("activation plan")), "a valid activation plan");
  EXPECT_EQ(read(consent_for()), "a consent");
  EXPECT_EQ(read(with_kind_of_organisation("company")), "an organisation that is a company");
  EXPECT_EQ(read(with_kind_of_organisation("")), "an organisation of any kind");
  EXPECT_EQ(read(in_phase("2")), "phase 2");
  EXPECT_EQ(read(in_phase("")), "any phase");
  EXPECT_EQ(read(after(handover_to()).must_begin(with_receiver()).within(days(14))),
            "after a handover, a service of the receiver must begin within 14 days");
}

TEST(Subject, LastsOrHappensAtOneTime) {
  EXPECT_FALSE(milestone_of("job start").lasts());
  EXPECT_FALSE(handover_to("A").lasts());
  EXPECT_TRUE(plan_of().lasts());
  EXPECT_TRUE(consent_for().lasts());
  EXPECT_TRUE(in_any_service().lasts());
  EXPECT_TRUE(with_receiver().lasts());
}

TEST(Step, ReadsAsASentence) {
  EXPECT_EQ(read(move("A", "B")), "A ends and B begins");
  EXPECT_EQ(read(join("A", "B")), "B begins beside A");
  EXPECT_EQ(read(on_failure("A", "B")), "A fails, then B");
  EXPECT_EQ(read(on_failure("A")), "A fails");
  EXPECT_EQ(read(end_of("A")), "A ends");
}

TEST(Rule, ReadsAsASentence) {
  EXPECT_EQ(read(forbids_together(in_service("A"), in_phase("P"))), "A and phase P never together");
  EXPECT_EQ(read(entering(with_kind_of_organisation("private company")).forces_leaving(in_service("A"))),
            "entering an organisation that is a private company forces leaving A");
}

TEST(ValuesOfTheModel, PrintByTheirNames) {
  EXPECT_EQ(read(organisation{"Lahti", "municipality"}), "Lahti");
  EXPECT_EQ(read(role{"own worker"}), "own worker");
  EXPECT_EQ(read(service{"A"}), "A");
  EXPECT_EQ(read(outcome{"education"}), "education");
  EXPECT_EQ(read(phase{"job search"}), "job search");
  EXPECT_EQ(fmt::format("{:>8}|", in_service("A")), "       A|");
}

// ---- values ----

TEST(Obligation, IsAValue) {
  const auto o = while_active(in_service("A")).there_must_be(with_role("R"));
  EXPECT_EQ(o, while_active(in_service("A")).there_must_be(with_role("R")));
  EXPECT_NE(o, o.named("N"));
  EXPECT_NE(o, o.and_also(with_role("S")));
  EXPECT_NE(o, before(in_service("A")).there_must_be(with_role("R")));
  EXPECT_EQ(o.named("N").name, "N");
  EXPECT_EQ(o.named("N").named(""), o);
  const auto within = after(in_service("A")).must_begin(in_service("B")).within(days(3));
  EXPECT_NE(within, within.or_be_running());
  EXPECT_NE(within, after(in_service("A")).must_begin(in_service("B")).within(days(4)));
}

TEST(Step, TakesItsTermsByName) {
  const auto plain = move("A", "B");
  const auto warm = plain.by({.manner = manner::warm, .needs_overlap = true});
  EXPECT_NE(plain, warm);
  EXPECT_EQ(plain.handover, handover_terms());
  EXPECT_EQ(warm.by({}), plain);
}

TEST(HandoverTerms, MayLeaveAGapUnlessTheyOverlapOrAreSeamless) {
  EXPECT_TRUE(handover_terms().may_leave_a_gap());
  EXPECT_TRUE((handover_terms{.greatest_delay = days(1)}).may_leave_a_gap());
  EXPECT_FALSE((handover_terms{.greatest_delay = days(0)}).may_leave_a_gap());
  EXPECT_FALSE((handover_terms{.needs_overlap = true}).may_leave_a_gap());
  EXPECT_FALSE((handover_terms{.greatest_delay = days(1), .needs_overlap = true}).may_leave_a_gap());
}

TEST(PathwayDesign, IsAValueAndFindsItsPartsByName) {
  pathway_design d{.organisations = {{"O"}}, .roles = {{"R"}}, .services = {{"A"}}, .outcomes = common_outcomes()};
  const auto copy = d;
  EXPECT_EQ(d, copy);
  d.services[0].is_support = false;
  EXPECT_NE(d, copy);
  EXPECT_EQ(d.find_service("A"), &d.services[0]);
  EXPECT_EQ(d.find_service("a"), nullptr);
  EXPECT_EQ(d.find_organisation("O"), &d.organisations[0]);
  EXPECT_EQ(d.find_role("R"), &d.roles[0]);
  EXPECT_EQ(d.find_outcome("education"), &d.outcomes[2]);
  EXPECT_EQ(d.process, coaching_process());
}

TEST(Capacity, IsOfAllWorkersTogether) {
  EXPECT_EQ((capacity{.workers = 3, .clients_each = 20}).clients(), 60u);
  EXPECT_EQ((capacity{.workers = 70'000, .clients_each = 70'000}).clients(), 4'900'000'000u);
}

// ---- problems ----

pathway_design good() {
  return {.process = process({{"first"}, {"second"}}),
          .organisations = {{"O", "municipality"}},
          .roles = {{"R", "O"}},
          .services = {{.name = "A",
                        .organisation = "O",
                        .phases = {"first"},
                        .roles = {"R"},
                        .responsible = "R",
                        .consents = {"O"},
                        .capacity = capacity{2, 10}},
                       {"B"}},
          .entries = {"A"},
          .steps = {move("A", "B").by({.accompanied_by = "R"}), join("A", "B"), on_failure("A"), on_failure("A", "work"),
                    end_of("B"), move("B", "work")},
          .outcomes = {{"work"}},
          .rules = {forbids_together(in_service("A"), with_kind_of_organisation("unheard of"))},
          .obligations = {while_active(in_service("A")).there_must_be(with_role("R"))}};
}

// The members in which something is wrong once `change` was made, in order.
template <class Change>
std::string problems(Change change) {
  auto d = good();
  change(d);
  std::string out;
  for (const auto& p : find_problems(d)) {
    out += (out.empty() ? "" : ", ") + p.member;
    EXPECT_FALSE(p.fact.empty());
  }
  return out;
}
std::string problems(const obligation& o) {
  return problems([&](pathway_design& d) { d.obligations = {o}; });
}
std::string problems(const step& s) {
  return problems([&](pathway_design& d) { d.steps = {s}; });
}

TEST(FindProblems, FindsNoneInAGoodDesign) {
  EXPECT_EQ(problems([](pathway_design&) {}), "");
}

TEST(FindProblems, FindsWhatHasNoName) {
  EXPECT_EQ(problems([](pathway_design& d) { d.organisations.push_back({""}); }), "organisations[1].name");
  EXPECT_EQ(problems([](pathway_design& d) { d.roles.push_back({""}); }), "roles[1].name");
  EXPECT_EQ(problems([](pathway_design& d) { d.services.push_back({""}); }), "services[2].name");
  EXPECT_EQ(problems([](pathway_design& d) { d.outcomes.push_back({""}); }), "outcomes[1].name");
}

TEST(FindProblems, FindsNamesGivenTwice) {
  EXPECT_EQ(problems([](pathway_design& d) { d.organisations.push_back({"O"}); }), "organisations[1].name");
  EXPECT_EQ(problems([](pathway_design& d) { d.roles.push_back({"R"}); }), "roles[1].name");
  EXPECT_EQ(problems([](pathway_design& d) { d.services.push_back({"B"}); }), "services[2].name");
  EXPECT_EQ(problems([](pathway_design& d) { d.outcomes.push_back({"work"}); }), "outcomes[1].name");
}

TEST(FindProblems, FindsNamesThatReferToNothing) {
  EXPECT_EQ(problems([](pathway_design& d) { d.roles[0].organisation = "?"; }), "roles[0].organisation");
  EXPECT_EQ(problems([](pathway_design& d) { d.services[1].organisation = "?"; }), "services[1].organisation");
  EXPECT_EQ(problems([](pathway_design& d) { d.services[0].phases = {"second", "third"}; }), "services[0].phases[1]");
  EXPECT_EQ(problems([](pathway_design& d) { d.services[0].roles = {"R", ""}; }), "services[0].roles[1]");
  EXPECT_EQ(problems([](pathway_design& d) { d.services[0].responsible = "?"; }), "services[0].responsible");
  EXPECT_EQ(problems([](pathway_design& d) { d.services[0].consents = {"?"}; }), "services[0].consents[0]");
  EXPECT_EQ(problems([](pathway_design& d) { d.entries = {"A", "work"}; }), "entries[1]");
  EXPECT_EQ(problems(move("?", "B")), "steps[0].from");
  EXPECT_EQ(problems(move("A", "?")), "steps[0].to");
  EXPECT_EQ(problems(on_failure("A", "?")), "steps[0].to");
  EXPECT_EQ(problems(move("A", "B").by({.accompanied_by = "?"})), "steps[0].handover.accompanied_by");
}

TEST(FindProblems, SaysWhatTheDesignHas) {
  auto d = good();
  d.entries = {"C"};
  const auto found = find_problems(d);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0], (design_problem{"entries[0]", "'C' is not a service of the design, which has: A, B"}));
}

TEST(FindProblems, FindsThatNobodyCanBegin) {
  EXPECT_EQ(problems([](pathway_design& d) { d.entries.clear(); }), "entries");
}

TEST(FindProblems, FindsRoomForNobody) {
  EXPECT_EQ(problems([](pathway_design& d) { d.services[0].capacity = capacity{0, 20}; }), "services[0].capacity");
}

TEST(FindProblems, FindsStepsThatCannotBe) {
  EXPECT_EQ(problems(move("A", "")), "steps[0].to");
  EXPECT_EQ(problems(join("A", "")), "steps[0].to");
  EXPECT_EQ(problems(join("A", "work")), "steps[0].to");
  EXPECT_EQ(problems(step{"A", "B", step_kind::ends, {}}), "steps[0].to");
}

TEST(FindProblems, FindsAStepToBothAServiceAndAnOutcome) {
  EXPECT_EQ(problems([](pathway_design& d) {
              d.steps = {move("A", "B")};
              d.outcomes = {{"B"}};
            }),
            "steps[0].to");
}

TEST(FindProblems, FindsRulesAboutWhatIsNotThere) {
  EXPECT_EQ(problems([](pathway_design& d) { d.rules = {forbids_together(in_service("?"), with_organisation("?"))}; }),
            "rules[0].x.name, rules[0].y.name");
  EXPECT_EQ(problems([](pathway_design& d) { d.rules = {entering(with_role("?")).forces_leaving(in_phase("?"))}; }),
            "rules[0].x.name, rules[0].y.name");
}

TEST(FindProblems, FindsRulesAboutWhatIsNoService) {
  for (const auto& s : {plan_of("plan"), consent_for("O"), milestone_of("job start"), handover_to("O"), with_worker("W")})
    EXPECT_NE(problems([&](pathway_design& d) { d.rules = {forbids_together(s, in_service("A"))}; }), "") << to_string(s);
}

TEST(FindProblems, FindsObligationsAboutWhatIsNotThere) {
  EXPECT_EQ(problems(while_active(in_service("?")).there_must_be(with_role("R")).and_also(in_phase("?"))),
            "obligations[0].when.name, obligations[0].needed[1].name");
  EXPECT_EQ(problems(before(handover_to("?")).there_must_be(consent_for("?"))),
            "obligations[0].when.name, obligations[0].needed[0].name");
  EXPECT_EQ(problems(after(in_service("A")).must_stay(in_service("B")).until(in_service("?"))),
            "obligations[0].until_first.name");
  // Open labels are not asked about.
  EXPECT_EQ(problems(before(milestone_of("anything")).there_must_be(plan_of("anything"))), "");
}

TEST(FindProblems, FindsObligationsThatLackAPart) {
  EXPECT_EQ(problems(obligation{.when = in_service("A")}), "obligations[0].needed");
  EXPECT_EQ(
      problems(obligation{.form = obligation_form::begins_within, .when = in_service("A"), .needed = {in_service("B")}}),
      "obligations[0].limit");
  EXPECT_EQ(
      problems(obligation{.form = obligation_form::stays_active, .when = in_service("A"), .needed = {in_service("B")}}),
      "obligations[0].limit");
  EXPECT_EQ(problems(obligation{.form = obligation_form::at_least_every, .when = in_service("A")}), "obligations[0].limit");
  EXPECT_EQ(problems(at_most_every(days(-1), in_service("A"))), "obligations[0].limit");
  EXPECT_EQ(problems(at_most_every(days(0), in_service("A"))), "");
}

TEST(FindProblems, FindsObligationsThatHaveAPartTooMany) {
  EXPECT_EQ(problems(at_most_every(days(1), in_service("A")).and_also(in_service("B"))), "obligations[0].needed");
}

TEST(FindProblems, FindsAReceiverWithoutAHandover) {
  EXPECT_EQ(problems(after(handover_to()).must_begin(with_receiver()).within(days(14))), "");
  EXPECT_EQ(problems(after(milestone_of("m")).must_begin(with_receiver()).within(days(14))), "obligations[0].needed[0]");
  EXPECT_EQ(problems(at_most_every(days(1), with_receiver())), "obligations[0].when");
  EXPECT_EQ(problems(after(in_any_service()).must_stay(in_any_service()).until(with_receiver())),
            "obligations[0].until_first");
}

TEST(FindProblems, FindsObligationsThatSpeakOfOneTimeAsIfItLasted) {
  EXPECT_EQ(problems(while_active(milestone_of("M")).there_must_be(handover_to("O"))),
            "obligations[0].when, obligations[0].needed[0]");
  EXPECT_EQ(problems(never_together(in_service("A"), milestone_of("M"))), "obligations[0].needed[0]");
  EXPECT_EQ(problems(during_each(milestone_of("M")).at_least(1, in_service("A"))), "obligations[0].when");
  EXPECT_EQ(problems(after(in_service("A")).must_stay(milestone_of("M")).for_at_least(days(1))), "obligations[0].needed[0]");
}

TEST(FindProblems, FindsAllOfThem) {
  EXPECT_EQ(problems([](pathway_design& d) {
              d.services[0].organisation = "?";
              d.entries.clear();
              d.steps = {move("?", "?")};
            }),
            "services[0].organisation, entries, steps[0].from, steps[0].to");
}

// ---- processes ----

TEST(Process, IsMadeOfAnEnumeration) {
  const auto p = make_process<stage>();
  EXPECT_EQ(p, process({{"intake"}, {"training"}, {"placement"}}));
  EXPECT_EQ(p.rank_of("placement"), static_cast<std::size_t>(stage::placement));
}

TEST(Process, CallsItsPhasesInThreeLanguages) {
  const auto& search = coaching_process().phases()[2];
  EXPECT_EQ(search.name_in(language::english), "job search");
  EXPECT_EQ(search.name_in(language::finnish), "työnetsintä");
  EXPECT_EQ(search.name_in(language::swedish), "jobbsökning");
  for (const auto& p : coaching_process().phases())
    for (const auto l : {language::english, language::finnish, language::swedish})
      EXPECT_EQ(coaching_process().rank_of(p.name_in(l)), coaching_process().rank_of(p.name));
}

TEST(Process, CallsAPhaseByItsNameWhereALanguageHasNone) {
  const phase p{.name = "training", .other_names = {}, .finnish = "koulutus"};
  EXPECT_EQ(p.name_in(language::finnish), "koulutus");
  EXPECT_EQ(p.name_in(language::swedish), "training");
  const process two({{"intake"}, p});
  EXPECT_EQ(two.rank_of("koulutus"), 1u);
  EXPECT_EQ(two.rank_of(""), std::nullopt);  // nobody's missing Swedish name
}

TEST(Process, ThrowsWhereAPhaseHasNoNameOrAnothers) {
  EXPECT_THROW(process({{"intake"}, {"training"}, {"intake"}}), std::invalid_argument);
  EXPECT_THROW(process({{"job search"}, {"Job_Search"}}), std::invalid_argument);
  EXPECT_THROW(process({{"intake"}, {""}}), std::invalid_argument);
  EXPECT_NO_THROW(process({{"intake"}, {"intake again"}}));
  // By none of its names is a phase another's.
  EXPECT_THROW(process({{"intake"}, {.name = "training", .finnish = "Intake"}}), std::invalid_argument);
  EXPECT_THROW(process({{"intake"}, {.name = "training", .swedish = "INTAKE"}}), std::invalid_argument);
  EXPECT_THROW(process({{"intake"}, {.name = "training", .other_names = {"course", "in-take", "intake"}}}),
               std::invalid_argument);
  EXPECT_NO_THROW(process({{.name = "intake", .finnish = "intake"}, {.name = "training", .other_names = {"training"}}}));
}

TEST(Process, CallsPhasesByNumberWhereNoneIsNamedSo) {
  const process from_zero({{"0"}, {"1"}, {"2"}});
  EXPECT_EQ(from_zero.rank_of("0"), 0u);
  EXPECT_EQ(from_zero.rank_of("1"), 1u);
  EXPECT_EQ(from_zero.rank_of("2"), 2u);
  EXPECT_EQ(from_zero.rank_of("3"), 2u);
  EXPECT_EQ(from_zero.rank_of("4"), std::nullopt);
}

}  // namespace
