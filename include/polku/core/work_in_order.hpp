// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
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
/// in hand, and as many more may wait for an earlier one that takes longer. The first exception ends the work, and is
/// thrown.
template <class Piece, class Make, class Take, class Work, class Give>
void work_in_order(unsigned threads, Make make, Take take, Work work, Give give) {
  struct done {
    std::size_t number;
    Piece piece;
  };
  std::mutex taking, giving;
  std::size_t taken = 0;  // guarded by taking
  // Guarded by giving:
  std::condition_variable has_changed;
  std::size_t next = 0;      // to be given, or being given
  std::vector<done> early;   // whose turn is yet to come
  std::vector<Piece> spare;  // given, and of use again
  bool is_over = false;
  std::exception_ptr failure;

  const auto stop = [&](std::exception_ptr why) {
    const std::lock_guard lock(giving);
    if (!failure) failure = std::move(why);
    is_over = true;
    has_changed.notify_all();
  };
  const auto exchange_early = [&](std::size_t number, Piece& piece, std::unique_lock<std::mutex>& lock) {
    early.push_back({number, std::move(piece)});
    if (spare.empty()) {
      lock.unlock();
      piece = make();
    } else {
      piece = std::move(spare.back());
      spare.pop_back();
    }
  };
  // This piece, and those after it that wait for it.
  const auto give_all = [&](Piece& piece, std::unique_lock<std::mutex>& lock) {
    for (;;) {
      lock.unlock();
      give(piece);
      lock.lock();
      ++next;
      const auto due = std::find_if(early.begin(), early.end(), [&](const done& d) { return d.number == next; });
      if (due == early.end() || is_over) break;
      spare.push_back(std::exchange(piece, std::move(due->piece)));
      early.erase(due);
      has_changed.notify_all();
    }
    has_changed.notify_all();
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
        has_changed.wait(lock, [&] { return is_over || number == next || early.size() < threads; });
        if (is_over) return;
        if (number == next)
          give_all(piece, lock);
        else
          exchange_early(number, piece, lock);
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
