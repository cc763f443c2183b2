// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "linear_program.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace polku_test {

/// Reads a shareable report and knows the definitions: writes down what holds among its figures, by the definitions alone,
/// and asks how far every figure that is not printed can go.
class adversary {
 public:
  using json = nlohmann::ordered_json;

  /// \param is_one_after_the_other the adversary happens to know that nobody's episodes overlap
  adversary(const json& printed, const json& exact, bool is_one_after_the_other)
      : r_(printed), exact_(exact), is_plain_(is_one_after_the_other), is_coverage_(printed["reading"] == "coverage") {
    if (r_["log"]["clients"].is_null()) return;
    log();
    graph();
    returns();
    loops();
    gaps();
    handovers();
    obligations();
  }

  struct finding {
    std::string figure;
    double truth;
  };
  struct outcome {
    std::size_t attacked = 0;
    std::vector<finding> recovered = {}, mistaken = {};  ///< mistaken: the truth is out of range, so the adversary is wrong
  };
  [[nodiscard]] outcome attack() {
    outcome out;
    std::vector<std::size_t> asked;
    for (const auto& h : hidden_) asked.push_back(h.unknown);
    out.attacked = asked.size();
    const auto ranges = program_.find_ranges(asked);
    if (!ranges) {
      out.mistaken.push_back({"everything", 0});
      return out;
    }
    for (std::size_t i = 0; i < hidden_.size(); ++i) {
      const auto low = (*ranges)[i].low + hidden_[i].least, high = (*ranges)[i].high + hidden_[i].least;
      if (hidden_[i].truth < hidden_[i].least - 1e-6) out.mistaken.push_back({hidden_[i].name, hidden_[i].truth});
      if (high - low >= 1) continue;  // perhaps not the whole range
      if (hidden_[i].truth < low - 1e-6 || hidden_[i].truth > high + 1e-6)
        out.mistaken.push_back({hidden_[i].name, hidden_[i].truth});
      const bool is_told = hidden_[i].is_count ? std::floor(high + 1e-6) <= std::ceil(low - 1e-6) : high - low < 1e-6;
      if (is_told && hidden_[i].truth != 0) out.recovered.push_back({hidden_[i].name, hidden_[i].truth});
    }
    return out;
  }

 private:
  // A number known, or an unknown one beyond its least value.
  struct value {
    double known = 0;
    std::vector<std::pair<std::size_t, double>> unknown = {};
  };
  friend value operator*(double f, value v) {
    v.known *= f;
    for (auto& [x, c] : v.unknown) c *= f;
    return v;
  }
  friend value operator+(value a, const value& b) {
    a.known += b.known;
    a.unknown.insert(a.unknown.end(), b.unknown.begin(), b.unknown.end());
    return a;
  }
  friend value operator-(value a, const value& b) { return std::move(a) + -1.0 * b; }

  value free() { return {0, {{program_.add_unknown(), 1}}}; }
  void equal(const value& a, const value& b) {
    const auto d = a - b;
    linear_program::terms t;
    for (const auto& [x, c] : d.unknown) t[x] += c;
    std::erase_if(t, [](const auto& term) { return term.second == 0; });
    program_.add_equation(std::move(t), -d.known);
  }
  void at_most(const value& a, const value& b) { equal(a + free(), b); }

  // A figure of the report: what is suppressed is at least `least`, as zero is shown.
  value figure(const json& printed, const json& exact, const std::string& name, double least = 1, bool is_count = true) {
    if (!printed.is_null()) return {printed.get<double>(), {}};
    const auto x = program_.add_unknown();
    hidden_.push_back({name, x, least, exact.is_null() ? 0 : exact.get<double>(), is_count});
    return {least, {{x, 1}}};
  }
  static const json& of(const json& rows, std::initializer_list<std::pair<const char*, json>> keys) {
    static const json none;
    for (const auto& row : rows) {
      bool is_same = true;
      for (const auto& [key, wanted] : keys) is_same = is_same && row[key] == wanted;
      if (is_same) return row;
    }
    return none;
  }

