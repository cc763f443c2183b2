// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// The definitions' sentences on handovers, worked by hand, and a slow implementation of them. Times are day numbers.

#include "../days.hpp"
#include "../reference/reference.hpp"

#include <polku/analysis/parallel_scan.hpp>
#include <polku/support/handovers.hpp>
#include <polku/support/worker_changes.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <sstream>

namespace {

using namespace polku;
using polku_test::day;
using polku_test::number;
using polku_test::open;
using polku_test::spell;
using enum handover_status;

struct row {
  int at;
  const char* from;
  const char* to;
  handover_status status = accepted;
  polku::manner manner = manner::unknown;
  const char* client = "c";
};
struct told {
  const char* party;
  int from, until;
  const char* client = "c";
};

event_log make_log(const std::vector<spell>& spells, const std::vector<row>& rows, const std::vector<told>& consents = {},
                   std::optional<int> cutoff = {}) {
  log_builder builder;
  for (const auto& s : spells) {
    episode e{.client = s.client, .service = "service", .organisation = s.party, .start = day(s.start)};
    if (s.end != open) e.end = day(s.end);
    (void)builder.add(e);
  }
  for (const auto& r : rows) (void)builder.add(handover{r.client, day(r.at), r.from, r.to, r.manner, r.status});
  for (const auto& c : consents)
    (void)builder.add(consent{c.client, c.party, day(c.from),
                              c.until == open ? std::optional<time_point>() : std::optional(day(c.until))});
  return builder.finish(cutoff ? std::optional(day(*cutoff)) : std::nullopt);
}

std::string print(const found_handovers& found) {
  std::ostringstream out;
  for (const auto& f : found.handovers) {
    out << number(f.at) << ' ' << found.names[f.from] << '>' << found.names[f.to] << ' ' << to_string(f.outcome);
    if (f.latency) out << " in " << number(*f.latency);
    if (f.is_overlapping) out << " overlapping";
    if (!f.is_receiver_known) out << " by nobody known";
    if (f.consent != consent_state::unknown) out << ", consent " << to_string(f.consent);
    out << "; ";
  }
  return out.str();
}
std::string handovers(const event_log& log, handover_options options = {}) { return print(find_handovers(log, options)); }

TEST(FindHandovers, JoinsRowsUntilANewProposal) {
  EXPECT_EQ(handovers(make_log({{"A", 0, 10}, {"B", 12, 20}},
                               {{5, "A", "B", proposed}, {12, "A", "B", accepted}, {200, "A", "B", proposed}})),
            "5 A>B picked up in 7; 200 A>B pending; ");
  EXPECT_EQ(handovers(make_log({{"B", 12, 20}},
                               {{5, "A", "B", proposed}, {6, "A", "B", declined}, {8, "A", "B", accepted}, {9, "B", "A"}})),
            "5 A>B picked up in 7; 9 B>A pending by nobody known; ");
}

TEST(FindHandovers, TakesTheLastStatusAndTheLastMannerThatIsKnown) {
  const auto log =
      make_log({{"B", 12, 20}},
               {{5, "A", "B", proposed, manner::cold}, {6, "a", "b", accepted, manner::warm}, {7, "A", "B", declined}});
  const auto found = find_handovers(log);
  ASSERT_EQ(found.handovers.size(), 1u);
  EXPECT_EQ(found.handovers[0].status, declined);
  EXPECT_EQ(found.handovers[0].manner, manner::warm);
  EXPECT_EQ(found.handovers[0].outcome, handover_outcome::declined);
}

TEST(FindHandovers, TakesEachRowForOneWhereNobodyWritesDownProposals) {
  EXPECT_EQ(handovers(make_log({{"B", 5, 10}, {"B", 50, 60}}, {{5, "A", "B"}, {50, "A", "B"}})),
            "5 A>B picked up in 0; 50 A>B picked up in 0; ");
}

TEST(FindHandovers, AreLostWhereTheReceiverDoesNotBeginWithinTheHorizon) {
  const std::vector<row> rows = {{5, "A", "B"}};
  EXPECT_EQ(handovers(make_log({{"B", 15, 20}}, rows), {.horizon = days(10)}), "5 A>B picked up in 10; ");
  EXPECT_EQ(handovers(make_log({{"B", 16, 20}}, rows), {.horizon = days(10)}), "5 A>B lost in 11; ");
  EXPECT_EQ(handovers(make_log({{"B", 0, 5}, {"A", 0, 16}}, rows), {.horizon = days(10)}), "5 A>B lost; ");
  EXPECT_EQ(handovers(make_log({{"B", 0, 5}, {"A", 0, 15}}, rows), {.horizon = days(10)}), "5 A>B pending; ");
  EXPECT_EQ(handovers(make_log({{"A", 0, 200}}, {{5, "A", "B", proposed}, {6, "A", "B", declined}})),
            "5 A>B declined by nobody known; ");
  // Somebody who was with the receiver before is no start.
  EXPECT_EQ(handovers(make_log({{"A", 0, 300}, {"B", 3, 3}}, rows)), "5 A>B lost; ");
}

TEST(FindHandovers, OverlapWhereTheReceiverIsThereAlready) {
  EXPECT_EQ(handovers(make_log({{"B", 0, 6}}, {{5, "A", "B"}})), "5 A>B picked up in 0 overlapping; ");
  EXPECT_EQ(handovers(make_log({{"B", 5, 6}}, {{5, "A", "B"}})), "5 A>B picked up in 0; ");
  EXPECT_EQ(handovers(make_log({{"B", 0, open}}, {{5, "A", "B"}})), "5 A>B picked up in 0 overlapping; ");
}

TEST(FindHandovers, KnowReceiversByTheirPartyOrOrganisation) {
  const auto log = make_log({{"Job_Coaching", 7, 20}}, {{5, "A", "job coaching"}});
  EXPECT_EQ(handovers(log), "5 A>Job_Coaching picked up in 2; ");
  EXPECT_EQ(print(find_handovers(pathways(log, {}, field::services))), "5 A>job coaching picked up in 2; ");
  EXPECT_EQ(print(find_handovers(pathways(log, {}, [](const episode&) { return "JOB COACHING"; }))),
            "5 A>JOB COACHING picked up in 2; ");
}

TEST(FindHandovers, AskForTheReceiversConsentAtTheTime) {
  const std::vector<spell> spells = {{"B", 5, 60}};
  const std::vector<row> rows = {{5, "A", "B"}};
  EXPECT_EQ(handovers(make_log(spells, rows, {{"b", 5, open}})), "5 A>B picked up in 0, consent given; ");
  EXPECT_EQ(handovers(make_log(spells, rows, {{"B", 1, 5}})), "5 A>B picked up in 0, consent missing; ");  // withdrawn
  EXPECT_EQ(handovers(make_log(spells, rows, {{"A", 1, open}})), "5 A>B picked up in 0, consent missing; ");
  EXPECT_EQ(handovers(make_log(spells, rows, {{"B", 1, 3}, {"B", 2, 6}})), "5 A>B picked up in 0, consent given; ");
}

TEST(FindHandovers, InfersThemFromTransitionsWhereNoneAreRecorded) {
  const auto log = make_log({{"A", 0, 10}, {"B", 8, 20}, {"C", 25, 30}, {"C", 33, 40}}, {}, {{"C", 20, open}});
  const auto expected = "10 A>B picked up in 0 overlapping, consent missing; 20 B>C picked up in 5, consent given; ";
  EXPECT_EQ(handovers(log), expected);
  EXPECT_TRUE(find_handovers(log).are_inferred);
  EXPECT_EQ(print(find_handovers(pathways(log, {.reading = reading::succession}))), expected);
  EXPECT_THROW(handover_tally(pathways(log, {.reading = reading::succession})), std::invalid_argument);
}

TEST(FindHandovers, InferredWaitForNobodyWhoIsThereAlready) {
  // B ends while A runs on, and what starts next is A's second stay: A was there when B handed over.
  EXPECT_EQ(handovers(make_log({{"A", 0, 20}, {"B", 2, 10}, {"A", 25, 30}}, {}, {})), "10 B>A picked up in 0 overlapping; ");
}

TEST(FindHandovers, NeedsAHorizonThatIsNotNegative) {
  const auto log = make_log({{"A", 0, 10}, {"B", 8, 20}}, {}, {});
  EXPECT_THROW((void)find_handovers(log, {.horizon = days(-1)}), std::invalid_argument);
}

TEST(CountHandovers, AddsUpInAllAndByPair) {
  const auto log =
      make_log({{"A", 0, 200}, {"B", 10, 20}, {"B", 0, 200, "d"}}, {{5, "A", "B", accepted, manner::warm},
                                                                    {8, "A", "C", accepted, manner::cold},
                                                                    {30, "A", "B", accepted, manner::cold},
                                                                    {190, "A", "B"},
                                                                    {7, "A", "B", accepted, manner::warm, "d"}});
  const auto counts = count_handovers(log);
  EXPECT_FALSE(counts.are_inferred);
  EXPECT_EQ(counts.total.all, (counted{5, 2}));
  EXPECT_EQ(counts.total.of(handover_outcome::picked_up), (counted{2, 2}));
  EXPECT_EQ(counts.total.of(handover_outcome::lost), (counted{2, 1}));
  EXPECT_EQ(counts.total.of(handover_outcome::pending), (counted{1, 1}));
  EXPECT_EQ(counts.total.of(consent_state::unknown), (counted{5, 2}));
  EXPECT_EQ(counts.total.overlapping, (counted{1, 1}));
  EXPECT_EQ(counts.total.unknown_receiver, (counted{1, 1}));
  EXPECT_EQ(counts.total.warm_share(), 0.5);
  ASSERT_EQ(counts.pairs.size(), 2u);
  EXPECT_EQ(counts.names[counts.pairs[0].from], "A");
  EXPECT_EQ(counts.names[counts.pairs[0].to], "B");
  EXPECT_EQ(counts.pairs[0].figures.all, (counted{4, 2}));
  EXPECT_EQ(counts.pairs[0].figures.latencies.values(), (std::vector<distribution::value>{{days(0), 1}, {days(5), 1}}));
  EXPECT_EQ(counts.names[counts.pairs[1].to], "C");
  EXPECT_EQ(counts.pairs[1].figures.warm_share(), 0.0);
}

// Each sentence of the definitions, with loops over everything. The parties are upper-case letters; no case to see through.
std::string slowly(const std::vector<spell>& spells, const std::vector<row>& rows, const std::vector<told>& consents,
                   int cutoff, int horizon, const std::string& client) {
  struct joined {
    int at;
    std::string from, to;
    handover_status status;
  };
  std::vector<joined> all;
  std::vector<row> mine;
  bool has_proposals = false;
  for (int t = -5; t <= cutoff; ++t)
    for (const auto& r : rows)
      if (r.at == t) {
        has_proposals = has_proposals || r.status == proposed;
        if (r.client == client) mine.push_back(r);
      }
  for (const auto& r : mine) {
    joined* last = nullptr;
    for (auto& j : all)
      if (j.from == r.from && j.to == r.to) last = &j;
    if (!last || r.status == proposed || !has_proposals)
      all.push_back({r.at, r.from, r.to, r.status});
    else
      last->status = r.status;
  }
  bool has_consents = false;
  for (const auto& c : consents) has_consents = has_consents || c.from <= cutoff;
  std::ostringstream out;
  for (const auto& j : all) {
    bool is_there = false, is_known = false, has_consent = false;
    std::optional<int> next;
    for (const auto& s : spells) {
      if (s.party != j.to || s.start > cutoff) continue;
      is_known = true;
      if (s.client != client) continue;
      const int end = s.end == open || s.end > cutoff ? cutoff + 1 : s.end;
      is_there = is_there || (s.start < j.at && j.at < end);
      if (s.start >= j.at) next = std::min(next.value_or(s.start), s.start);
    }
    for (const auto& c : consents)
      has_consent = has_consent || (c.client == client && c.party == j.to && c.from <= j.at &&
                                    (c.until == open || c.until > cutoff || j.at < c.until));
    const int latency = is_there ? 0 : next ? *next - j.at : -1;
    out << j.at << ' ' << j.from << '>' << j.to << ' '
        << (j.status == declined                 ? "declined"
            : latency >= 0 && latency <= horizon ? "picked up"
            : j.at + horizon >= cutoff           ? "pending"
                                                 : "lost");
    if (latency >= 0) out << " in " << latency;
    if (is_there) out << " overlapping";
    if (!is_known) out << " by nobody known";
    if (has_consents) out << ", consent " << (has_consent ? "given" : "missing");
    out << "; ";
  }
  return out.str();
}

struct drawn_records {
  std::vector<spell> spells;
  std::vector<row> rows;
  std::vector<told> consents;
  int cutoff = 0, horizon = 0;
};
drawn_records draw(std::mt19937_64& random, int clients) {
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n + 1)); };
  constexpr const char* parties[] = {"A", "B", "C"};
  constexpr const char* names[] = {"c", "d", "e"};
  drawn_records out;
  const int last = 5 + upto(25), statuses = upto(3) == 0 ? 0 : 2;
  for (int i = upto(6 * clients); i > 0; --i) {
    const int start = upto(last);
    out.spells.push_back({parties[upto(2)], start, upto(4) == 0 ? open : start + upto(8), names[upto(clients - 1)]});
  }
  for (int i = 1 + upto(6 * clients); i > 0; --i)
    out.rows.push_back({upto(last), parties[upto(2)], parties[upto(2)],
                        statuses == 0 ? accepted : static_cast<handover_status>(upto(2)), static_cast<manner>(upto(3)),
                        names[upto(clients - 1)]});
  for (int i = upto(3); i > 0; --i) {
    const int start = upto(last);
    out.consents.push_back({parties[upto(2)], start, upto(2) == 0 ? open : start + upto(9), names[upto(clients - 1)]});
  }
  out.cutoff = last - upto(4);
  out.horizon = upto(12);
  return out;
}

