// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../random_source.hpp"

#include <polku/report/page/layered_layout.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace polku {
namespace {

struct drawing {
  std::vector<layout_node> nodes;
  std::vector<layout_edge> edges;
};

drawing random_drawing(std::uint64_t seed) {
  polku_test::random_source random(seed);
  const auto pick = [&](int n) { return static_cast<std::size_t>(random.upto(n - 1)); };
  drawing out;
  const auto n = 1 + random.upto(29);
  for (int v = 0; v < n; ++v) out.nodes.push_back({60.0 + random.upto(100), 30.0 + random.upto(30)});
  for (int e = random.upto(3 * n); e > 0; --e) {
    const auto from = pick(n), to = pick(n);
    if (from != to) out.edges.push_back({from, to, 1.0 + random.upto(100), !random.one_in(4)});
  }
  return out;
}

TEST(LayOut, PutsNoBoxUponAnother) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const auto d = random_drawing(seed);
    const auto l = lay_out(d.nodes, d.edges);
    for (std::size_t a = 0; a < d.nodes.size(); ++a)
      for (std::size_t b = 0; b < a; ++b) {
        const bool is_apart = std::abs(l.nodes[a].x - l.nodes[b].x) >= (d.nodes[a].width + d.nodes[b].width) / 2 ||
                              std::abs(l.nodes[a].y - l.nodes[b].y) >= (d.nodes[a].height + d.nodes[b].height) / 2;
        ASSERT_TRUE(is_apart) << "seed " << seed << ", boxes " << a << " and " << b;
      }
  }
}

TEST(LayOut, KeepsEverythingInThePicture) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const auto d = random_drawing(seed);
    const auto l = lay_out(d.nodes, d.edges);
    for (std::size_t v = 0; v < d.nodes.size(); ++v) {
      ASSERT_GE(l.nodes[v].x - d.nodes[v].width / 2, 0) << seed;
      ASSERT_LE(l.nodes[v].x + d.nodes[v].width / 2, l.width) << seed;
      ASSERT_GE(l.nodes[v].y - d.nodes[v].height / 2, -1e-6) << seed;
      ASSERT_LE(l.nodes[v].y + d.nodes[v].height / 2, l.height + 1e-6) << seed;
    }
    for (const auto& line : l.edges)
      for (const auto& p : line) {
        ASSERT_TRUE(p.x >= 0 && p.x <= l.width) << seed;
        ASSERT_TRUE(p.y >= -1e-6 && p.y <= l.height + 1e-6) << seed;
      }
  }
}

// A routed line crosses a layer on the level between two points; no box of that layer may lie there.
TEST(LayOut, LeadsRoutedLinesRoundTheBoxes) {
  std::size_t crossed = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const auto d = random_drawing(seed);
    const auto l = lay_out(d.nodes, d.edges);
    for (const auto& line : l.edges)
      for (std::size_t k = 1; k + 2 < line.size(); k += 2) {
        ASSERT_EQ(line[k].y, line[k + 1].y) << seed;
        ++crossed;
        for (std::size_t v = 0; v < d.nodes.size(); ++v) {
          const bool is_in_layer = (l.nodes[v].x - line[k].x) * (l.nodes[v].x - line[k + 1].x) < 0;
          if (is_in_layer) {
            ASSERT_GT(std::abs(l.nodes[v].y - line[k].y), d.nodes[v].height / 2) << "seed " << seed << ", box " << v;
          }
        }
      }
  }
  EXPECT_GT(crossed, 1000u);
}

TEST(LayOut, IsTheSameEveryTime) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto d = random_drawing(seed);
    const auto a = lay_out(d.nodes, d.edges), b = lay_out(d.nodes, d.edges);
    ASSERT_EQ(a.layers, b.layers);
    for (std::size_t v = 0; v < d.nodes.size(); ++v) ASSERT_EQ(a.nodes[v].y, b.nodes[v].y);
  }
}

TEST(LayOut, RunsAChainFromLeftToRightOnOneLevel) {
  const std::vector<layout_node> nodes(4, {80, 40});
  const auto l = lay_out(nodes, {{2, 0}, {0, 3}, {3, 1}});
  EXPECT_EQ(l.layers, (std::vector<std::size_t>{1, 3, 0, 2}));
  for (const auto& at : l.nodes) EXPECT_DOUBLE_EQ(at.y, l.nodes[0].y);
}

TEST(LayOut, LetsTheHeavierWayOfACircuitRunForward) {
  const std::vector<layout_node> nodes(2, {80, 40});
  EXPECT_EQ(lay_out(nodes, {{0, 1, 1}, {1, 0, 9}}).layers, (std::vector<std::size_t>{1, 0}));
  EXPECT_EQ(lay_out(nodes, {{0, 1, 9}, {1, 0, 1}}).layers, (std::vector<std::size_t>{0, 1}));
}

TEST(LayOut, UncrossesWhatCanBeUncrossed) {
  const std::vector<layout_node> nodes(4, {80, 40});
  const auto l = lay_out(nodes, {{0, 3, 5}, {1, 2, 5}});
  EXPECT_EQ((l.nodes[0].y < l.nodes[1].y), (l.nodes[3].y < l.nodes[2].y));
}

TEST(LayOut, DrawsNothingOfNothing) {
  const auto l = lay_out({}, {});
  EXPECT_TRUE(l.nodes.empty());
  EXPECT_EQ(l.width, 0);
}

}  // namespace
}  // namespace polku
