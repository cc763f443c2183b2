// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "table.hpp"

#include <polku/statistics/markov_returns.hpp>
#include <polku/statistics/permuted_returns.hpp>
#include <polku/statistics/significance.hpp>

#include <pybind11/stl.h>

namespace polku_python {

namespace {

table_pointer test_returns(const paths_pointer& paths) {
  const auto all = unlocked([&] { return polku::test_returns(paths->paths); });
  const auto names = names_in(paths, paths->paths.names());
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

py::tuple expect(const paths_pointer& paths) {
  const auto r = unlocked([&] { return polku::expect_markov_returns(paths->paths); });
  return py::make_tuple(r.observed, r.mean, r.variance, r.z());
}

py::tuple permute(const paths_pointer& paths, std::size_t permutations, std::uint64_t seed, unsigned threads) {
  const auto r =
      unlocked([&] { return polku::permute_returns(paths->paths, {.permutations = permutations, .seed = seed}, threads); });
  table_maker t;
  t.integers("returns", r.shuffled, [](std::size_t n) { return n; });
  return py::make_tuple(r.observed, r.mean(), r.p(), t.done());
}

}  // namespace

void bind_statistics(py::module_& m) {
  m.def("test_returns", &test_returns);
  m.def("expect_markov_returns", &expect);
  m.def("permute_returns", &permute);
}

}  // namespace polku_python
