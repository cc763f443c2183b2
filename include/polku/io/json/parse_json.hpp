// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/input_error.hpp>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

namespace detail {

// Goes through a text and leaves in `reached` how far the reading has come.
struct followed_iterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at;
  const char** reached;

  reference operator*() const { return *at; }
  followed_iterator& operator++() {
    *reached = ++at;
    return *this;
  }
  followed_iterator operator++(int) {
    const auto old = *this;
    ++*this;
    return old;
  }
  friend bool operator==(const followed_iterator& a, const followed_iterator& b) { return a.at == b.at; }
};

// "line 3, column 14" of the character behind `before`; both count from 1, columns in characters.
inline std::string line_and_column(std::string_view before) {
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto last = before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
  const auto column = std::count_if(last.begin(), last.end(), [](char c) { return (c & 0xC0) != 0x80; }) + 1;
  return fmt::format("line {}, column {}", line, column);
}

// No message is as long as the text that somebody put in the place of a name.
inline std::string shortened(std::string_view text, std::size_t longest = 60) {
  if (text.size() <= longest) return std::string(text);
  while (longest > 0 && (text[longest] & 0xC0) == 0x80) --longest;  // not within a character
  return std::string(text.substr(0, longest)) + "...";
}

// What nlohmann's message says behind the number of the error and the place.
inline std::string fact_of(std::string_view what) {
  for (const std::string_view end : {"] ", ": "}) {
    if (end == ": " && !what.starts_with("parse error")) break;
    if (const auto at = what.find(end); at != what.npos) what.remove_prefix(at + end.size());
  }
  return shortened(what, 300);
}

}  // namespace detail

/// The value that a JSON text stands for.
/// \throws input_error where the text is no JSON, nests more than 64 deep, or gives a member of an object twice, with the
/// line and the column.
[[nodiscard]] inline nlohmann::ordered_json parse_json(std::string_view text, std::string_view file_name) {
  using json = nlohmann::ordered_json;
  constexpr std::size_t deepest = 64;
  const char* reached = text.data();
  const auto here = [&] { return static_cast<std::size_t>(reached - text.data()); };
  const auto failure = [&](std::size_t offset, std::string_view fact) {
    const auto place = detail::line_and_column(text.substr(0, std::min(offset, text.size())));
    return input_error(fmt::format("{}, {}: {}", file_name, place, fact));
  };

  std::vector<std::set<std::string>> open;  // the names of the members so far, of every object or array that is not closed
  const auto watch = [&](int, json::parse_event_t event, json& parsed) {
    using happens = json::parse_event_t;
    if (event == happens::object_start || event == happens::array_start) {
      if (open.size() == deepest)
        throw failure(here() - 1, fmt::format("nests more than {} levels deep; nothing that is read here does", deepest));
      open.emplace_back();
    } else if (event == happens::object_end || event == happens::array_end) {
      open.pop_back();
    } else if (event == happens::key) {
      if (const auto& name = parsed.get_ref<const std::string&>(); !open.back().insert(name).second)
        throw failure(here() - name.size() - 2, fmt::format("the member '{}' is given twice in one object; keep one of them",
                                                            detail::shortened(name)));
    }
    return true;
  };
  try {
    return json::parse(detail::followed_iterator{text.data(), &reached},
                       detail::followed_iterator{text.data() + text.size(), &reached}, watch);
  } catch (const json::parse_error& e) {
    throw failure(e.byte == 0 ? 0 : e.byte - 1, detail::fact_of(e.what()));
  } catch (const json::exception& e) {  // a number that no double holds
    throw failure(here() - 1, detail::fact_of(e.what()));
  }
}

}  // namespace polku::inline v0
