// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// D. One team for Keski-Suomi (S2): at least ten job coaches and a team leader for the whole region, run by social care. The
// work-ability support teams use it as their tool. The limit of twenty clients for each coach is not in S2; it stands for
// the limit that the IPS scale sets.
//
// What the check is expected to show: the question that S2 itself asks, "do queues form at the start?". No delay is promised
// between the support team and the job coach, so a client may wait with nobody. From there on nothing: the coach stays
// when a job fails. Make the move a join, so that the support team stays until a coach is free, and the lapse is gone.
#include "designs.hpp"

namespace examples {

using namespace polku;

pathway_design keski_suomi() {
  return {
      .name = "The regional team of Keski-Suomi",
      .organisations = {{"work-ability support team", "social services"},
                        {"regional coaching team", "social services"},
                        {"employer", "private company"}},
      .roles = {{"work-ability support worker", "work-ability support team"},
                {"team leader", "regional coaching team"},
                {"job coach", "regional coaching team"},
                {"employer", "employer"}},
      .services =
          {
              {.name = "work-ability support",
               .organisation = "work-ability support team",
               .phases = {"referral to the service"},
               .roles = {"work-ability support worker"},
               .responsible = "work-ability support worker",
               .consents = {"regional coaching team"}},
              {.name = "job coaching",
               .organisation = "regional coaching team",
               .phases = {"mapping of skills", "job search", "working with the employer", "support for staying in work"},
               .roles = {"job coach", "team leader"},
               .responsible = "job coach",
               .capacity = capacity{10, 20}},
              {.name = "employment",
               .organisation = "employer",
               .roles = {"employer"},
               .is_support = false,
               .can_fail = true,
               .milestones = {"job start"}},
          },
      .entries = {"work-ability support"},
      .steps =
          {
              // The two teams know each other (S2); nothing is said of how long a coach may be waited for.
              move("work-ability support", "job coaching").by({.manner = manner::warm, .needs_consent = true}),
              join("job coaching", "employment"),
              on_failure("employment", "job coaching").by({.needs_overlap = true}),
              move("job coaching", "open labour market"),
          },
      .outcomes = {{"open labour market"}},
      .obligations =
          {
              before(in_service("job coaching"))
                  .there_must_be(consent_for("regional coaching team"))
                  .named("consent before handover"),
              while_active(in_service("employment")).there_must_be(with_role("job coach")).named("support in work"),
          },
  };
}

}  // namespace examples
