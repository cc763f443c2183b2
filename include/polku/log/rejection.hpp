// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/model/record.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace polku::inline v0 {

/// Why a record cannot be used.
enum class fault : std::uint8_t {
  none,
  no_client,
  no_service,
  no_time,
  no_party,
  no_kind,
  unreadable_time,
  no_such_day,
  skipped_hour,
  time_out_of_range,
  end_before_start,
  unknown_word,
  too_few_fields,
  too_many_fields,
  bad_quotes,
  row_too_long,
  nul_character,
};

/// The fact and the remedy, as one clause; says nothing of the record's content.
[[nodiscard]] constexpr std::string_view to_string(fault f) {
  constexpr std::string_view texts[] = {
      "usable",
      "the client is missing: every record needs one",
      "the service is missing: every episode needs one",
      "the time is missing: only an end may be empty",
      "the party is missing: give the organisation, service, role or worker meant",
      "the kind is missing: give one, such as 'job start' or 'exit'",
      "not a time: write 2022-09-05, 2022-09-05T08:00:00Z or 5.9.2022 08:00",
      "no such day or hour: the calendar does not have it",
      "no clock showed this time: it lies in the hour that is skipped when summer time begins; check the time zone",
      "the time lies outside the years 1400 to 9999: leave an end that is not known empty",
      "the end is before the start: swap them, or correct one",
      "not one of the words this column takes (manner: warm, cold, self; status: proposed, accepted, declined)",
      "the row has fewer fields than the header: look for a missing separator or an unclosed quote",
      "the row has more fields than the header: put quotes around a field that holds the separator",
      "a quote is not closed, or text stands behind a closing one: double the quotes that belong to the text",
      "the row is longer than 16 MiB: look for missing line breaks or an unclosed quote",
      "the row holds a NUL character: the file is damaged here; export it again",
  };
  return texts[static_cast<std::size_t>(f)];
}

/// A record that could not be used: which one, and why. The record's content is not kept.
struct rejection {
  std::uint64_t place = 0;  ///< the record's number from 0 in a range, its line from 1 in a file
  record_kind kind = record_kind::episodes;
  std::string_view column = {};  ///< which part of the record, such as "end"; empty: the whole. A literal.
  fault reason = fault::none;

  friend bool operator==(const rejection&, const rejection&) = default;
};

}  // namespace polku::inline v0
