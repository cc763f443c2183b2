// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "common.hpp"

#include <polku/obligations/obligation_options.hpp>

namespace polku_python {

// Obligations and how they are evaluated.
struct obligation_list {
  std::vector<polku::obligation> obligations;
  polku::obligation_options how;
};

}  // namespace polku_python
