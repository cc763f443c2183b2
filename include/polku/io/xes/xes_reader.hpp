// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/input_error.hpp>
#include <polku/io/read_log.hpp>
#include <polku/io/read_options.hpp>
#include <polku/io/record_part.hpp>
#include <polku/io/xes/xes_attribute.hpp>
#include <polku/io/xes/xes_keys.hpp>
#include <polku/io/xes/xes_open_entry.hpp>
#include <polku/io/xes/xes_open_event.hpp>
#include <polku/io/xes/xes_records.hpp>

#include <fmt/core.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace polku::inline v0 {

/// Makes records of the elements of an XES file, as `xml_stream` tells of them.
///
/// Elements are known by their local names. Only attributes that are children of a trace or an event are looked at, in any
/// order and of any type that has a value; of two with one key the last counts. Global attributes and classifiers are passed
/// over: what a record lacks is missing, and is never the default that the file declares, for a default is not something
/// that was recorded. Handovers, milestones, plans and consents are read where `write_xes` puts them.
class xes_reader {
 public:
  /// The options must outlive the reader.
  xes_reader(std::string file, const read_options& options)
      : options_(&options), keys_(options.columns), part_(options), source_{std::move(file)} {
    source_.columns = keys_.columns();
  }
  xes_reader(const xes_reader&) = delete;
  xes_reader& operator=(const xes_reader&) = delete;

  /// `line()` is the element's line. \throws input_error where the file is no XES, or at the first rejected record where the
  /// options are strict.
  template <class Line>
  void begin_element(const char* name, const char* const* attributes, Line line) {
    if (passed_over_ != 0) {
      ++passed_over_;
      return;
    }
    switch (in_) {
      case in::file:
        return begin_root(name, line());
      case in::log:
        return begin_in_log(local_name(name), attributes, line);
      case in::trace:
        if (local_name(name) == "event") return begin_event(in::event, line());
        return take_trace_attribute(name, attributes);
      case in::event:
      case in::event_alone:
        take_event_attribute(attributes);
        break;
      case in::list:
        if (local_name(name) == "values") {
          in_ = in::values;
          return;
        }
        break;
      case in::values:
        return begin_entry(attributes, line());
      case in::entry:
        take_entry_attribute(attributes);
        break;
    }
    passed_over_ = 1;
  }

  void end_element() {
    if (passed_over_ != 0) {
      --passed_over_;
      return;
    }
    switch (in_) {
      case in::file:
      case in::log:
        in_ = in::file;
        break;
      case in::trace:
        end_trace();
        break;
      case in::event:
        end_event();
        in_ = in::trace;
        break;
      case in::event_alone:
        end_event();
        end_trace();
        break;
      case in::list:
        in_ = in::trace;
        break;
      case in::values:
        in_ = in::list;
        break;
      case in::entry:
        end_entry();
        in_ = in::values;
        break;
    }
  }

  [[nodiscard]] std::size_t record_count() const { return part_.rows(); }
  [[nodiscard]] log_builder& records() { return part_.records; }

  /// Everything read. The reader is of no use afterwards. \throws input_error where a key that the caller named is nowhere.
  [[nodiscard]] read_log finish() {
    if (record_count() != 0) keys_.require_named(source_.name);
    const auto pairs = held_.finish();
    // Who has no departments is looked at by workers; but what polku wrote without organisations has none.
    if (!has_organisations_ && options_->columns.organisation.empty() && !keys_.is_own_file())
      part_.records.copy_names(field::workers, field::organisations);
    auto out = std::move(part_).finish({std::move(source_)});
    out.paired += pairs;
    return out;
  }

 private:
  // Which element is open, as far as the reader cares.
  enum class in : std::uint8_t { file, log, trace, event, event_alone, list, values, entry };

  void begin_root(std::string_view name, std::uint64_t line) {
    if (local_name(name) != "log")
      throw input_error(
          fmt::format("'{}', line {}: the outermost element is <{}>, but an XES event log (IEEE 1849) has <log>; "
                      "export the log as XES",
                      source_.name, line, name.substr(0, 40)));
    in_ = in::log;
  }

  template <class Line>
  void begin_in_log(std::string_view name, const char* const* attributes, Line line) {
    if (name == "trace") {
      in_ = in::trace;
      return;
    }
    if (name == "event") return begin_event(in::event_alone, line());
    passed_over_ = 1;
    if (name != "extension") return;
    std::string_view prefix, uri;
    for (auto p = attributes; *p; p += 2) {
      if (std::string_view(p[0]) == "prefix") prefix = p[1];
      if (std::string_view(p[0]) == "uri") uri = p[1];
    }
    keys_.declare(prefix, uri);
  }

  void take_trace_attribute(std::string_view name, const char* const* attributes) {
    const auto a = attribute_of(attributes);
    passed_over_ = 1;
    if (a.has_value) {
      const auto says = keys_.find(a.key);
      keys_.see(true, a.key, says);
      if (says & xes_keys::only(xes_keys::client)) client_ = a.value;
    } else if (local_name(name) == "list") {
      list_ = kind_of_xes_list(keys_.own(a.key));
      if (list_ == record_kind::episodes) return;
      in_ = in::list;
      passed_over_ = 0;
    }
  }

  void end_trace() {
    held_.end_trace(client_);
    client_.clear();
    in_ = in::log;
  }

  void begin_event(in which, std::uint64_t line) {
    in_ = which;
    event_.begin();
    part_.begin_record(0, record_kind::episodes, line);
  }

  void take_event_attribute(const char* const* attributes) {
    const auto a = attribute_of(attributes);
    if (!a.has_value) return;
    const auto says = keys_.find(a.key);
    keys_.see(false, a.key, says);
    event_.take(says, a.value, part_.records);
    if (says & xes_keys::only(xes_keys::organisation)) has_organisations_ = has_organisations_ || !a.value.empty();
  }

  void end_event() {
    xes_event e{};
    std::string_view bad;
    if (const auto check = event_.end(part_, e, bad); !check) return held_.hold_rejected(record_kind::episodes, check, bad);
    e.line = part_.line();
    held_.hold(e);
  }

  void begin_entry(const char* const* attributes, std::uint64_t line) {
    in_ = in::entry;
    part_.begin_record(0, list_, line);
    entry_.begin(list_, attribute_of(attributes).value);
  }

  void take_entry_attribute(const char* const* attributes) {
    const auto a = attribute_of(attributes);
    entry_.take(keys_.own(a.key), a.value);
  }

  void end_entry() {
    xes_side_record r;
    std::string_view bad;
    if (const auto check = entry_.end(part_, r, bad); !check) return held_.hold_rejected(list_, check, bad);
    held_.hold(std::move(r));
  }

  const read_options* options_;
  xes_keys keys_;
  record_part part_;
  source_file source_;
  xes_records held_{part_, source_, *options_};
  in in_ = in::file;
  unsigned passed_over_ = 0;  // how deep in elements that say nothing
  bool has_organisations_ = false;
  std::string client_;                        // of the trace
  record_kind list_ = record_kind::episodes;  // whose entries are read
  xes_open_event event_;
  xes_open_entry entry_;
};

}  // namespace polku::inline v0
