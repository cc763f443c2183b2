// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/xml_text.hpp>
#include <polku/report/graph_figures.hpp>
#include <polku/report/summary.hpp>
#include <polku/version.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace polku::inline v0 {

namespace detail {

class graphml_writer {
 public:
  explicit graphml_writer(const summary& s) : graph_(s.graph), places_(s.graph) { write(s); }
  [[nodiscard]] std::string text() && { return std::move(out_); }

 private:
  void write(const summary& s) {
    out_ = R"(<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
)";
    declare("graph", "version", "string");
    declare("graph", "reading", "string");
    declare("graph", "party", "string");
    declare("graph", "cutoff", "string");
    declare("graph", "shareable", "boolean");
    declare("graph", "min_cell", "long");
    declare("graph", "ended_under_support", "long");
    declare("node", "party", "string");
    declare("node", "component", "long");
    declare_figures("node", shown_party{});
    declare_figures("edge", shown_transition{});

    out_ += "  <graph id=\"transitions\" edgedefault=\"directed\">\n";
    add("    ", "graph", "version", version);
    add("    ", "graph", "reading", s.reading);
    add("    ", "graph", "party", s.party);
    if (s.log.cutoff) add("    ", "graph", "cutoff", *s.log.cutoff);
    add("    ", "graph", "shareable", s.is_shareable ? "true" : "false");
    if (s.is_shareable) add("    ", "graph", "min_cell", fmt::format("{}", s.min_cell));
    add_if_shown("    ", "graph", "ended_under_support", graph_.ended_under_support);
    for (std::size_t i = 0; i < graph_.parties.size(); ++i) write_party(i);
    for (const auto& t : graph_.transitions) write_transition(t);
    out_ += "  </graph>\n</graphml>\n";
  }

  void write_party(std::size_t place) {
    format("    <node id=\"n{}\">\n", place);
    add("      ", "node", "party", graph_.parties[place].name);
    add_if_shown("      ", "node", "component", places_.component_of(place));
    add_figures("node", graph_.parties[place]);
    out_ += "    </node>\n";
  }

  void write_transition(const shown_transition& t) {
    format("    <edge source=\"n{}\" target=\"n{}\">\n", places_.of(t.from), places_.of(t.to));
    add_figures("edge", t);
    out_ += "    </edge>\n";
  }

  // A key's id is what it belongs to and its name: names recur, ids must not.
  void declare(std::string_view element, std::string_view name, std::string_view type) {
    format("  <key id=\"{0}_{1}\" for=\"{0}\" attr.name=\"{1}\" attr.type=\"{2}\"/>\n", element, name, type);
  }
  template <class T>
  void declare_figures(std::string_view element, const T& of) {
    for_each_figure(of, [&]<class Value>(std::string_view name, const std::optional<Value>&) {
      declare(element, name, std::is_same_v<Value, double> ? "double" : "long");
    });
  }

  void add(std::string_view indent, std::string_view element, std::string_view name, std::string_view value) {
    format("{}<data key=\"{}_{}\">", indent, element, name);
    append_xml_text(out_, value);
    out_ += "</data>\n";
  }
  template <class T>
  void add_if_shown(std::string_view indent, std::string_view element, std::string_view name,
                    const std::optional<T>& value) {
    if (value) add(indent, element, name, fmt::format("{}", *value));
  }
  template <class T>
  void add_figures(std::string_view element, const T& of) {
    for_each_figure(of, [&](std::string_view name, const auto& value) { add_if_shown("      ", element, name, value); });
  }

  template <class... Args>
  void format(fmt::format_string<Args...> text, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), text, std::forward<Args>(args)...);
  }

  const graph_section& graph_;
  party_places places_;
  std::string out_;
};

}  // namespace detail

/// The summary's transition graph as GraphML, for programs that work with graphs. UTF-8.
///
/// Parties are nodes (`party`, and `component`: the number of the strong component it belongs to, if any), transitions
/// edges, with the figures that the report's JSON has; lags are in days. A figure that may not be shown has no data element.
/// Of the graph it says `version` (polku's), `reading`, `party` (what nodes are), `cutoff`, `shareable`, `min_cell` and
/// `ended_under_support`. In names, what XML 1.0 cannot hold becomes U+FFFD, as `append_xml_text` has it. A summary of too
/// few clients gives a graph without nodes. O(parties log parties + transitions).
///
/// \throws std::out_of_range where a transition is from or to a party that the summary's graph does not list.
[[nodiscard]] inline std::string to_graphml(const summary& s) { return detail::graphml_writer(s).text(); }

}  // namespace polku::inline v0
