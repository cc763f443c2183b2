// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/graph/components.hpp>
#include <polku/graph/design_graph.hpp>

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace {

using namespace polku;

pathway_design abc() {
  return {.organisations = {{"O1"}, {"O2"}},
          .services = {{.name = "A", .organisation = "O1"}, {.name = "B", .organisation = "O2"}, {"C"}},
          .entries = {"C", "A"},
          .steps = {move("A", "B"), on_failure("B", "A"), join("A", "B"), end_of("B"), on_failure("A"), move("B", "C"),
                    move("C", "work").by({.needs_consent = true})},
          .outcomes = {{"work"}, {"education"}}};
}

TEST(DesignGraph, HasAVertexPerServiceThenPerOutcome) {
  const auto graph = make_design_graph(abc());
  ASSERT_EQ(num_vertices(graph), 5u);
  const char* const names[] = {"A", "B", "C", "work", "education"};
  for (std::size_t v = 0; v < 5; ++v) {
    EXPECT_EQ(graph[v].name, names[v]);
    EXPECT_EQ(graph[v].is_outcome, v >= 3);
    EXPECT_EQ(graph[v].is_entry, v == 0 || v == 2);
  }
  EXPECT_EQ(graph[1].organisation, "O2");
  EXPECT_EQ(graph[2].organisation, "");
}

TEST(DesignGraph, HasAnEdgePerStepThatLeadsSomewhere) {
  const auto design = abc();
  const auto graph = make_design_graph(design);
  std::string told;
  const auto [first, last] = edges(graph);
  for (auto e = first; e != last; ++e) {
    EXPECT_EQ(graph[*e].step.from, graph[source(*e, graph)].name);
    EXPECT_EQ(graph[*e].step.to, graph[target(*e, graph)].name);
    told += graph[*e].step.from + ">" + graph[*e].step.to + " " + std::string(to_string(graph[*e].step.kind)) + ", ";
  }
  EXPECT_EQ(told, "A>B moves, B>A fails, A>B joins, B>C moves, C>work moves, ");
  EXPECT_EQ(out_degree(0, graph), 2u);
  EXPECT_EQ(in_degree(0, graph), 1u);
  const auto [e, exists] = edge(2, 3, graph);
  ASSERT_TRUE(exists);
  EXPECT_EQ(graph[e].step, design.steps.back());
}

TEST(DesignGraph, ShowsTheServicesAmongWhichAClientCanBeSentRound) {
  auto design = abc();
  const auto components = [&] {
    const auto graph = make_design_graph(design);
    std::string told;
    for (const auto& component : find_strong_components(graph)) {
      for (const auto v : component) told += graph[v].name;
      told += "|";
    }
    return told;
  };
  EXPECT_EQ(components(), "AB|");
  design.steps.push_back(move("C", "B"));
  EXPECT_EQ(components(), "ABC|");
  design.steps = {move("A", "B"), move("B", "C"), move("C", "work")};
  EXPECT_EQ(components(), "");
}

TEST(DesignGraph, ThrowsWhereTheDesignDoesNotHoldTogether) {
  auto design = abc();
  design.entries = {"A", "nowhere"};
  try {
    (void)make_design_graph(design);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const std::invalid_argument& e) {
    EXPECT_NE(std::string(e.what()).find("entries[1]"), std::string::npos) << e.what();
  }
}

}  // namespace
