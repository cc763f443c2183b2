// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// F. Välke-palvelut, Kuopio (S4: Välke final report 2008-2011): a team of six. The employment office refers; the team
// assesses what the client needs and makes a plan; coaching, guiding training and bought-in coaching follow, then work or
// another solution. Who needs more than the project can give is passed on at once to the labour-force service centre.
// Employers under contract are contacted at least once per contract.
//
// What the check is expected to show: support that ends where work begins. No service serves the phase of staying in work,
// and once a contract has begun nobody is responsible for the client. The contact with the employer is promised and kept,
// but it is one. The handovers on the way leave no gap.
#include "designs.hpp"

namespace examples {

using namespace polku;

pathway_design valke_kuopio() {
  return {
      .name = "Välke-palvelut, Kuopio",
      .organisations = {{"employment office", "employment administration"},
                        {"Välke-palvelut", "project"},
                        {"labour-force service centre", "employment administration"},
                        {"Kevama Oy", "private provider"},
                        {"vocational college", "education"},
                        {"rehabilitative work", "workshop"},
                        {"employer", "employer"}},
      .roles = {{"employment adviser", "employment office"},
                {"manager", "Välke-palvelut"},
                {"planner", "Välke-palvelut"},
                {"individual coach", "Välke-palvelut"},
                {"psychologist", "Välke-palvelut"},
                {"public-health nurse", "Välke-palvelut"},
                {"case worker", "labour-force service centre"},
                {"job coach", "Kevama Oy"},
                {"teacher", "vocational college"},
                {"instructor", "rehabilitative work"},
                {"employer", "employer"}},
      .services =
          {
              {.name = "job search service",
               .organisation = "employment office",
               .phases = {"referral to the service"},
               .roles = {"employment adviser"},
               .responsible = "employment adviser"},
              {.name = "service-needs assessment",
               .organisation = "Välke-palvelut",
               .phases = {"mapping of skills"},
               .roles = {"individual coach", "psychologist", "public-health nurse", "planner", "manager"},
               .responsible = "individual coach",
               .plans = {"employment plan"}},
              // The planner speaks to employers where the client has authorised it.
              {.name = "individual coaching",
               .organisation = "Välke-palvelut",
               .phases = {"job search", "working with the employer"},
               .roles = {"individual coach", "planner"},
               .responsible = "individual coach",
               .consents = {"employer"}},
              {.name = "guiding training", .organisation = "vocational college", .roles = {"teacher"}},
              {.name = "bought-in coaching", .organisation = "Kevama Oy", .phases = {"job search"}, .roles = {"job coach"}},
              {.name = "service centre's support",
               .organisation = "labour-force service centre",
               .roles = {"case worker"},
               .responsible = "case worker"},
              {.name = "rehabilitative work",
               .organisation = "rehabilitative work",
               .roles = {"instructor"},
               .responsible = "instructor"},
              {.name = "work under contract", .organisation = "employer", .roles = {"employer"}, .is_support = false},
              // A talk with the employer, of how the client does and whether the contract goes on.
              {.name = "contact with the employer",
               .organisation = "Välke-palvelut",
               .phases = {"working with the employer"},
               .roles = {"planner"},
               .is_support = false,
               .milestones = {"employer contact"}},
          },
      .entries = {"job search service"},
      .steps =
          {
              move("job search service", "service-needs assessment").by({.needs_overlap = true}),
              move("service-needs assessment", "service centre's support").by({.greatest_delay = days(0)}),  // at once
              move("service-needs assessment", "individual coaching").by({.greatest_delay = days(0)}),
              join("individual coaching", "guiding training"),
              join("individual coaching", "bought-in coaching").by({.manner = manner::warm}),  // the three meet at its start
              move("individual coaching", "education"),
              move("individual coaching", "rehabilitative work")  // "saattaen vaihto"
                  .by({.manner = manner::warm, .greatest_delay = days(0), .accompanied_by = "individual coach"}),
              move("individual coaching", "work under contract").by({.greatest_delay = days(0), .needs_consent = true}),
              move("individual coaching", "continues as jobseeker"),
              join("work under contract", "contact with the employer"),
              move("contact with the employer", "open labour market"),
              move("contact with the employer", "wage-subsidised work"),
              move("service centre's support", "other"),
              move("rehabilitative work", "other"),
          },
      .outcomes = common_outcomes(),
      .obligations =
          {
              before(in_service("individual coaching"))
                  .there_must_be(plan_of("employment plan"))
                  .named("coaching has a plan"),
              during_each(in_service("work under contract"))
                  .at_least(1, milestone_of("employer contact"))
                  .named("the employer is contacted once per contract"),
          },
  };
}

}  // namespace examples
