# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Partial results: what an analysis says of some clients, to be merged with what it says of the others."""

from __future__ import annotations

import inspect
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

import numpy as np

from . import _polku
from ._columns import Source
from ._wording import counted
from .log import EventLog, LogLike, paths_of
from .obligations import count_obligations, obligation_counts_of, obligation_list
from .ping_pong import (consequences_of, count_ping_pong, count_returns, find_ping_pong, measure_consequences,
                        ping_pong_counts_of, ping_pong_loops_of, ping_pong_options, progress_options, return_counts_of)
from .statistics import (expect_markov_returns, markov_returns_of, permute_returns, permuted_returns_of, return_tests_of,
                         test_returns)
from .support import (count_gaps, count_handovers, count_worker_changes, find_gaps, gap_counts_of, gap_options, gap_spread_of,
                      gaps_of, handover_counts_of, spread_gaps, worker_changes_of)
from .transitions import carried_returns_of, count_carried_returns, count_transitions, transitions_of


class _Verb(NamedTuple):
    """A function of the package as partial results have it."""

    function: Callable[..., Any]
    analysis: str  #: its name in C++ and in the bytes
    take: Callable[..., _polku.Partial]  #: of pathways, threads, and what `options` gives
    options: Callable[..., Tuple[Any, ...]]  #: of the function's options, but threads
    show: Callable[[Any], Any]  #: the function's result of what C++ gives


def _ping_pong(window_days: float, max_length: int, min_returns: int, planned: Sequence[str], progress: Sequence[str],
               phases: Optional[Sequence[str]]) -> Tuple[Any, ...]:
    return (ping_pong_options(window_days, max_length, min_returns, planned, progress, phases),)


def _consequences(outcomes: Sequence[str], exits: Sequence[str], landmark_days: float, **ping_pong: Any) -> Tuple[Any, ...]:
    return (*_ping_pong(**ping_pong), list(outcomes), list(exits), landmark_days)


def _gaps(tolerance_days: Optional[float], exits: Sequence[str], supports: object) -> Tuple[Any, ...]:
    if supports is not None:
        raise _polku.Error("polku: partial results of gaps take all episodes as support, and no function `supports`; leave "
                           "out what is no support when the log is made")
    return (gap_options(tolerance_days, exits),)


def _values(*names: str) -> Callable[..., Tuple[Any, ...]]:
    return lambda **options: tuple(options[name] for name in names)


_VERBS = [
    _Verb(count_transitions, "transitions", _polku.partial_transitions, _values("max_wait_days"), transitions_of),
    _Verb(count_carried_returns, "carried returns", _polku.partial_carried_returns, _values(), carried_returns_of),
    _Verb(count_returns, "returns", _polku.partial_returns,
          lambda progress, phases: (progress_options(progress, phases),), return_counts_of),
    _Verb(test_returns, "return rates", _polku.partial_return_rates, _values(), return_tests_of),
    _Verb(expect_markov_returns, "returns of a Markov chain", _polku.partial_markov_returns, _values(), markov_returns_of),
    _Verb(permute_returns, "returns of shuffled stays", _polku.partial_permuted_returns, _values("permutations", "seed"),
          permuted_returns_of),
    _Verb(count_ping_pong, "ping-pong", _polku.partial_ping_pong, _ping_pong, ping_pong_counts_of),
    _Verb(find_ping_pong, "list of ping-pong loops", _polku.partial_loop_list, _ping_pong, ping_pong_loops_of),
    _Verb(measure_consequences, "consequences", _polku.partial_consequences, _consequences, consequences_of),
    _Verb(count_gaps, "gaps", _polku.partial_gaps, _gaps, gap_counts_of),
    _Verb(find_gaps, "list of gaps", _polku.partial_gap_list, _gaps, gaps_of),
    _Verb(spread_gaps, "gaps over time", _polku.partial_gap_spread, _gaps, gap_spread_of),
    _Verb(count_handovers, "handovers", _polku.partial_handovers, _values("horizon_days", "max_wait_days"),
          handover_counts_of),
    _Verb(count_worker_changes, "changes of worker", _polku.partial_worker_changes,
          lambda roles, exits: (list(roles), list(exits)), worker_changes_of),
    _Verb(count_obligations, "obligations", _polku.partial_obligations,
          lambda **options: (obligation_list(**options),), obligation_counts_of),
]
_OF_NO_PART = b"polku partial of no part\n"
_BY_ANALYSIS = {verb.analysis: verb for verb in _VERBS}


