// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/obligation.hpp>
#include <polku/model/outcome.hpp>
#include <polku/model/process.hpp>
#include <polku/model/service.hpp>
#include <polku/model/step.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

enum class rule_kind : std::uint8_t {
  never_together,  ///< X and Y must not be active together
  forces_leaving,  ///< where X begins, Y ends at once; Y may still begin while X is active
};

/// What the law or the parties' agreements say of services side by side. X and Y are services, organisations or their kinds,
/// roles or phases.
struct rule {
  rule_kind kind = rule_kind::never_together;
  subject x = {};
  subject y = {};

  friend bool operator==(const rule&, const rule&) = default;
};

/// `entering(with_kind_of_organisation("private company")).forces_leaving(in_service("rehabilitative work"))`
struct entering {
  explicit entering(subject s) : x(std::move(s)) {}
  [[nodiscard]] rule forces_leaving(subject y) const { return {rule_kind::forces_leaving, x, std::move(y)}; }
  subject x;
};
[[nodiscard]] inline rule forbids_together(subject x, subject y) {
  return {rule_kind::never_together, std::move(x), std::move(y)};
}

/// A pathway as it is planned: the services, who runs them, how a client may pass between them, and what is owed. A value
/// made of values; names hold it together.
struct pathway_design {
  std::string name = {};
  polku::process process = coaching_process();
  std::vector<organisation> organisations = {};
  std::vector<role> roles = {};
  std::vector<service> services = {};
  std::vector<std::string> entries = {};  ///< services that a client can begin with
  std::vector<step> steps = {};
  std::vector<outcome> outcomes = {};
  std::vector<rule> rules = {};
  std::vector<obligation> obligations = {};

  /// By name; null where there is none. O(n).
  [[nodiscard]] const service* find_service(std::string_view n) const { return find(services, n); }
  [[nodiscard]] const organisation* find_organisation(std::string_view n) const { return find(organisations, n); }
  [[nodiscard]] const role* find_role(std::string_view n) const { return find(roles, n); }
  [[nodiscard]] const outcome* find_outcome(std::string_view n) const { return find(outcomes, n); }

  friend bool operator==(const pathway_design&, const pathway_design&) = default;

 private:
  template <class T>
  static const T* find(const std::vector<T>& all, std::string_view n) {
    for (const auto& one : all)
      if (one.name == n) return &one;
    return nullptr;
  }
};

}  // namespace polku::inline v0
