// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/label.hpp>
#include <polku/core/time.hpp>
#include <polku/model/process.hpp>
#include <polku/partials/merge_parts.hpp>
#include <polku/partials/partial_error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

// How many values an enumeration has; each analysis says it of its own.
template <class T>
inline constexpr std::size_t size_of_enum = 0;

template <>
struct parts<phase> {
  static auto of(auto& x) { return std::tie(x.name, x.finnish, x.swedish, x.other_names); }
};

// Numbers by seven bits, the lowest first (LEB128); signed ones with the sign in the lowest bit. A text, a list and a
// distribution have their size before them.
class byte_writer {
 public:
  void number(std::uint64_t n) {
    for (; n > 0x7F; n >>= 7) out_.push_back(static_cast<char>(n | 0x80));
    out_.push_back(static_cast<char>(n));
  }
  void signed_number(std::int64_t n) { number(static_cast<std::uint64_t>(n) << 1 ^ static_cast<std::uint64_t>(n >> 63)); }
  void text(std::string_view t) {
    number(t.size());
    out_ += t;
  }

  template <class T>
  void write(const T& x) {
    if constexpr (std::is_enum_v<T>) {
      // label::none is the largest: one more is the least.
      number(static_cast<std::uint32_t>(x) + std::uint32_t{is_a<T, label>});
    } else if constexpr (std::is_same_v<T, bool>) {
      number(x ? 1 : 0);
    } else if constexpr (std::is_unsigned_v<T>) {
      number(x);
    } else if constexpr (std::is_signed_v<T>) {
      signed_number(x);
    } else if constexpr (is_a<T, time_point> || is_a<T, duration>) {
      signed_number(x.microseconds());
    } else if constexpr (is_a<T, duration_sum>) {
      signed_number(x.as_words().high);
      signed_number(x.as_words().low);
    } else if constexpr (is_a<T, distribution>) {
      const auto values = x.values();
      number(values.size());
      std::uint64_t last = 0;  // wraps
      for (const auto& v : values) {
        const auto at = static_cast<std::uint64_t>(v.at.microseconds());
        signed_number(static_cast<std::int64_t>(at - last));
        number(v.count);
        last = at;
      }
    } else if constexpr (is_a<T, std::string>) {
      text(x);
    } else if constexpr (is_a<T, process>) {
      write(x.phases());
    } else if constexpr (is_optional<T>) {
      write(x.has_value());
      if (x) write(*x);
    } else if constexpr (requires { x.begin(); }) {
      number(x.size());
      for (const auto& item : x) write(item);
    } else {
      for_each_part([&](const auto& part) { write(part); }, x);
    }
  }

  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  std::string out_;
};

// Reads what the writer wrote, or says that it is damaged: whatever the bytes, it takes at most 64 MiB, or some thousand
// times their size. (A table of days is that much larger than what is written of it, at worst.)
class byte_reader {
 public:
  explicit byte_reader(std::string_view bytes)
      : left_(bytes), memory_(std::max<std::size_t>(std::size_t{1} << 26, bytes.size() << 12)) {}

  [[noreturn]] static void fail() {
    throw partial_error("polku: these bytes are no partial result, or are damaged or cut short: make them again");
  }
  [[nodiscard]] std::size_t left() const { return left_.size(); }
  [[nodiscard]] bool is_at_end() const { return left_.empty(); }

  std::uint64_t number() {
    std::uint64_t n = 0;
    for (unsigned shift = 0;; shift += 7) {
      if (left_.empty() || shift > 63) fail();
      const auto byte = static_cast<unsigned char>(left_.front());
      left_.remove_prefix(1);
      if (shift == 63 && byte > 1) fail();
      n |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte == 0 && shift != 0) fail();  // longer than need be
      if (byte < 0x80) return n;
    }
  }
  std::int64_t signed_number() {
    const auto n = number();
    return static_cast<std::int64_t>(n >> 1 ^ (~(n & 1) + 1));
  }
  // Of things that take a byte at least.
  std::size_t size() {
    const auto n = number();
    if (n > left_.size()) fail();
    return static_cast<std::size_t>(n);
  }
  std::string_view text() {
    const auto n = size();
    const auto out = left_.substr(0, n);
    left_.remove_prefix(n);
    return out;
  }

  // Labels and clients are numbers of tables of so many names.
  void set_names(std::size_t names, std::size_t clients) {
    names_ = names;
    clients_ = clients;
  }

  template <class T>
  void read(T& x) {
    if constexpr (is_a<T, label>) {
      const auto n = number();
      if (n > names_) fail();
      x = n == 0 ? label::none : label{static_cast<std::uint32_t>(n - 1)};
    } else if constexpr (is_a<T, client_id>) {
      x = client_id{below(clients_)};
    } else if constexpr (std::is_enum_v<T>) {
      static_assert(size_of_enum<T> != 0, "say how many values it has");
      x = static_cast<T>(below(size_of_enum<T>));
    } else if constexpr (std::is_same_v<T, bool>) {
      x = below(2) != 0;
    } else if constexpr (std::is_same_v<T, std::uint32_t>) {
      x = below(std::size_t{1} << 32);
    } else if constexpr (std::is_unsigned_v<T>) {
      x = number();
    } else if constexpr (std::is_same_v<T, int>) {
      const auto n = signed_number();
      if (n < -1'000'000 || n > 1'000'000) fail();
      x = static_cast<int>(n);
    } else if constexpr (is_a<T, time_point> || is_a<T, duration>) {
      x = T::from_microseconds(signed_number());
    } else if constexpr (is_a<T, duration_sum>) {
      const auto high = signed_number();
      x = duration_sum::from_words({high, signed_number()});
    } else if constexpr (is_a<T, distribution>) {
      read_distribution(x);
    } else if constexpr (is_a<T, std::string>) {
      x = text();
    } else if constexpr (is_a<T, process>) {
      std::vector<phase> phases;
      read(phases);
      x = process(std::move(phases));
    } else if constexpr (is_optional<T>) {
      bool has = false;
      read(has);
      if (has) read(x.emplace());
    } else if constexpr (requires { x.push_back({}); }) {
      const auto n = size();
      spend(n * sizeof(typename T::value_type));
      x.resize(n);
      for (auto& item : x) read(item);
    } else {
      for_each_part([&](auto& part) { read(part); }, x);
      if constexpr (requires { parts<T>::holds(x); })
        if (!parts<T>::holds(x)) fail();
    }
  }

 private:
  std::uint32_t below(std::size_t limit) {
    const auto n = number();
    if (n >= limit) fail();
    return static_cast<std::uint32_t>(n);
  }
  void spend(std::size_t bytes) {
    if (bytes > memory_) fail();
    memory_ -= bytes;
  }

  void read_distribution(distribution& d) {
    const auto n = size();
    spend(n * sizeof(distribution::value));
    std::vector<distribution::value> values;
    values.reserve(n);
    std::uint64_t at = 0;  // wraps, as the writer's does
    for (std::size_t i = 0; i < n; ++i) {
      const auto step = static_cast<std::uint64_t>(signed_number());
      at += step;
      values.push_back({duration::from_microseconds(static_cast<std::int64_t>(at)), static_cast<std::size_t>(number())});
      if (values[i].count == 0 || (i != 0 && values[i].at <= values[i - 1].at)) fail();
    }
    spend(distribution::bytes_of(values));
    d = distribution::of(values);
  }

  std::string_view left_;
  std::size_t memory_;
  std::size_t names_ = 0, clients_ = 0;
};

}  // namespace polku::inline v0::detail
