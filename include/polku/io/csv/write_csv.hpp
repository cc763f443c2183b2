// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/io/record_words.hpp>
#include <polku/io/text_encoding.hpp>
#include <polku/io/write_whole_file.hpp>
#include <polku/log/event_log.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace polku::inline v0 {

/// How a log's tables are written.
struct csv_write_options {
  /// For spreadsheets, which run a cell that begins as a formula does (= + - @, their full-width forms, tab, line break): a
  /// name that does, or does behind a separator or quote in it, gets an apostrophe before that place. What is read back then
  /// has these names; false: exactly those of the log.
  bool formulas_are_text = false;
};

namespace detail {

/// A name in which nothing begins as a formula: an apostrophe before each place where a cell could begin, if a spreadsheet
/// took another separator than the comma, with what begins a formula.
inline std::string without_formulas(std::string_view name) {
  constexpr std::string_view begins[] = {"=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool may_begin_cell = i == 0 || std::string_view(",;\t|\r\n\"").find(name[i - 1]) != std::string_view::npos;
    if (may_begin_cell)
      for (const auto begin : begins)
        if (name.substr(i).starts_with(begin)) out += '\'';
    out += name[i];
  }
  return out;
}

/// Writes a log's tables, one row at a time.
class csv_writer {
 public:
  csv_writer(const event_log& log, std::ostream& out, const csv_write_options& options)
      : log_(log), out_(out), options_(options) {}

  void write_episodes() {
    constexpr field optional[] = {field::organisations, field::roles, field::workers};
    row_ = "client,service";
    for (const auto f : optional)
      if (!log_.labels(f).empty()) add(to_string(f));
    if (log_.has_phases()) add("phase");
    add("start");
    if (log_.has_intervals()) add("end");
    end_row();
    for_each_client([&](client_id c) {
      for (auto [i, last] = log_.episodes_of(c); i != last; ++i) {
        const auto e = log_.episode_at(i, c);
        begin_row(e.client);
        add(e.service);
        const std::string_view texts[] = {e.organisation, e.role, e.worker};
        for (std::size_t f = 0; f < 3; ++f)
          if (!log_.labels(optional[f]).empty()) add(texts[f]);
        if (log_.has_phases()) add(e.phase);
        add(e.start);
        if (log_.has_intervals()) add_end(log_.ends()[i]);
        end_row();
      }
    });
  }

  void write_handovers() {
    row_ = "client,at,from,to,manner,status";
    end_row();
    write_rows(log_.handovers(), [&](const handover_row& h) {
      add(h.at);
      add(log_.party_names()[h.from]);
      add(log_.party_names()[h.to]);
      add(h.manner == manner::unknown ? "" : manner_words[static_cast<std::size_t>(h.manner)]);
      add(handover_status_words[static_cast<std::size_t>(h.status)]);
    });
  }

  void write_milestones() {
    row_ = "client,at,kind,detail";
    end_row();
    write_rows(log_.milestones(), [&](const milestone_row& m) {
      add(m.at);
      add(log_.milestone_kinds()[m.kind]);
      add(log_.milestone_details()[m.detail]);
    });
  }

  void write_plans() {
    row_ = "client,kind,from,until";
    end_row();
    write_rows(log_.plans(), [&](const plan_row& p) {
      add(log_.plan_kinds()[p.kind]);
      add(p.validity.start);
      add_end(p.validity.end);
    });
  }

  void write_consents() {
    row_ = "client,party,from,until";
    end_row();
    write_rows(log_.consents(), [&](const consent_row& c) {
      add(log_.party_names()[c.party]);
      add(c.validity.start);
      add_end(c.validity.end);
    });
  }

 private:
  template <class F>
  void for_each_client(F f) const {
    for (std::uint32_t c = 0; c < log_.client_count(); ++c) f(client_id{c});
  }
  template <class Row, class AddFields>
  void write_rows(const rows_by_client<Row>& rows, AddFields add_fields) {
    for_each_client([&](client_id c) {
      for (const auto& row : rows.of(c)) {
        begin_row(log_.name_of(c));
        add_fields(row);
        end_row();
      }
    });
  }

