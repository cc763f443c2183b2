// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/quality/instrument.hpp>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0 {

namespace detail {

enum class bound_side { at_least, at_most };

// Anchors for the highest scores, one for each bound, from the worst to the best; those below have no bound.
inline std::vector<score_anchor> anchors_of(bound_side side, std::initializer_list<double> bounds,
                                            provenance known = provenance::from_memory) {
  std::vector<score_anchor> out;
  const auto without = 5 - bounds.size();
  for (unsigned score = 1; score <= without; ++score) out.push_back({.score = score, .known = known});
  for (const double bound : bounds) {
    score_anchor a{.score = static_cast<unsigned>(out.size()) + 1, .known = known};
    (side == bound_side::at_least ? a.at_least : a.at_most) = bound;
    out.push_back(std::move(a));
  }
  return out;
}

}  // namespace detail

/// The quality criteria of supported employment: 25 items of 1 to 5 points in three sections, after the IPS fidelity scale.
/// Item names are short ones of our own, and only numeric bounds are given: the published wording belongs to its authors.
/// Bounds are from memory but for those of items 1 and 2; the bands are those of the presentation of the quality criteria
/// (Keski-Suomi, source document S2). As JSON: `examples/data/quality/ips-25.json`.
[[nodiscard]] inline const instrument& quality_criteria() {
  static const instrument criteria = [] {
    using enum evidence_measure;
    constexpr auto at_least = detail::bound_side::at_least, at_most = detail::bound_side::at_most;
    const std::string staff = "staff", organisation = "organisation of the service", content = "content of the service";
    instrument out{
        .name = "Quality criteria of supported employment (IPS-25)",
        .version = "1",
        .source = "Bands and sections: presentation of the quality criteria, Keski-Suomi. Bounds: see each anchor.",
        .sections = {{staff, "palvelun henkilöstö", "tjänstens personal"},
                     {organisation, "palvelun järjestäminen", "hur tjänsten ordnas"},
                     {content, "palvelun sisältö", "tjänstens innehåll"}},
        .bands = {{"not supported employment", "ei tuettua työllistymistä", "inte arbete med stöd", 0, provenance::checked},
                  {"fair", "kohtalainen", "måttlig", 74, provenance::checked},
                  {"good", "hyvä taso", "god", 100, provenance::checked},
                  {"exemplary", "esimerkillinen taso", "föredömlig", 115, provenance::checked}}};
    const auto add = [&](const std::string& section, std::string name, std::string in_finnish, std::string in_swedish,
                         std::string unit = {}, std::vector<score_anchor> anchors = {}, evidence_measure evidence = none) {
      out.items.push_back({.number = static_cast<unsigned>(out.items.size()) + 1,
                           .section = section,
                           .name = std::move(name),
                           .finnish = std::move(in_finnish),
                           .swedish = std::move(in_swedish),
                           .unit = std::move(unit),
                           .anchors = std::move(anchors),
                           .evidence = evidence});
    };
    const auto components = detail::anchors_of(at_least, {2, 3, 4, 5});
    const auto diversity = detail::anchors_of(at_least, {50, 60, 70, 85});

    add(staff, "caseload", "asiakasmäärä", "antal klienter", "clients per coach",
        detail::anchors_of(at_most, {40, 30, 25, 20}, provenance::checked), caseload);
    add(staff, "time on employment services", "aika työllistymispalveluihin", "tid för sysselsättningstjänster",
        "% of working time", detail::anchors_of(at_least, {60, 75, 90, 96}, provenance::checked));
    add(staff, "all phases by one coach", "kaikki vaiheet samalta valmentajalta", "alla faser hos samma coach", "phases",
        detail::anchors_of(at_least, {1, 5, 6}), phases_per_worker);

    add(organisation, "integration: share of caseload in at most two teams", "integraatio: osuus enintään kahdessa tiimissä",
        "integration: andel i högst två team", "% of caseload", detail::anchors_of(at_least, {50, 75, 90}));
    add(organisation, "integration: contact with teams", "integraatio: yhteys tiimeihin", "integration: kontakt med team",
        "components", components);
    add(organisation, "collaboration with the employment administration", "yhteistyö työhallinnon kanssa",
        "samarbete med arbetsförvaltningen");
    add(organisation, "unit of coaches", "valmentajien yksikkö", "coachernas enhet");
    add(organisation, "supervisor's role", "esihenkilön rooli", "chefens roll", "components", components);
    add(organisation, "zero exclusion", "ketään ei suljeta pois", "ingen utesluts");
    add(organisation, "focus on competitive work", "tavoitteena avoimet työmarkkinat", "öppna arbetsmarknaden som mål",
        "components", components);
    add(organisation, "executive support", "johdon tuki", "ledningens stöd", "components", components);

    add(content, "benefits counselling", "etuusneuvonta", "rådgivning om förmåner");
    add(content, "disclosure", "kertominen työnantajalle", "öppenhet mot arbetsgivaren", "components",
        detail::anchors_of(at_least, {1, 2, 3, 4}));
    add(content, "work-based assessment", "työhön perustuva arviointi", "arbetsbaserad bedömning");
    add(content, "rapid job search", "nopea työnetsintä", "snabbt jobbsökande", "days to the first employer contact",
        detail::anchors_of(at_most, {270, 150, 60, 30}), days_to_employer_contact);
    add(content, "individualised job search", "yksilöllinen työnetsintä", "individuellt jobbsökande", "% of job searches",
        detail::anchors_of(at_least, {25, 50, 75, 90}));
    add(content, "employer contacts", "työnantajakontaktit", "arbetsgivarkontakter", "per coach and week",
        detail::anchors_of(at_least, {2, 4, 5, 6}), employer_contacts_per_week);
    add(content, "quality of employer contact", "työnantajakontaktien laatu", "arbetsgivarkontakternas kvalitet");
    add(content, "diversity of job types", "työtehtävien monipuolisuus", "mångfald av arbetsuppgifter", "% of job starts",
        diversity, job_type_diversity);
    add(content, "diversity of employers", "työnantajien monipuolisuus", "mångfald av arbetsgivare", "% of job starts",
        diversity, employer_diversity);
    add(content, "competitive jobs", "työpaikat avoimilla työmarkkinoilla", "jobb på öppna arbetsmarknaden",
        "% of job starts", detail::anchors_of(at_least, {65, 75, 85, 95}), competitive_share);
    add(content, "individualised follow-along", "yksilöllinen jatkotuki", "individuellt fortsatt stöd");
    add(content, "time-unlimited follow-along", "ajallisesti rajaton jatkotuki", "tidsmässigt obegränsat stöd", {}, {},
        follow_along);
    add(content, "time in the community", "aika toimiston ulkopuolella", "tid utanför kontoret", "% of working time",
        detail::anchors_of(at_least, {30, 40, 50, 65}));
    add(content, "outreach", "etsivä työote", "uppsökande arbete", "strategies", detail::anchors_of(at_least, {3, 4, 5, 6}));
    return out;
  }();
  return criteria;
}

}  // namespace polku::inline v0
