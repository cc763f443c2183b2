// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/event_log.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// What every episode of a log is projected on: the parties that stays, transitions and returns are made of.
class party_column {
 public:
  /// A column that the log holds; it has to outlive this one.
  party_column(std::span<const label> labels, const label_table& names) : labels_(labels), names_(&names) {}
  /// A column made for the purpose.
  party_column(std::vector<label> labels, label_table names) : made_(std::move(labels)), made_names_(std::move(names)) {}

  /// One per episode; empty where no episode has a party.
  [[nodiscard]] std::span<const label> labels() const { return names_ ? labels_ : std::span<const label>(made_); }
  [[nodiscard]] const label_table& names() const { return names_ ? *names_ : made_names_; }
  [[nodiscard]] label operator[](event_log::index i) const { return labels().empty() ? label::none : labels()[i]; }

  /// How many episodes have no party and so form no stay. O(n).
  [[nodiscard]] std::size_t count_missing(const event_log& log) const {
    if (labels().empty()) return log.size();
    std::size_t n = 0;
    for (const auto l : labels()) n += l == label::none ? 1 : 0;
    return n;
  }

 private:
  std::span<const label> labels_;
  const label_table* names_ = nullptr;  // null: the column is the one below
  std::vector<label> made_;
  label_table made_names_;
};

/// The default projection: the organisation, or the service in a log without organisations.
struct default_party {};

/// A column of the log, `default_party`, or a callable that names the party of an `episode` (an empty name: none).
template <class P>
concept party_projection = std::same_as<std::remove_cvref_t<P>, field> ||
    std::same_as<std::remove_cvref_t<P>, default_party> ||
    (std::invocable<P&, const episode&>&& std::convertible_to<std::invoke_result_t<P&, const episode&>, std::string_view>);

/// The column that `default_party` means for a log.
[[nodiscard]] inline field default_field(const event_log& log) {
  return log.labels(field::organisations).empty() ? field::services : field::organisations;
}

/// A column of the log, which has to outlive it: costs no time or memory.
[[nodiscard]] inline party_column project(const event_log& log, field f) { return {log.labels(f), log.names(f)}; }
party_column project(event_log&& log, field f) = delete;  // the column would refer to a log that is gone
[[nodiscard]] inline party_column project(const event_log& log, default_party) { return project(log, default_field(log)); }
party_column project(event_log&& log, default_party) = delete;

/// Projects every episode by the user's function, called once per episode. O(n).
template <class Function>
[[nodiscard]] party_column project(const event_log& log, Function&& function) {
  static_assert(
      party_projection<Function>,
      "a party projection is a polku::field, or a callable that takes a const polku::episode& and returns its party's name");
  std::vector<label> labels;
  label_table names;
  labels.reserve(log.size());
  for (std::uint32_t c = 0; c < log.client_count(); ++c) {
    const auto [first, last] = log.episodes_of(client_id{c});
    for (auto i = first; i != last; ++i) {
      const episode record = log.episode_at(i, client_id{c});     // what the function returns may refer to it
      const auto& name = std::apply(function, std::tie(record));  // std::invoke without <functional>
      const std::string_view text = name;
      labels.push_back(text.empty() ? label::none : names.intern(text));
    }
  }
  return {std::move(labels), std::move(names)};
}

}  // namespace polku::inline v0
