// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/parallel_scan.hpp>
#include <polku/core/check_sum.hpp>
#include <polku/core/time_text.hpp>
#include <polku/partials/partial_bytes.hpp>
#include <polku/partials/partial_error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// An analysis that gives partial results: one of those in `analyses.hpp`.
template <class A>
concept partial_analysis = requires(typename A::options o, typename A::sums s) {
  { A::name } -> std::convertible_to<std::string_view>;
};

template <partial_analysis A>
class partial;
template <partial_analysis A>
[[nodiscard]] partial<A> take_partial(const pathways& paths, const typename A::options& options = {}, unsigned threads = 1);

/// An analysis without options.
struct no_options {};

namespace detail {

template <>
struct parts<no_options> {
  static auto of(auto&) { return std::tie(); }
};

template <class Tally>
Tally scanned(const pathways& paths, unsigned threads, Tally tally) {
  parallel_scan(paths, threads, tally);
  return tally;
}

// What partial results have to have in common.
struct partial_basis {
  time_point cutoff = {};
  polku::reading reading = reading::succession;
  duration bridge = {};
  bool has_intervals = false;
  std::string party = {};
  std::string options = {};  // as bytes
  std::string records = {};  // that some of the log's records are there, where the figures depend on it
};

inline std::string party_name_of(const pathways& paths) {
  for (const auto f : {field::organisations, field::services, field::roles, field::workers})
    if (&paths.names() == &paths.log().names(f)) return std::string(to_string(f));
  return "a function of the record";
}

// Says what two have not in common, and what to do.
inline void need_common_basis(const partial_basis& a, const partial_basis& b) {
  const auto refuse = [](const auto& fact, std::string_view remedy) {
    throw partial_error(fmt::format("polku: these partial results do not go together: {}; {}", fact, remedy));
  };
  const auto at = [](time_point t) { return to_string(t, t.is_midnight() ? resolution::day : resolution::instant); };
  if (a.cutoff != b.cutoff)
    refuse(fmt::format("one ends at the cutoff {}, another at {}", at(a.cutoff), at(b.cutoff)),
           "read every part with the cutoff of the whole");
  if (a.party != b.party)
    refuse(fmt::format("one is by {}, another by {}", a.party, b.party), "name the field that the parties are taken from");
  if (a.reading != b.reading)
    refuse(fmt::format("one is read by {}, another by {}", to_string(a.reading), to_string(b.reading)),
           "name the reading, as a part without episodes that last is read by succession");
  if (a.bridge != b.bridge || a.options != b.options) refuse("they were made with different options", "use the same ones");
  if (a.has_intervals != b.has_intervals)
    refuse("one has point events only, another episodes that last", "name a tolerance for gaps, or use fewer, larger parts");
  if (a.records != b.records)
    refuse(fmt::format("one says: {}; another: {}", a.records, b.records), "use fewer, larger parts, so that each has both");
}

// The last but one is the version.
inline constexpr std::string_view partial_magic{"polku partial \x01\n", 16};

// What comes after, where bytes begin as a partial result does.
inline std::string_view after_magic(std::string_view bytes) {
  if (bytes.starts_with(partial_magic)) return bytes.substr(partial_magic.size());
  if (bytes.starts_with(partial_magic.substr(0, partial_magic.size() - 2)))
    throw partial_error("polku: this partial result was written by another version of polku: make it again with this one");
  byte_reader::fail();
}

}  // namespace detail

/// The name of the analysis that bytes are a partial result of, such as `gap_analysis::name`; it lies in the bytes. What
/// follows is not looked at. O(1).
///
/// \throws partial_error where they are none, or of another version.
[[nodiscard]] inline std::string_view analysis_of(std::string_view bytes) {
  return detail::byte_reader(detail::after_magic(bytes)).text();
}

/// The result of an analysis of some of the clients, to be merged with those of the others: on other threads, in other
/// processes, on other machines. Merging is associative and commutative, one that is made by default changes nothing, and
/// what is merged equals, byte for byte, what the whole log gives; labels are numbers of `names()`, which come in the order
/// of bytes, and lists are by the client's name.
///
/// Every part has to have whole clients, and the same cutoff, parties, reading and options; merging says where it has not.
/// For that it keeps a check sum of each client's name, 8 bytes: partial results are about single clients, and as
/// confidential as the records.
///
///     partial<ping_pong_analysis> all;
///     for (const auto& log : logs) all.merge(take_partial<ping_pong_analysis>(log));
///     all.result().loops.count;
template <partial_analysis A>
class partial {
 public:
  using sums_type = typename A::sums;

  /// Of no client.
  partial() = default;

