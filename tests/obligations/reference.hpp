// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

// Obligations evaluated the slow way: each form as its sentence in the definitions says it, record by record and day by day.
// One client; times are day numbers.
//
// Readings taken where the definitions leave a choice:
//  * Where X and Y are the same subject, Y is another record than the trigger, but for what must be or stay active.
//  * What an exit cuts off before it is decided is lapsed. Episodes end at an exit, plans and consents only as X.
//  * A declined handover is a trigger of which nothing need begin, and none that is asked for.

#include <polku/model/obligation.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace obligation_reference {

using polku::obligation;
using polku::obligation_form;
using polku::subject;
using polku::subject_kind;
using time = long long;

inline constexpr time forever = 1'000'000;

// A record of any kind. Handovers are as all their rows tell them.
struct record {
  enum class sort { episode, milestone, plan, consent, handover } what;
  time start;
  time end;          // forever: open at the cutoff
  std::string name;  // of the service, milestone, plan, the party that is told, or the receiver
  std::string organisation = {}, role = {};
  bool is_declined = false;

  [[nodiscard]] bool is_point() const { return start == end; }
};

// One client's records, cut at the cutoff, and what the whole log has.
struct client {
  std::vector<record> records;
  std::vector<time> exits;
  time cutoff;
  bool log_has_organisations;
  std::map<std::string, std::string> kinds;  // of organisations
};

struct result {
  std::map<std::string, int> outcomes;
  struct stretch {
    time start, end, trigger;
  };
  std::vector<stretch> violated;  // united

  friend bool operator==(const result& a, const result& b) {
    return a.outcomes == b.outcomes &&
           std::equal(a.violated.begin(), a.violated.end(), b.violated.begin(), b.violated.end(),
                      [](const stretch& x, const stretch& y) {
                        return std::tie(x.start, x.end, x.trigger) == std::tie(y.start, y.end, y.trigger);
                      });
  }
};

class evaluation {
 public:
  evaluation(const client& who, const obligation& what) : c(who), o(what) {}

  result run() {
    if (o.form == obligation_form::at_least_every) {
      for (std::size_t i = 0; i < spells().size(); ++i) look_at(spells(), static_cast<std::ptrdiff_t>(i));
    } else {
      for (std::size_t i = 0; i < c.records.size(); ++i)
        if (is(c.records[i], o.when, nullptr)) look_at(c.records[i]);
    }
    unite();
    return out;
  }

 private:
  static time days_of(polku::duration d) { return d.microseconds() / polku::duration::microseconds_per_day; }

  // Whether a subject speaks of a record; `x` is the trigger, for what concerns its receiver.
  bool is(const record& r, const subject& s, const record* x) const {
    const auto called = [&](const std::string& name) { return s.name.empty() ? !name.empty() : name == s.name; };
    const bool is_of_receiver = x && x->what == record::sort::handover;
    switch (s.kind) {
      case subject_kind::any_service:
        return r.what == record::sort::episode;
      case subject_kind::service:
        return r.what == record::sort::episode && called(r.name);
      case subject_kind::organisation:
        return r.what == record::sort::episode && called(r.organisation);
      case subject_kind::organisation_kind:
        return r.what == record::sort::episode && c.kinds.contains(r.organisation) && called(c.kinds.at(r.organisation));
      case subject_kind::role:
        return r.what == record::sort::episode && called(r.role);
      case subject_kind::milestone:
        return r.what == record::sort::milestone && called(r.name);
      case subject_kind::plan:
        return r.what == record::sort::plan && called(r.name);
      case subject_kind::consent:
        return r.what == record::sort::consent && called(r.name) &&
               (!is_of_receiver || !s.name.empty() || r.name == x->name);
      case subject_kind::handover:
        return r.what == record::sort::handover && called(r.name);
      case subject_kind::receiver:
        return r.what == record::sort::episode && (c.log_has_organisations ? r.organisation : r.name) == x->name;
      default:
        return false;
    }
  }
  bool answers(const record& r, const subject& y, const record& x) const {
    return is(r, y, &x) && !r.is_declined && !(y == o.when && &r == &x);
  }

