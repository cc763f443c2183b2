// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// How far each of some numbers, none of them negative, can go by linear relations that hold among them: the simplex method
/// (Dantzig 1951) on a dense table, with Bland's rule in the long run. For small problems: O(relations * (numbers +
/// relations)) memory, and time per step, of which there are mostly a few per relation.
class linear_program {
 public:
  struct term {
    std::uint32_t number;
    int factor;
  };

  explicit linear_program(std::size_t numbers) : numbers_(numbers) {}

  /// The terms add up to so much. One number may be in several terms.
  void add_equation(std::vector<term> terms, double sum) { relations_.push_back({std::move(terms), sum}); }
  /// The terms add up to so much or more.
  void add_inequality(std::vector<term> terms, double sum) {
    relations_.push_back({std::move(terms), sum, numbers_ + inequalities_++});
  }

  /// Finds a first solution. Returns whether there is any.
  [[nodiscard]] bool solve() {
    // The numbers, then by how much each inequality is exceeded, then what each relation that does not hold from the start
    // lacks, which is to become zero; the right side is last.
    columns_ = numbers_ + inequalities_;
    std::size_t lacks = 0;
    for (const auto& r : relations_) lacks += is_open(r) ? 1 : 0;
    const auto m = relations_.size(), width = columns_ + lacks + 1;
    table_.assign(m + 1, std::vector<double>(width));
    basis_.resize(m);
    mark_.resize(m);
    auto& objective = table_[m];
    for (std::size_t i = 0, lack = columns_; i < m; ++i) {
      auto& row = table_[i];
      const auto& r = relations_[i];
      const double sign = (r.excess == none ? r.sum >= 0 : is_open(r)) ? 1 : -1;
      for (const auto& t : r.terms) row[t.number] += sign * t.factor;
      if (r.excess != none) row[r.excess] = -sign;
      row.back() = sign * r.sum;
      basis_[i] = mark_[i] = r.excess;
      if (!is_open(r)) continue;
      basis_[i] = lack;
      if (r.excess == none) mark_[i] = lack;
      row[lack++] = 1;
      for (std::size_t j = 0; j < columns_; ++j) objective[j] -= row[j];
      objective.back() -= row.back();
    }
    (void)minimise();
    if (objective.back() < -tolerance) return false;
    for (std::size_t i = 0; i < m; ++i) {
      if (basis_[i] < columns_) continue;
      for (std::size_t j = 0; j < columns_; ++j)
        if (std::abs(table_[i][j]) > tolerance) {
          pivot(i, j);
          break;
        }
    }
    return true;
  }

  /// The present solution.
  [[nodiscard]] std::vector<double> solution() const {
    std::vector<double> out(numbers_);
    for (std::size_t i = 0; i < basis_.size(); ++i)
      if (basis_[i] < numbers_) out[basis_[i]] = table_[i].back();
    return out;
  }

  /// Goes to a solution in which the number is smallest, or largest: returns that, or infinity. To be called after `solve`.
  double go_to_least(std::size_t number) { return go(number, 1); }
  double go_to_most(std::size_t number) { return -go(number, -1); }

  /// The relations, in the order in which they were added, that kept the number asked for last from going further.
  [[nodiscard]] std::vector<std::size_t> binding() const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < relations_.size(); ++i)
      if (std::abs(table_.back()[mark_[i]]) > tolerance) out.push_back(i);
    return out;
  }

 private:
  static constexpr double tolerance = 1e-7;
  static constexpr auto none = static_cast<std::size_t>(-1);
  struct relation {
    std::vector<term> terms;
    double sum;
    std::size_t excess = none;  // of an inequality: the column
  };
  // Whether it does not hold where all numbers are zero; an equation may hold, but has no column to say so.
  static bool is_open(const relation& r) { return r.excess == none || r.sum > 0; }

  double go(std::size_t number, double sign) {
    auto& objective = table_.back();
    std::fill(objective.begin(), objective.end(), 0.0);
    objective[number] = sign;
    for (std::size_t i = 0; i < basis_.size(); ++i)
      if (basis_[i] == number)
        for (std::size_t j = 0; j < objective.size(); ++j) objective[j] -= sign * table_[i][j];
    return minimise() ? -objective.back() : -std::numeric_limits<double>::infinity();
  }

  // By the steepest column. Returns whether there is a minimum.
  bool minimise() {
    constexpr std::size_t many_steps = 500;  // from then on the first column, which cannot go round in circles
    const auto m = basis_.size();
    const auto& objective = table_[m];
    for (std::size_t step = 0;; ++step) {
      auto j = columns_;
      for (std::size_t k = 0; k < columns_; ++k)
        if (objective[k] < -tolerance && (j == columns_ || (step < many_steps && objective[k] < objective[j]))) j = k;
      if (j == columns_) return true;
      auto i = m;
      double least = 0;
      for (std::size_t k = 0; k < m; ++k) {
        if (table_[k][j] <= tolerance) continue;
        const auto ratio = table_[k].back() / table_[k][j];
        if (i != m && (ratio > least + 1e-12 || (ratio >= least - 1e-12 && basis_[k] > basis_[i]))) continue;
        i = k;
        least = ratio;
      }
      if (i == m) return false;
      pivot(i, j);
    }
  }

  void pivot(std::size_t i, std::size_t j) {
    auto& row = table_[i];
    const auto by = row[j];
    for (auto& v : row) v /= by;
    for (std::size_t k = 0; k < table_.size(); ++k) {
      const auto f = table_[k][j];
      if (k == i || f == 0) continue;
      for (std::size_t l = 0; l < row.size(); ++l) table_[k][l] -= f * row[l];
    }
    basis_[i] = j;
  }

  std::size_t numbers_, inequalities_ = 0, columns_ = 0;
  std::vector<relation> relations_;
  std::vector<std::vector<double>> table_;  // a row for each relation, then the objective
  std::vector<std::size_t> basis_;          // by relation
  std::vector<std::size_t> mark_;           // by relation: the column that tells whether it binds
};

}  // namespace polku::inline v0
