// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../days.hpp"

#include <polku/ping_pong/loop_shape.hpp>
#include <polku/ping_pong/ping_pong.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace polku;
using polku_test::log_of;

// The shape of a loop whose stays are with these parties, a letter each.
loop_shape shape(std::string_view parties) {
  std::vector<stay> stays;
  for (const char c : parties) stays.push_back({{}, {}, label{static_cast<std::uint32_t>(c - 'A')}, 0});
  return shape_of({client_id{0}, stays, 0});
}
constexpr label A{0}, B{1};

TEST(LoopShape, IsBackAndForthBetweenTwoParties) {
  for (const auto parties : {"ABA", "ABAB", "BABABA"}) EXPECT_EQ(shape(parties), (loop_shape{loop_kind::back_and_forth}));
}

TEST(LoopShape, IsHubAndSpokeWhereEveryOtherStayIsWithOneParty) {
  EXPECT_EQ(shape("ABACA"), (loop_shape{loop_kind::hub_and_spoke, A}));
  EXPECT_EQ(shape("BACABADA"), (loop_shape{loop_kind::hub_and_spoke, A}));
  EXPECT_EQ(shape("BACA"), (loop_shape{loop_kind::hub_and_spoke, A}));
  EXPECT_EQ(shape("ABABAC"), (loop_shape{loop_kind::hub_and_spoke, A}));
  EXPECT_EQ(shape("ABCB"), (loop_shape{loop_kind::hub_and_spoke, B}));
}

TEST(LoopShape, IsCircularWhereThePartiesComeInTheSameOrder) {
  for (const auto parties : {"ABCA", "ABCABC", "CABCA", "ABCDABCD"})
    EXPECT_EQ(shape(parties), (loop_shape{loop_kind::circular})) << parties;
}

TEST(LoopShape, IsElseMixed) {
  for (const auto parties : {"ABACB", "ABCACB", "ABCDCB", "ABCAC", "ABCACABC", "ABACABD"})
    EXPECT_EQ(shape(parties), (loop_shape{loop_kind::mixed})) << parties;
}

TEST(LoopShape, CountsNeighboursOfOnePartyOnce) {
  EXPECT_EQ(shape("ABBA"), (loop_shape{loop_kind::back_and_forth}));
  EXPECT_EQ(shape("ABBCAABC"), (loop_shape{loop_kind::circular}));
}

TEST(LoopShape, GoesByTheOrderOfStaysWhereTheyOverlap) {
  // By coverage: A, B, A, C, A, where B and C run on into the next stay with A.
  const auto log = log_of({{"A", 1, 10}, {"B", 8, 22}, {"A", 20, 30}, {"C", 28, 42}, {"A", 40, 50}});
  const auto loops = find_ping_pong(log);
  ASSERT_EQ(loops.size(), 1u);
  EXPECT_EQ(shape_of(loops[0]).kind, loop_kind::hub_and_spoke);
  EXPECT_EQ(log.names(field::organisations)[shape_of(loops[0]).hub], "A");
}

TEST(CountLoopShapes, CountsLoopsAndClientsByShapeAndHub) {
  ping_pong_loops loops;
  const auto add = [&](std::uint32_t client, std::string_view parties) {
    std::vector<stay> stays;
    for (const char c : parties) stays.push_back({{}, {}, label{static_cast<std::uint32_t>(c - 'A')}, 0});
    loops.add(client_id{client}, 2, stays);
  };
  add(0, "ABAB");
  add(0, "CDCD");
  add(1, "BABCB");
  add(1, "BABCB");
  add(2, "ABACA");
  const auto counts = count_loop_shapes(loops);
  EXPECT_EQ(counts.of(loop_kind::back_and_forth), (counted{2, 1}));
  EXPECT_EQ(counts.of(loop_kind::hub_and_spoke), (counted{3, 2}));
  EXPECT_EQ(counts.of(loop_kind::circular), counted{});
  EXPECT_EQ(counts.hubs, (std::vector<std::pair<label, counted>>{{A, {1, 1}}, {B, {2, 1}}}));
}

}  // namespace
