// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../days.hpp"
#include "../temp_folder.hpp"

#include <polku/io/csv/read_csv.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

namespace {

using namespace polku;
namespace fs = std::filesystem;

class Reading : public polku_test::TempFolder {
 protected:
  // The sentence that reading the text fails with.
  std::string failure(const std::string& text, const read_options& options = {}) {
    try {
      (void)read_csv(file("x.csv", text), options);
    } catch (const input_error& e) {
      return std::string(e.what()).substr(folder_.string().size() + 2);
    }
    return "no failure";
  }
  // The faults of a text, as "line column: reason" up to the first colon.
  std::vector<std::string> faults(const std::string& text, const read_options& options = {}) {
    const auto read = read_csv(file("x.csv", text), options);
    EXPECT_EQ(read.rows, read.log.record_count() + read.log.after_cutoff() + read.paired + read.rejected.size());
    std::vector<std::string> out;
    for (const auto& r : read.rejected) {
      const auto reason = std::string(to_string(r.what.reason));
      out.push_back(std::to_string(r.what.place) + " " + std::string(r.what.column) + ": " +
                    reason.substr(0, reason.find(':')));
    }
    return out;
  }
};
using faults_list = std::vector<std::string>;

TEST_F(Reading, ReadsATableOfEpisodes) {
  const auto read = read_csv(file("x.csv",
                                  "Client,SERVICE,organisation,role,worker,phase,start,end,note\n"
                                  "c1,coaching,ValmennusLehto Oy,job coach,w1,job search,2022-09-05,2022-12-01,x\n"
                                  "c1,\"own worker, social services\",NA,,,,1.2.2022,,\n"));
  ASSERT_EQ(read.log.size(), 2u);
  EXPECT_TRUE(read.rejected.empty());
  EXPECT_EQ(read.rows, 2u);
  const auto first = read.log.episode_at(0, client_id{0}), second = read.log.episode_at(1, client_id{0});
  EXPECT_EQ(first.service, "own worker, social services");
  EXPECT_EQ(first.organisation, "");
  EXPECT_EQ(first.end, std::nullopt);
  EXPECT_EQ(second.role, "job coach");
  EXPECT_EQ(second.phase, "job search");
  EXPECT_EQ(second.end, time_point(date(2022, 12, 1)));
  EXPECT_EQ(read.log.place_of(0), 3u);  // the line
}

TEST_F(Reading, TakesColumnsByTheirNamesInTheFile) {
  const auto read = read_csv(file("x.csv", "asiakas;palvelu;alku;loppu\n1;KuTy;1.3.2022;1.5.2022\n"),
                             {.columns = {.client = "asiakas", .service = "Palvelu", .start = "alku", .end = "loppu"}});
  EXPECT_EQ(read.log.size(), 1u);
  EXPECT_EQ(read.files[0].column("end"), "loppu");
}

TEST_F(Reading, TakesOneColumnForTwo) {
  const auto read =
      read_csv(file("x.csv", "client,service,start\n1,KuTy,1.3.2022\n"), {.columns = {.organisation = "service"}});
  EXPECT_EQ(read.log.episode_at(0, client_id{0}).organisation, "KuTy");
}

TEST_F(Reading, TakesANamedColumnWithoutAnEndAsPointEvents) {
  const auto read = read_csv(file("x.csv", "client,service,start\n1,a,2022-01-01T08:00Z\n1,b,2022-01-01T07:00Z\n"));
  EXPECT_FALSE(read.log.has_intervals());
  EXPECT_EQ(read.log.episode_at(0, client_id{0}).service, "b");
}

TEST_F(Reading, KnowsSeparatorsMarksAndEncodings) {
  for (const char separator : {',', ';', '\t', '|'}) {
    std::string text = "client,service,start,end\nä,työ,2022-01-01,2022-02-01\n";
    std::replace(text.begin(), text.end(), ',', separator);
    EXPECT_EQ(read_csv(file("x.csv", text)).log.name_of(client_id{0}), "ä");
    EXPECT_EQ(read_csv(file("x.csv", "\xEF\xBB\xBF" + text)).log.size(), 1u);
  }
  const auto latin = read_csv(file("x.csv", "client,service,start\n\xE4,ty\xF6\x80,2022-01-01\n"));
  EXPECT_EQ(latin.log.episode_at(0, client_id{0}).service, "työ€");
  EXPECT_EQ(failure("\xFF\xFE"
                    "c\0l\0"),
            "x.csv' is UTF-16; save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")");
}

TEST_F(Reading, ListsEveryRecordThatCannotBeUsed) {
  EXPECT_EQ(faults("client,service,start,end\n"
                   ",s,2022-01-01,\n"
                   "a,,2022-01-01,\n"
                   "a,s,,\n"
                   "a,s,soon,\n"
                   "a,s,2022-01-01,31.2.2022\n"
                   "a,s,2022-01-01,2021-12-31\n"
                   "a,s,0022-01-01,\n"
                   "a,s\n"
                   "a,s,2022-01-01,,more\n"
                   "a,s,2022-01-01,,\n"
                   "\"a\"b,s,2022-01-01,\n"
                   "a,s,2022-01-01,2022-01-01\n"),
            (faults_list{"2 client: the client is missing", "3 service: the service is missing",
                         "4 start: the time is missing", "5 start: not a time", "6 end: no such day or hour",
                         "7 end: the end is before the start", "8 start: the time lies outside the years 1400 to 9999",
                         "9 : the row has fewer fields than the header", "10 : the row has more fields than the header",
                         "12 : a quote is not closed, or text stands behind a closing one"}));
}

TEST_F(Reading, DescribesARejectionByFileLineColumnAndRemedyWithoutItsContent) {
  const auto path = file("x.csv", "client,service,alku\nMatti,s,yesterday\n");
  const auto read = read_csv(path, {.columns = {.start = "alku"}});
  ASSERT_EQ(read.rejected.size(), 1u);
  const auto text = describe(read.files[0], read.rejected[0]);
  EXPECT_EQ(text,
            path.string() +
                ", line 2, column 'alku' (a word): not a time: write 2022-09-05, 2022-09-05T08:00:00Z or 5.9.2022 08:00");
}

TEST_F(Reading, StopsAtTheFirstBadRecordWhereStrict) {
  const auto path = file("x.csv", "client,service,start\na,s,2022-01-01\na,s,soon\n,s,x\n");
  try {
    (void)read_csv(path, {.is_strict = true});
    FAIL();
  } catch (const input_error& e) {
    EXPECT_EQ(e.what(),
              path.string() +
                  ", line 3, column 'start' (a word): not a time: write 2022-09-05, 2022-09-05T08:00:00Z or 5.9.2022 08:00");
  }
}

TEST_F(Reading, SaysWhatIsWrongWithTheFile) {
  EXPECT_EQ(failure(""), "x.csv' is empty; it needs a header line and rows below it");
  EXPECT_EQ(failure("\n\n"), "x.csv' has only empty lines; it needs a header line and rows below it");
  EXPECT_EQ(failure("klient,service,start\n"),
            "x.csv' has no column 'client' for the client; its columns are 'klient', 'service', 'start'. "
            "Name the right one (--client NAME). Is it 'klient'?");
  EXPECT_EQ(failure("client,client,service,start\n"), "x.csv' has two columns 'client'; rename one of them");
  EXPECT_NE(failure("a,b\n", {.columns = {.client = "zzz"}}).find("no column 'zzz'"), std::string::npos);
  EXPECT_EQ(
      failure("Matti Meikäläinen,s,2022-01-01\nb,s,2022-01-02\n"),
      "x.csv' has no column 'client' for the client, and a time in its first line; that has to be the header, with the "
      "columns' names");
  EXPECT_THROW((void)read_csv(folder_ / "missing.csv"), input_error);
  EXPECT_THROW((void)read_csv(folder_), input_error);
  EXPECT_EQ(faults("client,service,start\n"), faults_list{});
}

TEST_F(Reading, NaIsAMissingValueButNotAsAClient) {
  const auto read =
      read_csv(file("x.csv", "client,service,organisation,start,end\nNA,s,NA,2022-01-01,NA\nNA,NA,o,2022-01-01,NA\n"));
  ASSERT_EQ(read.log.size(), 1u);
  EXPECT_EQ(read.log.name_of(client_id{0}), "NA");
  EXPECT_EQ(read.log.label_of(0, field::organisations), label::none);
  EXPECT_EQ(read.log.ends()[0], open_end);
}

TEST_F(Reading, AddsADayToInclusiveEndsThatAreDates) {
  const auto path = file("x.csv",
                         "client,service,start,end\n"
                         "a,s,2022-01-01,2022-01-31\n"
                         "b,s,2022-01-01T08:00,2022-01-31T09:00\n"
                         "c,s,2022-01-02,2022-01-02\n"
                         "d,s,2022-01-02,2022-01-01\n"
                         "e,s,2022-01-02T10:00,2022-01-02\n"
                         "f,s,2022-01-02,9999-12-31\n");
  const auto read = read_csv(path, {.end_is_inclusive = true, .cutoff = time_point(date(2022, 12, 31))});
  ASSERT_EQ(read.log.size(), 5u);
  EXPECT_EQ(read.log.ends()[0], time_point(date(2022, 2, 1)));
  EXPECT_EQ(read.log.ends()[1], time_point(date(2022, 1, 31)) + std::chrono::hours(9));
  EXPECT_EQ(read.log.ends()[2], time_point(date(2022, 1, 3)));
  EXPECT_EQ(read.log.ends()[3], time_point(date(2022, 1, 3)));
  EXPECT_EQ(read.log.ends()[4], open_end);
  ASSERT_EQ(read.rejected.size(), 1u);
  EXPECT_EQ(read.rejected[0].what.place, 5u);
  EXPECT_EQ(read.log.cutoff(), time_point(date(2022, 12, 31)));  // not moved
}

TEST_F(Reading, TakesSentinelsForMissingEnds) {
  const std::string text =
      "client,service,start,end\na,s,2022-01-01,9999-12-31\nb,s,2022-01-01,9999-12-31T23:59:59\nc,s,2022-01-01,2099-01-"
      "01\nd,s,2022-01-01,2022-02-02\n";
  const auto plain = read_csv(file("x.csv", text));
  EXPECT_EQ(plain.log.ends()[1], open_end);
  EXPECT_EQ(plain.log.cutoff(), time_point(date(2099, 1, 1)));
  const auto named = read_csv(file("x.csv", text), {.sentinels = {read_time("9999-12-31"), read_time("2099-01-01")}});
  EXPECT_EQ(named.log.ends()[2], open_end);
  EXPECT_EQ(named.log.cutoff(), time_point(date(2022, 2, 2)));
}

TEST_F(Reading, PairsStartAndCompleteRows) {
  const auto read = read_csv(file("x.csv",
                                  "client,service,worker,start,lifecycle\n"
                                  "a,s,w1,2022-01-05,complete\n"  // ends the first start, though it comes first in the file
                                  "a,s,w2,2022-01-01,start\n"
                                  "a,s,w3,2022-01-02,START\n"
                                  "a,t,w4,2022-01-03,start\n"     // never completed: a point
                                  "a,s,w5,2022-01-09,complete\n"  // ends the second start
                                  "a,s,w6,2022-01-10,complete\n"  // nothing to end: a point
                                  "a,s,w7,2022-01-11,schedule\n"  // another kind: a point
                                  "b,s,w8,2022-01-04,complete\n"
                                  "b,s,w9,2022-01-04,start\n"  // at the same time: start comes first
                                  ",s,w,2022-01-04,start\n"));
  EXPECT_EQ(read.rows, 10u);
  EXPECT_EQ(read.paired, 3u);
  EXPECT_EQ(read.rejected.size(), 1u);
  std::string printed;
  for (std::uint32_t c = 0; c < read.log.client_count(); ++c)
    for (auto [i, last] = read.log.episodes_of(client_id{c}); i != last; ++i) {
      const auto e = read.log.episode_at(i, client_id{c});
      printed += std::string(e.worker) + " " + to_string(e.start, resolution::day).substr(8) + "-" +
                 to_string(*e.end, resolution::day).substr(8) + ", ";
    }
  EXPECT_EQ(printed, "w2 01-05, w3 02-09, w4 03-03, w6 10-10, w7 11-11, w9 04-04, ");
}

TEST_F(Reading, PrefersEndsToALifecycleUnlessToldOtherwise) {
  const auto path = file(
      "x.csv", "client,service,start,end,lifecycle\na,s,2022-01-01,2022-01-05,start\na,s,2022-01-03,2022-01-05,complete\n");
  EXPECT_EQ(read_csv(path).log.size(), 2u);
  EXPECT_EQ(read_csv(path, {.columns = {.lifecycle = "lifecycle"}}).log.size(), 1u);
  EXPECT_THROW((void)read_csv(path, {.columns = {.end = "end", .lifecycle = "lifecycle"}}), input_error);
}

TEST_F(Reading, ReadsABundle) {
  file("episodes.csv", "client,service,start,end\na,s,2022-01-01,2022-02-01\n");
  file("handovers.csv",
       "client,at,from,to,manner,status\na,2022-02-01,X,Y,Warm,accepted\na,2022-02-02,X,Y,,\na,2022-02-02,X,Y,lukewarm,\n");
  file("milestones.csv", "client,at,kind,detail\na,2022-03-01,exit,\nb,2022-01-15,referral,by phone\nb,2022-01-15,,\n");
  file("plans.csv", "client,kind,from,until\na,activation plan,2022-01-01,\na,activation plan,2022-01-02,2022-01-01\n");
  file("consents.csv", "client,party,from,until\na,Y,2022-01-01,2022-01-20\n");
  const auto read = read_bundle(folder_);
  EXPECT_EQ(read.rows, 10u);
  EXPECT_EQ(read.log.record_count(), 7u);
  EXPECT_EQ(read.log.client_count(), 2u);
  ASSERT_EQ(read.rejected.size(), 3u);
  EXPECT_EQ(read.files[read.rejected[0].file].name, (folder_ / "handovers.csv").string());
  EXPECT_EQ(read.rejected[0].what, (rejection{4, record_kind::handovers, "manner", fault::unknown_word}));
  EXPECT_EQ(read.rejected[1].what, (rejection{4, record_kind::milestones, "kind", fault::no_kind}));
  EXPECT_EQ(read.rejected[2].what, (rejection{3, record_kind::plans, "until", fault::end_before_start}));
  const auto handovers = read.log.handovers().of(client_id{0});
  EXPECT_EQ(handovers[0].manner, manner::warm);
  EXPECT_EQ(handovers[1].manner, manner::unknown);
  EXPECT_EQ(read.log.cutoff(), time_point(date(2022, 3, 1)));
}

TEST_F(Reading, TakesTimesWithoutAnOffsetAsTheZoneSays) {
  const auto path = file("x.csv",
                         "client,service,start,end\n"
                         "a,s,2022-07-01 12:00,2022-07-01T12:00+03:00\n"  // the same instant
                         "a,s,2022-01-01,2022-01-02 00:00\n"
                         "a,s,30.10.2022 3:30,30.10.2022 03:30:00\n"
                         "a,s,2022-03-27T03:30:00,\n"
                         "a,s,2022-03-26 12:00,9999-12-31 00:00\n");
  const auto read = read_csv(path, {.zone = time_zone::helsinki()});
  const auto time = [&](std::size_t i) { return to_string(read.log.starts()[i], resolution::day); };
  ASSERT_EQ(read.log.size(), 4u);
  EXPECT_EQ(time(0), "2022-01-01");
  EXPECT_EQ(to_string(read.log.ends()[0], resolution::instant), "2022-01-01T22:00:00Z");
  EXPECT_EQ(time(1), "2022-03-26T10:00:00Z");
  EXPECT_EQ(read.log.ends()[1], open_end);
  EXPECT_EQ(time(2), "2022-07-01T09:00:00Z");
  EXPECT_EQ(read.log.ends()[2], read.log.starts()[2]);
  EXPECT_EQ(time(3), "2022-10-30T00:30:00Z");
  ASSERT_EQ(read.rejected.size(), 1u);
  EXPECT_EQ(read.rejected[0].what, (rejection{5, record_kind::episodes, "start", fault::skipped_hour}));
  ASSERT_EQ(read.repeated_hours.size(), 2u);
  EXPECT_EQ(read.repeated_hours[0].line, 4u);
  EXPECT_EQ(read.repeated_hours[0].column, "start");
  EXPECT_EQ(read.repeated_hours[1].column, "end");
  EXPECT_EQ(to_string(read_csv(path).log.starts()[0], resolution::day), "2022-01-01");
}

TEST_F(Reading, RejectsTimesThatTheZoneTakesOutOfRange) {
  for (const std::string header : {"client,service,start\n", "client,service,start,lifecycle\n"}) {
    const std::string end = header.find("lifecycle") != std::string::npos ? ",start\n" : "\n";
    const auto read = read_csv(file("x.csv", header + "c,s,1400-01-01 00:30" + end + "c,s,1400-01-02 00:30" + end),
                               {.zone = time_zone::helsinki()});
    EXPECT_EQ(read.log.size(), 1u);
    ASSERT_EQ(read.rejected.size(), 1u);
    EXPECT_EQ(read.rejected[0].what.reason, fault::time_out_of_range);
  }
}

TEST_F(Reading, DoesNotMindBlanksAroundALifecycle) {
  const auto read =
      read_csv(file("x.csv", "client,service,start,lifecycle\nc,s,2022-01-01,start \nc,s,2022-01-05, Complete\n"));
  EXPECT_EQ(read.paired, 1u);
  EXPECT_TRUE(read.log.has_intervals());
}

TEST_F(Reading, KeepsTheValuesOfRejectedRecordsOnlyIfAsked) {
  const auto path =
      file("x.csv", "client,service,start\nMatti,s,soon\n,s,2022-01-01\nx,s\nM,s,12 moons ago\nM,s,31.2.2022\nM,s,7\n");
  EXPECT_TRUE(read_csv(path).rejected_values.empty());
  const auto read = read_csv(path, {.keep_values = true});
  EXPECT_EQ(read.rejected_values, (std::vector<std::string>{"soon", "", "", "12 moons ago", "31.2.2022", "7"}));
  std::vector<value_class> classes;
  for (const auto& r : read.rejected) classes.push_back(r.value);
  EXPECT_EQ(classes, (std::vector<value_class>{value_class::word, value_class::empty, value_class::none, value_class::text,
                                               value_class::times, value_class::number}));
  for (const auto& r : read.rejected) EXPECT_EQ(describe(read.files[0], r).find("Matti"), std::string::npos);
}

TEST_F(Reading, DoesNotSendTheReaderOfABundleToAnOption) {
  (void)file("episodes.csv", "client,service,start\na,s,2022-01-01\n");
  (void)file("plans.csv", "client,kinds,from\na,p,2022-01-01\n");
  try {
    (void)read_bundle(folder_);
    FAIL();
  } catch (const input_error& e) {
    EXPECT_NE(std::string(e.what()).find("Rename the right one. Is it 'kinds'?"), std::string::npos) << e.what();
  }
}

TEST_F(Reading, RefusesADirectoryWithoutEpisodes) {
  try {
    (void)read_bundle(folder_);
    FAIL();
  } catch (const input_error& e) {
    EXPECT_EQ(
        std::string(e.what()),
        "'" + folder_.string() + "' is no bundle: it has no episodes.csv; name a directory that has one, or a CSV file");
  }
}

// Whatever the bytes, nothing crashes and the counts add up.
TEST_F(Reading, CountsAddUpOnDamagedText) {
  std::mt19937 random(31);
  const std::string good =
      "client,service,start,end\na,s,2022-01-01,2022-02-01\nb,\"t\",1.3.2022,\n\"c\",u,2022-03-01T08:00,NA\n";
  for (int round = 0; round < 3000; ++round) {
    auto text = good + good.substr(good.find('\n') + 1);
    for (std::size_t n = random() % 6; n > 0; --n) {
      const auto at = good.find('\n') + 1 + random() % (text.size() - good.find('\n') - 1);
      const char other = std::string(
          "\",\n\r;\0\xE4"
          "9-",
          9)[random() % 9];
      if (random() % 2 == 0)
        text[at] = other;
      else
        text.insert(at, 1, other);
    }
    const auto read = read_csv(file("x.csv", text));
    ASSERT_EQ(read.rows, read.log.record_count() + read.log.after_cutoff() + read.paired + read.rejected.size()) << text;
  }
}

}  // namespace
