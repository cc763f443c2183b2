// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "../days.hpp"
#include "../reference/reference.hpp"

#include <polku/analysis/transitions.hpp>
#include <polku/log/make_event_log.hpp>
#include <polku/ping_pong/ping_pong.hpp>
#include <polku/support/gaps.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace polku_test {

/// The log of the reference as an event log; the party is the organisation.
inline polku::event_log make_log(const reference::log& log) {
  polku::log_builder builder;
  for (const auto& e : log.episodes) {
    polku::episode record{.client = e.client,
                          .service = e.support ? "support" : "other",
                          .organisation = e.party,
                          .phase = e.phase,
                          .start = day(e.start)};
    if (e.end) record.end = day(*e.end);
    (void)builder.add(record);
  }
  for (const auto& m : log.milestones) (void)builder.add(polku::milestone{m.client, day(m.at), m.kind});
  return builder.finish(log.cutoff ? std::optional(day(*log.cutoff)) : std::nullopt);
}

inline std::string print(const reference::log& log, const reference::options& o) {
  std::ostringstream out;
  for (const auto& e : log.episodes)
    out << e.client << ' ' << e.party << " [" << e.start << ", " << (e.end ? std::to_string(*e.end) : "open") << ") phase "
        << e.phase << (e.support ? "" : " no support") << '\n';
  for (const auto& m : log.milestones) out << m.client << ' ' << m.kind << " at " << m.at << '\n';
  out << "cutoff " << (log.cutoff ? std::to_string(*log.cutoff) : "none") << ", bridge " << o.bridge << ", max_wait "
      << o.max_wait << ", window " << o.window << ", max_length " << o.max_length << ", min_returns " << o.min_returns
      << ", tolerance " << (o.tolerance ? std::to_string(*o.tolerance) : "none") << ", planned " << o.planned.size()
      << ", process " << o.phase_rank.size() << '\n';
  return out.str();
}

/// Every result of the analyses as sorted lines, so that a difference reads like one.
struct analysed {
  std::vector<std::string> lines;

  static analysed slowly(const reference::log& whole, const reference::options& o) {
    analysed out;
    const auto log = reference::cut(whole);
    out.add("cutoff", log.cutoff, "after", log.after_cutoff, "without", reference::without_party(log));
    for (const auto& c : reference::clients_of(log))
      for (const auto& s : reference::stays_of(log, c, o)) out.add("stay", c, s.party, s.start, s.end.value_or(-1));
    const auto graph = reference::transition_graph(log, o);
    for (const auto& [party, v] : graph.vertices)
      out.add("vertex", party, v.stays, v.clients, v.first, v.last, v.terminal, v.re_entries, v.spent);
    for (const auto& [pair, e] : graph.edges) {
      out.add("edge", pair.first, pair.second, e.transitions, e.clients);
      for (const auto lag : e.lags) out.add("lag", pair.first, pair.second, lag);
    }
    out.add("supported ends", graph.ended_under_support);
    const auto returns = reference::find_returns(log, o);
    for (const auto& r : returns.all) {
      std::string route;
      const auto stays = reference::stays_of(log, r.client, o);
      for (const auto s : r.route_stays) route += stays[static_cast<std::size_t>(s)].party;
      out.add("return", r.client, r.party, stays[static_cast<std::size_t>(r.first_stay)].start,
              stays[static_cast<std::size_t>(r.last_stay)].start, route, r.length, r.away, r.concurrent, r.progress);
    }
    out.add("re-entries", returns.re_entries);
    for (const auto& l : reference::find_ping_pong(log, o)) {
      std::string parties;
      for (const auto& p : l.parties) parties += p;
      out.add("loop", l.client, parties, l.returns, l.bounces, l.start, l.end);
    }
    for (const auto& g : reference::find_gaps(log, o))
      out.add("gap", g.client, static_cast<int>(g.kind), g.start, g.end, g.before, g.after);
    return std::move(out).sorted();
  }

