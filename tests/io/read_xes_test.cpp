// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "xes_text.hpp"

#include <polku/io/csv/read_csv.hpp>
#include <polku/log/has_same_records.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace {

using namespace polku;
using namespace polku_test;

class ReadXes : public ReadingXes {};

std::string transition(std::string_view word) { return attribute("lifecycle:transition", word); }
std::string begun(std::string_view time) { return attribute("start_timestamp", time, "date"); }
std::string step(std::string_view service, std::string_view word, std::string_view time) {
  return event_of(named(service) + transition(word) + at(time));
}

TEST_F(ReadXes, ATraceIsAClientAndAnEventARecord) {
  const auto r =
      read(xes(trace(named("c1") + event_of(named("coaching") + attribute("org:group", "Lehto") +
                                            attribute("org:role", "job coach") + attribute("org:resource", "w1") +
                                            attribute("polku:phase", "search") + at("2022-09-05T10:00:00+03:00"))) +
               trace(named("c2") + event_of(named("training") + at("2022-09-06")))));
  EXPECT_EQ(episodes(r.log),
            (list{"c1 coaching Lehto/job coach/w1/search 2022-09-05T07:00:00Z", "c2 training /// 2022-09-06"}));
  EXPECT_EQ(r.rows, 2u);
  EXPECT_EQ(r.log.place_of(0), 5u);
  EXPECT_EQ(r.log.place_of(1), 16u);
}

TEST_F(ReadXes, AttributesStandInAnyOrder) {
  const auto r = read(xes("<trace>\n" + event_of(at("2022-01-01") + named("s") + attribute("cost", "5", "int")) +
                          named("late") + event_of(named("t") + at("2022-01-02")) + attribute("note", "x") + "</trace>\n"));
  EXPECT_EQ(episodes(r.log), (list{"late s /// 2022-01-01", "late t /// 2022-01-02"}));
}

TEST_F(ReadXes, NestedAttributesAreNotTheEventsOwn) {
  const auto nest = [](const std::string& content) {
    return "<string key=\"x\" value=\"y\">\n" + content + "</string>\n<list key=\"l\"><values>" + content +
           "</values></list>\n<container key=\"k\">" + content + "</container>\n";
  };
  const auto inner = named("inner") + at("1999-01-01") + attribute("org:group", "inner") + event_of(named("no event"));
  const auto r = read(xes(nest(inner) + trace(nest(inner) + named("c") + nest(inner) +
                                              event_of(nest(inner) + named("s") + at("2022-01-01") + nest(inner)))));
  EXPECT_EQ(episodes(r.log), (list{"c s /// 2022-01-01"}));
  EXPECT_EQ(r.rows, 1u);
}

TEST_F(ReadXes, GlobalAttributesAreNoValuesOfAnyEvent) {
  const auto r = read(xes("<global scope=\"event\">" + named("UNKNOWN") + attribute("org:group", "UNKNOWN") +
                          at("1970-01-01") + "</global><global scope=\"trace\">" + named("UNKNOWN") + "</global>" +
                          "<classifier name=\"Activity\" keys=\"concept:name\"/>" + named("the log's name") +
                          trace(named("c") + event_of(named("s") + at("2022-01-01")) + event_of(named("t")))));
  EXPECT_EQ(episodes(r.log), (list{"c s /// 2022-01-01"}));
  EXPECT_EQ(faults(r), (list{"14 time: the time is missing"}));
}

TEST_F(ReadXes, ElementsMayCarryANamespacePrefix) {
  const auto r = read(
      "<xes:log xmlns:xes=\"http://www.xes-standard.org/\"><xes:trace><xes:string key=\"concept:name\" "
      "value=\"c\"/><xes:event>"
      "<xes:string key=\"concept:name\" value=\"s\"/><xes:date key=\"time:timestamp\" value=\"2022-01-01\"/></xes:event>"
      "</xes:trace></xes:log>");
  EXPECT_EQ(episodes(r.log), (list{"c s /// 2022-01-01"}));
}

