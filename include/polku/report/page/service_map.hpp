// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/page/layered_layout.hpp>
#include <polku/report/page/page_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// Draws the transition graph as SVG: boxes for the parties with most clients, lines for the transitions between them. Those
// of fewest clients are in the picture but not shown until the reader asks.
class service_map {
 public:
  static constexpr std::size_t most_parties = 40, most_lines = 60;

  explicit service_map(page_text& page) : page_(page) {
    choose_parties();
    choose_lines();
    place();
  }

  [[nodiscard]] bool empty() const { return boxes_.empty(); }
  [[nodiscard]] std::size_t party_count() const { return boxes_.size(); }
  [[nodiscard]] std::size_t drawn_count() const { return drawn_; }

  void draw() {
    page_.add(
        "<svg class=\"map\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
        "style=\"min-width:{2:.0f}px\" role=\"img\" aria-label=\"{3}\">\n",
        layout_.width, layout_.height, least_scale * layout_.width, page_.t.map);
    for (std::size_t i = 0; i < lines_.size(); ++i) draw_line(i);
    for (std::size_t i = 0; i < boxes_.size(); ++i) draw_box(i);
    for (std::size_t i = 0; i < lines_.size(); ++i) draw_label(i);
    page_.add("</svg>\n");
  }

 private:
  struct box {
    const shown_party* party;
    std::vector<std::string> words;  // the name, in lines
    bool is_in_component = false;
  };
  struct line {
    const shown_transition* transition;
    std::size_t from, to;
    bool is_minor = false;
  };

  static constexpr double letter_width = 7.4, row_height = 16;

  void choose_parties() {
    std::vector<const shown_party*> parties;
    for (const auto& p : page_.s.graph.parties) parties.push_back(&p);
    std::stable_sort(parties.begin(), parties.end(),
                     [](auto a, auto b) { return a->clients.value_or(0) > b->clients.value_or(0); });
    if (parties.size() > most_parties) parties.resize(most_parties);
    std::set<std::string_view> in_component;
    for (const auto& c : page_.s.graph.components) in_component.insert(c.begin(), c.end());
    for (const auto* p : parties) {
      box_of_[p->name] = boxes_.size();
      boxes_.push_back({p, in_rows(p->name), in_component.contains(p->name)});
    }
  }

  // At most two rows of some 20 characters.
  static std::vector<std::string> in_rows(std::string_view name) {
    constexpr std::size_t row = 20;
    if (character_count(name) <= row) return {std::string(name)};
    auto at = name.npos;
    for (std::size_t i = 0; i < name.size(); ++i)
      if ((name[i] == ' ' || name[i] == '-') && character_count(name.substr(0, i + 1)) <= row) at = i + 1;
    if (at == name.npos) return {cut_to(name, row)};
    return {std::string(name.substr(0, at)), cut_to(name.substr(at), row)};
  }

  void choose_lines() {
    for (const auto& e : page_.s.graph.transitions) {
      const auto from = box_of_.find(e.from), to = box_of_.find(e.to);
      if (!e.clients || from == box_of_.end() || to == box_of_.end()) continue;
      lines_.push_back({&e, from->second, to->second});
    }
    std::stable_sort(lines_.begin(), lines_.end(),
                     [](const line& a, const line& b) { return *a.transition->clients > *b.transition->clients; });
    for (std::size_t i = most_lines; i < lines_.size(); ++i) lines_[i].is_minor = true;
    // All of as many clients are shown or none, as the reader's choice would have it.
    if (lines_.size() > most_lines) {
      const auto least = *lines_[most_lines].transition->clients;
      if (*lines_.front().transition->clients != least)
        for (auto& l : lines_) l.is_minor = *l.transition->clients <= least;
    }
    std::vector<std::size_t> returns;
    for (const auto& l : lines_) {
      drawn_ += l.is_minor ? 0 : 1;
      most_clients_ = std::max(most_clients_, static_cast<double>(*l.transition->clients));
      most_days_ = std::max(most_days_, l.transition->lags.median.value_or(0));
      returns.push_back(l.transition->returns.value_or(0));
    }
    // Those that carry most returns stand out: a few, none of which carries less than half of what the first does.
    constexpr std::size_t most_that_stand_out = 10;
    std::sort(returns.rbegin(), returns.rend());
    if (!returns.empty()) many_returns_ = std::max<std::size_t>(1, (returns[0] + 1) / 2);
    if (returns.size() > most_that_stand_out) many_returns_ = std::max(many_returns_, returns[most_that_stand_out - 1]);
  }

