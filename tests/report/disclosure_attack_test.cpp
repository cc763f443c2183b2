// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Tries to recover what a shareable report suppresses, from everything that it prints.
#include "../days.hpp"
#include "../random_source.hpp"
#include "adversary.hpp"

#include <polku/report/json.hpp>
#include <polku/report/summarise.hpp>
#include <polku/report/text.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

namespace {

using namespace polku;
using polku_test::adversary;
using polku_test::day;
using polku_test::random_source;

struct stay_of {
  std::string party;
  int start, end;
};
// What happened to a client.
struct history {
  std::vector<stay_of> stays = {};
  std::vector<std::pair<int, std::string>> milestones = {};
  struct passing {
    int at;
    std::string from, to;
    manner how;
    handover_status status;
  };
  std::vector<passing> handovers = {};
  std::vector<std::pair<std::string, int>> consents = {};  // to a party, from a day on
  bool has_plan = false;
};

struct records {
  read_log read;
  analysis_options options;

  [[nodiscard]] summary shown(const disclosure_options& d, suppression_steps steps = suppression_steps::all) const {
    return detail::summarise(read, analyse(read.log, options), d, steps);
  }
};

void add(log_builder& builder, const std::string& client, const history& h) {
  for (const auto& s : h.stays) {
    episode e{.client = client,
              .service = "service",
              .organisation = s.party,
              .worker = "worker of a client",
              .start = day(s.start)};
    if (s.end != polku_test::open) e.end = day(s.end);
    (void)builder.add(e);
  }
  for (const auto& [at, kind] : h.milestones) (void)builder.add(milestone{.client = client, .at = day(at), .kind = kind});
  for (const auto& p : h.handovers)
    (void)builder.add(
        handover{.client = client, .at = day(p.at), .from = p.from, .to = p.to, .manner = p.how, .status = p.status});
  for (const auto& [party, from] : h.consents)
    (void)builder.add(consent{.client = client, .party = party, .from = day(from)});
  if (h.has_plan) (void)builder.add(plan{.client = client, .kind = "plan", .from = day(0)});
}

records make_records(const std::vector<history>& clients, const analysis_options& options) {
  log_builder builder;
  for (std::size_t i = 0; i < clients.size(); ++i) add(builder, "client-" + std::to_string(i), clients[i]);
  records out;
  out.read.log = builder.finish();
  out.read.rows = out.read.log.record_count();
  out.options = options;
  return out;
}

history random_history(random_source& random, bool is_plain, const std::vector<std::string>& parties, bool with_handovers) {
  history h;
  const auto party = [&] { return parties[static_cast<std::size_t>(random.upto(static_cast<int>(parties.size()) - 1))]; };
  int at = random.upto(6) * 10;
  for (int i = random.upto(4); i >= 0; --i) {
    const int end = at + 10 * (1 + random.upto(3));
    auto next = party();
    if (is_plain && !h.stays.empty() && h.stays.back().party == next) next = next == parties[0] ? parties[1] : parties[0];
    h.stays.push_back({next, at, i == 0 && random.one_in(3) ? polku_test::open : end});
    at = is_plain || random.one_in(2) ? end + (random.one_in(3) ? 10 : 0) : std::max(0, end - 10 * random.upto(3));
  }
  if (random.one_in(4)) h.milestones.push_back({10 * random.upto(20), random.one_in(2) ? "job start" : "exit"});
  if (random.one_in(5)) h.has_plan = true;
  if (random.one_in(3)) h.consents.push_back({party(), 10 * random.upto(10)});
  if (with_handovers)
    for (std::size_t i = 0; i + 1 < h.stays.size(); ++i)
      if (random.one_in(2))
        h.handovers.push_back({h.stays[i + 1].start, h.stays[i].party, h.stays[i + 1].party,
                               static_cast<manner>(random.upto(3)),
                               random.one_in(6) ? handover_status::declined : handover_status::accepted});
  return h;
}

// Some common ways, walked by several each, and some clients of their own kind.
std::vector<history> random_clients(random_source& random, bool is_plain) {
  const std::vector<std::string> all = {"A", "B", "C", "D", "E"};
  const std::vector<std::string> parties(all.begin(), all.begin() + 2 + random.upto(3));
  const bool with_handovers = random.one_in(2);
  std::vector<history> out;
  for (int kinds = 1 + random.upto(4); kinds > 0; --kinds) {
    const auto h = random_history(random, is_plain, parties, with_handovers);
    for (int n = 1 + random.upto(11); n > 0; --n) out.push_back(h);
  }
  for (int n = random.upto(4); n > 0; --n) out.push_back(random_history(random, is_plain, parties, with_handovers));
  while (out.size() < 3) out.push_back(out.front());
  return out;
}

const std::vector<obligation>& some_obligations() {
  static const std::vector<obligation> obligations = {
      after(with_organisation("A")).must_begin(with_organisation("B")).within(days(30)).named("A: then B"),
      after(with_organisation("A")).must_begin(with_organisation("C")).within(days(60)).named("A: then C"),
      while_active(in_any_service()).there_must_be(plan_of()).named("any: a plan")};
  return obligations;
}

struct tally {
  std::size_t logs = 0, attacked = 0, secrets = 0, others = 0;
};

tally attack(std::uint64_t first_seed, int logs, suppression_steps steps, bool is_verbose) {
  tally out;
  for (int i = 0; i < logs; ++i) {
    random_source random(first_seed + static_cast<std::uint64_t>(i));
    const bool is_plain = random.one_in(2);
    const auto how = random.one_in(2) ? reading::succession : reading::coverage;
    const auto made = make_records(random_clients(random, is_plain),
                                   {.stays = {.reading = how},
                                    .ping_pong = {.min_returns = static_cast<std::size_t>(1 + random.upto(1))},
                                    .horizon = days(30),
                                    .landmark = days(20 + 10 * random.upto(3)),
                                    .obligations = some_obligations()});
    const auto min_cell = static_cast<std::size_t>(2 + random.upto(3));
    const auto printed = to_json(made.shown({.min_cell = min_cell}, steps)),
               exact = to_json(made.shown({.is_shareable = false}));
    for (const auto& written : {printed.dump(), to_text(made.shown({.min_cell = min_cell}, steps), "")}) {
      EXPECT_EQ(written.find("client-"), std::string::npos);
      EXPECT_EQ(written.find("worker of"), std::string::npos);
    }
    const auto found = adversary(printed, exact, is_plain).attack();
    for (const auto& f : found.mistaken)
      ADD_FAILURE() << "log " << i << ": the adversary errs about " << f.figure << ", " << f.truth;
    for (const auto& f : found.recovered) {
      // What was hidden to protect others may be told, a figure of few clients or of all but few may not.
      const auto all = printed["log"]["clients"].get<double>();
      const auto least = static_cast<double>(min_cell);
      const bool is_of_clients = f.figure.ends_with("clients") || f.figure.ends_with("first") || f.figure.ends_with("last");
      const bool is_secret = f.truth < least || (is_of_clients && f.truth < all && all - f.truth < least);
      ++(is_secret ? out.secrets : out.others);
      if (is_verbose && is_secret)
        ADD_FAILURE() << "log " << i << ", min_cell " << min_cell << ", " << printed["reading"]
                      << (is_plain ? ", plain" : "") << ": " << f.figure << " is " << f.truth;
    }
    ++out.logs;
    out.attacked += found.attacked;
  }
  return out;
}

class DisclosureAttack : public testing::TestWithParam<int> {};

TEST_P(DisclosureAttack, RecoversNoFigureOfFewClientsFromRandomLogs) {
  constexpr std::uint64_t logs = 60;
  const auto t = attack(1 + logs * static_cast<std::uint64_t>(GetParam()), logs, suppression_steps::all, true);
  std::cout << t.attacked << " suppressed figures of " << t.logs << " logs attacked, " << t.others
            << " of many clients recovered\n";
  EXPECT_GT(t.attacked, 4'000u);
  EXPECT_LT(t.others * 100, t.attacked);
}
INSTANTIATE_TEST_SUITE_P(, DisclosureAttack, testing::Range(0, 5));

TEST(WeakenedDisclosure, LosesFiguresOfFewClientsWhereOnlySmallCellsAreSuppressed) {
  EXPECT_GT(attack(1, 200, suppression_steps::primary_only, false).secrets, 100u);
}

}  // namespace
