// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.

#include <polku/core/work_in_order.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <vector>

namespace {

using namespace polku;

// The pieces are the numbers from 0 to `pieces`, given as their squares.
template <class Work>
std::vector<std::size_t> squares(unsigned threads, std::size_t pieces, Work before_work) {
  struct piece {
    std::size_t number = 0, square = 0;
  };
  std::size_t next = 0;
  std::vector<std::size_t> given;
  work_in_order<piece>(
      threads, [] { return piece{}; },
      [&](piece& p) {
        p.number = next;
        return next++ < pieces;
      },
      [&](piece& p) {
        before_work(p.number);
        p.square = p.number * p.number;
      },
      [&](piece& p) { given.push_back(p.square); });
  return given;
}

TEST(WorkInOrder, GivesEveryPieceInTheOrderTheyWereTaken) {
  for (const unsigned threads : {1u, 2u, 3u, 8u}) {
    for (const std::size_t pieces : {0u, 1u, 2u, 500u}) {
      const auto given = squares(threads, pieces, [](std::size_t) {});
      ASSERT_EQ(given.size(), pieces) << threads;
      for (std::size_t i = 0; i < pieces; ++i) ASSERT_EQ(given[i], i * i) << threads;
    }
  }
}

TEST(WorkInOrder, GoesOnWithOtherPiecesWhileAnEarlierOneTakesLong) {
  // The first piece takes until the other thread has worked on all that may wait for it, and on one in hand.
  std::atomic<int> worked = 0;
  const auto given = squares(2, 10, [&](std::size_t number) {
    if (number != 0)
      ++worked;
    else
      while (worked < 3) {
      }
  });
  EXPECT_EQ(given, (std::vector<std::size_t>{0, 1, 4, 9, 16, 25, 36, 49, 64, 81}));
}

TEST(WorkInOrder, ThrowsWhatTheWorkThrewAndEnds) {
  for (const unsigned threads : {1u, 2u, 4u})
    EXPECT_THROW(squares(threads, 1'000'000'000,
                         [](std::size_t number) {
                           if (number == 100) throw std::invalid_argument("the hundredth");
                         }),
                 std::invalid_argument);
}

TEST(WorkInOrder, ThrowsWhatThrewWhereAPieceWasTakenOrGiven) {
  for (const unsigned threads : {1u, 2u, 4u}) {
    EXPECT_THROW(
        work_in_order<int>(
            threads, [] { return 0; }, [](int&) -> bool { throw std::invalid_argument("taken"); }, [](int&) {}, [](int&) {}),
        std::invalid_argument);
    std::atomic<int> taken = 0;
    EXPECT_THROW(work_in_order<int>(
                     threads, [] { return 0; }, [&](int& p) { return (p = taken++) >= 0; }, [](int&) {},
                     [](int& p) {
                       if (p == 10) throw std::invalid_argument("given");
                     }),
                 std::invalid_argument);
  }
}

}  // namespace