  /// Whether it is of any part at all.
  [[nodiscard]] bool empty() const { return is_empty_; }
  /// How many clients it is of.
  [[nodiscard]] std::size_t client_count() const { return clients_.size(); }
  /// A check sum of each client's name, ascending: the same name has the same one everywhere.
  [[nodiscard]] const std::vector<std::uint64_t>& client_sums() const { return clients_; }
  /// The options that it was made with; those by default where it is of no part. O(size).
  [[nodiscard]] typename A::options options() const {
    typename A::options out;
    if (is_empty_) return out;
    detail::byte_reader in(basis_.options);
    in.read(out);
    if (!in.is_at_end()) in.fail();
    return out;
  }
  /// The parties in the result, in the order of their bytes.
  [[nodiscard]] const label_table& names() const { return names_; }
  /// The clients that the result lists, in the order of their bytes.
  [[nodiscard]] const label_table& listed_clients() const { return listed_; }
  /// What the analysis says of these clients; labels are of `names()`, clients of `listed_clients()`. O(result).
  [[nodiscard]] auto result() const {
    if constexpr (requires { A::finish(sums_); })
      return A::finish(sums_);
    else
      return sums_;
  }

  /// Takes the result of other clients. A part without clients, such as of an empty log, changes nothing, whatever it has
  /// in common. O(both); strong guarantee.
  ///
  /// \throws partial_error where they have a client in common, or do not go together for another reason.
  partial& merge(partial other) {
    if (other.is_empty_) return *this;
    if (is_empty_) return *this = std::move(other);
    if (clients_.empty() != other.clients_.empty()) return clients_.empty() ? *this = std::move(other) : *this;
    detail::need_common_basis(basis_, other.basis_);
    auto merged = *this;
    merged.merge_clients(other.clients_);
    merged.merge_tables(other);
    if constexpr (requires { A::need_same_standing(sums_, other.sums_); }) A::need_same_standing(sums_, other.sums_);
    detail::merge_parts(merged.sums_, std::move(other.sums_));
    return *this = std::move(merged);
  }

  /// Whether both tell the same. O(size).
  friend bool operator==(const partial& a, const partial& b) { return a.to_bytes() == b.to_bytes(); }

  /// The partial result as bytes, in a form that stays readable: equal ones give equal bytes. O(size).
  [[nodiscard]] std::string to_bytes() const {
    detail::byte_writer out;
    out.text(A::name);
    out.write(!is_empty_);
    if (!is_empty_) {
      out.write(basis_.cutoff);
      out.write(static_cast<std::uint32_t>(basis_.reading));
      out.write(basis_.bridge);
      out.write(basis_.has_intervals);
      for (const auto* t : {&basis_.party, &basis_.options, &basis_.records}) out.text(*t);
      for (const auto* table : {&names_, &listed_}) {
        out.number(table->size());
        for (std::uint32_t i = 0; i < table->size(); ++i) out.text((*table)[label{i}]);
      }
      out.number(clients_.size());
      std::uint64_t last = 0;
      for (const auto c : clients_) out.number(c - std::exchange(last, c));
      out.write(sums_);
    }
    const auto body = std::move(out).take();
    detail::byte_writer sum;
    sum.number(detail::check_sum(0, body));
    return std::string(detail::partial_magic) + body + std::move(sum).take();
  }

  /// What `to_bytes` gave.
  ///
  /// \throws partial_error where the bytes are of another analysis or version, or damaged.
  [[nodiscard]] static partial from_bytes(std::string_view bytes) {
    bytes = detail::after_magic(bytes);
    detail::byte_reader in(bytes);
    if (const auto name = in.text(); name != A::name)
      throw partial_error(
          fmt::format("polku: these bytes are no partial result of {}: read them as what they were written as", A::name));
    partial out;
    bool is_there = false;
    in.read(is_there);
    if (is_there) out.read(in);
    const auto body = bytes.substr(0, bytes.size() - in.left());
    if (in.number() != detail::check_sum(0, body) || !in.is_at_end()) detail::byte_reader::fail();
    return out;
  }

 private:
  template <partial_analysis B>
  friend partial<B> take_partial(const pathways&, const typename B::options&, unsigned);

