// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>

#include <cstdint>
#include <string_view>

namespace polku::inline v0::detail {

// A number that differs between texts, in files too: it is not to change. Not for what somebody may want to forge.
// O(length).
inline std::uint64_t check_sum(std::uint64_t before, std::string_view text) {
  auto sum = mix(before, text.size());
  for (; text.size() >= 16; text.remove_prefix(16)) {
    const short_text part(text.data(), 16);
    sum = mix(sum ^ part.first, part.last + 1);
  }
  const short_text rest(text.data(), text.size());
  return mix(sum ^ rest.first, rest.last + 2);
}

}  // namespace polku::inline v0::detail
