// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/parallel_scan.hpp>
#include <polku/partials/partial_error.hpp>
#include <polku/partials/parts.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

// The analyses that give partial results: each says by which options, what it sums up, and how. `finish`, where there is
// one, makes the result of the sums.

namespace polku::inline v0 {

/// An analysis without options.
struct no_options {};
/// How long the circuits are that are looked for.
struct circuit_walk_options {
  std::size_t max_length = 3;
};
/// How those who were sent straight back and those who were not are followed up.
struct return_consequence_options {
  follow_up_options follow_up = {};
  duration landmark = days{180};
};
/// Obligations, and how they are evaluated.
struct obligations_asked {
  std::vector<obligation> obligations = {};
  obligation_options how = {};
};

/// The gaps, and whether any client has an exit.
struct gap_totals : gap_counts {
  std::size_t exits = 0;  ///< milestones; where there are none, a trailing gap means "exit unknown"

  friend bool operator==(const gap_totals&, const gap_totals&) = default;
};

/// How handovers went, without names.
struct handover_totals {
  bool are_inferred = false;  ///< from transitions, as the log has no handovers
  handover_figures total;
  std::vector<handover_pair> pairs;

  friend bool operator==(const handover_totals&, const handover_totals&) = default;
};

namespace detail {

inline bool has_proposals(const event_log& log) {
  const auto& all = log.handovers().all();
  return std::any_of(all.begin(), all.end(), [](const handover_row& h) { return h.status == handover_status::proposed; });
}

inline std::size_t count_exits(const event_log& log, const gap_options& options) {
  const auto is_exit = match_terms(log.milestone_kinds(), options.exits);
  const auto& all = log.milestones().all();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const milestone_row& m) { return is_exit[index_of(m.kind)] != 0; }));
}

template <class Tally>
Tally scanned(const pathways& paths, unsigned threads, Tally tally) {
  parallel_scan(paths, threads, tally);
  return tally;
}

// Members of options, for telling whether they are the same.
template <is_a<transition_options> T>
auto parts_of(members, T& x) {
  return std::tie(x.max_wait);
}
template <is_a<phase> T>
auto parts_of(members, T& x) {
  return std::tie(x.name, x.finnish, x.swedish, x.other_names);
}
template <is_a<progress_options> T>
auto parts_of(members, T& x) {
  return std::tie(x.milestones, x.phases);
}
template <is_a<return_options> T>
auto parts_of(members, T& x) {
  return std::tie(x.progress);
}
template <is_a<ping_pong_options> T>
auto parts_of(members, T& x) {
  return std::tie(x.progress, x.max_length, x.window, x.min_returns, x.planned);
}
template <is_a<follow_up_options> T>
auto parts_of(members, T& x) {
  return std::tie(x.outcomes, x.exits);
}
template <is_a<consequence_options> T>
auto parts_of(members, T& x) {
  return std::tie(x.follow_up, x.ping_pong, x.landmark);
}
template <is_a<permutation_options> T>
auto parts_of(members, T& x) {
  return std::tie(x.permutations, x.seed);
}
template <is_a<gap_options> T>
auto parts_of(members, T& x) {
  return std::tie(x.tolerance, x.exits);
}
template <is_a<handover_options> T>
auto parts_of(members, T& x) {
  return std::tie(x.horizon, x.transitions);
}
template <is_a<worker_change_options> T>
auto parts_of(members, T& x) {
  return std::tie(x.roles, x.exits);
}
template <is_a<organisation> T>
auto parts_of(members, T& x) {
  return std::tie(x.name, x.kind);
}
template <is_a<obligation_options> T>
auto parts_of(members, T& x) {
  return std::tie(x.exits, x.phases, x.organisations, x.absent_means_none);
}
template <is_a<obligation> T>
auto parts_of(members, T& x) {
  return std::tie(x.name, x.form, x.when, x.needed, x.limit, x.until_first, x.times, x.counts_running);
}

template <is_a<handover_totals> T>
auto parts_of(members, T& x) {
  return std::tie(x.are_inferred, x.total, x.pairs);
}
template <is_a<gap_totals> T>
auto parts_of(members, T& x) {
  return std::tie(x.total, x.of_kind, x.length, x.pairs, x.exits);
}
template <is_a<no_options> T>
auto parts_of(members, T&) {
  return std::tie();
}
template <is_a<circuit_walk_options> T>
auto parts_of(members, T& x) {
  return std::tie(x.max_length);
}
template <is_a<return_consequence_options> T>
auto parts_of(members, T& x) {
  return std::tie(x.follow_up, x.landmark);
}
template <is_a<obligations_asked> T>
auto parts_of(members, T& x) {
  return std::tie(x.obligations, x.how);
}

}  // namespace detail

