// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// All analyses that give partial results. Each says by which options, what it sums up, and how; `finish`, where there is
// one, makes the result of the sums. Programs that care for their compile time include those they use.
#pragma once

#include <polku/partials/chance_analyses.hpp>
#include <polku/partials/consequence_analyses.hpp>
#include <polku/partials/gap_analyses.hpp>
#include <polku/partials/handover_analyses.hpp>
#include <polku/partials/obligation_analysis.hpp>
#include <polku/partials/ping_pong_analyses.hpp>
#include <polku/partials/return_analyses.hpp>
#include <polku/partials/transition_analysis.hpp>
