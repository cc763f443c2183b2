# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Times between Python and polku, which counts microseconds since 1970 in UTC."""

from __future__ import annotations

import datetime
from typing import Any, Optional, Union

import numpy as np

from . import _polku

#: What can be given as a point in time: a date, a datetime (UTC where it has no zone), a numpy or pandas one, or a text.
TimeLike = Union[str, datetime.date, datetime.datetime, "np.datetime64"]

_EPOCH = datetime.datetime(1970, 1, 1)
_MICROSECOND = datetime.timedelta(microseconds=1)


def microseconds_of(time: Any, name: str = "a time") -> int:
    """The microseconds of a point in time. `name` is what an error calls it."""
    us: Optional[int] = None
    if isinstance(time, str):
        us = _polku.read_time(time)
    elif isinstance(time, datetime.datetime):
        if time.tzinfo is not None:
            time = time.astimezone(datetime.timezone.utc).replace(tzinfo=None)
        us = (time - _EPOCH) // _MICROSECOND
    elif isinstance(time, datetime.date):
        us = (datetime.datetime(time.year, time.month, time.day) - _EPOCH) // _MICROSECOND
    elif isinstance(time, np.datetime64) and not np.isnat(time):
        us = int(time.astype("datetime64[us]").astype(np.int64))
    if us is None:
        raise _polku.Error(f"polku: {name} is a date, a datetime or a text such as 2022-11-30, 2022-11-30T08:00:00Z")
    return us


def optional_microseconds_of(time: Any, name: str = "a time") -> Optional[int]:
    """The same, or None."""
    return None if time is None else microseconds_of(time, name)


def datetime_of(us: int) -> datetime.datetime:
    """A datetime without a zone, in UTC."""
    return _EPOCH + datetime.timedelta(microseconds=us)


def optional_datetime_of(us: Optional[int]) -> Optional[datetime.datetime]:
    """The same, or None."""
    return None if us is None else datetime_of(us)
