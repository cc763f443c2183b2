// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/client_matters.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace polku::inline v0::detail {

// What is settled for good about a client as long as all records come that begin from `until` on, and nothing else is
// revised than when a record ends.
struct client_past {
  static constexpr std::size_t outcomes = 5;  // of one obligation: the four, and met by points

  std::vector<kept_record> records;    // that nothing is going to look at, ascending
  std::vector<std::uint64_t> settled;  // matters of records that are still looked at, ascending
  std::vector<std::uint32_t> counts;   // of settled matters, by obligation and outcome
  time_point until;
  std::size_t next_size = 0;  // when the records that are looked at have become so many, look again
};

// Tells the settled from what is open.
class past_finder {
 public:
  past_finder(const std::vector<obligation>& obligations, const record_contents& contents)
      : obligations_(&obligations), contents_(&contents) {}

  // Moves what is settled from the records and matters into the past. O(m log m).
  void move(std::vector<kept_record>& records, std::vector<found_matter>& matters, time_point now, client_past& past) {
    past.counts.resize(obligations_->size() * client_past::outcomes);
    look_back_.assign(obligations_->size(), now);
    open_places_.clear();
    for (const auto& m : matters) {
      if (is_settled(m, now)) continue;
      look_back_[m.obligation] = earlier(look_back_[m.obligation], m.at);
      open_places_.push_back(m.place);
    }
    std::sort(open_places_.begin(), open_places_.end());
    choose(records, now);

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
      if (!is_settled(m, now)) continue;
      auto* const counts = past.counts.data() + m.obligation * client_past::outcomes;
      ++counts[static_cast<std::size_t>(m.outcome)];
      counts[4] += m.is_point && m.outcome == obligation_outcome::met ? 1 : 0;
      past.settled.push_back(m.settled_key());
    }
    std::erase_if(matters, [&](const found_matter& m) { return is_settled(m, now); });
    std::erase_if(past.settled,
                  [&](std::uint64_t key) { return holds(removed_places_, static_cast<std::uint32_t>(key >> 32)); });
    std::sort(past.settled.begin(), past.settled.end());
    past.until = now;
    past.next_size = 2 * records.size() + least_size;
  }

  static constexpr std::size_t least_size = 64;

 private:
  static bool holds(const std::vector<std::uint32_t>& all, std::uint32_t one) {
    return std::binary_search(all.begin(), all.end(), one);
  }

  // Whether its outcome stands whatever happens from now on. What was decided at this very moment can still be undone.
  [[nodiscard]] bool is_settled(const found_matter& m, time_point now) const {
    const auto& o = (*obligations_)[m.obligation];
    if (m.is_pending() || m.change >= now || speaks_of_handovers(o)) return false;
    if (m.outcome != obligation_outcome::lapsed) return true;
    // What an exit cut off can still be met: by what begins within the limit all the same, or by another X at any time.
    if (o.form == obligation_form::begins_within) return *o.limit < now - m.at;
    return o.form != obligation_form::at_most_every;
  }

  // Whether these were declined a later row can say at any time.
  static bool speaks_of_handovers(const obligation& o) {
    const auto is_one = [](const subject& s) { return s.kind == subject_kind::handover; };
    return is_one(o.when) || std::any_of(o.needed.begin(), o.needed.end(), is_one) ||
           (o.until_first && is_one(*o.until_first));
  }

  // Which records something may still look at.
  void choose(const std::vector<kept_record>& records, time_point now) {
    is_kept_.assign(records.size(), false);
    points_.clear();
    episodes_.clear();
    exits_.clear();
    for (std::uint32_t i = 0; i < records.size(); ++i) {
      const auto& r = records[i];
      const auto& c = (*contents_)[r.content];
      bool is_kept = r.end >= now || c.key.kind == record_kind::handovers || holds(open_places_, r.place);
      for (const auto o : c.touches) is_kept = is_kept || r.end >= look_back_[o];
      // What is asked for once and for all is found in the first two.
      if (r.start == r.end && is_asked_for_before(c) && points_[r.content]++ < 2) is_kept = true;
      is_kept_[i] = is_kept;
      if (r.start > now) continue;
      if (c.key.kind == record_kind::episodes) episodes_.push_back(i);
      if (c.is_exit) exits_.push_back(r.start);
    }
    // A spell begins where it began. One that ends where the next one begins tells the two apart.
    spells_.clear();
    for_each_spell(
        {0, static_cast<event_log::index>(episodes_.size())},
        [&](event_log::index e) { return records[episodes_[e]].start; },
        [&](event_log::index e) { return records[episodes_[e]].end; }, exits_, now,
        [&](const support_spell& s) { spells_.push_back(s); });
    bool is_next_kept = false;
    time_point next_start;
    for (auto s = spells_.rbegin(); s != spells_.rend(); ++s) {
      bool is_open = s->end >= now || (is_next_kept && s->end == next_start);
      for (auto e = s->episodes.first; e != s->episodes.last; ++e) is_open = is_open || is_kept_[episodes_[e]];
      if (is_open) is_kept_[episodes_[s->episodes.first]] = true;
      is_next_kept = is_open;
      next_start = s->start;
    }
    bool any = false;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if ((*contents_)[records[i].content].is_exit && any) is_kept_[i] = true;
      any = any || is_kept_[i];
    }
  }
  [[nodiscard]] bool is_asked_for_before(const content& c) const {
    return std::any_of(c.touches.begin(), c.touches.end(),
                       [&](std::uint32_t o) { return (*obligations_)[o].form == obligation_form::preceded_by; });
  }

  const std::vector<obligation>* obligations_;
  const record_contents* contents_;

  // Of the client at hand.
  std::vector<time_point> look_back_;  // by obligation: how far back something looks
  std::vector<std::uint32_t> open_places_, removed_places_, episodes_;
  std::vector<time_point> exits_;
  std::vector<support_spell> spells_;
  std::vector<char> is_kept_;
  std::unordered_map<std::uint32_t, int> points_;  // by content
};

}  // namespace polku::inline v0::detail
