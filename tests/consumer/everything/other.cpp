// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include <polku/io/xes/read_xes.hpp>
#include <polku/io/xes/write_xes.hpp>
#include <polku/polku.hpp>
#include <polku/report/json.hpp>
#include <polku/report/pseudonyms.hpp>

std::size_t loops_elsewhere(const polku::event_log& log) { return polku::find_ping_pong(log).size(); }
