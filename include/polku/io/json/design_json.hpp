// Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

/// Designs and obligations in JSON.
///
/// Members are called as in the C++ types and may be left out where they have their default value; only a name, and the
/// `form`, `when`, `kind`, `from`, `x` and `y` of what cannot be without, are needed. An unknown member is an error.
///
///     {
///       "name": "From rehabilitative work to a job",
///       "process": ["intake", {"name": "training", "other_names": ["course"], "finnish": "valmennus"}],
///       "organisations": [{"name": "Lahti", "kind": "municipality"}, "Oma Oy"],
///       "roles": [{"name": "job coach", "organisation": "Oma Oy"}, "own worker"],
///       "services": [
///         {"name": "rehabilitative work", "organisation": "Lahti", "phases": ["training"], "roles": ["own worker"],
///          "responsible": "own worker", "can_fail": true, "consents": ["Oma Oy"], "plans": ["activation plan"],
///          "milestones": ["start of work"], "capacity": {"workers": 2, "clients_each": 15}, "until": "2027-12-31"},
///         {"name": "employment", "is_support": false}],
///       "entries": ["rehabilitative work"],
///       "steps": [
///         {"from": "rehabilitative work", "to": "employment",
///          "handover": {"manner": "warm", "greatest_delay_days": 0, "needs_overlap": true, "needs_consent": true,
///                       "accompanied_by": "job coach"}},
///         {"kind": "fails", "from": "rehabilitative work"}],
///       "outcomes": ["open labour market"],
///       "rules": [{"kind": "forces_leaving", "x": {"organisation_kind": "private company"},
///                  "y": {"service": "rehabilitative work"}}],
///       "obligations": [
///         {"name": "somebody is responsible", "form": "while_active", "when": {"any_service": true},
///          "needed": [{"role": "own worker"}, {"plan": ""}]},
///         {"form": "begins_within", "when": {"milestone": "referral"}, "needed": [{"service": "employment"}],
///          "limit_days": 30, "counts_running": true}]
///     }
///
/// - Without `process`, the coaching process. A step's kind is `moves` where none is given.
/// - A phase, organisation, role, service or outcome of which nothing but the name is said may be that name alone.
/// - A subject is an object whose one member is called by its kind, with the name, or "" for any; `any_service` and
///   `receiver` are true.
/// - A length of time is a number of days of 24 hours, with a fraction if need be, or `{"microseconds": n}`.
/// - A time is an ISO 8601 date or instant (whatever `read_time` reads); outside the years 1400 to 9999,
///   `{"microseconds": n}` since 1970-01-01T00:00Z.
///
/// What is written reads back as the same value, if `find_problems` finds nothing in it, its names are UTF-8, and its
/// `any_service` and `receiver` subjects have none.

#include <polku/io/json/read_design_json.hpp>
#include <polku/io/json/write_design_json.hpp>
