// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "../days.hpp"

#include <polku/monitor/monitor.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace polku_test {

using polku::any_record;  // which looks at texts that live as long as the program

inline std::string_view client_of(const any_record& r) {
  return std::visit([](const auto& one) { return one.client; }, r);
}
inline polku::time_point begin_of(const any_record& r) {
  return std::visit(
      [](const auto& one) {
        if constexpr (requires { one.start; })
          return one.start;
        else if constexpr (requires { one.at; })
          return one.at;
        else
          return one.from;
      },
      r);
}

/// Whether nobody can tell the records apart.
inline bool is_same(const any_record& a, const any_record& b) {
  const auto parts = [](const any_record& r) {
    std::vector<std::string> out{std::to_string(r.index())};
    const auto time = [&](std::optional<polku::time_point> t) {
      out.push_back(t ? std::to_string(t->microseconds()) : std::string());
    };
    std::visit(
        [&](const auto& one) {
          using record = std::remove_cvref_t<decltype(one)>;
          out.emplace_back(one.client);
          time(begin_of(r));
          if constexpr (std::is_same_v<record, polku::episode>) {
            for (const auto text : {one.service, one.organisation, one.role, one.worker, one.phase}) out.emplace_back(text);
            time(one.end);
          } else if constexpr (std::is_same_v<record, polku::handover>) {
            for (const auto text : {one.from, one.to}) out.emplace_back(text);
            out.push_back({static_cast<char>(one.manner), static_cast<char>(one.status)});
          } else if constexpr (std::is_same_v<record, polku::milestone>) {
            for (const auto text : {one.kind, one.detail}) out.emplace_back(text);
          } else {
            if constexpr (std::is_same_v<record, polku::plan>)
              out.emplace_back(one.kind);
            else
              out.emplace_back(one.party);
            time(one.until);
          }
        },
        r);
    return out;
  };
  return parts(a) == parts(b);
}

/// Of the records that are the same as one of them, the one that was given last: the one a monitor takes it for.
inline any_record& last_same(std::vector<any_record>& records, const any_record& one) {
  return *std::find_if(records.rbegin(), records.rend(), [&](const any_record& r) { return is_same(r, one); });
}

/// What the records say that have begun, as one would have extracted them at the cutoff.
inline polku::event_log log_at(const std::vector<any_record>& records, polku::time_point cutoff) {
  polku::log_builder builder;
  for (const auto& r : records)
    if (begin_of(r) <= cutoff) std::visit([&](const auto& one) { EXPECT_TRUE(builder.add(one)); }, r);
  return builder.finish(cutoff);
}

}  // namespace polku_test
