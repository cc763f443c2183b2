# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Returns, ping-pong loops, and with what consequence."""

from __future__ import annotations

import dataclasses
from typing import Any, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from . import _polku
from ._result import Counted, Result
from ._table import Table
from .log import LogLike, paths_of

#: Milestones that are progress, where nothing else is said.
PROGRESS = ("job start", "study start")


def ping_pong_options(window_days: float, max_length: int, min_returns: int, planned: Sequence[str],
                      progress: Sequence[str], phases: Optional[Sequence[str]]) -> _polku.PingPongOptions:
    """The options of the extension module."""
    return _polku.PingPongOptions(progress_options(progress, phases), max_length, window_days, min_returns, list(planned))


def progress_options(progress: Sequence[str], phases: Optional[Sequence[str]]) -> _polku.ProgressOptions:
    """The options of the extension module."""
    return _polku.ProgressOptions(list(progress), None if phases is None else list(phases))


@dataclasses.dataclass(frozen=True)
class ReturnCounts:
    """How many returns a log holds."""

    total: Counted
    direct: Counted  #: of length 2: A, B, A
    re_entries: Counted  #: the client came back with nobody new in between; not returns
    with_progress: Counted
    concurrent: Counted  #: coverage only


@dataclasses.dataclass(frozen=True, repr=False)
class Returns(Result):
    """The returns of a log, by client, then by the stay come back to."""

    returns: Table
    routes: Table  #: the stays between, each with the row of its return
    _main = "returns"


class Loop(NamedTuple):
    """One ping-pong loop."""

    client: Any
    returns: int
    bounces: int
    start: Any
    end: Any
    parties: List[str]  #: of its stays, in order


@dataclasses.dataclass(frozen=True, repr=False)
class PingPongLoops(Result):
    """The ping-pong loops of a log, by client, then by first stay. A finding, not a verdict. Iterating gives a `Loop` each;
    the tables have all of them at once."""

    loops: Table
    stays: Table  #: the distinct stays of each loop's returns, in order, each with the row of its loop: the evidence
    _main = "loops"

    def shapes(self) -> Table:
        """The shape of each loop, and its hub where it has one, in the order of the loops."""
        return Table(_polku.loop_shapes(self.loops._columns, self.stays._columns))

    def __iter__(self) -> Iterator[Loop]:
        numbers, parties = self.stays["loop"], self.stays["party"]
        at = 0
        for i, row in enumerate(self.loops.rows()):
            begin = at
            while at < len(numbers) and numbers[at] == i:
                at += 1
            yield Loop(row["client"], row["returns"], row["bounces"], row["start"], row["end"], list(parties[begin:at]))


@dataclasses.dataclass(frozen=True)
class PingPongCounts:
    """How many ping-pong loops a log holds."""

    loops: Counted
    returns: int  #: in loops
    bounces: int  #: moves within loops
    days: float  #: from the start of each loop's first stay to the start of its last, added up


def count_returns(log: LogLike, *, progress: Sequence[str] = PROGRESS, phases: Optional[Sequence[str]] = None,
                  threads: int = 1) -> ReturnCounts:
    """Counts the returns of a log. `progress` are kinds of milestone, `phases` the process in order (by default the five
    phases of coaching; an empty list: phases do not count)."""
    return return_counts_of(_polku.count_returns(paths_of(log), progress_options(progress, phases), threads))


def return_counts_of(parts: Tuple[Any, ...]) -> ReturnCounts:
    """What the extension module gives."""
    return ReturnCounts(*(Counted(*p) for p in parts))


def find_returns(log: LogLike, *, progress: Sequence[str] = PROGRESS, phases: Optional[Sequence[str]] = None,
                 threads: int = 1) -> Returns:
    """Lists the returns of a log with their routes."""
    returns, routes = _polku.find_returns(paths_of(log), progress_options(progress, phases), threads)
    return Returns(Table(returns), Table(routes))


def find_ping_pong(log: LogLike, *, window_days: float = 180, max_length: int = 3, min_returns: int = 2,
                   planned: Sequence[str] = (), progress: Sequence[str] = PROGRESS,
                   phases: Optional[Sequence[str]] = None, threads: int = 1) -> PingPongLoops:
    """Finds the ping-pong loops of a log: groups of at least `min_returns` returns of at most `max_length` (2 is A, B, A)
    and `window_days` away, neither concurrent nor with progress nor by way of `planned` parties only, that share stays."""
    options = ping_pong_options(window_days, max_length, min_returns, planned, progress, phases)
    return ping_pong_loops_of(_polku.find_ping_pong(paths_of(log), options, threads))


def ping_pong_loops_of(parts: Tuple[Any, ...]) -> PingPongLoops:
    """What the extension module gives."""
    loops, stays = parts
    return PingPongLoops(Table(loops), Table(stays))


def count_ping_pong(log: LogLike, *, window_days: float = 180, max_length: int = 3, min_returns: int = 2,
                    planned: Sequence[str] = (), progress: Sequence[str] = PROGRESS,
                    phases: Optional[Sequence[str]] = None, threads: int = 1) -> PingPongCounts:
    """Counts the ping-pong loops of a log. Options as `find_ping_pong`."""
    options = ping_pong_options(window_days, max_length, min_returns, planned, progress, phases)
    return ping_pong_counts_of(_polku.count_ping_pong(paths_of(log), options, threads))


def ping_pong_counts_of(parts: Tuple[Any, ...]) -> PingPongCounts:
    """What the extension module gives."""
    loops, returns, bounces, days = parts
    return PingPongCounts(Counted(*loops), returns, bounces, days)


@dataclasses.dataclass(frozen=True, repr=False)
class Consequences(Result):
    """With what consequence clients are bounced. Figures, not effects: see `polku/ping_pong/consequence.hpp`."""

    groups: Table  #: what followed the loops, and clients with and without one, also from a landmark on
    pairs: Table  #: what followed the first transition from one party to another, by whether the client was sent back
    median_days_lost: Optional[float]  #: from a loop's first departure to its last return
    _main = "groups"


def measure_consequences(log: LogLike, *, outcomes: Sequence[str] = PROGRESS, exits: Sequence[str] = ("exit",),
                         landmark_days: float = 180, window_days: float = 180, max_length: int = 3, min_returns: int = 2,
                         planned: Sequence[str] = (), progress: Sequence[str] = PROGRESS,
                         phases: Optional[Sequence[str]] = None) -> Consequences:
    """Measures with what consequence clients are bounced."""
    options = ping_pong_options(window_days, max_length, min_returns, planned, progress, phases)
    return consequences_of(_polku.measure_consequences(paths_of(log), options, list(outcomes), list(exits), landmark_days))


def consequences_of(parts: Tuple[Any, ...]) -> Consequences:
    """What the extension module gives."""
    groups, pairs, lost = parts
    return Consequences(Table(groups), Table(pairs), lost)
