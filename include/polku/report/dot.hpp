// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/visible_text.hpp>
#include <polku/report/graph_figures.hpp>
#include <polku/report/summary.hpp>
#include <polku/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace polku::inline v0 {

/// A text within the quotes of a DOT string, so that Graphviz draws just that text: its quotes, backslashes (and so DOT's
/// own escapes, such as `\N`) and entities (&#8238;) mean themselves. What `append_visible` writes out is written out.
/// O(length).
inline void append_dot_text(std::string& out, std::string_view text) {
  for (const char c : to_visible(text)) {
    if (c == '&') {
      out += "&amp;";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
}

namespace detail {

class dot_writer {
 public:
  explicit dot_writer(const summary& s) : graph_(s.graph), places_(s.graph) {
    for (const auto& t : graph_.transitions) most_clients_ = std::max(most_clients_, t.clients.value_or(0));
    write(s);
  }
  [[nodiscard]] std::string text() && { return std::move(out_); }

 private:
  void write(const summary& s) {
    out_ +=
        "digraph transitions {\n  graph [charset=\"UTF-8\", rankdir=LR, nodesep=0.5, ranksep=0.8, fontname=\"sans-serif\", "
        "labelloc=b, label=\"";
    write_caption(s);
    out_ +=
        "\"];\n  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\"];\n"
        "  edge [fontname=\"sans-serif\", fontsize=11, arrowsize=0.8];\n";
    for (std::size_t i = 0; i < graph_.parties.size(); ++i) write_party(i);
    for (const auto& t : graph_.transitions) write_transition(t);
    out_ += "}\n";
  }

  void write_caption(const summary& s) {
    append_dot_text(out_, fmt::format("Transitions between {}s, by {}", s.party, s.reading));
    if (s.log.cutoff) append_dot_text(out_, fmt::format("; observed to {}", *s.log.cutoff));
    out_ += "\\n";
    if (!graph_.components.empty()) out_ += "Double outline: a client can be sent round among these and come back.\\n";
    if (s.is_shareable)
      format("polku {}. Shareable: · stands for what would tell of fewer than {} clients.", version, s.min_cell);
    else
      format("polku {}. INTERNAL: exact figures. Do not pass on.", version);
  }

  void write_party(std::size_t place) {
    const auto& p = graph_.parties[place];
    format("  n{} [label=\"", place);
    append_dot_text(out_, p.name);
    format("\\n{}, {}\", tooltip=\"", count(p.clients, "client"), count(p.stays, "stay"));
    append_dot_text(out_, p.name);
    out_ += '"';
    if (const auto component = places_.component_of(place))
      format(", component={}, peripheries=2, fillcolor=\"#fff0d0\"", *component);
    write_figures(p);
    out_ += "];\n";
  }

  void write_transition(const shown_transition& t) {
    format("  n{} -> n{} [label=\"", places_.of(t.from), places_.of(t.to));
    if (!t.clients && !t.transitions)
      out_ += "·";
    else
      format("{},\\n{}", count(t.clients, "client"), count(t.transitions, "time"));
    if (t.lags.median) format(",\\nmedian lag {}", days(*t.lags.median));
    out_ += "\", tooltip=\"";
    append_dot_text(out_, fmt::format("{} -> {}", t.from, t.to));
    if (t.clients && most_clients_ != 0)
      format("\", penwidth={:.2f}", 1 + 4 * static_cast<double>(*t.clients) / static_cast<double>(most_clients_));
    else
      out_ += "\", style=dashed";
    write_figures(t);
    out_ += "];\n";
  }

  template <class T>
  void write_figures(const T& of) {
    for_each_figure(of, [&](std::string_view name, const auto& value) {
      if (value) format(", {}={}", name, number(*value));
    });
  }

  static std::string number(std::size_t n) { return std::to_string(n); }
  // DOT knows no exponents.
  static std::string number(double x) {
    const auto text = fmt::format("{}", x);
    return text.find_first_of("ein") == text.npos ? text : fmt::format("\"{}\"", text);
  }
  static std::string count(const figure& n, std::string_view what) {
    return n ? fmt::format("{} {}{}", *n, what, *n == 1 ? "" : "s") : fmt::format("· {}s", what);
  }
  static std::string days(double n) {
    return fmt::format("{:.{}f} day{}", n, n == std::floor(n) ? 0 : 1, n == 1 ? "" : "s");
  }

  template <class... Args>
  void format(fmt::format_string<Args...> text, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), text, std::forward<Args>(args)...);
  }

  const graph_section& graph_;
  party_places places_;
  std::size_t most_clients_ = 0;
  std::string out_;
};

}  // namespace detail

/// The summary's transition graph in Graphviz's language, to be drawn: `dot -Tsvg`. UTF-8.
///
/// Parties are nodes, transitions edges, the wider the more clients made them. Nodes among which a client can be sent round
/// have a double outline. Labels hold names, clients, stays, transitions and the median lag; every figure that may be shown
/// is also an attribute, named as in `to_graphml`. One that may not has no attribute and is · in the label; an edge without
/// figures is dashed. A summary of too few clients gives a graph without nodes. O(parties log parties + transitions).
///
/// \throws std::out_of_range where a transition is from or to a party that the summary's graph does not list.
[[nodiscard]] inline std::string to_dot(const summary& s) { return detail::dot_writer(s).text(); }

}  // namespace polku::inline v0
