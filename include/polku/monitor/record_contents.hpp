// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/term.hpp>
#include <polku/model/record.hpp>
#include <polku/monitor/monitor_options.hpp>
#include <polku/monitor/saved_state.hpp>
#include <polku/obligations/client_records.hpp>
#include <polku/obligations/rule_evaluator.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace polku::inline v0::detail {

// What a record says beside its client and times: texts by number, in the order of its members.
struct content_key {
  record_kind kind = record_kind::episodes;
  polku::manner manner = manner::unknown;
  handover_status status = handover_status::accepted;
  std::array<label, 5> texts = {label::none, label::none, label::none, label::none, label::none};

  friend bool operator==(const content_key&, const content_key&) = default;
};

// What follows from that for the obligations of a monitor.
struct content {
  content_key key;
  subject_set subjects = 0;
  label organisation = label::none;  // as a term: an episode's, who a consent is for, from whom a handover comes
  label other = label::none;         // as a term: an episode's service, to whom a handover goes
  bool is_exit = false;              // for obligations
  bool is_exit_of_support = false;   // for gaps
  bool is_support = false;
  std::vector<std::uint32_t> touches;  // what is watched that the record can change anything about
};

// The contents of records, each kept once. Names are matched with the obligations' subjects when they first appear.
class record_contents {
 public:
  record_contents(const monitor_options& options, const subject_bits& subjects) : options_(&options), subjects_(subjects) {}

  // The number of a content, newly given where it is not known yet. Average O(length of the texts).
  template <class Record>
  std::uint32_t intern(const Record& r) {
    return intern(key_of(r, [&](std::string_view text) { return texts_.intern(text); }));
  }
  std::uint32_t intern(const content_key& key) {
    const auto [at, is_new] = numbers_.try_emplace(key, static_cast<std::uint32_t>(contents_.size()));
    if (is_new) contents_.push_back(make(key));
    return at->second;
  }
  template <class Record>
  [[nodiscard]] std::optional<std::uint32_t> find(const Record& r) const {
    bool is_known = true;
    const auto key = key_of(r, [&](std::string_view text) {
      const auto found = texts_.find(text);
      is_known = is_known && found;
      return found.value_or(label::none);
    });
    const auto at = numbers_.find(key);
    return is_known && at != numbers_.end() ? std::optional(at->second) : std::nullopt;
  }

