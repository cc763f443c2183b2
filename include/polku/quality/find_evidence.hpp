// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/quality/coach_time.hpp>
#include <polku/quality/evaluate_indicator.hpp>
#include <polku/quality/evidence.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0 {

namespace detail {

class evidence_finder {
 public:
  evidence_finder(const event_log& log, const interval& period, const evidence_options& o)
      : log_(log), period_(period), o_(o) {}

  [[nodiscard]] evidence caseload() const {
    const coach_time coaches(log_, period_, o_);
    evidence out{.measure = evidence_measure::caseload,
                 .numerator = coaches.client_days,
                 .denominator = coaches.coach_days,
                 .of_what = "client-days per coach-day"};
    out.censored = coaches.open;
    add(out.excluded, "served, but by no coach on record", coaches.without_coach);
    divide(out);
    return out;
  }

  [[nodiscard]] evidence phases_per_worker() const {
    evidence out{.measure = evidence_measure::phases_per_worker, .of_what = "phases per coach"};
    const auto is_role = match_terms(log_.names(field::roles), o_.coach_roles);
    std::map<std::uint32_t, std::set<std::size_t>> phases;
    counted unknown, without_phase, without_coach;
    for (std::uint32_t c = 0; c < log_.client_count(); ++c) {
      std::size_t strange = 0, blank = 0, nobody = 0;
      const auto [first, last] = log_.episodes_of(client_id{c});
      for (auto i = first; i != last; ++i) {
        if (!is_in_period(i)) continue;
        const auto worker = log_.label_of(i, field::workers), role = log_.label_of(i, field::roles),
                   phase = log_.phase_of(i);
        if (worker == label::none || !(o_.coach_roles.empty() || (role != label::none && is_role[index_of(role)] != 0))) {
          ++nobody;
          continue;
        }
        auto& known = phases[index_of(worker)];
        const auto rank = phase == label::none ? std::nullopt : o_.names.phases.rank_of(log_.phase_names()[phase]);
        if (rank)
          known.insert(*rank);
        else
          ++(phase == label::none ? blank : strange);
      }
      unknown.add(strange);
      without_phase.add(blank);
      without_coach.add(nobody);
    }
    counted silent;
    for (const auto& [worker, of] : phases) {
      out.numerator += static_cast<double>(of.size());
      out.denominator += of.empty() ? 0 : 1;
      silent.count += of.empty() ? 1 : 0;
    }
    add(out.excluded, "coaches without any phase on record", silent);
    add(out.excluded, "episodes by no coach on record", without_coach);
    add(out.excluded, "episodes without a phase", without_phase);
    add(out.excluded, "episodes in a phase that the process does not know", unknown);
    out.note = fmt::format("the process has {} phases", o_.names.phases.phases().size());
    divide(out);
    return out;
  }

  [[nodiscard]] evidence days_to_employer_contact() const {
    evidence out{.measure = evidence_measure::days_to_employer_contact, .of_what = "days per client"};
    subject_finder entries(log_, o_.entry, {}, o_.names);
    const auto is_contact = match_terms(log_.milestone_kinds(), o_.employer_contacts);
    counted never_entered, outside, before, not_yet;
    for (std::uint32_t c = 0; c < log_.client_count(); ++c) {
      std::optional<time_point> entry, contact;
      entries.for_each(client_id{c}, [&](const interval& r) { entry = entry ? earlier(*entry, r.start) : r.start; });
      if (!entry || !holds(*entry)) {
        (entry ? outside : never_entered).add(1);
        continue;
      }
      bool has_earlier = false;
      for (const auto& m : log_.milestones().of(client_id{c})) {
        if (is_contact[index_of(m.kind)] == 0) continue;
        if (m.at < *entry)
          has_earlier = true;
        else if (!contact)
          contact = m.at;
      }
      if (!contact) {
        (has_earlier ? before : not_yet).add(1);
        continue;
      }
      out.numerator += (*contact - *entry).in_days();
      out.denominator += 1;
    }
    out.censored = not_yet;
    add(out.excluded, "without entry in the records", never_entered);
    add(out.excluded, "entry outside the period", outside);
    add(out.excluded, "employer contact before entry only", before);
    add(out.excluded, "without employer contact by the cutoff", not_yet);
    if (not_yet.count != 0) out.note = "those without a contact so far are left out, so that the mean is too low";
    divide(out);
    return out;
  }