TEST_F(ReadXes, ExtensionsMayGoByOtherPrefixes) {
  const auto r =
      read(xes("<extension name=\"Concept\" prefix=\"c\" uri=\"http://www.xes-standard.org/concept.xesext\"/>"
               "<extension name=\"Organizational\" prefix=\"o\" uri=\"http://code.deckfour.org/xes/org.xesext\"/>"
               "<extension name=\"Time\" prefix=\"t\" uri=\"time.xesext\"/>"
               "<extension name=\"Lifecycle\" prefix=\"l\" uri=\"http://www.xes-standard.org/lifecycle.xesext\"/>"
               "<extension name=\"Else\" prefix=\"concept\" uri=\"http://example.org/else\"/>" +
               trace(attribute("c:name", "x") +
                     event_of(attribute("c:name", "s") + attribute("o:group", "g") + attribute("l:transition", "start") +
                              attribute("t:timestamp", "2022-01-01", "date")) +
                     event_of(attribute("c:name", "s") + attribute("l:transition", "complete") +
                              attribute("t:timestamp", "2022-01-03", "date")))));
  EXPECT_EQ(episodes(r.log), (list{"x s g/// 2022-01-01..2022-01-03"}));
}

TEST_F(ReadXes, StartAndCompleteAreOneEpisode) {
  const auto r =
      read_trace(step("a", "start", "2022-01-01") + step("b", "START", "2022-01-02") + step("b", "suspend", "2022-01-02") +
                 step("a", "complete", "2022-01-03") + step("b", "complete", "2022-01-05") +
                 step("b", "complete", "2022-01-06") + step("a", "start", "2022-01-07"));
  EXPECT_EQ(episodes(r.log), (list{"c a /// 2022-01-01..2022-01-03", "c b /// 2022-01-02", "c b /// 2022-01-02..2022-01-05",
                                   "c b /// 2022-01-06", "c a /// 2022-01-07"}));
  EXPECT_EQ(r.rows, 7u);
  EXPECT_EQ(r.paired, 2u);
}

TEST_F(ReadXes, StartAndCompleteMeetInTwoTracesOfOneClient) {
  const auto r =
      read(xes(trace(named("c") + step("s", "complete", "2022-01-01")) +
               trace(named("d") + step("s", "start", "2022-01-01")) + trace(named("c") + step("s", "start", "2022-01-02")) +
               trace(named("c") + step("s", "complete", "2022-01-04") + event_of(named("t") + at("2022-01-03")))));
  EXPECT_EQ(episodes(r.log),
            (list{"c s /// 2022-01-01", "c s /// 2022-01-02..2022-01-04", "c t /// 2022-01-03", "d s /// 2022-01-01"}));
  EXPECT_EQ(r.paired, 1u);
}

TEST_F(ReadXes, PairsAsATableDoes) {
  std::mt19937 random(5);
  const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  for (int round = 0; round < 200; ++round) {
    std::string table = "client,service,organisation,start,lifecycle\n", traces;
    for (unsigned c = 0; c < 4; ++c) {
      const auto client = "c" + std::to_string(c);
      std::string events;
      for (unsigned i = below(12); i != 0; --i) {
        const auto service = "s" + std::to_string(below(2)), group = "g" + std::to_string(below(3));
        const auto time = "2022-01-0" + std::to_string(1 + below(9));
        const std::string word = std::vector<const char*>{"start", "complete", "suspend", ""}[below(c == 0 ? 2 : 4)];
        table += client + ',' + service + ',' + group + ',' + time + ',' + word + '\n';
        events += event_of(named(service) + attribute("org:group", group) + at(time) + transition(word));
      }
      traces += trace(named(client) + events);
    }
    const auto by_xes = read(xes(traces));
    const auto by_table = read_csv(file("x.csv", table));
    ASSERT_EQ(by_xes.paired, by_table.paired);
    ASSERT_TRUE(has_same_records(by_xes.log, by_table.log)) << table;
  }
}

TEST_F(ReadXes, AStartTimestampMakesAnEpisode) {
  const auto r = read_trace(event_of(named("s") + at("2022-01-05") + begun("2022-01-01") + transition("complete")) +
                            event_of(begun("2022-01-02") + named("open")) + event_of(named("point") + at("2022-01-03")) +
                            event_of(named("none") + begun("2022-01-04") + at("9999-12-31")));
  EXPECT_EQ(episodes(r.log), (list{"c s /// 2022-01-01..2022-01-05", "c open /// 2022-01-02..", "c point /// 2022-01-03",
                                   "c none /// 2022-01-04.."}));
}

