// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Whatever the bytes of a monitor's saved state: they are refused, or a monitor goes on from there, and what it saves
// restores one that saves the same. The first byte says with which options.

#include "fuzz_input.hpp"

#include <polku/model/obligation_catalogue.hpp>
#include <polku/monitor/monitor.hpp>

#include <sstream>

using namespace polku;

namespace {

monitor_options options_of(bool keeps_all) {
  monitor_options o{.obligations = {employer_contact_soon(days(30)), own_worker_during("A"),
                                    after(in_service("A")).must_begin(handover_to()).within(days(9)).named("goes on")},
                    .gaps = gap_watch{.warning = days(14)},
                    .handovers = handover_watch{.horizon = days(30)},
                    .remind_before = days(3)};
  if (!keeps_all) o.keep_history = days(60);
  return o;
}

// In a state's frame, with the check sums and the options that no mutation would find: one block, and an empty one.
std::string as_state(std::string_view body, const monitor_options& options) {
  using detail::saved_state;
  constexpr std::string_view mark = "polku monitor";
  std::string block;
  saved_state::append(block, mark.size(), 8);
  block += mark;
  saved_state::append(block, 2, 8);
  saved_state::append(block, detail::fingerprint_of(options), 8);
  block += body;
  const auto sum = detail::check_sum(0, block);
  std::string out;
  saved_state::append(out, block.size(), 4);
  out += block;
  saved_state::append(out, sum, 8);
  saved_state::append(out, 0, 4);
  saved_state::append(out, detail::check_sum(sum, {}), 8);
  return out;
}

std::string saved(const monitor& m) {
  std::ostringstream out;
  m.save(out);
  return std::move(out).str();
}

monitor restored(const std::string& state, const monitor_options& options) {
  std::istringstream in(state);
  return monitor::restore(in, options);
}

// A case goes on for some months.
void go_on(monitor& m) {
  const auto today = m.now();
  if (today > time_point(date(9990, 1, 1))) return;
  (void)m.add(episode{.client = "a", .service = "A", .start = today + days(1)});
  (void)m.add(milestone{"a", today, "referral"});
  (void)m.add(handover{"b", today, "A", "B", manner::warm, handover_status::proposed});
  (void)m.advance_to(today + days(40));
  (void)m.add(milestone{"a", today + days(2), "first employer contact"});
  (void)m.advance_to(today + days(200));
  (void)m.counts();
  (void)m.due(10);
  for (std::uint32_t c = 0; c < m.client_count(); ++c) {
    (void)m.standing(client_id{c});
    (void)m.gaps(client_id{c});
    (void)m.handovers(client_id{c});
    (void)m.violations(client_id{c});
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 100'000) return 0;
  const auto options = options_of(data[0] % 2 == 0);
  try {
    auto m = restored(as_state(polku_test::text_of(data + 1, size - 1), options), options);
    const auto state = saved(m);
    polku_test::require(saved(restored(state, options)) == state, "what is restored saves the same");
    go_on(m);
    auto again = restored(saved(m), options);
    polku_test::require(again.counts() == m.counts(), "what is restored counts the same");
  } catch (const saved_state_error&) {
  }
  return 0;
}
