// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/record.hpp>
#include <polku/obligations/subject_bits.hpp>
#include <polku/obligations/subject_records.hpp>
#include <polku/support/spells.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace polku::inline v0::detail {

// A record that an obligation speaks of as its X.
struct trigger {
  time_point at;
  time_point end;  // cut at an exit; after the cutoff where it is open there
  record_kind kind;
  std::uint32_t index;  // of the episode in the log; else of the record among the client's own of its kind
  bool is_point;
  bool is_cut;                    // by an exit
  bool is_declined;               // a handover that was
  label receiver;                 // of a handover; as a term
  bool is_of_observation{false};  // no record, but the start of a spell, which is its first episode's
};

// A record of one client with the subjects that speak of it.
struct marked_record {
  time_point start, end;  // the same where it has no length
  subject_set subjects;
  label receiver;    // an episode's organisation, who a consent is for, to whom a handover goes; as a term
  bool is_declined;  // a handover that was
};

// The records of one client, each kind in the order of a log. Ends after the cutoff may be given or left open.
struct marked_records {
  std::vector<marked_record> of[5];  // by record_kind
  std::vector<time_point> exits;     // ascending
  event_log::index first_episode = 0;

  [[nodiscard]] std::vector<marked_record>& operator[](record_kind k) { return of[static_cast<std::size_t>(k)]; }
  [[nodiscard]] const std::vector<marked_record>& operator[](record_kind k) const { return of[static_cast<std::size_t>(k)]; }
  void clear() {
    for (auto& records : of) records.clear();
    exits.clear();
  }
};

// Where the records are that a subject speaks of.
constexpr record_kind record_kind_of(subject_kind k) {
  switch (k) {
    case subject_kind::milestone:
      return record_kind::milestones;
    case subject_kind::plan:
      return record_kind::plans;
    case subject_kind::consent:
      return record_kind::consents;
    case subject_kind::handover:
      return record_kind::handovers;
    default:
      return record_kind::episodes;
  }
}

// The records of one client after another, by the subjects that speak of them.
class client_records {
 public:
  client_records() : views_(subject_bits::most) {}

  // Looks at another client, or at the same one anew; `records` have to outlive that. Returns the subjects that speak of any
  // record. O(m).
  subject_set look_at(const marked_records& records) {
    records_ = &records;
    seen_ = known_ = 0;
    for (const auto& of_kind : records.of)
      for (const auto& r : of_kind) seen_ |= r.subjects;
    return seen_;
  }

  // The client's first exit from a record on. At one and the same time it comes after what has no length, before what has.
  [[nodiscard]] time_point first_exit(time_point at, bool is_point) const {
    const auto& exits = records_->exits;
    const auto i =
        is_point ? std::lower_bound(exits.begin(), exits.end(), at) : std::upper_bound(exits.begin(), exits.end(), at);
    return i == exits.end() ? open_end : *i;
  }

  template <class OnSpell>
  void for_each_spell(time_point cutoff, OnSpell on_spell) const {
    const auto& episodes = (*records_)[record_kind::episodes];
    const auto first = records_->first_episode;
    detail::for_each_spell(
        {first, first + static_cast<event_log::index>(episodes.size())},
        [&](event_log::index i) { return episodes[i - first].start; },
        [&](event_log::index i) { return episodes[i - first].end; }, records_->exits, cutoff, on_spell);
  }

  // The records that a subject speaks of, in order of start; those without length first. O(m).
  void collect(subject_kind kind, std::uint32_t bit, std::vector<trigger>& out) const {
    out.clear();
    const auto of_kind = record_kind_of(kind);
    const auto& rows = (*records_)[of_kind];
    const auto first = of_kind == record_kind::episodes ? records_->first_episode : 0;
    const bool has_exits = !records_->exits.empty();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto& r = rows[i];
      if ((r.subjects >> bit & 1) == 0) continue;
      const bool is_point = r.start == r.end;
      const auto exit = has_exits ? first_exit(r.start, is_point) : open_end;
      const bool is_cut = !is_point && exit < r.end;
      out.push_back({r.start, is_cut ? exit : r.end, of_kind, first + static_cast<std::uint32_t>(i), is_point, is_cut,
                     r.is_declined, r.receiver});
    }
    if (of_kind != record_kind::plans && of_kind != record_kind::consents) return;
    const auto comes_before = [](const trigger& a, const trigger& b) {
      return a.at != b.at ? a.at < b.at : a.is_point && !b.is_point;
    };
    if (!std::is_sorted(out.begin(), out.end(), comes_before)) {
      std::sort(out.begin(), out.end(), [&](const trigger& a, const trigger& b) {
        return comes_before(a, b) || (!comes_before(b, a) && a.index < b.index);
      });
    }
  }

  // What will be asked of a subject's records.
  void want(std::uint32_t bit, unsigned what) { views_[bit].wanted |= what; }

  // What a subject speaks of, as what is asked for: declined handovers left out, episodes cut at an exit. Made once for a
  // client. O(m).
  const subject_records& of(subject_kind kind, std::uint32_t bit) {
    auto& view = views_[bit];
    if ((known_ >> bit & 1) != 0) return view;
    known_ |= subject_set{1} << bit;
    view.clear();
    if ((seen_ >> bit & 1) != 0) fill(view, kind, [bit](const marked_record& r) { return (r.subjects >> bit & 1) != 0; });
    return view;
  }
  // The same for what concerns one receiver only: consents that it is told, or its services. O(m).
  void fill_for_receiver(subject_records& view, subject_kind kind, std::uint32_t bit, label receiver) const {
    view.clear();
    if (kind == subject_kind::receiver)
      fill(view, kind, [=](const marked_record& r) { return r.receiver != label::none && r.receiver == receiver; });
    else
      fill(view, kind, [=](const marked_record& r) { return (r.subjects >> bit & 1) != 0 && r.receiver == receiver; });
  }

 private:
  template <class IsMeant>
  void fill(subject_records& view, subject_kind kind, IsMeant is_meant) const {
    const auto of_kind = record_kind_of(kind);
    const bool is_cut_at_exits = of_kind == record_kind::episodes && !records_->exits.empty();
    for (const auto& r : (*records_)[of_kind]) {
      if (!is_meant(r) || r.is_declined) continue;
      const bool is_cut = is_cut_at_exits && r.start != r.end;
      view.add(r.start, is_cut ? earlier(r.end, first_exit(r.start, false)) : r.end);
    }
  }

  // Of the client at hand.
  const marked_records* records_ = nullptr;
  std::vector<subject_records> views_;  // by bit
  subject_set seen_ = 0;                // that speak of any record
  subject_set known_ = 0;               // whose views are made
};

}  // namespace polku::inline v0::detail
