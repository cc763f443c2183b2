# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""The hand-worked cases of tests/ping_pong/ping_pong_test.cpp."""

import pytest
from days import OPEN, log_of, number

import polku
from polku import Reading

COVERAGE, SUCCESSION = Reading.COVERAGE, Reading.SUCCESSION


def returns(log, reading):
    found = polku.find_returns(polku.pathways(log, reading=reading))
    routes = found.routes
    out = []
    for i, r in enumerate(found.returns.rows()):
        route = "".join(p for n, p in zip(routes["return"], routes["party"]) if n == i)
        text = f"{r['party']}({route}) {r['away'].days}"
        out.append(text + " concurrent" * r["is_concurrent"] + " progress" * r["has_progress"])
    return ", ".join(out)


def test_returns_under_succession_are_to_the_latest_stay_of_the_party():
    log = log_of([("A", 1, 2), ("B", 2, 3), ("A", 3, 4), ("B", 4, 5), ("C", 5, 6), ("A", 6, 7)])
    assert returns(log, SUCCESSION) == "A(B) 1, B(A) 1, A(BC) 2"
    counts = polku.count_returns(polku.pathways(log, reading="succession"))
    assert counts.total == (3, 1)
    assert counts.direct == (2, 1)


@pytest.mark.parametrize("reading, spells, expected", [
    (SUCCESSION, [("A", 1, 10), ("B", 5, 20), ("A", 8, 20)], "A(B) -2"),
    (COVERAGE, [("A", 1, 10), ("B", 5, 20), ("A", 10, 20)], ""),
    (COVERAGE, [("A", 1, 10), ("D", 2, 10), ("B", 5, 12), ("A", 20, 30), ("C", 20, 25)], "A(B) 10"),
    (COVERAGE, [("A", 1, 10), ("B", 10, 10), ("A", 20, 30)], "A(B) 10"),
    (COVERAGE, [("A", 1, 10), ("B", 20, 20), ("A", 20, 30)], ""),
    (COVERAGE, [("A", 1, 10), ("B", 5, 40), ("A", 20, 30)], "A(B) 10 concurrent"),
    (COVERAGE, [("A", 1, 10), ("B", 5, 30), ("A", 20, 30)], "A(B) 10"),
])
def test_returns(reading, spells, expected):
    assert returns(log_of(spells), reading) == expected


def test_returns_with_what_is_open():
    assert returns(log_of([("A", 1, 10), ("B", 5, OPEN), ("A", 20, OPEN)], [(40, "referral")]), COVERAGE) == "A(B) 10 concurrent"
    assert returns(log_of([("A", 1, 10), ("B", 5, 40), ("A", 20, OPEN)], [(40, "referral")]), COVERAGE) == "A(B) 10"


@pytest.mark.parametrize("at, expected", [(9, ""), (10, " progress"), (20, " progress"), (21, "")])
def test_progress_is_from_leaving_to_coming_back_both_included(at, expected):
    log = log_of([("A", 1, 10), ("B", 10, 20), ("A", 20, 30)], [(at, "job_start")])
    assert returns(log, COVERAGE) == "A(B) 10" + expected


def test_progress_by_phases():
    log = log_of([("A", 1, 10, "c", "mapping of skills"), ("B", 10, 20, "c", "job search"), ("A", 20, 30)])
    assert returns(log, COVERAGE) == "A(B) 10 progress"
    assert polku.count_returns(log, phases=[]).with_progress == (0, 0)
    assert polku.count_returns(log, phases=["job search", "mapping of skills"]).with_progress == (0, 0)


def test_joins_returns_that_share_a_stay():
    found = polku.find_ping_pong(log_of([("A", 1, 2), ("B", 2, 3), ("A", 3, 4), ("B", 4, 5), ("A", 5, 6)]))
    assert len(found) == 1
    loop = next(iter(found))
    assert (loop.client, loop.returns, loop.bounces) == ("c", 3, 4)
    assert (number(loop.start), number(loop.end)) == (1, 5)
    assert loop.parties == ["A", "B", "A", "B", "A"]
    assert found.shapes()["shape"].tolist() == ["back_and_forth"]


def test_sees_hub_and_spoke_as_one_loop():
    found = polku.find_ping_pong(log_of([("A", 1, 2), ("B", 2, 3), ("A", 3, 4), ("C", 4, 5), ("A", 5, 6)]))
    assert found["returns"].tolist() == [2]
    assert [(r["shape"], r["hub"]) for r in found.shapes().rows()] == [("hub_and_spoke", "A")]


def test_options():
    log = log_of([("A", 1, 2), ("B", 2, 3), ("C", 3, 4), ("D", 4, 5), ("A", 5, 6)])
    assert len(polku.find_ping_pong(log, min_returns=1)) == 0
    assert len(polku.find_ping_pong(log, max_length=4, min_returns=1)) == 1
    assert len(polku.find_ping_pong(log, max_length=4, window_days=3, min_returns=1)) == 1
    assert len(polku.find_ping_pong(log, max_length=4, window_days=2, min_returns=1)) == 0
    planned = log_of([("A", 1, 2), ("R", 2, 3), ("A", 3, 4), ("R", 4, 5), ("A", 5, 6)])
    assert len(polku.find_ping_pong(planned)) == 1
    assert len(polku.find_ping_pong(planned, planned=["R"])) == 0
    with pytest.raises(TypeError):
        polku.find_ping_pong(log, 180)  # a number without its unit
    with pytest.raises(polku.Error, match="window_days is a number of days"):
        polku.find_ping_pong(log, window_days=float("nan"))


def test_counts_add_up_what_is_found():
    log = log_of([("A", 1, 2), ("B", 2, 3), ("A", 3, 4), ("B", 4, 5), ("A", 5, 6)])
    counts = polku.count_ping_pong(log)
    assert (counts.loops, counts.returns, counts.bounces, counts.days) == ((1, 1), 3, 4, 4.0)


def test_consequences():
    log = log_of([("A", 1, 2), ("B", 2, 3), ("A", 3, 4), ("B", 4, 5), ("A", 5, 6)], [(9, "job start")])
    found = polku.measure_consequences(log)
    assert found["group"][0] == "loops"
    assert (found["followed"][0], found["outcomes"][0]) == (1, 1)
    assert found.median_days_lost == 3.0  # from day 2 to day 5


def test_threads_change_nothing():
    spells = [(party, i, i + 1, f"client {c}") for c in range(40) for i, party in enumerate("ABABACACB"[: 2 + c % 8])]
    log = log_of(spells)
    assert polku.find_ping_pong(log, threads=3).loops == polku.find_ping_pong(log).loops
    assert polku.find_ping_pong(log, threads=3).stays == polku.find_ping_pong(log).stays
    assert polku.find_gaps(log, threads=3).gaps == polku.find_gaps(log).gaps
