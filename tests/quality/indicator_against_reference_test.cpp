// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Indicators against a slow implementation that goes through the days one by one, on random small logs.

#include "../days.hpp"
#include "../random_source.hpp"
#include "../rounds.hpp"

#include <polku/quality/evaluate_indicator.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace polku;
using polku_test::day;
using polku_test::number;
using polku_test::random_source;

constexpr int forever = 1000;

struct record {
  int client, start, end;  // the same where it happens; `forever`: open
  std::string name;        // a service, in capitals, or a milestone
};

struct small_log {
  std::vector<record> records;
  int clients = 0, cutoff = 0;

  [[nodiscard]] event_log made() const {
    log_builder builder;
    for (const auto& r : records) {
      const auto client = std::to_string(r.client);
      if (r.name == "A" || r.name == "B") {
        episode e{.client = client, .service = r.name, .start = day(r.start)};
        if (r.end != forever) e.end = day(r.end);
        (void)builder.add(e);
      } else {
        (void)builder.add(milestone{client, day(r.start), r.name});
      }
    }
    return builder.finish(day(cutoff));
  }
};

small_log random_log(random_source& random) {
  small_log out;
  const int clients = 1 + random.upto(4);
  for (int n = 1 + random.upto(14); n > 0; --n) {
    record r{random.upto(clients - 1), random.upto(40), 0,
             random.one_of<const char*>({"A", "B", "start", "start", "end", "exit"})};
    r.end = r.start;
    if (r.name == "A" || r.name == "B") r.end = random.one_in(4) ? forever : r.start + random.upto(12);
    out.records.push_back(r);
  }
  out.cutoff = 10 + random.upto(35);
  std::erase_if(out.records, [&](const record& r) { return r.start > out.cutoff; });
  for (auto& r : out.records)
    if (r.end > out.cutoff) r.end = forever;
  return out;
}

subject random_subject(random_source& random) {
  return random.one_of<subject>({in_service("A"), in_service("B"), in_any_service(), milestone_of("start"),
                                 milestone_of("end"), milestone_of("Exit"), milestone_of("unheard of")});
}

condition random_condition(random_source& random, int depth) {
  const auto part = [&] { return random_condition(random, depth - 1); };
  const int kind = random.upto(depth > 0 ? 8 : 5);
  const auto what = random_subject(random);
  const auto until = what.lasts() ? std::optional<subject>() : milestone_of("end");
  const int from = random.one_in(2) ? 0 : random.upto(5), within = from + random.upto(15);
  switch (kind) {
    case 0:
      return {};
    case 1:
      return happens(what, days(within), days(from));
    case 2:
      return happens_in_period(what);
    case 3:
      return happened_before(what, random.one_in(2) ? std::optional<duration>(days(within)) : std::nullopt);
    case 4:
      return is_active(what, days(within), until);
    case 5: {
      auto c = is_active_for(what, days(1 + random.upto(within - from)), days(within + 1), until);
      c.from = days(from);
      return c;
    }
    case 6:
      return part() && part();
    case 7:
      return part() || part();
    default:
      return !part();
  }
}

// Every statement of the definition, day by day.
class slow_reader {
 public:
  slow_reader(const small_log& log, int client, int begin, int end) : log_(log), begin_(begin), end_(end) {
    for (const auto& r : log.records)
      if (r.client == client) mine_.push_back(r);
    std::stable_sort(mine_.begin(), mine_.end(), [](const record& a, const record& b) { return a.start < b.start; });
  }

  [[nodiscard]] std::vector<int> starts(const subject& s) const {
    std::vector<int> out;
    for (const auto& r : records(s)) out.push_back(r.start);
    return out;
  }

