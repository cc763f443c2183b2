# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Partial results: of the parts, merged in any order, they are those of the whole; and they say where they cannot be."""

import functools
import math
import pickle
import random
import threading

import numpy as np
import pandas as pd
import pytest
from days import day, log_of

import polku
from polku import Error, Partial

CUTOFF = 400

OBLIGATIONS = [
    polku.after(polku.with_organisation("A")).must_begin(polku.milestone_of("review")).within(days=60).named("reviews"),
    polku.while_active(polku.in_any_service()).there_must_be(polku.with_organisation("B")),
]

VERBS = {
    polku.count_transitions: {"max_wait_days": 20}, polku.count_carried_returns: {}, polku.count_returns: {"phases": []},
    polku.test_returns: {}, polku.expect_markov_returns: {}, polku.permute_returns: {"permutations": 7, "seed": 3},
    polku.count_ping_pong: {"window_days": 90, "max_length": 4, "min_returns": 1},
    polku.find_ping_pong: {"window_days": 90, "min_returns": 1, "planned": ["C"]},
    polku.measure_consequences: {"outcomes": ["review"], "landmark_days": 60, "min_returns": 1},
    polku.count_gaps: {"tolerance_days": 2}, polku.find_gaps: {}, polku.spread_gaps: {"exits": ["exit", "review"]},
    polku.count_handovers: {"horizon_days": 60}, polku.count_worker_changes: {},
    polku.count_obligations: {"obligations": OBLIGATIONS, "organisations": {"A": "school"}, "absent_means_none": True},
}
BY_SUCCESSION = (polku.permute_returns,)


def random_tables(seed, clients=60):
    """Episodes and milestones of clients in no order."""
    rng = np.random.default_rng(seed)
    n = clients * 6
    client = np.concatenate([np.arange(clients), rng.integers(0, clients, n - clients)])
    names = np.array([f"client {c * 7919 % 1000}" for c in range(clients)], dtype=object)
    start = rng.integers(0, 350, n)
    length = rng.integers(1, 60, n)
    end = (day(0) + start + length).astype("datetime64[D]")
    end[rng.random(n) < 0.1] = np.datetime64("NaT")
    episodes = pd.DataFrame({
        "client": names[client], "service": "s", "organisation": np.array(["C", "A", "työ", "B"], dtype=object)[
            rng.integers(0, 4, n)],
        "worker": np.array(["w", "v", "u"], dtype=object)[rng.integers(0, 3, n)],
        "start": (day(0) + start).astype("datetime64[D]").astype("datetime64[ns]"), "end": end.astype("datetime64[ns]"),
    })
    milestones = pd.DataFrame({
        "client": names[rng.integers(0, clients, clients)],
        "at": (day(0) + rng.integers(0, 350, clients)).astype("datetime64[D]").astype("datetime64[ns]"),
        "kind": np.array(["exit", "review", "job start"], dtype=object)[rng.integers(0, 3, clients)],
    })
    return episodes, milestones


def paths_of(episodes, milestones, verb):
    log = polku.make_event_log(episodes, milestones=milestones, cutoff=day(CUTOFF))
    return polku.pathways(log, party="organisation", reading="succession" if verb in BY_SUCCESSION else "coverage")


def part(verb, episodes, milestones, **how):
    return polku.partial(verb, paths_of(episodes, milestones, verb), **VERBS[verb], **how)


def figures(result):
    """A result without the order of its rows: each table as sorted rows, names as texts, a loop's stays with its loop."""
    if isinstance(result, polku.Table):
        def rounded(v):
            if isinstance(v, float):
                return f"{v:.9g}"
            return str(v)
        columns = [c for c in result.columns if c != "unknown_receiver"]
        return sorted(tuple((c, rounded(r[c])) for c in columns) for r in result.rows())
    if isinstance(result, polku.PingPongLoops):
        return sorted((str(x.client), x.returns, x.bounces, str(x.start), str(x.end), tuple(x.parties)) for x in result)
    if isinstance(result, float):
        return None if math.isnan(result) else pytest.approx(result)
    if hasattr(result, "__dataclass_fields__"):
        return {f: figures(getattr(result, f)) for f in result.__dataclass_fields__}
    return result


