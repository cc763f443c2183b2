// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#include "obligations.hpp"
#include "record.hpp"
#include "table.hpp"

#include <polku/io/record_words.hpp>
#include <polku/monitor/monitor.hpp>

#include <pybind11/stl.h>

#include <sstream>

namespace polku_python {

namespace {

using polku::time_point;

// A record that owns its texts, as Python gave it: what it is, and its fields by place.
class given_record {
 public:
  explicit given_record(const py::tuple& given) : kind_(given[0].cast<std::string>()) {
    for (std::size_t i = 1; i < given.size(); ++i) {
      const py::object part = given[i];
      texts_.push_back(py::isinstance<py::str>(part) ? part.cast<std::string>() : std::string());
      times_.push_back(py::isinstance<py::int_>(part) ? std::optional(time_of(part.cast<std::int64_t>())) : std::nullopt);
    }
  }

  // Calls `use` with the record.
  template <class Use>
  auto visit(Use use) const {
    const auto text = [&](std::size_t i) -> std::string_view { return texts_.at(i); };
    const auto begin = [&](std::size_t i) {
      if (!times_.at(i)) throw std::invalid_argument("polku: a record needs its time; only an end may be None");
      return *times_[i];
    };
    if (kind_ == "episode")
      return use(polku::episode{text(0), text(1), text(2), text(3), text(4), text(5), begin(6), times_.at(7)});
    if (kind_ == "handover") {
      polku::handover h{text(0), begin(1), text(2), text(3)};
      if (!polku::read_word(text(4), polku::manner_words, h.manner) ||
          !polku::read_word(text(5), polku::handover_status_words, h.status))
        throw std::invalid_argument(
            "polku: a handover's manner is 'unknown', 'warm', 'cold' or 'self', its status 'proposed', 'accepted' or "
            "'declined'");
      return use(h);
    }
    if (kind_ == "milestone") return use(polku::milestone{text(0), begin(1), text(2), text(3)});
    if (kind_ == "plan") return use(polku::plan{text(0), text(1), begin(2), times_.at(3)});
    return use(polku::consent{text(0), text(1), begin(2), times_.at(3)});
  }
  [[nodiscard]] const std::string& kind() const { return kind_; }

 private:
  std::string kind_;
  std::vector<std::string> texts_;
  std::vector<std::optional<time_point>> times_;
};

polku::monitor_options options_of(const obligation_list& given, std::optional<double> gap_warning_days,
                                  std::optional<double> gap_tolerance_days, std::optional<double> handover_horizon_days,
                                  std::optional<double> remind_before_days, std::optional<double> keep_history_days) {
  polku::monitor_options o{.obligations = given.obligations, .how = given.how};
  if (gap_warning_days) {
    o.gaps = polku::gap_watch{.warning = days_of(*gap_warning_days, "gap_warning_days")};
    o.gaps->gaps.exits = given.how.exits;
    if (gap_tolerance_days) o.gaps->gaps.tolerance = days_of(*gap_tolerance_days, "gap_tolerance_days");
  }
  if (handover_horizon_days)
    o.handovers = polku::handover_watch{.horizon = days_of(*handover_horizon_days, "handover_horizon_days")};
  if (remind_before_days) o.remind_before = days_of(*remind_before_days, "remind_before_days");
  if (keep_history_days) o.keep_history = days_of(*keep_history_days, "keep_history_days");
  return o;
}

// A monitor is for one thread at a time. The interpreter's lock sees to that: it is kept, as each call is short.
struct monitor_core {
  polku::monitor watch;

  explicit monitor_core(polku::monitor&& m) : watch(std::move(m)) {}
};

template <class Work>
auto with(monitor_core& m, Work work) {
  return work(m.watch);
}

py::object deadline_of(const polku::matter& m) {
  return m.falls_due() ? py::object(py::int_(m.deadline.microseconds())) : py::none();
}

py::tuple as_tuple(const polku::monitor& watch, const polku::matter& m) {
  return py::make_tuple(text_or_none(watch.name_of(m.client)), std::string(to_string(m.about)),
                        m.about == polku::concern::obligation ? py::object(py::int_(m.obligation)) : py::none(),
                        m.trigger.microseconds(), std::string(to_string(m.kind)), std::string(to_string(m.outcome)),
                        deadline_of(m));
}

py::object word_or_none(const std::optional<polku::obligation_outcome>& o) {
  return o ? py::object(py::str(std::string(to_string(*o)))) : py::none();
}

py::list as_list(const polku::monitor& watch, std::span<const polku::matter_change> changes) {
  py::list out;
  for (const auto& c : changes)
    out.append(py::make_tuple(as_tuple(watch, c.matter), c.at.microseconds(), word_or_none(c.before), word_or_none(c.after),
                              c.is_reminder));
  return out;
}

// What the answer says, which is valid until the next call.
struct copied_answer {
  polku::record_check check;
  bool is_unknown, is_too_late;
  std::vector<polku::matter_change> caused;

