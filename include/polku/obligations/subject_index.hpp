// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/party.hpp>
#include <polku/obligations/subject_bits.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace polku::inline v0::detail {

// The subjects of some obligations, resolved once for a log: for each record a set of bits says which subjects speak of it.
class subject_index {
 public:
  using set = subject_set;

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

  // What a subject's bit is.
  void add(const subject& s, std::uint32_t bit) {
    if (bit != is_matched_.size()) return;  // known already
    is_matched_.push_back(resolve(s, set{1} << bit));
    used_count_ = 0;
    for (std::size_t f = 0; f < 4; ++f)
      if (columns_[f].is_used)
        used_[used_count_++] = {log_->labels(field{static_cast<std::uint8_t>(f)}).data(), columns_[f].sets.data()};
  }

  [[nodiscard]] recorded_sorts recorded() const {
    const auto has = [&](field f) { return !log_->labels(f).empty(); };
    return {!log_->empty(),         has(field::organisations), has(field::roles),
            has(field::workers),    log_->has_phases(),        !log_->milestones().empty(),
            !log_->plans().empty(), !log_->consents().empty(), !log_->handovers().empty()};
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
    const auto is_called_so = [&](std::string_view name) { return is_meant(s, name, *options_); };
    const auto column = [&](field f) -> table& { return columns_[static_cast<std::size_t>(f)]; };
    switch (s.kind) {
      case subject_kind::any_service:
        any_ |= bit;
        return true;
      case subject_kind::service:
        return column(field::services).add(bit, is_called_so);
      case subject_kind::organisation:
      case subject_kind::organisation_kind:
        return column(field::organisations).add(bit, is_called_so);
      case subject_kind::role:
        return column(field::roles).add(bit, is_called_so);
      case subject_kind::worker:
        return column(field::workers).add(bit, is_called_so);
      case subject_kind::phase:
        return phases_.add(bit, is_called_so);
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

  const event_log* log_;
  const obligation_options* options_;
  std::vector<char> is_matched_;  // by bit
  set any_ = 0;
  table columns_[4], phases_, milestones_, plans_, parties_[2];  // parties of consents, and of handovers
  used_column used_[4];
  std::size_t used_count_ = 0;
};

}  // namespace polku::inline v0::detail
