// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/io/record_words.hpp>
#include <polku/io/xml_text.hpp>
#include <polku/log/event_log.hpp>

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

namespace polku::inline v0 {

namespace detail {

/// Writes a log as XES, one trace at a time.
class xes_writer {
 public:
  xes_writer(const event_log& log, std::ostream& out) : log_(log), out_(out) {}

  void write() {
    text_ = R"(<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Polku" prefix="polku" uri="https://polku.invalid/polku.xesext"/>
)";
    for (std::uint32_t c = 0; c < log_.client_count(); ++c) {
      write_trace(client_id{c});
      flush();
    }
    text_ += "</log>\n";
    flush();
  }

 private:
  void write_trace(client_id c) {
    text_ += "  <trace>\n";
    add("    ", "concept:name", log_.name_of(c));
    add_list("handover", log_.handovers().of(c), [&](const handover_row& h) {
      open_entry("handover", h.at);
      add(nested, "polku:from", log_.party_names()[h.from]);
      add(nested, "polku:to", log_.party_names()[h.to]);
      if (h.manner != manner::unknown) add(nested, "polku:manner", manner_words[static_cast<std::size_t>(h.manner)]);
      add(nested, "polku:status", handover_status_words[static_cast<std::size_t>(h.status)]);
    });
    add_list("milestone", log_.milestones().of(c), [&](const milestone_row& m) {
      open_entry("milestone", m.at);
      add(nested, "polku:kind", log_.milestone_kinds()[m.kind]);
      add_if_any(nested, "polku:detail", log_.milestone_details()[m.detail]);
    });
    add_list("plan", log_.plans().of(c), [&](const plan_row& p) {
      open_entry("plan", p.validity.start);
      add(nested, "polku:kind", log_.plan_kinds()[p.kind]);
      add_end(nested, "polku:until", p.validity.end);
    });
    add_list("consent", log_.consents().of(c), [&](const consent_row& r) {
      open_entry("consent", r.validity.start);
      add(nested, "polku:party", log_.party_names()[r.party]);
      add_end(nested, "polku:until", r.validity.end);
    });
    for (auto [i, last] = log_.episodes_of(c); i != last; ++i) write_event(log_.episode_at(i, c));
    text_ += "  </trace>\n";
  }

  void write_event(const episode& e) {
    constexpr std::string_view indent = "      ";
    text_ += "    <event>\n";
    add(indent, "concept:name", e.service);
    add_if_any(indent, "org:group", e.organisation);
    add_if_any(indent, "org:role", e.role);
    add_if_any(indent, "org:resource", e.worker);
    add_if_any(indent, "polku:phase", e.phase);
    if (e.end != e.start) add(indent, "start_timestamp", e.start);
    if (e.end) add(indent, "time:timestamp", *e.end);
    text_ += "    </event>\n";
  }

  template <class Rows, class AddEntry>
  void add_list(std::string_view name, const Rows& rows, AddEntry add_entry) {
    if (rows.empty()) return;
    ((text_ += "    <list key=\"polku:") += name) += "s\">\n      <values>\n";
    for (const auto& row : rows) {
      add_entry(row);
      text_ += "        </date>\n";
    }
    text_ += "      </values>\n    </list>\n";
  }

  // An entry of a list is its time; all else about it is nested.
  void open_entry(std::string_view name, time_point at) {
    ((text_ += "        <date key=\"polku:") += name) += "\" value=\"";
    append_xes_time(at);
    text_ += "\">\n";
  }

  void add(std::string_view indent, std::string_view key, std::string_view value) {
    (((text_ += indent) += "<string key=\"") += key) += "\" value=\"";
    append_xml_text(text_, value);
    text_ += "\"/>\n";
  }
  void add(std::string_view indent, std::string_view key, time_point t) {
    (((text_ += indent) += "<date key=\"") += key) += "\" value=\"";
    append_xes_time(t);
    text_ += "\"/>\n";
  }
  void add_if_any(std::string_view indent, std::string_view key, std::string_view value) {
    if (!value.empty()) add(indent, key, value);
  }
  void add_end(std::string_view indent, std::string_view key, time_point end) {
    if (end != open_end) add(indent, key, end);
  }

  // With the parts that other readers of XES insist on: three decimals at least, and an offset in digits.
  void append_xes_time(time_point t) {
    const auto text = to_string(t, resolution::instant);
    (text_ += text).pop_back();  // the Z
    text_ += text.find('.') == text.npos ? ".000+00:00" : "+00:00";
  }

  void flush() {
    out_ << text_;
    text_.clear();
  }

  static constexpr std::string_view nested = "          ";
  const event_log& log_;
  std::ostream& out_;
  std::string text_;
};

}  // namespace detail

/// Writes a log as XES (IEEE 1849), in UTF-8, so that `read_xes` makes the same log of it, given the same cutoff.
///
/// A client is a trace, an episode an event: with `start_timestamp` and `time:timestamp` where it has a start and an end,
/// the first only where it is open, the second only where it is a point. Times are UTC, a date its midnight. Handovers,
/// milestones, plans and consents are lists among the attributes of their client's trace, under keys of polku's own
/// extension; other programs pass over them. A name's characters that XML cannot hold come back as U+FFFD, as
/// `append_xml_text` has it. An end that the reader takes for a sentinel (by default any time on 9999-12-31) comes back
/// open. O(records); memory for one client's records as text. Whether the stream took it all is left to the caller to look
/// at.
inline void write_xes(const event_log& log, std::ostream& out) { detail::xes_writer(log, out).write(); }

}  // namespace polku::inline v0
