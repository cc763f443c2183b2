// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/subject.hpp>
#include <polku/obligations/obligation_options.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace polku::inline v0::detail {

// Some of the subjects that obligations speak of, by their bits.
using subject_set = std::uint64_t;

// The different subjects of some obligations, numbered.
class subject_bits {
 public:
  static constexpr std::size_t most = 64;

  // Its bit, newly given where it is not known yet.
  std::uint32_t add(const subject& s) {
    const auto bit = find(s);
    if (bit != subjects_.size()) return bit;
    if (bit == most)
      throw std::length_error("polku: the obligations speak of more than 64 different subjects; evaluate them in parts");
    subjects_.push_back(s);
    return bit;
  }
  // One more than the last where it is not known.
  [[nodiscard]] std::uint32_t find(const subject& s) const {
    std::uint32_t i = 0;
    while (i != subjects_.size() && !is_same(subjects_[i], s)) ++i;
    return i;
  }
  [[nodiscard]] const std::vector<subject>& all() const { return subjects_; }
  static bool is_same(const subject& a, const subject& b) { return a.kind == b.kind && is_same_term(a.name, b.name); }

 private:
  std::vector<subject> subjects_;
};

// Whether a subject of a kind that has names means what is called `name`, which is not empty.
inline bool is_meant(const subject& s, std::string_view name, const obligation_options& options) {
  if (s.kind == subject_kind::organisation_kind)
    return std::any_of(options.organisations.begin(), options.organisations.end(), [&](const organisation& o) {
      return is_same_term(o.name, name) && (s.name.empty() ? !o.kind.empty() : is_same_term(o.kind, s.name));
    });
  if (s.name.empty() || is_same_term(name, s.name)) return true;
  if (s.kind != subject_kind::phase) return false;
  const auto rank = options.phases.rank_of(s.name);
  return rank && options.phases.rank_of(name) == rank;
}

// What there is any record of.
struct recorded_sorts {
  bool episodes, organisations, roles, workers, phases, milestones, plans, consents, handovers;

  [[nodiscard]] bool holds(const subject& s) const {
    switch (s.kind) {
      case subject_kind::any_service:
      case subject_kind::service:
      case subject_kind::receiver:
        return episodes;
      case subject_kind::organisation:
      case subject_kind::organisation_kind:
        return organisations;
      case subject_kind::role:
        return roles;
      case subject_kind::worker:
        return workers;
      case subject_kind::phase:
        return phases;
      case subject_kind::milestone:
        return milestones;
      case subject_kind::plan:
        return plans;
      case subject_kind::consent:
        return consents;
      case subject_kind::handover:
        return handovers;
    }
    return false;
  }
};

// Whether records tell of what a subject speaks of.
inline evaluability evaluability_of(const subject& s, const recorded_sorts& recorded, const obligation_options& options) {
  const bool is_of_kinds = s.kind == subject_kind::organisation_kind;
  if (is_of_kinds && std::all_of(options.organisations.begin(), options.organisations.end(),
                                 [](const organisation& o) { return o.kind.empty(); }))
    return evaluability::kinds_unknown;
  return options.absent_means_none || recorded.holds(s) ? evaluability::evaluated : evaluability::not_recorded;
}

// `is_matched(subject)`: whether any record is called so.
template <class IsMatched>
obligation_standing standing_of(const obligation& o, const recorded_sorts& recorded, const obligation_options& options,
                                IsMatched is_matched) {
  obligation_standing out;
  const auto look_at = [&](const subject& s) {
    const auto status = evaluability_of(s, recorded, options);
    if (out.status == evaluability::evaluated && status != evaluability::evaluated) {
      out.status = status;
      out.obstacle = s;
    }
    if (status == evaluability::evaluated && !is_matched(s)) out.unmatched.push_back(s);
  };
  look_at(o.when);
  for (const auto& y : o.needed) look_at(y);
  if (o.until_first) look_at(*o.until_first);
  return out;
}

}  // namespace polku::inline v0::detail
