// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "log_state.hpp"

#include <polku/log/log_arranger.hpp>

#include <cstring>
#include <mutex>
#include <set>
#include <type_traits>

namespace polku_python {

namespace {

constexpr std::string_view magic = "polku log 1\n";
constexpr std::uint32_t byte_order = 0x01020304;

[[noreturn]] void damaged() {
  throw std::invalid_argument("polku: these bytes are no log that this version of polku saved; save it again");
}

class writer {
 public:
  template <class T>
  void one(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <class T>
  void all(const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    one(static_cast<std::uint64_t>(values.size()));
    out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  void text(std::string_view t) {
    one(static_cast<std::uint64_t>(t.size()));
    out.append(t);
  }
  void names(const polku::label_table& table) {
    one(static_cast<std::uint64_t>(table.size()));
    for (std::uint32_t i = 0; i < table.size(); ++i) text(table[polku::label{i}]);
  }
  std::string out;
};

class reader {
 public:
  explicit reader(std::string_view bytes) : rest_(bytes) {}

  template <class T>
  T one() {
    T value;
    std::memcpy(&value, take(sizeof value), sizeof value);
    return value;
  }
  template <class T>
  std::vector<T> all() {
    const auto n = one<std::uint64_t>();
    if (n > rest_.size() / sizeof(T)) damaged();
    std::vector<T> values(n);
    if (n != 0) std::memcpy(static_cast<void*>(values.data()), take(n * sizeof(T)), n * sizeof(T));
    return values;
  }
  std::string_view text() {
    const auto n = one<std::uint64_t>();
    return {take(n), n};
  }
  polku::label_table names() {
    polku::label_table out;
    const auto n = one<std::uint64_t>();
    for (std::uint64_t i = 0; i < n; ++i)
      if (index_of(out.intern(text())) != i) damaged();
    return out;
  }
  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }

 private:
  const char* take(std::size_t n) {
    if (n > rest_.size()) damaged();
    const char* const at = rest_.data();
    rest_.remove_prefix(n);
    return at;
  }
  std::string_view rest_;
};

// Columns of rejected records are literals.
std::string_view literal(std::string_view text) {
  static std::mutex lock;
  static std::set<std::string, std::less<>> known;
  const std::lock_guard held(lock);
  return *known.emplace(text).first;
}

template <class Row>
void save_rows(writer& to, const polku::detail::loose_records::rows<Row>& rows) {
  to.all(rows.client);
  to.all(rows.row);
}
template <class Row, class Check>
void restore_rows(reader& from, polku::detail::loose_records::rows<Row>& rows, std::size_t clients, Check is_sound) {
  rows.client = from.all<polku::client_id>();
  rows.row = from.all<Row>();
  if (rows.client.size() != rows.row.size()) damaged();
  for (const auto c : rows.client)
    if (index_of(c) >= clients) damaged();
  for (const auto& r : rows.row)
    if (!is_sound(r)) damaged();
}

}  // namespace

std::string save(const log_core& core) {
  const auto r = polku::detail::log_arranger::loosen(core.log());
  const auto& d = r.columns;
  writer to;
  to.out = magic;
  to.one(byte_order);
  for (const auto* table : {&d.clients, &d.phases, &d.milestone_kinds, &d.milestone_details, &d.plan_kinds, &d.parties})
    to.names(*table);
  for (const auto& table : d.names) to.names(table);
  to.all(r.client);
  to.all(d.start);
  to.all(d.end);
  for (const auto& column : d.labels) to.all(column);
  to.all(d.phase);
  to.all(d.place);
  save_rows(to, r.handovers);
  save_rows(to, r.milestones);
  save_rows(to, r.plans);
  save_rows(to, r.consents);
  to.one(d.cutoff);
  to.one(static_cast<std::uint64_t>(d.after_cutoff));

  const auto& in = core.input;
  to.one(static_cast<std::uint64_t>(in.files.size()));
  for (const auto& f : in.files) {
    to.text(f.name);
    to.one(static_cast<std::uint64_t>(f.columns.size()));
    for (const auto& [field, name] : f.columns) {
      to.text(field);
      to.text(name);
    }
  }
  to.one(static_cast<std::uint64_t>(in.rejected.size()));
  for (const auto& x : in.rejected) {
    to.one(x.file);
    to.one(x.value);
    to.one(x.what.place);
    to.one(x.what.kind);
    to.text(x.what.column);
    to.one(x.what.reason);
  }
  to.one(static_cast<std::uint64_t>(in.rejected_values.size()));
  for (const auto& value : in.rejected_values) to.text(value);
  to.one(static_cast<std::uint64_t>(in.repeated_hours.size()));
  for (const auto& h : in.repeated_hours) {
    to.one(h.file);
    to.one(h.line);
    to.text(h.column);
  }
  to.one(static_cast<std::uint64_t>(in.rows));
  to.one(static_cast<std::uint64_t>(in.paired));
  to.one(core.has_integer_clients);
  return std::move(to.out);
}

std::shared_ptr<log_core> restore(std::string_view bytes) {
  if (!bytes.starts_with(magic)) damaged();
  reader from(bytes.substr(magic.size()));
  if (from.one<std::uint32_t>() != byte_order) damaged();
  polku::detail::loose_records r;
  auto& d = r.columns;
  for (auto* table : {&d.clients, &d.phases, &d.milestone_kinds, &d.milestone_details, &d.plan_kinds, &d.parties})
    *table = from.names();
  for (auto& table : d.names) table = from.names();
  const auto clients = d.clients.size();
  const auto is_in = [](polku::label l, const polku::label_table& table) { return index_of(l) < table.size(); };
  r.client = from.all<polku::client_id>();
  d.start = from.all<polku::time_point>();
  d.end = from.all<polku::time_point>();
  const auto n = r.client.size();
  if (d.start.size() != n || d.end.size() != n) damaged();
  for (const auto c : r.client)
    if (index_of(c) >= clients) damaged();
  for (std::size_t f = 0; f < 4; ++f) {
    d.labels[f] = from.all<polku::label>();
    if (!d.labels[f].empty() && d.labels[f].size() != n) damaged();
    for (const auto l : d.labels[f])
      if (l != polku::label::none && !is_in(l, d.names[f])) damaged();
  }
  d.phase = from.all<std::uint16_t>();
  d.place = from.all<std::uint32_t>();
  if ((!d.phase.empty() && d.phase.size() != n) || (!d.place.empty() && d.place.size() != n)) damaged();
  for (const auto p : d.phase)
    if (p != 0xFFFF && p >= d.phases.size()) damaged();
  restore_rows(from, r.handovers, clients, [&](const polku::handover_row& h) {
    return is_in(h.from, d.parties) && is_in(h.to, d.parties) && h.manner <= polku::manner::self &&
           h.status <= polku::handover_status::declined;
  });
  restore_rows(from, r.milestones, clients, [&](const polku::milestone_row& m) {
    return is_in(m.kind, d.milestone_kinds) && (m.detail == polku::label::none || is_in(m.detail, d.milestone_details));
  });
  restore_rows(from, r.plans, clients, [&](const polku::plan_row& p) { return is_in(p.kind, d.plan_kinds); });
  restore_rows(from, r.consents, clients, [&](const polku::consent_row& c) { return is_in(c.party, d.parties); });
  const auto cutoff = from.one<polku::time_point>();
  d.after_cutoff = static_cast<std::size_t>(from.one<std::uint64_t>());

  auto out = std::make_shared<log_core>();
  auto& in = out->input;
  const auto count = [&] {
    const auto size = from.one<std::uint64_t>();
    if (size > bytes.size()) damaged();
    return size;
  };
  for (auto i = count(); i != 0; --i) {
    auto& f = in.files.emplace_back();
    f.name = from.text();
    for (auto k = count(); k != 0; --k) {
      const auto field = literal(from.text());
      f.columns.emplace_back(field, std::string(from.text()));
    }
  }
  for (auto i = count(); i != 0; --i) {
    auto& x = in.rejected.emplace_back();
    x.file = from.one<std::uint16_t>();
    x.value = from.one<polku::value_class>();
    x.what.place = from.one<std::uint64_t>();
    x.what.kind = from.one<polku::record_kind>();
    x.what.column = literal(from.text());
    x.what.reason = from.one<polku::fault>();
    if (x.file >= in.files.size() || x.value > polku::value_class::text || x.what.kind > polku::record_kind::consents ||
        x.what.reason > polku::fault::nul_character)
      damaged();
  }
  for (auto i = count(); i != 0; --i) in.rejected_values.emplace_back(from.text());
  for (auto i = count(); i != 0; --i) {
    auto& h = in.repeated_hours.emplace_back();
    h.file = from.one<std::uint16_t>();
    h.line = from.one<std::uint64_t>();
    h.column = literal(from.text());
    if (h.file >= in.files.size()) damaged();
  }
  if (!in.rejected_values.empty() && in.rejected_values.size() != in.rejected.size()) damaged();
  in.rows = static_cast<std::size_t>(from.one<std::uint64_t>());
  in.paired = static_cast<std::size_t>(from.one<std::uint64_t>());
  out->has_integer_clients = from.one<char>() != 0;
  if (!from.is_at_end()) damaged();
  in.log = polku::detail::log_arranger::arrange(std::move(r), cutoff);
  find_ids(*out);
  return out;
}

}  // namespace polku_python
