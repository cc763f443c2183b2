// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The transition graph as DOT and GraphML, and what Graphviz and networkx make of it.
#include "../days.hpp"
#include "../temp_folder.hpp"
#include "hostile_names.hpp"

#include <polku/report/dot.hpp>
#include <polku/report/graphml.hpp>
#include <polku/report/json.hpp>
#include <polku/report/summarise.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <random>

namespace {

using namespace polku;
using namespace std::string_view_literals;
using nlohmann::json;

bool succeeds(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

class GraphFiles : public polku_test::TempFolder {
 protected:
  std::string output_of(const std::string& command) const {
    const auto to = folder_ / "output";
    EXPECT_EQ(std::system((command + " >'" + to.string() + "'").c_str()), 0) << command;
    return text_of(to);
  }
  json read_by_python(const std::string& kind, const std::filesystem::path& path) const {
    return json::parse(output_of("/usr/bin/python3 '" POLKU_SOURCE_DIR "/tests/report/read_graph.py' " + kind + " '" +
                                 path.string() + "'"));
  }
  // The texts of the drawing.
  std::vector<std::string> drawn(const summary& s) const {
    const auto dot = file("x.dot", to_dot(s)), svg = folder_ / "x.svg";
    EXPECT_EQ(output_of("dot -Tsvg -o '" + svg.string() + "' '" + dot.string() + "' 2>&1"), "");  // no complaint either
    return read_by_python("svg", svg);
  }
};
#define POLKU_NEEDS(command) \
  if (!succeeds(command)) GTEST_SKIP() << "not installed: " command

summary with_few_in_c(bool is_shareable) {
  log_builder builder;
  int client = 0;
  const auto add = [&](int clients, std::initializer_list<const char*> parties) {
    for (int i = 0; i < clients; ++i, ++client) {
      int at = 0;
      for (const auto* party : parties) {
        (void)builder.add(episode{.client = std::to_string(client),
                                  .service = "s",
                                  .organisation = party,
                                  .start = polku_test::day(at),
                                  .end = polku_test::day(at + 10)});
        at += 12;
      }
    }
  };
  add(10, {"A", "B", "A"});
  add(10, {"B", "A"});
  add(2, {"A", "C"});
  read_log read;
  read.log = builder.finish(polku_test::day(100));
  return summarise(read, analyse(read.log), {.is_shareable = is_shareable});
}

TEST_F(GraphFiles, DotHasANodePerPartyAndAnEdgePerTransition) {
  const auto text = to_dot(with_few_in_c(false));
  EXPECT_NE(
      text.find(R"(n0 [label="A\n22 clients, 32 stays", tooltip="A", component=1, peripheries=2, fillcolor="#fff0d0", )"
                R"(stays=32, clients=22, first=12, last=20, terminal=20, re_entries=0, days=320];)"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find(R"(n0 -> n2 [label="2 clients,\n2 times,\nmedian lag 2 days", tooltip="A -> C", penwidth=1.40, )"
                      R"(transitions=2, clients=2, lag_days_min=2,)"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("penwidth=5.00, transitions=20, clients=20,"), std::string::npos) << text;
  EXPECT_NE(text.find("INTERNAL"), std::string::npos);
}

TEST_F(GraphFiles, FiguresThatMayNotBeShownAreAbsent) {
  const auto s = with_few_in_c(true);
  ASSERT_FALSE(s.graph.transitions.at(1).clients) << "A to C";
  const auto dot = to_dot(s);
  EXPECT_NE(dot.find("n0 -> n2 [label=\"·\", tooltip=\"A -> C\", style=dashed];"), std::string::npos) << dot;
  EXPECT_NE(dot.find("n2 [label=\"C\\n· clients, · stays\", tooltip=\"C\"];"), std::string::npos) << dot;
  const auto graphml = to_graphml(s);
  EXPECT_NE(graphml.find("<edge source=\"n0\" target=\"n2\">\n    </edge>"), std::string::npos) << graphml;
  EXPECT_NE(graphml.find("<node id=\"n2\">\n      <data key=\"node_party\">C</data>\n    </node>"), std::string::npos);
}

TEST_F(GraphFiles, TooFewClientsGiveAGraphWithoutNodes) {
  summary s;
  EXPECT_EQ(to_dot(s).find("n0"), std::string::npos);
  EXPECT_EQ(to_graphml(s).find("<node"), std::string::npos);
  POLKU_NEEDS("dot -V");
  EXPECT_FALSE(drawn(s).empty());  // the caption
}

TEST_F(GraphFiles, ATransitionBetweenPartiesThatAreNotListedIsRefused) {
  summary s;
  s.graph.transitions.push_back({.from = "A", .to = "B"});
  EXPECT_THROW((void)to_dot(s), std::out_of_range);
  EXPECT_THROW((void)to_graphml(s), std::out_of_range);
}

// The same figures as in the report's JSON, by names of their own.
json expected_graph(const summary& s) {
  const auto r = json(to_json(s));
  json out = {{"directed", true}, {"data", json::object()}, {"nodes", json::array()}, {"edges", json::array()}};
  const auto add = [](json& to, const std::string& name, const json& value) {
    if (!value.is_null()) to[name] = value;
  };
  add(out["data"], "version", r["polku"]);
  for (const auto* name : {"reading", "party", "shareable"}) add(out["data"], name, r[name]);
  add(out["data"], "cutoff", r["log"]["cutoff"]);
  add(out["data"], "min_cell", r["options"]["min_cell"]);
  add(out["data"], "ended_under_support", r["graph"]["ended_under_support"]);
  for (const auto& v : r["graph"]["vertices"]) {
    auto& node = out["nodes"].emplace_back(json::object());
    for (const auto& [name, value] : v.items()) add(node, name, value);
    const auto& components = r["graph"]["components"];
    for (std::size_t k = 0; k < components.size(); ++k)
      for (const auto& member : components[k])
        if (member == v["party"]) node["component"] = k + 1;
  }
  for (const auto& e : r["graph"]["edges"]) {
    auto& edge = out["edges"].emplace_back(json::object());
    edge["source"] = e["from"];
    edge["target"] = e["to"];
    for (const auto* name : {"transitions", "clients", "returns", "return_clients"}) add(edge, name, e[name]);
    for (const auto& [name, value] : e["lag_days"].items()) add(edge, "lag_days_" + name, value);
  }
  return out;
}

json sorted_edges(json graph) {
  auto& edges = graph["edges"];
  std::sort(edges.begin(), edges.end());
  return graph;
}

TEST_F(GraphFiles, NetworkxReadsTheFiguresOfTheJson) {
  POLKU_NEEDS("/usr/bin/python3 -c 'import networkx'");
  for (const bool is_shareable : {false, true}) {
    const auto s = with_few_in_c(is_shareable);
    const auto read = read_by_python("graphml", file("x.graphml", to_graphml(s)));
    EXPECT_EQ(sorted_edges(read), sorted_edges(expected_graph(s)));
    if (!is_shareable) {
      EXPECT_TRUE(read["nodes"][0]["clients"].is_number_integer());
      EXPECT_TRUE(read["nodes"][0]["days"].is_number_float());
    }
    EXPECT_TRUE(read["data"]["shareable"].is_boolean());
  }
}

TEST_F(GraphFiles, NetworkxReadsHostileNamesAsTheyAre) {
  POLKU_NEEDS("/usr/bin/python3 -c 'import networkx'");
  const auto read = read_by_python("graphml", file("x.graphml", to_graphml(polku_test::hostile_summary())));
  ASSERT_EQ(read["nodes"].size(), std::size(polku_test::hostile_names));
  std::size_t as_they_are = 0;
  for (std::size_t i = 0; i < read["nodes"].size(); ++i) {
    std::string expected;  // what XML cannot hold is replaced
    for (auto name = polku_test::hostile_names[i].name; !name.empty();) {
      const auto size = character_size(name);
      const auto letter = name.substr(0, std::max<std::size_t>(size, 1));
      const bool is_control = letter.size() == 1 && letter[0] >= 0 && letter[0] < 0x20;
      const bool is_allowed = size != 0 && (!is_control || "\t\n\r"sv.find(letter[0]) != std::string_view::npos);
      expected += is_allowed && letter != "\xEF\xBF\xBE" ? letter : "\xEF\xBF\xBD"sv;
      name.remove_prefix(letter.size());
    }
    EXPECT_EQ(read["nodes"][i]["party"], expected);
    as_they_are += expected == polku_test::hostile_names[i].name ? 1 : 0;
  }
  EXPECT_GE(as_they_are, 10u);
}

TEST_F(GraphFiles, GraphvizDrawsHostileNamesAsTheyAreSeen) {
  POLKU_NEEDS("dot -V");
  POLKU_NEEDS("/usr/bin/python3 -V");
  const auto texts = drawn(polku_test::hostile_summary());
  for (const auto& n : polku_test::hostile_names)
    EXPECT_EQ(std::count(texts.begin(), texts.end(), n.visible), 1) << n.visible;
}

TEST_F(GraphFiles, OtherProgramsReadTheGraphsOfRandomNames) {
  POLKU_NEEDS("dot -V");
  POLKU_NEEDS("/usr/bin/python3 -c 'import networkx'");
  std::mt19937 random(5);
  summary s;
  s.party = "organisation";
  constexpr std::string_view pieces[] = {"\"", "\\", "&", ";",  "#",  "<",  ">", "]", "}",
                                         "x",  "ä",  " ", "--", "/*", "//", "n", "N", "'"};
  for (int i = 0; i < 300; ++i) {
    auto name = std::to_string(i) + ":";
    for (auto n = random() % 12; n > 0; --n) name += pieces[random() % std::size(pieces)];
    s.graph.parties.push_back({.name = name + "|", .clients = 10});
    const auto& from = s.graph.parties[random() % s.graph.parties.size()].name;
    s.graph.transitions.push_back({.from = from, .to = name + "|", .clients = 7});
  }
  const auto texts = drawn(s);
  const auto read = read_by_python("graphml", file("x.graphml", to_graphml(s)));
  for (std::size_t i = 0; i < s.graph.parties.size(); ++i) {
    EXPECT_EQ(read["nodes"][i]["party"], s.graph.parties[i].name);
    EXPECT_EQ(std::count(texts.begin(), texts.end(), s.graph.parties[i].name), 1) << s.graph.parties[i].name;
  }
}

}  // namespace
