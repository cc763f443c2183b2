// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

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

/// Facts about a log that may surprise who reads its figures. They change nothing in the data.
struct log_check {
  std::size_t without_party = 0;     ///< episodes that form no stay since they have no party
  std::size_t ties = 0;              ///< episodes with the start and end of the one before, of another party: their order is the input's
  std::size_t past_exit = 0;         ///< episodes that run past an exit of their client, where gaps cut them
  std::size_t unknown_phases = 0;    ///< episodes in a phase that the process does not have
};

/// Looks for what could change a result or be a mistake. O(n) for n episodes, and O(e) more per episode of a client with e exits.
[[nodiscard]] inline log_check check_log(const event_log& log, const party_column& parties, const check_options& options = {}) {
  log_check out;
  out.without_party = parties.count_missing(log);
  const auto is_exit = find_terms(log.milestone_kinds(), options.exits);
  std::vector<char> is_known;
  for (std::uint32_t p = 0; p < log.phase_names().size(); ++p)
    is_known.push_back(options.phases.rank_of(log.phase_names()[label{p}]).has_value());
  const auto start = log.starts(), end = log.ends();
  for (std::uint32_t c = 0; c < log.client_count(); ++c) {
    const auto episodes = log.episodes_of(client_id{c});
    for (auto i = episodes.first; i != episodes.last; ++i) {
      if (i != episodes.first && start[i] == start[i - 1] && end[i] == end[i - 1] && parties[i] != parties[i - 1]) ++out.ties;
      if (const auto phase = log.phase_of(i); phase != label::none && !is_known[index_of(phase)]) ++out.unknown_phases;
      for (const auto& m : log.milestones().of(client_id{c}))
        if (is_exit[index_of(m.kind)] && start[i] < m.at && m.at < end[i]) {
          ++out.past_exit;
          break;
        }
    }
  }
  return out;
}

}  // namespace polku::inline v0
