// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// C. A service as the quality criteria want it (S2: quality criteria for supported job coaching, based on IPS; S0 for the
// five phases). One job coach stays with the client through all of them; benefits counselling is part of coaching; job
// search does not wait for the mapping to end; support in work has no time limit; nobody is turned away or sent elsewhere.
//
// What the check is expected to show: nothing. Every phase is served, a job that fails leads back to job search while
// support goes on, and only one organisation holds the client, so nobody can be bounced.
#include "designs.hpp"

namespace examples {

using namespace polku;

namespace {
// Every service of this system is the job coach's.
service by_the_job_coach(std::string name, std::vector<std::string> phases) {
  return {.name = std::move(name),
          .organisation = "supported employment service",
          .phases = std::move(phases),
          .roles = {"job coach"},
          .responsible = "job coach"};
}
}  // namespace

pathway_design quality_criteria() {
  auto referral = by_the_job_coach("referral to job coaching", {"referral to the service"});
  referral.consents = {"employer"};
  return {
      .name = "A service as the quality criteria want it",
      .organisations = {{"supported employment service", "employment service"}, {"employer", "private company"}},
      .roles = {{"job coach", "supported employment service"}, {"employer", "employer"}},
      .services =
          {
              referral,  // open to everybody who wants to work
              by_the_job_coach("benefits counselling", {}),
              by_the_job_coach("mapping of skills", {"mapping of skills"}),
              by_the_job_coach("job search", {"job search"}),
              by_the_job_coach("work with the employer", {"working with the employer"}),
              by_the_job_coach("support in work", {"support for staying in work"}),
              {.name = "employment",
               .organisation = "employer",
               .roles = {"employer"},
               .is_support = false,
               .can_fail = true,
               .milestones = {"job start"}},
          },
      .entries = {"referral to job coaching"},
      .steps =
          {
              move("referral to job coaching", "benefits counselling").by({.greatest_delay = days(0)}),
              join("benefits counselling", "mapping of skills"),
              join("benefits counselling", "job search"),  // rapid: it does not wait
              join("mapping of skills", "job search"), end_of("mapping of skills"),
              join("job search", "work with the employer"), join("work with the employer", "support in work"),
              join("support in work", "employment").by({.manner = manner::warm, .needs_consent = true}),
              on_failure("employment", "job search").by({.needs_overlap = true}),
              move("support in work", "open labour market"),  // when the client needs it no longer
          },
      .outcomes = {{"open labour market"}},
      .obligations =
          {
              while_active(in_service("employment"))
                  .there_must_be(in_phase("support for staying in work"))
                  .named("support in work as long as it is needed"),
              before(in_service("job search"))
                  .there_must_be(in_service("benefits counselling"))
                  .named("benefits counselling is part of coaching"),
              while_active(in_any_service()).there_must_be(with_role("job coach")).named("personal, continuing support"),
          },
  };
}

}  // namespace examples
