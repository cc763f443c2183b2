// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/party.hpp>
#include <polku/obligations/subject_index.hpp>
#include <polku/obligations/subject_records.hpp>
#include <polku/support/joined_handovers.hpp>
#include <polku/support/spells.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// A record that an obligation speaks of as its X.
struct trigger {
  time_point at;
  time_point end;  // cut at an exit; open_end where it is open at the cutoff
  record_kind kind;
  std::uint32_t index;  // of the episode in the log; else of the record among the client's own of its kind
  bool is_point;
  bool is_cut;       // by an exit
  bool is_declined;  // a handover that was
  label receiver;    // of a handover; as a term
};

// The records of one client after another, by the subjects that speak of them.
class client_records {
 public:
  client_records(const event_log& log, std::shared_ptr<const subject_index> index, const std::vector<std::string>& exits)
      : log_(&log), index_(std::move(index)), spells_(log, exits), joiner_(log), views_(64) {
    term_table terms;
    const auto number = [&](const label_table& names, std::vector<label>& out) {
      for (std::uint32_t l = 0; l < names.size(); ++l) out.push_back(terms.intern(names[label{l}]));
    };
    number(log.party_names(), term_of_party_);
    number(log.names(default_field(log)), term_of_organisation_);
  }

  [[nodiscard]] const event_log& log() const { return *log_; }

  // Looks at another client; returns the subjects that speak of any record. O(m).
  subject_index::set next(client_id client) {
    client_ = client;
    const auto episodes = log_->episodes_of(client);
    first_ = episodes.first;
    sets_.resize(episodes.size());
    subject_index::set seen = 0;
    for (std::size_t i = 0; i < episodes.size(); ++i) {
      sets_[i] = index_->of_episode(first_ + static_cast<event_log::index>(i));
      seen |= sets_[i];
    }
    for (const auto& m : log_->milestones().of(client)) seen |= index_->of(m);
    for (const auto& p : log_->plans().of(client)) seen |= index_->of(p);
    for (const auto& c : log_->consents().of(client)) seen |= index_->of(c);
    handovers_ = joiner_.of(client);
    for (const auto& h : handovers_) seen |= index_->of_handover_to(h.to);
    exits_ = spells_.exits_of(client);
    known_ = 0;
    seen_ = seen;
    return seen;
  }

  [[nodiscard]] client_id client() const { return client_; }
  [[nodiscard]] std::span<const time_point> exits() const { return exits_; }

  // The client's first exit from a record on. At one and the same time it comes after what has no length, before what has.
  [[nodiscard]] time_point first_exit(time_point at, bool is_point) const {
    const auto i =
        is_point ? std::lower_bound(exits_.begin(), exits_.end(), at) : std::upper_bound(exits_.begin(), exits_.end(), at);
    return i == exits_.end() ? open_end : *i;
  }

  template <class OnSpell>
  void for_each_spell(OnSpell on_spell) {
    spells_.for_each(client_, on_spell);
  }

  // The records that a subject speaks of, in order of start; those without length first. O(m).
  void collect(subject_kind kind, std::uint32_t bit, std::vector<trigger>& out) const {
    out.clear();
    const auto is_meant = [bit](subject_index::set s) { return (s >> bit & 1) != 0; };
    auto of_kind = record_kind::episodes;
    const auto add = [&](time_point start, time_point end, std::size_t index) {
      const bool is_point = start == end;
      const auto exit = exits_.empty() ? open_end : first_exit(start, is_point);
      const bool is_cut = !is_point && exit < end;
      out.push_back(
          {start, is_cut ? exit : end, of_kind, static_cast<std::uint32_t>(index), is_point, is_cut, false, label::none});
    };
    const auto add_lasting = [&](const auto& rows) {
      for (std::size_t i = 0; i < rows.size(); ++i)
        if (is_meant(index_->of(rows[i]))) add(rows[i].validity.start, rows[i].validity.end, i);
      const auto comes_before = [](const trigger& a, const trigger& b) {
        return a.at != b.at ? a.at < b.at : a.is_point && !b.is_point;
      };
      if (!std::is_sorted(out.begin(), out.end(), comes_before)) {
        std::sort(out.begin(), out.end(), [&](const trigger& a, const trigger& b) {
          return comes_before(a, b) || (!comes_before(b, a) && a.index < b.index);
        });
      }
    };
    switch (kind) {
      case subject_kind::milestone: {
        of_kind = record_kind::milestones;
        const auto rows = log_->milestones().of(client_);
        for (std::size_t i = 0; i < rows.size(); ++i)
          if (is_meant(index_->of(rows[i]))) add(rows[i].at, rows[i].at, i);
        break;
      }
      case subject_kind::plan:
        of_kind = record_kind::plans;
        add_lasting(log_->plans().of(client_));
        break;
      case subject_kind::consent:
        of_kind = record_kind::consents;
        add_lasting(log_->consents().of(client_));
        break;
      case subject_kind::handover:
        of_kind = record_kind::handovers;
        for (std::size_t i = 0; i < handovers_.size(); ++i) {
          const auto& h = handovers_[i];
          if (!is_meant(index_->of_handover_to(h.to))) continue;
          add(h.at, h.at, i);
          out.back().is_declined = h.status == handover_status::declined;
          out.back().receiver = term_of(h.to);
        }
        break;
      default: {
        const auto* const start = log_->starts().data() + first_;
        const auto* const end = log_->ends().data() + first_;
        for (std::size_t i = 0; i < sets_.size(); ++i)
          if (is_meant(sets_[i])) add(start[i], end[i], first_ + i);
      }
    }
  }

