// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/record_contents.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <vector>

namespace polku::inline v0::detail {

// A record of a client.
struct kept_record {
  time_point start, end;  // `open_end` where it is open; the same where it has no length
  std::uint32_t content;
  std::uint32_t place;  // among the client's, in the order they came

  // By start; what has no length comes first. Their order does not change when one of them ends.
  friend bool operator<(const kept_record& a, const kept_record& b) {
    return std::tuple(a.start, a.start != a.end, a.place) < std::tuple(b.start, b.start != b.end, b.place);
  }
};

// What the records of all clients tell together of how those of one are to be read.
struct reading_rules {
  bool has_proposals = false;      // of handovers
  bool has_organisations = false;  // else the services are the parties
  std::vector<char> is_evaluated;  // by obligation

  friend bool operator==(const reading_rules&, const reading_rules&) = default;
};

// A trigger of an obligation and what became of it.
struct found_matter {
  time_point at;
  time_point change;    // of a pending one, when that changes if nothing more is recorded, and no record begins or ends;
                        // of others, since when they are not
  std::uint32_t place;  // of the trigger's record; where it is observation's start, of the first episode
  std::uint16_t obligation;
  obligation_outcome outcome;
  record_kind kind : 3;
  bool is_point : 1;
  bool is_due : 1;  // it is pending, and something falls due
  bool is_of_observation : 1;

  [[nodiscard]] time_point deadline() const { return is_due ? change - duration::from_microseconds(1) : open_end; }
  [[nodiscard]] bool is_pending() const { return outcome == obligation_outcome::pending; }
  // By place, then obligation.
  [[nodiscard]] std::uint64_t settled_key() const {
    return std::uint64_t{place} << 32 | std::uint64_t{obligation} << 1 | (is_of_observation ? 1 : 0);
  }
  // Of one obligation.
  [[nodiscard]] auto key() const { return std::tuple(at, is_of_observation ? 0u : place, bool{is_of_observation}); }
};

// Evaluates the obligations on the records of one client after another, as they stand at a time.
class client_matters {
 public:
  client_matters(const std::vector<obligation>& obligations, const obligation_options& options)
      : rules_(obligations), contents_(obligations, options, rules_.subjects()) {}
  client_matters(const client_matters&) = delete;
  client_matters& operator=(const client_matters&) = delete;

  [[nodiscard]] record_contents& contents() { return contents_; }
  [[nodiscard]] const record_contents& contents() const { return contents_; }

  // The matters of the obligations `which`, by obligation, but for those `settled`. `records` ascend. O(m log m) for m
  // records.
  template <class Which>
  void find(std::span<const kept_record> records, time_point now, const reading_rules& how, const Which& which,
            const std::vector<std::uint64_t>* settled, std::vector<found_matter>& out) {
    out.clear();
    selected_.clear();
    for (const auto o : which)
      if (how.is_evaluated[o]) selected_.push_back(o);
    if (selected_.empty()) return;
    look_at(records, now, how, false);
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
          for (auto i = done; i != out.size(); ++i) out[i].obligation = static_cast<std::uint16_t>(o);
          if (settled)
            out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(done), out.end(),
                                     [&](const found_matter& m) {
                                       return std::binary_search(settled->begin(), settled->end(), m.settled_key());
                                     }),
                      out.end());
          done = out.size();
        });
  }

  // `on_done(obligation, stretches)` for each obligation that speaks of the client.
  template <class OnDone>
  void find_violated(std::span<const kept_record> records, time_point now, const reading_rules& how, OnDone on_done) {
    look_at(records, now, how, true);
    selected_.clear();
    for (std::uint32_t o = 0; o < how.is_evaluated.size(); ++o)
      if (how.is_evaluated[o]) selected_.push_back(o);
    rules_.evaluate<true>(
        marked_, now, selected_, [](const trigger&, obligation_outcome) {},
        [&](std::size_t o) { on_done(o, rules_.violated()); });
  }

  [[nodiscard]] const subject_bits& subjects() const { return rules_.subjects(); }

 private:
  // Those that have begun. `as_in_a_log`: what ends later is open, and equal ones stand as in a log.
  void look_at(std::span<const kept_record> records, time_point now, const reading_rules& how, bool as_in_a_log) {
    marked_.clear();
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
      if (continues(c, how, is_declined)) return;
    }
    if (c.is_exit) marked_.exits.push_back(r.start);
    marked_[kind].push_back({r.start, end, c.subjects, receiver, is_declined});
    kept_[static_cast<std::size_t>(kind)].push_back(index);
  }

  // Whether a row only tells more of a handover before it. O(handovers of the client).
  bool continues(const content& c, const reading_rules& how, bool is_declined) {
    auto& handovers = marked_[record_kind::handovers];
    if (handovers.empty()) givers_.clear();
    if (how.has_proposals && c.key.status != handover_status::proposed)
      for (auto i = handovers.size(); i-- != 0;)
        if (handovers[i].receiver == c.other && givers_[i] == c.organisation) {
          handovers[i].is_declined = is_declined;
          return true;
        }
    givers_.push_back(c.organisation);
    return false;
  }

  rule_evaluator rules_;
  record_contents contents_;

  // Of the client at hand.
  marked_records marked_;
  std::vector<std::uint32_t> kept_[5];  // by record_kind: which record each of the marked ones is
  std::vector<label> givers_;           // of the handovers, as terms
  std::vector<std::uint32_t> order_;
  std::vector<std::size_t> selected_;
};

}  // namespace polku::inline v0::detail
