// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/known_records.hpp>
#include <polku/monitor/matter_ledger.hpp>
#include <polku/monitor/monitor_options.hpp>
#include <polku/monitor/saved_state.hpp>
#include <polku/monitor/wake_queue.hpp>
#include <polku/obligations/count_obligations.hpp>
#include <polku/obligations/find_violations.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <limits>
#include <memory>
#include <numeric>
#include <optional>
#include <ostream>
#include <queue>
#include <span>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Takes records as they happen, late and corrected ones too, and tells at once what they cause and what falls due.
///
///     polku::monitor watch({.obligations = {employer_contact_soon()}}, today);
///     for (const auto& c : watch.add(milestone{"17", today, "referral"}).caused) ...   // came up, due in 30 days
///     for (const auto& c : watch.advance_to(tomorrow)) ...                             // what lapsed or became violated
///     for (const auto& d : watch.due(50)) ...                                          // the work list
///
/// After any sequence of calls it says what `count_obligations` and `find_violations` say of a log of the same records, cut
/// at `now()`: what begins later waits, what ends later is open. All records are kept, so that late and corrected ones are
/// judged exactly; 24 bytes each and about 50 per client beside the names. Nothing need be known of the names before.
///
/// What can be evaluated depends on all clients (an obligation on consents is not evaluated until there is any consent,
/// unless `absent_means_none`): a record that is the first of its sort, or the last one withdrawn, can change matters of
/// other clients. That costs a look at every client.
///
/// For one thread. Make one for each shard of clients; counts then add up where `absent_means_none`.
class monitor {
 public:
  /// Watches from `now` on.
  /// \throws std::invalid_argument where an obligation lacks a part (`find_problems` tells which), where `remind_before` is
  /// negative, or `now` is beyond the calendar.
  ///
  /// \throws std::length_error where the obligations speak of more than 64 different subjects, or are more than 65,535.
  monitor(monitor_options options, time_point now) : watch_(std::make_unique<watch>(std::move(options))), now_(now) {
    require(now);
    if (watch_->options.remind_before && *watch_->options.remind_before < duration{})
      throw std::invalid_argument("polku: remind_before is negative: say how long before a deadline to remind, 0 or more");
    const auto& obligations = watch_->options.obligations;
    if (obligations.size() > 0xFFFF)
      throw std::length_error("polku: more than 65,535 obligations; watch them with several monitors");
    all_.resize(obligations.size());
    std::iota(all_.begin(), all_.end(), std::uint32_t{0});
    how_ = watch_->known.rules();
  }

  [[nodiscard]] time_point now() const { return now_; }
  [[nodiscard]] const monitor_options& options() const { return watch_->options; }
  /// Clients of whom any record was given, and their names; numbered in order of first appearance.
  [[nodiscard]] std::size_t client_count() const { return clients_.size(); }
  [[nodiscard]] std::string_view name_of(client_id c) const { return names_[label{index_of(c)}]; }
  [[nodiscard]] std::optional<client_id> find_client(std::string_view name) const {
    const auto found = names_.find(name);
    return found ? std::optional(client_id{index_of(*found)}) : std::nullopt;
  }
  [[nodiscard]] std::size_t record_count() const { return record_count_; }

