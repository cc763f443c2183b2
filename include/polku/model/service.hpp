// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/core/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace polku::inline v0 {

/// Whom a client deals with. The kind is an open label, such as "municipality" or "private company".
struct organisation {
  std::string name;
  std::string kind = {};

  friend bool operator==(const organisation&, const organisation&) = default;
};

/// A task that somebody has towards the client: own worker, job coach, employer.
struct role {
  std::string name;
  std::string organisation = {};  ///< empty: it is found in several

  friend bool operator==(const role&, const role&) = default;
};

/// How many clients a service has room for at once.
struct capacity {
  unsigned workers = 1;
  unsigned clients_each = 1;

  [[nodiscard]] constexpr std::uint64_t clients() const { return std::uint64_t{workers} * clients_each; }
  friend bool operator==(const capacity&, const capacity&) = default;
};

/// A service as it is planned: what it is for, who runs it, and who holds the client meanwhile. Names refer to the design
/// it stands in.
struct service {
  std::string name;
  std::string organisation = {};         ///< that runs it
  std::vector<std::string> phases = {};  ///< of the process, that it serves
  std::vector<std::string> roles = {};   ///< that it needs
  std::string responsible = {};  ///< the role that is responsible for the client, one of them or another; empty: none
  bool is_support = true;        ///< whether a client in it is supported; plain employment is not
  bool can_fail = false;         ///< whether it may break off, as a work trial does
  std::vector<std::string> consents = {};    ///< organisations for which it asks the client's consent at its start
  std::vector<std::string> plans = {};       ///< kinds of plan that are made in it
  std::vector<std::string> milestones = {};  ///< what its start means, such as "job start"
  std::optional<polku::capacity> capacity = std::nullopt;
  std::optional<time_point> until = std::nullopt;  ///< when its funding ends, exclusive

  friend bool operator==(const service&, const service&) = default;
};

}  // namespace polku::inline v0
