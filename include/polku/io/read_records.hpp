// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/csv_table.hpp>
#include <polku/io/lifecycle.hpp>
#include <polku/io/read_log.hpp>
#include <polku/io/read_options.hpp>
#include <polku/io/text_file.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

namespace polku::inline v0 {

/// Reads tables of records, one file after another, into one log.
class record_reader {
 public:
  explicit record_reader(read_options options) : options_(std::move(options)) {}

  /// Reads a table of episodes: those with an `end` column; point events where there is none; start and complete rows where
  /// there is a `lifecycle` column instead.
  /// \throws input_error as `csv_table`, or at the first rejected record where the options are strict.
  void read_episodes(const std::filesystem::path& path) {
    enum { client, service, organisation, role, worker, phase, start, end, lifecycle };
    const auto& names = options_.columns;
    const auto text = read_text_file(path);
    csv_table table(path.string(), text,
                    {{"client", names.client, true, false},
                     {"service", names.service, true},
                     {"organisation", names.organisation},
                     {"role", names.role},
                     {"worker", names.worker},
                     {"phase", names.phase},
                     {"start", names.start, true},
                     {"end", names.end},
                     {"lifecycle", names.lifecycle}});
    if (!names.end.empty() && !names.lifecycle.empty())
      throw input_error("a table is read by its end column or by its lifecycle column; name only one of the two");
    const bool is_paired = table.has(lifecycle) && (!names.lifecycle.empty() || !table.has(end));
    const bool has_ends = table.has(end) && !is_paired;

    lifecycle_pairer pairer;
    read_rows(table, record_kind::episodes, [&]() -> record_check {
      episode e{table[client], table[service], table[organisation], table[role], table[worker], table[phase], {}, {}};
      if (const auto check = read_begin(table[start], "start", e.start); !check) return check;
      if (is_paired) return pairer.add(e, table[lifecycle], line(table));
      e.end = e.start;
      if (has_ends)
        if (const auto check = read_end(table[end], "end", e.start, e.end); !check) return check;
      return builder_.add(e, line(table));
    });
    out_.paired += pairer.finish(builder_);
  }

  /// \throws input_error as `read_episodes`; so do the next three.
  void read_handovers(const std::filesystem::path& path) {
    enum { client, at, from, to, manner_of, status };
    const auto text = read_text_file(path);
    csv_table table(
        path.string(), text,
        {{"client", {}, true, false}, {"at", {}, true}, {"from", {}, true}, {"to", {}, true}, {"manner"}, {"status"}});
    read_rows(table, record_kind::handovers, [&]() -> record_check {
      handover h{table[client], {}, table[from], table[to]};
      if (const auto check = read_begin(table[at], "at", h.at); !check) return check;
      if (!read_word(table[manner_of], {"unknown", "warm", "cold", "self"}, h.manner))
        return {fault::unknown_word, "manner"};
      if (!read_word(table[status], {"proposed", "accepted", "declined"}, h.status)) return {fault::unknown_word, "status"};
      return builder_.add(h);
    });
  }

  void read_milestones(const std::filesystem::path& path) {
    enum { client, at, kind, detail };
    const auto text = read_text_file(path);
    csv_table table(path.string(), text, {{"client", {}, true, false}, {"at", {}, true}, {"kind", {}, true}, {"detail"}});
    read_rows(table, record_kind::milestones, [&]() -> record_check {
      milestone m{table[client], {}, table[kind], table[detail]};
      if (const auto check = read_begin(table[at], "at", m.at); !check) return check;
      return builder_.add(m);
    });
  }

  void read_plans(const std::filesystem::path& path) {
    enum { client, kind, from, until };
    const auto text = read_text_file(path);
    csv_table table(path.string(), text, {{"client", {}, true, false}, {"kind", {}, true}, {"from", {}, true}, {"until"}});
    read_rows(table, record_kind::plans, [&]() -> record_check {
      plan p{table[client], table[kind], {}, {}};
      if (const auto check = read_begin(table[from], "from", p.from); !check) return check;
      if (const auto check = read_end(table[until], "until", p.from, p.until); !check) return check;
      return builder_.add(p);
    });
  }

  void read_consents(const std::filesystem::path& path) {
    enum { client, party, from, until };
    const auto text = read_text_file(path);
    csv_table table(path.string(), text, {{"client", {}, true, false}, {"party", {}, true}, {"from", {}, true}, {"until"}});
    read_rows(table, record_kind::consents, [&]() -> record_check {
      consent c{table[client], table[party], {}, {}};
      if (const auto check = read_begin(table[from], "from", c.from); !check) return check;
      if (const auto check = read_end(table[until], "until", c.from, c.until); !check) return check;
      return builder_.add(c);
    });
  }

