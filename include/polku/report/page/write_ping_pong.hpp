// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/findings.hpp>
#include <polku/report/page/page_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0::detail {

// Returns, ping-pong loops, whether they are more than chance, and what followed.
class ping_pong_writer {
 public:
  explicit ping_pong_writer(page_text& page) : page_(page), p_(page.s.ping_pong) {}

  void write() {
    const auto& t = page_.t;
    page_.begin_section("ping-pong", t.ping_pong);
    if (p_.loops && *p_.loops == 0) page_.add("<p>{}</p>\n", t.no_loops);
    write_counts();
    write_pairs();
    write_consequence();
    write_circuits();
    write_loops();
    page_.end_section();
  }

 private:
  void write_counts() {
    const auto& t = page_.t;
    page_.begin_table(t.returns, {{t.what, false}, {t.count}});
    page_.row({std::string(t.loops), page_.show(p_.loops)});
    for (const auto& shape : p_.shapes)
      if (shape.loops.value_or(1) != 0)
        page_.row({"– " + std::string(t.shapes[static_cast<std::size_t>(shape.kind)]), page_.show(shape.loops)});
    if (p_.loops.value_or(1) != 0) page_.row({std::string(t.days_lost), page_.show_days(p_.days_lost)});
    page_.row({std::string(t.returns), page_.show(p_.returns)});
    page_.row({"– " + std::string(t.direct), page_.show(p_.direct)});
    page_.row({"– " + std::string(t.with_progress), page_.show(p_.with_progress)});
    page_.row({"– " + std::string(t.concurrent), page_.show(p_.concurrent)});
    page_.row({std::string(t.re_entries), page_.show(p_.re_entries)});
    page_.end_table();
  }

  [[nodiscard]] std::string_view verdict(const shown_return_pair& p) const {
    const auto& t = page_.t;
    if (!p.returns || !p.expected) return "·";
    if (!p.q) return t.not_testable;
    if (*p.q < screening_level) return t.more_than_chance;
    return static_cast<double>(*p.returns) > *p.expected ? t.not_shown_to_be : t.fewer_than_expected;
  }

  void write_pairs() {
    if (p_.pairs.empty()) return;
    const auto& t = page_.t;
    std::vector<const shown_return_pair*> rows;
    for (const auto& p : p_.pairs) rows.push_back(&p);
    std::stable_sort(rows.begin(), rows.end(), [](auto a, auto b) {
      const auto rank = [](const shown_return_pair& p) { return p.q.value_or(p.returns ? 2 : 3); };
      if (rank(*a) != rank(*b)) return rank(*a) < rank(*b);
      return a->returns.value_or(0) > b->returns.value_or(0);
    });
    page_.heading(t.pairs_title);
    page_.add("<p class=\"note\">{}</p>\n", t.pairs_note);
    page_.begin_table(t.pairs_title, {{t.from, false},
                                      {t.via, false},
                                      {t.back},
                                      {t.at_risk},
                                      {t.expected},
                                      {t.share},
                                      {t.q},
                                      {t.p_clients},
                                      {t.verdict, false}});
    for (std::size_t i = 0; i < page_.rows_of(rows.size()); ++i) {
      const auto& p = *rows[i];
      const auto share =
          p.returns && p.at_risk && p.rate_low && p.rate_high
              ? fmt::format("{} ({} – {})",
                            page_.number(100 * static_cast<double>(*p.returns) / static_cast<double>(*p.at_risk), 0),
                            page_.number(100 * *p.rate_low, 0), page_.number(100 * *p.rate_high, 0))
              : page_.left_out();
      const auto test = [&](const shown_number& n) { return p.returns ? page_.probability(n) : page_.left_out(); };
      page_.row({page_.name(p.from), page_.name(p.via), page_.show(p.returns), page_.show(p.at_risk),
                 page_.show(p.expected, 1), share, test(p.q), test(p.p_clients), std::string(verdict(p))});
    }
    page_.end_table();
    page_.say_rows(rows.size());
  }

  void follow_up_row(const std::string& group, const shown_follow_up& f) {
    page_.row({group, page_.show(f.clients), page_.show(f.outcomes), page_.show(f.exits), page_.show(f.censored),
               f.outcomes_per_year ? page_.number(*f.outcomes_per_year, 2) : "·"});
  }
  void write_consequence() {
    const auto& t = page_.t;
    page_.heading(t.consequence);
    page_.add("<p class=\"note\">{}</p>\n", page_.say(t.consequence_note, page_.days(page_.s.options.landmark.in_days())));
    page_.begin_table(t.consequence,
                      {{t.group, false}, {t.clients}, {t.reached}, {t.left_without}, {t.unknown_yet}, {t.per_year}});
    follow_up_row(std::string(t.with_loop), p_.with_loop_by_landmark);
    follow_up_row(std::string(t.without_loop), p_.without_loop_by_landmark);
    std::vector<const shown_consequence*> rows;
    for (const auto& c : p_.consequences)
      if (c.returned_by_landmark.clients.value_or(0) != 0) rows.push_back(&c);
    std::stable_sort(rows.begin(), rows.end(),
                     [](auto a, auto b) { return *a->returned_by_landmark.clients > *b->returned_by_landmark.clients; });
    for (std::size_t i = 0; i < std::min(rows.size(), most_consequences); ++i) {
      const auto& c = *rows[i];
      const auto pair = page_.name(c.from) + " → " + page_.name(c.via) + ": ";
      follow_up_row(pair + std::string(t.went_back), c.returned_by_landmark);
      follow_up_row(pair + std::string(t.went_on), c.not_returned_by_landmark);
    }
    page_.end_table();
  }

  void write_circuits() {
    const auto& t = page_.t;
    std::vector<const shown_circuit*> walked;
    for (const auto& c : page_.s.graph.circuits)
      if (c.clients.value_or(0) != 0) walked.push_back(&c);
    if (walked.empty()) return;
    page_.begin_table(t.circuits, {{t.circuit, false}, {t.walked_by}});
    for (std::size_t i = 0; i < page_.rows_of(walked.size()); ++i)
      page_.row({page_.names(walked[i]->parties, " → ") + " → " + page_.name(walked[i]->parties.front()),
                 page_.show(walked[i]->clients)});
    page_.end_table();
    page_.say_rows(walked.size());
  }

  void write_loops() {
    if (p_.loop_items.empty()) return;
    const auto& t = page_.t;
    std::vector<const shown_loop*> rows;
    for (const auto& l : p_.loop_items) rows.push_back(&l);
    std::stable_sort(rows.begin(), rows.end(), [](auto a, auto b) { return a->bounces > b->bounces; });
    page_.begin_table(t.loops, {{t.client, false},
                                {t.bounces},
                                {t.start, false},
                                {t.end, false},
                                {t.shape, false},
                                {t.parties, false},
                                {t.followed_by, false}});
    for (std::size_t i = 0; i < page_.rows_of(rows.size()); ++i) {
      const auto& l = *rows[i];
      page_.row({page_.name(l.client), page_.number(l.bounces), escaped(l.start), escaped(l.end),
                 std::string(t.shapes[static_cast<std::size_t>(l.shape)]), page_.names(l.parties),
                 std::string(t.follow_ups[static_cast<std::size_t>(l.followed_by)])});
    }
    page_.end_table();
    page_.say_rows(rows.size());
  }

  static constexpr std::size_t most_consequences = 12;

  page_text& page_;
  const ping_pong_section& p_;
};

}  // namespace polku::inline v0::detail
