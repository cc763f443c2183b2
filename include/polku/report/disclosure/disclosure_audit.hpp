// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/disclosure/linear_program.hpp>
#include <polku/report/disclosure/packed_lists.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Whether a reader can reckon a suppressed number from what is shown: whether it is the same in all solutions of the linear
/// relations that hold among the numbers, of which the true numbers are one.
///
/// The numbers that relations tie together, by way of suppressed ones, are looked at together where they are not too many
/// for that: reports of small groups, where the numbers are as small as can be and tell one another, are.
class disclosure_audit {
 public:
  using number = std::uint32_t;
  using term = linear_program::term;

  /// A number as it truly is, shown for now. The reader knows that it is at least so much.
  number add(double value, double least) {
    are_relations_known_ = false;
    numbers_.push_back({value, least});
    return static_cast<number>(numbers_.size() - 1);
  }
  void suppress(number n) { numbers_[n].is_hidden = true; }

  /// The terms add up to what they truly add up to, as the reader knows.
  void add_equation(const std::vector<term>& terms) { add(terms, {0, false}); }
  /// The terms add up to zero or more. Ignored where they do not.
  void add_inequality(const std::vector<term>& terms) {
    double sum = 0;
    for (const auto& t : terms) sum += t.factor * numbers_[t.number].value;
    if (sum >= 0) add(terms, {sum, true});
  }

  /// A suppressed number that the reader can reckon, and shown ones that tell it.
  struct told_number {
    number what;
    std::vector<number> by;
  };
  /// Those of some suppressed numbers that the reader can reckon. O(terms) and a linear program, with two goals for each
  /// number asked for at the worst, for all that are tied together.
  [[nodiscard]] std::vector<told_number> find_told(const std::vector<number>& asked) {
    std::vector<told_number> out;
    find_relations_of_numbers();
    for (const auto& g : find_groups(asked)) look_at(g, out);
    return out;
  }

 private:
  struct state {
    double value, least;
    bool is_hidden = false, is_protected = false;
  };
  struct relation {
    double slack;
    bool is_inequality;
  };

  void add(const std::vector<term>& terms, relation how) {
    are_relations_known_ = false;
    relations_.push_back(how);
    terms_.add(terms);
  }
  void find_relations_of_numbers() {
    if (std::exchange(are_relations_known_, true)) return;
    relations_of_ = {numbers_.size(), [&](auto put) {
                       for (std::uint32_t r = 0; r < relations_.size(); ++r)
                         for (const auto& t : terms_[r]) put(t.number, r);
                     }};
  }

  // Suppressed numbers that are tied together, and all relations of theirs.
  struct group {
    std::vector<number> numbers, asked;
    std::vector<std::uint32_t> relations;
  };
  // Those with a number asked for that is not known to be protected, unless they are many.
  std::vector<group> find_groups(const std::vector<number>& asked) {
    constexpr std::size_t most_numbers = 320, most_relations = 1280;
    std::vector<group> out;
    std::vector<std::uint32_t> group_of(numbers_.size(), none);
    std::vector<char> is_taken(relations_.size());
    position_.resize(numbers_.size(), none);
    for (const auto n : asked) {
      if (group_of[n] == none) {
        group g;
        const auto take = [&](number x) {
          if (!numbers_[x].is_hidden || group_of[x] != none) return;
          group_of[x] = static_cast<std::uint32_t>(out.size());
          g.numbers.push_back(x);
        };
        take(n);
        for (std::size_t i = 0; i < g.numbers.size(); ++i)
          for (const auto r : relations_of_[g.numbers[i]]) {
            if (std::exchange(is_taken[r], true)) continue;
            g.relations.push_back(r);
            for (const auto& t : terms_[r]) take(t.number);
          }
        out.push_back(std::move(g));
      }
      if (!numbers_[n].is_protected) out[group_of[n]].asked.push_back(n);
    }
    std::erase_if(out, [&](const group& g) {
      return g.asked.empty() || g.numbers.size() > most_numbers || g.relations.size() > most_relations;
    });
    return out;
  }

  void look_at(const group& near, std::vector<told_number>& out) {
    for (std::size_t i = 0; i < near.numbers.size(); ++i) position_[near.numbers[i]] = static_cast<std::uint32_t>(i);
    linear_program program(near.numbers.size());
    for (const auto r : near.relations) {
      double sum = 0;
      std::vector<term> terms;
      for (const auto& t : terms_[r]) {
        const auto at = position_[t.number];
        if (at == none) continue;
        terms.push_back({at, t.factor});
        sum += t.factor * (numbers_[t.number].value - numbers_[t.number].least);
      }
      if (relations_[r].is_inequality)
        program.add_inequality(std::move(terms), sum - relations_[r].slack);
      else
        program.add_equation(std::move(terms), sum);
    }
    // Whatever has moved in some solution is protected.
    const auto see = [&] {
      const auto found = program.solution();
      for (std::size_t i = 0; i < near.numbers.size(); ++i) {
        auto& x = numbers_[near.numbers[i]];
        if (std::abs(found[i] + x.least - x.value) >= far) x.is_protected = true;
      }
    };
    const bool is_solved = program.solve();  // but for rounding
    if (is_solved) see();
    for (const auto n : near.asked) {
      auto& x = numbers_[n];
      if (x.is_protected) continue;
      told_number told{n, {}};
      const auto see_what_binds = [&] {
        for (const auto r : program.binding())
          for (const auto& t : terms_[near.relations[r]])
            if (!numbers_[t.number].is_hidden) told.by.push_back(t.number);
      };
      if (is_solved) {
        if (std::isinf(program.go_to_most(position_[n]))) x.is_protected = true;
        see();
        if (x.is_protected) continue;
        see_what_binds();
        (void)program.go_to_least(position_[n]);
        see();
        if (x.is_protected) continue;
        see_what_binds();
      }
      out.push_back(std::move(told));
    }
    for (const auto x : near.numbers) position_[x] = none;
  }

  static constexpr auto none = static_cast<std::uint32_t>(-1);
  static constexpr double far = 1 - 1e-6;
  std::vector<state> numbers_;
  std::vector<relation> relations_;
  detail::packed_lists<term> terms_;                  // by relation
  detail::packed_lists<std::uint32_t> relations_of_;  // by number
  bool are_relations_known_ = false;                  // the last
  std::vector<std::uint32_t> position_;               // in the group looked at
};

}  // namespace polku::inline v0
