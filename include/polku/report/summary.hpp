// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time_text.hpp>
#include <polku/io/read_log.hpp>
#include <polku/report/analyse.hpp>
#include <polku/report/disclosure.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

/// Who may see what is written.
struct disclosure_options {
  bool is_shareable = true;  ///< only aggregates; false: exact figures and lists of single clients
  std::size_t min_cell = 5;  ///< the smallest count of clients that a shareable version shows
};

/// The lags of an edge in days.
struct shown_lags {
  std::optional<double> min = {}, p5 = {}, median = {}, p95 = {}, max = {};
};
struct shown_party {
  std::string name;
  figure stays = {}, clients = {}, first = {}, last = {}, terminal = {}, re_entries = {};
  std::optional<double> days = {};
};
struct shown_transition {
  std::string from, to;
  figure transitions = {}, clients = {};
  shown_lags lags = {};
};
/// Direct returns from B to A, of those who came to B from A.
struct shown_return_pair {
  std::string from, via;  ///< A, B
  figure returns = {}, at_risk = {}, clients = {};
  std::optional<double> expected = {}, rate_low = {}, rate_high = {}, p = {}, q = {}, p_clients = {};
};
struct shown_gap_pair {
  std::optional<std::string> before, after;  ///< empty: none
  figure count = {}, clients = {};
  std::optional<double> days = {};
};
struct shown_loop {
  std::string client;
  std::vector<std::string> parties;
  std::size_t returns, bounces;
  std::string start, end;
};
struct shown_gap {
  std::string client;
  gap_kind kind;
  std::string start, end;
  double days;
  std::optional<std::string> before, after;
  bool is_censored;
};

/// Something about the log that may surprise, one of the members of `log_check`.
struct shown_finding {
  struct example {
    std::string client, at;
  };
  std::string_view name;  ///< a literal
  figure count = {}, clients = {};
  std::vector<example> examples = {};
};

/// The results as they may be written: every text and page is made of this and of nothing else. Figures that may not leave
/// are empty, and so are the lists of single clients in a shareable summary.
struct summary {
  bool is_shareable = true;
  std::size_t min_cell = 5;
  std::string party;
  std::string reading;
  analysis_options options = {};

  figure clients = {}, records = {}, after_cutoff = {};
  std::vector<shown_finding> findings = {};
  std::size_t rows = 0, rejected = 0, paired = 0;
  std::size_t episodes = 0, handovers = 0, milestones = 0, plans = 0, consents = 0;
  std::optional<std::string> first = {}, last = {}, cutoff = {};

  std::vector<shown_party> parties = {};
  std::vector<shown_transition> transitions = {};
  std::vector<std::vector<std::string>> components = {};
  figure ended_under_support = {};

  figure returns = {}, direct = {}, re_entries = {}, with_progress = {}, concurrent = {}, return_clients = {};

  std::vector<shown_return_pair> return_pairs = {};

  figure loops = {}, loop_clients = {};
  std::vector<shown_loop> loop_items = {};

  figure gaps = {}, gap_clients = {}, between = {}, before_exit = {}, trailing = {}, leading = {};
  std::optional<double> gap_days = {};
  bool is_exit_known = true;  ///< false: the log has no exits, so what follows a trailing gap is not known
  std::vector<shown_gap_pair> gap_pairs = {};
  std::vector<shown_gap> gap_items = {};

  std::vector<source_file> files = {};  ///< what the rejected records' file counts in
  std::vector<file_rejection> rejects = {};
  std::vector<std::string> rejected_values = {};  ///< beside `rejects`, in an internal summary of a log read so; else empty
  std::vector<repeated_hour> repeated_hours = {};

  /// \throws std::out_of_range where there is none of that name.
  [[nodiscard]] const shown_finding& finding(std::string_view name) const {
    for (const auto& f : findings)
      if (f.name == name) return f;
    throw std::out_of_range("polku: the summary has no finding of that name");
  }
};

namespace detail {

class summary_maker {
 public:
  summary_maker(const read_log& input, const analysis_results& results, const disclosure_options& options)
      : input_(input),
        log_(input.log),
        r_(results),
        d_(options.is_shareable ? disclosure(options.min_cell) : disclosure()),
        names_(log_.names(results.party)),
        all_(log_.client_count()) {
    out_.is_shareable = options.is_shareable;
    out_.min_cell = options.min_cell;
    out_.party = to_string(r_.party);
    out_.reading = to_string(r_.reading);
    out_.options = r_.options;
  }

  summary make() {
    show_log();
    if (!out_.is_shareable || !d_.is_small(all_)) {
      show_transitions();
      show_returns();
      show_return_pairs();
      show_loops();
      show_gaps();
    }
    return std::move(out_);
  }

 private:
  figure show(const counted& c) const { return d_.show(c, all_); }

  std::string name(label party) const {
    if (out_.is_shareable && r_.party == field::workers) return fmt::format("worker {}", index_of(party) + 1);
    return std::string(names_[party]);
  }
  std::optional<std::string> name_if_any(label party) const {
    return party == label::none ? std::nullopt : std::optional(name(party));
  }
  std::string time(time_point t) const { return to_string(t, log_.precision()); }

