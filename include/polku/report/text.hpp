// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/visible_text.hpp>
#include <polku/report/findings.hpp>
#include <polku/report/summary.hpp>
#include <polku/version.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polku::inline v0 {

namespace detail {

class text_writer {
 public:
  explicit text_writer(const summary& s) : s_(s) {}

  std::string write(std::string_view title) {
    line("polku {}: {}", version, title);
    line("");
    write_log();
    if (s_.log.clients) {
      write_first();
      write_ping_pong();
      write_gaps();
      write_handovers();
      write_obligations();
      write_transitions();
    }
    write_footer();
    return std::move(out_);
  }

 private:
  static constexpr std::size_t most_rows = 3;     // of a table
  static constexpr std::size_t most_clients = 3;  // of a list of single clients

  // The one place where names get into the text.
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    append_visible(out_, std::exchange(heading_, {}) + fmt::format(format, std::forward<Args>(args)...));
    out_ += '\n';
  }
  // The next line begins with it, after an empty one.
  void head(std::string_view heading) {
    line("");
    heading_ = std::string(heading).append(": ");
  }

  // "5 loops", "1 loop", "· loops" where the figure is not shown.
  static std::string count(const figure& n, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", cell(n), noun(n, one, many));
  }
  static std::string_view noun(const figure& n, std::string_view one, std::string_view many) { return n == 1u ? one : many; }
  static std::string grouped(std::size_t n) {
    auto digits = std::to_string(n);
    for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3)
      digits.insert(static_cast<std::size_t>(i), 1, ' ');
    return digits;
  }
  static std::string days(double n) {
    return fmt::format("{:.{}f}", n, n == static_cast<double>(static_cast<long long>(n)) ? 0 : 1);
  }
  // In the unit that suits it: "12 days", "3.5 hours", "40 seconds".
  static std::string lasting(const shown_number& in_days) {
    if (!in_days) return "· days";
    const auto size = std::abs(*in_days);
    if (size == 0 || size >= 1) return days(*in_days) + (size == 1 ? " day" : " days");
    if (size >= 1 / 24.0) return fmt::format("{:.1f} hours", *in_days * 24);
    if (size >= 1 / 1440.0) return fmt::format("{:.0f} minutes", *in_days * 1440);
    return fmt::format("{:.0f} seconds", *in_days * 86'400);
  }
  static std::string cell(const figure& n) { return n ? grouped(*n) : "·"; }
  static std::string cell(const std::optional<double>& n) { return n ? days(*n) : "·"; }

  static std::string probability(const shown_number& p) {
    return !p ? "-" : *p == 0 ? "< 1e-300" : fmt::format("{:.2g}", *p);
  }

  // Text padded to a width in characters, cut with an ellipsis where it is longer.
  static std::string padded(std::string_view text, std::size_t width) {
    std::string out;
    std::size_t characters = 0;
    for (const char c : text) {
      const bool begins_character = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
      if (begins_character && ++characters == width) {
        std::size_t rest = 0;
        for (const char d : text.substr(out.size())) rest += (static_cast<unsigned char>(d) & 0xC0) != 0x80 ? 1 : 0;
        if (rest > 1) return out.append("…");
      }
      out += c;
    }
    return out + std::string(width - std::min(width, characters), ' ');
  }

  void write_log() {
    if (!s_.log.clients) {
      line(
          "Too few clients: nothing can be shown of them that does not tell of fewer than {}. --exact writes the internal "
          "version.",
          s_.min_cell);
      return;
    }
    const bool are_all_used = s_.log.rejected == 0 && s_.log.after_cutoff == std::size_t{0};
    const bool are_paired = s_.log.paired.value_or(0) != 0;
    line("{} of {}{}, {} to {}; observed to {}. Parties are {}s, read by {}.", count(s_.log.records, "record", "records"),
         count(s_.log.clients, "client", "clients"), are_all_used && !are_paired ? ", all that were read" : "",
         s_.log.first.value_or("-"), s_.log.last.value_or("-"), s_.log.cutoff.value_or("-"), s_.party, s_.reading);
    if (s_.log.rejected != 0)
      line("{} of {} records could not be used; the reasons stand below.", grouped(s_.log.rejected), cell(s_.log.rows));
    else if (!are_all_used)
      line("None of {} records read is rejected.", cell(s_.log.rows));
    else if (are_paired)
      line("All {} records read are used ({} as the ends of others).", cell(s_.log.rows), cell(s_.log.paired));
    if (s_.log.after_cutoff.value_or(1) != 0)
      line("{} begin after the cutoff and are left out.", count(s_.log.after_cutoff, "record", "records"));
    write_finding("without_party", "episode", "episodes", fmt::format("without {} form no stay", s_.party));
    write_finding("ties", "episode", "episodes", "at the same time as another party's: their order is that of the input");
    write_finding("duplicates", "episode is", "episodes are", "in the log twice");
    write_finding("overlaps", "episode begins", "episodes begin",
                  "while the client is in that very service and phase already");
    write_finding("past_exit", "episode runs", "episodes run", "past an exit and cut there");
    write_finding("unknown_phases", "episode is", "episodes are", "in a phase that the process does not know");
    write_finding("early_handovers", "handover lies", "handovers lie", "before the client's first episode");
    if (!s_.log.repeated_hours.empty())
      line("{} in the hour that clocks show twice in autumn: taken as summer time.",
           count(s_.log.repeated_hours.size(), "time lies", "times lie"));
  }

  // A sentence, and where that may be said the first clients it concerns.
  void write_finding(std::string_view name, std::string_view one, std::string_view many, std::string_view what) {
    const auto& finding = s_.log.finding(name);
    if (finding.count.value_or(1) == 0) return;
    std::string examples;
    for (std::size_t i = 0; i < finding.examples.size() && i < 3; ++i)
      examples += fmt::format("{}{} {}", i == 0 ? ": client " : ", ", finding.examples[i].client, finding.examples[i].at);
    if (finding.examples.size() > 3) examples += ", ...";
    line("{} {}{}.", count(finding.count, one, many), what, examples);
  }

  void write_first() {
    const auto worst = find_worst(s_);
    if (!worst.pair && !worst.gap && !worst.handover && !worst.obligation) return;
    line("");
    line("LOOK FIRST AT");
    if (const auto* p = worst.pair)
      line("  {} -> {}: {} of {} sent straight back, {:.1f} expected by chance (q {}).", p->from, p->via, cell(p->returns),
           cell(p->at_risk), *p->expected, probability(p->q));
    if (const auto* g = worst.gap)
      line("  {} -> {}: {} without support in {}.", g->before.value_or("(nothing)"), g->after.value_or("(nothing)"),
           lasting(g->days), count(g->clients, "client", "clients"));
    if (const auto* h = worst.handover)
      line("  {} -> {}: {} of {} lost.", h->from, h->to, cell(h->figures.lost),
           count(h->figures.count, "handover", "handovers"));
    if (const auto* o = worst.obligation)
      line("  {}: violated {}{}.", o->name, triggers_of(*o) ? fmt::format("{} of ", cell(o->violated)) : "",
           count(triggers_of(*o) ? triggers_of(*o) : o->violated, "time", "times"));
  }

  void write_ping_pong() {
    head("PING-PONG");
    if (s_.ping_pong.loops && *s_.ping_pong.loops == 0)
      line("no loop.");
    else
      line("{} in {}{}.", count(s_.ping_pong.loops, "loop", "loops"), count(s_.ping_pong.loop_clients, "client", "clients"),
           shapes());
    line("{} to a party by way of others, {} of them direct (A, B, A); {} with progress, {} concurrent; {}.",
         count(s_.ping_pong.returns, "return", "returns"), cell(s_.ping_pong.direct), cell(s_.ping_pong.with_progress),
         cell(s_.ping_pong.concurrent), count(s_.ping_pong.re_entries, "re-entry", "re-entries"));
    for (const auto& component : s_.graph.components)
      line("Clients can be sent round among: {}.", fmt::join(component, ", "));
    write_circuits();
    write_followed();
    write_return_pairs();
    auto worst = s_.ping_pong.loop_items;
    std::stable_sort(worst.begin(), worst.end(), [](const auto& a, const auto& b) { return a.bounces > b.bounces; });
    list("The worst", worst, [](const shown_loop& l) {
      return fmt::format("{} ({} from {} to {})", l.client,
                         l.bounces == 1 ? "1 bounce" : fmt::format("{} bounces", l.bounces), l.start, l.end);
    });
  }

  // The first few of a list of single clients, on one line.
  template <class Items, class Say>
  void list(std::string_view what, const Items& items, Say say) {
    if (items.empty()) return;
    std::vector<std::string> said;
    for (std::size_t i = 0; i < items.size() && i < most_clients; ++i) said.push_back(say(items[i]));
    line("{}{}: {}.", what, of(items.size(), most_clients), fmt::join(said, ", "));
  }

  [[nodiscard]] std::string shapes() const {
    std::vector<std::string> shapes;
    for (const auto& shape : s_.ping_pong.shapes) {
      auto name = std::string(to_string(shape.kind));
      std::replace(name.begin(), name.end(), '_', ' ');
      if (shape.loops.value_or(1) != 0) shapes.push_back(fmt::format("{} {}", cell(shape.loops), name));
    }
    if (shapes.empty()) return {};
    return fmt::format(": {}; median time from first leaving to last coming back {}", fmt::join(shapes, ", "),
                       lasting(s_.ping_pong.days_lost));
  }

  // The circuits that most clients walked as a whole.
  void write_circuits() {
    std::vector<std::string> walked;
    for (const auto& c : s_.graph.circuits)
      if (c.clients.value_or(0) != 0 && walked.size() < 3)
        walked.push_back(fmt::format("{}, {} ({})", fmt::join(c.parties, ", "), c.parties.front(), cell(c.clients)));
    if (!walked.empty()) line("Walked in full circle by most clients: {}.", fmt::join(walked, "; "));
  }

  void write_followed() {
    const auto& with = s_.ping_pong.with_loop_by_landmark;
    const auto& without = s_.ping_pong.without_loop_by_landmark;
    if (!with.outcomes || !without.outcomes || *with.clients == 0 || *without.clients == 0) return;
    if (*with.outcomes + *without.outcomes == 0) return;
    line("Of {} in a loop within their first {} days {} reached {} later, of {} not in one {}: figures, not effects.",
         count(with.clients, "client", "clients"), days(s_.options.landmark.in_days()), cell(with.outcomes),
         fmt::join(s_.options.ping_pong.progress.milestones, " or "), cell(without.clients), cell(without.outcomes));
  }

  // The pairs least likely by chance.
  void write_return_pairs() {
    auto pairs = s_.ping_pong.pairs;
    std::erase_if(pairs, [](const auto& p) { return !p.q || *p.q >= screening_level; });
    if (pairs.empty()) return;
    std::stable_sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return *a.q < *b.q; });
    line(
        "Sent straight back more often than chance would have it (q < 0.05; stays of one client are taken as independent):");
    for (std::size_t i = 0; i < pairs.size() && i < most_rows; ++i)
      line("  {} {} {:>6} of {:>6} back, {:.1f} expected, q {}, by clients p {}", padded(pairs[i].from, 24),
           padded(pairs[i].via, 24), cell(pairs[i].returns), cell(pairs[i].at_risk), *pairs[i].expected,
           probability(pairs[i].q), probability(pairs[i].p_clients));
    and_more(pairs.size());
  }

  void write_gaps() {
    head("GAPS IN SUPPORT");
    if (!s_.gaps.are_told) {
      line("not told, as all records are points, and no tolerance says after how many days silence is a gap.");
      return;
    }
    if (s_.gaps.count && *s_.gaps.count == 0) {
      line("none.");
      return;
    }
    line("{} in {}, {} in all: {} between services, {} before an exit, {} trailing, {} leading.",
         count(s_.gaps.count, "gap", "gaps"), count(s_.gaps.clients, "client", "clients"), lasting(s_.gaps.days),
         cell(s_.gaps.between), cell(s_.gaps.before_exit), cell(s_.gaps.trailing), cell(s_.gaps.leading));
    if (!s_.gaps.is_exit_known && s_.gaps.trailing.value_or(1) != 0)
      line("The log has no exits: whether those who trail off were left with nothing is not known.");
    auto pairs = s_.gaps.pairs;
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const auto& a, const auto& b) { return a.days.value_or(-1) > b.days.value_or(-1); });
    std::erase_if(pairs, [](const auto& p) { return !p.days; });
    for (std::size_t i = 0; i < pairs.size() && i < most_rows; ++i)
      line("  {} -> {} {:>7} {:<4} {:>7} {:<7} {:>13}", padded(pairs[i].before.value_or("(nothing)"), 24),
           padded(pairs[i].after.value_or("(nothing)"), 24), cell(pairs[i].count), noun(pairs[i].count, "gap", "gaps"),
           cell(pairs[i].clients), noun(pairs[i].clients, "client", "clients"), lasting(pairs[i].days));
    and_more(pairs.size());
    auto longest = s_.gaps.items;
    std::stable_sort(longest.begin(), longest.end(), [](const auto& a, const auto& b) { return a.days > b.days; });
    list("The longest", longest, [](const shown_gap& g) {
      return fmt::format("{} ({} from {}{})", g.client, lasting(g.days), g.start, g.is_censored ? ", not over" : "");
    });
  }

  void write_handovers() {
    const auto& h = s_.handovers;
    if (h.all.count.value_or(1) == 0 && h.worker_changes.value_or(0) == 0) return;
    head("HANDOVERS");
    if (h.all.count.value_or(1) != 0) {
      if (h.are_inferred)
        line("none is recorded; {} to another party in {} stand for them: {} overlapping.",
             count(h.all.count, "transition", "transitions"), count(h.all.clients, "client", "clients"),
             cell(h.all.overlapping));
      else
        line("{} in {}: {} warm, {} cold, {} alone; {} lost, {} pending, {} declined; {} without consent.",
             count(h.all.count, "handover", "handovers"), count(h.all.clients, "client", "clients"), cell(h.all.warm),
             cell(h.all.cold), cell(h.all.self), cell(h.all.lost), cell(h.all.pending), cell(h.all.declined),
             h.all.is_consent_known ? cell(h.all.without_consent) : "not known how many");
      if (h.all.latency.median)
        line("The receiver began after a median of {} (95 % within {}).", lasting(h.all.latency.median),
             lasting(h.all.latency.p95));
    }
    if (!h.are_inferred) write_lost_handovers();
    if (h.worker_changes.value_or(0) != 0)
      line("The worker, of whatever role, changed {} in {}: {} per client and year.",
           count(h.worker_changes, "time", "times"), count(h.worker_change_clients, "client", "clients"),
           h.worker_changes_per_year ? fmt::format("{:.2f}", *h.worker_changes_per_year) : "·");
  }

  void write_lost_handovers() {
    auto pairs = s_.handovers.pairs;
    std::erase_if(pairs, [](const auto& p) { return p.figures.lost.value_or(0) == 0; });
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const auto& a, const auto& b) { return *a.figures.lost > *b.figures.lost; });
    for (std::size_t i = 0; i < pairs.size() && i < most_rows; ++i)
      line("  {} -> {} {:>7} of {:>7} lost", padded(pairs[i].from, 24), padded(pairs[i].to, 24), cell(pairs[i].figures.lost),
           cell(pairs[i].figures.count));
    and_more(pairs.size());
  }

  void write_obligations() {
    if (s_.obligations.empty()) return;
    line("");
    line("OBLIGATIONS");
    for (const auto& o : s_.obligations) {
      if (o.status == evaluability::evaluated)
        line("  {} {:>5} met {:>5} violated {:>5} pending {:>5} lapsed{}", padded(o.name, 44), cell(o.met), cell(o.violated),
             cell(o.pending), cell(o.lapsed),
             o.unmatched.empty() ? "" : fmt::format(" (no record of {})", fmt::join(o.unmatched, ", ")));
      else if (o.status == evaluability::kinds_unknown)
        line("  {} cannot be told: the kinds of the organisations are not given", padded(o.name, 44));
      else
        line("  {} cannot be told: nothing of the sort is recorded ({})", padded(o.name, 44), o.obstacle.value_or(""));
    }
    std::vector<std::pair<const shown_obligation*, const shown_violation*>> longest;
    for (const auto& o : s_.obligations)
      for (const auto& v : o.items) longest.emplace_back(&o, &v);
    std::stable_sort(longest.begin(), longest.end(),
                     [](const auto& a, const auto& b) { return a.second->days > b.second->days; });
    list("Violated longest", longest, [](const auto& item) {
      const auto& [o, v] = item;
      return fmt::format("{} ({} from {}: {})", v->client, lasting(v->days), v->start, o->name);
    });
  }

  void write_transitions() {
    line("");
    auto edges = s_.graph.transitions;
    std::stable_sort(edges.begin(), edges.end(),
                     [](const auto& a, const auto& b) { return a.transitions.value_or(0) > b.transitions.value_or(0); });
    std::erase_if(edges, [](const auto& e) { return !e.transitions; });
    line("TRANSITIONS{}", edges.empty() ? ": none that may be shown." : of(edges.size(), most_rows));
    for (std::size_t i = 0; i < edges.size() && i < most_rows; ++i)
      line("  {} -> {} {:>7} {:>7} {:<8} median lag {:>10}", padded(edges[i].from, 24), padded(edges[i].to, 24),
           cell(edges[i].transitions), cell(edges[i].clients), noun(edges[i].clients, "client,", "clients,"),
           lasting(edges[i].lags.median));
  }

  void write_footer() {
    for (std::size_t i = 0; i < s_.log.rejects.size() && i < most_rows; ++i) {
      const bool has_value = !s_.log.rejected_values.empty() && !s_.log.rejected_values[i].empty();
      const auto value = has_value ? fmt::format(" ('{}')", s_.log.rejected_values[i]) : std::string();
      line("{}{}", describe(s_.log.files[s_.log.rejects[i].file], s_.log.rejects[i]), value);
    }
    and_more(s_.log.rejects.size());
    if (s_.is_shareable)
      line(
          "Shareable: figures that would tell of fewer than {} clients are left out (·). Two runs with different options "
          "can be subtracted from one "
          "another: share one.",
          s_.min_cell);
    else
      line("INTERNAL: exact figures and single clients. Do not pass on.");
  }

  // ", 3 of 20" where not all are listed.
  static std::string of(std::size_t rows, std::size_t most) {
    return rows > most ? fmt::format(", {} of {}", most, grouped(rows)) : std::string();
  }
  void and_more(std::size_t rows) {
    if (rows > most_rows) line("  ... and {} more", grouped(rows - most_rows));
  }

  const summary& s_;
  std::string out_, heading_ = {};
};

}  // namespace detail

/// The summary as some 40 lines of UTF-8 text, fit for a terminal whatever the names hold (see `append_visible`). `title`
/// says what was read.
[[nodiscard]] inline std::string to_text(const summary& s, std::string_view title) {
  return detail::text_writer(s).write(title);
}

}  // namespace polku::inline v0
