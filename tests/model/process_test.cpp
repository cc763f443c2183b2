// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/model/process.hpp>

#include <gtest/gtest.h>

namespace {

using namespace polku;

TEST(CoachingProcess, HasTheFivePhasesInOrder) {
  const auto& p = coaching_process();
  ASSERT_EQ(p.phases().size(), 5u);
  const char* const finnish[] = {"palveluun ohjautuminen", "osaamisen kartoitus", "työnetsintä",
                                 "työskentely työnantajan kanssa", "tuki työssä pysymiseen"};
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(p.rank_of(finnish[i]), i);
    EXPECT_EQ(p.rank_of(p.phases()[i].name), i);
    EXPECT_EQ(p.rank_of(std::to_string(i + 1)), i);
  }
  EXPECT_EQ(p.rank_of("Job_Search"), 2u);
  EXPECT_EQ(p.rank_of("6"), std::nullopt);
  EXPECT_EQ(p.rank_of(""), std::nullopt);
}

TEST(Process, TakesAnotherSetOfPhases) {
  const process two({{"assess", {"arviointi"}}, {"act"}});
  EXPECT_EQ(two.rank_of("arviointi"), 0u);
  EXPECT_EQ(two.rank_of("act"), 1u);
  EXPECT_TRUE(process().empty());
}

}  // namespace
