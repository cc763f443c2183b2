# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Beyond one machine with Dask: divides a Dask DataFrame by client. Not imported with the package.

    import dask
    import polku
    import polku.dask

    def part(frame):
        log = polku.make_event_log(frame, cutoff="2022-12-31")
        return polku.partial(polku.find_ping_pong, polku.pathways(log, party="organisation", reading="coverage"))

    divided = polku.dask.partition_by_client(ddf, 16)
    parts = dask.compute(*[dask.delayed(part)(p) for p in divided.to_delayed()])
    loops = sum(parts, polku.Partial()).result()
"""

from __future__ import annotations

import importlib
from typing import Any, List, Mapping, Optional

from .partials import partition_by_client as _partition

__all__ = ["partition_by_client"]


def _put_together(frames: List[Any]) -> Any:
    import pandas as pd

    return frames[0] if len(frames) == 1 else pd.concat(frames)


def partition_by_client(frame: Any, npartitions: Optional[int] = None, *,
                        columns: Optional[Mapping[str, str]] = None) -> Any:
    """A Dask DataFrame of the same rows in `npartitions` partitions (by default as many as there are), so that no client is
    in two. Rows of one client keep their order.

    Lazy, as all of Dask: each partition is divided where it lies, by `polku.partition_by_client`, which says what goes where
    and what `columns` is; pieces then travel between workers once. Several tables of the same clients are each divided into
    the same number of partitions. Divisions are unknown. O(partitions * npartitions) tasks.

    An ImportError says what to install where there is no Dask.
    """
    try:
        dask: Any = importlib.import_module("dask")
        dataframe: Any = importlib.import_module("dask.dataframe")
    except ImportError as e:
        raise ImportError("polku: this needs dask and pandas; install dask[dataframe] and distributed (on Debian: "
                          "python3-dask python3-distributed python3-pandas)") from e
    parts = frame.npartitions if npartitions is None else npartitions
    divide = dask.delayed(_partition, pure=True, nout=parts)
    join = dask.delayed(_put_together, pure=True)
    pieces = [divide(partition, parts, columns=columns) for partition in frame.to_delayed()]
    joined = [join([p[i] for p in pieces]) for i in range(parts)]
    return dataframe.from_delayed(joined, meta=frame._meta, verify_meta=False)
