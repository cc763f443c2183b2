# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Tables: what analyses return, in columns."""

from __future__ import annotations

import html
from typing import Any, Dict, Iterator, List, Optional

import numpy as np
import numpy.typing as npt

from . import _polku
from ._wording import counted

Array = npt.NDArray[Any]

_SHOWN = 10


class Table:
    """Columns of equal length that live in polku's memory.

    `table["start"]` is a numpy array; of times, lengths and figures it looks at the memory without a copy, is read-only and
    keeps it alive. A column of names is held as codes (`codes`, without a copy) and the names that they stand for (`names`).
    `to_frame` makes a pandas DataFrame; any Arrow library takes the table as it is (`__arrow_c_stream__`). Times are UTC.
    """

    __slots__ = ("_columns", "_known")

    def __init__(self, columns: _polku.Columns) -> None:
        self._columns = columns
        self._known: Dict[str, Any] = {}

    @property
    def columns(self) -> List[str]:
        """The names of the columns."""
        return self._columns.columns()

    def __len__(self) -> int:
        return len(self._columns)

    def codes(self, column: str) -> Array:
        """A column of names as codes, -1 for none; a view of the memory."""
        if self._columns.kind(column) != "name":
            raise _polku.Error(f"polku: column '{column}' holds no names; look at table['{column}']")
        return self._columns.view(column)

    def names(self, column: str) -> Any:
        """What the codes of a column stand for: a list of texts, or an array of the whole numbers that clients were given as."""
        if column not in self._known:
            self._known[column] = self._columns.names(column)
        return self._known[column]

    def __getitem__(self, column: str) -> Array:
        if self._columns.kind(column) != "name":
            return self._columns.view(column)
        codes, names = self._columns.view(column), self.names(column)
        if isinstance(names, np.ndarray):
            numbers: Array = names[codes]
            return numbers
        lookup = np.empty(len(names) + 1, dtype=object)
        lookup[:-1] = names
        lookup[-1] = None
        taken: Array = lookup[codes]
        return taken

    def rows(self) -> Iterator[Dict[str, Any]]:
        """Row after row as a dict, with Python's own types."""
        columns = {name: _plain(self[name]) for name in self.columns}
        for i in range(len(self)):
            yield {name: column[i] for name, column in columns.items()}

    def to_frame(self) -> Any:
        """A pandas DataFrame: names as categories (clients given as whole numbers as these), times as datetime64."""
        import pandas as pd

        out: Dict[str, Any] = {}
        for name in self.columns:
            kind = self._columns.kind(name)
            if kind == "name" and not isinstance(self.names(name), np.ndarray):
                out[name] = pd.Categorical.from_codes(self.codes(name), categories=self.names(name))
            elif kind in ("time", "length"):
                out[name] = _fine(self[name])
            else:
                out[name] = self[name]
        return pd.DataFrame(out, columns=self.columns)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._columns.stream()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        if self.columns != other.columns or len(self) != len(other):
            return False
        return all(_plain(self[c]) == _plain(other[c]) for c in self.columns)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> Any:
        return Table, (self._columns,)

    def _head(self) -> List[List[str]]:
        shown = min(len(self), _SHOWN)
        columns = [[_text(v) for v in _head_of(self, name, shown)] for name in self.columns]
        return [list(row) for row in zip(*columns)]

    def __repr__(self) -> str:
        rows = self._head()
        widths = [max([len(name)] + [len(r[i]) for r in rows]) for i, name in enumerate(self.columns)]
        lines = ["  ".join(cell.ljust(w) for cell, w in zip(line, widths)).rstrip() for line in [self.columns, *rows]]
        return "\n".join(lines + [f"[{counted(len(self), 'row')}]"])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in self._head())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{counted(len(self), 'row')}</p>"


def _head_of(table: Table, name: str, shown: int) -> List[Any]:
    if table._columns.kind(name) != "name":
        return _plain(table._columns.view(name)[:shown])
    names = table.names(name)
    return [None if code < 0 else names[code] for code in table._columns.view(name)[:shown].tolist()]


def _plain(array: Array) -> List[Any]:
    if array.dtype.kind == "f":
        return [None if np.isnan(v) else v for v in array.tolist()]
    if array.dtype.kind == "M":
        # tolist() of times beyond what datetime knows gives whole numbers; there are none.
        return array.astype("datetime64[us]").tolist()  # type: ignore[no-any-return]
    return array.tolist()  # type: ignore[no-any-return]


def _text(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value)
    return text[: -len(" 00:00:00")] if text.endswith(" 00:00:00") else text


def _fine(array: Array) -> Any:
    """Times as pandas takes them: datetimes where they do not fit into its nanoseconds."""
    values = array.view(np.int64)
    real = values[values != np.iinfo(np.int64).min]
    limit = 2**63 // 1000 - 1
    if len(real) and (real.max() > limit or real.min() < -limit):
        return array.astype(object)
    return array.astype(array.dtype.str.replace("us", "ns"))


def optional_table(columns: Optional[_polku.Columns]) -> Optional[Table]:
    """A table, or none."""
    return None if columns is None else Table(columns)
