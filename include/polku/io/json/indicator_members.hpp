// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/json/audit_members.hpp>
#include <polku/quality/indicator.hpp>
#include <polku/quality/outcome_table.hpp>

#include <array>
#include <string_view>
#include <tuple>
#include <vector>

namespace polku::inline v0::detail {

template <>
struct json_form<condition_kind> {
  static constexpr std::string_view noun = "a kind of condition";
  static constexpr std::array<std::string_view, 9> names = {"always",          "all_of",    "any_of",
                                                            "none_of",         "happens",   "happens_in_period",
                                                            "happened_before", "is_active", "is_active_for"};
};

template <>
struct json_form<condition> {
  static constexpr std::string_view noun = "a condition";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(required("kind", &condition::kind), optional("of", &condition::of), optional("what", &condition::what),
                 optional("details", &condition::details), optional("until", &condition::until),
                 optional("from_days", &condition::from), optional("within_days", &condition::within),
                 optional("at_least_days", &condition::at_least));
};

template <>
struct json_form<occurrence> {
  static constexpr std::string_view noun = "an occurrence";
  static constexpr std::array<std::string_view, 3> names = {"first", "first_in_period", "each"};
};

template <>
struct json_form<counted_event> {
  static constexpr std::string_view noun = "an event";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(required("what", &counted_event::what), optional("details", &counted_event::details),
                 optional("which", &counted_event::which));
};

template <>
struct json_form<indicator_kind> {
  static constexpr std::string_view noun = "a kind of indicator";
  static constexpr std::array<std::string_view, 4> names = {"share", "count", "mean_days", "median_days"};
};

template <>
struct json_form<interval_method> {
  static constexpr std::string_view noun = "a method";
  static constexpr std::array<std::string_view, 2> names = {"none", "wilson"};
};

template <>
struct json_form<indicator_exclusion> {
  static constexpr std::string_view noun = "an exclusion";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(required("when", &indicator_exclusion::when), required("reason", &indicator_exclusion::reason));
};

template <>
struct json_form<indicator> {
  static constexpr std::string_view noun = "an indicator";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members = std::tuple(
      required("id", &indicator::id), required("version", &indicator::version), required("name", &indicator::name),
      optional("finnish", &indicator::finnish), optional("swedish", &indicator::swedish),
      optional("source", &indicator::source), optional("known", &indicator::known), required("kind", &indicator::kind),
      required("event", &indicator::event), optional("lag_days", &indicator::lag),
      optional("exclusions", &indicator::exclusions), optional("counts", &indicator::counts),
      optional("counts_early", &indicator::counts_early), optional("until", &indicator::until),
      optional("interval", &indicator::interval), optional("level", &indicator::level),
      optional("benchmark", &indicator::benchmark), optional("not_in_records", &indicator::not_in_records));
};

template <>
struct json_form<outcome_category> {
  static constexpr std::string_view noun = "a category of outcomes";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(required("name", &outcome_category::name), optional("finnish", &outcome_category::finnish),
                 optional("swedish", &outcome_category::swedish), required("details", &outcome_category::details));
};

template <>
struct json_form<outcome_target> {
  static constexpr std::string_view noun = "a target";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(required("period", &outcome_target::period), optional("category", &outcome_target::category),
                 required("clients", &outcome_target::clients));
};

template <>
struct json_form<outcome_definition> {
  static constexpr std::string_view noun = "an outcome table";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(required("id", &outcome_definition::id), required("version", &outcome_definition::version),
                 required("name", &outcome_definition::name), optional("source", &outcome_definition::source),
                 optional("exit", &outcome_definition::exit), required("categories", &outcome_definition::categories),
                 optional("targets", &outcome_definition::targets));
};

// A file of indicators, and of what else a programme is steered by.
struct indicators_file {
  std::vector<indicator> indicators;
  std::vector<outcome_definition> outcomes;
};
template <>
struct json_form<indicators_file> {
  static constexpr std::string_view noun = "a file of indicators";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(required("indicators", &indicators_file::indicators), optional("outcomes", &indicators_file::outcomes));
};

}  // namespace polku::inline v0::detail
