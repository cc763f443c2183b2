// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "partials.hpp"
#include "record.hpp"

#include <polku/analysis/parallel_scan.hpp>
#include <polku/support/gap_spread.hpp>
#include <polku/support/gaps.hpp>
#include <polku/support/handovers.hpp>
#include <polku/support/worker_changes.hpp>

#include <pybind11/stl.h>

#include <algorithm>

namespace polku_python {

namespace {

using polku::client_id;
using polku::coverage_gap;

polku::gap_options gap_options_of(std::optional<double> tolerance_days, const std::vector<std::string>& exits) {
  polku::gap_options out{.exits = exits};
  if (tolerance_days) out.tolerance = days_of(*tolerance_days, "tolerance_days");
  return out;
}

dictionary_pointer gap_kinds() {
  auto known = std::make_shared<polku::label_table>();
  for (std::size_t k = 0; k < 4; ++k) known->intern(to_string(static_cast<polku::gap_kind>(k)));
  return std::make_shared<const dictionary>(std::move(known));
}

// Gaps as columns: a list of millions is held once.
class gap_columns {
 public:
  void make_room(std::size_t most) {
    for (auto* column : {&client_, &kind_, &before_, &after_}) column->reserve(most);
    for (auto* column : {&start_, &end_}) column->reserve(most);
  }

  void add(const coverage_gap& g) {
    client_.push_back(static_cast<std::int32_t>(index_of(g.client)));
    kind_.push_back(static_cast<std::int32_t>(g.kind));
    start_.push_back(g.start.microseconds());
    end_.push_back(g.end.microseconds());
    before_.push_back(static_cast<std::int32_t>(index_of(g.before)));
    after_.push_back(static_cast<std::int32_t>(index_of(g.after)));
  }
  void merge(gap_columns&& other) {
    const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    append(client_, other.client_);
    append(kind_, other.kind_);
    append(start_, other.start_);
    append(end_, other.end_);
    append(before_, other.before_);
    append(after_, other.after_);
  }
  table_pointer done(const dictionary_pointer& clients, const dictionary_pointer& names) {
    std::vector<std::int64_t> length(start_.size());
    for (std::size_t i = 0; i < length.size(); ++i) length[i] = end_[i] - start_[i];
    auto out = std::make_shared<table>();
    out->add("client", column_kind::name, std::move(client_), clients);
    out->add("kind", column_kind::name, std::move(kind_), gap_kinds());
    out->add("start", column_kind::time, std::move(start_));
    out->add("end", column_kind::time, std::move(end_));
    out->add("length", column_kind::length, std::move(length));
    out->add("before", column_kind::name, std::move(before_), names);
    out->add("after", column_kind::name, std::move(after_), names);
    return out;
  }

 private:
  std::vector<std::int32_t> client_, kind_, before_, after_;
  std::vector<std::int64_t> start_, end_;
};

// Finds gaps straight into columns.
class gap_search {
 public:
  static constexpr bool needs_stays = false;

  gap_search(const polku::pathways& paths, const polku::gap_options& options, polku::support_mask support)
      : finder_(paths, options, std::move(support)) {
    // Room for as many as there can be: what is not used is never touched, and costs no memory.
    found_.make_room(std::min<std::size_t>(paths.log().size() + paths.log().client_count(), std::size_t{1} << 25));
  }

  void add(const polku::client_block& block) {
    finder_.for_each(block, [&](const coverage_gap& g) { found_.add(g); });
  }
  void merge(gap_search&& other) { found_.merge(std::move(other.found_)); }
  gap_columns result() && { return std::move(found_); }

