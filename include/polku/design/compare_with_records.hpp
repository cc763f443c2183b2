// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/analysis/transitions.hpp>
#include <polku/core/counted.hpp>
#include <polku/core/pair_table.hpp>
#include <polku/core/term.hpp>
#include <polku/model/find_problems.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// How often the records show a step of the design. Records do not tell a service that was left from one that failed: where
/// a design has both steps between two services, each is given all of them.
struct step_use {
  std::size_t step;  ///< its place in the design
  counted seen;

  friend bool operator==(const step_use&, const step_use&) = default;
};

/// Starts of a service that no step of the design explains, by the service that the client came from or was in.
struct unplanned_transition {
  std::string from, to;
  counted seen;

  friend bool operator==(const unplanned_transition&, const unplanned_transition&) = default;
};

/// How a client left the design.
enum class departure_kind : std::uint8_t {
  unknown_service,  ///< a service that the design does not have
  no_entry,         ///< the client began with a service that is no entry
  no_step,          ///< no step of the design leads to the service from one that the client was in
};

[[nodiscard]] constexpr std::string_view to_string(departure_kind k) {
  constexpr std::string_view names[] = {"unknown service", "no entry", "no step"};
  return names[static_cast<std::size_t>(k)];
}

/// Where a client's path first left the design.
struct departure {
  client_id client;
  departure_kind kind;
  stay left;   ///< the stay with which the path left it; its party is a label of the log's services
  label from;  ///< the service before; none at the beginning

  friend bool operator==(const departure&, const departure&) = default;
};

/// A design beside what was recorded.
struct design_comparison {
  std::vector<step_use> steps;                  ///< those between services, in the order of the design; unseen ones with 0
  std::vector<unplanned_transition> unplanned;  ///< every one, not only each client's first; by the log's labels
  std::vector<departure> departures;            ///< at most one per client, in the order of clients
  std::vector<std::string> unknown_services;    ///< of the log, that the design does not have
  std::size_t clients = 0;                      ///< that have a stay

  friend bool operator==(const design_comparison&, const design_comparison&) = default;
};

/// Follows the clients it is shown along a design. The pathways are those by service.
class design_tally {
 public:
  /// \pre the design has no problems
  design_tally(const pathways& paths, const pathway_design& design, const transition_options& options)
      : design_(&design),
        names_(&paths.names()),
        max_wait_(options.max_wait),
        planned_(paths.names().size()),
        seen_(paths.names().size()),
        is_entry_(paths.names().size()) {
    service_of_.resize(names_->size(), unknown);
    label_of_.assign(design.services.size(), label::none);
    for (std::uint32_t l = 0; l < names_->size(); ++l)
      for (std::size_t i = 0; i < design.services.size(); ++i)
        if (is_same_term((*names_)[label{l}], design.services[i].name)) {
          service_of_[l] = i;
          if (label_of_[i] == label::none) label_of_[i] = label{l};
        }
    for (const auto& s : design.steps) {
      const auto a = label_of(s.from), b = label_of(s.to);
      if (a != label::none && b != label::none)
        (s.kind == step_kind::joins ? planned_(a, b).joins : planned_(a, b).moves) = true;
    }
    for (const auto& e : design.entries)
      if (const auto l = label_of(e); l != label::none) is_entry_[index_of(l)] = true;
  }

  void add(const client_history& h) {
    if (h.stays.empty()) return;
    ++clients_;
    is_explained_.assign(h.stays.size(), false);
    before_.assign(h.stays.size(), label::none);
    look_at_transitions(h);
    look_at_joins(h);
    bool has_left = false;
    for (std::uint32_t j = 0; j < h.stays.size(); ++j) {
      const auto kind = departure_at(h, j);
      if (!kind) continue;
      if (h.stays[j].start == h.stays.front().start) before_[j] = label::none;
      if (before_[j] != label::none) seen_(before_[j], label_of(h.stays[j])).unplanned.add(h.client);
      if (!std::exchange(has_left, true)) departures_.push_back({h.client, *kind, h.stays[j], before_[j]});
    }
  }

  void merge(design_tally&& other) {
    other.seen_.for_each([&](label a, label b, const sighting& from) {
      if (from.transitions.sum.count + from.joins.sum.count + from.unplanned.sum.count == 0) return;
      auto& to = seen_(a, b);
      to.transitions.sum.merge(from.transitions.sum);
      to.joins.sum.merge(from.joins.sum);
      to.unplanned.sum.merge(from.unplanned.sum);
    });
    departures_.insert(departures_.end(), other.departures_.begin(), other.departures_.end());
    clients_ += other.clients_;
  }

  [[nodiscard]] design_comparison result() && {
    design_comparison out;
    for (std::size_t i = 0; i < design_->steps.size(); ++i) {
      const auto& s = design_->steps[i];
      if (!design_->find_service(s.to)) continue;
      step_use use{i, {}};
      if (const auto a = label_of(s.from), b = label_of(s.to); a != label::none && b != label::none)
        use.seen = s.kind == step_kind::joins ? seen_(a, b).joins.sum : seen_(a, b).transitions.sum;
      out.steps.push_back(use);
    }
    seen_.for_each([&](label a, label b, const sighting& s) {
      if (s.unplanned.sum.count != 0)
        out.unplanned.push_back({std::string((*names_)[a]), std::string((*names_)[b]), s.unplanned.sum});
    });
    for (std::uint32_t l = 0; l < names_->size(); ++l)
      if (service_of_[l] == unknown) out.unknown_services.emplace_back((*names_)[label{l}]);
    out.departures = std::move(departures_);
    out.clients = clients_;
    return out;
  }

