// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/core/counted.hpp>
#include <polku/obligations/obligation_evaluator.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// How often an obligation was met. Every record that it is about is a trigger of its own.
struct obligation_counts {
  obligation_standing standing;  ///< where it is not `evaluated`, nothing was
  counted of_outcome[4];         ///< triggers, by obligation_outcome
  /// Of those met, the ones by point events, which are active at no time: what must be there, or must not, while something
  /// is active cannot fail then. (Of the forms `while_active` and `never_together`.)
  counted vacuous;

  [[nodiscard]] const counted& of(obligation_outcome o) const { return of_outcome[static_cast<std::size_t>(o)]; }
  [[nodiscard]] std::size_t triggers() const {
    std::size_t n = 0;
    for (const auto& c : of_outcome) n += c.count;
    return n;
  }
  friend bool operator==(const obligation_counts&, const obligation_counts&) = default;
};

/// Evaluates obligations on the clients it is shown, and counts.
class obligation_tally {
 public:
  static constexpr bool needs_stays = false;

  /// \throws std::invalid_argument where an obligation lacks a part (`find_problems` tells which).
  ///
  /// \throws std::length_error where the obligations speak of more than 64 different subjects.
  obligation_tally(const event_log& log, const std::vector<obligation>& obligations, const obligation_options& options = {})
      : evaluator_(log, obligations, options), totals_(obligations.size()) {
    for (const auto& o : obligations) holds_while_active_.push_back(is_of_two(o.form));
  }
  obligation_tally(event_log&&, const std::vector<obligation>&,
                   const obligation_options& = {}) = delete;  // the log would be gone

  void add(const client_block& block) {
    for (auto c = block.clients().first; c != block.clients().last; ++c) {
      outcomes now;
      evaluator_.evaluate<false>(
          client_id{c},
          [&](const detail::trigger& t, obligation_outcome outcome) {
            ++now.of[static_cast<std::size_t>(outcome)];
            now.points += t.is_point && outcome == obligation_outcome::met ? 1 : 0;
          },
          [&](std::size_t o) {
            auto& total = totals_[o];
            for (std::size_t k = 0; k < 4; ++k) total.of_outcome[k].add(now.of[k]);
            if (holds_while_active_[o]) total.vacuous.add(now.points);
            now = {};
          });
    }
  }

  void merge(obligation_tally&& other) {
    for (std::size_t o = 0; o < totals_.size(); ++o) {
      for (std::size_t k = 0; k < 4; ++k) totals_[o].of_outcome[k].merge(other.totals_[o].of_outcome[k]);
      totals_[o].vacuous.merge(other.totals_[o].vacuous);
    }
  }

  /// One for each obligation, in their order.
  [[nodiscard]] std::vector<obligation_counts> result() && {
    for (std::size_t o = 0; o < totals_.size(); ++o) totals_[o].standing = evaluator_.standings()[o];
    return std::move(totals_);
  }

 private:
  struct outcomes {
    std::size_t of[4] = {0, 0, 0, 0};
    std::size_t points = 0;
  };

  detail::obligation_evaluator evaluator_;
  std::vector<obligation_counts> totals_;
  std::vector<char> holds_while_active_;
};

/// Evaluates obligations on a log, and counts what became of each, in their order.
///
/// Names are matched without regard to ASCII case, `_`, `-` and space; phases by any name that the process knows. Where X
/// and Y are the same subject, Y is another record than the trigger, but for what must be or stay active; a record that two
/// different subjects speak of answers itself. What an exit cuts off before it is decided is lapsed; episodes end there. A
/// handover is what its rows tell together (`joined_handover`); one that was declined triggers too, but nothing need begin
/// after it, and it is none that is asked for.
///
/// O(k m log m) for k obligations and m records of one client, added up over clients.
/// \throws std::invalid_argument where an obligation lacks a part (`find_problems` tells which).
///
/// \throws std::length_error where the obligations speak of more than 64 different subjects.
[[nodiscard]] inline std::vector<obligation_counts> count_obligations(const event_log& log,
                                                                      const std::vector<obligation>& obligations,
                                                                      const obligation_options& options = {}) {
  obligation_tally tally(log, obligations, options);
  scan(pathways(log), tally);
  return std::move(tally).result();
}

/// What a log can tell of obligations, before they are evaluated: one standing for each, in their order. O(names).
/// \throws as count_obligations.
[[nodiscard]] inline std::vector<obligation_standing> check_obligations(const event_log& log,
                                                                        const std::vector<obligation>& obligations,
                                                                        const obligation_options& options = {}) {
  return detail::obligation_evaluator(log, obligations, options).standings();
}

}  // namespace polku::inline v0
