// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/design/state_space.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace polku::inline v0::detail {

// Finds circuits of states in which at least two organisations are left altogether and entered again. As neither the phase
// nor the dates of a state ever go back, no circuit makes progress.
class circuit_finder {
 public:
  struct circuit {
    state_space::number from;
    std::vector<design_event> events;
    std::vector<design_place> organisations;  // that are left and entered again, ascending
  };

  circuit_finder(const design_index& index, const state_space& space, std::size_t longest, std::size_t most)
      : index_(index), space_(space), longest_(longest), most_(most) {}

  // A short one for each set of organisations, the shortest of all among them; shortest first.
  [[nodiscard]] std::vector<circuit> find() {
    std::map<std::vector<design_place>, circuit> shortest;
    seen_.assign(2 * space_.size(), 0);
    for (number i = 0; i < space_.expanded() && looked_at_ <= budget; ++i) {
      const auto here = organisations_of(space_[i]);
      for (auto [e, last] = space_.edges_of(i); e != last; ++e) {
        const auto entered = first_not_in(organisations_of(space_[e->to]), here);
        if (entered == nowhere) continue;
        auto c = search(i, *e, entered);
        if (c.events.empty()) continue;
        auto& known = shortest[c.organisations];
        if (known.events.empty() || c.events.size() < known.events.size()) known = std::move(c);
      }
    }
    if (looked_at_ > budget) note_bound("not every state was tried as the start of a circuit");
    std::vector<circuit> found;
    found.reserve(shortest.size());
    for (auto& entry : shortest) found.push_back(std::move(entry.second));
    std::stable_sort(found.begin(), found.end(),
                     [](const circuit& a, const circuit& b) { return a.events.size() < b.events.size(); });
    if (found.size() > most_) {
      note_bound(
          fmt::format("{} more circuits between other organisations were found, and are not shown", found.size() - most_));
      found.resize(most_);
    }
    return found;
  }

  // As sentences.
  [[nodiscard]] const std::vector<std::string>& bounds() const { return bounds_; }

 private:
  using number = state_space::number;
  static constexpr std::size_t budget = 20'000'000;  // edges

  void note_bound(std::string sentence) {
    if (std::find(bounds_.begin(), bounds_.end(), sentence) == bounds_.end()) bounds_.push_back(std::move(sentence));
  }

  [[nodiscard]] std::vector<design_place> organisations_of(const client_state& state) const {
    std::vector<design_place> out;
    state.for_each_active([&](design_place s) {
      if (index_.organisation_of(s) != nowhere) out.push_back(index_.organisation_of(s));
    });
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
  static design_place first_not_in(const std::vector<design_place>& a, const std::vector<design_place>& b) {
    for (const auto o : a)
      if (!std::binary_search(b.begin(), b.end(), o)) return o;
    return nowhere;
  }
  [[nodiscard]] bool enters_another(number from, number to, design_place than) const {
    const auto before = organisations_of(space_[from]);
    for (const auto o : organisations_of(space_[to]))
      if (o != than && !std::binary_search(before.begin(), before.end(), o)) return true;
    return false;
  }

  // A shortest way from the end of an edge back to its start, on which another organisation is entered than by the edge.
  // Breadth first over states, twice each: before and after the other one was entered.
  circuit search(number start, const state_space::edge& first, design_place entered) {
    struct visit {
      number state;
      bool has_entered;
      std::uint32_t parent;
      design_event by;
    };
    if (longest_ < 2) return {};
    ++round_;
    std::vector<visit> open = {{first.to, enters_another(start, first.to, entered), 0, first.by}};
    seen_[2 * first.to + (open[0].has_entered ? 1 : 0)] = round_;
    std::size_t level_end = 1, depth = 1;
    for (std::size_t k = 0; k < open.size(); ++k) {
      if (k == level_end) {
        level_end = open.size();
        if (++depth >= longest_) {
          note_bound(fmt::format("circuits of more than {} steps were not looked for", longest_));
          break;
        }
      }
      const auto at = open[k];
      if (at.state >= space_.expanded()) continue;
      for (auto [e, last] = space_.edges_of(at.state); e != last; ++e) {
        if (++looked_at_ > budget) return {};
        const bool has = at.has_entered || enters_another(at.state, e->to, entered);
        if (e->to == start && has) return make(start, open, k, e->by);
        // Neither the phase nor the dates go back.
        if (space_[e->to].phase != space_[start].phase || space_[e->to].ended != space_[start].ended) continue;
        auto& seen = seen_[2 * e->to + (has ? 1 : 0)];
        if (std::exchange(seen, round_) == round_) continue;
        open.push_back({e->to, has, static_cast<std::uint32_t>(k), e->by});
      }
    }
    return {};
  }

  template <class Visits>
  circuit make(number start, const Visits& open, std::size_t k, design_event last) const {
    circuit out{start, {last}, {}};
    auto always = organisations_of(space_[start]), ever = always;
    for (;; k = open[k].parent) {
      out.events.push_back(open[k].by);
      const auto here = organisations_of(space_[open[k].state]);
      std::vector<design_place> both, either;
      std::set_intersection(always.begin(), always.end(), here.begin(), here.end(), std::back_inserter(both));
      std::set_union(ever.begin(), ever.end(), here.begin(), here.end(), std::back_inserter(either));
      always.swap(both);
      ever.swap(either);
      if (k == 0) break;
    }
    std::reverse(out.events.begin(), out.events.end());
    std::set_difference(ever.begin(), ever.end(), always.begin(), always.end(), std::back_inserter(out.organisations));
    return out;
  }

  const design_index& index_;
  const state_space& space_;
  std::size_t longest_, most_;
  std::size_t looked_at_ = 0;
  std::uint32_t round_ = 0;
  std::vector<std::uint32_t> seen_;  // by state, before and after: the last round that came there
  std::vector<std::string> bounds_;
};

}  // namespace polku::inline v0::detail
