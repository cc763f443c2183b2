// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/obligation.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace polku::inline v0 {

/// Obligations that the documents behind polku state, ready to be evaluated on a design or on records. The parameters are
/// what records call things; their defaults are the documents' terms in English.

/// In rehabilitative work the client has an own worker: since the beginning of 2021 the responsibility lies with social
/// services' own worker (TTO project report, Päijät-Häme, 28.6.2022).
[[nodiscard]] inline obligation own_worker_during(std::string service = "rehabilitative work",
                                                  std::string role = "own worker") {
  return while_active(in_service(std::move(service)))
      .there_must_be(with_role(std::move(role)))
      .named("own worker during rehabilitative work");
}

/// In every service the client has a valid plan, of that kind or of any: a missing or expired plan is what clients were
/// chosen by at Viissatanen (VÄLKE final report 2008–2011).
[[nodiscard]] inline obligation valid_plan_in_every_service(std::string kind = {}) {
  return while_active(in_any_service()).there_must_be(plan_of(std::move(kind))).named("valid plan in every service");
}

/// The first contact with an employer follows the referral soon: rapid job search, one of the eight principles of the
/// quality criteria, which are based on IPS and its limit of 30 days (quality criteria of supported employment).
[[nodiscard]] inline obligation employer_contact_soon(duration limit = days(30), std::string start = "referral",
                                                      std::string contact = "first employer contact") {
  return after(milestone_of(std::move(start)))
      .must_begin(milestone_of(std::move(contact)))
      .within(limit)
      .named("first employer contact in time");
}

/// Whoever a client is handed over to is told of the client only with the client's consent, which names that receiver (the
/// Orimattila pilot; VÄLKE final report 2008–2011). An organisation: handovers to that one only.
[[nodiscard]] inline obligation consent_before_handover(const std::string& organisation = {}) {
  return before(handover_to(organisation)).there_must_be(consent_for(organisation)).named("consent before handover");
}

/// A handover is picked up: a service of the receiver begins soon, or runs already (TTO project report; the Orimattila
/// pilot: nobody is left ”tyhjän päälle”).
[[nodiscard]] inline obligation handover_picked_up(duration limit = days(14)) {
  return after(handover_to()).must_begin(with_receiver()).within(limit).or_be_running().named("handover picked up in time");
}

/// Support goes on after a job has started: clients of the Pähee 2.0 pilot returned to their former status once the service
/// ended (Pähee 2.0 final report).
[[nodiscard]] inline obligation support_after_job_start(duration least = days(90), std::string service = "job coaching",
                                                        std::string start = "job start") {
  return after(milestone_of(std::move(start)))
      .must_stay(in_service(std::move(service)))
      .for_at_least(least)
      .named("support after a job start");
}

/// When a work trial fails, support remains (the plan of the Orimattila pilot in the TTO project report). Any service is
/// support here.
[[nodiscard]] inline obligation support_after_failed_trial(duration least = days(30),
                                                           std::string failure = "work trial failed") {
  return after(milestone_of(std::move(failure)))
      .must_stay(in_any_service())
      .for_at_least(least)
      .named("support after a failed work trial");
}

/// Rehabilitative work may not be carried out in a private company (TTO project report). To evaluate it on records, name the
/// organisations' kinds.
[[nodiscard]] inline obligation never_in_a_company(std::string service = "rehabilitative work",
                                                   std::string kind = "private company") {
  return never_together(in_service(std::move(service)), with_kind_of_organisation(std::move(kind)))
      .named("no rehabilitative work in a private company");
}

/// An employer under contract is contacted at least once per contract (VÄLKE final report 2008–2011, Välke-palvelut). The
/// contract is the service under which the client works there.
[[nodiscard]] inline obligation employer_contact_per_contract(std::string contract = "wage-subsidised work",
                                                              std::string contact = "employer contact",
                                                              std::size_t times = 1) {
  return during_each(in_service(std::move(contract)))
      .at_least(times, milestone_of(std::move(contact)))
      .named("employer contact in each contract");
}

}  // namespace polku::inline v0
