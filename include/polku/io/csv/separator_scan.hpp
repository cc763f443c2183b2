// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace polku::inline v0 {

/// Finds the separators and line breaks of a text, 64 characters at a time: some ten times as fast as one by one.
class separator_scan {
 public:
  separator_scan(std::string_view text, char separator) : end_(text.data() + text.size()), separator_(separator) {
    seek(text.data());
  }

  /// Where to look on from: the next found one lies at or behind `from`.
  void seek(const char* from) {
    group_ = from;
    found_ = from < end_ ? look(from) : 0;
  }

  /// The next separator, LF or CR; the end of the text where there is none.
  const char* next() {
    while (found_ == 0) {
      if (end_ - group_ <= width) return end_;
      group_ += width;
      found_ = look(group_);
    }
    const auto* const at = group_ + std::countr_zero(found_);
    found_ &= found_ - 1;
    return at;
  }

 private:
  static constexpr std::ptrdiff_t width = 64;

  // A bit for each of the 64 characters from `p` that is sought; the text may end before.
  [[nodiscard]] std::uint64_t look(const char* p) const {
    if (end_ - p >= width) return look_at_all(p);
    char padded[width] = {};
    std::memcpy(padded, p, static_cast<std::size_t>(end_ - p));
    const auto beyond = ~std::uint64_t{0} << (end_ - p);
    return look_at_all(padded) & ~beyond;
  }

#if defined(__SSE2__)
  [[nodiscard]] std::uint64_t look_at_all(const char* p) const {
    const auto separator = _mm_set1_epi8(separator_), lf = _mm_set1_epi8('\n'), cr = _mm_set1_epi8('\r');
    std::uint64_t found = 0;
    for (int i = 0; i < 4; ++i) {
      const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p) + i);
      const auto is_sought =
          _mm_or_si128(_mm_cmpeq_epi8(bytes, separator), _mm_or_si128(_mm_cmpeq_epi8(bytes, lf), _mm_cmpeq_epi8(bytes, cr)));
      found |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(is_sought))) << (16 * i);
    }
    return found;
  }
#else
  [[nodiscard]] std::uint64_t look_at_all(const char* p) const {
    std::uint64_t found = 0;
    for (int i = 0; i < width; ++i)
      found |= static_cast<std::uint64_t>(p[i] == separator_ || p[i] == '\n' || p[i] == '\r') << i;
    return found;
  }
#endif

  const char* end_;
  const char* group_ = nullptr;
  std::uint64_t found_ = 0;  // a bit for each found character behind group_ that was not given out yet
  char separator_;
};

}  // namespace polku::inline v0
