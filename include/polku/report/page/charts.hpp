// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/page/page_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// A column per month; where its height may not be told, a mark at the foot.
inline void draw_months(page_text& page, const std::vector<shown_gap_month>& months) {
  constexpr double height = 150, left = 44, top = 12, foot = 30;
  const auto step = std::clamp(900.0 / static_cast<double>(std::max<std::size_t>(1, months.size())), 4.0, 40.0);
  const auto width = left + step * static_cast<double>(months.size()) + 10;
  std::size_t most = 1;
  for (const auto& m : months) most = std::max(most, m.clients.value_or(0));
  page.add(
      "<svg class=\"months\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\" role=\"img\" "
      "aria-label=\"{2}\">\n",
      width, top + height + foot, page.t.clients_without);
  page.add("<path class=\"rule\" d=\"M{0:.0f} {1:.0f}H{2:.0f}M{0:.0f} {3:.0f}H{2:.0f}\"/>", left, top, width - 10,
           top + height);
  page.add(
      "<text class=\"small\" text-anchor=\"end\" x=\"{0:.0f}\" y=\"{1:.0f}\">{2}</text><text class=\"small\" "
      "text-anchor=\"end\" x=\"{0:.0f}\" y=\"{3:.0f}\">0</text>\n",
      left - 6, top + 4, page.number(most), top + height + 4);
  const auto label_step = static_cast<std::size_t>(std::max(1.0, std::ceil(56 / step)));
  for (std::size_t i = 0; i < months.size(); ++i) {
    const auto& m = months[i];
    const auto x = left + step * static_cast<double>(i);
    if (m.clients) {
      const auto h = height * static_cast<double>(*m.clients) / static_cast<double>(most);
      page.add(
          "<rect class=\"bar\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"><title>{}: {}</title></rect>",
          x + step * 0.1, top + height - h, step * 0.8, h, m.month, page.number(*m.clients));
    } else {
      page.add("<text class=\"small\" text-anchor=\"middle\" x=\"{:.1f}\" y=\"{:.1f}\">·</text>", x + step / 2,
               top + height - 4);
    }
    if (i % label_step == 0)
      page.add("<text class=\"small\" x=\"{:.1f}\" y=\"{:.0f}\">{}</text>\n", x, top + height + 18, m.month);
  }
  page.add("</svg>\n");
}

// Parts of a whole side by side, told apart by pattern as well as colour. Nothing where a part may not be shown: the others
// would look like the whole.
[[nodiscard]] inline std::string parts_bar(const std::vector<figure>& parts, std::string_view label) {
  constexpr double width = 200, height = 18;
  if (std::find(parts.begin(), parts.end(), figure()) != parts.end()) return {};
  std::size_t sum = 0;
  for (const auto& p : parts) sum += p.value_or(0);
  auto out = fmt::format(
      "<svg class=\"parts\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\" role=\"img\" "
      "aria-label=\"{2}\">",
      width, height, label);
  double x = 0;
  for (std::size_t i = 0; i < parts.size() && sum != 0; ++i) {
    const auto w = width * static_cast<double>(parts[i].value_or(0)) / static_cast<double>(sum);
    if (w > 0)
      out +=
          fmt::format("<rect class=\"part{}\" x=\"{:.1f}\" y=\"0\" width=\"{:.1f}\" height=\"{:.0f}\"/>", i, x, w, height);
    x += w;
  }
  return out + "</svg>";
}

// A matrix that is table and picture at once: the darker a cell, the larger its figure.
class heat_map {
 public:
  void set(const std::string& row, const std::string& column, figure n) {
    for (const auto* name : {&row, &column})
      if (place_.emplace(*name, names_.size()).second) names_.push_back(*name);
    cells_[{place_.at(row), place_.at(column)}] = n;
    most_ = std::max(most_, n.value_or(0));
  }
  // At most so many names, those with the largest figures in all. Returns whether that is all of them.
  bool draw(page_text& page, std::string_view title, std::size_t most_names) const {
    const auto shown = largest(most_names);
    page.add("<div class=\"wide\"><table class=\"heat\">{}<thead><tr><td class=\"corner\"></td>", page.caption(title));
    for (const auto c : shown) page.add("<th scope=\"col\"><span>{}</span></th>", page.name(names_[c]));
    page.add("</tr></thead><tbody>\n");
    for (const auto r : shown) {
      page.add("<tr><th scope=\"row\">{}</th>", page.name(names_[r]));
      for (const auto c : shown) draw_cell(page, r, c);
      page.add("</tr>\n");
    }
    page.add("</tbody></table></div>\n");
    return shown.size() == names_.size();
  }

 private:
  [[nodiscard]] std::vector<std::size_t> largest(std::size_t most_names) const {
    std::vector<std::size_t> order(names_.size()), sum(names_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (const auto& [at, n] : cells_) {
      sum[at.first] += n.value_or(0);
      sum[at.second] += n.value_or(0);
    }
    if (order.size() <= most_names) return order;
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return sum[a] > sum[b]; });
    order.resize(most_names);
    return order;
  }

  void draw_cell(page_text& page, std::size_t r, std::size_t c) const {
    const auto found = cells_.find({r, c});
    if (found == cells_.end()) {
      page.add("<td></td>");
      return;
    }
    const auto heat = static_cast<double>(found->second.value_or(0)) / static_cast<double>(std::max<std::size_t>(1, most_));
    page.add("<td{} style=\"--heat:{:.0f}%\">{}</td>", heat > 0.55 ? " class=\"hot\"" : "", 8 + heat * 82,
             page.show(found->second));
  }

  std::vector<std::string> names_;
  std::map<std::string, std::size_t> place_;
  std::map<std::pair<std::size_t, std::size_t>, figure> cells_;
  std::size_t most_ = 0;
};

}  // namespace polku::inline v0::detail
