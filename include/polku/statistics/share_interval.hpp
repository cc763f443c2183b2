// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

namespace polku::inline v0 {

/// An interval of a share.
struct share_interval {
  double low = 0, high = 1;
};

}  // namespace polku::inline v0
