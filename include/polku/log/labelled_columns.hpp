// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/event_log.hpp>
#include <polku/log/record_check.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Episodes in columns whose names are labels already. A log takes the columns over, so that no record is looked at alone
/// and nothing is copied; `log_builder::take` checks them. A log's clients come in the order of `clients`: number them as
/// they first appear.
struct labelled_columns {
  label_table clients;
  label_table names[4];  ///< by field
  label_table phases;

  std::vector<label> client;      ///< in `clients`; none where it is missing
  std::vector<label> labels[4];   ///< by field, each in its `names`; empty: the column is not there
  std::vector<label> phase;       ///< in `phases`; empty: the column is not there
  std::vector<time_point> start;  ///< `open_end` where it is missing
  std::vector<time_point> end;    ///< `open_end` where an episode is open
};

namespace detail {

inline void require_equal_lengths(const labelled_columns& c) {
  const auto n = c.start.size();
  bool is_equal = c.client.size() == n && c.end.size() == n && (c.phase.empty() || c.phase.size() == n);
  for (const auto& column : c.labels) is_equal = is_equal && (column.empty() || column.size() == n);
  if (!is_equal)
    throw std::invalid_argument("polku: the columns of episodes differ in length; give each one entry per episode");
}

// Whether no row is rejected. Without branches.
inline bool are_all_sound(const labelled_columns& c) {
  const auto& service = c.labels[static_cast<std::size_t>(field::services)];
  if (service.empty() && !c.start.empty()) return false;
  bool is_sound = true;
  for (std::size_t i = 0; i < c.start.size(); ++i) {
    const auto start = c.start[i], end = c.end[i];
    const bool is_named = c.client[i] != label::none, is_of_service = service[i] != label::none;
    const bool has_start = is_in_range(start), has_end = is_in_range(end), is_open = end == open_end,
               is_forward = end >= start;
    is_sound = is_sound & is_named & is_of_service & has_start & (has_end | is_open) & is_forward;
  }
  return is_sound;
}

inline std::vector<rejection> check_rows(const labelled_columns& c, const std::vector<rejection>& refused) {
  std::vector<rejection> out;
  if (refused.empty() && are_all_sound(c)) return out;
  const auto& service = c.labels[static_cast<std::size_t>(field::services)];
  auto next = refused.begin();
  for (std::size_t i = 0; i < c.start.size(); ++i) {
    record_check check;
    if (next != refused.end() && next->place == i) {
      check = {next->reason, next->column};
      while (next != refused.end() && next->place == i) ++next;
    } else if (c.client[i] == label::none) {
      check = {fault::no_client, "client"};
    } else if (service.empty() || service[i] == label::none) {
      check = {fault::no_service, "service"};
    } else if (c.start[i] == open_end) {
      check = {fault::no_time, "start"};
    } else {
      check = detail::check_times(c.start[i], "start", c.end[i], "end");
    }
    if (!check) [[unlikely]]
      out.push_back({i, record_kind::episodes, check.column, check.reason});
  }
  return out;
}

// Leaves the rejected rows out; returns where the others stood.
inline std::vector<std::uint32_t> drop_rows(labelled_columns& c, const std::vector<rejection>& rejected) {
  std::vector<std::uint32_t> kept;
  kept.reserve(c.start.size() - rejected.size());
  auto next = rejected.begin();
  for (std::uint32_t i = 0; i < c.start.size(); ++i)
    if (next != rejected.end() && next->place == i)
      ++next;
    else
      kept.push_back(i);
  const auto keep = [&](auto& column) {
    if (column.empty()) return;
    for (std::size_t i = 0; i < kept.size(); ++i) column[i] = column[kept[i]];
    column.resize(kept.size());
  };
  keep(c.client);
  keep(c.start);
  keep(c.end);
  for (auto& column : c.labels) keep(column);
  keep(c.phase);
  // Whom only those named must not come before others.
  label_table clients;
  for (auto& l : c.client) l = clients.intern(c.clients[l]);
  c.clients = std::move(clients);
  return kept;
}

}  // namespace detail

}  // namespace polku::inline v0
