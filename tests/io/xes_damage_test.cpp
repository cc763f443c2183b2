// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// Files that are no XES, or were once: each must end in a sentence, and in bounded memory.

#include "xes_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace {

using namespace polku;
using namespace polku_test;

class XesDamage : public ReadingXes {
 protected:
  static std::string good(int events) {
    std::string content = named("c");
    for (int i = 0; i < events; ++i) content += event_of(named("s" + std::to_string(i)) + at("2022-01-01T08:00:00Z"));
    return xes(trace(content));
  }
};

TEST_F(XesDamage, WhatIsNoXml) {
  EXPECT_EQ(failure(""), "x.xes' is empty; it should hold an event log");
  EXPECT_EQ(failure("client,service,start\na,b,2022-01-01\n"),
            "x.xes' is no XML: an XES log begins with '<?xml' or '<log'; a table of records is read as CSV");
  EXPECT_EQ(failure(" \n"), "x.xes' is no XML: an XES log begins with '<?xml' or '<log'; a table of records is read as CSV");
  EXPECT_EQ(failure("PK\x03\x04..."), "x.xes' is a zip file; unpack it first");
  EXPECT_EQ(failure(std::string(5000, '\0')).substr(0, 34), "x.xes', line 1: broken XML (not we");
  EXPECT_THROW((void)read_xes(folder_), input_error);
  EXPECT_THROW((void)read_xes(folder_ / "absent.xes"), input_error);
}

TEST_F(XesDamage, WhatIsNoXes) {
  EXPECT_EQ(failure("<?xml version='1.0'?>\n<WorkflowLog><Process/></WorkflowLog>"),
            "x.xes', line 2: the outermost element is <WorkflowLog>, but an XES event log (IEEE 1849) has <log>; export the "
            "log as XES");
}

TEST_F(XesDamage, BrokenXmlIsToldWithItsLineAndHowManyRecordsWereRead) {
  EXPECT_EQ(failure(xes(trace(named("c") + event_of(named("s") + at("2022-01-01")) + "</event>"))),
            "x.xes', line 9: broken XML (mismatched tag), after 1 records; the file is damaged there: export it again");
  EXPECT_EQ(failure("<log>\n<trace>\n<event a='Matti' a='Matti'/>"),
            "x.xes', line 3: broken XML (duplicate attribute), after 0 records; the file is damaged there: export it again");
  EXPECT_EQ(failure("<log>\n<string key='x' value='\xE4iti'/></log>"),
            "x.xes', line 2: broken XML (not well-formed (invalid token)), after 0 records; a letter is not in the encoding "
            "that the "
            "file declares, or in UTF-8: save it as UTF-8");
  EXPECT_EQ(failure(xes("") + "more"),
            "x.xes', line 4: broken XML (junk after document element), after 0 records; the file is damaged there: export "
            "it again");
  EXPECT_EQ(failure("<?xml version='1.0' encoding='KOI-8'?><log/>"),
            "x.xes' declares an encoding that is not known here; save it as UTF-8");
}

TEST_F(XesDamage, AFileCutOffAnywhere) {
  const auto text = good(3);
  for (std::size_t n = 1; n + 1 < text.size(); ++n) {
    const auto what = failure(text.substr(0, n));
    ASSERT_NE(what.find("it is cut off: fetch or export it again"), what.npos) << n << ' ' << what;
  }
  EXPECT_EQ(failure(text.substr(0, text.size() - 20)),
            "x.xes', line 16: the file ends after 3 records, before its XML does; it is cut off: fetch or export it again");
}

TEST_F(XesDamage, GzipCutOffAnywhere) {
  const auto text = packed(good(2000));
  ASSERT_GT(text.size(), 1000u);
  for (std::size_t n = 2; n < text.size(); n += n < 20 || n + 20 > text.size() ? 1 : 501)
    ASSERT_EQ(failure(text.substr(0, n)), "x.xes' is cut off: its gzip data do not end; fetch or export it again") << n;
}

TEST_F(XesDamage, GzipWithAWrongByteAnywhere) {
  const auto text = packed(good(2000));
  for (std::size_t n = 0; n < text.size(); n += n < 12 || n + 12 > text.size() ? 1 : 97) {
    if (n >= 3 && n < 10)
      continue;  // flags, time and system of the header: the flags may say anything, the rest does not matter
    auto wrong = text;
    wrong[n] = static_cast<char>(wrong[n] ^ 0x10);
    ASSERT_NE(failure(wrong), "no failure") << n;
  }
  auto wrong = text;
  wrong[text.size() - 6] ^= 1;
  EXPECT_EQ(failure(wrong).substr(0, 64), "x.xes' is damaged: its gzip data are wrong (incorrect data check");
}

TEST_F(XesDamage, GzipFollowedByOtherData) {
  const auto text = packed(good(1));
  EXPECT_EQ(failure(text + "garbage"), "x.xes' has something else behind its gzip data, from byte " +
                                           std::to_string(text.size()) +
                                           " on: it is damaged or was put together wrongly; fetch or export it again");
  EXPECT_EQ(failure(text + "\x1F"), "x.xes' is cut off: its gzip data do not end; fetch or export it again");
}

