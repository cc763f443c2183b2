// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#define POLKU_TEST_IS_SLOW 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define POLKU_TEST_IS_SLOW 1
#endif
#endif

namespace polku_test {

/// How many rounds a long random test has, and what it is to have seen in them: `n`, or, under a sanitizer, which makes each
/// round some ten times as long, an eighth of it.
constexpr int rounds(int n) {
#ifdef POLKU_TEST_IS_SLOW
  return n / 8;
#else
  return n;
#endif
}

}  // namespace polku_test
