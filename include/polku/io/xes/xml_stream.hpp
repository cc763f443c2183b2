// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/input_error.hpp>
#include <polku/io/input_file.hpp>
#include <polku/io/xes/unpacked_file.hpp>
#include <polku/io/xes/xml_encoding.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include <expat.h>

namespace polku::inline v0 {

/// Reads an XML file, packed by gzip or not, from front to back, and tells a handler of every element's begin and end.
///
/// Memory does not grow with the file: what would make it grow is refused (entities, a tag of more than 16 MiB, elements
/// more than 1,000 deep). UTF-8, UTF-16, ISO-8859-1, and what `fill_xml_encoding` knows are read; texts come as UTF-8.
///
/// A `Handler` has `begin_element(const char* name, const char* const* attributes, line)` (names and values in turn, then
/// null, valid during the call; `line()` is the tag's line, from 1), `end_element()`, and `record_count()`, for messages.
/// What it throws, `read` throws.
template <class Handler>
class xml_stream {
 public:
  static constexpr std::size_t block_size = 1 << 20;
  static constexpr std::uint64_t longest_token = 1 << 24;
  static constexpr int greatest_depth = 1000;

  /// \throws input_error where the file cannot be read.
  xml_stream(input_file& file, Handler& handler)
      : file_(&file), bytes_(file), handler_(&handler), parser_(XML_ParserCreate(nullptr), &XML_ParserFree) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &begin_element, &end_element);
    XML_SetEntityDeclHandler(parser_.get(), &refuse_entity);
    XML_SetNotStandaloneHandler(parser_.get(), &refuse_other_file);
    XML_SetUnknownEncodingHandler(parser_.get(), &know_encoding, nullptr);
  }
  xml_stream(const xml_stream&) = delete;
  xml_stream& operator=(const xml_stream&) = delete;

  /// Reads the file to its end; `after_block()` is called after every MiB of XML, or oftener. O(bytes).
  /// \throws input_error where the file is cut off, damaged, no XML, or not to be read in bounded memory.
  template <class AfterBlock>
  void read(AfterBlock after_block) {
    std::uint64_t fed = 0, begun = 0;  // begun: how much of the token that the last block ends in
    for (bool is_last = false; !is_last;) {
      // No less than what is to be looked at again, so that the work stays in proportion.
      const auto size = std::max<std::size_t>(block_size, begun);
      char* const to = static_cast<char*>(XML_GetBuffer(parser_.get(), static_cast<int>(size)));
      if (!to) throw std::bad_alloc();
      const auto got = bytes_.read(to, size);
      is_last = got < size;
      if (fed == 0) require_xml({to, got});
      fed += got;
      if (XML_ParseBuffer(parser_.get(), static_cast<int>(got), is_last) != XML_STATUS_OK) fail(is_last);
      if (is_last) break;
      const auto used = XML_GetCurrentByteIndex(parser_.get());
      begun = used < 0 ? begun + got : fed - static_cast<std::uint64_t>(used);
      if (begun > longest_token)
        throw input_error(fmt::format(
            "{}: a tag or comment is longer than 16 MiB; the file is damaged there, or no log: export it again", place()));
      after_block();
    }
    after_block();
  }

 private:
  static xml_stream& self(void* user_data) { return *static_cast<xml_stream*>(user_data); }

  // Cheap: expat counts every line of a block anyway, and goes on from where it was asked last.
  [[nodiscard]] std::uint64_t line() const { return XML_GetCurrentLineNumber(parser_.get()); }

  // Exceptions must not pass through expat: they wait until it has returned.
  template <class F>
  void guarded(F f) noexcept {
    if (failure_) return;  // expat may tell of an empty element's end yet
    try {
      f();
    } catch (...) {
      failure_ = std::current_exception();
      XML_StopParser(parser_.get(), XML_FALSE);
    }
  }

  static void XMLCALL begin_element(void* user_data, const XML_Char* name, const XML_Char** attributes) {
    auto& s = self(user_data);
    s.guarded([&] {
      if (++s.depth_ > greatest_depth)
        throw input_error(fmt::format("{}: elements lie more than {} deep in one another; this is no event log", s.place(),
                                      greatest_depth));
      s.has_root_ = true;
      s.handler_->begin_element(name, attributes, [&] { return s.line(); });
    });
  }
  static void XMLCALL end_element(void* user_data, const XML_Char*) {
    auto& s = self(user_data);
    s.guarded([&] {
      --s.depth_;
      s.handler_->end_element();
    });
  }
  static void XMLCALL refuse_entity(void* user_data, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                                    const XML_Char*, const XML_Char*, const XML_Char*) {
    auto& s = self(user_data);
    s.guarded([&] {
      throw input_error(
          fmt::format("{} declares an entity, which can make a small file a huge one, and no event log needs; "
                      "remove its DOCTYPE",
                      s.place()));
    });
  }
  static int XMLCALL refuse_other_file(void* user_data) {
    auto& s = self(user_data);
    s.guarded([&] {
      throw input_error(
          fmt::format("{}: the DOCTYPE refers to another file, which is not read; remove the DOCTYPE", s.place()));
    });
    return XML_STATUS_OK;
  }
  static int XMLCALL know_encoding(void*, const XML_Char* name, XML_Encoding* encoding) {
    encoding->data = nullptr;
    encoding->convert = nullptr;
    encoding->release = nullptr;
    return fill_xml_encoding(name, encoding->map) ? XML_STATUS_OK : XML_STATUS_ERROR;
  }

  void require_xml(std::string_view begin) const {
    if (begin.empty()) throw input_error(fmt::format("'{}' is empty; it should hold an event log", file_->name()));
    if (begin.starts_with("PK\x03\x04"))
      throw input_error(fmt::format("'{}' is a zip file; unpack it first", file_->name()));
    const auto first = begin.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    const bool is_wide = begin.starts_with("\xFF\xFE") || begin.starts_with("\xFE\xFF") || begin[0] == '\0';
    if (!is_wide && (first == begin.npos || begin[first] != '<'))
      throw input_error(fmt::format(
          "'{}' is no XML: an XES log begins with '<?xml' or '<log'; a table of records is read as CSV", file_->name()));
  }

  [[nodiscard]] std::string place() const { return fmt::format("'{}', line {}", file_->name(), line()); }

  [[noreturn]] void fail(bool is_at_end) const {
    if (failure_) std::rethrow_exception(failure_);
    const auto error = XML_GetErrorCode(parser_.get());
    if (error == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
    if (error == XML_ERROR_UNKNOWN_ENCODING)
      throw input_error(fmt::format("'{}' declares an encoding that is not known here; save it as UTF-8", file_->name()));
    const auto read_so_far = fmt::format("after {} records", handler_->record_count());
    const bool is_cut_off = is_at_end && (error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN ||
                                          error == XML_ERROR_PARTIAL_CHAR || error == XML_ERROR_UNCLOSED_CDATA_SECTION);
    if (is_cut_off)
      throw input_error(fmt::format("{}: the file ends {}, before its XML does; it is cut off: fetch or export it again",
                                    place(), has_root_ ? read_so_far : "at once"));
    throw input_error(
        fmt::format("{}: broken XML ({}), {}; {}", place(), XML_ErrorString(error), read_so_far,
                    error == XML_ERROR_INVALID_TOKEN && is_at_high_byte()
                        ? "a letter is not in the encoding that the file declares, or in UTF-8: save it as UTF-8"
                        : "the file is damaged there: export it again"));
  }

  [[nodiscard]] bool is_at_high_byte() const {
    int offset = 0, size = 0;
    const char* const text = XML_GetInputContext(parser_.get(), &offset, &size);
    return text && offset < size && static_cast<unsigned char>(text[offset]) >= 0x80;
  }

  input_file* file_;
  unpacked_file bytes_;
  Handler* handler_;
  std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
  std::exception_ptr failure_;
  int depth_ = 0;
  bool has_root_ = false;
};

}  // namespace polku::inline v0
