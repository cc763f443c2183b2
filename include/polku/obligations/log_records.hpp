// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/obligations/client_records.hpp>
#include <polku/obligations/subject_index.hpp>
#include <polku/support/joined_handovers.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// Takes the records of one client after another from a log.
class log_records {
 public:
  log_records(const event_log& log, std::shared_ptr<const subject_index> index, const std::vector<std::string>& exits)
      : log_(&log), index_(std::move(index)), spells_(log, exits), joiner_(log) {
    term_table terms;
    term_of_party_ = terms.intern_all(log.party_names());
    term_of_organisation_ = terms.intern_all(log.names(default_field(log)));
  }

  // The client's. Valid until the next call. O(m).
  const marked_records& of(client_id client) {
    out_.clear();
    const auto start = log_->starts(), end = log_->ends();
    const auto organisations = log_->labels(default_field(*log_));
    const auto [first, last] = log_->episodes_of(client);
    out_.first_episode = first;
    auto& episodes = out_[record_kind::episodes];
    for (auto i = first; i != last; ++i) {
      const auto o = organisations.empty() ? label::none : organisations[i];
      episodes.push_back(
          {start[i], end[i], index_->of_episode(i), o == label::none ? o : term_of_organisation_[index_of(o)], false});
    }
    for (const auto& h : joiner_.of(client))
      out_[record_kind::handovers].push_back(
          {h.at, h.at, index_->of_handover_to(h.to), term_of(h.to), h.status == handover_status::declined});
    for (const auto& m : log_->milestones().of(client))
      out_[record_kind::milestones].push_back({m.at, m.at, index_->of(m), label::none, false});
    for (const auto& p : log_->plans().of(client))
      out_[record_kind::plans].push_back({p.validity.start, p.validity.end, index_->of(p), label::none, false});
    for (const auto& c : log_->consents().of(client))
      out_[record_kind::consents].push_back({c.validity.start, c.validity.end, index_->of(c), term_of(c.party), false});
    const auto exits = spells_.exits_of(client);
    out_.exits.assign(exits.begin(), exits.end());
    return out_;
  }

 private:
  [[nodiscard]] label term_of(label party) const {
    return party == label::none ? label::none : term_of_party_[index_of(party)];
  }

  const event_log* log_;
  std::shared_ptr<const subject_index> index_;
  spell_finder spells_;
  handover_joiner joiner_;
  std::vector<label> term_of_party_, term_of_organisation_;
  marked_records out_;
};

}  // namespace polku::inline v0::detail
