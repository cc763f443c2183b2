// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/report/suppression.hpp>

#include <gtest/gtest.h>

namespace {
}  // namespace
