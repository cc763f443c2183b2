// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "common.hpp"

namespace polku_python {

// A log and what was not taken into it as bytes, for pickling; read back they make the same log.
std::string save(const log_core& core);
// \throws std::invalid_argument where that is none, or a damaged one, or one of another version.
std::shared_ptr<log_core> restore(std::string_view bytes);

}  // namespace polku_python
