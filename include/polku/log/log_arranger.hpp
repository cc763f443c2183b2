// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/event_log.hpp>
#include <polku/log/grouping.hpp>
#include <polku/log/sort_episodes.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace polku::inline v0 {

namespace detail {

inline time_point begin_of(const handover_row& h) { return h.at; }
inline time_point begin_of(const milestone_row& m) { return m.at; }
inline time_point begin_of(const plan_row& p) { return p.validity.start; }
inline time_point begin_of(const consent_row& c) { return c.validity.start; }

/// What is known of some records' times without looking at them again.
struct times_seen {
  time_point latest_begin = before_all_times;  // of any record
  time_point latest = before_all_times;        // start or recorded end of an episode, or time of a milestone or handover
  bool are_whole_days = true;                  // those of which `latest` is

  [[nodiscard]] time_point natural_cutoff() const { return latest == before_all_times ? time_point() : latest; }

  void see(time_point start, time_point end) {
    latest_begin = std::max(latest_begin, start);
    latest = std::max(latest, std::max(start, end == open_end ? start : end));
    are_whole_days = are_whole_days && start.is_midnight() && (end == open_end || end.is_midnight());
  }
  void see(const handover_row& h) { see(h.at, h.at); }
  void see(const milestone_row& m) { see(m.at, m.at); }
  void see(const plan_row& p) { latest_begin = std::max(latest_begin, begin_of(p)); }
  void see(const consent_row& c) { latest_begin = std::max(latest_begin, begin_of(c)); }

  void see(const times_seen& others) {
    latest_begin = std::max(latest_begin, others.latest_begin);
    latest = std::max(latest, others.latest);
    are_whole_days = are_whole_days && others.are_whole_days;
  }
  void see(const std::vector<time_point>& starts, const std::vector<time_point>& ends) {
    auto seen = *this;  // in registers
    for (std::size_t i = 0; i < starts.size(); ++i) seen.see(starts[i], ends[i]);
    *this = seen;
  }
};

/// Records in the order they came: the columns of a log, neither cut nor sorted.
struct loose_records {
  template <class Row>
  struct rows {
    std::vector<client_id> client;
    std::vector<Row> row;

    void add(client_id c, const Row& r) {
      client.push_back(c);
      row.push_back(r);
    }
    void clear() {
      client.clear();
      row.clear();
    }
  };

  log_data columns;               // without what grouping makes: first_episode and the rows by client
  std::vector<client_id> client;  // of each episode
  rows<handover_row> handovers;
  rows<milestone_row> milestones;
  rows<plan_row> plans;
  rows<consent_row> consents;
  times_seen seen;  // of all of them

  // Without records and names, but with the memory for others.
  void clear() {
    auto& d = columns;
    for (auto* table : {&d.clients, &d.phases, &d.milestone_kinds, &d.milestone_details, &d.plan_kinds, &d.parties})
      table->clear();
    for (auto& table : d.names) table.clear();
    for (auto& column : d.labels) column.clear();
    d.start.clear();
    d.end.clear();
    d.phase.clear();
    d.place.clear();
    client.clear();
    handovers.clear();
    milestones.clear();
    plans.clear();
    consents.clear();
    seen = {};
  }
};

/// Turns loose records into an event log, and back.
class log_arranger {
 public:
  /// Cuts the records at the cutoff, groups them by client and sorts each client's. Without a cutoff it is the latest start
  /// or recorded end of an episode, or time of a milestone or handover; the validity of plans and consents never counts.
  /// O(n) where episodes come grouped and sorted, else O(n log m), m the episodes of the largest client.
  [[nodiscard]] static event_log arrange(loose_records&& r, std::optional<time_point> cutoff) {
    auto& d = r.columns;
    d.cutoff = cutoff ? *cutoff : r.seen.natural_cutoff();
    drop_unseen_clients(r);
    arrange_episodes(r);
    arrange_rows(r.handovers, d.handovers, d);
    arrange_rows(r.milestones, d.milestones, d);
    arrange_rows(r.plans, d.plans, d);
    arrange_rows(r.consents, d.consents, d);
    d.has_intervals = has_intervals(d);
    d.has_ties = has_ties(d);
    const bool is_daily = (r.seen.are_whole_days && d.cutoff.is_midnight()) || has_whole_days_only(d);
    d.precision = is_daily ? resolution::day : resolution::instant;
    return event_log(std::move(d));
  }

  /// A log's records, loose again. O(n).
  [[nodiscard]] static loose_records loosen(const event_log& log) {
    loose_records r;
    r.columns = log.d_;
    auto& d = r.columns;
    r.client.reserve(log.size());
    for (std::uint32_t c = 0; c < log.client_count(); ++c)
      while (r.client.size() != d.first_episode[c + 1]) r.client.push_back(client_id{c});
    r.seen.see(d.start, d.end);
    loosen_rows(d.handovers, r.handovers, r.seen, log.client_count());
    loosen_rows(d.milestones, r.milestones, r.seen, log.client_count());
    loosen_rows(d.plans, r.plans, r.seen, log.client_count());
    loosen_rows(d.consents, r.consents, r.seen, log.client_count());
    return r;
  }

 private:
  static constexpr std::size_t bucket_rows = 1 << 13;

