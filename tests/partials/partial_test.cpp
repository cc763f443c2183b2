// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.

#include "../days.hpp"
#include "../random_source.hpp"

#include <polku/partials/analyses.hpp>
#include <polku/statistics/significance.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace polku;
using polku_test::day;
using polku_test::random_source;

// Records of one client, so that a log can be divided.
struct case_file {
  std::string client;
  std::vector<owned_episode> episodes;
  std::vector<std::pair<time_point, std::string>> milestones;
  std::vector<std::pair<time_point, std::pair<std::string, std::string>>> handovers;
};

std::vector<case_file> random_cases(random_source& random) {
  const auto party = [&] {
    return std::string(random.one_of<const char*>({"C", "A", "työ", "B", "a longer name than others"}));
  };
  std::vector<case_file> out;
  for (int c = 2 + random.upto(10); c != 0; --c) {
    auto& one = out.emplace_back();
    // Not in the order of their names.
    one.client = std::to_string(random.upto(1000)) + "/" + std::to_string(c);
    for (int n = 1 + random.upto(8); n != 0; --n) {
      const auto start = day(random.upto(300));
      owned_episode e{.client = one.client, .service = "s", .organisation = party(), .worker = party(), .start = start};
      if (!random.one_in(5)) e.end = start + days(random.upto(60)) + duration::from_microseconds(random.upto(1));
      one.episodes.push_back(std::move(e));
    }
    for (int n = random.upto(2); n != 0; --n)
      one.milestones.emplace_back(day(random.upto(300)), random.one_of<const char*>({"exit", "job start", "review"}));
    one.handovers.emplace_back(day(random.upto(300)), std::pair(party(), party()));
  }
  return out;
}

event_log log_of(const std::vector<case_file>& cases) {
  log_builder builder;
  for (const auto& c : cases) {
    for (const auto& e : c.episodes) (void)builder.add(static_cast<episode>(e));
    for (const auto& [at, kind] : c.milestones) (void)builder.add(milestone{c.client, at, kind, {}});
    for (const auto& [at, way] : c.handovers)
      (void)builder.add(handover{c.client, at, way.first, way.second, manner::warm, handover_status::proposed});
  }
  return builder.finish(day(330));
}

constexpr stay_options readings[] = {{.reading = reading::succession}, {.reading = reading::coverage}};

template <class A>
typename A::options options_of() {
  return {};
}
template <>
permutation_options options_of<permutation_analysis>() {
  return {.permutations = 5, .seed = 7};
}
template <>
obligations_asked options_of<obligation_analysis>() {
  return {.obligations = {{.name = "review",
                           .form = obligation_form::begins_within,
                           .when = with_organisation("A"),
                           .needed = {milestone_of("review")},
                           .limit = days(60)}},
          .how = {.absent_means_none = true}};
}

template <class A>
class Partial : public testing::Test {};
using analyses =
    testing::Types<transition_analysis, return_analysis, return_rate_analysis, markov_analysis, permutation_analysis,
                   ping_pong_analysis, loop_list_analysis, carried_return_analysis, circuit_analysis,
                   loop_consequence_analysis, return_consequence_analysis, consequence_analysis, gap_analysis,
                   gap_list_analysis, gap_spread_analysis, handover_analysis, worker_change_analysis, obligation_analysis>;
TYPED_TEST_SUITE(Partial, analyses);

