# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
import datetime
import pickle

import numpy as np
import pandas as pd
import pytest

import polku


def frame(**changes):
    columns = {
        "client": [7, 7, 5, 7],
        "service": ["a", "b", "a", "a"],
        "organisation": ["A", "B", "A", "A"],
        "start": pd.to_datetime(["2022-01-01", "2022-02-01", "2022-01-05", "2022-03-01"]),
        "end": pd.to_datetime(["2022-02-01", "2022-03-01", None, "2022-04-01"]),
    }
    columns.update(changes)
    return pd.DataFrame(columns)


EXPECTED = polku.make_event_log(frame())


def test_takes_a_data_frame():
    log = EXPECTED
    assert (len(log), log.client_count, log.rows, len(log.rejected)) == (4, 2, 4, 0)
    assert log.cutoff == np.datetime64("2022-04-01")
    out = log.to_frame()
    assert out["client"].tolist() == [7, 7, 7, 5]
    assert out["organisation"].tolist() == ["A", "B", "A", "A"]
    assert out["start"].tolist() == list(pd.to_datetime(["2022-01-01", "2022-02-01", "2022-03-01", "2022-01-05"]))
    assert pd.isna(out["end"][3])
    assert log.episodes["place"].tolist() == [0, 1, 3, 2]


@pytest.mark.parametrize("dtype", ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float64",
                                   "object", "Int64", "UInt8", "category"])
def test_takes_whole_numbers_of_any_type(dtype):
    given = frame()
    given["client"] = given["client"].astype(dtype)
    log = polku.make_event_log(given)
    assert log == EXPECTED
    assert log.clients["client"].tolist() == [7, 5]
    assert log.clients["client"].dtype == np.int64


@pytest.mark.parametrize("dtype", ["object", "string", "category", "U", "S"])
def test_takes_texts_of_any_type(dtype):
    given = {name: frame()[name] for name in frame()}
    if dtype in ("U", "S"):
        given["client"] = np.array(["7", "7", "5", "7"], dtype=dtype)
        given["organisation"] = np.array(["A", "B", "A", "A"], dtype=dtype)
    else:
        given["client"] = given["client"].astype(str).astype(dtype)
        given["organisation"] = given["organisation"].astype(dtype)
    log = polku.make_event_log(given)
    assert log == EXPECTED
    assert log.clients["client"].tolist() == ["7", "5"]


def test_takes_texts_beyond_ascii():
    names = ["työpaja", "価 🙂", "é", "työpaja"]
    logs = [polku.make_event_log(frame(organisation=np.array(names, dtype=d))) for d in ("U", object)]
    assert logs[0] == logs[1]
    assert logs[0].to_frame()["organisation"].tolist() == ["työpaja", "価 🙂", "työpaja", "é"]
    with_numpy = polku.make_event_log({**{n: frame()[n].to_numpy() for n in frame()}, "organisation": np.array(names)})
    assert with_numpy == logs[0]


@pytest.mark.parametrize("unit", ["D", "h", "m", "s", "ms", "us", "ns"])
def test_takes_times_of_any_unit(unit):
    given = {name: frame()[name].to_numpy() for name in frame()}
    given["start"] = given["start"].astype(f"datetime64[{unit}]")
    given["end"] = given["end"].astype(f"datetime64[{unit}]")
    assert polku.make_event_log(given) == EXPECTED


def test_takes_dates_datetimes_and_texts():
    as_dates = frame()
    as_dates["start"] = [t.date() for t in as_dates["start"]]
    as_dates["end"] = [None if pd.isna(t) else t.date() for t in as_dates["end"]]
    assert polku.make_event_log(as_dates) == EXPECTED
    as_texts = frame()
    as_texts["start"] = [f"{t:%d.%m.%Y}" for t in as_texts["start"]]
    as_texts["end"] = ["" if pd.isna(t) else f"{t:%Y-%m-%d}" for t in as_texts["end"]]
    assert polku.make_event_log(as_texts) == EXPECTED
    as_datetimes = frame()
    as_datetimes["start"] = as_datetimes["start"].astype(object)
    as_datetimes["end"] = as_datetimes["end"].astype(object)
    assert polku.make_event_log(as_datetimes) == EXPECTED