  void read(detail::byte_reader& in) {
    is_empty_ = false;
    in.read(basis_.cutoff);
    std::uint32_t how = 0;
    in.read(how);
    if (how > 1) in.fail();
    basis_.reading = static_cast<polku::reading>(how);
    in.read(basis_.bridge);
    in.read(basis_.has_intervals);
    for (auto* t : {&basis_.party, &basis_.options, &basis_.records}) *t = in.text();
    for (auto* table : {&names_, &listed_}) {
      std::string_view last;
      for (std::size_t i = 0, n = in.size(); i < n; ++i) {
        const auto name = in.text();
        if (name.empty() || name <= last) in.fail();
        table->intern(name);
        last = name;
      }
    }
    const auto n = in.size();
    clients_.reserve(n);
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const auto step = in.number();
      if ((step == 0 && i != 0) || step > ~last) in.fail();
      clients_.push_back(last += step);
    }
    in.set_names(names_.size(), listed_.size());
    in.read(sums_);
    if (!is_normal() || !is_sound()) in.fail();  // the latter looks for what is in order
  }

  // Whether results can be reckoned from it: no party is left blank where there is one, and what belongs together is there.
  [[nodiscard]] bool is_sound() const {
    bool is_sound = true;
    if constexpr (!requires { A::parties_may_be_blank; }) {
      const auto see = [&](const label& l) { is_sound = is_sound && l != label::none; };
      detail::for_each_label<label>(sums_, see);
    }
    if constexpr (requires { A::is_sound(sums_); }) is_sound = is_sound && A::is_sound(sums_);
    return is_sound;
  }

  // In order, with every name in use.
  [[nodiscard]] bool is_normal() const {
    auto again = *this;
    again.normalise();
    detail::byte_writer a, b;
    a.write(sums_);
    b.write(again.sums_);
    return std::move(a).take() == std::move(b).take() && again.names_.size() == names_.size() &&
           again.listed_.size() == listed_.size();
  }

  void merge_clients(const std::vector<std::uint64_t>& others) {
    std::vector<std::uint64_t> all;
    all.reserve(clients_.size() + others.size());
    std::merge(clients_.begin(), clients_.end(), others.begin(), others.end(), std::back_inserter(all));
    if (std::adjacent_find(all.begin(), all.end()) != all.end())
      throw partial_error(
          "polku: these partial results have a client in common, so that the client would count twice, or in two halves; "
          "give every client's records to one part, and merge every part once");
    clients_ = std::move(all);
  }

  // Gives both the names of either, in order.
  void merge_tables(partial& other) {
    const auto unite = [](label_table& own, label_table& others, auto renumber) {
      std::vector<std::string_view> all;
      for (const auto* table : {&own, &others})
        for (std::uint32_t i = 0; i < table->size(); ++i) all.push_back((*table)[label{i}]);
      std::sort(all.begin(), all.end());
      all.erase(std::unique(all.begin(), all.end()), all.end());
      label_table united;
      for (const auto name : all) united.intern(name);
      const auto numbers = [&](const label_table& table) {
        std::vector<std::uint32_t> out;
        for (std::uint32_t i = 0; i < table.size(); ++i) out.push_back(index_of(*united.find(table[label{i}])));
        return out;
      };
      renumber(numbers(own), numbers(others));
      own = std::move(united);
    };
    unite(names_, other.names_, [&](const auto& own, const auto& others) {
      renumber<label>(sums_, own);
      renumber<label>(other.sums_, others);
    });
    unite(listed_, other.listed_, [&](const auto& own, const auto& others) {
      renumber<client_id>(sums_, own);
      renumber<client_id>(other.sums_, others);
    });
  }

  template <class Label>
  static void renumber(sums_type& sums, const std::vector<std::uint32_t>& numbers) {
    const auto change = [&](Label& l) {
      if constexpr (std::same_as<Label, label>)
        if (l == label::none) return;
      l = Label{numbers[index_of(l)]};
    };
    detail::for_each_label<Label>(sums, change);
    if constexpr (requires { A::renumbered(sums); }) A::renumbered(sums);
  }

  // Keeps the names in use only, in order, and puts the lists in order.
  void normalise() {
    names_ = in_use<label>(names_);
    listed_ = in_use<client_id>(listed_);
    detail::sort_parts(sums_);
  }
  template <class Label>
  [[nodiscard]] label_table in_use(const label_table& table) {
    std::vector<char> is_used(table.size());
    const auto see = [&](const Label& l) {
      if constexpr (std::same_as<Label, label>)
        if (l == label::none) return;
      is_used[index_of(l)] = true;
    };
    detail::for_each_label<Label>(std::as_const(sums_), see);
    std::vector<std::pair<std::string_view, std::uint32_t>> used;
    for (std::uint32_t i = 0; i < table.size(); ++i)
      if (is_used[i]) used.emplace_back(table[label{i}], i);
    std::sort(used.begin(), used.end());
    std::vector<std::uint32_t> numbers(table.size());
    label_table out;
    for (const auto& [name, number] : used) numbers[number] = index_of(out.intern(name));
    renumber<Label>(sums_, numbers);
    return out;
  }

  bool is_empty_ = true;
  detail::partial_basis basis_;
  label_table names_, listed_;
  std::vector<std::uint64_t> clients_;  // check sums of their names, in order
  sums_type sums_{};
};

/// The analysis of a log's clients as a partial result. The options are the analysis's own. Time as the analysis, and
/// O(n log n) for n clients and what it lists.
template <partial_analysis A>
[[nodiscard]] partial<A> take_partial(const pathways& paths, const typename A::options& options, unsigned threads) {
  const auto& log = paths.log();
  partial<A> out;
  out.is_empty_ = false;
  detail::byte_writer how;
  how.write(options);
  out.basis_ = {log.cutoff(),          paths.how(), paths.bridge(), log.has_intervals(), detail::party_name_of(paths),
                std::move(how).take(), {}};
  label_table names;
  if constexpr (requires { A::run(paths, options, threads, names, out.basis_.records); }) {
    out.sums_ = A::run(paths, options, threads, names, out.basis_.records);
    out.names_ = std::move(names);
  } else {
    out.sums_ = A::run(paths, options, threads);
    out.names_ = paths.names();
  }
  for (std::uint32_t c = 0; c < log.client_count(); ++c) {
    const auto name = log.name_of(client_id{c});
    out.clients_.push_back(detail::check_sum(0, name));
    out.listed_.add_new(name);
  }
  std::sort(out.clients_.begin(), out.clients_.end());
  out.normalise();
  return out;
}

}  // namespace polku::inline v0
