// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/client_matters.hpp>
#include <polku/monitor/client_past.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace polku::inline v0::detail {

// Tells the settled from what is open.
class past_finder {
 public:
  past_finder(const monitor_options& options, const record_contents& contents) : options_(&options), contents_(&contents) {}

  // Moves what is settled, as long as all records come that begin from `until` on, from the records and matters into the
  // past. O(m log m).
  void move(std::vector<kept_record>& records, std::vector<found_matter>& matters, time_point now, time_point until,
            bool has_proposals, client_past& past) {
    looked_at_.resize(watched_count(*options_));
    for (auto& windows : looked_at_) windows.clear();
    open_places_.clear();
    join_handovers(records, until, has_proposals);
    spells_open_from_ = until;
    for (const auto& m : matters) {
      if (is_settled(m, until)) continue;
      if (m.number == number_of_gaps(*options_)) continue;
      looked_at_[m.number].push_back({m.at, end_of_look(m)});
      open_places_.push_back(m.place);
      const bool is_of_spells =
          m.number < options_->obligations.size() && options_->obligations[m.number].form == obligation_form::at_least_every;
      if (is_of_spells) spells_open_from_ = earlier(spells_open_from_, m.at);
    }
    for (auto& windows : looked_at_)
      std::sort(windows.begin(), windows.end(), [](const auto& x, const auto& y) { return x.start < y.start; });
    std::sort(open_places_.begin(), open_places_.end());
    choose(records, now, until);

    removed_places_.clear();
    const auto before = past.records.size();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (is_kept_[i]) {
        records[kept++] = records[i];
      } else {
        past.records.push_back(records[i]);
        removed_places_.push_back(records[i].place);
      }
    }
    records.resize(kept);
    // They come mostly after those of before.
    const auto middle = past.records.begin() + static_cast<std::ptrdiff_t>(before);
    if (middle != past.records.end())
      std::inplace_merge(std::lower_bound(past.records.begin(), middle, *middle), middle, past.records.end());
    std::sort(removed_places_.begin(), removed_places_.end());
    for (const auto& m : matters) {
      if (!is_settled(m, until)) continue;
      past.counts.add(m.number, static_cast<std::size_t>(m.outcome));
      if (m.is_point && m.outcome == obligation_outcome::met) past.counts.add(m.number, 4);
      if (m.number != number_of_gaps(*options_)) past.settled.push_back(m.settled_key());
    }
    std::erase_if(matters, [&](const found_matter& m) { return is_settled(m, until); });
    std::erase_if(past.settled,
                  [&](std::uint64_t key) { return holds(removed_places_, static_cast<std::uint32_t>(key >> 32)); });
    std::sort(past.settled.begin(), past.settled.end());
    past.until = until;
    past.next_size = 2 * records.size() + client_past::least_size;
  }

 private:
  // Rows that are one handover, of those before `until`.
  struct joined_rows {
    std::uint32_t first, last, last_manner;  // of the records; last_manner: the last that knows it, else the first
    bool is_open = false;                    // another row may still tell more of it
    bool is_kept = false;
  };

  static bool holds(const std::vector<std::uint32_t>& all, std::uint32_t one) {
    return std::binary_search(all.begin(), all.end(), one);
  }

  // Whether its outcome stands whatever happens from `until` on. What was decided at that very moment can still be undone.
  [[nodiscard]] bool is_settled(const found_matter& m, time_point until) const {
    if (m.is_pending() || m.change >= until) return false;
    if (m.kind == record_kind::handovers && holds(open_handovers_, m.place)) return false;
    if (m.number >= options_->obligations.size()) return true;
    const auto& o = options_->obligations[m.number];
    if (hangs_on_open_handover(o, m.at)) return false;
    if (m.outcome != obligation_outcome::lapsed) return true;
    // What an exit cut off can still be met: by what begins within the limit all the same, or by another X at any time.
    if (o.form == obligation_form::begins_within) return *o.limit < until - m.at;
    return o.form != obligation_form::at_most_every;
  }

  // Until when a matter looks at records, that moment included. Of one number all look equally far, or without end.
  [[nodiscard]] time_point end_of_look(const found_matter& m) const {
    if (m.number == number_of_handovers(*options_)) return add_saturated(m.at, options_->handovers->horizon);
    const auto& o = options_->obligations[m.number];
    switch (o.form) {
      case obligation_form::preceded_by:
        return m.at;
      case obligation_form::begins_within:
        return add_saturated(m.at, *o.limit);
      case obligation_form::stays_active:
        return o.until_first ? open_end : add_saturated(m.at, *o.limit);
      default:
        return open_end;
    }
  }
  [[nodiscard]] bool is_looked_at(std::uint32_t number, const kept_record& r) const {
    const auto& windows = looked_at_[number];
    const auto i = std::partition_point(windows.begin(), windows.end(), [&](const interval& w) { return w.end < r.start; });
    return i != windows.end() && i->start <= r.end;
  }

  // Whether a later row can change what a matter that began at a time found of handovers.
  [[nodiscard]] bool hangs_on_open_handover(const obligation& o, time_point at) const {
    const auto is_one = [](const subject& s) { return s.kind == subject_kind::handover; };
    if (open_handovers_.empty() ||
        !(std::any_of(o.needed.begin(), o.needed.end(), is_one) || (o.until_first && is_one(*o.until_first))))
      return false;
    if (o.form == obligation_form::preceded_by) return first_open_handover_ <= at;
    if (o.form == obligation_form::begins_within) {
      const auto i = std::lower_bound(open_handover_times_.begin(), open_handover_times_.end(), at);
      return i != open_handover_times_.end() && *i <= add_saturated(at, *o.limit);
    }
    return last_open_handover_ >= at;
  }

  // Which rows are one handover. The last one of two parties is open where proposals tell them apart.
  void join_handovers(const std::vector<kept_record>& records, time_point until, bool has_proposals) {
    handovers_.clear();
    open_handovers_.clear();
    open_handover_times_.clear();
    latest_.clear();
    joiner_.begin(has_proposals);
    for (std::uint32_t i = 0; i < records.size() && records[i].start < until; ++i) {
      const auto& c = (*contents_)[records[i].content];
      if (c.key.kind != record_kind::handovers) continue;
      const auto place =
          joiner_.add({records[i].start, c.organisation, c.other, c.key.manner, c.key.status}, c.organisation, c.other);
      if (place == handovers_.size()) {
        handovers_.push_back({i, i, i});
        latest_[std::uint64_t{index_of(c.organisation)} << 32 | index_of(c.other)] = place;
      } else {
        handovers_[place].last = i;
        if (c.key.manner != manner::unknown) handovers_[place].last_manner = i;
      }
    }
    if (!has_proposals) return;
    for (const auto& [parties, place] : latest_) {
      auto& h = handovers_[place];
      h.is_open = true;
      open_handovers_.push_back(records[h.first].place);
      open_handover_times_.push_back(records[h.first].start);
    }
    std::sort(open_handovers_.begin(), open_handovers_.end());
    std::sort(open_handover_times_.begin(), open_handover_times_.end());
    if (open_handovers_.empty()) return;
    first_open_handover_ = open_handover_times_.front();
    last_open_handover_ = open_handover_times_.back();
  }

  // Which records something may still look at.
  void choose(const std::vector<kept_record>& records, time_point now, time_point until) {
    is_kept_.assign(records.size(), false);
    points_.clear();
    episodes_.clear();
    for (std::uint32_t i = 0; i < records.size(); ++i) {
      const auto& r = records[i];
      const auto& c = (*contents_)[r.content];
      bool is_kept = r.end >= until || holds(open_places_, r.place);
      for (const auto n : c.touches) is_kept = is_kept || is_looked_at(n, r);
      // What is asked for once and for all is found in the first two.
      const bool is_handover = c.key.kind == record_kind::handovers;
      if (r.start == r.end && !is_handover && is_asked_for_before(c) && points_[r.content]++ < 2) is_kept = true;
      is_kept_[i] = is_kept;
      if (r.start <= now && c.key.kind == record_kind::episodes) episodes_.push_back(i);
    }
    keep_handovers(records, until);
    // Whatever the gaps keep belongs to a spell of obligations, which has to begin where it began.
    if (options_->gaps)
      keep_spells(
          records, now, until, [](const content& c) { return c.is_exit_of_support; }, true);
    keep_spells(
        records, now, until, [](const content& c) { return c.is_exit; }, false);
    bool any = false;
    for (std::size_t i = 0; i < records.size(); ++i) {
      const auto& c = (*contents_)[records[i].content];
      if ((c.is_exit || c.is_exit_of_support) && any) is_kept_[i] = true;
      any = any || is_kept_[i];
    }
  }

  // Rows of one handover stay or go together, but for those that tell nothing any more.
  void keep_handovers(const std::vector<kept_record>& records, time_point until) {
    for (auto& h : handovers_) {
      const auto& first = records[h.first];
      const auto& c = (*contents_)[first.content];
      const bool is_declined = (*contents_)[records[h.last].content].key.status == handover_status::declined;
      h.is_kept = h.is_open || is_kept_[h.first];
      if (!h.is_open && !is_declined && is_asked_for_before(c) && points_[first.content]++ < 2) h.is_kept = true;
    }
    for (std::uint32_t i = 0; i < records.size() && records[i].start < until; ++i)
      if ((*contents_)[records[i].content].key.kind == record_kind::handovers) is_kept_[i] = false;
    for (const auto& h : handovers_)
      if (h.is_kept) is_kept_[h.first] = is_kept_[h.last] = is_kept_[h.last_manner] = true;
  }

  // A spell begins where it began. One that ends where the next one begins tells the two apart. What is covered up to
  // `until` the episode tells that ended last.
  template <class IsExit>
  void keep_spells(const std::vector<kept_record>& records, time_point now, time_point until, IsExit is_exit,
                   bool for_gaps) {
    exits_.clear();
    for (const auto& r : records)
      if (r.start <= now && is_exit((*contents_)[r.content])) exits_.push_back(r.start);
    spells_.clear();
    for_each_spell(
        {0, static_cast<event_log::index>(episodes_.size())},
        [&](event_log::index e) { return records[episodes_[e]].start; },
        [&](event_log::index e) { return records[episodes_[e]].end; }, exits_, now,
        [&](const support_spell& s) { spells_.push_back(s); });
    bool is_next_kept = false;
    time_point next_start;
    for (auto s = spells_.rbegin(); s != spells_.rend(); ++s) {
      bool is_open = s->end >= (for_gaps ? until : spells_open_from_) || (is_next_kept && s->end == next_start);
      if (for_gaps && s->end >= until) keep_last_support(records, *s, until);
      for (auto e = s->episodes.first; e != s->episodes.last; ++e) is_open = is_open || is_kept_[episodes_[e]];
      if (is_open) is_kept_[episodes_[s->episodes.first]] = true;
      is_next_kept = is_open;
      next_start = s->start;
    }
  }
  void keep_last_support(const std::vector<kept_record>& records, const support_spell& s, time_point until) {
    const kept_record* last = nullptr;
    for (auto e = s.episodes.first; e != s.episodes.last; ++e) {
      const auto& r = records[episodes_[e]];
      if (r.end < until && (*contents_)[r.content].is_support && (!last || r.end >= last->end)) last = &r;
    }
    if (!last) return;
    for (auto e = s.episodes.first; e != s.episodes.last; ++e) {
      const auto& r = records[episodes_[e]];
      if (r.end == last->end && r.start == last->start) is_kept_[episodes_[e]] = true;
    }
  }

  [[nodiscard]] bool is_asked_for_before(const content& c) const {
    return std::any_of(c.touches.begin(), c.touches.end(), [&](std::uint32_t n) {
      return n < options_->obligations.size() && options_->obligations[n].form == obligation_form::preceded_by;
    });
  }

  const monitor_options* options_;
  const record_contents* contents_;

  // Of the client at hand.
  std::vector<std::vector<interval>> looked_at_;  // by number: the stretches that something open looks at, ascending
  std::vector<std::uint32_t> open_places_, removed_places_, episodes_;
  std::vector<time_point> exits_;
  time_point spells_open_from_;
  std::vector<support_spell> spells_;
  std::vector<char> is_kept_;
  std::unordered_map<std::uint32_t, int> points_;  // by content
  row_joiner joiner_{row_joiner::any_number};
  std::vector<joined_rows> handovers_;
  std::unordered_map<std::uint64_t, std::size_t> latest_;  // by parties
  std::vector<std::uint32_t> open_handovers_;              // places of their first rows
  std::vector<time_point> open_handover_times_;
  time_point first_open_handover_, last_open_handover_;
};

}  // namespace polku::inline v0::detail
