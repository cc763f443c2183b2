// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/kept_record.hpp>
#include <polku/monitor/record_contents.hpp>
#include <polku/support/spell_gaps.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

namespace polku::inline v0::detail {

// Finds the gaps in the support of one client after another, as they stand at a time.
class client_gap_finder {
 public:
  // Throws std::invalid_argument where the tolerance is negative.
  client_gap_finder(const gap_options& options, const record_contents& contents)
      : contents_(&contents), gaps_(options), tolerance_(options.tolerance.value_or(duration{})) {}

  // `on_gap(const coverage_gap&)` for each, in order. `records` ascend; `party_of(content)` is a label of a text;
  // `is_of_points`: so are all episodes of all clients. O(m log m).
  template <class PartyOf, class OnGap>
  void find(client_id client, std::span<const kept_record> records, time_point now, bool is_of_points, PartyOf party_of,
            OnGap on_gap) {
    arrange(records, now);
    comes_up_ = open_end;
    if (order_.empty()) return;
    party_.clear();
    for (const auto i : order_) party_.push_back(party_of((*contents_)[records[i].content]));
    const gap_episodes episodes{start_.data(), end_.data(), party_.data(), support_.data(), is_of_points};
    const event_log::range all{0, static_cast<event_log::index>(order_.size())};
    gaps_.make_room_for_parties(contents_->texts().size());
    auto* found = gaps_.make_room_for_episodes(order_.size());
    for_each_spell(
        all, [&](event_log::index i) { return start_[i]; }, [&](event_log::index i) { return end_[i]; }, exits_, now,
        [&](const support_spell& s) {
          found = gaps_.find(episodes, client, s, found);
          if (!s.has_exit && !is_of_points) comes_up_ = outlook_of(s, now);
        });
    gaps_.for_each(found, [&](const suspected_gap& s) { on_gap(gaps_.gap_at_ties(episodes, all, s)); });
  }

  // When the next one comes up if nothing more is recorded, and no record begins or ends. Of the client at hand.
  [[nodiscard]] time_point comes_up() const { return comes_up_; }

 private:
  // Takes the episodes that have begun, in the order of a log: what ends later is open.
  void arrange(std::span<const kept_record> records, time_point now) {
    order_.clear();
    exits_.clear();
    bool is_in_order = true;
    const auto end_of = [&](std::uint32_t i) { return records[i].end > now ? open_end : records[i].end; };
    const auto comes_before = [&](std::uint32_t i, std::uint32_t j) {
      return std::tuple(records[i].start, end_of(i), records[i].place) <
             std::tuple(records[j].start, end_of(j), records[j].place);
    };
    for (std::uint32_t i = 0; i < records.size() && records[i].start <= now; ++i) {
      const auto& c = (*contents_)[records[i].content];
      if (c.is_exit_of_support) exits_.push_back(records[i].start);
      if (c.key.kind != record_kind::episodes) continue;
      is_in_order = is_in_order && (order_.empty() || comes_before(order_.back(), i));
      order_.push_back(i);
    }
    if (!is_in_order) std::sort(order_.begin(), order_.end(), comes_before);
    start_.clear();
    end_.clear();
    support_.clear();
    for (const auto i : order_) {
      start_.push_back(records[i].start);
      end_.push_back(end_of(i));
      support_.push_back((*contents_)[records[i].content].is_support ? 1 : 0);
    }
  }

  [[nodiscard]] time_point outlook_of(const support_spell& s, time_point now) const {
    auto covered = start_[s.episodes.first];
    for (auto i = s.episodes.first; i != s.episodes.last; ++i)
      if (support_[i] != 0) covered = later(covered, end_[i]);
    const auto last_passed_over = add_saturated(covered, tolerance_);
    return last_passed_over == open_end || last_passed_over < now ? open_end
                                                                  : last_passed_over + duration::from_microseconds(1);
  }

  const record_contents* contents_;
  spell_gaps gaps_;
  duration tolerance_;

  // Of the client at hand.
  std::vector<std::uint32_t> order_;  // the episodes
  std::vector<time_point> start_, end_, exits_;
  std::vector<label> party_;
  std::vector<char> support_;
  time_point comes_up_ = open_end;
};

}  // namespace polku::inline v0::detail