// Divided by client in any way, and merged in any order and grouping.
TYPED_TEST(Partial, OfThePartsMergesIntoThatOfTheWhole) {
  for (int seed = 0; seed < 60; ++seed) {
    random_source random(static_cast<std::uint64_t>(seed));
    auto cases = random_cases(random);
    const auto how = readings[seed % 2];
    const auto options = options_of<TypeParam>();
    const auto log = log_of(cases);
    const auto whole = take_partial<TypeParam>(pathways(log, how), options, 1 + static_cast<unsigned>(random.upto(2)));
    for (auto i = cases.size(); i > 1; --i)
      std::swap(cases[i - 1], cases[static_cast<std::size_t>(random.upto(static_cast<int>(i) - 1))]);
    std::vector<partial<TypeParam>> parts = {{}};  // one of no client
    for (auto first = cases.begin(); first != cases.end();) {
      const auto last = first + 1 + random.upto(static_cast<int>(cases.end() - first) - 1);
      const auto part = log_of({first, last});
      if (part.has_intervals()) {
        parts.push_back(take_partial<TypeParam>(pathways(part, how), options));
      } else {  // joins what has
        parts.clear();
        break;
      }
      first = last;
    }
    if (parts.empty()) continue;
    while (parts.size() > 1) {
      const auto i = static_cast<std::size_t>(random.upto(static_cast<int>(parts.size()) - 2));
      if (random.one_in(2)) std::swap(parts[i], parts[i + 1]);
      parts[i].merge(partial<TypeParam>::from_bytes(parts[i + 1].to_bytes()));
      parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
    ASSERT_EQ(parts[0], whole) << seed;
    ASSERT_EQ(parts[0].to_bytes(), whole.to_bytes()) << seed;
    ASSERT_EQ(parts[0].client_count(), cases.size());
  }
}

TYPED_TEST(Partial, SurvivesDamagedBytes) {
  random_source random(1);
  const auto log = log_of(random_cases(random));
  const auto bytes = take_partial<TypeParam>(log, options_of<TypeParam>()).to_bytes();
  EXPECT_EQ(partial<TypeParam>::from_bytes(bytes).to_bytes(), bytes);
  for (std::size_t n = 0; n < bytes.size(); ++n)
    EXPECT_THROW((void)partial<TypeParam>::from_bytes(std::string_view(bytes).substr(0, n)), partial_error);
  EXPECT_THROW((void)partial<TypeParam>::from_bytes(bytes + " "), partial_error);
  for (int i = 0; i < 2000; ++i) {
    auto damaged = bytes;
    damaged[static_cast<std::size_t>(random.upto(static_cast<int>(bytes.size()) - 1))] ^=
        static_cast<char>(1 + random.upto(254));
    EXPECT_THROW((void)partial<TypeParam>::from_bytes(damaged), partial_error);
  }
}

template <class F>
std::string message_of(F f) {
  try {
    f();
  } catch (const partial_error& e) {
    return e.what();
  }
  return "nothing is thrown";
}

// Hand-worked: two clients are bounced between A and B, in parts whose labels are numbered the other way round.
TEST(PartialResults, ReconcileNames) {
  const auto first =
      polku_test::log_of({{"A", 0, 10, "x"}, {"B", 10, 20, "x"}, {"A", 20, 30, "x"}, {"C", 30, 40, "x"}}, {}, 50);
  const auto second =
      polku_test::log_of({{"B", 0, 10, "w"}, {"A", 12, 20, "w"}, {"B", 20, 30, "w"}, {"A", 30, 40, "w"}}, {}, 50);
  auto all = take_partial<transition_analysis>(first);
  all.merge(take_partial<transition_analysis>(second));
  ASSERT_EQ(all.names().size(), 3u);
  EXPECT_EQ(all.names()[label{0}], "A");
  const auto result = all.result();
  ASSERT_EQ(result.transitions.size(), 3u);
  EXPECT_EQ(result.transitions[0].transitions, 2u);  // A to B
  EXPECT_EQ(result.transitions[0].clients, 2u);
  EXPECT_EQ(all.names()[result.transitions[1].to], "C");
  EXPECT_EQ(result.transitions[2].transitions, 3u);  // B to A
  EXPECT_EQ(result.transitions[2].lags.values(), (std::vector<distribution::value>{{days(0), 2}, {days(2), 1}}));

  auto loops = take_partial<loop_list_analysis>(second, {.min_returns = 1});
  loops.merge(take_partial<loop_list_analysis>(first, {.min_returns = 1}));
  ASSERT_EQ(loops.result().size(), 2u);
  EXPECT_EQ(loops.listed_clients()[label{index_of(loops.result()[0].client)}], "w");
  EXPECT_EQ(loops.result()[0].returns, 2u);
  EXPECT_EQ(loops.names()[loops.result()[0].stays[0].party], "B");
}

TEST(PartialResults, GiveTheSameTestsAsTheWhole) {
  random_source random(5);
  const auto cases = random_cases(random);
  const auto log = log_of(cases);
  const auto part = take_partial<return_rate_analysis>(log);
  const auto direct = count_return_rates(log);
  const auto rates = part.result();
  ASSERT_EQ(rates.size(), direct.size());
  for (const auto& r : direct) {
    const auto same = std::find_if(rates.begin(), rates.end(), [&](const return_rate& x) {
      return part.names()[x.from] == log.names(field::organisations)[r.from] &&
             part.names()[x.via] == log.names(field::organisations)[r.via];
    });
    ASSERT_NE(same, rates.end());
    EXPECT_EQ(same->stays, r.stays);
    EXPECT_EQ(same->first_stays, r.first_stays);
    EXPECT_EQ(fisher_exact(same->stays), fisher_exact(r.stays));
  }
}

TYPED_TEST(Partial, HasTheOptionsItWasMadeWith) {
  random_source random(3);
  const auto options = options_of<TypeParam>();
  const auto log = log_of(random_cases(random));
  const auto whole = take_partial<TypeParam>(log, options);
  detail::byte_writer given, kept;
  given.write(options);
  kept.write(partial<TypeParam>::from_bytes(whole.to_bytes()).options());
  EXPECT_EQ(std::move(kept).take(), std::move(given).take());
  EXPECT_EQ(analysis_of(whole.to_bytes()), TypeParam::name);
}

// Though an empty log has no intervals, hence another reading.
TYPED_TEST(Partial, OfNoClientsChangesNothing) {
  random_source random(4);
  const auto options = options_of<TypeParam>();
  const auto log = log_of(random_cases(random)), empty = log_of({});
  const auto whole = take_partial<TypeParam>(log, options), none = take_partial<TypeParam>(empty, options);
  EXPECT_EQ(partial<TypeParam>(whole).merge(none), whole);
  EXPECT_EQ(partial<TypeParam>(none).merge(whole), whole);
  EXPECT_EQ(partial<TypeParam>(none).merge(none), none);
}

TEST(PartialResults, KnowWhetherThereAreExits) {
  const auto without = polku_test::log_of({{"A", 0, 10, "x"}}, {}, 50);
  const auto with = polku_test::log_of({{"A", 0, 10, "y"}}, {{20, "Exit", "y"}}, 50);
  auto all = take_partial<gap_analysis>(without);
  EXPECT_EQ(all.result().exits, 0u);
  all.merge(take_partial<gap_analysis>(with));
  EXPECT_EQ(all.result().exits, 1u);
  EXPECT_TRUE(take_partial<handover_analysis>(without).result().are_inferred);
}

TEST(PartialResults, DoNotCountAClientTwice) {
  const auto log = polku_test::log_of({{"A", 0, 10, "secret name"}}, {}, 50);
  auto all = take_partial<gap_analysis>(log);
  const auto before = all;
  const auto message = message_of([&] { all.merge(before); });
  EXPECT_EQ(message,
            "polku: these partial results have a client in common, so that the client would count twice, or in two halves; "
            "give every client's records to one part, and merge every part once");
  EXPECT_EQ(all, before);
}

TEST(PartialResults, GoTogetherOnlyWhereTheyAreOfOneKind) {
  const auto one = polku_test::log_of({{"A", 0, 10, "x"}}, {}, 50);
  const auto later = polku_test::log_of({{"A", 0, 10, "y"}}, {}, 60);
  const auto points = polku_test::log_of({{"A", 5, 5, "y"}}, {}, 50);
  const auto other = polku_test::log_of({{"A", 0, 10, "y"}}, {}, 50);
  auto all = take_partial<ping_pong_analysis>(one);
  const auto refusal = [&](const partial<ping_pong_analysis>& p) { return message_of([&] { all.merge(p); }); };
  EXPECT_EQ(
      refusal(take_partial<ping_pong_analysis>(later)),
      "polku: these partial results do not go together: one ends at the cutoff 2020-02-20, another at 2020-03-01; read "
      "every part with the cutoff of the whole");
  EXPECT_EQ(refusal(take_partial<ping_pong_analysis>(points)),
            "polku: these partial results do not go together: one is read by coverage, another by succession; name the "
            "reading, as a part without episodes that last is read by succession");
  EXPECT_EQ(refusal(take_partial<ping_pong_analysis>(pathways(other, {}, field::services))),
            "polku: these partial results do not go together: one is by organisation, another by service; name the field "
            "that the parties are taken from");
  EXPECT_EQ(refusal(take_partial<ping_pong_analysis>(other, {.window = days(7)})),
            "polku: these partial results do not go together: they were made with different options; use the same ones");
  EXPECT_EQ(message_of([&] { (void)partial<return_analysis>::from_bytes(all.to_bytes()); }),
            "polku: these bytes are no partial result of returns: read them as what they were written as");
}

// Months are filled in between the first and the last, which has to come to an end.
TEST(PartialResults, HaveMonthsOfTheCalendar) {
  for (const calendar_month m : {calendar_month{2020, 13}, calendar_month{2020, 0}, calendar_month{500'000, 1}}) {
    detail::byte_writer out;
    out.write(m);
    const auto bytes = std::move(out).take();
    detail::byte_reader in(bytes);
    calendar_month back{};
    EXPECT_THROW(in.read(back), partial_error);
  }
}

// Bytes that are well-formed, but that no log gives: what is reckoned from them would look for parties that are not there.
TEST(PartialResults, AreOfWhatALogCanHold) {
  const auto bytes_of = [](std::string_view analysis, const auto& sums) {
    detail::byte_writer out;
    out.text(analysis);
    out.write(true);
    out.write(time_point());
    for (const unsigned zero : {0u, 0u, 0u}) out.number(zero);  // the reading, the bridge, no intervals
    for (const auto* text : {"organisation", "", ""}) out.text(text);
    out.number(2);
    for (const auto* name : {"A", "B"}) out.text(name);
    for (const unsigned zero : {0u, 0u}) out.number(zero);  // listed clients, clients
    out.write(sums);
    auto body = std::move(out).take();
    detail::byte_writer sum;
    sum.number(detail::check_sum(0, body));
    return std::string(detail::partial_magic) + body + std::move(sum).take();
  };
  const label a{0}, b{1};
  const auto rates = [&](std::vector<return_rate_sums::party> parties) {
    return bytes_of(return_rate_analysis::name, return_rate_sums{{{a, b, {}, {1, 1}}}, std::move(parties)});
  };
  EXPECT_EQ(partial<return_rate_analysis>::from_bytes(rates({{b, 1, 1}})).result().size(), 1u);
  EXPECT_THROW((void)partial<return_rate_analysis>::from_bytes(rates({})), partial_error);
  // What is looked up in it has to be in order first.
  EXPECT_THROW((void)partial<return_rate_analysis>::from_bytes(rates({{b, 1, 1}, {a, 1, 1}})), partial_error);
  // No more come and go than come, or go, and none of those is not among all: a test of significance would go astray.
  const auto table = [&](return_table stays) {
    return_rate_sums sums{{{a, b, {}, {1, 1}}}, {{b, 1, 1}}};
    sums.pairs[0].stays = stays;
    return bytes_of(return_rate_analysis::name, sums);
  };
  EXPECT_EQ(partial<return_rate_analysis>::from_bytes(table({1, 1, 1, 0})).result()[0].stays, (return_table{1, 1, 1, 1}));
  for (const return_table t : {return_table{std::size_t{1} << 62, 1, 1, 0}, {0, 1, 1, 0}, {0, 2, 0, 0}, {0, 0, 2, 0}})
    EXPECT_THROW((void)partial<return_rate_analysis>::from_bytes(table(t)), partial_error);
  const auto chain = [&](label to, std::uint32_t stays) {
    return bytes_of(markov_analysis::name, chain_counts{0, {{a, stays, 1}}, {{a, to, 1}}});
  };
  EXPECT_EQ(partial<markov_analysis>::from_bytes(chain(b, 2)).result().observed, 0u);
  EXPECT_THROW((void)partial<markov_analysis>::from_bytes(chain(label::none, 2)), partial_error);
  EXPECT_THROW((void)partial<markov_analysis>::from_bytes(chain(b, 4'000'000'000)), partial_error);
}

// Files that were written are to stay readable: a change of these bytes is a change of the version.
TEST(PartialResults, AreWrittenAsEver) {
  const auto log = polku_test::log_of({{"A", 0, 1, "x"}, {"B", 4, 5, "x"}}, {}, 9);
  std::string hex;
  for (const char c : take_partial<gap_analysis>(log).to_bytes())
    hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  EXPECT_EQ(hex,
            "706f6c6b75207061727469616c20010a0467617073018080e5e8b9efcd050100010c6f7267616e69736174696f6e070001046578697400"
            "02014101420001b991b2c0c19adfa9eb01020101010000010100000080809d8e9a230201020101008080b1988b0f02000101008080ecf5"
            "8e1400f1e3daeffc88e1dd20");
  auto later = take_partial<gap_analysis>(log).to_bytes();
  later[14] = 2;
  EXPECT_EQ(message_of([&] { (void)partial<gap_analysis>::from_bytes(later); }),
            "polku: this partial result was written by another version of polku: make it again with this one");
}

}  // namespace