  void log() {
    const auto& l = r_["log"];
    const auto& e = exact_["log"];
    clients_ = {l["clients"].get<double>(), {}};
    value kinds;
    for (const char* kind : {"episodes", "handovers", "milestones", "plans", "consents"}) {
      log_[kind] = figure(l[kind], e[kind], std::string("log.").append(kind));
      kinds = kinds + log_[kind];
    }
    const auto records = figure(l["records"], e["records"], "log.records");
    equal(records, kinds);
    equal(figure(l["read"], e["read"], "log.read"), records +
                                                        figure(l["after_cutoff"], e["after_cutoff"], "log.after_cutoff") +
                                                        value{l["paired"].get<double>() + l["rejected"].get<double>(), {}});
  }

  struct party {
    value stays, clients, first, last, terminal, re_entries, in = {}, out = {}, clients_in = {}, end = {};
  };
  struct edge {
    value transitions, clients, carried, carried_clients, over = {};  // over: by circuits
  };

  void graph() {
    const auto& g = r_["graph"];
    with_stay_ = free();
    at_most(with_stay_, clients_);
    value first, last, clients, ends;
    for (std::size_t i = 0; i < g["vertices"].size(); ++i) {
      const auto& v = g["vertices"][i];
      const auto& e = exact_["graph"]["vertices"][i];
      const auto name = v["party"].get<std::string>();
      const auto at = [&](const char* what, double least) {
        return figure(v[what], e[what], std::string(name).append(".").append(what), least);
      };
      auto& p = parties_[name] = {at("stays", 1), at("clients", 1),  at("first", 0),
                                  at("last", 0),  at("terminal", 0), at("re_entries", 0)};
      at_most(p.clients, p.stays);
      at_most(p.clients, with_stay_);
      at_most(p.first, p.clients);
      at_most(p.last, p.clients);
      at_most(p.terminal, p.stays);
      p.end = free();
      first = first + p.first;
      last = last + p.last;
      clients = clients + p.clients;
      ends = ends + p.end;
    }
    equal(first, with_stay_);
    equal(last, with_stay_);
    at_most(with_stay_, clients);
    for (std::size_t i = 0; i < g["edges"].size(); ++i) {
      const auto& v = g["edges"][i];
      const auto& e = exact_["graph"]["edges"][i];
      const auto from = v["from"].get<std::string>(), to = v["to"].get<std::string>();
      const auto at = [&](const char* what, double least) {
        return figure(v[what], e[what], std::string(from).append("->").append(to).append(".").append(what), least);
      };
      auto& t = edges_[{from, to}] = {at("transitions", 1), at("clients", 1), at("returns", 0), at("return_clients", 0)};
      auto &a = parties_.at(from), &b = parties_.at(to);
      at_most(t.clients, t.transitions);
      at_most(t.clients, a.clients);
      at_most(t.clients, b.clients);
      at_most(t.carried_clients, t.carried);
      at_most(t.carried_clients, t.clients);
      a.out = a.out + t.transitions;
      b.in = b.in + t.transitions;
      b.clients_in = b.clients_in + t.clients;
    }
    const auto under = figure(g["ended_under_support"], exact_["graph"]["ended_under_support"], "ended_under_support", 0);
    value all_under;
    for (auto& [name, p] : parties_) {
      if (is_coverage_) {
        const auto under_here = free(), still_open = free();
        all_under = all_under + under_here;
        const auto left = p.out + p.re_entries + p.terminal + still_open;
        at_most(p.stays, left + under_here);
        if (!is_plain_) continue;
        equal(p.stays, left);
        equal(p.last, p.terminal + still_open);
        equal(p.stays, p.in + p.re_entries + p.first);
      } else {
        equal(p.stays, p.in + p.first);
        equal(p.stays, p.out + p.end);
        at_most(p.clients, p.first + p.clients_in);
        if (is_plain_) equal(p.end, p.last);
      }
    }
    if (is_coverage_)
      equal(all_under, under);
    else
      equal(ends, with_stay_);
  }

