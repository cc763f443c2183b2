// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>

namespace polku::inline v0::detail {

// Sorts one client's records. Most clients have few, often in order already.
template <class Record, class ComesBefore>
void sort_records(Record* begin, Record* end, ComesBefore comes_before) {
  if (begin == end || end - begin > 32) return std::sort(begin, end, comes_before);
  for (auto* i = begin + 1; i != end; ++i) {
    if (!comes_before(*i, i[-1])) continue;
    const auto record = *i;
    auto* to = i;
    do *to = to[-1];
    while (--to != begin && comes_before(record, to[-1]));
    *to = record;
  }
}

}  // namespace polku::inline v0::detail
