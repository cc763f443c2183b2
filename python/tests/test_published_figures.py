# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Figures that other programs computed of published logs, as in tests/io/published_figures_test.cpp."""

import os
import pathlib

import numpy as np
import pandas as pd
import pytest

import polku

SOURCE = pathlib.Path(os.environ.get("POLKU_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
DATA = pathlib.Path(os.environ.get("POLKU_SHARED_DATA", SOURCE.parent / "shared" / "data"))
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published logs are not there")

COLUMNS = {"client": "id", "service": "state", "start": "start_date", "end": "stop_date_excl"}


def logs():
    frame = pd.read_csv(DATA / "csv" / "mvad_spell.csv", parse_dates=["start_date", "stop_date_excl"])
    return [polku.read_csv(DATA / "csv" / "mvad_spell.csv", columns=COLUMNS), polku.make_event_log(frame, columns=COLUMNS),
            polku.make_event_log(frame.astype({"state": "category", "id": "int16"}), columns=COLUMNS)]


@pytest.mark.parametrize("reading", ["succession", "coverage"])
@pytest.mark.parametrize("which", [0, 1, 2])
def test_school_to_work(which, reading):
    log = logs()[which]
    assert log == logs()[0]
    paths = polku.pathways(log, reading=reading)
    transitions = polku.count_transitions(paths)
    assert (transitions["transitions"].sum(), len(transitions)) == (1814, 28)
    returns = polku.count_returns(paths)
    assert (returns.total, returns.direct) == ((567, 306), (460, 268))
    assert polku.count_ping_pong(paths).loops == (29, 28)
    assert len(polku.find_gaps(paths)) == 0


def test_direct_returns_per_pair_are_those_of_r():
    found = {(r["from"], r["via"]): (r["returns"], r["return_clients"]) for r in polku.test_returns(logs()[0]).pairs.rows()}
    reference = pd.read_csv(DATA / "reference" / "mvad_aba_pairs.csv")
    expected = {(r.A, r.B): (r.aba, r.clients) for r in reference.itertuples()}
    assert {pair: n for pair, n in expected.items() if n[0]} == {pair: n for pair, n in found.items() if n[0]}


def test_significance():
    pairs = {(r["from"], r["via"]): r for r in polku.test_returns(logs()[0]).pairs.rows()}
    for pair, returns, at_risk, expected, p in [(("employment", "FE"), 83, 111, 64.9666, 7.6753e-06),
                                                (("joblessness", "employment"), 54, 71, 32.3416, 1.7782e-09),
                                                (("employment", "training"), 40, 54, 37.3846, 0.22601)]:
        assert (pairs[pair]["returns"], pairs[pair]["at_risk"]) == (returns, at_risk)
        assert pairs[pair]["expected"] == pytest.approx(expected, rel=1e-5)
        assert pairs[pair]["p"] == pytest.approx(p, rel=1e-4)
    assert sum(r["p"] is not None for r in pairs.values()) == 25


def test_made_episodes():
    log = polku.read_csv(DATA / "csv" / "toy_episodes.csv", cutoff="2024-01-01")
    assert (len(log), log.client_count, log.after_cutoff) == (220, 57, 6)
    by_succession, by_coverage = (polku.pathways(log, reading=r) for r in ("succession", "coverage"))
    assert polku.count_transitions(by_succession)["transitions"].sum() == 134
    assert polku.count_transitions(by_coverage)["transitions"].sum() == 106
    coverage = polku.count_returns(by_coverage)
    assert (coverage.total.count, coverage.direct.count, coverage.concurrent.count, coverage.re_entries.count) == (40, 21, 3, 26)
    gaps = polku.count_gaps(log)
    assert (gaps.total.count, gaps.of_kind["between"].count, gaps.of_kind["trailing"].count, gaps.days) == (145, 110, 35, 22980)
    lengths = polku.find_gaps(log)["length"]
    assert lengths.sum() // np.timedelta64(1, "D") == 22980


def test_permits():
    log = polku.read_xes(DATA / "xes" / "receipt.xes.gz")
    paths = polku.pathways(log, reading="succession")
    transitions = polku.count_transitions(paths)
    assert (transitions["transitions"].sum(), len(transitions)) == (5440, 43)
    returns = polku.count_returns(paths)
    assert (returns.total, returns.direct.count) == ((951, 577), 439)
    assert polku.count_ping_pong(paths).loops.count == 120
