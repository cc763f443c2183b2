// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
//
// polku-generate: writes a made-up log of episodes as CSV.

#include "synthetic_log.hpp"

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>

namespace {

constexpr std::string_view usage =
    "usage: polku-generate [--episodes N] [--organisations N] [--seed N] [--shuffled] [--output FILE|-]\n"
    "Writes a made-up log of episodes as CSV: case_id,activity,org,resource,start,end. The same options give the same log.\n"
    "  --episodes N       how many (default 1000000, at most 2000000000)\n"
    "  --organisations N  how many (default 6, at most 100000)\n"
    "  --seed N           of the random numbers (default 1)\n"
    "  --shuffled         rows in random order; else by client, start and end\n"
    "  --output FILE      where to (default -, standard output)\n";

[[noreturn]] void reject(std::string_view what, std::string_view why) {
  std::fprintf(stderr, "polku-generate: %.*s %.*s\n%s", static_cast<int>(what.size()), what.data(),
               static_cast<int>(why.size()), why.data(), usage.data());
  std::exit(2);
}

std::uint64_t read_number(std::string_view option, std::string_view text, std::uint64_t least, std::uint64_t most) {
  std::uint64_t out = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || stop != text.data() + text.size() || out < least || out > most)
    reject(option, "takes a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ", not '" +
                       std::string(text) + "'");
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  polku::bench::synthetic_options options;
  std::string output = "-";
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--help") {
      std::fputs(usage.data(), stdout);
      return 0;
    }
    if (option == "--shuffled") {
      options.is_shuffled = true;
      continue;
    }
    if (option != "--episodes" && option != "--organisations" && option != "--seed" && option != "--output")
      reject(option, "is not an option");
    if (++i == argc) reject(option, "needs a value");
    const std::string_view value = argv[i];
    if (option == "--episodes")
      options.episodes = read_number(option, value, 0, 2'000'000'000);
    else if (option == "--organisations")
      options.organisations = static_cast<std::uint32_t>(read_number(option, value, 1, 100'000));
    else if (option == "--seed")
      options.seed = read_number(option, value, 0, std::numeric_limits<std::uint64_t>::max());
    else
      output = value;
  }

  std::FILE* const file = output == "-" ? stdout : std::fopen(output.c_str(), "wb");
  if (!file) {
    std::perror(output.c_str());
    return 1;
  }
  bool is_written = true;
  polku::bench::write_csv(polku::bench::make_synthetic_log(options), [&](std::string_view text) {
    is_written = is_written && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  });
  is_written = std::fclose(file) == 0 && is_written;
  if (!is_written) std::perror(output.c_str());
  return is_written ? 0 : 1;
}
