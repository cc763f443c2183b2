// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/choose.hpp>
#include <polku/core/label.hpp>
#include <polku/core/time.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace polku::inline v0::detail {

// Stretches of one client's time, each with a party: its services, or the consents that it is told.
class party_stretches {
 public:
  void clear() { all_.clear(); }
  void add(label party, time_point start, time_point end) { all_.push_back({party, start, end}); }
  // After the last one was added. O(m log m).
  void arrange() {
    const auto comes_before = [](const stretch& a, const stretch& b) {
      return a.party != b.party ? a.party < b.party : a.start < b.start;
    };
    if (!std::is_sorted(all_.begin(), all_.end(), comes_before)) std::sort(all_.begin(), all_.end(), comes_before);
    for (std::size_t i = 1; i < all_.size(); ++i)
      if (all_[i].party == all_[i - 1].party) all_[i].end = later(all_[i].end, all_[i - 1].end);
  }

  // The party's first start at or after a time. O(log m).
  [[nodiscard]] std::optional<time_point> first_start(label party, time_point from) const {
    const auto i = first_from(party, from);
    return i != all_.end() && i->party == party ? std::optional(i->start) : std::nullopt;
  }
  // Whether one of the party's began before a time and ends after it. O(log m).
  [[nodiscard]] bool lasts_over(label party, time_point t) const {
    const auto i = first_from(party, t);
    return i != all_.begin() && i[-1].party == party && i[-1].end > t;
  }
  // Whether one of the party's is active at a time. O(log m).
  [[nodiscard]] bool is_active_at(label party, time_point t) const {
    const auto i = first_from(party, t + duration::from_microseconds(1));
    return i != all_.begin() && i[-1].party == party && i[-1].end > t;
  }

 private:
  struct stretch {
    label party;
    time_point start, end;  // once arranged, the latest end of the party's so far
  };

  [[nodiscard]] std::vector<stretch>::const_iterator first_from(label party, time_point t) const {
    return std::partition_point(all_.begin(), all_.end(),
                                [&](const stretch& s) { return s.party != party ? s.party < party : s.start < t; });
  }

  std::vector<stretch> all_;
};

}  // namespace polku::inline v0::detail