  [[nodiscard]] evidence employer_contacts_per_week() const {
    evidence out{.measure = evidence_measure::employer_contacts_per_week,
                 .denominator = coach_time(log_, period_, o_).coach_days / 7,
                 .of_what = "contacts per coach-week"};
    const auto is_contact = match_terms(log_.milestone_kinds(), o_.employer_contacts);
    for (const auto& m : log_.milestones().all())
      if (is_contact[index_of(m.kind)] != 0 && holds(m.at)) out.numerator += 1;
    out.note = "contacts that are on record with a client only";
    divide(out);
    return out;
  }

  // Different employers, or job types, of those on record.
  [[nodiscard]] evidence diversity(evidence_measure measure, const std::string& told_by) const {
    evidence out{.measure = measure, .of_what = "different ones in job starts"};
    const auto tells = match_terms(log_.milestone_kinds(), {told_by});
    term_table different;
    counted blank;
    for_each_job_start(
        [&](const milestone_row& start, std::span<const milestone_row> until_next) {
          (void)start;
          const auto told = std::find_if(until_next.begin(), until_next.end(), [&](const milestone_row& m) {
            return tells[index_of(m.kind)] != 0 && m.detail != label::none;
          });
          if (told == until_next.end()) return false;
          out.denominator += 1;
          (void)different.intern(log_.milestone_details()[told->detail]);
          return true;
        },
        blank);
    out.numerator = static_cast<double>(different.size());
    add(out.excluded, "job starts without " + told_by + " on record", blank);
    divide(out, 100);
    return out;
  }

  [[nodiscard]] evidence competitive_share() const {
    evidence out{.measure = evidence_measure::competitive_share, .of_what = "competitive jobs in job starts"};
    const auto is_competitive = match_terms(log_.milestone_details(), o_.competitive);
    counted blank;
    for_each_job_start(
        [&](const milestone_row& start, std::span<const milestone_row>) {
          if (start.detail == label::none) return false;
          out.denominator += 1;
          out.numerator += is_competitive[index_of(start.detail)] != 0 ? 1 : 0;
          return true;
        },
        blank);
    add(out.excluded, "job starts without the kind of job on record", blank);
    divide(out, 100);
    return out;
  }

  [[nodiscard]] evidence follow_along() const {
    const indicator followed{.id = "follow-along",
                             .name = "follow-along",
                             .event = {.what = milestone_of(o_.job_start), .which = occurrence::each},
                             .exclusions = {{happens(milestone_of(o_.job_end), o_.followed), "the job ended before"}},
                             .counts = is_active(o_.follow_along, o_.followed)};
    const auto r = evaluate(log_, followed, {"", period_}, o_.names);
    evidence out{.measure = evidence_measure::follow_along,
                 .numerator = static_cast<double>(r.numerator.count),
                 .denominator = static_cast<double>(r.denominator.count),
                 .of_what = fmt::format("job starts with support {} days later", o_.followed.in_days()),
                 .excluded = r.excluded};
    for (const auto& e : r.excluded)
      if (e.kind == exclusion_kind::undecided) out.censored = e.cases;
    divide(out, 100);
    return out;
  }

 private:
  [[nodiscard]] bool holds(time_point t) const { return period_.start <= t && t < period_.end; }
  [[nodiscard]] bool is_in_period(event_log::index i) const {
    return log_.starts()[i] < period_.end && (log_.ends()[i] > period_.start || log_.starts()[i] == period_.start);
  }

