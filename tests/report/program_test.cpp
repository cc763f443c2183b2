// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// polku-report, as it is run.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <utility>

#include <sys/wait.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Program : public testing::Test {
 protected:
  struct outcome {
    int status;
    std::string out, err;
  };

  Program() { fs::create_directories(folder_); }
  ~Program() override { fs::remove_all(folder_); }

  outcome run(const std::string& arguments) {
    const auto out = folder_ / "out", err = folder_ / "err";
    const auto status = std::system(("cd '" POLKU_SOURCE_DIR "' && '" POLKU_REPORT "' " + arguments + " >'" + out.string() +
                                     "' 2>'" + err.string() + "'")
                                        .c_str());
    return {WEXITSTATUS(status), content(out), content(err)};
  }
  json results(const std::string& arguments) {
    const auto file = folder_ / "results.json";
    const auto ran = run(arguments + " --quiet --json '" + file.string() + "'");
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out, "");
    return json::parse(content(file));
  }
  std::string file(const std::string& text, const std::string& name = "x.csv") {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return "'" + (folder_ / name).string() + "'";
  }

  fs::path folder_ = fs::temp_directory_path() / ("polku-program-" + std::to_string(::getpid()));
};

// Whoever changes what the program prints looks at the new text and then makes it the expected one:
//   polku-report examples/data/todays-path --exact --json examples/expected/todays-path.json >
//   examples/expected/todays-path.txt
TEST_F(Program, PrintsTheExpectedReportsOfTheShippedExample) {
  for (const std::string name : {"todays-path", "orimattila-pilot"}) {
    const auto expected = fs::path(POLKU_SOURCE_DIR) / "examples/expected";
    const auto ran = run("examples/data/" + name + " --exact");
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out, content(expected / (name + ".txt")));
    EXPECT_EQ(results("examples/data/" + name + " --exact"), json::parse(content(expected / (name + ".json"))));
    EXPECT_EQ(run("examples/data/" + name).out, content(expected / (name + ".shareable.txt")));
  }
}

TEST_F(Program, FindsTheFaultsOfTodaysPathAndNoneInThePilot) {
  const auto today = results("examples/data/todays-path --exact"), pilot = results("examples/data/orimattila-pilot --exact");
  EXPECT_EQ(today["log"]["clients"], 5);
  EXPECT_EQ(today["loops"]["clients"], 5);
  EXPECT_EQ(today["gaps"]["clients"], 5);
  EXPECT_EQ(pilot["log"]["clients"], 5);
  EXPECT_EQ(pilot["loops"]["count"], 0);
  EXPECT_EQ(pilot["gaps"]["count"], 0);
}

TEST_F(Program, WritesTheContractsMembers) {
  const auto r = results("examples/data/todays-path --exact");
  const auto has = [](const json& object, std::initializer_list<const char*> members) {
    for (const auto* m : members) EXPECT_TRUE(object.contains(m)) << m;
  };
  has(r, {"polku", "reading", "party", "shareable", "options", "log", "graph", "returns", "pairs", "loops", "circuits",
          "gaps", "obligations", "handovers", "rejects"});
  has(r["log"], {"clients", "records", "rejected", "after_cutoff", "without_party", "ties", "first", "last", "cutoff"});
  has(r["graph"], {"vertices", "edges", "ended_under_support"});
  has(r["graph"]["vertices"][0], {"party", "stays", "clients", "first", "last", "terminal", "re_entries", "days"});
  has(r["graph"]["edges"][0], {"from", "to", "transitions", "clients", "lag_days"});
  has(r["graph"]["edges"][0]["lag_days"], {"min", "p5", "median", "p95", "max"});
  has(r["returns"], {"total", "direct", "re_entries", "with_progress", "concurrent", "clients"});
  has(r["loops"]["items"][0], {"client", "parties", "returns", "bounces", "start", "end"});
  has(r["gaps"], {"count", "clients", "between", "before_exit", "trailing", "leading", "total_days", "pairs", "items"});
  has(r["gaps"]["pairs"][0], {"before", "after", "count", "clients", "days"});
  has(r["gaps"]["items"][0], {"client", "kind", "start", "end", "days", "before", "after", "censored"});
  has(r["pairs"][0],
      {"from", "via", "returns", "at_risk", "clients", "expected", "rate_low", "rate_high", "p", "q", "p_clients"});
  has(r["circuits"][0], {"parties", "clients"});
  has(r["obligations"][0], {"name", "met", "violated", "pending", "lapsed", "items"});
  has(r["handovers"], {"count", "warm", "declined", "lost", "pending", "without_consent", "pairs"});
  EXPECT_EQ(r["shareable"], false);
}

