// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/io/json/audit_json.hpp>
#include <polku/io/json/instrument_json.hpp>
#include <polku/io/text_file.hpp>
#include <polku/quality/quality_criteria.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace {

using namespace polku;

const auto shipped = std::filesystem::path(POLKU_SOURCE_DIR) / "examples/data/quality/ips-25.json";

std::string refusal_of_instrument(std::string text) {
  try {
    (void)read_instrument(text, "i.json");
  } catch (const input_error& e) {
    return e.what();
  }
  return "";
}
std::string refusal_of_audits(std::string text) {
  try {
    (void)read_audits(text, "a.json", quality_criteria());
  } catch (const input_error& e) {
    return e.what();
  }
  return "";
}
std::string criteria_with(const std::string& pointer, nlohmann::ordered_json value) {
  auto json = to_json(quality_criteria());
  json[nlohmann::ordered_json::json_pointer(pointer)] = std::move(value);
  return json.dump();
}

TEST(InstrumentJson, TheShippedFileIsTheEmbeddedInstrument) {
  const auto text = read_text_file(shipped);
  EXPECT_EQ(text, to_json(quality_criteria()).dump(2) + "\n");
  EXPECT_EQ(read_instrument(text, "ips-25.json"), quality_criteria());
}

TEST(InstrumentJson, ReadsBackAsTheSameValue) {
  instrument i{.name = "Oma \"väline\"",
               .version = "3",
               .source = "x",
               .scale = {0, 3},
               .sections = {{"a"}, {"b", "bee", "be"}},
               .items = {{.number = 4,
                          .section = "b",
                          .name = "n",
                          .finnish = "nimi",
                          .unit = "%",
                          .scale = score_scale{1, 9},
                          .anchors = {{.score = 2, .text = "some"},
                                      {.score = 4, .at_least = 33.25, .known = provenance::checked},
                                      {.score = 5, .at_least = 1e17}},
                          .evidence = evidence_measure::follow_along}},
               .bands = {{.name = "all"}}};
  EXPECT_EQ(read_instrument(to_json(i).dump(2), "x"), i);
}

TEST(InstrumentJson, AMalformedInstrumentIsRefusedWithTheMemberNamed) {
  EXPECT_EQ(refusal_of_instrument(criteria_with("/items/3/nane", "x")),
            "i.json, items[3].nane: is no member of an item; is it 'name'?");
  EXPECT_EQ(refusal_of_instrument(criteria_with("/items/3/number", "four")),
            "i.json, items[3].number: is the string 'four'; expected a whole number from 0 to 4294967295");
  EXPECT_EQ(refusal_of_instrument(criteria_with("/items/0/anchors/1/at_most", "forty")),
            "i.json, items[0].anchors[1].at_most: is the string 'forty'; expected a number");
  EXPECT_EQ(refusal_of_instrument(criteria_with("/items/3/number", 3)),
            "i.json, items[3].number: 3 is an item already; items are told by number");
  EXPECT_EQ(refusal_of_instrument(criteria_with("/items/3/evidence", "case load")),
            "i.json, items[3].evidence: 'case load' is not a measure of records; is it 'caseload'?");
  EXPECT_EQ(refusal_of_instrument(criteria_with("/bands/1/known", "check")),
            "i.json, bands[1].known: 'check' is not a provenance; is it 'checked'?");
  EXPECT_EQ(refusal_of_instrument(R"({"name": "x", "scale": {"lowest": 1, "highest": 5}, "sections": ["s"]})"),
            "i.json, items: is missing; an instrument needs it");
  EXPECT_EQ(refusal_of_instrument("{\"name\": \"x\",\n \"name\": \"y\"}"),
            "i.json, line 2, column 2: the member 'name' is given twice in one object; keep one of them");
}

TEST(AuditJson, ReadsBackAsTheSameValue) {
  const std::vector<audit> audits = {
      {.service = "IPS", .at = date(2020, 3, 1), .raters = {{"A", {{1, 5}}}, {"B", {}}}, .agreed = {{2, 3}}},
      {.service = "IPS", .at = date(2021, 2, 1), .instrument_name = quality_criteria().name, .note = "later"}};
  EXPECT_EQ(read_audits(to_json(audits).dump(), "x", quality_criteria()), audits);
  EXPECT_EQ(read_audits("{\"audits\": " + to_json(audits).dump() + "}", "x", quality_criteria()), audits);
}

TEST(AuditJson, RefusesWithOneSentenceForEachProblem) {
  const std::string head = R"([{"service": "IPS", "at": "2020-03-01", "agreed": )";
  EXPECT_EQ(refusal_of_audits(head + R"([{"item": 1, "score": 6}]}])"),
            "a.json, [0].agreed[0].score: item 1 has a score of 6; the scale goes from 1 to 5");
  EXPECT_EQ(refusal_of_audits(head + R"([{"item": 26, "score": 5}]}])"),
            "a.json, [0].agreed[0].item: there is no item 26; the instrument has 25 items, the last of them 25");
  EXPECT_EQ(refusal_of_audits(head + R"([{"item": 1, "score": 5}, {"item": 1, "score": 5}]}])"),
            "a.json, [0].agreed[1].item: item 1 has two scores that were agreed on; keep one of them");
  EXPECT_EQ(refusal_of_audits(head + R"([{"item": 1, "score": null}]}])"),
            "a.json, [0].agreed[0].score: is null; expected a whole number from 0 to 4294967295");
  EXPECT_EQ(
      refusal_of_audits(R"({"audits": [{"service": "IPS", "at": "2021-02-01"}, {"service": "IPS", "at": "2020-03-01"}]})"),
      "a.json, audits[1].at: 2020-03-01 is not after 2021-02-01, the audit before of the same service; put them in "
      "the order of their dates");
  EXPECT_EQ(refusal_of_audits(R"([{"service": "IPS", "at": "03/2020"}])").substr(0, 36),
            "a.json, [0].at: is the string '03/20");
}

}  // namespace
