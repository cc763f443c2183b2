// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/party.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace polku::inline v0 {

/// How a client's episodes become stays.
enum class reading : std::uint8_t {
  succession,  ///< episodes in order, equal neighbours merged: the classical reading of process mining
  coverage,    ///< per party the union of its episodes: services may run side by side
};

/// A stretch of time that a client spent with one party. Stays of different parties may overlap.
struct stay {
  time_point start;
  time_point end;            ///< `open_end` where it is open at the cutoff
  label party;
  event_log::index episode;  ///< its first episode

  friend bool operator==(const stay&, const stay&) = default;
};

struct stay_options {
  /// Empty: coverage where the log has episodes with ends, else succession.
  std::optional<polku::reading> reading = std::nullopt;
  /// Under coverage, breaks between episodes of one party of at most this length are closed.
  duration bridge = {};
};

[[nodiscard]] inline reading reading_of(const event_log& log, const stay_options& options) {
  return options.reading.value_or(log.has_intervals() ? reading::coverage : reading::succession);
}

/// Remembers one thing per party for the client at hand. Starting with the next client costs nothing.
template <class T>
class per_party {
 public:
  explicit per_party(std::size_t parties) : slots_(parties) {}

  void next_client() {
    if (++client_ == 0) {
      for (auto& s : slots_) s.client = 0;
      client_ = 1;
    }
  }
  /// What is remembered of the party, or null.
  [[nodiscard]] T* find(label party) {
    auto& s = slots_[index_of(party)];
    return s.client == client_ ? &s.value : nullptr;
  }
  void set(label party, const T& value) { slots_[index_of(party)] = {value, client_}; }

 private:
  struct slot {
    T value{};
    std::uint32_t client = 0;
  };
  std::vector<slot> slots_;
  std::uint32_t client_ = 0;
};

/// Makes the stays of one client after another, in memory that it uses again and again.
class stay_maker {
 public:
  stay_maker(const event_log& log, const party_column& parties, const stay_options& options)
      : log_(&log), parties_(&parties), reading_(reading_of(log, options)), bridge_(options.bridge),
        stay_of_(parties.names().size()) {}

  [[nodiscard]] polku::reading reading() const { return reading_; }

  /// A client's stays, ordered by start, then end (open last), then the place of their first episode under coverage, and by
  /// the order of the episodes under succession. Valid until the next call.
  /// O(m) under succession, O(m + s log s) under coverage, for m episodes and s stays that start together.
  [[nodiscard]] std::span<const stay> operator()(client_id client) {
    stays_.clear();
    if (!parties_->labels().empty()) {
      const auto episodes = log_->episodes_of(client);
      if (reading_ == reading::succession)
        succeed(episodes);
      else
        cover(episodes);
    }
    return stays_;
  }

 private:
  using index = event_log::index;

  void succeed(event_log::range episodes) {
    const auto start = log_->starts(), end = log_->ends();
    for (auto i = episodes.first; i != episodes.last;) {
      if (i + 1 == episodes.last || start[i + 1] != start[i] || end[i + 1] != end[i] || start[i] == end[i]) [[likely]]
        follow(i++);
      else
        i = follow_tied(i, episodes.last);
    }
  }

  void follow(index i) {
    const auto party = parties_->labels()[i];
    if (party == label::none) return;
    const auto end = log_->ends()[i];
    if (!stays_.empty() && stays_.back().party == party)
      stays_.back().end = std::max(stays_.back().end, end);
    else
      stays_.push_back({log_->starts()[i], end, party, i});
  }

  // Episodes with the same start and end go by party, in the order in which the parties first appear among them. Since they
  // would merge, the first one of each party tells it all.
  index follow_tied(index first, index last) {
    const auto start = log_->starts(), end = log_->ends();
    stay_of_.next_client();
    auto i = first;
    for (; i != last && start[i] == start[first] && end[i] == end[first]; ++i) {
      const auto party = parties_->labels()[i];
      if (party == label::none || stay_of_.find(party)) continue;
      stay_of_.set(party, 0);
      follow(i);
    }
    return i;
  }

  void cover(event_log::range episodes) {
    const auto start = log_->starts(), end = log_->ends();
    const auto label_of = parties_->labels();
    stay_of_.next_client();
    for (auto i = episodes.first; i != episodes.last; ++i) {
      const auto party = label_of[i];
      if (party == label::none) continue;
      const auto* const last = stay_of_.find(party);
      if (last && start[i] - stays_[*last].end <= bridge_) {
        stays_[*last].end = std::max(stays_[*last].end, end[i]);
      } else {
        stay_of_.set(party, static_cast<std::uint32_t>(stays_.size()));
        stays_.push_back({start[i], end[i], party, i});
      }
    }
    sort_equal_starts();
  }

  // Stays were opened in order of start; those that start together still have to go by end, now that it is known.
  void sort_equal_starts() {
    for (std::size_t i = 1; i < stays_.size(); ++i) {
      if (stays_[i].start != stays_[i - 1].start) [[likely]]
        continue;
      auto stop = i + 1;
      while (stop != stays_.size() && stays_[stop].start == stays_[i].start) ++stop;
      const auto at = [&](std::size_t k) { return stays_.begin() + static_cast<std::ptrdiff_t>(k); };
      std::sort(at(i - 1), at(stop), [](const stay& a, const stay& b) {
        return a.end != b.end ? a.end < b.end : a.episode < b.episode;
      });
      i = stop;
    }
  }

  const event_log* log_;
  const party_column* parties_;
  polku::reading reading_;
  duration bridge_;
  std::vector<stay> stays_;
  per_party<std::uint32_t> stay_of_;  // under coverage the party's latest stay; under succession who is among the tied
};

}  // namespace polku::inline v0
