# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
import gc

import numpy as np
import pytest
from arrow_abi import Consumed, Producer
from days import OPEN, day, log_of

import polku

EXPECTED = polku.make_event_log({"client": [7, 7, 5], "service": ["a", "b", "a"],
                                 "start": np.array(["2022-01-01", "2022-02-01", "2022-01-05"], dtype="datetime64[D]"),
                                 "end": np.array(["2022-02-01", "NaT", "2022-01-06"], dtype="datetime64[D]")})


def days_since_1970(*dates):
    return [None if d is None else int(np.datetime64(d, "D").astype(int)) for d in dates]


def test_gives_columns_that_outlive_their_log():
    log = log_of([("A", 1, 10), ("B", 10, OPEN), ("työpaja", 3, 4, "d")])
    held = Consumed(log.__arrow_c_stream__())
    expected = {name: [r[name] for r in log.episodes.rows()] for name in log.episodes.columns}
    del log
    gc.collect()
    assert held.columns() == expected
    held.release()


def test_gives_results_with_every_kind_of_column():
    log = log_of([("A", 1, 2), ("B", 2, 3), ("A", 3, 4), ("B", 4, 5), ("A", 5, 6)])
    for result in (polku.find_returns(log), polku.find_gaps(log), polku.count_transitions(log), polku.test_returns(log)):
        held = Consumed(result.__arrow_c_stream__())
        assert held.columns() == {name: [r[name] for r in result.table.rows()] for name in result.table.columns}
        held.release()


def test_a_capsule_that_nobody_reads_releases_its_stream():
    log = log_of([("A", 1, 2)])
    for _ in range(100):
        log.__arrow_c_stream__()
    stream = log.__arrow_c_stream__()
    held = Consumed(stream)
    held.release()
    del stream  # released already
    with pytest.raises(polku.Error, match="was read already"):
        stream = log.__arrow_c_stream__()
        Consumed(stream).release()
        polku._polku.ArrowTable(stream)


@pytest.mark.parametrize("ids", ["c", "C", "s", "S", "i", "I", "l", "L"])
@pytest.mark.parametrize("texts", ["u", "U"])
@pytest.mark.parametrize("times", ["tdD", "tss:", "tsm:", "tsu:", "tsn:", "tdm", "tsu:UTC", "u"])
def test_takes_columns_of_any_type(ids, texts, times):
    def as_times(*dates):
        if times == "u":
            return list(dates)
        factor = {"tdD": 1, "tss:": 86_400, "tsm:": 86_400_000, "tdm": 86_400_000, "tsn:": 86_400_000_000_000}
        return [None if d is None else d * factor.get(times, 86_400_000_000) for d in days_since_1970(*dates)]

    first = {"client": (ids, [7, 7]), "service": (texts, ["a", "b"]),
             "start": (times, as_times("2022-01-01", "2022-02-01")), "end": (times, as_times("2022-02-01", None))}
    second = {"client": (ids, [5]), "service": (texts, ["a"]), "start": (times, as_times("2022-01-05")),
              "end": (times, as_times("2022-01-06"))}
    given = Producer([first, second])
    assert polku.make_event_log(given) == EXPECTED
    assert given.released.count("stream") == 1
    assert given.released.count("array") == 2 * 5 and given.released.count("schema") == 5


def test_takes_dictionaries_that_differ_from_batch_to_batch():
    def batch(clients, services, names, start):
        return {"client": ("i", clients), "service": (("c", "u"), (services, names)), "start": ("tdD", days_since_1970(*start))}

    given = Producer([batch([1, 1], [1, 0], ["b", "a"], ["2022-01-01", "2022-01-02"]),
                      batch([2, 2], [0, None], ["c"], ["2022-01-01", "2022-01-02"])])
    log = polku.make_event_log(given)
    assert log.episodes["service"].tolist() == ["a", "b", "c"]
    assert [(r["place"], r["column"]) for r in log.rejected.rows()] == [(3, "service")]


def test_takes_what_it_gives():
    log = log_of([("A", 1, 10), ("B", 10, OPEN), ("A", 3, 4, "d")], cutoff=20)
    assert polku.make_event_log(log, cutoff=day(20)) == log
    assert polku.make_event_log(EXPECTED) == polku.make_event_log(EXPECTED.to_frame())


def test_refuses_what_it_cannot_take():
    def of(format_, values):
        return Producer([{"client": (format_, values), "service": ("u", ["a"]), "start": ("tdD", [1])}])

    with pytest.raises(polku.Error, match="column 'client' has the Arrow type 'g'"):
        polku.make_event_log(of("g", [1]))
    with pytest.raises(polku.Error, match="column 'start' has the Arrow type 'l'"):
        polku.make_event_log(Producer([{"client": ("l", [1]), "service": ("u", ["a"]), "start": ("l", [1])}]))
