// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/obligations/count_obligations.hpp>
#include <polku/partials/partial.hpp>
#include <polku/partials/partial_error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Obligations, and how they are evaluated.
struct obligations_asked {
  std::vector<obligation> obligations = {};
  obligation_options how = {};
};

namespace detail {

template <>
inline constexpr std::size_t size_of_enum<evaluability> = static_cast<std::size_t>(evaluability::kinds_unknown) + 1;
template <>
inline constexpr std::size_t size_of_enum<subject_kind> = static_cast<std::size_t>(subject_kind::receiver) + 1;
template <>
inline constexpr std::size_t size_of_enum<obligation_form> = static_cast<std::size_t>(obligation_form::during_each) + 1;

// An obligation's counts by its place among those that were evaluated.
struct numbered_obligation {
  std::uint32_t number = 0;
  obligation_counts counts;

  friend bool operator==(const numbered_obligation&, const numbered_obligation&) = default;
};

template <>
struct parts<subject> {
  static auto of(auto& x) { return std::tie(x.kind, x.name); }
};
template <>
struct parts<organisation> {
  static auto of(auto& x) { return std::tie(x.name, x.kind); }
};
template <>
struct parts<obligation_options> {
  static auto of(auto& x) { return std::tie(x.exits, x.phases, x.organisations, x.absent_means_none); }
};
template <>
struct parts<obligation> {
  static auto of(auto& x) {
    return std::tie(x.name, x.form, x.when, x.needed, x.limit, x.until_first, x.times, x.counts_running);
  }
};
template <>
struct parts<obligations_asked> {
  static auto of(auto& x) { return std::tie(x.obligations, x.how); }
};
template <>
struct parts<obligation_standing> {
  static auto of(auto& x) { return std::tie(x.status, x.obstacle, x.unmatched); }
};
template <>
struct parts<obligation_counts> {
  static auto of(auto& x) { return std::tie(x.standing, x.of_outcome, x.vacuous); }
};
template <>
struct parts<numbered_obligation> {
  static auto of(auto& x) { return std::tie(x.number, x.counts); }
};

}  // namespace detail

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