  explicit copied_answer(const polku::monitor_answer& a)
      : check(a.check), is_unknown(a.is_unknown), is_too_late(a.is_too_late), caused(a.caused.begin(), a.caused.end()) {}
};

py::tuple told(const monitor_core& m, const copied_answer& a) {
  return py::make_tuple(a.check ? py::none() : py::object(py::str(std::string(to_string(a.check.reason)))),
                        std::string(a.check.column), a.is_unknown, a.is_too_late, as_list(m.watch, a.caused));
}

py::list due_list(const polku::monitor& watch, const std::vector<std::pair<polku::matter, std::string>>& all) {
  py::list out;
  for (const auto& [matter, responsible] : all)
    out.append(py::make_tuple(as_tuple(watch, matter), text_or_none(responsible)));
  return out;
}

std::vector<std::pair<polku::matter, std::string>> copy_of(const std::vector<polku::due_matter>& all) {
  std::vector<std::pair<polku::matter, std::string>> out;
  for (const auto& d : all) out.emplace_back(d.matter, std::string(d.responsible));
  return out;
}

std::optional<polku::client_id> find_client(monitor_core& m, const std::string& client) {
  return m.watch.find_client(client);
}

py::tuple outcomes(const polku::counted (&of)[4]) {
  return py::make_tuple(pair_of(of[0]), pair_of(of[1]), pair_of(of[2]), pair_of(of[3]));
}

}  // namespace

void bind_monitor(py::module_& m) {
  using core = monitor_core;
  py::class_<polku::monitor_options>(m, "MonitorOptions").def(py::init(&options_of));
  py::class_<core, std::shared_ptr<core>>(m, "Monitor")
      .def(py::init([](const polku::monitor_options& options, std::int64_t now) {
        return std::make_shared<core>(polku::monitor(options, time_of(now)));
      }))
      .def_static("restore",
                  [](const py::bytes& bytes, const polku::monitor_options& options) {
                    const std::string_view view = bytes;
                    return unlocked([&] {
                      std::istringstream in{std::string(view)};
                      return std::make_shared<core>(polku::monitor::restore(in, options));
                    });
                  })
      .def("now", [](const core& c) { return c.watch.now().microseconds(); })
      .def("client_count", [](const core& c) { return c.watch.client_count(); })
      .def("record_count", [](const core& c) { return c.watch.record_count(); })
      .def("late_count", [](const core& c) { return c.watch.late_count(); })
      .def("add",
           [](core& c, const py::tuple& record) {
             const given_record given(record);
             const auto a =
                 with(c, [&](auto& w) { return given.visit([&](const auto& r) { return copied_answer(w.add(r)); }); });
             return told(c, a);
           })
      .def("withdraw",
           [](core& c, const py::tuple& record) {
             const given_record given(record);
             const auto a =
                 with(c, [&](auto& w) { return given.visit([&](const auto& r) { return copied_answer(w.withdraw(r)); }); });
             return told(c, a);
           })
      .def("correct",
           [](core& c, const py::tuple& before, const py::tuple& after) {
             const given_record old_one(before), new_one(after);
             if (old_one.kind() != new_one.kind())
               throw std::invalid_argument("polku: a record is corrected by another of its sort");
             const auto a = with(c, [&](auto& w) {
               return old_one.visit([&]<class Record>(const Record& o) {
                 return new_one.visit([&]<class Other>(const Other& n) -> copied_answer {
                   if constexpr (std::is_same_v<Record, Other>)
                     return copied_answer(w.correct(o, n));
                   else
                     throw std::logic_error("polku: records of two sorts");
                 });
               });
             });
             return told(c, a);
           })
      .def("advance_to",
           [](core& c, std::int64_t now) {
             const auto changes = with(c, [&](auto& w) { return w.advance_to(time_of(now)); });
             return as_list(c.watch, changes);
           })
      .def("due",
           [](core& c, std::size_t most, std::size_t skip) {
             return due_list(c.watch, with(c, [&](auto& w) { return copy_of(w.due(most, skip)); }));
           })
      .def("due_before",
           [](core& c, std::int64_t t) {
             return due_list(c.watch, with(c, [&](auto& w) { return copy_of(w.due_before(time_of(t))); }));
           })
      .def("standing",
           [](core& c, const std::string& client) {
             py::list out;
             const auto id = find_client(c, client);
             if (!id) return out;
             for (const auto& x : with(c, [&](auto& w) { return w.standing(*id); })) out.append(as_tuple(c.watch, x));
             return out;
           })
      .def("counts",
           [](core& c) {
             py::list out;
             for (const auto& n : with(c, [&](auto& w) { return w.counts(); })) out.append(outcomes(n.of_outcome));
             return out;
           })
      .def("gap_outcomes", [](core& c) { return outcomes(c.watch.gap_outcomes().of_outcome); })
      .def("handover_outcomes", [](core& c) { return outcomes(c.watch.handover_outcomes().of_outcome); })
      .def("save", [](core& c) {
        return py::bytes(with(c, [&](auto& w) {
          std::ostringstream out;
          w.save(out);
          return std::move(out).str();
        }));
      });
}

}  // namespace polku_python
