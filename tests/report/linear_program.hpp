// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace polku_test {

/// How far each of some unknown numbers can go, none of them negative, by linear equations that hold among them.
class linear_program {
 public:
  using terms = std::map<std::size_t, double>;  // coefficients by unknown

  std::size_t add_unknown() { return unknowns_++; }
  void add_equation(terms t, double sum) { rows_.push_back({std::move(t), sum}); }

  struct range {
    double low, high;
  };
  /// The range of each of the unknowns asked for, or a part of it that is at least 1 wide; nothing where the equations
  /// contradict one another.
  [[nodiscard]] std::optional<std::vector<range>> find_ranges(const std::vector<std::size_t>& asked) {
    std::vector<std::size_t> root(unknowns_);
    std::iota(root.begin(), root.end(), std::size_t{0});
    const auto find = [&](std::size_t x) {
      while (root[x] != x) x = root[x] = root[root[x]];
      return x;
    };
    for (const auto& r : rows_)
      for (const auto& [x, c] : r.first) root[find(x)] = find(r.first.begin()->first);
    std::map<std::size_t, std::vector<std::size_t>> members, equations, wanted;
    for (std::size_t x = 0; x < unknowns_; ++x) members[find(x)].push_back(x);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!rows_[i].first.empty())
        equations[find(rows_[i].first.begin()->first)].push_back(i);
      else if (std::abs(rows_[i].second) > tolerance)
        return std::nullopt;
    }
    for (const auto x : asked) wanted[find(x)].push_back(x);
    std::map<std::size_t, range> found;
    for (const auto& [r, unknowns] : wanted)
      if (!solve(members[r], equations[r], unknowns, found)) return std::nullopt;
    std::vector<range> out;
    for (const auto x : asked) out.push_back(found.at(x));
    return out;
  }

 private:
  static constexpr double tolerance = 1e-7;

  // The simplex method on a dense table: a row for each equation, then the artificial ones' objective; the right side is
  // last.
  bool solve(const std::vector<std::size_t>& members, const std::vector<std::size_t>& equations,
             const std::vector<std::size_t>& wanted, std::map<std::size_t, range>& found) {
    const auto n = members.size(), m = equations.size();
    std::map<std::size_t, std::size_t> column;
    for (std::size_t j = 0; j < n; ++j) column[members[j]] = j;
    table_.assign(m + 1, std::vector<double>(n + m + 1));
    basis_.resize(m);
    for (std::size_t i = 0; i < m; ++i) {
      const auto& [t, sum] = rows_[equations[i]];
      const double sign = sum < 0 ? -1 : 1;
      for (const auto& [x, c] : t) table_[i][column[x]] = sign * c;
      table_[i][n + i] = 1;
      table_[i].back() = sign * sum;
      basis_[i] = n + i;
      for (std::size_t j = 0; j < n; ++j) table_[m][j] -= table_[i][j];
      table_[m].back() -= table_[i].back();
    }
    columns_ = n + m;
    minimise();
    if (table_[m].back() < -tolerance) return false;
    for (std::size_t i = 0; i < m; ++i) {  // what is artificial leaves, or its equation says nothing
      if (basis_[i] < n) continue;
      for (std::size_t j = 0; j < n; ++j)
        if (std::abs(table_[i][j]) > tolerance) {
          pivot(i, j);
          break;
        }
    }
    columns_ = n;
    const auto seen = [&] {
      std::vector<double> value(n);
      for (std::size_t i = 0; i < m; ++i)
        if (basis_[i] < n) value[basis_[i]] = table_[i].back();
      for (const auto x : wanted) {
        const auto v = value[column[x]];
        auto& r = found.try_emplace(x, range{v, v}).first->second;
        r.low = std::min(r.low, v);
        r.high = std::max(r.high, v);
      }
    };
    seen();
    for (const auto x : wanted)
      for (const double sign : {1.0, -1.0}) {
        if (found.at(x).high - found.at(x).low >= 1) break;
        table_[m].assign(table_[m].size(), 0.0);
        table_[m][column[x]] = sign;
        for (std::size_t i = 0; i < m; ++i)
          if (basis_[i] == column[x]) {
            for (std::size_t j = 0; j < table_[m].size(); ++j) table_[m][j] -= sign * table_[i][j];
          }
        if (!minimise()) found.at(x).high = 1e9;
        seen();
      }
    return true;
  }

  // Returns whether there is a minimum.
  bool minimise() {
    const auto m = basis_.size();
    for (std::size_t step = 0;; ++step) {
      auto j = columns_;  // the steepest, or in the long run the first, so that it ends
      for (std::size_t k = 0; k < columns_; ++k)
        if (table_[m][k] < -tolerance && (j == columns_ || (step < 500 && table_[m][k] < table_[m][j]))) j = k;
      if (j == columns_) return true;
      auto i = m;
      for (std::size_t k = 0; k < m; ++k) {
        if (table_[k][j] <= tolerance) continue;
        const auto ratio = table_[k].back() / table_[k][j];
        const auto least = i == m ? 0 : table_[i].back() / table_[i][j];
        if (i == m || ratio < least - 1e-12 || (ratio <= least + 1e-12 && basis_[k] < basis_[i])) i = k;
      }
      if (i == m) return false;
      pivot(i, j);
    }
  }

  void pivot(std::size_t i, std::size_t j) {
    const auto p = table_[i][j];
    for (auto& v : table_[i]) v /= p;
    for (std::size_t k = 0; k < table_.size(); ++k) {
      const auto f = table_[k][j];
      if (k == i || f == 0) continue;
      for (std::size_t l = 0; l < table_[k].size(); ++l) table_[k][l] -= f * table_[i][l];
    }
    basis_[i] = j;
  }

  std::size_t unknowns_ = 0;
  std::vector<std::pair<terms, double>> rows_;
  std::vector<std::vector<double>> table_;
  std::vector<std::size_t> basis_;
  std::size_t columns_ = 0;
};

}  // namespace polku_test
