// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/pathway_design.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Something in a design that does not hold together.
struct design_problem {
  std::string member;  ///< where, such as `services[2].phases[0]`
  std::string fact;    ///< what is wrong there and what was expected

  friend bool operator==(const design_problem&, const design_problem&) = default;
};

/// What an obligation lacks for its form, whatever the design; members are named from the obligation on, such as
/// `needed[0]`.
[[nodiscard]] inline std::vector<design_problem> find_problems(const obligation& o) {
  std::vector<design_problem> problems;
  const auto add = [&](std::string member, std::string_view fact) {
    problems.push_back({std::move(member), std::string(fact)});
  };
  const bool is_alone = o.form == obligation_form::at_most_every || o.form == obligation_form::at_least_every;
  if (is_alone != o.needed.empty())
    add("needed", is_alone ? "is given, but this form asks for nothing else" : "is empty: what is asked for?");
  const bool has_limit =
      is_alone || o.form == obligation_form::begins_within || (o.form == obligation_form::stays_active && !o.until_first);
  if (has_limit && (!o.limit || *o.limit < duration{})) add("limit", "is missing or negative: a length of time, 0 or more");
  const bool is_of_two = polku::is_of_two(o.form);
  if (is_of_two && !o.when.lasts()) add("when", "happens at one time; this form speaks of what lasts");
  if (is_of_two || o.form == obligation_form::stays_active) {
    for (std::size_t i = 0; i < o.needed.size(); ++i)
      if (!o.needed[i].lasts()) add(fmt::format("needed[{}]", i), "happens at one time; this form speaks of what lasts");
  }
  if (o.form == obligation_form::during_each && !o.when.lasts())
    add("when", "happens at one time; 'during' speaks of what lasts");
  const auto is_receiver = [](const subject& s) { return s.kind == subject_kind::receiver; };
  if (is_receiver(o.when)) add("when", "is a receiver; make it the handover: its receiver is what can be asked for");
  for (std::size_t i = 0; i < o.needed.size(); ++i)
    if (is_receiver(o.needed[i]) && o.when.kind != subject_kind::handover)
      add(fmt::format("needed[{}]", i), "is the receiver, but no handover triggers the obligation");
  if (o.until_first && is_receiver(*o.until_first)) add("until_first", "is a receiver; name its organisation");
  return problems;
}

namespace detail {

class design_reader {
 public:
  explicit design_reader(const pathway_design& design) : d_(design) {}

  [[nodiscard]] std::vector<design_problem> problems() && {
    names("organisations", d_.organisations);
    names("roles", d_.roles);
    names("services", d_.services);
    names("outcomes", d_.outcomes);
    for (std::size_t i = 0; i < d_.roles.size(); ++i)
      known(fmt::format("roles[{}].organisation", i), d_.roles[i].organisation, "an organisation", d_.organisations);
    for (std::size_t i = 0; i < d_.services.size(); ++i) read(fmt::format("services[{}]", i), d_.services[i]);
    if (d_.entries.empty()) add("entries", "is empty: name at least one service that a client can begin with");
    for (std::size_t i = 0; i < d_.entries.size(); ++i)
      required(fmt::format("entries[{}]", i), d_.entries[i], "a service", d_.services);
    for (std::size_t i = 0; i < d_.steps.size(); ++i) read(fmt::format("steps[{}]", i), d_.steps[i]);
    for (std::size_t i = 0; i < d_.rules.size(); ++i) {
      for (const auto& [side, subject] : {std::pair("x", &d_.rules[i].x), std::pair("y", &d_.rules[i].y)}) {
        const auto at = fmt::format("rules[{}].{}", i, side);
        read(at, *subject);
        if (!is_of_services(*subject))
          add(at, fmt::format("is a {}; rules are about services, organisations and their kinds, roles and phases",
                              to_string(subject->kind)));
      }
    }
    for (std::size_t i = 0; i < d_.obligations.size(); ++i) read(fmt::format("obligations[{}]", i), d_.obligations[i]);
    return std::move(problems_);
  }

 private:
  void add(std::string member, std::string fact) { problems_.push_back({std::move(member), std::move(fact)}); }