TEST_F(ReadXes, TimesAreReadAsEverywhere) {
  const read_options options{.end_is_inclusive = true, .zone = time_zone::helsinki()};
  const auto r = read_trace(event_of(named("a") + begun("2022-01-01") + at("2022-01-31")) +
                                event_of(named("b") + begun("2022-01-01T00:00:00") + at("2022-01-31T00:00:00+02:00")) +
                                event_of(named("c") + attribute("time:timestamp", " 5.9.2022 8:30 ")) +
                                event_of(named("d") + at("2022-10-30T03:30:00")),
                            options);
  EXPECT_EQ(episodes(r.log), (list{"c b /// 2021-12-31T22:00:00Z..2022-01-30T22:00:00Z", "c a /// 2022-01-01..2022-02-01",
                                   "c c /// 2022-09-05T05:30:00Z", "c d /// 2022-10-30T00:30:00Z"}));
  ASSERT_EQ(r.repeated_hours.size(), 1u);
  EXPECT_EQ(r.repeated_hours[0].line, 19u);
  EXPECT_EQ(r.files[0].column(r.repeated_hours[0].column), "time:timestamp");
}

TEST_F(ReadXes, WithoutOrganisationsWorkersAreTheOrganisations) {
  const auto by = [](std::string_view worker) { return attribute("org:resource", worker); };
  const auto events = event_of(named("s") + by("w") + at("2022-01-01")) + step("p", "start", "2022-01-02") +
                      event_of(named("q") + by("v") + transition("start") + at("2022-01-03"));
  EXPECT_EQ(episodes(read_trace(events).log), (list{"c s w//w/ 2022-01-01", "c p /// 2022-01-02", "c q v//v/ 2022-01-03"}));
  // One event with an organisation decides for the whole log.
  const auto one = read_trace(events + event_of(named("r") + attribute("org:group", "g") + at("2022-01-04")));
  EXPECT_EQ(episodes(one.log),
            (list{"c s //w/ 2022-01-01", "c p /// 2022-01-02", "c q //v/ 2022-01-03", "c r g/// 2022-01-04"}));
  const auto chosen =
      read_trace(events + event_of(named("r") + attribute("x", "g") + at("2021-01-04")), {.columns = {.organisation = "x"}});
  EXPECT_EQ(episodes(chosen.log)[1], "c s //w/ 2022-01-01");
  // polku's own files are as they are.
  const auto own = read(xes("<extension name=\"P\" prefix=\"polku\" uri=\"x\"/>" + trace(named("c") + events)));
  EXPECT_EQ(episodes(own.log)[0], "c s //w/ 2022-01-01");
}

TEST_F(ReadXes, AnEmptyValueIsMissing) {
  const auto r = read_trace(event_of(named("s") + attribute("org:group", "") + attribute("org:resource", "w") +
                                     attribute("start_timestamp", "") + at("2022-01-01")));
  EXPECT_EQ(episodes(r.log), (list{"c s w//w/ 2022-01-01"}));
}

TEST_F(ReadXes, TheCallerNamesOtherKeys) {
  const auto text =
      xes(trace(attribute("case", "x") + named("not this") +
                event_of(attribute("Activity", "s") + named("n") + attribute("unit", "u") + attribute("lc", "start") +
                         attribute("when", "2022-01-01")) +
                event_of(attribute("Activity", "s") + attribute("lc", "complete") + attribute("when", "2022-01-04"))));
  const auto r = read(text, {.columns = {.client = "case",
                                         .service = "Activity",
                                         .organisation = "unit",
                                         .worker = "unit",
                                         .start = "when",
                                         .end = "when",
                                         .lifecycle = "lc"}});
  EXPECT_EQ(episodes(r.log), (list{"x s u//u/ 2022-01-01..2022-01-04"}));
  EXPECT_EQ(r.files[0].column("time"), "when");
}

