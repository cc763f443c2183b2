// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/analysis/scan.hpp>
#include <polku/analysis/transitions.hpp>
#include <polku/core/term.hpp>
#include <polku/support/joined_handovers.hpp>
#include <polku/support/party_stretches.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace polku::inline v0 {

/// When a handover is lost, and what stands for handovers where none are recorded.
struct handover_options {
  /// A receiver that has not begun within this time has lost the client.
  duration horizon = days{90};
  /// Of the transitions that stand for handovers where none are recorded.
  transition_options transitions = {};
};

/// What became of a handover.
enum class handover_outcome : std::uint8_t {
  picked_up,  ///< the receiver began within the horizon, both ends included, or was there already
  lost,       ///< it did not
  pending,    ///< it has not, and the horizon reaches the cutoff
  declined,   ///< as the last row says; never lost
};

[[nodiscard]] constexpr std::string_view to_string(handover_outcome o) {
  constexpr std::string_view names[] = {"picked up", "lost", "pending", "declined"};
  return names[static_cast<std::size_t>(o)];
}

/// Whether the client had consented that the receiver is told.
enum class consent_state : std::uint8_t {
  given,    ///< at the time of the handover one of the receiver's consents held
  missing,  ///< none did
  unknown,  ///< the log has no consents
};

[[nodiscard]] constexpr std::string_view to_string(consent_state s) {
  constexpr std::string_view names[] = {"given", "missing", "unknown"};
  return names[static_cast<std::size_t>(s)];
}

/// A handover and what became of it.
struct handover_finding {
  client_id client;
  time_point at;   ///< of the proposal, or of its first row; of an inferred one, the end of the stay that was left
  label from, to;  ///< in the names that come with it
  polku::manner manner;
  handover_status status;  ///< of the last row
  handover_outcome outcome;
  consent_state consent;
  std::optional<duration>
      latency;             ///< from `at` to the receiver's first start at or after it; 0 where it was active already
  bool is_overlapping;     ///< the receiver was active already
  bool is_receiver_known;  ///< some episode of the log is the receiver's

  friend bool operator==(const handover_finding&, const handover_finding&) = default;
};

namespace detail {

// What became of a handover to a receiver, given as a term, that has services.
inline void judge_handover(handover_finding& f, label receiver, const party_stretches& services, duration horizon,
                           time_point cutoff) {
  f.is_overlapping = services.lasts_over(receiver, f.at);
  if (f.is_overlapping)
    f.latency = duration{};
  else if (const auto start = services.first_start(receiver, f.at))
    f.latency = *start - f.at;
  if (f.status == handover_status::declined)
    f.outcome = handover_outcome::declined;
  else if (f.latency && *f.latency <= horizon)
    f.outcome = handover_outcome::picked_up;
  else
    f.outcome = horizon >= cutoff - f.at ? handover_outcome::pending : handover_outcome::lost;
}

}  // namespace detail

/// Finds the handovers of one client after another.
///
/// A receiver's episodes are those of the pathways' party with its name, else of the organisation with its name; ASCII case,
/// `_`, `-` and space do not matter.
class handover_finder {
 public:
  /// Refers to the pathways, which have to outlive it.
  /// \throws std::invalid_argument where handovers have to be inferred and the pathways are not read by coverage, or the
  /// horizon is negative.
  handover_finder(const pathways& paths, const handover_options& options)
      : paths_(&paths), options_(options), joiner_(paths.log()), names_(paths.names()) {
    detail::require_not_negative(options.horizon, "the horizon of handovers, how long a receiver may take,");
    const auto& log = paths.log();
    if (are_inferred() && paths.how() != reading::coverage)
      throw std::invalid_argument(
          "polku: handovers are inferred by coverage: give the tally paths.read_as(reading::coverage)");
    term_table terms;
    std::vector<label> first_of;  // by term: the first name that is it
    term_of_party_ = terms.intern_all(paths.names());
    term_of_organisation_ = terms.intern_all(log.names(field::organisations));
    term_of_name_ = terms.intern_all(log.party_names());
    first_of.assign(terms.size(), label::none);
    const auto see = [&](label term, label name) {
      if (first_of[index_of(term)] == label::none) first_of[index_of(term)] = name;
    };
    for (std::uint32_t l = 0; l < term_of_party_.size(); ++l) see(term_of_party_[l], label{l});
    // What no party is called gets a label after theirs.
    for (std::uint32_t l = 0; l < term_of_name_.size(); ++l)
      if (first_of[index_of(term_of_name_[l])] == label::none)
        see(term_of_name_[l], names_.intern(log.party_names()[label{l}]));
    for (const auto term : term_of_name_) label_of_name_.push_back(first_of[index_of(term)]);
    is_party_.resize(terms.size());
    is_organisation_.resize(terms.size());
    const auto mark = [](std::vector<char>& out, std::span<const label> column, const std::vector<label>& term_of) {
      for (const auto l : column)
        if (l != label::none) out[index_of(term_of[index_of(l)])] = true;
    };
    if (are_inferred()) return;
    mark(is_party_, paths.parties().labels(), term_of_party_);
    mark(is_organisation_, log.labels(field::organisations), term_of_organisation_);
  }

