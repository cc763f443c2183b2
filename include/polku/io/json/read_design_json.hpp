// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>
#include <polku/core/time_text.hpp>
#include <polku/io/input_error.hpp>
#include <polku/io/json/design_members.hpp>
#include <polku/io/json/parse_json.hpp>
#include <polku/io/nearest_name.hpp>
#include <polku/model/find_problems.hpp>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace polku::inline v0 {

namespace detail {

// Fills the model's values from JSON and collects what does not fit. `at` is the path of the value that is read.
class design_json_reader {
 public:
  using json = nlohmann::ordered_json;

  [[nodiscard]] const std::vector<design_problem>& problems() const { return problems_; }

  template <json_structure T>
  void read(const json& from, const std::string& at, T& out) {
    if constexpr (json_told_by_name<T>)
      if (from.is_string()) return read(from, at, out.name);
    if (!from.is_object()) {
      return json_told_by_name<T> ? expected("an object, or a string: the name alone", from, at)
                                  : expected("an object", from, at);
    }
    std::apply([&](const auto&... m) { (read_member(from, at, out, m), ...); }, json_form<T>::members);
    const auto known = member_names<T>();
    for (const auto& [key, value] : from.items())
      if (std::find(known.begin(), known.end(), key) == known.end())
        add(member(at, shortened(key)), fmt::format("is no member of {}; {}", json_form<T>::noun, remedy(key, known)));
  }

  template <class T>
  void read(const json& from, const std::string& at, std::vector<T>& out) {
    if (!from.is_array()) return expected("an array", from, at);
    out.resize(from.size());
    for (std::size_t i = 0; i < out.size(); ++i) read(from[i], fmt::format("{}[{}]", at, i), out[i]);
  }
  template <class T>
  void read(const json& from, const std::string& at, std::optional<T>& out) {
    read(from, at, out.emplace());
  }

  void read(const json& from, const std::string& at, std::string& out) {
    if (!from.is_string()) return expected("a string", from, at);
    out = from.get_ref<const std::string&>();
  }
  void read(const json& from, const std::string& at, bool& out) {
    if (!from.is_boolean()) return expected("true or false", from, at);
    out = from.get<bool>();
  }
  template <std::unsigned_integral Number>
  void read(const json& from, const std::string& at, Number& out) {
    constexpr auto most = std::numeric_limits<Number>::max();
    if (!from.is_number_unsigned() || from.get<std::uint64_t>() > most)
      return expected(fmt::format("a whole number from 0 to {}", most), from, at);
    out = from.get<Number>();
  }
  void read(const json& from, const std::string& at, double& out) {
    if (!from.is_number()) return expected("a number", from, at);
    out = from.get<double>();
  }
  template <json_choice Enum>
  void read(const json& from, const std::string& at, Enum& out) {
    constexpr auto& known = json_form<Enum>::names;
    if (!from.is_string()) return expected(listed(known), from, at);
    const auto& word = from.get_ref<const std::string&>();
    const auto it = std::find_if(known.begin(), known.end(), [&](auto name) { return is_same_term(name, word); });
    if (it == known.end())
      return add(at, fmt::format("'{}' is not {}; {}", shortened(word), json_form<Enum>::noun, remedy(word, known)));
    out = static_cast<Enum>(it - known.begin());
  }

  void read(const json& from, const std::string& at, duration& out) {
    std::optional<duration> found;
    if (const auto us = microseconds_of(from))
      found = duration::from_microseconds(*us);
    else if (from.is_number())
      found = duration_of_days(from.get<double>());
    if (!found) return expected("a number of days up to 106751991, or {\"microseconds\": n}", from, at);
    out = *found;
  }
  void read(const json& from, const std::string& at, time_point& out) {
    if (const auto us = microseconds_of(from)) {
      out = time_point::from_microseconds(*us);
    } else if (const auto time = read_time(from.is_string() ? from.get_ref<const std::string&>() : std::string())) {
      out = time.at;
    } else {
      expected(expected_of(time.fault), from, at);
    }
  }
  void read(const json& from, const std::string& at, subject& out) {
    constexpr std::string_view form =
        "an object with one member that names the kind, such as {\"service\": \"job coaching\"}";
    constexpr auto& known = json_form<subject_kind>::names;
    if (!from.is_object() || from.size() != 1) return expected(form, from, at);
    const auto& key = from.begin().key();
    const auto it = std::find(known.begin(), known.end(), key);
    if (it == known.end())
      return add(member(at, shortened(key)),
                 fmt::format("is not {}; {}", json_form<subject_kind>::noun, remedy(key, known)));
    out.kind = static_cast<subject_kind>(it - known.begin());
    const auto& name = *from.begin();
    if (has_a_name(out.kind)) return read(name, member(at, key), out.name);
    if (name == true) return;
    expected(out.kind == subject_kind::receiver ? "true" : "true; one service is {\"service\": \"its name\"}", name,
             member(at, key));
  }
  void read(const json& from, const std::string& at, process& out) {
    const auto before = problems_.size();
    std::vector<phase> phases;
    read(from, at, phases);
    if (problems_.size() != before) return;
    try {
      out = process(std::move(phases));
    } catch (const std::invalid_argument& e) {
      std::string_view fact = e.what();
      if (constexpr std::string_view library = "polku: "; fact.starts_with(library)) fact.remove_prefix(library.size());
      add(at, fmt::format("is no process: {}", fact));
    }
  }