  void returns() {
    const auto& r = r_["returns"];
    const auto at = [&](const char* what) {
      return figure(r[what], exact_["returns"][what], std::string("returns.").append(what), 0);
    };
    const auto total = at("total"), direct = at("direct"), re_entries = at("re_entries");
    returning_ = at("clients");
    at_most(at("with_progress"), total);
    at_most(at("concurrent"), total);
    at_most(direct, total);
    at_most(returning_, total);
    at_most(returning_, with_stay_);
    value again;
    for (const auto& [name, p] : parties_) again = again + p.stays - p.clients;
    equal(again, total + re_entries);
    const bool is_by_succession = !is_coverage_ || is_plain_;

    std::map<std::pair<std::string, std::string>, value> back;
    std::map<std::string, value> at_risk_via;
    for (std::size_t i = 0; i < r_["pairs"].size(); ++i) {
      const auto& v = r_["pairs"][i];
      const auto& e = exact_["pairs"][i];
      const auto from = v["from"].get<std::string>(), via = v["via"].get<std::string>();
      const auto name = std::string(from).append("/").append(via);
      const auto at_risk = figure(v["at_risk"], e["at_risk"], name + ".at_risk");
      const auto clients = figure(v["clients"], e["clients"], name + ".clients");
      const auto returned = figure(v["returns"], e["returns"], name + ".returns", 0);
      back[{from, via}] = returned;
      at_risk_via[via] = at_risk_via[via] + at_risk;
      at_most(returned, at_risk);
      at_most(clients, at_risk);
      at_most(clients, parties_.at(from).clients);
      at_most(clients, parties_.at(via).clients);
      // What is printed of a test tells the margins.
      if (is_by_succession) {
        const auto& there = edges_.at({from, via});
        at_most(at_risk, there.transitions);
        at_most(clients, there.clients);
        const auto home = edges_.find({via, from});
        if (home != edges_.end()) at_most(returned, home->second.transitions);
      }
    }
    if (is_by_succession) {
      value all;
      for (const auto& [pair, n] : back) all = all + n;
      equal(all, direct);
      for (const auto& [via, n] : at_risk_via) {
        auto& p = parties_.at(via);
        const auto alone = free();  // their only stay
        at_most(alone, p.first);
        if (!is_coverage_) equal(n, p.in - p.end + alone);
      }
    }
    value of_two, of_more;
    for (std::size_t i = 0; i < r_["circuits"].size(); ++i) {
      const auto& v = r_["circuits"][i];
      const auto& e = of(exact_["circuits"], {{"parties", v["parties"]}});
      const auto name = v["parties"].dump();
      const auto walks = figure(v["walks"], e["walks"], name + ".walks"),
                 clients = figure(v["clients"], e["clients"], name + ".clients");
      at_most(clients, walks);
      const auto& p = v["parties"];
      (p.size() == 2 ? of_two : of_more) = (p.size() == 2 ? of_two : of_more) + walks;
      if (p.size() == 2) equal(walks, back[{p[0], p[1]}] + back[{p[1], p[0]}]);
      for (std::size_t k = 0; k < p.size() && is_by_succession; ++k) {
        auto& t = edges_.at({p[k], p[(k + 1) % p.size()]});
        at_most(clients, t.clients);
        t.over = t.over + walks;
      }
    }
    if (is_by_succession) {
      equal(of_two, direct);
      at_most(of_more, total - direct);
      value carried;
      for (const auto& [between, t] : edges_) {
        carried = carried + t.carried;
        at_most(t.over, t.carried);
      }
      at_most(2 * direct + 3 * (total - direct), carried);
    }
  }