  time exit_from(const record& r) const {
    for (const auto e : c.exits)
      if (e > r.start || (e == r.start && r.is_point())) return e;
    return forever;
  }
  time cut_end(const record& r) const { return r.is_point() ? r.end : std::min(r.end, exit_from(r)); }
  time end_of_y(const record& r) const { return r.what == record::sort::episode ? cut_end(r) : r.end; }
  bool is_active(const record& y, time t) const { return y.start <= t && t < end_of_y(y); }

  void tell(const char* outcome) { ++out.outcomes[outcome]; }
  void violated(const record& x, time start, time end) { out.violated.push_back({start, end, x.start}); }

  void look_at(const record& x) {
    const auto limit = o.limit ? days_of(*o.limit) : 0;
    switch (o.form) {
      case obligation_form::while_active:
        return stays(x, cut_end(x), cut_end(x) < x.end);
      case obligation_form::stays_active: {
        time until = o.limit ? x.start + limit : forever;
        if (o.until_first)
          for (const auto& z : c.records)
            if (is(z, *o.until_first, nullptr) && !z.is_declined && z.start > x.start) until = std::min(until, z.start);
        return stays(x, std::min(until, exit_from(x)), exit_from(x) < until);
      }
      case obligation_form::never_together: {
        bool failed = false;
        for (time t = x.start; t <= c.cutoff && t < cut_end(x); ++t) {
          bool all = true;
          for (const auto& y : o.needed) {
            bool any = false;
            for (const auto& r : c.records) any = any || (answers(r, y, x) && is_active(r, t));
            all = all && any;
          }
          if (!all) continue;
          failed = true;
          violated(x, t, std::min(t + 1, c.cutoff));
        }
        return tell(failed ? "violated" : cut_end(x) < x.end ? "lapsed" : x.end == forever ? "pending" : "met");
      }
      case obligation_form::preceded_by:
        for (const auto& y : o.needed) {
          bool any = false;
          for (const auto& r : c.records)
            any = any || (answers(r, y, x) && (r.is_point() ? r.start <= x.start : is_active(r, x.start)));
          if (any) continue;
          violated(x, x.start, x.start);
          return tell("violated");
        }
        return tell("met");
      case obligation_form::begins_within: {
        const time deadline = x.start + limit;
        time overdue = deadline;
        bool all = true;
        for (const auto& y : o.needed) {
          bool any = false;
          time next = forever;
          for (const auto& r : c.records) {
            if (!answers(r, y, x)) continue;
            any = any || (x.start <= r.start && r.start <= deadline) || (o.counts_running && is_active(r, x.start));
            if (r.start > deadline) next = std::min(next, r.start);
          }
          all = all && any;
          if (!any) overdue = std::max(overdue, next);
        }
        if (all) return tell("met");
        if (x.is_declined || exit_from(x) < deadline) return tell("lapsed");
        if (deadline >= c.cutoff) return tell("pending");
        violated(x, deadline, std::min({overdue, exit_from(x), c.cutoff}));
        return tell("violated");
      }
      case obligation_form::at_most_every: {
        // The next one in order: by start, points first.
        const record* next = nullptr;
        bool is_past = false;
        for (const auto* r : in_order()) {
          if (is_past && !next) next = r;
          if (r == &x) is_past = true;
        }
        if (next && next->start - x.start < limit) {
          violated(x, next->start, next->start);
          return tell("violated");
        }
        if (next) return tell("met");
        if (exit_from(x) < x.start + limit) return tell("lapsed");
        return tell(x.start + limit > c.cutoff ? "pending" : "met");
      }
      case obligation_form::during_each: {
        const bool is_cut = cut_end(x) < x.end;
        for (const auto& y : o.needed) {
          std::size_t n = 0;
          for (const auto& r : c.records)
            if (answers(r, y, x))
              n += (x.is_point()
                        ? r.start == x.start
                        : x.start <= r.start && (r.start < cut_end(x) || (is_cut && r.is_point() && r.start == cut_end(x))))
                       ? 1
                       : 0;
          if (n >= o.times) continue;
          if (is_cut) return tell("lapsed");
          if (x.end == forever) return tell("pending");
          violated(x, x.start, x.end);
          return tell("violated");
        }
        return tell("met");
      }
      case obligation_form::at_least_every:
        break;
    }
  }

