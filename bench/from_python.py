#!/usr/bin/env python3
# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""From a DataFrame to ping-pong and gaps: polku's Python package beside the same in pandas, from the same DataFrame, in one
run; the figures of both have to agree. Each runs on one thread, in a process of its own that is forked from this one, so that
the memory it needs above the DataFrame can be told.

    /usr/bin/python3 bench/from_python.py [--episodes 10000000] [--shuffled] [--runs 3]

Ping-pong is that of returns by succession, which pandas can find with shifts; polku's time by coverage, which it cannot, is
printed beside it."""

import argparse
import json
import os
import statistics
import sys
import time

import numpy as np
import pandas as pd

import polku

WINDOW = 180
NAMES = [f"organisation {i}" for i in range(6)]


def make_frame(episodes, shuffled):
    """Some 12 episodes per client, by client and start: 40 % touch the one before, 30 % leave a gap, 30 % overlap; 3 % run
    on for months, 3 % are open. The next organisation is often the one before."""
    random = np.random.default_rng(1)
    client = np.cumsum(random.random(episodes) < 1 / 12)
    is_first = np.r_[True, client[1:] != client[:-1]]
    length = random.integers(1, 81, episodes)
    step = random.integers(0, 10, episodes)
    move = np.where(step < 4, length, np.where(step < 7, length + random.integers(1, 60, episodes), length // 2))
    offset = np.cumsum(np.r_[0, move[:-1]])
    begin = np.maximum.accumulate(np.where(is_first, np.arange(episodes), 0))
    start = 16_436 + random.integers(0, 2_000, episodes)[begin] + offset - offset[begin]
    end = start + length + np.where(random.random(episodes) < 0.03, random.integers(100, 700, episodes), 0)
    party = random.integers(0, len(NAMES), episodes)
    back = np.r_[party[:2], party[:-2]]
    party = np.where(random.random(episodes) < 0.4, back, party)

    def days(n):
        return (n * np.int64(86_400_000_000_000)).view("datetime64[ns]")

    end = days(end)
    end[random.random(episodes) < 0.03] = np.datetime64("NaT")
    party = pd.Categorical.from_codes(party.astype(np.int8), NAMES)
    frame = pd.DataFrame({"client": client, "service": party, "start": days(start), "end": end})
    return frame.sample(frac=1, random_state=1).reset_index(drop=True) if shuffled else frame


def with_polku(frame):
    begin = time.perf_counter()
    log = polku.make_event_log(frame)
    made = time.perf_counter()
    loops = polku.find_ping_pong(polku.pathways(log, reading="succession"), window_days=WINDOW)
    found = time.perf_counter()
    gaps = polku.find_gaps(log)
    done = time.perf_counter()
    figures = {"loops": len(loops), "returns": int(loops["returns"].sum()), "bounces": int(loops["bounces"].sum()),
               "gaps": len(gaps), "gap_days": int((gaps["length"] // np.timedelta64(1, "D")).sum())}
    seconds = {"log": made - begin, "ping-pong": found - made, "gaps": done - found, "all": done - begin}
    del loops
    peak = peak_memory()
    begin = time.perf_counter()
    polku.find_ping_pong(log, window_days=WINDOW)
    seconds["ping-pong by coverage"] = time.perf_counter() - begin
    return figures, seconds, peak


def with_pandas(frame):
    begin = time.perf_counter()
    cutoff = max(frame["start"].max(), frame["end"].max())
    log = frame.assign(until=frame["end"].fillna(cutoff + pd.Timedelta(days=1)))
    log = log.sort_values(["client", "start", "until"], kind="stable", ignore_index=True)
    log["until"] = log["until"].clip(upper=cutoff)
    made = time.perf_counter()

    # Stays: neighbours of one party merged.
    client, party = log["client"], log["service"].cat.codes
    is_stay = client.ne(client.shift()) | party.ne(party.shift())
    number = is_stay.cumsum()
    stays = pd.DataFrame({"client": client[is_stay].to_numpy(), "party": party[is_stay].to_numpy(),
                          "start": log["start"][is_stay].to_numpy(),
                          "end": log["until"].groupby(number.to_numpy(), sort=False).max().to_numpy()})
    # Returns of length 2 and 3: the last stay of the same party lies two or three back.
    def back(n):
        before = stays.shift(n)
        return before["client"].eq(stays["client"]) & before["party"].eq(stays["party"]), stays["start"] - before["end"]

    (is_two, away_two), (is_three, away_three) = back(2), back(3)
    length = np.where(is_two, 2, np.where(is_three, 3, 0))
    away = away_two.where(is_two, away_three)
    counts = (length > 0) & (away <= pd.Timedelta(days=WINDOW))
    last = np.flatnonzero(counts)
    returns = pd.DataFrame({"client": stays["client"].to_numpy()[last], "first": last - length[last], "last": last})
    # Those that share a stay belong together: sorted by their last stay, backwards.
    turned = returns.iloc[::-1]
    earliest = turned.groupby("client", sort=False)["first"].cummin().shift()
    is_new = turned["client"].ne(turned["client"].shift()) | (turned["last"] < earliest)
    groups = turned.groupby(is_new.cumsum().to_numpy(), sort=False).agg(
        returns=("last", "size"), first=("first", "min"), last=("last", "max"))
    loops = groups[groups["returns"] >= 2]
    found = time.perf_counter()

    covered = log.groupby("client", sort=False)["until"].cummax()
    is_last = client.ne(client.shift(-1))
    following = log["start"].shift(-1).mask(is_last, cutoff)
    days = (following - covered).dt.days
    gaps = days[days > 0]
    done = time.perf_counter()
    figures = {"loops": len(loops), "returns": int(loops["returns"].sum()), "bounces": int((loops["last"] - loops["first"]).sum()),
               "gaps": len(gaps), "gap_days": int(gaps.sum())}
    return figures, {"log": made - begin, "ping-pong": found - made, "gaps": done - found, "all": done - begin}, peak_memory()


def memory(field):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(field))


def peak_memory():
    return memory("VmHWM")


def alone(work, frame):
    """Runs in a forked process; returns what it returns, its peak as memory above what it began with."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        with open("/proc/self/clear_refs", "w") as refs:
            refs.write("5")  # the peak is from here on
        before = memory("VmRSS")
        figures, seconds, peak = work(frame)
        os.write(write, json.dumps([figures, seconds, peak - before]).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        text = answer.read()
    if os.waitpid(child, 0)[1] != 0:
        sys.exit("a run failed")
    return json.loads(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--episodes", type=int, default=10_000_000)
    parser.add_argument("--shuffled", action="store_true", help="rows in no order")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    frame = make_frame(arguments.episodes, arguments.shuffled)
    print(f"{len(frame):,} episodes of {frame['client'].nunique():,} clients, "
          f"{frame.memory_usage().sum() / 1e6:.0f} MB; medians of {arguments.runs} runs")
    results = {"polku": [], "pandas": []}
    for _ in range(arguments.runs):
        results["polku"].append(alone(with_polku, frame))
        results["pandas"].append(alone(with_pandas, frame))
    whole = {}
    for name, runs in results.items():
        parts = {part: statistics.median(r[1][part] for r in runs) for part in runs[0][1]}
        whole[name] = parts["all"]
        text = ", ".join(f"{part} {seconds:.2f} s" for part, seconds in parts.items())
        print(f"{name:7} {text}; {statistics.median(r[2] for r in runs) / 1e6:.0f} MB above the DataFrame")
    print(f"pandas takes {whole['pandas'] / whole['polku']:.1f} times as long")
    figures = [r[0] for runs in results.values() for r in runs]
    print("The figures agree:" if all(f == figures[0] for f in figures) else "THE FIGURES DIFFER:",
          figures[0], *(f for f in figures if f != figures[0]))
    return 0 if all(f == figures[0] for f in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
