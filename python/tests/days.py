# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""The calendar of the tests, as in C++: day n, and logs of spells."""

import numpy as np

import polku

ZERO = np.datetime64("2020-01-01", "D")
OPEN = None


def day(n):
    return ZERO + n


def number(t):
    return int((np.datetime64(t, "us") - ZERO) / np.timedelta64(1, "D"))


def columns_of(spells):
    rows = [(*s, "c")[:4] if len(s) == 3 else s[:4] for s in spells]
    phases = [s[4] if len(s) > 4 else None for s in spells]
    return {
        "client": np.array([r[3] for r in rows], dtype=object),
        "service": np.array(["service"] * len(rows), dtype=object),
        "organisation": np.array([r[0] for r in rows], dtype=object),
        "phase": np.array(phases, dtype=object),
        "start": np.array([day(r[1]) for r in rows], dtype="datetime64[D]"),
        "end": np.array([np.datetime64("NaT") if r[2] is OPEN else day(r[2]) for r in rows], dtype="datetime64[D]"),
    }


def log_of(spells, events=(), cutoff=None, **options):
    """Spells are party, start, end and perhaps client and phase; events a day, a kind and perhaps a client."""
    events = [(*e, "c")[:3] for e in events]
    milestones = {
        "client": np.array([e[2] for e in events], dtype=object),
        "at": np.array([day(e[0]) for e in events], dtype="datetime64[D]"),
        "kind": np.array([e[1] for e in events], dtype=object),
    }
    return polku.make_event_log(columns_of(spells), milestones=milestones if events else None,
                                cutoff=None if cutoff is None else day(cutoff), **options)
