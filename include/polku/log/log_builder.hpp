// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/log_arranger.hpp>
#include <polku/log/rejection.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace polku::inline v0 {

/// What became of a record that was given to a builder.
struct record_check {
  fault reason = fault::none;
  std::string_view column = {};  ///< in which part of the record; a literal

  /// Whether the record was taken.
  explicit operator bool() const { return reason == fault::none; }
};

/// Collects records one by one, in any order, into an event log.
///
/// `add` takes a record or says why it cannot; nothing of a refused record is kept. Texts are copied once per distinct name.
class log_builder {
 public:
  /// Room for a number of episodes, so that fewer allocations are needed.
  void reserve(std::size_t episodes) {
    r_.client.reserve(episodes);
    r_.columns.start.reserve(episodes);
    r_.columns.end.reserve(episodes);
  }

  /// Amortised O(length of the texts). `place` is the record's line or number in its source and must not decrease from call
  /// to call; without one, records are numbered from 0.
  /// \throws std::length_error beyond 2^32 - 2 episodes or 65,534 different phases.
  record_check add(const episode& e, std::optional<std::uint32_t> place = {}) {
    if (e.client.empty()) return {fault::no_client, "client"};
    if (e.service.empty()) return {fault::no_service, "service"};
    if (e.end && *e.end < e.start) return {fault::end_before_start, "end"};
    auto& d = r_.columns;
    const auto n = d.start.size();
    if (n >= std::numeric_limits<std::uint32_t>::max() - 1)
      throw std::length_error("polku: more than 2^32 - 2 episodes; split the log by client and merge the results");
    r_.client.push_back(client(e.client));
    d.start.push_back(e.start);
    d.end.push_back(e.end.value_or(open_end));
    put(field::organisations, e.organisation, n);
    put(field::services, e.service, n);
    put(field::roles, e.role, n);
    put(field::workers, e.worker, n);
    put_phase(e.phase, n);
    if (place && d.place.empty() && n != 0 && *place != n) fill_places(n);
    if (!d.place.empty() || (place && *place != n)) d.place.push_back(place.value_or(static_cast<std::uint32_t>(n)));
    return {};
  }

  record_check add(const handover& h) {
    if (h.client.empty()) return {fault::no_client, "client"};
    if (h.from.empty()) return {fault::no_party, "from"};
    if (h.to.empty()) return {fault::no_party, "to"};
    r_.handovers.add(client(h.client), {h.at, party(h.from), party(h.to), h.manner, h.status});
    return {};
  }

  record_check add(const milestone& m) {
    if (m.client.empty()) return {fault::no_client, "client"};
    if (m.kind.empty()) return {fault::no_kind, "kind"};
    auto& d = r_.columns;
    const auto detail = m.detail.empty() ? label::none : d.milestone_details.intern(m.detail);
    r_.milestones.add(client(m.client), {m.at, d.milestone_kinds.intern(m.kind), detail});
    return {};
  }

  record_check add(const plan& p) {
    if (p.client.empty()) return {fault::no_client, "client"};
    if (p.kind.empty()) return {fault::no_kind, "kind"};
    if (p.until && *p.until < p.from) return {fault::end_before_start, "until"};
    r_.plans.add(client(p.client), {{p.from, p.until.value_or(open_end)}, r_.columns.plan_kinds.intern(p.kind)});
    return {};
  }

  record_check add(const consent& c) {
    if (c.client.empty()) return {fault::no_client, "client"};
    if (c.party.empty()) return {fault::no_party, "party"};
    if (c.until && *c.until < c.from) return {fault::end_before_start, "until"};
    r_.consents.add(client(c.client), {{c.from, c.until.value_or(open_end)}, party(c.party)});
    return {};
  }

  /// The log of everything added, cut at `cutoff`, or at the end of the records where none is given. The builder is empty
  /// afterwards.
  [[nodiscard]] event_log finish(std::optional<time_point> cutoff = {}) {
    return log_arranger::arrange(std::exchange(r_, {}), cutoff);
  }

 private:
  client_id client(std::string_view name) { return client_id{index_of(last_client_(r_.columns.clients, name))}; }
  label party(std::string_view name) { return r_.columns.parties.intern(name); }

  void put(field f, std::string_view name, std::size_t row) {
    const auto i = static_cast<std::size_t>(f);
    auto& column = r_.columns.labels[i];
    if (name.empty()) {
      if (!column.empty()) column.push_back(label::none);
      return;
    }
    if (column.size() != row) column.reserve(r_.columns.start.capacity());
    while (column.size() != row) column.push_back(label::none);
    column.push_back(last_label_[i](r_.columns.names[i], name));
  }

  void put_phase(std::string_view name, std::size_t row) {
    auto& column = r_.columns.phase;
    if (name.empty()) {
      if (!column.empty()) column.push_back(no_phase);
      return;
    }
    const auto number = index_of(r_.columns.phases.intern(name));
    if (number >= no_phase) throw std::length_error("polku: more than 65,534 different phases; is this the right column?");
    while (column.size() != row) column.push_back(no_phase);
    column.push_back(static_cast<std::uint16_t>(number));
  }

  void fill_places(std::size_t n) {
    for (std::uint32_t i = 0; i < n; ++i) r_.columns.place.push_back(i);
  }

  static constexpr std::uint16_t no_phase = 0xFFFF;

  // Neighbouring records mostly name the same client and often the same service: look there first.
  struct remembered {
    label last = label::none;
    label operator()(label_table& table, std::string_view name) {
      if (last == label::none || table.size() <= index_of(last) || table[last] != name) last = table.intern(name);
      return last;
    }
  };

  loose_records r_;
  remembered last_client_;
  remembered last_label_[4];
};

}  // namespace polku::inline v0
