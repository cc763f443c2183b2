// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/log_builder.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// A log, and the records that could not be used. `log.record_count() + log.after_cutoff() + rejected.size()` is the number
/// given.
struct made_log {
  event_log log;
  std::vector<rejection> rejected;
};

namespace detail {

// std::identity, which would bring <functional>: a twentieth of the time that including polku takes.
struct as_it_is {
  template <class T>
  constexpr T&& operator()(T&& value) const noexcept {
    return static_cast<T&&>(value);
  }
};

}  // namespace detail

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

/// Up to when the records are known.
struct log_options {
  std::optional<time_point> cutoff = std::nullopt;  ///< empty: the end of the records
};

/// Makes a log from any range of the user's own records, each turned into an episode by `projection`. The texts of the
/// episode need to live only until the projection is called again.
///
///     auto [log, rejected] = polku::make_event_log(rows, [](const row& r) {
///       return polku::episode{.client = r.id, .service = r.service, .start = r.from, .end = r.to};
///     });
///
/// O(n) where records come grouped by client and sorted by time, else O(n log m), m the episodes of the largest client.
template <record_range Records, class Projection = detail::as_it_is>
requires projects_to_episode<Projection, decltype(*std::begin(std::declval<Records&>()))>
[[nodiscard]] made_log make_event_log(Records&& records, Projection projection = {}, const log_options& options = {}) {
  log_builder builder;
  std::vector<rejection> rejected;
  if constexpr (requires { records.size(); }) builder.reserve(static_cast<std::size_t>(records.size()));
  std::uint64_t place = 0;
  for (auto&& record : records) {
    const auto& projected = std::apply(projection, std::forward_as_tuple(std::forward<decltype(record)>(record)));
    const auto check = builder.add(static_cast<const episode&>(projected), static_cast<std::uint32_t>(place));
    if (!check) rejected.push_back({place, record_kind::episodes, check.column, check.reason});
    ++place;
  }
  return {builder.finish(options.cutoff), std::move(rejected)};
}

/// A column of names as codes: `names[codes[i]]`, as a dictionary-encoded column or a categorical has them. A code beyond
/// the names (such as -1 as unsigned), and an empty name, are a missing value. Names may occur twice.
struct coded_column {
  std::span<const std::uint32_t> codes = {};
  std::span<const std::string_view> names = {};
};

namespace detail {

// The numbers that the names of a coded column get in a builder, each asked for when it first appears.
class column_numbers {
 public:
  explicit column_numbers(const coded_column& column) : column_(&column), numbers_(column.names.size(), unknown) {}

  // Whether the row has a name. A row that is refused makes no name known.
  [[nodiscard]] bool has_name(std::size_t i) const {
    const auto code = column_->codes[i];
    if (code >= numbers_.size()) return false;
    return numbers_[code] == unknown ? !column_->names[code].empty() : numbers_[code] != label::none;
  }

  template <class Number>
  label operator()(std::size_t i, Number number) {
    if (column_->codes.empty() || column_->codes[i] >= numbers_.size()) return label::none;
    auto& l = numbers_[column_->codes[i]];
    if (l == unknown) [[unlikely]]
      l = number(column_->names[column_->codes[i]]);
    return l;
  }

 private:
  static constexpr label unknown{0xFFFF'FFFE};
  const coded_column* column_;
  std::vector<label> numbers_;
};

}  // namespace detail

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
  // Each name is looked up once, however many episodes have it, and when it first appears, so that labels and clients keep
  // the order of first appearance.
  log_builder builder;
  builder.reserve(n);
  detail::column_numbers client(c.client), service(c.service), organisation(c.organisation), role(c.role), worker(c.worker),
      phase(c.phase);
  const auto name = [&](field f) { return [&builder, f](std::string_view text) { return builder.name(f, text); }; };
  const auto client_name = [&](std::string_view text) { return label{index_of(builder.client(text))}; };
  std::vector<rejection> rejected;
  for (std::size_t i = 0; i < n; ++i) {
    auto check = detail::check_times(c.start[i], "start", c.end[i], "end");
    if (!client.has_name(i))
      check = {fault::no_client, "client"};
    else if (!service.has_name(i))
      check = {fault::no_service, "service"};
    if (!check) {
      rejected.push_back({i, record_kind::episodes, check.column, check.reason});
      continue;
    }
    const coded_episode e{client_id{index_of(client(i, client_name))},
                          organisation(i, name(field::organisations)),
                          service(i, name(field::services)),
                          role(i, name(field::roles)),
                          worker(i, name(field::workers)),
                          phase(i, [&](std::string_view text) { return builder.phase(text); }),
                          c.start[i],
                          c.end[i]};
    static_cast<void>(builder.add(e, static_cast<std::uint32_t>(i)));
  }
  return {builder.finish(options.cutoff), std::move(rejected)};
}

}  // namespace polku::inline v0
