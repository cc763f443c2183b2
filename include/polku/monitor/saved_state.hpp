// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/check_sum.hpp>
#include <polku/core/time.hpp>
#include <polku/monitor/monitor_options.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace polku::inline v0 {

/// A saved state cannot be restored: it is none, is damaged, or was saved by another version or with other options.
class saved_state_error : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

namespace detail {

// A saved state is blocks of bytes, each with its size before it and a check sum, which is of all blocks so far, after it;
// an empty one is the last. Numbers are least byte first, texts have their size before them.
struct saved_state {
  static constexpr std::size_t most_in_block = 1 << 16;

  static void append(std::string& to, std::uint64_t value, std::size_t bytes) {
    for (; bytes != 0; --bytes, value >>= 8) to.push_back(static_cast<char>(value & 0xFF));
  }
};

class state_writer {
 public:
  explicit state_writer(std::ostream& out) : out_(&out) {}

  void number(std::uint64_t value) {
    saved_state::append(block_, value, 8);
    if (block_.size() >= saved_state::most_in_block) write_block();
  }
  void time(time_point t) { number(static_cast<std::uint64_t>(t.microseconds())); }
  void text(std::string_view t) {
    number(t.size());
    for (; !t.empty(); t.remove_prefix(std::min(t.size(), saved_state::most_in_block))) {
      block_.append(t.substr(0, saved_state::most_in_block));
      if (block_.size() >= saved_state::most_in_block) write_block();
    }
  }
  // Throws std::runtime_error where the stream does not take it.
  void finish() {
    if (!block_.empty()) write_block();
    write_block();
    out_->flush();
    if (!*out_) throw std::runtime_error("polku: the monitor's state could not be written; is there room for it?");
  }

 private:
  void write_block() {
    sum_ = check_sum(sum_, block_);
    std::string frame;
    saved_state::append(frame, block_.size(), 4);
    out_->write(frame.data(), 4);
    out_->write(block_.data(), static_cast<std::streamsize>(block_.size()));
    frame.clear();
    saved_state::append(frame, sum_, 8);
    out_->write(frame.data(), 8);
    block_.clear();
  }

  std::ostream* out_;
  std::string block_;
  std::uint64_t sum_ = 0;
};

class state_reader {
 public:
  explicit state_reader(std::istream& in) : in_(&in) {}

  std::uint64_t number() {
    need(8);
    const auto value = value_of(std::string_view(block_).substr(at_, 8));
    at_ += 8;
    return value;
  }
  // Not greater than `most`.
  std::uint64_t number(std::uint64_t most) {
    const auto value = number();
    if (value > most) fail();
    return value;
  }
  time_point time() { return time_point::from_microseconds(static_cast<std::int64_t>(number())); }
  std::string text() {
    std::string out;
    for (auto left = number(); left != 0;) {
      need(1);
      const auto part = std::min<std::uint64_t>(left, block_.size() - at_);
      out.append(block_, at_, part);
      at_ += part;
      left -= part;
    }
    return out;
  }
  void finish() {
    if (at_ != block_.size()) fail();
    read_block();
    if (!block_.empty()) fail();
  }
  [[noreturn]] static void fail() {
    throw saved_state_error(
        "polku: this is not the saved state of a monitor, or it is damaged or cut short; restore an earlier one");
  }

 private:
  static std::uint64_t value_of(std::string_view bytes) {
    std::uint64_t value = 0;
    for (auto i = bytes.size(); i-- != 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
  }
  // Numbers do not straddle blocks, since a block ends after a number or a text.
  void need(std::size_t bytes) {
    if (at_ == block_.size()) {
      read_block();
      if (block_.empty()) fail();
    }
    if (block_.size() - at_ < bytes) fail();
  }
  void read_block() {
    const auto size = value_of(bytes(4));
    if (size > 3 * saved_state::most_in_block) fail();
    block_ = bytes(size);
    at_ = 0;
    sum_ = check_sum(sum_, block_);
    if (value_of(bytes(8)) != sum_) fail();
  }
  std::string bytes(std::size_t n) {
    std::string out(n, '\0');
    if (!in_->read(out.data(), static_cast<std::streamsize>(n))) fail();
    return out;
  }

  std::istream* in_;
  std::string block_;
  std::size_t at_ = 0;
  std::uint64_t sum_ = 0;
};

// A number that differs between what is watched differently.
inline std::uint64_t fingerprint_of(const monitor_options& options) {
  std::uint64_t sum = 1;
  const auto number = [&](std::uint64_t n) { sum = mix(sum, n + 1); };
  const auto text = [&](std::string_view t) { sum = check_sum(sum, t); };
  const auto subject_of = [&](const subject& s) {
    number(static_cast<std::uint64_t>(s.kind));
    text(s.name);
  };
  const auto length = [&](const std::optional<duration>& d) {
    number(d ? 1 : 0);
    if (d) number(static_cast<std::uint64_t>(d->microseconds()));
  };
  for (const auto& o : options.obligations) {
    number(static_cast<std::uint64_t>(o.form));
    subject_of(o.when);
    number(o.needed.size());
    for (const auto& y : o.needed) subject_of(y);
    number(o.until_first ? 1 : 0);
    if (o.until_first) subject_of(*o.until_first);
    length(o.limit);
    number(o.times);
    number(o.counts_running ? 1 : 0);
  }
  number(options.obligations.size());
  number(options.how.exits.size());
  for (const auto& exit : options.how.exits) text(exit);
  number(options.how.phases.phases().size());
  for (const auto& p : options.how.phases.phases()) {
    text(p.name);
    text(p.finnish);
    text(p.swedish);
    number(p.other_names.size());
    for (const auto& other : p.other_names) text(other);
  }
  number(options.how.organisations.size());
  for (const auto& o : options.how.organisations) {
    text(o.name);
    text(o.kind);
  }
  number(options.how.absent_means_none ? 1 : 0);
  length(options.remind_before);
  number(options.gaps ? 1 : 0);
  if (options.gaps) {
    length(options.gaps->gaps.tolerance);
    number(options.gaps->gaps.exits.size());
    for (const auto& exit : options.gaps->gaps.exits) text(exit);
    number(options.gaps->supports ? 1 : 0);
    length(options.gaps->warning);
  }
  number(options.handovers ? 1 : 0);
  if (options.handovers) length(options.handovers->horizon);
  length(options.keep_history);
  return sum;
}

}  // namespace detail

}  // namespace polku::inline v0