TEST_F(ReadXes, ANamedEndMakesTheTimestampTheStart) {
  const auto events = event_of(named("s") + at("2022-01-01") + attribute("closed", "2022-01-04", "date")) +
                      event_of(named("t") + at("2022-01-02") + begun("2022-01-01")) +
                      event_of(named("u") + attribute("closed", "2022-01-03", "date"));
  EXPECT_EQ(episodes(read_trace(events, {.columns = {.end = "closed"}}).log),
            (list{"c s /// 2022-01-01..2022-01-04", "c t /// 2022-01-01..", "c u /// 2022-01-03"}));
  EXPECT_EQ(episodes(read_trace(events, {.columns = {.start = "closed"}}).log),
            (list{"c t /// 2022-01-02", "c u /// 2022-01-03.."}));
  // --start time:timestamp: as one would say of a table.
  EXPECT_EQ(episodes(read_trace(events, {.columns = {.start = "time:timestamp"}}).log),
            (list{"c s /// 2022-01-01", "c t /// 2022-01-02"}));
}

TEST_F(ReadXes, ANamedKeyThatIsNowhereIsAnErrorThatNamesTheNearest) {
  const auto text = xes(trace(named("c") + attribute("case id", "1") +
                              event_of(named("s") + attribute("Department", "d") + at("2022-01-01"))));
  EXPECT_EQ(
      failure(text, {.columns = {.organisation = "Departmnt"}}),
      "x.xes' has no event with the key 'Departmnt' for the organisation; their keys are 'concept:name', 'Department', "
      "'time:timestamp'. Name the right one (--organisation NAME). Is it 'Department'?");
  EXPECT_EQ(
      failure(text, {.columns = {.client = "case_id"}}),
      "x.xes' has no trace with the key 'case_id' for the client; their keys are 'concept:name', 'case id'. Name the right "
      "one (--client NAME). Is it 'case id'?");
  EXPECT_EQ(failure(text, {.columns = {.organisation = "department"}}).substr(0, 53),
            "x.xes' has no event with the key 'department' for the");  // keys match exactly
  EXPECT_EQ(failure(xes(""), {.columns = {.client = "x"}}), "no failure");
}

TEST_F(ReadXes, ListsEveryRecordThatCannotBeUsedInTheOrderOfTheFile) {
  const auto r = read(xes(event_of(named("outside") + at("2022-01-01")) +                                      // 3
                          trace(named("c") + event_of(at("2022-01-01")) +                                      // 9
                                event_of(named("s")) +                                                         // 12
                                event_of(named("s") + at("soon")) +                                            // 15
                                event_of(named("s") + begun("2022-02-31") + at("2022-03-01")) +                // 19
                                event_of(named("s") + begun("2022-02-01") + at("2022-01-01")) +                // 24
                                event_of(named("s") + at("0999-01-01T00:00:00Z")) +                            // 29
                                event_of(named("s") + at("2022-01-01"))) +                                     // 33
                          trace(event_of(named("s") + at("2022-01-01")) + event_of(named("s") + at("soon")) +  // 39, 43
                                event_of(at("2022-01-01")))));                                                 // 47
  EXPECT_EQ(faults(r),
            (list{"3 client: the client is missing", "9 service: the service is missing", "12 time: the time is missing",
                  "15 time: not a time", "19 start: no such day or hour", "24 end: the end is before the start",
                  "29 time: the time lies outside the years 1400 to 9999", "39 client: the client is missing",
                  "43 time: not a time", "47 client: the client is missing"}));
  EXPECT_EQ(r.log.size(), 1u);
}

TEST_F(ReadXes, DescribesARejectionByTheKeyInTheFile) {
  const auto r = read_trace(
      event_of(named("Matti") + at("yesterday")) + event_of(begun("x") + named("Matti")) + event_of(at("2022-01-01")),
      {.keep_values = true});
  ASSERT_EQ(r.rejected.size(), 3u);
  const auto begins = [&](std::size_t i, std::string_view text) {
    return describe(r.files[0], r.rejected[i]).substr(folder_.string().size() + 1).starts_with(text);
  };
  EXPECT_TRUE(begins(0, "x.xes, line 5, column 'time:timestamp' ("));
  EXPECT_TRUE(begins(1, "x.xes, line 9, column 'start_timestamp' ("));
  EXPECT_TRUE(begins(2, "x.xes, line 13, column 'concept:name': the service is missing"));
  EXPECT_EQ(r.rejected_values, (list{"yesterday", "x", ""}));
}