  // 1 yes, 0 no, -1 not decided.
  [[nodiscard]] int holds(const condition& c, int t) const {
    const int from = t + static_cast<int>(number(c.from));
    const int last = c.within ? t + static_cast<int>(number(*c.within)) : forever;
    std::vector<int> parts;
    for (const auto& p : c.of) parts.push_back(holds(p, t));
    const auto has = [&](int v) { return std::find(parts.begin(), parts.end(), v) != parts.end(); };
    const auto begins_in = [&](int a, int b) {
      for (const int s : starts(*c.what))
        if (a <= s && s <= b) return true;
      return false;
    };
    switch (c.kind) {
      case condition_kind::always:
        return 1;
      case condition_kind::all_of:
        return has(0) ? 0 : has(-1) ? -1 : 1;
      case condition_kind::any_of:
        return has(1) ? 1 : has(-1) ? -1 : 0;
      case condition_kind::none_of:
        return has(1) ? 0 : has(-1) ? -1 : 1;
      case condition_kind::happens:
        return begins_in(from, last) ? 1 : last < log_.cutoff ? 0 : -1;
      case condition_kind::happens_in_period:
        return begins_in(begin_, end_ - 1) ? 1 : end_ <= log_.cutoff ? 0 : -1;
      case condition_kind::happened_before:
        return begins_in(c.within ? t - static_cast<int>(number(*c.within)) : -forever, t - 1) ? 1 : 0;
      case condition_kind::is_active:
        return from > log_.cutoff ? -1 : is_active(c, from) ? 1 : from == log_.cutoff ? -1 : 0;
      case condition_kind::is_active_for: {
        const int wanted = static_cast<int>(number(*c.at_least));
        int active = 0, possible = 0;  // the day that begins at the cutoff is not known
        for (int d = from; d < last; ++d) {
          active += d < log_.cutoff && is_active(c, d) ? 1 : 0;
          possible += d >= log_.cutoff || is_active(c, d) ? 1 : 0;
        }
        return active >= wanted ? 1 : possible >= wanted ? -1 : 0;
      }
    }
    return -1;
  }

  // Nothing that may yet be recorded, at the cutoff or after it, could matter.
  [[nodiscard]] bool is_over(const condition& c, int t) const {
    for (const auto& p : c.of)
      if (!is_over(p, t)) return false;
    const int within = c.within ? t + static_cast<int>(number(*c.within)) : 0;
    return c.kind == condition_kind::happens             ? within < log_.cutoff
           : c.kind == condition_kind::happens_in_period ? end_ - 1 < log_.cutoff
           : c.kind == condition_kind::is_active         ? t + static_cast<int>(number(c.from)) < log_.cutoff
           : c.kind == condition_kind::is_active_for     ? within - 1 < log_.cutoff
                                                         : true;
  }

 private:
  [[nodiscard]] std::vector<record> records(const subject& s) const {
    std::vector<record> out;
    for (const auto& r : mine_) {
      const bool is_service = r.name == "A" || r.name == "B";
      if (s.kind == subject_kind::any_service ? is_service : is_same_term(r.name, s.name)) out.push_back(r);
    }
    return out;
  }
  [[nodiscard]] bool is_active(const condition& c, int d) const {
    for (auto r : records(*c.what)) {
      if (c.until) {
        r.end = forever;
        for (const int e : starts(*c.until))
          if (e > r.start) r.end = std::min(r.end, e);
      }
      if (r.start <= d && d < r.end) return true;
    }
    return false;
  }

  const small_log& log_;
  int begin_, end_;
  std::vector<record> mine_;
};

struct slow_result {
  std::size_t numerator = 0, denominator = 0;
  std::map<std::string, std::size_t> excluded;
  std::vector<int> lengths;
};

