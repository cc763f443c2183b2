// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/client_gap_finder.hpp>
#include <polku/monitor/client_past.hpp>
#include <polku/monitor/kept_record.hpp>
#include <polku/monitor/record_contents.hpp>
#include <polku/support/handover_finder.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

namespace polku::inline v0::detail {

// What the records of all clients tell together of how those of one are to be read.
struct reading_rules {
  bool has_proposals = false;      // of handovers
  bool has_organisations = false;  // else the services are the parties
  bool has_intervals = false;      // else all episodes are point events
  std::vector<char> is_evaluated;  // by number of what is watched

  friend bool operator==(const reading_rules&, const reading_rules&) = default;
};

// A trigger of an obligation and what became of it; or a gap, or a handover.
struct found_matter {
  time_point at;
  time_point change;     // of a pending one, when that changes if nothing more is recorded, and no record begins or ends;
                         // of others, since when they are not
  std::uint32_t place;   // of the trigger's record; where it is observation's start, of the first episode; of a gap none
  std::uint16_t number;  // of what is watched
  obligation_outcome outcome;
  record_kind kind : 3;
  bool is_point : 1;
  bool is_due : 1;  // it is pending, and something falls due
  bool is_of_observation : 1;

  [[nodiscard]] time_point deadline() const { return is_due ? change - duration::from_microseconds(1) : open_end; }
  [[nodiscard]] bool is_pending() const { return outcome == obligation_outcome::pending; }
  // By place, then number.
  [[nodiscard]] std::uint64_t settled_key() const {
    return std::uint64_t{place} << 32 | std::uint64_t{number} << 1 | (is_of_observation ? 1 : 0);
  }
  // Of one number.
  [[nodiscard]] auto key() const { return std::tuple(at, is_of_observation ? 0u : place, bool{is_of_observation}); }
};

// Evaluates what is watched on the records of one client after another, as they stand at a time.
class client_matters {
 public:
  explicit client_matters(const monitor_options& options)
      : options_(&options),
        rules_(options.obligations),
        contents_(options, rules_.subjects()),
        gaps_(options.gaps ? options.gaps->gaps : gap_options{}, contents_) {}
  client_matters(const client_matters&) = delete;
  client_matters& operator=(const client_matters&) = delete;

  [[nodiscard]] record_contents& contents() { return contents_; }
  [[nodiscard]] const record_contents& contents() const { return contents_; }

  // The matters of what is watched, of the numbers `which`, by number, but for those settled. `records` ascend. O(m log m)
  // for m records.
  template <class Which>
  void find(std::span<const kept_record> records, time_point now, const reading_rules& how, const Which& which,
            const client_past* past, std::vector<found_matter>& out) {
    out.clear();
    selected_.clear();
    gap_comes_up_ = open_end;
    bool asks_for_gaps = false, asks_for_handovers = false;
    for (const auto n : which) {
      if (!how.is_evaluated[n]) continue;
      if (n < options_->obligations.size())
        selected_.push_back(n);
      else
        (n == number_of_gaps(*options_) ? asks_for_gaps : asks_for_handovers) = true;
    }
    if (!selected_.empty() || asks_for_handovers) look_at(records, now, how, false);
    if (!selected_.empty()) find_triggers(records, now, past, out);
    if (asks_for_gaps) find_gaps(records, now, how, past, out);
    if (asks_for_handovers) find_handovers(records, now, past, out);
  }

  // Of the client that gaps were sought for last, when another one comes up if nothing is recorded.
  [[nodiscard]] time_point gap_comes_up() const { return gap_comes_up_; }

  // `on_gap(const coverage_gap&)` for each of a client's gaps, by organisation or by service.
  template <class OnGap>
  void for_each_gap(client_id client, std::span<const kept_record> records, time_point now, const reading_rules& how,
                    bool has_organisations, OnGap on_gap) {
    if (!how.is_evaluated[number_of_gaps(*options_)]) return;
    gaps_.find(
        client, records, now, !how.has_intervals, [=](const content& c) { return c.key.texts[has_organisations ? 1 : 0]; },
        on_gap);
  }
  // The same by organisation, or else by service, of each episode.
  template <class OnGap>
  void for_each_gap_by_any_party(std::span<const kept_record> records, time_point now, const reading_rules& how,
                                 OnGap on_gap) {
    gaps_.find(
        client_id{}, records, now, !how.has_intervals,
        [](const content& c) { return c.key.texts[c.key.texts[1] == label::none ? 0 : 1]; }, on_gap);
  }
  // `on_handover(handover_finding&, receiver)` for each of a client's handovers, the receiver as a term; whether it is known
  // is not told. Those settled are left out.
  template <class OnHandover>
  void for_each_handover(client_id client, std::span<const kept_record> records, time_point now, const reading_rules& how,
                         bool has_consents, const client_past* past, OnHandover on_handover) {
    if (!how.is_evaluated[number_of_handovers(*options_)]) return;
    look_at(records, now, how, false);
    consents_.clear();
    for (const auto& c : marked_[record_kind::consents]) consents_.add(c.receiver, c.start, c.end);
    consents_.arrange();
    for_each_joined(now, [&](std::size_t k, handover_finding& f) {
      const auto receiver = marked_[record_kind::handovers][k].receiver;
      if (past && past->holds(matter_of(k, f, records, now).settled_key())) return;
      f.client = client;
      if (has_consents) f.consent = consents_.is_active_at(receiver, f.at) ? consent_state::given : consent_state::missing;
      on_handover(f, receiver);
    });
  }

