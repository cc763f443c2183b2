# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Event logs: made from tables in memory, read from files, cut, written, and seen as pathways."""

from __future__ import annotations

import dataclasses
import os
from typing import Any, Callable, Mapping, Optional, Sequence, Union

import numpy as np

from . import _polku
from ._columns import describe
from ._result import Counted, Result
from ._table import Table
from ._time import TimeLike, microseconds_of, optional_microseconds_of
from ._wording import counted
from .records import EpisodeView

SENTINELS = ("9999-12-31",)

PartyLike = Union[None, str, Callable[[EpisodeView], Optional[str]]]
Path = Union[str, "os.PathLike[str]"]


class EventLog:
    """Records of clients' support, cut at a cutoff, held in columns and sorted by client. Never changed; any number of
    threads may read it, and it pickles.

    What could not be used is not lost: it is listed in `rejected`, and `rows` is `record_count + after_cutoff + paired +
    len(rejected)`.
    """

    __slots__ = ("_core", "__weakref__")

    def __init__(self, core: _polku.Log) -> None:
        self._core = core

    def __len__(self) -> int:
        """The number of episodes."""
        return self._core.size()

    @property
    def client_count(self) -> int:
        """The number of clients."""
        return self._core.client_count()

    @property
    def record_count(self) -> int:
        """The number of records of every kind."""
        return self._core.record_count()

    @property
    def rows(self) -> int:
        """The number of records given."""
        return self._core.rows()

    @property
    def paired(self) -> int:
        """How many "complete" rows became the end of an episode whose "start" row is counted."""
        return self._core.paired()

    @property
    def after_cutoff(self) -> int:
        """How many records were left out because they begin after the cutoff."""
        return self._core.after_cutoff()

    @property
    def repeated_hours(self) -> int:
        """How many times lie in the hour that clocks show twice, and were taken as the first."""
        return self._core.repeated_hours()

    @property
    def cutoff(self) -> np.datetime64:
        """The end of observation."""
        return np.datetime64(self._core.cutoff(), "us")

    @property
    def has_intervals(self) -> bool:
        """Whether any episode is more than a point event."""
        return self._core.has_intervals()

    @property
    def default_party(self) -> str:
        """What stays are made of where nothing else is said: the organisation, or the service in a log without any."""
        return self._core.default_party()

    @property
    def episode_bytes(self) -> int:
        """What the episodes take in memory, names left out."""
        return self._core.episode_bytes()

    @property
    def rejected(self) -> Table:
        """The records that could not be used: where they stood, in which column the fault lies, and why."""
        return Table(self._core.rejected())

    @property
    def episodes(self) -> Table:
        """The episodes by client, then start. Starts and codes of names are the log's own memory."""
        return Table(self._core.episodes())

    @property
    def clients(self) -> Table:
        """The clients, in order of first appearance."""
        return Table(self._core.client_names())

    @property
    def handovers(self) -> Table:
        """The handovers by client, then time; `milestones`, `plans` and `consents` likewise."""
        return Table(self._core.others("handovers"))

    @property
    def milestones(self) -> Table:
        """The milestones by client, then time."""
        return Table(self._core.others("milestones"))

    @property
    def plans(self) -> Table:
        """The plans by client, then beginning."""
        return Table(self._core.others("plans"))

    @property
    def consents(self) -> Table:
        """The consents by client, then beginning."""
        return Table(self._core.others("consents"))

    def to_frame(self) -> Any:
        """The episodes as a pandas DataFrame."""
        return self.episodes.to_frame()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.episodes.__arrow_c_stream__(requested_schema)

    def cut(self, cutoff: TimeLike) -> EventLog:
        """The log as it would have been extracted at an earlier cutoff: later records left out, later ends open."""
        return EventLog(self._core.cut(microseconds_of(cutoff, "the cutoff")))

    def write_csv(self, path: Path, *, formulas_are_text: bool = False) -> None:
        """Writes the episodes as a CSV file. `formulas_are_text`: for spreadsheets, which would run a name such as `=1+1`."""
        _polku.write_csv(self._core, os.fspath(path), formulas_are_text)

    def write_bundle(self, path: Path, *, formulas_are_text: bool = False) -> None:
        """Writes all records as a bundle: a directory with a CSV file for each kind."""
        _polku.write_bundle(self._core, os.fspath(path), formulas_are_text)

    def write_xes(self, path: Path) -> None:
        """Writes the log as XES (IEEE 1849)."""
        _polku.write_xes(self._core, os.fspath(path))

    def __eq__(self, other: object) -> bool:
        """Whether both say the same: clients, records and cutoff, whatever the order of names."""
        return isinstance(other, EventLog) and self._core.has_same_records(other._core)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> Any:
        return _restore, (self._core.save(),)

    def __repr__(self) -> str:
        episodes, handovers, milestones, plans, consents = self._core.counts()
        kinds = zip(("handover", "milestone", "plan", "consent"), (handovers, milestones, plans, consents))
        others = "".join(f", {counted(n, kind)}" for kind, n in kinds if n)
        left = "".join(f", {n} {what}" for n, what in ((self._core.rejected_count(), "rejected"),
                                                       (self.after_cutoff, "after the cutoff")) if n)
        return (f"EventLog({counted(episodes, 'episode')} of {counted(self.client_count, 'client')}{others}{left}, "
                f"up to {_polku.time_text(self._core.cutoff())})")

    def _repr_html_(self) -> str:
        import html

        return f"<p>{html.escape(repr(self))}</p>"