TEST_F(Program, EvaluatesABundlesObligationsAndHandovers) {
  const auto r = results("examples/data/todays-path --exact");
  std::map<std::string, std::pair<int, int>> met_and_violated;
  for (const auto& o : r["obligations"]) met_and_violated[o["name"]] = {o["met"], o["violated"]};
  EXPECT_EQ(met_and_violated["own worker during rehabilitative work"], std::pair(7, 3));
  EXPECT_EQ(met_and_violated["consent before handover"], std::pair(32, 2));
  const auto& h = r["handovers"];
  EXPECT_EQ(h["count"], 34);
  EXPECT_EQ(h["warm"], 3);
  EXPECT_EQ(h["lost"], 1);
  EXPECT_EQ(h["declined"], 1);
  EXPECT_EQ(h["without_consent"], 2);
  const auto pilot = results("examples/data/orimattila-pilot --exact");
  for (const auto& o : pilot["obligations"])
    if (o["name"] != "first employer contact in time") {
      EXPECT_EQ(o["violated"], 0) << o["name"];
    }
  EXPECT_EQ(pilot["handovers"]["warm"], pilot["handovers"]["count"]);
}

TEST_F(Program, TakesObligationsForATableToo) {
  const auto table = file(
      "client,service,organisation,start,end\n1,s,A,2022-01-01,2022-02-01\n2,s,A,2022-01-01,2022-02-01\n"
      "2,s,B,2022-02-10,2022-03-01\n3,s,C,2022-01-01,2022-12-31\n");
  const auto obligations = file(R"([{"name": "B after A", "form": "begins_within", "when": {"organisation": "A"},
      "needed": [{"organisation": "B"}], "limit_days": 60}])",
                                "o.json");
  const auto r = results(table + " --exact --obligations " + obligations);
  ASSERT_EQ(r["obligations"].size(), 1u);
  EXPECT_EQ(r["obligations"][0]["met"], 1);
  EXPECT_EQ(r["obligations"][0]["violated"], 1);
  EXPECT_EQ(r["obligations"][0]["items"][0]["client"], "1");
  EXPECT_EQ(r["handovers"]["inferred"], true);
  EXPECT_EQ(r["handovers"]["count"], 1);
  EXPECT_TRUE(r["handovers"]["without_consent"].is_null());
  const auto wrong = run(table + " --obligations " + file(R"([{"name": "x", "form": "sometimes"}])", "w.json"));
  EXPECT_EQ(wrong.status, 1);
  EXPECT_NE(wrong.err.find("w.json"), std::string::npos) << wrong.err;
  EXPECT_NE(wrong.err.find("form"), std::string::npos) << wrong.err;
}

TEST_F(Program, GivesNobodyAwayByDefault) {
  const auto r = results("examples/data/todays-path");
  EXPECT_EQ(r["shareable"], true);
  EXPECT_TRUE(r["loops"]["items"].empty());
  EXPECT_TRUE(r["gaps"]["items"].empty());
  EXPECT_EQ(r.dump().find("A-0"), std::string::npos);
  EXPECT_EQ(run("examples/data/todays-path").out.find("A-0"), std::string::npos);
  for (const auto& e : r["graph"]["edges"]) {
    EXPECT_TRUE(e["clients"].is_null() || e["clients"] >= 5) << e;
    EXPECT_EQ(e["clients"].is_null(), e["transitions"].is_null());
    EXPECT_TRUE(e["lag_days"]["min"].is_null());
  }
  const auto few = results("examples/data/todays-path --min-cell 6");
  EXPECT_TRUE(few["log"]["clients"].is_null());
  EXPECT_TRUE(few["graph"]["edges"].empty());
}

TEST_F(Program, CallsWorkersByNumberInTheShareableVersion) {
  const auto shared = results("examples/data/todays-path --party worker --min-cell 1");
  for (const auto& v : shared["graph"]["vertices"]) EXPECT_TRUE(v["party"].get<std::string>().starts_with("worker ")) << v;
  const auto names = results("examples/data/todays-path --party worker --exact");
  EXPECT_NE(names["graph"]["vertices"][0]["party"], "worker 1");
}

TEST_F(Program, GivesTheSameForAnyNumberOfThreads) {
  EXPECT_EQ(results("examples/data/todays-path --exact --threads 2"), results("examples/data/todays-path --exact"));
}

