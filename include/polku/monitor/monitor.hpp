// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/matter.hpp>
#include <polku/monitor/monitor_options.hpp>
#include <polku/monitor/saved_clients.hpp>
#include <polku/monitor/watched_clients.hpp>
#include <polku/obligations/count_obligations.hpp>
#include <polku/obligations/find_violations.hpp>
#include <polku/support/gaps.hpp>
#include <polku/support/handovers.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <queue>
#include <ranges>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace polku::inline v0 {

/// Takes records as they happen, late and corrected ones too, and tells at once what they cause and what falls due.
///
///     polku::monitor watch({.obligations = {employer_contact_soon()}}, today);
///     for (const auto& c : watch.add(milestone{"17", today, "referral"}).caused) ...   // came up, due in 30 days
///     for (const auto& c : watch.advance_to(tomorrow)) ...                             // what lapsed or became violated
///     for (const auto& d : watch.due(50)) ...                                          // the work list
///
/// After any sequence of calls it says what `count_obligations`, `find_violations`, `find_gaps` and `find_handovers` say of
/// a log of the same records, cut at `now()`: what begins later waits, what ends later is open. By default all records are
/// kept, so that late and corrected ones are judged exactly: 24 bytes each, the same for each matter that is open or was not
/// put aside yet, and about 100 per client beside the names. Nothing need be known of the names before.
///
/// With `keep_history` what is over and settled is counted and dropped, so that memory follows what is open. As long as no
/// record comes later than that, and all sorts of records are known by then (see below), outcomes, counts and what falls due
/// are the same. The lists of one client (`standing`, `violations`, `gaps`, `handovers`) tell of what was not dropped. What
/// would change something dropped is answered with `is_too_late`.
///
/// A record costs a look at those of the client's records that something open may still look at. Where these are many, what
/// is settled for good is put aside; a late record, a correction or a withdrawal takes it up again. A handover is open until
/// another is proposed between the same two parties, since a later row can decline it.
///
/// What can be evaluated depends on all clients (an obligation on consents is not evaluated until there is any consent,
/// unless `absent_means_none`): a record that is the first of its sort, or the last one withdrawn, can change matters of
/// other clients. That costs a look at every client.
///
/// For one thread. Make one for each shard of clients; counts then add up where `absent_means_none`.
class monitor {
 public:
  /// Watches from `now` on.
  /// \throws std::invalid_argument where an obligation lacks a part (`find_problems` tells which), where a length of time in
  /// the options is negative, or `now` is beyond the calendar.
  ///
  /// \throws std::length_error where the obligations speak of more than 64 different subjects, or are more than 65,533.
  monitor(monitor_options options, time_point now)
      : watch_(std::make_unique<detail::watched_clients>(std::move(options), now)) {}

  [[nodiscard]] time_point now() const { return watch_->now(); }
  [[nodiscard]] const monitor_options& options() const { return watch_->options; }
  /// Clients of whom any record was given, and their names; numbered in order of first appearance.
  [[nodiscard]] std::size_t client_count() const { return watch_->client_count(); }
  [[nodiscard]] std::string_view name_of(client_id c) const { return watch_->name_of(c); }
  [[nodiscard]] std::optional<client_id> find_client(std::string_view name) const { return watch_->find_client(name); }
  [[nodiscard]] std::size_t record_count() const { return watch_->record_count(); }
  /// How many records were looked at so far, each time they were: a measure of work that does not depend on the machine.
  [[nodiscard]] std::size_t records_looked_at() const { return watch_->records_looked_at(); }
  /// How many records, corrections and withdrawals came too late to be judged, and were not taken.
  [[nodiscard]] std::size_t late_count() const { return watch_->late_count(); }

  /// Takes an episode, handover, milestone, plan or consent. One that begins after `now()` waits until then; time is moved
  /// by `advance_to` only. O(k m log m) for m records of the client and k obligations that the record can change anything
  /// about, and O(log n) for n clients.
  template <class Record>
  monitor_answer add(const Record& record) {
    const auto& r = as_record(record);
    watch_->changes().clear();
    if (const auto check = check_record(r); !check) return {check};
    return answer(watch_->add(r));
  }

  /// Takes records one after the other, each as `add` does, and calls `on_answer(i, const monitor_answer&)` after the one at
  /// place i. Where there are more clients than the caches hold, a record waits for memory, and records that are given
  /// together wait together.
  ///
  /// \pre `on_answer` does not call the monitor. Where it throws, the records up to place i are taken.
  /// \param records of one kind or of a `std::variant` of kinds, such as `any_record`
  template <std::ranges::random_access_range Records, class OnAnswer>
  void add_all(const Records& records, OnAnswer on_answer) {
    constexpr std::size_t together = 16;
    const auto size = static_cast<std::size_t>(std::ranges::size(records));
    const auto visit_one = [at = std::ranges::begin(records)](std::size_t i, auto visit) {
      visit_record(at[static_cast<std::ranges::range_difference_t<const Records>>(i)], visit);
    };
    for (std::size_t first = 0; first < size; first += together) {
      const auto last = std::min(size, first + together);
      watch_->fetch(last - first, [&](std::size_t i, auto use) {
        visit_one(first + i, [&](const auto& r) { use(std::string_view(r.client)); });
      });
      for (auto i = first; i < last; ++i) visit_one(i, [&](const auto& r) { on_answer(i, add(r)); });
    }
  }

