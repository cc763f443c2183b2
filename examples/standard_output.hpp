// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/visible_text.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>

// Sees to it that all that was printed arrived, so that a full disk does not pass for success.
// Throws std::runtime_error where it did not.
inline void finish_standard_output() {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
    throw std::runtime_error(std::string("standard output cannot be written: ") + std::strerror(errno));
}

// Tells an error on standard error, line by line, whatever names of files and of their contents it holds.
inline void tell_error(std::string_view program, std::string_view what) {
  fmt::print(stderr, "{}: ", program);
  for (bool is_first = true; is_first || !what.empty(); is_first = false) {
    const auto line = what.substr(0, what.find('\n'));
    fmt::print(stderr, "{}\n", polku::to_visible(line));
    what.remove_prefix(line.size() == what.size() ? line.size() : line.size() + 1);
  }
}
