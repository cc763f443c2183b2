// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "../temp_folder.hpp"

#include <polku/io/xes/read_xes.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <zlib.h>

namespace polku_test {

/// What gzip makes of a text.
inline std::string packed(std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("no zlib");
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  std::string in(text);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

/// XES by hand, one element to a line; times are as written.
inline std::string attribute(std::string_view key, std::string_view value, std::string_view type = "string") {
  return "<" + std::string(type) + " key=\"" + std::string(key) + "\" value=\"" + std::string(value) + "\"/>\n";
}
inline std::string named(std::string_view name) { return attribute("concept:name", name); }
inline std::string at(std::string_view time) { return attribute("time:timestamp", time, "date"); }
inline std::string event_of(std::string_view content) { return "<event>\n" + std::string(content) + "</event>\n"; }
inline std::string trace(std::string_view content) { return "<trace>\n" + std::string(content) + "</trace>\n"; }
inline std::string xes(std::string_view content) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log>\n" + std::string(content) + "</log>\n";
}

/// Reads texts as XES files.
class ReadingXes : public TempFolder {
 protected:
  polku::read_log read(const std::string& text, const polku::read_options& options = {}) {
    auto out = polku::read_xes(file("x.xes", text), options);
    EXPECT_EQ(out.rows, out.log.record_count() + out.log.after_cutoff() + out.paired + out.rejected.size());
    return out;
  }
  // One trace, of client c.
  polku::read_log read_trace(const std::string& content, const polku::read_options& options = {}) {
    return read(xes(trace(named("c") + content)), options);
  }
  // The episodes of all clients, each as "client service organisation/role/worker/phase start..end".
  static std::vector<std::string> episodes(const polku::event_log& log) {
    std::vector<std::string> out;
    for (std::uint32_t c = 0; c < log.client_count(); ++c)
      for (auto [i, last] = log.episodes_of(polku::client_id{c}); i != last; ++i) {
        const auto e = log.episode_at(i, polku::client_id{c});
        const auto text = [](polku::time_point t) { return to_string(t, polku::resolution::day); };
        auto line = std::string(e.client) + ' ' + std::string(e.service) + ' ' + std::string(e.organisation) + '/' +
                    std::string(e.role) + '/' + std::string(e.worker) + '/' + std::string(e.phase) + ' ' + text(e.start);
        if (e.end != e.start) line += ".." + (e.end ? text(*e.end) : std::string());
        out.push_back(line);
      }
    return out;
  }
  static std::vector<std::string> faults(const polku::read_log& read) {
    std::vector<std::string> out;
    for (const auto& r : read.rejected) {
      const auto reason = std::string(to_string(r.what.reason));
      out.push_back(std::to_string(r.what.place) + " " + std::string(r.what.column) + ": " +
                    reason.substr(0, reason.find(':')));
    }
    return out;
  }
  // The sentence that reading fails with, from the file's name on.
  std::string failure(const std::string& text, const polku::read_options& options = {}) {
    try {
      (void)polku::read_xes(file("x.xes", text), options);
    } catch (const polku::input_error& e) {
      const std::string what = e.what();
      const auto folder = what.find(folder_.string());
      return folder == what.npos ? what : what.substr(folder + folder_.string().size() + 1);
    }
    return "no failure";
  }
};

using list = std::vector<std::string>;

}  // namespace polku_test
