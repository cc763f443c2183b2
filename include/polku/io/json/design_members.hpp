// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/pathway_design.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

namespace polku::inline v0::detail {

// What a type of the model is called and made of in JSON: the one table that the writer and the reader share.
//   noun            as it stands in a sentence
//   members         of a structure: their names and where they lie
//   is_told_by_name whether the name alone will do, where nothing else is said
//   names           of an enumeration, in the order of its values
template <class T>
struct json_form;

template <class T>
concept json_structure = requires {
  json_form<T>::members;
};
template <class T>
concept json_choice = requires {
  json_form<T>::names;
};
template <class T>
concept json_told_by_name = json_structure<T> && json_form<T>::is_told_by_name;

template <class T, class Member>
struct json_member {
  std::string_view name;
  Member T::*at;
  bool is_required;  // then it is written where it has its default value, too
};
template <class T, class Member>
constexpr json_member<T, Member> required(std::string_view name, Member T::*at) {
  return {name, at, true};
}
template <class T, class Member>
constexpr json_member<T, Member> optional(std::string_view name, Member T::*at) {
  return {name, at, false};
}

template <json_structure T>
constexpr auto member_names() {
  return std::apply([](const auto&... m) { return std::array{m.name...}; }, json_form<T>::members);
}

template <>
struct json_form<phase> {
  static constexpr std::string_view noun = "a phase";
  static constexpr bool is_told_by_name = true;
  static constexpr auto members = std::tuple(required("name", &phase::name), optional("other_names", &phase::other_names),
                                             optional("finnish", &phase::finnish), optional("swedish", &phase::swedish));
};

template <>
struct json_form<organisation> {
  static constexpr std::string_view noun = "an organisation";
  static constexpr bool is_told_by_name = true;
  static constexpr auto members = std::tuple(required("name", &organisation::name), optional("kind", &organisation::kind));
};

template <>
struct json_form<role> {
  static constexpr std::string_view noun = "a role";
  static constexpr bool is_told_by_name = true;
  static constexpr auto members = std::tuple(required("name", &role::name), optional("organisation", &role::organisation));
};

template <>
struct json_form<capacity> {
  static constexpr std::string_view noun = "a capacity";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(optional("workers", &capacity::workers), optional("clients_each", &capacity::clients_each));
};

template <>
struct json_form<service> {
  static constexpr std::string_view noun = "a service";
  static constexpr bool is_told_by_name = true;
  static constexpr auto members =
      std::tuple(required("name", &service::name), optional("organisation", &service::organisation),
                 optional("phases", &service::phases), optional("roles", &service::roles),
                 optional("responsible", &service::responsible), optional("is_support", &service::is_support),
                 optional("can_fail", &service::can_fail), optional("consents", &service::consents),
                 optional("plans", &service::plans), optional("milestones", &service::milestones),
                 optional("capacity", &service::capacity), optional("until", &service::until));
};

template <>
struct json_form<manner> {
  static constexpr std::string_view noun = "a manner of handover";
  static constexpr std::array<std::string_view, 4> names = {"unknown", "warm", "cold", "self"};
};

template <>
struct json_form<handover_terms> {
  static constexpr std::string_view noun = "a handover";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members = std::tuple(
      optional("manner", &handover_terms::manner), optional("greatest_delay_days", &handover_terms::greatest_delay),
      optional("needs_overlap", &handover_terms::needs_overlap), optional("needs_consent", &handover_terms::needs_consent),
      optional("accompanied_by", &handover_terms::accompanied_by));
};

template <>
struct json_form<step_kind> {
  static constexpr std::string_view noun = "a kind of step";
  static constexpr std::array<std::string_view, 4> names = {"moves", "joins", "fails", "ends"};
};

template <>
struct json_form<step> {
  static constexpr std::string_view noun = "a step";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members = std::tuple(optional("kind", &step::kind), required("from", &step::from),
                                             optional("to", &step::to), optional("handover", &step::handover));
};

template <>
struct json_form<outcome> {
  static constexpr std::string_view noun = "an outcome";
  static constexpr bool is_told_by_name = true;
  static constexpr auto members = std::tuple(required("name", &outcome::name));
};

// The one member of a subject is called by its kind. Its value is the name, or true for a kind whose subjects have none.
inline bool has_a_name(subject_kind k) { return k != subject_kind::any_service && k != subject_kind::receiver; }

template <>
struct json_form<subject_kind> {
  static constexpr std::string_view noun = "a kind of subject";
  static constexpr std::array<std::string_view, 12> names = {"any_service", "service", "organisation", "organisation_kind",
                                                             "role",        "worker",  "phase",        "milestone",
                                                             "plan",        "consent", "handover",     "receiver"};
};

template <>
struct json_form<rule_kind> {
  static constexpr std::string_view noun = "a kind of rule";
  static constexpr std::array<std::string_view, 2> names = {"never_together", "forces_leaving"};
};

template <>
struct json_form<rule> {
  static constexpr std::string_view noun = "a rule";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(required("kind", &rule::kind), required("x", &rule::x), required("y", &rule::y));
};

template <>
struct json_form<obligation_form> {
  static constexpr std::string_view noun = "a form of obligation";
  static constexpr std::array<std::string_view, 8> names = {"while_active",   "preceded_by",    "begins_within",
                                                            "stays_active",   "never_together", "at_most_every",
                                                            "at_least_every", "during_each"};
};

template <>
struct json_form<obligation> {
  static constexpr std::string_view noun = "an obligation";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(optional("name", &obligation::name), required("form", &obligation::form),
                 required("when", &obligation::when), optional("needed", &obligation::needed),
                 optional("limit_days", &obligation::limit), optional("until_first", &obligation::until_first),
                 optional("times", &obligation::times), optional("counts_running", &obligation::counts_running));
};

template <>
struct json_form<pathway_design> {
  static constexpr std::string_view noun = "a design";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(optional("name", &pathway_design::name), optional("process", &pathway_design::process),
                 optional("organisations", &pathway_design::organisations), optional("roles", &pathway_design::roles),
                 optional("services", &pathway_design::services), optional("entries", &pathway_design::entries),
                 optional("steps", &pathway_design::steps), optional("outcomes", &pathway_design::outcomes),
                 optional("rules", &pathway_design::rules), optional("obligations", &pathway_design::obligations));
};

// A file of obligations that are nobody's design.
struct obligations_file {
  std::vector<obligation> obligations;
};
template <>
struct json_form<obligations_file> {
  static constexpr std::string_view noun = "a file of obligations";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members = std::tuple(required("obligations", &obligations_file::obligations));
};

// The length of time nearest to a number of days; nothing where it is too long to be one.
inline std::optional<duration> duration_of_days(double days) {
  const double us = std::round(days * static_cast<double>(duration::microseconds_per_day));
  if (!(std::abs(us) < 0x1p63)) return std::nullopt;
  return duration::from_microseconds(static_cast<std::int64_t>(us));
}

}  // namespace polku::inline v0::detail
