// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/find_problems.hpp>
#include <polku/obligations/client_records.hpp>
#include <polku/obligations/obligation_options.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <vector>

namespace polku::inline v0::detail {

// A stretch or instant in which an obligation was violated, and the trigger it belongs to.
struct violated_stretch {
  time_point start, end;
  time_point trigger;
  record_kind kind;     // of the trigger
  std::uint32_t index;  // of the trigger, as in `trigger`
  bool is_of_observation;
};

// What lies ahead of a trigger that is pending, if nothing more is recorded.
struct outlook {
  time_point deadline = open_end;  // the last moment at which what is owed can be done; open_end: nothing falls due
  time_point change = open_end;    // when its outcome changes at the latest; open_end: a record decides
};

// Evaluates obligations on one client's records after another's.
class rule_evaluator {
 public:
  // Throws std::invalid_argument where an obligation lacks a part.
  explicit rule_evaluator(const std::vector<obligation>& obligations) {
    for (std::size_t i = 0; i < obligations.size(); ++i) {
      if (const auto problems = find_problems(obligations[i]); !problems.empty())
        throw std::invalid_argument(
            fmt::format("polku: obligation {} lacks a part: {} {}", i + 1, problems.front().member, problems.front().fact));
      rules_.push_back(resolve(obligations[i]));
    }
  }

  [[nodiscard]] const subject_bits& subjects() const { return bits_; }

  // For each of the obligations `which`, by place, that speaks of the client: `on_outcome(trigger, outcome)` for each
  // trigger, then `on_done(obligation)`. Where stretches are asked for, `on_done` finds them in `violated()`, and no record
  // may end after the cutoff but open. O(m log m) for m records of the client, and O(m r) where handovers go to r receivers.
  template <bool WithStretches, class Which, class OnOutcome, class OnDone>
  void evaluate(const marked_records& records, time_point cutoff, const Which& which, OnOutcome on_outcome, OnDone on_done) {
    const auto seen = records_.look_at(records);
    cutoff_ = cutoff;
    for (const auto i : which) {
      const auto& r = rules_[i];
      const bool is_due = (seen >> r.x.bit & 1) != 0;
      if (!is_due && r.form != obligation_form::at_least_every) continue;
      rule_ = &r;
      violated_.clear();
      if (is_due)
        records_.collect(r.x.kind, r.x.bit, triggers_);
      else
        triggers_.clear();
      if (r.form == obligation_form::at_least_every)
        look_at_spells<WithStretches>(r, on_outcome);
      else if (r.concerns_receiver)
        look_at_receivers<WithStretches>(r, on_outcome);
      else
        look_at_triggers<WithStretches>(r, triggers_, on_outcome);
      on_done(i);
    }
  }

  // Of the trigger that `on_outcome` is told is pending. Ends after the cutoff are foreseen where they are given. O(log m).
  [[nodiscard]] outlook outlook_of(const trigger& t) const {
    const auto& r = *rule_;
    const auto fails_after = [](time_point deadline) -> outlook {
      return deadline == open_end ? outlook{} : outlook{deadline, deadline + duration::from_microseconds(1)};
    };
    switch (r.form) {
      case obligation_form::while_active:
        return outlook_of_cover(t.end);
      case obligation_form::stays_active:
        return outlook_of_cover(r.limit ? add_saturated(t.at, *r.limit) : open_end);
      case obligation_form::begins_within:
      case obligation_form::at_least_every:
        return fails_after(add_saturated(t.at, *r.limit));
      case obligation_form::at_most_every:
        return {open_end, add_saturated(t.at, *r.limit)};
      case obligation_form::during_each:
        return t.end == open_end ? outlook{} : fails_after(t.end - duration::from_microseconds(1));
      case obligation_form::never_together:
        return {open_end, t.end};
      case obligation_form::preceded_by:
        break;
    }
    return {};
  }

  // The stretches of one obligation and client, in no order; they may overlap.
  [[nodiscard]] std::vector<violated_stretch>& violated() { return violated_; }

 private:
  struct resolved_subject {
    subject_kind kind;
    std::uint32_t bit;
    bool is_x;            // the same as X: another record is meant
    bool is_of_receiver;  // only what concerns the trigger's receiver
  };
  struct rule {
    obligation_form form;
    resolved_subject x;
    std::vector<resolved_subject> needed;
    std::optional<duration> limit;
    std::optional<resolved_subject> until;
    std::size_t times;
    bool counts_running, concerns_receiver;
  };