  // Clients all of whose records lie after the cutoff were never observed.
  static void drop_unseen_clients(loose_records& r) {
    auto& d = r.columns;
    std::vector<char> is_seen(d.clients.size());
    const bool all_are_seen = r.seen.latest_begin <= d.cutoff;
    for (std::size_t i = 0; i < r.client.size(); ++i)
      if (all_are_seen || d.start[i] <= d.cutoff) is_seen[index_of(r.client[i])] = true;
    const auto see = [&](const auto& rows) {
      for (std::size_t i = 0; i < rows.row.size(); ++i)
        if (all_are_seen || begin_of(rows.row[i]) <= d.cutoff) is_seen[index_of(rows.client[i])] = true;
    };
    see(r.handovers);
    see(r.milestones);
    see(r.plans);
    see(r.consents);
    std::size_t seen = 0;
    for (const auto is : is_seen) seen += is ? 1 : 0;
    if (seen == is_seen.size()) return;

    label_table names;
    std::vector<client_id> renumbered(is_seen.size());  // the unseen become client 0; all their records are left out
    for (std::uint32_t c = 0; c < is_seen.size(); ++c)
      if (is_seen[c]) renumbered[c] = client_id{index_of(names.intern(d.clients[label{c}]))};
    for (auto* clients : {&r.client, &r.handovers.client, &r.milestones.client, &r.plans.client, &r.consents.client})
      for (auto& client : *clients) client = renumbered[index_of(client)];
    d.clients = std::move(names);
    if (seen == 0) cut_to_nothing(r);
  }

  // Without any client left there is none for `renumbered` to name.
  static void cut_to_nothing(loose_records& r) {
    auto& d = r.columns;
    d.after_cutoff +=
        r.client.size() + r.handovers.row.size() + r.milestones.row.size() + r.plans.row.size() + r.consents.row.size();
    log_data empty;
    empty.cutoff = d.cutoff;
    empty.after_cutoff = d.after_cutoff;
    r = {};
    r.columns = std::move(empty);
  }

  static void arrange_episodes(loose_records& r) {
    auto& d = r.columns;
    if (r.seen.latest > d.cutoff)
      for (auto& end : d.end)
        if (end > d.cutoff) end = open_end;
    const auto all = d.start.size();
    if (r.seen.latest_begin > d.cutoff || !std::is_sorted(r.client.begin(), r.client.end())) {
      d.first_episode = sort_episodes(d, r.client, bucket_rows);
    } else {
      auto g = group_by_client({r.client, d.start, d.end, d.place}, d.clients.size(), d.cutoff);
      std::vector<client_id>().swap(r.client);
      reorder(g, d.start);
      reorder(g, d.end);
      for (auto& column : d.labels) reorder(g, column);
      reorder(g, d.phase);
      if (!d.place.empty())
        reorder(g, d.place);
      else if (!g.mixed_clients.empty())
        d.place = places_in(g);
      d.first_episode = std::move(g.first);
    }
    d.after_cutoff += all - d.first_episode.back();
    // What the cut left of a column may be nothing: then the log does not have it.
    for (auto& column : d.labels) drop_if_all_are(label::none, column);
    drop_if_all_are(std::uint16_t{0xFFFF}, d.phase);
  }

  template <class T>
  static void drop_if_all_are(T none, std::vector<T>& column) {
    for (const auto& value : column)
      if (value != none) return;
    std::vector<T>().swap(column);
  }

  template <class Row>
  static void arrange_rows(loose_records::rows<Row>& loose, rows_by_client<Row>& out, log_data& d) {
    if (loose.row.empty()) return;
    std::vector<time_point> start;
    start.reserve(loose.row.size());
    for (auto& row : loose.row) {
      start.push_back(begin_of(row));
      if constexpr (requires { row.validity; })
        if (row.validity.end > d.cutoff) row.validity.end = open_end;
    }
    auto g = group_by_client({loose.client, start, {}, {}}, d.clients.size(), d.cutoff);
    d.after_cutoff += start.size() - g.first.back();
    reorder(g, loose.row);
    out.rows_ = std::move(loose.row);
    out.first_ = std::move(g.first);
  }

  template <class Row>
  static void loosen_rows(rows_by_client<Row>& grouped, loose_records::rows<Row>& out, times_seen& seen,
                          std::size_t clients) {
    for (std::uint32_t c = 0; c < clients && !grouped.empty(); ++c)
      for (auto i = grouped.first_[c]; i != grouped.first_[c + 1]; ++i) out.add(client_id{c}, grouped.rows_[i]);
    for (const auto& row : out.row) seen.see(row);
    grouped = {};
  }

  static bool has_intervals(const log_data& d) {
    for (std::size_t i = 0; i < d.start.size(); ++i)
      if (d.start[i] != d.end[i]) return true;
    return false;
  }

  static bool has_ties(const log_data& d) {
    for (std::size_t c = 0; c + 1 < d.first_episode.size(); ++c)
      for (auto i = d.first_episode[c]; i + 1 < d.first_episode[c + 1]; ++i)
        if (d.start[i] == d.start[i + 1] && d.end[i] == d.end[i + 1] && d.start[i] != d.end[i]) return true;
    return false;
  }

  static bool has_whole_days_only(const log_data& d) {
    for (const auto t : d.start)
      if (!t.is_midnight()) return false;
    for (const auto t : d.end)
      if (t != open_end && !t.is_midnight()) return false;
    for (const auto& h : d.handovers.all())
      if (!h.at.is_midnight()) return false;
    for (const auto& m : d.milestones.all())
      if (!m.at.is_midnight()) return false;
    return d.cutoff.is_midnight();
  }
};

}  // namespace detail

}  // namespace polku::inline v0