class Partial:
    """The result of an analysis of some of the clients, to be merged with those of the others: of other threads, processes,
    machines. Made by `partial`; `Partial()` is of no part, and merging it changes nothing.

    Merging is associative and commutative, and what is merged equals, byte for byte, what the whole log gives. Every part
    has to have whole clients (`partition_by_client`), and the same cutoff, parties, reading and options; merging says where
    it has not. For that it keeps a check sum of each client's name, 8 bytes: partial results are about single clients, and
    as confidential as the records.

        whole = sum(parts, polku.Partial())
        whole.result().to_frame()

    Never changed; it pickles, and any number of threads may use it.
    """

    __slots__ = ("_core",)

    def __init__(self) -> None:
        self._core: Optional[_polku.Partial] = None

    @property
    def verb(self) -> Optional[str]:
        """The name of the function that it is a partial result of, such as "count_gaps"; None where it is of no part."""
        return None if self._core is None else str(_BY_ANALYSIS[self._core.analysis()].function.__name__)

    @property
    def client_count(self) -> int:
        """How many clients it is of."""
        return 0 if self._core is None else self._core.client_count()

    def merge(self, other: Partial) -> Partial:
        """That of both. O(both), without Python's lock. An Error where they have a client in common, or do not go together
        for another reason."""
        if not isinstance(other, Partial):
            raise _polku.Error(f"polku: a partial result merges with another; this is {type(other).__name__}")
        if self._core is None or other._core is None:
            return other if self._core is None else self
        return _partial_of(self._core.merged(other._core))

    def __add__(self, other: object) -> Partial:
        if not isinstance(other, Partial):
            return NotImplemented
        return self.merge(other)

    def result(self) -> Any:
        """What the function says of these clients, as the function itself returns it. Parties and listed clients come in the
        order of their names, which are texts: clients, too, that the log was given as whole numbers. Of handovers there is
        no column `unknown_receiver`, which takes the whole log. O(result)."""
        if self._core is None:
            raise _polku.Error("polku: this partial result is of no part of a log, so there is no result: merge it with some")
        return _BY_ANALYSIS[self._core.analysis()].show(self._core.result())

    def to_bytes(self) -> bytes:
        """As bytes, in a form that stays readable, in C++ too; equal ones give equal bytes. O(size)."""
        return _OF_NO_PART if self._core is None else self._core.to_bytes()

    def __bytes__(self) -> bytes:
        return self.to_bytes()

    @staticmethod
    def from_bytes(data: bytes) -> Partial:
        """What `to_bytes` gave. An Error where the bytes are damaged, or of a later version. O(size)."""
        return Partial() if data == _OF_NO_PART else _partial_of(_polku.read_partial(bytes(data)))

    def __eq__(self, other: object) -> bool:
        """Whether both tell the same. O(size)."""
        if not isinstance(other, Partial):
            return NotImplemented
        return self.to_bytes() == other.to_bytes()

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> Any:
        return Partial.from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        if self._core is None:
            return "Partial(of no part)"
        return f"Partial({self.verb}, {counted(self.client_count, 'client')}, {counted(len(self.to_bytes()), 'byte')})"


def _partial_of(core: _polku.Partial) -> Partial:
    out = Partial()
    out._core = core
    return out


