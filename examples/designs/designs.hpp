// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/pathway_design.hpp>

/// The eight systems that the source documents describe, as designs. Which document says what stands at the top of each
/// file.
namespace examples {

polku::pathway_design todays_path();       ///< A: Päijät-Häme before the pilot
polku::pathway_design orimattila_pilot();  ///< B: job coaching inside rehabilitative work
polku::pathway_design quality_criteria();  ///< C: a service as the quality criteria want it
polku::pathway_design keski_suomi();       ///< D: one team of job coaches for a region
polku::pathway_design pahee_pilot();       ///< E: the first IPS pilot, 2020
polku::pathway_design valke_kuopio();      ///< F: Välke-palvelut, a team of six
polku::pathway_design valke_sisa_savo();   ///< G: Välke-Sisä-Savo, a network in place of a team
polku::pathway_design viissatanen();       ///< H: screening after 500 days of labour-market support

}  // namespace examples
