# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
import itertools
import random

import networkx as nx
import pytest
from days import OPEN, log_of

import polku


def test_counts_transitions_and_lags():
    log = log_of([("A", 1, 10), ("B", 8, 20), ("A", 25, 30), ("A", 1, 10, "d"), ("B", 10, OPEN, "d")], cutoff=40)
    found = polku.count_transitions(log)
    rows = {(r["from"], r["to"]): r for r in found.transitions.rows()}
    assert rows[("A", "B")]["transitions"] == 2 and rows[("A", "B")]["clients"] == 2
    assert (rows[("A", "B")]["min_days"], rows[("A", "B")]["max_days"]) == (-2.0, 0.0)
    assert rows[("B", "A")]["median_days"] == 5.0
    assert [(r["from"], r["lag"].days, r["count"]) for r in found.lags.rows()] == [("A", -2, 1), ("A", 0, 1), ("B", 5, 1)]
    a = next(found.parties.rows())
    assert (a["party"], a["stays"], a["clients"], a["first"], a["terminal"], a["days"]) == ("A", 3, 2, 2, 1, 9.0 + 5 + 9)
    assert found.ended_under_support == (0, 0)


def test_party_is_a_column_or_a_function_of_the_record():
    log = log_of([("A", 1, 10), ("B", 8, 20), ("X", 25, 30)])
    by_function = polku.pathways(log, party=lambda e: None if e.organisation == "X" else e.organisation.lower())
    assert list(by_function.parties) == ["a", "b"]
    assert by_function.without_party == 1
    assert polku.count_transitions(by_function)["transitions"].tolist() == [1]
    seen = []
    polku.pathways(log, party=lambda e: seen.append((e.client, e.service, e.start.day, e.end.day)) or "p")
    assert seen == [("c", "service", 2, 11), ("c", "service", 9, 21), ("c", "service", 26, 31)]
    assert polku.pathways(log, party=polku.Party.SERVICE).parties == ["service"]
    assert len(polku.make_stays(polku.pathways(log, party="service"))) == 2
    assert len(polku.make_stays(polku.pathways(log, party="service", bridge_days=5))) == 1
    with pytest.raises(polku.Error, match="a party is 'organisation'"):
        polku.pathways(log, party="colour")
    with pytest.raises(polku.Error, match="reading is 'succession' or 'coverage'"):
        polku.pathways(log, reading="both")
    with pytest.raises(KeyError):
        polku.pathways(log, party=lambda e: {}["x"])
    with pytest.raises(polku.Error, match="takes an EventLog or Pathways"):
        polku.count_transitions([1])


def random_log(seed):
    rng = random.Random(seed)
    spells = []
    for c in range(rng.randint(1, 6)):
        at = 0
        for _ in range(rng.randint(1, 9)):
            at += rng.randint(0, 5)
            spells.append((rng.choice("ABCDE"), at, at + rng.randint(1, 8), f"c{c}"))
    return log_of(spells)


@pytest.mark.parametrize("seed", range(40))
def test_graph_results_are_networkx_s(seed):
    log = polku.pathways(random_log(seed), reading="succession")
    graph = polku.count_transitions(log).to_networkx()
    components = {frozenset(c) for c in nx.strongly_connected_components(graph) if len(c) > 1}
    assert {frozenset(c) for c in polku.find_strong_components(log)} == components

    def turned(circuit):
        i = circuit.index(min(circuit))
        return tuple(circuit[i:] + circuit[:i])

    expected = {turned(list(c)) for c in nx.simple_cycles(graph) if len(c) <= 3}
    found = polku.find_circuits(log, max_length=3)
    assert {turned(list(c.parties)) for c in found.listed} == expected
    assert found.left_out == 0
    assert len(found.to_frame()) == len(expected)


def test_graph_carries_the_figures():
    graph = polku.count_transitions(log_of([("A", 1, 10), ("B", 10, 20)])).to_networkx()
    assert graph.nodes["A"]["stays"] == 1
    assert graph.edges["A", "B"]["transitions"] == 1
    assert graph.edges["A", "B"]["median_days"] == 0.0


def test_returns_carried_by_edges():
    log = log_of([("A", 1, 2), ("B", 2, 3), ("A", 3, 4), ("B", 4, 5), ("A", 5, 6)])
    assert {(r["from"], r["to"]): r["returns"] for r in polku.count_carried_returns(log).rows()} == {("A", "B"): 3, ("B", "A"): 3}


def test_statistics():
    spells = [(p, i, i + 1, f"c{c}") for c in range(20) for i, p in enumerate("ABABAB" if c % 2 else "ABCABC")]
    log = log_of(spells)
    pairs = {(r["from"], r["via"]): r for r in polku.test_returns(log).pairs.rows()}
    ab = pairs[("A", "B")]
    assert (ab["returns"], ab["at_risk"]) == (20, 40)  # 10 clients with 2 of 2 each, and 10 with 0 of 2
    assert 0 < ab["rate_low"] < ab["rate"] == 0.5 < ab["rate_high"] < 1
    markov = polku.expect_markov_returns(log)
    assert markov.observed == 40 and markov.variance > 0
    permuted = polku.permute_returns(log, permutations=99, seed=3)
    assert permuted == polku.permute_returns(log, permutations=99, seed=3, threads=2)
    assert permuted.observed == 40 and len(permuted) == 99 and 0 < permuted.p <= 1


def test_every_pair_of_orders_is_the_same_log():
    spells = [("A", 1, 10), ("B", 8, 20), ("A", 25, 30)]
    for order in itertools.permutations(spells):
        assert polku.count_transitions(log_of(order)).transitions["transitions"].sum() == 2
