// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/splitmix64.hpp>
#include <polku/core/time.hpp>
#include <polku/log/make_event_log.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::bench {

struct synthetic_options {
  std::size_t episodes = 1'000'000;
  std::uint32_t organisations = 6;  ///< at least 1
  std::uint64_t seed = 1;
  bool is_shuffled = false;  ///< else by client, start and end (open last)
};

/// Made-up episodes as plain columns; names are numbers.
///
/// A client has 1 to 60 episodes, about 12 on average, spread as geometric. Of the next episodes some 40 % touch the one
/// before, 30 % leave a gap and 30 % overlap it; about 3 % of all run on for months beside the others, and about 3 % are
/// open. The next organisation is often the one before (A, B, A), sometimes the same (A, A), else any. Days from 2015-01-01
/// to 2024-12-31. No two episodes of a client share both start and end, so that the order of every log is plain to peers as
/// well.
struct synthetic_log {
  static constexpr std::int32_t first_day = 16'436;                               ///< 2015-01-01, in days from 1970-01-01
  static constexpr std::int32_t last_day = 20'088;                                ///< 2024-12-31
  static constexpr std::int32_t open = std::numeric_limits<std::int32_t>::max();  ///< the end of an open episode
  static constexpr std::uint32_t services_each = 3;                               ///< per organisation
  static constexpr std::uint32_t workers_each = 40;

  std::uint32_t clients = 0, services = 0, organisations = 0, workers = 0;  ///< how many of each
  std::vector<std::uint32_t> client, service, organisation, worker;         ///< per episode, each from 0
  std::vector<std::int32_t> start, end;                                     ///< per episode, in days from 1970-01-01

  [[nodiscard]] std::size_t size() const { return start.size(); }
};

namespace detail {

/// One client's episodes before they are numbered.
struct synthetic_episode {
  std::int32_t start, end;
  std::uint32_t service, organisation, worker;

  friend auto operator<=>(const synthetic_episode&, const synthetic_episode&) = default;
};

/// Fills `out` with the episodes of one client, ordered by start, then end.
inline void make_client(splitmix64& random, std::uint32_t organisations, std::vector<synthetic_episode>& out) {
  using log = synthetic_log;
  out.clear();
  std::uint32_t n = 1;
  while (n < 60 && random.below(12) != 0) ++n;

  // An episode takes some 43 days of the client's time, so that even the longest histories mostly fit.
  const auto room = static_cast<std::uint32_t>(log::last_day - log::first_day) + 1;
  auto now = log::first_day + static_cast<std::int32_t>(random.below(room - 50 * n));
  auto here = random.below(organisations), before = here;
  for (std::uint32_t i = 0; i < n && now <= log::last_day; ++i) {
    const auto length = static_cast<std::int32_t>(1 + random.below(80));
    synthetic_episode e{now, now + length, here * log::services_each + random.below(log::services_each), here,
                        here * log::workers_each + random.below(log::workers_each)};
    if (random.percent(3)) e.end += static_cast<std::int32_t>(100 + random.below(600));
    if (i + 1 == n ? random.percent(30) : random.below(1000) < 3) e.end = log::open;
    if (e.end > log::last_day) e.end = log::open;  // nobody knows yet when it will end
    out.push_back(e);

    const auto step = random.below(10);
    if (step < 4)
      now += length;
    else if (step < 7)
      now += length + 1 + static_cast<std::int32_t>(random.below(60));
    else
      now += static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(length)));

    const auto way = random.below(10);
    const auto left = here;
    if (way < 3)
      here = before;
    else if (way >= 5)
      here = random.below(organisations);
    if (here != left) before = left;
  }
  std::sort(out.begin(), out.end());
  const auto is_same_time = [](const auto& a, const auto& b) { return a.start == b.start && a.end == b.end; };
  out.erase(std::unique(out.begin(), out.end(), is_same_time), out.end());
}

template <class T>
void reorder(std::vector<T>& column, const std::vector<std::uint32_t>& order) {
  std::vector<T> ordered(column.size());
  for (std::size_t i = 0; i < order.size(); ++i) ordered[i] = column[order[i]];
  column.swap(ordered);
}

}  // namespace detail

