// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/known_records.hpp>
#include <polku/monitor/matter_ledger.hpp>
#include <polku/monitor/monitor_options.hpp>
#include <polku/monitor/past_finder.hpp>
#include <polku/monitor/wake_queue.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// The clients of a monitor: their records, what these ask for, and when each has to be looked at again.
class watched_clients {
 public:
  watched_clients(monitor_options&& o, time_point now)
      : options(std::move(o)),
        matters_(options),
        known_(options, matters_.subjects()),
        ledger_(options),
        past_finder_(options, std::as_const(matters_).contents()),
        now_(now) {
    require(now);
    if (options.remind_before)
      require_not_negative(*options.remind_before, "remind_before, how long before a deadline to remind,");
    if (options.gaps)
      require_not_negative(options.gaps->warning, "the warning time of gaps, how long nobody may hold a client,");
    if (options.handovers)
      require_not_negative(options.handovers->horizon, "the horizon of handovers, how long a receiver may take,");
    if (options.keep_history) require_not_negative(*options.keep_history, "keep_history, how long to keep what is over,");
    if (watched_count(options) > 0xFFFF)
      throw std::length_error("polku: more than 65,533 obligations; watch them with several monitors");
    all_.resize(watched_count(options));
    std::iota(all_.begin(), all_.end(), std::uint32_t{0});
    how_ = known_.rules();
  }

  watched_clients(const watched_clients&) = delete;
  watched_clients& operator=(const watched_clients&) = delete;

  [[nodiscard]] time_point now() const { return now_; }
  [[nodiscard]] std::size_t client_count() const { return clients_.size(); }
  [[nodiscard]] std::size_t record_count() const { return record_count_; }
  [[nodiscard]] std::string_view name_of(client_id c) const { return names_[label{index_of(c)}]; }
  [[nodiscard]] std::optional<client_id> find_client(std::string_view name) const {
    const auto found = names_.find(name);
    return found ? std::optional(client_id{index_of(*found)}) : std::nullopt;
  }
  // Those that are not settled for good.
  [[nodiscard]] const std::vector<found_matter>& open_matters_of(client_id c) const { return clients_[index_of(c)].matters; }
  // O(k m log m).
  [[nodiscard]] const std::vector<found_matter>& matters_of(client_id c) {
    const auto& known = clients_[index_of(c)];
    if (!known.past || is_limited()) return known.matters;
    matters_.find(all_records_of(c), now_, how_, all_, nullptr, found_);
    return found_;
  }
  [[nodiscard]] const matter_ledger& ledger() const { return ledger_; }
  [[nodiscard]] const known_records& known() const { return known_; }
  [[nodiscard]] const wake_queue& queue() const { return queue_; }
  [[nodiscard]] std::vector<matter_change>& changes() { return ledger_.changes(); }

  // Hints that n records will come, `with_client(i, use)` calling `use(name)` with the client of one. Each step begins with
  // what the one before asked memory for, so all clients take a step before any takes the next: they wait together.
  template <class WithClient>
  void fetch(std::size_t n, WithClient with_client) {
    hashes_.clear();
    for (std::size_t i = 0; i < n; ++i)
      with_client(i, [&](std::string_view name) { hashes_.push_back(names_.fetch_slot(name)); });
    likely_.clear();
    for (const auto hash : hashes_) {
      const auto l = names_.fetch_bounds(hash);
      if (index_of(l) >= clients_.size()) continue;
      likely_.push_back(client_id{index_of(l)});
      __builtin_prefetch(&clients_[index_of(l)]);
      queue_.fetch_place(likely_.back());
    }
    for (const auto c : likely_) {
      names_.fetch_text(label{index_of(c)});
      const auto& known = clients_[index_of(c)];
      __builtin_prefetch(known.records.data());
      __builtin_prefetch(known.matters.data());
      queue_.fetch_entry(c);
    }
  }

  // What becomes of a record.
  enum class outcome : std::uint8_t { taken, unknown, too_late };

