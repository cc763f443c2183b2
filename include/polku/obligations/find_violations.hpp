// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/core/time_text.hpp>
#include <polku/model/text.hpp>
#include <polku/obligations/obligation_evaluator.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// A stretch of time, or an instant, in which an obligation was violated for a client. What several triggers violate at
/// once, or without a break, is one.
///
/// | form | violated |
/// |---|---|
/// | while_active, stays_active | while something needed is not active |
/// | preceded_by | at the trigger |
/// | begins_within | from the deadline until all that is needed has begun, or an exit, or the cutoff |
/// | never_together | while they are active together |
/// | at_most_every | at the next one, which came too soon |
/// | at_least_every | from the limit until the next one, or observation's end |
/// | during_each | from the trigger's start to its end |
struct obligation_violation {
  client_id client;
  std::size_t obligation;  ///< its place among those given
  time_point start;
  time_point end;        ///< exclusive; `start` where it is an instant
  time_point trigger;    ///< the time of the first trigger, or of observation's start
  record_kind kind;      ///< what that trigger is; where it is observation's start, the first episode
  std::uint32_t record;  ///< the trigger: an episode's index in the log, else the place among the client's records of
                         ///< its kind (a handover's: among those joined)

  [[nodiscard]] bool is_instant() const { return start == end; }
  [[nodiscard]] duration length() const { return end - start; }
  friend bool operator==(const obligation_violation&, const obligation_violation&) = default;
};

namespace detail {

// Appends what the stretches of one obligation and client are together, in order of time.
inline void unite(std::vector<violated_stretch>& all, client_id client, std::size_t obligation,
                  std::vector<obligation_violation>& out) {
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    if (a.start != b.start) return a.start < b.start;
    if (a.trigger != b.trigger) return a.trigger < b.trigger;
    return a.index < b.index;
  });
  const auto first = out.size();
  for (const auto& v : all) {
    if (out.size() != first && v.start <= out.back().end)
      out.back().end = std::max(out.back().end, v.end);
    else
      out.push_back({client, obligation, v.start, v.end, v.trigger, v.kind, v.index});
  }
}

}  // namespace detail

/// Lists where obligations are violated by the clients it is shown.
class violation_list {
 public:
  static constexpr bool needs_stays = false;

  /// \throws as obligation_tally.
  violation_list(const event_log& log, const std::vector<obligation>& obligations, const obligation_options& options = {})
      : evaluator_(log, obligations, options) {}
  violation_list(event_log&&, const std::vector<obligation>&,
                 const obligation_options& = {}) = delete;  // the log would be gone

  void add(const client_block& block) {
    for (auto c = block.clients().first; c != block.clients().last; ++c)
      evaluator_.evaluate<true>(
          client_id{c}, [](const detail::trigger&, obligation_outcome) {},
          [&](std::size_t o) { detail::unite(evaluator_.violated(), client_id{c}, o, found_); });
  }

  void merge(violation_list&& other) { found_.insert(found_.end(), other.found_.begin(), other.found_.end()); }

  [[nodiscard]] std::vector<obligation_violation> result() && { return std::move(found_); }

 private:
  detail::obligation_evaluator evaluator_;
  std::vector<obligation_violation> found_;
};

/// Lists where obligations are violated, by client, then obligation, then time. What cannot be evaluated on the log
/// (`check_obligations` tells) has no violations. Time as `count_obligations`, which says how they are evaluated, and
/// O(v log v) for v violations of one client.
/// \throws as count_obligations.
[[nodiscard]] inline std::vector<obligation_violation> find_violations(const event_log& log,
                                                                       const std::vector<obligation>& obligations,
                                                                       const obligation_options& options = {}) {
  violation_list list(log, obligations, options);
  scan(pathways(log), list);
  return std::move(list).result();
}

/// The violation as a sentence that calls the client so. `obligations` are those that were given.
[[nodiscard]] inline std::string to_string(const obligation_violation& v, const std::vector<obligation>& obligations,
                                           const event_log& log, std::string_view client) {
  const auto& o = obligations[v.obligation];
  const auto at = [&](time_point t) { return to_string(t, t.is_midnight() ? resolution::day : resolution::instant); };
  const auto what = o.name.empty() ? to_string(o) : fmt::format("{} ({})", o.name, to_string(o));
  const auto when = v.is_instant()
                        ? fmt::format("on {}", at(v.start))
                        : fmt::format("from {} to {}, {}{}", at(v.start), at(v.end),
                                      v.end == log.cutoff() ? "the cutoff, at least " : "", to_string(v.length()));
  const bool is_of_episodes = o.when.kind <= subject_kind::phase;
  if (v.kind == record_kind::episodes && !is_of_episodes)
    return fmt::format("client {}: {}: violated {}; observed since {}", client, what, when, at(v.trigger));
  const auto about = v.kind == record_kind::episodes ? log.names(field::services)[log.label_of(v.record, field::services)]
                                                     : to_string(v.kind);
  return fmt::format("client {}: {}: violated {}; the {} of {} asks for it", client, what, when, about, at(v.trigger));
}

/// The same, with the client's name in it.
[[nodiscard]] inline std::string to_string(const obligation_violation& v, const std::vector<obligation>& obligations,
                                           const event_log& log) {
  return to_string(v, obligations, log, log.name_of(v.client));
}

}  // namespace polku::inline v0
