// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// G. Välke-Sisä-Savo (S4: Välke final report 2008-2011): two individual coaches, each for an area, and a manager. There is
// no team of one's own but a network: the employment office's psychologist, workshops, social services. Every client leaves
// with a follow-up plan that is delivered to the employment office; some leave unemployed, but not "back to square one".
//
// What the check is expected to show: no service serves the phase of staying in work. It finds no gap and no broken promise:
// the coach stays until the follow-up plan is made, and no way out leads past it.
#include "designs.hpp"

namespace examples {

using namespace polku;

pathway_design valke_sisa_savo() {
  return {
      .name = "Välke-Sisä-Savo",
      .organisations = {{"employment office", "employment administration"},
                        {"Välke-Sisä-Savo", "project"},
                        {"employer", "employer"}},
      .roles = {{"employment adviser", "employment office"},
                {"vocational psychologist", "employment office"},
                {"individual coach", "Välke-Sisä-Savo"},
                {"manager", "Välke-Sisä-Savo"},
                {"employer", "employer"}},
      .services =
          {
              {.name = "job search service",
               .organisation = "employment office",
               .phases = {"referral to the service"},
               .roles = {"employment adviser"},
               .responsible = "employment adviser"},
              {.name = "service-needs assessment",
               .organisation = "Välke-Sisä-Savo",
               .phases = {"mapping of skills"},
               .roles = {"individual coach"},
               .responsible = "individual coach",
               .consents = {"employment office"},
               .plans = {"employment plan"}},
              // The coach speaks to the employers that the client wants to work for.
              {.name = "individual coaching",
               .organisation = "Välke-Sisä-Savo",
               .phases = {"job search", "working with the employer"},
               .roles = {"individual coach", "manager"},
               .responsible = "individual coach"},
              {.name = "vocational guidance",
               .organisation = "employment office",
               .roles = {"vocational psychologist"},
               .responsible = "vocational psychologist"},
              {.name = "work trial",
               .organisation = "employer",
               .roles = {"employer"},
               .is_support = false,
               .can_fail = true},
              {.name = "follow-up planning",
               .organisation = "Välke-Sisä-Savo",
               .roles = {"individual coach"},
               .responsible = "individual coach",
               .plans = {"follow-up plan"}},
          },
      .entries = {"job search service"},
      .steps =
          {
              move("job search service", "service-needs assessment").by({.needs_overlap = true}),
              move("service-needs assessment", "individual coaching").by({.greatest_delay = days(0)}),
              // "Saattaen vaihtaen": the coach and the psychologist talk before and after.
              join("individual coaching", "vocational guidance")
                  .by({.manner = manner::warm, .needs_consent = true, .accompanied_by = "individual coach"}),
              join("individual coaching", "work trial"),
              on_failure("work trial", "individual coaching").by({.needs_overlap = true}),
              move("individual coaching", "follow-up planning").by({.needs_overlap = true}),
              move("follow-up planning", "open labour market"),
              move("follow-up planning", "wage-subsidised work"),
              move("follow-up planning", "education"),
              move("follow-up planning", "continues as jobseeker"),
              move("follow-up planning", "other"),
          },
      .outcomes = common_outcomes(),
      .obligations =
          {
              before(in_service("individual coaching"))
                  .there_must_be(plan_of("employment plan"))
                  .named("coaching has a plan"),
              before(handover_to("employment office"))
                  .there_must_be(consent_for("employment office"))
                  .named("consent before handover"),
          },
  };
}

}  // namespace examples
