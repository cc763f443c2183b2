// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/core/time_zone.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace polku;

time_point at(std::string_view text) { return read_time(text).at; }

// What the clocks of Helsinki meant, as UTC; "skipped" and "repeated" where that has to be said.
std::string in_helsinki(std::string_view local) {
  const auto read = time_zone::helsinki().to_utc(at(local));
  const std::string_view kinds[] = {"", "repeated ", "skipped "};
  return std::string(kinds[static_cast<std::size_t>(read.what)]) + to_string(read.at, resolution::instant);
}

TEST(TimeZone, KnowsFinnishSummerTime) {
  EXPECT_EQ(in_helsinki("2022-01-15 12:00"), "2022-01-15T10:00:00Z");
  EXPECT_EQ(in_helsinki("2022-07-15 12:00"), "2022-07-15T09:00:00Z");
}

TEST(TimeZone, ChangesAtThreeInSpringAndAtFourInAutumn) {
  EXPECT_EQ(in_helsinki("2022-03-27 02:59:59"), "2022-03-27T00:59:59Z");
  EXPECT_EQ(in_helsinki("2022-03-27 03:00"), "skipped 2022-03-27T01:00:00Z");
  EXPECT_EQ(in_helsinki("2022-03-27 03:59:59"), "skipped 2022-03-27T01:59:59Z");
  EXPECT_EQ(in_helsinki("2022-03-27 04:00"), "2022-03-27T01:00:00Z");
  EXPECT_EQ(in_helsinki("2022-10-30 02:59:59"), "2022-10-29T23:59:59Z");
  EXPECT_EQ(in_helsinki("2022-10-30 03:00"), "repeated 2022-10-30T00:00:00Z");
  EXPECT_EQ(in_helsinki("2022-10-30 03:59:59"), "repeated 2022-10-30T00:59:59Z");
  EXPECT_EQ(in_helsinki("2022-10-30 04:00"), "2022-10-30T02:00:00Z");
}

// From the rules of the IANA time zone database for Europe/Helsinki.
TEST(TimeZone, KnowsTheRulesOfFormerYears) {
  EXPECT_EQ(in_helsinki("1980-07-01 12:00"), "1980-07-01T10:00:00Z");
  EXPECT_EQ(in_helsinki("1981-03-29 01:59"), "1981-03-28T23:59:00Z");
  EXPECT_EQ(in_helsinki("1981-03-29 02:30"), "skipped 1981-03-29T00:30:00Z");
  EXPECT_EQ(in_helsinki("1982-09-26 02:30"), "repeated 1982-09-25T23:30:00Z");
  EXPECT_EQ(in_helsinki("1983-03-27 02:30"), "1983-03-27T00:30:00Z");
  EXPECT_EQ(in_helsinki("1995-09-24 03:30"), "repeated 1995-09-24T00:30:00Z");
  EXPECT_EQ(in_helsinki("1995-10-10 12:00"), "1995-10-10T10:00:00Z");
  EXPECT_EQ(in_helsinki("1996-10-10 12:00"), "1996-10-10T09:00:00Z");
  EXPECT_EQ(in_helsinki("1942-04-03 00:30"), "skipped 1942-04-02T22:30:00Z");
  EXPECT_EQ(in_helsinki("1942-07-01 12:00"), "1942-07-01T09:00:00Z");
  EXPECT_EQ(in_helsinki("1942-10-04 00:30"), "repeated 1942-10-03T21:30:00Z");
  EXPECT_EQ(in_helsinki("1400-01-02 00:00"), "1400-01-01T22:00:00Z");
}

TEST(TimeZone, IsFoundByItsName) {
  const auto noon = at("2022-07-15 12:00");
  const auto utc_hour = [&](std::string_view name) {
    return (find_time_zone(name).value().to_utc(noon).at - at("2022-07-15")).in_days() * 24;
  };
  EXPECT_EQ(utc_hour("UTC"), 12);
  EXPECT_EQ(utc_hour("Europe/Helsinki"), 9);
  EXPECT_EQ(utc_hour("europe/helsinki"), 9);
  EXPECT_EQ(utc_hour("+02:00"), 10);
  EXPECT_EQ(utc_hour("-0530"), 17.5);
  for (const auto* unknown : {"", "Mars/Olympus", "+", "+25:00", "2", "+02:00x"})
    EXPECT_FALSE(find_time_zone(unknown)) << unknown;
}

}  // namespace
