# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Pathway designs: what is planned, checked before anybody walks it, and set beside records."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Dict, List, Optional, Sequence, Tuple, Union

from . import _polku
from ._result import Result
from ._table import Table
from ._time import TimeLike, microseconds_of
from .log import LogLike, log_of
from .obligations import Obligation, Subject


def _without_defaults(value: Any) -> Any:
    """A dataclass as JSON has it: members that have their default are left out."""
    if isinstance(value, (Obligation, Subject)):
        return value.to_dict()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        out = {}
        for f in dataclasses.fields(value):
            v = getattr(value, f.name)
            if v == f.default or (f.default_factory is not dataclasses.MISSING and v == f.default_factory()):
                continue
            if f.name == "until":
                v = {"microseconds": microseconds_of(v, "until")}
            out[f.name.rstrip("_")] = _without_defaults(v)
        return out
    if isinstance(value, (list, tuple)):
        return [_without_defaults(v) for v in value]
    return value


@dataclasses.dataclass(frozen=True)
class Phase:
    """One phase of a process."""

    name: str
    other_names: Tuple[str, ...] = ()
    finnish: str = ""
    swedish: str = ""


@dataclasses.dataclass(frozen=True)
class Organisation:
    """Whom a client deals with. The kind is an open label, such as "municipality"."""

    name: str
    kind: str = ""


@dataclasses.dataclass(frozen=True)
class Role:
    """A task that somebody has towards the client."""

    name: str
    organisation: str = ""


@dataclasses.dataclass(frozen=True)
class Capacity:
    """How many clients a service has room for at once."""

    workers: int = 1
    clients_each: int = 1


@dataclasses.dataclass(frozen=True)
class Service:
    """A service as it is planned: what it is for, who runs it, and who holds the client meanwhile."""

    name: str
    organisation: str = ""
    phases: Sequence[str] = ()
    roles: Sequence[str] = ()
    responsible: str = ""  #: the role that is responsible for the client
    is_support: bool = True
    can_fail: bool = False
    consents: Sequence[str] = ()
    plans: Sequence[str] = ()
    milestones: Sequence[str] = ()
    capacity: Optional[Capacity] = None
    until: Optional[TimeLike] = None  #: when its funding ends, exclusive


@dataclasses.dataclass(frozen=True)
class HandoverTerms:
    """How a client is to be handed over from one service to the next."""

    manner: str = "unknown"
    greatest_delay_days: Optional[float] = None  #: None: nothing is promised; 0: seamless
    needs_overlap: bool = False
    needs_consent: bool = False
    accompanied_by: str = ""


@dataclasses.dataclass(frozen=True)
class Step:
    """A transition that a design permits. Made by `move`, `join`, `on_failure` and `end_of`."""

    from_: str
    to: str = ""
    kind: str = "moves"
    handover: HandoverTerms = HandoverTerms()

    def by(self, *, manner: str = "unknown", greatest_delay_days: Optional[float] = None, needs_overlap: bool = False,
           needs_consent: bool = False, accompanied_by: str = "") -> Step:
        """The same step with these terms."""
        terms = HandoverTerms(str(manner), greatest_delay_days, needs_overlap, needs_consent, accompanied_by)
        return dataclasses.replace(self, handover=terms)


def move(from_: str, to: str) -> Step:
    """The client leaves one service for another, or for an outcome."""
    return Step(from_, to)


def join(from_: str, to: str) -> Step:
    """Another service begins while the one goes on."""
    return Step(from_, to, "joins")


def on_failure(from_: str, to: str = "") -> Step:
    """The service breaks off; `to` is what is meant to follow."""
    return Step(from_, to, "fails")


def end_of(from_: str) -> Step:
    """The service comes to its end, and nothing follows from it."""
    return Step(from_, "", "ends")


@dataclasses.dataclass(frozen=True)
class Rule:
    """What the law or agreements say of services side by side. Made by `forbids_together` and `forces_leaving`."""

    kind: str
    x: Subject
    y: Subject


def forbids_together(x: Subject, y: Subject) -> Rule:
    """X and Y must not be active together."""
    return Rule("never_together", x, y)


def forces_leaving(entering: Subject, leaves: Subject) -> Rule:
    """Where the one begins, the other ends at once."""
    return Rule("forces_leaving", entering, leaves)


@dataclasses.dataclass(frozen=True)
class Finding:
    """A fault of a design, with a shortest way in which a client comes to it."""

    fault: str
    what: str
    witness: List[str]
    circuit: List[str]
    parties: List[str]


