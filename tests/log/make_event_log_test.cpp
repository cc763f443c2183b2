// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "../days.hpp"

#include <polku/log/cut.hpp>
#include <polku/log/has_same_records.hpp>

#include <gtest/gtest.h>

#include <forward_list>
#include <map>
#include <random>

namespace {

using namespace polku;
using polku_test::day;

struct row {
  int id;
  std::string service;
  date from, to;
};

owned_episode project_row(const row& r) {
  return {.client = std::to_string(r.id), .service = r.service, .start = r.from, .end = r.to};
}

TEST(MakeEventLog, TakesTheUsersOwnRecordsFromAnyRange) {
  const std::forward_list<row> rows = {{7, "b", date(2022, 2, 1), date(2022, 3, 1)},
                                       {5, "a", date(2022, 1, 1), date(2022, 2, 1)},
                                       {7, "a", date(2022, 1, 1), date(2022, 2, 1)}};
  const auto [log, rejected] = make_event_log(rows, project_row);
  EXPECT_TRUE(rejected.empty());
  ASSERT_EQ(log.client_count(), 2u);
  EXPECT_EQ(log.name_of(client_id{0}), "7");
  const auto first = log.episode_at(0, client_id{0});
  EXPECT_EQ(first.service, "a");
  EXPECT_EQ(first.start, time_point(date(2022, 1, 1)));
  EXPECT_EQ(first.end, time_point(date(2022, 2, 1)));
  EXPECT_EQ(log.place_of(0), 2u);
  EXPECT_EQ(log.cutoff(), time_point(date(2022, 3, 1)));
}

TEST(MakeEventLog, TakesOnlyProjectionsToEpisodes) {
  static_assert(projects_to_episode<decltype(project_row), const row&>);
  static_assert(projects_to_episode<std::identity, const episode&>);
  static_assert(!projects_to_episode<std::identity, const row&>);
  static_assert(!projects_to_episode<int (*)(const row&), const row&>);
  static_assert(!projects_to_episode<owned_episode (*)(int), const row&>);
}

TEST(MakeEventLog, ReturnsEveryProblemAsAValue) {
  const std::vector<episode> given = {{.client = "a", .service = "s", .start = day(1), .end = day(0)},
                                      {.client = "", .service = "s", .start = day(1)},
                                      {.client = "a", .service = "", .start = day(1)},
                                      {.client = "a", .service = "s", .start = day(1), .end = day(1)},
                                      {.client = "a", .service = "s", .start = day(1)}};
  const auto [log, rejected] = make_event_log(given);
  EXPECT_EQ(log.size(), 2u);
  ASSERT_EQ(rejected.size(), 3u);
  EXPECT_EQ(rejected[0], (rejection{0, record_kind::episodes, "end", fault::end_before_start}));
  EXPECT_EQ(rejected[1], (rejection{1, record_kind::episodes, "client", fault::no_client}));
  EXPECT_EQ(rejected[2], (rejection{2, record_kind::episodes, "service", fault::no_service}));
  EXPECT_EQ(log.record_count() + log.after_cutoff() + rejected.size(), given.size());
}

TEST(MakeEventLog, EveryFaultHasItsSentence) {
  for (int f = 0; f <= static_cast<int>(fault::bad_quotes); ++f) EXPECT_FALSE(to_string(static_cast<fault>(f)).empty());
}

TEST(MakeEventLog, SortsAClientsEpisodesByStartThenEndOpenLastThenInput) {
  const auto log = polku_test::log_of({{"D", 5, polku_test::open}, {"C", 5, 9}, {"B", 5, 9}, {"A", 5, 5}, {"E", 1, 2}});
  std::string order;
  for (event_log::index i = 0; i < log.size(); ++i) order += log.episode_at(i, client_id{0}).organisation;
  EXPECT_EQ(order, "EACBD");
}

TEST(LogBuilder, KeepsTheOrderOfInputWherePlacesAreEqual) {
  log_builder builder;
  for (int i = 0; i < 100; ++i) {
    const auto service = std::to_string(i);
    EXPECT_TRUE(
        builder.add(episode{.client = "c", .service = service, .start = day(100 - i / 50), .end = day(100 - i / 50)}, 1));
  }
  const auto log = builder.finish();
  for (event_log::index i = 0; i < 100; ++i)
    EXPECT_EQ(log.names(field::services)[log.label_of(i, field::services)], std::to_string((i + 50) % 100));
}

TEST(MakeEventLog, ByColumnsGivesTheSameLogAsByRecords) {
  const std::string_view clients[] = {"x", "y"}, services[] = {"s", "t"};
  const std::uint32_t client[] = {1, 0, 1, 9}, service[] = {0, 1, 1, 0}, organisation[] = {0, 7, 1, 0};
  const time_point start[] = {day(3), day(1), day(2), day(0)}, end[] = {day(4), open_end, day(2), day(1)};
  const auto [log, rejected] = make_event_log(episode_columns{.client = {client, clients},
                                                              .service = {service, services},
                                                              .organisation = {organisation, services},
                                                              .start = start,
                                                              .end = end});
  ASSERT_EQ(rejected.size(), 1u);
  EXPECT_EQ(rejected[0].place, 3u);
  const auto [expected, none] = make_event_log(
      std::vector<episode>{{.client = "y", .service = "s", .organisation = "s", .start = day(3), .end = day(4)},
                           {.client = "x", .service = "t", .start = day(1)},
                           {.client = "y", .service = "t", .organisation = "t", .start = day(2), .end = day(2)}});
  ASSERT_EQ(log.size(), expected.size());
  for (std::uint32_t c = 0; c < log.client_count(); ++c)
    for (auto [i, last] = log.episodes_of(client_id{c}); i != last; ++i) {
      const auto a = log.episode_at(i, client_id{c}), b = expected.episode_at(i, client_id{c});
      EXPECT_EQ(std::tie(a.client, a.service, a.organisation, a.start, a.end),
                std::tie(b.client, b.service, b.organisation, b.start, b.end));
    }
}

TEST(MakeEventLog, ByColumnsLearnsNoNameOfARowThatItRefuses) {
  const std::string_view clients[] = {"late", "", "first", "second"}, services[] = {"never", "", "S"};
  const std::uint32_t client[] = {0, 1, 3, 2, 3}, service[] = {0, 0, 1, 2, 2};
  const time_point start[] = {day(3), day(1), day(1), day(0), day(0)}, end[] = {day(2), day(4), day(4), day(1), day(1)};
  const auto [log, rejected] = make_event_log(
      episode_columns{.client = {client, clients}, .service = {service, services}, .start = start, .end = end});
  EXPECT_EQ(rejected, (std::vector<rejection>{{0, record_kind::episodes, "end", fault::end_before_start},
                                              {1, record_kind::episodes, "client", fault::no_client},
                                              {2, record_kind::episodes, "service", fault::no_service}}));
  ASSERT_EQ(log.client_count(), 2u);
  EXPECT_EQ(log.name_of(client_id{0}), "first");
  EXPECT_EQ(log.name_of(client_id{1}), "second");
  ASSERT_EQ(log.names(field::services).size(), 1u);
  EXPECT_EQ(log.names(field::services)[label{0}], "S");
}

TEST(MakeEventLog, RefusesColumnsOfDifferentLength) {
  const std::string_view names[] = {"x"};
  const std::uint32_t two[] = {0, 0}, one[] = {0};
  const time_point times[] = {day(1), day(2)};
  EXPECT_THROW(
      (void)make_event_log(episode_columns{.client = {two, names}, .service = {one, names}, .start = times, .end = times}),
      std::invalid_argument);
  EXPECT_THROW((void)make_event_log(episode_columns{
                   .client = {two, names}, .service = {two, names}, .worker = {one, names}, .start = times, .end = times}),
               std::invalid_argument);
}

// However the input is shuffled, each client's episodes come out in the order defined, and none is lost.
TEST(MakeEventLog, GroupsAndSortsAnyOrderOfInput) {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<owned_episode> given;
    std::map<std::string, std::vector<std::tuple<time_point, time_point, std::size_t>>> expected;
    for (std::size_t i = 0; i < random() % 60; ++i) {
      const auto start = day(random() % 10);
      const auto end = random() % 4 == 0 ? open_end : start + days(static_cast<long>(random() % 4));
      given.push_back({.client = std::to_string(random() % 5), .service = "s", .start = start});
      if (end != open_end) given.back().end = end;
    }
    auto cutoff = day(0);
    for (const auto& e : given) cutoff = std::max({cutoff, e.start, e.end.value_or(e.start)});
    for (std::size_t i = 0; i < given.size(); ++i)
      expected[given[i].client].emplace_back(given[i].start, given[i].end.value_or(open_end), i);
    const auto [log, rejected] = make_event_log(given);
    ASSERT_EQ(log.size(), given.size());
    ASSERT_EQ(log.client_count(), expected.size());
    for (std::uint32_t c = 0; c < log.client_count(); ++c) {
      auto& episodes = expected.at(std::string(log.name_of(client_id{c})));
      std::sort(episodes.begin(), episodes.end());
      const auto range = log.episodes_of(client_id{c});
      ASSERT_EQ(range.size(), episodes.size());
      for (std::size_t k = 0; k < episodes.size(); ++k) {
        const auto i = range.first + static_cast<std::uint32_t>(k);
        ASSERT_EQ(std::tuple(log.starts()[i], log.ends()[i], std::size_t{log.place_of(i)}), episodes[k]);
      }
    }
  }
}

