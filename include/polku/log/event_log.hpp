// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/interval.hpp>
#include <polku/core/label.hpp>
#include <polku/model/record.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// The columns of an episode that can serve as the party.
enum class field : std::uint8_t { organisations, services, roles, workers };

/// What one entry of the column is called.
[[nodiscard]] constexpr std::string_view to_string(field f) {
  constexpr std::string_view names[] = {"organisation", "service", "role", "worker"};
  return names[static_cast<std::size_t>(f)];
}

/// A handover inside a log: the record with its names as labels.
struct handover_row {
  time_point at;
  label from, to;  ///< in event_log::party_names()
  polku::manner manner;
  handover_status status;
};
/// A milestone inside a log.
struct milestone_row {
  time_point at;
  label kind;    ///< in event_log::milestone_kinds()
  label detail;  ///< in event_log::milestone_details()
};
/// A plan inside a log.
struct plan_row {
  interval validity;
  label kind;  ///< in event_log::plan_kinds()
};
/// A consent inside a log.
struct consent_row {
  interval validity;
  label party;  ///< in event_log::party_names()
};

namespace detail {

class log_arranger;

// To be made of a vector costs std::span more to compile, by what it asks of ranges.
template <class T>
std::span<const T> view_of(const std::vector<T>& column) {
  return {column.data(), column.size()};
}

}  // namespace detail

/// Rows grouped by client.
template <class Row>
class rows_by_client {
 public:
  /// One client's rows, in order of time; equal times in order of input. O(1).
  [[nodiscard]] std::span<const Row> of(client_id c) const {
    if (rows_.empty()) return {};
    const auto first = first_[index_of(c)], last = first_[index_of(c) + 1];
    return {rows_.data() + first, last - first};
  }
  [[nodiscard]] std::span<const Row> all() const { return detail::view_of(rows_); }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }

 private:
  friend class detail::log_arranger;
  std::vector<Row> rows_;
  std::vector<std::uint32_t> first_;  // per client and one past the last; empty where there are no rows
};

namespace detail {

// What a log consists of. A column that no record fills is empty.
struct log_data {
  label_table clients;
  label_table names[4];  // by field
  label_table phases, milestone_kinds, milestone_details, plan_kinds, parties;

  std::vector<std::uint32_t> first_episode;  // per client and one past the last
  std::vector<time_point> start, end;
  std::vector<label> labels[4];      // by field
  std::vector<std::uint16_t> phase;  // 0xFFFF: none
  std::vector<std::uint32_t> place;  // empty: the episode's own index

  rows_by_client<handover_row> handovers;
  rows_by_client<milestone_row> milestones;
  rows_by_client<plan_row> plans;
  rows_by_client<consent_row> consents;

  time_point cutoff;
  std::size_t after_cutoff = 0;
  bool has_intervals = false, has_ties = false;
  resolution precision = resolution::day;
};

}  // namespace detail

/// Records of clients' support, cut at a cutoff, held in columns and sorted by client.
///
/// Clients stand in order of first appearance. A client's episodes are sorted by start, then end (open last), then order of
/// input. Made by `make_event_log`, `log_builder` or a reader; never changed afterwards, so that any number of threads may
/// read it. At most 40 bytes per episode beside the names (and 4 per client).
class event_log {
 public:
  using index = std::uint32_t;  ///< of an episode in the log

  event_log() = default;

