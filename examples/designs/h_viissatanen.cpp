// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// H. Viissatanen, Kuopio (S4: Välke final report 2008-2011): two pairs, each an employment adviser and a social worker,
// screen people with at least 500 days of labour-market support. Those for whom nothing had happened for long, or whose plan
// had expired or was missing, are invited by letter first, met one to four times, and moved on. Who is not invited passes
// into the responsibility of social services or the employment office, and that is recorded in both systems.
//
// What the check is expected to show: where responsibility goes for those not invited. Two handovers lead from screening to
// offices that had hardly any time for these clients (S4), with no day promised: until the office acts nobody is
// responsible. In screening itself nobody is met, so a client's path begins without support.
#include "designs.hpp"

namespace examples {

using namespace polku;

pathway_design viissatanen() {
  return {
      .name = "Viissatanen, Kuopio",
      .organisations = {{"Viissatanen", "project"},
                        {"employment office", "employment administration"},
                        {"social services", "social services"},
                        {"health care", "health care"},
                        {"Kevama Oy", "private provider"}},
      .roles = {{"employment adviser"}, {"social worker"}, {"health worker", "health care"}, {"job coach", "Kevama Oy"}},
      .services =
          {
              // From the client lists: nobody is met.
              {.name = "screening",
               .organisation = "Viissatanen",
               .phases = {"referral to the service"},
               .roles = {"employment adviser", "social worker"},
               .responsible = "employment adviser",
               .is_support = false},
              // Information moves between the two offices with the client's written permission.
              {.name = "interviews and follow-up",
               .organisation = "Viissatanen",
               .phases = {"mapping of skills"},
               .roles = {"employment adviser", "social worker"},
               .responsible = "employment adviser",
               .consents = {"employment office", "social services", "health care", "Kevama Oy"},
               .plans = {"activation plan", "employment plan"}},
              {.name = "job search service",
               .organisation = "employment office",
               .phases = {"job search"},
               .roles = {"employment adviser"},
               .responsible = "employment adviser"},
              {.name = "social work",
               .organisation = "social services",
               .roles = {"social worker"},
               .responsible = "social worker"},
              {.name = "health services", .organisation = "health care", .roles = {"health worker"}},
              {.name = "job coaching",
               .organisation = "Kevama Oy",
               .phases = {"job search"},
               .roles = {"job coach"},
               .responsible = "job coach"},
          },
      .entries = {"screening"},
      .steps =
          {
              // Not invited: a record in both systems, and no more.
              move("screening", "social work").by({.manner = manner::cold}),
              move("screening", "job search service").by({.manner = manner::cold}),
              // Invited by letter; the pair keeps the case.
              move("screening", "interviews and follow-up").by({.manner = manner::cold, .greatest_delay = days(0)}),
              join("interviews and follow-up", "health services").by({.needs_consent = true}),
              move("interviews and follow-up", "job coaching").by({.needs_overlap = true, .needs_consent = true}),
              move("interviews and follow-up", "job search service").by({.needs_overlap = true, .needs_consent = true}),
              move("interviews and follow-up", "social work").by({.needs_overlap = true, .needs_consent = true}),
              move("interviews and follow-up", "education"),
              move("job coaching", "open labour market"),
              move("job coaching", "wage-subsidised work"),
              move("job search service", "continues as jobseeker"),
              move("social work", "other"),
          },
      .outcomes = common_outcomes(),
      .obligations =
          {
              before(in_service("job coaching")).there_must_be(plan_of()).named("a plan that is not out of date"),
          },
  };
}

}  // namespace examples
