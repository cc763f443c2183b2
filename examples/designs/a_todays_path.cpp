// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// A. Today's path in Päijät-Häme (S0: TTO project report, 28.6.2022, with S1 on consents and the own worker): employment
// office, social services' own worker, rehabilitative work, its end, employment office. Nobody coaches.
//
// What the check is expected to show: the lapse where rehabilitative work ends; the forced exit from it when a private
// company takes the client, which leaves nobody responsible; the circuit employment office - social services -
// rehabilitative work (S0: "pingpong-ilmiö"); and that no service serves a phase of coaching.
#include "designs.hpp"

namespace examples {

using namespace polku;

pathway_design todays_path() {
  return {
      .name = "Today's path in Päijät-Häme",
      .organisations = {{"employment office", "employment administration"},
                        {"social services", "social services"},
                        {"rehabilitative work", "workshop"},
                        {"private company", "private company"}},
      .roles = {{"personal coach", "employment office"},
                {"own worker", "social services"},
                {"instructor", "rehabilitative work"},
                {"employer", "private company"}},
      .services =
          {
              {.name = "job search service",
               .organisation = "employment office",
               .roles = {"personal coach"},
               .responsible = "personal coach"},
              // The consents between these three are given before rehabilitative work begins (S1).
              {.name = "own worker's support",
               .organisation = "social services",
               .roles = {"own worker"},
               .responsible = "own worker",
               .consents = {"employment office", "rehabilitative work"},
               .plans = {"activation plan"}},
              // Since 2021 the own worker answers for it (S0). The own worker's support ends with it (our reading: S1 says
              // that in the pilot it does not), so the two are one here.
              {.name = "rehabilitative work",
               .organisation = "rehabilitative work",
               .roles = {"own worker", "instructor"},
               .responsible = "own worker"},
              // No coach comes along, and the one there was cannot record any more (S0).
              {.name = "work trial",
               .organisation = "private company",
               .roles = {"employer"},
               .is_support = false,
               .can_fail = true},
          },
      .entries = {"job search service"},
      .steps =
          {
              move("job search service", "own worker's support").by({.manner = manner::cold}),
              move("own worker's support", "rehabilitative work")
                  .by({.manner = manner::warm, .greatest_delay = days(0), .needs_consent = true}),
              // The critical point: no overlap, no promise when the next one begins.
              move("rehabilitative work", "job search service").by({.manner = manner::cold, .needs_consent = true}),
              join("rehabilitative work", "work trial"),
              on_failure("work trial", "job search service").by({.manner = manner::self}),
              move("work trial", "open labour market"),
              move("job search service", "open labour market"),
          },
      .outcomes = {{"open labour market"}},
      // Rehabilitative work may not be carried out in a private company: the client is signed out of it (S0).
      .rules = {entering(with_kind_of_organisation("private company")).forces_leaving(in_service("rehabilitative work"))},
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
          },
  };
}

}  // namespace examples