  void place() {
    std::vector<layout_node> nodes;
    for (const auto& b : boxes_) {
      std::size_t longest = 10;
      for (const auto& w : b.words) longest = std::max(longest, character_count(w));
      nodes.push_back(
          {static_cast<double>(longest) * letter_width + 20, static_cast<double>(b.words.size() + 1) * row_height + 14});
    }
    std::vector<layout_edge> edges;
    for (const auto& l : lines_)
      edges.push_back({l.from, l.to, static_cast<double>(std::max<std::size_t>(1, *l.transition->clients)), !l.is_minor});
    layout_ = lay_out(nodes, edges);
    sizes_ = std::move(nodes);
    if (!boxes_.empty()) layout_.width += bulge;
  }

  static constexpr double bulge = 46;  // of a line between two boxes of one layer
  static constexpr double arrow = 9;
  static constexpr double least_scale = 0.7;  // of the picture in a narrow window

  // A piece of line: level at both ends, by way of two control points.
  struct curve {
    layout_point a;
    double x1, x2;
    layout_point b;

    [[nodiscard]] layout_point at(double u) const {
      const double v = 1 - u, near_a = v * v * v + 3 * v * v * u, near_b = u * u * u + 3 * v * u * u;
      return {v * v * v * a.x + 3 * v * v * u * x1 + 3 * v * u * u * x2 + u * u * u * b.x, near_a * a.y + near_b * b.y};
    }
  };
  [[nodiscard]] bool is_level(const line& l) const { return layout_.layers[l.from] == layout_.layers[l.to]; }
  // From the arrow's tip back: 1 to the right, -1 to the left.
  [[nodiscard]] double back_of_tip(std::size_t i) const {
    const auto& points = layout_.edges[i];
    return is_level(lines_[i]) || points.back().x < points[points.size() - 2].x ? 1 : -1;
  }
  [[nodiscard]] std::vector<curve> curves_of(std::size_t i) const {
    auto points = layout_.edges[i];
    points.back().x += back_of_tip(i) * arrow;
    std::vector<curve> out;
    for (std::size_t k = 1; k < points.size(); ++k) {
      const auto a = points[k - 1], b = points[k];
      const auto outermost = std::max(a.x, b.x) + bulge, middle = (a.x + b.x) / 2;
      const auto x = is_level(lines_[i]) ? outermost : middle;
      out.push_back({a, x, x, b});
    }
    return out;
  }

  // The more lines, the thinner.
  [[nodiscard]] double width_of(double share) const {
    const auto most = std::clamp(150.0 / static_cast<double>(std::max<std::size_t>(1, drawn_)), 2.5, 6.5);
    return 1.5 + most * std::sqrt(std::clamp(share, 0.0, 1.0));
  }
  static std::string_view lag_class(const shown_number& lag) {
    if (!lag) return "unknown";
    return *lag < 0 ? "overlap" : *lag == 0 ? "seamless" : *lag <= 30 ? "short" : "long";
  }
  [[nodiscard]] bool stands_out(const shown_transition& e) const { return e.returns.value_or(0) >= many_returns_; }

