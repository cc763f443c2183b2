// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/client_matters.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace polku::inline v0::detail {

// How many records of each sort there are, of all clients together.
class known_records {
 public:
  known_records(const std::vector<obligation>& obligations, const obligation_options& options, const subject_bits& subjects)
      : obligations_(&obligations), options_(&options), subjects_(subjects) {
    for (const auto& s : subjects_.all()) {
      asks_for_handovers_ = asks_for_handovers_ || s.kind == subject_kind::handover;
      asks_for_receivers_ = asks_for_receivers_ || s.kind == subject_kind::receiver;
    }
  }

  // A record begins to count. Returns whether there is now a sort of which there was none.
  bool add(const content& c) {
    bool is_new = false;
    for_each_sort(c, [&](std::size_t& n) { is_new = n++ == 0 || is_new; });
    for (auto left = c.subjects; left != 0; left &= left - 1) ++of_bit_[static_cast<std::size_t>(std::countr_zero(left))];
    return is_new;
  }
  // One counts no more. Returns whether there is now a sort less.
  bool remove(const content& c) {
    bool is_last = false;
    for_each_sort(c, [&](std::size_t& n) { is_last = --n == 0 || is_last; });
    for (auto left = c.subjects; left != 0; left &= left - 1) --of_bit_[static_cast<std::size_t>(std::countr_zero(left))];
    return is_last;
  }

  [[nodiscard]] reading_rules rules() const {
    reading_rules out{
        asks_for_handovers_ && of_sort_[proposals] != 0, asks_for_receivers_ && of_sort_[organisations] != 0, {}};
    const auto known = recorded();
    for (const auto& o : *obligations_)
      out.is_evaluated.push_back(standing_of(o, known, *options_, [](const subject&) { return true; }).status ==
                                 evaluability::evaluated);
    return out;
  }

  [[nodiscard]] obligation_standing standing(std::size_t obligation) const {
    return standing_of((*obligations_)[obligation], recorded(), *options_, [&](const subject& s) {
      return s.kind == subject_kind::any_service || s.kind == subject_kind::receiver || of_bit_[subjects_.find(s)] != 0;
    });
  }

 private:
  enum sort { of_kind, organisations = 5, roles, workers, phases, proposals, sorts };  // first one for each record_kind

  template <class Count>
  void for_each_sort(const content& c, Count count) {
    count(of_sort_[static_cast<std::size_t>(c.key.kind)]);
    if (c.key.kind == record_kind::episodes)
      for (std::size_t i = 1; i < 5; ++i)
        if (c.key.texts[i] != label::none) count(of_sort_[organisations + i - 1]);
    if (c.key.kind == record_kind::handovers && c.key.status == handover_status::proposed) count(of_sort_[proposals]);
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

  const std::vector<obligation>* obligations_;
  const obligation_options* options_;
  subject_bits subjects_;
  bool asks_for_handovers_ = false, asks_for_receivers_ = false;
  std::array<std::size_t, sorts> of_sort_{};
  std::array<std::size_t, subject_bits::most> of_bit_{};
};

}  // namespace polku::inline v0::detail
