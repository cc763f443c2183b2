// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>
#include <polku/core/time.hpp>
#include <polku/core/time_text.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace polku::inline v0 {

/// How the clocks stand where records were written, for times without an offset: UTC, a fixed offset, or Finnish time with
/// its daylight saving.
class time_zone {
 public:
  /// UTC.
  constexpr time_zone() = default;

  /// East of Greenwich is positive: Finland's standard time is two hours.
  [[nodiscard]] static constexpr time_zone fixed(duration offset) { return {offset, false}; }

  /// Europe/Helsinki: UTC+2, and UTC+3 in summer. Summer time was kept from 3 April to 4 October 1942 and every year since
  /// 1981: from the last Sunday of March to the last of September, since 1996 of October, the clocks changing at 03:00 and
  /// 04:00 (1981 and 1982: at 02:00 and 03:00; 1942: at 00:00 and 01:00). As the IANA time zone database has it; local time
  /// before May 1921, 20 minutes behind, is not known.
  [[nodiscard]] static constexpr time_zone helsinki() { return {duration::from_microseconds(2 * hour), true}; }

  /// What a local time can be.
  enum class kind : std::uint8_t {
    plain,
    repeated,  ///< of the hour that comes twice when summer time ends: taken as the first, which is still summer time
    skipped,   ///< of the hour that no clock showed when summer time began
  };
  struct reading {
    time_point at;
    kind what = kind::plain;
  };

  /// The point in time at which clocks showed `local` (a time point whose date and time of day are the clock's). O(1).
  [[nodiscard]] reading to_utc(time_point local) const {
    const auto by_standard_time = local - offset_;
    if (!has_summer_time_) return {by_standard_time, kind::plain};
    const auto summer = duration::from_microseconds(hour);
    const auto by_summer_time = by_standard_time - summer;
    const bool was_summer = is_summer(by_summer_time), is_still_summer = is_summer(by_standard_time);
    if (was_summer) return {by_summer_time, is_still_summer ? kind::plain : kind::repeated};
    return {by_standard_time, is_still_summer ? kind::skipped : kind::plain};
  }

 private:
  static constexpr std::int64_t hour = 3'600'000'000;

  constexpr time_zone(duration offset, bool has_summer_time) : offset_(offset), has_summer_time_(has_summer_time) {}

  [[nodiscard]] static bool is_summer(time_point utc) {
    if (utc < time_point(date(1942, 1, 1))) return false;
    const int year = utc.day().year();
    const auto hours = [](int n) { return duration::from_microseconds(n * hour); };
    if (year == 1942)
      return utc >= time_point(date(1942, 4, 2)) + hours(22) && utc < time_point(date(1942, 10, 3)) + hours(22);
    if (year < 1981) return false;
    const auto change = hours(year < 1983 ? 0 : 1);
    return utc >= last_sunday(year, 3) + change && utc < last_sunday(year, year < 1996 ? 9 : 10) + change;
  }

  [[nodiscard]] static time_point last_sunday(int year, int month) {
    const date last(static_cast<unsigned short>(year), static_cast<unsigned short>(month), month == 9 ? 30 : 31);
    return last - days(last.day_of_week().as_number());  // 0 is Sunday
  }

  duration offset_;
  bool has_summer_time_ = false;
};

/// The zone that a text names: "UTC", an offset such as "+02:00", "Europe/Helsinki" or "Finland"; nothing for another text.
[[nodiscard]] inline std::optional<time_zone> find_time_zone(std::string_view name) {
  if (is_same_term(name, "UTC") || is_same_term(name, "Z")) return time_zone();
  for (const std::string_view finland : {"Europe/Helsinki", "Europe/Mariehamn", "Finland", "Helsinki"})
    if (is_same_term(name, finland)) return time_zone::helsinki();
  if (name.empty() || (name[0] != '+' && name[0] != '-')) return std::nullopt;
  const auto midnight = read_time(std::string("1970-01-01T00:00") + std::string(name));
  if (!midnight) return std::nullopt;
  return time_zone::fixed(time_point() - midnight.at);
}

}  // namespace polku::inline v0
