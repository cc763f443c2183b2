// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/report/page/page_text.hpp>
#include <polku/report/page/quality_phrases.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

namespace polku::inline v0::detail {

class audit_writer {
 public:
  audit_writer(page_text& page, const quality_report& report, language l)
      : page_(page), r_(report), l_(l), t_(quality_phrases_in(l)) {}

  void write() {
    if (r_.audits.empty()) return;
    page_.begin_section("audits", t_.audits);
    page_.add("<p>{} <span class=\"note\">{}</span></p>\n",
              page_.say(t_.by_instrument,
                        page_.name(r_.by_what.name + (r_.by_what.version.empty() ? "" : ", ") + r_.by_what.version)),
              t_.chart_note);
    for (const auto& a : r_.audits) write_audit(a);
    page_.end_section();
  }

 private:
  [[nodiscard]] std::string points(const score_range& r) const {
    return r.is_known() ? page_.number(std::size_t{r.low}) : fmt::format("{} {} {}", r.low, t_.to, r.high);
  }
  [[nodiscard]] std::string band(const std::optional<std::size_t>& b) const {
    return b ? page_.name(name_in(r_.by_what.bands[*b], l_)) : std::string(t_.no_band);
  }
  [[nodiscard]] static std::string signed_text(int n) {
    return n < 0 ? fmt::format("\u2212{}", -n) : n > 0 ? fmt::format("+{}", n) : "0";
  }

  void write_audit(const audit_report& a) {
    const auto date = to_string(a.given.at, resolution::day);
    const auto bands = a.result.lowest_band == a.result.highest_band
                           ? band(a.result.lowest_band)
                           : fmt::format("{} {} {}", band(a.result.lowest_band), t_.to, band(a.result.highest_band));
    const auto title = fmt::format("{}, {}: {}", page_.name(a.given.service), date,
                                   page_.say(t_.points_and_band, points(a.result.total.points), bands));
    page_.heading(title);
    page_.add("<p>{}</p>\n", page_.say(t_.blanks, a.result.total.scored, a.result.total.disputed, a.result.total.missing));
    if (const auto& c = a.since_before) {
      auto change = signed_text(c->least_change);
      if (c->least_change != c->greatest_change)
        change.append(" ").append(t_.to).append(" ").append(signed_text(c->greatest_change));
      page_.add("<p>{}</p>\n", page_.say(t_.since, to_string(r_.audits[*a.before].given.at, resolution::day),
                                         c->count(score_change::up), c->count(score_change::down),
                                         c->count(score_change::same), c->count(score_change::unknown), change));
    }
    if (a.lift)
      page_.add("<p>{}</p>\n",
                page_.say(t_.lift, band(a.lift->band), a.lift->points, a.lift->items, page_.number(a.lift->set_count, 0)));
    draw(a, fmt::format("{}, {}", escaped(a.given.service), date));
    write_table(a);
    write_agreement(a);
  }

  // A bar for each item, as long as its score; what else it may come to is dashed.
  void draw(const audit_report& a, const std::string& label) {
    constexpr double row = 22, left = 320, width = 300, top = 6;
    unsigned highest = 1;
    for (const auto& i : r_.by_what.items) highest = std::max(highest, r_.by_what.scale_of(i).highest);
    const auto length = [&](unsigned score) { return width * score / highest; };
    const auto height = top + row * static_cast<double>(a.result.items.size()) + 24;
    page_.add(
        "<figure><div class=\"wide\"><svg class=\"audit\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
        "height=\"{1:.0f}\" "
        "role=\"img\" aria-label=\"{2}\">\n",
        left + width + 70, height, label);
    for (unsigned score = 0; score <= highest && highest <= 20; ++score)
      page_.add(
          "<path class=\"rule\" d=\"M{0:.1f} {1:.0f}V{2:.0f}\"/><text class=\"small\" text-anchor=\"middle\" x=\"{0:.1f}\" "
          "y=\"{3:.0f}\">{4}</text>",
          left + length(score), top, height - 20, height - 6, score);
    for (std::size_t n = 0; n < a.result.items.size(); ++n) {
      const auto& item = r_.by_what.items[n];
      const auto& s = a.result.items[n].score;
      const auto y = top + row * static_cast<double>(n);
      page_.add("\n<text text-anchor=\"end\" x=\"{:.0f}\" y=\"{:.1f}\">{}</text>", left - 8, y + 15,
                escaped(fmt::format("{} {}", item.number, cut_to(name_in(item, l_), 38))));
      page_.add("<rect class=\"bar\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"14\"/>", left, y + 3,
                length(s.low));
      if (!s.is_known())
        page_.add("<rect class=\"may-be\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"13\"/>", left + length(s.low),
                  y + 3.5, length(s.high) - length(s.low));
      if (a.since_before && a.since_before->items[n].before.is_known())
        page_.add("<path class=\"was\" d=\"M{:.1f} {:.1f}v20\"/>", left + length(a.since_before->items[n].before.low), y);
      page_.add("<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", left + width + 8, y + 15, points(s));
    }
    page_.add("\n</svg></div></figure>\n");
  }

  void write_table(const audit_report& a) {
    page_.begin_behind();
    page_.begin_table(t_.audits, {{t_.section, false}, {t_.score}});
    for (std::size_t s = 0; s < a.result.sections.size(); ++s)
      page_.row({page_.name(name_in(r_.by_what.sections[s], l_)), points(a.result.sections[s].points)});
    page_.end_table();
    page_.begin_table(t_.audits, {{t_.item, false}, {t_.number}, {t_.score}, {t_.before}, {t_.standing, false}});
    for (std::size_t n = 0; n < a.result.items.size(); ++n) {
      const auto& i = a.result.items[n];
      page_.row({page_.name(name_in(r_.by_what.items[n], l_)), std::to_string(i.number), points(i.score),
                 a.since_before ? points(a.since_before->items[n].before) : "–",
                 std::string(t_.standings[static_cast<std::size_t>(i.standing)])});
    }
    page_.end_table();
    page_.end_behind();
  }

  void write_agreement(const audit_report& a) {
    if (a.agreement.pairs.empty()) return;
    const auto coefficient = [&](const std::optional<double>& k) {
      return k ? page_.number(*k, 2) : std::string(t_.undefined);
    };
    page_.begin_table(t_.agreement, {{t_.raters, false}, {t_.same_score}, {t_.linear_kappa}, {t_.quadratic_kappa}});
    for (const auto& p : a.agreement.pairs)
      page_.row({page_.names({a.given.raters[p.first].rater, a.given.raters[p.second].rater}),
                 fmt::format("{} / {}", p.same, p.items), coefficient(p.linear_kappa), coefficient(p.quadratic_kappa)});
    page_.end_table();
    if (const auto& icc = a.agreement.icc; icc && icc->agreement.value) {
      const auto& between = icc->agreement.interval;
      page_.add("<p class=\"note\">{}: {}{}</p>\n", t_.icc, page_.number(*icc->agreement.value, 2),
                between ? fmt::format(" ({}–{})", page_.number(between->first, 2), page_.number(between->second, 2)) : "");
    }
  }

  page_text& page_;
  const quality_report& r_;
  language l_;
  const quality_phrases& t_;
};

}  // namespace polku::inline v0::detail
