// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/work_in_order.hpp>
#include <polku/io/csv/csv_header.hpp>
#include <polku/io/csv/csv_reader.hpp>
#include <polku/io/csv/text_blocks.hpp>
#include <polku/io/record_part.hpp>

#include <fmt/core.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace polku::inline v0 {

/// A row of a table, seen through the columns that were wanted, in that order.
class table_row {
 public:
  table_row(const csv_header& header, const std::string_view* fields) : header_(&header), fields_(fields) {}

  /// The field of a wanted column; empty where the column is absent or the value missing.
  [[nodiscard]] std::string_view operator[](std::size_t wanted) const { return header_->value(fields_, wanted); }

 private:
  const csv_header* header_;
  const std::string_view* fields_;
};

/// Reads one CSV file, block by block, by one thread or several; the outcome is the same.
class table_reader {
 public:
  /// Reads the header. \throws input_error where there is none, or as `csv_header`.
  table_reader(input_file& file, std::initializer_list<wanted_column> wanted, const read_options& options,
               std::size_t block_size = text_blocks::usual_size)
      : file_(&file), options_(&options), blocks_(file, block_size), header_(read_header(wanted)) {}

  [[nodiscard]] const csv_header& header() const { return header_; }

  /// Reads the rows into `all`. `read(row, part)` puts the record of a row into the part, or tells why it cannot; it runs in
  /// any number of threads, with a part of its own. \throws input_error at the first rejected record where the options are
  /// strict.
  template <class Read>
  void read_rows(record_kind kind, const source_file& source, std::uint16_t number, record_part& all, Read read) {
    const auto parse = [&](std::string_view text, record_part& part, bool more_is_to_come) {
      return std::string(read_block(text, part, kind, number, more_is_to_come, read));
    };
    std::size_t seen = all.rejected().size();
    const auto check = [&] {
      if (options_->is_strict && all.rejected().size() != seen) throw input_error(describe(source, all.rejected()[seen]));
    };
    const auto rows_before = all.rows();
    const auto first = block_.text().substr(block_.text().size() - after_header_);
    all.lines = header_lines_;
    std::string rest = parse(first, all, true);
    check();
    make_room(all, all.rows() - rows_before, first.size());
    report();
    if (options_->threads > 1)
      read_in_parallel(all, rest, parse, check);
    else
      while (blocks_.next(block_)) {
        report();
        if (!rest.empty()) block_.prepend(rest);
        rest = parse(block_.text(), all, true);
        check();
      }
    parse(rest, all, false);
    check();
  }

 private:
  csv_header read_header(std::initializer_list<wanted_column> wanted) {
    if (!blocks_.next(block_))
      throw input_error(fmt::format("'{}' is empty; it needs a header line and rows below it", file_->name()));
    separator_ = detect_separator(block_.text());
    csv_reader begin(block_.text(), separator_);
    if (!begin.next())
      throw input_error(fmt::format("'{}' has only empty lines; it needs a header line and rows below it", file_->name()));
    if (begin.state() != csv_reader::row_state::good)
      throw input_error(fmt::format(
          "'{}' has a header of no use: its quotes do not pair up, or the line is longer than 16 MiB", file_->name()));
    if (begin.text().find('\0') != std::string_view::npos)
      throw input_error(
          fmt::format("'{}' has NUL characters in its header: it is UTF-16 or no text; save it as UTF-8", file_->name()));
    header_lines_ = begin.next_line() - 1;
    after_header_ = begin.unread().size();
    return {file_->name(), begin.fields(), wanted};
  }

  // Reads rows from a text that ends with a line; returns the begun one that the text to come has to complete.
  template <class Read>
  std::string_view read_block(std::string_view text, record_part& part, record_kind kind, std::uint16_t file,
                              bool more_is_to_come, Read& read) const {
    const bool has_nul = text.find('\0') != std::string_view::npos;
    csv_reader rows(text, separator_, part.lines + 1, more_is_to_come);
    while (rows.next()) {
      part.begin_record(file, kind, rows.line());
      const auto fault = find_fault(rows, has_nul);
      if (fault != fault::none) [[unlikely]] {
        part.reject({fault}, {});
        continue;
      }
      const record_check check = read(table_row(header_, rows.fields().data()), part);
      if (!check) part.reject(check, header_.value(rows.fields().data(), check.column));
    }
    part.lines = rows.next_line() - 1;
    return rows.rest();
  }

  // What makes a row useless as a whole.
  [[nodiscard]] fault find_fault(const csv_reader& rows, bool may_have_nul) const {
    if (rows.state() == csv_reader::row_state::bad_quotes) return fault::bad_quotes;
    if (rows.state() == csv_reader::row_state::too_long) return fault::row_too_long;
    if (may_have_nul && rows.text().find('\0') != std::string_view::npos) return fault::nul_character;
    if (rows.fields().size() == header_.size()) return fault::none;
    const auto surplus = header_.surplus(rows.fields());
    return surplus == 0 ? fault::none : surplus < 0 ? fault::too_few_fields : fault::too_many_fields;
  }

  template <class Parse, class Check>
  void read_in_parallel(record_part& all, std::string& rest, Parse parse, Check check) {
    struct piece {
      text_block block;
      record_part part;
      std::string rest;
    };
    work_in_order<piece>(
        options_->threads,
        [&] {
          return piece{{}, record_part(*options_), {}};
        },
        [&](piece& p) {
          const bool is_any = blocks_.next(p.block);
          if (is_any) report();
          return is_any;
        },
        [&](piece& p) { p.rest = parse(p.block.text(), p.part, true); },
        [&](piece& p) {
          if (!rest.empty()) {  // the block begins inside quotes, and was read for nothing
            p.part = record_part(*options_);
            p.block.prepend(rest);
            p.rest = parse(p.block.text(), p.part, true);
          }
          rest = std::exchange(p.rest, {});
          all.append(std::move(p.part));
          check();
        });
  }

  // For as many records as the file will have if all of it is like its beginning.
  void make_room(record_part& all, std::size_t rows, std::size_t bytes) const {
    if (!file_->size() || bytes == 0 || all.records.episode_count() < rows) return;  // no table of episodes
    const auto before = all.records.episode_count() - rows;
    const auto per_byte = static_cast<double>(rows) / static_cast<double>(bytes);
    all.records.reserve(before + static_cast<std::size_t>(1.01 * per_byte * static_cast<double>(*file_->size())));
  }

  void report() const {
    if (options_->progress) options_->progress({file_->name(), file_->position(), file_->size()});
  }

  input_file* file_;
  const read_options* options_;
  text_blocks blocks_;
  text_block block_;
  char separator_ = ',';
  std::uint64_t header_lines_ = 0;
  std::size_t after_header_ = 0;  // how much of the first block follows the header
  csv_header header_;
};

}  // namespace polku::inline v0