  void draw_line(std::size_t i) {
    const auto& l = lines_[i];
    const auto& e = *l.transition;
    const auto curves = curves_of(i);
    auto path = fmt::format("M{:.1f} {:.1f}", curves[0].a.x, curves[0].a.y);
    for (const auto& c : curves)
      path += fmt::format("C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", c.x1, c.a.y, c.x2, c.b.y, c.b.x, c.b.y);
    const auto clients_width = width_of(static_cast<double>(*e.clients) / most_clients_);
    const auto days_width = width_of(most_days_ > 0 ? e.lags.median.value_or(0) / most_days_ : 0);
    page_.add("<g class=\"line {}{}\" data-clients=\"{}\" style=\"--clients:{:.1f}px;--days:{:.1f}px\">",
              lag_class(e.lags.median), l.is_minor ? " minor" : "", *e.clients, clients_width, days_width);
    page_.add("<title>{} → {}: {} {}", escaped(e.from), escaped(e.to), page_.t.clients, page_.number(*e.clients));
    if (e.lags.median) page_.add(", {} {}", page_.t.lag_median, page_.days(*e.lags.median));
    if (e.returns.value_or(0) != 0) page_.add(", {} {}", page_.t.return_share, page_.number(*e.returns));
    page_.add("</title>");
    if (stands_out(e)) page_.add("<path class=\"halo\" d=\"{}\"/>", path);
    const auto tip = layout_.edges[i].back();
    const auto tip_height = 8 + 1.2 * clients_width;
    page_.add("<path class=\"stroke\" d=\"{}\"/><path class=\"tip\" d=\"M{:.1f} {:.1f}l{:.1f} {:.1f}v{:.1f}z\"/></g>\n",
              path, tip.x, tip.y, back_of_tip(i) * (arrow + 2), -tip_height / 2, tip_height);
  }

  // On the line, off the middle where lines of both directions meet, and clear of other labels where that can be.
  void draw_label(std::size_t i) {
    const auto& l = lines_[i];
    const auto& e = *l.transition;
    const auto first = curves_of(i).front();
    layout_point best{};
    double most_room = -1;
    for (const double u : {0.32, 0.45, 0.2, 0.6, 0.72, 0.12}) {
      const auto at = first.at(u);
      double room = 1e9;
      for (const auto& other : labels_)
        room = std::min(room, std::max(std::abs(other.x - at.x) / 34, std::abs(other.y - at.y) / 13));
      if (room > most_room) {
        most_room = room;
        best = at;
      }
      if (room >= 1) break;
    }
    if (!l.is_minor) labels_.push_back(best);
    page_.add(
        "<g class=\"label{0}\" data-clients=\"{1}\"><text class=\"by-clients\" x=\"{2:.1f}\" y=\"{3:.1f}\">{4}{6}</text>"
        "<text class=\"by-days\" x=\"{2:.1f}\" y=\"{3:.1f}\">{5}{6}</text></g>\n",
        l.is_minor ? " minor" : "", *e.clients, best.x, best.y + 4, page_.number(*e.clients),
        e.lags.median ? page_.days(*e.lags.median) : "·", stands_out(e) ? " ↻" : "");
  }

  void draw_box(std::size_t i) {
    const auto& b = boxes_[i];
    const auto at = layout_.nodes[i];
    const auto size = sizes_[i];
    const auto rectangle = [&](double inset) {
      page_.add("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"{:.0f}\"/>",
                at.x - size.width / 2 + inset, at.y - size.height / 2 + inset, size.width - 2 * inset,
                size.height - 2 * inset, 7 - inset);
    };
    page_.add("<g class=\"box{}\"><title>{}: {} {}</title>", b.is_in_component ? " round" : "", escaped(b.party->name),
              page_.t.clients, b.party->clients ? page_.number(*b.party->clients) : "·");
    rectangle(0);
    if (b.is_in_component) rectangle(3);
    const auto rows = static_cast<double>(b.words.size() + 1);
    auto y = at.y - rows * row_height / 2 + 12;
    for (const auto& words : b.words) {
      page_.add("<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", at.x, y, escaped(words));
      y += row_height;
    }
    page_.add("<text class=\"small\" x=\"{:.1f}\" y=\"{:.1f}\">{} {}</text></g>\n", at.x, y, page_.t.clients,
              b.party->clients ? page_.number(*b.party->clients) : "·");
  }

  page_text& page_;
  std::vector<box> boxes_;
  std::map<std::string_view, std::size_t> box_of_;
  std::vector<line> lines_;
  std::size_t drawn_ = 0;
  double most_clients_ = 1, most_days_ = 0;
  std::size_t many_returns_ = 1;
  std::vector<layout_node> sizes_;
  graph_layout layout_;
  std::vector<layout_point> labels_;
};

}  // namespace polku::inline v0::detail