def _restore(state: bytes) -> EventLog:
    return EventLog(_polku.restore_log(state))


class Pathways:
    """A log as the analyses see it: projected on its parties, and read in one way. See `pathways`."""

    __slots__ = ("_core",)

    def __init__(self, core: _polku.Pathways) -> None:
        self._core = core

    @property
    def log(self) -> EventLog:
        """The log."""
        return EventLog(self._core.log())

    @property
    def reading(self) -> str:
        """How episodes become stays: "succession" or "coverage"."""
        return self._core.reading()

    @property
    def parties(self) -> Sequence[str]:
        """The names of the parties."""
        return self._core.parties()

    @property
    def without_party(self) -> int:
        """How many episodes have no party and so form no stay."""
        return self._core.without_party()

    def __repr__(self) -> str:
        return f"Pathways({self.log!r}, by {self.reading}, {len(self.parties)} parties)"


LogLike = Union[EventLog, Pathways]


def pathways(log: LogLike, *, party: PartyLike = None, reading: Optional[str] = None, bridge_days: float = 0) -> Pathways:
    """A log projected on its parties and read in one way, for all analyses.

    `party` is "organisation" (the default; services in a log without any), "service", "role" or "worker", or a function
    that takes an `EpisodeView` and returns the party's name, or None. A function is called once for each episode, under
    Python's lock: some 1 to 2 µs each on top of its own time, so 10 to 20 s for 10 million episodes, where a column costs
    nothing. Make a column of the DataFrame instead where that matters.
    `reading` is "coverage" (the default where episodes have ends) or "succession". Under coverage, breaks between episodes
    of one party of at most `bridge_days` are closed.
    """
    log = log.log if isinstance(log, Pathways) else log
    if party is not None and not callable(party):
        party = str(party)
    how = None if reading is None else str(reading)
    return Pathways(_polku.make_pathways(log._core, party, how, bridge_days, EpisodeView))


def paths_of(log: LogLike) -> _polku.Pathways:
    """The pathways of what an analysis was given."""
    if isinstance(log, Pathways):
        return log._core
    if isinstance(log, EventLog):
        return pathways(log)._core
    raise _polku.Error(f"polku: an analysis takes an EventLog or Pathways; this is {type(log).__name__}")


def log_of(log: LogLike) -> _polku.Log:
    """The log of what an analysis was given."""
    return paths_of(log).log()


def make_event_log(episodes: Any, *, columns: Optional[Mapping[str, str]] = None, handovers: Any = None,
                   milestones: Any = None, plans: Any = None, consents: Any = None, cutoff: Optional[TimeLike] = None,
                   zone: str = "UTC", end_is_inclusive: bool = False, sentinels: Sequence[str] = SENTINELS,
                   strict: bool = False, show_values: bool = False) -> EventLog:
    """Makes a log from tables in memory: pandas DataFrames, dicts of arrays, or anything with `__arrow_c_stream__`.

    Columns are found by their names (client, service, organisation, role, worker, phase, start, end) or told:
    `columns={"client": "person", "start": "begin"}`. Names are texts, whole numbers of any width, or categories; times are
    datetime64 of any unit, with or without a zone, dates, datetimes or texts. An end that is missing leaves the episode
    open; without a column of ends all episodes are point events. Nanoseconds are cut off.

    `handovers` (client, at, from, to, manner, status), `milestones` (client, at, kind, detail), `plans` (client, kind, from,
    until) and `consents` (client, party, from, until) are tables with columns of these names.

    cutoff: the end of observation; by default the end of the records.
    zone: what the clocks showed that times without a zone were read from: "UTC", an offset such as "+02:00", or
        "Europe/Helsinki". Dates stay dates: those of a datetime64 column without a zone whose times are all midnight, too.
    end_is_inclusive: ends that are dates give the last day of support; one day is added.
    sentinels: ends that stand for none.
    strict: raises an Error at the first record that cannot be used. By default it is listed in the log's `rejected`.
        The error names column, row and the fault; the value itself, which is a client's, only with `show_values`.

    O(n) where rows come grouped by client and sorted by time, else O(n log m), m the episodes of the largest client.
    """
    tables = {"episodes": describe(episodes, "episodes", columns)}
    for name, table in (("handovers", handovers), ("milestones", milestones), ("plans", plans), ("consents", consents)):
        if table is not None:
            tables[name] = describe(table, name)
    core = _polku.make_log(tables, optional_microseconds_of(cutoff, "the cutoff"), str(zone), end_is_inclusive,
                           list(sentinels))
    if strict and core.rejected_count():
        given = {"episode": episodes, "handover": handovers, "milestone": milestones, "plan": plans, "consent": consents}
        raise _first_fault(core, given, tables, show_values)
    return EventLog(core)