  rule resolve(const obligation& o) {
    rule r{o.form, resolve(o.when, o), {}, o.limit, {}, o.times, o.counts_running, false};
    for (const auto& y : o.needed) {
      r.needed.push_back(resolve(y, o));
      records_.want(r.needed.back().bit, wanted_of(r, r.needed.back().is_x));
      r.concerns_receiver = r.concerns_receiver || r.needed.back().is_of_receiver;
    }
    if (o.until_first) {
      r.until = resolve(*o.until_first, o);
      records_.want(r.until->bit, subject_records::of_starts);
    }
    return r;
  }
  static unsigned wanted_of(const rule& r, bool is_x) {
    using of = subject_records;
    const unsigned active = is_x ? of::of_active | of::of_twice : of::of_active;
    switch (r.form) {
      case obligation_form::preceded_by:
        return active | of::of_points;
      case obligation_form::begins_within:
        return of::of_starts | (r.counts_running ? active : of::none);
      case obligation_form::during_each:
        return of::of_starts | of::of_points;
      default:
        return active;
    }
  }
  resolved_subject resolve(const subject& s, const obligation& o) {
    const bool is_of_receiver = s.kind == subject_kind::receiver ||
                                (s.kind == subject_kind::consent && s.name.empty() && o.when.kind == subject_kind::handover);
    return {s.kind, bits_.add(s), subject_bits::is_same(s, o.when), is_of_receiver};
  }

  // Of what is covered up to the cutoff and has to be until `until`.
  [[nodiscard]] outlook outlook_of_cover(time_point until) const {
    auto covered = open_end;
    for (const auto* y : needed_) {
      const auto i = first_ending_after(y->active, cutoff_);
      covered = earlier(covered, i != y->active.end() && i->start <= cutoff_ ? i->end : cutoff_);
    }
    if (covered >= until) return {open_end, until};
    return {covered, covered + duration::from_microseconds(1)};
  }

  template <bool WithStretches>
  void note(const trigger& t, time_point start, time_point end) {
    if constexpr (WithStretches)
      violated_.push_back({start, earlier(end, cutoff_), t.at, t.kind, t.index, t.is_of_observation});
  }

  // For each receiver what concerns it. Declined handovers have one as well.
  template <bool WithStretches, class OnOutcome>
  void look_at_receivers(const rule& r, OnOutcome& on_outcome) {
    std::sort(triggers_.begin(), triggers_.end(), [](const trigger& a, const trigger& b) {
      return a.receiver != b.receiver ? a.receiver < b.receiver : a.index < b.index;
    });
    for (auto first = triggers_.begin(); first != triggers_.end();) {
      auto last = first;
      while (last != triggers_.end() && last->receiver == first->receiver) ++last;
      group_.assign(first, last);
      look_at_triggers<WithStretches>(r, group_, on_outcome);
      first = last;
    }
  }

  // Makes ready what the obligation asks for.
  void look_at_needed(const rule& r, const std::vector<trigger>& triggers) {
    needed_.clear();
    if (of_receiver_.size() < r.needed.size()) of_receiver_.resize(r.needed.size());
    for (std::size_t i = 0; i < r.needed.size(); ++i) {
      const auto& y = r.needed[i];
      if (y.is_of_receiver) {
        of_receiver_[i].wanted = wanted_of(r, y.is_x);
        records_.fill_for_receiver(of_receiver_[i], y.kind, y.bit, triggers.front().receiver);
      }
      needed_.push_back(y.is_of_receiver ? &of_receiver_[i] : &records_.of(y.kind, y.bit));
    }
    if (r.form != obligation_form::never_together) return;
    together_ = r.needed.front().is_x ? needed_.front()->twice : needed_.front()->active;
    for (std::size_t i = 1; i < needed_.size(); ++i)
      intersect(together_, r.needed[i].is_x ? needed_[i]->twice : needed_[i]->active, room_);
  }

