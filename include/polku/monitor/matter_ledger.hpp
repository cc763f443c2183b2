// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/client_matters.hpp>
#include <polku/monitor/client_past.hpp>
#include <polku/monitor/matter.hpp>
#include <polku/obligations/count_obligations.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

namespace polku::inline v0::detail {

// Totals by what is watched, and what changed about them.
class matter_ledger {
 public:
  explicit matter_ledger(const monitor_options& options) : options_(&options), totals_(watched_count(options)) {}

  [[nodiscard]] const std::vector<obligation_counts>& totals() const { return totals_; }  // without standings
  [[nodiscard]] std::vector<matter_change>& changes() { return changes_; }

  [[nodiscard]] matter matter_of(client_id c, const found_matter& m) const {
    const auto about = m.number == number_of_gaps(*options_)        ? concern::gap
                       : m.number == number_of_handovers(*options_) ? concern::handover
                                                                    : concern::obligation;
    return {c, about, about == concern::obligation ? m.number : std::size_t{0}, m.at, m.kind, m.outcome, m.deadline()};
  }
  // Matters of the client come in place of others, those of the numbers `which`; all of them by number. Tells what differs.
  // `known` are all of the client's.
  template <class Which>
  void replace(client_id c, time_point now, const Which& which, const settled_counts* settled,
               std::vector<found_matter>& known, std::vector<found_matter>& found) {
    settled_ = settled;
    const auto first = changes_.size();
    all_.clear();
    auto k = known.begin();
    auto f = found.begin();
    for (const auto o : which) {
      for (; k != known.end() && k->number < o; ++k) all_.push_back(*k);
      const auto belongs = [o](const found_matter& m) { return m.number == o; };
      const auto k_end = std::find_if_not(k, known.end(), belongs), f_end = std::find_if_not(f, found.end(), belongs);
      compare(c, now, o, {k, k_end}, {f, f_end});
      all_.insert(all_.end(), f, f_end);
      k = k_end;
      f = f_end;
    }
    all_.insert(all_.end(), k, known.end());
    known.assign(all_.begin(), all_.end());
    if (changes_.size() - first > 1)
      std::sort(changes_.begin() + static_cast<std::ptrdiff_t>(first), changes_.end(), [](const auto& x, const auto& y) {
        const auto key = [](const matter_change& m) {
          return std::tuple(m.matter.about, m.matter.obligation, m.matter.trigger, m.matter.kind, m.before, m.after,
                            m.matter.deadline);
        };
        return key(x) < key(y);
      });
  }

  // Matters of another client that were settled before.
  void take_up(const settled_counts& settled) {
    settled.for_each([&](std::size_t number, std::size_t outcome, std::uint32_t n) {
      if (outcome < 4)
        totals_[number].of_outcome[outcome].add(n);
      else if (counts_points(number))
        totals_[number].vacuous.add(n);
    });
  }

 private:
  using matters = std::span<found_matter>;

  // Whether points meet it as a matter of course.
  [[nodiscard]] bool counts_points(std::size_t number) const {
    return number < options_->obligations.size() && is_of_two(options_->obligations[number].form);
  }

  void compare(client_id c, time_point now, std::size_t o, matters before, matters after) {
    const auto tell = [&](const found_matter& m, std::optional<obligation_outcome> from,
                          std::optional<obligation_outcome> to) {
      changes_.push_back({matter_of(c, m), now, from, to});
    };
    bool differs = false;
    const auto compare_one = [&](const found_matter& b, found_matter& a) {
      differs = differs || a.is_point != b.is_point;              // which is counted, and not told
      const bool is_gap = a.number == number_of_gaps(*options_);  // which knows when it was over
      if (!is_gap && !a.is_pending() && a.outcome == b.outcome) a.change = b.change;
      if (a.outcome != b.outcome || a.deadline() != b.deadline()) {
        tell(a, b.outcome, a.outcome);
        differs = true;
      }
    };
    std::size_t same = 0;
    for (; same != before.size() && same != after.size() && before[same].key() == after[same].key(); ++same)
      compare_one(before[same], after[same]);
    differs = differs || same != before.size() || same != after.size();
    if (!differs) return;
    count(o, before, after);
    sorted_.clear();
    for (auto& m : after.subspan(same)) sorted_.push_back(&m);
    const auto by_key = [](const found_matter& x, const found_matter& y) { return x.key() < y.key(); };
    std::sort(before.begin() + static_cast<std::ptrdiff_t>(same), before.end(), by_key);
    std::sort(sorted_.begin(), sorted_.end(), [&](const found_matter* x, const found_matter* y) { return by_key(*x, *y); });
    auto b = before.begin() + static_cast<std::ptrdiff_t>(same);
    auto a = sorted_.begin();
    while (b != before.end() || a != sorted_.end()) {
      if (a == sorted_.end() || (b != before.end() && by_key(*b, **a))) {
        tell(*b, b->outcome, std::nullopt);
        ++b;
      } else if (b == before.end() || by_key(**a, *b)) {
        tell(**a, std::nullopt, (*a)->outcome);
        ++a;
      } else {
        compare_one(*b++, **a++);
      }
    }
  }

  void count(std::size_t o, matters before, matters after) {
    struct tally {
      std::size_t of[4] = {0, 0, 0, 0};
      std::size_t points = 0;
    };
    const auto count_all = [](matters all) {
      tally t;
      for (const auto& m : all) {
        ++t.of[static_cast<std::size_t>(m.outcome)];
        t.points += m.is_point && m.outcome == obligation_outcome::met ? 1 : 0;
      }
      return t;
    };
    const auto b = count_all(before), a = count_all(after);
    const auto settled = [&](std::size_t k) { return settled_ ? (*settled_)(o, k) : std::size_t{0}; };
    const auto move = [](counted& to, std::size_t from_count, std::size_t to_count, std::size_t always) {
      to.count += to_count - from_count;
      to.clients += static_cast<std::size_t>(to_count + always != 0) - static_cast<std::size_t>(from_count + always != 0);
    };
    auto& total = totals_[o];
    for (std::size_t k = 0; k < 4; ++k) move(total.of_outcome[k], b.of[k], a.of[k], settled(k));
    if (counts_points(o)) move(total.vacuous, b.points, a.points, settled(4));
  }

  const monitor_options* options_;
  std::vector<obligation_counts> totals_;
  std::vector<matter_change> changes_;
  const settled_counts* settled_ = nullptr;  // counts of the client at hand, beside what is compared; or null
  // Room for work.
  std::vector<found_matter> all_;
  std::vector<found_matter*> sorted_;
};

}  // namespace polku::inline v0::detail
