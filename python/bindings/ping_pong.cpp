// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "partials.hpp"
#include "ping_pong_options.hpp"

#include <polku/analysis/parallel_scan.hpp>
#include <polku/ping_pong/loop_shape.hpp>
#include <polku/ping_pong/ping_pong.hpp>
#include <polku/ping_pong/returns.hpp>

#include <pybind11/stl.h>

#include <algorithm>
#include <span>

namespace polku_python {

namespace {

using polku::client_id;
using polku::stay;

// Stays as columns.
struct stay_columns {
  std::vector<std::uint32_t> of;  // the loop or return they stand in
  std::vector<std::int32_t> party;
  std::vector<std::int64_t> start, end;

  template <class Stay>
  void add(std::uint32_t number, const Stay& s) {
    of.push_back(number);
    party.push_back(static_cast<std::int32_t>(index_of(s.party)));
    start.push_back(s.start.microseconds());
    end.push_back(s.end == polku::open_end ? no_time : s.end.microseconds());
  }
  table_pointer done(const char* of_what, const dictionary_pointer& names) {
    auto out = std::make_shared<table>();
    out->add(of_what, column_kind::natural, std::move(of));
    out->add("party", column_kind::name, std::move(party), names);
    out->add("start", column_kind::time, std::move(start));
    out->add("end", column_kind::time, std::move(end));
    return out;
  }
};

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

// Loops as columns: a list of millions is held once.
class loop_columns {
 public:
  void make_room(std::size_t most) {
    for (auto* column : {&returns_, &bounces_, &stays_.of}) column->reserve(most);
    for (auto* column : {&client_, &stays_.party}) column->reserve(most);
    for (auto* column : {&start_, &end_, &stays_.start, &stays_.end}) column->reserve(most);
  }

  template <class Stays>
  void add(client_id client, std::size_t returns, const Stays& stays) {
    const auto number = static_cast<std::uint32_t>(client_.size());
    client_.push_back(static_cast<std::int32_t>(index_of(client)));
    returns_.push_back(static_cast<std::uint32_t>(returns));
    bounces_.push_back(static_cast<std::uint32_t>(stays.size() - 1));
    start_.push_back(stays.front().start.microseconds());
    end_.push_back(stays.back().start.microseconds());
    for (const auto& s : stays) stays_.add(number, s);
  }
  void merge(loop_columns&& other) {
    const auto shift = static_cast<std::uint32_t>(client_.size());
    for (auto& n : other.stays_.of) n += shift;
    append(client_, other.client_);
    append(returns_, other.returns_);
    append(bounces_, other.bounces_);
    append(start_, other.start_);
    append(end_, other.end_);
    append(stays_.of, other.stays_.of);
    append(stays_.party, other.stays_.party);
    append(stays_.start, other.stays_.start);
    append(stays_.end, other.stays_.end);
  }
  std::pair<table_pointer, table_pointer> done(const dictionary_pointer& clients, const dictionary_pointer& names) {
    auto out = std::make_shared<table>();
    out->add("client", column_kind::name, std::move(client_), clients);
    out->add("returns", column_kind::natural, std::move(returns_));
    out->add("bounces", column_kind::natural, std::move(bounces_));
    out->add("start", column_kind::time, std::move(start_));
    out->add("end", column_kind::time, std::move(end_));
    return {out, stays_.done("loop", names)};
  }

 private:
  std::vector<std::int32_t> client_;
  std::vector<std::uint32_t> returns_, bounces_;
  std::vector<std::int64_t> start_, end_;
  stay_columns stays_;
};

// Finds loops straight into columns.
class loop_search {
 public:
  static constexpr bool needs_returns = true;

  // Room for as many as there can be: what is not used is never touched, and costs no memory.
  loop_search(const polku::pathways& paths, const polku::ping_pong_options& options) : finder_(paths, options) {
    found_.make_room(std::min<std::size_t>(paths.log().size(), std::size_t{1} << 25));
  }

  void add(const polku::client_block& block) {
    finder_.for_each(block, [&](client_id client, std::size_t returns, std::span<const stay> stays) {
      found_.add(client, returns, stays);
    });
  }
  void merge(loop_search&& other) { found_.merge(std::move(other.found_)); }
  loop_columns result() && { return std::move(found_); }

