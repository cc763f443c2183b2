// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/obligation.hpp>
#include <polku/model/pathway_design.hpp>

#include <fmt/format.h>

#include <concepts>
#include <iterator>
#include <string>
#include <string_view>

namespace polku::inline v0 {

/// "30 days", "1 day", "2.5 days".
[[nodiscard]] inline std::string to_string(duration d) {
  return fmt::format("{:g} {}", d.in_days(), d == duration(days(1)) ? "day" : "days");
}

/// The obligation as a sentence.
[[nodiscard]] inline std::string to_string(const obligation& o) {
  std::string y;
  for (const auto& n : o.needed) fmt::format_to(std::back_inserter(y), "{}{}", y.empty() ? "" : " and ", to_string(n));
  const auto x = to_string(o.when);
  const auto limit = o.limit ? to_string(*o.limit) : std::string();
  switch (o.form) {
    case obligation_form::while_active:
      return fmt::format("while {} is active there must be {}", x, y);
    case obligation_form::preceded_by:
      return fmt::format("before {} there must be {}", x, y);
    case obligation_form::begins_within:
      return fmt::format("after {}, {} must begin{} within {}", x, y, o.counts_running ? " or be running" : "", limit);
    case obligation_form::stays_active:
      return o.until_first ? fmt::format("after {}, {} must stay until {}", x, y, to_string(*o.until_first))
                           : fmt::format("after {}, {} must stay for at least {}", x, y, limit);
    case obligation_form::never_together:
      return fmt::format("{} and {} must never be together", x, y);
    case obligation_form::at_most_every:
      return fmt::format("{} at most every {}", x, limit);
    case obligation_form::at_least_every:
      return fmt::format("{} at least every {}", x, limit);
    case obligation_form::during_each:
      return fmt::format("during each {} at least {} {}", x, o.times, y);
  }
  return y;
}

/// The step as a sentence about the client.
[[nodiscard]] inline std::string to_string(const step& s) {
  switch (s.kind) {
    case step_kind::moves:
      return fmt::format("{} ends and {} begins", s.from, s.to);
    case step_kind::joins:
      return fmt::format("{} begins beside {}", s.to, s.from);
    case step_kind::fails:
      return s.to.empty() ? fmt::format("{} fails", s.from) : fmt::format("{} fails, then {}", s.from, s.to);
    case step_kind::ends:
      return fmt::format("{} ends", s.from);
  }
  return s.from;
}

[[nodiscard]] inline std::string to_string(const rule& r) {
  return r.kind == rule_kind::never_together ? fmt::format("{} and {} never together", to_string(r.x), to_string(r.y))
                                             : fmt::format("entering {} forces leaving {}", to_string(r.x), to_string(r.y));
}

[[nodiscard]] inline const std::string& to_string(const organisation& o) { return o.name; }
[[nodiscard]] inline const std::string& to_string(const role& r) { return r.name; }
[[nodiscard]] inline const std::string& to_string(const service& s) { return s.name; }
[[nodiscard]] inline const std::string& to_string(const outcome& o) { return o.name; }
[[nodiscard]] inline const std::string& to_string(const phase& p) { return p.name; }

namespace detail {
template <class T>
concept any_of_the_model = std::same_as<T, subject> || std::same_as<T, obligation> || std::same_as<T, step> ||
    std::same_as<T, rule> || std::same_as<T, organisation> || std::same_as<T, role> || std::same_as<T, service> ||
    std::same_as<T, outcome> || std::same_as<T, phase> || std::same_as<T, duration>;
}

}  // namespace polku::inline v0

// The values of the model print as they stand in a sentence.
/// \cond
template <polku::detail::any_of_the_model T>
struct fmt::formatter<T> : fmt::formatter<std::string_view> {
  template <class Context>
  auto format(const T& value, Context& context) const {
    return fmt::formatter<std::string_view>::format(to_string(value), context);
  }
};
/// \endcond