  template <class T>
  static bool has(const std::vector<T>& all, std::string_view name) {
    for (const auto& one : all)
      if (one.name == name) return true;
    return false;
  }
  template <class T>
  void names(std::string_view list, const std::vector<T>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].name.empty()) add(fmt::format("{}[{}].name", list, i), "is empty: everything is referred to by its name");
      for (std::size_t j = 0; j < i; ++j)
        if (all[i].name == all[j].name)
          add(fmt::format("{}[{}].name", list, i), fmt::format("'{}' is the name of {}[{}] already", all[i].name, list, j));
    }
  }
  template <class T>
  void required(std::string member, std::string_view name, std::string_view what, const std::vector<T>& all) {
    if (has(all, name)) return;
    std::string list;
    for (const auto& one : all) list.append(list.empty() ? "" : ", ").append(one.name);
    add(std::move(member),
        fmt::format("'{}' is not {} of the design, which has: {}", name, what, list.empty() ? "none" : list));
  }
  template <class T>
  void known(std::string member, std::string_view name, std::string_view what, const std::vector<T>& all) {
    if (!name.empty()) required(std::move(member), name, what, all);
  }

  static bool is_of_services(const subject& s) { return s.kind <= subject_kind::phase && s.kind != subject_kind::worker; }

  void read(const std::string& at, const service& s) {
    known(at + ".organisation", s.organisation, "an organisation", d_.organisations);
    for (std::size_t i = 0; i < s.phases.size(); ++i) {
      if (d_.process.rank_of(s.phases[i])) continue;
      std::string list;
      for (const auto& p : d_.process.phases()) list.append(list.empty() ? "" : ", ").append(p.name);
      add(fmt::format("{}.phases[{}]", at, i), fmt::format("'{}' is not a phase of the process: {}", s.phases[i], list));
    }
    for (std::size_t i = 0; i < s.roles.size(); ++i)
      required(fmt::format("{}.roles[{}]", at, i), s.roles[i], "a role", d_.roles);
    known(at + ".responsible", s.responsible, "a role", d_.roles);
    for (std::size_t i = 0; i < s.consents.size(); ++i)
      required(fmt::format("{}.consents[{}]", at, i), s.consents[i], "an organisation", d_.organisations);
    if (s.capacity && s.capacity->clients() == 0)
      add(at + ".capacity", "has room for nobody: leave it out where there is no limit");
  }

  void read(const std::string& at, const step& s) {
    required(at + ".from", s.from, "a service", d_.services);
    known(at + ".handover.accompanied_by", s.handover.accompanied_by, "a role", d_.roles);
    if (s.from == s.to && has(d_.services, s.to)) add(at + ".to", fmt::format("'{}' is where the step starts from", s.to));
    if (const auto* to = d_.find_service(s.to); to && s.handover.needs_consent && to->organisation.empty())
      add(at + ".handover.needs_consent", fmt::format("is set, but '{}' has no organisation that would be told", s.to));
    if (s.kind == step_kind::ends) {
      if (!s.to.empty()) add(at + ".to", "is given, but a service that ends leads nowhere: make it a step of kind 'moves'");
      return;
    }
    if (s.to.empty() && s.kind == step_kind::fails) return;
    if (s.to.empty() || (!has(d_.services, s.to) && !has(d_.outcomes, s.to)))
      add(at + ".to", fmt::format("'{}' is neither a service nor an outcome of the design", s.to));
    if (s.kind == step_kind::joins && has(d_.outcomes, s.to) && !has(d_.services, s.to))
      add(at + ".to", fmt::format("'{}' is an outcome, which no service goes on beside", s.to));
    if (has(d_.services, s.to) && has(d_.outcomes, s.to))
      add(at + ".to", fmt::format("'{}' is both a service and an outcome: give one of them another name", s.to));
  }

  void read(const std::string& at, const subject& s) {
    if (s.name.empty()) return;
    switch (s.kind) {
      case subject_kind::service:
        required(at + ".name", s.name, "a service", d_.services);
        break;
      case subject_kind::organisation:
      case subject_kind::consent:
      case subject_kind::handover:
        required(at + ".name", s.name, "an organisation", d_.organisations);
        break;
      case subject_kind::role:
        required(at + ".name", s.name, "a role", d_.roles);
        break;
      case subject_kind::phase:
        if (!d_.process.rank_of(s.name)) add(at + ".name", fmt::format("'{}' is not a phase of the process", s.name));
        break;
      default:
        break;  // open labels
    }
  }

  void read(const std::string& at, const obligation& o) {
    read(at + ".when", o.when);
    for (std::size_t i = 0; i < o.needed.size(); ++i) read(fmt::format("{}.needed[{}]", at, i), o.needed[i]);
    if (o.until_first) read(at + ".until_first", *o.until_first);
    for (auto& p : find_problems(o)) add(fmt::format("{}.{}", at, p.member), std::move(p.fact));
  }

  const pathway_design& d_;
  std::vector<design_problem> problems_;
};

}  // namespace detail

/// Everything in a design that does not hold together: names that are missing, given twice or refer to nothing, and
/// obligations that lack a part. Empty: the design can be checked. O(n^2) in the names of one kind.
[[nodiscard]] inline std::vector<design_problem> find_problems(const pathway_design& design) {
  return detail::design_reader(design).problems();
}

/// \throws std::invalid_argument where the design does not hold together, naming the first problem.
inline void require_sound(const pathway_design& design) {
  const auto problems = find_problems(design);
  if (problems.empty()) return;
  throw std::invalid_argument(
      fmt::format("polku: the design does not hold together: {} {} ({} in all; find_problems lists them)",
                  problems.front().member, problems.front().fact, problems.size()));
}

}  // namespace polku::inline v0
