// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/choose.hpp>
#include <polku/quality/condition.hpp>
#include <polku/quality/subject_finder.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace polku::inline v0::detail {

// Evaluates one condition on one client after another. Precondition: nothing is wrong with the condition.
class condition_evaluator {
 public:
  condition_evaluator(const event_log& log, const condition& c, const obligation_options& names)
      : c_(&c), cutoff_(log.cutoff()) {
    for (const auto& part : c.of) parts_.emplace_back(log, part, names);
    if (c.what) what_.emplace(log, *c.what, c.details, names);
    if (c.until) until_.emplace(log, *c.until, std::vector<std::string>{}, names);
  }

  // Takes up another client. O(records of the client) for each subject.
  void next(client_id client) {
    for (auto& p : parts_) p.next(client);
    if (!what_) return;
    records_.clear();
    what_->for_each(client, [&](const interval& i) { records_.push_back(i); });
    if (!until_) return;
    ends_.clear();
    until_->for_each(client, [&](const interval& i) { ends_.push_back(i.start); });
    for (auto& r : records_) {
      const auto end = std::upper_bound(ends_.begin(), ends_.end(), r.start);
      r.end = end == ends_.end() ? open_end : *end;
    }
  }

  // Whether the cutoff has passed all that the condition looks at, for an event at `t`, whatever happened by then.
  [[nodiscard]] bool is_over(time_point t, const interval& period) const {
    switch (c_->kind) {
      case condition_kind::always:
      case condition_kind::happened_before:
        return true;
      case condition_kind::all_of:
      case condition_kind::any_of:
      case condition_kind::none_of:
        return std::all_of(parts_.begin(), parts_.end(), [&](const auto& p) { return p.is_over(t, period); });
      case condition_kind::happens:
        return add_saturated(t, *c_->within) < cutoff_;
      case condition_kind::happens_in_period:
        return period.end <= cutoff_;
      case condition_kind::is_active:
        return add_saturated(t, c_->from) < cutoff_;
      case condition_kind::is_active_for:
        return add_saturated(t, *c_->within) <= cutoff_;
    }
    return false;
  }

  // Whether it holds of the client at an event at `t`, for a period. O(records of the client) for each subject.
  [[nodiscard]] truth at(time_point t, const interval& period) const {
    const auto from = add_saturated(t, c_->from);
    switch (c_->kind) {
      case condition_kind::always:
        return truth::yes;
      case condition_kind::all_of: {
        auto out = truth::yes;
        for (const auto& p : parts_) out = out && p.at(t, period);
        return out;
      }
      case condition_kind::any_of:
      case condition_kind::none_of: {
        auto out = truth::no;
        for (const auto& p : parts_) out = out || p.at(t, period);
        return c_->kind == condition_kind::none_of ? !out : out;
      }
      case condition_kind::happens: {
        const auto last = add_saturated(t, *c_->within);
        const bool is_seen = any([&](const interval& r) { return from <= r.start && r.start <= last; });
        return is_seen ? truth::yes : last < cutoff_ ? truth::no : truth::unknown;
      }
      case condition_kind::happens_in_period: {
        const bool is_seen = any([&](const interval& r) { return period.start <= r.start && r.start < period.end; });
        return is_seen ? truth::yes : period.end <= cutoff_ ? truth::no : truth::unknown;
      }
      case condition_kind::happened_before:
        return any([&](const interval& r) { return r.start < t && (!c_->within || t - r.start <= *c_->within); })
                   ? truth::yes
                   : truth::no;
      case condition_kind::is_active:
        if (from > cutoff_) return truth::unknown;
        if (any([&](const interval& r) { return r.is_active_at(from); })) return truth::yes;
        return from == cutoff_ ? truth::unknown : truth::no;
      case condition_kind::is_active_for:
        return active_for(from, add_saturated(t, *c_->within));
    }
    return truth::unknown;
  }

 private:
  template <class Predicate>
  [[nodiscard]] bool any(Predicate p) const {
    return std::any_of(records_.begin(), records_.end(), p);
  }

  // Records come in order of start, so that their union is found in one pass.
  [[nodiscard]] truth active_for(time_point from, time_point to) const {
    const auto seen_to = earlier(to, cutoff_);
    duration active;
    auto covered_to = from;
    for (const auto& r : records_) {
      const auto start = later(r.start, covered_to), end = earlier(r.end, seen_to);
      if (start >= end) continue;
      active += end - start;
      covered_to = end;
    }
    if (active >= *c_->at_least) return truth::yes;
    const auto still = later(cutoff_, from);
    return to > still && active + (to - still) >= *c_->at_least ? truth::unknown : truth::no;
  }

  const condition* c_;
  time_point cutoff_;
  std::vector<condition_evaluator> parts_;
  std::optional<subject_finder> what_, until_;
  std::vector<interval> records_;
  std::vector<time_point> ends_;
};

}  // namespace polku::inline v0::detail