TEST_F(ReadXes, StopsAtTheFirstBadRecordWhereStrict) {
  const auto text = xes(trace(named("c") + event_of(named("s") + at("2022-01-01")) + event_of(named("s") + at("soon")) +
                              event_of(named("s"))) +
                        "<broken");
  EXPECT_TRUE(failure(text, {.is_strict = true}).starts_with("x.xes, line 9, column 'time:timestamp' ("));
}

TEST_F(ReadXes, ReadsTheOtherRecordsOfAClient) {
  const auto r = read(xes(
      "<extension name=\"Polku\" prefix=\"p\" uri=\"https://example.org/polku.xesext\"/>" +
      trace("<list key=\"p:milestones\"><values>\n"
            "<date key=\"p:milestone\" value=\"2022-01-03\">\n" +
            attribute("p:kind", "job start") + attribute("p:detail", "half days") +
            "</date>\n<date key=\"p:milestone\" value=\"2022-01-04\"/>\n</values></list>\n" +
            "<list key=\"p:handovers\"><values>\n<date key=\"p:handover\" value=\"2022-01-02\">" + attribute("p:from", "A") +
            attribute("p:to", "B") + attribute("p:manner", "Warm") + attribute("p:status", "proposed") +
            "</date>\n<date key=\"p:handover\" value=\"2022-01-02\">" + attribute("p:manner", "hot") +
            "</date></values></list>\n" + "<list key=\"p:plans\"><values><date key=\"p:plan\" value=\"2022-01-01\">" +
            attribute("p:kind", "plan") + attribute("p:until", "2022-01-02", "date") + "</date></values></list>\n" +
            "<list key=\"p:consents\"><values><date key=\"p:consent\" value=\"2022-01-01\">" + attribute("p:party", "B") +
            "</date><date key=\"p:consent\" value=\"2022-01-05\">" + attribute("p:party", "B") +
            attribute("p:until", "2022-01-01") + "</date></values></list>\n" + "<list key=\"p:else\"><values>" + named("x") +
            "</values></list>\n" + named("c"))));
  EXPECT_EQ(r.rows, 7u);
  EXPECT_EQ(faults(r), (list{"9 kind: the kind is missing", "17 manner: not one of the words this column takes (manner",
                             "23 until: the end is before the start"}));
  EXPECT_EQ(r.rejected[1].what.kind, record_kind::handovers);
  const auto c = client_id{0};
  ASSERT_EQ(r.log.milestones().of(c).size(), 1u);
  EXPECT_EQ(r.log.milestone_details()[r.log.milestones().of(c)[0].detail], "half days");
  ASSERT_EQ(r.log.handovers().of(c).size(), 1u);
  EXPECT_EQ(r.log.handovers().of(c)[0].manner, manner::warm);
  EXPECT_EQ(r.log.handovers().of(c)[0].status, handover_status::proposed);
  EXPECT_EQ(r.log.party_names()[r.log.handovers().of(c)[0].to], "B");
  ASSERT_EQ(r.log.plans().of(c).size(), 1u);
  EXPECT_EQ(r.log.plans().of(c)[0].validity.end, time_point(date(2022, 1, 2)));
  EXPECT_EQ(r.log.consents().of(c)[0].validity.end, open_end);
}

TEST_F(ReadXes, CountsWhatBeginsAfterTheCutoff) {
  const auto r = read_trace(event_of(named("s") + at("2022-01-01")) + event_of(named("s") + at("2022-01-03")) +
                                step("t", "start", "2022-01-01") + step("t", "complete", "2022-01-04"),
                            {.cutoff = time_point(date(2022, 1, 2))});
  EXPECT_EQ(r.log.after_cutoff(), 1u);
  EXPECT_EQ(episodes(r.log), (list{"c s /// 2022-01-01", "c t /// 2022-01-01.."}));
}

