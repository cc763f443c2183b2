# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""A monitor: takes records as they happen, and tells at once what they cause and what falls due."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from . import _polku
from ._result import Counted
from ._time import TimeLike, datetime_of, microseconds_of, optional_datetime_of
from ._wording import counted
from .obligations import ObligationsLike, obligation_list
from .records import Record

_OUTCOMES = ("met", "violated", "pending", "lapsed")


@dataclasses.dataclass(frozen=True)
class Matter:
    """A record that asks for something, a gap or a handover, and what became of it."""

    client: str
    about: str  #: "obligation", "gap" or "handover"
    obligation: Optional[int]  #: its place among those given
    trigger: datetime.datetime
    record: str
    outcome: str
    deadline: Optional[datetime.datetime]  #: the last moment at which what is owed can be done


@dataclasses.dataclass(frozen=True)
class MatterChange:
    """What a record, or the passing of time, changed about a matter."""

    matter: Matter
    at: datetime.datetime
    before: Optional[str]  #: None: it came up
    after: Optional[str]  #: None: the record that asked for it is gone
    is_reminder: bool


@dataclasses.dataclass(frozen=True)
class DueMatter:
    """A matter that falls due, and who is responsible."""

    matter: Matter
    responsible: Optional[str]


@dataclasses.dataclass(frozen=True)
class Answer:
    """A monitor's answer to a record. False where the record was not taken."""

    fault: Optional[str]
    column: str
    is_unknown: bool  #: there is no such record to correct or withdraw
    is_too_late: bool  #: what it would change was counted and dropped
    caused: List[MatterChange]

    def __bool__(self) -> bool:
        return self.fault is None and not self.is_unknown and not self.is_too_late


def _matter(parts: Tuple[Any, ...]) -> Matter:
    client, about, obligation, trigger, record, outcome, deadline = parts
    return Matter(client, about, obligation, datetime_of(trigger), record, outcome, optional_datetime_of(deadline))


def _change(parts: Tuple[Any, ...]) -> MatterChange:
    matter, at, before, after, is_reminder = parts
    return MatterChange(_matter(matter), datetime_of(at), before, after, is_reminder)


def _answer(parts: Tuple[Any, ...]) -> Answer:
    fault, column, is_unknown, is_too_late, caused = parts
    return Answer(fault, column, is_unknown, is_too_late, [_change(c) for c in caused])


def _counts(parts: Sequence[Tuple[int, int]]) -> Dict[str, Counted]:
    return {name: Counted(*p) for name, p in zip(_OUTCOMES, parts)}


class Monitor:
    """Watches obligations, gaps in support and handovers from `now` on. What it says is at any time what the analyses say of
    a log of the same records. Time is moved by `advance_to` only.

    gap_warning_days: how long a client may be held by nobody; None: gaps are not watched.
    handover_horizon_days: when a handover is lost; None: handovers are not watched.
    remind_before_days: a matter is told of again so long before its deadline; None: never.
    keep_history_days: how long what is over and settled is kept; None: always.
    """

    def __init__(self, obligations: ObligationsLike = (), *, now: TimeLike, gap_warning_days: Optional[float] = None,
                 gap_tolerance_days: Optional[float] = None, handover_horizon_days: Optional[float] = None,
                 remind_before_days: Optional[float] = None, keep_history_days: Optional[float] = None,
                 exits: Sequence[str] = ("exit",), phases: Optional[Sequence[str]] = None,
                 organisations: Optional[Mapping[str, str]] = None, absent_means_none: bool = False) -> None:
        given = obligation_list(obligations, exits, phases, organisations, absent_means_none)
        self._options = _polku.MonitorOptions(given, gap_warning_days, gap_tolerance_days, handover_horizon_days,
                                              remind_before_days, keep_history_days)
        self._core = _polku.Monitor(self._options, microseconds_of(now, "now"))

    @property
    def now(self) -> datetime.datetime:
        """The time reached."""
        return datetime_of(self._core.now())

    @property
    def client_count(self) -> int:
        """Clients of whom any record was given."""
        return self._core.client_count()

    @property
    def record_count(self) -> int:
        """Records kept."""
        return self._core.record_count()

    @property
    def late_count(self) -> int:
        """How many came too late to be judged, and were not taken."""
        return self._core.late_count()

    def add(self, record: Record) -> Answer:
        """Takes a record. One that begins after `now` waits until then."""
        return _answer(self._core.add(record._parts()))

    def end(self, record: Record, at: TimeLike) -> Answer:
        """An episode, plan or consent that was given before, as it was given, ends."""
        field = "end" if hasattr(record, "end") else "until"
        if not hasattr(record, field):
            raise _polku.Error("polku: an episode, plan or consent ends; a handover and a milestone happen at one time")
        return self.correct(record, dataclasses.replace(record, **{field: at}))

    def correct(self, old: Record, new: Record) -> Answer:
        """A record that was given before is replaced by another of its sort."""
        return _answer(self._core.correct(old._parts(), new._parts()))

    def withdraw(self, record: Record) -> Answer:
        """A record that was given before was a mistake."""
        return _answer(self._core.withdraw(record._parts()))

    def advance_to(self, now: TimeLike) -> List[MatterChange]:
        """Time passes; what changes because nothing was recorded, in order of time, then client."""
        return [_change(c) for c in self._core.advance_to(microseconds_of(now, "now"))]

    def due(self, most: int = 50, *, skip: int = 0) -> List[DueMatter]:
        """A page of what falls due, by deadline."""
        return [DueMatter(_matter(m), responsible) for m, responsible in self._core.due(most, skip)]

    def due_before(self, time: TimeLike) -> List[DueMatter]:
        """What falls due before a time, exclusive."""
        return [DueMatter(_matter(m), responsible) for m, responsible in self._core.due_before(microseconds_of(time))]

    def standing(self, client: Any) -> List[Matter]:
        """Every matter of a client as it stands."""
        return [_matter(m) for m in self._core.standing(str(client))]

    def counts(self) -> List[Dict[str, Counted]]:
        """What became of each obligation so far."""
        return [_counts(c) for c in self._core.counts()]

    def gap_outcomes(self) -> Dict[str, Counted]:
        """What became of the gaps that are watched."""
        return _counts(self._core.gap_outcomes())

    def handover_outcomes(self) -> Dict[str, Counted]:
        """What became of the handovers that are watched."""
        return _counts(self._core.handover_outcomes())

    def save(self) -> bytes:
        """The state, all of it but the options."""
        return self._core.save()

    def restore(self, state: bytes) -> Monitor:
        """A monitor with the options of this one and the state that was saved: it goes on as if nothing had been."""
        out = object.__new__(Monitor)
        out._options = self._options
        out._core = _polku.Monitor.restore(state, self._options)
        return out

    def __repr__(self) -> str:
        return (f"Monitor({counted(self.record_count, 'record')} of {counted(self.client_count, 'client')}, "
                f"at {self.now:%Y-%m-%d %H:%M})")
