// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/core/duration_sum.hpp>
#include <polku/core/interval.hpp>
#include <polku/core/time_text.hpp>

#include <gtest/gtest.h>
#include <boost/date_time/posix_time/posix_time_types.hpp>

#include <chrono>

namespace {

using namespace polku;

TEST(Duration, ComesFromBoostAndChronoAlike) {
  using namespace std::chrono_literals;
  EXPECT_EQ(duration(days(2)), duration(48h));
  EXPECT_EQ(duration(boost::posix_time::minutes(90)), duration(90min));
  EXPECT_EQ(duration(days(1)).microseconds(), 86'400'000'000);
  EXPECT_DOUBLE_EQ(duration(36h).in_days(), 1.5);
}

TEST(Duration, DoesNotComeFromABareNumber) {
  static_assert(!std::is_convertible_v<int, duration>);
  static_assert(!std::is_constructible_v<duration, int>);
  static_assert(!std::is_convertible_v<std::chrono::nanoseconds, duration>, "would lose a part");
  static_assert(std::is_convertible_v<std::chrono::microseconds, duration>);
}

TEST(Duration, RefusesASpecialOne) {
  EXPECT_THROW(duration(days(boost::date_time::pos_infin)), std::invalid_argument);
  EXPECT_THROW(duration(boost::posix_time::time_duration(boost::posix_time::not_a_date_time)), std::invalid_argument);
}

TEST(Duration, RefusesOneThatIsTooLong) {
  EXPECT_THROW(duration{std::chrono::hours::max()}, std::out_of_range);
  EXPECT_THROW(duration{std::chrono::hours::min()}, std::out_of_range);
  EXPECT_THROW(duration(days(200'000'000)), std::out_of_range);
  EXPECT_EQ(duration(std::chrono::microseconds::max()).microseconds(), std::chrono::microseconds::max().count());
  EXPECT_EQ(duration(days(4'000'000)), duration(std::chrono::hours(24 * 4'000'000)));
}

TEST(DurationSum, HoldsMoreThan64BitsOfMicroseconds) {
  duration_sum sum, other;
  const duration long_one = days(3'000'000) + duration(std::chrono::hours(1));
  for (int i = 0; i < 100'000; ++i) (i % 3 == 0 ? other : sum) += long_one;
  sum += other;
  EXPECT_DOUBLE_EQ(sum.in_days(), 300'000'000'000.0 + 100'000.0 / 24);
  duration_sum in_another_order;
  for (int i = 0; i < 100'000; ++i) in_another_order += days(3'000'000);
  for (int i = 0; i < 100'000; ++i) in_another_order += std::chrono::hours(1);
  EXPECT_TRUE(sum == in_another_order);
  in_another_order += std::chrono::microseconds(1);
  EXPECT_FALSE(sum == in_another_order);
  EXPECT_TRUE(duration_sum(days(1)) == duration_sum(std::chrono::hours(24)));
}

TEST(TimePoint, ComesFromBoostAndChronoAlike) {
  const time_point a = date(2022, 9, 5);
  const time_point b = boost::posix_time::ptime(date(2022, 9, 5), boost::posix_time::hours(8));
  const time_point c = std::chrono::sys_days(std::chrono::year(2022) / 9 / 5);
  EXPECT_EQ(a, c);
  EXPECT_EQ(b - a, duration(std::chrono::hours(8)));
  static_assert(!std::is_constructible_v<time_point, std::chrono::steady_clock::time_point>);
}

TEST(TimePoint, IsADayInTextWhereItIsAMidnight) {
  EXPECT_EQ(to_string(date(2022, 9, 5)), "2022-09-05");
  EXPECT_EQ(to_string(time_point(date(2022, 9, 5)) + duration::from_microseconds(1)), "2022-09-05T00:00:00.000001Z");
}

TEST(TimePoint, RefusesADateThatIsNone) {
  EXPECT_THROW(time_point{date()}, std::invalid_argument);
  EXPECT_THROW(time_point{date(boost::date_time::pos_infin)}, std::invalid_argument);
}

TEST(TimePoint, KnowsItsDayOnBothSidesOfTheEpoch) {
  for (const date d : {date(1400, 1, 1), date(1969, 12, 31), date(1970, 1, 1), date(2024, 2, 29), date(9999, 12, 31)}) {
    EXPECT_EQ(time_point(d).day(), d);
    EXPECT_EQ((time_point(d) + std::chrono::microseconds(86'399'999'999)).day(), d);
  }
}

TEST(TimePoint, OpenEndSortsAfterEverythingAndDifferencesDoNotOverflow) {
  EXPECT_GT(open_end, time_point(date(9999, 12, 31)));
  EXPECT_LT(time_point(date(1400, 1, 1)) - open_end, duration());
  EXPECT_GT(open_end - time_point(date(1400, 1, 1)), duration());
}

TEST(Interval, IsHalfOpen) {
  const interval i{date(2022, 9, 5), date(2022, 12, 1)};
  EXPECT_TRUE(i.is_active_at(date(2022, 9, 5)));
  EXPECT_TRUE(i.is_active_at(date(2022, 11, 30)));
  EXPECT_FALSE(i.is_active_at(date(2022, 12, 1)));
  const interval point{date(2022, 9, 5), date(2022, 9, 5)};
  EXPECT_FALSE(point.is_active_at(date(2022, 9, 5)));
  const interval open{date(2022, 9, 5)};
  EXPECT_EQ(open.length(date(2022, 9, 15)), duration(days(10)));
}

struct written {
  const char* text;
  const char* instant;  // null: a fault
  time_fault fault = time_fault::none;
};

void PrintTo(const written& w, std::ostream* out) { *out << w.text; }

class ReadTime : public testing::TestWithParam<written> {};

TEST_P(ReadTime, ReadsOrSaysWhy) {
  const auto time = read_time(GetParam().text);
  EXPECT_EQ(time.fault, GetParam().fault) << GetParam().text;
  if (GetParam().instant) {
    EXPECT_EQ(to_string(time.at, time.precision), GetParam().instant) << GetParam().text;
  }
}

INSTANTIATE_TEST_SUITE_P(Forms, ReadTime,
                         testing::Values(written{"2022-09-05", "2022-09-05"}, written{"2022/09/05", "2022-09-05"},
                                         written{"2022-9-5", "2022-09-05"}, written{"5.9.2022", "2022-09-05"},
                                         written{"05.09.2022", "2022-09-05"}, written{"29.2.2024", "2024-02-29"},
                                         written{"2022-09-05T08:00:00Z", "2022-09-05T08:00:00Z"},
                                         written{"2022-09-05 08:00", "2022-09-05T08:00:00Z"},
                                         written{"5.9.2022 8:00", "2022-09-05T08:00:00Z"},
                                         written{"5.9.2022 08:00:30", "2022-09-05T08:00:30Z"},
                                         written{"2014/10/22 11:15:41.000", "2014-10-22T11:15:41Z"},
                                         written{"2022-09-05T08:00:00.1234567", "2022-09-05T08:00:00.123456Z"},
                                         written{"2022-09-05T08:00:00,5+03:00", "2022-09-05T05:00:00.500000Z"},
                                         written{"2022-09-05T01:00:00+0300", "2022-09-04T22:00:00Z"},
                                         written{"2022-09-05T20:00:00 -08", "2022-09-06T04:00:00Z"},
                                         written{"1400-01-01", "1400-01-01"}, written{"9999-12-31", "9999-12-31"}));

INSTANTIATE_TEST_SUITE_P(
    Faults, ReadTime,
    testing::Values(
        written{"", nullptr, time_fault::unreadable}, written{"soon", nullptr, time_fault::unreadable},
        written{"2022-09", nullptr, time_fault::unreadable}, written{"2022-09/05", nullptr, time_fault::unreadable},
        written{"5/9/2022", nullptr, time_fault::unreadable}, written{"20220905", nullptr, time_fault::unreadable},
        written{"5.9.22", nullptr, time_fault::unreadable}, written{"2022-09-05T", nullptr, time_fault::unreadable},
        written{"2022-09-05T08", nullptr, time_fault::unreadable},
        written{"2022-09-05T08:00:00.", nullptr, time_fault::unreadable},
        written{"2022-09-05 x", nullptr, time_fault::unreadable},
        written{"2022-09-05T08:00:00+3", nullptr, time_fault::unreadable},
        written{"31.2.2022", nullptr, time_fault::no_such_day}, written{"2022-13-01", nullptr, time_fault::no_such_day},
        written{"2023-02-29", nullptr, time_fault::no_such_day}, written{"0.9.2022", nullptr, time_fault::no_such_day},
        written{"2022-09-05T24:00:00", nullptr, time_fault::no_such_day},
        written{"2022-09-05T12:60", nullptr, time_fault::no_such_day},
        written{"1399-12-31", nullptr, time_fault::out_of_range}, written{"0001-01-01", nullptr, time_fault::out_of_range},
        written{"9999-12-31T23:00:00-05:00", nullptr, time_fault::out_of_range},
        written{"1400-01-01T00:00:00+02:00", nullptr, time_fault::out_of_range}));

TEST(ReadTime, AgreesWithBoostOnEveryDayOfFourCenturies) {
  for (date d(1800, 1, 1); d < date(2200, 1, 1); d += days(1)) {
    const auto text = to_string(d, resolution::day);
    const auto ymd = d.year_month_day();
    ASSERT_EQ(text, std::to_string(ymd.year) + (ymd.month < 10 ? "-0" : "-") + std::to_string(ymd.month.as_number()) +
                        (ymd.day < 10 ? "-0" : "-") + std::to_string(ymd.day.as_number()));
    ASSERT_EQ(read_time(text).at, time_point(d));
  }
}

}  // namespace
