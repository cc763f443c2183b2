// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <stdexcept>

namespace polku::inline v0 {

/// An input that cannot be used as a whole: no such file, no usable column. Its text is one sentence that names the place,
/// the fact and the remedy; it never holds a record's content.
class input_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace polku::inline v0
