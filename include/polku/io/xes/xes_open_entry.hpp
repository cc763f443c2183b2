// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/record_part.hpp>
#include <polku/io/record_words.hpp>
#include <polku/io/xes/xes_records.hpp>

#include <string>
#include <string_view>

namespace polku::inline v0 {

/// What the entries of a list of a trace are, by the list's key without its prefix; episodes: no list of polku's.
[[nodiscard]] constexpr record_kind kind_of_xes_list(std::string_view own_key) {
  if (own_key == "handovers") return record_kind::handovers;
  if (own_key == "milestones") return record_kind::milestones;
  if (own_key == "plans") return record_kind::plans;
  return own_key == "consents" ? record_kind::consents : record_kind::episodes;
}

/// A handover, milestone, plan or consent while its attributes are read: an entry of a list, whose value is the time.
class xes_open_entry {
 public:
  void begin(record_kind kind, std::string_view at) {
    record_ = {.kind = kind, .at = {}};
    at_ = at;
    for (auto* text : {&until_, &manner_, &status_}) text->clear();
  }

  /// Takes a nested attribute, by its key without the prefix.
  void take(std::string_view own_key, std::string_view value) {
    if (own_key == "from" || own_key == "kind" || own_key == "party")
      record_.first = value;
    else if (own_key == "to" || own_key == "detail")
      record_.second = value;
    else if (own_key == "until")
      until_ = value;
    else if (own_key == "manner")
      manner_ = value;
    else if (own_key == "status")
      status_ = value;
  }

  /// The entry is over, and `out` is what it says. Where it cannot be used, `bad` is what stands in the attribute to blame,
  /// until the next `begin`.
  record_check end(record_part& part, xes_side_record& out, std::string_view& bad) {
    const bool has_validity = record_.kind == record_kind::plans || record_.kind == record_kind::consents;
    bad = at_;
    if (const auto check = part.read_begin(at_, has_validity ? "from" : "at", record_.at); !check) return check;
    bad = until_;
    if (has_validity)
      if (const auto check = part.read_end(until_, "until", record_.at, record_.until); !check) return check;
    bad = manner_;
    if (!read_word(manner_, manner_words, record_.manner)) return {fault::unknown_word, "manner"};
    bad = status_;
    if (!read_word(status_, handover_status_words, record_.status)) return {fault::unknown_word, "status"};
    out = record_;
    return {};
  }

 private:
  xes_side_record record_;
  std::string at_, until_, manner_, status_;  // as written
};

}  // namespace polku::inline v0