TEST_F(Program, TakesTheContractsOptions) {
  const auto input = file(
      "id;act;who;from;to\n1;s;w;1.1.2022;10.1.2022\n1;t;w;12.1.2022;20.1.2022\n1;s;w;20.1.2022;31.12.9999\n1;s;w;1.1.2030;"
      "\n");
  const auto r = results(
      input +
      " --client id --service act --worker who --start from --end to --party service --reading succession --window 10"
      " --max-length 2 --min-returns 1 --bridge 0 --max-wait 5 --tolerance 1 --planned x,y --cutoff 2022-02-01"
      " --end-is-inclusive --sentinel 9999-12-31,2099-01-01 --min-cell 1 --exact");
  EXPECT_EQ(r["log"]["records"], 3);
  EXPECT_EQ(r["log"]["after_cutoff"], 1);
  EXPECT_EQ(r["log"]["cutoff"], "2022-02-01");
  EXPECT_EQ(r["reading"], "succession");
  EXPECT_EQ(r["party"], "service");
  EXPECT_EQ(r["loops"]["count"], 1);
  EXPECT_EQ(r["gaps"]["count"], 0);  // the break of one day is within the tolerance
  EXPECT_EQ(r["options"]["planned"], (json{"x", "y"}));
  EXPECT_EQ(r["options"]["window_days"], 10.0);
}

TEST_F(Program, ListsRejectedRecordsWithPlaceAndReason) {
  const auto r = results(file("client,service,start\na,s,2022-01-01\nb,s,never\n") + " --min-cell 1");
  ASSERT_EQ(r["rejects"].size(), 1u);
  EXPECT_EQ(r["rejects"][0]["line"], 3);
  EXPECT_EQ(r["rejects"][0]["file"].get<std::string>().find('/'), std::string::npos) << "a report to share tells no paths";
  EXPECT_EQ(r["log"]["records"].get<int>() + r["log"]["rejected"].get<int>(), 2);
  EXPECT_EQ(r.dump().find("never"), std::string::npos);
}

TEST_F(Program, ShowsWhatWasBadOnlyInside) {
  const auto input = file("client,service,start\na,s,2022-01-01\nb,s,never\n") + " --min-cell 1";
  EXPECT_EQ(results(input)["rejects"][0]["value_class"], "a word");
  EXPECT_EQ(results(input + " --exact").dump().find("never"), std::string::npos);
  EXPECT_EQ(results(input + " --exact --show-values")["rejects"][0]["value"], "never");
  EXPECT_NE(run(input + " --exact --show-values").out.find("not a time"), std::string::npos);
  EXPECT_NE(run(input + " --exact --show-values").out.find("('never')"), std::string::npos);
}

TEST_F(Program, ReadsStandardInput) {
  const auto input = file("client,service,start\na,s,2022-01-01\nb,t,2022-01-02\n");
  EXPECT_EQ(results("- --exact <" + input)["log"]["records"], 2);
  const auto xes = file(R"(<log><trace><string key="concept:name" value="c"/><event><string key="concept:name" value="s"/>)"
                        R"(<date key="time:timestamp" value="2022-01-01T10:00:00+02:00"/></event></trace></log>)");
  const auto r = results("- --exact <" + xes);
  EXPECT_EQ(r["log"]["records"], 1);
  EXPECT_EQ(r["log"]["first"], "2022-01-01T08:00:00Z");
}

TEST_F(Program, ReadsLocalTimesByTheZoneGiven) {
  const auto input = file("client,service,start\na,s,2022-07-01 12:00\na,t,30.10.2022 03:30\na,t,2022-03-27 03:30\n");
  EXPECT_EQ(results(input + " --exact")["log"]["first"], "2022-03-27T03:30:00Z");
  const auto r = results(input + " --exact --time-zone Europe/Helsinki");
  EXPECT_EQ(r["log"]["first"], "2022-07-01T09:00:00Z");
  EXPECT_EQ(r["log"]["rejected"], 1);
  EXPECT_EQ(r["repeated_hours"][0]["line"], 3);
  EXPECT_EQ(results(input + " --exact --time-zone +02:00")["log"]["first"], "2022-03-27T01:30:00Z");
}

TEST_F(Program, TellsWhatIsOddAboutTheRecords) {
  const auto input = file(
      "client,service,organisation,start,end\na,s,o,2022-01-01,2022-01-09\na,s,o,2022-01-01,2022-01-09\n"
      "a,s,o,2022-01-05,2022-01-20\n");
  const auto checks = results(input + " --exact")["checks"];
  EXPECT_EQ(checks["duplicates"],
            (json{{"count", 1}, {"clients", 1}, {"items", {{{"client", "a"}, {"at", "2022-01-01"}}}}}));
  EXPECT_EQ(checks["overlaps"]["count"], 1);
  EXPECT_NE(run(input + " --exact").out.find("1 episode is in the log twice: client a 2022-01-01."), std::string::npos);
  EXPECT_TRUE(results(input)["checks"]["duplicates"]["items"].empty());
}