def partial(verb: Callable[..., Any], log: LogLike, *arguments: Any, **options: Any) -> Partial:
    """What one of the package's functions says of a log, as a partial result, to be merged with those of logs of other
    clients. The arguments after the log are the function's own.

        polku.partial(polku.find_ping_pong, polku.pathways(log, reading="coverage"), window_days=90)

    Functions that give partial results: count_transitions, count_carried_returns, count_returns, test_returns,
    expect_markov_returns, permute_returns, count_ping_pong, find_ping_pong, measure_consequences, count_gaps, find_gaps,
    spread_gaps, count_handovers, count_worker_changes, count_obligations. Those of gaps take no `supports`.

    Name the cutoff of every part's log, and the reading and the party of its pathways: what is taken by default follows from
    the records of the part. Time as the function, and O(n log n) for n clients and what it lists; without Python's lock.
    """
    for known in _VERBS:
        if known.function is verb:
            break
    else:
        raise _polku.Error("polku: partial results are those of " + ", ".join(v.function.__name__ for v in _VERBS)
                           + f"; this is {getattr(verb, '__name__', type(verb).__name__)}")
    given = inspect.signature(verb).bind(log, *arguments, **options)
    given.apply_defaults()
    named: Dict[str, Any] = dict(given.arguments)
    del named["log"]
    threads = named.pop("threads", 1)
    return _partial_of(known.take(paths_of(log), threads, *known.options(**named)))


def partition_by_client(frame: Any, parts: int, *, columns: Optional[Mapping[str, str]] = None) -> List[Any]:
    """Divides a DataFrame, or a dict of arrays, into `parts` frames, so that no client is in two. Rows keep their order.

    Which part a client goes to follows from the client's name alone, so that it is the same for every table (episodes,
    milestones and so on), in every process and on every machine; the whole number 1 and the text "1" are one client, as in a
    log. Rows without a client go to the first part. Parts are about as large as one another, unless single clients are large.

    columns: the column of clients, where it is not called so: {"client": "person"}, as in `make_event_log`.

    O(rows); no Python object is made for any row.
    """
    if parts < 1:
        raise _polku.Error("polku: there is at least one part")
    source = Source(frame, "records")
    if not (isinstance(frame, Mapping) or hasattr(frame, "iloc")):
        raise _polku.Error(f"polku: what is divided is a DataFrame or a dict of arrays; this is {type(frame).__name__}")
    column = source.find("client", (columns or {}).get("client"))
    if column is None:
        raise _polku.Error("polku: records need a column for the client; name it: columns={'client': ...}")
    part_of = _polku.parts_of_clients(column, source.names_of(column), parts)
    order = np.argsort(part_of, kind="stable")
    ends = np.cumsum(np.bincount(part_of, minlength=parts))
    rows = np.split(order, ends[:-1])
    if not isinstance(frame, Mapping):
        return [frame.iloc[r] for r in rows]
    arrays = {name: c if hasattr(c, "take") else np.asarray(c) for name, c in frame.items()}
    for name, c in arrays.items():
        if len(c) != len(part_of):
            raise _polku.Error(f"polku: the columns differ in length: '{column}' has {len(part_of)} rows, '{name}' {len(c)}")
    return [{name: c.take(r) for name, c in arrays.items()} for r in rows]


def check_partitioned(parts: Sequence[Union[EventLog, Partial]]) -> None:
    """Checks that no client is in two of the logs, or of the partial results. An Error says how many are. O(n log n) for n
    clients."""
    sums = []
    for part in parts:
        if isinstance(part, EventLog):
            sums.append(_polku.client_sums(part._core))
        elif isinstance(part, Partial):
            if part._core is not None:
                sums.append(part._core.client_sums())
        else:
            raise _polku.Error(f"polku: a part is an EventLog or a Partial; this is {type(part).__name__}")
    if not sums:
        return
    counts = np.unique(np.concatenate(sums), return_counts=True)[1]
    common = int(np.count_nonzero(counts > 1))
    if common:
        raise _polku.Error(f"polku: {common} client{'s are' if common > 1 else ' is'} in more than one part, and would count "
                           "twice, or in halves; divide the records by partition_by_client")
