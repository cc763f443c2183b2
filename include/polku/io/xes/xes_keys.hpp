// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/input_error.hpp>
#include <polku/io/nearest_name.hpp>
#include <polku/io/read_options.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Which attribute keys say what in the XES file at hand.
///
/// A trace's `concept:name` is the client. An event's `concept:name` is the service, `org:group` the organisation,
/// `org:role`, `org:resource` the worker, `polku:phase`, `lifecycle:transition`, `start_timestamp` the start and
/// `time:timestamp` the end, or the time where there is no start. The caller's `column_names` put other keys in their place.
/// Where they name an end but no start, `time:timestamp` is the start of an event that has no `start_timestamp`; where start
/// and end are one key, it is the time, and no event has a start of its own.
class xes_keys {
 public:
  enum part : std::uint8_t { client, service, organisation, role, worker, phase, start, end, lifecycle, else_start };
  /// What one key says, as bits: the caller may give one key to two parts.
  using parts = std::uint16_t;
  [[nodiscard]] static constexpr parts only(part p) { return static_cast<parts>(1 << p); }

  explicit xes_keys(const column_names& names) {
    const std::string* const named[] = {&names.client, &names.service, &names.organisation, &names.role,     &names.worker,
                                        &names.phase,  &names.start,   &names.end,          &names.lifecycle};
    for (std::size_t p = 0; p < named_parts; ++p) {
      keys_[p] = named[p]->empty() ? std::string(usual_keys[p]) : *named[p];
      if (!named[p]->empty()) unseen_ |= only(static_cast<part>(p));
    }
    if (keys_[start] == keys_[end]) {
      keys_[start].clear();
      unseen_ = static_cast<parts>((unseen_ & ~only(start)) | only(end));
    }
    for (std::size_t p = 0; p < named_parts; ++p)
      if (!keys_[p].empty()) add(keys_[p], only(static_cast<part>(p)));
    if (names.start.empty() && !keys_[start].empty() && keys_[end] != usual_keys[end])
      add(std::string(usual_keys[end]), only(else_start));
  }

  /// An extension that the file declares, and the prefix of its keys there: a standard one, known by the last part of its
  /// address, may go by another.
  void declare(std::string_view prefix, std::string_view uri) {
    constexpr std::size_t most = 100;  // no log has so many, and each takes memory
    if (prefix.empty() || entries_.size() >= most) return;
    const auto file = uri.substr(uri.rfind('/') + 1);  // npos + 1 is 0
    const auto usual = file.substr(0, file.find(".xesext"));
    if (prefix == "polku" || usual == "polku") {
      is_own_file_ = true;
      own_prefix_ = std::string(prefix);
    }
    if (usual.empty() || usual == file || prefix == usual) return;
    for (std::size_t i = entries_.size(); i-- != 0;)
      if (entries_[i].key.starts_with(usual) && entries_[i].key.substr(usual.size()).starts_with(':'))
        add(std::string(prefix) + entries_[i].key.substr(usual.size()), entries_[i].says);
  }

  /// What a key says; 0: nothing. O(length).
  [[nodiscard]] parts find(std::string_view key) const {
    for (const auto& e : entries_)
      if (e.key == key) return e.says;
    return 0;
  }

  /// A key of polku's own, without its prefix: "handovers" of "polku:handovers". Empty for all others.
  [[nodiscard]] std::string_view own(std::string_view key) const {
    const auto n = own_prefix_.size();
    return key.size() > n && key[n] == ':' && key.starts_with(own_prefix_) ? key.substr(n + 1) : std::string_view();
  }
  /// Whether the file declares polku's own extension.
  [[nodiscard]] bool is_own_file() const { return is_own_file_; }

  /// A trace, or an event, has this key, and it says this. Keeps what is needed to tell a caller who named a key that is
  /// nowhere which one was meant; costs nothing once every named key was seen.
  void see(bool is_of_trace, std::string_view key, parts says) {
    const auto of_level = static_cast<parts>(unseen_ & (is_of_trace ? only(client) : ~only(client)));
    if (of_level == 0) return;
    unseen_ = static_cast<parts>(unseen_ & ~(of_level & says));
    auto& seen = seen_[is_of_trace];
    constexpr std::size_t most = 200;
    if (seen.size() < most && std::find(seen.begin(), seen.end(), key) == seen.end()) seen.emplace_back(key);
  }
  /// \throws input_error where a key that the caller named is nowhere in the file.
  void require_named(std::string_view file) const {
    if (unseen_ == 0) return;
    const auto p = static_cast<std::size_t>(std::countr_zero(unseen_));
    const auto& seen = seen_[p == client];
    const auto nearest = nearest_name(keys_[p], seen);
    throw input_error(
        fmt::format("'{}' has no {} with the key '{}' for the {}; their keys are {}. Name the right one (--{} NAME){}", file,
                    p == client ? "trace" : "event", keys_[p], fields[p], listed(seen), fields[p],
                    nearest.empty() ? "" : fmt::format(". Is it '{}'?", nearest)));
  }

  /// The fields of records and their keys, for messages. Points have their time from the field "time".
  [[nodiscard]] std::vector<std::pair<std::string_view, std::string>> columns() const {
    std::vector<std::pair<std::string_view, std::string>> out;
    for (std::size_t p = 0; p < named_parts; ++p)
      if (!keys_[p].empty()) out.emplace_back(fields[p], keys_[p]);
    out.emplace_back("time", keys_[end]);
    return out;
  }

 private:
  static constexpr std::size_t named_parts = 9;
  static constexpr std::string_view fields[named_parts] = {"client", "service", "organisation", "role",     "worker",
                                                           "phase",  "start",   "end",          "lifecycle"};
  static constexpr std::string_view usual_keys[named_parts] = {"concept:name",    "concept:name",   "org:group",
                                                               "org:role",        "org:resource",   "polku:phase",
                                                               "start_timestamp", "time:timestamp", "lifecycle:transition"};

  struct entry {
    std::string key;
    parts says;
  };

  void add(std::string key, parts says) {
    for (auto& e : entries_)
      if (e.key == key) {
        e.says |= says;
        return;
      }
    entries_.push_back({std::move(key), says});
  }

  static std::string listed(const std::vector<std::string>& keys) {
    constexpr std::size_t most = 20;
    if (keys.empty()) return "none";
    std::string out;
    for (std::size_t i = 0; i < keys.size() && i < most; ++i) out += fmt::format("{}'{}'", i == 0 ? "" : ", ", keys[i]);
    return keys.size() > most ? out + " and more" : out;
  }

  std::string keys_[named_parts];
  std::vector<entry> entries_;
  std::string own_prefix_ = "polku";
  bool is_own_file_ = false;
  parts unseen_ = 0;  // named by the caller, not met yet
  std::vector<std::string> seen_[2];
};

}  // namespace polku::inline v0
