// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/json/design_members.hpp>
#include <polku/quality/audit.hpp>

#include <array>
#include <string_view>
#include <tuple>
#include <vector>

namespace polku::inline v0::detail {

template <>
struct json_form<provenance> {
  static constexpr std::string_view noun = "a provenance";
  static constexpr std::array<std::string_view, 2> names = {"from_memory", "checked"};
};

template <>
struct json_form<evidence_measure> {
  static constexpr std::string_view noun = "a measure of records";
  static constexpr std::array<std::string_view, 9> names = {"none",
                                                            "caseload",
                                                            "phases_per_worker",
                                                            "days_to_employer_contact",
                                                            "employer_contacts_per_week",
                                                            "job_type_diversity",
                                                            "employer_diversity",
                                                            "competitive_share",
                                                            "follow_along"};
};

template <>
struct json_form<score_scale> {
  static constexpr std::string_view noun = "a scale";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(required("lowest", &score_scale::lowest), required("highest", &score_scale::highest));
};

template <>
struct json_form<score_anchor> {
  static constexpr std::string_view noun = "an anchor";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(required("score", &score_anchor::score), optional("at_least", &score_anchor::at_least),
                 optional("at_most", &score_anchor::at_most), optional("text", &score_anchor::text),
                 optional("known", &score_anchor::known));
};

template <>
struct json_form<instrument_section> {
  static constexpr std::string_view noun = "a section";
  static constexpr bool is_told_by_name = true;
  static constexpr auto members =
      std::tuple(required("name", &instrument_section::name), optional("finnish", &instrument_section::finnish),
                 optional("swedish", &instrument_section::swedish));
};

template <>
struct json_form<instrument_item> {
  static constexpr std::string_view noun = "an item";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(required("number", &instrument_item::number), required("section", &instrument_item::section),
                 required("name", &instrument_item::name), optional("finnish", &instrument_item::finnish),
                 optional("swedish", &instrument_item::swedish), optional("unit", &instrument_item::unit),
                 optional("scale", &instrument_item::scale), optional("anchors", &instrument_item::anchors),
                 optional("evidence", &instrument_item::evidence));
};

template <>
struct json_form<instrument_band> {
  static constexpr std::string_view noun = "a band";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(required("name", &instrument_band::name), optional("finnish", &instrument_band::finnish),
                 optional("swedish", &instrument_band::swedish), required("at_least", &instrument_band::at_least),
                 optional("known", &instrument_band::known));
};

template <>
struct json_form<instrument> {
  static constexpr std::string_view noun = "an instrument";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members = std::tuple(required("name", &instrument::name), optional("version", &instrument::version),
                                             optional("source", &instrument::source), required("scale", &instrument::scale),
                                             required("sections", &instrument::sections),
                                             required("items", &instrument::items), optional("bands", &instrument::bands));
};

template <>
struct json_form<item_score> {
  static constexpr std::string_view noun = "a score";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members = std::tuple(required("item", &item_score::item), required("score", &item_score::score));
};

template <>
struct json_form<rater_scores> {
  static constexpr std::string_view noun = "a rater";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members =
      std::tuple(required("rater", &rater_scores::rater), required("scores", &rater_scores::scores));
};

template <>
struct json_form<audit> {
  static constexpr std::string_view noun = "an audit";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members = std::tuple(required("service", &audit::service), required("at", &audit::at),
                                             optional("instrument", &audit::instrument_name), optional("note", &audit::note),
                                             optional("raters", &audit::raters), optional("agreed", &audit::agreed));
};

// A file of audits.
struct audits_file {
  std::vector<audit> audits;
};
template <>
struct json_form<audits_file> {
  static constexpr std::string_view noun = "a file of audits";
  static constexpr bool is_told_by_name = false;
  static constexpr auto members = std::tuple(required("audits", &audits_file::audits));
};

}  // namespace polku::inline v0::detail
