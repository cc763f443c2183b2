// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/read_log.hpp>
#include <polku/obligations/obligation_options.hpp>
#include <polku/ping_pong/follow_up.hpp>
#include <polku/ping_pong/loop_shape.hpp>
#include <polku/report/analysis_options.hpp>
#include <polku/report/disclosure/disclosure.hpp>
#include <polku/report/quality_report.hpp>
#include <polku/support/handover_finder.hpp>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// A length of time or a rate that may be shown; empty: suppressed, or there is none.
using shown_number = std::optional<double>;

/// Durations in days.
struct shown_days {
  shown_number min = {}, p5 = {}, median = {}, p95 = {}, max = {};
};

/// Something about the log that may surprise, one of the members of `log_check`.
struct shown_finding {
  struct example {
    std::string client, at;
  };
  std::string_view name;  ///< a literal
  figure count = {}, clients = {};
  std::vector<example> examples = {};
};

/// What was read, and what of it is in the log.
struct log_section {
  std::size_t rejected = 0;
  figure rows = {}, paired = {};
  figure clients = {};  ///< empty: too few for anything about them to be shown
  figure records = {}, after_cutoff = {};
  figure episodes = {}, handovers = {}, milestones = {}, plans = {}, consents = {};
  /// ISO 8601. In a shareable summary as much of them as enough clients share: the day, the month, the year.
  std::optional<std::string> first = {}, last = {}, cutoff = {};
  std::vector<shown_finding> findings = {};

  std::vector<source_file> files = {};  ///< what the rejected records' file counts in
  std::vector<file_rejection> rejects = {};
  std::vector<std::string> rejected_values = {};  ///< beside `rejects`, in an internal summary of a log read so; else empty
  std::vector<repeated_hour> repeated_hours = {};

  /// \throws std::out_of_range where there is none of that name.
  [[nodiscard]] const shown_finding& finding(std::string_view name) const {
    for (const auto& f : findings)
      if (f.name == name) return f;
    throw std::out_of_range("polku: the summary has no finding of that name");
  }
};

struct shown_party {
  std::string name;
  figure stays = {}, clients = {}, first = {}, last = {}, terminal = {}, re_entries = {};
  shown_number days = {};
};
struct shown_transition {
  std::string from, to;
  figure transitions = {}, clients = {};
  shown_days lags = {};
  figure returns = {}, return_clients = {};  ///< that pass over it
};
struct shown_circuit {
  std::vector<std::string> parties;
  figure clients = {}, walks = {};
};

/// The transition graph.
struct graph_section {
  std::vector<shown_party> parties = {};
  std::vector<shown_transition> transitions = {};
  figure ended_under_support = {};
  std::vector<std::vector<std::string>> components = {};
  std::vector<shown_circuit> circuits = {};
  std::size_t circuit_length = 0, circuits_left_out = 0;
};

/// Direct returns from B to A, of those who came to B from A.
struct shown_return_pair {
  std::string from, via;  ///< A, B
  figure returns = {}, at_risk = {}, clients = {};
  shown_number expected = {}, rate_low = {}, rate_high = {}, p = {}, q = {}, p_clients = {};
};
struct shown_loop {
  std::string client;
  std::vector<std::string> parties;
  loop_kind shape;
  std::optional<std::string> hub;
  std::size_t returns, bounces;
  std::string start, end;
  double days_lost;
  follow_up_end followed_by;
  double days_until;
};
struct shown_shape {
  loop_kind kind;
  figure loops = {}, clients = {};
};
/// What became of a group of clients.
struct shown_follow_up {
  figure clients = {}, outcomes = {}, exits = {}, censored = {};
  shown_number days_to_outcome = {};    ///< median, of those who reached it
  shown_number outcomes_per_year = {};  ///< per client and year of 365.25 days of follow-up
};
/// Who was sent straight back from B to A, beside those who were not.
struct shown_consequence {
  std::string from, via;  ///< A, B
  shown_follow_up returned = {}, went_on = {}, undecided = {};
  shown_follow_up returned_by_landmark = {}, not_returned_by_landmark = {};
  shown_number days_lost = {};  ///< median
};

/// Returns and ping-pong loops, and what followed.
struct ping_pong_section {
  figure returns = {}, direct = {}, re_entries = {}, with_progress = {}, concurrent = {}, return_clients = {};
  std::vector<shown_return_pair> pairs = {};
  figure loops = {}, loop_clients = {};
  std::vector<shown_shape> shapes = {};
  shown_number days_lost = {};  ///< median of the loops
  std::vector<shown_loop> loop_items = {};
  shown_follow_up with_loop = {}, without_loop = {}, with_loop_by_landmark = {}, without_loop_by_landmark = {};
  std::vector<shown_consequence> consequences = {};
};