/// `count_transitions`.
struct transition_analysis {
  static constexpr std::string_view name = "transitions";
  using options = transition_options;
  using sums = transition_counts;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return detail::scanned(paths, threads, transition_tally(paths, o)).result();
  }
};

/// `count_returns`.
struct return_analysis {
  static constexpr std::string_view name = "returns";
  using options = return_options;
  using sums = return_counts;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return detail::scanned(paths, threads, return_tally(paths, o)).result();
  }
};

/// `count_return_rates`; for `test_return_rates`.
struct return_rate_analysis {
  static constexpr std::string_view name = "return rates";
  using options = no_options;
  using sums = return_rate_sums;
  static sums run(const pathways& paths, const options&, unsigned threads) {
    const auto by_succession = paths.read_as(reading::succession);
    return detail::scanned(by_succession, threads, return_rate_tally(by_succession)).sums();
  }
  static std::vector<return_rate> finish(const sums& all) { return return_rates_of(all); }
};

/// `expect_markov_returns`.
struct markov_analysis {
  static constexpr std::string_view name = "returns of a Markov chain";
  using options = no_options;
  using sums = chain_counts;
  static sums run(const pathways& paths, const options&, unsigned threads) {
    const auto by_succession = paths.read_as(reading::succession);
    return detail::scanned(by_succession, threads, chain_tally(by_succession)).result();
  }
  static markov_returns finish(const sums& all) { return expect_markov_returns(all); }
};

/// `permute_returns`.
struct permutation_analysis {
  static constexpr std::string_view name = "returns of shuffled stays";
  using options = permutation_options;
  using sums = permuted_returns;
  static sums run(const pathways& paths, const options& o, unsigned threads) { return permute_returns(paths, o, threads); }
};

/// `count_ping_pong`.
struct ping_pong_analysis {
  static constexpr std::string_view name = "ping-pong";
  using options = ping_pong_options;
  using sums = ping_pong_counts;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return detail::scanned(paths, threads, ping_pong_tally(paths, o)).result();
  }
};

/// `find_ping_pong`, by the name of the client, then by first stay.
struct loop_list_analysis {
  static constexpr std::string_view name = "list of ping-pong loops";
  using options = ping_pong_options;
  using sums = std::vector<listed_loop>;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    sums out;
    const auto loops = detail::scanned(paths, threads, ping_pong_list(paths, o)).result();
    for (const auto& loop : loops) {
      auto& l = out.emplace_back(listed_loop{loop.client, {}, loop.returns});
      for (const auto& s : loop.stays) l.stays.push_back({s.start, s.end, s.party});
    }
    return out;
  }
};

/// `count_carried_returns`.
struct carried_return_analysis {
  static constexpr std::string_view name = "carried returns";
  using options = no_options;
  using sums = std::vector<carried_returns>;
  static sums run(const pathways& paths, const options&, unsigned threads) {
    return detail::scanned(paths, threads, carried_return_tally(paths)).result();
  }
};

/// `circuit_walk_tally`: circuits that clients walked as a whole, each from its party with the first name on.
struct circuit_analysis {
  static constexpr std::string_view name = "walked circuits";
  using options = circuit_walk_options;
  using sums = std::vector<party_circuit>;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    const auto by_succession = paths.read_as(reading::succession);
    return detail::scanned(by_succession, threads, circuit_walk_tally(by_succession, o.max_length)).result();
  }
  static void renumbered(sums& all) {
    for (auto& c : all)
      std::rotate(c.parties.begin(), std::min_element(c.parties.begin(), c.parties.end()), c.parties.end());
  }
};

/// `measure_loop_consequences`.
struct loop_consequence_analysis {
  static constexpr std::string_view name = "consequences of loops";
  using options = consequence_options;
  using sums = loop_consequences;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return detail::scanned(paths, threads, loop_consequence_tally(paths, o)).result();
  }
};

/// `measure_return_consequences`.
struct return_consequence_analysis {
  static constexpr std::string_view name = "consequences of returns";
  using options = return_consequence_options;
  using sums = std::vector<return_consequence>;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    const auto by_succession = paths.read_as(reading::succession);
    return detail::scanned(by_succession, threads, return_consequence_tally(by_succession, o.follow_up, o.landmark)).pairs();
  }
  static std::vector<return_consequence> finish(sums all) {
    std::erase_if(all, [](const return_consequence& pair) { return pair.returns.count == 0; });
    return all;
  }
};