  /// An episode, plan or consent that was given before, as it was given, ends. As `correct`.
  template <class Record>
  monitor_answer end(const Record& record, time_point at) {
    auto ended = as_record(record);
    if constexpr (requires { ended.end; })
      ended.end = at;
    else
      ended.until = at;
    return correct(as_record(record), ended);
  }

  /// A record that was given before is replaced by another of its sort. Names are compared as they are written; of several
  /// records that are the same, the one given last is meant. Time as `add`.
  template <class Record>
  monitor_answer correct(const Record& old_record, const std::type_identity_t<Record>& new_record) {
    const auto &before = as_record(old_record), &after = as_record(new_record);
    watch_->changes().clear();
    if (const auto check = check_record(after); !check) return {check};
    return answer(watch_->correct(before, after));
  }

  /// A record that was given before was a mistake. Found as in `correct`. Time as `add`.
  template <class Record>
  monitor_answer withdraw(const Record& record) {
    watch_->changes().clear();
    return answer(watch_->withdraw(as_record(record)));
  }

  /// Time passes; calls `on_change(const matter_change&)` for what changes because nothing was recorded, in order of time,
  /// then client. O(log n) for n clients and the time of `add` for each client of whom anything changes.
  ///
  /// \pre `on_change` does not call the monitor. Where it throws, `now()` is the time reached, and what else changed at that
  /// moment is not told; a further call goes on from there.
  /// \throws std::invalid_argument where `now` is before `now()` or beyond the calendar.
  template <class OnChange>
  void advance_to(time_point now, OnChange on_change) {
    watch_->advance_to(now, [&] {
      for (const auto& c : watch_->changes()) on_change(c);
    });
  }
  /// The same, all changes together.
  [[nodiscard]] std::vector<matter_change> advance_to(time_point now) {
    std::vector<matter_change> out;
    advance_to(now, [&](const matter_change& c) { out.push_back(c); });
    return out;
  }

  /// Calls `visit(const due_matter&)` for what falls due, by deadline, then client, obligation and trigger, until it returns
  /// false. O(k (m log m + log k)) for k clients visited.
  ///
  /// \pre `visit` does not change the monitor.
  template <class Visit>
  void for_each_due(Visit visit) {
    const auto comes_after = [](const due_matter& a, const due_matter& b) { return order_of(b) < order_of(a); };
    std::priority_queue<due_matter, std::vector<due_matter>, decltype(comes_after)> waiting(comes_after);
    bool goes_on = true;
    const auto visit_before = [&](time_point t) {
      for (; goes_on && !waiting.empty() && waiting.top().matter.deadline < t; waiting.pop()) goes_on = visit(waiting.top());
    };
    watch_->queue().for_each([&](client_id c, time_point at) {
      visit_before(at - duration::from_microseconds(1));
      if (!goes_on) return false;
      for (const auto& m : watch_->open_matters_of(c))
        if (m.is_due) waiting.push({watch_->ledger().matter_of(c, m), watch_->responsible_for(c, m)});
      return true;
    });
    visit_before(open_end);
  }
  /// A page of what falls due: `most` after the first `skip`.
  [[nodiscard]] std::vector<due_matter> due(std::size_t most, std::size_t skip = 0) {
    std::vector<due_matter> out;
    if (most == 0) return out;
    for_each_due([&](const due_matter& d) {
      if (skip != 0)
        --skip;
      else
        out.push_back(d);
      return out.size() != most;
    });
    return out;
  }
  /// What falls due before a time, exclusive.
  [[nodiscard]] std::vector<due_matter> due_before(time_point t) {
    std::vector<due_matter> out;
    for_each_due([&](const due_matter& d) {
      if (d.matter.deadline >= t) return false;
      out.push_back(d);
      return true;
    });
    return out;
  }

  /// What became of each obligation so far, as `count_obligations` says. O(obligations).
  [[nodiscard]] std::vector<obligation_counts> counts() const {
    auto out = watch_->ledger().totals();
    out.resize(options().obligations.size());
    for (std::size_t o = 0; o < out.size(); ++o) out[o].standing = watch_->known().standing(o);
    return out;
  }

