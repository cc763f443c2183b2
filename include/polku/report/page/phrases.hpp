// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <array>
#include <string_view>

namespace polku::inline v0 {

/// What a report page says in one language. Texts in braces are patterns for fmt; every language has the same places.
struct phrases {
  std::string_view code;          ///< BCP 47
  std::string_view decimal_mark;  ///< between whole numbers and parts
  std::string_view title;         ///< of the page
  std::string_view shareable, internal, shareable_note, internal_note;
  std::string_view nothing_shown;  ///< {smallest count}
  std::string_view skip;           ///< link past the head
  std::string_view table;          ///< the table behind a picture
  std::string_view suppressed;     ///< {smallest count}
  std::string_view rows_shown;     ///< {shown}, {of}
  std::string_view none;

  // What was read.
  std::string_view records, clients, from_to, observed_to, parties_are, read_by;
  std::array<std::string_view, 4> fields;    ///< organisation, service, role, worker
  std::array<std::string_view, 2> readings;  ///< succession, coverage

  // At a glance.
  std::string_view glance, look_first, nothing_first, handovers_lost, obligations_violated;
  std::string_view in_clients;   ///< {clients}
  std::string_view days_in_all;  ///< {days}
  std::string_view first_pair;   ///< {via}, {from}, {returns}, {at risk}, {expected}, {q}
  std::string_view first_gap, first_gap_trailing, first_gap_leading;  ///< {before}, {after}, {days}, {gaps}, {clients}
  std::string_view first_lost;                                        ///< {from}, {to}, {lost}, {of}
  std::string_view first_obligation;                                  ///< {name}, {violated}, {of}
  std::string_view first_rejected;                                    ///< {rejected}, {of}

  // Data quality.
  std::string_view quality, read, paired, rejected, after_cutoff, repeated_hours, all_used;
  std::array<std::string_view, 7> findings;  ///< in the order of log_check
  std::string_view what, count, examples, file, line, column, reason;

  // The map.
  std::string_view map, map_note, party, parties, transitions, stays, first, last, terminal, re_entries, time_days, from, to,
      lag_median, lag_range, return_share, width_by, by_clients, by_duration, hide_below, edges_drawn, parties_drawn,
      can_be_sent_round;
  std::string_view lag_overlap, lag_seamless, lag_short, lag_long, carries_returns;

  // Ping-pong.
  std::string_view ping_pong, returns, direct, with_progress, concurrent, loops, no_loops, shape, days_lost, pairs_title,
      pairs_note, via, back, at_risk, share, expected, q, p_clients, verdict, more_than_chance, not_shown_to_be,
      fewer_than_expected, not_testable;
  std::array<std::string_view, 4> shapes;
  std::string_view circuits, circuit, walked_by, consequence, consequence_note, group, reached, left_without, unknown_yet,
      per_year, with_loop, without_loop, went_back, went_on;
  std::string_view client, bounces, start, end, followed_by;
  std::array<std::string_view, 3> follow_ups;

  // Gaps.
  std::string_view gaps, no_gaps, gaps_not_told, exit_unknown, kind, days, gap_pairs, before, after, nothing, months, month,
      clients_without, begun, longest, not_over;
  std::array<std::string_view, 4> gap_kinds;

  // Handovers.
  std::string_view handovers, handover, no_handovers, inferred, outcome, manner, warm_share, latency, without_consent,
      consent_unknown, overlapping, matrix, matrix_note, matrix_cut, worker_changes, worker_changes_per_year;
  std::array<std::string_view, 4> outcomes, manners;

  // Obligations.
  std::string_view obligations, obligation, cannot_tell, kinds_not_given, violations;
  std::array<std::string_view, 4> obligation_outcomes;

  // Journeys.
  std::string_view journeys, journeys_note, open, gap;

  // Methods.
  std::string_view methods, option, value, version, subtract, made_with;
  std::array<std::array<std::string_view, 2>, 10> definitions;  ///< term, meaning
  std::array<std::string_view, 12> options;
};

}  // namespace polku::inline v0