@pytest.mark.parametrize("verb", VERBS, ids=lambda v: v.__name__)
def test_of_the_parts_it_merges_into_that_of_the_whole(verb):
    for seed in range(6):
        shuffle = random.Random(seed)
        tables = random_tables(seed)
        direct = verb(paths_of(*tables, verb), **VERBS[verb])
        whole = part(verb, *tables)
        count = shuffle.randint(2, 9)
        divided = zip(*(polku.partition_by_client(t, count) for t in tables))
        parts = [part(verb, *d) for d in divided] + [Partial()]
        polku.check_partitioned(parts)
        while len(parts) > 1:
            shuffle.shuffle(parts)
            parts[:2] = [pickle.loads(pickle.dumps(parts[0])).merge(Partial.from_bytes(bytes(parts[1])))]
        assert parts[0] == whole and parts[0].to_bytes() == whole.to_bytes()
        assert parts[0].client_count == 60 and parts[0].verb == verb.__name__
        result = parts[0].result()
        assert type(result) is type(direct)
        assert figures(result) == figures(direct)
        assert pickle.loads(pickle.dumps(result)) == result
        if isinstance(result, polku.Table) or hasattr(result, "table"):
            assert len(result.to_frame()) == len(result)
            assert result.__arrow_c_stream__()


@pytest.mark.parametrize("verb", VERBS, ids=lambda v: v.__name__)
def test_damaged_bytes_are_refused(verb):
    data = bytes(part(verb, *random_tables(1, 12)))
    assert bytes(Partial.from_bytes(data)) == data
    damage = random.Random(1)
    for _ in range(200):
        damaged = bytearray(data)
        damaged[damage.randrange(len(data))] ^= damage.randint(1, 255)
        with pytest.raises(Error):
            Partial.from_bytes(bytes(damaged))
    for n in range(0, len(data), 7):
        with pytest.raises(Error):
            Partial.from_bytes(data[:n])
    with pytest.raises(Error, match="another analysis|damaged|an analysis that Python has none of"):
        Partial.from_bytes(b"polku partial \x01\n\x07unknown")


def test_the_identity():
    one = polku.partial(polku.count_gaps, log_of([("A", 1, 5), ("B", 9, 12)], cutoff=30))
    assert Partial() + one == one == one + Partial() == sum([one], Partial())
    assert functools.reduce(Partial.merge, [], Partial()) == Partial() == pickle.loads(pickle.dumps(Partial()))
    assert Partial.from_bytes(bytes(Partial())) == Partial() != one
    assert (Partial().verb, Partial().client_count, repr(Partial())) == (None, 0, "Partial(of no part)")
    with pytest.raises(Error, match="of no part of a log"):
        Partial().result()
    with pytest.raises(TypeError):
        one + 1
    assert (one == 1) is False
    assert repr(one) == f"Partial(count_gaps, 1 client, {len(bytes(one))} bytes)"


def test_a_part_without_clients_changes_nothing():
    one = polku.partial(polku.find_gaps, log_of([("A", 1, 5), ("B", 9, 12)], cutoff=30))
    none = polku.partial(polku.find_gaps, log_of([], cutoff=30))
    assert one + none == one == none + one
    assert len(none.result()) == 0


def test_what_does_not_go_together_is_refused():
    def of(client="x", cutoff=30, verb=polku.count_returns, **options):
        return polku.partial(verb, log_of([("A", 1, 5, client)], cutoff=cutoff), **options)

    with pytest.raises(Error, match="have a client in common"):
        of() + of()
    with pytest.raises(Error, match="one ends at the cutoff 2020-01-31, another at 2020-02-01; read every part with the "
                                    "cutoff of the whole"):
        of() + of("y", 31)
    with pytest.raises(Error, match="made with different options"):
        of() + of("y", progress=["review"])
    with pytest.raises(Error, match="one is of returns, another of gaps; merge those of one analysis"):
        of() + of("y", verb=polku.count_gaps)
    with pytest.raises(Error, match="a partial result merges with another; this is int"):
        of().merge(1)


