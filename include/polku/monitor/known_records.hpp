// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/client_matters.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <vector>

namespace polku::inline v0::detail {

// How many records of each sort there are, of all clients together.
class known_records {
 public:
  known_records(const monitor_options& options, const subject_bits& subjects)
      : options_(&options),
        subjects_(subjects),
        asks_for_handovers_(options.handovers),
        asks_for_receivers_(options.handovers),
        asks_for_intervals_(options.gaps) {
    for (const auto& s : subjects_.all()) {
      asks_for_handovers_ = asks_for_handovers_ || s.kind == subject_kind::handover;
      asks_for_receivers_ = asks_for_receivers_ || s.kind == subject_kind::receiver;
    }
  }

  // A record begins to count. Returns whether there is now a sort of which there was none.
  bool add(const content& c, bool has_length) {
    bool is_new = false;
    for_each_sort(c, has_length, [&](std::size_t& n) { is_new = n++ == 0 || is_new; });
    for (auto left = c.subjects; left != 0; left &= left - 1) ++of_bit_[static_cast<std::size_t>(std::countr_zero(left))];
    if (options_->handovers) count_parties(c, [](std::size_t& n) { ++n; });
    return is_new;
  }
  // One counts no more. Returns whether there is now a sort less.
  bool remove(const content& c, bool has_length) {
    bool is_last = false;
    for_each_sort(c, has_length, [&](std::size_t& n) { is_last = --n == 0 || is_last; });
    for (auto left = c.subjects; left != 0; left &= left - 1) --of_bit_[static_cast<std::size_t>(std::countr_zero(left))];
    if (options_->handovers) count_parties(c, [](std::size_t& n) { --n; });
    return is_last;
  }

  [[nodiscard]] reading_rules rules() const {
    reading_rules out{asks_for_handovers_ && of_sort_[proposals] != 0,
                      asks_for_receivers_ && has_organisations(),
                      asks_for_intervals_ && of_sort_[intervals] != 0,
                      {}};
    const auto known = recorded();
    for (const auto& o : options_->obligations)
      out.is_evaluated.push_back(standing_of(o, known, options_->how, [](const subject&) { return true; }).status ==
                                 evaluability::evaluated);
    out.is_evaluated.push_back(options_->gaps && (out.has_intervals || options_->gaps->gaps.tolerance));
    out.is_evaluated.push_back(options_->handovers.has_value());
    return out;
  }

  [[nodiscard]] bool has_organisations() const { return of_sort_[organisations] != 0; }
  [[nodiscard]] bool has_consents() const { return of_sort_[static_cast<std::size_t>(record_kind::consents)] != 0; }
  // Whether any episode is of a party, given as a term.
  [[nodiscard]] bool is_party(label term) const {
    const auto& count = of_party_[has_organisations() ? 0 : 1];
    return index_of(term) < count.size() && count[index_of(term)] != 0;
  }

  [[nodiscard]] obligation_standing standing(std::size_t obligation) const {
    return standing_of(options_->obligations[obligation], recorded(), options_->how, [&](const subject& s) {
      return s.kind == subject_kind::any_service || s.kind == subject_kind::receiver || of_bit_[subjects_.find(s)] != 0;
    });
  }

  void save(state_writer& out) const {
    for_each_count(*this, [&](std::size_t n) { out.number(n); });
    for (const auto& of_party : of_party_) {
      out.number(of_party.size());
      for (const auto n : of_party) out.number(n);
    }
  }
  void restore(state_reader& in) {
    for_each_count(*this, [&](std::size_t& n) { n = in.number(); });
    for (auto& of_party : of_party_) {
      of_party.clear();
      for (auto n = in.number(); n != 0; --n) of_party.push_back(in.number());
    }
  }

 private:
  template <class Self, class Visit>
  static void for_each_count(Self& self, Visit visit) {
    for (auto& n : self.of_sort_) visit(n);
    for (auto& n : self.of_bit_) visit(n);
  }

  enum sort {
    of_kind,
    organisations = 5,
    roles,
    workers,
    phases,
    proposals,
    intervals,
    sorts
  };  // first one for each record_kind

  template <class Count>
  void for_each_sort(const content& c, bool has_length, Count count) {
    count(of_sort_[static_cast<std::size_t>(c.key.kind)]);
    if (c.key.kind == record_kind::episodes) {
      for (std::size_t i = 1; i < 5; ++i)
        if (c.key.texts[i] != label::none) count(of_sort_[organisations + i - 1]);
      if (has_length) count(of_sort_[intervals]);
    }
    if (c.key.kind == record_kind::handovers && c.key.status == handover_status::proposed) count(of_sort_[proposals]);
  }

  template <class Count>
  void count_parties(const content& c, Count count) {
    if (c.key.kind != record_kind::episodes) return;
    const label of[] = {c.organisation, c.other};
    for (std::size_t i = 0; i < 2; ++i) {
      if (of[i] == label::none) continue;
      if (index_of(of[i]) >= of_party_[i].size()) of_party_[i].resize(index_of(of[i]) + 1);
      count(of_party_[i][index_of(of[i])]);
    }
  }

  [[nodiscard]] recorded_sorts recorded() const {
    const auto has = [&](std::size_t s) { return of_sort_[s] != 0; };
    const auto has_kind = [&](record_kind k) { return has(static_cast<std::size_t>(k)); };
    return {has_kind(record_kind::episodes),
            has(organisations),
            has(roles),
            has(workers),
            has(phases),
            has_kind(record_kind::milestones),
            has_kind(record_kind::plans),
            has_kind(record_kind::consents),
            has_kind(record_kind::handovers)};
  }

  const monitor_options* options_;
  subject_bits subjects_;
  bool asks_for_handovers_, asks_for_receivers_, asks_for_intervals_;
  std::array<std::size_t, sorts> of_sort_{};
  std::array<std::size_t, subject_bits::most> of_bit_{};
  std::vector<std::size_t> of_party_[2];  // by organisation and by service, as terms
};

}  // namespace polku::inline v0::detail
