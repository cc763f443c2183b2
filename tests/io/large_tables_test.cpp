// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Tables of more than one block, read by one thread and by several; and damage of the kind that size brings.
#include "../temp_folder.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/log/has_same_records.hpp>

#include <mutex>
#include <random>
#include <string>

namespace {

using namespace polku;

class LargeTables : public polku_test::TempFolder {
 protected:
  static bool adds_up(const read_log& read) {
    return read.rows == read.log.record_count() + read.log.after_cutoff() + read.paired + read.rejected.size();
  }
  static std::string whole_table(std::mt19937& random, std::size_t bytes, bool has_lifecycle) {
    std::string text =
        has_lifecycle ? "client,service,organisation,start,lifecycle\n" : "client,service,organisation,start,end\n";
    const auto number = [&](unsigned n) { return std::to_string(random() % n); };
    while (text.size() < bytes) {
      const auto day = [&] { return "2022-0" + std::to_string(1 + random() % 9) + "-1" + number(10); };
      switch (random() % 40) {
        case 0:
          text += "c1,\"a service,\nof two \"\"lines\"\"\",o,2022-01-01,\n";
          break;
        case 1:
          text += "c" + number(500) + ",s,o,31.2.2022,\n";
          break;
        case 2:
          text += "c2,too,few\n";
          break;
        case 3:
          text += "c3,\"stray,o,2022-01-01,\n";
          break;
        case 4:
          text += "\n";
          break;
        case 5:
          text += "c4,ty\xF6paja,o,2022-01-01,\n";
          break;
        case 6:
          text += std::string("c5,a\0b,o,2022-01-01,\n", 21);
          break;
        case 7:
          text += "c6,työpaja,o,30.10.2022 03:30,\n";
          break;
        default:
          text += "c" + number(500) + ",s" + number(30) + ",o" + number(5) + "," + day() + ",";
          text += has_lifecycle ? (random() % 2 == 0 ? "start" : "complete") : "2023-01-01";
          text += "\n";
      }
    }
    return text;
  }
};

TEST_F(LargeTables, GiveTheSameLogForAnyNumberOfThreads) {
  std::mt19937 random(8);
  for (const bool has_lifecycle : {false, true}) {
    const auto path = file("x.csv", whole_table(random, 5'000'000, has_lifecycle));
    read_options options{.zone = time_zone::helsinki(), .keep_values = true};
    const auto one = read_csv(path, options);
    EXPECT_TRUE(adds_up(one));
    EXPECT_GT(one.rejected.size(), 1000u);
    EXPECT_GT(one.repeated_hours.size(), 1000u);
    EXPECT_EQ(one.paired > 1000u, has_lifecycle);
    for (const unsigned threads : {2u, 5u}) {
      options.threads = threads;
      const auto several = read_csv(path, options);
      ASSERT_TRUE(has_same_records(several.log, one.log));
      for (event_log::index i = 0; i < one.log.size(); ++i) {
        ASSERT_EQ(several.log.place_of(i), one.log.place_of(i));
        ASSERT_EQ(several.log.label_of(i, field::services), one.log.label_of(i, field::services));
      }
      EXPECT_EQ(several.rows, one.rows);
      EXPECT_EQ(several.paired, one.paired);
      EXPECT_EQ(several.rejected_values, one.rejected_values);
      ASSERT_EQ(several.rejected.size(), one.rejected.size());
      for (std::size_t i = 0; i < one.rejected.size(); ++i) ASSERT_EQ(several.rejected[i].what, one.rejected[i].what);
      ASSERT_EQ(several.repeated_hours.size(), one.repeated_hours.size());
      for (std::size_t i = 0; i < one.repeated_hours.size(); ++i)
        ASSERT_EQ(several.repeated_hours[i].line, one.repeated_hours[i].line);
    }
  }
}

TEST_F(LargeTables, KnowTheirLines) {
  std::string text = "client,service,start\n";
  for (int i = 0; i < 200'000; ++i) text += i % 1000 == 0 ? "c,\"a\nb\",2022-01-01\n" : "c,s,2022-01-01\n";
  text += "c,s,never\n";
  for (const unsigned threads : {1u, 3u}) {
    const auto read = read_csv(file("x.csv", text), {.threads = threads});
    ASSERT_EQ(read.rejected.size(), 1u);
    EXPECT_EQ(read.rejected[0].what.place, 2u + 200'000 + 200);
    EXPECT_EQ(read.log.place_of(199'999), 2u + 199'999 + 200);
  }
}

TEST_F(LargeTables, StopAtTheSameRecordWhereStrict) {
  std::string text = "client,service,start\n";
  for (int i = 0; i < 300'000; ++i) text += i == 123'456 || i == 250'000 ? "c,s,soon\n" : "c,s,2022-01-01\n";
  for (const unsigned threads : {1u, 4u}) {
    try {
      (void)read_csv(file("x.csv", text), {.is_strict = true, .threads = threads});
      FAIL();
    } catch (const input_error& e) {
      EXPECT_NE(std::string(e.what()).find("line 123458, column 'start'"), std::string::npos) << e.what();
    }
  }
}

// A quote that is never closed costs its own row, wherever in the file it stands.
TEST_F(LargeTables, LoseOneRowToAStrayQuote) {
  std::string text = "client,service,start\nc,\"s,2022-01-01\n";
  const std::string row = "c,s,2022-01-01\n";
  std::size_t rows = 1;
  while (text.size() < 20'000'000) {
    text += row;
    ++rows;
  }
  for (const unsigned threads : {1u, 2u}) {
    const auto read = read_csv(file("x.csv", text), {.threads = threads});
    EXPECT_EQ(read.rows, rows);
    ASSERT_EQ(read.rejected.size(), 1u);
    EXPECT_EQ(read.rejected[0].what, (rejection{2, record_kind::episodes, {}, fault::bad_quotes}));
  }
}

TEST_F(LargeTables, LoseOneRowToALineBeyondAllMeasure) {
  const auto path =
      file("x.csv", "client,service,start\na,s,2022-01-01\n" + std::string(40'000'000, 'x') + "\r\nb,s,2022-01-01\n" +
                        "c,\"" + std::string(20'000'000, 'y') + "\",2022-01-01\nd,s,2022-01-01\n");
  for (const unsigned threads : {1u, 2u}) {
    const auto read = read_csv(path, {.threads = threads});
    EXPECT_EQ(read.log.size(), 3u);
    ASSERT_EQ(read.rejected.size(), 2u);
    EXPECT_EQ(read.rejected[0].what, (rejection{3, record_kind::episodes, {}, fault::row_too_long}));
    EXPECT_EQ(read.rejected[1].what, (rejection{5, record_kind::episodes, {}, fault::row_too_long}));
    EXPECT_EQ(read.log.place_of(2), 6u);
  }
}

TEST_F(LargeTables, MayHave100000Columns) {
  std::string header = "client,service,start", row = "c,s,2022-01-01";
  for (int i = 0; i < 100'000; ++i) {
    header += ",column " + std::to_string(i);
    row += ",x";
  }
  const auto read = read_csv(file("x.csv", header + '\n' + row + '\n' + row + ",y\n" + row + ",\n"));
  EXPECT_EQ(read.log.size(), 2u);
  ASSERT_EQ(read.rejected.size(), 1u);
  EXPECT_EQ(read.rejected[0].what.reason, fault::too_many_fields);
}

TEST_F(LargeTables, RejectRowsWithNulCharacters) {
  const auto read = read_csv(file("x.csv", std::string("client,service,start\na,s,2022-01-01\nb\0,s,2022-01-01\n", 52)));
  EXPECT_EQ(read.log.size(), 1u);
  ASSERT_EQ(read.rejected.size(), 1u);
  EXPECT_EQ(read.rejected[0].what.reason, fault::nul_character);
  EXPECT_THROW((void)read_csv(file("x.csv", std::string("c\0l\0", 4))), input_error);
}

TEST_F(LargeTables, TellHowFarTheReadingHasCome) {
  std::string text = "client,service,start\n";
  while (text.size() < 6'000'000) text += "c,s,2022-01-01\n";
  for (const unsigned threads : {1u, 2u}) {
    std::mutex one_at_a_time;
    std::uint64_t last = 0, calls = 0;
    (void)read_csv(file("x.csv", text), {.threads = threads, .progress = [&](const read_progress& p) {
                                           ASSERT_TRUE(one_at_a_time.try_lock());
                                           EXPECT_GE(p.bytes, last);
                                           EXPECT_EQ(p.of, text.size());
                                           last = p.bytes;
                                           ++calls;
                                           one_at_a_time.unlock();
                                         }});
    EXPECT_EQ(last, text.size());
    EXPECT_GE(calls, 6u);
  }
}

}  // namespace
