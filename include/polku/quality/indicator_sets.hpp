// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/quality/indicator.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// How a programme's records call what indicators are made of.
struct programme_terms {
  subject referral = milestone_of("referral");
  subject intake = in_any_service();  ///< its first record is where support begins
  subject employer_contact = milestone_of("first employer contact");
  subject job_start = milestone_of("job start");
  subject job_end = milestone_of("job end");
  subject work_trial = in_service("work trial");
  subject study_start = milestone_of("study start");
  subject exit = milestone_of("exit");
};

namespace detail {

inline condition in_work(const programme_terms& t, duration after = {}) { return is_active(t.job_start, after, t.job_end); }

}  // namespace detail

/// What IPS Grow's programmes report: referrals accepted, first employer contact within 30 days of entry, job starts, first
/// and all, their rate over clients who were out of work at entry, and retention at 13 and 26 weeks. From memory: see each
/// one's `known` and `not_in_records`.
[[nodiscard]] inline std::vector<indicator> ips_grow_indicators(const programme_terms& t = {}) {
  const std::string source = "IPS Grow", paid_hours = "at least 4 paid hours in the job";
  using enum indicator_kind;
  return {
      {.id = "ips-grow.accepted",
       .name = "referrals accepted within 30 days",
       .finnish = "30 päivässä palveluun otetut ohjatut",
       .swedish = "hänvisade som tagits emot inom 30 dagar",
       .source = source,
       .event = {.what = t.referral},
       .counts = happens(t.intake, days(30)),
       .interval = interval_method::wilson},
      {.id = "ips-grow.contact-30",
       .name = "first employer contact within 30 days of entry",
       .finnish = "ensimmäinen työnantajakontakti 30 päivässä alusta",
       .swedish = "första arbetsgivarkontakt inom 30 dagar från början",
       .source = source,
       .event = {.what = t.intake},
       .counts = happens(t.employer_contact, days(30)),
       .interval = interval_method::wilson},
      {.id = "ips-grow.job-starts-first",
       .name = "clients' first job starts",
       .finnish = "asiakkaiden ensimmäiset työsuhteet",
       .swedish = "klienternas första jobb",
       .source = source,
       .kind = count,
       .event = {.what = t.job_start},
       .not_in_records = paid_hours},
      {.id = "ips-grow.job-starts-all",
       .name = "all job starts",
       .finnish = "kaikki työsuhteet",
       .swedish = "alla jobb",
       .source = source,
       .kind = count,
       .event = {.what = t.job_start, .which = occurrence::each},
       .not_in_records = paid_hours},
      {.id = "ips-grow.job-rate",
       .name = "in a job within a year, of those out of work at entry",
       .finnish = "vuodessa työllistyneet alussa työttömistä",
       .swedish = "i arbete inom ett år, av dem utan arbete i början",
       .source = source,
       .event = {.what = t.intake},
       .lag = days(365),
       .exclusions = {{detail::in_work(t), "in work at entry"}},
       .counts = happens(t.job_start, days(365)),
       .interval = interval_method::wilson,
       .benchmark = 0.4,
       .not_in_records = paid_hours},
      {.id = "ips-grow.retention-13",
       .name = "in work 13 weeks after the first job start",
       .finnish = "työssä 13 viikon kuluttua",
       .swedish = "i arbete efter 13 veckor",
       .source = source,
       .event = {.what = t.job_start},
       .lag = days(91),
       .counts = detail::in_work(t, days(91)),
       .interval = interval_method::wilson},
      {.id = "ips-grow.retention-26",
       .name = "in work 26 weeks after the first job start",
       .finnish = "työssä 26 viikon kuluttua",
       .swedish = "i arbete efter 26 veckor",
       .source = source,
       .event = {.what = t.job_start},
       .lag = days(182),
       .counts = detail::in_work(t, days(182)),
       .interval = interval_method::wilson},
  };
}

/// What DWP's IPS in primary care pays for and reports: job starts, and jobs sustained for 13 of 16 weeks. From memory.
[[nodiscard]] inline std::vector<indicator> dwp_primary_care_indicators(const programme_terms& t = {}) {
  const std::string source = "DWP, IPS in primary care", weekly_hours = "at least 7 hours of work a week";
  return {
      {.id = "dwp.job-starts",
       .name = "clients' first job starts",
       .finnish = "asiakkaiden ensimmäiset työsuhteet",
       .swedish = "klienternas första jobb",
       .source = source,
       .kind = indicator_kind::count,
       .event = {.what = t.job_start},
       .not_in_records = weekly_hours},
      {.id = "dwp.sustained-13",
       .name = "in work for 13 of the 16 weeks after the first job start",
       .finnish = "työssä 13 viikkoa ensimmäisistä 16:sta",
       .swedish = "i arbete 13 av de första 16 veckorna",
       .source = source,
       .event = {.what = t.job_start},
       .lag = days(112),
       .counts = is_active_for(t.job_start, days(91), days(112), t.job_end),
       .interval = interval_method::wilson,
       .not_in_records = weekly_hours},
  };
}

