// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>
#include <polku/core/distribution.hpp>
#include <polku/core/duration_sum.hpp>
#include <polku/support/gap_finder.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// A month of the calendar, in UTC.
struct calendar_month {
  int year;
  int month;  ///< 1 to 12

  friend auto operator<=>(const calendar_month&, const calendar_month&) = default;
};

/// How much of a month clients were without support.
struct month_of_gaps {
  calendar_month month;
  duration_sum uncovered;   ///< the gaps' time that falls into the month, added up over clients
  std::size_t clients = 0;  ///< in a gap at some time of the month
  std::size_t begun = 0;    ///< gaps that began in it

  friend bool operator==(const month_of_gaps&, const month_of_gaps&) = default;
};

/// The gaps of one client, added up.
struct client_gaps {
  client_id client;
  std::size_t gaps = 0;
  duration length = {};  ///< of all of them; a lower bound where one is trailing
  duration longest = {};
  bool is_censored = false;  ///< one is trailing: its length is a lower bound

  friend bool operator==(const client_gaps&, const client_gaps&) = default;
};

/// Coverage gaps over time, by client, and by length.
struct gap_spread {
  std::vector<month_of_gaps> months;  ///< every month from the first with a gap to the last
  std::vector<client_gaps> clients;   ///< those with a gap, in the order of clients
  distribution lengths;               ///< of gaps that came to an end, by support or an exit
  distribution censored;              ///< of trailing ones: lower bounds

  friend bool operator==(const gap_spread&, const gap_spread&) = default;
};

namespace detail {

// Months as numbers in order.
inline long month_number(time_point t) {
  const auto day = t.day().year_month_day();
  return 12L * day.year + day.month - 1;
}
inline calendar_month month_of(long number) { return {static_cast<int>(number / 12), static_cast<int>(number % 12) + 1}; }
inline time_point start_of_month(long number) {
  const auto m = month_of(number);
  if (m.year > 9999) return open_end;  // beyond the calendar
  return date(static_cast<unsigned short>(m.year), static_cast<unsigned short>(m.month), 1);
}

}  // namespace detail

/// Spreads the coverage gaps of the clients it is shown over months, clients and lengths.
class gap_spread_tally {
 public:
  static constexpr bool needs_stays = false;

  gap_spread_tally(const pathways& paths, const gap_options& options, support_mask support = {})
      : finder_(paths, options, std::move(support)) {}

  void add(const client_block& block) {
    finder_.for_each(block, [&](const coverage_gap& g) {
      if (clients_.empty() || clients_.back().client != g.client) clients_.push_back({g.client});
      auto& c = clients_.back();
      ++c.gaps;
      c.length += g.length();
      c.longest = std::max(c.longest, g.length());
      c.is_censored = c.is_censored || g.is_censored();
      (g.is_censored() ? censored_ : lengths_).add(g.length());
      spread(g);
    });
  }

  void merge(gap_spread_tally&& other) {
    clients_.insert(clients_.end(), other.clients_.begin(), other.clients_.end());
    lengths_.merge(other.lengths_);
    censored_.merge(other.censored_);
    if (other.months_.empty()) return;
    cover(other.first_);
    cover(other.first_ + static_cast<long>(other.months_.size()) - 1);
    for (std::size_t i = 0; i < other.months_.size(); ++i) {
      auto& to = months_[static_cast<std::size_t>(other.first_ - first_) + i];
      to.uncovered += other.months_[i].uncovered;
      to.clients.sum.merge(other.months_[i].clients.sum);
      to.begun += other.months_[i].begun;
    }
  }

  [[nodiscard]] gap_spread result() && {
    gap_spread out{{}, std::move(clients_), std::move(lengths_), std::move(censored_)};
    while (!months_.empty() && months_.back().clients.sum.count == 0) months_.pop_back();
    for (std::size_t i = 0; i < months_.size(); ++i)
      out.months.push_back({detail::month_of(first_ + static_cast<long>(i)), months_[i].uncovered,
                            months_[i].clients.sum.clients, months_[i].begun});
    return out;
  }

 private:
  struct month {
    duration_sum uncovered;
    event_count clients;
    std::size_t begun = 0;
    time_point start;  // of the month
  };

  void cover(long number) {
    if (months_.empty()) first_ = number;
    if (number < first_) {
      months_.insert(months_.begin(), static_cast<std::size_t>(first_ - number), month());
      for (auto n = number; n < first_; ++n) months_[static_cast<std::size_t>(n - number)].start = detail::start_of_month(n);
      first_ = number;
    }
    while (first_ + static_cast<long>(months_.size()) <= number) {
      months_.emplace_back();
      months_.back().start = detail::start_of_month(first_ + static_cast<long>(months_.size()) - 1);
    }
  }

  // The place of the month in which a time lies, which may be a new one.
  std::size_t place_of(time_point t) {
    const auto i =
        std::upper_bound(months_.begin(), months_.end(), t, [](time_point at, const month& m) { return at < m.start; });
    if (i == months_.begin() || i == months_.end()) {
      const auto number = detail::month_number(t);
      cover(number);
      return static_cast<std::size_t>(number - first_);
    }
    return static_cast<std::size_t>(i - months_.begin()) - 1;
  }

  // A gap covers at least some time of the month in which it begins; it ends before its end.
  void spread(const coverage_gap& g) {
    auto at = place_of(g.start);
    ++months_[at].begun;
    for (auto from = g.start;; ++at) {
      if (at + 1 == months_.size()) cover(first_ + static_cast<long>(at) + 1);
      auto& m = months_[at];
      const auto until = std::min(g.end, months_[at + 1].start);
      m.uncovered += until - from;
      m.clients.add(g.client);
      if (until == g.end) break;
      from = until;
    }
  }

  gap_finder finder_;
  long first_ = 0;             // the number of the first month
  std::vector<month> months_;  // one after the other
  std::vector<client_gaps> clients_;
  distribution lengths_, censored_;
};

/// Spreads the coverage gaps that `find_gaps` finds over the months of the calendar (in UTC), clients and lengths. O(n) for
/// n records, and O(months) for each gap.
template <support_predicate Support = every_episode>
[[nodiscard]] gap_spread spread_gaps(const pathways& paths, const gap_options& options = {}, Support&& supports = {}) {
  gap_spread_tally tally(paths, options, make_support_mask(paths.log(), supports));
  scan(paths, tally);
  return std::move(tally).result();
}

}  // namespace polku::inline v0