TEST(EventLog, TakesAtMost40BytesPerEpisodeWithEveryColumnInAnyOrder) {
  std::mt19937 random(5);
  log_builder builder;
  for (std::size_t i = 0; i < 100'000; ++i) {
    const auto client = std::to_string(random() % 12'000), worker = std::to_string(random() % 400);
    EXPECT_TRUE(builder.add(episode{.client = client,
                                    .service = "s",
                                    .organisation = "o",
                                    .role = "r",
                                    .worker = worker,
                                    .phase = "1",
                                    .start = day(random() % 3000),
                                    .end = day(3000 + random() % 3000)}));
  }
  const auto log = builder.finish();
  const auto per_client = 4.0 * static_cast<double>(log.client_count()) / static_cast<double>(log.size());
  EXPECT_LE(static_cast<double>(log.episode_bytes()) / static_cast<double>(log.size()), 40.0 + per_client);
  EXPECT_LE(static_cast<double>(log.episode_bytes()) / static_cast<double>(log.size()), 40.0);
}

TEST(EventLog, AnEmptyOneHasNothingInIt) {
  const auto log = log_builder().finish();
  EXPECT_TRUE(log.empty());
  EXPECT_EQ(log.client_count(), 0u);
  EXPECT_FALSE(log.has_intervals());
}

TEST(EventLog, IsMovedAndCopied) {
  auto log = polku_test::log_of({{"A", 1, 2}, {"B", 2, 3}});
  const auto copy = log;
  const auto moved = std::move(log);
  EXPECT_EQ(copy.size(), 2u);
  EXPECT_EQ(moved.names(field::organisations)[label{1}], "B");
}

TEST(EventLog, IsOfWholeDaysUnlessATimeSaysOtherwise) {
  EXPECT_EQ(polku_test::log_of({{"A", 1, 2}}).precision(), resolution::day);
  log_builder builder;
  EXPECT_TRUE(builder.add(episode{.client = "c", .service = "s", .start = day(1)}));
  EXPECT_TRUE(builder.add(milestone{"c", day(1) + std::chrono::hours(8), "job start"}));
  EXPECT_EQ(builder.finish().precision(), resolution::instant);
}

TEST(EventLog, IsOfWholeDaysWhereWhatHasATimeLiesAfterTheCutoff) {
  log_builder builder;
  EXPECT_TRUE(builder.add(episode{.client = "c", .service = "s", .start = day(1), .end = day(9) + std::chrono::hours(8)}));
  EXPECT_TRUE(builder.add(episode{.client = "c", .service = "s", .start = day(8) + std::chrono::hours(8)}));
  EXPECT_TRUE(builder.add(milestone{"c", day(8) + std::chrono::hours(9), "job start"}));
  EXPECT_EQ(log_builder(builder).finish().precision(), resolution::instant);
  EXPECT_EQ(log_builder(builder).finish(day(7)).precision(), resolution::day);
  EXPECT_EQ(cut(builder.finish(), day(7)).precision(), resolution::day);
}

// The builder learns them as records come, which they do one by one, from another builder, or as columns.
TEST(EventLog, HasTheSameCutoffAndPrecisionHoweverItsRecordsCame) {
  for (const auto hour : {0, 8}) {
    const auto last = day(12) + std::chrono::hours(hour);
    const auto add_both = [&](log_builder& b) {
      EXPECT_TRUE(b.add(episode{.client = "c", .service = "s", .start = day(3), .end = last}));
      EXPECT_TRUE(b.add(episode{.client = "c", .service = "s", .start = day(5)}));
    };
    log_builder one_by_one, from_another, some, from_columns;
    add_both(one_by_one);
    add_both(some);
    from_another.append(std::move(some));
    labelled_columns columns;
    columns.client.assign(2, columns.clients.intern("c"));
    const auto services = static_cast<std::size_t>(field::services);
    columns.labels[services].assign(2, columns.names[services].intern("s"));
    columns.start = {day(3), day(5)};
    columns.end = {last, open_end};
    EXPECT_TRUE(from_columns.take(std::move(columns)).empty());
    for (auto* builder : {&one_by_one, &from_another, &from_columns}) {
      const auto log = builder->finish();
      EXPECT_EQ(log.cutoff(), last);
      EXPECT_EQ(log.precision(), hour == 0 ? resolution::day : resolution::instant);
      // What a finished log's records were does not stay with the builder.
      EXPECT_TRUE(builder->add(episode{.client = "d", .service = "s", .start = day(1)}));
      EXPECT_EQ(builder->finish().cutoff(), day(1));
    }
  }
}

TEST(Cutoff, IsTheLatestStartEndMilestoneOrHandoverButNoValidity) {
  log_builder builder;
  EXPECT_TRUE(builder.add(episode{.client = "c", .service = "s", .start = day(1), .end = day(5)}));
  EXPECT_TRUE(builder.add(plan{"c", "activation plan", day(0), day(90)}));
  EXPECT_TRUE(builder.add(consent{"c", "provider", day(0), day(80)}));
  EXPECT_EQ(log_builder(builder).finish().cutoff(), day(5));
  EXPECT_TRUE(builder.add(milestone{"c", day(7), "exit"}));
  EXPECT_EQ(log_builder(builder).finish().cutoff(), day(7));
  EXPECT_TRUE(builder.add(handover{"c", day(9), "A", "B"}));
  EXPECT_EQ(builder.finish().cutoff(), day(9));
}

TEST(Cutoff, LeavesOutWhatBeginsLaterAndOpensWhatEndsLater) {
  const auto log =
      polku_test::log_of({{"A", 1, 10}, {"B", 10, 20}, {"C", 11, 12}, {"A", 1, 12, "late"}, {"A", 11, 12, "later"}},
                         {{10, "exit"}, {11, "exit"}, {11, "exit", "later"}}, 10);
  EXPECT_EQ(log.size(), 3u);
  EXPECT_EQ(log.client_count(), 2u);  // "later" was never observed
  EXPECT_EQ(log.after_cutoff(), 4u);
  EXPECT_EQ(log.ends()[0], day(10));
  EXPECT_EQ(log.ends()[1], open_end);
  EXPECT_EQ(log.name_of(client_id{1}), "late");
  EXPECT_EQ(log.milestones().size(), 1u);
}

TEST(Cutoff, BeforeEverythingLeavesAnEmptyLog) {
  const auto log = polku_test::log_of({{"A", 1, 10}, {"B", 10, 20, "d"}}, {{5, "exit"}}, -3);
  EXPECT_TRUE(log.empty());
  EXPECT_EQ(log.client_count(), 0u);
  EXPECT_EQ(log.after_cutoff(), 3u);
  EXPECT_EQ(log.cutoff(), day(-3));
}

// Cutting a log later is the same as reading it with the earlier cutoff: ends that become open fall back to input order.
TEST(Cut, EqualsReadingWithTheEarlierCutoff) {
  std::mt19937 random(9);
  for (int round = 0; round < 300; ++round) {
    log_builder builder;
    const int horizon = 1 + static_cast<int>(random() % 12);
    const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int i = 0; i < 10; ++i) {
      const auto client = std::to_string(upto(3));
      const auto start = upto(horizon);
      EXPECT_TRUE(builder.add(episode{.client = client,
                                      .service = "s",
                                      .organisation = std::to_string(i),
                                      .start = day(start),
                                      .end = day(start + upto(6))}));
      if (upto(3) == 0) (void)builder.add(milestone{client, day(upto(horizon)), "exit"});
      if (upto(3) == 0) (void)builder.add(plan{client, "p", day(upto(horizon)), day(20)});
    }
    const auto cutoff = day(upto(horizon));
    const auto whole = log_builder(builder).finish(day(40));
    const auto later = cut(whole, cutoff), at_once = builder.finish(cutoff);
    ASSERT_EQ(later.size(), at_once.size());
    ASSERT_EQ(later.client_count(), at_once.client_count());
    ASSERT_EQ(later.after_cutoff(), at_once.after_cutoff());
    ASSERT_EQ(later.record_count(), at_once.record_count());
    for (event_log::index i = 0; i < later.size(); ++i) {
      ASSERT_EQ(later.label_of(i, field::organisations), at_once.label_of(i, field::organisations));
      ASSERT_EQ(later.ends()[i], at_once.ends()[i]);
    }
    for (std::uint32_t c = 0; c < later.client_count(); ++c) {
      ASSERT_EQ(later.name_of(client_id{c}), at_once.name_of(client_id{c}));
      ASSERT_EQ(later.milestones().of(client_id{c}).size(), at_once.milestones().of(client_id{c}).size());
    }
  }
}

