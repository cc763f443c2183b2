// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/core/pair_table.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// The direct returns of a whole log beside what a first-order Markov chain would give: each client keeps the first party
/// and the number of stays, and goes from party to party by the probabilities estimated from the log's transitions.
///
/// More returns than expected say that clients are sent *back* more often than the parties they pass through explain. The
/// null takes all clients to follow one chain: where groups of clients differ in their ways, returns exceed it without
/// anybody being bounced. The tests by pair share that; neither knows of time.
struct markov_returns {
  std::size_t observed = 0;
  double mean = 0;
  double variance = 0;  ///< of the sum over clients, who are independent

  /// How many standard deviations the observed number lies above the mean; 0 where nothing can vary.
  [[nodiscard]] double z() const { return variance > 0 ? (static_cast<double>(observed) - mean) / std::sqrt(variance) : 0; }
};

/// What the chain is estimated from.
struct chain_counts {
  struct start {
    label party = label::none;
    std::uint32_t stays = 0;  ///< of each of them in all
    std::size_t clients = 0;

    friend bool operator==(const start&, const start&) = default;
  };
  struct step {
    label from = label::none, to = label::none;
    std::size_t count = 0;

    friend bool operator==(const step&, const step&) = default;
  };
  std::size_t observed = 0;   ///< direct returns
  std::vector<start> starts;  ///< clients by first party and number of stays, in that order
  std::vector<step> steps;    ///< transitions, by label of `from`, then of `to`

  friend bool operator==(const chain_counts&, const chain_counts&) = default;
};

/// Counts what a first-order Markov chain is estimated from, of the clients it is shown; by succession.
class chain_tally {
 public:
  explicit chain_tally(const pathways& paths) : steps_(paths.names().size()) {}

  void add(const client_history& h) {
    if (h.stays.empty()) return;
    ++starts_[{h.stays.front().party, static_cast<std::uint32_t>(h.stays.size())}];
    for (std::size_t i = 1; i < h.stays.size(); ++i) {
      ++steps_(h.stays[i - 1].party, h.stays[i].party);
      observed_ += h.back[i] == 2 ? 1 : 0;
    }
  }

  void merge(chain_tally&& other) {
    other.steps_.for_each([&](label a, label b, std::size_t n) {
      if (n != 0) steps_(a, b) += n;
    });
    for (const auto& [start, n] : other.starts_) starts_[start] += n;
    observed_ += other.observed_;
  }

  [[nodiscard]] chain_counts result() && {
    chain_counts out{observed_, {}, {}};
    for (const auto& [start, n] : starts_) out.starts.push_back({start.first, start.second, n});
    steps_.for_each([&](label a, label b, std::size_t n) {
      if (n != 0) out.steps.push_back({a, b, n});
    });
    return out;
  }

 private:
  pair_table<std::size_t> steps_;
  std::map<std::pair<label, std::uint32_t>, std::size_t> starts_;
  std::size_t observed_ = 0;
};

/// The moments of the chain that was counted. O(m e d) for at most m stays of a client, e ordered pairs and d ways out of a
/// party.
[[nodiscard]] inline markov_returns expect_markov_returns(const chain_counts& chain) {
  // They follow from those of a chain that is at an edge and has k transitions left, for k = 0, 1, ...: with F(k) the mean
  // and S(k) the mean square of the returns to come,
  //   F(k+1; a,b) = sum over c of P(b,c) ([c = a] + F(k; b,c)),
  //   S(k+1; a,b) = sum over c of P(b,c) ([c = a] (1 + 2 F(k; b,c)) + S(k; b,c)).
  struct edge {
    std::uint32_t from, to;
    double p;
  };
  std::vector<edge> edges;
  for (const auto& s : chain.steps) edges.push_back({index_of(s.from), index_of(s.to), static_cast<double>(s.count)});
  std::uint32_t parties = 0;
  for (const auto& e : edges) parties = std::max({parties, e.from + 1, e.to + 1});
  for (const auto& s : chain.starts) parties = std::max(parties, index_of(s.party) + 1);
  std::vector<std::size_t> first(parties + 1);  // of each party's edges, which stand by `from`
  for (const auto& e : edges) ++first[e.from + 1];
  for (std::size_t i = 1; i <= parties; ++i) first[i] += first[i - 1];
  for (std::uint32_t a = 0; a < parties; ++a) {
    double all = 0;
    for (auto i = first[a]; i != first[a + 1]; ++i) all += edges[i].p;
    for (auto i = first[a]; i != first[a + 1]; ++i) edges[i].p /= all;
  }

  std::map<std::size_t, std::vector<std::pair<std::uint32_t, std::size_t>>> starts;  // by number of stays
  for (const auto& s : chain.starts) starts[s.stays].push_back({index_of(s.party), s.clients});
  markov_returns out{chain.observed};
  std::vector<double> mean(edges.size()), square(edges.size()), next_mean(edges.size()), next_square(edges.size());
  std::size_t left = 0;
  for (const auto& [stays, clients] : starts) {
    if (stays < 3) continue;
    for (; left != stays - 2; ++left) {
      for (std::size_t i = 0; i < edges.size(); ++i) {
        double f = 0, s = 0;
        for (auto k = first[edges[i].to]; k != first[edges[i].to + 1]; ++k) {
          const bool is_back = edges[k].to == edges[i].from;
          f += edges[k].p * ((is_back ? 1 : 0) + mean[k]);
          s += edges[k].p * ((is_back ? 1 + 2 * mean[k] : 0) + square[k]);
        }
        next_mean[i] = f;
        next_square[i] = s;
      }
      mean.swap(next_mean);
      square.swap(next_square);
    }
    for (const auto& [party, n] : clients) {
      double f = 0, s = 0;
      for (auto k = first[party]; k != first[party + 1]; ++k) {
        f += edges[k].p * mean[k];
        s += edges[k].p * square[k];
      }
      out.mean += static_cast<double>(n) * f;
      out.variance += static_cast<double>(n) * (s - f * f);
    }
  }
  return out;
}

/// The exact mean and variance of the number of direct returns under a first-order Markov chain, beside the observed number;
/// by succession, whatever the reading of the pathways. A chain that comes to a party which nobody ever left has no further
/// returns. O(n + m e d) for n episodes, at most m stays of a client, e ordered pairs and d ways out of a party.
[[nodiscard]] inline markov_returns expect_markov_returns(const pathways& paths) {
  const auto by_succession = paths.read_as(reading::succession);
  chain_tally chain(by_succession);
  scan(by_succession, chain);
  return expect_markov_returns(std::move(chain).result());
}

}  // namespace polku::inline v0
