// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Where memory runs out, a log builder is as it was before, and goes on once there is some again.
#include "../random_records.hpp"

#include <polku/log/has_same_records.hpp>
#include <polku/log/log_builder.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <random>
#include <utility>

namespace {

// How many allocations succeed before one fails; negative: all.
thread_local int allocations_left = -1;

void* allocate(std::size_t size) {
  if (allocations_left == 0) {
    allocations_left = -1;
    throw std::bad_alloc();
  }
  if (allocations_left > 0) --allocations_left;
  if (void* const p = std::malloc(size == 0 ? 1 : size)) return p;
  throw std::bad_alloc();
}

}  // namespace

// Of the whole program; the forms for arrays call these.
void* operator new(std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {  // a sanitizer's own would not go with our delete
  try {
    return allocate(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace {

using namespace polku;

// Whether `act` came to its end before the memory did.
template <class Act>
bool succeeds_with(int allocations, Act act) {
  allocations_left = allocations;
  try {
    act();
    allocations_left = -1;
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

event_log log_of(log_builder builder) { return builder.finish(); }

// Lets each allocation of `act` fail once. A failure must change nothing in the builder, so that `act` can be repeated.
template <class Act>
void expect_all_or_nothing(const log_builder& before, Act act) {
  auto whole = before;
  act(whole);
  const auto expected = log_of(whole), untouched = log_of(before);
  for (int allocations = 0;; ++allocations) {
    ASSERT_LT(allocations, 1'000);
    auto builder = before;
    const bool is_done = succeeds_with(allocations, [&] { act(builder); });
    if (!is_done) {
      ASSERT_EQ(builder.episode_count(), before.episode_count());
      ASSERT_TRUE(has_same_records(log_of(builder), untouched)) << "after " << allocations << " allocations";
      act(builder);
    }
    ASSERT_TRUE(has_same_records(log_of(builder), expected)) << "after " << allocations << " allocations";
    if (is_done) return;
  }
}

// Sizes at which columns grow, or the episodes that wait for them.
constexpr int sizes[] = {0, 1, 63, 255, 256, 600};

log_builder with_records(int episodes) {
  std::mt19937 random(static_cast<unsigned>(episodes));
  log_builder out;
  polku_test::add_random_records(random, {.episodes = static_cast<std::size_t>(episodes)}, out);
  return out;
}

TEST(LogBuilderWithoutMemory, IsAsBeforeARecord) {
  const time_point at = date(2022, 1, 1);
  const episode plain{.client = "a client of a name that is long enough for the heap", .service = "s", .start = at};
  auto full = plain;
  full.organisation = "an organisation";
  full.role = "a role";
  full.worker = "a worker";
  full.phase = "a phase";
  for (const int n : sizes) {
    SCOPED_TRACE(n);
    const auto before = with_records(n);
    expect_all_or_nothing(before, [&](log_builder& b) { ASSERT_TRUE(b.add(plain)); });
    expect_all_or_nothing(before, [&](log_builder& b) { ASSERT_TRUE(b.add(full, 7)); });
    expect_all_or_nothing(before, [&](log_builder& b) { ASSERT_TRUE(b.add(milestone{"new", at, "kind", "detail"})); });
    expect_all_or_nothing(before, [&](log_builder& b) { ASSERT_TRUE(b.add(handover{"new", at, "one", "other"})); });
    expect_all_or_nothing(before, [&](log_builder& b) { ASSERT_TRUE(b.add(plan{"new", "kind", at})); });
    expect_all_or_nothing(before, [&](log_builder& b) { ASSERT_TRUE(b.add(consent{"new", "party", at})); });
  }
}

TEST(LogBuilderWithoutMemory, IsAsBeforeAnotherBuildersRecordsAndSoIsTheOther) {
  for (const int n : sizes) {
    SCOPED_TRACE(n);
    const auto others = with_records(40);
    const auto all_of_others = log_of(others);
    expect_all_or_nothing(with_records(n), [&](log_builder& b) {
      auto other = others;
      try {
        b.append(std::move(other), 1'000);
      } catch (const std::bad_alloc&) {
        EXPECT_TRUE(has_same_records(log_of(other), all_of_others));
        throw;
      }
    });
  }
}

TEST(LogBuilderWithoutMemory, IsAsBeforeWholeColumns) {
  labelled_columns columns;
  for (const auto* name : {"a", "b", "c"}) {
    columns.client.push_back(columns.clients.intern(name));
    columns.start.push_back(date(2022, 1, 1));
    columns.end.push_back(date(2022, 2, 1));
    columns.phase.push_back(columns.phases.intern("mapping"));
    columns.labels[static_cast<std::size_t>(field::services)].push_back(label{0});
  }
  columns.names[static_cast<std::size_t>(field::services)].intern("s");
  columns.end[1] = date(2021, 1, 1);  // before its start
  for (const int n : {0, 1, 300}) {
    SCOPED_TRACE(n);
    expect_all_or_nothing(with_records(n), [&](log_builder& b) {
      auto given = columns;
      EXPECT_EQ(b.take(std::move(given)).size(), 1u);
    });
  }
}

TEST(LogBuilderWithoutMemory, IsEmptyOrAsBeforeWhereItsLogCouldNotBeMade) {
  for (int allocations = 0;; ++allocations) {
    auto builder = with_records(300);
    const bool is_done = succeeds_with(allocations, [&] { (void)builder.finish(); });
    const auto left = builder.episode_count();
    ASSERT_TRUE(left == 0 || (left == 300 && !is_done)) << left;
    ASSERT_TRUE(builder.add(episode{.client = "a", .service = "s", .start = date(2022, 1, 1)}));
    ASSERT_EQ(builder.finish().size(), left + 1);
    if (is_done) return;
    ASSERT_LT(allocations, 10'000);
  }
}

}  // namespace
