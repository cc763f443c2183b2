// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/log_arranger.hpp>
#include <polku/log/rejection.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// What became of a record that was given to a builder.
struct [[nodiscard]] record_check {
  fault reason = fault::none;
  std::string_view column = {};  ///< in which part of the record; a literal

  /// Whether the record was taken.
  explicit operator bool() const { return reason == fault::none; }
};

/// An episode with its names as labels of the builder it is given to.
struct coded_episode {
  client_id client;
  label organisation, service, role, worker, phase;
  time_point start;
  time_point end;  ///< `open_end` where it is open
};

/// Collects records one by one, in any order, into an event log.
///
/// `add` takes a record or says why it cannot. Nothing of a record is kept where it is refused or `add` throws (names that
/// were new may stay known). Texts are copied once per distinct name.
class log_builder {
 public:
  /// Room for a number of episodes, so that fewer allocations are needed.
  void reserve(std::size_t episodes) {
    make_room(r_.client, episodes);
    make_room(r_.columns.start, episodes);
    make_room(r_.columns.end, episodes);
  }

  /// `place` is the record's line or number in its source and must not decrease from call to call; without one, records are
  /// numbered from 0. Amortised O(length of the texts).
  /// \throws std::length_error beyond 2^32 - 2 episodes or 65,535 different phases.
  record_check add(const episode& e, std::optional<std::uint32_t> place = {}) {
    if (e.client.empty()) return {fault::no_client, "client"};
    if (e.service.empty()) return {fault::no_service, "service"};
    const auto end = e.end.value_or(open_end);
    if (const auto check = check_times(e.start, "start", end, "end"); !check) return check;
    append({client(e.client), name(field::organisations, e.organisation), name(field::services, e.service),
            name(field::roles, e.role), name(field::workers, e.worker), phase(e.phase), e.start, end},
           place);
    return {};
  }

  /// As `add`, for a record whose names were numbered before. Precondition: its client and labels come from `client`, `name`
  /// and `phase`, client and service are not none.
  record_check add(const coded_episode& e, std::optional<std::uint32_t> place = {}) {
    if (const auto check = check_times(e.start, "start", e.end, "end"); !check) return check;
    append(e, place);
    return {};
  }

  record_check add(const handover& h) {
    if (h.client.empty()) return {fault::no_client, "client"};
    if (h.from.empty()) return {fault::no_party, "from"};
    if (h.to.empty()) return {fault::no_party, "to"};
    if (const auto check = check_times(h.at, "at"); !check) return check;
    append(r_.handovers, h.client, {h.at, party(h.from), party(h.to), h.manner, h.status});
    return {};
  }

  record_check add(const milestone& m) {
    if (m.client.empty()) return {fault::no_client, "client"};
    if (m.kind.empty()) return {fault::no_kind, "kind"};
    if (const auto check = check_times(m.at, "at"); !check) return check;
    const auto detail = m.detail.empty() ? label::none : r_.columns.milestone_details.intern(m.detail);
    append(r_.milestones, m.client, {m.at, r_.columns.milestone_kinds.intern(m.kind), detail});
    return {};
  }

  record_check add(const plan& p) {
    if (p.client.empty()) return {fault::no_client, "client"};
    if (p.kind.empty()) return {fault::no_kind, "kind"};
    const auto until = p.until.value_or(open_end);
    if (const auto check = check_times(p.from, "from", until, "until"); !check) return check;
    append(r_.plans, p.client, {{p.from, until}, r_.columns.plan_kinds.intern(p.kind)});
    return {};
  }

  record_check add(const consent& c) {
    if (c.client.empty()) return {fault::no_client, "client"};
    if (c.party.empty()) return {fault::no_party, "party"};
    const auto until = c.until.value_or(open_end);
    if (const auto check = check_times(c.from, "from", until, "until"); !check) return check;
    append(r_.consents, c.client, {{c.from, until}, party(c.party)});
    return {};
  }

  /// The numbers of names in this builder, for `coded_episode`; an empty name is none.
  [[nodiscard]] client_id client(std::string_view name) {
    return client_id{index_of(last_client_(r_.columns.clients, name))};
  }
  [[nodiscard]] label name(field f, std::string_view name) {
    const auto i = static_cast<std::size_t>(f);
    return name.empty() ? label::none : last_label_[i](r_.columns.names[i], name);
  }
  /// \throws std::length_error beyond 65,535 different phases.
  [[nodiscard]] label phase(std::string_view name) {
    if (name.empty()) return label::none;
    if (r_.columns.phases.size() >= no_phase && !r_.columns.phases.find(name))
      throw std::length_error("polku: more than 65,535 different phases; is this the right column?");
    return r_.columns.phases.intern(name);
  }

