// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/party.hpp>
#include <polku/obligations/obligation_options.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace polku::inline v0::detail {

// The subjects of some obligations, resolved once for a log: for each record a set of bits says which subjects speak of it.
class subject_index {
 public:
  using set = std::uint64_t;

  subject_index(const event_log& log, const obligation_options& options)
      : log_(&log),
        options_(&options),
        milestones_(log.milestone_kinds()),
        plans_(log.plan_kinds()),
        parties_{table(log.party_names()), table(log.party_names())} {
    for (std::size_t f = 0; f < 4; ++f)
      if (!log.labels(field{static_cast<std::uint8_t>(f)}).empty())
        columns_[f] = table(log.names(field{static_cast<std::uint8_t>(f)}));
    if (log.has_phases()) phases_ = table(log.phase_names());
  }

  subject_index(const subject_index&) = delete;
  subject_index& operator=(const subject_index&) = delete;

  // Its bit.
  std::uint32_t add(const subject& s) {
    for (std::uint32_t i = 0; i < subjects_.size(); ++i)
      if (is_same(subjects_[i], s)) return i;
    if (subjects_.size() == 64)
      throw std::length_error("polku: the obligations speak of more than 64 different subjects; evaluate them in parts");
    const auto bit = static_cast<std::uint32_t>(subjects_.size());
    subjects_.push_back(s);
    is_matched_.push_back(resolve(s, set{1} << bit));
    used_count_ = 0;
    for (std::size_t f = 0; f < 4; ++f)
      if (columns_[f].is_used)
        used_[used_count_++] = {log_->labels(field{static_cast<std::uint8_t>(f)}).data(), columns_[f].sets.data()};
    return bit;
  }
  static bool is_same(const subject& a, const subject& b) { return a.kind == b.kind && is_same_term(a.name, b.name); }

  // Whether the log tells of what a subject speaks of.
  [[nodiscard]] evaluability evaluability_of(const subject& s) const {
    const bool is_of_kinds = s.kind == subject_kind::organisation_kind;
    if (is_of_kinds && std::all_of(options_->organisations.begin(), options_->organisations.end(),
                                   [](const organisation& o) { return o.kind.empty(); }))
      return evaluability::kinds_unknown;
    return options_->absent_means_none || is_recorded(s) ? evaluability::evaluated : evaluability::not_recorded;
  }
  // Whether any name of the log is the subject's.
  [[nodiscard]] bool is_matched(std::uint32_t bit) const { return is_matched_[bit]; }

  [[nodiscard]] set of_episode(event_log::index i) const {
    auto found = any_;
    for (const auto* c = used_; c != used_ + used_count_; ++c) found |= (*c).sets[index_of((*c).labels[i]) + 1u];
    if (phases_.is_used) found |= phases_.of(log_->phase_of(i));
    return found;
  }
  [[nodiscard]] set of(const milestone_row& m) const { return milestones_.of(m.kind); }
  [[nodiscard]] set of(const plan_row& p) const { return plans_.of(p.kind); }
  [[nodiscard]] set of(const consent_row& c) const { return parties_[0].of(c.party); }
  [[nodiscard]] set of_handover_to(label to) const { return parties_[1].of(to); }

 private:
  // Of each name the subjects that speak of it; first those of no name.
  struct table {
    table() = default;
    explicit table(const label_table& n) : names(&n), sets(n.size() + 1) {}

    // Label none is 0xFFFF'FFFF, so that one more is 0.
    [[nodiscard]] set of(label l) const { return sets[std::uint32_t{index_of(l) + 1u}]; }
    template <class Matches>
    bool add(set bit, Matches matches) {
      bool any = false;
      for (std::uint32_t l = 0; names && l < names->size(); ++l)
        if (matches((*names)[label{l}])) {
          sets[l + 1] |= bit;
          any = is_used = true;
        }
      return any;
    }

    const label_table* names = nullptr;
    std::vector<set> sets = std::vector<set>(1);
    bool is_used = false;
  };
  struct used_column {
    const label* labels = nullptr;
    const set* sets = nullptr;
  };

  bool resolve(const subject& s, set bit) {
    const auto is_called_so = [&](std::string_view name) { return s.name.empty() || is_same_term(name, s.name); };
    const auto column = [&](field f) -> table& { return columns_[static_cast<std::size_t>(f)]; };
    switch (s.kind) {
      case subject_kind::any_service:
        any_ |= bit;
        return true;
      case subject_kind::service:
        return column(field::services).add(bit, is_called_so);
      case subject_kind::organisation:
        return column(field::organisations).add(bit, is_called_so);
      case subject_kind::organisation_kind:
        return column(field::organisations).add(bit, [&](std::string_view name) {
          return std::any_of(options_->organisations.begin(), options_->organisations.end(), [&](const organisation& o) {
            return is_same_term(o.name, name) && (s.name.empty() ? !o.kind.empty() : is_same_term(o.kind, s.name));
          });
        });
      case subject_kind::role:
        return column(field::roles).add(bit, is_called_so);
      case subject_kind::worker:
        return column(field::workers).add(bit, is_called_so);
      case subject_kind::phase: {
        const auto rank = options_->phases.rank_of(s.name);
        return phases_.add(bit, [&](std::string_view name) {
          return is_called_so(name) || (rank && options_->phases.rank_of(name) == rank);
        });
      }
      case subject_kind::milestone:
        return milestones_.add(bit, is_called_so);
      case subject_kind::plan:
        return plans_.add(bit, is_called_so);
      case subject_kind::consent:
        parties_[0].add(bit, is_called_so);
        return std::any_of(log_->consents().all().begin(), log_->consents().all().end(),
                           [&](const consent_row& c) { return (of(c) & bit) != 0; });
      case subject_kind::handover:
        parties_[1].add(bit, is_called_so);
        return std::any_of(log_->handovers().all().begin(), log_->handovers().all().end(),
                           [&](const handover_row& h) { return (of_handover_to(h.to) & bit) != 0; });
      case subject_kind::receiver:
        return true;
    }
    return false;
  }

  [[nodiscard]] bool is_recorded(const subject& s) const {
    const auto has = [&](field f) { return !log_->labels(f).empty(); };
    switch (s.kind) {
      case subject_kind::any_service:
      case subject_kind::service:
      case subject_kind::receiver:
        return !log_->empty();
      case subject_kind::organisation:
      case subject_kind::organisation_kind:
        return has(field::organisations);
      case subject_kind::role:
        return has(field::roles);
      case subject_kind::worker:
        return has(field::workers);
      case subject_kind::phase:
        return log_->has_phases();
      case subject_kind::milestone:
        return !log_->milestones().empty();
      case subject_kind::plan:
        return !log_->plans().empty();
      case subject_kind::consent:
        return !log_->consents().empty();
      case subject_kind::handover:
        return !log_->handovers().empty();
    }
    return false;
  }

  const event_log* log_;
  const obligation_options* options_;
  std::vector<subject> subjects_;
  std::vector<char> is_matched_;  // by bit
  set any_ = 0;
  table columns_[4], phases_, milestones_, plans_, parties_[2];  // parties of consents, and of handovers
  used_column used_[4];
  std::size_t used_count_ = 0;
};

}  // namespace polku::inline v0::detail