  // Whether each Y is active on each day from the trigger on.
  void stays(const record& x, time until, bool is_cut) {
    bool failed = false;
    for (time t = x.start; t < until && t < c.cutoff; ++t) {
      bool all = true;
      for (const auto& y : o.needed) {
        bool any = false;
        for (const auto& r : c.records) any = any || (is(r, y, &x) && is_active(r, t));
        all = all && any;
      }
      if (all) continue;
      failed = true;
      violated(x, t, t + 1);
    }
    tell(failed ? "violated" : is_cut ? "lapsed" : until > c.cutoff ? "pending" : "met");
  }

  std::vector<const record*> in_order() const {
    std::vector<const record*> all;
    for (const auto& r : c.records)
      if (is(r, o.when, nullptr)) all.push_back(&r);
    std::stable_sort(all.begin(), all.end(), [](const record* a, const record* b) {
      return a->start != b->start ? a->start < b->start : a->is_point() && !b->is_point();
    });
    return all;
  }

  struct spell {
    time start, end;
    bool has_exit;
  };
  std::vector<spell> spells() const {
    std::vector<const record*> episodes;
    for (const auto& r : c.records)
      if (r.what == record::sort::episode) episodes.push_back(&r);
    std::stable_sort(episodes.begin(), episodes.end(), [](const record* a, const record* b) {
      return a->start != b->start ? a->start < b->start : a->end < b->end;
    });
    std::vector<spell> all;
    for (const auto* e : episodes) {
      const bool is_in_last = !all.empty() && (!all.back().has_exit || e->start < all.back().end ||
                                               (e->start == all.back().end && e->is_point()));
      if (is_in_last) continue;
      const auto exit = exit_from(*e);
      all.push_back({e->start, exit == forever ? c.cutoff : exit, exit != forever});
    }
    return all;
  }
  static bool holds(const spell& s, const record& r) {
    return s.start <= r.start && (r.start < s.end || (r.start == s.end && (!s.has_exit || r.is_point())));
  }
  // A record belongs to the first spell that holds it.
  void look_at(const std::vector<spell>& all, std::ptrdiff_t place) {
    const auto& s = all[static_cast<std::size_t>(place)];
    const auto limit = days_of(*o.limit);
    std::vector<time> times = {s.start};
    for (const auto* r : in_order()) {
      const auto first = std::find_if(all.begin(), all.end(), [&](const spell& one) { return holds(one, *r); });
      if (first != all.end() && first - all.begin() == place) times.push_back(r->start);
    }
    for (std::size_t i = 0; i < times.size(); ++i) {
      const record from{record::sort::milestone, times[i], times[i], ""};
      const bool is_last = i + 1 == times.size();
      const time to = is_last ? s.end : times[i + 1];
      if (to - times[i] <= limit) {
        tell(is_last && !s.has_exit ? "pending" : "met");
      } else {
        violated(from, times[i] + limit, to);
        tell("violated");
      }
    }
  }

  // Stretches that overlap or touch become one; it has the trigger of what begins it.
  void unite() {
    auto& v = out.violated;
    std::stable_sort(v.begin(), v.end(), [](const auto& a, const auto& b) {
      return std::tie(a.start, a.trigger) < std::tie(b.start, b.trigger);
    });
    for (bool again = true; again;) {
      again = false;
      for (std::size_t i = 0; i < v.size() && !again; ++i)
        for (std::size_t j = i + 1; j < v.size() && !again; ++j)
          if (v[j].start <= v[i].end && v[i].start <= v[j].end) {
            v[i].end = std::max(v[i].end, v[j].end);
            v.erase(v.begin() + static_cast<std::ptrdiff_t>(j));
            again = true;
          }
    }
  }

  const client& c;
  const obligation& o;
  result out;
};

}  // namespace obligation_reference
