# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""On workers of their own processes: what they find and send merges into what one machine finds, byte for byte."""

import sys

import numpy as np
import pandas as pd
import pytest

import polku

pytest.importorskip("dask.dataframe")
distributed = pytest.importorskip("distributed")

import dask  # noqa: E402
import dask.dataframe  # noqa: E402

import polku.dask  # noqa: E402


def part_of(verb, frame):
    log = polku.make_event_log(frame, columns={"client": "person"}, cutoff="2023-01-01")
    return polku.partial(verb, polku.pathways(log, party="organisation", reading="coverage"))


def part_with_process(verb, frame):
    import os

    return part_of(verb, frame), os.getpid()


def random_frame(n=30_000):
    rng = np.random.default_rng(7)
    start = np.datetime64("2020-01-01", "D") + rng.integers(0, 900, n)
    return pd.DataFrame({
        "person": rng.integers(0, n // 8, n), "service": "s",
        "organisation": np.array(["office", "workshop", "school", "työpaja"], dtype=object)[rng.integers(0, 4, n)],
        "start": start.astype("datetime64[ns]"), "end": (start + rng.integers(1, 90, n)).astype("datetime64[ns]"),
    })


@pytest.fixture(scope="module")
def client():
    if sys.platform == "win32":
        pytest.skip("processes are forked elsewhere")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        with distributed.Client(cluster) as c:
            yield c


@pytest.mark.parametrize("verb", [polku.find_ping_pong, polku.count_gaps, polku.test_returns, polku.count_transitions],
                         ids=lambda v: v.__name__)
def test_workers_find_what_one_machine_finds(client, verb):
    frame = random_frame()
    ddf = dask.dataframe.from_pandas(frame, npartitions=5, sort=False)
    divided = polku.dask.partition_by_client(ddf, 4, columns={"client": "person"})
    assert divided.npartitions == 4 and list(divided.columns) == list(frame.columns)
    made = client.gather(client.compute([dask.delayed(part_with_process)(verb, p) for p in divided.to_delayed()]))
    parts = [p for p, _ in made]
    assert len({process for _, process in made}) == 2
    polku.check_partitioned(parts)
    whole = sum(parts, polku.Partial())
    assert bytes(whole) == bytes(part_of(verb, frame))


def test_as_many_partitions_as_there_are():
    ddf = dask.dataframe.from_pandas(random_frame(300).rename(columns={"person": "client"}), npartitions=3, sort=False)
    divided = polku.dask.partition_by_client(ddf)
    with dask.config.set(scheduler="synchronous"):
        frames = dask.compute(*divided.to_delayed())
        assert len(divided) == 300
    assert len(frames) == 3 and all(len(f) for f in frames)
    assert sum(f["client"].nunique() for f in frames) == pd.concat(frames)["client"].nunique()
    assert all(f.index.is_monotonic_increasing for f in frames)  # rows keep their order


def test_without_dask_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "dask.dataframe", None)
    with pytest.raises(ImportError, match="install dask"):
        polku.dask.partition_by_client(None)