  /// The log of everything added, cut at `cutoff`, or at the end of the records where none is given. The builder is empty
  /// afterwards.
  [[nodiscard]] event_log finish(std::optional<time_point> cutoff = {}) {
    return detail::log_arranger::arrange(std::exchange(r_, {}), cutoff);
  }

 private:
  static constexpr std::uint16_t no_phase = 0xFFFF;

  // The years that Boost.Date_Time knows, so that every time of a log can be written.
  static bool is_in_range(time_point t) {
    constexpr std::int64_t first = -208'188 * duration::microseconds_per_day,
                           last = 2'932'897 * duration::microseconds_per_day;
    return t.microseconds() >= first && t.microseconds() < last;  // 1400-01-01 to 9999-12-31
  }
  static record_check check_times(time_point start, std::string_view start_column, time_point end = open_end,
                                  std::string_view end_column = {}) {
    if (!is_in_range(start)) return {fault::time_out_of_range, start_column};
    if (end != open_end && !is_in_range(end)) return {fault::time_out_of_range, end_column};
    if (end < start) return {fault::end_before_start, end_column};
    return {};
  }

  label party(std::string_view name) { return r_.columns.parties.intern(name); }

  template <class T>
  static void make_room(std::vector<T>& column, std::size_t n) {
    if (column.capacity() < n) column.reserve(std::max({n, 2 * column.capacity(), std::size_t{64}}));
  }

  // A column that has nothing in it yet takes no memory; from its first value on it has one for each row.
  template <class T>
  void make_room_in(std::vector<T>& column, T value, T none, std::size_t rows) {
    if (value != none || !column.empty())
      make_room(column, column.empty() ? std::max(rows, r_.columns.start.capacity()) : rows);
  }
  template <class T>
  static void push(std::vector<T>& column, T value, T none, std::size_t row) {
    if (value == none && column.empty()) return;
    while (column.size() != row) column.push_back(none);
    column.push_back(value);
  }

  void append(const coded_episode& e, std::optional<std::uint32_t> place) {
    auto& d = r_.columns;
    const auto n = d.start.size();
    if (n >= std::numeric_limits<std::uint32_t>::max() - 1)
      throw std::length_error("polku: more than 2^32 - 2 episodes; split the log by client and merge the results");
    const auto number = static_cast<std::uint32_t>(n);
    const label labels[] = {e.organisation, e.service, e.role, e.worker};
    const auto phase = e.phase == label::none ? no_phase : static_cast<std::uint16_t>(index_of(e.phase));
    const bool has_places = !d.place.empty() || place.value_or(number) != number;
    // All that can fail comes before the first column grows.
    make_room(r_.client, n + 1);
    make_room(d.start, n + 1);
    make_room(d.end, n + 1);
    for (std::size_t f = 0; f < 4; ++f) make_room_in(d.labels[f], labels[f], label::none, n + 1);
    make_room_in(d.phase, phase, no_phase, n + 1);
    if (has_places) make_room(d.place, n + 1);

    for (std::size_t f = 0; f < 4; ++f) push(d.labels[f], labels[f], label::none, n);
    push(d.phase, phase, no_phase, n);
    if (has_places) {
      while (d.place.size() != n) d.place.push_back(static_cast<std::uint32_t>(d.place.size()));
      d.place.push_back(place.value_or(number));
    }
    r_.client.push_back(e.client);
    d.start.push_back(e.start);
    d.end.push_back(e.end);
  }

  template <class Row>
  void append(detail::loose_records::rows<Row>& rows, std::string_view client_name, const std::type_identity_t<Row>& row) {
    const auto who = client(client_name);
    if (rows.row.size() >= std::numeric_limits<std::uint32_t>::max() - 1)
      throw std::length_error(
          "polku: more than 2^32 - 2 records of one kind; split the log by client and merge the results");
    make_room(rows.client, rows.row.size() + 1);
    make_room(rows.row, rows.row.size() + 1);
    rows.add(who, row);
  }

  // Neighbouring records mostly name the same client and often the same service: look there first.
  struct remembered {
    label last = label::none;
    label operator()(label_table& table, std::string_view name) {
      if (last == label::none || table.size() <= index_of(last) || table[last] != name) last = table.intern(name);
      return last;
    }
  };

  detail::loose_records r_;
  remembered last_client_;
  remembered last_label_[4];
};

}  // namespace polku::inline v0
