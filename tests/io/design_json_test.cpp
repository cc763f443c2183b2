// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/io/json/design_json.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace polku;

// Everything that a design can say, said once.
pathway_design rich_design() {
  return {
      .name = "Työhönvalmennus \"2027\"",
      .process = process({{"intake", {"alku"}, "vastaanotto", "mottagning"}, {"training"}, {"placement", {}, "sijoitus"}}),
      .organisations = {{"Lahti", "municipality"}, {"Oma Oy", "private company"}, {"TE-toimisto"}},
      .roles = {{"job coach", "Oma Oy"}, {"own worker"}},
      .services = {{.name = "rehabilitative work",
                    .organisation = "Lahti",
                    .phases = {"intake", "2"},
                    .roles = {"own worker"},
                    .responsible = "own worker",
                    .can_fail = true,
                    .consents = {"Oma Oy", "TE-toimisto"},
                    .plans = {"activation plan"},
                    .milestones = {"start of work"},
                    .capacity = capacity{2, 15},
                    .until = time_point(date(2027, 12, 31))},
                   {.name = "job coaching", .organisation = "Oma Oy", .roles = {"job coach"}, .capacity = capacity{}},
                   {.name = "employment", .is_support = false},
                   {.name = "nothing but a name"}},
      .entries = {"rehabilitative work", "job coaching"},
      .steps = {move("rehabilitative work", "job coaching")
                    .by({.manner = manner::warm,
                         .greatest_delay = duration{},
                         .needs_overlap = true,
                         .needs_consent = true,
                         .accompanied_by = "own worker"}),
                join("job coaching", "employment").by({.manner = manner::self, .greatest_delay = days(14)}),
                on_failure("rehabilitative work", "job coaching").by({.manner = manner::cold}), on_failure("job coaching"),
                move("employment", "open labour market"), end_of("nothing but a name")},
      .outcomes = {{"open labour market"}, {"other"}},
      .rules = {entering(with_kind_of_organisation("private company")).forces_leaving(in_service("rehabilitative work")),
                forbids_together(in_phase("training"), with_organisation("Lahti"))},
      .obligations = {while_active(in_any_service()).there_must_be(with_role("own worker")).and_also(plan_of()).named("a"),
                      before(milestone_of("job start")).there_must_be(consent_for("Oma Oy")),
                      after(milestone_of("referral")).must_begin(handover_to("Oma Oy")).within(days(30)).or_be_running(),
                      after(in_service("job coaching"))
                          .must_stay(with_worker("w1"))
                          .for_at_least(duration::from_microseconds(216'000'000'001)),
                      after(milestone_of("job start")).must_stay(in_service("job coaching")).until(milestone_of("exit")),
                      never_together(in_service("job coaching"), plan_of("activation plan")),
                      at_most_every(duration::from_microseconds(36 * 3'600'000'000), milestone_of("meeting")),
                      at_least_every(days(7), handover_to()),
                      during_each(in_any_service()).at_least(3, milestone_of("call"))}};
}

// The same in JSON, as one would write it.
constexpr std::string_view rich_json = R"({
  "name": "Työhönvalmennus \"2027\"",
  "process": [
    {"name": "intake", "other_names": ["alku"], "finnish": "vastaanotto", "swedish": "mottagning"},
    "training",
    {"name": "placement", "finnish": "sijoitus"}
  ],
  "organisations": [{"name": "Lahti", "kind": "municipality"}, {"name": "Oma Oy", "kind": "private company"}, "TE-toimisto"],
  "roles": [{"name": "job coach", "organisation": "Oma Oy"}, "own worker"],
  "services": [
    {"name": "rehabilitative work", "organisation": "Lahti", "phases": ["intake", "2"], "roles": ["own worker"],
     "responsible": "own worker", "can_fail": true, "consents": ["Oma Oy", "TE-toimisto"], "plans": ["activation plan"],
     "milestones": ["start of work"], "capacity": {"workers": 2, "clients_each": 15}, "until": "2027-12-31"},
    {"name": "job coaching", "organisation": "Oma Oy", "roles": ["job coach"], "capacity": {}},
    {"name": "employment", "is_support": false},
    "nothing but a name"
  ],
  "entries": ["rehabilitative work", "job coaching"],
  "steps": [
    {"from": "rehabilitative work", "to": "job coaching",
     "handover": {"manner": "warm", "greatest_delay_days": 0, "needs_overlap": true, "needs_consent": true,
                  "accompanied_by": "own worker"}},
    {"kind": "joins", "from": "job coaching", "to": "employment", "handover": {"manner": "self", "greatest_delay_days": 14}},
    {"kind": "fails", "from": "rehabilitative work", "to": "job coaching", "handover": {"manner": "cold"}},
    {"kind": "fails", "from": "job coaching"},
    {"from": "employment", "to": "open labour market"},
    {"kind": "ends", "from": "nothing but a name"}
  ],
  "outcomes": ["open labour market", "other"],
  "rules": [
    {"kind": "forces_leaving", "x": {"organisation_kind": "private company"}, "y": {"service": "rehabilitative work"}},
    {"kind": "never_together", "x": {"phase": "training"}, "y": {"organisation": "Lahti"}}
  ],
  "obligations": [
    {"name": "a", "form": "while_active", "when": {"any_service": true}, "needed": [{"role": "own worker"}, {"plan": ""}]},
    {"form": "preceded_by", "when": {"milestone": "job start"}, "needed": [{"consent": "Oma Oy"}]},
    {"form": "begins_within", "when": {"milestone": "referral"}, "needed": [{"handover": "Oma Oy"}], "limit_days": 30,
     "counts_running": true},
    {"form": "stays_active", "when": {"service": "job coaching"}, "needed": [{"worker": "w1"}],
     "limit_days": {"microseconds": 216000000001}},
    {"form": "stays_active", "when": {"milestone": "job start"}, "needed": [{"service": "job coaching"}],
     "until_first": {"milestone": "exit"}},
    {"form": "never_together", "when": {"service": "job coaching"}, "needed": [{"plan": "activation plan"}]},
    {"form": "at_most_every", "when": {"milestone": "meeting"}, "limit_days": 1.5},
    {"form": "at_least_every", "when": {"handover": ""}, "limit_days": 7},
    {"form": "during_each", "when": {"any_service": true}, "needed": [{"milestone": "call"}], "times": 3}
  ]
})";

// The message that a text is refused with.
template <class Read>
std::string message_of(Read read, std::string_view text) {
  try {
    (void)read(text, "d.json");
  } catch (const input_error& e) {
    return e.what();
  }
  return "read without complaint";
}
std::string refusal(std::string_view text) { return message_of(read_design, text); }
std::string refusal_of_obligations(std::string_view text) { return message_of(read_obligations, text); }

// A design that holds together, but for the member that is given.
std::string with(std::string_view member) {
  return R"({"organisations": ["O"], "roles": ["R"], "services": ["A", "B"], "entries": ["A"], )" + std::string(member) +
         "}";
}
std::string with_service(std::string_view members) {
  return R"({"entries": ["A"], "services": ["A", {"name": "B", )" + std::string(members) + "}]}";
}
std::string with_obligation(std::string_view members) { return with(R"("obligations": [{)" + std::string(members) + "}]"); }
std::string one_obligation(std::string_view members) { return "[{" + std::string(members) + "}]"; }

TEST(ToJson, WritesADesignAsOneWouldByHand) {
  EXPECT_EQ(to_json(rich_design()), nlohmann::ordered_json::parse(rich_json)) << to_json(rich_design()).dump(2);
}

TEST(ToJson, LeavesOutWhatHasItsDefaultValue) {
  EXPECT_EQ(to_json(pathway_design{}).dump(), "{}");
  EXPECT_EQ(to_json(pathway_design{.process = process(), .services = {{.name = "A"}}}).dump(),
            R"({"process":[],"services":["A"]})");
}

TEST(ToJson, AlwaysSaysTheFormOfAnObligation) {
  EXPECT_EQ(to_json(obligation{}).dump(), R"({"form":"while_active","when":{"any_service":true}})");
  EXPECT_EQ(to_json(std::vector<obligation>(1)).dump(), R"([{"form":"while_active","when":{"any_service":true}}])");
}

TEST(ReadDesign, ReadsWhatOneWouldWriteByHand) {
  EXPECT_EQ(read_design(rich_json, "d.json"), rich_design());
  EXPECT_EQ(read_design("\xEF\xBB\xBF" + std::string(rich_json), "d.json"), rich_design());  // as some editors save it
}

TEST(ReadDesign, ReadsBackWhatWasWritten) {
  EXPECT_EQ(read_design(to_json(rich_design()).dump(), "d.json"), rich_design());
  EXPECT_EQ(read_design(to_json(rich_design()).dump(4, ' ', true), "d.json"), rich_design());  // ASCII only
}

TEST(ReadDesign, TakesTheWordsOfAChoiceAsRecordsDo) {
  const auto d = read_design(with(R"("steps": [{"kind": "Joins", "from": "A", "to": "B"}],
      "obligations": [{"form": "while active", "when": {"service": "A"}, "needed": [{"role": "R"}]}])"),
                             "d.json");
  EXPECT_EQ(d.steps[0].kind, step_kind::joins);
  EXPECT_EQ(d.obligations[0].form, obligation_form::while_active);
}

TEST(ReadDesign, KeepsEveryMicrosecondOfALengthOfTime) {
  using limits = std::numeric_limits<std::int64_t>;
  for (const std::int64_t us : {std::int64_t{0}, std::int64_t{1}, std::int64_t{86'400'000}, std::int64_t{86'399'999'999},
                                std::int64_t{43'200'000'000}, duration::microseconds_per_day * 106'751'991, limits::max(),
                                limits::max() / 86'400'000 * 86'400'000, std::int64_t{86'400'000} * 104'249'991'001}) {
    const std::vector<obligation> all = {at_most_every(duration::from_microseconds(us), in_any_service())};
    const auto text = to_json(all).dump();
    EXPECT_EQ(read_obligations(text, "o.json"), all) << text;
  }
  for (const std::int64_t us : {limits::min(), std::int64_t{-1}, std::int64_t{-216'000'000'000}}) {
    auto d = rich_design();
    d.steps[0].handover.greatest_delay = duration::from_microseconds(us);
    EXPECT_EQ(read_design(to_json(d).dump(), "d.json"), d) << us;
  }
}

TEST(ToJson, WritesALengthOfTimeInDaysWhereThatIsShort) {
  const auto limit = [](std::int64_t us) {
    return to_json(at_most_every(duration::from_microseconds(us), in_any_service()))["limit_days"].dump();
  };
  EXPECT_EQ(limit(30 * duration::microseconds_per_day), "30");
  EXPECT_EQ(limit(216'000'000'000), "2.5");
  EXPECT_EQ(limit(86'400'000), "0.001");
  EXPECT_EQ(limit(3'600'000'000), R"({"microseconds":3600000000})");
}

TEST(ReadDesign, KeepsEveryTime) {
  auto d = rich_design();
  const auto midnight = time_point(date(2027, 12, 31));
  for (const auto& [t, text] : {std::pair{midnight, R"("2027-12-31")"},
                                {midnight + duration::from_microseconds(1), R"("2027-12-31T00:00:00.000001Z")"},
                                {time_point(date(1400, 1, 1)), R"("1400-01-01")"},
                                {time_point(date(9999, 12, 31)), R"("9999-12-31")"},
                                {time_point(date(9999, 12, 31)) + days(1), R"({"microseconds":253402300800000000})"},
                                {open_end, R"({"microseconds":4611686018427387904})"}}) {
    d.services[0].until = t;
    EXPECT_EQ(to_json(d)["services"][0]["until"].dump(), text);
    EXPECT_EQ(read_design(to_json(d).dump(), "d.json"), d) << text;
  }
}

// Designs that hold together, from any values and names.
class random_designs {
 public:
  explicit random_designs(unsigned seed) : random_(seed) {}

  pathway_design next() {
    pathway_design d;
    d.name = text();
    if (is_so()) d.process = process(some<phase>("p", [&](auto name) { return named_phase(name); }));
    d.organisations = some<organisation>("o", [&](auto name) { return organisation{name, text()}; });
    d.roles = some<role>("r", [&](auto name) { return role{name, one_of(d.organisations, true)}; });
    d.outcomes = some<outcome>("z", [](auto name) { return outcome{name}; });
    d.services = some<service>("s", [&](auto name) {
      return service{name,
                     one_of(d.organisations, true),
                     names(d.process.phases()),
                     names(d.roles),
                     one_of(d.roles, true),
                     is_so(),
                     is_so(),
                     names(d.organisations),
                     texts(),
                     texts(),
                     is_so() ? std::optional(capacity{upto(9) + 1u, upto(3) + 1u}) : std::nullopt,
                     is_so() ? std::optional(time_point::from_microseconds(number())) : std::nullopt};
    });
    d.services.push_back({"the first one"});
    d.entries = names(d.services);
    d.entries.push_back("the first one");
    for (auto n = upto(6); n > 0; --n) d.steps.push_back(any_step(d));
    for (auto n = upto(4); n > 0; --n) d.rules.push_back({static_cast<rule_kind>(upto(1)), of_services(d), of_services(d)});
    for (auto n = upto(9); n > 0; --n) d.obligations.push_back(any_obligation(d));
    return d;
  }

 private:
  // By no name another one's.
  phase named_phase(const std::string& name) {
    phase p{name, texts(), text(), text()};
    for (auto* own : {&p.finnish, &p.swedish})
      if (!own->empty()) *own += " of " + name;
    for (auto& own : p.other_names) own += " of " + name;
    return p;
  }

  unsigned upto(unsigned most) { return std::uniform_int_distribution<unsigned>(0, most)(random_); }
  bool is_so() { return upto(1) == 1; }
  std::int64_t number() {
    const auto n = static_cast<std::int64_t>(std::mt19937_64(random_())() >> upto(63));
    switch (upto(3)) {
      case 0:
        return n % 100'000 * duration::microseconds_per_day;
      case 1:
        return n % 100'000 * (duration::microseconds_per_day / 1000);
      default:
        return is_so() ? n : -n;
    }
  }
  duration length() {
    const auto us = number();
    return duration::from_microseconds(us < 0 ? -(us + 1) : us);
  }
  std::string text() {
    static const std::string parts[] = {"a", "Z",   " ",  "_", "ö", "価", "🙂", "\"",     "\\",
                                        "/", "\n",  "\t", "'", "{", "]",  "\x7F", "\u2028", std::string(1, '\0'),
                                        "1", "name"};
    std::string out;
    for (auto n = upto(8); n > 0; --n) out += parts[upto(std::size(parts) - 1)];
    return out;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> out;
    for (auto n = upto(3); n > 0; --n) out.push_back(text());
    return out;
  }
  // Values with names that differ.
  template <class T, class Make>
  std::vector<T> some(const std::string& prefix, Make make) {
    std::vector<T> out;
    for (auto n = upto(4); n > 0; --n) out.push_back(make(prefix + std::to_string(n) + text()));
    return out;
  }
  template <class T>
  std::string one_of(const std::vector<T>& all, bool or_none) {
    if (all.empty() || (or_none && is_so())) return {};
    return all[upto(static_cast<unsigned>(all.size() - 1))].name;
  }
  template <class T>
  std::vector<std::string> names(const std::vector<T>& all) {
    std::vector<std::string> out;
    for (const auto& one : all)
      if (is_so()) out.push_back(one.name);
    return out;
  }

  step any_step(const pathway_design& d) {
    step s{one_of(d.services, false), {}, static_cast<step_kind>(upto(3)), {}};
    const bool to_outcome = s.kind != step_kind::joins && !d.outcomes.empty() && is_so();
    if (s.kind != step_kind::ends) s.to = to_outcome ? one_of(d.outcomes, false) : one_of(d.services, false);
    if (is_so())
      s.handover = {static_cast<manner>(upto(3)), is_so() ? std::optional(length()) : std::nullopt, is_so(), is_so(),
                    one_of(d.roles, true)};
    if (s.to == s.from) {  // leads nowhere
      s.kind = step_kind::ends;
      s.to.clear();
    }
    const auto* to = d.find_service(s.to);
    s.handover.needs_consent = s.handover.needs_consent && to && !to->organisation.empty();
    return s;
  }
  subject any(const pathway_design& d, bool lasting) {
    subject s{static_cast<subject_kind>(upto(10)), {}};
    if (lasting && !s.lasts()) s.kind = subject_kind::plan;
    switch (s.kind) {
      case subject_kind::any_service:
        break;
      case subject_kind::service:
        s.name = one_of(d.services, true);
        break;
      case subject_kind::organisation:
      case subject_kind::consent:
      case subject_kind::handover:
        s.name = one_of(d.organisations, true);
        break;
      case subject_kind::role:
        s.name = one_of(d.roles, true);
        break;
      case subject_kind::phase:
        s.name = one_of(d.process.phases(), true);
        break;
      default:
        s.name = text();
    }
    return s;
  }
  subject of_services(const pathway_design& d) {
    auto s = any(d, true);
    return s.kind > subject_kind::phase || s.kind == subject_kind::worker ? in_any_service() : s;
  }
  obligation any_obligation(const pathway_design& d) {
    obligation o{.name = text(), .form = static_cast<obligation_form>(upto(7)), .times = upto(3), .counts_running = is_so()};
    const bool is_alone = o.form == obligation_form::at_most_every || o.form == obligation_form::at_least_every;
    const bool is_of_two = o.form == obligation_form::while_active || o.form == obligation_form::never_together;
    const bool lasts = is_of_two || o.form == obligation_form::stays_active;
    o.when = any(d, lasts || o.form == obligation_form::during_each);
    if (!is_alone)
      for (auto n = upto(2) + 1; n > 0; --n) o.needed.push_back(any(d, lasts));
    if (is_so()) o.until_first = any(d, false);
    o.limit = length();
    return o;
  }

  std::mt19937 random_;
};

TEST(ReadDesign, ReadsBackRandomDesigns) {
  random_designs designs(2027);
  for (int i = 0; i < 1000; ++i) {
    const auto d = designs.next();
    ASSERT_EQ(find_problems(d), std::vector<design_problem>{}) << to_json(d).dump(2);
    ASSERT_EQ(read_design(to_json(d).dump(i % 2 == 0 ? -1 : 1), "d.json"), d) << to_json(d).dump(2);
    ASSERT_EQ(read_obligations(to_json(d.obligations).dump(), "o.json"), d.obligations);
  }
}

// What is damaged is refused in a sentence, or is another design.
void expect_design_or_refusal(const std::string& text) {
  try {
    const auto d = read_design(text, "d.json");
    EXPECT_EQ(read_design(to_json(d).dump(), "d.json"), d) << text;
  } catch (const input_error& e) {
    EXPECT_TRUE(std::string_view(e.what()).starts_with("d.json")) << e.what();
  }
}

TEST(ReadDesign, SurvivesDamageOfTheText) {
  std::mt19937 random(7);
  const auto any = [&](std::size_t size) { return std::uniform_int_distribution<std::size_t>(0, size - 1)(random); };
  for (int i = 0; i < 2000; ++i) {
    std::string text(rich_json);
    for (auto n = any(3) + 1; n > 0; --n) text[any(text.size())] = "[]{},:\"0-e\xC3\\ "[any(14)];
    expect_design_or_refusal(text);
  }
}

TEST(ReadDesign, SurvivesValuesInTheWrongPlace) {
  std::mt19937 random(7);
  const auto root = nlohmann::ordered_json::parse(rich_json).flatten();
  const auto any = [&] {
    auto it = root.begin();
    std::advance(it, std::uniform_int_distribution<std::size_t>(0, root.size() - 1)(random));
    return it;
  };
  for (int i = 0; i < 2000; ++i) {
    auto damaged = root;
    damaged[any().key()] = any().value();
    expect_design_or_refusal(damaged.unflatten().dump());
  }
}

TEST(ReadDesign, NamesTheLineAndColumnOfBrokenJson) {
  EXPECT_EQ(refusal("{\n  \"name\": \"työ\" \"roles\": []\n}").substr(0, 36), "d.json, line 2, column 23: syntax er");
  EXPECT_EQ(refusal("{\"name\": \"ty").substr(0, 25), "d.json, line 1, column 13");
  EXPECT_LT(refusal("{\"name\": \"" + std::string(1'000'000, 'x')).size(), 400u);
  EXPECT_EQ(refusal("").substr(0, 25), "d.json, line 1, column 1:");
  EXPECT_EQ(refusal("{}\n}").substr(0, 25), "d.json, line 2, column 1:");
  EXPECT_EQ(refusal("{\"name\": \"a\nb\"}").substr(0, 26), "d.json, line 1, column 12:");
  EXPECT_EQ(refusal("{\"name\": \"ty\xF6\"}").substr(0, 26), "d.json, line 1, column 13:");
  EXPECT_EQ(refusal("{\"name\": 1e999}"), "d.json, line 1, column 15: number overflow parsing '1e999'");
}

TEST(ReadDesign, NamesAMemberThatIsGivenTwice) {
  EXPECT_EQ(refusal("{\"roles\": [\"R\"],\n \"roles\": [\"Q\"]}"),
            "d.json, line 2, column 2: the member 'roles' is given twice in one object; keep one of them");
  EXPECT_EQ(refusal(R"({"roles": [{"name": "R"}, {"name": "Q"}], "entries": ["A"], "services": ["A"]})"),
            "read without complaint");
}

TEST(ReadDesign, RefusesDeepNesting) {
  EXPECT_EQ(refusal(R"({"roles": )" + std::string(1'000'000, '[')),
            "d.json, line 1, column 74: nests more than 64 levels deep; nothing that is read here does");
  EXPECT_EQ(refusal(std::string(64, '[') + std::string(64, ']')), "d.json: is an array; expected an object");
}

TEST(ReadDesign, NamesTheUnknownMember) {
  EXPECT_EQ(refusal(with(R"("step": [])")), "d.json, step: is no member of a design; is it 'steps'?");
  EXPECT_EQ(refusal(with_service(R"("phase": ["job search"])")),
            "d.json, services[1].phase: is no member of a service; is it 'phases'?");
  EXPECT_EQ(refusal(with(R"("steps": [{"form": "A", "from": "A", "to": "B"}])")),
            "d.json, steps[0].form: is no member of a step; is it 'from'?");
  EXPECT_EQ(refusal(with_obligation(R"("form": "at_most_every", "when": {"any_service": true}, "limit": 1)")),
            "d.json, obligations[0].limit: is no member of an obligation; is it 'limit_days'?");
}

TEST(ReadDesign, ListsTheMembersWhereNoneIsNear) {
  EXPECT_EQ(refusal(R"({"roles": [{"name": "R", "colour": 1}]})"),
            "d.json, roles[0].colour: is no member of a role; expected one of name, organisation");
  EXPECT_EQ(refusal(R"({"outcomes": [{"name": "R", "": 1}]})"),
            "d.json, outcomes[0].: is no member of an outcome; expected name");
}

TEST(ReadDesign, NamesWhatIsMissing) {
  EXPECT_EQ(refusal(R"({"services": [{"organisation": "O"}]})"), "d.json, services[0].name: is missing; a service needs it");
  EXPECT_EQ(refusal(with(R"("steps": [{"to": "B"}])")), "d.json, steps[0].from: is missing; a step needs it");
  EXPECT_EQ(refusal(with_obligation(R"("name": "x", "needed": [])")),
            "d.json, obligations[0].form: is missing; an obligation needs it\n"
            "d.json, obligations[0].when: is missing; an obligation needs it");
}

TEST(ReadDesign, SaysWhatItFoundAndWhatItExpected) {
  EXPECT_EQ(refusal("3"), "d.json: is the number 3; expected an object");
  EXPECT_EQ(refusal("null"), "d.json: is null; expected an object");
  EXPECT_EQ(refusal(R"({"name": 3})"), "d.json, name: is the number 3; expected a string");
  EXPECT_EQ(refusal(R"({"roles": "R"})"), "d.json, roles: is the string 'R'; expected an array");
  EXPECT_EQ(refusal(R"({"roles": [{"name": []}]})"), "d.json, roles[0].name: is an array; expected a string");
  EXPECT_EQ(refusal(R"({"roles": [2.5]})"),
            "d.json, roles[0]: is the number 2.5; expected an object, or a string: the name alone");
  EXPECT_EQ(refusal(with_service(R"("can_fail": "yes")")),
            "d.json, services[1].can_fail: is the string 'yes'; expected true or false");
  EXPECT_EQ(refusal(with_service(R"("capacity": {"workers": -1})")),
            "d.json, services[1].capacity.workers: is the number -1; expected a whole number from 0 to 4294967295");
  EXPECT_EQ(refusal(with_service(R"("capacity": {"workers": 4294967296})")),
            "d.json, services[1].capacity.workers: is the number 4294967296; expected a whole number from 0 to 4294967295");
  EXPECT_EQ(refusal(with_service(R"("capacity": null)")), "d.json, services[1].capacity: is null; expected an object");
  EXPECT_EQ(refusal(with(R"("steps": [{"from": "A", "to": "B", "handover": ["warm"]}])")),
            "d.json, steps[0].handover: is an array; expected an object");
}

TEST(ReadDesign, KnowsTheWordsOfAChoice) {
  EXPECT_EQ(refusal(with(R"("steps": [{"kind": "move", "from": "A", "to": "B"}])")),
            "d.json, steps[0].kind: 'move' is not a kind of step; is it 'moves'?");
  EXPECT_EQ(refusal(with(R"("steps": [{"kind": "x", "from": "A", "to": "B"}])")),
            "d.json, steps[0].kind: 'x' is not a kind of step; expected one of moves, joins, fails, ends");
  EXPECT_EQ(refusal(with(R"("steps": [{"kind": 1, "from": "A", "to": "B"}])")),
            "d.json, steps[0].kind: is the number 1; expected one of moves, joins, fails, ends");
  EXPECT_EQ(refusal(with(R"("steps": [{"from": "A", "to": "B", "handover": {"manner": "wram"}}])")),
            "d.json, steps[0].handover.manner: 'wram' is not a manner of handover; is it 'warm'?");
  EXPECT_EQ(refusal(with(R"("rules": [{"kind": "never", "x": {"role": "R"}, "y": {"service": "A"}}])")),
            "d.json, rules[0].kind: 'never' is not a kind of rule; is it 'never_together'?");
}

TEST(ReadDesign, RefusesWhatIsNoTime) {
  EXPECT_EQ(refusal(with_service(R"("until": "next year")")),
            "d.json, services[1].until: is the string 'next year'; expected an ISO 8601 date, such as 2027-12-31");
  EXPECT_EQ(refusal(with_service(R"("until": "2027-02-29")")),
            "d.json, services[1].until: is the string '2027-02-29'; expected a day that the calendar has");
  EXPECT_EQ(refusal(with_service(R"("until": "1066-10-14")")),
            "d.json, services[1].until: is the string '1066-10-14'; expected a year from 1400 to 9999");
  EXPECT_EQ(refusal(with_service(R"("until": 2027)")),
            "d.json, services[1].until: is the number 2027; expected an ISO 8601 date, such as 2027-12-31");
}

TEST(ReadDesign, RefusesWhatIsNoSubject) {
  const auto when = [](const std::string& s) {
    return refusal(with_obligation(R"("form": "while_active", "needed": [{"role": "R"}], "when": )" + s));
  };
  const std::string expected =
      "; expected an object with one member that names the kind, such as {\"service\": \"job coaching\"}";
  EXPECT_EQ(when(R"("A")"), "d.json, obligations[0].when: is the string 'A'" + expected);
  EXPECT_EQ(when("{}"), "d.json, obligations[0].when: is an object with 0 members" + expected);
  EXPECT_EQ(when(R"({"service": "A", "role": "R"})"), "d.json, obligations[0].when: is an object with 2 members" + expected);
  EXPECT_EQ(when(R"({"servise": "A"})"), "d.json, obligations[0].when.servise: is not a kind of subject; is it 'service'?");
  EXPECT_EQ(when(R"({"service": true})"), "d.json, obligations[0].when.service: is true; expected a string");
  EXPECT_EQ(when(R"({"any_service": "A"})"),
            "d.json, obligations[0].when.any_service: is the string 'A'; expected true; one service is {\"service\": \"its "
            "name\"}");
  EXPECT_EQ(when(R"({"receiver": "A"})"), "d.json, obligations[0].when.receiver: is the string 'A'; expected true");
}

TEST(ReadDesign, RefusesWhatIsNoProcess) {
  EXPECT_EQ(refusal(R"({"process": ["a b", "A_B"]})"),
            "d.json, process: is no process: a process has the phase 'A_B' twice; phases are told by name");
  EXPECT_EQ(refusal(R"({"process": [""]})"), "d.json, process: is no process: a phase of a process needs a name");
  EXPECT_EQ(refusal(R"({"process": [1]})"),
            "d.json, process[0]: is the number 1; expected an object, or a string: the name alone");
}

TEST(ReadDesign, TellsOfAllProblemsAtOnce) {
  EXPECT_EQ(
      refusal(R"({"roles": 1, "services": [{"can_fail": 0}], "colour": 2})"),
      "d.json, roles: is the number 1; expected an array\n"
      "d.json, services[0].name: is missing; a service needs it\n"
      "d.json, services[0].can_fail: is the number 0; expected true or false\n"
      "d.json, colour: is no member of a design; expected one of name, process, organisations, roles, services, entries, "
      "steps, outcomes, rules, obligations");
}

TEST(ReadDesign, StopsAfterTwentyProblems) {
  std::string roles = "1";
  for (int i = 1; i < 25; ++i) roles += ", 1";
  const auto message = refusal(R"({"roles": [)" + roles + "]}");
  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 20);
  EXPECT_EQ(message.substr(message.rfind('\n') + 1), "d.json: and 5 more problems");
}

TEST(ReadDesign, ShortensLongTextsInMessages) {
  std::string o;
  for (int i = 0; i < 1000; ++i) o += "ö";
  EXPECT_EQ(refusal(R"({"roles": "x)" + o + "\"}"),
            "d.json, roles: is the string 'x" + o.substr(0, 58) + "...'; expected an array");
}

TEST(ReadDesign, TellsWhatDoesNotHoldTogether) {
  EXPECT_EQ(
      refusal(R"({"services": ["A", {"name": "B", "phases": ["x"], "roles": ["R"]}]})"),
      "d.json, services[1].phases[0]: 'x' is not a phase of the process: referral to the service, mapping of skills, job "
      "search, working with the employer, support for staying in work\n"
      "d.json, services[1].roles[0]: 'R' is not a role of the design, which has: none\n"
      "d.json, entries: is empty: name at least one service that a client can begin with");
  EXPECT_EQ(refusal(R"({"services": ["A", "A", ""], "entries": ["A"]})"),
            "d.json, services[1].name: 'A' is the name of services[0] already\n"
            "d.json, services[2].name: is empty: everything is referred to by its name");
}

TEST(ReadDesign, CallsProblemsByTheMembersOfTheFile) {
  EXPECT_EQ(refusal(with_obligation(R"("form": "at_most_every", "when": {"service": "C"})")),
            "d.json, obligations[0].when.service: 'C' is not a service of the design, which has: A, B\n"
            "d.json, obligations[0].limit_days: is missing or negative: a length of time, 0 or more");
  EXPECT_EQ(refusal(with(R"("rules": [{"kind": "never_together", "x": {"role": "Q"}, "y": {"phase": "z"}}])")),
            "d.json, rules[0].x.role: 'Q' is not a role of the design, which has: R\n"
            "d.json, rules[0].y.phase: 'z' is not a phase of the process");
}

TEST(ReadObligations, ReadsAnArrayOrAnObjectThatHoldsIt) {
  const std::vector<obligation> all = {
      while_active(in_service("rehabilitative work")).there_must_be(with_role("own worker")).named("law"),
      after(milestone_of("referral")).must_begin(milestone_of("first contact")).within(days(30))};
  const std::string text = R"([
    {"name": "law", "form": "while_active", "when": {"service": "rehabilitative work"}, "needed": [{"role": "own worker"}]},
    {"form": "begins_within", "when": {"milestone": "referral"}, "needed": [{"milestone": "first contact"}], "limit_days": 30}
  ])";
  EXPECT_EQ(read_obligations(text, "o.json"), all);
  EXPECT_EQ(read_obligations(R"({"obligations": )" + text + "}", "o.json"), all);
  EXPECT_EQ(read_obligations(to_json(all).dump(), "o.json"), all);
  EXPECT_TRUE(read_obligations("[]", "o.json").empty());
}

TEST(ReadObligations, ReadsTheReceiverOfAHandover) {
  const auto o = after(handover_to()).must_begin(with_receiver()).within(days(14));
  EXPECT_EQ(to_json(o).dump(),
            R"({"form":"begins_within","when":{"handover":""},"needed":[{"receiver":true}],"limit_days":14})");
  EXPECT_EQ(read_obligations(to_json(std::vector{o}).dump(), "d.json"), std::vector{o});
}

TEST(ReadObligations, WantsNothingElseInTheFile) {
  EXPECT_EQ(refusal_of_obligations(R"({"obligation": []})"),
            "d.json, obligations: is missing; a file of obligations needs it\n"
            "d.json, obligation: is no member of a file of obligations; is it 'obligations'?");
  EXPECT_EQ(refusal_of_obligations(R"("x")"), "d.json: is the string 'x'; expected an object");
}

TEST(ReadObligations, ChecksWhatTheFormNeeds) {
  EXPECT_EQ(refusal_of_obligations(one_obligation(R"("form": "while_active", "when": {"milestone": "x"})")),
            "d.json, [0].needed: is empty: what is asked for?\n"
            "d.json, [0].when: happens at one time; this form speaks of what lasts");
  EXPECT_EQ(
      refusal_of_obligations(R"({"obligations": [{"form": "at_least_every", "when": {"plan": ""}, "limit_days": -1}]})"),
      "d.json, obligations[0].limit_days: is missing or negative: a length of time, 0 or more");
}

TEST(ReadObligations, RefusesWhatIsNoLengthOfTime) {
  const auto limit = [](const std::string& value) {
    return refusal_of_obligations(
        one_obligation(R"("form": "at_most_every", "when": {"any_service": true}, "limit_days": )" + value));
  };
  const std::string expected = "; expected a number of days up to 106751991, or {\"microseconds\": n}";
  EXPECT_EQ(limit("30.25"), "read without complaint");
  EXPECT_EQ(limit(R"("30")"), "d.json, [0].limit_days: is the string '30'" + expected);
  EXPECT_EQ(limit("1e300"), "d.json, [0].limit_days: is the number 1e+300" + expected);
  EXPECT_EQ(limit("123456789012345678901234567890"),
            "d.json, [0].limit_days: is the number 1.2345678901234568e+29" + expected);
  EXPECT_EQ(limit(R"({"microseconds": 9223372036854775808})"),
            "d.json, [0].limit_days: is an object with 1 member" + expected);
  EXPECT_EQ(limit(R"({"microseconds": 1.5})"), "d.json, [0].limit_days: is an object with 1 member" + expected);
  EXPECT_EQ(limit(R"({"hours": 1})"), "d.json, [0].limit_days: is an object with 1 member" + expected);
}

TEST(NearestName, AllowsASlipForThreeLetters) {
  const std::vector<std::string_view> names = {"name", "phases", "greatest_delay_days"};
  EXPECT_EQ(nearest_name("nmae", names), "name");
  EXPECT_EQ(nearest_name("Phase", names), "phases");
  EXPECT_EQ(nearest_name("pahses", names), "phases");
  EXPECT_EQ(nearest_name("greatest_delay", names), "greatest_delay_days");
  EXPECT_EQ(nearest_name("greatest delay days", names), "greatest_delay_days");
  EXPECT_EQ(nearest_name("note", names), "");
  EXPECT_EQ(nearest_name("", names), "");
  EXPECT_EQ(nearest_name(std::string(1000, 'n'), names), "");
}

}  // namespace
