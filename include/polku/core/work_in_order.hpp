// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Works on the pieces of a stream with several threads. `take(piece)` fills a `Piece` with the next one and says whether
/// there was any; `work(piece)` runs in any number of threads; `give(piece)` gets the pieces in the order they were taken.
/// `take` and `give` are never called by two threads at once, but by one each at the same time. Each thread has one piece
/// in hand. The first exception ends the work, and is thrown.
template <class Piece, class Make, class Take, class Work, class Give>
void work_in_order(unsigned threads, Make make, Take take, Work work, Give give) {
  std::mutex taking, giving;
  std::condition_variable next_is_due;
  std::size_t taken = 0, given = 0;  // guarded by taking; by giving
  bool is_over = false;              // guarded by giving
  std::exception_ptr failure;        // guarded by giving

  const auto stop = [&](std::exception_ptr why) {
    const std::lock_guard lock(giving);
    if (!failure) failure = std::move(why);
    is_over = true;
    next_is_due.notify_all();
  };
  const auto run = [&] {
    try {
      for (Piece piece = make();;) {
        std::size_t number = 0;
        {
          const std::lock_guard lock(taking);
          if (!take(piece)) return;
          number = taken++;
        }
        work(piece);
        std::unique_lock lock(giving);
        next_is_due.wait(lock, [&] { return is_over || given == number; });
        if (is_over) return;
        give(piece);
        ++given;
        next_is_due.notify_all();
      }
    } catch (...) {
      stop(std::current_exception());
    }
  };
  std::vector<std::thread> others;
  try {
    while (others.size() + 1 < threads) others.emplace_back(run);
  } catch (...) {  // fewer threads will do
  }
  run();
  for (auto& t : others) t.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace polku::inline v0
