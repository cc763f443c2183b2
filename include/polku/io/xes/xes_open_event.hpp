// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/lifecycle.hpp>
#include <polku/io/record_part.hpp>
#include <polku/io/xes/xes_keys.hpp>
#include <polku/io/xes/xes_records.hpp>
#include <polku/log/log_builder.hpp>

#include <bit>
#include <optional>
#include <string>
#include <string_view>

namespace polku::inline v0 {

/// An event while its attributes are read. Kept for the next, it allocates nothing.
class xes_open_event {
 public:
  void begin() {
    event_ = {};
    event_.service = event_.organisation = event_.role = event_.worker = event_.phase = label::none;
    for (auto* text : {&start_, &end_, &else_start_}) text->clear();
  }

  /// Takes what an attribute says; names are numbered by the builder. \throws std::length_error as `log_builder::phase`.
  void take(xes_keys::parts says, std::string_view value, log_builder& names) {
    for (unsigned left = says; left != 0; left &= left - 1) {
      switch (std::countr_zero(left)) {
        case xes_keys::service:
          event_.service = names.name(field::services, value);
          break;
        case xes_keys::organisation:
          event_.organisation = names.name(field::organisations, value);
          break;
        case xes_keys::role:
          event_.role = names.name(field::roles, value);
          break;
        case xes_keys::worker:
          event_.worker = names.name(field::workers, value);
          break;
        case xes_keys::phase:
          event_.phase = names.phase(value);
          break;
        case xes_keys::start:
          start_ = value;
          break;
        case xes_keys::end:
          end_ = value;
          break;
        case xes_keys::else_start:
          else_start_ = value;
          break;
        case xes_keys::lifecycle:
          event_.step = read_lifecycle_step(value);
          break;
      }
    }
  }

  /// The event is over, and `out` is what it says, without client and line. Where it cannot be used, `bad` is what stands in
  /// the attribute to blame, until the next `begin`.
  record_check end(record_part& part, xes_event& out, std::string_view& bad) {
    if (const auto check = read_times(part, bad); !check) return check;
    bad = {};
    if (event_.service == label::none) return {fault::no_service, "service"};
    out = event_;
    return {};
  }

 private:
  // An event with a start is an episode, open where there is no end; one without is a point, or half of an episode.
  record_check read_times(record_part& part, std::string_view& bad) {
    const auto& start = start_.empty() ? else_start_ : start_;
    if (start.empty()) {
      bad = end_;
      const auto check = part.read_begin(end_, "time", event_.start);
      event_.end = event_.step == lifecycle_step::other ? event_.start : open_end;
      return check;
    }
    event_.step = lifecycle_step::other;
    bad = start;
    if (const auto check = part.read_begin(start, "start", event_.start); !check) return check;
    bad = end_;
    std::optional<time_point> end;
    const auto check = part.read_end(end_, "end", event_.start, end);
    event_.end = end.value_or(open_end);
    return check;
  }

  xes_event event_{};
  std::string start_, end_, else_start_;  // as written
};

}  // namespace polku::inline v0
