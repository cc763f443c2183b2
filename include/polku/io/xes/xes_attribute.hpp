// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string_view>

namespace polku::inline v0 {

/// An attribute of an XES log, trace or event: an element with a key and, but for lists, a value.
struct xes_attribute {
  std::string_view key = {}, value = {};
  bool has_value = false;
};

/// The attribute that an element is, of its XML attributes: names and values in turn, then null.
[[nodiscard]] inline xes_attribute attribute_of(const char* const* names_and_values) {
  xes_attribute a;
  for (auto p = names_and_values; *p; p += 2) {
    const std::string_view name = p[0];
    if (name == "key") {
      a.key = p[1];
    } else if (name == "value") {
      a.value = p[1];
      a.has_value = true;
    }
  }
  return a;
}

/// An element's name without its namespace prefix.
[[nodiscard]] constexpr std::string_view local_name(std::string_view name) {
  return name.substr(name.rfind(':') + 1);  // npos + 1 is 0
}

}  // namespace polku::inline v0