TEST(Cut, RefusesALaterCutoff) {
  const auto log = polku_test::log_of({{"A", 1, 10}});
  EXPECT_THROW((void)cut(log, day(11)), std::invalid_argument);
  EXPECT_EQ(cut(log, day(10)).size(), 1u);
}

TEST(LogBuilder, KeepsNothingOfARecordThatItThrowsOver) {
  log_builder builder;
  for (int i = 0; i < 65'535; ++i) {
    const auto phase = std::to_string(i);
    ASSERT_TRUE(builder.add(episode{.client = "c", .service = "s", .phase = phase, .start = day(i % 100)}));
  }
  EXPECT_THROW((void)builder.add(episode{.client = "d", .service = "s", .phase = "one too many", .start = day(1)}),
               std::length_error);
  EXPECT_TRUE(builder.add(episode{.client = "c", .service = "s", .phase = "7", .start = day(1)}));
  const auto log = builder.finish();
  EXPECT_EQ(log.size(), 65'536u);
  EXPECT_EQ(log.client_count(), 1u);
}

TEST(LogBuilder, RefusesTimesThatCannotBeWritten) {
  log_builder builder;
  const auto last = time_point(date(9999, 12, 31)), first = time_point(date(1400, 1, 1));
  EXPECT_TRUE(builder.add(episode{.client = "c", .service = "s", .start = first, .end = last}));
  EXPECT_EQ(builder.add(episode{.client = "c", .service = "s", .start = first - std::chrono::microseconds(1)}).reason,
            fault::time_out_of_range);
  EXPECT_EQ(builder.add(episode{.client = "c", .service = "s", .start = first, .end = last + days(1)}).column, "end");
  EXPECT_EQ(builder.add(milestone{"c", last + days(1), "exit"}).column, "at");
}

TEST(LogBuilder, KeepsRecordsOfEveryKindByClientInOrderOfTime) {
  log_builder builder;
  EXPECT_TRUE(builder.add(milestone{"b", day(5), "job start", "shop"}));
  EXPECT_TRUE(builder.add(milestone{"a", day(9), "exit"}));
  EXPECT_TRUE(builder.add(milestone{"b", day(1), "referral"}));
  EXPECT_TRUE(builder.add(handover{"a", day(2), "X", "Y", manner::warm, handover_status::declined}));
  EXPECT_TRUE(builder.add(consent{"a", "Y", day(1), day(3)}));
  EXPECT_EQ(builder.add(milestone{"a", day(1), ""}).reason, fault::no_kind);
  EXPECT_EQ(builder.add(handover{"a", day(1), "X", ""}).column, "to");
  EXPECT_EQ(builder.add(plan{"a", "p", day(3), day(2)}).reason, fault::end_before_start);
  EXPECT_EQ(builder.add(consent{"", "p", day(3)}).reason, fault::no_client);
  const auto log = builder.finish();
  ASSERT_EQ(log.client_count(), 2u);
  EXPECT_EQ(log.record_count(), 5u);
  EXPECT_TRUE(log.episodes_of(client_id{0}).empty());
  const auto of_b = log.milestones().of(client_id{0});
  ASSERT_EQ(of_b.size(), 2u);
  EXPECT_EQ(log.milestone_kinds()[of_b[0].kind], "referral");
  EXPECT_EQ(log.milestone_details()[of_b[1].detail], "shop");
  const auto of_a = log.handovers().of(client_id{1});
  ASSERT_EQ(of_a.size(), 1u);
  EXPECT_EQ(log.party_names()[of_a[0].to], "Y");
  EXPECT_EQ(of_a[0].status, handover_status::declined);
}

// The same episodes as columns of labels.
labelled_columns in_columns(const std::vector<owned_episode>& given) {
  labelled_columns c;
  const auto number = [](label_table& table, const std::string& name) {
    return name.empty() ? label::none : table.intern(name);
  };
  for (const auto& e : given) {
    c.client.push_back(number(c.clients, e.client));
    const std::string* const names[] = {&e.organisation, &e.service, &e.role, &e.worker};
    for (std::size_t f = 0; f < 4; ++f) c.labels[f].push_back(number(c.names[f], *names[f]));
    c.phase.push_back(number(c.phases, e.phase));
    c.start.push_back(e.start);
    c.end.push_back(e.end.value_or(open_end));
  }
  return c;
}

TEST(LogBuilder, TakesColumnsAsItTakesTheirRows) {
  std::mt19937 random(5);
  for (int run = 0; run < 3000; ++run) {
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const auto name = [&](int n) {
      return below(8) == 0 ? std::string() : std::string(1, static_cast<char>('a' + below(n)));
    };
    std::vector<owned_episode> given;
    for (int i = below(12); i != 0; --i) {
      owned_episode e{name(3), name(3), name(2), name(2), name(2), name(2), day(below(9))};
      if (below(4) != 0) e.end = e.start + days(below(6) - 1);
      given.push_back(e);
    }
    const bool is_first = below(2) == 0;
    log_builder rows, columns;
    if (!is_first)
      for (auto* builder : {&rows, &columns}) (void)builder->add(episode{.client = "b", .service = "z", .start = day(3)});
    std::vector<rejection> expected;
    for (std::uint32_t i = 0; i < given.size(); ++i)
      if (const auto check = rows.add(static_cast<episode>(given[i]), i + (is_first ? 0 : 1)); !check)
        expected.push_back({i, record_kind::episodes, check.column, check.reason});
    EXPECT_EQ(columns.take(in_columns(given)), expected);
    for (auto* builder : {&rows, &columns}) (void)builder->add(milestone{"c", day(4), "exit"});
    const auto cutoff = below(2) == 0 ? std::optional(time_point(day(5))) : std::nullopt;
    const auto a = rows.finish(cutoff), b = columns.finish(cutoff);
    ASSERT_TRUE(has_same_records(a, b)) << run;
    EXPECT_EQ(a.after_cutoff(), b.after_cutoff());
    for (event_log::index i = 0; i < a.size(); ++i) EXPECT_EQ(a.place_of(i), b.place_of(i));
  }
}

TEST(LogBuilder, LeavesOutTheRowsOfColumnsThatItsCallerRefuses) {
  auto columns = in_columns({{"a", "s", {}, {}, {}, {}, day(1)}, {"b", "s", {}, {}, {}, {}, day(2)}});
  columns.start[1] = open_end;
  log_builder builder;
  const std::vector<rejection> refused = {{0, record_kind::episodes, "end", fault::unreadable_time}};
  EXPECT_EQ(builder.take(std::move(columns), refused),
            (std::vector<rejection>{refused[0], {1, record_kind::episodes, "start", fault::no_time}}));
  EXPECT_TRUE(builder.finish().empty());
  auto uneven = in_columns({{"a", "s", {}, {}, {}, {}, day(1)}});
  uneven.end.clear();
  EXPECT_THROW((void)builder.take(std::move(uneven)), std::invalid_argument);
}

TEST(LogBuilder, SortsALargeLogThatComesInNoOrder) {
  std::mt19937 random(7);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  std::vector<owned_episode> given;
  for (int i = 0; i < 60'000; ++i) {
    owned_episode e;
    e.client = "client " + std::to_string(below(9'000));
    e.service = std::string(1, static_cast<char>('a' + below(5)));
    if (below(3) != 0) e.phase = "p";
    e.start = day(below(30));
    if (below(4) != 0) e.end = e.start + days(below(9));
    given.push_back(e);
  }
  log_builder builder;
  for (const auto& e : given) (void)builder.add(static_cast<episode>(e));
  for (int i = 0; i < 100; ++i)
    (void)builder.add(milestone{given[static_cast<std::size_t>(i)].client, day(below(40)), "exit"});
  const auto log = builder.finish(day(25));

  // The same, sorted the plain way: by client in order of first appearance, start, end (open last), place.
  std::map<std::string, std::vector<std::uint32_t>> rows;
  std::vector<std::string> clients;
  std::size_t late = 0;
  for (std::uint32_t i = 0; i < given.size(); ++i) {
    auto& e = given[i];
    if (rows[e.client].empty()) clients.push_back(e.client);
    rows[e.client].push_back(i);
  }
  const auto end_of = [&](std::uint32_t i) {
    const auto end = given[i].end.value_or(open_end);
    return end > time_point(day(25)) ? open_end : end;
  };
  event_log::index at = 0;
  std::uint32_t number = 0;
  for (const auto& name : clients) {
    auto& mine = rows[name];
    std::stable_sort(mine.begin(), mine.end(), [&](auto a, auto b) {
      return std::pair(given[a].start, end_of(a)) < std::pair(given[b].start, end_of(b));
    });
    const auto kept =
        std::stable_partition(mine.begin(), mine.end(), [&](auto i) { return given[i].start <= time_point(day(25)); });
    late += static_cast<std::size_t>(mine.end() - kept);
    if (kept == mine.begin()) continue;
    ASSERT_EQ(log.name_of(client_id{number}), name);
    for (auto i = mine.begin(); i != kept; ++i, ++at) {
      ASSERT_EQ(log.place_of(at), *i);
      ASSERT_EQ(log.starts()[at], given[*i].start);
      ASSERT_EQ(log.ends()[at], end_of(*i));
      ASSERT_EQ(log.names(field::services)[log.label_of(at, field::services)], given[*i].service);
      ASSERT_EQ(log.phase_of(at) == label::none, given[*i].phase.empty());
    }
    ++number;
  }
  EXPECT_EQ(at, log.size());
  EXPECT_GE(log.after_cutoff(), late);
}

}  // namespace
