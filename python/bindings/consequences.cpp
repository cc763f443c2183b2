// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "partials.hpp"
#include "ping_pong_options.hpp"

#include <polku/ping_pong/consequence.hpp>

#include <pybind11/stl.h>

namespace polku_python {

namespace {

struct group {
  std::string name;
  const polku::follow_up_counts* counts;
};

void add_groups(table_maker& t, const std::vector<group>& all) {
  t.integers("followed", all, [](const group& g) { return g.counts->followed; });
  t.integers("outcomes", all, [](const group& g) { return g.counts->outcomes; });
  t.integers("exits", all, [](const group& g) { return g.counts->exits; });
  t.integers("censored", all, [](const group& g) { return g.counts->censored; });
  t.numbers("days_at_risk", all, [](const group& g) { return g.counts->time_at_risk.in_days(); });
  t.numbers("median_days_to_outcome", all, [](const group& g) -> std::optional<double> {
    if (g.counts->to_outcome.empty()) return std::nullopt;
    return polku::summarise(g.counts->to_outcome).median;
  });
}

polku::consequence_options consequence_options_of(const polku::ping_pong_options& ping_pong,
                                                  const std::vector<std::string>& outcomes,
                                                  const std::vector<std::string>& exits, double landmark_days) {
  return {.follow_up = {outcomes, exits}, .ping_pong = ping_pong, .landmark = days_of(landmark_days, "landmark_days")};
}

py::tuple shown(const polku::consequences& found, const dictionary_pointer& names) {
  const auto& l = found.loops;
  const std::vector<group> loops = {{"loops", &l.loops},
                                    {"clients with a loop", &l.ever.with_loop},
                                    {"clients without a loop", &l.ever.without_loop},
                                    {"with a loop at the landmark", &l.at_landmark.with_loop},
                                    {"without a loop at the landmark", &l.at_landmark.without_loop}};
  table_maker by_loop, by_pair;
  by_loop.texts("group", loops, [](const group& g) -> std::string_view { return g.name; });
  add_groups(by_loop, loops);

  struct row {
    const polku::return_consequence* pair;
    group of;
  };
  std::vector<row> rows;
  std::vector<group> groups;
  for (const auto& r : found.returns)
    for (const auto& g : {group{"returned", &r.returned}, group{"went on", &r.went_on}, group{"undecided", &r.undecided},
                          group{"returned by the landmark", &r.returned_by_landmark},
                          group{"not returned by the landmark", &r.not_returned_by_landmark}}) {
      rows.push_back({&r, g});
      groups.push_back(g);
    }
  by_pair.names("from", rows, names, [](const row& r) { return r.pair->from; });
  by_pair.names("via", rows, names, [](const row& r) { return r.pair->via; });
  by_pair.texts("group", rows, [](const row& r) -> std::string_view { return r.of.name; });
  add_groups(by_pair, groups);
  by_pair.numbers("median_days_lost", rows, [](const row& r) -> std::optional<double> {
    if (r.pair->time_lost.empty()) return std::nullopt;
    return polku::summarise(r.pair->time_lost).median;
  });
  const auto lost = l.time_lost.empty() ? py::none() : py::object(py::float_(polku::summarise(l.time_lost).median));
  return py::make_tuple(by_loop.done(), by_pair.done(), lost);
}

py::tuple measure(const paths_pointer& paths, const polku::ping_pong_options& ping_pong,
                  const std::vector<std::string>& outcomes, const std::vector<std::string>& exits, double landmark_days) {
  const auto options = consequence_options_of(ping_pong, outcomes, exits, landmark_days);
  return shown(unlocked([&] { return polku::measure_consequences(paths->paths, options); }),
               names_in(paths, paths->paths.names()));
}
py::object consequences_of(const partial_of<polku::consequence_analysis>& p) {
  return shown(p->result(), names_in(p, p->names()));
}

}  // namespace

void bind_consequences(py::module_& m) {
  m.def("measure_consequences", &measure);
  bind_partial<polku::consequence_analysis, &consequences_of>(m, "partial_consequences", &consequence_options_of);
}

}  // namespace polku_python
