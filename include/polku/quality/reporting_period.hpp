// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/interval.hpp>

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace polku::inline v0 {

/// A stretch of time that figures are reported for, `[start, end)`.
struct reporting_period {
  std::string name;
  interval span;

  friend bool operator==(const reporting_period&, const reporting_period&) = default;
};

namespace detail {
// From the first day of a month, counted from 1 of the year on, for some months.
inline interval months_from(int year, int month, int count) {
  if (year < 1400 || year > 9998) throw std::out_of_range("polku: a period lies in the years 1400 to 9998");
  const auto first_of = [](int y, int m) {
    return date(static_cast<unsigned short>(y + (m - 1) / 12), static_cast<unsigned short>((m - 1) % 12 + 1), 1);
  };
  return {first_of(year, month), first_of(year, month + count)};
}
}  // namespace detail

/// A quarter of a calendar year, 1 to 4, such as "2020 Q3".
///
/// \throws std::out_of_range for another number, and std::out_of_range for a year outside 1400 to 9998.
[[nodiscard]] inline reporting_period quarter(int year, int number) {
  if (number < 1 || number > 4) throw std::out_of_range("polku: a year has the quarters 1 to 4");
  return {fmt::format("{} Q{}", year, number), detail::months_from(year, 3 * number - 2, 3)};
}
/// A month of a calendar year, 1 to 12, such as "2020-07". \throws as `quarter`.
[[nodiscard]] inline reporting_period month(int year, int number) {
  if (number < 1 || number > 12) throw std::out_of_range("polku: a year has the months 1 to 12");
  return {fmt::format("{}-{:02}", year, number), detail::months_from(year, number, 1)};
}
/// A calendar year, such as "2020".
[[nodiscard]] inline reporting_period calendar_year(int year) {
  return {fmt::format("{}", year), detail::months_from(year, 1, 12)};
}

/// The quarters from the one that holds `first` to the one that holds `last`; none where `last` is before.
[[nodiscard]] inline std::vector<reporting_period> quarters_between(time_point first, time_point last) {
  std::vector<reporting_period> out;
  const auto from = first.day(), to = last.day();
  for (int year = from.year(), number = (from.month() + 2) / 3;
       year < to.year() || (year == to.year() && number <= (to.month() + 2) / 3); ++number) {
    if (number == 5) {
      number = 0;
      ++year;
      continue;
    }
    out.push_back(quarter(year, number));
  }
  return out;
}

/// The months from the one that holds `first` to the one that holds `last`; none where `last` is before.
[[nodiscard]] inline std::vector<reporting_period> months_between(time_point first, time_point last) {
  std::vector<reporting_period> out;
  const auto from = first.day(), to = last.day();
  const int end = to.year() * 12 + to.month() - 1;
  for (int m = from.year() * 12 + from.month() - 1; m <= end; ++m) out.push_back(month(m / 12, m % 12 + 1));
  return out;
}

}  // namespace polku::inline v0
