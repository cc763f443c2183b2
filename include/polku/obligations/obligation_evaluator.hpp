// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/obligations/log_records.hpp>
#include <polku/obligations/rule_evaluator.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace polku::inline v0::detail {

// Evaluates obligations on one client of a log after another.
class obligation_evaluator {
 public:
  // Throws std::invalid_argument where an obligation lacks a part.
  obligation_evaluator(const event_log& log, const std::vector<obligation>& obligations, const obligation_options& options)
      : cutoff_(log.cutoff()), rules_(obligations), records_(log, make_index(log, options), options.exits) {
    const auto recorded = index_->recorded();
    for (std::size_t i = 0; i < obligations.size(); ++i) {
      standings_.push_back(standing_of(obligations[i], recorded, options,
                                       [&](const subject& s) { return index_->is_matched(rules_.subjects().find(s)); }));
      if (standings_.back().status == evaluability::evaluated) evaluated_.push_back(i);
    }
  }

  [[nodiscard]] const std::vector<obligation_standing>& standings() const { return standings_; }

  // As rule_evaluator's, of those obligations that the log can tell of.
  template <bool WithStretches, class OnOutcome, class OnDone>
  void evaluate(client_id client, OnOutcome on_outcome, OnDone on_done) {
    rules_.evaluate<WithStretches>(records_.of(client), cutoff_, evaluated_, on_outcome, on_done);
  }
  [[nodiscard]] std::vector<violated_stretch>& violated() { return rules_.violated(); }

 private:
  const std::shared_ptr<subject_index>& make_index(const event_log& log, const obligation_options& options) {
    index_ = std::make_shared<subject_index>(log, options);
    const auto& subjects = rules_.subjects().all();
    for (std::uint32_t bit = 0; bit < subjects.size(); ++bit) index_->add(subjects[bit], bit);
    return index_;
  }

  time_point cutoff_;
  rule_evaluator rules_;
  std::shared_ptr<subject_index> index_;  // not changed any more once it is made
  log_records records_;
  std::vector<obligation_standing> standings_;
  std::vector<std::size_t> evaluated_;
};

}  // namespace polku::inline v0::detail
