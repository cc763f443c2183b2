// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

// What bouncing led to, computed the slow way from the words of the headers alone.

#include "reference.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace reference {

struct followed {
  std::string ended_by;  // "outcome", "exit" or "censored"
  time from, until;
};

// The first of an outcome, an exit and the cutoff; of an outcome and an exit at one time the outcome.
inline followed follow(const cut_log& records, const std::string& client, time from, bool exit_at_once,
                       const std::set<std::string>& outcomes, const options& chosen) {
  std::optional<time> outcome, exit;
  const auto keep_first = [](std::optional<time>& first, time t) {
    if (!first || t < *first) first = t;
  };
  for (const milestone& m : records.milestones) {
    if (m.client != client || m.at < from) continue;
    if (outcomes.contains(m.kind)) keep_first(outcome, m.at);
    if (m.kind == chosen.exit && (m.at > from || exit_at_once)) keep_first(exit, m.at);
  }
  if (outcome && (!exit || *outcome <= *exit)) return {"outcome", from, *outcome};
  if (exit) return {"exit", from, *exit};
  return {"censored", from, records.cutoff};
}

// From the start of a stay: an exit then counts only if its first episode is a point event.
inline followed follow_start(const cut_log& records, const std::string& client, const stay& s,
                             const std::set<std::string>& outcomes, const options& chosen) {
  const episode first = episodes_of(records, client)[static_cast<std::size_t>(s.first_place)];
  return follow(records, client, s.start, is_point(first), outcomes, chosen);
}

struct group {
  int followed = 0, outcomes = 0, exits = 0, censored = 0;
  std::vector<time> to_outcome = {};
  time at_risk = 0;

  void add(const reference::followed& f, time late = 0) {
    const time length = f.until - f.from - late;
    ++followed;
    at_risk += length;
    if (f.ended_by == "outcome") {
      ++outcomes;
      to_outcome.push_back(length);
    }
    if (f.ended_by == "exit") ++exits;
    if (f.ended_by == "censored") ++censored;
  }
};

struct loop_effects {
  group loops, with_loop, without_loop, with_loop_by_landmark, without_loop_by_landmark;
  std::vector<time> time_lost = {};
};

inline loop_effects effects_of_loops(const log& whole, const options& chosen, const std::set<std::string>& outcomes,
                                     time landmark) {
  loop_effects out;
  const cut_log records = cut(whole);
  const std::vector<loop> loops = find_ping_pong(records, chosen);
  const auto has_loop = [](const std::vector<loop>& some, const std::string& client) {
    return std::any_of(some.begin(), some.end(), [&](const loop& l) { return l.client == client; });
  };
  for (const loop& l : loops) {
    const std::vector<stay> stays = stays_of(records, l.client, chosen);
    const stay first = stays[static_cast<std::size_t>(l.stays.front())],
               last = stays[static_cast<std::size_t>(l.stays.back())];
    out.time_lost.push_back(std::max<time>(0, last.start - first.end.value_or(records.cutoff)));
    out.loops.add(follow_start(records, l.client, last, outcomes, chosen));
  }
  for (const std::string& client : clients_of(records)) {
    const std::vector<stay> stays = stays_of(records, client, chosen);
    if (stays.empty()) continue;
    const followed f = follow_start(records, client, stays.front(), outcomes, chosen);
    (has_loop(loops, client) ? out.with_loop : out.without_loop).add(f);
    if (f.until - f.from <= landmark) continue;
    log early = whole;  // as extracted at the landmark
    early.cutoff = f.from + landmark;
    const bool had_loop = has_loop(find_ping_pong(cut(early), chosen), client);
    (had_loop ? out.with_loop_by_landmark : out.without_loop_by_landmark).add(f, landmark);
  }
  return out;
}

struct return_effects {
  int returns = 0;
  std::set<std::string> who_returned = {};
  group returned, went_on, undecided, returned_by_landmark, not_returned_by_landmark;
  std::vector<time> time_lost = {};
};

// By pair of parties; `chosen` is by succession. Pairs without a direct return are left out.
inline std::map<std::pair<std::string, std::string>, return_effects> effects_of_returns(
    const cut_log& records, const options& chosen, const std::set<std::string>& outcomes, time landmark) {
  std::map<std::pair<std::string, std::string>, return_effects> out;
  for (const std::string& client : clients_of(records)) {
    const std::vector<stay> stays = stays_of(records, client, chosen);
    std::set<std::pair<std::string, std::string>> seen;
    for (std::size_t i = 0; i + 1 < stays.size(); ++i) {
      const std::pair<std::string, std::string> pair{stays[i].party, stays[i + 1].party};
      return_effects& to = out[pair];
      const bool is_last = i + 2 == stays.size(), returned = !is_last && stays[i + 2].party == stays[i].party;
      if (returned) {
        ++to.returns;
        to.who_returned.insert(client);
      }
      if (!seen.insert(pair).second) continue;
      const time departure = stays[i].end.value_or(records.cutoff);
      const followed f = follow(records, client, departure, true, outcomes, chosen);
      if (returned) {
        to.returned.add(f);
        to.time_lost.push_back(std::max<time>(0, stays[i + 2].start - departure));
      } else if (is_last) {
        to.undecided.add(f);
      } else {
        to.went_on.add(f);
      }
      if (f.until <= departure + landmark || stays[i + 1].start > departure + landmark) continue;
      if (returned && stays[i + 2].start <= departure + landmark)
        to.returned_by_landmark.add(f, landmark);
      else
        to.not_returned_by_landmark.add(f, landmark);
    }
  }
  std::erase_if(out, [](const auto& entry) { return entry.second.returns == 0; });
  return out;
}

}  // namespace reference
