// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/process.hpp>

#include <array>
#include <string_view>

namespace polku::inline v0 {

/// What a report page says of audits and indicators in one language. Texts in braces are patterns for fmt; every language
/// has the same places.
struct quality_phrases {
  std::string_view audits, by_instrument;  ///< {name}
  std::string_view points_and_band;        ///< {points}, {band}
  std::string_view to;                     ///< between the ends of a range
  std::string_view no_band, chart_note, section, item, number, score, before, standing;
  std::array<std::string_view, 3> standings;
  std::string_view blanks;  ///< {scored}, {disputed}, {missing}
  std::string_view since;   ///< {date}, {up}, {down}, {same}, {unknown}, {least change}
  std::string_view lift;    ///< {band}, {points}, {items}, {sets}
  std::string_view agreement, raters, same_score, linear_kappa, quadratic_kappa, icc, undefined;
  std::string_view evidence, evidence_note;  ///< {from}, {to}
  std::string_view measured, numerator, denominator, left_out, suggested, audited;
  std::string_view indicators, indicators_note, indicator, benchmark, not_in_records, left_out_by_period, reason, not_over,
      caseload;
  std::array<std::string_view, 6> reasons;  ///< by exclusion_kind; of those stated by a definition: none
  std::string_view outcomes, outcome, not_recorded, in_no_category, all, of_target, inflow,
      inflow_note,    ///< {lowest}, {highest}, {mean}
      inflow_change;  ///< {mean change}
};

namespace detail {

inline constexpr quality_phrases quality_english = {
    .audits = "Audits",
    .by_instrument = "By {}.",
    .points_and_band = "{} points, {}",
    .to = "to",
    .no_band = "no band",
    .chart_note =
        "Bars are scores. Dashed: what a missing or disputed score may come to. The upright line is the audit before.",
    .section = "Section",
    .item = "Item",
    .number = "No.",
    .score = "Score",
    .before = "Before",
    .standing = "How it came about",
    .standings = {"scored", "disputed", "missing"},
    .blanks = "Items scored: {}; disputed: {}; missing: {}. What is missing counts as anything on its scale, never as zero.",
    .since = "Since {}: items up {}, down {}, the same {}, unknown {}; total {}.",
    .lift = "For “{}” {} points are lacking: {} items at least; sets of so few that can give them: {}.",
    .agreement = "Agreement of the raters",
    .raters = "Raters",
    .same_score = "Same score",
    .linear_kappa = "Kappa, linear weights",
    .quadratic_kappa = "Kappa, quadratic weights",
    .icc = "Intraclass correlation ICC(2,1), 95 %",
    .undefined = "undefined",
    .evidence = "Evidence from the records",
    .evidence_note = "From {} to {}. A suggestion, not a score: the auditor sees what records do not.",
    .measured = "Measured",
    .numerator = "Numerator",
    .denominator = "Denominator",
    .left_out = "Left out",
    .suggested = "Suggested",
    .audited = "Auditor",
    .indicators = "Indicators",
    .indicators_note =
        "Numerator of denominator; in brackets Wilson's interval. Who is left out, and why, stands below. A period without "
        "clients is undefined, not zero.",
    .indicator = "Indicator",
    .benchmark = "benchmark",
    .not_in_records = "not in the records",
    .left_out_by_period = "Who is left out",
    .reason = "Reason",
    .not_over = "not over",
    .caseload = "Clients per coach",
    .reasons = {"without the event in the records", "outside the period", "", "the condition does not hold",
                "without an end by the cutoff", "follow-up not over at the cutoff"},
    .outcomes = "Outcomes",
    .outcome = "Outcome",
    .not_recorded = "not recorded",
    .in_no_category = "in no category",
    .all = "all who left",
    .of_target = "actual / target",
    .inflow = "Inflow by month",
    .inflow_note = "From {} to {} in a complete month, {} on average.",
    .inflow_change = "From one month to the next {} more or fewer.",
};

inline constexpr quality_phrases quality_finnish = {
    .audits = "Auditoinnit",
    .by_instrument = "Mittari: {}.",
    .points_and_band = "{} pistettä, {}",
    .to = "–",
    .no_band = "ei tasoa",
    .chart_note =
        "Palkit ovat pisteitä. Katkoviivalla se, mitä puuttuva tai kiistanalainen pistemäärä voi olla. Pystyviiva on "
        "edellinen auditointi.",
    .section = "Osio",
    .item = "Kohta",
    .number = "Nro",
    .score = "Pisteet",
    .before = "Edellinen",
    .standing = "Peruste",
    .standings = {"pisteytetty", "kiistanalainen", "puuttuu"},
    .blanks =
        "Pisteytettyjä kohtia {}, kiistanalaisia {}, puuttuvia {}. Puuttuva voi olla mitä tahansa asteikolla, ei koskaan "
        "nolla.",
    .since = "{} jälkeen: kohdista nousi {}, laski {}, ennallaan {}, ei tiedossa {}; yhteensä {}.",
    .lift = "Tasolta ”{}” puuttuu {} pistettä: vähintään {} kohtaa; näin pieniä joukkoja, jotka riittävät: {}.",
    .agreement = "Arvioijien yksimielisyys",
    .raters = "Arvioijat",
    .same_score = "Samat pisteet",
    .linear_kappa = "Kappa, lineaariset painot",
    .quadratic_kappa = "Kappa, neliölliset painot",
    .icc = "Sisäkorrelaatio ICC(2,1), 95 %",
    .undefined = "ei määritelty",
    .evidence = "Mitä kirjaukset kertovat",
    .evidence_note = "{} – {}. Ehdotus, ei pisteytys: auditoija näkee sen, mitä kirjauksissa ei ole.",
    .measured = "Mitattu",
    .numerator = "Osoittaja",
    .denominator = "Nimittäjä",
    .left_out = "Jätetty pois",
    .suggested = "Ehdotus",
    .audited = "Auditoija",
    .indicators = "Tunnusluvut",
    .indicators_note =
        "Osoittaja / nimittäjä, suluissa Wilsonin luottamusväli. Alla kerrotaan, ketkä on jätetty pois ja miksi. "
        "Jakso ilman asiakkaita on määrittelemätön, ei nolla.",
    .indicator = "Tunnusluku",
    .benchmark = "vertailuarvo",
    .not_in_records = "ei kirjauksissa",
    .left_out_by_period = "Ketkä on jätetty pois",
    .reason = "Syy",
    .not_over = "kesken",
    .caseload = "Asiakkaita valmentajaa kohti",
    .reasons = {"tapahtumaa ei ole kirjattu", "ei tällä jaksolla", "", "ehto ei täyty", "ei päättymistä seurannan aikana",
                "seuranta-aika kesken"},
    .outcomes = "Minne siirryttiin",
    .outcome = "Siirtymä",
    .not_recorded = "ei kirjattu",
    .in_no_category = "ei mihinkään luokkaan",
    .all = "kaikki lähteneet",
    .of_target = "toteutuma / tavoite",
    .inflow = "Palveluun ohjaukset kuukausittain",
    .inflow_note = "Täytenä kuukautena {}–{}, keskimäärin {}.",
    .inflow_change = "Kuukaudesta toiseen {} enemmän tai vähemmän.",
};

inline constexpr quality_phrases quality_swedish = {
    .audits = "Granskningar",
    .by_instrument = "Instrument: {}.",
    .points_and_band = "{} poäng, {}",
    .to = "till",
    .no_band = "ingen nivå",
    .chart_note =
        "Staplarna är poäng. Streckat: vad en saknad eller omtvistad poäng kan vara. Den lodräta linjen är den förra "
        "granskningen.",
    .section = "Avsnitt",
    .item = "Punkt",
    .number = "Nr",
    .score = "Poäng",
    .before = "Förra",
    .standing = "Hur den uppstod",
    .standings = {"poängsatt", "omtvistad", "saknas"},
    .blanks =
        "Poängsatta punkter: {}; omtvistade: {}; saknade: {}. Det som saknas kan vara vad som helst på skalan, aldrig noll.",
    .since = "Sedan {}: punkter upp {}, ned {}, lika {}, okänt {}; totalt {}.",
    .lift = "Till ”{}” saknas {} poäng: minst {} punkter; så små uppsättningar som räcker: {}.",
    .agreement = "Bedömarnas samstämmighet",
    .raters = "Bedömare",
    .same_score = "Samma poäng",
    .linear_kappa = "Kappa, linjära vikter",
    .quadratic_kappa = "Kappa, kvadratiska vikter",
    .icc = "Intraklasskorrelation ICC(2,1), 95 %",
    .undefined = "odefinierat",
    .evidence = "Vad journalerna visar",
    .evidence_note = "Från {} till {}. Ett förslag, inte en poäng: granskaren ser det som inte har antecknats.",
    .measured = "Mätt",
    .numerator = "Täljare",
    .denominator = "Nämnare",
    .left_out = "Utelämnade",
    .suggested = "Förslag",
    .audited = "Granskare",
    .indicators = "Indikatorer",
    .indicators_note =
        "Täljare av nämnare; inom parentes Wilsons intervall. Vilka som utelämnats och varför står nedan. En period "
        "utan klienter är odefinierad, inte noll.",
    .indicator = "Indikator",
    .benchmark = "jämförelsetal",
    .not_in_records = "inte antecknat",
    .left_out_by_period = "Vilka som utelämnats",
    .reason = "Skäl",
    .not_over = "pågår",
    .caseload = "Klienter per coach",
    .reasons = {"händelsen är inte antecknad", "utanför perioden", "", "villkoret uppfylls inte",
                "utan slut under uppföljningen", "uppföljningen pågår ännu"},
    .outcomes = "Vart klienterna gick",
    .outcome = "Utfall",
    .not_recorded = "inte antecknat",
    .in_no_category = "i ingen kategori",
    .all = "alla som lämnade",
    .of_target = "utfall / mål",
    .inflow = "Hänvisningar per månad",
    .inflow_note = "Från {} till {} under en hel månad, {} i medeltal.",
    .inflow_change = "Från en månad till nästa {} fler eller färre.",
};

[[nodiscard]] constexpr const quality_phrases& quality_phrases_in(language l) {
  return l == language::finnish ? quality_finnish : l == language::swedish ? quality_swedish : quality_english;
}

}  // namespace detail

}  // namespace polku::inline v0