  /// Takes an episode, handover, milestone, plan or consent. One that begins after `now()` waits until then; time is moved
  /// by `advance_to` only. O(k m log m) for m records of the client and k obligations that the record can change anything
  /// about, and O(log n) for n clients.
  template <class Record>
  monitor_answer add(const Record& record) {
    const auto& r = as_record(record);
    changes().clear();
    if (const auto check = check_record(r); !check) return {check};
    const auto c = client_of(r.client);
    const auto added = kept(r, watch_->matters.contents().intern(r), clients_[index_of(c)].next_place++);
    revise(c, nullptr, &added);
    ++record_count_;
    return {{}, false, changes()};
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

  /// A record that was given before is replaced by another of its sort. Names are compared as they are written. Time as
  /// `add`.
  template <class Record>
  monitor_answer correct(const Record& old_record, const std::type_identity_t<Record>& new_record) {
    const auto &before = as_record(old_record), &after = as_record(new_record);
    changes().clear();
    if (const auto check = check_record(after); !check) return {check};
    const auto found = find(before);
    if (!found) return {{}, true, {}};
    const auto c = found->first;
    const auto removed = clients_[index_of(c)].records[found->second];
    const auto content = watch_->matters.contents().intern(after);
    if (before.client == after.client) {
      const auto added = kept(after, content, removed.place);
      revise(c, &removed, &added);
    } else {
      const auto other = client_of(after.client);
      revise(c, &removed, nullptr);
      const auto added = kept(after, content, clients_[index_of(other)].next_place++);
      revise(other, nullptr, &added);
    }
    return {{}, false, changes()};
  }

  /// A record that was given before was a mistake. Time as `add`.
  template <class Record>
  monitor_answer withdraw(const Record& record) {
    changes().clear();
    const auto found = find(as_record(record));
    if (!found) return {{}, true, {}};
    const auto removed = clients_[index_of(found->first)].records[found->second];
    revise(found->first, &removed, nullptr);
    --record_count_;
    return {{}, false, changes()};
  }

  /// Time passes; calls `on_change(const matter_change&)` for what changes because nothing was recorded, in order of time,
  /// then client. O(log n) for n clients and the time of `add` for each client of whom anything changes. \throws
  /// std::invalid_argument where `now` is before `now()` or beyond the calendar.
  template <class OnChange>
  void advance_to(time_point now, OnChange on_change) {
    require(now);
    if (now < now_) throw std::invalid_argument("polku: time does not go back: give advance_to a time from now() on");
    while (queue_.first() <= now) {
      now_ = queue_.first();
      changes().clear();
      wake(queue_.first_client());
      for (const auto& c : changes()) on_change(c);
    }
    now_ = now;
  }
  /// The same, all changes together.
  [[nodiscard]] std::vector<matter_change> advance_to(time_point now) {
    std::vector<matter_change> out;
    advance_to(now, [&](const matter_change& c) { out.push_back(c); });
    return out;
  }

  /// Calls `visit(const due_matter&)` for what falls due, by deadline, then client, obligation and trigger, until it returns
  /// false. O(k (m log m + log k)) for k clients visited.
  template <class Visit>
  void for_each_due(Visit visit) const {
    const auto comes_after = [](const due_matter& a, const due_matter& b) { return order_of(b) < order_of(a); };
    std::priority_queue<due_matter, std::vector<due_matter>, decltype(comes_after)> waiting(comes_after);
    bool goes_on = true;
    const auto visit_before = [&](time_point t) {
      for (; goes_on && !waiting.empty() && waiting.top().matter.deadline < t; waiting.pop()) goes_on = visit(waiting.top());
    };
    queue_.for_each([&](client_id c, time_point at) {
      visit_before(at - moment);
      if (!goes_on) return false;
      for (const auto& m : clients_[index_of(c)].matters)
        if (m.is_due) waiting.push({watch_->ledger.matter_of(c, m), responsible_for(c, m)});
      return true;
    });
    visit_before(open_end);
  }
  /// A page of what falls due: `most` after the first `skip`.
  [[nodiscard]] std::vector<due_matter> due(std::size_t most, std::size_t skip = 0) const {
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
  [[nodiscard]] std::vector<due_matter> due_before(time_point t) const {
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
    auto out = watch_->ledger.totals();
    for (std::size_t o = 0; o < out.size(); ++o) out[o].standing = watch_->known.standing(o);
    return out;
  }

  /// Every matter of a client as it stands, by obligation. O(k m log m).
  [[nodiscard]] std::vector<matter> standing(client_id c) {
    std::vector<matter> out;
    for (const auto& m : clients_[index_of(c)].matters) out.push_back(watch_->ledger.matter_of(c, m));
    return out;
  }

  /// Where the obligations are violated for a client, as `find_violations` says; an episode's `record` is its place among
  /// the client's. O(k m log m).
  [[nodiscard]] std::vector<obligation_violation> violations(client_id c) {
    std::vector<obligation_violation> out;
    watch_->matters.find_violated(clients_[index_of(c)].records, now_, how_,
                                  [&](std::size_t o, auto& stretches) { detail::unite(stretches, c, o, out); });
    return out;
  }

  /// Writes the state, all of it but the options. O(records).
  /// \throws std::runtime_error where the stream does not take it.
  void save(std::ostream& to) const {
    const auto& contents = std::as_const(watch_->matters).contents();
    detail::state_writer out(to);
    out.text(mark);
    out.number(format);
    out.number(detail::fingerprint_of(options()));
    out.time(now_);
    contents.save(out);
    out.number(clients_.size());
    for (std::uint32_t i = 0; i < clients_.size(); ++i) {
      out.text(name_of(client_id{i}));
      out.number(clients_[i].next_place);
      out.number(clients_[i].records.size());
      for (const auto& r : clients_[i].records) {
        out.time(r.start);
        out.time(r.end);
        out.number(std::uint64_t{r.content} << 32 | r.place);
      }
    }
    out.finish();
  }

  /// The monitor as it was saved: it goes on as if nothing had been. Reads no further than the state goes.
  /// O(n k m log m) for n clients of m records and k obligations.
  /// \throws saved_state_error where that is no saved state, or a damaged one, or one of another version, or where `options`
  /// are not those that it was saved with (the names of obligations may differ).
  ///
  /// \throws as the constructor.
  [[nodiscard]] static monitor restore(std::istream& from, monitor_options options) {
    detail::state_reader in(from);
    if (in.text() != mark) throw saved_state_error("polku: this is not the saved state of a monitor");
    if (in.number() != format)
      throw saved_state_error("polku: the state was saved by another version of polku; restore it with that one");
    if (in.number() != detail::fingerprint_of(options))
      throw saved_state_error("polku: the state was saved with other obligations or options; restore it with those");
    const auto now = in.time();
    if (!detail::is_in_range(now)) in.fail();
    monitor out(std::move(options), now);
    auto& contents = out.watch_->matters.contents();
    contents.restore(in);
    for (auto n = in.number(); n != 0; --n) {
      const auto before = out.clients_.size();
      auto& c = out.clients_[index_of(out.client_of(in.text()))];
      if (out.clients_.size() == before) in.fail();
      c.next_place = static_cast<std::uint32_t>(in.number(0xFFFF'FFFF));
      for (auto k = in.number(); k != 0; --k) {
        detail::kept_record r{in.time(), in.time(), 0, 0};
        const auto rest = in.number();
        r.content = static_cast<std::uint32_t>(rest >> 32);
        r.place = static_cast<std::uint32_t>(rest);
        const bool is_in_order = c.records.empty() || c.records.back() < r;
        if (r.content >= contents.size() || r.place >= c.next_place || !is_in_order ||
            !detail::check_times(r.start, {}, r.end, {}))
          in.fail();
        c.records.push_back(r);
        if (r.start <= now) (void)out.watch_->known.add(contents[r.content]);
      }
      out.record_count_ += c.records.size();
    }
    in.finish();
    out.read_anew(out.watch_->known.rules());
    out.changes().clear();
    return out;
  }

 private:
  static constexpr std::string_view mark = "polku monitor";
  static constexpr std::uint64_t format = 1;
  static constexpr auto moment = duration::from_microseconds(1);
  static constexpr auto lowest = time_point::from_microseconds(-(std::int64_t{1} << 61));

  struct watch {
    explicit watch(monitor_options&& o)
        : options(std::move(o)),
          matters(options.obligations, options.how),
          known(options.obligations, options.how, matters.subjects()),
          ledger(options.obligations) {}
    const monitor_options options;
    detail::client_matters matters;
    detail::known_records known;
    detail::matter_ledger ledger;
  };
  struct client {
    std::vector<detail::kept_record> records;   // ascending
    std::vector<detail::found_matter> matters;  // by obligation
    std::uint32_t next_place = 0;
  };

  static void require(time_point now) {
    if (!detail::is_in_range(now)) throw std::invalid_argument("polku: a monitor's time lies in the years 1400 to 9999");
  }

  // What owns its texts is looked at.
  static episode as_record(const owned_episode& e) { return e; }
  template <class Record>
  static const Record& as_record(const Record& r) {
    return r;
  }

  client_id client_of(std::string_view name) {
    const auto c = client_id{index_of(names_.intern(name))};
    if (index_of(c) == clients_.size()) {
      clients_.emplace_back();
      queue_.add_client();
    }
    return c;
  }

  static detail::kept_record kept(const episode& e, std::uint32_t content, std::uint32_t place) {
    return {e.start, e.end.value_or(open_end), content, place};
  }
  template <class Record>
  static detail::kept_record kept(const Record& r, std::uint32_t content, std::uint32_t place) {
    if constexpr (requires { r.at; })
      return {r.at, r.at, content, place};
    else
      return {r.from, r.until.value_or(open_end), content, place};
  }

  // The client and the place among its records.
  template <class Record>
  std::optional<std::pair<client_id, std::size_t>> find(const Record& r) const {
    const auto c = find_client(r.client);
    const auto content = watch_->matters.contents().find(r);
    if (!c || !content) return std::nullopt;
    const auto wanted = kept(r, *content, 0);
    const auto& records = clients_[index_of(*c)].records;
    for (auto i = std::lower_bound(records.begin(), records.end(), wanted);
         i != records.end() && i->start == wanted.start && i->end == wanted.end; ++i)
      if (i->content == *content) return std::pair(*c, static_cast<std::size_t>(i - records.begin()));
    return std::nullopt;
  }

  [[nodiscard]] const detail::content& content_of(const detail::kept_record& r) const {
    return std::as_const(watch_->matters).contents()[r.content];
  }

  [[nodiscard]] std::vector<matter_change>& changes() { return watch_->ledger.changes(); }

  // Evaluates the obligations `which` again.
  template <class Which>
  void look_at(client_id c, time_point at, const Which& which) {
    auto& known = clients_[index_of(c)];
    watch_->matters.find(known.records, at, how_, which, found_);
    watch_->ledger.replace(c, now_, which, known.matters, found_);
  }

  // One record of the client in place of another; either may be missing.
  void revise(client_id c, const detail::kept_record* removed, const detail::kept_record* added) {
    const bool goes = removed && removed->start <= now_, comes = added && added->start <= now_;
    bool may_differ = goes && watch_->known.remove(content_of(*removed));
    may_differ = (comes && watch_->known.add(content_of(*added))) || may_differ;
    auto next = may_differ ? watch_->known.rules() : how_;
    const bool differs = may_differ && next != how_;
    touched_.clear();
    if (goes) touched_ = content_of(*removed).touches;
    if (comes) {
      const auto& more = content_of(*added).touches;
      const auto middle = static_cast<std::ptrdiff_t>(touched_.size());
      touched_.insert(touched_.end(), more.begin(), more.end());
      std::inplace_merge(touched_.begin(), touched_.begin() + middle, touched_.end());
      touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
    }
    auto& records = clients_[index_of(c)].records;
    if (removed) records.erase(std::lower_bound(records.begin(), records.end(), *removed));
    if (added) records.insert(std::upper_bound(records.begin(), records.end(), *added), *added);
    if (differs) return read_anew(std::move(next));
    if (!touched_.empty()) look_at(c, now_, touched_);
    auto change = next_change_of(c, now_);
    if (added && added->start > now_)
      change = detail::earlier(change, added->start);
    else if (added && added->end > now_ && !touched_.empty())
      change = detail::earlier(change, added->end);
    queue_.set_no_later(c, change);
  }

  // A client's next change has come.
  void wake(client_id c) {
    const auto& known = clients_[index_of(c)];
    bool may_differ = false;
    touched_.clear();
    const auto touch = [&](const std::vector<std::uint32_t>& more) {
      touched_.insert(touched_.end(), more.begin(), more.end());
    };
    auto next_time = open_end;
    for (const auto& r : known.records) {
      if (r.start == now_) may_differ = watch_->known.add(content_of(r)) || may_differ;
      if (r.start > now_) {
        next_time = detail::earlier(next_time, r.start);
        break;
      }
      if (r.start == now_ || r.end == now_) touch(content_of(r).touches);
      if (r.end > now_ && r.end < next_time && !content_of(r).touches.empty()) next_time = r.end;
    }
    for (const auto& m : known.matters)
      if (m.change <= now_) touched_.push_back(m.obligation);
    std::sort(touched_.begin(), touched_.end());
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
    auto next = may_differ ? watch_->known.rules() : how_;
    const bool differs = may_differ && next != how_;
    if (differs) {
      queue_.set(c, open_end);
      read_anew(std::move(next));
    } else {
      if (!touched_.empty()) look_at(c, now_, touched_);
      queue_.set(c, detail::earlier(next_time, next_change_of(c, now_)));
    }
    remind(c);
  }

  // The records of all clients are read by other rules from now on.
  void read_anew(detail::reading_rules&& next) {
    how_ = std::move(next);
    for (std::uint32_t i = 0; i < clients_.size(); ++i) {
      const client_id c{i};
      const auto at = queue_.of(c) <= now_ ? now_ - moment : now_;  // its own turn is yet to come, or was
      look_at(c, at, all_);
      queue_.set(c, detail::earlier(next_change_of(c, at), next_time_of(c, at)));
    }
  }

  // When a record of the client next begins or ends.
  [[nodiscard]] time_point next_time_of(client_id c, time_point now) const {
    auto next = open_end;
    for (const auto& r : clients_[index_of(c)].records) {
      if (r.start > now) return detail::earlier(next, r.start);
      if (r.end > now && !content_of(r).touches.empty()) next = detail::earlier(next, r.end);
    }
    return next;
  }
  // When a matter of the client changes while nothing is recorded, or a reminder of one is due.
  [[nodiscard]] time_point next_change_of(client_id c, time_point now) const {
    auto next = open_end;
    for (const auto& m : clients_[index_of(c)].matters) {
      next = detail::earlier(next, m.change);
      if (m.is_due && options().remind_before)
        if (const auto at = reminder_of(m); at > now) next = detail::earlier(next, at);
    }
    return next;
  }
  [[nodiscard]] time_point reminder_of(const detail::found_matter& m) const {
    const auto deadline = watch_->ledger.deadline_of(m);
    return *options().remind_before < deadline - lowest ? deadline - *options().remind_before : lowest;
  }

  void remind(client_id c) {
    if (!options().remind_before) return;
    for (const auto& m : clients_[index_of(c)].matters)
      if (m.is_due && reminder_of(m) == now_)
        changes().push_back({watch_->ledger.matter_of(c, m), now_, m.outcome, m.outcome, true});
  }

  static std::tuple<time_point, client_id, std::size_t, time_point, record_kind> order_of(const due_matter& d) {
    const auto& m = d.matter;
    return {m.deadline, m.client, m.obligation, m.trigger, m.kind};
  }

  [[nodiscard]] std::string_view party_of(const detail::content& c) const {
    const auto& texts = std::as_const(watch_->matters).contents().texts();
    if (c.key.kind == record_kind::handovers) return texts[c.key.texts[1]];
    return texts[c.key.texts[c.key.texts[1] == label::none ? 0 : 1]];
  }
  [[nodiscard]] std::string_view responsible_for(client_id c, const detail::found_matter& m) const {
    const auto& records = clients_[index_of(c)].records;
    const bool is_asked_by_service = m.kind == record_kind::episodes && !m.is_of_observation;
    if (is_asked_by_service || m.kind == record_kind::handovers)
      return party_of(
          content_of(*std::find_if(records.begin(), records.end(), [&](const auto& r) { return r.place == m.place; })));
    for (auto i = records.rbegin(); i != records.rend(); ++i)
      if (i->start <= now_ && i->end > now_ && content_of(*i).key.kind == record_kind::episodes)
        return party_of(content_of(*i));
    return {};
  }

  std::unique_ptr<watch> watch_;
  time_point now_;
  label_table names_;  // of clients
  std::vector<client> clients_;
  detail::wake_queue queue_;
  detail::reading_rules how_;
  std::size_t record_count_ = 0;
  std::vector<std::uint32_t> all_;  // the obligations

  // Room for work.
  std::vector<detail::found_matter> found_;
  std::vector<std::uint32_t> touched_;
};

}  // namespace polku::inline v0