  // `on_done(obligation, stretches)` for each obligation that speaks of the client, but for those of matters settled.
  template <class OnDone>
  void find_violated(std::span<const kept_record> records, time_point now, const reading_rules& how, const client_past* past,
                     OnDone on_done) {
    look_at(records, now, how, true);
    selected_.clear();
    for (std::uint32_t o = 0; o < options_->obligations.size(); ++o)
      if (how.is_evaluated[o]) selected_.push_back(o);
    rules_.evaluate<true>(
        marked_, now, selected_, [](const trigger&, obligation_outcome) {},
        [&](std::size_t o) {
          auto& violated = rules_.violated();
          if (past) std::erase_if(violated, [&](const violated_stretch& v) { return is_settled(v, o, records, *past); });
          on_done(o, violated);
        });
  }

  [[nodiscard]] const subject_bits& subjects() const { return rules_.subjects(); }

 private:
  void find_triggers(std::span<const kept_record> records, time_point now, const client_past* past,
                     std::vector<found_matter>& out) {
    std::size_t done = 0;
    rules_.evaluate<false>(
        marked_, now, selected_,
        [&](const trigger& t, obligation_outcome outcome) {
          const auto& r = records[kept_[static_cast<std::size_t>(t.kind)][t.index]];
          const auto ahead = outcome == obligation_outcome::pending ? rules_.outlook_of(t) : outlook{open_end, now};
          out.push_back(found_matter{t.at, ahead.change, r.place, 0, outcome, t.kind, t.is_point, ahead.deadline != open_end,
                                     t.is_of_observation});
        },
        [&](std::size_t o) {
          for (auto i = done; i != out.size(); ++i) out[i].number = static_cast<std::uint16_t>(o);
          drop_settled(past, done, out);
          done = out.size();
        });
  }

  void find_gaps(std::span<const kept_record> records, time_point now, const reading_rules& how, const client_past* past,
                 std::vector<found_matter>& out) {
    const auto number = static_cast<std::uint16_t>(number_of_gaps(*options_));
    const auto warning = options_->gaps->warning;
    gaps_.find(
        client_id{}, records, now, !how.has_intervals, [](const content&) { return label::none; },
        [&](const coverage_gap& g) {
          if (past && g.end < past->until) return;
          found_matter m{g.start, open_end, 0,    number, obligation_outcome::pending, record_kind::episodes,
                         false,   false,    false};
          const bool is_open = g.kind == gap_kind::trailing;
          if (!is_open) m.change = g.end;
          if (g.length() > warning) {
            m.outcome = obligation_outcome::violated;
          } else if (is_open) {
            fail_after(add_saturated(g.start, warning), m);
          } else {
            m.outcome = g.kind == gap_kind::before_exit ? obligation_outcome::lapsed : obligation_outcome::met;
          }
          out.push_back(m);
        });
    gap_comes_up_ = gaps_.comes_up();
  }