def test_knows_zones():
    local = frame()
    local["start"] = (local["start"] + pd.Timedelta(hours=10)).dt.tz_localize("Europe/Helsinki")
    local["end"] = (local["end"] + pd.Timedelta(hours=12)).dt.tz_localize("Europe/Helsinki")
    by_zone = polku.make_event_log(local)
    assert by_zone.episodes["start"][0] == np.datetime64("2022-01-01T08:00")
    naive = frame()
    naive["start"] += pd.Timedelta(hours=10)
    naive["end"] += pd.Timedelta(hours=12)
    assert polku.make_event_log(naive, zone="Europe/Helsinki") == by_zone
    assert polku.make_event_log(naive, zone="+02:00").episodes["start"][0] == np.datetime64("2022-01-01T08:00")
    objects = naive.copy()
    objects["start"] = objects["start"].astype(object)
    assert polku.make_event_log(objects, zone="Europe/Helsinki") == by_zone
    # Dates stay dates.
    assert polku.make_event_log(frame(), zone="Europe/Helsinki") == EXPECTED
    with pytest.raises(polku.Error, match="zone"):
        polku.make_event_log(naive, zone="Mars")


def test_tells_hours_that_no_clock_showed_and_those_shown_twice():
    given = {"client": [1, 2, 3], "service": ["s"] * 3,
             "start": np.array(["2022-03-27T03:30", "2022-10-30T03:30", "2022-01-01T03:30"], dtype="datetime64[us]")}
    log = polku.make_event_log(given, zone="Europe/Helsinki")
    assert [(r["place"], r["column"]) for r in log.rejected.rows()] == [(0, "start")]
    assert log.repeated_hours == 1
    assert log.episodes["start"][0] == np.datetime64("2022-10-30T00:30")


def test_takes_last_days_and_sentinels():
    given = {"client": [1, 1, 1], "service": ["s"] * 3, "start": np.array(["2022-01-01"] * 3, dtype="datetime64[D]"),
             "end": np.array(["2022-01-03", "9999-12-31", "2021-12-31"], dtype="datetime64[D]")}
    log = polku.make_event_log(given, end_is_inclusive=True)
    assert [r["end"] for r in log.episodes.rows()] == [datetime.datetime(2022, 1, 4), None]
    assert [r["reason"].split(":")[0] for r in log.rejected.rows()] == ["the end is before the start"]
    assert np.isnat(polku.make_event_log(given, sentinels=["2022-01-03", "9999-12-31"]).episodes["end"]).all()


def test_makes_point_events_without_a_column_of_ends():
    log = polku.make_event_log(frame().drop(columns="end"))
    assert not log.has_intervals
    assert (log.episodes["start"] == log.episodes["end"]).all()


def test_finds_columns_that_are_named_otherwise():
    renamed = frame().rename(columns={"client": "asiakas", "start": "alku"})
    with pytest.raises(polku.Error, match=r"need a column for the client; name it: columns=\{'client': ...\}"):
        polku.make_event_log(renamed)
    assert polku.make_event_log(renamed, columns={"client": "asiakas", "start": "alku"}) == EXPECTED
    assert polku.make_event_log(frame().rename(columns=str.upper)) == EXPECTED
    with pytest.raises(polku.Error, match="no column 'asikas' for the client; did you mean 'asiakas'?"):
        polku.make_event_log(renamed, columns={"client": "asikas", "start": "alku"})
    with pytest.raises(polku.Error, match="no field 'cleint'; did you mean 'client'?"):
        polku.make_event_log(renamed, columns={"cleint": "asiakas"})


def test_lists_what_cannot_be_used():
    given = {"client": ["a", None, "a", "a", "a", "b"], "service": ["s", "s", "", "s", "s", "s"],
             "start": ["2022-01-05", "2022-01-01", "2022-01-01", "31.2.2022", None, "2022-01-01"],
             "end": ["2022-01-01", None, None, None, None, "soon"]}
    log = polku.make_event_log(given)
    assert (len(log), log.rows) == (0, 6)
    found = [(r["place"], r["record"], r["column"], r["value_class"], r["reason"].split(":")[0]) for r in log.rejected.rows()]
    assert found == [
        (0, "episode", "end", None, "the end is before the start"),
        (1, "episode", "client", None, "the client is missing"),
        (2, "episode", "service", None, "the service is missing"),
        (3, "episode", "start", "digits with . - / or :", "no such day or hour"),
        (4, "episode", "start", None, "the time is missing"),
        (5, "episode", "end", "a word", "not a time"),
    ]


