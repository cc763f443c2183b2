// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/quality/condition_evaluator.hpp>
#include <polku/quality/indicator_result.hpp>
#include <polku/statistics/wilson_interval.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0 {

namespace detail {

inline constexpr std::string_view undecided_reason = "not decided by the cutoff";

class indicator_evaluator {
 public:
  indicator_evaluator(const event_log& log, const indicator& i, const obligation_options& names)
      : log_(&log), i_(&sound(i)), event_(log, i.event.what, i.event.details, names), counts_(log, i.counts, names) {
    for (const auto& e : i.exclusions) exclusions_.emplace_back(log, e.when, names);
    if (i.until) until_.emplace(log, *i.until, std::vector<std::string>{}, names);
  }

  [[nodiscard]] indicator_result evaluate(const interval& period) {
    indicator_result out{.clients = log_->client_count(), .is_complete = period.end <= log_->cutoff()};
    const auto what = to_string(i_->event);
    // By reason, in the order in which they are shown.
    std::vector<excluded_cases> reasons = {{"without " + what + " in the records", {}, exclusion_kind::without_event},
                                           {"outside the period", {}, exclusion_kind::outside_period}};
    for (const auto& e : i_->exclusions) reasons.push_back({e.reason, {}, exclusion_kind::stated});
    if (until_) {
      reasons.push_back({"not: " + to_string(i_->counts), {}, exclusion_kind::not_meant});
      reasons.push_back({"without " + to_string(*i_->until) + " by the cutoff", {}, exclusion_kind::without_end});
    }
    reasons.push_back({std::string(undecided_reason), {}, exclusion_kind::undecided});
    std::vector<duration> lengths;
    bool is_anybody_there = false;

    for (std::uint32_t c = 0; c < log_->client_count(); ++c) {
      const client_id client{c};
      is_anybody_there = is_anybody_there || is_there(client, period);
      take_events(client, period);
      std::vector<std::size_t> of_reason(reasons.size());
      std::size_t in_numerator = 0, in_denominator = 0;
      if (events_.empty()) ++of_reason[has_event_ ? 1 : 0];
      if (!events_.empty()) take_up(client);
      for (const auto t : events_) {
        const auto [excluded, holds] = judge(t, period, reasons.size());
        if (excluded) {
          ++of_reason[*excluded];
          continue;
        }
        if (until_) {
          const auto end = std::lower_bound(ends_.begin(), ends_.end(), t);
          if (!holds || end == ends_.end()) {
            ++of_reason[reasons.size() - (holds ? 2 : 3)];
            continue;
          }
          lengths.push_back(*end - t);
        }
        ++in_denominator;
        in_numerator += holds ? 1 : 0;
      }
      out.numerator.add(in_numerator);
      out.denominator.add(in_denominator);
      for (std::size_t r = 0; r < reasons.size(); ++r) reasons[r].cases.add(of_reason[r]);
    }
    for (std::size_t r = 0; r < reasons.size(); ++r)
      if (reasons[r].cases.count != 0) out.excluded.push_back(std::move(reasons[r]));
    finish(out, lengths, is_anybody_there && period.start <= log_->cutoff());
    return out;
  }

 private:
  struct judgement {
    std::optional<std::size_t> reason;  // for which it is left out
    bool holds = false;
  };

  // The client's events that count in the period, by what the definition says of several.
  void take_events(client_id client, const interval& period) {
    events_.clear();
    has_event_ = false;
    event_.for_each(client, [&](const interval& r) {
      const bool is_first = !has_event_;
      has_event_ = true;
      const auto counts_at = add_saturated(r.start, i_->lag);
      if (counts_at < period.start || counts_at >= period.end) return;
      if (i_->event.which == occurrence::first && !is_first) return;
      if (i_->event.which == occurrence::first_in_period && !events_.empty()) return;
      events_.push_back(r.start);
    });
  }
  void take_up(client_id client) {
    counts_.next(client);
    for (auto& e : exclusions_) e.next(client);
    if (!until_) return;
    ends_.clear();
    until_->for_each(client, [&](const interval& r) { ends_.push_back(r.start); });
  }

