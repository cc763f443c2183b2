// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Names that a spreadsheet would run, and others that are hard on readers of CSV and XES.
#include "../random_records.hpp"
#include "../temp_folder.hpp"
#include "xes_text.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/io/csv/write_csv.hpp>
#include <polku/io/xes/write_xes.hpp>
#include <polku/log/has_same_records.hpp>

#include <random>
#include <sstream>

namespace {

using namespace polku;
using polku_test::day;

constexpr csv_write_options for_spreadsheets{.formulas_are_text = true};

std::string written(const event_log& log, const csv_write_options& options = {}) {
  std::ostringstream out;
  write_csv(log, out, options);
  return out.str();
}
event_log log_of(std::string_view client, std::string_view service) {
  log_builder builder;
  (void)builder.add(episode{.client = client, .service = service, .start = day(0), .end = day(31)});
  return builder.finish();
}
// The second line's service.
std::string cell(std::string_view service, const csv_write_options& options) {
  auto text = written(log_of("c", service), options);
  text.erase(0, std::string_view("client,service,start,end\nc,").size());
  return text.substr(0, text.rfind(",2020-01-01,2020-02-01\n"));
}

class CsvFormulas : public polku_test::TempFolder {};

TEST_F(CsvFormulas, BecomeTextWhereASpreadsheetIsToReadThem) {
  EXPECT_EQ(cell("=1+1", for_spreadsheets), "'=1+1");
  EXPECT_EQ(cell("+358 40 123", for_spreadsheets), "'+358 40 123");
  EXPECT_EQ(cell("-1", for_spreadsheets), "'-1");
  EXPECT_EQ(cell("@SUM(A1)", for_spreadsheets), "'@SUM(A1)");
  EXPECT_EQ(cell("\uFF1D1", for_spreadsheets), "'\uFF1D1");
  EXPECT_EQ(cell("\t=1", for_spreadsheets), "\"'\t'=1\"");
  EXPECT_EQ(cell("\r=1", for_spreadsheets), "\"'\r'=1\"");
  EXPECT_EQ(cell("=HYPERLINK(\"http://x\",\"y\")", for_spreadsheets), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  EXPECT_EQ(written(log_of("=c", "s"), for_spreadsheets), "client,service,start,end\n'=c,s,2020-01-01,2020-02-01\n");
}

// A spreadsheet that separates by semicolons, as Finnish ones do, takes the quotes for text and begins a cell within them.
TEST_F(CsvFormulas, BecomeTextBehindOtherSeparatorsToo) {
  EXPECT_EQ(cell("x;=1+1", for_spreadsheets), "\"x;'=1+1\"");
  EXPECT_EQ(cell("x\t@A", for_spreadsheets), "\"x\t'@A\"");
  EXPECT_EQ(cell("x|-1", for_spreadsheets), "\"x|'-1\"");
  EXPECT_EQ(cell("x\n=1", for_spreadsheets), "\"x\n'=1\"");
  EXPECT_EQ(cell("x;\"=1\"", for_spreadsheets), "\"x;\"\"'=1\"\"\"");
}

TEST_F(CsvFormulas, OtherNamesStayAsTheyAre) {
  for (const std::string_view name : {"1=1", "a - b", "e-mail@x", "työ + koti", "'quoted'", "2022-01-01"})
    EXPECT_EQ(cell(name, for_spreadsheets), name);
}

TEST_F(CsvFormulas, AreReadBackAsTheyWereUnlessAskedOtherwise) {
  for (const std::string_view name : {"=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "x;=1+1", "\uFF1D1", "'=1"}) {
    const auto log = log_of(name, name);
    const auto back = read_csv(file("x.csv", written(log)), {.cutoff = log.cutoff()});
    EXPECT_TRUE(has_same_records(back.log, log)) << name;
  }
}

// By a slow look at every place where a cell can begin, whatever the separator.
TEST_F(CsvFormulas, NoneIsLeftInRandomLogs) {
  std::mt19937 random(31);
  constexpr std::string_view pieces[] = {"=", "+", "-", "@", "\t", "\r", "\n", ";", ",", "|", "\"", "'", "a", "\uFF0B", " "};
  for (int round = 0; round < 3000; ++round) {
    std::string name(random() % 2, 'n');
    for (auto n = 1 + random() % 6; n > 0; --n) name += pieces[random() % std::size(pieces)];
    const auto text = cell(name + "z", for_spreadsheets);
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool is_start = i == 0 || std::string_view(",;\t|\r\n\"").find(text[i - 1]) != std::string_view::npos;
      if (!is_start) continue;
      for (const std::string_view formula : {"=", "+", "-", "@", "\uFF0B"})
        ASSERT_FALSE(std::string_view(text).substr(i).starts_with(formula)) << testing::PrintToString(text);
    }
    if (round % 10 != 0) continue;
    const auto back = read_csv(file("x.csv", written(log_of("c", name + "z"), for_spreadsheets)));
    ASSERT_TRUE(back.rejected.empty());
    auto service = std::string(back.log.episode_at(0, client_id{0}).service);
    auto plain = name + "z";
    std::erase(service, '\'');
    std::erase(plain, '\'');
    ASSERT_EQ(service, plain);  // nothing but apostrophes was put in
  }
}

TEST_F(CsvFormulas, BecomeTextInEveryTableOfABundle) {
  log_builder builder;
  (void)builder.add(episode{.client = "=c", .service = "=s", .start = day(0)});
  (void)builder.add(milestone{"=c", day(1), "=k", "=d"});
  (void)builder.add(handover{.client = "=c", .at = day(1), .from = "=f", .to = "=t"});
  (void)builder.add(plan{"=c", "=p", day(0), day(9)});
  (void)builder.add(consent{"=c", "=t", day(0), day(9)});
  write_bundle(builder.finish(), folder_ / "bundle", for_spreadsheets);
  std::size_t tables = 0;
  for (const auto& table : std::filesystem::directory_iterator(folder_ / "bundle")) {
    const auto text = text_of(table.path());
    ++tables;
    for (std::size_t i = text.find('='); i != text.npos; i = text.find('=', i + 1)) EXPECT_EQ(text[i - 1], '\'') << text;
  }
  EXPECT_EQ(tables, 5u);
}

class HostileNames : public polku_test::ReadingXes {};

TEST_F(HostileNames, SurviveCsvAndXes) {
  for (const std::string_view name : {"<script>alert(1)</script>", "\"q\" & 'q'", "]]>", "&amp;#8238;", "two\nlines",
                                      "a\u202Eb\u2066c\u200F", "=1+1", "\t=1"}) {
    const auto log = log_of(name, name);
    EXPECT_TRUE(has_same_records(read_csv(file("x.csv", written(log)), {.cutoff = log.cutoff()}).log, log)) << name;
    std::ostringstream xes;
    write_xes(log, xes);
    EXPECT_EQ(xes.str().find("<script"), std::string::npos);
    EXPECT_TRUE(has_same_records(read(xes.str(), {.cutoff = log.cutoff()}).log, log)) << name;
  }
}

}  // namespace
