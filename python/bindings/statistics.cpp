// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "partials.hpp"

#include <polku/statistics/markov_returns.hpp>
#include <polku/statistics/permuted_returns.hpp>
#include <polku/statistics/significance.hpp>

#include <pybind11/stl.h>

namespace polku_python {

namespace {

table_pointer shown(const std::vector<polku::return_significance>& all, const dictionary_pointer& names) {
  using one = polku::return_significance;
  table_maker t;
  t.names("from", all, names, [](const one& s) { return s.observed.from; });
  t.names("via", all, names, [](const one& s) { return s.observed.via; });
  t.integers("returns", all, [](const one& s) { return s.observed.returns.count; });
  t.integers("return_clients", all, [](const one& s) { return s.observed.returns.clients; });
  t.integers("at_risk", all, [](const one& s) { return s.observed.at_risk.count; });
  t.integers("clients", all, [](const one& s) { return s.observed.at_risk.clients; });
  t.numbers("expected", all, [](const one& s) { return s.expected; });
  t.numbers("rate", all, [](const one& s) { return s.rate; });
  t.numbers("rate_low", all, [](const one& s) { return s.rate_interval.low; });
  t.numbers("rate_high", all, [](const one& s) { return s.rate_interval.high; });
  t.numbers("p", all, [](const one& s) { return s.p; });
  t.numbers("q", all, [](const one& s) { return s.q; });
  t.numbers("p_clients", all, [](const one& s) { return s.p_clients; });
  return t.done();
}

table_pointer test_returns(const paths_pointer& paths) {
  return shown(unlocked([&] { return polku::test_returns(paths->paths); }), names_in(paths, paths->paths.names()));
}
py::object tests_of(const partial_of<polku::return_rate_analysis>& p) {
  return py::cast(shown(unlocked([&] { return polku::test_return_rates(p->result()); }), names_in(p, p->names())));
}

py::tuple shown(const polku::markov_returns& r) { return py::make_tuple(r.observed, r.mean, r.variance, r.z()); }

py::tuple expect(const paths_pointer& paths) {
  return shown(unlocked([&] { return polku::expect_markov_returns(paths->paths); }));
}
py::object expected_of(const partial_of<polku::markov_analysis>& p) {
  return shown(unlocked([&] { return p->result(); }));
}

polku::permutation_options permutation_options_of(std::size_t permutations, std::uint64_t seed) {
  return {.permutations = permutations, .seed = seed};
}

py::tuple shown(const polku::permuted_returns& r) {
  table_maker t;
  t.integers("returns", r.shuffled, [](std::size_t n) { return n; });
  return py::make_tuple(r.observed, r.mean(), r.p(), t.done());
}

py::tuple permute(const paths_pointer& paths, std::size_t permutations, std::uint64_t seed, unsigned threads) {
  return shown(
      unlocked([&] { return polku::permute_returns(paths->paths, permutation_options_of(permutations, seed), threads); }));
}
py::object permuted_of(const partial_of<polku::permutation_analysis>& p) { return shown(p->result()); }

}  // namespace

void bind_statistics(py::module_& m) {
  m.def("test_returns", &test_returns);
  m.def("expect_markov_returns", &expect);
  m.def("permute_returns", &permute);
  const auto none = +[] { return polku::no_options{}; };
  bind_partial<polku::return_rate_analysis, &tests_of>(m, "partial_return_rates", none);
  bind_partial<polku::markov_analysis, &expected_of>(m, "partial_markov_returns", none);
  bind_partial<polku::permutation_analysis, &permuted_of>(m, "partial_permuted_returns", &permutation_options_of);
}

}  // namespace polku_python