TEST(FindHandovers, AgreesWithASlowImplementationOnRandomLogs) {
  std::mt19937_64 random(20220905);
  std::size_t found = 0;
  for (int n = 0; n < 20'000; ++n) {
    const auto r = draw(random, 2);
    const auto log = make_log(r.spells, r.rows, r.consents, r.cutoff);
    if (log.handovers().empty()) continue;
    const auto all = find_handovers(log, {.horizon = days(r.horizon)});
    found += all.handovers.size();
    for (std::uint32_t c = 0; c < log.client_count(); ++c) {
      found_handovers mine{false, {}, all.names};
      for (const auto& f : all.handovers)
        if (f.client == client_id{c}) mine.handovers.push_back(f);
      ASSERT_EQ(slowly(r.spells, r.rows, r.consents, r.cutoff, r.horizon, std::string(log.name_of(client_id{c}))),
                print(mine))
          << "log " << n;
    }
    const auto counts = count_handovers(log, {.horizon = days(r.horizon)});
    std::size_t sum = 0;
    for (const auto& p : counts.pairs) sum += p.figures.all.count;
    ASSERT_EQ(sum, all.handovers.size());
    ASSERT_EQ(counts.total.all.count, sum);
  }
  EXPECT_GT(found, 50'000u);
}

// Transitions have a slow implementation of their own. A receiver's latency is told by its stays.
TEST(CountHandovers, InfersAsManyAsThereAreTransitions) {
  std::mt19937_64 random(11);
  std::size_t found = 0, was_there = 0;
  for (int n = 0; n < 3'000; ++n) {
    const auto r = draw(random, 3);
    const auto log = make_log(r.spells, {}, {}, r.cutoff);
    const pathways paths(log, {.reading = reading::coverage});
    const auto transitions = count_transitions(paths, {.max_wait = days(5)});
    const auto handovers = count_handovers(paths, {.transitions = {.max_wait = days(5)}});
    ASSERT_EQ(transitions.transitions.size(), handovers.pairs.size());
    for (std::size_t i = 0; i < handovers.pairs.size(); ++i) {
      const auto& t = transitions.transitions[i];
      const auto& h = handovers.pairs[i];
      ASSERT_EQ(std::pair(t.from, t.to), std::pair(h.from, h.to));
      ASSERT_EQ((counted{t.transitions, t.clients}), h.figures.of(handover_outcome::picked_up));
      found += t.transitions;
    }
    stay_maker maker(paths);
    maker.make(all_clients(log));
    for (const auto& f : find_handovers(paths, {.transitions = {.max_wait = days(5)}}).handovers) {
      bool is_there = false;
      auto latency = open_end - f.at;
      for (const auto& s : maker.of(f.client)) {
        if (s.party != f.to) continue;
        is_there = is_there || (s.start < f.at && f.at < s.end);
        if (s.start >= f.at) latency = std::min(latency, s.start - f.at);
      }
      ASSERT_EQ(f.is_overlapping, is_there);
      ASSERT_EQ(f.latency, is_there ? duration() : latency);
      was_there += is_there && latency != open_end - f.at ? 1 : 0;
    }
  }
  EXPECT_GT(found, 5'000u);
  EXPECT_GT(was_there, 50u);
}

TEST(CountHandovers, DoesNotDependOnTheNumberOfThreads) {
  std::mt19937_64 random(7);
  for (const bool has_rows : {true, false}) {
    log_builder builder;
    for (int c = 0; c < 500; ++c) {
      const auto client = std::to_string(c);
      const auto r = draw(random, 1);
      for (const auto& s : r.spells) {
        episode e{.client = client, .service = "s", .organisation = s.party, .worker = s.party, .start = day(s.start)};
        if (s.end != open) e.end = day(s.end);
        (void)builder.add(e);
      }
      for (const auto& h : r.rows)
        if (has_rows) (void)builder.add(handover{client, day(h.at), h.from, h.to, h.manner, h.status});
    }
    const auto log = builder.finish();
    const pathways paths(log);
    const auto by_worker = by_workers(log);
    const auto run = [&](unsigned threads) {
      handover_tally tally(paths, {});
      handover_list list(paths, {});
      worker_change_tally changes{by_worker};
      parallel_scan(paths, threads, tally, list);
      parallel_scan(by_worker, threads, changes);
      auto counts = std::move(tally).result();
      return std::tuple(counts.total, counts.pairs, std::move(list).result().handovers, std::move(changes).result());
    };
    EXPECT_EQ(run(1), run(3));
    EXPECT_GT(std::get<2>(run(2)).size(), 300u);
  }
}

TEST(CountWorkerChanges, ArePerClientAndYearUnderObservation) {
  log_builder builder;
  const auto add = [&](const char* client, const char* role, const char* worker, int start, int end) {
    (void)builder.add(
        episode{.client = client, .service = "s", .role = role, .worker = worker, .start = day(start), .end = day(end)});
  };
  add("a", "own worker", "1", 0, 100);
  add("a", "coach", "2", 50, 200);
  add("a", "own worker", "1", 100, 300);
  add("a", "Own_Worker", "3", 300, 461);
  add("b", "own worker", "3", 0, 100);
  add("b", "own worker", "", 100, 200);
  add("c", "own worker", "", 0, 100);
  (void)builder.add(milestone{"a", day(461), "exit"});
  (void)builder.add(milestone{"b", day(200), "exit"});
  const auto log = builder.finish(day(1461));
  const auto all = count_worker_changes(log);
  EXPECT_EQ(all.changes, (counted{3, 1}));  // 1, 2, 1, 3
  EXPECT_EQ(all.clients, 2u);
  EXPECT_EQ(all.without, 1u);
  EXPECT_EQ(all.observed, duration_sum(days(461 + 200)));
  const auto own = count_worker_changes(log, {.roles = {"own worker"}});
  EXPECT_EQ(own.changes, (counted{1, 1}));
  EXPECT_DOUBLE_EQ(*own.per_client_year(), 365.25 / 661);
  const event_log nothing;
  EXPECT_FALSE(count_worker_changes(nothing).per_client_year());
  // Without exits, up to the cutoff: three clients, four years each.
  const auto open_ended = count_worker_changes(log, {.exits = {}});
  EXPECT_DOUBLE_EQ(*open_ended.per_client_year(), 3 / 8.0);
}

TEST(CountWorkerChanges, AgreesWithASlowImplementationOnRandomLogs) {
  std::mt19937_64 random(5);
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n + 1)); };
  std::size_t found = 0;
  for (int n = 0; n < 5'000; ++n) {
    reference::log records;
    records.cutoff = 20 + upto(10);
    for (int i = upto(10); i > 0; --i) {
      reference::episode e{std::string(1, static_cast<char>('a' + upto(2))), upto(5) == 0 ? "" : std::to_string(upto(2)), "",
                           upto(30)};
      if (upto(6) != 0) e.end = e.start + upto(9);
      records.episodes.push_back(e);
    }
    for (int i = upto(2); i > 0; --i)
      records.milestones.push_back({std::string(1, static_cast<char>('a' + upto(2))), upto(30), "exit"});
    log_builder builder;
    for (const auto& e : records.episodes)
      (void)builder.add(episode{.client = e.client,
                                .service = "s",
                                .worker = e.party,
                                .start = day(e.start),
                                .end = e.end ? std::optional(day(*e.end)) : std::nullopt});
    for (const auto& m : records.milestones) (void)builder.add(milestone{m.client, day(m.at), m.kind});
    const auto log = builder.finish(day(*records.cutoff));

    const auto cut = reference::cut(records);
    const reference::options options{.how = reference::reading::succession};
    worker_change_counts expected;
    for (const auto& client : reference::clients_of(cut)) {
      if (reference::episodes_of(cut, client).empty()) continue;
      const auto stays = reference::stays_of(cut, client, options);
      if (stays.empty()) {
        ++expected.without;
        continue;
      }
      ++expected.clients;
      expected.changes.add(stays.size() - 1);
      for (const auto& s : reference::spells_of(cut, client, options))
        expected.observed += duration(days(static_cast<long>(s.end - s.start)));
    }
    ASSERT_EQ(count_worker_changes(log), expected) << "log " << n;
    found += expected.changes.count;
  }
  EXPECT_GT(found, 5'000u);
}

// Whoever asks again, for the same client or after others, gets the same.
TEST(Handovers, AreJoinedAnewAtEveryCall) {
  log_builder builder;
  for (const char* client : {"1", "2"}) {
    (void)builder.add(episode{.client = client, .service = "s", .organisation = "A", .start = day(0), .end = day(9)});
    (void)builder.add(handover{.client = client, .at = day(3), .from = "A", .to = "B", .status = handover_status::accepted});
    (void)builder.add(handover{.client = client, .at = day(5), .from = "A", .to = "B", .status = handover_status::proposed});
    (void)builder.add(handover{.client = client, .at = day(6), .from = "A", .to = "B", .status = handover_status::accepted});
  }
  const auto log = builder.finish();
  handover_joiner joiner(log);
  for (const std::uint32_t client : {0u, 0u, 1u, 0u}) {
    const auto joined = joiner.of(client_id{client});
    ASSERT_EQ(joined.size(), 2u);
    EXPECT_EQ(joined[0].at, day(3));
    EXPECT_EQ(joined[1].at, day(5));
    EXPECT_EQ(joined[1].status, handover_status::accepted);
  }
}

}  // namespace