@dataclasses.dataclass(frozen=True)
class ResponsibilityChange:
    """Responsibility for the client passes from one role to another."""

    by: str
    before: str
    after: str


@dataclasses.dataclass(frozen=True)
class DesignCheck:
    """What was found in a design. Not exact where `bounds` tells what cut the exploration off."""

    findings: List[Finding]
    responsibilities: List[ResponsibilityChange]
    untold: List[str]
    states: int
    bounds: List[str]

    @property
    def is_exact(self) -> bool:
        """Whether everything was seen."""
        return not self.bounds

    def to_frame(self) -> Any:
        """The findings as a pandas DataFrame."""
        import pandas as pd

        return pd.DataFrame([dataclasses.asdict(f) for f in self.findings],
                            columns=["fault", "what", "witness", "circuit", "parties"])


@dataclasses.dataclass(frozen=True, repr=False)
class DesignComparison(Result):
    """A design beside what was recorded."""

    steps: Table  #: how often each step between services is taken
    unplanned: Table  #: starts of a service that no step explains
    departures: Table  #: where each client first left the design
    unknown_services: List[str]
    clients: int
    _main = "steps"


@dataclasses.dataclass(frozen=True)
class Design:
    """A pathway as it is planned. A value made of values; names hold it together. The same members as in JSON.

    `process` is the phases in order; left out, the five phases of coaching.
    """

    name: str = ""
    process: Optional[Sequence[Union[str, Phase]]] = None
    organisations: Sequence[Union[str, Organisation]] = ()
    roles: Sequence[Union[str, Role]] = ()
    services: Sequence[Service] = ()
    entries: Sequence[str] = ()
    steps: Sequence[Step] = ()
    outcomes: Sequence[str] = ()
    rules: Sequence[Rule] = ()
    obligations: Sequence[Obligation] = ()

    def to_dict(self) -> Dict[str, Any]:
        """As JSON has it."""
        out = _without_defaults(self)
        assert isinstance(out, dict)
        return out

    def to_json(self) -> str:
        """The design's JSON. Checks that it holds together.

        Raises Error where it does not, with everything that is wrong."""
        return self._core().json()

    def to_networkx(self) -> Any:
        """A networkx.MultiDiGraph of services and outcomes, with an edge per step."""
        return _graph(self._core())

    def _core(self) -> _polku.Design:
        return _polku.Design(json.dumps(self.to_dict()))


#: A design, or its JSON as a text or dict.
DesignLike = Union[Design, str, Dict[str, Any]]


def _core_of(design: DesignLike) -> _polku.Design:
    if isinstance(design, Design):
        return design._core()
    return _polku.Design(design if isinstance(design, str) else json.dumps(design))


def _graph(core: _polku.Design) -> Any:
    import networkx as nx

    nodes, links = core.graph()
    graph = nx.MultiDiGraph()
    for name, organisation, is_outcome, is_entry in nodes:
        graph.add_node(name, organisation=organisation, is_outcome=is_outcome, is_entry=is_entry)
    for from_, to, kind, manner in links:
        graph.add_edge(from_, to, kind=kind, manner=manner)
    return graph


def design_graph(design: DesignLike) -> Any:
    """The graph of a design as a networkx.MultiDiGraph."""
    return _graph(_core_of(design))


def design_json(design: DesignLike) -> str:
    """The JSON of a design, with all its members."""
    return _core_of(design).json()


def check_design(design: DesignLike, *, most_states: int = 200_000, most_services: int = 8, longest_circuit: int = 12,
                 most_circuits: int = 20) -> DesignCheck:
    """Finds what is wrong with a design before any client walks it: explores every state a client can be in. Exact up to the
    bounds in the options; where one cut the exploration off, the result says so."""
    findings, changes, untold, states, bounds = _core_of(design).check(most_states, most_services, longest_circuit,
                                                                       most_circuits)
    return DesignCheck([Finding(*f) for f in findings], [ResponsibilityChange(*c) for c in changes], untold, states, bounds)


def compare_with_records(design: DesignLike, log: LogLike, *, reading: Optional[str] = None, bridge_days: float = 0,
                         max_wait_days: float = 30) -> DesignComparison:
    """Sets a design beside a log: which steps are taken, what was never planned, and where each client first left it."""
    steps, unplanned, departures, unknown, clients = _core_of(design).compare(
        log_of(log), None if reading is None else str(reading), bridge_days, max_wait_days)
    return DesignComparison(Table(steps), Table(unplanned), Table(departures), unknown, clients)
