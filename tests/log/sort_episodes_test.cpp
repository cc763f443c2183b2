// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Sorting episodes bucket by bucket, beside a stable sort of whole records.

#include "../random_source.hpp"

#include <polku/log/sort_episodes.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace polku;

struct record {
  std::uint32_t client = 0;
  time_point start = {}, end = {};
  std::uint32_t place = 0;
  label service = label::none, worker = label::none;
  std::uint16_t phase = 0;
};

TEST(SortEpisodes, IsAStableSortOfRecordsForBucketsOfAnySize) {
  polku_test::random_source random(7);
  for (int round = 0; round < 400; ++round) {
    const auto below = [&](int n) { return static_cast<std::uint32_t>(random.upto(n - 1)); };
    const auto clients = 1 + below(40), rows = below(200);
    const bool has_places = random.one_in(2), has_workers = random.one_in(2);
    std::vector<record> records;
    for (std::uint32_t i = 0; i < rows; ++i) {
      record r{.service = label{i}, .worker = label{2 * i}, .phase = static_cast<std::uint16_t>(i % 7)};
      r.client = below(static_cast<int>(clients));
      r.start = time_point::from_microseconds(random.upto(11));
      r.end = r.start + days(random.upto(2));
      r.place = has_places ? below(9) : i;
      records.push_back(r);
    }
    detail::log_data d;
    for (std::uint32_t c = 0; c < clients; ++c) d.clients.intern(std::to_string(c));
    d.cutoff = time_point::from_microseconds(random.upto(13));
    std::vector<client_id> client;
    for (const auto& r : records) {
      client.push_back(client_id{r.client});
      d.start.push_back(r.start);
      d.end.push_back(r.end);
      d.labels[0].push_back(r.service);
      if (has_workers) d.labels[3].push_back(r.worker);
      d.phase.push_back(r.phase);
      if (has_places) d.place.push_back(r.place);
    }
    const auto first = detail::sort_episodes(d, client, 1 + below(60));

    std::erase_if(records, [&](const record& r) { return r.start > d.cutoff; });
    std::stable_sort(records.begin(), records.end(), [](const record& a, const record& b) {
      return std::tie(a.client, a.start, a.end, a.place) < std::tie(b.client, b.start, b.end, b.place);
    });
    ASSERT_EQ(d.start.size(), records.size());
    ASSERT_EQ(first.size(), clients + 1);
    ASSERT_EQ(d.labels[3].size(), has_workers ? records.size() : 0);
    for (std::uint32_t i = 0; i < records.size(); ++i) {
      const auto& r = records[i];
      ASSERT_LE(first[r.client], i);
      ASSERT_GT(first[r.client + 1], i);
      ASSERT_EQ(d.start[i], r.start);
      ASSERT_EQ(d.end[i], r.end);
      ASSERT_EQ(d.place[i], r.place);
      ASSERT_EQ(d.labels[0][i], r.service);
      if (has_workers) {
        ASSERT_EQ(d.labels[3][i], r.worker);
      }
      ASSERT_EQ(d.phase[i], r.phase);
    }
  }
}

}  // namespace
