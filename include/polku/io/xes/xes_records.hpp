// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/input_error.hpp>
#include <polku/io/lifecycle.hpp>
#include <polku/io/read_log.hpp>
#include <polku/io/read_options.hpp>
#include <polku/io/record_part.hpp>
#include <polku/log/log_builder.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// An event of an XES log, its names numbered; the client is known when its trace ends.
struct xes_event : coded_episode {
  std::uint32_t line = 0;
  lifecycle_step step = lifecycle_step::other;
  bool is_paired = false;
  std::uint32_t beside = 0;  // of xes_records: what else there is to it, counted from 1
};

/// A record of another kind than an episode. Which texts it has depends on the kind: from and to, kind and detail, kind,
/// party.
struct xes_side_record {
  record_kind kind = record_kind::milestones;
  time_point at;
  std::optional<time_point> until = {};
  std::string first = {}, second = {};
  polku::manner manner = manner::unknown;
  handover_status status = handover_status::accepted;
};

/// Holds the records of a trace until the trace ends, then gives them to a log builder, or rejects them.
///
/// Starts and completes are paired within a client, in whichever of its traces they stand; a complete before the client's
/// first trace that has a start is a point, as in the many logs that have completes only, which are held no longer than
/// their trace. Those that wait for a pair reach the builder last, whatever their line. Memory: 56 bytes per event of the
/// trace, and per start or complete of clients with starts.
class xes_records {
 public:
  /// Both must outlive this.
  xes_records(record_part& part, const source_file& source, const read_options& options)
      : part_(&part), source_(&source), options_(&options) {}

  /// Of the record that was begun last.
  void hold(const xes_event& e) { held_.push_back(e); }
  void hold(xes_side_record r) { hold({{}, {}, std::move(r)}); }
  void hold_rejected(record_kind kind, const record_check& check, std::string_view value) {
    hold({check, std::string(value), {.kind = kind, .at = {}}});
  }

  /// The trace is over; an empty client is none.
  /// \throws input_error at the first rejected record where the options are strict; std::length_error as `log_builder::add`.
  void end_trace(std::string_view client) {
    if (held_.empty()) return;
    const auto id = client.empty() ? client_id{} : part_->records.client(client);
    const bool is_paired = !client.empty() && has_starts(id);
    for (auto& e : held_) {
      e.client = id;
      if (e.beside != 0)
        settle(beside_[e.beside - 1], client, e.line);
      else if (client.empty())
        reject(record_kind::episodes, {fault::no_client, "client"}, {}, e.line);
      else if (is_paired && e.step != lifecycle_step::other)
        to_pair_.push_back(e);
      else
        add(e);
    }
    held_.clear();
    beside_.clear();
  }

  /// All traces are over. Returns how many completes became the end of an episode.
  std::size_t finish() {
    const auto pairs = pair_lifecycles(to_pair_);
    for (auto& e : to_pair_)
      if (!e.is_paired) add(e);
    return pairs;
  }

 private:
  struct side {
    record_check check;  // why the record cannot be used
    std::string value;   // what it was rejected for
    xes_side_record record;
  };

  void hold(side s) {
    beside_.push_back(std::move(s));
    xes_event e{};
    e.line = part_->line();
    e.beside = static_cast<std::uint32_t>(beside_.size());
    held_.push_back(e);
  }

  bool has_starts(client_id c) {
    if (has_starts_.size() <= index_of(c)) has_starts_.resize(index_of(c) + 1);
    for (std::size_t i = 0; i < held_.size() && !has_starts_[index_of(c)]; ++i)
      has_starts_[index_of(c)] = held_[i].step == lifecycle_step::start;
    return has_starts_[index_of(c)];
  }

  void add(xes_event& e) {
    if (e.step != lifecycle_step::other && e.end == open_end) e.end = e.start;  // it has no complete: a point
    if (const auto check = part_->records.add(static_cast<const coded_episode&>(e), e.line); !check)
      reject(record_kind::episodes, check, {}, e.line);
  }

  // A bad time counts first, then a missing client, then all else: as in a table.
  void settle(const side& s, std::string_view client, std::uint32_t line) {
    const auto reason = s.check.reason;
    const bool counts_first = reason != fault::none && reason != fault::no_service && reason != fault::unknown_word;
    const auto check = counts_first || (!s.check && !client.empty()) ? s.check : add(s.record, client);
    if (!check) reject(s.record.kind, check, check.reason == reason ? s.value : std::string(), line);
  }

  record_check add(const xes_side_record& r, std::string_view client) {
    switch (r.kind) {
      case record_kind::handovers:
        return part_->records.add(handover{client, r.at, r.first, r.second, r.manner, r.status});
      case record_kind::milestones:
        return part_->records.add(milestone{client, r.at, r.first, r.second});
      case record_kind::plans:
        return part_->records.add(plan{client, r.first, r.at, r.until});
      case record_kind::consents:
        return part_->records.add(consent{client, r.first, r.at, r.until});
      case record_kind::episodes:
        break;
    }
    return {fault::no_client, "client"};  // an event that has other faults too
  }

  void reject(record_kind kind, const record_check& check, std::string_view value, std::uint32_t line) {
    part_->return_to_record(kind, line);
    part_->reject(check, value);
    if (options_->is_strict) throw input_error(describe(*source_, part_->rejected().back()));
  }

  record_part* part_;
  const source_file* source_;
  const read_options* options_;
  std::vector<xes_event> held_, to_pair_;
  std::vector<side> beside_;
  std::vector<bool> has_starts_;  // by client
};

}  // namespace polku::inline v0