  void show_log() {
    out_.rows = input_.rows;
    out_.paired = input_.paired;
    out_.rejected = input_.rejected.size();
    out_.files = input_.files;
    out_.rejects = input_.rejected;
    if (!out_.is_shareable) out_.rejected_values = input_.rejected_values;
    out_.repeated_hours = input_.repeated_hours;
    for (const auto& [name, finding] : std::initializer_list<std::pair<std::string_view, const log_finding&>>{
             {"without_party", r_.check.without_party},
             {"ties", r_.check.ties},
             {"duplicates", r_.check.duplicates},
             {"overlaps", r_.check.overlaps},
             {"past_exit", r_.check.past_exit},
             {"unknown_phases", r_.check.unknown_phases},
             {"early_handovers", r_.check.early_handovers}})
      show_finding(name, finding);
    if (!d_.is_small(all_)) out_.clients = all_;
    if (d_.is_small(all_)) return;
    out_.records = log_.record_count();
    out_.episodes = log_.size();
    out_.handovers = log_.handovers().size();
    out_.milestones = log_.milestones().size();
    out_.plans = log_.plans().size();
    out_.consents = log_.consents().size();
    out_.after_cutoff = log_.after_cutoff();
    out_.cutoff = time(log_.cutoff());
    if (log_.empty()) return;
    auto first = log_.starts()[0], last = first;
    for (const auto t : log_.starts()) {
      first = std::min(first, t);
      last = std::max(last, t);
    }
    for (const auto t : log_.ends())
      if (t != open_end) last = std::max(last, t);
    for (const auto& m : log_.milestones().all()) last = std::max(last, m.at);
    for (const auto& h : log_.handovers().all()) last = std::max(last, h.at);
    out_.first = time(first);
    out_.last = time(last);
  }

  void show_finding(std::string_view name, const log_finding& finding) {
    auto& shown = out_.findings.emplace_back();
    shown.name = name;
    if (d_.is_small(all_)) return;
    shown.count = show(finding);
    shown.clients = show({finding.clients, finding.clients});
    if (out_.is_shareable) return;
    for (const auto& e : finding.examples) shown.examples.push_back({std::string(log_.name_of(e.client)), time(e.at)});
  }

  // Stays add up to transitions, first stays to clients: what is shown of a party must not tell a hidden transition.
  void show_transitions() {
    std::vector<pair_cell> cells;
    for (const auto& t : r_.transitions.transitions) cells.push_back({index_of(t.from), index_of(t.to), t.clients});
    const auto is_hidden = hide_pairs(d_, cells, all_);
    std::vector<char> has_hidden(names_.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& t = r_.transitions.transitions[i];
      auto& shown = out_.transitions.emplace_back(shown_transition{name(t.from), name(t.to)});
      if (is_hidden[i]) {
        has_hidden[index_of(t.from)] = has_hidden[index_of(t.to)] = true;
        continue;
      }
      shown.transitions = t.transitions;
      shown.clients = t.clients;
      shown.lags = lags(t);
    }
    show_parties(has_hidden);
    const bool is_any_hidden = std::find(has_hidden.begin(), has_hidden.end(), char{1}) != has_hidden.end();
    if (!is_any_hidden) out_.ended_under_support = show(r_.transitions.ended_under_support);
    show_components(is_hidden);
  }

  // A component tells that there are transitions among its parties, so none of those may be hidden.
  void show_components(const std::vector<char>& is_hidden) {
    for (const auto& component : r_.components) {
      const auto is_member = [&](label party) {
        return std::find(component.begin(), component.end(), party) != component.end();
      };
      bool may_be_shown = true;
      for (std::size_t i = 0; i < is_hidden.size(); ++i) {
        const auto& t = r_.transitions.transitions[i];
        may_be_shown = may_be_shown && !(is_hidden[i] && is_member(t.from) && is_member(t.to));
      }
      if (!may_be_shown) continue;
      auto& names = out_.components.emplace_back();
      for (const auto party : component) names.push_back(name(party));
    }
  }

  void show_parties(const std::vector<char>& has_hidden_transition) {
    std::vector<std::size_t> first, last;
    for (const auto& p : r_.transitions.parties) {
      first.push_back(p.first);
      last.push_back(p.last);
    }
    const auto first_is_hidden = d_.hide_parts(first, all_), last_is_hidden = d_.hide_parts(last, all_);
    for (std::size_t i = 0; i < first.size(); ++i) {
      const auto& p = r_.transitions.parties[i];
      auto& shown = out_.parties.emplace_back();
      shown.name = name(p.party);
      if (!d_.may_show(p.clients, all_)) continue;
      shown.clients = p.clients;
      shown.days = p.time.in_days();
      if (!first_is_hidden[i]) shown.first = p.first;
      if (!last_is_hidden[i]) shown.last = p.last;
      if (has_hidden_transition[index_of(p.party)]) continue;
      shown.stays = p.stays;
      shown.terminal = show(p.terminal);
      shown.re_entries = show(p.re_entries);
    }
  }

