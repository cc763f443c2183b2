// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/input_file.hpp>
#include <polku/io/read_log.hpp>
#include <polku/io/read_options.hpp>
#include <polku/io/xes/xes_reader.hpp>
#include <polku/io/xes/xml_stream.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace polku::inline v0 {

/// Reads an XES event log (IEEE 1849), packed by gzip or not.
///
/// A trace is a client, every event a record: `xes_keys` says which attribute is what, and which the caller's
/// `column_names` change. An event with a start (`start_timestamp`) lasts until its `time:timestamp`, or is open without
/// one. Events without it that say `start` and `complete` become episodes as `pair_lifecycles` makes them; all others are
/// points. (A client may have several traces; a complete in one before the first that has a start is not paired.) Where no
/// event of the log has an `org:group`, workers (`org:resource`) are the organisations too, unless the caller names the
/// organisation's key, or polku wrote the file. Events without a service or time, of a trace without a name, or outside of
/// traces are rejected. What `write_xes` writes is read back as the same log, given the same cutoff.
///
/// Memory grows with the log, not with the text. The options' `threads` are not used. O(bytes).
/// \throws input_error where the file is cut off, damaged or no XES, where a key that the caller named is nowhere in it, or
/// at the first rejected record where the options are strict.
[[nodiscard]] inline read_log read_xes(input_file& file, const read_options& options = {}) {
  xes_reader reader(file.name(), options);
  xml_stream xml(file, reader);
  bool is_first = true;
  xml.read([&] {
    // Room for as many records as there will be if all of the file is like its beginning.
    if (is_first && file.size() && file.position() != 0) {
      const auto per_byte = static_cast<double>(reader.record_count()) / static_cast<double>(file.position());
      reader.records().reserve(static_cast<std::size_t>(1.01 * per_byte * static_cast<double>(*file.size())));
    }
    is_first = false;
    if (options.progress) options.progress({file.name(), file.position(), file.size()});
  });
  return reader.finish();
}

/// The same by the file's name; "-" is standard input.
[[nodiscard]] inline read_log read_xes(const std::filesystem::path& path, const read_options& options = {}) {
  input_file file(path);
  return read_xes(file, options);
}

}  // namespace polku::inline v0
