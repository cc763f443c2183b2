// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/known_records.hpp>
#include <polku/monitor/matter.hpp>
#include <polku/monitor/monitor_options.hpp>
#include <polku/monitor/saved_state.hpp>
#include <polku/monitor/wake_queue.hpp>
#include <polku/obligations/count_obligations.hpp>
#include <polku/obligations/find_violations.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <memory>
#include <numeric>
#include <optional>
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
  /// \throws std::length_error where the obligations speak of more than 64 different subjects.
  monitor(monitor_options options, time_point now) : watch_(std::make_unique<watch>(std::move(options))), now_(now) {
    require(now);
    if (watch_->options.remind_before && *watch_->options.remind_before < duration{})
      throw std::invalid_argument("polku: remind_before is negative: say how long before a deadline to remind, 0 or more");
    const auto& obligations = watch_->options.obligations;
    all_.resize(obligations.size());
    std::iota(all_.begin(), all_.end(), std::uint32_t{0});
    totals_.resize(obligations.size());
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
    changes_.clear();
    if (const auto check = check_record(r); !check) return {check};
    const auto c = client_of(r.client);
    const auto added = kept(r, watch_->matters.contents().intern(r), clients_[index_of(c)].next_place++);
    revise(c, nullptr, &added);
    ++record_count_;
    return {{}, false, changes_};
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
    changes_.clear();
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
    return {{}, false, changes_};
  }

  /// A record that was given before was a mistake. Time as `add`.
  template <class Record>
  monitor_answer withdraw(const Record& record) {
    changes_.clear();
    const auto found = find(as_record(record));
    if (!found) return {{}, true, {}};
    const auto removed = clients_[index_of(found->first)].records[found->second];
    revise(found->first, &removed, nullptr);
    --record_count_;
    return {{}, false, changes_};
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
      changes_.clear();
      wake(queue_.first_client());
      for (const auto& c : changes_) on_change(c);
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
  void for_each_due(Visit visit) {
    const auto comes_after = [](const due_matter& a, const due_matter& b) { return order_of(b) < order_of(a); };
    std::priority_queue<due_matter, std::vector<due_matter>, decltype(comes_after)> waiting(comes_after);
    bool goes_on = true;
    const auto visit_before = [&](time_point t) {
      for (; goes_on && !waiting.empty() && waiting.top().matter.deadline < t; waiting.pop()) goes_on = visit(waiting.top());
    };
    queue_.for_each([&](client_id c, time_point at) {
      visit_before(at - moment);
      if (!goes_on) return false;
      (void)find(c, now_, how_, all_, after_);
      for (const auto& m : after_)
        if (m.deadline != open_end) waiting.push({matter_of(c, m), responsible_for(c, m)});
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
    auto out = totals_;
    for (std::size_t o = 0; o < out.size(); ++o) out[o].standing = watch_->known.standing(o);
    return out;
  }

  /// Every matter of a client as it stands, by obligation. O(k m log m).
  [[nodiscard]] std::vector<matter> standing(client_id c) {
    (void)find(c, now_, how_, all_, after_);
    std::vector<matter> out;
    for (const auto& m : after_) out.push_back(matter_of(c, m));
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

 private:
  static constexpr auto moment = duration::from_microseconds(1);

  struct watch {
    explicit watch(monitor_options&& o)
        : options(std::move(o)),
          matters(options.obligations, options.how),
          known(options.obligations, options.how, matters.subjects()) {}
    const monitor_options options;
    detail::client_matters matters;
    detail::known_records known;
  };
  struct client {
    std::vector<detail::kept_record> records;  // ascending
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

  template <class Which>
  time_point find(client_id c, time_point at, const detail::reading_rules& how, const Which& which,
                  std::vector<detail::found_matter>& out) {
    return watch_->matters.find(clients_[index_of(c)].records, at, how, which, out);
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
    const auto& which = differs ? all_ : touched_;
    (void)find(c, now_, how_, which, before_);
    auto& records = clients_[index_of(c)].records;
    if (removed) records.erase(std::lower_bound(records.begin(), records.end(), *removed));
    if (added) records.insert(std::upper_bound(records.begin(), records.end(), *added), *added);
    auto change = find(c, now_, next, which, after_);
    compare(c, which);
    change = detail::earlier(change, reminder_after(now_));
    if (added && added->start > now_)
      change = detail::earlier(change, added->start);
    else if (added && added->end > now_)
      change = detail::earlier(change, added->end);
    queue_.set_no_later(c, change);
    if (differs) read_anew(c, std::move(next));
  }

  // A client's next change has come.
  void wake(client_id c) {
    const auto& records = clients_[index_of(c)].records;
    bool may_differ = false;
    const detail::kept_record at_now{now_, now_, 0, 0};
    for (auto i = std::lower_bound(records.begin(), records.end(), at_now); i != records.end() && i->start == now_; ++i)
      may_differ = watch_->known.add(content_of(*i)) || may_differ;
    auto next = may_differ ? watch_->known.rules() : how_;
    (void)find(c, now_ - moment, how_, all_, before_);
    const auto change = find(c, now_, next, all_, after_);
    compare(c, all_);
    remind(c);
    queue_.set(c, detail::earlier(change, next_time_of(c, now_)));
    if (may_differ && next != how_) read_anew(c, std::move(next));
  }

  // The records of all clients but one are read by other rules from now on.
  void read_anew(client_id but, detail::reading_rules&& next) {
    const auto before = std::exchange(how_, std::move(next));
    for (std::uint32_t i = 0; i < clients_.size(); ++i) {
      const client_id c{i};
      if (c == but) continue;
      const auto at = queue_.of(c) <= now_ ? now_ - moment : now_;  // its own turn comes yet, or was
      (void)find(c, at, before, all_, before_);
      const auto change = find(c, at, how_, all_, after_);
      compare(c, all_);
      queue_.set(c, detail::earlier(change, next_time_of(c, at)));
    }
  }

  // When a record of the client next begins or ends, or a reminder of a matter found last is due.
  [[nodiscard]] time_point next_time_of(client_id c, time_point now) const {
    auto next = reminder_after(now);
    for (const auto& r : clients_[index_of(c)].records) {
      if (r.start > now) return detail::earlier(next, r.start);
      if (r.end > now && !content_of(r).touches.empty()) next = detail::earlier(next, r.end);
    }
    return next;
  }
  [[nodiscard]] time_point reminder_of(const detail::found_matter& m) const {
    const auto& before = options().remind_before;
    return before && m.deadline != open_end && *before <= m.deadline - now_lowest ? m.deadline - *before : open_end;
  }
  [[nodiscard]] time_point reminder_after(time_point now) const {
    auto next = open_end;
    if (!options().remind_before) return next;
    for (const auto& m : after_)
      if (const auto at = reminder_of(m); at > now) next = detail::earlier(next, at);
    return next;
  }
  static constexpr auto now_lowest = time_point::from_microseconds(-(std::int64_t{1} << 61));

  void remind(client_id c) {
    if (!options().remind_before) return;
    for (const auto& m : after_)
      if (reminder_of(m) == now_) changes_.push_back({matter_of(c, m), now_, m.outcome, m.outcome, true});
  }

  // Tells what differs between the matters before and after, and brings the totals up to date.
  template <class Which>
  void compare(client_id c, const Which& which) {
    const auto first = changes_.size();
    const auto tell = [&](const detail::found_matter& m, std::optional<obligation_outcome> before,
                          std::optional<obligation_outcome> after) {
      changes_.push_back({matter_of(c, m), now_, before, after});
    };
    auto b = before_.begin(), a = after_.begin();
    for (const auto o : which) {
      const auto belongs = [o](const detail::found_matter& m) { return m.obligation == o; };
      const auto b_end = std::find_if_not(b, before_.end(), belongs), a_end = std::find_if_not(a, after_.end(), belongs);
      count(totals_[o], o, {b, b_end}, {a, a_end});
      const auto by_key = [](const auto& x, const auto& y) { return x.key() < y.key(); };
      const auto same = std::mismatch(b, b_end, a, a_end, [&](const auto& x, const auto& y) {
        if (x.key() != y.key()) return false;
        if (x.outcome != y.outcome || x.deadline != y.deadline) tell(y, x.outcome, y.outcome);
        return true;
      });
      std::sort(same.first, b_end, by_key);
      std::sort(same.second, a_end, by_key);
      for (b = same.first, a = same.second; b != b_end || a != a_end;) {
        if (a == a_end || (b != b_end && by_key(*b, *a))) {
          tell(*b, b->outcome, std::nullopt);
          ++b;
        } else if (b == b_end || by_key(*a, *b)) {
          tell(*a, std::nullopt, a->outcome);
          ++a;
        } else {
          if (a->outcome != b->outcome || a->deadline != b->deadline) tell(*a, b->outcome, a->outcome);
          ++a, ++b;
        }
      }
    }
    std::stable_sort(
        changes_.begin() + static_cast<std::ptrdiff_t>(first), changes_.end(), [](const auto& x, const auto& y) {
          return std::tie(x.matter.obligation, x.matter.trigger) < std::tie(y.matter.obligation, y.matter.trigger);
        });
  }

  void count(obligation_counts& total, std::size_t o, std::span<const detail::found_matter> before,
             std::span<const detail::found_matter> after) {
    struct tally {
      std::size_t of[4] = {0, 0, 0, 0};
      std::size_t points = 0;
    };
    const auto count_all = [](std::span<const detail::found_matter> matters) {
      tally t;
      for (const auto& m : matters) {
        ++t.of[static_cast<std::size_t>(m.outcome)];
        t.points += m.is_point && m.outcome == obligation_outcome::met ? 1 : 0;
      }
      return t;
    };
    const auto b = count_all(before), a = count_all(after);
    const auto move = [](counted& to, std::size_t from_count, std::size_t to_count) {
      to.count += to_count - from_count;
      to.clients += static_cast<std::size_t>(to_count != 0) - static_cast<std::size_t>(from_count != 0);
    };
    for (std::size_t k = 0; k < 4; ++k) move(total.of_outcome[k], b.of[k], a.of[k]);
    const auto form = options().obligations[o].form;
    if (form == obligation_form::while_active || form == obligation_form::never_together)
      move(total.vacuous, b.points, a.points);
  }

  static matter matter_of(client_id c, const detail::found_matter& m) {
    return {c, m.obligation, m.at, m.kind, m.outcome, m.deadline};
  }
  static auto order_of(const due_matter& d) {
    const auto& m = d.matter;
    return std::tuple(m.deadline, m.client, m.obligation, m.trigger, m.kind);
  }

  [[nodiscard]] std::string_view party_of(const detail::content& c) const {
    const auto& texts = std::as_const(watch_->matters).contents().texts();
    if (c.key.kind == record_kind::handovers) return texts[c.key.texts[1]];
    return texts[c.key.texts[c.key.texts[1] == label::none ? 0 : 1]];
  }
  [[nodiscard]] std::string_view responsible_for(client_id c, const detail::found_matter& m) const {
    const auto& contents = std::as_const(watch_->matters).contents();
    const bool is_asked_by_service = m.kind == record_kind::episodes && m.place != detail::found_matter::of_observation;
    if (is_asked_by_service || m.kind == record_kind::handovers) return party_of(contents[m.content]);
    const auto& records = clients_[index_of(c)].records;
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
  std::vector<obligation_counts> totals_;  // without standings
  std::size_t record_count_ = 0;
  std::vector<std::uint32_t> all_;  // the obligations

  // Room for work.
  std::vector<matter_change> changes_;
  std::vector<detail::found_matter> before_, after_;
  std::vector<std::uint32_t> touched_;
};

}  // namespace polku::inline v0