slow_result evaluate_slowly(const small_log& log, const indicator& i, int begin, int end) {
  slow_result out;
  std::map<int, bool> clients;
  for (const auto& r : log.records) clients[r.client] = true;
  for (const auto& [client, is] : clients) {
    const slow_reader reader(log, client, begin, end);
    const auto all = reader.starts(i.event.what);
    std::vector<int> counted;
    for (std::size_t n = 0; n < all.size(); ++n) {
      const int at = all[n] + static_cast<int>(number(i.lag));
      if (at < begin || at >= end) continue;
      if (i.event.which == occurrence::first && n != 0) continue;
      if (i.event.which == occurrence::first_in_period && !counted.empty()) continue;
      counted.push_back(all[n]);
    }
    const auto what = to_string(i.event.what);
    if (counted.empty()) ++out.excluded[all.empty() ? "without " + what + " in the records" : "outside the period"];
    for (const int t : counted) {
      std::string reason;
      for (const auto& e : i.exclusions) {
        const int holds = reader.holds(e.when, t);
        if (holds == 0) continue;
        reason = holds == 1 ? e.reason : "not decided by the cutoff";
        break;
      }
      const int holds = reader.holds(i.counts, t);
      if (reason.empty() && (holds == -1 || (!i.counts_early && !reader.is_over(i.counts, t))))
        reason = "not decided by the cutoff";
      if (reason.empty() && i.until) {
        std::optional<int> until;
        for (const int e : reader.starts(*i.until))
          if (e >= t && !until) until = e;
        if (holds == 0)
          reason = "not: " + to_string(i.counts);
        else if (!until)
          reason = "without " + to_string(*i.until) + " by the cutoff";
        else
          out.lengths.push_back(*until - t);
      }
      if (!reason.empty()) {
        ++out.excluded[reason];
        continue;
      }
      ++out.denominator;
      out.numerator += holds == 1 ? 1 : 0;
    }
  }
  return out;
}

TEST(IndicatorAgainstReference, AgreesOnRandomLogsAndNobodyIsLost) {
  random_source random(20210228);
  int decided = 0, undecided = 0;
  for (int n = 0; n < polku_test::rounds(60'000); ++n) {
    const auto records = random_log(random);
    const auto log = records.made();
    indicator i{.id = "x", .name = "x", .event = {.what = random_subject(random)}};
    i.event.which = random.one_of({occurrence::first, occurrence::first_in_period, occurrence::each});
    i.lag = days(random.one_in(3) ? random.upto(10) : 0);
    i.counts = random_condition(random, 2);
    i.counts_early = random.one_in(2);
    for (int e = random.upto(2); e > 0; --e)
      i.exclusions.push_back({random_condition(random, 1), "reason " + std::to_string(e)});
    if (random.one_in(4)) {
      i.kind = random.one_in(2) ? indicator_kind::mean_days : indicator_kind::median_days;
      i.until = random_subject(random);
    }
    ASSERT_TRUE(find_problems(i).empty()) << find_problems(i).front().member << find_problems(i).front().fact;
    const int begin = random.upto(30), end = begin + 1 + random.upto(25);
    const auto slow = evaluate_slowly(records, i, begin, end);
    const auto r = evaluate(log, i, {"period", {day(begin), day(end)}});
    const auto what = [&] { return "log " + std::to_string(n) + ": " + to_string(i.counts); };
    ASSERT_EQ(r.numerator.count, slow.numerator) << what();
    ASSERT_EQ(r.denominator.count, slow.denominator) << what();
    std::map<std::string, std::size_t> excluded;
    std::size_t cases = r.denominator.count, clients = r.denominator.clients;
    for (const auto& e : r.excluded) {
      excluded[e.reason] = e.cases.count;
      cases += e.cases.count;
      clients += e.cases.clients;
    }
    ASSERT_EQ(excluded, slow.excluded) << what();
    if (i.event.which != occurrence::each) {
      ASSERT_EQ(cases, log.client_count()) << "each client is somewhere, once";
      ASSERT_EQ(clients, log.client_count());
    }
    ASSERT_EQ(r.is_complete, end <= records.cutoff);
    ASSERT_EQ(r.value.has_value(), r.denominator.count != 0) << what();
    if (i.until && r.value) {
      auto lengths = slow.lengths;
      std::sort(lengths.begin(), lengths.end());
      double sum = 0;
      for (const int l : lengths) sum += l;
      const auto m = lengths.size();
      EXPECT_DOUBLE_EQ(*r.value, i.kind == indicator_kind::mean_days ? sum / static_cast<double>(m)
                                                                     : (lengths[(m - 1) / 2] + lengths[m / 2]) / 2.0);
    }
    (r.denominator.count != 0 ? decided : undecided) += 1;
  }
  EXPECT_GT(decided, polku_test::rounds(3000));
  EXPECT_GT(undecided, polku_test::rounds(3000));
}

}  // namespace