  template <class Record>
  outcome add(const Record& r) {
    if (is_limited())
      if (const auto c = find_client(r.client)) {
        const auto added = kept(r, 0, 0);
        if (!goes_on_from_past(*c, nullptr, &added)) return refuse();
      }
    add(client_of(r.client), r, matters_.contents().intern(r));
    ++record_count_;
    return outcome::taken;
  }
  template <class Record>
  outcome correct(const Record& before, const Record& after) {
    const auto found = find(before);
    if (!found) return missing(before);
    const auto [c, removed] = *found;
    if (before.client == after.client) {
      const auto added = kept(after, matters_.contents().intern(after), removed.place);
      if (is_limited() && !goes_on_from_past(c, &removed, &added)) return refuse();
      revise(c, &removed, &added);
    } else {
      if (is_limited()) {
        const auto added = kept(after, 0, 0);
        const auto other = find_client(after.client);
        if (!goes_on_from_past(c, &removed, nullptr) || (other && !goes_on_from_past(*other, nullptr, &added)))
          return refuse();
      }
      revise(c, &removed, nullptr);
      add(client_of(after.client), after, matters_.contents().intern(after));
    }
    return outcome::taken;
  }
  template <class Record>
  outcome withdraw(const Record& record) {
    const auto found = find(record);
    if (!found) return missing(record);
    if (is_limited() && !goes_on_from_past(found->first, &found->second, nullptr)) return refuse();
    revise(found->first, &found->second, nullptr);
    --record_count_;
    return outcome::taken;
  }
  // A measure of the work done so far.
  [[nodiscard]] std::size_t records_looked_at() const { return records_looked_at_; }
  // How many records came too late to be judged.
  [[nodiscard]] std::size_t late_count() const { return late_count_; }

  // `on_step()` after each client of whom anything may have changed.
  template <class OnStep>
  void advance_to(time_point now, OnStep on_step) {
    require(now);
    if (now < now_) throw std::invalid_argument("polku: time does not go back: give advance_to a time from now() on");
    while (queue_.first() <= now) {
      now_ = queue_.first();
      changes().clear();
      wake(queue_.first_client());
      try {
        on_step();
      } catch (...) {
        while (queue_.first() <= now_) wake(queue_.first_client());  // a record may come before time goes on
        throw;
      }
    }
    now_ = now;
  }

  template <class OnGap>
  void for_each_gap(client_id c, OnGap on_gap) {
    const auto until = is_limited() && past_of(c) ? past_of(c)->until : before_all_times;
    matters_.for_each_gap(c, all_records_of(c), now_, how_, known_.has_organisations(), [&](const coverage_gap& g) {
      if (g.end >= until) on_gap(g);
    });
  }
  template <class OnHandover>
  void for_each_handover(client_id c, OnHandover on_handover) {
    const auto* const dropped = is_limited() ? past_of(c) : nullptr;
    matters_.for_each_handover(c, all_records_of(c), now_, how_, known_.has_consents(), dropped,
                               [&](handover_finding& f, label receiver) {
                                 f.is_receiver_known = known_.is_party(receiver);
                                 on_handover(f);
                               });
  }
  [[nodiscard]] const label_table& names_of_parties() const { return std::as_const(matters_).contents().texts(); }

  template <class OnDone>
  void find_violated(client_id c, OnDone on_done) {
    matters_.find_violated(all_records_of(c), now_, how_, is_limited() ? past_of(c) : nullptr, on_done);
  }

  [[nodiscard]] std::string_view responsible_for(client_id c, const found_matter& m) {
    const auto& records = clients_[index_of(c)].records;
    if (m.number == number_of_gaps(options)) {
      auto before = label::none;
      matters_.for_each_gap_by_any_party(records, now_, how_, [&](const coverage_gap& g) {
        if (g.start == m.at) before = g.before;
      });
      if (before != label::none) return names_of_parties()[before];
    } else if (m.kind == record_kind::handovers || (m.kind == record_kind::episodes && !m.is_of_observation)) {
      return party_of(
          content_of(*std::find_if(records.begin(), records.end(), [&](const auto& r) { return r.place == m.place; })));
    }
    for (auto i = records.rbegin(); i != records.rend(); ++i)
      if (i->start <= now_ && i->end > now_ && content_of(*i).key.kind == record_kind::episodes)
        return party_of(content_of(*i));
    return {};
  }

