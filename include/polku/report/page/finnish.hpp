// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/page/phrases.hpp>

namespace polku::inline v0 {

inline constexpr phrases finnish = {
    .code = "fi",
    .decimal_mark = ",",
    .title = "Palvelupolut",
    .shareable = "Jaettava versio",
    .internal = "SISÄINEN VERSIO",
    .shareable_note = "Vain yhteenlaskettuja lukuja. Luvut, jotka kertoisivat alle {} asiakkaasta, on jätetty pois.",
    .internal_note = "Tarkat luvut ja yksittäisten asiakkaiden tietoja. Älä luovuta eteenpäin.",
    .nothing_shown = "Asiakkaita on liian vähän: heistä ei voi näyttää mitään, mikä ei kertoisi alle {} asiakkaasta.",
    .skip = "Siirry havaintoihin",
    .table = "Taulukko",
    .suppressed = "jätetty pois, koska luku kertoisi alle {} asiakkaasta",
    .rows_shown = "Rivejä näkyvissä {}, kaikkiaan {}; koneluettavassa tiedostossa on kaikki, mitä saa näyttää.",
    .none = "ei määritelty",

    .records = "Kirjauksia",
    .clients = "Asiakkaita",
    .from_to = "Kirjaukset ajalta {} – {}",
    .observed_to = "seuranta päättyy {}",
    .parties_are = "Toimijat",
    .read_by = "Lukutapa",
    .fields = {"organisaatiot", "palvelut", "roolit", "työntekijät"},
    .readings = {"peräkkäinen", "päällekkäisyydet huomioiva"},

    .glance = "Yleiskuva",
    .look_first = "Katso ensin näitä",
    .nothing_first = "Esiin ei nouse mitään, minkä saisi näyttää.",
    .handovers_lost = "Matkalla kadonneet siirrot",
    .obligations_violated = "Täyttämättä jääneet velvoitteet",
    .in_clients = "asiakkaita: {}",
    .days_in_all = "päiviä: {}",
    .first_pair =
        "Siirtymän {1} → {0} jälkeen asiakas lähetettiin suoraan takaisin: kertoja {2}, siirtymiä kaikkiaan {3}. Sattumalta "
        "kertoja olisi {4} (q = {5}).",
    .first_gap = "Välillä {0} → {1} asiakas oli ilman tukea: päiviä yhteensä {2} (katkoksia: {3}, asiakkaita: {4}).",
    .first_gap_trailing =
        "Viimeinen toimija oli {0}, ja sen jälkeen tuki on loppunut kokonaan: päiviä tähän mennessä {2} (katkoksia: {3}, "
        "asiakkaita: {4}).",
    .first_gap_leading =
        "Ensimmäinen toimija oli {1}, ja sitä ennen asiakas oli ilman tukea: päiviä yhteensä {2} (katkoksia: {3}, "
        "asiakkaita: {4}).",
    .first_lost = "Siirrossa {0} → {1} asiakas katosi matkalla: kertoja {2}, siirtoja kaikkiaan {3}.",
    .first_obligation = "Velvoite ”{0}” jäi täyttämättä: kertoja {1}, tilanteita kaikkiaan {2}.",
    .first_rejected = "Kirjauksia, joita ei voitu käyttää: {0}, luettuja kaikkiaan {1}. Ne puuttuvat luvuista.",

    .quality = "Aineiston laatu",
    .read = "Luettuja kirjauksia",
    .paired = "Luettu toisten kirjausten päättymisiksi",
    .rejected = "Ei voitu käyttää",
    .after_cutoff = "Alkaa vasta seurannan päättymisen jälkeen, jätetty pois",
    .repeated_hours = "Kellonajat syksyllä kahdesti toistuvalta tunnilta, tulkittu kesäajaksi",
    .all_used = "Kaikki luetut kirjaukset on käytetty.",
    .findings = {"Palvelujaksot, joilla ei ole toimijaa: niistä ei muodostu asiakkuusjaksoa",
                 "Palvelujaksot, jotka ovat täsmälleen samaan aikaan kuin toisen toimijan palvelujakso: järjestys on "
                 "aineiston mukainen",
                 "Palvelujaksot, jotka ovat aineistossa kahdesti",
                 "Palvelujaksot, jotka alkavat asiakkaan ollessa jo samassa palvelussa ja samassa vaiheessa",
                 "Palvelujaksot, jotka jatkuvat uloskirjauksen yli ja katkaistaan siihen",
                 "Palvelujaksot vaiheessa, jota prosessi ei tunne", "Siirrot ennen asiakkaan ensimmäistä palvelujaksoa"},
    .what = "Mitä",
    .count = "Määrä",
    .examples = "Esimerkkejä",
    .file = "Tiedosto",
    .line = "Rivi",
    .column = "Sarake",
    .reason = "Syy",

    .map = "Palvelupolkujen kartta",
    .map_note =
        "Laatikot ovat toimijoita ja viivat siirtymiä toimijalta seuraavalle. Kaksoiskehys merkitsee toimijat, joiden "
        "kesken asiakasta voidaan pompotella.",
    .party = "Toimija",
    .parties = "Toimijat",
    .transitions = "Siirtymät",
    .stays = "Asiakkuusjaksot",
    .first = "Ensimmäisenä",
    .last = "Viimeisenä",
    .terminal = "Ilman jatkoa",
    .re_entries = "Uudelleentulot",
    .time_days = "Päiviä yhteensä",
    .from = "Mistä",
    .to = "Mihin",
    .lag_median = "Viiveen mediaani, päivää",
    .lag_range = "Viive, 5.–95. prosenttipiste, päivää",
    .return_share = "Paluita tätä kautta",
    .width_by = "Viivojen leveys ja luvut",
    .by_clients = "asiakkaat",
    .by_duration = "viiveen mediaani päivinä",
    .hide_below = "Piilota viivat, joilla asiakkaita on alle",
    .edges_drawn = "Siirtymiä piirretty {}, kaikkiaan {}; taulukossa on kaikki, mitä saa näyttää.",
    .parties_drawn = "Piirretty ne {} toimijaa, joilla on eniten asiakkaita; toimijoita kaikkiaan {}.",
    .can_be_sent_round = "Asiakasta voidaan pompotella näiden kesken",
    .lag_overlap = "päällekkäin: seuraava alkoi ennen kuin edellinen päättyi",
    .lag_seamless = "saumattomasti",
    .lag_short = "odotusta enintään 30 päivää",
    .lag_long = "pidempi odotus",
    .carries_returns = "eniten paluita",

    .ping_pong = "Pompottelu (pingpong)",
    .returns = "Paluut",
    .direct = "Suorat paluut (A, B, A)",
    .with_progress = "Asiakas eteni välillä",
    .concurrent = "Samanaikaiset",
    .loops = "Pompottelukierteet",
    .no_loops = "Pompottelukierteitä ei löytynyt.",
    .shape = "Muoto",
    .days_lost = "Päiviä ensimmäisestä lähdöstä viimeiseen paluuseen, mediaani",
    .pairs_title = "Suoraan takaisin: useammin kuin sattumalta?",
    .pairs_note =
        "Kuinka monesta sellaisesta jälkimmäisen toimijan asiakkuusjaksosta, johon tultiin ensin mainitulta, palattiin "
        "suoraan takaisin. Odotettu: jos asiakkaan seuraava toimija ei riippuisi siitä, mistä asiakas tuli. q on "
        "tarkoitettu seulontaan; saman asiakkaan jaksoja pidetään toisistaan riippumattomina, joten katso myös p "
        "asiakkaittain.",
    .via = "Mihin",
    .back = "Takaisin",
    .at_risk = "Kaikkiaan",
    .share = "Osuus, % (95 %:n luottamusväli)",
    .expected = "Odotettu",
    .q = "q",
    .p_clients = "p asiakkaittain",
    .verdict = "Sanallisesti",
    .more_than_chance = "useammin kuin sattumalta",
    .not_shown_to_be = "ei osoitettu olevan useammin kuin sattumalta",
    .fewer_than_expected = "ei odotettua useammin",
    .not_testable = "ei voida testata",
    .shapes = {"edestakainen", "tähtimäinen", "kehämäinen", "sekamuotoinen"},
    .circuits = "Kokonaan kuljetut kierrokset",
    .circuit = "Kierros",
    .walked_by = "Sen kulkeneita asiakkaita",
    .consequence = "Mitä seurasi",
    .consequence_note =
        "Asiakkaat, jotka olivat kierteessä ensimmäisten {} päivän aikana, verrattuna muihin siitä päivästä eteenpäin. "
        "Lukuja, ei vaikutuksia: ryhmät voivat erota toisistaan monessa muussakin asiassa.",
    .group = "Ryhmä",
    .reached = "Tavoite saavutettu",
    .left_without = "Uloskirjattu ilman sitä",
    .unknown_yet = "Ei vielä tiedossa",
    .per_year = "Tavoitteita asiakasta ja vuotta kohti",
    .with_loop = "Kierteessä",
    .without_loop = "Ei kierteessä",
    .went_back = "Lähetetty suoraan takaisin",
    .went_on = "Ei lähetetty suoraan takaisin",
    .client = "Asiakas",
    .bounces = "Pompotuksia",
    .start = "Alku",
    .end = "Loppu",
    .followed_by = "Sen jälkeen",
    .follow_ups = {"tavoite saavutettu", "uloskirjaus", "ei vielä tiedossa"},

    .gaps = "Tuen katkokset",
    .no_gaps = "Katkoksia ei löytynyt.",
    .gaps_not_told =
        "Ei voida kertoa: kaikki kirjaukset ovat yksittäisiä ajankohtia, eikä ole määritelty, monenko päivän jälkeen "
        "hiljaisuus on katkos.",
    .exit_unknown =
        "Aineistossa ei ole uloskirjauksia: ei tiedetä, jäivätkö tyhjän päälle ne asiakkaat, joiden tuki hiipuu.",
    .kind = "Tyyppi",
    .days = "Päiviä",
    .gap_pairs = "Keiden välillä",
    .before = "Ennen",
    .after = "Jälkeen",
    .nothing = "(ei mitään)",
    .months = "Kuukausittain",
    .month = "Kuukausi",
    .clients_without = "Asiakkaita ilman tukea",
    .begun = "Alkaneita katkoksia",
    .longest = "Pisimmät",
    .not_over = "yhä kesken seurannan päättyessä",
    .gap_kinds = {"palvelujen välissä", "ennen uloskirjausta", "tuki hiipuu", "ennen tuen alkua"},

    .handovers = "Asiakkaan siirrot",
    .handover = "siirto",
    .no_handovers = "Siirtoja ei ole.",
    .inferred = "Siirtoja ei ole kirjattu. Niiden sijasta luvut perustuvat siirtymiin toiselle toimijalle.",
    .outcome = "Lopputulos",
    .manner = "Tapa",
    .warm_share = "Saattaen vaihtaen tehtyjä niistä, joiden tapa tunnetaan, %",
    .latency = "Päiviä vastaanottajan aloitukseen, mediaani (95 % viimeistään)",
    .without_consent = "Ilman asiakkaan suostumusta",
    .consent_unknown = "ei tiedossa: aineistossa ei ole suostumuksia",
    .overlapping = "Vastaanottaja oli jo mukana",
    .matrix = "Kuka siirtää kenelle",
    .matrix_note =
        "Riveillä ovat asiakkaan luovuttavat, sarakkeissa vastaanottavat toimijat. Mitä tummempi ruutu, sitä enemmän "
        "siirtoja.",
    .matrix_cut = "Näkyvissä ovat ne {} toimijaa, joilla on eniten siirtoja.",
    .worker_changes = "Vastuutyöntekijän vaihdoksia",
    .worker_changes_per_year = "Asiakasta ja vuotta kohti",
    .outcomes = {"otettu vastaan", "kadonnut matkalla", "kesken", "kieltäydytty"},
    .manners = {"ei tiedossa", "saattaen vaihtaen", "ilman saattamista", "asiakas yksin"},

    .obligations = "Velvoitteet",
    .obligation = "Velvoite",
    .cannot_tell = "ei voida arvioida: mitään sellaista ei ole kirjattu",
    .kinds_not_given = "ei voida arvioida: organisaatioiden tyyppejä ei ole annettu",
    .violations = "Täyttämättä jääneet",
    .obligation_outcomes = {"täyttynyt", "täyttämättä", "kesken", "rauennut"},

    .journeys = "Asiakkaiden polut",
    .journeys_note =
        "Yksittäisiä asiakkaita, pahimmat kierteet ensin, sitten pisimmät katkokset. Palkit ovat palvelujaksoja, nuolet "
        "siirtoja, vinoviivoitetut kohdat tuen katkoksia ja vinoneliöt virstanpylväitä.",
    .open = "jatkuu",
    .gap = "tuen katkos",

    .methods = "Menetelmät",
    .option = "Asetus",
    .value = "Arvo",
    .version = "Versio",
    .subtract =
        "Kun samoista kirjauksista tehdään kaksi raporttia eri asetuksilla, niiden luvut voi vähentää toisistaan. Jaa vain "
        "yksi.",
    .made_with = "Tehty kirjastolla polku {}. Aineisto: {}, lukutapa: {}, seuranta päättyy {}.",
    .definitions =
        {{{"Toimija", "Se, jonka mukaan kirjaukset luetaan: tässä {0}."},
          {"Asiakkuusjakso",
           "Aika yhden toimijan asiakkaana. Peräkkäinen lukutapa: saman toimijan vierekkäiset palvelujaksot yhdistettyinä. "
           "Päällekkäisyydet huomioiva lukutapa: toimijan palvelujaksojen yhdiste, joten asiakkuusjaksot voivat mennä "
           "päällekkäin."},
          {"Siirtymä",
           "Asiakkuusjaksosta siihen, joka seuraa, kun se päättyy. Viive on päivien määrä päättymisestä seuraavan alkuun; "
           "negatiivinen: jaksot menivät päällekkäin."},
          {"Paluu",
           "Asiakas tulee takaisin toimijalle muiden kautta. Suora: yhden kautta. Uudelleentulossa välissä ei ole ketään, "
           "eikä se ole paluu."},
          {"Pompottelukierre",
           "Saman asiakkaan paluita, joilla on yhteisiä asiakkuusjaksoja: paluita vähintään {1}, kussakin välissä muita "
           "toimijoita enintään {2} ja poissaolopäiviä enintään {3}, eikä asiakas etene. Havainto, ei tuomio: jotkin "
           "kierteet ratkeavat nopeammin kuin suorat polut."},
          {"Useammin kuin sattumalta",
           "Fisherin tarkka yksisuuntainen testi, ”tuli toimijalta A” vastaan ”meni toimijalle A” toimijan B "
           "asiakkuusjaksoissa; q Benjaminin ja Hochbergin, luottamusvälit Wilsonin mukaan."},
          {"Tuen katkos",
           "Yli {4} päivän aika seurannan sisällä ja ennen uloskirjausta, jolloin mikään palvelujakso ei ole käynnissä. "
           "Seurannan päättyessä yhä jatkuvan katkoksen pituus on alaraja."},
          {"Matkalla kadonnut siirto",
           "Vastaanottaja ei aloittanut {5} päivän kuluessa. Siirto, josta kieltäydyttiin, ei ole kadonnut."},
          {"Velvoite",
           "Täyttynyt, täyttämättä, kesken (seuranta päättyi ennen kuin mitään oli laiminlyöty) tai rauennut (asiakas lähti "
           "ensin). Kesken olevaa ei koskaan lasketa täyttämättömäksi."},
          {"Jätetty pois", "Lukumäärät, jotka koskevat 1–{6} asiakasta, ja kaikki luvut, jotka paljastaisivat ne."}}},
    .options = {"pisin poissaolo kierteessä, päivää", "pisin paluu kierteessä", "paluita kierteessä vähintään",
                "saman toimijan jaksot yhdistävä tauko enintään, päivää",
                "pisin odotus seuraavaan, kun toinen toimija yhä jatkaa, päivää", "ohitettavat katkokset enintään, päivää",
                "siirto on kadonnut, kun on kulunut, päivää", "kierteitä verrataan alkaen päivästä", "suunnitellut toimijat",
                "eteneminen", "uloskirjaukset", "pienin näytettävä asiakasmäärä"},
};

}  // namespace polku::inline v0
