// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <polku/log/event_log.hpp>

#include <cstddef>
#include <cstdint>

namespace polku::inline v0 {

/// Whether two logs say the same: the same clients in the same order, each with the same records in the same order, up to
/// the same cutoff. Names are compared as texts, however the logs number them; where the records stood in their sources does
/// not matter. O(records).
[[nodiscard]] inline bool has_same_records(const event_log& a, const event_log& b) {
  if (a.client_count() != b.client_count() || a.size() != b.size() || a.cutoff() != b.cutoff()) return false;
  const auto is_same_label = [](const label_table& in_a, label x, const label_table& in_b, label y) {
    return (x == label::none) == (y == label::none) && in_a[x] == in_b[y];
  };
  const auto is_same_episode = [&](event_log::index i) {
    for (const auto f : {field::organisations, field::services, field::roles, field::workers})
      if (!is_same_label(a.names(f), a.label_of(i, f), b.names(f), b.label_of(i, f))) return false;
    return a.starts()[i] == b.starts()[i] && a.ends()[i] == b.ends()[i] &&
           is_same_label(a.phase_names(), a.phase_of(i), b.phase_names(), b.phase_of(i));
  };
  const auto are_same = [](const auto& rows_a, const auto& rows_b, auto is_same) {
    if (rows_a.size() != rows_b.size()) return false;
    for (std::size_t i = 0; i < rows_a.size(); ++i)
      if (!is_same(rows_a[i], rows_b[i])) return false;
    return true;
  };
  for (std::uint32_t c = 0; c < a.client_count(); ++c) {
    const client_id id{c};
    if (a.name_of(id) != b.name_of(id) || a.first_episodes()[c] != b.first_episodes()[c]) return false;
    const bool is_same =
        are_same(a.handovers().of(id), b.handovers().of(id),
                 [&](const handover_row& x, const handover_row& y) {
                   return x.at == y.at && x.manner == y.manner && x.status == y.status &&
                          is_same_label(a.party_names(), x.from, b.party_names(), y.from) &&
                          is_same_label(a.party_names(), x.to, b.party_names(), y.to);
                 }) &&
        are_same(a.milestones().of(id), b.milestones().of(id),
                 [&](const milestone_row& x, const milestone_row& y) {
                   return x.at == y.at && is_same_label(a.milestone_kinds(), x.kind, b.milestone_kinds(), y.kind) &&
                          is_same_label(a.milestone_details(), x.detail, b.milestone_details(), y.detail);
                 }) &&
        are_same(a.plans().of(id), b.plans().of(id),
                 [&](const plan_row& x, const plan_row& y) {
                   return x.validity == y.validity && is_same_label(a.plan_kinds(), x.kind, b.plan_kinds(), y.kind);
                 }) &&
        are_same(a.consents().of(id), b.consents().of(id), [&](const consent_row& x, const consent_row& y) {
          return x.validity == y.validity && is_same_label(a.party_names(), x.party, b.party_names(), y.party);
        });
    if (!is_same) return false;
  }
  for (event_log::index i = 0; i < a.size(); ++i)
    if (!is_same_episode(i)) return false;
  return true;
}

}  // namespace polku::inline v0