  void begin_row(std::string_view client) {
    row_.clear();
    append(client, false);
  }
  void add(std::string_view text) {
    row_ += ',';
    append(text, true);
  }
  void add(time_point t) { (row_ += ',') += to_string(t, t.is_midnight() ? resolution::day : resolution::instant); }
  void add_end(time_point t) {
    if (t == open_end)
      row_ += ',';
    else
      add(t);
  }
  void end_row() { out_ << (row_ += '\n'); }

  // In quotes where it has to be.
  void append(std::string_view text, bool has_na) {
    if (has_na && text == "NA")
      throw std::invalid_argument(
          "polku: a name in the log is 'NA', which in CSV means that it is missing; write XES instead");
    if (text.find('\0') != std::string_view::npos)
      throw std::invalid_argument("polku: a name in the log holds a NUL character, which no CSV file may");
    if (!is_utf8(text))
      throw std::invalid_argument("polku: a name in the log is not UTF-8; convert the log's names before writing it");
    if (options_.formulas_are_text)
      append_quoted(without_formulas(text));
    else
      append_quoted(text);
  }
  void append_quoted(std::string_view text) {
    if (text.find_first_of("\",;\t|\r\n") == std::string_view::npos) {
      row_ += text;
      return;
    }
    row_ += '"';
    for (const char c : text) row_.append(c == '"' ? 2 : 1, c);
    row_ += '"';
  }

  const event_log& log_;
  std::ostream& out_;
  csv_write_options options_;
  std::string row_;
};

}  // namespace detail

/// Writes a log's episodes as a CSV table that `read_csv` makes the same log of, given the same cutoff: UTF-8, the columns'
/// usual names, only columns that some episode fills, no `end` in a log of point events; dates stay dates, instants are UTC.
/// Clients stand in the log's order. An end on 9999-12-31 reads as none, unless the reader is given other sentinels. Other
/// records than episodes are left out: see `write_bundle`. For a spreadsheet, look at the options. O(episodes).
///
/// \throws std::invalid_argument where a name is `NA`, holds a NUL character or is not UTF-8, which CSV cannot say.
inline void write_csv(const event_log& log, std::ostream& out, const csv_write_options& options = {}) {
  detail::csv_writer(log, out, options).write_episodes();
}

/// Writes all of a log's records as a bundle that `read_bundle` makes the same log of, given the same cutoff (clients
/// without episodes come last then): `episodes.csv` and a table for each other kind of record that the log has. Each file is
/// written whole or not at all; tables of a bundle that was there before are removed; the directory is made where it is
/// absent. O(records).
///
/// \throws std::runtime_error where a file cannot be written, std::invalid_argument as `write_csv`.
inline void write_bundle(const event_log& log, const std::filesystem::path& directory,
                         const csv_write_options& options = {}) {
  std::filesystem::create_directories(directory);
  const auto write = [&](const char* name, bool is_any, void (detail::csv_writer::*table)()) {
    if (!is_any) {
      std::filesystem::remove(directory / name);  // of a bundle that was there before
      return;
    }
    write_whole_file(directory / name, [&](std::ostream& out) {
      detail::csv_writer writer(log, out, options);
      (writer.*table)();
    });
  };
  write("episodes.csv", true, &detail::csv_writer::write_episodes);
  write("handovers.csv", !log.handovers().empty(), &detail::csv_writer::write_handovers);
  write("milestones.csv", !log.milestones().empty(), &detail::csv_writer::write_milestones);
  write("plans.csv", !log.plans().empty(), &detail::csv_writer::write_plans);
  write("consents.csv", !log.consents().empty(), &detail::csv_writer::write_consents);
}

}  // namespace polku::inline v0