  // An exclusion that may still come to hold leaves undecided whether the event belongs here at all.
  judgement judge(time_point t, const interval& period, std::size_t reasons) const {
    const auto undecided = reasons - 1;
    for (std::size_t e = 0; e < exclusions_.size(); ++e) {
      const auto holds = exclusions_[e].at(t, period);
      if (holds == truth::yes) return {2 + e};
      if (holds == truth::unknown) return {undecided};
    }
    const auto holds = counts_.at(t, period);
    if (holds == truth::unknown || (!i_->counts_early && !counts_.is_over(t, period))) return {undecided};
    return {std::nullopt, holds == truth::yes};
  }

  [[nodiscard]] bool is_there(client_id client, const interval& period) const {
    const auto [first, last] = log_->episodes_of(client);
    for (auto i = first; i != last; ++i)
      if (log_->starts()[i] < period.end && (log_->ends()[i] > period.start || log_->starts()[i] == period.start))
        return true;
    for (const auto& m : log_->milestones().of(client))
      if (period.start <= m.at && m.at < period.end) return true;
    return false;
  }

  void finish(indicator_result& out, std::vector<duration>& lengths, bool is_anybody_there) const {
    const auto part = static_cast<double>(out.numerator.count);
    switch (i_->kind) {
      case indicator_kind::share:
        if (out.denominator.count == 0) return;
        out.value = part / static_cast<double>(out.denominator.count);
        if (i_->interval == interval_method::wilson)
          out.interval = wilson_interval(out.numerator.count, out.denominator.count, i_->level);
        return;
      case indicator_kind::count:
        if (is_anybody_there) out.value = part;
        return;
      case indicator_kind::mean_days: {
        if (lengths.empty()) return;
        double sum = 0;
        for (const auto l : lengths) sum += l.in_days();
        out.value = sum / static_cast<double>(lengths.size());
        return;
      }
      case indicator_kind::median_days: {
        if (lengths.empty()) return;
        std::sort(lengths.begin(), lengths.end());
        const auto n = lengths.size();
        out.value = (lengths[(n - 1) / 2].in_days() + lengths[n / 2].in_days()) / 2;
        return;
      }
    }
  }

  static const indicator& sound(const indicator& i) {
    if (const auto problems = find_problems(i); !problems.empty())
      throw std::invalid_argument(
          fmt::format("polku: indicator '{}', {}: {}", i.id, problems.front().member, problems.front().fact));
    return i;
  }

  const event_log* log_;
  const indicator* i_;
  subject_finder event_;
  condition_evaluator counts_;
  std::vector<condition_evaluator> exclusions_;
  std::optional<subject_finder> until_;
  std::vector<time_point> events_, ends_;
  bool has_event_ = false;
};

}  // namespace detail

/// An indicator's figure for one period.
///
/// An event whose follow-up is not over by the cutoff is no failure: it is left out with that reason, as decided as it may
/// be, since what is decided early is not like the rest (`counts_early` says otherwise). So is one of which an exclusion is
/// not decided, a client without the event, and an event outside the period; no blank drops a client silently. Names are
/// matched as obligations do, by `names`.
///
/// O(conditions * m) for m records of each client, for each event.
/// \throws std::invalid_argument with the first of what `find_problems(i)` finds.
[[nodiscard]] inline indicator_result evaluate(const event_log& log, const indicator& i, const reporting_period& period,
                                               const obligation_options& names = {}) {
  return detail::indicator_evaluator(log, i, names).evaluate(period.span);
}

/// A table of indicators by period, such as the quarters of a year: a row for each indicator, in their order.
///
/// \throws std::invalid_argument as `evaluate`; and where a period ends before it begins.
[[nodiscard]] inline std::vector<indicator_row> evaluate(const event_log& log, const std::vector<indicator>& indicators,
                                                         const std::vector<reporting_period>& periods,
                                                         const obligation_options& names = {}) {
  for (const auto& p : periods)
    if (p.span.end <= p.span.start)
      throw std::invalid_argument(fmt::format("polku: the period '{}' does not end after it begins", p.name));
  std::vector<indicator_row> out;
  for (const auto& i : indicators) {
    detail::indicator_evaluator evaluator(log, i, names);
    auto& row = out.emplace_back(indicator_row{i, {}});
    for (const auto& p : periods) row.results.push_back(evaluator.evaluate(p.span));
  }
  return out;
}

}  // namespace polku::inline v0
