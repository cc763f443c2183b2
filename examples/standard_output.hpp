// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string>

// Sees to it that all that was printed arrived, so that a full disk does not pass for success.
// Throws std::runtime_error where it did not.
inline void finish_standard_output() {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
    throw std::runtime_error(std::string("standard output cannot be written: ") + std::strerror(errno));
}