 private:
  polku::gap_finder finder_;
  gap_columns found_;
};

// Which episodes count as support; None: all.
polku::support_mask mask_of(const paths_core& p, const py::object& supports, const py::object& make) {
  if (supports.is_none()) return {};
  return polku::make_support_mask(
      p.log(), [&](const polku::episode& e) { return py::bool_(supports(record_of(make, e))).cast<bool>(); });
}

table_pointer find_gaps(const paths_pointer& paths, const polku::gap_options& options, const py::object& supports,
                        const py::object& make, unsigned threads) {
  auto mask = mask_of(*paths, supports, make);
  return unlocked([&] {
    gap_search search(paths->paths, options, std::move(mask));
    polku::parallel_scan(paths->paths, threads, search);
    return std::move(search).result().done(clients_of(paths->core), names_in(paths, paths->paths.names()));
  });
}
py::object gaps_of(const partial_of<polku::gap_list_analysis>& p) {
  return py::cast(unlocked([&] {
    gap_columns found;
    for (const auto& g : p->result()) found.add(g);
    return found.done(clients_in(p), names_in(p, p->names()));
  }));
}

py::tuple shown(const polku::gap_counts& n, bool has_exits, const dictionary_pointer& names) {
  table_maker t;
  using pair = polku::gap_pair;
  t.names("before", n.pairs, names, [](const pair& p) { return p.before; });
  t.names("after", n.pairs, names, [](const pair& p) { return p.after; });
  t.integers("count", n.pairs, [](const pair& p) { return p.count; });
  t.integers("clients", n.pairs, [](const pair& p) { return p.clients; });
  t.numbers("days", n.pairs, [](const pair& p) { return p.length.in_days(); });
  py::dict kinds;
  for (std::size_t k = 0; k < 4; ++k) {
    const auto name = to_string(static_cast<polku::gap_kind>(k));
    kinds[py::str(name.data(), name.size())] = pair_of(n.of_kind[k]);
  }
  return py::make_tuple(pair_of(n.total), kinds, n.length.in_days(), has_exits, t.done());
}

py::tuple count_gaps(const paths_pointer& paths, const polku::gap_options& options, const py::object& supports,
                     const py::object& make, unsigned threads) {
  auto mask = mask_of(*paths, supports, make);
  const auto n = unlocked([&] {
    polku::gap_tally gaps(paths->paths, options, std::move(mask));
    polku::parallel_scan(paths->paths, threads, gaps);
    return std::move(gaps).result();
  });
  return shown(n, polku::has_exits(paths->log(), options), names_in(paths, paths->paths.names()));
}
py::object gap_counts_of(const partial_of<polku::gap_analysis>& p) {
  const auto n = p->result();
  return shown(n, n.exits != 0, names_in(p, p->names()));
}

py::tuple shown(const polku::gap_spread& spread, const dictionary_pointer& known_clients) {
  table_maker months, clients, lengths;
  using month = polku::month_of_gaps;
  months.times("month", spread.months, [](const month& m) {
    return polku::time_point(
        polku::date(static_cast<unsigned short>(m.month.year), static_cast<unsigned short>(m.month.month), 1));
  });
  months.numbers("days", spread.months, [](const month& m) { return m.uncovered.in_days(); });
  months.integers("clients", spread.months, [](const month& m) { return m.clients; });
  months.integers("begun", spread.months, [](const month& m) { return m.begun; });
  using one = polku::client_gaps;
  clients.names("client", spread.clients, known_clients, [](const one& c) { return c.client; });
  clients.integers("gaps", spread.clients, [](const one& c) { return c.gaps; });
  clients.lengths("length", spread.clients, [](const one& c) { return c.length; });
  clients.lengths("longest", spread.clients, [](const one& c) { return c.longest; });
  clients.truths("is_censored", spread.clients, [](const one& c) { return c.is_censored; });
  struct value {
    polku::distribution::value v;
    bool is_censored;
  };
  std::vector<value> all;
  for (const auto& v : spread.lengths.values()) all.push_back({v, false});
  for (const auto& v : spread.censored.values()) all.push_back({v, true});
  lengths.lengths("length", all, [](const value& v) { return v.v.at; });
  lengths.integers("count", all, [](const value& v) { return v.v.count; });
  lengths.truths("is_censored", all, [](const value& v) { return v.is_censored; });
  return py::make_tuple(months.done(), clients.done(), lengths.done());
}

py::tuple spread_gaps(const paths_pointer& paths, const polku::gap_options& options, const py::object& supports,
                      const py::object& make, unsigned threads) {
  auto mask = mask_of(*paths, supports, make);
  const auto spread = unlocked([&] {
    polku::gap_spread_tally tally(paths->paths, options, std::move(mask));
    polku::parallel_scan(paths->paths, threads, tally);
    return std::move(tally).result();
  });
  return shown(spread, clients_of(paths->core));
}
py::object gap_spread_of(const partial_of<polku::gap_spread_analysis>& p) { return shown(p->result(), clients_in(p)); }

std::string_view manner_word(polku::manner m) {
  constexpr std::string_view words[] = {"unknown", "warm", "cold", "self"};
  return words[static_cast<std::size_t>(m)];
}
std::string_view status_word(polku::handover_status s) {
  constexpr std::string_view words[] = {"proposed", "accepted", "declined"};
  return words[static_cast<std::size_t>(s)];
}

polku::handover_options handover_options_of(double horizon_days, double max_wait_days) {
  return {.horizon = days_of(horizon_days, "horizon_days"),
          .transitions = {.max_wait = days_of(max_wait_days, "max_wait_days")}};
}

py::tuple find_handovers(const paths_pointer& paths, double horizon_days, double max_wait_days) {
  auto found = std::make_shared<polku::found_handovers>(
      unlocked([&] { return polku::find_handovers(paths->paths, handover_options_of(horizon_days, max_wait_days)); }));
  const auto& all = found->handovers;
  const auto names = names_in(found, found->names);
  using one = polku::handover_finding;
  table_maker t;
  t.names("client", all, clients_of(paths->core), [](const one& h) { return h.client; });
  t.times("at", all, [](const one& h) { return h.at; });
  t.names("from", all, names, [](const one& h) { return h.from; });
  t.names("to", all, names, [](const one& h) { return h.to; });
  t.texts("manner", all, [](const one& h) { return manner_word(h.manner); });
  t.texts("status", all, [](const one& h) { return status_word(h.status); });
  t.words("outcome", all, 4, [](const one& h) { return h.outcome; });
  t.words("consent", all, 3, [](const one& h) { return h.consent; });
  t.lengths("latency", all, [](const one& h) { return h.latency; });
  t.truths("is_overlapping", all, [](const one& h) { return h.is_overlapping; });
  t.truths("is_receiver_known", all, [](const one& h) { return h.is_receiver_known; });
  return py::make_tuple(found->are_inferred, t.done());
}

// Which receivers are unknown is told of whole logs only.
py::tuple shown(bool are_inferred, const polku::handover_figures& total, std::vector<polku::handover_pair> rows,
                const dictionary_pointer& names, bool is_whole) {
  // The total is the row without parties.
  rows.insert(rows.begin(), polku::handover_pair{polku::label::none, polku::label::none, total});
  using pair = polku::handover_pair;
  table_maker t;
  t.names("from", rows, names, [](const pair& p) { return p.from; });
  t.names("to", rows, names, [](const pair& p) { return p.to; });
  t.integers("count", rows, [](const pair& p) { return p.figures.all.count; });
  t.integers("clients", rows, [](const pair& p) { return p.figures.all.clients; });
  for (const auto o : {polku::handover_outcome::picked_up, polku::handover_outcome::lost, polku::handover_outcome::pending,
                       polku::handover_outcome::declined}) {
    const auto name = o == polku::handover_outcome::picked_up ? std::string("picked_up") : std::string(to_string(o));
    t.integers(name.c_str(), rows, [&](const pair& p) { return p.figures.of(o).count; });
  }
  for (const auto m : {polku::manner::warm, polku::manner::cold, polku::manner::self})
    t.integers(std::string(manner_word(m)).c_str(), rows, [&](const pair& p) { return p.figures.of(m).count; });
  t.integers("unknown_manner", rows, [](const pair& p) { return p.figures.of(polku::manner::unknown).count; });
  t.integers("with_consent", rows, [](const pair& p) { return p.figures.of(polku::consent_state::given).count; });
  t.integers("without_consent", rows, [](const pair& p) { return p.figures.of(polku::consent_state::missing).count; });
  t.integers("overlapping", rows, [](const pair& p) { return p.figures.overlapping.count; });
  if (is_whole) t.integers("unknown_receiver", rows, [](const pair& p) { return p.figures.unknown_receiver.count; });
  t.numbers("warm_share", rows, [](const pair& p) { return p.figures.warm_share(); });
  add_days(t, rows, [](const pair& p) -> const polku::distribution& { return p.figures.latencies; });
  return py::make_tuple(are_inferred, t.done());
}

py::tuple count_handovers(const paths_pointer& paths, double horizon_days, double max_wait_days) {
  auto counts = std::make_shared<polku::handover_counts>(
      unlocked([&] { return polku::count_handovers(paths->paths, handover_options_of(horizon_days, max_wait_days)); }));
  return shown(counts->are_inferred, counts->total, counts->pairs, names_in(counts, counts->names), true);
}
py::object handover_counts_of(const partial_of<polku::handover_analysis>& p) {
  const auto counts = p->result();
  return shown(counts.are_inferred, counts.total, counts.pairs, names_in(p, p->names()), false);
}

polku::worker_change_options worker_change_options_of(const std::vector<std::string>& roles,
                                                      const std::vector<std::string>& exits) {
  return {.roles = roles, .exits = exits};
}

py::tuple shown(const polku::worker_change_counts& n) {
  const auto rate = n.per_client_year();
  return py::make_tuple(pair_of(n.changes), n.clients, n.without, n.observed.in_days(),
                        rate ? py::object(py::float_(*rate)) : py::none());
}

py::tuple count_worker_changes(const log_core& core, const std::vector<std::string>& roles,
                               const std::vector<std::string>& exits) {
  return shown(unlocked([&] { return polku::count_worker_changes(core.log(), worker_change_options_of(roles, exits)); }));
}
py::object worker_changes_of(const partial_of<polku::worker_change_analysis>& p) { return shown(p->result()); }

}  // namespace

void bind_support(py::module_& m) {
  py::class_<polku::gap_options>(m, "GapOptions").def(py::init(&gap_options_of));
  m.def("find_gaps", &find_gaps);
  m.def("count_gaps", &count_gaps);
  m.def("spread_gaps", &spread_gaps);
  m.def("find_handovers", &find_handovers);
  m.def("count_handovers", &count_handovers);
  m.def("count_worker_changes", &count_worker_changes);
  const auto as_given = +[](const polku::gap_options& o) { return o; };
  bind_partial<polku::gap_list_analysis, &gaps_of>(m, "partial_gap_list", as_given);
  bind_partial<polku::gap_analysis, &gap_counts_of>(m, "partial_gaps", as_given);
  bind_partial<polku::gap_spread_analysis, &gap_spread_of>(m, "partial_gap_spread", as_given);
  bind_partial<polku::handover_analysis, &handover_counts_of>(m, "partial_handovers", &handover_options_of);
  bind_partial<polku::worker_change_analysis, &worker_changes_of>(m, "partial_worker_changes", &worker_change_options_of);
}

}  // namespace polku_python
