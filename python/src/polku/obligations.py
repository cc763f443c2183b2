# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""What is owed to a client: obligations, put together from small parts, and evaluated on a log."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

from . import _polku
from ._result import Result
from ._table import Table
from .log import LogLike, log_of


@dataclasses.dataclass(frozen=True)
class Subject:
    """The records that an obligation speaks of: those of one kind with one name, or with any where the name is empty."""

    kind: str
    name: str = ""

    def to_dict(self) -> Dict[str, Any]:
        """As JSON has it."""
        return {self.kind: True if self.kind in ("any_service", "receiver") else self.name}


def in_any_service() -> Subject:
    """Any service."""
    return Subject("any_service")


def in_service(name: str) -> Subject:
    """A service."""
    return Subject("service", name)


def with_organisation(name: str) -> Subject:
    """Services of an organisation."""
    return Subject("organisation", name)


def with_kind_of_organisation(kind: str) -> Subject:
    """Services of any organisation of that kind."""
    return Subject("organisation_kind", kind)


def with_role(name: str) -> Subject:
    """Somebody in that role."""
    return Subject("role", name)


def with_worker(name: str) -> Subject:
    """A worker."""
    return Subject("worker", name)


def in_phase(name: str) -> Subject:
    """A phase of the process."""
    return Subject("phase", name)


def milestone_of(kind: str) -> Subject:
    """A milestone."""
    return Subject("milestone", kind)


def plan_of(kind: str = "") -> Subject:
    """A valid plan of that kind, or of any."""
    return Subject("plan", kind)


def consent_for(organisation: str = "") -> Subject:
    """The client's consent that an organisation is told."""
    return Subject("consent", organisation)


def handover_to(organisation: str = "") -> Subject:
    """A handover to that organisation, or any."""
    return Subject("handover", organisation)


def with_receiver() -> Subject:
    """Services of the receiver of the handover that triggers the obligation."""
    return Subject("receiver")


@dataclasses.dataclass(frozen=True)
class Obligation:
    """Something that is owed to a client. Made by `while_active`, `before`, `after`, `during_each`, `never_together`,
    `at_most_every` and `at_least_every`; a value that can be compared, named and printed."""

    form: str
    when: Subject
    needed: Tuple[Subject, ...] = ()
    limit_days: Optional[float] = None
    until_first: Optional[Subject] = None
    times: int = 1
    counts_running: bool = False
    name: str = ""

    def named(self, name: str) -> Obligation:
        """The same with a name."""
        return dataclasses.replace(self, name=name)

    def and_also(self, subject: Subject) -> Obligation:
        """Of while_active: another thing that must be active."""
        return dataclasses.replace(self, needed=(*self.needed, subject))

    def or_be_running(self) -> Obligation:
        """Of "must begin": what runs already will do."""
        return dataclasses.replace(self, counts_running=True)

    def to_dict(self) -> Dict[str, Any]:
        """As JSON has it."""
        out: Dict[str, Any] = {"form": self.form, "when": self.when.to_dict()}
        if self.name:
            out["name"] = self.name
        if self.needed:
            out["needed"] = [s.to_dict() for s in self.needed]
        if self.limit_days is not None:
            out["limit_days"] = self.limit_days
        if self.until_first is not None:
            out["until_first"] = self.until_first.to_dict()
        if self.times != 1:
            out["times"] = self.times
        if self.counts_running:
            out["counts_running"] = True
        return out

    def __str__(self) -> str:
        """As a sentence."""
        return obligation_list([self]).sentences()[0]


@dataclasses.dataclass(frozen=True)
class _While:
    x: Subject

    def there_must_be(self, y: Subject) -> Obligation:
        """While X is active, Y must be active."""
        return Obligation("while_active", self.x, (y,))


@dataclasses.dataclass(frozen=True)
class _Before:
    x: Subject

    def there_must_be(self, y: Subject) -> Obligation:
        """Some Y began at or before X; if Y lasts it is valid at X."""
        return Obligation("preceded_by", self.x, (y,))


@dataclasses.dataclass(frozen=True)
class _MustBegin:
    x: Subject
    y: Subject

    def within(self, *, days: float) -> Obligation:
        """Both ends included."""
        return Obligation("begins_within", self.x, (self.y,), limit_days=days)


@dataclasses.dataclass(frozen=True)
class _MustStay:
    x: Subject
    y: Subject

    def for_at_least(self, *, days: float) -> Obligation:
        """Over [x, x + days)."""
        return Obligation("stays_active", self.x, (self.y,), limit_days=days)

    def until(self, z: Subject) -> Obligation:
        """Until the first Z after X."""
        return Obligation("stays_active", self.x, (self.y,), until_first=z)