struct shown_gap_pair {
  std::optional<std::string> before, after;  ///< empty: none
  figure count = {}, clients = {};
  shown_number days = {};
};
struct shown_gap_month {
  std::string month;  ///< as 2024-05
  figure clients = {}, begun = {};
  shown_number days = {};
};
struct shown_gap {
  std::string client;
  gap_kind kind;
  std::string start, end;
  double days;
  std::optional<std::string> before, after;
  bool is_censored;
};

/// Coverage gaps.
struct gap_section {
  figure count = {}, clients = {}, between = {}, before_exit = {}, trailing = {}, leading = {};
  shown_number days = {};
  bool are_told = true;       ///< false: a log of points, in which only a tolerance makes silence a gap
  bool is_exit_known = true;  ///< false: the log has no exits, so what follows a trailing gap is not known
  std::vector<shown_gap_pair> pairs = {};
  std::vector<shown_gap_month> months = {};
  std::vector<shown_gap> items = {};
};

/// How some handovers went.
struct shown_handovers {
  figure count = {}, clients = {};
  figure picked_up = {}, lost = {}, pending = {}, declined = {};
  figure warm = {}, cold = {}, self = {}, unknown = {};  ///< manner
  figure overlapping = {}, without_consent = {};
  bool is_consent_known = true;  ///< false: the log has no consents
  shown_number warm_share = {};
  shown_days latency = {};
};
struct shown_handover_pair {
  std::string from, to;
  shown_handovers figures = {};
};
struct shown_handover {
  std::string client, at, from, to;
  polku::manner manner;
  handover_outcome outcome;
  consent_state consent;
  shown_number latency_days;
};

/// Handovers, and changes of the responsible worker.
struct handover_section {
  bool are_inferred = false;
  shown_handovers all = {};
  std::vector<shown_handover_pair> pairs = {};
  std::vector<shown_handover> items = {};
  figure worker_changes = {}, worker_change_clients = {};
  shown_number worker_changes_per_year = {};  ///< per client and year under observation
};

struct shown_violation {
  std::string client, start, end, trigger;
  double days;
  std::string sentence;
};
/// An obligation, and how often it was met.
struct shown_obligation {
  std::string name;
  std::string sentence;
  evaluability status;
  std::optional<std::string> obstacle = {};  ///< of which the log tells nothing
  std::vector<std::string> unmatched = {};   ///< what no record is called by
  figure met = {}, violated = {}, pending = {}, lapsed = {}, violated_clients = {};
  std::vector<shown_violation> items = {};
};

/// One client's records, to be drawn.
struct shown_journey {
  struct stretch {  ///< an episode
    std::string party, service, worker, phase;
    time_point start;
    std::optional<time_point> end;  ///< empty: open at the cutoff
  };
  struct passing {  ///< a recorded handover
    time_point at;
    std::string from, to;
    polku::manner manner;
    handover_outcome outcome;
  };
  struct event {
    time_point at;
    std::string kind;
  };
  struct hole {  ///< a coverage gap
    gap_kind kind;
    time_point start, end;
  };
  struct round {  ///< a ping-pong loop
    time_point start, end;
    std::size_t bounces;
  };
  std::string client;
  std::vector<stretch> episodes = {};
  std::vector<passing> handovers = {};
  std::vector<event> milestones = {};
  std::vector<hole> gaps = {};
  std::vector<round> loops = {};
};

/// Single clients: those in the worst loops first, then those with the longest gaps. Empty in a shareable summary.
struct journey_section {
  time_point cutoff;
  resolution precision = resolution::day;
  std::vector<shown_journey> clients = {};
};

/// The results as they may be written: every text and page is made of this and of nothing else. Figures that may not leave
/// are empty, and so are the lists of single clients in a shareable summary.
struct summary {
  bool is_shareable = true;
  std::size_t min_cell = 5;
  std::string party;
  std::string reading;
  analysis_options options = {};

  log_section log = {};
  graph_section graph = {};
  ping_pong_section ping_pong = {};
  gap_section gaps = {};
  handover_section handovers = {};
  std::vector<shown_obligation> obligations = {};
  journey_section journeys = {};
  std::optional<quality_report> quality = {};  ///< see `show_quality`
};

}  // namespace polku::inline v0
