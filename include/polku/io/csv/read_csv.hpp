// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/csv/table_reader.hpp>
#include <polku/io/record_words.hpp>

#include <fmt/core.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Reads tables of records, one file after another, into one log.
class record_reader {
 public:
  /// Files are read in blocks of some `block_size` bytes, which have to hold the header; the outcome is the same.
  explicit record_reader(read_options options, std::size_t block_size = text_blocks::usual_size)
      : options_(std::move(options)), block_size_(block_size) {}
  record_reader(const record_reader&) = delete;
  record_reader& operator=(const record_reader&) = delete;

  /// Reads a table of episodes: those with an `end` column; point events where there is none; start and complete rows where
  /// there is a `lifecycle` column instead. "-" is standard input.
  /// \throws input_error as `table_reader`.
  void read_episodes(const std::filesystem::path& path) {
    input_file file(path);
    read_episodes(file);
  }
  void read_episodes(input_file& file) {
    enum { client, service, organisation, role, worker, phase, start, end, lifecycle };
    const auto& names = options_.columns;
    if (!names.end.empty() && !names.lifecycle.empty())
      throw input_error("a table is read by its end column or by its lifecycle column; name only one of the two");
    table_reader table(file,
                       {{"client", names.client, true, false},
                        {"service", names.service, true},
                        {"organisation", names.organisation},
                        {"role", names.role},
                        {"worker", names.worker},
                        {"phase", names.phase},
                        {"start", names.start, true},
                        {"end", names.end},
                        {"lifecycle", names.lifecycle}},
                       options_, block_size_);
    const bool is_paired = table.header().has(lifecycle) && (!names.lifecycle.empty() || !table.header().has(end));
    const bool has_ends = table.header().has(end) && !is_paired;
    read_rows(table, file, record_kind::episodes, [=](const table_row& row, record_part& part) -> record_check {
      episode e{row[client], row[service], row[organisation], row[role], row[worker], row[phase], {}, {}};
      if (const auto check = part.read_begin(row[start], "start", e.start); !check) return check;
      if (is_paired) return part.events.add(e, row[lifecycle], part.line());
      e.end = e.start;
      if (has_ends)
        if (const auto check = part.read_end(row[end], "end", e.start, e.end); !check) return check;
      return part.records.add(e, part.line());
    });
  }

  /// \throws input_error as `read_episodes`; so do the next three.
  void read_handovers(const std::filesystem::path& path) {
    enum { client, at, from, to, manner_of, status };
    read_table(path, record_kind::handovers,
               {required_client, required("at"), required("from"), required("to"), optional("manner"), optional("status")},
               [](const table_row& row, record_part& part) -> record_check {
                 handover h{row[client], {}, row[from], row[to]};
                 if (const auto check = part.read_begin(row[at], "at", h.at); !check) return check;
                 if (!read_word(row[manner_of], manner_words, h.manner)) return {fault::unknown_word, "manner"};
                 if (!read_word(row[status], handover_status_words, h.status)) return {fault::unknown_word, "status"};
                 return part.records.add(h);
               });
  }

  void read_milestones(const std::filesystem::path& path) {
    enum { client, at, kind, detail };
    read_table(path, record_kind::milestones, {required_client, required("at"), required("kind"), optional("detail")},
               [](const table_row& row, record_part& part) -> record_check {
                 milestone m{row[client], {}, row[kind], row[detail]};
                 if (const auto check = part.read_begin(row[at], "at", m.at); !check) return check;
                 return part.records.add(m);
               });
  }

  void read_plans(const std::filesystem::path& path) {
    enum { client, kind, from, until };
    read_table(path, record_kind::plans, {required_client, required("kind"), required("from"), optional("until")},
               [](const table_row& row, record_part& part) -> record_check {
                 plan p{row[client], row[kind], {}, {}};
                 if (const auto check = part.read_begin(row[from], "from", p.from); !check) return check;
                 if (const auto check = part.read_end(row[until], "until", p.from, p.until); !check) return check;
                 return part.records.add(p);
               });
  }

  void read_consents(const std::filesystem::path& path) {
    enum { client, party, from, until };
    read_table(path, record_kind::consents, {required_client, required("party"), required("from"), optional("until")},
               [](const table_row& row, record_part& part) -> record_check {
                 consent c{row[client], row[party], {}, {}};
                 if (const auto check = part.read_begin(row[from], "from", c.from); !check) return check;
                 if (const auto check = part.read_end(row[until], "until", c.from, c.until); !check) return check;
                 return part.records.add(c);
               });
  }

  /// Everything read, as a log and what is not in it. The reader is of no use afterwards.
  [[nodiscard]] read_log finish() { return std::move(all_).finish(std::move(files_)); }

 private:
  static constexpr wanted_column required_client{"client", {}, true, false, false};
  static constexpr wanted_column required(std::string_view field) { return {field, {}, true, true, false}; }
  static constexpr wanted_column optional(std::string_view field) { return {field, {}, false, true, false}; }

  template <class Read>
  void read_table(const std::filesystem::path& path, record_kind kind, std::initializer_list<wanted_column> wanted,
                  Read read) {
    input_file file(path);
    table_reader table(file, wanted, options_, block_size_);
    read_rows(table, file, kind, read);
  }

  template <class Read>
  void read_rows(table_reader& table, const input_file& file, record_kind kind, Read read) {
    const auto number = static_cast<std::uint16_t>(files_.size());
    files_.push_back({file.name(), table.header().renamed()});
    table.read_rows(kind, files_.back(), number, all_, read);
  }

  read_options options_;
  std::size_t block_size_;
  record_part all_{options_};
  std::vector<source_file> files_;
};

/// Reads one table of episodes or point events; "-" is standard input.
/// \throws input_error where the file or its header is of no use, or at the first rejected record where the options are
/// strict.
[[nodiscard]] inline read_log read_csv(input_file& file, const read_options& options = {}) {
  record_reader reader(options);
  reader.read_episodes(file);
  return reader.finish();
}
[[nodiscard]] inline read_log read_csv(const std::filesystem::path& path, const read_options& options = {}) {
  input_file file(path);
  return read_csv(file, options);
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
