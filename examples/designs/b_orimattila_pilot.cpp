// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// B. The Orimattila pilot, 5.9.-30.11.2022 (S1: the development path; S0 for the law and the ideal): job coaching joins
// the last part of rehabilitative work. The ELY centre buys it from ValmennusLehto Oy for five clients. Neither
// rehabilitative work nor the own worker's support ends when it starts, and where a work trial fails support remains.
//
// What the check is expected to show: no lapse, no forced exit, no ping-pong (as we read the work trial, below). It does
// show what S1 leaves open: after 30.11.2022 no service serves any phase of coaching, and a trial that still goes on has no
// coach beside it.
#include "designs.hpp"

namespace examples {

using namespace polku;

pathway_design orimattila_pilot() {
  const date pilot_is_over(2022, 12, 1);  // exclusive: 30.11. is the last day
  return {
      .name = "The Orimattila pilot",
      .organisations = {{"social services", "social services"},
                        {"Orimattila workshop", "workshop"},
                        {"Orimattila employment services", "employment administration"},
                        {"ValmennusLehto Oy", "private provider"},
                        {"TTO project", "project"}},
      .roles = {{"own worker", "social services"},
                {"social instructor", "Orimattila workshop"},
                {"personal coach", "Orimattila employment services"},
                {"job coach", "ValmennusLehto Oy"},
                {"employer"}},
      .services =
          {
              // Unlike today it is a service of its own: it goes on whatever else begins or ends. The consents that these
              // three exchange information are given before rehabilitative work begins.
              {.name = "own worker's support",
               .organisation = "social services",
               .roles = {"own worker"},
               .responsible = "own worker",
               .consents = {"social services", "Orimattila workshop", "Orimattila employment services"},
               .plans = {"activation plan"}},
              {.name = "rehabilitative work",
               .organisation = "Orimattila workshop",
               .roles = {"social instructor"},
               .plans = {"implementation plan"}},
              // The three choose together. The pilot's own consent form is signed on the day on which coaching starts.
              {.name = "referral to job coaching",
               .organisation = "Orimattila workshop",
               .phases = {"referral to the service"},
               .roles = {"social instructor", "own worker", "personal coach"},
               .consents = {"ValmennusLehto Oy", "TTO project"},
               .until = pilot_is_over},
              {.name = "job coaching",
               .organisation = "ValmennusLehto Oy",
               .phases = {"mapping of skills", "job search", "working with the employer", "support for staying in work"},
               .roles = {"job coach"},
               .responsible = "job coach",
               .capacity = capacity{1, 5},
               .until = pilot_is_over},
              {.name = "job search service",
               .organisation = "Orimattila employment services",
               .roles = {"personal coach"},
               .responsible = "personal coach"},
              // A measure of the employment administration. S1 does not say with what employers. In a private company the
              // law would sign the client out of rehabilitative work, as in A; the own worker and the coach would stay.
              {.name = "work trial",
               .organisation = "Orimattila employment services",
               .roles = {"employer"},
               .is_support = false,
               .can_fail = true},
          },
      .entries = {"own worker's support"},
      .steps =
          {
              join("own worker's support", "rehabilitative work").by({.manner = manner::warm, .needs_consent = true}),
              join("rehabilitative work", "referral to job coaching"),
              move("referral to job coaching", "job coaching")
                  .by({.manner = manner::warm, .needs_overlap = true, .needs_consent = true}),
              join("job coaching", "job search service").by({.manner = manner::warm, .needs_consent = true}),
              join("job coaching", "work trial"),
              on_failure("work trial", "own worker's support")
                  .by({.needs_overlap = true}),  // it is there
                                                 // The critical point, with nothing to fall into.
              move("rehabilitative work", "job search service")
                  .by({.manner = manner::warm, .needs_overlap = true, .needs_consent = true}),
              move("job coaching", "open labour market"),
              move("job search service", "open labour market"),
              move("job search service", "continues as jobseeker"),
          },
      .outcomes = {{"open labour market"}, {"continues as jobseeker"}},
      .obligations =
          {
              while_active(in_service("rehabilitative work"))
                  .there_must_be(with_role("own worker"))
                  .named("own worker during rehabilitative work"),
              while_active(in_service("rehabilitative work"))
                  .there_must_be(plan_of("activation plan"))
                  .named("valid plan during rehabilitative work"),
              never_together(in_service("rehabilitative work"), with_kind_of_organisation("private company"))
                  .named("no rehabilitative work in a private company"),
              before(in_service("job coaching"))
                  .there_must_be(consent_for("ValmennusLehto Oy"))
                  .named("consent before coaching"),
              while_active(in_service("work trial"))
                  .there_must_be(with_role("own worker"))
                  .and_also(with_role("job coach"))
                  .named("support stays if a work trial fails"),
          },
  };
}

}  // namespace examples
