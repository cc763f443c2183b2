// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/find_problems.hpp>
#include <polku/quality/instrument.hpp>

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0 {

namespace detail {

class instrument_checker {
 public:
  explicit instrument_checker(const instrument& i) : i_(i) {}

  std::vector<design_problem> check() {
    if (i_.name.empty()) add("name", "is empty; an instrument needs a name");
    check_scale("scale", i_.scale);
    if (i_.sections.empty()) add("sections", "is empty; items stand in sections");
    for (std::size_t s = 0; s < i_.sections.size(); ++s) {
      const auto at = fmt::format("sections[{}].name", s);
      if (i_.sections[s].name.empty()) add(at, "is empty; a section needs a name");
      if (*i_.find_section(i_.sections[s].name) != s)
        add(at, fmt::format("'{}' is a section already; sections are told by name", i_.sections[s].name));
    }
    if (i_.items.empty()) add("items", "is empty; what is scored?");
    for (std::size_t n = 0; n < i_.items.size(); ++n) check_item(fmt::format("items[{}]", n), n);
    check_bands();
    return std::move(problems_);
  }

 private:
  // Totals are sums of scores; nobody gives a thousand points to one item.
  static constexpr unsigned most_points = 1000;

  void check_scale(const std::string& at, const score_scale& s) {
    if (s.lowest >= s.highest)
      add(at, fmt::format("goes from {} to {}; the highest score is above the lowest", s.lowest, s.highest));
    if (s.highest > most_points) add(at, fmt::format("goes up to {}; at most {} points are given", s.highest, most_points));
  }

  void check_item(const std::string& at, std::size_t n) {
    const auto& item = i_.items[n];
    if (item.number == 0) add(at + ".number", "is 0; items are numbered from 1");
    if (*i_.find_item(item.number) != n)
      add(at + ".number", fmt::format("{} is an item already; items are told by number", item.number));
    if (item.name.empty()) add(at + ".name", "is empty; an item needs a name");
    if (!i_.find_section(item.section))
      add(at + ".section", fmt::format("'{}' is no section of the instrument", item.section));
    if (item.scale) check_scale(at + ".scale", *item.scale);
    check_anchors(at, item);
  }

  void check_anchors(const std::string& at, const instrument_item& item) {
    const score_anchor* last = nullptr;  // the last one with a bound
    std::optional<unsigned> before;
    for (std::size_t k = 0; k < item.anchors.size(); ++k) {
      const auto& a = item.anchors[k];
      const auto here = fmt::format("{}.anchors[{}]", at, k);
      if (!i_.scale_of(item).holds(a.score))
        add(here + ".score", fmt::format("{} is not on the scale from {} to {}", a.score, i_.scale_of(item).lowest,
                                         i_.scale_of(item).highest));
      if (before && a.score <= *before) add(here + ".score", "does not rise; anchors stand in the order of their scores");
      before = a.score;
      if (a.at_least && a.at_most) {
        add(here, "has two bounds; give at_least where more is better, at_most where less is");
        continue;
      }
      const auto bound = a.at_least ? a.at_least : a.at_most;
      if (!bound) {
        if (last) add(here, "has no bound, but a lower score has one");
        continue;
      }
      if (!std::isfinite(*bound)) {
        add(here, "has a bound that is no number");
      } else if (last && last->at_least.has_value() != a.at_least.has_value()) {
        add(here, "has a bound of the other direction than the score before");
      } else if (last && (a.at_least ? *a.at_least <= *last->at_least : *a.at_most >= *last->at_most)) {
        add(here, "has a bound that is not stricter than that of the score before");
      }
      last = &a;
    }
  }

  void check_bands() {
    for (std::size_t b = 0; b < i_.bands.size(); ++b) {
      const auto& band = i_.bands[b];
      const auto at = fmt::format("bands[{}]", b);
      if (band.name.empty()) add(at + ".name", "is empty; a band needs a name");
      if (b != 0 && band.at_least <= i_.bands[b - 1].at_least)
        add(at + ".at_least", fmt::format("is {}, not above the {} of the band before; bands ascend", band.at_least,
                                          i_.bands[b - 1].at_least));
      if (!i_.items.empty() && band.at_least > i_.highest_total())
        add(at + ".at_least", fmt::format("is {}; no total is above {}", band.at_least, i_.highest_total()));
    }
    if (!i_.bands.empty() && !i_.items.empty() && i_.bands.front().at_least > i_.lowest_total())
      add("bands[0].at_least",
          fmt::format("is {}; a total of {} would be in no band", i_.bands.front().at_least, i_.lowest_total()));
  }

  void add(std::string member, std::string fact) { problems_.push_back({std::move(member), std::move(fact)}); }

  const instrument& i_;
  std::vector<design_problem> problems_;
};

}  // namespace detail

/// What does not hold together in an instrument, each with the member that it is about; empty where all is well.
/// O(items^2 + anchors).
[[nodiscard]] inline std::vector<design_problem> find_problems(const instrument& i) {
  return detail::instrument_checker(i).check();
}

}  // namespace polku::inline v0