  /// What became of the gaps that are watched so far. O(1).
  [[nodiscard]] matter_counts gap_outcomes() const { return outcomes_of(detail::number_of_gaps(options())); }
  /// What became of the handovers that are watched so far. O(1).
  [[nodiscard]] matter_counts handover_outcomes() const { return outcomes_of(detail::number_of_handovers(options())); }

  /// The gaps in a client's support, as `find_gaps` says; none where gaps are not watched. Their parties are in
  /// `names_of_parties`. O(m log m).
  [[nodiscard]] std::vector<coverage_gap> gaps(client_id c) {
    std::vector<coverage_gap> out;
    watch_->for_each_gap(c, [&](const coverage_gap& g) { out.push_back(g); });
    return out;
  }
  /// The recorded handovers of a client, as `find_handovers` says; none where handovers are not watched. None are inferred.
  /// Their parties are in `names_of_parties`. O(m log m).
  [[nodiscard]] std::vector<handover_finding> handovers(client_id c) {
    std::vector<handover_finding> out;
    watch_->for_each_handover(c, [&](const handover_finding& f) { out.push_back(f); });
    return out;
  }
  /// The names of parties, and of whatever else records name. Valid until a record is given.
  [[nodiscard]] const label_table& names_of_parties() const { return watch_->names_of_parties(); }

  /// The figures of all gaps, as `count_gaps` says. O(n m log m) for n clients of m records.
  [[nodiscard]] gap_counts count_gaps() {
    detail::gap_sums sums(names_of_parties().size());
    for (std::uint32_t c = 0; c < client_count(); ++c)
      watch_->for_each_gap(client_id{c}, [&](const coverage_gap& g) { sums.add(g); });
    return std::move(sums).result();
  }
  /// The figures of all handovers, as `count_handovers` says. Time as `count_gaps`.
  [[nodiscard]] handover_counts count_handovers() {
    detail::handover_sums sums(names_of_parties().size());
    for (std::uint32_t c = 0; c < client_count(); ++c)
      watch_->for_each_handover(client_id{c}, [&](const handover_finding& f) { sums.add(f); });
    return std::move(sums).result(false, names_of_parties());
  }

  /// Every matter of a client as it stands: those of obligations in their order, gaps, handovers. O(k m log m).
  [[nodiscard]] std::vector<matter> standing(client_id c) {
    std::vector<matter> out;
    for (const auto& m : watch_->matters_of(c)) out.push_back(watch_->ledger().matter_of(c, m));
    return out;
  }

  /// Where the obligations are violated for a client, as `find_violations` says; an episode's `record` is its place among
  /// the client's. O(k m log m).
  [[nodiscard]] std::vector<obligation_violation> violations(client_id c) {
    std::vector<obligation_violation> out;
    watch_->find_violated(c, [&](std::size_t o, auto& stretches) { detail::unite(stretches, c, o, out); });
    return out;
  }

  /// Writes the state, all of it but the options. O(records).
  /// \throws std::runtime_error where the stream does not take it.
  void save(std::ostream& to) const { detail::saved_clients::save(*watch_, to); }

  /// The monitor as it was saved: it goes on as if nothing had been. Reads no further than the state goes.
  /// O(n k m log m) for n clients of m records and k obligations.
  /// \throws saved_state_error where that is no saved state, or a damaged one, or one of another version, or where `options`
  /// are not those that it was saved with (the names of obligations may differ).
  ///
  /// \throws as the constructor.
  [[nodiscard]] static monitor restore(std::istream& from, monitor_options options) {
    return monitor(detail::saved_clients::restore(from, std::move(options)));
  }

 private:
  explicit monitor(std::unique_ptr<detail::watched_clients> watch) : watch_(std::move(watch)) {}

  [[nodiscard]] monitor_answer answer(detail::watched_clients::outcome o) {
    using became = detail::watched_clients::outcome;
    return {{}, o == became::unknown, watch_->changes(), o == became::too_late};
  }

  // What owns its texts is looked at.
  static episode as_record(const owned_episode& e) { return e; }
  template <class Record>
  static const Record& as_record(const Record& r) {
    return r;
  }

  template <class... Kinds, class Visit>
  static void visit_record(const std::variant<Kinds...>& r, Visit visit) {
    std::visit(visit, r);
  }
  template <class Record, class Visit>
  static void visit_record(const Record& r, Visit visit) {
    visit(r);
  }

  [[nodiscard]] matter_counts outcomes_of(std::size_t number) const {
    matter_counts out;
    std::copy_n(watch_->ledger().totals()[number].of_outcome, 4, out.of_outcome);
    return out;
  }

  static std::tuple<time_point, client_id, concern, std::size_t, time_point, record_kind, std::string_view> order_of(
      const due_matter& d) {
    const auto& m = d.matter;
    return {m.deadline, m.client, m.about, m.obligation, m.trigger, m.kind, d.responsible};
  }

  std::unique_ptr<detail::watched_clients> watch_;
};

}  // namespace polku::inline v0
