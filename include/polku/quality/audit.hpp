// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>
#include <polku/core/time_text.hpp>
#include <polku/log/record_check.hpp>
#include <polku/model/find_problems.hpp>
#include <polku/quality/instrument.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// The points that an item got.
struct item_score {
  unsigned item = 0;  ///< its number
  unsigned score = 0;

  friend bool operator==(const item_score&, const item_score&) = default;
};

/// The scores that one rater gave. An item that is not there was not scored.
struct rater_scores {
  std::string rater;
  std::vector<item_score> scores = {};

  friend bool operator==(const rater_scores&, const rater_scores&) = default;
};

/// An audit of a service on one day, by one or more raters who score on their own and may agree on scores afterwards.
struct audit {
  std::string service;
  time_point at;
  std::string instrument_name = {};
  std::string note = {};
  std::vector<rater_scores> raters = {};
  std::vector<item_score> agreed = {};  ///< what the raters agreed on; it stands in place of their own scores

  friend bool operator==(const audit&, const audit&) = default;
};

namespace detail {

inline void check_scores(const std::string& at, std::string_view by, const std::vector<item_score>& scores,
                         const instrument& by_what, std::vector<design_problem>& problems) {
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const auto& s = scores[i];
    const auto here = fmt::format("{}[{}]", at, i);
    const auto found = by_what.find_item(s.item);
    if (!found) {
      problems.push_back(
          {here + ".item", fmt::format("there is no item {}; the instrument has {} items, the last of them {}", s.item,
                                       by_what.items.size(), by_what.items.back().number)});
      continue;
    }
    const auto& scale = by_what.scale_of(by_what.items[*found]);
    if (!scale.holds(s.score))
      problems.push_back({here + ".score", fmt::format("item {} has a score of {}; the scale goes from {} to {}", s.item,
                                                       s.score, scale.lowest, scale.highest)});
    for (std::size_t j = 0; j < i; ++j)
      if (scores[j].item == s.item) {
        problems.push_back({here + ".item", fmt::format("item {} has two scores {}; keep one of them", s.item, by)});
        break;
      }
  }
}

}  // namespace detail

/// What does not hold together in an audit by an instrument: a score off the scale, an unknown item, two scores for one item
/// by one rater, a rater who is there twice, another instrument, a time beyond the calendar. An item without a score is no
/// problem: it is seen in the result. O(scores * items). Precondition: `find_problems(by_what)` is empty.
[[nodiscard]] inline std::vector<design_problem> find_problems(const audit& a, const instrument& by_what) {
  std::vector<design_problem> problems;
  if (a.service.empty()) problems.push_back({"service", "is empty; which service was audited?"});
  if (!detail::is_in_range(a.at)) problems.push_back({"at", "is beyond the calendar, which has the years 1400 to 9999"});
  if (!a.instrument_name.empty() && a.instrument_name != by_what.name)
    problems.push_back({"instrument", fmt::format("the audit is by '{}', not by '{}'", a.instrument_name, by_what.name)});
  for (std::size_t r = 0; r < a.raters.size(); ++r) {
    const auto at = fmt::format("raters[{}]", r);
    if (a.raters[r].rater.empty()) problems.push_back({at + ".rater", "is empty; a letter will do, raters need no names"});
    for (std::size_t q = 0; q < r; ++q)
      if (a.raters[q].rater == a.raters[r].rater) {
        problems.push_back({at + ".rater", "is there twice; keep one list of scores for each rater"});
        break;
      }
    detail::check_scores(at + ".scores", "by one rater", a.raters[r].scores, by_what, problems);
  }
  detail::check_scores("agreed", "that were agreed on", a.agreed, by_what, problems);
  return problems;
}

/// What does not hold together in a series of audits by one instrument: as for each of them, and dates of a service that do
/// not ascend. Members are named from the series on, such as `[1].raters[0]`. O(audits^2 + scores * items).
[[nodiscard]] inline std::vector<design_problem> find_problems(const std::vector<audit>& audits, const instrument& by_what) {
  std::vector<design_problem> problems;
  for (std::size_t n = 0; n < audits.size(); ++n) {
    for (auto& p : find_problems(audits[n], by_what)) problems.push_back({fmt::format("[{}].{}", n, p.member), p.fact});
    for (std::size_t m = n; m-- > 0;) {
      if (audits[m].service != audits[n].service) continue;
      if (audits[m].at >= audits[n].at && detail::is_in_range(audits[m].at) && detail::is_in_range(audits[n].at))
        problems.push_back(
            {fmt::format("[{}].at", n),
             fmt::format("{} is not after {}, the audit before of the same service; put them in the order of "
                         "their dates",
                         to_string(audits[n].at, resolution::day), to_string(audits[m].at, resolution::day))});
      break;
    }
  }
  return problems;
}

}  // namespace polku::inline v0
