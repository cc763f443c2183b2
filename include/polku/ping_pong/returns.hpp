// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/progress.hpp>
#include <polku/analysis/scan.hpp>
#include <polku/core/choose.hpp>
#include <polku/core/counted.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// What counts as progress between leaving and coming back.
struct return_options {
  progress_options progress = {};
};

/// The stays between the two ends of a return, by their index in the client's stays.
class route {
 public:
  /// `size` stays one after the other from `first`.
  route(std::uint32_t first, std::uint32_t size) : first_(first), size_(size) {}
  /// The stays listed.
  explicit route(std::span<const std::uint32_t> listed)
      : listed_(listed.data()), size_(static_cast<std::uint32_t>(listed.size())) {}

  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] std::uint32_t operator[](std::uint32_t i) const { return listed_ ? listed_[i] : first_ + i; }

 private:
  const std::uint32_t* listed_ = nullptr;
  std::uint32_t first_ = 0;
  std::uint32_t size_;
};

/// A client left a party and came back to it by way of others, as the analyses see it. Indices are those of the client's
/// stays.
struct return_view {
  std::uint32_t first;   ///< the stay that was left
  std::uint32_t last;    ///< the stay that was come back to
  polku::route route;    ///< the stays between, before neighbours of one party are merged
  std::uint32_t length;  ///< entries on the route, neighbours of one party counted once, plus one; 2 is a direct return
  duration away;         ///< second stay's start minus first one's end; under succession it can be negative
};

/// Finds the returns of one client after another.
class return_finder {
 public:
  return_finder(const pathways& paths, const progress_options& progress)
      : cutoff_(paths.log().cutoff()), progress_(paths.log(), progress) {}

  /// Whether any return of the log could be with progress.
  [[nodiscard]] bool knows_progress() const { return progress_.knows_any(); }

  /// Looks at another client; those before are forgotten.
  void next(const client_history& h) { progress_.next(h.client, h.episodes); }

  /// The return that ends at a client's stay. Valid until the next one is asked for. O(k) under coverage for k stays
  /// between. \pre `h.back[last] != 0`. Under coverage the route can be empty: a re-entry, no return.
  [[nodiscard]] return_view return_at(const client_history& h, std::uint32_t last) {
    const auto first = last - h.back[last];
    const auto away = h.stays[last].start - detail::earlier(h.stays[first].end, cutoff_);
    if (h.paths.how() == reading::succession) return {first, last, route(first + 1, last - first - 1), last - first, away};
    const auto length = find_route(h.stays, first, last);
    return {first, last, route(route_), length, away};
  }

  /// Whether every stay of the route is still active when the second stay ends (coverage only): a service that runs
  /// alongside.
  [[nodiscard]] bool is_concurrent(const client_history& h, const return_view& r) const {
    if (h.paths.how() == reading::succession) return false;
    const auto end = detail::earlier(h.stays[r.last].end, cutoff_);
    for (std::uint32_t i = 0; i < r.route.size(); ++i)
      if (h.stays[r.route[i]].end <= end) return false;
    return true;
  }

  /// Whether progress falls between the first stay's end and the second one's start, both included.
  /// \pre `next` was called for the client
  [[nodiscard]] bool has_progress(const client_history& h, std::uint32_t last) const {
    return progress_.any_between(detail::earlier(h.stays[last - h.back[last]].end, cutoff_), h.stays[last].start);
  }

 private:
  // Fills route_ with the stays between i and j that meet the break between them; returns the length of the return.
  std::uint32_t find_route(std::span<const stay> stays, std::uint32_t i, std::uint32_t j) {
    route_.clear();
    std::uint32_t length = 1;
    for (auto k = i + 1; k < j; ++k) {
      if (!meets_break(stays[k], stays[i].end, stays[j].start)) continue;
      if (route_.empty() || stays[route_.back()].party != stays[k].party) ++length;
      route_.push_back(k);
    }
    return length;
  }

  time_point cutoff_;
  std::vector<std::uint32_t> route_;
  progress_finder progress_;
};

/// How many returns a log holds.
struct return_counts {
  counted total;
  counted direct;      ///< of length 2: A, B, A
  counted re_entries;  ///< the client left and came back with nobody new in between; not returns
  counted with_progress;
  counted concurrent;  ///< coverage only

  friend bool operator==(const return_counts&, const return_counts&) = default;
};

/// Counts the returns of the clients it is shown.
class return_tally {
 public:
  static constexpr bool needs_returns = true;

  return_tally(const pathways& paths, const return_options& options) : finder_(paths, options.progress) {}

  void add(const client_block& block) {
    count(block.stays(), block.returns());
    if (!finder_.knows_progress()) return;
    for (auto c = block.clients().first; c != block.clients().last; ++c) count_progress(block, client_id{c});
  }

  void merge(return_tally&& other) {
    counts_.total.merge(other.counts_.total);
    counts_.direct.merge(other.counts_.direct);
    counts_.re_entries.merge(other.counts_.re_entries);
    counts_.with_progress.merge(other.counts_.with_progress);
    counts_.concurrent.merge(other.counts_.concurrent);
  }

