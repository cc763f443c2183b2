// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../days.hpp"

#include <polku/log/party.hpp>

#include <gtest/gtest.h>

namespace {

using namespace polku;
using polku_test::day;

event_log two_episodes() {
  log_builder builder;
  EXPECT_TRUE(builder.add(episode{.client = "c", .service = "s", .worker = "w", .start = day(1), .end = day(2)}));
  EXPECT_TRUE(builder.add(episode{.client = "c", .service = "t", .start = day(2), .end = day(3)}));
  return builder.finish();
}

TEST(Party, IsTheServiceWhereNoEpisodeHasAnOrganisation) {
  const auto log = two_episodes();
  const auto parties = project(log, default_party{});
  EXPECT_EQ(parties.names()[parties[1]], "t");
  EXPECT_EQ(default_field(polku_test::log_of({{"A", 1, 2}})), field::organisations);
}

TEST(Party, OfAColumnThatNoEpisodeFillsIsMissingEverywhere) {
  const auto log = two_episodes();
  EXPECT_EQ(project(log, field::roles).count_missing(log), 2u);
  EXPECT_EQ(project(log, field::workers).count_missing(log), 1u);
}

TEST(Party, IsAnyFunctionOfTheRecord) {
  const auto log = two_episodes();
  const auto parties = project(log, [](const episode& e) { return std::string(e.service) + "/" + std::string(e.worker); });
  EXPECT_EQ(parties.names()[parties[0]], "s/w");
  const auto members = project(log, &episode::worker);
  EXPECT_EQ(members.count_missing(log), 1u);
  auto copy = parties;  // owns what it made
  EXPECT_EQ(copy.names()[copy[1]], "t/");
}

TEST(Party, TakesOnlyWhatNamesAParty) {
  static_assert(party_projection<field>);
  static_assert(party_projection<default_party>);
  static_assert(party_projection<std::string_view (*)(const episode&)>);
  static_assert(!party_projection<int>);
  static_assert(!party_projection<int (*)(const episode&)>);
  static_assert(!party_projection<std::string (*)(int)>);
}

}  // namespace
