#pragma once

// Stays, transitions, returns, ping-pong and gaps, computed the slow way: every function follows one sentence of
// the definitions, with loops over everything. Meant for comparison on small logs, not for use.
//
// Precondition throughout: no episode ends before it starts. Intervals are half-open, [start, end).
//
// Readings taken where the definitions leave a choice:
//  * Clients come in order of first appearance in the uncut episodes, then in the uncut milestones. Every list is
//    ordered by client, then by place. A place is a position counted from 0: of an episode among all episodes of
//    its client (those without a party included), of a stay among the stays of its client.
//  * Other choices are stated at the function that makes them.

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace reference {

using time = long long;

struct episode {
  std::string client, party, phase;  // empty party: none
  time start;
  std::optional<time> end = {};  // none: open
  bool support = true;           // counts as support when gaps are sought
};

struct milestone {
  std::string client;
  time at;
  std::string kind;
};

struct log {
  std::vector<episode> episodes = {};  // in order of input
  std::vector<milestone> milestones = {};
  std::optional<time> cutoff = {};  // none: the latest time in the log
};

enum class reading { succession, coverage };

struct options {
  reading how = reading::coverage;
  time bridge = 0;
  time max_wait = 30;
  time window = 180;
  int max_length = 3;
  int min_returns = 2;
  std::optional<time> tolerance = {};
  std::set<std::string> planned = {};
  std::set<std::string> progress{"job start", "study start"};
  std::string exit = "exit";
  std::map<std::string, int> phase_rank = {};  // empty: no process
};

// ---------------------------------------------------------------------------------------------------- the cutoff

struct cut_log {
  std::vector<episode> episodes;
  std::vector<milestone> milestones;
  time cutoff;
  int after_cutoff;                       // records left out
  std::vector<std::string> clients = {};  // in the order of the uncut log
};

// The given cutoff, or else the latest start, recorded end or milestone. A log without records has cutoff 0.
inline time cutoff_of(const log& whole) {
  if (whole.cutoff) return *whole.cutoff;
  std::optional<time> latest;
  const auto see = [&latest](time t) {
    if (!latest || t > *latest) latest = t;
  };
  for (const episode& e : whole.episodes) {
    see(e.start);
    if (e.end) see(*e.end);
  }
  for (const milestone& m : whole.milestones) see(m.at);
  return latest.value_or(0);
}

inline void add_if_new(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// What begins after the cutoff is left out and counted; an end after the cutoff becomes open. A record that begins
// at the cutoff stays, and so does an end at the cutoff.
inline cut_log cut(const log& whole) {
  cut_log result{{}, {}, cutoff_of(whole), 0};
  for (const episode& e : whole.episodes) add_if_new(result.clients, e.client);
  for (const milestone& m : whole.milestones) add_if_new(result.clients, m.client);
  for (episode e : whole.episodes) {
    if (e.start > result.cutoff) {
      ++result.after_cutoff;
      continue;
    }
    if (e.end && *e.end > result.cutoff) e.end.reset();
    result.episodes.push_back(e);
  }
  for (const milestone& m : whole.milestones) {
    if (m.at > result.cutoff)
      ++result.after_cutoff;
    else
      result.milestones.push_back(m);
  }
  return result;
}

// The clients in order; any that a log cut by hand does not list follow in order of appearance.
inline std::vector<std::string> clients_of(const cut_log& records) {
  std::vector<std::string> names = records.clients;
  for (const episode& e : records.episodes) add_if_new(names, e.client);
  for (const milestone& m : records.milestones) add_if_new(names, m.client);
  return names;
}

// How many records form no stay because they have no party.
inline int without_party(const cut_log& records) {
  int n = 0;
  for (const episode& e : records.episodes)
    if (e.party.empty()) ++n;
  return n;
}

// --------------------------------------------------------------------------------------------- order of episodes

// A point event ends where it starts. An open episode is never one, not even when it starts at the cutoff.
inline bool is_point(const episode& e) { return e.end && *e.end == e.start; }

// A recorded end comes before a later one; an open end comes after every recorded one.
inline bool ends_before(const std::optional<time>& a, const std::optional<time>& b) { return a && (!b || *a < *b); }

// The client's episodes by start, then end, open last. Among those that agree in both, point events keep the order
// of input; others stand with the first of their party. No party is treated as one party here.
inline std::vector<episode> episodes_of(const cut_log& records, const std::string& client) {
  std::vector<episode> input;
  for (const episode& e : records.episodes)
    if (e.client == client) input.push_back(e);

  struct placed {
    episode what;
    std::size_t group, input_place;  // group: where the first one equal in start, end and party stands
  };
  std::vector<placed> order;
  for (std::size_t i = 0; i < input.size(); ++i) {
    std::size_t group = i;
    if (!is_point(input[i])) {
      group = 0;
      while (input[group].start != input[i].start || input[group].end != input[i].end ||
             input[group].party != input[i].party)
        ++group;
    }
    order.push_back({input[i], group, i});
  }
  std::sort(order.begin(), order.end(), [](const placed& a, const placed& b) {
    if (a.what.start != b.what.start) return a.what.start < b.what.start;
    if (a.what.end != b.what.end) return ends_before(a.what.end, b.what.end);
    return std::tie(a.group, a.input_place) < std::tie(b.group, b.input_place);
  });

  std::vector<episode> result;
  for (const placed& p : order) result.push_back(p.what);
  return result;
}

// --------------------------------------------------------------------------------------------------------- stays

struct stay {
  std::string party;
  time start;
  std::optional<time> end;
  int first_place;  // place of its first episode
};

// The later of two ends.
inline std::optional<time> later_end(const std::optional<time>& a, const std::optional<time>& b) {
  return ends_before(a, b) ? b : a;
}

// One stay for each episode that has a party, in the order of episodes.
inline std::vector<stay> single_stays(const cut_log& records, const std::string& client) {
  std::vector<stay> result;
  const std::vector<episode> episodes = episodes_of(records, client);
  for (std::size_t i = 0; i < episodes.size(); ++i)
    if (!episodes[i].party.empty())
      result.push_back({episodes[i].party, episodes[i].start, episodes[i].end, static_cast<int>(i)});
  return result;
}

// Neighbours of one party are one stay, up to the latest of their ends. An episode without a party stands between
// nobody: A, none, A is one stay in A.
inline std::vector<stay> succession_stays(const cut_log& records, const std::string& client) {
  std::vector<stay> result;
  for (const stay& s : single_stays(records, client)) {
    if (!result.empty() && result.back().party == s.party)
      result.back().end = later_end(result.back().end, s.end);
    else
      result.push_back(s);
  }
  return result;
}

// Whether no more than `bridge` lies between the two, so that they are one stay when their party is the same.
inline bool join(const stay& a, const stay& b, time bridge) {
  const bool b_starts_in_reach = !a.end || b.start - *a.end <= bridge;
  const bool a_starts_in_reach = !b.end || a.start - *b.end <= bridge;
  return b_starts_in_reach && a_starts_in_reach;
}

// Episodes of one party are joined as long as any two can be; a point event within the bridge joins like any other
// and the stay then reaches to it. Order: start, then end (open last), then the place of the first episode.
inline std::vector<stay> coverage_stays(const cut_log& records, const std::string& client, time bridge) {
  std::vector<stay> result = single_stays(records, client);
  const auto join_two = [&result, bridge] {
    for (std::size_t i = 0; i < result.size(); ++i)
      for (std::size_t j = i + 1; j < result.size(); ++j)
        if (result[i].party == result[j].party && join(result[i], result[j], bridge)) {
          result[i].start = std::min(result[i].start, result[j].start);
          result[i].end = later_end(result[i].end, result[j].end);
          result[i].first_place = std::min(result[i].first_place, result[j].first_place);
          result.erase(result.begin() + static_cast<std::ptrdiff_t>(j));
          return true;
        }
    return false;
  };
  while (join_two()) {
  }
  std::sort(result.begin(), result.end(), [](const stay& a, const stay& b) {
    if (a.start != b.start) return a.start < b.start;
    if (a.end != b.end) return ends_before(a.end, b.end);
    return a.first_place < b.first_place;
  });
  return result;
}

inline std::vector<stay> stays_of(const cut_log& records, const std::string& client, const options& chosen) {
  return chosen.how == reading::succession ? succession_stays(records, client)
                                           : coverage_stays(records, client, chosen.bridge);
}

// Active from the start up to, not including, the end; open ones also at the cutoff; a point at no time.
inline bool is_active(const stay& s, time at) { return s.start <= at && (!s.end || at < *s.end); }

inline bool any_active(const std::vector<stay>& stays, time at) {
  for (const stay& s : stays)
    if (is_active(s, at)) return true;
  return false;
}

// ---------------------------------------------------------------------------------------------- transition graph

struct transition {
  std::string client, from, to;
  time lag;
  int from_stay, to_stay;  // places
};

struct vertex {
  int stays = 0, clients = 0, first = 0, last = 0, terminal = 0;
  int re_entries = 0;  // transitions to the same party
  time spent = 0;
};

struct edge {
  int transitions = 0, clients = 0;
  std::vector<time> lags = {};  // sorted
};

struct graph {
  std::map<std::string, vertex> vertices = {};
  std::map<std::pair<std::string, std::string>, edge> edges = {};
  int ended_under_support = 0;
  std::vector<transition> transitions = {};  // those to the same party included
};

// Coverage, for a stay that has ended at b: the later stays in the order that are active at b or start at b. If
// there are none: all that start at the first time after b when anything starts, if nothing is active at b or if
// that time is at most `max_wait` after b.
inline std::vector<std::size_t> coverage_successors(const std::vector<stay>& stays, std::size_t place, time max_wait) {
  const time b = *stays[place].end;
  std::vector<std::size_t> result;
  for (std::size_t j = place + 1; j < stays.size(); ++j)
    if (is_active(stays[j], b) || stays[j].start == b) result.push_back(j);
  if (!result.empty()) return result;

  std::optional<time> next;
  for (const stay& s : stays)
    if (s.start > b && (!next || s.start < *next)) next = s.start;
  if (next && (!any_active(stays, b) || *next - b <= max_wait))
    for (std::size_t j = 0; j < stays.size(); ++j)
      if (stays[j].start == *next) result.push_back(j);
  return result;
}

// Succession: the next stay. Coverage: as above, and none from a stay that is open.
inline std::vector<std::size_t> successors(const std::vector<stay>& stays, std::size_t place, const options& chosen) {
  if (chosen.how == reading::succession)
    return place + 1 < stays.size() ? std::vector<std::size_t>{place + 1} : std::vector<std::size_t>{};
  return stays[place].end ? coverage_successors(stays, place, chosen.max_wait) : std::vector<std::size_t>{};
}

// The stay that ends last, an open one after every recorded end; of several, the latest in the order.
inline std::size_t last_ending(const std::vector<stay>& stays) {
  std::size_t last = 0;
  for (std::size_t i = 1; i < stays.size(); ++i)
    if (!ends_before(stays[i].end, stays[last].end)) last = i;
  return last;
}

// The length of the union of the stays in one party, open ends at the cutoff: for each piece between neighbouring
// borders, whether some stay holds it.
inline time time_spent(const std::vector<stay>& stays, const std::string& party, time cutoff) {
  std::set<time> borders;
  for (const stay& s : stays) {
    borders.insert(s.start);
    borders.insert(s.end.value_or(cutoff));
  }
  const std::vector<time> border(borders.begin(), borders.end());
  time sum = 0;
  for (std::size_t i = 0; i + 1 < border.size(); ++i) {
    bool held = false;
    for (const stay& s : stays)
      if (s.party == party && s.start <= border[i] && s.end.value_or(cutoff) >= border[i + 1]) held = true;
    if (held) sum += border[i + 1] - border[i];
  }
  return sum;
}

// Time spent is, for each client, the union of the stays (bridged breaks included), summed over clients. The lag of
// a transition from a stay that is open (succession only) is counted from the cutoff. Terminal stays and stays that
// ended under continuing support are counted under coverage only.
inline graph transition_graph(const cut_log& records, const options& chosen) {
  graph result;
  std::map<std::pair<std::string, std::string>, std::set<std::string>> clients_of_edge;
  for (const std::string& client : clients_of(records)) {
    const std::vector<stay> stays = stays_of(records, client, chosen);
    if (stays.empty()) continue;

    std::set<std::string> parties;
    for (const stay& s : stays) {
      ++result.vertices[s.party].stays;
      parties.insert(s.party);
    }
    for (const std::string& party : parties) {
      ++result.vertices[party].clients;
      result.vertices[party].spent += time_spent(stays, party, records.cutoff);
    }
    ++result.vertices[stays.front().party].first;
    ++result.vertices[stays[last_ending(stays)].party].last;

    for (std::size_t i = 0; i < stays.size(); ++i) {
      const std::vector<std::size_t> next = successors(stays, i, chosen);
      for (const std::size_t j : next) {
        const time lag = stays[j].start - stays[i].end.value_or(records.cutoff);
        result.transitions.push_back(
            {client, stays[i].party, stays[j].party, lag, static_cast<int>(i), static_cast<int>(j)});
      }
      if (chosen.how == reading::coverage && stays[i].end && next.empty()) {
        if (any_active(stays, *stays[i].end))
          ++result.ended_under_support;
        else
          ++result.vertices[stays[i].party].terminal;
      }
    }
  }
  for (const transition& t : result.transitions) {
    if (t.from == t.to) {
      ++result.vertices[t.from].re_entries;
      continue;
    }
    edge& between = result.edges[{t.from, t.to}];
    ++between.transitions;
    between.lags.push_back(t.lag);
    clients_of_edge[{t.from, t.to}].insert(t.client);
  }
  for (auto& [ends, between] : result.edges) {
    between.clients = static_cast<int>(clients_of_edge[ends].size());
    std::sort(between.lags.begin(), between.lags.end());
  }
  return result;
}

// ------------------------------------------------------------------------------------------------------- returns

struct ret {
  std::string client, party;
  int first_stay, last_stay;       // places
  std::vector<int> route_stays;    // places, before neighbours are merged
  std::vector<std::string> route;  // parties, neighbours merged
  int length;
  time away;
  bool concurrent, progress;
};

struct returns {
  std::vector<ret> all = {};
  int re_entries = 0;  // neighbouring stays of one party with an empty route, coverage only
};

// Whether between the two times, both included, a progress milestone falls or an episode starts in a phase that
// ranks above the phase of every episode of the client that starts before it. An episode in a phase counts also
// where no earlier episode has one. Phases without a rank play no part. Episodes without a party do, and so do those
// of earlier spells. When `to` lies before `from` there is nothing in between.
inline bool has_progress(const cut_log& records, const std::string& client, time from, time to, const options& chosen) {
  for (const milestone& m : records.milestones)
    if (m.client == client && m.at >= from && m.at <= to && chosen.progress.contains(m.kind)) return true;
  for (const episode& e : records.episodes) {
    if (e.client != client || e.start < from || e.start > to || !chosen.phase_rank.contains(e.phase)) continue;
    bool later_than_all = true;
    for (const episode& earlier : records.episodes)
      if (earlier.client == client && earlier.start < e.start && chosen.phase_rank.contains(earlier.phase) &&
          chosen.phase_rank.at(earlier.phase) >= chosen.phase_rank.at(e.phase))
        later_than_all = false;
    if (later_than_all) return true;
  }
  return false;
}

// Whether a stay meets the break from b1 to a2: it shares time with what lies strictly between them, or is a point
// at b1 or later and before a2. (For one that has length, an open end reaches past every a2.)
inline bool meets_break(const stay& s, time b1, time a2) {
  if (s.end && *s.end == s.start) return b1 <= s.start && s.start < a2;
  return s.start < a2 && (!s.end || *s.end > b1);
}

// The places of the stays on the way from one stay to the next one of the same party. Under succession all in
// between; under coverage those in between that meet the break.
inline std::vector<std::size_t> route_between(const std::vector<stay>& stays, std::size_t first, std::size_t last,
                                              const options& chosen) {
  std::vector<std::size_t> result;
  for (std::size_t k = first + 1; k < last; ++k)
    if (chosen.how == reading::succession || meets_break(stays[k], *stays[first].end, stays[last].start))
      result.push_back(k);
  return result;
}

// Whether every stay of the route is still active when the second stay ends; when that one is open, at the cutoff.
// Coverage only.
inline bool is_concurrent(const std::vector<stay>& stays, const std::vector<std::size_t>& route, std::size_t last,
                          time cutoff, const options& chosen) {
  if (chosen.how == reading::succession) return false;
  for (const std::size_t k : route)
    if (!is_active(stays[k], stays[last].end.value_or(cutoff))) return false;
  return true;
}

// Under succession a first stay that is open ends at the cutoff, for the time away and for progress.
inline returns find_returns(const cut_log& records, const options& chosen) {
  returns result;
  for (const std::string& client : clients_of(records)) {
    const std::vector<stay> stays = stays_of(records, client, chosen);
    for (std::size_t i = 0; i < stays.size(); ++i) {
      std::size_t j = i + 1;  // the next stay of the same party
      while (j < stays.size() && stays[j].party != stays[i].party) ++j;
      if (j == stays.size()) continue;

      const std::vector<std::size_t> on_route = route_between(stays, i, j, chosen);
      if (on_route.empty()) {
        ++result.re_entries;
        continue;
      }
      const time left = stays[i].end.value_or(records.cutoff);
      ret found{};
      found.client = client;
      found.party = stays[i].party;
      found.first_stay = static_cast<int>(i);
      found.last_stay = static_cast<int>(j);
      for (const std::size_t k : on_route) {
        found.route_stays.push_back(static_cast<int>(k));
        if (found.route.empty() || found.route.back() != stays[k].party) found.route.push_back(stays[k].party);
      }
      found.length = static_cast<int>(found.route.size()) + 1;
      found.away = stays[j].start - left;
      found.concurrent = is_concurrent(stays, on_route, j, records.cutoff, chosen);
      found.progress = has_progress(records, client, left, stays[j].start, chosen);
      result.all.push_back(found);
    }
  }
  return result;
}

// ----------------------------------------------------------------------------------------------------- ping-pong

struct loop {
  std::string client;
  std::vector<std::string> parties;  // distinct, in order of first appearance
  int returns, bounces;
  time start, end;
  std::vector<int> stays;  // places, ascending
};

// The stays of a return: its first, those of its route before neighbours are merged, its last.
inline std::set<int> stays_in(const ret& r) {
  std::set<int> result(r.route_stays.begin(), r.route_stays.end());
  result.insert(r.first_stay);
  result.insert(r.last_stay);
  return result;
}

// Whether a return may be part of a loop.
inline bool may_be_ping_pong(const ret& r, const options& chosen) {
  bool all_planned = true;
  for (const std::string& party : r.route)
    if (!chosen.planned.contains(party)) all_planned = false;
  return r.length <= chosen.max_length && r.away <= chosen.window && !r.concurrent && !r.progress && !all_planned;
}

// One client's returns in groups: groups that have a stay in common are put together until none have.
struct return_group {
  int returns;
  std::set<int> stays;
};

inline std::vector<return_group> group_by_shared_stays(const std::vector<ret>& some) {
  std::vector<return_group> groups;
  for (const ret& r : some) groups.push_back({1, stays_in(r)});
  const auto put_two_together = [&groups] {
    for (std::size_t i = 0; i < groups.size(); ++i)
      for (std::size_t j = i + 1; j < groups.size(); ++j)
        for (const int place : groups[j].stays)
          if (groups[i].stays.contains(place)) {
            const return_group other = groups[j];
            groups[i].returns += other.returns;
            groups[i].stays.insert(other.stays.begin(), other.stays.end());
            groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(j));
            return true;
          }
    return false;
  };
  while (put_two_together()) {
  }
  std::sort(groups.begin(), groups.end(),
            [](const return_group& a, const return_group& b) { return *a.stays.begin() < *b.stays.begin(); });
  return groups;
}

// A group with enough returns is a loop. It runs from the start of its first stay to the start of its last one, both
// in the order of stays.
inline std::vector<loop> find_ping_pong(const cut_log& records, const options& chosen) {
  std::vector<loop> result;
  const returns found = find_returns(records, chosen);
  for (const std::string& client : clients_of(records)) {
    std::vector<ret> eligible;
    for (const ret& r : found.all)
      if (r.client == client && may_be_ping_pong(r, chosen)) eligible.push_back(r);

    const std::vector<stay> stays = stays_of(records, client, chosen);
    for (const return_group& group : group_by_shared_stays(eligible)) {
      if (group.returns < chosen.min_returns) continue;
      std::vector<std::string> parties;
      for (const int place : group.stays) add_if_new(parties, stays[static_cast<std::size_t>(place)].party);
      const stay& first = stays[static_cast<std::size_t>(*group.stays.begin())];
      const stay& last = stays[static_cast<std::size_t>(*group.stays.rbegin())];
      result.push_back({client,
                        parties,
                        group.returns,
                        static_cast<int>(group.stays.size()) - 1,
                        first.start,
                        last.start,
                        {group.stays.begin(), group.stays.end()}});
    }
  }
  return result;
}

// ---------------------------------------------------------------------------------------------------------- gaps

enum class gap_kind { between, before_exit, trailing, leading };

struct gap {
  std::string client;
  gap_kind kind;
  time start, end;
  std::string before, after;  // empty: no party
};

// From the start of the first episode of any kind, supporting or not, to an exit or the cutoff.
struct spell {
  time start, end;
  bool exited;
  std::vector<episode> episodes;  // those that start in it, in order, no end later than the spell's and none open
};

// At each instant, in this sequence: point events belong to the spell that is open, or open one; an exit ends the
// spell that is open, and is ignored when none is; episodes that have length or are open belong to the open spell,
// or open one. So a point event at an exit is before it (also where it opens the spell that the exit ends), an
// interval at an exit after it. What an exit cuts off an episode is lost: it counts in no later spell.
inline std::vector<spell> spells_of(const cut_log& records, const std::string& client, const options& chosen) {
  const std::vector<episode> episodes = episodes_of(records, client);
  std::set<time> exits, instants;
  for (const milestone& m : records.milestones)
    if (m.client == client && m.kind == chosen.exit) exits.insert(m.at);
  instants = exits;
  for (const episode& e : episodes) instants.insert(e.start);

  std::vector<spell> result;
  bool open = false;
  for (const time now : instants) {
    const auto add_starting = [&](bool points) {
      for (const episode& e : episodes) {
        if (e.start != now || is_point(e) != points) continue;
        if (!open) result.push_back({now, records.cutoff, false, {}});
        open = true;
        result.back().episodes.push_back(e);
      }
    };
    add_starting(true);
    if (open && exits.contains(now)) {
      result.back().end = now;
      result.back().exited = true;
      open = false;
    }
    add_starting(false);
  }
  for (spell& s : result)
    for (episode& e : s.episodes) e.end = std::min(e.end.value_or(records.cutoff), s.end);
  return result;
}

// The gaps of one spell: every stretch from the spell's start or an end of support to a start of support or the
// spell's end that shares time with no support, has no supporting point event inside and is longer than the
// tolerance. Only supporting episodes part a gap or lend it a party, point events included; one without a party
// shows as an empty name. Where support resumes the gap is leading if there was none before it in the spell (even
// if what follows is a point event), else between; where it does not, the gap is before the exit or trailing. A spell
// without any support is thus one gap of the latter kinds.
inline std::vector<gap> gaps_in(const spell& s, const std::string& client, time tolerance) {
  std::vector<episode> support;  // in the order of episodes
  for (const episode& e : s.episodes)
    if (e.support) support.push_back(e);

  std::set<time> from{s.start}, to{s.end};
  for (const episode& e : support) {
    from.insert(*e.end);
    to.insert(e.start);
  }
  std::vector<gap> result;
  for (const time g : from)
    for (const time h : to) {
      if (h <= g || h - g <= tolerance) continue;
      bool uncovered = true;
      for (const episode& e : support) {
        const bool shares_time = *e.end > e.start && e.start<h&& * e.end> g;
        const bool point_inside = *e.end == e.start && g < e.start && e.start < h;
        if (shares_time || point_inside) uncovered = false;
      }
      if (!uncovered) continue;

      const episode* before = nullptr;  // ended last, of several the last in the order
      const episode* after = nullptr;   // starts first, of several the first in the order
      for (const episode& e : support) {
        if (*e.end <= g && (!before || *e.end >= *before->end)) before = &e;
        if (e.start >= h && (!after || e.start < after->start)) after = &e;
      }
      gap_kind kind = gap_kind::between;
      if (!after)
        kind = s.exited ? gap_kind::before_exit : gap_kind::trailing;
      else if (!before)
        kind = gap_kind::leading;
      result.push_back({client, kind, g, h, before ? before->party : std::string{}, after ? after->party : std::string{}});
    }
  return result;
}

// In a log (as cut) that has only point events nothing is found unless a tolerance is given, and never a trailing
// gap; leading gaps and those before an exit lie between two records and are kept.
inline std::vector<gap> find_gaps(const cut_log& records, const options& chosen) {
  bool only_points = true;
  for (const episode& e : records.episodes)
    if (!is_point(e)) only_points = false;

  std::vector<gap> result;
  if (only_points && !chosen.tolerance) return result;
  for (const std::string& client : clients_of(records))
    for (const spell& s : spells_of(records, client, chosen))
      for (const gap& found : gaps_in(s, client, chosen.tolerance.value_or(0)))
        if (!only_points || found.kind != gap_kind::trailing) result.push_back(found);
  return result;
}

}  // namespace reference