  // `f(start, the client's milestones from it to the next job start)` says whether it could be judged.
  template <class F>
  void for_each_job_start(F f, counted& not_judged) const {
    const auto is_start = match_terms(log_.milestone_kinds(), {o_.job_start});
    for (std::uint32_t c = 0; c < log_.client_count(); ++c) {
      const auto all = log_.milestones().of(client_id{c});
      std::size_t blank = 0;
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (is_start[index_of(all[i].kind)] == 0 || !holds(all[i].at)) continue;
        // What is recorded at the time of the start may stand before it.
        auto from = i, to = i + 1;
        while (from > 0 && all[from - 1].at == all[i].at && is_start[index_of(all[from - 1].kind)] == 0) --from;
        while (to < all.size() && is_start[index_of(all[to].kind)] == 0) ++to;
        if (to < all.size())  // what stands before the next start at its time is the next one's
          while (to > i + 1 && all[to - 1].at == all[to].at && all[to].at != all[i].at) --to;
        blank += f(all[i], all.subspan(from, to - from)) ? 0 : 1;
      }
      not_judged.add(blank);
    }
  }

  static void add(std::vector<excluded_cases>& excluded, std::string reason, const counted& cases) {
    if (cases.count != 0) excluded.push_back({std::move(reason), cases});
  }
  static void divide(evidence& e, double times = 1) {
    if (e.denominator > 0) e.value = times * e.numerator / e.denominator;
  }

  const event_log& log_;
  interval period_;
  const evidence_options& o_;
};

}  // namespace detail

/// The mean number of clients of a coach in a period: client-days through coach-days, overlaps of one coach and client
/// counted once, up to the cutoff. Points take no time. O(n log n).
[[nodiscard]] inline evidence measure_caseload(const event_log& log, const interval& period,
                                               const evidence_options& o = {}) {
  return detail::evidence_finder(log, period, o).caseload();
}

/// What a log says of one measure in a period. Nothing for `none`. Undefined without a denominator, never zero. O(n log n).
[[nodiscard]] inline std::optional<evidence> find_evidence(const event_log& log, evidence_measure measure,
                                                           const interval& period, const evidence_options& o = {}) {
  const detail::evidence_finder finder(log, period, o);
  switch (measure) {
    case evidence_measure::none:
      return std::nullopt;
    case evidence_measure::caseload:
      return finder.caseload();
    case evidence_measure::phases_per_worker:
      return finder.phases_per_worker();
    case evidence_measure::days_to_employer_contact:
      return finder.days_to_employer_contact();
    case evidence_measure::employer_contacts_per_week:
      return finder.employer_contacts_per_week();
    case evidence_measure::job_type_diversity:
      return finder.diversity(measure, o.job_type);
    case evidence_measure::employer_diversity:
      return finder.diversity(measure, o.employer);
    case evidence_measure::competitive_share:
      return finder.competitive_share();
    case evidence_measure::follow_along:
      return finder.follow_along();
  }
  return std::nullopt;
}

/// For each item of an instrument that records can speak to: the figure, the score it suggests, and the auditor's beside it.
/// A suggestion, not a score: the auditor sees what records do not. Phases per worker suggest nothing where the process has
/// fewer phases than the item's highest bound asks for. O(items * n log n).
///
/// \throws std::invalid_argument where the period does not end after it begins, or the result is none of the instrument's.
[[nodiscard]] inline std::vector<item_evidence> find_evidence(const event_log& log, const instrument& by_what,
                                                              const interval& period, const evidence_options& o = {},
                                                              const audit_result* audited = nullptr) {
  if (period.end <= period.start)
    throw std::invalid_argument("polku: the period of the evidence does not end after it begins");
  if (audited && audited->items.size() != by_what.items.size())
    throw std::invalid_argument("polku: the result of an audit and the instrument have different items");
  std::vector<item_evidence> out;
  for (std::size_t i = 0; i < by_what.items.size(); ++i) {
    const auto& item = by_what.items[i];
    auto found = find_evidence(log, item.evidence, period, o);
    if (!found) continue;
    item_evidence one{.number = item.number, .found = std::move(*found)};
    const auto phases = static_cast<double>(o.names.phases.phases().size());
    const bool is_beyond = item.evidence == evidence_measure::phases_per_worker &&
                           std::any_of(item.anchors.begin(), item.anchors.end(),
                                       [&](const score_anchor& a) { return a.at_least && *a.at_least > phases; });
    if (one.found.value && !is_beyond) one.suggested = suggest_score(item, *one.found.value);
    if (audited) one.audited = audited->items[i].score;
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace polku::inline v0
