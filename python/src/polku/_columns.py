# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""What Python holds a table in, as columns that polku takes: descriptions of arrays, no Python object per row."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from . import _polku

#: A field's column: its name in the source, and its parts.
Column = Tuple[str, List[Tuple[Any, ...]]]

FIELDS: Dict[str, Tuple[Tuple[str, ...], Tuple[str, ...], Tuple[str, ...]]] = {
    # table: names, times, those that it cannot be without
    "episodes": (("client", "service", "organisation", "role", "worker", "phase"), ("start", "end"),
                 ("client", "service", "start")),
    "handovers": (("client", "from", "to", "manner", "status"), ("at",), ("client", "at", "from", "to")),
    "milestones": (("client", "kind", "detail"), ("at",), ("client", "at", "kind")),
    "plans": (("client", "kind"), ("from", "until"), ("client", "kind", "from")),
    "consents": (("client", "party"), ("from", "until"), ("client", "party", "from")),
}

_UNITS = {"D": (86_400_000_000, 1), "h": (3_600_000_000, 1), "m": (60_000_000, 1), "s": (1_000_000, 1),
          "ms": (1000, 1), "us": (1, 1), "ns": (1, 1000), "ps": (1, 1_000_000), "W": (604_800_000_000, 1)}


def _hint(name: str, known: Sequence[str]) -> str:
    nearest = _polku.nearest_name(name, list(known))
    return f"; did you mean '{nearest}'?" if nearest else "; it has " + ", ".join(f"'{k}'" for k in known)


class Source:
    """A table of any kind, by the names of its columns."""

    def __init__(self, given: Any, table: str) -> None:
        self.table = table
        self._arrow: Optional[_polku.ArrowTable] = None
        self._given = given
        if isinstance(given, Mapping):
            self.names = [str(k) for k in given]
            self._keys = dict(zip(self.names, given))
        elif hasattr(given, "columns") and hasattr(given, "iloc"):  # pandas
            self.names = [str(c) for c in given.columns]
            self._keys = dict(zip(self.names, given.columns))
        elif hasattr(given, "__arrow_c_stream__"):
            self._arrow = _polku.ArrowTable(given.__arrow_c_stream__())
            self.names = self._arrow.columns()
        else:
            raise _polku.Error(f"polku: {table} are a DataFrame, a dict of arrays, or anything with __arrow_c_stream__; "
                               f"this is {type(given).__name__}")

    def find(self, field: str, named: Optional[str]) -> Optional[str]:
        """The name of a field's column."""
        if named is not None:
            if named in self.names:
                return named
            raise _polku.Error(f"polku: {self.table} have no column '{named}' for the {field}{_hint(named, self.names)}")
        if field in self.names:
            return field
        return next((n for n in self.names if n.lower() == field), None)

    def names_of(self, column: str) -> List[Tuple[Any, ...]]:
        """A column of names."""
        if self._arrow is not None:
            return [("arrow", self._arrow, self.names.index(column))]
        return [_names(self._given[self._keys[column]], column)]

    def times_of(self, column: str) -> List[Tuple[Any, ...]]:
        """A column of times."""
        if self._arrow is not None:
            return [("arrow", self._arrow, self.names.index(column))]
        return [_times(self._given[self._keys[column]], column)]


def _names(column: Any, called: str) -> Tuple[Any, ...]:
    dtype: Any = getattr(column, "dtype", None)
    if hasattr(dtype, "categories"):  # categorical: codes, and each name once
        values = column.array if hasattr(column, "array") else column
        categories = values.categories
        are_integers = categories.dtype.kind in "iu"
        names = [str(c) for c in categories]
        return "codes", np.ascontiguousarray(values.codes), names, are_integers
    mask = None
    if hasattr(column, "array") and type(dtype).__module__.startswith("pandas"):
        kind = getattr(dtype, "kind", "O")
        if kind in "iu":  # nullable integers
            mask = np.ascontiguousarray(column.isna().to_numpy(dtype=bool)).view(np.uint8)
            array = column.to_numpy(dtype=dtype.numpy_dtype, na_value=0)
        else:
            array = column.to_numpy(dtype=object)
    elif hasattr(column, "to_numpy"):
        array = column.to_numpy()
    else:
        array = np.asarray(column)
    if array.ndim != 1:
        raise _polku.Error(f"polku: column '{called}' has {array.ndim} dimensions; a column has one")
    kind = array.dtype.kind
    if not array.dtype.isnative:
        array = array.astype(array.dtype.newbyteorder("="))
    array = np.ascontiguousarray(array)
    if kind in "iu":
        return "integers", array, mask
    if kind == "f":
        return "floats", array.astype(np.float64, copy=False)
    if kind == "U":
        width = max(array.dtype.itemsize // 4, 1)
        return "wide", array.view(np.uint32).reshape(len(array), width) if len(array) else np.zeros((0, 1), np.uint32)
    if kind == "S":
        width = max(array.dtype.itemsize, 1)
        return "bytes", array.view(np.uint8).reshape(len(array), width) if len(array) else np.zeros((0, 1), np.uint8)
    if kind == "O":
        return "objects", array
    if kind == "b":
        return "objects", array.astype(object)
    raise _polku.Error(f"polku: column '{called}' holds {array.dtype}; names are texts, whole numbers or categories")


def _times(column: Any, called: str) -> Tuple[Any, ...]:
    dtype: Any = getattr(column, "dtype", None)
    is_utc = getattr(dtype, "tz", None) is not None  # the values of a column with a zone are UTC
    if hasattr(dtype, "categories"):
        column = column.astype(dtype.categories.dtype)
        return _times(column, called)
    if is_utc:
        column = (column.dt if hasattr(column, "dt") else column).tz_convert(None)
    array = column.to_numpy() if hasattr(column, "to_numpy") else np.asarray(column)
    if array.ndim != 1:
        raise _polku.Error(f"polku: column '{called}' has {array.ndim} dimensions; a column has one")
    if array.dtype.kind == "M":
        unit, step = np.datetime_data(array.dtype)
        if unit == "generic" or unit not in _UNITS:
            array, unit, step = array.astype("datetime64[us]"), "us", 1
        factor, divisor = _UNITS[unit]
        if not array.dtype.isnative:
            array = array.astype(array.dtype.newbyteorder("="))
        return "instants", np.ascontiguousarray(array).view(np.int64), factor * step, divisor, is_utc, unit in ("D", "W")
    if array.dtype.kind in "US":
        array = array.astype(object)
    if array.dtype.kind == "f" and np.isnan(array).all():
        array = array.astype(object)
    if array.dtype.kind != "O":
        raise _polku.Error(f"polku: column '{called}' holds {array.dtype}; times are datetime64, dates, datetimes or texts")
    return "objects", np.ascontiguousarray(array)


def describe(given: Any, table: str, columns: Optional[Mapping[str, str]] = None) -> Dict[str, Column]:
    """Each field's column of a table."""
    source = Source(given, table)
    names, times, needed = FIELDS[table]
    columns = columns or {}
    for field in columns:
        if field not in names + times:
            raise _polku.Error(f"polku: {table} have no field '{field}'{_hint(field, names + times)}")
    out: Dict[str, Column] = {}
    for field in names + times:
        column = source.find(field, columns.get(field))
        if column is not None:
            out[field] = column, source.names_of(column) if field in names else source.times_of(column)
        elif field in needed:
            raise _polku.Error(f"polku: {table} need a column for the {field}; name it: columns={{'{field}': ...}}"
                               + _hint(field, source.names))
    return out
