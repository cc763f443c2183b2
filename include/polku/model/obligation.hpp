// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>
#include <polku/model/subject.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// The forms an obligation can have. X is what triggers it, Y what it asks for.
enum class obligation_form : std::uint8_t {
  while_active,    ///< while X is active, each Y must be active
  preceded_by,     ///< some Y began at or before X; if Y lasts it is valid at X
  begins_within,   ///< after X starts, Y must begin or happen within a limit, both ends included
  stays_active,    ///< after X, Y must stay active for a limit, or until the first Z after X
  never_together,  ///< X and Y must not be active together
  at_most_every,   ///< from one X to the next, start to start, at least the limit
  at_least_every,  ///< from one X to the next at most the limit; also from observation's start and to its end
  during_each,     ///< during each X, at least so many Y
};

[[nodiscard]] constexpr std::string_view to_string(obligation_form f) {
  constexpr std::string_view names[] = {"while active",   "preceded by",   "begins within",  "stays active",
                                        "never together", "at most every", "at least every", "during each"};
  return names[static_cast<std::size_t>(f)];
}

/// Whether X and each Y are looked at where both last, side by side.
[[nodiscard]] constexpr bool is_of_two(obligation_form f) {
  return f == obligation_form::while_active || f == obligation_form::never_together;
}

/// Something that is owed to a client. A value: it can be named, printed as a sentence, compared, and evaluated on a design
/// or on records.
///
///     while_active(in_service("rehabilitative work")).there_must_be(with_role("own worker"))
///     after(milestone_of("referral")).must_begin(milestone_of("first employer contact")).within(days(30))
///     after(milestone_of("job start")).must_stay(in_service("job coaching")).for_at_least(days(90))
struct obligation {
  std::string name = {};
  obligation_form form = obligation_form::while_active;
  subject when = {};                                  ///< X
  std::vector<subject> needed = {};                   ///< Y; several join
  std::optional<duration> limit = std::nullopt;       ///< of the forms that have one
  std::optional<subject> until_first = std::nullopt;  ///< Z of stays_active
  std::size_t times = 1;                              ///< of during_each
  bool counts_running = false;                        ///< of begins_within: a Y that runs already will do

  [[nodiscard]] obligation named(std::string n) const {
    auto out = *this;
    out.name = std::move(n);
    return out;
  }
  /// Of while_active: another thing that must be active.
  [[nodiscard]] obligation and_also(subject y) const {
    auto out = *this;
    out.needed.push_back(std::move(y));
    return out;
  }
  /// Of begins_within: what runs already will do.
  [[nodiscard]] obligation or_be_running() const {
    auto out = *this;
    out.counts_running = true;
    return out;
  }
  friend bool operator==(const obligation&, const obligation&) = default;
};

namespace detail {

struct while_active_clause {
  subject x;
  [[nodiscard]] obligation there_must_be(subject y) const {
    return {.form = obligation_form::while_active, .when = x, .needed = {std::move(y)}};
  }
};
struct before_clause {
  subject x;
  [[nodiscard]] obligation there_must_be(subject y) const {
    return {.form = obligation_form::preceded_by, .when = x, .needed = {std::move(y)}};
  }
};
struct must_begin_clause {
  subject x, y;
  [[nodiscard]] obligation within(duration limit) const {
    return {.form = obligation_form::begins_within, .when = x, .needed = {y}, .limit = limit};
  }
};
struct must_stay_clause {
  subject x, y;
  [[nodiscard]] obligation for_at_least(duration limit) const {
    return {.form = obligation_form::stays_active, .when = x, .needed = {y}, .limit = limit};
  }
  [[nodiscard]] obligation until(subject z) const {
    return {.form = obligation_form::stays_active, .when = x, .needed = {y}, .until_first = std::move(z)};
  }
};
struct after_clause {
  subject x;
  [[nodiscard]] must_begin_clause must_begin(subject y) const { return {x, std::move(y)}; }
  [[nodiscard]] must_stay_clause must_stay(subject y) const { return {x, std::move(y)}; }
};
struct during_each_clause {
  subject x;
  [[nodiscard]] obligation at_least(std::size_t times, subject y) const {
    return {.form = obligation_form::during_each, .when = x, .needed = {std::move(y)}, .times = times};
  }
};

}  // namespace detail

[[nodiscard]] inline detail::while_active_clause while_active(subject x) { return {std::move(x)}; }
[[nodiscard]] inline detail::before_clause before(subject x) { return {std::move(x)}; }
[[nodiscard]] inline detail::after_clause after(subject x) { return {std::move(x)}; }
[[nodiscard]] inline detail::during_each_clause during_each(subject x) { return {std::move(x)}; }
[[nodiscard]] inline obligation never_together(subject x, subject y) {
  return {.form = obligation_form::never_together, .when = std::move(x), .needed = {std::move(y)}};
}
[[nodiscard]] inline obligation at_most_every(duration limit, subject x) {
  return {.form = obligation_form::at_most_every, .when = std::move(x), .limit = limit};
}
[[nodiscard]] inline obligation at_least_every(duration limit, subject x) {
  return {.form = obligation_form::at_least_every, .when = std::move(x), .limit = limit};
}

}  // namespace polku::inline v0
