// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// E. The IPS pilot of Pähee 2.0 (S3: final report, 2021; S0 for the law): clients of rehabilitative work in the Lahti and
// Nastola workshops, coached from January 2020 by three part-time workers of the workshops; paused in March, restarted in
// September, no activity worth mention by November. All but one of nine moved on during the service; those who moved on in
// spring returned to their former status when it ended.
//
// What the check is expected to show: the relapse. A client who has moved on has nobody but the coach, so support ends with
// the service; when the work does not last either, the former status follows, and the circuit is closed.
#include "designs.hpp"

namespace examples {

using namespace polku;

pathway_design pahee_pilot() {
  return {
      .name = "The IPS pilot of Pähee 2.0",
      .organisations = {{"Lahti and Nastola workshops", "workshop"}, {"private company", "private company"}},
      // Until 2021 the instructor was responsible, not the own worker (S0).
      .roles = {{"instructor", "Lahti and Nastola workshops"},
                {"job coach", "Lahti and Nastola workshops"},
                {"employer", "private company"}},
      .services =
          {
              {.name = "rehabilitative work",
               .organisation = "Lahti and Nastola workshops",
               .phases = {"referral to the service"},  // the employment office referred some of its clients too
               .roles = {"instructor"},
               .responsible = "instructor"},
              {.name = "IPS coaching",
               .organisation = "Lahti and Nastola workshops",
               .phases = {"mapping of skills", "job search", "working with the employer", "support for staying in work"},
               .roles = {"job coach"},
               .responsible = "job coach",
               .until = date(2020, 12, 1)},  // exclusive; from December 2020 on the report knows evaluation only
              {.name = "paid work",
               .organisation = "private company",
               .roles = {"employer"},
               .is_support = false,
               .can_fail = true,
               .milestones = {"job start"}},
              {.name = "work trial",
               .organisation = "private company",
               .roles = {"employer"},
               .is_support = false,
               .can_fail = true},
          },
      .entries = {"rehabilitative work"},
      .steps =
          {
              join("rehabilitative work", "IPS coaching"),
              join("IPS coaching", "paid work"),
              join("IPS coaching", "work trial"),
              move("IPS coaching", "education"),
              end_of("IPS coaching"),  // the client's time in the service, or the pause of March 2020
              on_failure("paid work", "rehabilitative work"),
              on_failure("work trial", "rehabilitative work"),
              move("paid work", "open labour market"),
              move("work trial", "open labour market"),
              move("rehabilitative work", "other"),
          },
      .outcomes = {{"open labour market"}, {"education"}, {"other"}},
      .rules = {entering(with_kind_of_organisation("private company")).forces_leaving(in_service("rehabilitative work"))},
      .obligations =
          {
              while_active(in_service("paid work")).there_must_be(with_role("job coach")).named("support in work"),
              while_active(in_service("work trial"))
                  .there_must_be(with_role("job coach"))
                  .named("support during a work trial"),
          },
  };
}

}  // namespace examples