TEST_F(XesDamage, EntitiesAreRefused) {
  const auto what = failure(
      "<?xml version='1.0'?>\n<!DOCTYPE log [\n<!ENTITY a 'aaaaaaaaaa'>\n<!ENTITY b "
      "'&a;&a;&a;&a;&a;&a;&a;&a;'>\n]>\n<log>&b;</log>");
  EXPECT_EQ(what,
            "x.xes', line 3 declares an entity, which can make a small file a huge one, and no event log needs; remove its "
            "DOCTYPE");
  EXPECT_EQ(failure("<!DOCTYPE log [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><log>&a;</log>"),
            what.substr(0, 13) + "1" + what.substr(14));
  EXPECT_EQ(failure("<!DOCTYPE log [<!ELEMENT log ANY>]><log/>"), "no failure");
  EXPECT_EQ(failure("<!DOCTYPE log SYSTEM 'xes.dtd'><log><string key='a' value='caf&eacute;'/></log>"),
            "x.xes', line 1: the DOCTYPE refers to another file, which is not read; remove the DOCTYPE");
}

TEST_F(XesDamage, HugeTagsAndCommentsAreRefused) {
  for (const std::string before : {"<log>\n<string key='x' value='", "<log>\n<!-- ", "<log>\n<event ", "\n<!-- "}) {
    std::string text = before;
    text.append(std::size_t{40} << 20, 'x');
    EXPECT_EQ(failure(text),
              "x.xes', line 2: a tag or comment is longer than 16 MiB; the file is damaged there, or no log: export "
              "it again");
  }
  // Long, but not too long; and long text outside of tags, which nobody needs.
  std::string name(std::size_t{9} << 20, 'y'), text(std::size_t{40} << 20, ' ');
  EXPECT_EQ(read(xes(text + trace(named(name) + event_of(named("s") + at("2022-01-01"))))).log.name_of(client_id{0}), name);
}

TEST_F(XesDamage, DeepNestingIsRefused) {
  const auto nested = [](int depth) {
    std::string text = "<log>";
    for (int i = 0; i < depth; ++i) text += "<x>";
    for (int i = 0; i < depth; ++i) text += "</x>";
    return text + "</log>";
  };
  EXPECT_EQ(failure(nested(999)), "no failure");
  EXPECT_EQ(failure(nested(100'000)),
            "x.xes', line 1: elements lie more than 1000 deep in one another; this is no event log");
}

TEST_F(XesDamage, NulBytesAreRefused) {
  auto text = good(3);
  text[text.find("s1")] = '\0';
  EXPECT_TRUE(failure(text).starts_with("x.xes', line 10: broken XML (not well-formed (invalid token)), after 2 records"));
}

TEST_F(XesDamage, TooManyPhasesSayThatTheKeyIsWrong) {
  std::string content = named("c");
  for (int i = 0; i < 65'600; ++i)
    content += event_of(named("s") + attribute("polku:phase", std::to_string(i)) + at("2022-01-01"));
  EXPECT_THROW((void)read_xes(file("x.xes", xes(trace(content)))), std::length_error);
}

// Whatever is done to a file: records, or a sentence that tells nothing of clients.
TEST_F(XesDamage, NoDamageBreaksTheReaderOrTellsOfClients) {
  std::string content = named("Matti Meikalainen");
  for (int i = 0; i < 10; ++i)
    content += event_of(named("Secret service") + attribute("org:group", "g") +
                        attribute("start_timestamp", "2022-01-01", "date") + at("2022-01-02"));
  const auto text = xes(trace(content) + trace(named("Matti Meikalainen") + content));
  unsigned state = 7;
  const auto random = [&](std::size_t n) { return (state = state * 1'664'525 + 1'013'904'223) / 65'536 % n; };
  for (int round = 0; round < 600; ++round) {
    auto damaged = text;
    for (std::size_t i = 0; i < 1 + random(3); ++i) {
      const auto from = random(damaged.size()), length = random(30);
      switch (random(4)) {
        case 0:
          damaged.erase(from, length);
          break;
        case 1:
          damaged.insert(from, damaged.substr(random(damaged.size()), length));
          break;
        case 2:
          damaged[from] = static_cast<char>(random(256));
          break;
        default:
          std::rotate(damaged.begin(), damaged.begin() + static_cast<std::ptrdiff_t>(from), damaged.end());
      }
      if (damaged.empty()) damaged = "x";
    }
    if (round % 3 == 0) {
      damaged = packed(damaged);
      damaged[random(damaged.size())] ^= static_cast<char>(1 << random(7));
    }
    try {
      (void)read(damaged);
    } catch (const input_error& e) {
      const std::string what = e.what();
      ASSERT_EQ(what.find("Matti"), what.npos) << what;
      ASSERT_EQ(what.find("Secret"), what.npos) << what;
    }
  }
}

}  // namespace