  /// Whether the log has no handovers, so that transitions stand for them.
  [[nodiscard]] bool are_inferred() const { return paths_->log().handovers().empty(); }
  /// The names of the pathways' parties, by their labels, then those of others that handovers name.
  [[nodiscard]] const label_table& names() const { return names_; }

  /// Calls `on_handover(const handover_finding&)` for each of the client's handovers, in order. O((h + m) log m) for h
  /// handovers and m records.
  template <class OnHandover>
  void for_each(const client_history& h, OnHandover on_handover) {
    look_at_consents(h.client);
    if (are_inferred()) return infer(h, on_handover);
    const auto joined = joiner_.of(h.client);
    if (joined.empty()) return;
    look_at_episodes(h);
    for (const auto& row : joined) on_handover(look_at(h, row));
  }

 private:
  [[nodiscard]] handover_finding look_at(const client_history& h, const joined_handover& row) const {
    const auto label_of = [&](label name) { return name == label::none ? name : label_of_name_[index_of(name)]; };
    const auto term = row.to == label::none ? label::none : term_of_name_[index_of(row.to)];
    const bool is_party = term != label::none && is_party_[index_of(term)];
    handover_finding f{h.client,
                       row.at,
                       label_of(row.from),
                       label_of(row.to),
                       row.manner,
                       row.status,
                       handover_outcome::pending,
                       consent_of(term, row.at),
                       {},
                       false,
                       is_party || (term != label::none && is_organisation_[index_of(term)])};
    detail::judge_handover(f, term, is_party ? of_parties_ : of_organisations_, options_.horizon, paths_->log().cutoff());
    return f;
  }

  void look_at_episodes(const client_history& h) {
    const auto start = paths_->log().starts(), end = paths_->log().ends();
    const auto fill = [&](detail::party_stretches& out, std::span<const label> column, const std::vector<label>& term_of) {
      out.clear();
      if (column.empty()) return;
      for (auto i = h.episodes.first; i != h.episodes.last; ++i)
        if (column[i] != label::none) out.add(term_of[index_of(column[i])], start[i], end[i]);
      out.arrange();
    };
    fill(of_parties_, paths_->parties().labels(), term_of_party_);
    fill(of_organisations_, paths_->log().labels(field::organisations), term_of_organisation_);
  }

  void look_at_consents(client_id client) {
    consents_.clear();
    for (const auto& c : paths_->log().consents().of(client))
      if (c.party != label::none) consents_.add(term_of_name_[index_of(c.party)], c.validity.start, c.validity.end);
    consents_.arrange();
  }
  [[nodiscard]] consent_state consent_of(label receiver, time_point at) const {
    if (paths_->log().consents().empty()) return consent_state::unknown;
    return consents_.is_active_at(receiver, at) ? consent_state::given : consent_state::missing;
  }

  template <class OnHandover>
  void infer(const client_history& h, OnHandover on_handover) {
    found_.clear();
    stays_.clear();
    for (const auto& s : h.stays) stays_.add(s.party, s.start, s.end);
    stays_.arrange();
    auto supported_until = before_all_times;
    for (std::size_t i = 0; i < h.stays.size(); ++i) {
      const auto& left = h.stays[i];
      for_each_successor(
          h.stays, i, supported_until, options_.transitions.max_wait,
          [&](std::size_t j) {
            const auto& next = h.stays[j];
            if (next.party == left.party) return;
            handover_finding f{h.client,
                               left.end,
                               left.party,
                               next.party,
                               manner::unknown,
                               handover_status::accepted,
                               handover_outcome::pending,
                               consent_of(term_of_party_[index_of(next.party)], left.end),
                               {},
                               false,
                               true};
            const auto no_horizon = open_end - left.end;  // an inferred one cannot be lost
            detail::judge_handover(f, next.party, stays_, no_horizon, open_end);
            found_.push_back(f);
          },
          [](bool) {});
      supported_until = std::max(supported_until, left.end);
    }
    std::stable_sort(found_.begin(), found_.end(),
                     [](const handover_finding& a, const handover_finding& b) { return a.at < b.at; });
    for (const auto& f : found_) on_handover(f);
  }

  const pathways* paths_;
  handover_options options_;
  handover_joiner joiner_;
  label_table names_;
  std::vector<label> term_of_party_, term_of_organisation_, term_of_name_;
  std::vector<label> label_of_name_;              // by party_names(), in names_
  std::vector<char> is_party_, is_organisation_;  // by term: whether any episode is of such a one
  std::vector<handover_finding> found_;

  // Of the client at hand, by term.
  detail::party_stretches of_parties_, of_organisations_, consents_;
  detail::party_stretches stays_;  // by party, where handovers are inferred
};

}  // namespace polku::inline v0
