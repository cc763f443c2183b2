// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/sections/section_context.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// Makes the section of what was read, and what may surprise in it.
class log_section_maker {
 public:
  log_section_maker(const section_context& context, log_section& out) : c_(context), out_(out) {
    const auto& log = c_.log;
    std::size_t with_episodes = 0;
    for (std::uint32_t i = 0; i < c_.all; ++i) with_episodes += log.episodes_of(client_id{i}).empty() ? 0 : 1;
    episodes_ = c_.cells.add({log.size(), with_episodes}, {c_.shared.clients});
    handovers_ = c_.shared.handover_records = add_records(log.handovers());
    milestones_ = add_records(log.milestones());
    plans_ = add_records(log.plans());
    consents_ = add_records(log.consents());
    // The kinds add up to the records, and these with what is left out to what was read: so the sums go with any of the
    // parts.
    records_ = c_.cells.add({log.record_count(), c_.all});
    read_ = c_.cells.add({c_.input.rows, c_.all});
    std::vector<term> kinds = {count_of(records_, -1)};
    for (const auto kind : {episodes_, handovers_, milestones_, plans_, consents_}) {
      c_.cells.follow(records_, kind);
      kinds.push_back(count_of(kind));
    }
    c_.cells.add_equation(kinds);
    c_.cells.follow(read_, records_);
    // Whose records begin after the cutoff is not known: perhaps one client's.
    after_cutoff_ = c_.cells.add({log.after_cutoff(), log.after_cutoff() == 0 ? 0u : 1u});
    c_.cells.follow(read_, after_cutoff_);
    c_.cells.add_equation({count_of(read_), count_of(records_, -1), count_of(after_cutoff_, -1)});

    const auto& check = c_.results.check;
    findings_ = {{"without_party", &check.without_party},
                 {"ties", &check.ties},
                 {"duplicates", &check.duplicates},
                 {"overlaps", &check.overlaps},
                 {"past_exit", &check.past_exit},
                 {"unknown_phases", &check.unknown_phases},
                 {"early_handovers", &check.early_handovers}};
    for (const auto& [name, finding] : findings_) found_.push_back(c_.cells.add(*finding, {c_.shared.clients}));
    c_.cells.part_of(found_.back(), handovers_);
  }

  void make() {
    out_.rejected = c_.input.rejected.size();
    out_.files = c_.input.files;
    if (c_.is_shareable)  // not where they lie
      for (auto& f : out_.files) f.name = std::filesystem::path(f.name).filename().string();
    out_.rejects = c_.input.rejected;
    if (!c_.is_shareable && !c_.options.pseudonym) out_.rejected_values = c_.input.rejected_values;
    out_.repeated_hours = c_.input.repeated_hours;
    const bool are_few = c_.cells.is_hidden(c_.shared.clients);
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      auto& shown = out_.findings.emplace_back();
      shown.name = findings_[i].first;
      if (are_few) continue;
      shown.count = c_.cells.count(found_[i]);
      shown.clients = c_.cells.clients(found_[i]);
      if (c_.is_shareable) continue;
      for (const auto& e : findings_[i].second->examples) shown.examples.push_back({c_.client(e.client), c_.time(e.at)});
    }
    if (are_few) return;
    out_.clients = c_.all;
    out_.rows = c_.cells.count(read_);
    out_.paired = c_.input.paired;
    out_.records = c_.cells.count(records_);
    out_.episodes = c_.cells.count(episodes_);
    out_.handovers = c_.cells.count(handovers_);
    out_.milestones = c_.cells.count(milestones_);
    out_.plans = c_.cells.count(plans_);
    out_.consents = c_.cells.count(consents_);
    out_.after_cutoff = c_.cells.count(after_cutoff_);
    show_span();
  }

 private:
  template <class Records>
  [[nodiscard]] cell add_records(const Records& records) const {
    std::size_t clients = 0;
    for (std::uint32_t i = 0; i < c_.all; ++i) clients += records.of(client_id{i}).empty() ? 0 : 1;
    return c_.cells.add({records.size(), clients}, {c_.shared.clients});
  }

  // Calls `see(time, client)` for the starts of episodes, or for every time that ends observation.
  enum class times : bool { starts, all };
  template <class See>
  void for_each_time(times which, See see) const {
    const auto& log = c_.log;
    for (std::uint32_t i = 0; i < c_.all; ++i) {
      const client_id client{i};
      const auto [from, to] = log.episodes_of(client);
      for (auto e = from; e != to; ++e) {
        see(log.starts()[e], client);
        if (which == times::all && log.ends()[e] != open_end) see(log.ends()[e], client);
      }
      if (which == times::starts) continue;
      for (const auto& m : log.milestones().of(client)) see(m.at, client);
      for (const auto& h : log.handovers().of(client)) see(h.at, client);
    }
  }

  // The first and the last time in the log. The cutoff is one of the log's times too unless it is later, and given.
  void show_span() {
    auto first = open_end;
    std::optional<time_point> last;
    for_each_time(times::starts, [&](time_point t, client_id) { first = std::min(first, t); });
    for_each_time(times::all, [&](time_point t, client_id) { last = std::max(last.value_or(t), t); });
    if (first != open_end) {
      out_.first = shared_time(times::starts, first);
      out_.last = shared_time(times::all, *last);
    }
    out_.cutoff = shared_time(times::all, c_.log.cutoff());
  }

  // As much of a time as enough clients share: the whole of it, its month, its year or nothing.
  [[nodiscard]] std::optional<std::string> shared_time(times which, time_point at) const {
    const auto exact = c_.time(at);
    if (!c_.is_shareable) return exact;
    const auto [year, month, day] = at.day().year_month_day();
    const date this_day(year, month, day), this_month(year, month, 1), this_year(year, 1, 1);
    const struct {
      time_point from, to;
      std::size_t characters;
    } parts[] = {{at, at + duration::from_microseconds(1), exact.size()},
                 {this_day, time_point(this_day) + days(1), 10},
                 {this_month, time_point(this_month.end_of_month()) + days(1), 7},
                 {this_year, time_point(date(year, 12, 31)) + days(1), 4}};
    for (const auto& part : parts) {
      std::size_t clients = 0;
      auto last = event_count::nobody;
      for_each_time(which, [&](time_point t, client_id client) {
        if (client == last || t < part.from || t >= part.to) return;
        last = client;
        ++clients;
      });
      if (clients >= c_.limits.min_cell()) return exact.substr(0, part.characters);
      if (clients == 0) return exact;  // no client's time
    }
    return std::nullopt;
  }

  const section_context& c_;
  log_section& out_;
  cell episodes_, handovers_, milestones_, plans_, consents_, records_, read_, after_cutoff_;
  std::vector<std::pair<std::string_view, const log_finding*>> findings_;
  std::vector<cell> found_;
};

}  // namespace polku::inline v0::detail
