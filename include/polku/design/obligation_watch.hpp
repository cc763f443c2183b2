// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/design/client_state.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace polku::inline v0::detail {

// Follows a design's obligations along a path. What has to be remembered of the path is one bit of the state each, so an
// obligation for which there is no bit left, or of which a design without times and workers says nothing, is untold.
class obligation_watch {
 public:
  explicit obligation_watch(const design_index& index) : index_(&index) {
    const auto& design = index.design();
    for (const auto& s : design.steps)
      if (const auto to = index.place_of_service(s.to); s.handover.needs_consent && to != nowhere)
        unfollowed_consents_ += remember(consent_for(index.service_at(to).organisation)) ? 0 : 1;
    for (const auto& o : design.obligations) watched_.push_back(watch(o));
  }

  // Steps whose handover needs a consent for which there was no bit left.
  [[nodiscard]] std::size_t unfollowed_consents() const { return unfollowed_consents_; }
  [[nodiscard]] bool is_told(std::size_t obligation) const { return watched_[obligation].is_told; }

  // Whether something that a subject speaks of has ever begun. pre: it is remembered
  [[nodiscard]] bool has_been(const subject& x, const client_state& state) const {
    const auto at = std::find(remembered_.begin(), remembered_.end(), x) - remembered_.begin();
    return (state.facts >> static_cast<unsigned>(at) & 1) != 0;
  }
  [[nodiscard]] bool remembers(const subject& x) const {
    return std::find(remembered_.begin(), remembered_.end(), x) != remembered_.end();
  }

  // Whether what a subject speaks of is there: a service is active, a plan was made, a consent asked.
  [[nodiscard]] bool holds(const subject& x, const client_state& state) const {
    if (!lives_in_services(x)) return has_been(x, state);
    bool found = false;
    state.for_each_active([&](design_place s) { found = found || index_->matches(x, s); });
    return found;
  }

  // A service begins, by a step or (nowhere) otherwise; the state has it already. Calls `on_broken(obligation)`.
  template <class OnBroken>
  void enter(client_state& state, design_place s, design_place step, OnBroken on_broken) const {
    const auto begins = [&](const subject& x) {
      return index_->matches(x, s) || (step != nowhere && index_->matches_step(x, step));
    };
    for (std::size_t i = 0; i < remembered_.size(); ++i)
      if (begins(remembered_[i])) state.facts |= std::uint64_t{1} << i;
    for (std::size_t i = 0; i < watched_.size(); ++i) {
      const auto& w = watched_[i];
      if (!w.is_told) continue;
      const auto& o = *w.obligation;
      const bool is_x = begins(o.when);
      switch (o.form) {
        case obligation_form::preceded_by:
          if (is_x && !all_hold(o, state)) on_broken(i);
          break;
        case obligation_form::begins_within: {
          const bool is_y = begins(o.needed.front());
          if (is_y)
            state.facts &= ~w.bit;
          else if (is_x && !(o.counts_running && holds(o.needed.front(), state)))
            state.facts |= w.bit;
          break;
        }
        case obligation_form::stays_active:
          if (o.until_first && begins(*o.until_first)) state.facts &= ~w.bit;
          if (is_x) state.facts |= w.bit;
          break;
        case obligation_form::during_each:
          if (is_x) state.facts &= ~w.bit;
          if (begins(o.needed.front()) && holds(o.when, state)) state.facts |= w.bit;
          break;
        default:
          break;
      }
    }
  }

  // A service has been left; the state is without it.
  template <class OnBroken>
  void leave(const client_state& state, design_place s, OnBroken on_broken) const {
    for (std::size_t i = 0; i < watched_.size(); ++i) {
      const auto& w = watched_[i];
      if (w.is_told && w.obligation->form == obligation_form::during_each && index_->matches(w.obligation->when, s) &&
          (state.facts & w.bit) == 0)
        on_broken(i);
    }
  }

  // What is broken in a state as such: one that lasts, or one that the client only passes through.
  template <class OnBroken>
  void check(const client_state& state, bool lasts, OnBroken on_broken) const {
    for (std::size_t i = 0; i < watched_.size(); ++i) {
      const auto& w = watched_[i];
      if (!w.is_told) continue;
      const auto& o = *w.obligation;
      bool is_broken = false;
      switch (o.form) {
        case obligation_form::while_active:
          is_broken = holds(o.when, state) && !all_hold(o, state);
          break;
        case obligation_form::never_together:
          is_broken = holds(o.when, state) && all_hold(o, state);
          break;
        case obligation_form::stays_active:
          is_broken = !state.has_ended() && (state.facts & w.bit) != 0 && !all_hold(o, state);
          break;
        case obligation_form::begins_within:
          is_broken = lasts && (state.has_ended() || state.empty()) && (state.facts & w.bit) != 0;
          break;
        default:
          break;
      }
      if (is_broken) on_broken(i);
    }
  }

 private:
  struct watched {
    const polku::obligation* obligation;
    bool is_told;
    std::uint64_t bit = 0;
  };

  static bool lives_in_services(const subject& x) {
    return x.lasts() && x.kind != subject_kind::plan && x.kind != subject_kind::consent;
  }
  [[nodiscard]] bool all_hold(const obligation& o, const client_state& state) const {
    return std::all_of(o.needed.begin(), o.needed.end(), [&](const subject& y) { return holds(y, state); });
  }

  // How many services are what a subject speaks of; 0 where it speaks of something else.
  [[nodiscard]] std::size_t count_services(const subject& x) const {
    std::size_t n = 0;
    for (design_place s = 0; s < index_->design().services.size(); ++s)
      n += lives_in_services(x) && index_->matches(x, s) ? 1 : 0;
    return n;
  }

  bool remember(const subject& x) {
    if (remembers(x)) return true;
    if (remembered_.size() + bits_ >= 64) return false;
    remembered_.push_back(x);
    return true;
  }

  watched watch(const obligation& o) {
    if (o.form == obligation_form::at_most_every || o.form == obligation_form::at_least_every) return {&o, false};
    bool is_told = o.when.kind != subject_kind::worker && (!o.until_first || o.until_first->kind != subject_kind::worker);
    for (const auto& y : o.needed) {
      is_told = is_told && y.kind != subject_kind::worker && y.kind != subject_kind::receiver;
      if (is_told && !lives_in_services(y)) is_told = remember(y);
    }
    if (!lives_in_services(o.when) && is_of_two(o.form)) is_told = is_told && remember(o.when);
    switch (o.form) {
      case obligation_form::during_each:
        is_told = is_told && o.times == 1 && count_services(o.when) == 1;  // one bit cannot tell two of them apart
        [[fallthrough]];
      case obligation_form::begins_within:
        is_told = is_told && o.needed.size() == 1;
        [[fallthrough]];
      case obligation_form::stays_active:
        if (!is_told || remembered_.size() + bits_ >= 64) return {&o, false};
        return {&o, true, std::uint64_t{1} << (63 - bits_++)};
      default:
        return {&o, is_told};
    }
  }

  const design_index* index_;
  std::vector<subject> remembered_;  // bit i of the facts: the i-th has begun
  std::size_t bits_ = 0;             // taken from the top by obligations
  std::vector<watched> watched_;
  std::size_t unfollowed_consents_ = 0;
};

}  // namespace polku::inline v0::detail