TEST_F(ReadXes, ALogWithoutTracesIsEmpty) {
  EXPECT_TRUE(read("<log/>").log.empty());
  EXPECT_TRUE(read(xes(trace("") + trace(named("c")))).log.empty());
}

TEST_F(ReadXes, CountsLinesWhereverBlocksEnd) {
  // Long enough for several blocks, with tags that go over lines, and carriage returns.
  std::string text = "<log>\r\n<trace>\r\n" + named("c");
  std::vector<std::uint32_t> lines;
  std::uint32_t line = 4;
  for (std::uint32_t i = 0; i < 60'000; ++i) {
    lines.push_back(line);
    text += "<event>\r\n<string\r\nkey='concept:name' value='s" + std::to_string(i % 7) + "'/>" + at("2022-01-01") +
            "</event>\r\n";
    line += 4;
  }
  text += "</trace></log>";
  ASSERT_GT(text.size(), std::size_t{3} << 20);
  const auto r = read(text);
  ASSERT_EQ(r.log.size(), lines.size());
  for (std::uint32_t i = 0; i < lines.size(); ++i) ASSERT_EQ(r.log.place_of(i), lines[i]);
}

TEST_F(ReadXes, TellsHowFarItHasCome) {
  std::string content = named("c");
  for (int i = 0; i < 60'000; ++i) content += event_of(named("s") + at("2022-01-01"));
  const auto text = packed(xes(trace(content)));
  std::vector<std::uint64_t> places;
  const auto r = read(text, {.progress = [&](const read_progress& p) {
                        EXPECT_EQ(p.of, text.size());
                        places.push_back(p.bytes);
                      }});
  EXPECT_EQ(r.log.size(), 60'000u);
  ASSERT_GT(places.size(), 3u);
  EXPECT_TRUE(std::is_sorted(places.begin(), places.end()));
  EXPECT_EQ(places.back(), text.size());
}

TEST_F(ReadXes, UnpacksGzipWhateverTheFileIsCalled) {
  const auto text = xes(trace(named("c") + event_of(named("s") + at("2022-01-01"))));
  EXPECT_EQ(read(packed(text)).log.size(), 1u);
  EXPECT_EQ(read(packed(text.substr(0, 40)) + packed(text.substr(40))).log.size(), 1u);  // two members
  EXPECT_EQ(read(packed(text) + packed("") + std::string(700, '\0')).log.size(), 1u);
  EXPECT_EQ(read_xes(file("x.gz", text)).log.size(), 1u);
}

TEST_F(ReadXes, KnowsEncodings) {
  const auto body = [](std::string_view name) {
    return "<log>" + trace(attribute("concept:name", name) + event_of(named("s") + at("2022-01-01"))) + "</log>";
  };
  const auto client = [&](const std::string& text) { return std::string(read(text).log.name_of(client_id{0})); };
  EXPECT_EQ(client("\xEF\xBB\xBF" + body("ä")), "ä");
  EXPECT_EQ(client("<?xml version='1.0' encoding='ISO-8859-1'?>" + body("\xE4")), "ä");
  EXPECT_EQ(client("<?xml version='1.0' encoding='Windows-1252'?>" + body("\x80 \xE4 \x8A \x81")), "€ ä Š \xC2\x81");
  EXPECT_EQ(client("<?xml version='1.0' encoding='ISO-8859-15'?>" + body("\xA4 \xE4 \xA6")), "€ ä Š");
  std::string wide = "\xFF\xFE";
  for (const char c : body("wide\n\n")) (wide += c) += '\0';
  EXPECT_EQ(client(wide), "wide  ");
  EXPECT_EQ(read(wide).log.place_of(0), 5u);
}

TEST_F(ReadXes, ReadsWhatNumericReferencesSay) {
  const auto r = read(xes(trace(named("a &amp; &lt;b&gt; &quot;c&quot; &apos;&#228;&#x1F600;") +
                                event_of(named("l&#10;m") + at("2022-01-01")))));
  EXPECT_EQ(r.log.name_of(client_id{0}), "a & <b> \"c\" 'ä😀");
  EXPECT_EQ(r.log.episode_at(0, client_id{0}).service, "l\nm");
}

}  // namespace
