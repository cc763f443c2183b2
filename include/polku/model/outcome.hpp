// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <vector>

namespace polku::inline v0 {

/// What a pathway ends with.
struct outcome {
  std::string name;
  friend bool operator==(const outcome&, const outcome&) = default;
};

/// The five categories in which the Välke project reported what became of its clients (final report 2008-2011).
[[nodiscard]] inline std::vector<outcome> common_outcomes() {
  return {{"open labour market"}, {"wage-subsidised work"}, {"education"}, {"continues as jobseeker"}, {"other"}};
}

}  // namespace polku::inline v0