/// Makes a log; the same options give the same log everywhere. O(n); about 30 ns and 24 bytes per episode.
[[nodiscard]] inline synthetic_log make_synthetic_log(const synthetic_options& options) {
  using log = synthetic_log;
  log out;
  out.organisations = options.organisations;
  out.services = options.organisations * log::services_each;
  out.workers = options.organisations * log::workers_each;
  const auto for_each_label = [&](auto act) {
    for (auto* column : {&out.client, &out.service, &out.organisation, &out.worker}) act(*column);
  };
  for_each_label([&](auto& column) { column.reserve(options.episodes); });
  out.start.reserve(options.episodes);
  out.end.reserve(options.episodes);

  splitmix64 random(options.seed);
  std::vector<detail::synthetic_episode> episodes;
  while (out.size() < options.episodes) {
    detail::make_client(random, options.organisations, episodes);
    if (episodes.size() > options.episodes - out.size()) episodes.resize(options.episodes - out.size());
    for (const auto& e : episodes) {
      out.client.push_back(out.clients);
      out.service.push_back(e.service);
      out.organisation.push_back(e.organisation);
      out.worker.push_back(e.worker);
      out.start.push_back(e.start);
      out.end.push_back(e.end);
    }
    ++out.clients;
  }

  if (options.is_shuffled) {
    std::vector<std::uint32_t> order(out.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    for_each_label([&](auto& column) { detail::reorder(column, order); });
    detail::reorder(out.start, order);
    detail::reorder(out.end, order);
  }
  return out;
}

/// The names behind the numbers of one column: a prefix and the number, from 1, padded with zeros to one width.
class numbered_names {
 public:
  numbered_names(std::string_view prefix, std::uint32_t count) : width_(prefix.size() + std::to_string(count).size()) {
    text_.reserve(count * width_);
    for (std::uint32_t i = 1; i <= count; ++i) {
      const auto digits = std::to_string(i);
      text_.append(prefix).append(width_ - prefix.size() - digits.size(), '0').append(digits);
    }
  }

  [[nodiscard]] std::size_t size() const { return text_.size() / width_; }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    return std::string_view(text_).substr(i * width_, width_);
  }

  /// Every name. They live as long as this.
  [[nodiscard]] std::vector<std::string_view> views() const {
    std::vector<std::string_view> out(size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = (*this)[i];
    return out;
  }

 private:
  std::size_t width_;
  std::string text_;
};

/// The names in a synthetic log.
struct synthetic_names {
  explicit synthetic_names(const synthetic_log& log)
      : client("c", log.clients),
        service("service ", log.services),
        organisation("organisation ", log.organisations),
        worker("worker ", log.workers) {}

  numbered_names client, service, organisation, worker;
};

/// A synthetic log in the form that `polku::make_event_log` takes. One text per name, none per episode.
class synthetic_columns {
 public:
  /// `log` has to outlive this.
  explicit synthetic_columns(const synthetic_log& log)
      : log_(&log),
        names_(log),
        clients_(names_.client.views()),
        services_(names_.service.views()),
        organisations_(names_.organisation.views()),
        workers_(names_.worker.views()) {
    start_.reserve(log.size());
    end_.reserve(log.size());
    for (const auto day : log.start) start_.push_back(time_of(day));
    for (const auto day : log.end) end_.push_back(day == synthetic_log::open ? open_end : time_of(day));
  }
  synthetic_columns(const synthetic_columns&) = delete;
  synthetic_columns& operator=(const synthetic_columns&) = delete;

  [[nodiscard]] episode_columns view() const {
    return {.client = {log_->client, clients_},
            .service = {log_->service, services_},
            .organisation = {log_->organisation, organisations_},
            .worker = {log_->worker, workers_},
            .start = start_,
            .end = end_};
  }

 private:
  static time_point time_of(std::int32_t day) { return time_point::from_microseconds(day * duration::microseconds_per_day); }

  const synthetic_log* log_;
  synthetic_names names_;
  std::vector<std::string_view> clients_, services_, organisations_, workers_;
  std::vector<time_point> start_, end_;
};

/// Writes a log as CSV, `case_id,activity,org,resource,start,end`; the end of an open episode is empty. `write` is called
/// with blocks of text, each about a megabyte. O(n).
template <class Write>
void write_csv(const synthetic_log& log, Write write) {
  constexpr std::size_t block = 1 << 20;
  const synthetic_names names(log);
  std::string dates;  // ten characters each
  for (auto day = synthetic_log::first_day; day <= synthetic_log::last_day; ++day) {
    const auto ymd = (date(1970, 1, 1) + days(day)).year_month_day();
    const int number = ymd.year * 10'000 + ymd.month.as_number() * 100 + ymd.day;
    const auto digits = std::to_string(number);
    dates.append(digits, 0, 4).append(1, '-').append(digits, 4, 2).append(1, '-').append(digits, 6, 2);
  }

  std::string text = "case_id,activity,org,resource,start,end\n";
  text.reserve(block + 1024);
  const auto put = [&](std::string_view field, char separator) { text.append(field).push_back(separator); };
  const auto put_day = [&](std::int32_t day, char separator) {
    put(std::string_view(dates).substr(static_cast<std::size_t>(day - synthetic_log::first_day) * 10, 10), separator);
  };
  for (std::size_t i = 0; i < log.size(); ++i) {
    put(names.client[log.client[i]], ',');
    put(names.service[log.service[i]], ',');
    put(names.organisation[log.organisation[i]], ',');
    put(names.worker[log.worker[i]], ',');
    put_day(log.start[i], ',');
    if (log.end[i] == synthetic_log::open)
      text.push_back('\n');
    else
      put_day(log.end[i], '\n');
    if (text.size() >= block) {
      write(std::string_view(text));
      text.clear();
    }
  }
  write(std::string_view(text));
}

}  // namespace polku::bench