  /// The number of episodes.
  [[nodiscard]] std::size_t size() const { return d_.start.size(); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  /// The number of records of every kind.
  [[nodiscard]] std::size_t record_count() const {
    return size() + d_.handovers.size() + d_.milestones.size() + d_.plans.size() + d_.consents.size();
  }
  [[nodiscard]] std::size_t client_count() const { return d_.clients.size(); }
  [[nodiscard]] std::string_view name_of(client_id c) const { return d_.clients[label{index_of(c)}]; }
  /// The clients' names, a client's number being its label.
  [[nodiscard]] const label_table& client_names() const { return d_.clients; }

  /// The episodes of a client, as the half-open range of their indices. Empty for one known from other records only.
  struct range {
    index first, last;
    [[nodiscard]] bool empty() const { return first == last; }
    [[nodiscard]] std::size_t size() const { return last - first; }
  };
  [[nodiscard]] range episodes_of(client_id c) const {
    return {d_.first_episode[index_of(c)], d_.first_episode[index_of(c) + 1]};
  }

  /// Per client its first episode, and one past the last.
  [[nodiscard]] std::span<const index> first_episodes() const { return detail::view_of(d_.first_episode); }

  [[nodiscard]] std::span<const time_point> starts() const { return detail::view_of(d_.start); }
  [[nodiscard]] std::span<const time_point> ends() const { return detail::view_of(d_.end); }  ///< `open_end` where open

  /// A column of labels in `names(f)`, one per episode; empty where no episode has one.
  [[nodiscard]] std::span<const label> labels(field f) const {
    return detail::view_of(d_.labels[static_cast<std::size_t>(f)]);
  }
  [[nodiscard]] const label_table& names(field f) const { return d_.names[static_cast<std::size_t>(f)]; }
  [[nodiscard]] label label_of(index i, field f) const {
    const auto column = labels(f);
    return column.empty() ? label::none : column[i];
  }
  [[nodiscard]] const label_table& phase_names() const { return d_.phases; }
  [[nodiscard]] bool has_phases() const { return !d_.phase.empty(); }
  [[nodiscard]] label phase_of(index i) const {
    return d_.phase.empty() || d_.phase[i] == 0xFFFF ? label::none : label{d_.phase[i]};
  }

  /// The place of an episode in its source: a line number from 1 where it was read from a file, else a number from 0.
  [[nodiscard]] std::uint32_t place_of(index i) const { return d_.place.empty() ? i : d_.place[i]; }

  /// An episode as a record again. Its texts live as long as the log.
  [[nodiscard]] episode episode_at(index i, client_id c) const {
    const auto text = [&](field f) { return names(f)[label_of(i, f)]; };
    episode e{name_of(c),
              text(field::services),
              text(field::organisations),
              text(field::roles),
              text(field::workers),
              phase_names()[phase_of(i)],
              d_.start[i],
              {}};
    if (d_.end[i] != open_end) e.end = d_.end[i];
    return e;
  }

  [[nodiscard]] const rows_by_client<handover_row>& handovers() const { return d_.handovers; }
  [[nodiscard]] const rows_by_client<milestone_row>& milestones() const { return d_.milestones; }
  [[nodiscard]] const rows_by_client<plan_row>& plans() const { return d_.plans; }
  [[nodiscard]] const rows_by_client<consent_row>& consents() const { return d_.consents; }
  [[nodiscard]] const label_table& milestone_kinds() const { return d_.milestone_kinds; }
  [[nodiscard]] const label_table& milestone_details() const { return d_.milestone_details; }
  [[nodiscard]] const label_table& plan_kinds() const { return d_.plan_kinds; }
  [[nodiscard]] const label_table& party_names() const { return d_.parties; }

  /// The end of observation. Records that begin after it are not in the log; ends after it are open.
  [[nodiscard]] time_point cutoff() const { return d_.cutoff; }
  /// How many records were left out because they begin after the cutoff.
  [[nodiscard]] std::size_t after_cutoff() const { return d_.after_cutoff; }
  /// Whether any episode is more than a point event; an open one is.
  [[nodiscard]] bool has_intervals() const { return d_.has_intervals; }
  /// Whether some client has two episodes with the same start and end that are no points, so that the parties decide on
  /// their order.
  [[nodiscard]] bool has_ties() const { return d_.has_ties; }
  /// A day where every time of an episode, handover and milestone and the cutoff are whole days, so that dates stay dates
  /// when they are written.
  [[nodiscard]] resolution precision() const { return d_.precision; }

  /// What the episodes take in memory, names left out.
  [[nodiscard]] std::size_t episode_bytes() const {
    const auto bytes = [](const auto& v) { return v.capacity() * sizeof(v[0]); };
    auto sum = bytes(d_.first_episode) + bytes(d_.start) + bytes(d_.end) + bytes(d_.phase) + bytes(d_.place);
    for (const auto& column : d_.labels) sum += bytes(column);
    return sum;
  }

 private:
  friend class detail::log_arranger;
  explicit event_log(detail::log_data&& d) : d_(std::move(d)) {}

  detail::log_data d_;
};

}  // namespace polku::inline v0
