// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>
#include <polku/model/subject.hpp>
#include <polku/obligations/obligation_options.hpp>

#include <optional>
#include <string>
#include <vector>

namespace polku::inline v0 {

/// How a log calls what items of an instrument are about. Names match as in obligations.
struct evidence_options {
  /// Roles whose workers are coaches; empty: every worker is.
  std::vector<std::string> coach_roles = {};
  /// Coaches counted as full-time; empty: a coach counts while he or she has a client.
  std::optional<double> full_time_coaches = std::nullopt;
  subject entry = in_any_service();  ///< its first record is a client's entry
  std::vector<std::string> employer_contacts = {"first employer contact", "employer contact"};  ///< milestones
  std::string job_start = "job start";  ///< a milestone; its detail says which kind of job
  std::string job_end = "job end";
  std::vector<std::string> competitive = {"open labour market", "competitive"};  ///< details of a competitive job
  /// Milestones at or after a job start, before the next, whose detail names the employer and the type of the job.
  std::string employer = "employer";
  std::string job_type = "job type";
  subject follow_along = in_phase("support for staying in work");
  duration followed = days(120);  ///< after a job start
  obligation_options names = {};  ///< the process that phases are looked up in, and what else names are matched by
};

}  // namespace polku::inline v0
