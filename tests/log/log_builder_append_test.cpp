// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../random_records.hpp"

#include <polku/log/has_same_records.hpp>

#include <gtest/gtest.h>

#include <random>
#include <utility>
#include <vector>

namespace {

using namespace polku;
using polku_test::add_random_records;
using polku_test::day;

TEST(HasSameRecords, TellsLogsApart) {
  const auto log = [](const char* service, int end, std::optional<int> milestone_at) {
    log_builder builder;
    (void)builder.add(episode{.client = "c", .service = "before", .start = day(0), .end = day(1)});
    (void)builder.add(episode{.client = "c", .service = service, .start = day(1), .end = day(end)});
    if (milestone_at) (void)builder.add(milestone{"c", day(*milestone_at), "exit"});
    return builder.finish(day(20));
  };
  EXPECT_TRUE(has_same_records(log("s", 5, 3), log("s", 5, 3)));
  EXPECT_FALSE(has_same_records(log("s", 5, 3), log("t", 5, 3)));
  EXPECT_FALSE(has_same_records(log("s", 5, 3), log("s", 6, 3)));
  EXPECT_FALSE(has_same_records(log("s", 5, 3), log("s", 5, 4)));
  EXPECT_FALSE(has_same_records(log("s", 5, 3), log("s", 5, {})));
}

TEST(HasSameRecords, DoesNotMindHowNamesAreNumbered) {
  const auto log = [](bool is_reversed) {
    log_builder builder;
    for (int i = 0; i < 2; ++i) {
      const int day_of = is_reversed ? 1 - i : i;
      (void)builder.add(
          episode{.client = "c", .service = day_of == 0 ? "first" : "second", .start = day(day_of), .end = day(9)});
    }
    return builder.finish();
  };
  ASSERT_NE(log(false).label_of(0, field::services), log(true).label_of(0, field::services));
  EXPECT_TRUE(has_same_records(log(false), log(true)));
}

// Builders appended in any division give what one builder gives, to the last label and place.
TEST(LogBuilder, AppendsTheRecordsOfAnother) {
  std::mt19937 random(77);
  for (int round = 0; round < 300; ++round) {
    const auto seed = random();
    const auto parts = 1 + random() % 4;
    log_builder whole, together;
    std::mt19937 one(seed), other(seed);
    for (std::size_t p = 0; p < parts; ++p) {
      const polku_test::random_records_options o{.episodes = random() % 700};
      add_random_records(one, o, whole);
      log_builder part;
      add_random_records(other, o, part);
      together.append(std::move(part), static_cast<std::uint32_t>(together.episode_count()));
      EXPECT_EQ(part.episode_count(), 0u);
    }
    const auto a = whole.finish(), b = together.finish();
    ASSERT_TRUE(has_same_records(a, b));
    for (event_log::index i = 0; i < a.size(); ++i) {
      ASSERT_EQ(a.place_of(i), b.place_of(i));
      for (const auto f : {field::organisations, field::services, field::roles, field::workers})
        ASSERT_EQ(a.label_of(i, f), b.label_of(i, f));
      ASSERT_EQ(a.phase_of(i), b.phase_of(i));
    }
  }
}

TEST(LogBuilder, AppendsPlacesWithTheirOffset) {
  log_builder first, second;
  const auto add = [](log_builder& to, std::optional<std::uint32_t> place) {
    EXPECT_TRUE(to.add(episode{.client = "c", .service = "s", .start = day(0), .end = day(1)}, place));
  };
  add(first, 2);
  add(second, 1);
  add(second, 5);
  first.append(std::move(second), 10);
  const auto log = first.finish();
  EXPECT_EQ(log.place_of(0), 2u);
  EXPECT_EQ(log.place_of(1), 11u);
  EXPECT_EQ(log.place_of(2), 15u);
}

}  // namespace
