// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/labelled_columns.hpp>
#include <polku/log/log_arranger.hpp>
#include <polku/log/record_check.hpp>

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
    auto& d = r_.columns;
    const auto reserve = [&](auto& column) {
      if (!column.empty()) column.reserve(episodes);
    };
    r_.client.reserve(episodes);
    d.start.reserve(episodes);
    d.end.reserve(episodes);
    for (auto& column : d.labels) reserve(column);
    reserve(d.phase);
    reserve(d.place);
  }

  /// `place` is the record's line or number in its source; without one, records are numbered from 0. A client's episodes
  /// with the same start and end stand in its order. Amortised O(length of the texts). \throws std::length_error beyond 2^32
  /// - 2 episodes or 65,535 different phases.
  record_check add(const episode& e, std::optional<std::uint32_t> place = {}) {
    const auto end = e.end.value_or(open_end);
    if (const auto check = detail::check_episode(e, end); !check) return check;
    append({client(e.client), name(field::organisations, e.organisation), name(field::services, e.service),
            name(field::roles, e.role), name(field::workers, e.worker), phase(e.phase), e.start, end},
           place);
    return {};
  }

  /// As `add`, for a record whose names were numbered before. Precondition: its client and labels come from `client`, `name`
  /// and `phase`, client and service are not none.
  record_check add(const coded_episode& e, std::optional<std::uint32_t> place = {}) {
    if (const auto check = detail::check_times(e.start, "start", e.end, "end"); !check) return check;
    append(e, place);
    return {};
  }

  record_check add(const handover& h) {
    if (const auto check = check_record(h); !check) return check;
    append(r_.handovers, h.client, {h.at, party(h.from), party(h.to), h.manner, h.status});
    return {};
  }

  record_check add(const milestone& m) {
    if (const auto check = check_record(m); !check) return check;
    const auto detail = m.detail.empty() ? label::none : r_.columns.milestone_details.intern(m.detail);
    append(r_.milestones, m.client, {m.at, r_.columns.milestone_kinds.intern(m.kind), detail});
    return {};
  }

  record_check add(const plan& p) {
    if (const auto check = check_record(p); !check) return check;
    append(r_.plans, p.client, {{p.from, p.until.value_or(open_end)}, r_.columns.plan_kinds.intern(p.kind)});
    return {};
  }

  record_check add(const consent& c) {
    if (const auto check = check_record(c); !check) return check;
    append(r_.consents, c.client, {{c.from, c.until.value_or(open_end)}, party(c.party)});
    return {};
  }

  /// The numbers of names in this builder, for `coded_episode`; an empty name is none.
  [[nodiscard]] client_id client(std::string_view name) {
    // Neighbouring records mostly name the same client: look there first.
    auto& known = r_.columns.clients;
    if (index_of(last_client_) >= known.size() || !detail::is_same_text(known[last_client_], name))
      last_client_ = known.intern(name);
    return client_id{index_of(last_client_)};
  }
  [[nodiscard]] label name(field f, std::string_view name) {
    return name.empty() ? label::none : r_.columns.names[static_cast<std::size_t>(f)].intern(name);
  }
  /// \throws std::length_error beyond 65,535 different phases.
  [[nodiscard]] label phase(std::string_view name) {
    if (name.empty()) return label::none;
    if (r_.columns.phases.size() >= no_phase && !r_.columns.phases.find(name)) refuse_phases();
    return r_.columns.phases.intern(name);
  }

  /// How many episodes were added since the last log.
  [[nodiscard]] std::size_t episode_count() const { return r_.columns.start.size() + waiting_.size(); }

  /// Takes over the records of another builder, as if they were added here one by one, `place_offset` added to their places.
  /// The other is empty then, but keeps its memory for more.
  /// Strong guarantee for the records of both (new names may stay known). O(records + names).
  /// \throws std::length_error as `add`.
  void append(log_builder&& other, std::uint32_t place_offset = 0) {
    store();
    other.store();
    auto& from = other.r_;
    auto& d = r_.columns;
    const auto n = d.start.size(), all = n + from.columns.start.size();
    require_room(all);
    const auto clients = intern_all(d.clients, from.columns.clients);
    const auto parties = intern_all(d.parties, from.columns.parties);
    const auto phases = intern_phases(from.columns.phases);
    std::vector<label> names[4];
    for (std::size_t f = 0; f < 4; ++f) names[f] = intern_all(d.names[f], from.columns.names[f]);
    const auto kinds = intern_all(d.milestone_kinds, from.columns.milestone_kinds);
    const auto details = intern_all(d.milestone_details, from.columns.milestone_details);
    const auto plan_kinds = intern_all(d.plan_kinds, from.columns.plan_kinds);
    const bool has_places = !d.place.empty() || !from.columns.place.empty() || place_offset != n;
    // All that can fail comes before the first column grows.
    for (auto* column : {&d.start, &d.end}) make_room(*column, all);
    make_room(r_.client, all);
    for (std::size_t f = 0; f < 4; ++f)
      if (!d.labels[f].empty() || !from.columns.labels[f].empty()) make_room(d.labels[f], all);
    if (!d.phase.empty() || !from.columns.phase.empty()) make_room(d.phase, all);
    if (has_places) make_room(d.place, all);
    make_room_for(r_.handovers, from.handovers);
    make_room_for(r_.milestones, from.milestones);
    make_room_for(r_.plans, from.plans);
    make_room_for(r_.consents, from.consents);

    append_each(r_.client, from.client, [&](client_id c) { return client_id{index_of(clients[index_of(c)])}; });
    d.start.insert(d.start.end(), from.columns.start.begin(), from.columns.start.end());
    d.end.insert(d.end.end(), from.columns.end.begin(), from.columns.end.end());
    for (std::size_t f = 0; f < 4; ++f)
      append_renumbered(d.labels[f], n, from.columns.labels[f], all - n, label::none,
                        [&](label l) { return renumber(names[f], l); });
    append_renumbered(d.phase, n, from.columns.phase, all - n, no_phase,
                      [&](std::uint16_t p) { return p == no_phase ? p : static_cast<std::uint16_t>(index_of(phases[p])); });
    if (has_places) {
      number_up_to(d.place, n);
      const auto& places = from.columns.place;
      d.place.resize(all);
      for (std::size_t i = 0; i < all - n; ++i)
        d.place[n + i] = place_offset + (places.empty() ? static_cast<std::uint32_t>(i) : places[i]);
    }
    const auto append_rows = [&](auto& to, const auto& rows, auto renumbered) {
      for (std::size_t i = 0; i < rows.row.size(); ++i)
        to.add(client_id{index_of(clients[index_of(rows.client[i])])}, renumbered(rows.row[i]));
    };
    append_rows(r_.handovers, from.handovers, [&](handover_row h) {
      h.from = parties[index_of(h.from)];
      h.to = parties[index_of(h.to)];
      return h;
    });
    append_rows(r_.milestones, from.milestones, [&](milestone_row m) {
      m.kind = kinds[index_of(m.kind)];
      m.detail = renumber(details, m.detail);
      return m;
    });
    append_rows(r_.plans, from.plans, [&](plan_row p) {
      p.kind = plan_kinds[index_of(p.kind)];
      return p;
    });
    append_rows(r_.consents, from.consents, [&](consent_row c) {
      c.party = parties[index_of(c.party)];
      return c;
    });
    r_.seen.see(from.seen);
    from.clear();
    other.last_client_ = label::none;
  }

  /// Takes over whole columns of episodes, as if each had been added in their order, with its row as its place, counted on
  /// from the episodes that are here, and says which could not be used. `refused` are rows that the caller knows to be of no
  /// use, by place; they are left out too. Where the builder holds no record yet, no column is copied. Strong guarantee for
  /// the builder. O(n).
  ///
  /// \throws std::invalid_argument where the columns differ in length. \throws std::length_error as `add`.
  std::vector<rejection> take(labelled_columns&& c, const std::vector<rejection>& refused = {}) {
    detail::require_equal_lengths(c);
    require_room(c.start.size());
    if (c.phases.size() > no_phase) refuse_phases();
    store();
    if (!r_.client.empty() || !r_.columns.clients.empty()) {
      log_builder alone;
      auto rejected = alone.take(std::move(c), refused);
      append(std::move(alone), static_cast<std::uint32_t>(r_.client.size()));
      return rejected;
    }
    auto rejected = detail::check_rows(c, refused);
    std::vector<std::uint32_t> places;
    if (!rejected.empty()) places = detail::drop_rows(c, rejected);
    std::vector<client_id> clients;
    clients.reserve(c.client.size());
    for (const auto l : c.client) clients.push_back(client_id{index_of(l)});
    std::vector<label>().swap(c.client);
    std::vector<std::uint16_t> phases;
    phases.reserve(c.phase.size());
    for (const auto l : c.phase) phases.push_back(l == label::none ? no_phase : static_cast<std::uint16_t>(index_of(l)));
    std::vector<label>().swap(c.phase);
    auto& d = r_.columns;  // from here on nothing can throw
    r_.client = std::move(clients);
    d.place = std::move(places);
    d.phase = std::move(phases);
    d.clients = std::move(c.clients);
    d.phases = std::move(c.phases);
    for (std::size_t f = 0; f < 4; ++f) {
      d.names[f] = std::move(c.names[f]);
      d.labels[f] = std::move(c.labels[f]);
    }
    d.start = std::move(c.start);
    d.end = std::move(c.end);
    r_.seen.see(d.start, d.end);
    return rejected;
  }

  /// Lets a column that has nothing in it yet have the names of another: what an event log means by a worker where it has no
  /// organisations.
  void copy_names(field from, field to) {
    store();
    auto& d = r_.columns;
    const auto source = static_cast<std::size_t>(from), target = static_cast<std::size_t>(to);
    if (!d.labels[target].empty()) return;
    d.names[target] = d.names[source];
    d.labels[target] = d.labels[source];
  }

  /// The log of everything added, cut at `cutoff`, or at the end of the records where none is given. The builder is empty
  /// afterwards.
  [[nodiscard]] event_log finish(std::optional<time_point> cutoff = {}) {
    store();
    last_client_ = label::none;
    return detail::log_arranger::arrange(std::exchange(r_, {}), cutoff);
  }

 private:
  static constexpr std::uint16_t no_phase = 0xFFFF;

  label party(std::string_view name) { return r_.columns.parties.intern(name); }

  template <class T>
  static void make_room(std::vector<T>& column, std::size_t n) {
    if (column.capacity() < n) column.reserve(std::max(n, 2 * column.capacity() + 64));
  }

  static void require_room(std::size_t episodes) {
    if (episodes >= std::numeric_limits<std::uint32_t>::max())
      throw std::length_error("polku: more than 2^32 - 2 episodes; split the log by client and merge the results");
  }

  // The numbers that another table's names get in this one.
  static std::vector<label> intern_all(label_table& table, const label_table& names) {
    std::vector<label> out;
    out.reserve(names.size());
    for (std::uint32_t i = 0; i < names.size(); ++i) out.push_back(table.intern(names[label{i}]));
    return out;
  }
  std::vector<label> intern_phases(const label_table& names) {
    std::vector<label> out;
    for (std::uint32_t i = 0; i < names.size(); ++i) out.push_back(phase(names[label{i}]));
    return out;
  }
  static label renumber(const std::vector<label>& numbers, label l) { return l == label::none ? l : numbers[index_of(l)]; }

  // `more` has `count` rows or none, as `column` has `rows` or none.
  template <class T, class Renumber>
  static void append_renumbered(std::vector<T>& column, std::size_t rows, const std::vector<T>& more, std::size_t count,
                                T none, Renumber renumber) {
    if (column.empty() && more.empty()) return;
    if (column.empty()) column.resize(rows, none);
    if (more.empty())
      column.resize(rows + count, none);
    else
      append_each(column, more, renumber);
  }
  template <class T, class Renumber>
  static void append_each(std::vector<T>& column, const std::vector<T>& more, Renumber renumber) {
    const auto n = column.size();
    column.resize(n + more.size());
    for (std::size_t i = 0; i < more.size(); ++i) column[n + i] = renumber(more[i]);
  }

  template <class Row>
  static void make_room_for(detail::loose_records::rows<Row>& rows, const detail::loose_records::rows<Row>& more) {
    make_room(rows.client, rows.client.size() + more.client.size());
    make_room(rows.row, rows.row.size() + more.row.size());
  }

  // Episodes go into the columns some hundred at a time, column after column.
  struct waiting_episode {
    coded_episode record;
    std::uint32_t place;
  };
  static constexpr std::size_t most_waiting = 256;

  void append(const coded_episode& e, std::optional<std::uint32_t> place) {
    if (waiting_.size() == waiting_.capacity()) [[unlikely]] {
      store();
      waiting_.reserve(most_waiting);
    }
    const auto number = r_.columns.start.size() + waiting_.size();
    require_room(number + 1);
    waiting_.push_back({e, place.value_or(static_cast<std::uint32_t>(number))});  // cannot throw
  }

  // Puts the waiting episodes into the columns, all or none.
  void store() {
    auto& d = r_.columns;
    const auto n = d.start.size(), all = n + waiting_.size();
    constexpr label coded_episode::*labels[] = {&coded_episode::organisation, &coded_episode::service, &coded_episode::role,
                                                &coded_episode::worker};
    const auto any = [&](auto is) { return std::any_of(waiting_.begin(), waiting_.end(), is); };
    bool has_label[4];
    for (std::size_t f = 0; f < 4; ++f)
      has_label[f] =
          !d.labels[f].empty() || any([&](const waiting_episode& w) { return w.record.*labels[f] != label::none; });
    const bool has_phase = !d.phase.empty() || any([](const waiting_episode& w) { return w.record.phase != label::none; });
    auto number = static_cast<std::uint32_t>(n);
    const bool has_places = !d.place.empty() || any([&](const waiting_episode& w) { return w.place != number++; });
    // All that can fail comes before the first column grows.
    make_room(r_.client, all);
    make_room(d.start, all);
    make_room(d.end, all);
    const auto make_room_beside = [&](auto& column) { make_room(column, column.empty() ? d.start.capacity() : all); };
    for (std::size_t f = 0; f < 4; ++f)
      if (has_label[f]) make_room_beside(d.labels[f]);
    if (has_phase) make_room_beside(d.phase);
    if (has_places) make_room_beside(d.place);

    for (const auto& w : waiting_) r_.client.push_back(w.record.client);
    for (const auto& w : waiting_) d.start.push_back(w.record.start);
    for (const auto& w : waiting_) d.end.push_back(w.record.end);
    auto seen = r_.seen;  // in registers
    for (const auto& w : waiting_) seen.see(w.record.start, w.record.end);
    r_.seen = seen;
    for (std::size_t f = 0; f < 4; ++f) {
      if (!has_label[f]) continue;
      d.labels[f].resize(n, label::none);
      for (const auto& w : waiting_) d.labels[f].push_back(w.record.*labels[f]);
    }
    if (has_phase) {
      d.phase.resize(n, no_phase);
      for (const auto& w : waiting_)
        d.phase.push_back(w.record.phase == label::none ? no_phase : static_cast<std::uint16_t>(index_of(w.record.phase)));
    }
    if (has_places) {
      number_up_to(d.place, n);
      for (const auto& w : waiting_) d.place.push_back(w.place);
    }
    waiting_.clear();
  }

  static void number_up_to(std::vector<std::uint32_t>& places, std::size_t n) {
    while (places.size() < n) places.push_back(static_cast<std::uint32_t>(places.size()));
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
    r_.seen.see(row);
  }

  [[noreturn]] static void refuse_phases() {
    throw std::length_error("polku: more than 65,535 different phases; is this the right column?");
  }

  detail::loose_records r_;
  std::vector<waiting_episode> waiting_;
  label last_client_ = label::none;
};

}  // namespace polku::inline v0
