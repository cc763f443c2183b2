# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Records, one by one: what a monitor takes, and what a function of the record sees."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any, Optional, Tuple, Union

from ._time import TimeLike, datetime_of, microseconds_of, optional_datetime_of, optional_microseconds_of


@dataclasses.dataclass(frozen=True)
class Episode:
    """A stretch of service that one client received, `[start, end)`; without an end it is still open."""

    client: str
    service: str
    organisation: Optional[str] = None
    role: Optional[str] = None
    worker: Optional[str] = None
    phase: Optional[str] = None
    start: Optional[TimeLike] = None
    end: Optional[TimeLike] = None

    def _parts(self) -> Tuple[Any, ...]:
        return ("episode", str(self.client), self.service, self.organisation, self.role, self.worker, self.phase,
                microseconds_of(self.start, "the start"), optional_microseconds_of(self.end, "the end"))


@dataclasses.dataclass(frozen=True)
class Handover:
    """A client's passing from one party to another."""

    client: str
    at: TimeLike
    from_: str
    to: str
    manner: str = "unknown"
    status: str = "accepted"

    def _parts(self) -> Tuple[Any, ...]:
        return ("handover", str(self.client), microseconds_of(self.at), self.from_, self.to, str(self.manner), str(self.status))


@dataclasses.dataclass(frozen=True)
class Milestone:
    """Something that happened to a client at one time: a referral, a job start, an exit."""

    client: str
    at: TimeLike
    kind: str
    detail: Optional[str] = None

    def _parts(self) -> Tuple[Any, ...]:
        return "milestone", str(self.client), microseconds_of(self.at), self.kind, self.detail


@dataclasses.dataclass(frozen=True)
class Plan:
    """A plan's validity, `[from_, until)`; without an end it stays valid."""

    client: str
    kind: str
    from_: TimeLike
    until: Optional[TimeLike] = None

    def _parts(self) -> Tuple[Any, ...]:
        return "plan", str(self.client), self.kind, microseconds_of(self.from_), optional_microseconds_of(self.until)


@dataclasses.dataclass(frozen=True)
class Consent:
    """A client's consent that a party may receive information, `[from_, until)`. A withdrawal ends it."""

    client: str
    party: str
    from_: TimeLike
    until: Optional[TimeLike] = None

    def _parts(self) -> Tuple[Any, ...]:
        return "consent", str(self.client), self.party, microseconds_of(self.from_), optional_microseconds_of(self.until)


Record = Union[Episode, Handover, Milestone, Plan, Consent]


class EpisodeView:
    """An episode as a function of the record sees it. Its times are datetimes in UTC; what is not recorded is None."""

    __slots__ = ("client", "service", "organisation", "role", "worker", "phase", "_start", "_end")

    def __init__(self, client: Optional[str], service: Optional[str], organisation: Optional[str], role: Optional[str],
                 worker: Optional[str], phase: Optional[str], start: int, end: Optional[int]) -> None:
        self.client, self.service, self.organisation = client, service, organisation
        self.role, self.worker, self.phase = role, worker, phase
        self._start, self._end = start, end

    @property
    def start(self) -> datetime.datetime:
        """When it began."""
        return datetime_of(self._start)

    @property
    def end(self) -> Optional[datetime.datetime]:
        """When it ended; None where it is open."""
        return optional_datetime_of(self._end)