  struct group {
    value clients, ends[3];
  };
  group follow_up(const json& printed, const json& exact, const std::string& name) {
    group out;
    out.clients = figure(printed["clients"], exact["clients"], name + ".clients", 0);
    const char* const ends[] = {"outcome", "exit", "censored"};
    value sum;
    for (std::size_t k = 0; k < 3; ++k) {
      out.ends[k] = figure(printed[ends[k]], exact[ends[k]], std::string(name).append(".").append(ends[k]), 0);
      sum = sum + out.ends[k];
    }
    equal(sum, out.clients);
    return out;
  }
  // Followed twice: once all of them, once those that last until the landmark.
  void follow_ups(const json& printed, const json& exact, const std::string& name, std::initializer_list<const char*> ever,
                  std::initializer_list<const char*> by_landmark, const value* total, std::vector<group>* first = nullptr) {
    value all, later, ends[3], later_ends[3];
    for (const char* g : ever) {
      const auto f = follow_up(printed[g], exact[g], std::string(name).append(g));
      all = all + f.clients;
      for (std::size_t k = 0; k < 3; ++k) ends[k] = ends[k] + f.ends[k];
      if (first) first->push_back(f);
    }
    for (const char* g : by_landmark) {
      const auto f = follow_up(printed[g], exact[g], std::string(name).append(g));
      later = later + f.clients;
      for (std::size_t k = 0; k < 3; ++k) later_ends[k] = later_ends[k] + f.ends[k];
    }
    for (std::size_t k = 0; k < 3; ++k) at_most(later_ends[k], ends[k]);
    at_most(later, all);
    if (total) equal(all, *total);
  }

  void loops() {
    const auto& l = r_["loops"];
    const auto& e = exact_["loops"];
    const auto count = figure(l["count"], e["count"], "loops.count"),
               clients = figure(l["clients"], e["clients"], "loops.clients");
    at_most(clients, count);
    at_most(clients, returning_);
    value of_shapes, clients_of_shapes;
    for (const auto& [name, shape] : l["shapes"].items()) {
      const auto n = figure(shape["count"], e["shapes"][name]["count"], name + ".count");
      const auto c = figure(shape["clients"], e["shapes"][name]["clients"], name + ".clients");
      at_most(c, n);
      at_most(c, clients);
      of_shapes = of_shapes + n;
      clients_of_shapes = clients_of_shapes + c;
    }
    equal(of_shapes, count);
    at_most(clients, clients_of_shapes);
    const auto& c = r_["consequences"];
    const auto& ce = exact_["consequences"];
    std::vector<group> groups;
    follow_ups(c, ce, "", {"with_loop", "without_loop"}, {"with_loop_by_landmark", "without_loop_by_landmark"}, &with_stay_,
               &groups);
    equal(groups[0].clients, clients);
    for (std::size_t i = 0; i < c["pairs"].size(); ++i) {
      const auto& p = c["pairs"][i];
      const auto from = p["from"].get<std::string>(), via = p["via"].get<std::string>();
      const auto made = edges_.find({from, via});
      const bool is_told = made != edges_.end() && !is_coverage_;
      follow_ups(p, ce["pairs"][i], std::string(from).append("/").append(via).append(" "),
                 {"returned", "went_on", "undecided"}, {"returned_by_landmark", "not_returned_by_landmark"},
                 is_told ? &made->second.clients : nullptr);
    }
  }

  void gaps() {
    const auto& g = r_["gaps"];
    const auto& e = exact_["gaps"];
    const auto at = [&](const char* what) { return figure(g[what], e[what], std::string("gaps.").append(what)); };
    const auto count = at("count"), clients = at("clients"), between = at("between"), before_exit = at("before_exit"),
               trailing = at("trailing"), leading = at("leading");
    const auto days = figure(g["total_days"], e["total_days"], "gaps.days", 0, false);
    equal(count, between + before_exit + trailing + leading);
    at_most(clients, clients_);
    at_most(clients, count);
    value of_kind[3], of_pairs, days_of_months;
    value all_clients;
    for (std::size_t i = 0; i < g["pairs"].size(); ++i) {
      const auto& p = g["pairs"][i];
      const auto& pe = e["pairs"][i];
      const auto name = std::string("gap ").append(p["before"].dump()).append(p["after"].dump());
      const auto n = figure(p["count"], pe["count"], name + ".count"),
                 c = figure(p["clients"], pe["clients"], name + ".clients");
      of_pairs = of_pairs + figure(p["days"], pe["days"], name + ".days", 0, false);
      auto& kind = of_kind[p["after"].is_null() ? 1 : p["before"].is_null() ? 2 : 0];
      kind = kind + n;
      at_most(c, n);
      at_most(c, clients);
      all_clients = all_clients + c;
    }
    at_most(clients, all_clients);
    equal(of_kind[0], between);
    equal(of_kind[1], before_exit + trailing);
    equal(of_kind[2], leading);
    equal(of_pairs, days);
    bool is_any_left_out = g["months"].size() != e["months"].size();
    for (const auto& m : g["months"]) {
      const auto& me = of(e["months"], {{"month", m["month"]}});
      const auto name = std::string("gaps ").append(m["month"].get<std::string>());
      at_most(figure(m["clients"], me["clients"], name + ".clients"), clients);
      days_of_months = days_of_months + figure(m["days"], me["days"], name + ".days", 0, false);
    }
    at_most(days_of_months, days);
    if (!is_any_left_out) equal(days_of_months, days);
  }

