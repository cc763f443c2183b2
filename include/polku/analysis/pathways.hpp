// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/party.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace polku::inline v0 {

/// How a client's episodes become stays.
enum class reading : std::uint8_t {
  succession,  ///< episodes in order, equal neighbours merged: the classical reading of process mining
  coverage,    ///< per party the union of its episodes: services may run side by side
};

[[nodiscard]] constexpr std::string_view to_string(reading r) {
  return r == reading::succession ? "succession" : "coverage";
}

/// How stays are made of episodes.
struct stay_options {
  /// Empty: coverage where the log has episodes with ends, else succession.
  std::optional<polku::reading> reading = std::nullopt;
  /// Under coverage, breaks between episodes of one party of at most this length are closed.
  duration bridge = {};
};

/// A log as the analyses see it: projected on its parties, and read in one way. Refers to the log, which has to outlive it.
///
/// A log converts to its pathways by default: `find_ping_pong(log)` is by organisation, under coverage where episodes have
/// ends. Whoever wants it otherwise says so once, for all analyses:
///
///     const pathways by_worker(log, {.reading = reading::succession}, field::workers);
///     count_transitions(by_worker);
///     find_ping_pong(by_worker, {.window = days(90)});
class pathways {
 public:
  /// O(1) for a column of the log, one call per episode for a function of the record.
  /// \throws std::invalid_argument where the bridge is negative.
  template <party_projection Projection = default_party>
  pathways(const event_log& log, const stay_options& options = {}, Projection&& projection = {})
      : log_(&log),
        parties_(project(log, projection)),
        reading_(options.reading.value_or(log.has_intervals() ? reading::coverage : reading::succession)),
        bridge_(options.bridge) {
    detail::require_not_negative(bridge_, "a bridge, the longest break that is closed,");
  }
  // The log would be gone before its pathways.
  pathways(event_log&&, const stay_options& = {}) = delete;
  template <class Projection>
  pathways(event_log&&, const stay_options&, Projection&&) = delete;

  /// The same log and parties, read in another way. O(1) for a column of the log, else O(n).
  [[nodiscard]] pathways read_as(reading how) const {
    auto out = *this;
    out.reading_ = how;
    return out;
  }

  [[nodiscard]] const event_log& log() const { return *log_; }
  [[nodiscard]] const party_column& parties() const { return parties_; }
  [[nodiscard]] const label_table& names() const { return parties_.names(); }
  [[nodiscard]] reading how() const { return reading_; }
  [[nodiscard]] duration bridge() const { return bridge_; }

 private:
  const event_log* log_;
  party_column parties_;
  reading reading_;
  duration bridge_;
};

namespace detail {

// `what`: "direct returns are counted". Throws std::invalid_argument where the pathways are read otherwise.
inline void require_succession(const pathways& paths, const char* what) {
  if (paths.how() != reading::succession)
    throw std::invalid_argument(
        std::string("polku: ").append(what).append(" by succession: give the tally paths.read_as(reading::succession)"));
}

}  // namespace detail

}  // namespace polku::inline v0