  void find_handovers(std::span<const kept_record> records, time_point now, const client_past* past,
                      std::vector<found_matter>& out) {
    const auto first = out.size();
    for_each_joined(now, [&](std::size_t k, const handover_finding& f) { out.push_back(matter_of(k, f, records, now)); });
    drop_settled(past, first, out);
  }
  [[nodiscard]] found_matter matter_of(std::size_t k, const handover_finding& f, std::span<const kept_record> records,
                                       time_point now) const {
    const auto place = records[kept_[static_cast<std::size_t>(record_kind::handovers)][k]].place;
    found_matter m{f.at,
                   now,
                   place,
                   static_cast<std::uint16_t>(number_of_handovers(*options_)),
                   outcome_of(f.outcome),
                   record_kind::handovers,
                   true,
                   false,
                   false};
    if (m.is_pending()) fail_after(add_saturated(f.at, options_->handovers->horizon), m);
    return m;
  }
  static obligation_outcome outcome_of(handover_outcome o) {
    switch (o) {
      case handover_outcome::picked_up:
        return obligation_outcome::met;
      case handover_outcome::lost:
        return obligation_outcome::violated;
      case handover_outcome::declined:
        return obligation_outcome::lapsed;
      case handover_outcome::pending:
        break;
    }
    return obligation_outcome::pending;
  }
  [[nodiscard]] bool is_settled(const violated_stretch& v, std::size_t obligation, std::span<const kept_record> records,
                                const client_past& past) const {
    found_matter m{};
    m.place = records[kept_[static_cast<std::size_t>(v.kind)][v.index]].place;
    m.number = static_cast<std::uint16_t>(obligation);
    m.is_of_observation = v.is_of_observation;
    return past.holds(m.settled_key());
  }
  static void fail_after(time_point deadline, found_matter& m) {
    m.is_due = deadline != open_end;
    m.change = m.is_due ? deadline + duration::from_microseconds(1) : open_end;
  }
  static void drop_settled(const client_past* past, std::size_t from, std::vector<found_matter>& out) {
    if (!past) return;
    out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(from), out.end(),
                             [&](const found_matter& m) { return past->holds(m.settled_key()); }),
              out.end());
  }

  // `on_joined(k, handover_finding&)` for each handover of the client looked at.
  template <class OnJoined>
  void for_each_joined(time_point now, OnJoined on_joined) {
    const auto& joined = joiner_.joined();
    if (marked_[record_kind::handovers].empty()) return;
    services_.clear();
    for (const auto& e : marked_[record_kind::episodes])
      if (e.receiver != label::none) services_.add(e.receiver, e.start, e.end);
    services_.arrange();
    for (std::size_t k = 0; k < joined.size(); ++k) {
      const auto& j = joined[k];
      handover_finding f{
          client_id{}, j.at,  j.from, j.to, j.manner, j.status, handover_outcome::pending, consent_state::unknown,
          {},          false, false};
      judge_handover(f, marked_[record_kind::handovers][k].receiver, services_, options_->handovers->horizon, now);
      on_joined(k, f);
    }
  }

  // Those that have begun. `as_in_a_log`: what ends later is open, and equal ones stand as in a log.
  void look_at(std::span<const kept_record> records, time_point now, const reading_rules& how, bool as_in_a_log) {
    marked_.clear();
    joiner_.begin(how.has_proposals);
    for (auto& kept : kept_) kept.clear();
    std::uint32_t count = 0;
    while (count != records.size() && records[count].start <= now) ++count;
    if (!as_in_a_log) {
      for (std::uint32_t i = 0; i < count; ++i) look_at(records[i], i, records[i].end, how);
      return;
    }
    const auto end_of = [&](const kept_record& r) { return r.end > now ? open_end : r.end; };
    order_.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) order_[i] = i;
    std::sort(order_.begin(), order_.end(), [&](std::uint32_t i, std::uint32_t j) {
      const auto &a = records[i], &b = records[j];
      const auto kind_a = contents_[a.content].key.kind, kind_b = contents_[b.content].key.kind;
      const bool are_episodes = kind_a == record_kind::episodes;
      const auto key = [&](const kept_record& r, record_kind k) {
        return std::tuple(k, r.start, are_episodes ? end_of(r) : r.start, r.place);
      };
      return kind_a != kind_b ? kind_a < kind_b : key(a, kind_a) < key(b, kind_b);
    });
    for (const auto i : order_) look_at(records[i], i, end_of(records[i]), how);
  }

  void look_at(const kept_record& r, std::uint32_t index, time_point end, const reading_rules& how) {
    const auto& c = contents_[r.content];
    auto kind = c.key.kind;
    auto receiver = c.organisation;
    bool is_declined = false;
    if (kind == record_kind::episodes && !how.has_organisations) receiver = c.other;
    if (kind == record_kind::handovers) {
      receiver = c.other;
      is_declined = c.key.status == handover_status::declined;
      const auto place = joiner_.add(
          {r.start, contents_.text_of_term(c.organisation), contents_.text_of_term(c.other), c.key.manner, c.key.status},
          c.organisation, c.other);
      if (auto& handovers = marked_[kind]; place != handovers.size()) {
        handovers[place].is_declined = is_declined;
        return;
      }
    }
    if (c.is_exit) marked_.exits.push_back(r.start);
    marked_[kind].push_back({r.start, end, c.subjects, receiver, is_declined});
    kept_[static_cast<std::size_t>(kind)].push_back(index);
  }

  const monitor_options* options_;
  rule_evaluator rules_;
  record_contents contents_;
  client_gap_finder gaps_;

  // Of the client at hand.
  marked_records marked_;
  std::vector<std::uint32_t> kept_[5];  // by record_kind: which record each of the marked ones is
  row_joiner joiner_{row_joiner::any_number};
  party_stretches services_, consents_;
  time_point gap_comes_up_ = open_end;
  std::vector<std::uint32_t> order_;
  std::vector<std::size_t> selected_;
};

}  // namespace polku::inline v0::detail