  [[nodiscard]] const content& operator[](std::uint32_t number) const { return contents_[number]; }
  [[nodiscard]] std::size_t size() const { return contents_.size(); }
  void save(state_writer& out) const {
    out.number(texts_.size());
    for (std::uint32_t i = 0; i < texts_.size(); ++i) out.text(texts_[label{i}]);
    out.number(contents_.size());
    for (const auto& c : contents_) {
      out.number(static_cast<std::uint64_t>(c.key.kind) | static_cast<std::uint64_t>(c.key.manner) << 8 |
                 static_cast<std::uint64_t>(c.key.status) << 16);
      for (const auto text : c.key.texts) out.number(index_of(text));
    }
  }
  // What was saved, into none.
  void restore(state_reader& in) {
    for (auto n = in.number(); n != 0; --n) {
      const auto before = texts_.size();
      if (index_of(texts_.intern(in.text())) != before) in.fail();
    }
    for (auto n = in.number(); n != 0; --n) {
      const auto kinds = in.number(0x02'03'04);
      content_key key{static_cast<record_kind>(kinds & 0xFF), static_cast<polku::manner>(kinds >> 8 & 0xFF),
                      static_cast<handover_status>(kinds >> 16)};
      if (key.kind > record_kind::consents || key.manner > polku::manner::self) in.fail();
      for (auto& text : key.texts) {
        text = label{static_cast<std::uint32_t>(in.number(0xFFFF'FFFF))};
        if (text != label::none && index_of(text) >= texts_.size()) in.fail();
      }
      // What no record is without: a handover's two parties, the service or kind or party of the others.
      if (key.texts[0] == label::none || (key.kind == record_kind::handovers && key.texts[1] == label::none)) in.fail();
      const auto before = contents_.size();
      if (intern(key) != before) in.fail();
    }
  }

  [[nodiscard]] const label_table& texts() const { return texts_; }
  // The first text that is a term.
  [[nodiscard]] label text_of_term(label term) const { return text_of_term_[index_of(term)]; }

 private:
  struct hash {
    std::size_t operator()(const content_key& k) const {
      auto h = std::uint64_t{static_cast<std::uint8_t>(k.kind)} << 16 |
               std::uint64_t{static_cast<std::uint8_t>(k.manner)} << 8 | static_cast<std::uint8_t>(k.status);
      h = mix(h, std::uint64_t{index_of(k.texts[0])} << 32 | index_of(k.texts[1]));
      h = mix(h, std::uint64_t{index_of(k.texts[2])} << 32 | index_of(k.texts[3]));
      return static_cast<std::size_t>(mix(h, index_of(k.texts[4])));
    }
  };

  template <class Number>
  static content_key key_of(const episode& e, Number text) {
    return make_key(record_kind::episodes, text, {e.service, e.organisation, e.role, e.worker, e.phase});
  }
  template <class Number>
  static content_key key_of(const handover& h, Number text) {
    auto key = make_key(record_kind::handovers, text, {h.from, h.to});
    key.manner = h.manner;
    key.status = h.status;
    return key;
  }
  template <class Number>
  static content_key key_of(const milestone& m, Number text) {
    return make_key(record_kind::milestones, text, {m.kind, m.detail});
  }
  template <class Number>
  static content_key key_of(const plan& p, Number text) {
    return make_key(record_kind::plans, text, {p.kind});
  }
  template <class Number>
  static content_key key_of(const consent& c, Number text) {
    return make_key(record_kind::consents, text, {c.party});
  }
  template <class Number>
  static content_key make_key(record_kind kind, Number text, std::initializer_list<std::string_view> texts) {
    content_key key{kind};
    auto* out = key.texts.data();
    for (const auto t : texts) *out++ = t.empty() ? label::none : text(t);
    return key;
  }

  [[nodiscard]] content make(const content_key& key) {
    content c;
    c.key = key;
    const auto text = [&](std::size_t i) { return texts_[key.texts[i]]; };
    const auto term = [&](std::size_t i) {
      if (key.texts[i] == label::none) return label::none;
      const auto number = terms_.intern(text(i));
      if (index_of(number) == text_of_term_.size()) text_of_term_.push_back(key.texts[i]);
      return number;
    };
    const auto is_one_of = [&](const std::vector<std::string>& kinds) {
      return std::any_of(kinds.begin(), kinds.end(), [&](const std::string& k) { return is_same_term(k, text(0)); });
    };
    switch (key.kind) {
      case record_kind::episodes:
        c.organisation = term(1);
        c.other = term(0);
        c.is_support =
            options_->gaps && (!options_->gaps->supports || options_->gaps->supports(episode{.client = {},
                                                                                             .service = text(0),
                                                                                             .organisation = text(1),
                                                                                             .role = text(2),
                                                                                             .worker = text(3),
                                                                                             .phase = text(4),
                                                                                             .start = {}}));
        break;
      case record_kind::handovers:
        c.organisation = term(0);
        c.other = term(1);
        break;
      case record_kind::consents:
        c.organisation = term(0);
        break;
      case record_kind::milestones:
        c.is_exit = is_one_of(options_->how.exits);
        c.is_exit_of_support = options_->gaps && is_one_of(options_->gaps->gaps.exits);
        break;
      case record_kind::plans:
        break;
    }
    for (std::size_t bit = 0; bit < subjects_.all().size(); ++bit)
      if (speaks_of(subjects_.all()[bit], key)) c.subjects |= subject_set{1} << bit;
    for (std::uint32_t o = 0; o < options_->obligations.size(); ++o)
      if (touches(options_->obligations[o], c)) c.touches.push_back(o);
    const bool is_episode = key.kind == record_kind::episodes;
    if (options_->gaps && (is_episode || c.is_exit_of_support))
      c.touches.push_back(static_cast<std::uint32_t>(number_of_gaps(*options_)));
    if (options_->handovers && (is_episode || key.kind == record_kind::handovers))
      c.touches.push_back(static_cast<std::uint32_t>(number_of_handovers(*options_)));
    return c;
  }

  [[nodiscard]] bool speaks_of(const subject& s, const content_key& key) const {
    if (record_kind_of(s.kind) != key.kind) return false;
    const auto is_called = [&](std::size_t i) {
      return key.texts[i] != label::none && is_meant(s, texts_[key.texts[i]], options_->how);
    };
    switch (s.kind) {
      case subject_kind::any_service:
        return true;
      case subject_kind::receiver:
        return false;
      case subject_kind::organisation:
      case subject_kind::organisation_kind:
      case subject_kind::handover:
        return is_called(1);
      case subject_kind::role:
        return is_called(2);
      case subject_kind::worker:
        return is_called(3);
      case subject_kind::phase:
        return is_called(4);
      default:
        return is_called(0);
    }
  }

  [[nodiscard]] bool touches(const obligation& o, const content& c) const {
    if (c.is_exit) return true;
    const bool is_episode = c.key.kind == record_kind::episodes;
    if (is_episode && o.form == obligation_form::at_least_every) return true;
    const auto is_about = [&](const subject& s) {
      return (c.subjects >> subjects_.find(s) & 1) != 0 || (is_episode && s.kind == subject_kind::receiver);
    };
    return is_about(o.when) || std::any_of(o.needed.begin(), o.needed.end(), is_about) ||
           (o.until_first && is_about(*o.until_first));
  }

  const monitor_options* options_;
  subject_bits subjects_;
  label_table texts_;
  term_table terms_;
  std::vector<label> text_of_term_;
  std::unordered_map<content_key, std::uint32_t, hash> numbers_;
  std::vector<content> contents_;
};

}  // namespace polku::inline v0::detail