TEST_F(Program, CallsAColumnByItsNameInTheFile) {
  const auto input =
      file("id,act,alku\na,s,2022-01-01\nb,s,never\n") + " --client id --service act --start alku --min-cell 1";
  EXPECT_TRUE(results(input)["rejects"][0]["reason"].get<std::string>().starts_with("alku: not a time"));
  EXPECT_NE(run(input).out.find("x.csv, line 3, column 'alku' (a word): not a time"), std::string::npos);
}

TEST_F(Program, WritesAFileWholeOrNotAtAll) {
  const auto ran = run("examples/data/todays-path --json /no/such/folder/x.json");
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.err.find("'/no/such/folder/x.json' cannot be written"), std::string::npos);
}

TEST_F(Program, TellsWhereTheDiskIsFull) {
  const auto file = folder_ / "x.json", page = folder_ / "x.html", told = folder_ / "told";
  std::ofstream(file) << "before";
  // No file beyond some kilobytes: what is written ends half way.
  const auto ran = run("examples/data/todays-path --help >/dev/null; trap '' XFSZ; ulimit -f 8; '" POLKU_REPORT
                       "' examples/data/todays-path -q --json '" +
                       file.string() + "' --html '" + page.string() + "'");
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.err.find("x.json' cannot be written; is the folder there, and is there room?"), std::string::npos)
      << ran.err;
  EXPECT_EQ(content(file), "before");
  EXPECT_FALSE(fs::exists(page));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 3);  // x.json, out, err

  EXPECT_EQ(run("examples/data/todays-path >/dev/full 2>'" + told.string() + "' || echo failed").out, "failed\n");
  EXPECT_EQ(content(told), "polku-report: standard output cannot be written: No space left on device\n");
}

struct misuse {
  const char* name;
  const char* arguments;
  int status;
  const char* sentence;
};
void PrintTo(const misuse& m, std::ostream* out) { *out << m.arguments; }
class ProgramMisuse : public Program, public testing::WithParamInterface<misuse> {};

TEST_P(ProgramMisuse, SaysOneClearSentenceAndExitsAsTheContractSays) {
  const auto ran = run(GetParam().arguments);
  EXPECT_EQ(ran.status, GetParam().status);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find(GetParam().sentence), std::string::npos) << ran.err;
}

INSTANTIATE_TEST_SUITE_P(
    , ProgramMisuse,
    testing::Values(
        misuse{"missing_file", "no-such.csv", 1, "'no-such.csv' cannot be opened: No such file or directory"},
        misuse{"directory", "examples/expected", 1, "'examples/expected' is no bundle: it has no episodes.csv"},
        misuse{"empty", "/dev/null", 1, "'/dev/null' is empty"},
        misuse{"header_only", "tests/report/data/header_only.csv", 1,
               "nothing usable in 'tests/report/data/header_only.csv': 0 records read"},
        misuse{"no_usable_column", "tests/report/data/other_table.csv", 1, "has no column 'client'"},
        misuse{"all_rejected", "tests/report/data/all_rejected.csv", 1, "line 2, column 'start' (a word): not a time"},
        misuse{"strict", "tests/report/data/one_rejected.csv --strict", 1,
               "line 3, column 'end': the end is before the start"},
        misuse{"missing_xes", "no-such.xes", 1, "'no-such.xes' cannot be opened"},
        misuse{"empty_input", "- </dev/null", 1, "'standard input' is empty"},
        misuse{"values_in_public", "examples/data/todays-path --show-values", 2, "--exact"},
        misuse{"bad_zone", "examples/data/todays-path --time-zone Mars", 2, "Europe/Helsinki"},
        misuse{"no_input", "", 2, "INPUT"}, misuse{"unknown_option", "examples/data/todays-path --wnidow 3", 2, "wnidow"},
        misuse{"bad_party", "examples/data/todays-path --party planet", 2, "planet"},
        misuse{"bad_number", "examples/data/todays-path --window long", 2,
               "--window: 'long' is no number of days; write one from 0 to 3000000, such as 30 or 0.5\n"},
        misuse{"negative", "examples/data/todays-path --tolerance -1", 2, "--tolerance: '-1' is no number of days"},
        misuse{"not_a_number", "examples/data/todays-path --bridge nan", 2, "'nan' is no number of days"},
        misuse{"too_many", "examples/data/todays-path --max-wait 3000001", 2, "'3000001' is no number of days"},
        misuse{"bad_time", "examples/data/todays-path --cutoff 31.2.2022", 2, "'31.2.2022' is not a time"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST_F(Program, HelpsAndTellsItsVersion) {
  const auto help = run("--help");
  EXPECT_EQ(help.status, 0);
  EXPECT_NE(help.out.find("--end-is-inclusive"), std::string::npos);
  EXPECT_EQ(run("--version").out, "0.1.0\n");
}

}  // namespace
