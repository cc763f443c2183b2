// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Pseudonyms, and that no id is left where the program writes them.
#include "../temp_folder.hpp"

#include <polku/report/pseudonyms.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <regex>
#include <set>
#include <vector>

#include <sys/wait.h>

namespace {

using namespace polku;
using nlohmann::json;

std::string long_key() {
  std::string key;
  for (int i = 0; i < 200; ++i) key += static_cast<char>(i);
  return key;
}

// Computed by Python's hashlib.blake2b, as the header says.
TEST(Pseudonyms, AreTheKeyedHashesThatTheHeaderDescribes) {
  const auto a = pseudonyms::keyed("0123456789abcdef");
  EXPECT_EQ(a(""), "c-h6ytab83q1dgzgkt");
  EXPECT_EQ(a("A-01"), "c-pv8s1kk4hketejxp");
  EXPECT_EQ(a("A-02"), "c-drnnmf17mzehqyy7");
  EXPECT_EQ(a(std::string_view("työ\0x", 6)), "c-1qq7tvsf7b5ptwqf");
  const auto b = pseudonyms::keyed(long_key());
  EXPECT_EQ(b(""), "c-vrng6e8st5twh64s");
  EXPECT_EQ(b("A-01"), "c-k66vpfaq9mrebgye");
  EXPECT_EQ(b(std::string_view("työ\0x", 6)), "c-ntfknxfnrawj17b6");
}

TEST(Pseudonyms, RandomOnesAreSteadyInOneRunAndOtherOnesInTheNext) {
  const auto a = pseudonyms::random(), b = pseudonyms::random();
  EXPECT_EQ(a("A-01"), a("A-01"));
  EXPECT_NE(a("A-01"), b("A-01"));
}

TEST(Pseudonyms, DoNotCollide) {
  const auto p = pseudonyms::random();
  std::set<std::string> seen;
  const std::regex form("c-[0-9a-hjkmnp-tv-z]{16}");
  for (int i = 0; i < 100'000; ++i) seen.insert(p(std::to_string(i)));
  EXPECT_EQ(seen.size(), 100'000u);
  EXPECT_TRUE(std::all_of(seen.begin(), std::next(seen.begin(), 1000),
                          [&](const auto& text) { return std::regex_match(text, form); }));
}

TEST(Pseudonyms, RefuseAShortKey) {
  EXPECT_THROW((void)pseudonyms::keyed("fifteen bytes.."), std::invalid_argument);
  EXPECT_NO_THROW((void)pseudonyms::keyed("sixteen bytes..."));
}

class PseudonymKey : public polku_test::TempFolder {};

TEST_F(PseudonymKey, IsAllOfTheFileButOneLineBreakAtItsEnd) {
  const auto read = [&](const std::string& content) { return read_pseudonym_key(file("key", content)); };
  EXPECT_EQ(read("0123456789abcdef"), "0123456789abcdef");
  EXPECT_EQ(read("0123456789abcdef\n"), "0123456789abcdef");
  EXPECT_EQ(read("0123456789abcdef\r\n"), "0123456789abcdef");
  EXPECT_EQ(read("0123456789abcdef\n\n"), "0123456789abcdef\n");
  EXPECT_EQ(read("0123456789abcdef\r"), "0123456789abcdef\r");
  EXPECT_EQ(read(long_key()), long_key());
  EXPECT_EQ(read(std::string(1 << 16, 'x')).size(), std::size_t{1} << 16);
}

TEST_F(PseudonymKey, IsRefusedInASentenceThatDoesNotShowIt) {
  const auto refusal = [&](const std::filesystem::path& path) -> std::string {
    try {
      (void)read_pseudonym_key(path);
    } catch (const input_error& e) {
      return e.what();
    }
    return "accepted";
  };
  const auto too_short = refusal(file("short", "secret123456789\n"));
  EXPECT_NE(too_short.find("it has 15 bytes, not counting a line break at its end, and needs 16"), std::string::npos)
      << too_short;
  EXPECT_EQ(too_short.find("secret"), std::string::npos);
  EXPECT_NE(refusal(folder_ / "none").find("cannot be opened"), std::string::npos);
  EXPECT_NE(refusal(folder_).find("is a directory"), std::string::npos);
  EXPECT_NE(refusal("/dev/null").find("too short"), std::string::npos);
  EXPECT_NE(refusal("/dev/zero").find("longer than 64 KiB"), std::string::npos);
}

class ProgramPseudonyms : public polku_test::TempFolder {
 protected:
  struct outcome {
    int status;
    std::string out, err;
  };
  outcome run(const std::string& arguments) const {
    const auto out = folder_ / "out", err = folder_ / "err";
    const auto status = std::system(("cd '" POLKU_SOURCE_DIR "' && '" POLKU_REPORT "' " + arguments + " >'" + out.string() +
                                     "' 2>'" + err.string() + "'")
                                        .c_str());
    return {WEXITSTATUS(status), text_of(out), text_of(err)};
  }
  // Everything that can be written, one after the other.
  std::string all_outputs(const std::string& arguments) const {
    std::string all, options;
    for (const auto* format : {"json", "html", "dot", "graphml"})
      options.append(" --").append(format).append(" '").append((folder_ / format).string()).append("'");
    const auto ran = run(arguments + options);
    EXPECT_EQ(ran.status, 0) << ran.err;
    all = ran.out + ran.err;
    for (const auto* format : {"json", "html", "dot", "graphml"}) all += text_of(folder_ / format);
    return all;
  }
  static std::size_t count(const std::string& text, const std::string& pattern) {
    const std::regex r(pattern);
    return static_cast<std::size_t>(std::distance(std::sregex_iterator(text.begin(), text.end(), r), {}));
  }
  const std::string key_ = "'" + file("key", "0123456789abcdef\n").string() + "'";
};

TEST_F(ProgramPseudonyms, LeaveNoIdInAnyOutput) {
  for (const std::string example : {"todays-path", "orimattila-pilot"}) {
    const auto ids = example == "todays-path" ? "A-0[1-5]" : "B-0[1-5]";
    const auto input = "examples/data/" + example + " --exact";
    EXPECT_GT(count(all_outputs(input), ids), 5u);
    EXPECT_EQ(count(all_outputs(input + " --pseudonyms"), ids), 0u);
    EXPECT_EQ(count(all_outputs(input + " --pseudonyms " + key_), ids), 0u);
    for (const std::string party : {"service", "role", "worker"})
      EXPECT_EQ(count(all_outputs(input + " --reading succession --pseudonyms --party " + party), ids), 0u);
  }
}

// Records that every list and check of the report has something of, one of them rejected.
TEST_F(ProgramPseudonyms, LeaveNoIdWhereRecordsAreOdd) {
  file("episodes.csv",
       "client,service,organisation,start,end\n"
       "ODD-1,s,A,2022-01-01,2022-01-10\nODD-1,s,A,2022-01-01,2022-01-10\nODD-1,s,A,2022-01-05,2022-02-20\n"
       "ODD-1,t,B,2022-01-05,2022-02-20\nODD-1,t,,2022-03-05,\nODD-2,s,A,2022-03-01,2022-03-05\n"
       "ODD-2,t,B,2022-03-05,2022-03-08\nODD-2,s,A,2022-03-08,2022-03-15\nODD-2,t,B,2022-03-15,2022-03-28\n"
       "ODD-3,s,A,never,\nODD-4,s,A,2022-03-02,2022-03-01\n");
  file("milestones.csv", "client,at,kind\nODD-1,2022-02-01,exit\n");
  file("handovers.csv", "client,at,from,to\nODD-2,2022-02-01,A,B\nODD-2,2022-03-05,A,C\n");
  file("obligations.json",
       R"([{"form": "while_active", "when": {"organisation": "A"}, "needed": [{"organisation": "B"}]}])");
  const auto input = "'" + folder_.string() + "' --exact --tolerance 1";
  const auto exact = all_outputs(input);
  EXPECT_GT(count(exact, "ODD-[12]"), 10u);
  EXPECT_GT(count(exact, "is in the log twice"), 0u);
  EXPECT_GT(count(exact, "client ODD-[12]: "), 0u);  // a violation's sentence
  const auto hidden = all_outputs(input + " --pseudonyms");
  EXPECT_EQ(count(hidden, "ODD-"), 0u);
  EXPECT_EQ(count(hidden, "c-[0-9a-z]{16}"), count(exact, "ODD-[12]"));
}

TEST_F(ProgramPseudonyms, AreTheSameUnderTheSameKeyOnly) {
  const auto lists = [&](const std::string& arguments) {
    const auto path = folder_ / "r.json";
    EXPECT_EQ(run("examples/data/todays-path --exact -q " + arguments + " --json '" + path.string() + "'").status, 0);
    return json::parse(text_of(path));
  };
  const auto keyed = lists("--pseudonyms " + key_);
  EXPECT_EQ(keyed, lists("--pseudonyms=" + key_));
  EXPECT_NE(keyed, lists("--pseudonyms"));
  EXPECT_NE(lists("--pseudonyms"), lists("--pseudonyms"));

  // Nothing but the ids and the order of the lists differs from the exact report.
  const auto p = pseudonyms::keyed("0123456789abcdef");
  auto text = lists("").dump();
  for (int i = 1; i <= 5; ++i) {
    const auto id = "A-0" + std::to_string(i);
    text = std::regex_replace(text, std::regex(id), p(id));
  }
  auto expected = json::parse(text);
  const auto order = [](json& items) {
    std::stable_sort(items.begin(), items.end(), [](const json& a, const json& b) { return a["client"] < b["client"]; });
  };
  for (const auto* list : {"loops", "gaps", "handovers"}) order(expected[list]["items"]);
  for (auto& o : expected["obligations"]) order(o["items"]);
  for (auto& c : expected["checks"]) order(c["items"]);
  EXPECT_EQ(keyed, expected);
}

TEST_F(ProgramPseudonyms, AreWrongUsageWhereTheyWouldHideNothing) {
  const auto misuse = [&](const std::string& arguments, int status, const std::string& sentence) {
    const auto ran = run("examples/data/todays-path " + arguments);
    EXPECT_EQ(ran.status, status) << arguments;
    EXPECT_EQ(ran.out, "") << arguments;
    EXPECT_NE(ran.err.find(sentence), std::string::npos) << ran.err;
  };
  misuse("--pseudonyms", 2, "--exact");
  misuse("--exact --show-values --pseudonyms", 2, "--show-values excludes --pseudonyms");
  misuse("--exact --pseudonyms no-such-key", 1, "'no-such-key' cannot be opened");
  misuse("--exact --pseudonyms tests", 1, "'tests' is a directory");
  misuse("--exact --pseudonyms '" + file("short", "secret").string() + "'", 1, "is too short for a key");
  EXPECT_EQ(run("- --exact --pseudonyms - </dev/null").status, 2);
  EXPECT_NE(run("--help").out.find("can still identify a person"), std::string::npos);
}

TEST_F(ProgramPseudonyms, MayStandBeforeTheInputWithoutAKey) {
  EXPECT_EQ(run("--exact --pseudonyms examples/data/todays-path").status, 0);
  EXPECT_EQ(run("--exact --pseudonyms " + key_ + " examples/data/todays-path").out,
            run("examples/data/todays-path --exact --pseudonyms " + key_).out);
}

class ProgramGraphs : public ProgramPseudonyms {};

TEST_F(ProgramGraphs, AreWrittenWholeOrNotAtAll) {
  for (const std::string option : {"--dot", "--graphml"}) {
    const auto ran = run("examples/data/todays-path " + option + " /no/such/folder/x");
    EXPECT_EQ(ran.status, 1);
    EXPECT_NE(ran.err.find("'/no/such/folder/x' cannot be written"), std::string::npos) << ran.err;
    EXPECT_EQ(run("examples/data/todays-path -q " + option + " /dev/full").status, 1);
  }
}

TEST_F(ProgramGraphs, CanBePiped) {
  EXPECT_EQ(run("examples/data/todays-path -q --dot /dev/stdout | head -1").out, "digraph transitions {\n");
  EXPECT_TRUE(run("examples/data/todays-path -q --graphml /dev/stdout | cat").out.ends_with("</graphml>\n"));
}

// An error tells of columns and files by names that others chose.
TEST_F(ProgramGraphs, ErrorsDoNotSteerTheTerminal) {
  const auto ran = run("'" + file("x\x1B[2J.csv", "client,service,start\na,s,never\n").string() + "'");
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.err.find('\x1B'), std::string::npos);
  EXPECT_NE(ran.err.find("x<U+001B>[2J.csv, line 2"), std::string::npos) << ran.err;
}

}  // namespace
