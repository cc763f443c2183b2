# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""The hand-worked cases of tests/support/gaps_test.cpp and more."""

import pytest
from days import OPEN, log_of, number

import polku


def gaps(log, **options):
    return ", ".join(f"{g['kind']} [{number(g['start'])},{number(g['end'])}) {g['before'] or '-'}>{g['after'] or '-'}"
                     for g in polku.find_gaps(log, **options).gaps.rows())


@pytest.mark.parametrize("spells, events, expected", [
    ([("S1", 0, 50), ("S2", 5, 10), ("S3", 60, 70)], [], "between [50,60) S1>S3"),
    ([("A", 1, 5), ("B", 5, 9)], [], ""),
    ([("A", 1, OPEN), ("B", 3, 5)], [(9, "referral")], ""),
    ([("A", 1, 5)], [(9, "referral")], "trailing [5,9) A>-"),
    ([("A", 1, 5)], [(9, "Exit"), (12, "referral")], "before_exit [5,9) A>-"),
    ([("A", 1, 5), ("B", 20, 25)], [(9, "exit"), (30, "exit")], "before_exit [5,9) A>-, before_exit [25,30) B>-"),
    ([("A", 1, 50), ("B", 20, 22)], [(9, "exit")], "trailing [22,50) B>-"),
    ([("A", 1, 9), ("B", 9, 12)], [(9, "exit"), (15, "exit")], "before_exit [12,15) B>-"),
    ([("A", 1, 9), ("B", 1, 9), ("A", 1, 9), ("C", 12, 14)], [], "between [9,12) B>C"),
    ([("A", 1, 5), ("B", 10, 10), ("C", 20, 25)], [], "between [5,10) A>B, between [10,20) B>C"),
    ([("A", 1, 1), ("B", 10, 10)], [(40, "referral")], ""),
])
def test_gaps(spells, events, expected):
    assert gaps(log_of(spells, events)) == expected


def test_tolerance():
    log = log_of([("A", 1, 5), ("B", 8, 9)])
    assert gaps(log, tolerance_days=2) == "between [5,8) A>B"
    assert gaps(log, tolerance_days=3) == ""
    with pytest.raises(polku.Error):
        polku.find_gaps(log, tolerance_days=-1)


def test_what_counts_as_support_is_a_function_of_the_record():
    log = log_of([("Q", 0, 4), ("A", 6, 9)])
    assert gaps(log, supports=lambda e: e.organisation != "Q") == "leading [0,6) ->A"
    with pytest.raises(ZeroDivisionError):
        polku.find_gaps(log, supports=lambda e: 1 / 0)


def test_counts_add_up_what_is_found():
    log = log_of([("A", 1, 5), ("B", 8, 9), ("A", 1, 5, "d"), ("B", 9, 10, "d"), ("A", 1, 12, "e")])
    counts = polku.count_gaps(log)
    assert counts.total == (4, 2)
    assert counts.of_kind["between"] == (2, 2)
    assert counts.of_kind[polku.GapKind.TRAILING] == (2, 2)
    assert counts.days == 3 + 3 + 4 + 2
    assert not counts.has_exits
    assert next(counts.pairs.rows()) == {"before": "A", "after": "B", "count": 2, "clients": 2, "days": 7.0}
    spread = polku.spread_gaps(log)
    assert spread.months["days"].sum() == counts.days
    assert spread.clients["gaps"].tolist() == [2, 2]
    assert spread.lengths["count"].sum() == 4


def test_handovers():
    log = polku.make_event_log(
        {"client": ["c", "c"], "service": ["s", "s"], "organisation": ["A", "B"], "start": ["2022-01-01", "2022-02-01"],
         "end": ["2022-01-20", "2022-03-01"]},
        handovers={"client": ["c", "c"], "at": ["2022-01-20", "2022-01-21"], "from": ["A", "A"], "to": ["B", "C"],
                   "manner": ["warm", "cold"]}, cutoff="2022-12-31")
    found = polku.find_handovers(log)
    assert not found.are_inferred
    assert found["outcome"].tolist() == ["picked up", "lost"]
    assert next(found.handovers.rows())["latency"].days == 12
    counts = polku.count_handovers(log)
    assert (counts.total["count"], counts.total["lost"], counts.total["warm"]) == (2, 1, 1)
    assert counts.total["warm_share"] == 0.5
    assert polku.find_handovers(log_of([("A", 1, 2), ("B", 3, 4)])).are_inferred


def test_worker_changes():
    log = polku.make_event_log({"client": ["c"] * 3, "service": ["s"] * 3, "worker": ["x", "y", None],
                                "start": ["2022-01-01", "2022-02-01", "2022-03-01"],
                                "end": ["2022-02-01", "2022-03-01", "2022-04-01"]})
    changes = polku.count_worker_changes(log)
    assert (changes.changes, changes.clients, changes.without) == ((1, 1), 1, 0)
    assert changes.per_client_year == pytest.approx(1 / (90 / 365.25))
