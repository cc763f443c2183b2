// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/monitor/saved_state.hpp>
#include <polku/monitor/watched_clients.hpp>

#include <cstddef>
#include <cstdint>
#include <istream>
#include <memory>
#include <ostream>
#include <string_view>
#include <utility>

namespace polku::inline v0::detail {

// Writes the clients of a monitor and reads them back. Matters follow from the records, but for those dropped where history
// is limited.
struct saved_clients {
  static void save(const watched_clients& clients, std::ostream& to) {
    const auto& contents = clients.matters_.contents();
    state_writer out(to);
    out.text(mark);
    out.number(format);
    out.number(fingerprint_of(clients.options));
    out.time(clients.now_);
    contents.save(out);
    if (clients.is_limited()) {
      clients.known_.save(out);
      out.number(clients.record_count_);
      out.number(clients.late_count_);
    }
    out.number(clients.clients_.size());
    for (std::uint32_t i = 0; i < clients.clients_.size(); ++i) {
      out.text(clients.name_of(client_id{i}));
      out.number(clients.clients_[i].next_place);
      if (clients.is_limited()) save(clients.past_of(client_id{i}), out);
      const auto records = clients.all_records_of(client_id{i});
      out.number(records.size());
      for (const auto& r : records) {
        out.time(r.start);
        out.time(r.end);
        out.number(std::uint64_t{r.content} << 32 | r.place);
      }
    }
    out.finish();
  }

  [[nodiscard]] static std::unique_ptr<watched_clients> restore(std::istream& from, monitor_options&& with) {
    state_reader in(from);
    if (in.text() != mark) in.fail();
    if (in.number() != format)
      throw saved_state_error("polku: the state was saved by another version of polku; restore it with that one");
    if (in.number() != fingerprint_of(with))
      throw saved_state_error("polku: the state was saved with other obligations or options; restore it with those");
    const auto now = in.time();
    if (!is_in_range(now)) in.fail();
    auto made = std::make_unique<watched_clients>(std::move(with), now);
    auto& out = *made;
    auto& contents = out.matters_.contents();
    contents.restore(in);
    if (out.is_limited()) {
      out.known_.restore(in);
      out.record_count_ = in.number();
      out.late_count_ = in.number();
    }
    for (auto n = in.number(); n != 0; --n) {
      const auto before = out.clients_.size();
      auto& c = out.clients_[index_of(out.client_of(in.text()))];
      if (out.clients_.size() == before) in.fail();
      c.next_place = static_cast<std::uint32_t>(in.number(0xFFFF'FFFF));
      if (out.is_limited()) {
        c.past = std::make_unique<client_past>();
        restore(in, watched_count(out.options), *c.past);
        out.ledger_.take_up(c.past->counts);
      }
      for (auto k = in.number(); k != 0; --k) {
        kept_record r{in.time(), in.time(), 0, 0};
        const auto rest = in.number();
        r.content = static_cast<std::uint32_t>(rest >> 32);
        r.place = static_cast<std::uint32_t>(rest);
        const bool is_in_order = c.records.empty() || c.records.back() < r;
        if (r.content >= contents.size() || r.place >= c.next_place || !is_in_order || !check_times(r.start, {}, r.end, {}))
          in.fail();
        c.records.push_back(r);
        if (r.start <= now && !out.is_limited()) (void)out.known_.add(contents[r.content], r.start != r.end);
      }
      if (!out.is_limited()) out.record_count_ += c.records.size();
    }
    in.finish();
    out.read_anew(out.known_.rules(), [&] { out.changes().clear(); });
    return made;
  }

 private:
  static constexpr std::string_view mark = "polku monitor";
  static constexpr std::uint64_t format = 2;

  static void save(const client_past* known, state_writer& out) {
    static const client_past none;
    const auto& past = known ? *known : none;
    out.time(past.until);
    out.time(past.next_sweep);
    out.number(past.next_size);
    out.number(past.settled.size());
    for (const auto key : past.settled) out.number(key);
    out.number(past.counts.size());
    past.counts.for_each([&](std::size_t number, std::size_t outcome, std::uint32_t n) {
      out.number(number << 8 | outcome);
      out.number(n);
    });
  }
  static void restore(state_reader& in, std::size_t watched, client_past& past) {
    past.until = in.time();
    past.next_sweep = in.time();
    past.next_size = in.number();
    for (auto n = in.number(); n != 0; --n) past.settled.push_back(in.number());
    for (auto n = in.number(); n != 0; --n) {
      const auto what = in.number();
      if (what >> 8 >= watched || (what & 0xFF) >= settled_counts::outcomes) in.fail();
      past.counts.add(what >> 8, what & 0xFF, static_cast<std::uint32_t>(in.number(0xFFFF'FFFF)));
    }
  }
};

}  // namespace polku::inline v0::detail