/// How long each step of the funnel may take from the referral on.
struct funnel_limits {
  duration intake = days(30);
  duration employer_contact = days(60);
  duration job_start = days(365);
  duration sustained = days(456);  ///< 13 weeks of work in all by then
};

/// The funnel from referral to a sustained job: of those referred in a period, how many came through each step, and through
/// all before it. All steps are shares of the same clients.
[[nodiscard]] inline std::vector<indicator> employment_funnel(const programme_terms& t = {},
                                                              const funnel_limits& limits = {}) {
  std::vector<indicator> out;
  std::optional<condition> so_far;
  const auto add = [&](std::string id, std::string name, std::string in_finnish, std::string in_swedish, condition step) {
    so_far = so_far ? *so_far && std::move(step) : std::move(step);
    out.push_back({.id = std::move(id),
                   .name = std::move(name),
                   .finnish = std::move(in_finnish),
                   .swedish = std::move(in_swedish),
                   .source = "funnel from referral to sustained job",
                   .known = provenance::checked,
                   .event = {.what = t.referral},
                   .counts = *so_far,
                   .interval = interval_method::wilson});
  };
  add("funnel.1-intake", "referred: support began", "ohjatut: tuki alkoi", "hänvisade: stödet började",
      happens(t.intake, limits.intake));
  add("funnel.2-contact", "... and an employer was contacted", "... ja työnantajaan oltiin yhteydessä",
      "... och en arbetsgivare kontaktades", happens(t.employer_contact, limits.employer_contact));
  add("funnel.3-job", "... and a job started", "... ja työ alkoi", "... och ett jobb började",
      happens(t.job_start, limits.job_start));
  add("funnel.4-sustained", "... and lasted for 13 weeks", "... ja kesti 13 viikkoa", "... och varade i 13 veckor",
      is_active_for(t.job_start, days(91), limits.sustained, t.job_end));
  return out;
}

/// What the source documents ask about: the funnel; drop-off from referral to intake; days to the first employer contact;
/// who moved on to work, a work trial or study (Pähee 2.0 final report); job loss within 13 weeks of a job start; and
/// referrals, of which the VÄLKE report tells how they swing (`measure_inflow`). Its table of outcomes is `valke_outcomes`.
[[nodiscard]] inline std::vector<indicator> document_indicators(const programme_terms& t = {}) {
  auto out = employment_funnel(t);
  out.push_back({.id = "documents.referrals",
                 .name = "referrals",
                 .finnish = "palveluun ohjaukset",
                 .swedish = "hänvisningar",
                 .source = "VÄLKE final report 2008-2011",
                 .known = provenance::checked,
                 .kind = indicator_kind::count,
                 .event = {.what = t.referral, .which = occurrence::each}});
  out.push_back({.id = "documents.drop-off",
                 .name = "referred, but support did not begin within 30 days",
                 .finnish = "ohjatut, joiden tuki ei alkanut 30 päivässä",
                 .swedish = "hänvisade vilkas stöd inte började inom 30 dagar",
                 .source = "TTO project report 2022",
                 .event = {.what = t.referral},
                 .counts = !happens(t.intake, days(30)),
                 .interval = interval_method::wilson});
  out.push_back({.id = "documents.days-to-contact",
                 .name = "mean days from entry to the first employer contact",
                 .finnish = "päiviä alusta ensimmäiseen työnantajakontaktiin, keskiarvo",
                 .swedish = "dagar från början till första arbetsgivarkontakt, medeltal",
                 .source = "quality criteria, rapid job search",
                 .kind = indicator_kind::mean_days,
                 .event = {.what = t.intake},
                 .until = t.employer_contact});
  out.push_back(
      {.id = "documents.moved-on",
       .name = "moved on to work, a work trial or study within 180 days of entry",
       .finnish = "180 päivässä töihin, työkokeiluun tai opiskelemaan edenneet",
       .swedish = "vidare till arbete, arbetsprövning eller studier inom 180 dagar",
       .source = "Pähee 2.0 final report",
       .event = {.what = t.intake},
       .lag = days(180),
       .counts = happens(t.job_start, days(180)) || happens(t.work_trial, days(180)) || happens(t.study_start, days(180)),
       .interval = interval_method::wilson});
  out.push_back({.id = "documents.job-loss",
                 .name = "jobs that ended within 13 weeks",
                 .finnish = "13 viikossa päättyneet työsuhteet",
                 .swedish = "jobb som upphörde inom 13 veckor",
                 .source = "TTO development path 2022",
                 .event = {.what = t.job_start, .which = occurrence::each},
                 .lag = days(91),
                 .counts = happens(t.job_end, days(91)),
                 .interval = interval_method::wilson});
  return out;
}

}  // namespace polku::inline v0
