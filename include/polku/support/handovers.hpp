// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/counted.hpp>
#include <polku/core/distribution.hpp>
#include <polku/core/pair_table.hpp>
#include <polku/support/handover_finder.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// The figures of some handovers.
struct handover_figures {
  counted all;
  counted of_outcome[4];     ///< by handover_outcome
  counted of_manner[4];      ///< by manner
  counted of_consent[3];     ///< by consent_state
  counted overlapping;       ///< picked up by a receiver that was there already
  counted unknown_receiver;  ///< to a party that no episode of the log is called by: nobody could see it pick up
  distribution latencies;    ///< of those picked up

  [[nodiscard]] const counted& of(handover_outcome o) const { return of_outcome[static_cast<std::size_t>(o)]; }
  [[nodiscard]] const counted& of(polku::manner m) const { return of_manner[static_cast<std::size_t>(m)]; }
  [[nodiscard]] const counted& of(consent_state c) const { return of_consent[static_cast<std::size_t>(c)]; }
  /// The share of warm ones among those whose manner is known; nothing where there are none.
  [[nodiscard]] std::optional<double> warm_share() const {
    const auto known = all.count - of(manner::unknown).count;
    if (known == 0) return std::nullopt;
    return static_cast<double>(of(manner::warm).count) / static_cast<double>(known);
  }
  friend bool operator==(const handover_figures&, const handover_figures&) = default;
};

/// The handovers from one party to another.
struct handover_pair {
  label from, to;  ///< in handover_counts::names
  handover_figures figures;

  friend bool operator==(const handover_pair&, const handover_pair&) = default;
};

/// How the handovers of a log went.
struct handover_counts {
  bool are_inferred = false;  ///< from transitions, as the log has no handovers
  handover_figures total;
  std::vector<handover_pair> pairs;  ///< by label of `from`, then of `to`
  label_table names;
};

/// The handovers of a log, one by one.
struct found_handovers {
  bool are_inferred = false;
  std::vector<handover_finding> handovers;  ///< by client, then time
  label_table names;
};

namespace detail {

// Adds up handovers, one client's after the other's.
class handover_sums {
 public:
  // Between so many parties.
  explicit handover_sums(std::size_t parties) : pairs_(parties) {}

  void add(const handover_finding& f) {
    total_.add(f);
    pairs_(f.from, f.to).add(f);
  }
  void merge(handover_sums&& other) {
    total_.merge(other.total_);
    other.pairs_.for_each([&](label from, label to, const running& figures) {
      if (figures.all.sum.count != 0) pairs_(from, to).merge(figures);
    });
  }
  [[nodiscard]] handover_counts result(bool are_inferred, const label_table& names) && {
    handover_counts out{are_inferred, std::move(total_).result(), {}, names};
    pairs_.for_each([&](label from, label to, running& figures) {
      if (figures.all.sum.count != 0) out.pairs.push_back({from, to, std::move(figures).result()});
    });
    return out;
  }

 private:
  struct running {
    event_count all, of_outcome[4], of_manner[4], of_consent[3], overlapping, unknown_receiver;
    distribution latencies;

    void add(const handover_finding& f) {
      all.add(f.client);
      of_outcome[static_cast<std::size_t>(f.outcome)].add(f.client);
      of_manner[static_cast<std::size_t>(f.manner)].add(f.client);
      of_consent[static_cast<std::size_t>(f.consent)].add(f.client);
      if (f.outcome == handover_outcome::picked_up && f.is_overlapping) overlapping.add(f.client);
      if (!f.is_receiver_known) unknown_receiver.add(f.client);
      if (f.outcome == handover_outcome::picked_up) latencies.add(*f.latency);
    }
    void merge(const running& other) {
      all.sum.merge(other.all.sum);
      for (std::size_t i = 0; i < 4; ++i) of_outcome[i].sum.merge(other.of_outcome[i].sum);
      for (std::size_t i = 0; i < 4; ++i) of_manner[i].sum.merge(other.of_manner[i].sum);
      for (std::size_t i = 0; i < 3; ++i) of_consent[i].sum.merge(other.of_consent[i].sum);
      overlapping.sum.merge(other.overlapping.sum);
      unknown_receiver.sum.merge(other.unknown_receiver.sum);
      latencies.merge(other.latencies);
    }
    handover_figures result() && {
      handover_figures out;
      out.all = all.sum;
      for (std::size_t i = 0; i < 4; ++i) out.of_outcome[i] = of_outcome[i].sum;
      for (std::size_t i = 0; i < 4; ++i) out.of_manner[i] = of_manner[i].sum;
      for (std::size_t i = 0; i < 3; ++i) out.of_consent[i] = of_consent[i].sum;
      out.overlapping = overlapping.sum;
      out.unknown_receiver = unknown_receiver.sum;
      out.latencies = std::move(latencies);
      return out;
    }
  };

  running total_;
  pair_table<running> pairs_;
};

}  // namespace detail

/// Counts the handovers of the clients it is shown.
class handover_tally {
 public:
  /// \throws std::invalid_argument where handovers have to be inferred and the pathways are not read by coverage.
  explicit handover_tally(const pathways& paths, const handover_options& options = {})
      : finder_(paths, options), sums_(finder_.names().size()) {}

  void add(const client_history& h) {
    finder_.for_each(h, [&](const handover_finding& f) { sums_.add(f); });
  }
  void merge(handover_tally&& other) { sums_.merge(std::move(other.sums_)); }
  [[nodiscard]] handover_counts result() && { return std::move(sums_).result(finder_.are_inferred(), finder_.names()); }

 private:
  handover_finder finder_;
  detail::handover_sums sums_;
};

/// Lists the handovers of the clients it is shown.
class handover_list {
 public:
  /// \throws as handover_tally.
  explicit handover_list(const pathways& paths, const handover_options& options = {}) : finder_(paths, options) {}

  void add(const client_history& h) {
    finder_.for_each(h, [&](const handover_finding& f) { found_.push_back(f); });
  }
  void merge(handover_list&& other) { found_.insert(found_.end(), other.found_.begin(), other.found_.end()); }
  [[nodiscard]] found_handovers result() && { return {finder_.are_inferred(), std::move(found_), finder_.names()}; }

 private:
  handover_finder finder_;
  std::vector<handover_finding> found_;
};

/// Counts how the handovers of a log went, in all and by pair of parties: those recorded, or, in a log that has none, the
/// transitions between different parties under coverage, whatever the reading of the pathways.
/// O(n log m) for n records, m the most of one client.
[[nodiscard]] inline handover_counts count_handovers(const pathways& paths, const handover_options& options = {}) {
  const auto by_coverage = paths.read_as(reading::coverage);
  handover_tally tally(by_coverage, options);
  scan(by_coverage, tally);
  return std::move(tally).result();
}

/// Lists the handovers of a log with what became of each. Time as `count_handovers`.
[[nodiscard]] inline found_handovers find_handovers(const pathways& paths, const handover_options& options = {}) {
  const auto by_coverage = paths.read_as(reading::coverage);
  handover_list list(by_coverage, options);
  scan(by_coverage, list);
  return std::move(list).result();
}

}  // namespace polku::inline v0