  const monitor_options options;

 private:
  friend struct saved_clients;

  static constexpr auto a_day = duration::from_microseconds(duration::microseconds_per_day);
  static constexpr auto moment = duration::from_microseconds(1);

  struct client {
    std::vector<kept_record> records;   // ascending
    std::vector<found_matter> matters;  // by obligation
    std::unique_ptr<client_past> past;  // beside these; mostly none
    std::uint32_t next_place = 0;
  };

  static void require(time_point now) {
    if (!is_in_range(now)) throw std::invalid_argument("polku: a monitor's time lies in the years 1400 to 9999");
  }

  client_id client_of(std::string_view name) {
    const auto c = client_id{index_of(names_.intern(name))};
    if (index_of(c) == clients_.size()) {
      clients_.emplace_back();
      queue_.add_client();
    }
    return c;
  }

  static kept_record kept(const episode& e, std::uint32_t content, std::uint32_t place) {
    return {e.start, e.end.value_or(open_end), content, place};
  }
  template <class Record>
  static kept_record kept(const Record& r, std::uint32_t content, std::uint32_t place) {
    if constexpr (requires { r.at; })
      return {r.at, r.at, content, place};
    else
      return {r.from, r.until.value_or(open_end), content, place};
  }

  template <class Record>
  void add(client_id c, const Record& r, std::uint32_t content) {
    const auto added = kept(r, content, clients_[index_of(c)].next_place++);
    revise(c, nullptr, &added);
  }

  // History that is limited is dropped, not put aside.
  [[nodiscard]] bool is_limited() const { return options.keep_history.has_value(); }
  [[nodiscard]] const client_past* past_of(client_id c) const { return clients_[index_of(c)].past.get(); }
  outcome refuse() {
    ++late_count_;
    return outcome::too_late;
  }
  // A record that cannot be found may have been dropped.
  template <class Record>
  outcome missing(const Record& r) {
    const auto c = find_client(r.client);
    const bool may_be_dropped = is_limited() && c && past_of(*c) && kept(r, 0, 0).start < past_of(*c)->until;
    return may_be_dropped ? refuse() : outcome::unknown;
  }

  // The client and its record; of several that are the same, the one given last.
  template <class Record>
  std::optional<std::pair<client_id, kept_record>> find(const Record& r) const {
    const auto c = find_client(r.client);
    const auto content = matters_.contents().find(r);
    if (!c || !content) return std::nullopt;
    const auto wanted = kept(r, *content, 0);
    std::optional<std::pair<client_id, kept_record>> found;
    const auto look_in = [&](const std::vector<kept_record>& records) {
      for (auto i = std::lower_bound(records.begin(), records.end(), wanted); i != records.end() && i->start == wanted.start;
           ++i)
        if (i->end == wanted.end && i->content == *content && (!found || i->place >= found->second.place))
          found = std::pair(*c, *i);
    };
    const auto& known = clients_[index_of(*c)];
    look_in(known.records);
    if (known.past) look_in(known.past->records);
    return found;
  }

  [[nodiscard]] const content& content_of(const kept_record& r) const {
    return std::as_const(matters_).contents()[r.content];
  }

  // Evaluates what is watched, of the numbers `which`, again. Returns when a gap comes up if nothing is recorded.
  template <class Which>
  time_point look_at(client_id c, time_point at, const Which& which) {
    auto& known = clients_[index_of(c)];
    records_looked_at_ += known.records.size();
    matters_.find(known.records, at, how_, which, known.past.get(), found_);
    ledger_.replace(c, now_, which, known.past ? &known.past->counts : nullptr, known.matters, found_);
    return matters_.gap_comes_up();
  }

