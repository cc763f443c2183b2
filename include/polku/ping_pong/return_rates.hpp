// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/core/counted.hpp>
#include <polku/core/pair_table.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// A cross table of stays in one party: came from another one, or not, against went on to it, or not.
struct return_table {
  std::size_t came_and_went = 0;  ///< direct returns
  std::size_t came = 0;
  std::size_t went = 0;
  std::size_t all = 0;

  /// Whether each margin is positive, so that the table can be tested.
  [[nodiscard]] bool has_margins() const { return came != 0 && came != all && went != 0 && went != all; }
  friend bool operator==(const return_table&, const return_table&) = default;
};

/// The direct returns of an ordered pair (A, B): of the stays in B that came from A and were left for another party, how
/// many were left for A.
struct return_rate {
  label from = label::none;  ///< A
  label via = label::none;   ///< B
  counted returns = {};
  counted at_risk = {};           ///< stays in B that came from A and have a successor
  return_table stays = {};        ///< of all stays in B with a predecessor and a successor
  return_table first_stays = {};  ///< of each client's first such stay only

  friend bool operator==(const return_rate&, const return_rate&) = default;
};

/// What return rates are reckoned from, so that those of other clients can be added.
struct return_rate_sums {
  struct party {
    label via = label::none;
    std::size_t all = 0, first_all = 0;  ///< its stays with a predecessor and a successor, and each client's first such

    friend bool operator==(const party&, const party&) = default;
  };
  std::vector<return_rate> pairs;  ///< by label of A, then of B; also those without a stay at risk; tables without `all`
  std::vector<party> parties;      ///< those with such a stay, by label

  friend bool operator==(const return_rate_sums&, const return_rate_sums&) = default;
};

/// Every pair with a stay at risk, by label of A, then of B.
[[nodiscard]] inline std::vector<return_rate> return_rates_of(const return_rate_sums& sums) {
  std::vector<return_rate> out;
  for (const auto& p : sums.pairs) {
    if (p.at_risk.count == 0) continue;
    const auto all = std::lower_bound(sums.parties.begin(), sums.parties.end(), p.via,
                                      [](const return_rate_sums::party& x, label via) { return x.via < via; });
    out.push_back(p);
    out.back().stays.all = all->all;
    out.back().first_stays.all = all->first_all;
  }
  return out;
}

/// Counts direct returns and the stays that could have been one, by pair; by succession.
class return_rate_tally {
 public:
  /// \throws std::invalid_argument where the pathways are read in another way.
  explicit return_rate_tally(const pathways& paths)
      : pairs_(paths.names().size()), eligible_(paths.names().size()), last_client_(paths.names().size(), nobody) {
    detail::require_succession(paths, "direct returns are counted");
  }

  void add(const client_history& h) {
    for (std::size_t i = 1; i + 1 < h.stays.size(); ++i) {
      const auto from = h.stays[i - 1].party, via = h.stays[i].party, to = h.stays[i + 1].party;
      const bool is_first = last_client_[index_of(via)] != h.client;
      last_client_[index_of(via)] = h.client;
      auto& all = eligible_[index_of(via)];
      ++all.stays;
      all.first_stays += is_first ? 1 : 0;
      auto& came = pairs_(from, via);
      came.at_risk.add(h.client);
      came.first_came += is_first ? 1 : 0;
      if (to == from) {
        came.returns.add(h.client);
        came.first_returns += is_first ? 1 : 0;
      }
      auto& went = pairs_(to, via);
      ++went.went;
      went.first_went += is_first ? 1 : 0;
    }
  }

  void merge(return_rate_tally&& other) {
    other.pairs_.for_each([&](label a, label b, const pair& from) {
      if (from.at_risk.sum.count == 0 && from.went == 0) return;
      auto& to = pairs_(a, b);
      to.at_risk.sum.merge(from.at_risk.sum);
      to.returns.sum.merge(from.returns.sum);
      to.went += from.went;
      to.first_came += from.first_came;
      to.first_returns += from.first_returns;
      to.first_went += from.first_went;
    });
    for (std::size_t i = 0; i < eligible_.size(); ++i) {
      eligible_[i].stays += other.eligible_[i].stays;
      eligible_[i].first_stays += other.eligible_[i].first_stays;
    }
  }

  /// Every pair with a stay at risk, by label of A, then of B.
  [[nodiscard]] std::vector<return_rate> result() && { return return_rates_of(std::move(*this).sums()); }

  [[nodiscard]] return_rate_sums sums() && {
    return_rate_sums out;
    pairs_.for_each([&](label a, label b, const pair& p) {
      if (p.at_risk.sum.count == 0 && p.went == 0) return;
      out.pairs.push_back({a,
                           b,
                           p.returns.sum,
                           p.at_risk.sum,
                           {p.returns.sum.count, p.at_risk.sum.count, p.went, 0},
                           {p.first_returns, p.first_came, p.first_went, 0}});
    });
    for (std::uint32_t b = 0; b < eligible_.size(); ++b)
      if (eligible_[b].stays != 0) out.parties.push_back({label{b}, eligible_[b].stays, eligible_[b].first_stays});
    return out;
  }

 private:
  static constexpr client_id nobody = event_count::nobody;
  struct pair {
    event_count at_risk, returns;
    std::size_t went = 0, first_came = 0, first_returns = 0, first_went = 0;
  };
  struct eligible {
    std::size_t stays = 0, first_stays = 0;
  };

  pair_table<pair> pairs_;              // (A, B)
  std::vector<eligible> eligible_;      // by B
  std::vector<client_id> last_client_;  // by B
};

/// Counts direct returns, and the stays that could have been one, by ordered pair of parties; by succession, whatever the
/// reading of the pathways. O(n).
[[nodiscard]] inline std::vector<return_rate> count_return_rates(const pathways& paths) {
  const auto by_succession = paths.read_as(reading::succession);
  return_rate_tally rates(by_succession);
  scan(by_succession, rates);
  return std::move(rates).result();
}

}  // namespace polku::inline v0
