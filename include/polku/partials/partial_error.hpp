// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <stdexcept>

namespace polku::inline v0 {

/// Partial results do not go together, or bytes are none.
class partial_error : public std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

}  // namespace polku::inline v0