  template <bool WithStretches, class OnOutcome>
  void look_at_triggers(const rule& r, const std::vector<trigger>& triggers, OnOutcome& on_outcome) {
    look_at_needed(r, triggers);
    noted_until_ = before_all_times;
    for (std::size_t i = 0; i < triggers.size(); ++i) {
      const auto& t = triggers[i];
      switch (r.form) {
        case obligation_form::while_active:
          on_outcome(t, stays_covered<WithStretches>(t, t.end, t.is_cut));
          break;
        case obligation_form::preceded_by:
          on_outcome(t, is_preceded<WithStretches>(r, t));
          break;
        case obligation_form::begins_within:
          on_outcome(t, begins<WithStretches>(r, t));
          break;
        case obligation_form::stays_active: {
          auto until = r.limit ? add_saturated(t.at, *r.limit) : open_end;
          if (r.until) {
            const auto& z = records_.of(r.until->kind, r.until->bit).starts;
            if (const auto first = std::upper_bound(z.begin(), z.end(), t.at); first != z.end())
              until = earlier(until, *first);
          }
          const auto exit = records_.first_exit(t.at, t.is_point);
          on_outcome(t, stays_covered<WithStretches>(t, earlier(until, exit), exit < until));
          break;
        }
        case obligation_form::never_together:
          on_outcome(t, stays_apart<WithStretches>(t));
          break;
        case obligation_form::at_most_every: {
          const auto until = add_saturated(t.at, *r.limit);
          const bool has_next = i + 1 != triggers.size();
          if (has_next && triggers[i + 1].at < until) note<WithStretches>(t, triggers[i + 1].at, triggers[i + 1].at);
          on_outcome(t, has_next ? (triggers[i + 1].at < until ? obligation_outcome::violated : obligation_outcome::met)
                                 : undisturbed(t, until));
          break;
        }
        case obligation_form::during_each:
          on_outcome(t, happens_during<WithStretches>(r, t));
          break;
        case obligation_form::at_least_every:
          break;
      }
    }
  }

  // Of what has not failed before `until`, exclusive.
  [[nodiscard]] obligation_outcome undisturbed(const trigger& t, time_point until) const {
    if (records_.first_exit(t.at, t.is_point) < until) return obligation_outcome::lapsed;
    return until > cutoff_ ? obligation_outcome::pending : obligation_outcome::met;
  }

  // Whether everything needed is active from the trigger on until `until`, which an exit may have cut.
  template <bool WithStretches>
  obligation_outcome stays_covered(const trigger& t, time_point until, bool is_cut) {
    const auto known_until = earlier(until, cutoff_);
    bool is_covered = true;
    for (const auto* y : needed_) {
      if (cover(y->active, t.at, known_until)) continue;
      is_covered = false;
      if constexpr (WithStretches) note_uncovered(t, y->active, later(t.at, noted_until_), known_until);
    }
    noted_until_ = later(noted_until_, known_until);
    if (!is_covered) return obligation_outcome::violated;
    if (is_cut) return obligation_outcome::lapsed;
    return until > cutoff_ ? obligation_outcome::pending : obligation_outcome::met;
  }
  void note_uncovered(const trigger& t, const stretches& active, time_point from, time_point to) {
    for (auto i = first_ending_after(active, from); from < to; ++i) {
      const auto until = i == active.end() ? to : earlier(i->start, to);
      if (from < until) note<true>(t, from, until);
      if (i == active.end()) return;
      from = i->end;
    }
  }

  template <bool WithStretches>
  obligation_outcome stays_apart(const trigger& t) {
    if (!t.is_point) {
      auto i = first_ending_after(together_, t.at);
      if (i != together_.end() && i->start < t.end) {
        if constexpr (WithStretches) {
          const auto from = later(t.at, noted_until_);
          for (i = first_ending_after(together_, from); i != together_.end() && i->start < t.end; ++i)
            if (later(i->start, from) < t.end) note<true>(t, later(i->start, from), earlier(i->end, t.end));
        }
        noted_until_ = later(noted_until_, t.end);
        return obligation_outcome::violated;
      }
    }
    noted_until_ = later(noted_until_, t.end);
    if (t.is_cut) return obligation_outcome::lapsed;
    return t.end > cutoff_ ? obligation_outcome::pending : obligation_outcome::met;
  }

