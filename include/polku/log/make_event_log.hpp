// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/log_builder.hpp>

#include <concepts>
#include <functional>
#include <iterator>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// A log, and the records that could not be used. `log.record_count() + log.after_cutoff() + rejected.size()` is the number given.
struct made_log {
  event_log log;
  std::vector<rejection> rejected;
};

/// A callable that takes the user's own record and returns a `polku::episode`, or a type that converts to one, such as
/// `polku::owned_episode`.
template <class Projection, class Record>
concept projects_to_episode =
    std::invocable<Projection&, Record> && std::convertible_to<std::invoke_result_t<Projection&, Record>, episode>;

/// Anything that `for` goes through: containers, arrays, spans, views, single-pass ones too.
template <class Records>
concept record_range = requires(Records& records) {
  { std::begin(records) != std::end(records) } -> std::convertible_to<bool>;
  *std::begin(records);
};

struct log_options {
  std::optional<time_point> cutoff = std::nullopt;  ///< empty: the end of the records
};

/// Makes a log from any range of the user's own records, each turned into an episode by `projection`. The texts of the episode
/// need to live only until the projection is called again.
///
///     auto [log, rejected] = polku::make_event_log(rows, [](const row& r) {
///       return polku::episode{.client = r.id, .service = r.service, .start = r.from, .end = r.to};
///     });
///
/// O(n) where records come grouped by client and sorted by time, else O(n log m), m the episodes of the largest client.
template <record_range Records, class Projection = std::identity>
  requires projects_to_episode<Projection, decltype(*std::begin(std::declval<Records&>()))>
[[nodiscard]] made_log make_event_log(Records&& records, Projection projection = {}, const log_options& options = {}) {
  log_builder builder;
  std::vector<rejection> rejected;
  if constexpr (requires { records.size(); }) builder.reserve(static_cast<std::size_t>(records.size()));
  std::uint64_t place = 0;
  for (auto&& record : records) {
    const auto& projected = std::invoke(projection, std::forward<decltype(record)>(record));
    const auto check = builder.add(static_cast<const episode&>(projected), static_cast<std::uint32_t>(place));
    if (!check) rejected.push_back({place, record_kind::episodes, check.column, check.reason});
    ++place;
  }
  return {builder.finish(options.cutoff), std::move(rejected)};
}

/// A column of names as codes: `names[codes[i]]`, as a dictionary-encoded column or a categorical has them. A code beyond the
/// names (such as -1 as unsigned) is a missing value.
struct coded_column {
  std::span<const std::uint32_t> codes = {};
  std::span<const std::string_view> names = {};

  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    return codes.empty() || codes[i] >= names.size() ? std::string_view{} : names[codes[i]];
  }
};

/// Episodes column by column; all columns that are given have one entry per episode.
struct episode_columns {
  coded_column client;
  coded_column service;
  coded_column organisation = {};
  coded_column role = {};
  coded_column worker = {};
  coded_column phase = {};
  std::span<const time_point> start;
  std::span<const time_point> end;  ///< `open_end` where an episode is open; the same column as `start`: point events
};

/// Makes a log from columns. O(n) or O(n log m), as from a range.
/// \throws std::invalid_argument where the columns differ in length.
[[nodiscard]] inline made_log make_event_log(const episode_columns& c, const log_options& options = {}) {
  const auto n = c.start.size();
  for (const auto* column : {&c.organisation, &c.role, &c.worker, &c.phase})
    if (!column->codes.empty() && column->codes.size() != n)
      throw std::invalid_argument("polku: the columns of episodes differ in length; give each one entry per episode");
  if (c.client.codes.size() != n || c.service.codes.size() != n || c.end.size() != n)
    throw std::invalid_argument("polku: the columns client, service, start and end need one entry per episode each");
  log_builder builder;
  builder.reserve(n);
  std::vector<rejection> rejected;
  for (std::size_t i = 0; i < n; ++i) {
    episode e{c.client[i], c.service[i], c.organisation[i], c.role[i], c.worker[i], c.phase[i], c.start[i], {}};
    if (c.end[i] != open_end) e.end = c.end[i];
    if (const auto check = builder.add(e, static_cast<std::uint32_t>(i)); !check)
      rejected.push_back({i, record_kind::episodes, check.column, check.reason});
  }
  return {builder.finish(options.cutoff), std::move(rejected)};
}

}  // namespace polku::inline v0
