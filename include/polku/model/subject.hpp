// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace polku::inline v0 {

/// What kind of record an obligation speaks of.
enum class subject_kind : std::uint8_t {
  any_service,
  service,
  organisation,
  organisation_kind,
  role,
  worker,
  phase,
  milestone,
  plan,
  consent,
  handover,  ///< by its receiver
  receiver,  ///< of the handover that triggers the obligation: services of that organisation; it has no name of its own
};

[[nodiscard]] constexpr std::string_view to_string(subject_kind k) {
  constexpr std::string_view names[] = {"any service", "service", "organisation", "organisation kind",
                                        "role",        "worker",  "phase",        "milestone",
                                        "plan",        "consent", "handover",     "receiver"};
  return names[static_cast<std::size_t>(k)];
}

/// The records that an obligation speaks of: those of one kind with one name, or with any where the name is empty.
struct subject {
  subject_kind kind = subject_kind::any_service;
  std::string name = {};

  /// Whether it lasts, or happens at one time.
  [[nodiscard]] constexpr bool lasts() const { return kind != subject_kind::milestone && kind != subject_kind::handover; }
  friend bool operator==(const subject&, const subject&) = default;
};

[[nodiscard]] inline subject in_any_service() { return {subject_kind::any_service, {}}; }
[[nodiscard]] inline subject in_service(std::string name) { return {subject_kind::service, std::move(name)}; }
[[nodiscard]] inline subject with_organisation(std::string name) { return {subject_kind::organisation, std::move(name)}; }
/// Any organisation of that kind, such as "private company".
[[nodiscard]] inline subject with_kind_of_organisation(std::string kind) {
  return {subject_kind::organisation_kind, std::move(kind)};
}
[[nodiscard]] inline subject with_role(std::string name) { return {subject_kind::role, std::move(name)}; }
[[nodiscard]] inline subject with_worker(std::string name) { return {subject_kind::worker, std::move(name)}; }
[[nodiscard]] inline subject in_phase(std::string name) { return {subject_kind::phase, std::move(name)}; }
[[nodiscard]] inline subject milestone_of(std::string kind) { return {subject_kind::milestone, std::move(kind)}; }
/// A valid plan of that kind; of any where none is given.
[[nodiscard]] inline subject plan_of(std::string kind = {}) { return {subject_kind::plan, std::move(kind)}; }
/// The client's consent that an organisation is told.
[[nodiscard]] inline subject consent_for(std::string organisation = {}) {
  return {subject_kind::consent, std::move(organisation)};
}
/// Without an organisation, any handover. A `consent_for()` that is asked for at a handover is the consent that its receiver
/// is told.
[[nodiscard]] inline subject handover_to(std::string organisation = {}) {
  return {subject_kind::handover, std::move(organisation)};
}

/// The receiver of the handover that triggers the obligation:
/// `after(handover_to()).must_begin(with_receiver()).within(days(14)).or_be_running()` asks that it picks up.
[[nodiscard]] inline subject with_receiver() { return {subject_kind::receiver, {}}; }

/// As it stands in a sentence.
[[nodiscard]] inline std::string to_string(const subject& s) {
  const auto& n = s.name;
  switch (s.kind) {
    case subject_kind::any_service:
      return "any service";
    case subject_kind::service:
    case subject_kind::milestone:
      return n.empty() ? std::string("any ").append(to_string(s.kind)) : n;
    case subject_kind::organisation:
      return n.empty() ? "any organisation" : n;
    case subject_kind::organisation_kind:
      return n.empty() ? "an organisation of any kind" : std::string("an organisation that is a ").append(n);
    case subject_kind::role:
      return n.empty() ? "any worker's role" : n;
    case subject_kind::worker:
      return n.empty() ? "a worker" : std::string("worker ").append(n);
    case subject_kind::phase:
      return n.empty() ? "any phase" : std::string("phase ").append(n);
    case subject_kind::plan:
      return n.empty() ? "a valid plan" : std::string("a valid ").append(n);
    case subject_kind::consent:
      return n.empty() ? "a consent" : std::string("the consent that ").append(n).append(" is told");
    case subject_kind::handover:
      return n.empty() ? "a handover" : std::string("a handover to ").append(n);
    case subject_kind::receiver:
      return "a service of the receiver";
  }
  return n;
}

}  // namespace polku::inline v0
