# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""What all results share."""

from __future__ import annotations

import dataclasses
import html
from typing import Any, NamedTuple

from ._table import Table
from ._wording import counted


class Counted(NamedTuple):
    """How many of something there are, and in how many clients."""

    count: int  # type: ignore[assignment]  # not how often a tuple holds a value
    clients: int


class Result:
    """A result: figures, and tables. Its main table is what `to_frame`, `len` and Arrow look at."""

    _main: str = ""

    @property
    def table(self) -> Table:
        """The main table."""
        table = getattr(self, self._main)
        assert isinstance(table, Table)
        return table

    def to_frame(self) -> Any:
        """The main table as a pandas DataFrame."""
        return self.table.to_frame()

    def __len__(self) -> int:
        return len(self.table)

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, column: str) -> Any:
        return self.table[column]

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)

    def _figures(self) -> str:
        parts = []
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Table):
                parts.append(f"{field.name}: {counted(len(value), 'row')}")
            elif isinstance(value, Counted):
                parts.append(f"{field.name}: {value.count} in {counted(value.clients, 'client')}")
            elif isinstance(value, float):
                parts.append(f"{field.name}: {value:.6g}")
            else:
                parts.append(f"{field.name}: {value}")
        return ", ".join(parts)

    def __repr__(self) -> str:
        text = f"{type(self).__name__}({self._figures()})"
        return f"{text}\n{self.table!r}" if self._main else text

    def _repr_html_(self) -> str:
        text = f"<p><b>{type(self).__name__}</b> {html.escape(self._figures())}</p>"
        return text + (self.table._repr_html_() if self._main else "")
