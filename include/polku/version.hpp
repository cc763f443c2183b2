// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string_view>

namespace polku::inline v0 {

/// The library's version, `major.minor.patch` (semantic versioning; 0.x may still change names).
inline constexpr std::string_view version = "0.1.0";

}  // namespace polku::inline v0