def test_an_error_names_column_and_row_and_the_value_only_if_asked():
    given = frame().astype({"start": object})
    given.loc[2, "start"] = "nonsense 17"
    with pytest.raises(polku.Error) as raised:
        polku.make_event_log(given, strict=True)
    assert "episodes, row 2, column 'start' (words): not a time" in str(raised.value)
    assert "nonsense" not in str(raised.value)
    assert isinstance(raised.value, ValueError)
    with pytest.raises(polku.Error, match="the value is 'nonsense 17'"):
        polku.make_event_log(given, strict=True, show_values=True)
    with pytest.raises(polku.Error, match="column 'start' holds int64; times are"):
        polku.make_event_log(frame(start=[1, 2, 3, 4]))
    with pytest.raises(polku.Error, match="column 'client', row 1: not a whole number"):
        polku.make_event_log(frame(client=[1.0, 1.5, 2.0, 2.0]))
    with pytest.raises(polku.Error, match="column 'client', row 2: not a whole number"):
        polku.make_event_log(frame(client=np.array([1, 2.0, 2.5, 3], dtype=object)))
    with pytest.raises(polku.Error, match="a DataFrame, a dict of arrays"):
        polku.make_event_log([1, 2])
    with pytest.raises(polku.Error, match="the columns of episodes differ in length"):
        polku.make_event_log({"client": [1, 2], "service": ["a"], "start": ["2022-01-01"]})


def test_takes_records_of_every_kind():
    log = polku.make_event_log(
        frame(),
        handovers={"client": [7, 5], "at": ["2022-01-15", "2022-01-16"], "from": ["A", "A"], "to": ["B", "B"],
                   "manner": ["warm", "shrug"], "status": ["", "declined"]},
        milestones=pd.DataFrame({"client": [7], "at": pd.to_datetime(["2022-03-01"]), "kind": ["exit"]}),
        plans={"client": [7], "kind": ["activation plan"], "from": ["2022-01-01"], "until": [None]},
        consents={"client": [9], "party": ["B"], "from": ["2022-01-01"], "until": ["2022-02-01"]})
    assert (log.record_count, log.rows, len(log.rejected)) == (8, 9, 1)
    assert next(log.handovers.rows())["manner"] == "warm"
    assert next(log.milestones.rows())["kind"] == "exit"
    assert next(log.plans.rows())["until"] is None
    assert next(log.consents.rows())["client"] == 9
    assert next(log.rejected.rows())["column"] == "manner"
    assert "1 handover, 1 milestone, 1 plan, 1 consent, 1 rejected" in repr(log)


def test_sorts_what_comes_in_any_order():
    shuffled = frame().sample(frac=1, random_state=3)
    log = polku.make_event_log(shuffled)
    by_client = {c: log.to_frame().query("client == @c").drop(columns=["client", "place"]).reset_index(drop=True) for c in (5, 7)}
    expected = {c: EXPECTED.to_frame().query("client == @c").drop(columns=["client", "place"]).reset_index(drop=True) for c in (5, 7)}
    for c in (5, 7):
        assert by_client[c].astype(str).equals(expected[c].astype(str))


def test_numbers_far_apart_are_clients_too():
    ids = [2**62, -5, 2**62, 0]
    log = polku.make_event_log(frame(client=ids))
    assert log.clients["client"].tolist() == [2**62, -5, 0]
    with pytest.raises(polku.Error, match="beyond 2\\^63"):
        polku.make_event_log(frame(client=np.array([2**63, 1, 2, 3], dtype="uint64")))