/// `measure_consequences`: both together.
struct consequence_analysis {
  static constexpr std::string_view name = "consequences";
  using options = consequence_options;
  using sums = consequences;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return {loop_consequence_analysis::run(paths, o, threads),
            return_consequence_analysis::run(paths, {o.follow_up, o.landmark}, threads)};
  }
  static consequences finish(sums all) {
    all.returns = return_consequence_analysis::finish(std::move(all.returns));
    return all;
  }
};

/// `count_gaps`.
struct gap_analysis {
  static constexpr std::string_view name = "gaps";
  using options = gap_options;
  using sums = gap_totals;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return {detail::scanned(paths, threads, gap_tally(paths, o)).result(), detail::count_exits(paths.log(), o)};
  }
};

/// `find_gaps`, by the name of the client, then by start.
struct gap_list_analysis {
  static constexpr std::string_view name = "list of gaps";
  using options = gap_options;
  using sums = std::vector<coverage_gap>;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    return detail::scanned(paths, threads, gap_list(paths, o)).result();
  }
};

/// `spread_gaps`.
struct gap_spread_analysis {
  static constexpr std::string_view name = "gaps over time";
  using options = gap_options;
  using sums = gap_spread;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    auto out = detail::scanned(paths, threads, gap_spread_tally(paths, o)).result();
    std::erase_if(out.months, [](const month_of_gaps& m) { return m.clients == 0; });
    return out;
  }
  // Every month from the first to the last.
  static gap_spread finish(sums all) {
    std::vector<month_of_gaps> months;
    for (const auto& m : all.months) {
      while (!months.empty()) {
        auto next = months.back().month;
        next = next.month == 12 ? calendar_month{next.year + 1, 1} : calendar_month{next.year, next.month + 1};
        if (next >= m.month) break;
        months.push_back({next, {}, 0, 0});
      }
      months.push_back(m);
    }
    all.months = std::move(months);
    return all;
  }
};

/// `count_handovers`, but for receivers that no episode of the log is called by: only the whole log tells those. Parts in
/// which handovers are recorded do not go together with parts in which they are inferred.
struct handover_analysis {
  static constexpr std::string_view name = "handovers";
  using options = handover_options;
  using sums = handover_totals;
  static sums run(const pathways& paths, const options& o, unsigned threads, label_table& names, std::string& basis) {
    const auto by_coverage = paths.read_as(reading::coverage);
    auto all = detail::scanned(by_coverage, threads, handover_tally(by_coverage, o)).result();
    basis = all.are_inferred ? "handovers are inferred" : "handovers are recorded";
    if (!all.are_inferred && !detail::has_proposals(paths.log())) basis += " without proposals";
    if (paths.log().consents().empty()) basis += ", no consents";
    names = std::move(all.names);
    all.total.unknown_receiver = {};
    for (auto& p : all.pairs) p.figures.unknown_receiver = {};
    return {all.are_inferred, std::move(all.total), std::move(all.pairs)};
  }
};

/// `count_worker_changes`; the pathways tell the log only.
struct worker_change_analysis {
  static constexpr std::string_view name = "changes of worker";
  using options = worker_change_options;
  using sums = worker_change_counts;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    const auto workers = by_workers(paths.log(), o);
    return detail::scanned(workers, threads, worker_change_tally(workers, o)).result();
  }
};

/// `count_obligations`, but for what is `unmatched`: only the whole log tells that. Parts of which one holds records of a
/// sort and another none do not go together, where an obligation speaks of them.
struct obligation_analysis {
  static constexpr std::string_view name = "obligations";
  using options = obligations_asked;
  using sums = std::vector<detail::numbered_obligation>;
  static sums run(const pathways& paths, const options& o, unsigned threads) {
    auto counts = detail::scanned(paths, threads, obligation_tally(paths.log(), o.obligations, o.how)).result();
    sums out;
    for (auto& c : counts) {
      c.standing.unmatched.clear();
      out.push_back({static_cast<std::uint32_t>(out.size()), std::move(c)});
    }
    return out;
  }
  static void need_same_standing(const sums& a, const sums& b) {
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
      const auto &x = a[i].counts.standing, &y = b[i].counts.standing;
      if (x.status != y.status || x.obstacle != y.obstacle)
        throw partial_error(
            "polku: these partial results do not go together: an obligation speaks of records that one part holds and "
            "another does not; use fewer, larger parts, or the option absent_means_none");
    }
  }
  static std::vector<obligation_counts> finish(const sums& all) {
    std::vector<obligation_counts> out;
    for (const auto& o : all) out.push_back(o.counts);
    return out;
  }
};

}  // namespace polku::inline v0