 private:
  static constexpr std::size_t unknown = static_cast<std::size_t>(-1);
  struct plan_for_pair {
    bool moves = false, joins = false;
  };
  struct sighting {
    event_count transitions, joins, unplanned;
  };

  // What the log calls a service first, where it spells it in several ways.
  [[nodiscard]] label label_of(const std::string& service) const {
    const auto* found = design_->find_service(service);
    return found ? label_of_[static_cast<std::size_t>(found - design_->services.data())] : label::none;
  }
  [[nodiscard]] label label_of(const stay& s) const {
    const auto service = service_of_[index_of(s.party)];
    return service == unknown ? s.party : label_of_[service];
  }

  // How the start of a stay leaves the design, if it does.
  [[nodiscard]] std::optional<departure_kind> departure_at(const client_history& h, std::uint32_t j) const {
    const auto party = label_of(h.stays[j]);
    if (service_of_[index_of(party)] == unknown) return departure_kind::unknown_service;
    if (is_explained_[j]) return std::nullopt;
    if (h.stays[j].start == h.stays.front().start)
      return is_entry_[index_of(party)] ? std::nullopt : std::optional(departure_kind::no_entry);
    const bool is_re_entry = h.back[j] != 0 && before_[j] == label::none;
    return is_re_entry ? std::nullopt : std::optional(departure_kind::no_step);
  }

  void look_at_transitions(const client_history& h) {
    const auto see = [&](std::size_t i, std::size_t j) {
      const auto from = label_of(h.stays[i]), to = label_of(h.stays[j]);
      if (from == to) {
        is_explained_[j] = true;  // a re-entry
        return;
      }
      seen_(from, to).transitions.add(h.client);
      // A service that another one joins may end with that, by a rule or of itself; then it reads as a transition.
      const auto planned = planned_(from, to);
      if (planned.joins && !planned.moves && h.stays[j].start >= h.stays[i].end) seen_(from, to).joins.add(h.client);
      if (planned.moves || planned.joins) is_explained_[j] = true;
      before_[j] = from;
    };
    auto supported_until = before_all_times;
    for (std::size_t i = 0; i < h.stays.size(); ++i) {
      if (h.paths.how() == reading::succession) {
        if (i != 0) see(i - 1, i);
        continue;
      }
      for_each_successor(
          h.stays, i, supported_until, max_wait_, [&](std::size_t j) { see(i, j); }, [](bool) {});
      supported_until = std::max(supported_until, h.stays[i].end);
    }
  }

  // A service that begins while others run.
  void look_at_joins(const client_history& h) {
    running_.clear();
    for (std::uint32_t first = 0, next = 0; first < h.stays.size(); first = next) {
      const auto start = h.stays[first].start;
      std::erase_if(running_, [&](std::uint32_t i) { return h.stays[i].end <= start; });
      for (next = first; next < h.stays.size() && h.stays[next].start == start; ++next)
        if (h.stays[next].end != start) running_.push_back(next);
      for (auto j = first; j != next; ++j)
        for (const auto i : running_) look_at_join(h, i, j);
    }
  }
  void look_at_join(const client_history& h, std::uint32_t i, std::uint32_t j) {
    const auto from = label_of(h.stays[i]), to = label_of(h.stays[j]);
    if (from == to) return;
    if (i < j || planned_(from, to).joins) seen_(from, to).joins.add(h.client);
    if (planned_(from, to).joins) is_explained_[j] = true;
    if (before_[j] == label::none) before_[j] = from;
  }

  const pathway_design* design_;
  const label_table* names_;
  duration max_wait_;
  std::vector<std::size_t> service_of_;  // by label: its place in the design
  std::vector<label> label_of_;          // by place: the label that stands for it
  pair_table<plan_for_pair> planned_;
  pair_table<sighting> seen_;
  std::vector<char> is_entry_;  // by label
  std::vector<departure> departures_;
  std::size_t clients_ = 0;

  // Of the client at hand.
  std::vector<char> is_explained_;  // by stay
  std::vector<label> before_;
  std::vector<std::uint32_t> running_;
};

/// Sets a design beside a log: which of its steps are taken, which transitions it does not permit, and where each client
/// first left it. Services are matched by name (case, `_`, `-` and space do not matter). A stay belongs to the design where
/// it is an entry at the client's beginning, or a step leads to it from a service whose transition (as `count_transitions`
/// has it) goes there, or it joins one that is running. Steps to outcomes are not compared: records of services do not show
/// them.
///
/// O(n k) for n episodes of which at most k of one client run at once, and O(names x services) once.
/// \throws std::invalid_argument where the design does not hold together.
[[nodiscard]] inline design_comparison compare_with_records(const pathway_design& design, const event_log& log,
                                                            const stay_options& stays = {},
                                                            const transition_options& options = {}) {
  require_sound(design);
  const pathways paths(log, stays, field::services);
  design_tally tally(paths, design, options);
  scan(paths, tally);
  return std::move(tally).result();
}

}  // namespace polku::inline v0
