// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/interval.hpp>
#include <polku/log/event_log.hpp>
#include <polku/obligations/subject_bits.hpp>
#include <polku/support/joined_handovers.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace polku::inline v0::detail {

// Finds the records of one client after another that a subject speaks of, as intervals; what happens at one time has no
// length. Names are matched as in obligations. A declined handover is none.
class subject_finder {
 public:
  subject_finder(const event_log& log, const subject& what, const std::vector<std::string>& details,
                 const obligation_options& names)
      : log_(&log), kind_(what.kind), joiner_(log) {
    if (kind_ == subject_kind::receiver)
      throw std::invalid_argument("polku: a receiver is no record; name its organisation");
    const auto match = [&](const label_table& table) {
      is_meant_.resize(table.size());
      for (std::uint32_t l = 0; l < table.size(); ++l) is_meant_[l] = is_meant(what, table[label{l}], names);
    };
    if (const auto f = column()) match(log.names(*f));
    if (kind_ == subject_kind::phase) match(log.phase_names());
    if (kind_ == subject_kind::milestone) match(log.milestone_kinds());
    if (kind_ == subject_kind::plan) match(log.plan_kinds());
    if (kind_ == subject_kind::consent || kind_ == subject_kind::handover) match(log.party_names());
    if (!details.empty()) has_detail_ = match_terms(log.milestone_details(), details);
    any_detail_ = details.empty();
  }

  // Calls `f(const interval&)` for each, in order of start. O(m) for m records of the client.
  template <class F>
  void for_each(client_id client, F f) {
    const auto meant = [&](label l) { return l != label::none && is_meant_[index_of(l)] != 0; };
    switch (kind_) {
      case subject_kind::milestone:
        for (const auto& m : log_->milestones().of(client))
          if (meant(m.kind) && (any_detail_ || (m.detail != label::none && has_detail_[index_of(m.detail)] != 0)))
            f(interval{m.at, m.at});
        return;
      case subject_kind::plan:
        for (const auto& p : log_->plans().of(client))
          if (meant(p.kind)) f(p.validity);
        return;
      case subject_kind::consent:
        for (const auto& c : log_->consents().of(client))
          if (meant(c.party)) f(c.validity);
        return;
      case subject_kind::handover:
        for (const auto& h : joiner_.of(client))
          if (h.status != handover_status::declined && meant(h.to)) f(interval{h.at, h.at});
        return;
      default:
        break;
    }
    const auto f_column = column();
    const auto [first, last] = log_->episodes_of(client);
    for (auto i = first; i != last; ++i)
      if (kind_ == subject_kind::any_service || meant(f_column ? log_->label_of(i, *f_column) : log_->phase_of(i)))
        f(interval{log_->starts()[i], log_->ends()[i]});
  }

 private:
  [[nodiscard]] std::optional<field> column() const {
    switch (kind_) {
      case subject_kind::service:
        return field::services;
      case subject_kind::organisation:
      case subject_kind::organisation_kind:
        return field::organisations;
      case subject_kind::role:
        return field::roles;
      case subject_kind::worker:
        return field::workers;
      default:
        return std::nullopt;
    }
  }

  const event_log* log_;
  subject_kind kind_;
  handover_joiner joiner_;
  std::vector<char> is_meant_;    // by label of the subject's column
  std::vector<char> has_detail_;  // by label of detail
  bool any_detail_ = true;
};

}  // namespace polku::inline v0::detail
