// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../random_records.hpp"
#include "../temp_folder.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/io/csv/write_csv.hpp>
#include <polku/log/has_same_records.hpp>

#include <random>
#include <sstream>

namespace {

using namespace polku;
using polku_test::day;

class WriteCsv : public polku_test::TempFolder {};

std::string csv_of(const event_log& log) {
  std::ostringstream out;
  write_csv(log, out);
  return out.str();
}

TEST_F(WriteCsv, WritesOnlyTheColumnsThatAreFilled) {
  log_builder builder;
  (void)builder.add(episode{.client = "c", .service = "a, \"b\"", .start = day(0), .end = day(31)});
  (void)builder.add(episode{.client = "c", .service = "s", .worker = "Aino", .start = day(31)});
  EXPECT_EQ(csv_of(builder.finish()),
            "client,service,worker,start,end\n"
            "c,\"a, \"\"b\"\"\",,2020-01-01,2020-02-01\n"
            "c,s,Aino,2020-02-01,\n");
}

TEST_F(WriteCsv, WritesPointEventsWithoutEnds) {
  log_builder builder;
  (void)builder.add(episode{.client = "c",
                            .service = "s",
                            .start = day(0) + duration::from_microseconds(1'500'000),
                            .end = day(0) + duration::from_microseconds(1'500'000)});
  EXPECT_EQ(csv_of(builder.finish()), "client,service,start\nc,s,2020-01-01T00:00:01.500000Z\n");
}

TEST_F(WriteCsv, RefusesWhatCsvCannotSay) {
  for (const std::string_view name : {std::string_view("NA"), std::string_view("a\0b", 3), std::string_view("ty\xF6")}) {
    log_builder builder;
    (void)builder.add(episode{.client = "c", .service = name, .start = day(0)});
    EXPECT_THROW((void)csv_of(builder.finish()), std::invalid_argument);
  }
  log_builder builder;
  (void)builder.add(episode{.client = "NA", .service = "s", .start = day(0)});
  EXPECT_EQ(csv_of(builder.finish()), "client,service,start,end\nNA,s,2020-01-01,\n");
}

TEST_F(WriteCsv, ReadsBackAsTheSameLog) {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    log_builder builder;
    polku_test::add_random_records(
        random,
        {.episodes = random() % 40, .only_points = random() % 4 == 0, .only_days = random() % 2 == 0, .has_others = false},
        builder);
    const auto log = builder.finish();
    const auto back = read_csv(file("x.csv", csv_of(log)), {.cutoff = log.cutoff()});
    ASSERT_TRUE(back.rejected.empty());
    ASSERT_TRUE(has_same_records(back.log, log));
  }
}

TEST_F(WriteCsv, ReadsBackAsTheSameBundle) {
  std::mt19937 random(12);
  for (int round = 0; round < 100; ++round) {
    log_builder builder;
    polku_test::add_random_records(random, {.episodes = 30, .clients = 3, .has_others = random() % 2 == 0}, builder);
    const auto log = builder.finish();
    write_bundle(log, folder_ / "bundle");
    const auto back = read_bundle(folder_ / "bundle", {.cutoff = log.cutoff()});
    ASSERT_TRUE(back.rejected.empty());
    ASSERT_TRUE(has_same_records(back.log, log));
  }
}

}  // namespace
