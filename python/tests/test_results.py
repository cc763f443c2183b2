# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""What holds for every result: frames, pickling, views, threads."""

import gc
import pickle
import threading

import numpy as np
import pandas as pd
import pytest
from days import log_of

import polku

LOG = log_of([(p, 10 * i, 10 * i + 8, f"c{c}") for c in range(8) for i, p in enumerate("ABABCA"[c % 3:])], [(75, "exit")])

RESULTS = [
    polku.count_transitions, polku.find_circuits, polku.count_carried_returns, polku.count_returns, polku.find_returns,
    polku.find_ping_pong, polku.count_ping_pong, polku.measure_consequences, polku.find_gaps, polku.count_gaps,
    polku.spread_gaps, polku.find_handovers, polku.count_handovers, polku.count_worker_changes, polku.test_returns,
    polku.expect_markov_returns, polku.permute_returns, polku.check_log, polku.make_stays,
    lambda log: polku.count_obligations(log, [polku.while_active(polku.in_any_service()).there_must_be(polku.plan_of())]),
    lambda log: polku.find_violations(log, [polku.at_least_every(polku.in_any_service(), days=3)]),
]


@pytest.mark.parametrize("analyse", RESULTS)
def test_every_result_pickles_and_shows_itself(analyse):
    result = analyse(LOG)
    assert pickle.loads(pickle.dumps(result)) == result
    assert analyse(LOG) == result
    assert repr(result)
    if hasattr(result, "to_frame"):
        frame = result.to_frame()
        assert isinstance(frame, pd.DataFrame)
        if hasattr(result, "table"):
            assert list(frame.columns) == result.table.columns and len(frame) == len(result.table)


@pytest.mark.parametrize("analyse", RESULTS)
def test_every_result_of_an_empty_log(analyse):
    empty = polku.make_event_log({"client": [], "service": [], "start": np.zeros(0, dtype="datetime64[us]"), "end": []})
    result = analyse(empty)
    assert pickle.loads(pickle.dumps(result)) == result
    if hasattr(result, "to_frame"):
        result.to_frame()


def test_frames_have_the_types_of_pandas():
    frame = polku.find_gaps(LOG).to_frame()
    assert frame["kind"].dtype == "category" and frame["start"].dtype == "datetime64[ns]"
    assert frame["length"].dtype == "timedelta64[ns]"
    assert set(frame["client"].cat.categories) == {"c", *(f"c{c}" for c in range(8))}  # of whom there is a milestone only
    far = polku.make_event_log({"client": [1], "service": ["s"], "start": np.array(["3000-01-01"], dtype="datetime64[D]"),
                                "end": np.array(["3000-02-01"], dtype="datetime64[D]")})
    assert str(far.to_frame()["start"][0]) == "3000-01-01 00:00:00"


def test_views_are_no_copies_and_keep_their_owner_alive():
    found = polku.find_gaps(LOG)
    start = found["start"]
    again = found["start"]
    assert start.__array_interface__["data"] == again.__array_interface__["data"]
    expected = start.copy()
    del found, again
    gc.collect()
    [polku.find_gaps(LOG) for _ in range(20)]
    assert (start == expected).all()
    with pytest.raises(ValueError):
        start[0] = 0
    with pytest.raises(polku.Error, match="no column 'colour'"):
        polku.find_gaps(LOG)["colour"]
    with pytest.raises(polku.Error, match="holds no names"):
        polku.find_gaps(LOG).table.codes("start")


def test_analyses_let_other_threads_run():
    n = 400_000
    rng = np.random.default_rng(1)
    log = polku.make_event_log({"client": np.sort(rng.integers(0, n // 10, n)), "service": rng.integers(0, 6, n),
                                "start": rng.integers(10_000, 20_000, n).astype("datetime64[D]")})
    paths = polku.pathways(log, reading="succession")
    ticks, runs, stop = [0], [0], threading.Event()

    def analyse():
        while not stop.is_set():
            polku.permute_returns(paths, permutations=1)
            runs[0] += 1

    worker = threading.Thread(target=analyse)
    worker.start()
    during = 0
    try:
        # An analysis that kept the lock would let this thread on only between one and the next.
        while runs[0] < 3:
            before = runs[0]
            sum(range(1000))
            ticks[0] += 1
            during += before == runs[0]
    finally:
        stop.set()
        worker.join()
    assert during > 100


def test_two_threads_get_the_same():
    expected = polku.find_ping_pong(LOG)
    found = [None] * 4

    def analyse(i):
        for _ in range(50):
            found[i] = polku.find_ping_pong(LOG)

    threads = [threading.Thread(target=analyse, args=(i,)) for i in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert all(f == expected for f in found)
