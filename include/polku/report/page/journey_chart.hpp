// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/report/page/page_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0::detail {

// Draws one client's records as SVG: a lane per party, episodes as bars, handovers as arrows from lane to lane, gaps hatched
// over all lanes, milestones above and ping-pong loops below.
class journey_chart {
 public:
  journey_chart(page_text& page, const shown_journey& journey, std::size_t number)
      : page_(page), j_(journey), number_(number) {
    for (const auto& e : j_.episodes) lane_of(e.party);
    for (const auto& h : j_.handovers) {
      lane_of(h.from);
      lane_of(h.to);
    }
    find_span();
  }

  void draw() {
    const auto bottom = top + lane_height * static_cast<double>(lanes_.size());
    const auto height = bottom + (j_.loops.empty() ? 24 : 44);
    page_.add(
        "<svg class=\"journey\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\" role=\"img\" "
        "aria-label=\"{2}: {3}\">\n"
        "<defs><pattern id=\"hatch{4}\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><path class=\"hatch\" d=\"M0 0V7\"/></pattern></defs>\n",
        left + width + 14, height, page_.t.client, escaped(j_.client), number_);
    draw_axis(bottom);
    draw_gaps(bottom);
    for (std::size_t i = 0; i < lanes_.size(); ++i)
      page_.add(
          "<text class=\"lane\" x=\"{:.0f}\" y=\"{:.1f}\">{}</text><path class=\"rule\" d=\"M{:.0f} {:.1f}h{:.0f}\"/>\n",
          left - 8, middle(i) + 4, escaped(cut_to(lanes_[i], 24)), left, middle(i) + lane_height / 2, width);
    for (const auto& e : j_.episodes) draw_episode(e);
    for (const auto& h : j_.handovers) draw_handover(h);
    draw_milestones(bottom);
    for (const auto& l : j_.loops)
      page_.add(
          "<path class=\"loop\" d=\"M{0:.1f} {1:.1f}v5H{2:.1f}v-5\"/><text class=\"small\" x=\"{0:.1f}\" "
          "y=\"{3:.1f}\">↻ {4}: {5}</text>\n",
          x(l.start), bottom + 22, x(l.end), bottom + 39, page_.t.bounces, page_.number(l.bounces));
    page_.add("</svg>\n");
  }

 private:
  static constexpr double left = 178, width = 900, top = 52, lane_height = 30, bar_height = 20;

  std::size_t lane_of(std::string_view party) {
    const auto found = std::find(lanes_.begin(), lanes_.end(), party);
    if (found != lanes_.end()) return static_cast<std::size_t>(found - lanes_.begin());
    lanes_.emplace_back(party);
    return lanes_.size() - 1;
  }
  [[nodiscard]] double middle(std::size_t lane) const { return top + lane_height * (static_cast<double>(lane) + 0.5); }

  void find_span() {
    first_ = last_ = page_.s.journeys.cutoff;
    const auto see = [&](time_point t) {
      first_ = std::min(first_, t);
      last_ = std::max(last_, t);
    };
    auto latest = open_end;
    bool is_open = false;
    for (const auto& e : j_.episodes) {
      see(e.start);
      is_open = is_open || !e.end;
      const auto end = e.end.value_or(e.start);
      latest = latest == open_end ? end : std::max(latest, end);
    }
    for (const auto& m : j_.milestones) {
      see(m.at);
      latest = latest == open_end ? m.at : std::max(latest, m.at);
    }
    for (const auto& h : j_.handovers) {
      see(h.at);
      latest = latest == open_end ? h.at : std::max(latest, h.at);
    }
    for (const auto& g : j_.gaps) latest = std::max(latest, g.end);
    if (!is_open && latest != open_end) last_ = latest;
    if (last_ <= first_) last_ = first_ + days(1);
  }
  [[nodiscard]] double x(time_point t) const {
    const auto share = (std::clamp(t, first_, last_) - first_).in_days() / (last_ - first_).in_days();
    return left + width * share;
  }
  [[nodiscard]] std::string time(time_point t) const { return to_string(t, page_.s.journeys.precision); }

  // Ticks at the first of a month, so many months apart that some ten remain.
  void draw_axis(double bottom) {
    const auto months_in_all = (last_ - first_).in_days() / 30.44;
    int step = 1200;
    for (const int s : {1, 2, 3, 6, 12, 24, 60, 120, 240, 600})
      if (months_in_all / s <= 12) {
        step = s;
        break;
      }
    const auto begin = calendar_month(first_);
    constexpr int begin_of_calendar = 1400 * 12;
    for (int m = std::max(begin / step * step, begin_of_calendar);; m += step) {
      const auto day = date_of(m);
      if (!day || *day > last_) break;
      if (*day < first_) continue;
      page_.add(
          "<path class=\"tick\" d=\"M{0:.1f} {1:.0f}V{2:.1f}\"/><text class=\"small tick-text\" x=\"{0:.1f}\" "
          "y=\"{3:.1f}\">{4:04}-{5:02}</text>\n",
          x(*day), top, bottom, bottom + 15, m / 12, m % 12 + 1);
    }
  }
  // Months since the year 0.
  static int calendar_month(time_point t) {
    const auto day = t.day();
    return day.year() * 12 + day.month() - 1;
  }
  static std::optional<time_point> date_of(int month) {
    constexpr int after_the_calendar = 10'000 * 12;
    if (month >= after_the_calendar) return std::nullopt;
    return date(static_cast<unsigned short>(month / 12), static_cast<unsigned short>(month % 12 + 1), 1);
  }

