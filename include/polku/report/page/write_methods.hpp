// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/report/page/page_text.hpp>
#include <polku/version.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace polku::inline v0::detail {

// Definitions, options, cutoff and version, so that a figure can be cited.
inline void write_methods(page_text& page, std::string_view title) {
  const auto& s = page.s;
  const auto& t = page.t;
  const auto& o = s.options;
  const auto in_days = [&](duration d) { return page.days(d.in_days()); };
  const auto tolerance = o.gaps.tolerance ? in_days(*o.gaps.tolerance) : page.days(0);
  page.begin_section("methods", t.methods);
  page.add("<p>{}</p>\n",
           page.say(t.made_with, version, page.name(title), page.reading_word(), escaped(s.log.cutoff.value_or("·"))));
  if (s.is_shareable) page.add("<p>{}</p>\n", t.subtract);
  page.add("<dl class=\"definitions\">\n");
  for (const auto& [term, meaning] : t.definitions)
    page.add("<dt>{}</dt><dd>{}</dd>\n", term,
             page.say(meaning, page.party_word(), o.ping_pong.min_returns, o.ping_pong.max_length - 1,
                      in_days(o.ping_pong.window), tolerance, in_days(o.horizon), s.min_cell - (s.min_cell > 1 ? 1 : 0)));
  page.add("</dl>\n");
  page.begin_table(t.option, {{t.option, false}, {t.value, false}});
  const auto listed = [&](const std::vector<std::string>& texts) {
    return texts.empty() ? std::string(t.none) : page.names(texts);
  };
  const std::string values[] = {in_days(o.ping_pong.window),
                                page.number(o.ping_pong.max_length),
                                page.number(o.ping_pong.min_returns),
                                in_days(o.stays.bridge),
                                in_days(o.transitions.max_wait),
                                tolerance,
                                in_days(o.horizon),
                                in_days(o.landmark),
                                listed(o.ping_pong.planned),
                                listed(o.ping_pong.progress.milestones),
                                listed(o.gaps.exits),
                                s.is_shareable ? page.number(s.min_cell) : std::string(t.none)};
  for (std::size_t i = 0; i < t.options.size(); ++i) page.row({std::string(t.options[i]), values[i]});
  page.row({std::string(t.version), "polku " + std::string(version)});
  page.end_table();
  page.end_section();
}

}  // namespace polku::inline v0::detail
