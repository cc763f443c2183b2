// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/io/input_file.hpp>

#include <fmt/core.h>
#include <sodium.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace polku::inline v0 {

/// Stands in for clients' ids: `disclosure_options::pseudonym`. A pseudonym is "c-" and 16 characters, such as
/// c-7k3m9q2x4t8w5v6z: 80 bits of BLAKE2b under a key (libsodium), so that of ten million clients two share one with a
/// probability below 10^-10. Only with the key can one tell whether an id and a pseudonym belong together.
///
/// Pseudonyms hide ids and nothing more: dates, services and rare ways through them can still identify a person.
class pseudonyms {
 public:
  static constexpr std::size_t min_key_size = 16;  ///< bytes

  /// Under a key of this run's own, from the operating system's randomness: no key links them to those of another run.
  ///
  /// \throws std::runtime_error where libsodium cannot be set up.
  [[nodiscard]] static pseudonyms random() {
    pseudonyms made;
    randombytes_buf(made.key_.data(), made.key_.size());
    return made;
  }

  /// The same for one id and key in every run and on every machine. A key should be random, such as 32 bytes of
  /// /dev/urandom: a word can be guessed. With H the unkeyed BLAKE2b of 32 bytes, a pseudonym is the first 10 bytes of the
  /// BLAKE2b of 16 bytes of the id under the key H(key), in Crockford's base 32 in lower case.
  ///
  /// \throws std::invalid_argument where the key is shorter than 16 bytes, std::runtime_error where libsodium cannot be set
  /// up.
  [[nodiscard]] static pseudonyms keyed(std::string_view key) {
    if (key.size() < min_key_size)
      throw std::invalid_argument(
          fmt::format("polku: a key for pseudonyms needs at least {} bytes; this one has {}", min_key_size, key.size()));
    pseudonyms made;
    crypto_generichash(made.key_.data(), made.key_.size(), bytes(key), key.size(), nullptr, 0);
    return made;
  }

  /// The id's pseudonym. O(length).
  [[nodiscard]] std::string operator()(std::string_view id) const {
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash;
    crypto_generichash(hash.data(), hash.size(), bytes(id), id.size(), key_.data(), key_.size());
    constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";  // without i, l, o, u
    std::string out = "c-";
    for (std::size_t i = 0; i < 10; i += 5) {
      std::uint64_t five_bytes = 0;
      for (std::size_t k = 0; k < 5; ++k) five_bytes = five_bytes << 8 | hash[i + k];
      for (int shift = 35; shift >= 0; shift -= 5) out += letters[five_bytes >> shift & 31];
    }
    return out;
  }

 private:
  pseudonyms() {
    if (sodium_init() < 0)
      throw std::runtime_error("polku: libsodium cannot be set up, so there is no randomness to rely on");
  }
  static const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

  std::array<unsigned char, crypto_generichash_KEYBYTES> key_;
};

/// The key in a file (or on standard input, "-"): all its bytes, but for one line break at the end (LF or CR LF), which an
/// editor may have put there.
///
/// \throws input_error where the file is absent, a directory, shorter than 16 bytes or longer than 64 KiB. The sentence
/// holds nothing of the key.
[[nodiscard]] inline std::string read_pseudonym_key(const std::filesystem::path& path) {
  constexpr std::size_t most = 1 << 16;
  input_file file(path);
  std::string key(most + 1, '\0');
  key.resize(file.read(key.data(), key.size()));
  if (key.size() > most) throw input_error(fmt::format("'{}' is longer than 64 KiB: name the file of the key", file.name()));
  if (key.ends_with("\r\n"))
    key.resize(key.size() - 2);
  else if (key.ends_with('\n'))
    key.pop_back();
  if (key.size() < pseudonyms::min_key_size)
    throw input_error(fmt::format(
        "'{}' is too short for a key: it has {} bytes, not counting a line break at its end, and needs {}; make one "
        "with: head -c 32 /dev/urandom",
        file.name(), key.size(), pseudonyms::min_key_size));
  return key;
}

}  // namespace polku::inline v0