  void draw_gaps(double bottom) {
    for (const auto& g : j_.gaps)
      page_.add(
          "<rect class=\"gap\" x=\"{:.1f}\" y=\"{:.0f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"url(#hatch{})\">"
          "<title>{} ({}), {} – {}</title></rect>\n",
          x(g.start), top, std::max(1.5, x(g.end) - x(g.start)), bottom - top, number_, page_.t.gap,
          page_.t.gap_kinds[static_cast<std::size_t>(g.kind)], time(g.start), time(g.end));
  }

  void draw_episode(const shown_journey::stretch& e) {
    const auto lane = lane_of(e.party);
    const auto from = x(e.start), to = e.end ? x(*e.end) : x(last_);
    const auto y = middle(lane) - bar_height / 2;
    page_.add("<g class=\"episode lane{}\"><title>{}", lane % 6, escaped(e.service));
    if (!e.party.empty() && e.party != e.service) page_.add(", {}", escaped(e.party));
    if (!e.worker.empty()) page_.add(", {}", escaped(e.worker));
    if (!e.phase.empty()) page_.add(", {}", escaped(e.phase));
    page_.add(": {} – {}</title>", time(e.start), e.end ? time(*e.end) : std::string(page_.t.open));
    if (e.end && *e.end == e.start)
      page_.add("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\"/>", from, middle(lane));
    else
      page_.add("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.0f}\" rx=\"3\"/>", from, y,
                std::max(2.0, to - from), bar_height);
    if (!e.end) page_.add("<path class=\"goes-on\" d=\"M{:.1f} {:.1f}l8 10l-8 10z\"/>", to, y);
    const auto text = e.phase.empty() ? e.service : e.phase;
    if (const auto room = static_cast<std::size_t>(std::max(0.0, to - from - 6) / 6.6); room >= 4)
      page_.add("<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", from + 4, middle(lane) + 4, escaped(cut_to(text, room)));
    page_.add("</g>\n");
  }

  void draw_handover(const shown_journey::passing& h) {
    const auto from = lane_of(h.from), to = lane_of(h.to);
    const auto at = x(h.at);
    const bool is_lost = h.outcome == handover_outcome::lost || h.outcome == handover_outcome::declined;
    constexpr std::string_view manners[] = {"unknown", "warm", "cold", "self"};
    page_.add("<g class=\"handover {}{}\"><title>{} → {}, {}: {}, {}</title>", manners[static_cast<std::size_t>(h.manner)],
              is_lost ? " lost" : "", escaped(h.from), escaped(h.to), time(h.at),
              page_.t.manners[static_cast<std::size_t>(h.manner)], page_.t.outcomes[static_cast<std::size_t>(h.outcome)]);
    const auto y0 = middle(from), y1 = middle(to);
    if (from == to) {
      page_.add("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\"/></g>\n", at, y0);
      return;
    }
    const double ahead = y1 > y0 ? 1 : -1;
    const auto tip = y1 - ahead * (bar_height / 2 - 3);
    page_.add("<path class=\"shaft\" d=\"M{0:.1f} {1:.1f}V{2:.1f}\"/>", at, y0, tip - ahead * 7);
    if (is_lost)
      page_.add("<path class=\"cross\" d=\"M{:.1f} {:.1f}l8 8m0 -8l-8 8\"/></g>\n", at - 4, tip - ahead * 5 - 4);
    else
      page_.add("<path class=\"tip\" d=\"M{:.1f} {:.1f}l-4.5 {:.1f}h9z\"/></g>\n", at, tip, -ahead * 8);
  }

  // In three rows, so that neighbours can be read.
  void draw_milestones(double bottom) {
    double free_from[3] = {0, 0, 0};
    for (const auto& m : j_.milestones) {
      const auto at = x(m.at);
      const auto words = cut_to(m.kind, 26);
      const auto room = static_cast<double>(character_count(words)) * 6.2 + 16;
      const bool is_leftward = at + room > left + width + 14;
      const auto begin = is_leftward ? at - room : at;
      const std::size_t row = begin >= free_from[0] ? 0 : begin >= free_from[1] ? 1 : 2;
      const auto y = 12.0 + 15 * static_cast<double>(row);
      const bool is_readable = begin >= free_from[row];
      page_.add(
          "<g class=\"milestone\"><title>{}, {}</title><path class=\"rule\" d=\"M{:.1f} {:.1f}V{:.1f}\"/><path "
          "class=\"diamond\" d=\"M{:.1f} {:.1f}l5 5l-5 5l-5 -5z\"/>",
          escaped(m.kind), time(m.at), at, y, bottom, at, y - 5);
      if (is_readable) {
        page_.add("<text class=\"small\" x=\"{:.1f}\" y=\"{:.1f}\"{}>{}</text>", is_leftward ? at - 8 : at + 8, y + 4,
                  is_leftward ? " text-anchor=\"end\"" : "", escaped(words));
        free_from[row] = begin + room;
      }
      page_.add("</g>\n");
    }
  }

  page_text& page_;
  const shown_journey& j_;
  std::size_t number_;
  std::vector<std::string> lanes_;
  time_point first_, last_;
};

}  // namespace polku::inline v0::detail
