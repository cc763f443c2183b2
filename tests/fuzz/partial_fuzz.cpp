// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Whatever the bytes of a partial result: it is refused, or it is one, whose bytes they are. The first byte says of which
// analysis.

#include "fuzz_input.hpp"

#include <polku/partials/analyses.hpp>

#include <concepts>

using namespace polku;

namespace {

template <class A>
void read(std::string_view body) {
  // With the right head and check sum, which no mutation would find.
  detail::byte_writer head, sum;
  head.text(A::name);
  const auto named = std::move(head).take() + std::string(body);
  sum.number(detail::check_sum(0, named));
  const auto bytes = std::string("polku partial \x01\n", 16) + named + std::move(sum).take();
  try {
    auto p = partial<A>::from_bytes(bytes);
    polku_test::require(p.to_bytes() == bytes, "bytes are of one form");
    // That of a chain takes as long as the longest pathway that the bytes speak of.
    if constexpr (!std::same_as<A, markov_analysis>) (void)p.result();
    const auto again = p;
    if (p.client_count() == 0) return;
    try {
      p.merge(again);
      polku_test::require(false, "a client in two parts is refused");
    } catch (const partial_error&) {
    }
    polku_test::require(p == again, "what is refused changes nothing");
  } catch (const partial_error&) {
  }
}

template <class... A>
void read_one_of(unsigned number, std::string_view body) {
  unsigned n = 0;
  ((n++ == number % sizeof...(A) ? read<A>(body) : void()), ...);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  read_one_of<transition_analysis, loop_list_analysis, obligation_analysis, gap_analysis, return_analysis,
              return_rate_analysis, markov_analysis, permutation_analysis, ping_pong_analysis, carried_return_analysis,
              circuit_analysis, loop_consequence_analysis, return_consequence_analysis, consequence_analysis,
              gap_list_analysis, gap_spread_analysis, handover_analysis, worker_change_analysis>(
      data[0], polku_test::text_of(data + 1, size - 1));
  return 0;
}