 private:
  template <class T, class Member>
  void read_member(const json& from, const std::string& at, T& out, const json_member<T, Member>& m) {
    if (const auto it = from.find(std::string(m.name)); it != from.end())
      read(*it, member(at, m.name), out.*m.at);
    else if (m.is_required)
      add(member(at, m.name), fmt::format("is missing; {} needs it", json_form<T>::noun));
  }

  void add(std::string at, std::string fact) { problems_.push_back({std::move(at), std::move(fact)}); }
  void expected(std::string_view what, const json& found, const std::string& at) {
    add(at, fmt::format("is {}; expected {}", described(found), what));
  }

  static std::string member(const std::string& at, std::string_view name) {
    return fmt::format("{}{}{}", at, at.empty() ? "" : ".", name);
  }
  static std::string_view expected_of(time_fault fault) {
    if (fault == time_fault::no_such_day) return "a day that the calendar has";
    if (fault == time_fault::out_of_range) return "a year from 1400 to 9999";
    return "an ISO 8601 date, such as 2027-12-31";
  }
  static std::string described(const json& value) {
    if (value.is_object()) return fmt::format("an object with {} member{}", value.size(), value.size() == 1 ? "" : "s");
    if (value.is_array()) return "an array";
    if (value.is_string()) return fmt::format("the string '{}'", shortened(value.get_ref<const std::string&>()));
    return value.is_number() ? "the number " + value.dump() : value.dump();  // true, false and null are what they are
  }
  template <class Names>
  static std::string listed(const Names& known) {
    std::string out = known.size() == 1 ? "" : "one of ";
    for (const auto name : known) out.append(name.data() == known.front().data() ? "" : ", ").append(name);
    return out;
  }
  template <class Names>
  static std::string remedy(std::string_view name, const Names& known) {
    const auto nearest = nearest_name(name, known);
    return nearest.empty() ? "expected " + listed(known) : fmt::format("is it '{}'?", nearest);
  }
  // {"microseconds": n}
  static std::optional<std::int64_t> microseconds_of(const json& from) {
    if (!from.is_object() || from.size() != 1 || from.begin().key() != "microseconds") return std::nullopt;
    const auto& n = *from.begin();
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    if (!n.is_number_integer() || (n.is_number_unsigned() && n.get<std::uint64_t>() > most)) return std::nullopt;
    return n.get<std::int64_t>();
  }

  std::vector<design_problem> problems_;
};

// A member of the model as the JSON calls it: a subject's name stands under its kind, and a limit says its unit.
inline std::string json_path(std::string member, const nlohmann::ordered_json& root) {
  constexpr std::string_view name = ".name", limit = ".limit";
  if (member.ends_with(limit)) return member + "_days";
  if (!member.ends_with(name)) return member;
  std::string pointer;
  for (const char c : std::string_view(member).substr(0, member.size() - name.size()))
    if (c != ']') pointer += c == '.' || c == '[' ? '/' : c;
  if (!pointer.starts_with('/')) pointer.insert(0, "/");
  const auto& owner = root.at(nlohmann::ordered_json::json_pointer(pointer));
  if (owner.is_object() && !owner.contains("name")) member.replace(member.size() - 4, 4, owner.begin().key());
  return member;
}

// One line for each problem: "design.json, services[0].phases[1]: ...".
inline void refuse_if_any(const std::vector<design_problem>& problems, std::string_view file_name) {
  if (problems.empty()) return;
  constexpr std::size_t most = 20;
  std::string text;
  for (std::size_t i = 0; i < problems.size() && i < most; ++i)
    text += fmt::format("{}{}{}{}: {}", i == 0 ? "" : "\n", file_name, problems[i].member.empty() ? "" : ", ",
                        problems[i].member, problems[i].fact);
  if (problems.size() > most) text += fmt::format("\n{}: and {} more problems", file_name, problems.size() - most);
  throw input_error(text);
}

}  // namespace detail

/// Reads a design from JSON, in the form that `io/json/design_json.hpp` describes. `file_name` stands in the messages.
/// \throws input_error with all that is wrong, one problem to a line: first what is no JSON or not of this form, else what
/// `find_problems` finds.
[[nodiscard]] inline pathway_design read_design(std::string_view json_text, std::string_view file_name) {
  const auto root = parse_json(json_text, file_name);
  detail::design_json_reader reader;
  pathway_design out;
  reader.read(root, "", out);
  detail::refuse_if_any(reader.problems(), file_name);
  auto problems = find_problems(out);
  for (auto& p : problems) p.member = detail::json_path(std::move(p.member), root);
  detail::refuse_if_any(problems, file_name);
  return out;
}

/// Reads obligations from JSON: an array of them, or an object with the member "obligations". Names cannot be checked
/// without a design; what each form needs is.
/// \throws input_error as `read_design` does.
[[nodiscard]] inline std::vector<obligation> read_obligations(std::string_view json_text, std::string_view file_name) {
  const auto root = parse_json(json_text, file_name);
  detail::design_json_reader reader;
  detail::obligations_file file;
  if (root.is_array())
    reader.read(root, "", file.obligations);
  else
    reader.read(root, "", file);
  detail::refuse_if_any(reader.problems(), file_name);
  std::vector<design_problem> problems;
  for (std::size_t i = 0; i < file.obligations.size(); ++i)
    for (auto& p : find_problems(file.obligations[i]))
      problems.push_back(
          {detail::json_path(fmt::format("{}[{}].{}", root.is_array() ? "" : "obligations", i, p.member), root),
           std::move(p.fact)});
  detail::refuse_if_any(problems, file_name);
  return std::move(file.obligations);
}

}  // namespace polku::inline v0
