# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
import json
import os
import pathlib
import pickle

import pytest

import polku
from polku import (after, at_least_every, at_most_every, before, consent_for, during_each, end_of, forbids_together,
                   forces_leaving, handover_to, in_any_service, in_phase, in_service, join, milestone_of, move,
                   never_together, on_failure, plan_of, while_active, with_kind_of_organisation, with_organisation,
                   with_receiver, with_role, with_worker)

SOURCE = pathlib.Path(os.environ.get("POLKU_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
EXAMPLES = SOURCE / "examples" / "data"
needs_examples = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the shipped examples are not there")

OBLIGATIONS = [
    while_active(in_service("rehabilitative work")).there_must_be(with_role("own worker")).named("own worker"),
    while_active(in_any_service()).there_must_be(plan_of()).and_also(with_worker("")),
    before(handover_to()).there_must_be(consent_for()),
    after(milestone_of("referral")).must_begin(milestone_of("first employer contact")).within(days=30),
    after(handover_to()).must_begin(with_receiver()).within(days=14).or_be_running(),
    after(milestone_of("job start")).must_stay(in_service("job coaching")).for_at_least(days=90),
    after(milestone_of("job start")).must_stay(in_phase("support")).until(milestone_of("exit")),
    never_together(in_service("rehabilitative work"), with_kind_of_organisation("private company")),
    at_most_every(milestone_of("review"), days=7),
    at_least_every(milestone_of("review"), days=90.5),
    during_each(in_service("wage-subsidised work")).at_least(2, milestone_of("employer contact")),
]


def test_obligations_are_values_with_the_sentences_of_cpp():
    assert str(OBLIGATIONS[0]) == "while rehabilitative work is active there must be own worker"
    assert len({str(o) for o in OBLIGATIONS}) == len(OBLIGATIONS)
    assert pickle.loads(pickle.dumps(OBLIGATIONS)) == OBLIGATIONS
    assert OBLIGATIONS[0] == while_active(in_service("rehabilitative work")).there_must_be(with_role("own worker")).named("own worker")


@needs_examples
def test_obligations_are_evaluated_as_in_the_readme():
    log = polku.read_bundle(EXAMPLES / "todays-path")
    obligations = [
        OBLIGATIONS[0],
        after(in_service("rehabilitative work")).must_begin(in_service("job search service")).within(days=365).named("goes on"),
    ]
    counts = polku.count_obligations(log, obligations).to_frame()
    assert counts[["met", "violated", "pending"]].values.tolist() == [[7, 3, 1], [9, 0, 2]]
    first = next(polku.find_violations(log, obligations).violations.rows())
    assert first["sentence"].startswith("client A-01: own worker (while rehabilitative work is active there must be own worker): "
                                        "violated from 2022-04-21 to 2022-04-30, 9 days")
    handovers = polku.count_handovers(log).total
    assert (handovers["count"], round(100 * handovers["warm_share"]), handovers["lost"]) == (34, 9, 1)
    assert len(polku.count_obligations(log, OBLIGATIONS)) == len(OBLIGATIONS)
    assert [s.status for s in polku.check_obligations(log, [OBLIGATIONS[7]])] == ["kinds unknown"]
    known = polku.check_obligations(log, [OBLIGATIONS[7]], organisations={"workshop": "municipality"})
    assert known[0].status != "kinds unknown"


def test_an_obligation_that_lacks_a_part_is_refused():
    with pytest.raises(polku.Error, match="limit"):
        polku.count_obligations(polku.make_event_log({"client": [1], "service": ["s"], "start": ["2022-01-01"]}),
                                [polku.Obligation("begins_within", milestone_of("a"), (milestone_of("b"),))])


def readme_design():
    return polku.Design(
        organisations=["employment office", "workshop", "provider"],
        roles=["personal coach", "own worker", "job coach"],
        services=[
            polku.Service("job search", "employment office", ["referral", "job search"], ["personal coach"], "personal coach"),
            polku.Service("rehabilitative work", "workshop", ["mapping"], ["own worker"], "own worker"),
            polku.Service("job coaching", "provider", ["employer", "support in work"], ["job coach"], "job coach"),
        ],
        entries=["job search"],
        steps=[move("job search", "rehabilitative work").by(greatest_delay_days=0),
               move("rehabilitative work", "job search").by(manner="cold"),
               move("job coaching", "open labour market")],
        outcomes=["open labour market"],
        obligations=[while_active(in_service("rehabilitative work")).there_must_be(with_role("own worker"))])


def test_a_design_is_checked_as_in_the_readme():
    import dataclasses

    design = readme_design()
    check = polku.check_design(design)
    assert [f.fault for f in check.findings] == ["lapse", "nobody responsible", "ping-pong", "trapped", "unreachable service"]
    assert check.findings[0].what == ("rehabilitative work ends and job search begins: no support until job search begins, "
                                      "and nobody promises when")
    assert check.is_exact
    steps = [design.steps[0], join("rehabilitative work", "job coaching"), design.steps[2]]
    assert polku.check_design(dataclasses.replace(design, steps=steps)).findings == []
    assert len(check.to_frame()) == 5


def test_a_design_goes_through_json():
    design = polku.Design(
        name="all of it", process=["intake", polku.Phase("training", ("course",), finnish="valmennus")],
        organisations=[polku.Organisation("Lahti", "municipality"), "Oma Oy"],
        roles=[polku.Role("job coach", "Oma Oy"), "own worker"],
        services=[polku.Service("work", "Lahti", ["training"], ["own worker"], "own worker", can_fail=True, consents=["Oma Oy"],
                                plans=["activation plan"], milestones=["start of work"], capacity=polku.Capacity(2, 15),
                                until="2027-12-31"),
                  polku.Service("employment", "Oma Oy", is_support=False, phases=["intake"])],
        entries=["work"],
        steps=[move("work", "employment").by(manner=polku.Manner.WARM, needs_overlap=True, needs_consent=True,
                                             accompanied_by="job coach"),
               on_failure("work"), end_of("work")],
        outcomes=["open labour market"],
        rules=[forces_leaving(with_kind_of_organisation("private company"), in_service("work")),
               forbids_together(in_service("work"), with_organisation("Oma Oy"))],
        obligations=OBLIGATIONS[3:4])
    text = design.to_json()
    assert polku.design_json(text) == text
    assert polku.design_json(json.loads(text)) == text
    graph = design.to_networkx()
    assert graph.nodes["work"]["is_entry"] and graph.nodes["open labour market"]["is_outcome"]
    assert list(graph.edges(data="manner")) == [("work", "employment", "warm")]
    with pytest.raises(polku.Error, match="entries"):
        polku.Design(services=[polku.Service("a")], entries=["b"]).to_json()


def test_a_design_is_set_beside_records():
    log = polku.make_event_log({"client": [1, 1, 2], "service": ["job search", "job coaching", "swimming"],
                                "start": ["2022-01-01", "2022-02-01", "2022-01-01"],
                                "end": ["2022-02-01", "2022-03-01", "2022-02-01"]})
    found = polku.compare_with_records(readme_design(), log)
    assert found.unknown_services == ["swimming"]
    assert [(d["client"], d["kind"]) for d in found.departures.rows()] == [(1, "no step"), (2, "unknown service")]
    assert found["count"].tolist() == [0, 0]


def test_a_monitor_watches_as_in_the_readme():
    obligations = [after(milestone_of("referral")).must_begin(milestone_of("first employer contact")).within(days=30)]
    watch = polku.Monitor(obligations, now="2022-09-01", gap_warning_days=14, handover_horizon_days=30)
    assert watch.add(polku.Episode("17", "rehabilitative work", start="2022-06-01", end="2022-09-20"))
    assert [c.after for c in watch.add(polku.Milestone("17", "2022-09-01", "referral")).caused] == ["pending"]
    assert [c.after for c in watch.add(polku.Milestone("17", "2022-09-01", "first employer contact")).caused] == ["met"]
    changes = watch.advance_to("2022-09-25")
    assert [(c.matter.about, c.after) for c in changes] == [("gap", "pending")]
    due = watch.due(10)
    assert [(f"{d.matter.deadline:%Y-%m-%d}", d.responsible) for d in due] == [("2022-10-04", "rehabilitative work")]
    assert watch.due_before("2022-10-04") == []
    again = watch.restore(watch.save())
    assert [c.after for c in watch.advance_to("2022-10-10")] == ["violated"]
    assert [c.after for c in again.advance_to("2022-10-10")] == ["violated"]
    late = watch.add(polku.Episode("17", "job coaching", start="2022-09-12"))
    assert [(c.matter.about, c.after) for c in late.caused] == [("gap", None)]
    assert watch.counts()[0]["met"] == (1, 1)
    assert watch.gap_outcomes()["violated"] == (0, 0)
    assert [m.outcome for m in watch.standing("17")] == ["met"]
    assert watch.standing("nobody") == []
    assert watch.record_count == 4 and "4 records of 1 client," in repr(watch)


def test_a_monitor_takes_corrections():
    watch = polku.Monitor(now="2022-09-01", gap_warning_days=14)
    episode = polku.Episode("1", "s", start="2022-06-01")
    assert watch.add(episode)
    assert watch.end(episode, "2022-08-01")
    assert watch.withdraw(polku.Episode("1", "other", start="2022-06-01")).is_unknown
    assert not watch.add(polku.Episode("1", "s", start="2022-06-01", end="2022-01-01"))
    assert watch.add(polku.Handover("1", "2022-08-01", "A", "B", manner="warm"))
    assert watch.add(polku.Plan("1", "p", "2022-01-01")) and watch.add(polku.Consent("1", "B", "2022-01-01"))
    with pytest.raises(polku.Error, match="one time"):
        watch.end(polku.Milestone("1", "2022-01-01", "exit"), "2022-02-02")
    with pytest.raises(polku.Error, match="another of its sort"):
        watch.correct(episode, polku.Milestone("1", "2022-01-01", "exit"))
    with pytest.raises(polku.Error):
        watch.restore(b"nonsense")
    with pytest.raises(polku.Error):
        watch.advance_to("2021-01-01")
