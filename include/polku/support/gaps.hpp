// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>
#include <polku/core/duration_sum.hpp>
#include <polku/core/pair_table.hpp>
#include <polku/support/gap_finder.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// The gaps between one party and the next.
struct gap_pair {
  label before = label::none, after = label::none;
  std::size_t count = 0;
  std::size_t clients = 0;
  duration_sum length = {};

  friend bool operator==(const gap_pair&, const gap_pair&) = default;
};

/// How many gaps a log holds.
struct gap_counts {
  counted total;
  counted of_kind[4];  ///< by gap_kind
  duration_sum length = {};
  std::vector<gap_pair> pairs;  ///< by label before, then after

  friend bool operator==(const gap_counts&, const gap_counts&) = default;
  [[nodiscard]] const counted& of(gap_kind k) const { return of_kind[static_cast<std::size_t>(k)]; }
};

namespace detail {

// Adds up gaps, one client's after the other's.
class gap_sums {
 public:
  // Of so many parties.
  explicit gap_sums(std::size_t parties) : pairs_(parties) {}

  void add(const coverage_gap& g) {
    total_.add(g.client);
    of_kind_[static_cast<std::size_t>(g.kind)].add(g.client);
    auto& p = pairs_(g.before, g.after);
    p.gaps.add(g.client);
    p.length += g.length();
  }

  void merge(gap_sums&& other) {
    total_.sum.merge(other.total_.sum);
    for (std::size_t k = 0; k < 4; ++k) of_kind_[k].sum.merge(other.of_kind_[k].sum);
    other.pairs_.for_each([&](label before, label after, const pair& from) {
      if (from.gaps.sum.count == 0) return;
      auto& to = pairs_(before, after);
      to.gaps.sum.merge(from.gaps.sum);
      to.length += from.length;
    });
  }

  [[nodiscard]] gap_counts result() && {
    gap_counts out;
    out.total = total_.sum;
    for (std::size_t k = 0; k < 4; ++k) out.of_kind[k] = of_kind_[k].sum;
    pairs_.for_each([&](label before, label after, const pair& p) {
      if (p.gaps.sum.count == 0) return;
      out.pairs.push_back({before, after, p.gaps.sum.count, p.gaps.sum.clients, p.length});
      out.length += p.length;
    });
    return out;
  }

 private:
  struct pair {
    event_count gaps;
    duration_sum length;
  };

  event_count total_;
  event_count of_kind_[4];
  pair_table<pair> pairs_;
};

}  // namespace detail

/// Counts the coverage gaps of the clients it is shown.
class gap_tally {
 public:
  static constexpr bool needs_stays = false;

  gap_tally(const pathways& paths, const gap_options& options, support_mask support = {})
      : finder_(paths, options, std::move(support)), sums_(paths.names().size()) {}

  void add(const client_block& block) {
    finder_.for_each(block, [&](const coverage_gap& g) { sums_.add(g); });
  }
  void merge(gap_tally&& other) { sums_.merge(std::move(other.sums_)); }
  [[nodiscard]] gap_counts result() && { return std::move(sums_).result(); }

 private:
  gap_finder finder_;
  detail::gap_sums sums_;
};

/// Lists the coverage gaps of the clients it is shown.
class gap_list {
 public:
  static constexpr bool needs_stays = false;

  gap_list(const pathways& paths, const gap_options& options, support_mask support = {})
      : finder_(paths, options, std::move(support)) {}

  void add(const client_block& block) {
    finder_.for_each(block, [&](const coverage_gap& g) { gaps_.push_back(g); });
  }
  void merge(gap_list&& other) {
    for (const auto& g : other.gaps_) gaps_.push_back(g);
  }
  [[nodiscard]] std::vector<coverage_gap> result() && { return std::move(gaps_); }

 private:
  gap_finder finder_;
  std::vector<coverage_gap> gaps_;
};

/// Finds the coverage gaps of a log: within each client's spells, the maximal stretches longer than the tolerance in which
/// no episode that `supports` accepts was active. Point events cover nothing but part a gap in two. Ordered by client, then
/// start. O(n), and one call of the predicate per episode where one is given.
template <support_predicate Support = every_episode>
[[nodiscard]] std::vector<coverage_gap> find_gaps(const pathways& paths, const gap_options& options = {},
                                                  Support&& supports = {}) {
  gap_list gaps(paths, options, make_support_mask(paths.log(), supports));
  scan(paths, gaps);
  return std::move(gaps).result();
}

/// Counts the coverage gaps of a log, in all and by pair of parties. O(n).
template <support_predicate Support = every_episode>
[[nodiscard]] gap_counts count_gaps(const pathways& paths, const gap_options& options = {}, Support&& supports = {}) {
  gap_tally gaps(paths, options, make_support_mask(paths.log(), supports));
  scan(paths, gaps);
  return std::move(gaps).result();
}

}  // namespace polku::inline v0
