// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>
#include <polku/core/term.hpp>
#include <polku/log/party.hpp>
#include <polku/model/process.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace polku::inline v0 {

/// What a log is checked for.
struct check_options {
  std::vector<std::string> exits = {"exit"};  ///< kinds of milestone that end a spell of support
  process phases = coaching_process();        ///< the process that phases are looked up in
};

/// Facts about a log that may surprise who reads its figures, each with the clients it concerns. They change nothing in the
/// data.
struct log_check {
  counted without_party;  ///< episodes that form no stay since they have no party
  counted ties;       ///< episodes with the start and end of the one before, of another party: their order is the input's
  counted past_exit;  ///< episodes that run past an exit of their client, where gaps cut them
  counted unknown_phases;  ///< episodes in a phase that the process does not have
};

/// Looks for what could change a result or be a mistake. O(n log e) for n records and at most e exits of one client.
[[nodiscard]] inline log_check check_log(const event_log& log, const party_column& parties,
                                         const check_options& options = {}) {
  log_check out;
  const auto is_exit = match_terms(log.milestone_kinds(), options.exits);
  std::vector<char> is_known;
  for (std::uint32_t p = 0; p < log.phase_names().size(); ++p)
    is_known.push_back(options.phases.rank_of(log.phase_names()[label{p}]).has_value());
  const auto start = log.starts(), end = log.ends();
  std::vector<time_point> exits;
  for (std::uint32_t c = 0; c < log.client_count(); ++c) {
    exits.clear();
    for (const auto& m : log.milestones().of(client_id{c}))
      if (is_exit[index_of(m.kind)]) exits.push_back(m.at);
    std::size_t without_party = 0, ties = 0, past_exit = 0, unknown_phases = 0;
    const auto episodes = log.episodes_of(client_id{c});
    for (auto i = episodes.first; i != episodes.last; ++i) {
      without_party += parties[i] == label::none ? 1 : 0;
      const bool is_tied = i != episodes.first && start[i] == start[i - 1] && end[i] == end[i - 1];
      ties += is_tied && parties[i] != parties[i - 1] ? 1 : 0;
      const auto phase = log.phase_of(i);
      unknown_phases += phase != label::none && !is_known[index_of(phase)] ? 1 : 0;
      const auto exit = std::upper_bound(exits.begin(), exits.end(), start[i]);
      past_exit += exit != exits.end() && *exit < end[i] ? 1 : 0;
    }
    out.without_party.add(without_party);
    out.ties.add(ties);
    out.past_exit.add(past_exit);
    out.unknown_phases.add(unknown_phases);
  }
  return out;
}

}  // namespace polku::inline v0
