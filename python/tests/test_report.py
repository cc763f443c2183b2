# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
import os
import pathlib
import xml.etree.ElementTree as ET

import numpy as np
import pytest

import polku
from polku import _polku
from days import log_of

SOURCE = pathlib.Path(os.environ.get("POLKU_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
EXAMPLES = SOURCE / "examples" / "data"


def bounced(clients=12):
    parties = ["employment office", "social services", "workshop <b>"]
    spells = [(parties[i % 2 if i < 4 else 2], 10 * i, 10 * i + 8, f"client {c}") for c in range(clients) for i in range(6)]
    return log_of(spells)


def test_is_shareable_by_default():
    report = polku.report(bounced(), title="a test")
    assert report.is_shareable
    assert "client 3" not in report.text() + report.to_html() + report.to_json()
    assert report.to_dict()["shareable"] is True
    assert report.to_dict()["loops"]["count"] == 12
    exact = polku.report(bounced(), exact=True)
    assert not exact.is_shareable and len(exact.to_dict()["loops"]["items"]) == 12
    assert "INTERNAL" in exact.text()


def test_speaks_three_languages():
    pages = {code: polku.report(bounced(), language=code).to_html() for code in ("en", "fi", "sv")}
    for code, page in pages.items():
        assert f'<html lang="{code}">' in page
    assert polku.report(bounced(), language=polku.Language.FINNISH).to_html() == pages["fi"]
    with pytest.raises(polku.Error, match="language"):
        polku.report(bounced(), language="de")


def test_shows_itself_in_a_notebook():
    report = polku.report(bounced())
    svg = report._repr_svg_()
    assert svg is not None
    root = ET.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "employment office" in "".join(root.itertext())
    assert "<script" not in svg
    assert report._repr_html_().startswith('<iframe srcdoc="&lt;!DOCTYPE html')
    assert report.service_map._repr_svg_() == svg
    assert repr(report) == report.text()
    assert report.to_dot().startswith("digraph") and "graphml" in report.to_graphml()


def test_tables_and_logs_show_themselves():
    log = bounced()
    found = polku.find_ping_pong(log)
    assert repr(log) == "EventLog(72 episodes of 12 clients, up to 2020-02-28)"
    assert "<table>" in found._repr_html_() and "12 rows" in found._repr_html_()
    assert "&lt;b&gt;" in polku.make_stays(log)._repr_html_() and "<b>" not in polku.make_stays(log)._repr_html_()
    assert "[12 rows]" in repr(found)
    assert "PingPongLoops" in repr(found)
    assert "EventLog" in log._repr_html_()


def test_options_are_those_of_the_analyses():
    d = polku.report(bounced(), exact=True, window_days=1, party="service", reading="succession", min_cell=3,
                     obligations=[polku.while_active(polku.in_any_service()).there_must_be(polku.plan_of())],
                     tolerance_days=5).to_dict()
    assert (d["party"], d["reading"], d["loops"]["count"]) == ("service", "succession", 0)
    assert len(d["obligations"]) == 1
    with pytest.raises(polku.Error, match="party"):
        polku.report(bounced(), party="colour")


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the shipped examples are not there")
def test_agrees_with_the_shipped_example():
    log = polku.read_bundle(EXAMPLES / "todays-path")
    text = polku.report(log, exact=True).text()
    assert "5 loops in 5 clients:" in text
    assert "16 gaps in 5 clients, 469 days in all" in text
    assert polku.count_ping_pong(log).loops == (5, 5)
    assert polku.count_gaps(log).days == 469
    assert polku.count_returns(log).direct.count == 5


def test_words_are_those_of_cpp():
    log = bounced()
    assert set(polku.find_gaps(log).gaps.names("kind")) == {str(k) for k in polku.GapKind}
    assert set(polku.find_ping_pong(log).shapes().names("shape")) == {str(k) for k in polku.LoopKind}
    assert set(polku.find_handovers(log).handovers.names("outcome")) == {str(k) for k in polku.HandoverOutcome}
    counts = polku.count_obligations(log, [polku.while_active(polku.in_any_service()).there_must_be(polku.plan_of())])
    assert set(counts.obligations.names("status")) == {str(k) for k in polku.Evaluability}
    assert np.datetime64(_polku.read_time("2022-01-01"), "us") == np.datetime64("2022-01-01")
    assert polku.__version__ == _polku.version