@dataclasses.dataclass(frozen=True)
class _After:
    x: Subject

    def must_begin(self, y: Subject) -> _MustBegin:
        """Y must begin or happen."""
        return _MustBegin(self.x, y)

    def must_stay(self, y: Subject) -> _MustStay:
        """Y must stay active."""
        return _MustStay(self.x, y)


@dataclasses.dataclass(frozen=True)
class _DuringEach:
    x: Subject

    def at_least(self, times: int, y: Subject) -> Obligation:
        """At least so many Y."""
        return Obligation("during_each", self.x, (y,), times=times)


def while_active(x: Subject) -> _While:
    """`while_active(in_service("rehabilitative work")).there_must_be(with_role("own worker"))`"""
    return _While(x)


def before(x: Subject) -> _Before:
    """`before(handover_to()).there_must_be(consent_for())`"""
    return _Before(x)


def after(x: Subject) -> _After:
    """`after(milestone_of("referral")).must_begin(milestone_of("first employer contact")).within(days=30)`"""
    return _After(x)


def during_each(x: Subject) -> _DuringEach:
    """`during_each(in_service("wage-subsidised work")).at_least(1, milestone_of("employer contact"))`"""
    return _DuringEach(x)


def never_together(x: Subject, y: Subject) -> Obligation:
    """X and Y must not be active together."""
    return Obligation("never_together", x, (y,))


def at_most_every(x: Subject, *, days: float) -> Obligation:
    """From one X to the next, start to start, at least so long."""
    return Obligation("at_most_every", x, limit_days=days)


def at_least_every(x: Subject, *, days: float) -> Obligation:
    """From one X to the next at most so long; also from observation's start and to its end."""
    return Obligation("at_least_every", x, limit_days=days)


#: Obligations: values, or their JSON.
ObligationsLike = Union[str, Sequence[Obligation]]


def obligation_list(obligations: ObligationsLike, exits: Sequence[str] = ("exit",),
                    phases: Optional[Sequence[str]] = None, organisations: Optional[Mapping[str, str]] = None,
                    absent_means_none: bool = False) -> _polku.ObligationList:
    """The obligations of the extension module."""
    text = obligations if isinstance(obligations, str) else json.dumps([o.to_dict() for o in obligations])
    return _polku.ObligationList(text, list(exits), None if phases is None else list(phases),
                                 list((organisations or {}).items()), absent_means_none)


@dataclasses.dataclass(frozen=True, repr=False)
class ObligationCounts(Result):
    """What became of each obligation; what the log cannot tell has another status than "evaluated"."""

    obligations: Table
    _main = "obligations"


@dataclasses.dataclass(frozen=True, repr=False)
class Violations(Result):
    """Where obligations were violated, by client, then obligation, then time, each as a sentence too."""

    violations: Table
    _main = "violations"


@dataclasses.dataclass(frozen=True)
class Standing:
    """What a log has to say of an obligation."""

    status: str  #: "evaluated", "not recorded" or "kinds unknown"
    obstacle: Optional[str]  #: of which the log tells nothing
    unmatched: List[str]  #: those that no record is called by, though there are records of the sort


def count_obligations(log: LogLike, obligations: ObligationsLike, *, exits: Sequence[str] = ("exit",),
                      phases: Optional[Sequence[str]] = None, organisations: Optional[Mapping[str, str]] = None,
                      absent_means_none: bool = False) -> ObligationCounts:
    """Evaluates obligations on a log, and counts what became of each. `organisations` gives the kind of each, by name, for
    obligations that speak of kinds."""
    given = obligation_list(obligations, exits, phases, organisations, absent_means_none)
    return obligation_counts_of(_polku.count_obligations(log_of(log), given))


def obligation_counts_of(columns: _polku.Columns) -> ObligationCounts:
    """What the extension module gives."""
    return ObligationCounts(Table(columns))


def find_violations(log: LogLike, obligations: ObligationsLike, *, exits: Sequence[str] = ("exit",),
                    phases: Optional[Sequence[str]] = None, organisations: Optional[Mapping[str, str]] = None,
                    absent_means_none: bool = False) -> Violations:
    """Lists where obligations are violated. Options as `count_obligations`."""
    given = obligation_list(obligations, exits, phases, organisations, absent_means_none)
    return Violations(Table(_polku.find_violations(log_of(log), given)))


def check_obligations(log: LogLike, obligations: ObligationsLike, *, exits: Sequence[str] = ("exit",),
                      phases: Optional[Sequence[str]] = None, organisations: Optional[Mapping[str, str]] = None,
                      absent_means_none: bool = False) -> List[Standing]:
    """What a log can tell of obligations, before they are evaluated."""
    given = obligation_list(obligations, exits, phases, organisations, absent_means_none)
    return [Standing(**s) for s in _polku.check_obligations(log_of(log), given)]