 private:
  polku::ping_pong_finder finder_;
  loop_columns found_;
};

py::tuple find(const paths_pointer& paths, const polku::ping_pong_options& options, unsigned threads) {
  auto [loops, stays] = unlocked([&] {
    loop_search search(paths->paths, options);
    polku::parallel_scan(paths->paths, threads, search);
    return std::move(search).result().done(clients_of(paths->core), names_in(paths, paths->paths.names()));
  });
  return py::make_tuple(loops, stays);
}
py::object loops_of(const partial_of<polku::loop_list_analysis>& p) {
  auto [loops, stays] = unlocked([&] {
    loop_columns found;
    for (const auto& l : p->result()) found.add(l.client, l.returns, l.stays);
    return found.done(clients_in(p), names_in(p, p->names()));
  });
  return py::make_tuple(loops, stays);
}

py::tuple shown(const polku::ping_pong_counts& n) {
  return py::make_tuple(pair_of(n.loops), n.returns, n.bounces, n.span.in_days());
}

py::tuple count(const paths_pointer& paths, const polku::ping_pong_options& options, unsigned threads) {
  const auto n = unlocked([&] {
    polku::ping_pong_tally tally(paths->paths, options);
    polku::parallel_scan(paths->paths, threads, tally);
    return std::move(tally).result();
  });
  return shown(n);
}
py::object ping_pong_counts_of(const partial_of<polku::ping_pong_analysis>& p) { return shown(p->result()); }

// The shape of each loop and its hub, from the stays that were found.
table_pointer shapes(const table& loops, const table& stays) {
  const auto n = loops.size();
  const auto& of = stays.at("loop");
  const auto& party = stays.at("party");
  if (!party.names || party.kind != column_kind::name || of.kind != column_kind::natural)
    throw std::invalid_argument("polku: these are no loops that find_ping_pong found");
  const auto* const numbers = static_cast<const std::uint32_t*>(of.data);
  const auto* const codes = static_cast<const std::int32_t*>(party.data);
  std::vector<polku::loop_shape> all;
  std::vector<stay> one;
  std::size_t at = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    one.clear();
    for (; at < of.size && numbers[at] == i; ++at)
      one.push_back({{}, {}, polku::label{static_cast<std::uint32_t>(codes[at])}, 0});
    if (one.empty()) throw std::invalid_argument("polku: these are no loops that find_ping_pong found");
    all.push_back(polku::shape_of({client_id{0}, one, 0}));
  }
  table_maker t;
  t.words("shape", all, 4, [](const polku::loop_shape& s) { return s.kind; });
  t.names("hub", all, party.names, [](const polku::loop_shape& s) { return s.hub; });
  return t.done();
}

py::tuple shown(const polku::return_counts& n) {
  return py::make_tuple(pair_of(n.total), pair_of(n.direct), pair_of(n.re_entries), pair_of(n.with_progress),
                        pair_of(n.concurrent));
}

py::tuple count_returns(const paths_pointer& paths, const polku::progress_options& progress, unsigned threads) {
  const auto n = unlocked([&] {
    polku::return_tally tally(paths->paths, {progress});
    polku::parallel_scan(paths->paths, threads, tally);
    return std::move(tally).result();
  });
  return shown(n);
}
py::object return_counts_of(const partial_of<polku::return_analysis>& p) { return shown(p->result()); }

py::tuple find_returns(const paths_pointer& paths, const polku::progress_options& progress, unsigned threads) {
  auto [found, route] = unlocked([&] {
    polku::return_list list(paths->paths, {progress});
    polku::parallel_scan(paths->paths, threads, list);
    const auto all = std::move(list).result();
    table_maker t;
    using one = polku::found_return;
    t.names("client", all, clients_of(paths->core), [](const one& r) { return r.client; });
    t.names("party", all, names_in(paths, paths->paths.names()), [](const one& r) { return r.first.party; });
    t.times("first_start", all, [](const one& r) { return r.first.start; });
    t.times("first_end", all, [](const one& r) { return r.first.end; });
    t.times("last_start", all, [](const one& r) { return r.last.start; });
    t.times("last_end", all, [](const one& r) { return r.last.end; });
    t.integers("length", all, [](const one& r) { return r.length; });
    t.lengths("away", all, [](const one& r) { return r.away; });
    t.truths("is_concurrent", all, [](const one& r) { return r.is_concurrent; });
    t.truths("has_progress", all, [](const one& r) { return r.has_progress; });
    stay_columns stays;
    for (std::uint32_t i = 0; i < all.size(); ++i)
      for (const auto& s : all[i].route) stays.add(i, s);
    return std::pair(t.done(), stays.done("return", names_in(paths, paths->paths.names())));
  });
  return py::make_tuple(found, route);
}

}  // namespace

void bind_ping_pong(py::module_& m) {
  py::class_<polku::progress_options>(m, "ProgressOptions").def(py::init(&progress_of));
  py::class_<polku::ping_pong_options>(m, "PingPongOptions").def(py::init(&ping_pong_of));
  m.def("find_ping_pong", &find);
  m.def("count_ping_pong", &count);
  m.def("loop_shapes",
        [](const table& loops, const table& stays) { return unlocked([&] { return shapes(loops, stays); }); });
  m.def("count_returns", &count_returns);
  m.def("find_returns", &find_returns);
  const auto as_given = +[](const polku::ping_pong_options& o) { return o; };
  bind_partial<polku::loop_list_analysis, &loops_of>(m, "partial_loop_list", as_given);
  bind_partial<polku::ping_pong_analysis, &ping_pong_counts_of>(m, "partial_ping_pong", as_given);
  bind_partial<polku::return_analysis, &return_counts_of>(
      m, "partial_returns", +[](const polku::progress_options& progress) { return polku::return_options{progress}; });
}

}  // namespace polku_python
