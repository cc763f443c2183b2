// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/pathway_design.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace polku::inline v0::detail {

// A service, step, rule, obligation, organisation of a design by its place there.
using design_place = std::uint16_t;
inline constexpr design_place nowhere = 0xFFFF;

// Where a client can be in a design.
struct client_state {
  static constexpr std::size_t most_services = 8;

  std::array<design_place, most_services> active = filled();  // services, ascending, then `nowhere`
  design_place outcome = nowhere;
  std::uint16_t phase = 0;  // one more than the rank of the highest phase so far
  std::uint16_t ended = 0;  // how many of the dates on which funding ends have passed
  std::uint64_t facts = 0;  // what has happened that later steps depend on

  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(std::find(active.begin(), active.end(), nowhere) - active.begin());
  }
  [[nodiscard]] bool empty() const { return active[0] == nowhere; }
  [[nodiscard]] bool has_ended() const { return outcome != nowhere; }
  [[nodiscard]] bool holds(design_place s) const { return std::find(active.begin(), active.end(), s) != active.end(); }
  // pre: not full, and it does not hold s
  void add(design_place s) {
    active.back() = s;
    std::sort(active.begin(), active.end());
  }
  void remove(design_place s) {
    std::replace(active.begin(), active.end(), s, nowhere);
    std::sort(active.begin(), active.end());
  }
  template <class Visit>
  void for_each_active(Visit visit) const {
    for (std::size_t i = 0; i < most_services && active[i] != nowhere; ++i) visit(active[i]);
  }

  friend bool operator==(const client_state&, const client_state&) = default;
  [[nodiscard]] std::uint64_t hash() const {
    std::uint64_t h = facts * 0x9E37'79B9'7F4A'7C15u + (std::uint64_t{outcome} << 32 | std::uint64_t{phase} << 16 | ended);
    for (const auto s : active) h = (h ^ s) * 0xBF58'476D'1CE4'E5B9u;
    return h ^ h >> 31;
  }

 private:
  static constexpr std::array<design_place, most_services> filled() {
    std::array<design_place, most_services> none{};
    none.fill(nowhere);
    return none;
  }
};

// A design with its names resolved.
class design_index {
 public:
  // pre: the design has no problems
  explicit design_index(const pathway_design& design) : design_(&design) {
    for (const auto& s : design.services) {
      organisation_of_.push_back(find(design.organisations, s.organisation));
      int highest = -1;
      for (const auto& p : s.phases) highest = std::max(highest, static_cast<int>(*design.process.rank_of(p)));
      phase_of_.push_back(static_cast<std::uint16_t>(highest + 1));
      if (s.until) dates_.push_back(*s.until);
    }
    std::sort(dates_.begin(), dates_.end());
    dates_.erase(std::unique(dates_.begin(), dates_.end()), dates_.end());
    steps_from_.resize(design.services.size());
    for (design_place i = 0; i < design.steps.size(); ++i) {
      const auto& s = design.steps[i];
      steps_from_[find(design.services, s.from)].push_back(i);
      to_service_.push_back(find(design.services, s.to));
      to_outcome_.push_back(find(design.outcomes, s.to));
    }
  }

  [[nodiscard]] const pathway_design& design() const { return *design_; }
  [[nodiscard]] const service& service_at(design_place s) const { return design_->services[s]; }
  [[nodiscard]] design_place organisation_of(design_place s) const { return organisation_of_[s]; }
  [[nodiscard]] std::uint16_t phase_of(design_place s) const { return phase_of_[s]; }
  [[nodiscard]] const std::vector<design_place>& steps_from(design_place s) const { return steps_from_[s]; }
  [[nodiscard]] design_place to_service(design_place step) const { return to_service_[step]; }
  [[nodiscard]] design_place to_outcome(design_place step) const { return to_outcome_[step]; }
  [[nodiscard]] const std::vector<time_point>& dates() const { return dates_; }  // on which funding ends, ascending
  [[nodiscard]] design_place place_of_service(std::string_view name) const { return find(design_->services, name); }

  [[nodiscard]] bool is_over(design_place s, const client_state& state) const {
    return service_at(s).until && state.ended != 0 && *service_at(s).until <= dates_[state.ended - 1u];
  }

  // Whether the start of a service is what a subject speaks of.
  [[nodiscard]] bool matches(const subject& x, design_place s) const {
    const auto& service = service_at(s);
    const auto names = [&](const std::vector<std::string>& all) {
      return x.name.empty() ? !all.empty() : std::find(all.begin(), all.end(), x.name) != all.end();
    };
    switch (x.kind) {
      case subject_kind::any_service:
        return true;
      case subject_kind::service:
        return x.name.empty() || x.name == service.name;
      case subject_kind::organisation:
        return x.name.empty() ? !service.organisation.empty() : x.name == service.organisation;
      case subject_kind::organisation_kind:
        return organisation_of_[s] != nowhere && design_->organisations[organisation_of_[s]].kind == x.name;
      case subject_kind::role:
        return names(service.roles) || (!x.name.empty() && x.name == service.responsible);
      case subject_kind::phase:
        return std::any_of(service.phases.begin(), service.phases.end(), [&](const std::string& p) {
          return x.name.empty() || design_->process.rank_of(p) == design_->process.rank_of(x.name);
        });
      case subject_kind::milestone:
        return names(service.milestones);
      case subject_kind::plan:
        return names(service.plans);
      case subject_kind::consent:
        return names(service.consents);
      case subject_kind::worker:
      case subject_kind::handover:
      case subject_kind::receiver:
        return false;  // a design names no workers; handovers are of steps
    }
    return false;
  }

  // Whether a step is what a subject speaks of: a handover to an organisation.
  [[nodiscard]] bool matches_step(const subject& x, design_place step) const {
    const auto to = to_service_[step];
    return x.kind == subject_kind::handover && to != nowhere &&
           (x.name.empty() ? !service_at(to).organisation.empty() : x.name == service_at(to).organisation);
  }

 private:
  template <class T>
  static design_place find(const std::vector<T>& all, std::string_view name) {
    for (design_place i = 0; i < all.size(); ++i)
      if (all[i].name == name) return i;
    return nowhere;
  }

  const pathway_design* design_;
  std::vector<design_place> organisation_of_;
  std::vector<std::uint16_t> phase_of_;
  std::vector<std::vector<design_place>> steps_from_;
  std::vector<design_place> to_service_, to_outcome_;
  std::vector<time_point> dates_;
};

}  // namespace polku::inline v0::detail