  static analysed by_polku(const reference::log& whole, const reference::options& o) {
    analysed out;
    const auto log = make_log(whole);
    const polku::stay_options how{
        .reading = o.how == reference::reading::coverage ? polku::reading::coverage : polku::reading::succession,
        .bridge = polku::days(static_cast<long>(o.bridge))};
    const polku::pathways paths(log, how, polku::field::organisations);
    const auto& parties = paths.parties();
    polku::progress_options progress{{o.progress.begin(), o.progress.end()}, {}};
    if (!o.phase_rank.empty()) progress.phases = polku::process({{"1"}, {"2"}, {"3"}, {"4"}, {"5"}});
    const auto name = [&](polku::label l) { return std::string(parties.names()[l]); };
    const auto client = [&](polku::client_id c) { return std::string(log.name_of(c)); };

    out.add("cutoff", number(log.cutoff()), "after", log.after_cutoff(), "without", parties.count_missing(log));
    polku::stay_maker stays(paths);
    stays.make(polku::all_clients(log));
    for (std::uint32_t c = 0; c < log.client_count(); ++c)
      for (const auto& s : stays.of(polku::client_id{c}))
        out.add("stay", client(polku::client_id{c}), name(s.party), number(s.start),
                s.end == polku::open_end ? -1 : number(s.end));

    const auto counts = polku::count_transitions(paths, {.max_wait = polku::days(static_cast<long>(o.max_wait))});
    for (const auto& v : counts.parties)
      out.add("vertex", name(v.party), v.stays, v.clients, v.first, v.last, v.terminal.count, v.re_entries.count,
              v.time.in_days());
    for (const auto& e : counts.transitions) {
      out.add("edge", name(e.from), name(e.to), e.transitions, e.clients);
      for (const auto& lag : e.lags.values())
        for (std::size_t i = 0; i < lag.count; ++i) out.add("lag", name(e.from), name(e.to), number(lag.at));
    }
    out.add("supported ends", counts.ended_under_support.count);

    const auto returns = polku::find_returns(paths, {.progress = progress});
    for (const auto& r : returns) {
      std::string route;
      for (const auto& s : r.route) route += name(s.party);
      out.add("return", client(r.client), name(r.first.party), number(r.first.start), number(r.last.start), route, r.length,
              number(r.away), r.is_concurrent, r.has_progress);
    }
    out.add("re-entries", polku::count_returns(paths, {.progress = progress}).re_entries.count);
    const auto loops = polku::find_ping_pong(paths, {.progress = progress,
                                                     .max_length = static_cast<std::size_t>(o.max_length),
                                                     .window = polku::days(static_cast<long>(o.window)),
                                                     .min_returns = static_cast<std::size_t>(o.min_returns),
                                                     .planned = {o.planned.begin(), o.planned.end()}});
    for (const auto l : loops) {
      std::string names;
      for (const auto p : l.parties()) names += name(p);
      out.add("loop", client(l.client), names, l.returns, l.bounces(), number(l.start()), number(l.end()));
    }
    polku::gap_options gap_options;
    if (o.tolerance) gap_options.tolerance = polku::days(static_cast<long>(*o.tolerance));
    gap_options.exits = {o.exit};
    for (const auto& g :
         polku::find_gaps(paths, gap_options, [](const polku::episode& e) { return e.service == "support"; }))
      out.add("gap", client(g.client), static_cast<int>(g.kind), number(g.start), number(g.end), name(g.before),
              name(g.after));
    return std::move(out).sorted();
  }

  friend bool operator==(const analysed&, const analysed&) = default;
  /// Prints what the other one lacks first, as GoogleTest shows both sides whole.
  friend void PrintTo(const analysed& a, std::ostream* out) {
    for (const auto& l : a.lines) *out << "\n  " << l;
  }

 private:
  template <class... Parts>
  void add(const Parts&... parts) {
    std::ostringstream line;
    ((line << parts << ' '), ...);
    lines.push_back(line.str());
  }
  analysed sorted() && {
    std::sort(lines.begin(), lines.end());
    return std::move(*this);
  }
};

}  // namespace polku_test