def _first_fault(core: _polku.Log, given: Mapping[str, Any], tables: Mapping[str, Any], show_values: bool) -> Exception:
    row = next(Table(core.rejected()).rows())
    table = row["record"] + "s"
    name = tables[table].get(row["column"], (row["column"],))[0]
    looks = f" ({row['value_class']})" if row["value_class"] else ""
    text = f"polku: {table}, row {row['place']}, column '{name}'{looks}: {row['reason']}"
    source = given[row["record"]]
    if show_values and not (hasattr(source, "__arrow_c_stream__") and not hasattr(source, "iloc")):
        column = source[name]
        value = column.iloc[row["place"]] if hasattr(column, "iloc") else column[row["place"]]
        text += f"; the value is {value!r}"
    return _polku.Error(text)


def _options(columns: Optional[Mapping[str, str]], cutoff: Optional[TimeLike], zone: str, end_is_inclusive: bool,
             sentinels: Sequence[str], strict: bool, keep_values: bool, threads: int) -> _polku.ReadOptions:
    return _polku.ReadOptions(dict(columns or {}), optional_microseconds_of(cutoff, "the cutoff"), str(zone),
                              end_is_inclusive, list(sentinels), strict, keep_values, threads)


def read_csv(path: Path, *, columns: Optional[Mapping[str, str]] = None, cutoff: Optional[TimeLike] = None,
             zone: str = "UTC", end_is_inclusive: bool = False, sentinels: Sequence[str] = SENTINELS, strict: bool = False,
             keep_values: bool = False, threads: int = 1) -> EventLog:
    """Reads a CSV file of episodes or point events. Separator, encoding and forms of dates are recognised; `columns` tells
    which column is which field (`lifecycle` too: start and complete rows). `keep_values` keeps what rejected records were
    rejected for in `rejected`: clients' data. The other options are those of `make_event_log`."""
    return EventLog(_polku.read_csv(os.fspath(path), _options(columns, cutoff, zone, end_is_inclusive, sentinels, strict,
                                                              keep_values, threads)))


def read_bundle(path: Path, *, columns: Optional[Mapping[str, str]] = None, cutoff: Optional[TimeLike] = None,
                zone: str = "UTC", end_is_inclusive: bool = False, sentinels: Sequence[str] = SENTINELS,
                strict: bool = False, keep_values: bool = False, threads: int = 1) -> EventLog:
    """Reads a bundle: a directory with `episodes.csv` and, where there are any, `handovers.csv`, `milestones.csv`,
    `plans.csv` and `consents.csv`. Options as `read_csv`."""
    return EventLog(_polku.read_bundle(os.fspath(path), _options(columns, cutoff, zone, end_is_inclusive, sentinels, strict,
                                                                 keep_values, threads)))


def read_xes(path: Path, *, columns: Optional[Mapping[str, str]] = None, cutoff: Optional[TimeLike] = None,
             zone: str = "UTC", end_is_inclusive: bool = False, sentinels: Sequence[str] = SENTINELS, strict: bool = False,
             keep_values: bool = False) -> EventLog:
    """Reads an XES log (IEEE 1849), packed or not. `columns` tells which attribute key is which field."""
    return EventLog(_polku.read_xes(os.fspath(path), _options(columns, cutoff, zone, end_is_inclusive, sentinels, strict,
                                                              keep_values, 1)))


def make_stays(log: LogLike) -> Table:
    """The stays of every client, by client, then their order."""
    return Table(_polku.make_stays(paths_of(log)))


@dataclasses.dataclass(frozen=True, repr=False)
class LogCheck(Result):
    """Facts about a log that may surprise who reads its figures, with the first few examples of each."""

    findings: Table
    examples: Table
    _main = "findings"

    def __getitem__(self, finding: str) -> Counted:
        for row in self.findings.rows():
            if row["finding"] == finding:
                return Counted(row["count"], row["clients"])
        raise _polku.Error(f"polku: a log is not checked for '{finding}'")


def check_log(log: LogLike, *, exits: Sequence[str] = ("exit",), most_examples: int = 5) -> LogCheck:
    """Counts what may surprise in a log: ties, duplicates, overlaps, episodes past an exit, unknown phases and more."""
    findings, examples = _polku.check_log(paths_of(log), list(exits), most_examples)
    return LogCheck(Table(findings), Table(examples))