def with_handovers(clients, records=True):
    spells = {"client": [c for c in clients for _ in "AB"], "service": ["s"] * 2 * len(clients),
              "organisation": ["A", "B"] * len(clients),
              "start": np.array([day(1), day(9)] * len(clients)), "end": np.array([day(5), day(20)] * len(clients))}
    handovers = {"client": clients, "at": np.array([day(5)] * len(clients)), "from": ["A"] * len(clients),
                 "to": ["B"] * len(clients), "manner": ["warm", "cold"] * (len(clients) // 2)}
    return polku.make_event_log(spells, handovers=handovers if records else None, cutoff=day(30))


def test_recorded_handovers():
    merged = sum([polku.partial(polku.count_handovers, with_handovers(c)) for c in (["x", "y"], ["z", "v"])], Partial())
    result, direct = merged.result(), polku.count_handovers(with_handovers(["x", "y", "z", "v"]))
    assert figures(result) == figures(direct)
    assert not result.are_inferred and result.total["warm_share"] == 0.5
    assert [c for c in direct.pairs.columns if c not in result.pairs.columns] == ["unknown_receiver"]
    inferred = polku.partial(polku.count_handovers, with_handovers(["v", "w"], records=False))
    assert inferred.result().are_inferred
    with pytest.raises(Error, match="handovers are recorded.*handovers are inferred.*use fewer, larger parts"):
        polku.partial(polku.count_handovers, with_handovers(["x", "y"])) + inferred


def test_an_obligation_that_a_part_cannot_tell():
    rule = [polku.before(polku.handover_to()).there_must_be(polku.in_any_service())]
    parts = [polku.partial(polku.count_obligations, log, rule)
             for log in (with_handovers(["x", "y"]), with_handovers(["z", "v"], records=False))]
    assert [p.result()["status"].tolist() for p in parts] == [["evaluated"], ["not recorded"]]
    with pytest.raises(Error, match="an obligation speaks of records that one part holds and another does not"):
        parts[0] + parts[1]


def test_exits_of_any_part_are_known():
    one, other = log_of([("A", 1, 5)], cutoff=30), log_of([("A", 1, 5, "d")], [(9, "exit", "d")], cutoff=30)
    parts = [polku.partial(polku.count_gaps, log) for log in (one, other)]
    assert [p.result().has_exits for p in (*parts, sum(parts, Partial()))] == [False, True, True]


def test_only_the_verbs_there_are():
    log = log_of([("A", 1, 5)])
    with pytest.raises(Error, match="partial results are those of count_transitions, .* count_obligations; this is "
                                    "find_returns"):
        polku.partial(polku.find_returns, log)
    with pytest.raises(ValueError, match="this is int"):
        polku.partial(3, log)
    with pytest.raises(TypeError, match="unexpected keyword argument 'window'"):
        polku.partial(polku.find_ping_pong, log, window=3)
    with pytest.raises(Error, match="window_days is a number of days"):
        polku.partial(polku.find_ping_pong, log, window_days=float("inf"))
    with pytest.raises(Error, match="takes an EventLog or Pathways"):
        polku.partial(polku.find_ping_pong, 17)
    with pytest.raises(Error, match="no function `supports`"):
        polku.partial(polku.find_gaps, log, supports=lambda e: True)
    assert polku.partial(polku.count_obligations, log, OBLIGATIONS).result().to_frame()["obligation"][0] == "reviews"
    assert polku.partial(polku.find_gaps, log, threads=2) == polku.partial(polku.find_gaps, log)


def test_it_lets_other_threads_run_and_they_get_the_same():
    tables = random_tables(2)
    whole = part(polku.find_ping_pong, *tables)
    parts = [part(polku.find_ping_pong, *d) for d in zip(*(polku.partition_by_client(t, 4) for t in tables))]
    found = [None] * 4

    def merge(i):
        found[i] = all(sum(parts, Partial()) == whole for _ in range(20))

    threads = [threading.Thread(target=merge, args=(i,)) for i in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert found == [True] * 4


CLIENTS = [1, 22, 333, -4, 1, 22, 2**40]


@pytest.mark.parametrize("client", [
    np.array(CLIENTS), np.array([str(c) for c in CLIENTS]), np.array([str(c) for c in CLIENTS], dtype=object), CLIENTS,
    np.array([str(c).encode() for c in CLIENTS]), pd.array(CLIENTS, dtype="Int64"), np.array(CLIENTS, dtype=float),
    pd.Categorical([str(c) for c in CLIENTS], categories=sorted({str(c) for c in CLIENTS}, reverse=True) + ["none"]),
    pd.Series(CLIENTS, index=list("abcdefg"), dtype=object),
], ids=lambda c: f"{type(c).__name__} of {getattr(c, 'dtype', 'int')}")
def test_a_client_goes_where_its_name_says(client):
    place = {"1": 2, "22": 1, "333": 1, "-4": 2, "1099511627776": 2}  # for good: other processes rely on it
    frames = polku.partition_by_client({"client": client, "row": np.arange(7)}, 5)
    assert len(frames) == 5
    for i, frame in enumerate(frames):
        assert [place[str(CLIENTS[r])] for r in frame["row"]] == [i] * len(frame["row"])
        assert sorted(frame["row"]) == list(frame["row"]) and len(frame["client"]) == len(frame["row"])
    assert sum(len(f["row"]) for f in frames) == 7


def test_frames_are_divided():
    frame = pd.DataFrame({"person": [3, 1, 2, 3, None], "x": pd.Categorical(list("abcab"))}, index=[9, 8, 7, 6, 5])
    frames = polku.partition_by_client(frame, 3, columns={"client": "person", "organisation": "x"})
    assert sorted(i for f in frames for i in f.index) == [5, 6, 7, 8, 9]
    assert all(list(f.columns) == ["person", "x"] and f["x"].dtype == "category" for f in frames)
    assert frames[0].index[-1] == 5  # without a client
    assert [len(f) for f in polku.partition_by_client(frame[:0].rename(columns={"person": "client"}), 2)] == [0, 0]
    with pytest.raises(Error, match="at least one part"):
        polku.partition_by_client(frame, 0)
    with pytest.raises(Error, match="name it: columns="):
        polku.partition_by_client(frame, 2)
    with pytest.raises(Error, match="have no column 'persn' for the client; did you mean 'person'"):
        polku.partition_by_client(frame, 2, columns={"client": "persn"})
    with pytest.raises(Error, match="the columns differ in length"):
        polku.partition_by_client({"client": [1, 2], "x": [1]}, 2)
    with pytest.raises(Error, match="records are a DataFrame"):
        polku.partition_by_client(7, 2)
    with pytest.raises(Error, match="what is divided is a DataFrame or a dict of arrays; this is EventLog"):
        polku.partition_by_client(log_of([("A", 1, 5)]), 2)


def test_parts_are_about_as_large_as_one_another():
    sizes = [len(f["client"]) for f in polku.partition_by_client({"client": np.arange(100_000)}, 10)]
    assert min(sizes) > 9_500 and max(sizes) < 10_500


def test_a_divided_client_is_told_but_not_who():
    one, two = log_of([("A", 1, 5, "secret"), ("A", 1, 5, "y")], cutoff=30), log_of([("A", 6, 9, "secret")], cutoff=30)
    three = log_of([("A", 6, 9, "y")], cutoff=30)
    polku.check_partitioned([two, three, Partial()])
    polku.check_partitioned([])
    with pytest.raises(Error) as told:
        polku.check_partitioned([one, two])
    assert str(told.value) == ("polku: 1 client is in more than one part, and would count twice, or in halves; divide the "
                               "records by partition_by_client")
    with pytest.raises(Error, match="2 clients are in more than one part"):
        polku.check_partitioned([polku.partial(polku.count_gaps, log) for log in (one, two, three)])
    with pytest.raises(Error, match="a part is an EventLog or a Partial; this is int"):
        polku.check_partitioned([1])
