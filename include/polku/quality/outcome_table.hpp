// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>
#include <polku/log/event_log.hpp>
#include <polku/model/find_problems.hpp>
#include <polku/quality/reporting_period.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Where clients go, under one heading: exits with one of these details.
struct outcome_category {
  std::string name;
  std::string finnish = {};
  std::string swedish = {};
  std::vector<std::string> details = {};  ///< case, `_`, `-` and space do not matter

  friend bool operator==(const outcome_category&, const outcome_category&) = default;
};

/// How many clients were meant to leave in a period: to a category, or in all.
struct outcome_target {
  std::string period;         ///< by name, such as "2009"
  std::string category = {};  ///< by name; empty: in all
  unsigned clients = 0;

  friend bool operator==(const outcome_target&, const outcome_target&) = default;
};

/// A table of outcomes: named and versioned, as an indicator is.
struct outcome_definition {
  std::string id;
  std::string version = "1";
  std::string name;
  std::string source = {};
  std::string exit = "exit";  ///< the milestone whose detail tells where to
  std::vector<outcome_category> categories = {};
  std::vector<outcome_target> targets = {};

  friend bool operator==(const outcome_definition&, const outcome_definition&) = default;
};

/// The five categories of the VÄLKE final report (2008-2011). Its tables' figures are lost, so it comes without targets.
[[nodiscard]] inline outcome_definition valke_outcomes() {
  return {
      .id = "valke-outcomes",
      .name = "Where clients went",
      .source = "VÄLKE final report 2008-2011",
      .categories = {{"open labour market", "avoimet työmarkkinat", "öppna arbetsmarknaden", {"open labour market", "job"}},
                     {"wage-subsidised work",
                      "palkkatuettu työ",
                      "lönesubventionerat arbete",
                      {"wage-subsidised work", "wage subsidy"}},
                     {"education", "koulutus", "utbildning", {"education", "study", "training"}},
                     {"continues as jobseeker",
                      "jatkaa työnhakijana",
                      "fortsätter som arbetssökande",
                      {"continues as jobseeker", "jobseeker"}},
                     {"other", "muu", "annat", {"other"}}}};
}

/// What does not hold together in a table of outcomes, each with the member that it is about.
[[nodiscard]] inline std::vector<design_problem> find_problems(const outcome_definition& o) {
  std::vector<design_problem> problems;
  const auto add = [&](std::string member, std::string fact) { problems.push_back({std::move(member), std::move(fact)}); };
  if (o.id.empty()) add("id", "is empty; a table is told by its id and version");
  if (o.exit.empty()) add("exit", "is empty; which milestone tells where a client went?");
  if (o.categories.empty()) add("categories", "is empty; what is counted?");
  for (std::size_t c = 0; c < o.categories.size(); ++c) {
    const auto& category = o.categories[c];
    const auto at = fmt::format("categories[{}]", c);
    if (category.name.empty()) add(at + ".name", "is empty; a category needs a name");
    if (category.details.empty()) add(at + ".details", "is empty; which exits belong here?");
    for (std::size_t d = 0; d < c; ++d) {
      if (o.categories[d].name == category.name) add(at + ".name", fmt::format("'{}' is a category already", category.name));
      for (std::size_t k = 0; k < category.details.size(); ++k)
        for (const auto& other : o.categories[d].details)
          if (is_same_term(other, category.details[k]))
            add(fmt::format("{}.details[{}]", at, k),
                fmt::format("'{}' belongs to '{}' already", category.details[k], o.categories[d].name));
    }
  }
  for (std::size_t t = 0; t < o.targets.size(); ++t) {
    const auto& target = o.targets[t];
    if (!target.category.empty() &&
        std::none_of(o.categories.begin(), o.categories.end(), [&](const auto& c) { return c.name == target.category; }))
      add(fmt::format("targets[{}].category", t), fmt::format("'{}' is none of the categories", target.category));
  }
  return problems;
}

/// A line of a table of outcomes.
struct outcome_row {
  std::size_t clients = 0;
  std::optional<double> share = std::nullopt;  ///< of all who left; empty where nobody did
  std::optional<unsigned> target = std::nullopt;

  friend bool operator==(const outcome_row&, const outcome_row&) = default;
};

/// Where the clients went who left in a period. Each client who left is in one row, by the last exit of the period.
struct outcome_table {
  std::vector<outcome_row> categories;  ///< as the definition's
  outcome_row not_recorded;             ///< the exit says nothing of where to
  outcome_row not_known;                ///< it says something that belongs to no category
  outcome_row all;
  bool is_complete = false;  ///< whether the period was over at the cutoff

  friend bool operator==(const outcome_table&, const outcome_table&) = default;
};

/// Counts where the clients went who left in a period; what is blank is a row of its own, not "other". O(milestones).
///
/// \throws std::invalid_argument with the first of what `find_problems(o)` finds.
[[nodiscard]] inline outcome_table count_outcomes(const event_log& log, const outcome_definition& o,
                                                  const reporting_period& period) {
  if (const auto problems = find_problems(o); !problems.empty())
    throw std::invalid_argument(
        fmt::format("polku: outcomes '{}', {}: {}", o.id, problems.front().member, problems.front().fact));
  const auto is_exit = match_terms(log.milestone_kinds(), {o.exit});
  outcome_table out;
  out.categories.resize(o.categories.size());
  out.is_complete = period.span.end <= log.cutoff();
  const auto row_of = [&](label detail) -> outcome_row& {
    if (detail == label::none) return out.not_recorded;
    for (std::size_t c = 0; c < o.categories.size(); ++c)
      for (const auto& d : o.categories[c].details)
        if (is_same_term(d, log.milestone_details()[detail])) return out.categories[c];
    return out.not_known;
  };
  for (std::uint32_t c = 0; c < log.client_count(); ++c) {
    const milestone_row* last = nullptr;
    for (const auto& m : log.milestones().of(client_id{c}))
      if (is_exit[index_of(m.kind)] && period.span.start <= m.at && m.at < period.span.end) last = &m;
    if (!last) continue;
    ++row_of(last->detail).clients;
    ++out.all.clients;
  }
  const auto complete = [&](outcome_row& row, const std::string* category) {
    if (out.all.clients != 0) row.share = static_cast<double>(row.clients) / static_cast<double>(out.all.clients);
    for (const auto& t : o.targets)
      if (category && t.period == period.name && t.category == *category) row.target = t.clients;
  };
  for (std::size_t c = 0; c < o.categories.size(); ++c) complete(out.categories[c], &o.categories[c].name);
  complete(out.not_recorded, nullptr);
  complete(out.not_known, nullptr);
  const std::string in_all;
  complete(out.all, &in_all);
  return out;
}

}  // namespace polku::inline v0
