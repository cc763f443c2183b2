// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/report/summary.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace polku::inline v0::detail {

// What the makers of a summary's sections share: the results, and what of them may be shown.
struct section_context {
  const read_log& input;
  const event_log& log;
  const analysis_results& results;
  disclosure limits;
  bool is_shareable;
  const label_table& names;  // of the parties
  std::size_t all;           // clients
  const disclosure_options& options;

  [[nodiscard]] figure show(const counted& c) const { return limits.show(c, all); }
  [[nodiscard]] figure show_clients(const counted& c) const { return limits.show(c.clients, c.clients, all); }

  // A client, in an internal summary.
  [[nodiscard]] std::string client(client_id c) const {
    const auto id = log.name_of(c);
    return options.pseudonym ? options.pseudonym(id) : std::string(id);
  }
  [[nodiscard]] std::string name(label party) const {
    if (is_shareable && results.party == field::workers) return fmt::format("worker {}", index_of(party) + 1);
    return std::string(names[party]);
  }
  [[nodiscard]] std::optional<std::string> name_if_any(label party) const {
    return party == label::none ? std::nullopt : std::optional(name(party));
  }
  [[nodiscard]] std::vector<std::string> all_names(const std::vector<label>& parties) const {
    std::vector<std::string> out;
    for (const auto party : parties) out.push_back(name(party));
    return out;
  }
  [[nodiscard]] std::string time(time_point t) const { return to_string(t, log.precision()); }

  // The smallest and the largest value belong to single clients; from 20 clients on percentiles stand in for them.
  [[nodiscard]] shown_days days(const distribution& d, std::size_t clients) const {
    constexpr std::size_t enough_clients = 20;
    if (d.empty()) return {};
    const auto s = summarise(d);
    if (!is_shareable) return {s.min, s.p5, s.median, s.p95, s.max};
    if (clients < enough_clients) return {{}, {}, s.median, {}, {}};
    return {s.p5, s.p5, s.median, s.p95, s.p95};
  }
  [[nodiscard]] static shown_number median(const distribution& d) {
    return d.empty() ? shown_number() : shown_number(summarise(d).median);
  }

  // Shows counts of clients that are parts of a known total, but for those that may not be and one that would tell them.
  void show_parts(std::initializer_list<const counted*> parts, std::initializer_list<figure*> shown,
                  std::size_t total) const {
    std::vector<std::size_t> clients;
    for (const auto* part : parts) clients.push_back(part->clients);
    const auto is_hidden = limits.hide_parts(clients, total);
    auto to = shown.begin();
    std::size_t i = 0;
    for (const auto* part : parts) {
      if (!is_hidden[i++]) **to = part->count;
      ++to;
    }
  }

  // A group that may be shown; each member is a client.
  [[nodiscard]] shown_follow_up follow_up(const follow_up_counts& f) const {
    shown_follow_up out{.clients = f.followed};
    const counted outcomes{f.outcomes, f.outcomes}, exits{f.exits, f.exits}, censored{f.censored, f.censored};
    show_parts({&outcomes, &exits, &censored}, {&out.outcomes, &out.exits, &out.censored}, f.followed);
    if (!out.outcomes) return out;
    out.days_to_outcome = median(f.to_outcome);
    if (const auto years = f.time_at_risk.in_days() / 365.25; years > 0)
      out.outcomes_per_year = static_cast<double>(f.outcomes) / years;
    return out;
  }
  // Groups that a known total falls into; what is left over is one too.
  void show_groups(std::initializer_list<const follow_up_counts*> groups, std::initializer_list<shown_follow_up*> shown,
                   std::size_t total) const {
    std::vector<std::size_t> clients;
    std::size_t left = total;
    for (const auto* g : groups) {
      clients.push_back(g->followed);
      left -= std::min(left, g->followed);
    }
    clients.push_back(left);
    const auto is_hidden = limits.hide_parts(clients, total);
    auto to = shown.begin();
    std::size_t i = 0;
    for (const auto* g : groups) {
      if (!is_hidden[i++]) **to = follow_up(*g);
      ++to;
    }
  }
};

}  // namespace polku::inline v0::detail
