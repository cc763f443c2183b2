// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/io/json/design_members.hpp>

#include <nlohmann/json.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace polku::inline v0 {

namespace detail {

struct design_json_writer {
  using json = nlohmann::ordered_json;

  static json write(const std::string& text) { return text; }
  static json write(bool is_so) { return is_so; }
  template <std::unsigned_integral Number>
  static json write(Number n) {
    return n;
  }
  // A whole number without its ".0".
  static json write(double number) {
    const auto whole = static_cast<std::int64_t>(std::abs(number) < 0x1p53 ? number : 0);
    return static_cast<double>(whole) == number ? json(whole) : json(number);
  }
  template <json_choice Enum>
  static json write(Enum value) {
    return json_form<Enum>::names[static_cast<std::size_t>(value)];
  }

  // A number of days where a thousandth of a day is fine enough, else microseconds.
  static json write(duration d) {
    const auto us = d.microseconds();
    if (us % duration::microseconds_per_day == 0) return us / duration::microseconds_per_day;
    if (us % (duration::microseconds_per_day / 1000) == 0 && duration_of_days(d.in_days()) == d) return d.in_days();
    return in_microseconds(us);
  }
  static json write(time_point t) {
    const bool has_a_date = t >= time_point(date(1400, 1, 1)) && t < time_point(date(9999, 12, 31)) + days(1);
    return has_a_date ? json(to_string(t, resolution::day)) : in_microseconds(t.microseconds());
  }
  static json write(const subject& s) {
    json out;
    auto& name = out[std::string(json_form<subject_kind>::names[static_cast<std::size_t>(s.kind)])];
    if (!has_a_name(s.kind) && s.name.empty())
      name = true;
    else
      name = s.name;
    return out;
  }
  static json write(const process& p) { return write(p.phases()); }

  template <class T>
  static json write(const std::optional<T>& value) {
    return write(*value);  // an empty one is its member's default value, and left out
  }
  template <class T>
  static json write(const std::vector<T>& all) {
    auto out = json::array();
    for (const auto& one : all) out.push_back(write(one));
    return out;
  }
  template <json_structure T>
  static json write(const T& value) {
    static const T usual{};
    auto out = json::object();
    const auto add = [&](const auto& m) {
      if (m.is_required || value.*m.at != usual.*m.at) out[std::string(m.name)] = write(value.*m.at);
    };
    std::apply([&](const auto&... m) { (add(m), ...); }, json_form<T>::members);
    if constexpr (json_told_by_name<T>)
      if (out.size() == 1) return out["name"];
    return out;
  }

 private:
  static json in_microseconds(std::int64_t n) {
    json out;
    out["microseconds"] = n;
    return out;
  }
};

}  // namespace detail

/// The design in JSON, in the form that `io/json/design_json.hpp` describes. Names have to be UTF-8 if it is to be printed.
[[nodiscard]] inline nlohmann::ordered_json to_json(const pathway_design& design) {
  return detail::design_json_writer::write(design);
}

/// An obligation in JSON: one element of what `read_obligations` reads.
[[nodiscard]] inline nlohmann::ordered_json to_json(const obligation& o) { return detail::design_json_writer::write(o); }

/// A list of obligations in JSON, as `read_obligations` reads it.
[[nodiscard]] inline nlohmann::ordered_json to_json(const std::vector<obligation>& obligations) {
  return detail::design_json_writer::write(obligations);
}

}  // namespace polku::inline v0
