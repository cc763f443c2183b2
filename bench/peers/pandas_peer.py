# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""The analyses of polku-in-memory in pandas, vectorised. Usage: pandas_peer.py FILE.csv. Prints one line of JSON."""

import json
import sys
import time

import numpy as np
import pandas as pd


def load(name):
    """A typed read; then one number per client, and rows by client, start and end (open last) if they are not so yet."""
    log = pd.read_csv(
        name,
        dtype={"case_id": "category", "activity": "category", "org": "category", "resource": "category"},
        parse_dates=["start", "end"],
        **({"infer_datetime_format": True} if pd.__version__.startswith("1.") else {}),  # pandas 2 always does
    )
    log["client"] = log["case_id"].cat.codes
    cutoff = max(log["start"].max(), log["end"].max())
    log["until"] = log["end"].fillna(cutoff + pd.Timedelta(days=1))  # open ends sort after every other
    same = log["client"].eq(log["client"].shift())
    later = (log["start"] > log["start"].shift()) | (
        log["start"].eq(log["start"].shift()) & (log["until"] >= log["until"].shift())
    )
    if not ((log["client"] > log["client"].shift()) | (same & later)).iloc[1:].all():
        log = log.sort_values(["client", "start", "until"], kind="stable", ignore_index=True)
    log["until"] = log["until"].clip(upper=cutoff)
    return log, cutoff


def find_stays(log):
    """Client and organisation of each stay, neighbours of the same organisation merged."""
    client, org = log["client"].to_numpy(), log["org"].cat.codes.to_numpy()
    is_stay = np.ones(len(log), dtype=bool)
    is_stay[1:] = (client[1:] != client[:-1]) | (org[1:] != org[:-1])
    return client[is_stay], org[is_stay]


def count_direct_returns(client, org):
    """A, B, A among the stays."""
    return int(((client[2:] == client[:-2]) & (org[2:] == org[:-2])).sum())


def count_transitions(log, client, org):
    """Neighbouring stays, by pair of organisations."""
    same = client[1:] == client[:-1]
    names = log["org"].cat.categories
    n = len(names)
    counts = np.bincount(org[:-1][same].astype(np.int64) * n + org[1:][same], minlength=n * n).reshape(n, n)
    pairs = {f"{names[a]} > {names[b]}": int(counts[a, b]) for a, b in zip(*np.nonzero(counts))}
    return {"transitions": int(same.sum()), "pairs": pairs}


def count_gaps(log, cutoff):
    """What lies between the latest end so far and the next start, or the cutoff."""
    covered = log.groupby("client", sort=False)["until"].cummax()
    is_last = log["client"].ne(log["client"].shift(-1))
    following = log["start"].shift(-1).mask(is_last, cutoff)
    days = (following - covered).dt.days
    is_gap = days > 0
    return {
        "gaps_between": int((is_gap & ~is_last).sum()),
        "gaps_trailing": int((is_gap & is_last).sum()),
        "gap_days": int(days[is_gap].sum()),
    }


def main():
    begin = time.perf_counter()
    log, cutoff = load(sys.argv[1])
    loaded = time.perf_counter()
    stays = find_stays(log)
    direct = count_direct_returns(*stays)
    returned = time.perf_counter()
    figures = {**count_transitions(log, *stays), "direct_returns": direct, **count_gaps(log, cutoff)}
    done = time.perf_counter()
    print(json.dumps({
        "version": pd.__version__,
        "episodes": len(log),
        "clients": int(log["client"].nunique()),
        "load_seconds": loaded - begin,
        "analysis_seconds": done - loaded,
        "direct_returns_seconds": returned - loaded,
        "figures": figures,
    }))


main()
