# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Transitions between parties, and their graph."""

from __future__ import annotations

import dataclasses
from typing import Any, List, Tuple

from . import _polku
from ._result import Counted, Result
from ._table import Table
from .log import LogLike, paths_of


@dataclasses.dataclass(frozen=True, repr=False)
class Transitions(Result):
    """All transitions of a log, by party and by pair. A lag is the successor's start minus the predecessor's end: negative
    where they overlap."""

    parties: Table  #: stays, clients, first, last, terminal, re-entries and days of each party with a stay
    transitions: Table  #: transitions, clients and lags of each ordered pair of different parties
    lags: Table  #: every lag of every pair, with its count
    ended_under_support: Counted  #: stays that ended without a successor while another stay ran on
    _main = "transitions"

    def to_networkx(self) -> Any:
        """The transition graph: a networkx.DiGraph with a node per party and the figures as attributes. Lags are left out of
        an edge without any."""
        import networkx as nx

        graph = nx.DiGraph()
        for row in self.parties.rows():
            graph.add_node(row.pop("party"), **row)
        for row in self.transitions.rows():
            graph.add_edge(row.pop("from"), row.pop("to"), **{k: v for k, v in row.items() if v is not None})
        return graph


def count_transitions(log: LogLike, *, max_wait_days: float = 30, threads: int = 1) -> Transitions:
    """Counts the transitions of a log. Under coverage, the next stay to start counts as the successor within `max_wait_days`
    even while another stay runs on."""
    return transitions_of(_polku.count_transitions(paths_of(log), max_wait_days, threads))


def transitions_of(parts: Tuple[Any, ...]) -> Transitions:
    """What the extension module gives."""
    parties, transitions, lags, ended = parts
    return Transitions(Table(parties), Table(transitions), Table(lags), Counted(*ended))


def find_strong_components(log: LogLike, *, max_wait_days: float = 30, threads: int = 1) -> List[List[str]]:
    """The sets of parties among which a client can be sent round and come back, of more than one party."""
    return _polku.find_strong_components(paths_of(log), max_wait_days, threads)


@dataclasses.dataclass(frozen=True)
class Circuit:
    """A circuit of different parties, how often it was walked as a whole by succession, and by how many clients."""

    parties: Tuple[str, ...]
    walks: Counted


@dataclasses.dataclass(frozen=True)
class Circuits:
    """The simple circuits of a transition graph, those that most clients walked first."""

    listed: List[Circuit]
    left_out: int  #: beyond the limit

    def to_frame(self) -> Any:
        """A pandas DataFrame with a row for each circuit."""
        import pandas as pd

        rows = [(" > ".join(c.parties), len(c.parties), c.walks.count, c.walks.clients) for c in self.listed]
        return pd.DataFrame(rows, columns=["parties", "length", "walks", "clients"])


def find_circuits(log: LogLike, *, max_length: int = 3, limit: int = 10_000, max_wait_days: float = 30) -> Circuits:
    """The simple circuits of a log's transition graph of at most `max_length` transitions."""
    listed, left_out = _polku.find_circuits(paths_of(log), max_length, limit, max_wait_days)
    return Circuits([Circuit(parties, Counted(count, clients)) for parties, count, clients in listed], left_out)


def count_carried_returns(log: LogLike, *, threads: int = 1) -> Table:
    """By ordered pair of parties, the returns that pass over it."""
    return carried_returns_of(_polku.count_carried_returns(paths_of(log), threads))


def carried_returns_of(columns: _polku.Columns) -> Table:
    """What the extension module gives."""
    return Table(columns)
