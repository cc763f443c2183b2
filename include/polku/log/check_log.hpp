// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>
#include <polku/core/term.hpp>
#include <polku/log/party.hpp>
#include <polku/model/process.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// What a log is checked for.
struct check_options {
  std::vector<std::string> exits = {"exit"};  ///< kinds of milestone that end a spell of support
  process phases = coaching_process();        ///< the process that phases are looked up in
  std::size_t most_examples = 5;              ///< of each finding
};

/// A kind of record that may surprise, with the first few of them.
struct log_finding : counted {
  struct example {
    client_id client;
    time_point at;  ///< the start of the episode, or the time of the handover

    friend bool operator==(const example&, const example&) = default;
  };
  std::vector<example> examples = {};
};

/// Facts about a log that may surprise who reads its figures, each with the clients it concerns. They change nothing in the
/// data.
struct log_check {
  log_finding without_party;  ///< episodes that form no stay since they have no party
  log_finding ties;  ///< episodes with the start and end of the one before, of another party: their order is the input's
  log_finding duplicates;       ///< episodes that are in the log already, alike in every column
  log_finding overlaps;         ///< others that begin while the client is in that service, organisation and phase; no points
  log_finding past_exit;        ///< episodes that run past an exit of their client, where gaps cut them
  log_finding unknown_phases;   ///< episodes in a phase that the process does not have
  log_finding early_handovers;  ///< handovers before the client's first episode, or of a client without any
};

namespace detail {

class log_checker {
 public:
  log_checker(const event_log& log, const party_column& parties, const check_options& options)
      : log_(log), parties_(parties), options_(options), is_exit_(match_terms(log.milestone_kinds(), options.exits)) {
    for (std::uint32_t p = 0; p < log.phase_names().size(); ++p)
      is_known_phase_.push_back(options.phases.rank_of(log.phase_names()[label{p}]).has_value());
  }

  log_check run() {
    for (std::uint32_t c = 0; c < log_.client_count(); ++c) {
      client_ = client_id{c};
      for (auto& t : tallies_) t.of_client = 0;
      check_episodes();
      check_handovers();
      for (auto& t : tallies_) t.finding->add(t.of_client);
    }
    return std::move(out_);
  }

 private:
  struct tally {
    log_finding* finding;
    std::size_t of_client = 0;
  };
  struct same_service {
    label service, organisation, phase;
    friend auto operator<=>(const same_service&, const same_service&) = default;
  };
  struct columns {
    same_service service;
    time_point start, end;
    label role, worker;
    friend auto operator<=>(const columns&, const columns&) = default;
  };
  struct placed {
    columns of;
    event_log::index at;
    friend auto operator<=>(const placed&, const placed&) = default;
  };
  enum kind { without_party, ties, duplicates, overlaps, past_exit, unknown_phases, early_handovers, none };

  void found(kind what, time_point at) {
    auto& t = tallies_[what];
    ++t.of_client;
    if (t.finding->examples.size() < options_.most_examples) t.finding->examples.push_back({client_, at});
  }

  void check_episodes() {
    exits_.clear();
    for (const auto& m : log_.milestones().of(client_))
      if (is_exit_[index_of(m.kind)]) exits_.push_back(m.at);
    const auto start = log_.starts(), end = log_.ends();
    const auto [first, last] = log_.episodes_of(client_);
    for (auto i = first; i != last; ++i) {
      if (parties_[i] == label::none) found(without_party, start[i]);
      const bool is_tied = i != first && start[i] == start[i - 1] && end[i] == end[i - 1];
      if (is_tied && parties_[i] != parties_[i - 1]) found(ties, start[i]);
      const auto phase = log_.phase_of(i);
      if (phase != label::none && !is_known_phase_[index_of(phase)]) found(unknown_phases, start[i]);
      const auto exit = std::upper_bound(exits_.begin(), exits_.end(), start[i]);
      if (exit != exits_.end() && *exit < end[i]) found(past_exit, start[i]);
    }
    check_repeats(first, last);
  }

  // Sorted so that what is the same service stands together, in order of time, and what is there twice side by side.
  void check_repeats(event_log::index first, event_log::index last) {
    const auto start = log_.starts(), end = log_.ends();
    sorted_.clear();
    for (auto i = first; i != last; ++i) {
      const same_service service{log_.label_of(i, field::services), log_.label_of(i, field::organisations),
                                 log_.phase_of(i)};
      sorted_.push_back({{service, start[i], end[i], log_.label_of(i, field::roles), log_.label_of(i, field::workers)}, i});
    }
    std::sort(sorted_.begin(), sorted_.end());
    repeats_.assign(sorted_.size(), none);
    time_point until;
    const columns* before = nullptr;
    for (const auto& [e, i] : sorted_) {
      const bool is_same_service = before && e.service == before->service;
      if (before && e == *before)
        repeats_[i - first] = duplicates;
      else if (is_same_service && e.start < until && e.start != e.end)
        repeats_[i - first] = overlaps;
      until = is_same_service ? std::max(until, e.end) : e.end;
      before = &e;
    }
    for (auto i = first; i != last; ++i)
      if (const auto what = repeats_[i - first]; what != none) found(what, start[i]);
  }

  void check_handovers() {
    const auto episodes = log_.episodes_of(client_);
    for (const auto& h : log_.handovers().of(client_))
      if (episodes.empty() || h.at < log_.starts()[episodes.first]) found(early_handovers, h.at);
  }

  const event_log& log_;
  const party_column& parties_;
  const check_options& options_;
  std::vector<char> is_exit_, is_known_phase_;
  log_check out_;
  tally tallies_[7] = {{&out_.without_party}, {&out_.ties},           {&out_.duplicates},     {&out_.overlaps},
                       {&out_.past_exit},     {&out_.unknown_phases}, {&out_.early_handovers}};
  client_id client_{};
  std::vector<time_point> exits_;
  std::vector<placed> sorted_;
  std::vector<kind> repeats_;  // by place among the client's episodes
};

}  // namespace detail

/// Looks for what could change a result or be a mistake. O(n log m) for n records and at most m of one client.
[[nodiscard]] inline log_check check_log(const event_log& log, const party_column& parties,
                                         const check_options& options = {}) {
  return detail::log_checker(log, parties, options).run();
}

}  // namespace polku::inline v0