  template <bool WithStretches>
  obligation_outcome is_preceded(const rule& r, const trigger& t) {
    for (std::size_t i = 0; i < needed_.size(); ++i) {
      const auto& y = *needed_[i];
      // Where another record of the same subject is meant, this one has to be left out.
      const bool is_itself = r.needed[i].is_x;
      const std::size_t earlier_points = is_itself && t.is_point && !t.is_declined ? 1 : 0;
      if (holds_at(is_itself && !t.is_point ? y.twice : y.active, t.at)) continue;
      if (y.points.size() > earlier_points && y.points[earlier_points] <= t.at) continue;
      note<WithStretches>(t, t.at, t.at);
      return obligation_outcome::violated;
    }
    return obligation_outcome::met;
  }

  template <bool WithStretches>
  obligation_outcome begins(const rule& r, const trigger& t) {
    const auto deadline = add_saturated(t.at, *r.limit);
    auto overdue_until = deadline;
    bool has_all = true;
    for (std::size_t i = 0; i < needed_.size(); ++i) {
      const auto& y = *needed_[i];
      const bool is_itself = r.needed[i].is_x;
      auto first = std::lower_bound(y.starts.begin(), y.starts.end(), t.at);
      if (is_itself && !t.is_declined) ++first;
      if (first != y.starts.end() && *first <= deadline) continue;
      if (r.counts_running && holds_at(is_itself && !t.is_point ? y.twice : y.active, t.at)) continue;
      has_all = false;
      overdue_until = later(overdue_until, first == y.starts.end() ? open_end : *first);
    }
    if (has_all) return obligation_outcome::met;
    const auto exit = records_.first_exit(t.at, t.is_point);
    if (t.is_declined || exit < deadline) return obligation_outcome::lapsed;
    if (deadline >= cutoff_) return obligation_outcome::pending;
    note<WithStretches>(t, deadline, earlier(overdue_until, exit));
    return obligation_outcome::violated;
  }

  template <bool WithStretches>
  obligation_outcome happens_during(const rule& r, const trigger& t) {
    for (std::size_t i = 0; i < needed_.size(); ++i) {
      const auto& y = *needed_[i];
      const auto first = std::lower_bound(y.starts.begin(), y.starts.end(), t.at);
      const auto last =
          t.is_point ? std::upper_bound(first, y.starts.end(), t.at) : std::lower_bound(first, y.starts.end(), t.end);
      auto found = static_cast<std::size_t>(last - first) - (r.needed[i].is_x ? 1 : 0);
      if (t.is_cut) {
        const auto [begin, end] = std::equal_range(y.points.begin(), y.points.end(), t.end);
        found += static_cast<std::size_t>(end - begin);
      }
      if (found >= r.times) continue;
      if (t.is_cut) return obligation_outcome::lapsed;
      if (t.end > cutoff_) return obligation_outcome::pending;
      note<WithStretches>(t, t.at, t.end);
      return obligation_outcome::violated;
    }
    return obligation_outcome::met;
  }

  // From observation's start, and from each X, to the next one, and to observation's end.
  template <bool WithStretches, class OnOutcome>
  void look_at_spells(const rule& r, OnOutcome& on_outcome) {
    std::size_t next = 0;
    records_.for_each_spell(cutoff_, [&](const support_spell& s) {
      while (next != triggers_.size() && triggers_[next].at < s.start) ++next;
      trigger from{s.start, s.start, record_kind::episodes, s.episodes.first, false, false, false, label::none, true};
      const auto look_at = [&](time_point to, bool is_known) {
        const auto deadline = add_saturated(from.at, *r.limit);
        if (to <= deadline) return on_outcome(from, is_known ? obligation_outcome::met : obligation_outcome::pending);
        note<WithStretches>(from, deadline, to);
        on_outcome(from, obligation_outcome::violated);
      };
      for (; next != triggers_.size(); ++next) {
        const auto& t = triggers_[next];
        if (t.at > s.end || (t.at == s.end && s.has_exit && !t.is_point)) break;
        look_at(t.at, true);
        from = t;
      }
      look_at(s.end, s.has_exit);
    });
  }

  subject_bits bits_;
  client_records records_;
  std::vector<rule> rules_;

  // Of the client at hand.
  time_point cutoff_;
  const rule* rule_ = nullptr;
  std::vector<trigger> triggers_, group_;
  std::vector<const subject_records*> needed_;
  std::vector<subject_records> of_receiver_;
  stretches together_, room_;
  time_point noted_until_;  // up to when stretches have been looked for
  std::vector<violated_stretch> violated_;
};

}  // namespace polku::inline v0::detail