  /// Everything read so far, as a log and what is not in it. The reader is empty afterwards.
  [[nodiscard]] read_log finish() {
    out_.log = builder_.finish(options_.cutoff);
    return std::exchange(out_, {});
  }

 private:
  // Calls `read` for each row that has the right number of fields, and keeps what it refuses.
  template <class Read>
  void read_rows(csv_table& table, record_kind kind, Read read) {
    const auto file = static_cast<std::uint16_t>(out_.files.size());
    out_.files.push_back({table.name(), table.renamed()});
    while (table.next()) {
      ++out_.rows;
      record_check check;
      if (!table.is_well_quoted())
        check.reason = fault::bad_quotes;
      else if (table.surplus() != 0)
        check.reason = table.surplus() < 0 ? fault::too_few_fields : fault::too_many_fields;
      else
        check = read();
      if (check) continue;
      out_.rejected.push_back({file, {table.line(), kind, check.column, check.reason}});
      if (options_.is_strict) throw input_error(describe(out_.files.back(), out_.rejected.back().what));
    }
  }

  static std::uint32_t line(const csv_table& table) { return static_cast<std::uint32_t>(table.line()); }

  static fault fault_of(time_fault f) {
    constexpr fault faults[] = {fault::none, fault::unreadable_time, fault::no_such_day, fault::time_out_of_range};
    return faults[static_cast<std::size_t>(f)];
  }

  static record_check read_begin(std::string_view text, std::string_view column, time_point& out) {
    if (text.empty()) return {fault::no_time, column};
    const auto time = read_time(csv_table::trimmed(text));
    out = time.at;
    return {fault_of(time.fault), column};
  }

  record_check read_end(std::string_view text, std::string_view column, time_point begin,
                        std::optional<time_point>& out) const {
    out.reset();
    if (text.empty()) return {};
    const auto time = read_time(csv_table::trimmed(text));
    if (!time) return {fault_of(time.fault), column};
    if (options_.is_sentinel(time.at)) return {};
    const bool is_last_day = options_.end_is_inclusive && time.precision == resolution::day;
    out = is_last_day ? time.at + days(1) : time.at;
    if (*out < begin || (is_last_day && *out == begin)) return {fault::end_before_start, column};
    return {};
  }

  // An empty text leaves the default.
  template <class Enum>
  static bool read_word(std::string_view text, std::initializer_list<std::string_view> words, Enum& out) {
    if (text.empty()) return true;
    for (std::size_t i = 0; i < words.size(); ++i)
      if (is_same_term(csv_table::trimmed(text), words.begin()[i])) {
        out = static_cast<Enum>(i);
        return true;
      }
    return false;
  }

  read_options options_;
  log_builder builder_;
  read_log out_;
};

/// Reads one table of episodes or point events.
/// \throws input_error where the file or its header is of no use, or at the first rejected record where the options are
/// strict.
[[nodiscard]] inline read_log read_csv(const std::filesystem::path& path, const read_options& options = {}) {
  record_reader reader(options);
  reader.read_episodes(path);
  return reader.finish();
}

/// Reads a bundle: a directory with `episodes.csv` and, where there are any, `handovers.csv`, `milestones.csv`, `plans.csv`
/// and `consents.csv`. The options' column names apply to the episodes. \throws input_error as `read_csv`, and where the
/// directory has no `episodes.csv`.
[[nodiscard]] inline read_log read_bundle(const std::filesystem::path& directory, const read_options& options = {}) {
  if (!std::filesystem::exists(directory / "episodes.csv"))
    throw input_error(fmt::format("'{}' is no bundle: it has no episodes.csv; name a directory that has one, or a CSV file",
                                  directory.string()));
  record_reader reader(options);
  reader.read_episodes(directory / "episodes.csv");
  const auto read_if_there = [&](const char* name, void (record_reader::*read)(const std::filesystem::path&)) {
    if (std::filesystem::exists(directory / name)) (reader.*read)(directory / name);
  };
  read_if_there("handovers.csv", &record_reader::read_handovers);
  read_if_there("milestones.csv", &record_reader::read_milestones);
  read_if_there("plans.csv", &record_reader::read_plans);
  read_if_there("consents.csv", &record_reader::read_consents);
  return reader.finish();
}

}  // namespace polku::inline v0