  struct shown_handovers {
    value count, clients;
    std::map<std::string, value> parts;
  };
  shown_handovers figures(const json& h, const json& e, const std::string& name, double least, double least_count) {
    shown_handovers out{figure(h["count"], e["count"], name + ".count", least_count),
                        figure(h["clients"], e["clients"], name + ".clients", least_count),
                        {}};
    for (const char* part :
         {"picked_up", "lost", "pending", "declined", "warm", "cold", "self", "unknown_manner", "overlapping"})
      out.parts[part] = figure(h[part], e[part], std::string(name).append(".").append(part), least);
    if (!e["without_consent"].is_null())
      out.parts["without_consent"] = figure(h["without_consent"], e["without_consent"], name + ".without_consent", least);
    auto& p = out.parts;
    equal(out.count, p["picked_up"] + p["lost"] + p["pending"] + p["declined"]);
    equal(out.count, p["warm"] + p["cold"] + p["self"] + p["unknown_manner"]);
    at_most(p["overlapping"], p["picked_up"]);
    at_most(out.clients, out.count);
    if (p.contains("without_consent")) at_most(p["without_consent"], out.count);
    return out;
  }

  void handovers() {
    const auto& h = r_["handovers"];
    const auto& e = exact_["handovers"];
    const auto all = figures(h, e, "handovers", h["count"].is_null() ? 0 : 1, 0);
    value count, clients;
    std::map<std::string, value> parts;
    for (std::size_t i = 0; i < h["pairs"].size(); ++i) {
      const auto& p = h["pairs"][i];
      const auto from = p["from"].get<std::string>(), to = p["to"].get<std::string>();
      const auto f = figures(p, e["pairs"][i], std::string("handover ").append(from).append("->").append(to), 0, 1);
      count = count + f.count;
      clients = clients + f.clients;
      for (const auto& [name, n] : f.parts) {
        parts[name] = parts[name] + n;
        at_most(f.clients, all.clients);
      }
      if (h["inferred"] == true && is_coverage_) {
        equal(f.count, edges_.at({from, to}).transitions);
        equal(f.clients, edges_.at({from, to}).clients);
      }
    }
    equal(count, all.count);
    at_most(all.clients, clients);
    for (const auto& [name, n] : all.parts) equal(parts[name], n);
    at_most(all.clients, clients_);
    if (h["inferred"] == false) at_most(all.count, log_["handovers"]);
  }

  // Those with the same trigger share their number.
  void obligations() {
    std::map<std::string, value> triggers;
    for (std::size_t i = 0; i < r_["obligations"].size(); ++i) {
      const auto& o = r_["obligations"][i];
      const auto& e = exact_["obligations"][i];
      if (o["status"] != "evaluated") continue;
      value sum;
      for (const char* part : {"met", "violated", "pending", "lapsed"})
        sum = sum + figure(o[part], e[part], std::string("obligation ").append(part), 0);
      const auto name = o["name"].get<std::string>();
      const auto x = name.substr(0, name.find(':'));
      if (triggers.contains(x))
        equal(triggers[x], sum);
      else
        triggers[x] = sum;
    }
  }

  struct hidden {
    std::string name;
    std::size_t unknown;
    double least, truth;
    bool is_count;
  };

  const json &r_, &exact_;
  bool is_plain_, is_coverage_;
  linear_program program_;
  std::vector<hidden> hidden_;
  value clients_, with_stay_, returning_;
  std::map<std::string, value> log_;
  std::map<std::string, party> parties_;
  std::map<std::pair<std::string, std::string>, edge> edges_;
};

}  // namespace polku_test
