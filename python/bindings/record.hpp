// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "common.hpp"

#include <polku/model/record.hpp>

namespace polku_python {

inline py::object text_or_none(std::string_view text) {
  return text.empty() ? py::none() : py::object(py::str(text.data(), text.size()));
}

// An episode as a function of Python's sees it; `make` makes it of its parts.
inline py::object record_of(const py::object& make, const polku::episode& e) {
  return make(text_or_none(e.client), text_or_none(e.service), text_or_none(e.organisation), text_or_none(e.role),
              text_or_none(e.worker), text_or_none(e.phase), e.start.microseconds(),
              e.end ? py::object(py::int_(e.end->microseconds())) : py::none());
}

}  // namespace polku_python
