// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/pair_table.hpp>
#include <polku/core/term.hpp>
#include <polku/log/event_log.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace polku::inline v0 {

/// A handover as all its rows tell it.
struct joined_handover {
  time_point at;           ///< of its first row
  label from, to;          ///< in event_log::party_names(), as the first row has them
  polku::manner manner;    ///< the last one that is known
  handover_status status;  ///< of the last row

  friend bool operator==(const joined_handover&, const joined_handover&) = default;
};

namespace detail {

// Joins the rows of one client's handovers after another's.
class row_joiner {
 public:
  static constexpr std::size_t any_number = static_cast<std::size_t>(-1);

  // Of so many parties, as terms.
  explicit row_joiner(std::size_t terms) : last_(terms) {}

  // Another client.
  void begin(bool has_proposals) {
    has_proposals_ = has_proposals;
    joined_.clear();
    ++call_;
  }
  // The next row, in order of time, and its parties as terms. Returns the place of its handover. O(1).
  std::size_t add(const handover_row& row, label from, label to) {
    auto& last = last_(from, to);
    if (last.call != call_ || !has_proposals_ || row.status == handover_status::proposed) {
      last = {call_, joined_.size()};
      joined_.push_back({row.at, row.from, row.to, row.manner, row.status});
    } else {
      auto& h = joined_[last.place];
      h.status = row.status;
      if (row.manner != manner::unknown) h.manner = row.manner;
    }
    return last.place;
  }
  [[nodiscard]] const std::vector<joined_handover>& joined() const { return joined_; }

 private:
  struct latest {
    std::uint64_t call = 0;
    std::size_t place = 0;
  };

  bool has_proposals_ = false;
  pair_table<latest> last_;  // of the call that saw the pair last
  std::uint64_t call_ = 0;
  std::vector<joined_handover> joined_;
};

}  // namespace detail

/// Joins the rows of the recorded handovers of one client after another: those with the same two parties are one handover
/// until a new proposal. In a log without any proposal, where nobody followed what became of a handover, each row is one of
/// its own. Names are compared without regard to case, `_`, `-` and space.
class handover_joiner {
 public:
  /// `log` has to outlive it. O(handovers + names).
  explicit handover_joiner(const event_log& log) : log_(&log), rows_(0) {
    term_table terms;
    term_of_ = terms.intern_all(log.party_names());
    if (log.handovers().empty()) return;
    rows_ = detail::row_joiner(terms.size());
    for (const auto& h : log.handovers().all()) has_proposals_ = has_proposals_ || h.status == handover_status::proposed;
  }

  /// The client's handovers, in order of their first rows. Valid until the next call. O(rows).
  [[nodiscard]] std::span<const joined_handover> of(client_id client) {
    rows_.begin(has_proposals_);
    for (const auto& row : log_->handovers().of(client)) rows_.add(row, term(row.from), term(row.to));
    return rows_.joined();
  }

 private:
  [[nodiscard]] label term(label party) const { return party == label::none ? party : term_of_[index_of(party)]; }

  const event_log* log_;
  std::vector<label> term_of_;  // by party
  bool has_proposals_ = false;
  detail::row_joiner rows_;
};

}  // namespace polku::inline v0
