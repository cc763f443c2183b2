// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "../days.hpp"

#include <polku/monitor/monitor.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <list>
#include <random>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

namespace polku_test {

/// A record of any kind, which looks at texts that live as long as the program.
using any_record = std::variant<polku::episode, polku::handover, polku::milestone, polku::plan, polku::consent>;

inline std::string_view client_of(const any_record& r) {
  return std::visit([](const auto& one) { return one.client; }, r);
}
inline polku::time_point begin_of(const any_record& r) {
  return std::visit(
      [](const auto& one) {
        if constexpr (requires { one.start; })
          return one.start;
        else if constexpr (requires { one.at; })
          return one.at;
        else
          return one.from;
      },
      r);
}

/// What the records say that have begun, as one would have extracted them at the cutoff.
inline polku::event_log log_at(const std::vector<any_record>& records, polku::time_point cutoff) {
  polku::log_builder builder;
  for (const auto& r : records)
    if (begin_of(r) <= cutoff) std::visit([&](const auto& one) { EXPECT_TRUE(builder.add(one)); }, r);
  return builder.finish(cutoff);
}

}  // namespace polku_test
