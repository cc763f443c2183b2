# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Coverage gaps, handovers and changes of worker."""

from __future__ import annotations

import dataclasses
from typing import Any, Callable, Dict, Optional, Sequence, Tuple

from . import _polku
from ._result import Counted, Result
from ._table import Table
from .log import LogLike, log_of, paths_of
from .records import EpisodeView

#: Whether an episode counts as support. Called once for each episode, under Python's lock.
Supports = Optional[Callable[[EpisodeView], bool]]


@dataclasses.dataclass(frozen=True, repr=False)
class Gaps(Result):
    """The coverage gaps of a log, by client, then start."""

    gaps: Table
    _main = "gaps"


@dataclasses.dataclass(frozen=True, repr=False)
class GapCounts(Result):
    """How many coverage gaps a log holds."""

    total: Counted
    of_kind: Dict[str, Counted]
    days: float
    has_exits: bool  #: without any exit in the log a trailing gap means "exit unknown"
    pairs: Table  #: by the party before and the party after
    _main = "pairs"


@dataclasses.dataclass(frozen=True, repr=False)
class GapSpread(Result):
    """Coverage gaps over time, by client, and by length."""

    months: Table
    clients: Table
    lengths: Table  #: every length with its count; censored ones are lower bounds
    _main = "months"


def gap_options(tolerance_days: Optional[float], exits: Sequence[str]) -> _polku.GapOptions:
    """The options of the extension module."""
    return _polku.GapOptions(tolerance_days, list(exits))


def find_gaps(log: LogLike, *, tolerance_days: Optional[float] = None, exits: Sequence[str] = ("exit",),
              supports: Supports = None, threads: int = 1) -> Gaps:
    """Finds the coverage gaps of a log: within each client's spells, the maximal stretches longer than `tolerance_days`
    (default 0; in a log of point events no gaps at all) in which no episode that counts as support was active."""
    return gaps_of(_polku.find_gaps(paths_of(log), gap_options(tolerance_days, exits), supports, EpisodeView, threads))


def gaps_of(columns: _polku.Columns) -> Gaps:
    """What the extension module gives."""
    return Gaps(Table(columns))


def count_gaps(log: LogLike, *, tolerance_days: Optional[float] = None, exits: Sequence[str] = ("exit",),
               supports: Supports = None, threads: int = 1) -> GapCounts:
    """Counts the coverage gaps of a log, in all and by pair of parties. Options as `find_gaps`."""
    return gap_counts_of(_polku.count_gaps(paths_of(log), gap_options(tolerance_days, exits), supports, EpisodeView, threads))


def gap_counts_of(parts: Tuple[Any, ...]) -> GapCounts:
    """What the extension module gives."""
    total, kinds, days, has_exits, pairs = parts
    return GapCounts(Counted(*total), {k: Counted(*v) for k, v in kinds.items()}, days, has_exits, Table(pairs))


def spread_gaps(log: LogLike, *, tolerance_days: Optional[float] = None, exits: Sequence[str] = ("exit",),
                supports: Supports = None, threads: int = 1) -> GapSpread:
    """Spreads the coverage gaps of a log over months, clients and lengths. Options as `find_gaps`."""
    return gap_spread_of(_polku.spread_gaps(paths_of(log), gap_options(tolerance_days, exits), supports, EpisodeView, threads))


def gap_spread_of(parts: Tuple[Any, ...]) -> GapSpread:
    """What the extension module gives."""
    return GapSpread(*(Table(p) for p in parts))


@dataclasses.dataclass(frozen=True, repr=False)
class Handovers(Result):
    """The handovers of a log with what became of each, by client, then time."""

    are_inferred: bool  #: from transitions, as the log has no handovers
    handovers: Table
    _main = "handovers"


@dataclasses.dataclass(frozen=True, repr=False)
class HandoverCounts(Result):
    """How the handovers of a log went: the total, then by pair of parties."""

    are_inferred: bool
    pairs: Table  #: the first row, without parties, is the total
    _main = "pairs"

    @property
    def total(self) -> Dict[str, Any]:
        """The figures of all handovers."""
        return {k: v for k, v in next(self.pairs.rows()).items() if k not in ("from", "to")}


def find_handovers(log: LogLike, *, horizon_days: float = 90, max_wait_days: float = 30) -> Handovers:
    """Lists the handovers of a log, recorded or else inferred. A receiver that has not begun within `horizon_days` has lost
    the client."""
    are_inferred, handovers = _polku.find_handovers(paths_of(log), horizon_days, max_wait_days)
    return Handovers(are_inferred, Table(handovers))


def count_handovers(log: LogLike, *, horizon_days: float = 90, max_wait_days: float = 30) -> HandoverCounts:
    """Counts how the handovers of a log went. Options as `find_handovers`."""
    return handover_counts_of(_polku.count_handovers(paths_of(log), horizon_days, max_wait_days))


def handover_counts_of(parts: Tuple[Any, ...]) -> HandoverCounts:
    """What the extension module gives."""
    are_inferred, pairs = parts
    return HandoverCounts(are_inferred, Table(pairs))


@dataclasses.dataclass(frozen=True)
class WorkerChanges:
    """How often the worker changed."""

    changes: Counted
    clients: int  #: that had a worker
    without: int  #: clients with episodes, none of which names a worker that counts
    days_observed: float
    per_client_year: Optional[float]


def count_worker_changes(log: LogLike, *, roles: Sequence[str] = (), exits: Sequence[str] = ("exit",)) -> WorkerChanges:
    """Counts how often the responsible worker changed, by succession. Only workers in `roles` count, where any are given."""
    return worker_changes_of(_polku.count_worker_changes(log_of(log), list(roles), list(exits)))


def worker_changes_of(parts: Tuple[Any, ...]) -> WorkerChanges:
    """What the extension module gives."""
    changes, clients, without, days, rate = parts
    return WorkerChanges(Counted(*changes), clients, without, days, rate)