  // What will be asked of a subject's records.
  void want(std::uint32_t bit, unsigned what) { views_[bit].wanted |= what; }

  // What a subject speaks of, as what is asked for: declined handovers left out, episodes cut at an exit. Made once for a
  // client. O(m).
  const subject_records& of(subject_kind kind, std::uint32_t bit) {
    auto& view = views_[bit];
    if ((known_ >> bit & 1) != 0) return view;
    known_ |= subject_index::set{1} << bit;
    if ((seen_ >> bit & 1) != 0)
      fill(view, kind, bit, [](label) { return true; });
    else
      view.clear();
    return view;
  }
  // The same for what concerns one receiver only: consents that it is told, or its services. O(m).
  void fill_for_receiver(subject_records& view, subject_kind kind, std::uint32_t bit, label receiver) const {
    fill(view, kind, bit, [&](label term) { return term == receiver; });
  }

 private:
  template <class Concerns>
  void fill(subject_records& view, subject_kind kind, std::uint32_t bit, Concerns concerns) const {
    view.clear();
    const auto is_meant = [bit](subject_index::set s) { return (s >> bit & 1) != 0; };
    switch (kind) {
      case subject_kind::milestone:
        for (const auto& m : log_->milestones().of(client_))
          if (is_meant(index_->of(m))) view.add(m.at, m.at);
        return;
      case subject_kind::plan:
        for (const auto& p : log_->plans().of(client_))
          if (is_meant(index_->of(p))) view.add(p.validity.start, p.validity.end);
        return;
      case subject_kind::consent:
        for (const auto& c : log_->consents().of(client_))
          if (is_meant(index_->of(c)) && concerns(term_of(c.party))) view.add(c.validity.start, c.validity.end);
        return;
      case subject_kind::handover:
        for (const auto& h : handovers_)
          if (is_meant(index_->of_handover_to(h.to)) && h.status != handover_status::declined) view.add(h.at, h.at);
        return;
      default:
        break;
    }
    const auto* const start = log_->starts().data() + first_;
    const auto* const end = log_->ends().data() + first_;
    const auto organisations = log_->labels(default_field(*log_));
    const bool is_receiver = kind == subject_kind::receiver;
    for (std::size_t i = 0; i < sets_.size(); ++i) {
      if (is_receiver) {
        const auto o = organisations.empty() ? label::none : organisations[first_ + i];
        if (o == label::none || !concerns(term_of_organisation_[index_of(o)])) continue;
      } else if (!is_meant(sets_[i])) {
        continue;
      }
      view.add(start[i], exits_.empty() || start[i] == end[i] ? end[i] : earlier(end[i], first_exit(start[i], false)));
    }
  }

  [[nodiscard]] label term_of(label party) const {
    return party == label::none ? label::none : term_of_party_[index_of(party)];
  }

  const event_log* log_;
  std::shared_ptr<const subject_index> index_;
  spell_finder spells_;
  handover_joiner joiner_;
  std::vector<label> term_of_party_, term_of_organisation_;

  // Of the client at hand.
  client_id client_{};
  event_log::index first_ = 0;
  std::vector<subject_index::set> sets_;  // by episode
  std::span<const joined_handover> handovers_;
  std::span<const time_point> exits_;
  std::vector<subject_records> views_;  // by bit
  subject_index::set seen_ = 0;         // that speak of any record
  subject_index::set known_ = 0;        // whose views are made
};

}  // namespace polku::inline v0::detail