  // One record of the client in place of another; either may be missing.
  void revise(client_id c, const kept_record* removed, const kept_record* added) {
    const bool goes = removed && removed->start <= now_, comes = added && added->start <= now_;
    bool may_differ = goes && known_.remove(content_of(*removed), removed->start != removed->end);
    may_differ = (comes && known_.add(content_of(*added), added->start != added->end)) || may_differ;
    auto next = may_differ ? known_.rules() : how_;
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
    if (!is_limited() && (differs || !goes_on_from_past(c, removed, added))) take_up_past(c, now_, how_);
    auto& records = clients_[index_of(c)].records;
    if (removed) records.erase(std::lower_bound(records.begin(), records.end(), *removed));
    if (added) records.insert(std::upper_bound(records.begin(), records.end(), *added), *added);
    if (differs) return read_anew(std::move(next), [] {});
    auto change = touched_.empty() ? open_end : look_at(c, now_, touched_);
    change = earlier(change, next_change_of(c, now_));
    if (added && added->start > now_)
      change = earlier(change, added->start);
    else if (added && added->end > now_ && !touched_.empty())
      change = earlier(change, added->end);
    queue_.set_no_later(c, change);
    settle(c);
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
      if (r.start == now_) may_differ = known_.add(content_of(r), r.start != r.end) || may_differ;
      if (r.start > now_) {
        next_time = earlier(next_time, r.start);
        break;
      }
      if (r.start == now_ || r.end == now_) touch(content_of(r).touches);
      if (r.end > now_ && r.end < next_time && !content_of(r).touches.empty()) next_time = r.end;
    }
    for (const auto& m : known.matters)
      if (m.is_pending() && m.change <= now_) touched_.push_back(m.number);
    if (options.gaps) touched_.push_back(static_cast<std::uint32_t>(number_of_gaps(options)));
    std::sort(touched_.begin(), touched_.end());
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
    auto next = may_differ ? known_.rules() : how_;
    const bool differs = may_differ && next != how_;
    if (differs) {
      take_up_past(c, now_ - moment, how_);
      queue_.set(c, open_end);
      read_anew(std::move(next), [] {});
    } else {
      if (!touched_.empty()) next_time = earlier(next_time, look_at(c, now_, touched_));
      queue_.set(c, earlier(next_time, next_change_of(c, now_)));
    }
    remind(c);
    settle(c);
  }

  // The records of all clients are read by other rules from now on.
  template <class OnStep>
  void read_anew(reading_rules&& next, OnStep on_step) {
    const auto before = std::exchange(how_, std::move(next));
    for (std::uint32_t i = 0; i < clients_.size(); ++i) {
      const client_id c{i};
      const auto at = queue_.of(c) <= now_ ? now_ - moment : now_;  // its own turn is yet to come, or was
      take_up_past(c, at, before);
      const auto gap_comes_up = look_at(c, at, all_);
      queue_.set(c, earlier(gap_comes_up, earlier(next_change_of(c, at), next_time_of(c, at))));
      if (is_limited() && past_of(c)) queue_.set_no_later(c, past_of(c)->next_sweep);
      on_step();
    }
  }

  // Whether the client's past stays as it is if one record comes in place of another.
  [[nodiscard]] bool goes_on_from_past(client_id c, const kept_record* removed, const kept_record* added) const {
    const auto& past = clients_[index_of(c)].past;
    if (!past) return true;
    const auto until = past->until;
    if ((!removed || removed->start >= until) && (!added || added->start >= until)) return true;
    return removed && added && added->start == removed->start && added->content == removed->content && added->end >= until &&
           removed->end >= until;
  }
  // Nothing is settled any more; the client's matters are as they were.
  void take_up_past(client_id c, time_point at, const reading_rules& how) {
    auto& known = clients_[index_of(c)];
    if (!known.past || is_limited()) return;
    known.records = all_records_of(c);
    records_looked_at_ += known.records.size();
    known.past.reset();
    matters_.find(known.records, at, how, all_, nullptr, known.matters);
  }
  // Where there are many records, those that nothing looks at any more are put aside; where history is limited, those that
  // are old enough are dropped.
  void settle(client_id c) {
    if (is_limited()) return sweep(c);
    auto& known = clients_[index_of(c)];
    if (known.records.size() < (known.past ? known.past->next_size : client_past::least_size)) return;
    if (!known.past) known.past = std::make_unique<client_past>();
    put_aside(known, now_);
  }
  void put_aside(client& known, time_point until) {
    records_looked_at_ += known.records.size();
    past_finder_.move(known.records, known.matters, now_, until, how_.has_proposals, *known.past);
  }
  void sweep(client_id c) {
    auto& known = clients_[index_of(c)];
    if (!known.past) known.past = std::make_unique<client_past>();
    auto& past = *known.past;
    const auto limit = *options.keep_history;
    if (now_ >= past.next_sweep || known.records.size() >= past.next_size) {
      if (limit < now_ - before_all_times) put_aside(known, now_ - limit);
      past.records = {};
      past.next_sweep = open_end;
      if (known.records.empty()) {
        known.records = {};
        known.matters = {};
      }
    }
    if (past.next_sweep == open_end && !known.records.empty())
      past.next_sweep = add_saturated(now_, limit < a_day ? a_day : limit);
    queue_.set_no_later(c, past.next_sweep);
  }
  [[nodiscard]] std::vector<kept_record> all_records_of(client_id c) const {
    const auto& known = clients_[index_of(c)];
    if (!known.past) return known.records;
    std::vector<kept_record> all;
    all.reserve(known.records.size() + known.past->records.size());
    std::merge(known.past->records.begin(), known.past->records.end(), known.records.begin(), known.records.end(),
               std::back_inserter(all));
    return all;
  }

  // When a record of the client next begins or ends.
  [[nodiscard]] time_point next_time_of(client_id c, time_point now) const {
    auto next = open_end;
    for (const auto& r : clients_[index_of(c)].records) {
      if (r.start > now) return earlier(next, r.start);
      if (r.end > now && !content_of(r).touches.empty()) next = earlier(next, r.end);
    }
    return next;
  }
  // When a matter of the client changes while nothing is recorded, or a reminder of one is due.
  [[nodiscard]] time_point next_change_of(client_id c, time_point now) const {
    auto next = open_end;
    for (const auto& m : clients_[index_of(c)].matters) {
      if (m.is_pending()) next = earlier(next, m.change);
      if (m.is_due && options.remind_before)
        if (const auto at = reminder_of(m); at > now) next = earlier(next, at);
    }
    return next;
  }
  [[nodiscard]] time_point reminder_of(const found_matter& m) const {
    const auto deadline = m.deadline();
    return *options.remind_before < deadline - before_all_times ? deadline - *options.remind_before : before_all_times;
  }

  void remind(client_id c) {
    if (!options.remind_before) return;
    for (const auto& m : clients_[index_of(c)].matters)
      if (m.is_due && reminder_of(m) == now_)
        changes().push_back({ledger_.matter_of(c, m), now_, m.outcome, m.outcome, true});
  }

  [[nodiscard]] std::string_view party_of(const content& c) const {
    const auto& texts = std::as_const(matters_).contents().texts();
    if (c.key.kind == record_kind::handovers) return texts[c.key.texts[1]];
    return texts[c.key.texts[c.key.texts[1] == label::none ? 0 : 1]];
  }
  client_matters matters_;
  known_records known_;
  matter_ledger ledger_;
  past_finder past_finder_;
  time_point now_;
  label_table names_;  // of clients
  std::vector<client> clients_;
  wake_queue queue_;
  reading_rules how_;
  std::size_t record_count_ = 0, late_count_ = 0, records_looked_at_ = 0;
  std::vector<std::uint32_t> all_;  // the numbers of what is watched

  // Room for work.
  std::vector<found_matter> found_;
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint32_t> hashes_;  // of names
  std::vector<client_id> likely_;
};

}  // namespace polku::inline v0::detail