def test_cuts_and_pickles():
    cut = EXPECTED.cut("2022-01-20")
    assert (len(cut), cut.after_cutoff) == (2, 2)
    with pytest.raises(polku.Error, match="cannot be cut after its own cutoff"):
        EXPECTED.cut(datetime.date(2030, 1, 1))
    for log in (EXPECTED, cut, polku.make_event_log(frame(), cutoff="2022-01-20")):
        again = pickle.loads(pickle.dumps(log))
        assert again == log
        assert (again.after_cutoff, again.rows) == (log.after_cutoff, log.rows)
        assert again.clients["client"].tolist() == log.clients["client"].tolist()
        assert again.episodes == log.episodes
    rejected = polku.make_event_log(frame(client=["", "x", "y", "z"]))
    assert pickle.loads(pickle.dumps(rejected)).rejected == rejected.rejected
    state = pickle.dumps(EXPECTED._core.save())
    for broken in (b"", b"polku log 2\n", EXPECTED._core.save()[:-1], EXPECTED._core.save() + b"x"):
        with pytest.raises(polku.Error, match="no log that this version of polku saved"):
            polku.log._restore(broken)
    assert state


def test_views_keep_their_log_alive_and_are_read_only():
    log = polku.make_event_log(frame())
    starts = log.episodes["start"]
    assert not starts.flags.owndata and not starts.flags.writeable
    codes = log.episodes.codes("organisation")
    assert codes.dtype == np.int32
    del log
    for _ in range(50):
        polku.make_event_log(frame())
    assert starts[0] == np.datetime64("2022-01-01")
    assert codes.tolist() == [0, 1, 0, 0]


def test_writes_and_reads(tmp_path):
    EXPECTED.write_csv(tmp_path / "log.csv")
    assert polku.read_csv(tmp_path / "log.csv", cutoff=EXPECTED.cutoff) == EXPECTED
    EXPECTED.write_bundle(tmp_path / "bundle")
    assert polku.read_bundle(tmp_path / "bundle", threads=2) == EXPECTED
    EXPECTED.write_xes(tmp_path / "log.xes")
    assert len(polku.read_xes(tmp_path / "log.xes")) == 4
    assert polku.read_csv(tmp_path / "log.csv").clients["client"].tolist() == [7, 5]
    with pytest.raises(polku.InputError, match="no bundle"):
        polku.read_bundle(tmp_path)
    (tmp_path / "bad.csv").write_text("client,service,start\na,s,nonsense\n")
    log = polku.read_csv(tmp_path / "bad.csv", keep_values=True)
    assert next(log.rejected.rows())["value"] == "nonsense"
    with pytest.raises(polku.InputError, match="line 2"):
        polku.read_csv(tmp_path / "bad.csv", strict=True)


def test_checks_a_log():
    twice = polku.make_event_log(pd.concat([frame(), frame()]))
    check = polku.check_log(twice)
    assert check["duplicates"].count == 4
    assert "duplicates" in repr(check)


@pytest.mark.parametrize("clients", [
    pd.array([7, None, 5], dtype="Int64"), pd.array(["7", None, "5"], dtype="string"), pd.Categorical(["7", None, "5"]),
    pd.Categorical([7, None, 5]), [7, None, 5], [7.0, float("nan"), 5.0], ["7", pd.NA, "5"], ["7", "", "5"], [7, pd.NaT, "5"],
])
def test_whatever_is_missing_is_missing(clients):
    given = pd.DataFrame({"client": clients, "service": ["s"] * 3, "start": pd.to_datetime(["2022-01-01"] * 3).tz_localize("UTC"),
                          "end": pd.to_datetime(["2022-02-01", None, None]).tz_localize("Europe/Helsinki")})
    log = polku.make_event_log(given)
    assert [str(c) for c in log.clients["client"]] == ["7", "5"]
    assert [(r["place"], r["column"]) for r in log.rejected.rows()] == [(1, "client")]
    assert [r["end"] is None for r in log.episodes.rows()] == [False, True]


def test_columns_may_be_slices_and_of_other_byte_orders():
    given = frame()
    wide = {name: np.repeat(given[name].to_numpy(), 2)[::2] for name in given}
    wide["client"] = wide["client"].astype(">i4")
    wide["start"] = wide["start"].astype(">M8[s]")
    assert polku.make_event_log(wide) == EXPECTED
    assert polku.make_event_log(given.iloc[::1].set_index(pd.Index([5, 5, 5, 5]))) == EXPECTED
