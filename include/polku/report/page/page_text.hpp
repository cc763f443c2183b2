// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/visible_text.hpp>
#include <polku/io/xml_text.hpp>
#include <polku/report/page/phrases.hpp>
#include <polku/report/summary.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// Text as it stands in HTML or SVG, in an element or a quoted attribute. What would steer the display is written out, so
// that no name can dress up as another.
[[nodiscard]] inline std::string escaped(std::string_view text) {
  std::string out;
  append_xml_text(out, to_visible(text));
  return out;
}

[[nodiscard]] constexpr bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

// How many characters a text in UTF-8 has.
[[nodiscard]] inline std::size_t character_count(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text) n += begins_character(c) ? 1 : 0;
  return n;
}

// At most so many characters, the last an ellipsis where it was longer.
[[nodiscard]] inline std::string cut_to(std::string_view text, std::size_t most) {
  if (character_count(text) <= most) return std::string(text);
  std::size_t n = 0, at = 0;
  for (; at < text.size(); ++at)
    if (begins_character(text[at]) && ++n == most) break;
  return std::string(text.substr(0, at)) + "…";
}

struct table_column {
  std::string_view title;
  bool is_number = true;
};

// A page as it grows: its language, how it writes figures, and the text so far.
class page_text {
 public:
  page_text(const summary& summarised, const phrases& language) : s(summarised), t(language) {}

  const summary& s;
  const phrases& t;
  std::string out;

  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
  }
  // A phrase with its places filled. What fills them is markup.
  template <class... Args>
  [[nodiscard]] static std::string say(std::string_view pattern, const Args&... args) {
    return fmt::format(fmt::runtime(pattern), args...);
  }

  // A name from the records, kept apart from the direction of the text around it.
  [[nodiscard]] static std::string name(std::string_view text) { return "<bdi>" + escaped(text) + "</bdi>"; }
  [[nodiscard]] std::string name_or_nothing(const std::optional<std::string>& text) const {
    return text ? name(*text) : std::string(t.nothing);
  }
  [[nodiscard]] static std::string names(const std::vector<std::string>& texts, std::string_view between = ", ") {
    std::string joined;
    for (const auto& text : texts) joined.append(joined.empty() ? "" : between).append(name(text));
    return joined;
  }

  // Digits in groups of three.
  [[nodiscard]] static std::string number(std::size_t n) {
    auto digits = std::to_string(n);
    for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3)
      digits.insert(static_cast<std::size_t>(i), "\u202F");
    return digits;
  }
  [[nodiscard]] std::string number(double n, int decimals) const {
    if (std::abs(n) >= 1e15) return fmt::format("{:.3g}", n);
    const auto text = fmt::format("{:.{}f}", std::abs(n), decimals);
    const auto mark = text.find('.');
    const auto whole = number(static_cast<std::size_t>(std::stoull(text.substr(0, mark))));
    const bool is_negative = n < 0 && text.find_first_not_of("0.") != text.npos;
    return (is_negative ? "\u2212" : "") + whole +
           (mark == text.npos ? std::string() : std::string(t.decimal_mark) + text.substr(mark + 1));
  }
  // Without decimals where there are none to tell.
  [[nodiscard]] std::string days(double n) const { return number(n, n == std::round(n) ? 0 : 1); }

  [[nodiscard]] std::string left_out() const { return "<abbr title=\"" + say(t.suppressed, s.min_cell) + "\">·</abbr>"; }
  [[nodiscard]] std::string show(const figure& n) const { return n ? number(*n) : left_out(); }
  [[nodiscard]] std::string show_days(const shown_number& n) const { return n ? days(*n) : left_out(); }
  [[nodiscard]] std::string show(const shown_number& n, int decimals) const { return n ? number(*n, decimals) : left_out(); }
  // A probability, or a dash where there is none.
  [[nodiscard]] std::string probability(const shown_number& p) const {
    if (!p) return "–";
    if (*p == 0) return "&lt;\u202F1e−300";
    if (*p >= 0.001) return number(*p, 3);
    auto text = fmt::format("{:.1e}", *p);
    if (const auto mark = text.find('.'); mark != text.npos) text.replace(mark, 1, t.decimal_mark);
    return text;
  }

  [[nodiscard]] std::string_view party_word() const {
    for (std::size_t f = 0; f < t.fields.size(); ++f)
      if (s.party == to_string(static_cast<field>(f))) return t.fields[f];
    return s.party;
  }
  [[nodiscard]] std::string_view reading_word() const {
    for (std::size_t r = 0; r < t.readings.size(); ++r)
      if (s.reading == to_string(static_cast<reading>(r))) return t.readings[r];
    return s.reading;
  }

  void begin_section(std::string_view id, std::string_view title) {
    add("<section id=\"{0}\" aria-labelledby=\"{0}-title\"><h2 id=\"{0}-title\">{1}</h2>\n", id, title);
    heading_ = title;
  }
  void heading(std::string_view title) {
    add("<h3>{}</h3>\n", title);
    heading_ = title;
  }
  void end_section() { add("</section>\n"); }

  // A caption that says no more than the heading above is for those who hear the page.
  [[nodiscard]] std::string caption(std::string_view text) const {
    return fmt::format("<caption{}>{}</caption>", text == heading_ ? " class=\"heard\"" : "", text);
  }
  void begin_table(std::string_view title, std::initializer_list<table_column> columns) {
    add("<div class=\"wide\"><table>{}<thead><tr>", caption(title));
    is_number_.clear();
    for (const auto& c : columns) {
      add("<th scope=\"col\"{}>{}</th>", c.is_number ? " class=\"n\"" : "", c.title);
      is_number_.push_back(c.is_number);
    }
    add("</tr></thead><tbody>\n");
  }
  // Cells are markup.
  void row(std::initializer_list<std::string> cells) {
    add("<tr>");
    std::size_t i = 0;
    for (const auto& cell : cells) {
      if (i == 0)
        add("<th scope=\"row\">{}</th>", cell);
      else
        add("<td{}>{}</td>", is_number_[i] ? " class=\"n\"" : "", cell);
      ++i;
    }
    add("</tr>\n");
  }
  void end_table() { add("</tbody></table></div>\n"); }

  // Tables that may be long show their first rows only, and say so.
  static constexpr std::size_t most_rows = 100;
  [[nodiscard]] static std::size_t rows_of(std::size_t all) { return std::min(all, most_rows); }
  void say_rows(std::size_t all) {
    if (all > most_rows) add("<p class=\"note\">{}</p>\n", say(t.rows_shown, number(most_rows), number(all)));
  }

  // The table behind a picture.
  void begin_behind() { add("<details><summary>{}</summary>\n", t.table); }
  void end_behind() { add("</details>\n"); }

 private:
  std::string_view heading_;
  std::vector<bool> is_number_;  // by column
};

}  // namespace polku::inline v0::detail