  [[nodiscard]] return_counts result() && { return counts_; }

 private:
  // Sums over the block first, and then what each client adds to them: no loop that ends where nobody can foretell. The sums
  // of all stays, direct ones, re-entries and concurrent ones share a word; a block of more stays is one client's.
  using sums = std::uint64_t;
  static constexpr unsigned total = 0, direct = 16, re_entries = 32, concurrent = 48;  // where they begin
  static_assert(client_block::most_episodes < 1u << 16);

  void count(const stay_block& block, const return_block& returns) {
    constexpr sums one = 1, of_length[] = {0, one << re_entries, one << total | one << direct, one << total};
    const auto clients = block.clients.last - block.clients.first;
    const auto n = block.first[clients];
    if (clients == 1) return count_one(returns, n);
    sums_before_.resize(std::size_t{n} + 1);
    sums all = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      sums_before_[i] = all;
      const auto length = returns.lengths[i];  // no std::min, of which compilers make a branch
      all += of_length[detail::choose(length < 3, length, 3u)];
      if (returns.concurrent) all += sums{returns.concurrent[i]} << concurrent;
    }
    sums_before_[n] = all;
    sums with = 0;  // how many clients have any
    for (std::uint32_t c = 0; c < clients; ++c) {
      const auto of_client = sums_before_[block.first[c + 1]] - sums_before_[block.first[c]];
      // Of all four at once: what is not 0 reaches the top bit of its place, and no further.
      with += (of_client + 0x7FFF'7FFF'7FFF'7FFF) >> 15 & 0x0001'0001'0001'0001;
    }
    const auto add = [&](counted& to, unsigned place) { to.merge({all >> place & 0xFFFF, with >> place & 0xFFFF}); };
    add(counts_.total, total);
    add(counts_.direct, direct);
    add(counts_.re_entries, re_entries);
    add(counts_.concurrent, concurrent);
  }

  void count_one(const return_block& returns, std::uint32_t n) {
    std::size_t of_length[] = {0, 0, 0, 0}, at_once = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      ++of_length[std::min(returns.lengths[i], 3u)];
      if (returns.concurrent) at_once += returns.concurrent[i];
    }
    counts_.total.add(of_length[2] + of_length[3]);
    counts_.direct.add(of_length[2]);
    counts_.re_entries.add(of_length[1]);
    counts_.concurrent.add(at_once);
  }

  void count_progress(const client_block& block, client_id client) {
    const auto h = block[client];
    const auto* const lengths = block.returns().lengths + (h.stays.data() - block.stays().stays);
    finder_.next(h);
    std::size_t n = 0;
    for (std::uint32_t j = 0; j < h.stays.size(); ++j) n += lengths[j] > 1 && finder_.has_progress(h, j) ? 1 : 0;
    counts_.with_progress.add(n);
  }

  return_finder finder_;
  return_counts counts_;
  std::vector<sums> sums_before_;  // each stay of the block
};

/// One return, with its evidence.
struct found_return {
  client_id client;
  stay first;               ///< the stay that was left
  std::vector<stay> route;  ///< the stays between, before neighbours of one party are merged
  stay last;                ///< the stay that was come back to
  std::size_t length;
  duration away;
  bool is_concurrent;
  bool has_progress;

  friend bool operator==(const found_return&, const found_return&) = default;
};

/// Lists the returns of the clients it is shown.
class return_list {
 public:
  return_list(const pathways& paths, const return_options& options) : finder_(paths, options.progress) {}

  void add(const client_history& h) {
    finder_.next(h);
    for (std::uint32_t j = 0; j < h.stays.size(); ++j) {
      if (h.back[j] == 0) continue;
      const auto r = finder_.return_at(h, j);
      if (r.length == 1) continue;  // a re-entry
      auto& found = found_.emplace_back();
      found = {h.client,
               h.stays[r.first],
               {},
               h.stays[j],
               r.length,
               r.away,
               finder_.is_concurrent(h, r),
               finder_.has_progress(h, j)};
      for (std::uint32_t i = 0; i < r.route.size(); ++i) found.route.push_back(h.stays[r.route[i]]);
    }
  }

  void merge(return_list&& other) {
    for (auto& r : other.found_) found_.push_back(std::move(r));
  }

  [[nodiscard]] std::vector<found_return> result() && { return std::move(found_); }

 private:
  return_finder finder_;
  std::vector<found_return> found_;
};

/// Counts the returns of a log. O(n) under succession, O(n k) under coverage, for n episodes of at most k parties per
/// client.
[[nodiscard]] inline return_counts count_returns(const pathways& paths, const return_options& options = {}) {
  return_tally returns(paths, options);
  scan(paths, returns);
  return std::move(returns).result();
}

/// Lists the returns of a log, by client, then by the stay come back to. Time as `count_returns`, and the length of the
/// routes.
[[nodiscard]] inline std::vector<found_return> find_returns(const pathways& paths, const return_options& options = {}) {
  return_list returns(paths, options);
  scan(paths, returns);
  return std::move(returns).result();
}

}  // namespace polku::inline v0