  // The smallest and the largest lag belong to single clients; from 20 clients on percentiles stand in for them.
  shown_lags lags(const transition_figures& t) const {
    constexpr std::size_t enough_clients = 20;
    const auto s = summarise(t.lags);
    if (!out_.is_shareable) return {s.min, s.p5, s.median, s.p95, s.max};
    if (t.clients < enough_clients) return {{}, {}, s.median, {}, {}};
    return {s.p5, s.p5, s.median, s.p95, s.p95};
  }

  void show_returns() {
    const auto& r = r_.returns;
    out_.returns = show(r.total);
    out_.return_clients = show({r.total.clients, r.total.clients});
    out_.direct = show(r.direct);
    out_.re_entries = show(r.re_entries);
    out_.with_progress = show(r.with_progress);
    out_.concurrent = show(r.concurrent);
  }

  // A pair is hidden with its transition there or back, which it would tell.
  void show_return_pairs() {
    const auto is_transition_hidden = [&](label from, label to) {
      for (const auto& t : out_.transitions)
        if (t.from == name(from) && t.to == name(to)) return !t.transitions.has_value();
      return false;
    };
    std::vector<pair_cell> cells;
    for (const auto& p : r_.return_pairs) {
      const auto& o = p.observed;
      const auto others = o.at_risk.clients - o.returns.clients;
      const bool tells = d_.is_small(o.returns.clients) || d_.is_small(others) || is_transition_hidden(o.from, o.via) ||
                         is_transition_hidden(o.via, o.from);
      cells.push_back({index_of(o.from), index_of(o.via), o.at_risk.clients, out_.is_shareable && tells});
    }
    const auto is_hidden = hide_pairs(d_, cells, all_);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& p = r_.return_pairs[i];
      auto& shown = out_.return_pairs.emplace_back(shown_return_pair{name(p.observed.from), name(p.observed.via)});
      if (is_hidden[i]) continue;
      shown.returns = p.observed.returns.count;
      shown.at_risk = p.observed.at_risk.count;
      shown.clients = p.observed.at_risk.clients;
      shown.expected = p.expected;
      shown.rate_low = p.rate_interval.low;
      shown.rate_high = p.rate_interval.high;
      shown.p = p.p;
      shown.q = p.q;
      shown.p_clients = p.p_clients;
    }
  }

  void show_loops() {
    out_.loops = show({r_.loops.size(), r_.loops.client_count()});
    out_.loop_clients = show({r_.loops.client_count(), r_.loops.client_count()});
    if (out_.is_shareable) return;
    for (const auto l : r_.loops) {
      auto& shown = out_.loop_items.emplace_back(
          shown_loop{std::string(log_.name_of(l.client)), {}, l.returns, l.bounces(), time(l.start()), time(l.end())});
      for (const auto party : l.parties()) shown.parties.push_back(name(party));
    }
  }

  void show_gaps() {
    const auto& g = r_.gaps;
    out_.is_exit_known = r_.has_exits;
    out_.gaps = show(g.total);
    out_.gap_clients = show({g.total.clients, g.total.clients});
    if (out_.gaps) {
      out_.gap_days = g.length.in_days();
      std::vector<std::size_t> clients;
      for (const auto& kind : g.of_kind) clients.push_back(kind.clients);
      const auto is_hidden = d_.hide_parts(clients, all_);
      figure* const shown[] = {&out_.between, &out_.before_exit, &out_.trailing, &out_.leading};
      for (std::size_t k = 0; k < 4; ++k)
        if (!is_hidden[k]) *shown[k] = g.of_kind[k].count;
    }
    // Rows and columns have totals that are known: trailing gaps are those with nothing after, leading ones with nothing
    // before.
    std::vector<pair_cell> cells;
    for (const auto& p : g.pairs) cells.push_back({index_of(p.before), index_of(p.after), p.clients});
    const auto is_hidden = hide_pairs(d_, cells, all_);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& p = g.pairs[i];
      auto& shown = out_.gap_pairs.emplace_back(shown_gap_pair{name_if_any(p.before), name_if_any(p.after)});
      if (is_hidden[i]) continue;
      shown.count = p.count;
      shown.clients = p.clients;
      shown.days = p.length.in_days();
    }
    if (out_.is_shareable) return;
    for (const auto& gap : r_.gap_list)
      out_.gap_items.push_back({std::string(log_.name_of(gap.client)), gap.kind, time(gap.start), time(gap.end),
                                gap.length().in_days(), name_if_any(gap.before), name_if_any(gap.after), gap.is_censored()});
  }

  const read_log& input_;
  const event_log& log_;
  const analysis_results& r_;
  disclosure d_;
  const label_table& names_;
  std::size_t all_;
  summary out_;
};

}  // namespace detail

/// What may be written of the results, by the options. O(results).
[[nodiscard]] inline summary summarise(const read_log& input, const analysis_results& results,
                                       const disclosure_options& options = {}) {
  return detail::summary_maker(input, results, options).make();
}

}  // namespace polku::inline v0
