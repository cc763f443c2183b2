# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""The analyses against a slow reading of their definitions, on random small logs. Days are whole numbers; an open end is
INFINITY. Everything here is written to be right, not fast."""

from hypothesis import given, settings
from hypothesis import strategies as st

from days import OPEN, log_of, number

import polku

INFINITY = 10**6
PARTIES = "ABCD"

spells = st.lists(
    st.tuples(st.sampled_from(PARTIES), st.integers(0, 25), st.one_of(st.none(), st.integers(0, 12)), st.sampled_from("xy")),
    min_size=1, max_size=9).map(lambda rows: [(p, a, OPEN if d is None else a + d, c) for p, a, d, c in rows])
events = st.lists(st.tuples(st.integers(0, 35), st.sampled_from(["exit", "job start", "referral"]), st.sampled_from("xy")),
                  max_size=4)
cases = settings(max_examples=1000, deadline=None)


class Client:
    """One client's records up to the cutoff."""

    def __init__(self, rows, milestones, cutoff):
        self.cutoff = cutoff
        self.milestones = sorted((at, kind) for at, kind in milestones if at <= cutoff)
        cut = [(p, a, INFINITY if b is OPEN or b > cutoff else b, i) for i, (p, a, b) in enumerate(rows) if a <= cutoff]
        cut.sort(key=lambda e: (e[1], e[2], e[3]))
        # Equal ones that are no points go by party, in the order in which the parties first appear among them.
        self.episodes = []
        while cut:
            same = [e for e in cut if e[1:3] == cut[0][1:3]]
            cut = cut[len(same):]
            if same[0][1] != same[0][2]:
                order = list(dict.fromkeys(e[0] for e in same))
                same.sort(key=lambda e: (order.index(e[0]), e[3]))
            self.episodes += [e[:3] for e in same]

    def end(self, b):
        return min(b, self.cutoff)

    def succession(self):
        stays = []
        for p, a, b in self.episodes:
            if stays and stays[-1][0] == p:
                stays[-1] = (p, stays[-1][1], max(stays[-1][2], b))
            else:
                stays.append((p, a, b))
        return stays

    def coverage(self):
        stays = []
        for p in dict.fromkeys(e[0] for e in self.episodes):
            merged = []
            for place, (q, a, b) in enumerate(self.episodes):
                if q != p:
                    continue
                if merged and a <= merged[-1][2]:
                    merged[-1][2] = max(merged[-1][2], b)
                else:
                    merged.append([p, a, b, place])
            stays += merged
        stays.sort(key=lambda s: (s[1], s[2], s[3]))
        return [tuple(s[:3]) for s in stays]

    def stays(self, reading):
        return self.succession() if reading == "succession" else self.coverage()

    def transitions(self, reading, max_wait=30):
        stays = self.stays(reading)
        if reading == "succession":
            return [(x[0], y[0], y[1] - self.end(x[2])) for x, y in zip(stays, stays[1:])]
        out = []
        for i, (p, a, b) in enumerate(stays):
            if b == INFINITY:
                continue
            later = stays[i + 1:]
            successors = [s for s in later if s[1] == b or s[1] <= b < s[2]]
            if not successors:
                after = [s for s in later if s[1] > b]
                supported = any(s[1] <= b < s[2] for s in stays)
                if after and (not supported or after[0][1] - b <= max_wait):
                    successors = [s for s in after if s[1] == after[0][1]]
            out += [(p, s[0], s[1] - b) for s in successors]
        return [t for t in out if t[0] != t[1]]

    def progress(self, first, last):
        return any(first <= at <= last and kind == "job start" for at, kind in self.milestones)

    def returns(self, reading):
        """Indices of the first stay, the route and the last stay, time away, concurrent, progress."""
        stays = self.stays(reading)
        out = []
        for j, (p, a2, b2) in enumerate(stays):
            earlier = [i for i in range(j) if stays[i][0] == p]
            if not earlier:
                continue
            i = earlier[-1]
            b1 = stays[i][2]
            between = range(i + 1, j)
            if reading == "succession":
                route = list(between)
            else:
                route = [k for k in between
                         if (max(stays[k][1], b1) < min(stays[k][2], a2) if stays[k][1] != stays[k][2] else b1 <= stays[k][1] < a2)]
            if not route:
                continue
            concurrent = reading == "coverage" and all(stays[k][2] > self.end(b2) for k in route)
            entries = [stays[k][0] for n, k in enumerate(route) if n == 0 or stays[route[n - 1]][0] != stays[k][0]]
            away = a2 - self.end(b1)
            out.append((i, route, j, len(entries) + 1, away, concurrent, self.progress(self.end(b1), a2)))
        return out

    def loops(self, reading, max_length=3, window=180, min_returns=2):
        """Returns and bounces of each loop, by first stay."""
        groups = []
        for i, route, j, length, away, concurrent, progress in self.returns(reading):
            if length > max_length or away > window or concurrent or progress:
                continue
            stays, returns = {i, *route, j}, 1
            for g in [g for g in groups if g[0] & stays]:
                groups.remove(g)
                stays, returns = stays | g[0], returns + g[1]
            groups.append((stays, returns))
        groups.sort(key=lambda g: min(g[0]))
        return [(n, len(s) - 1) for s, n in groups if n >= min_returns]

    def gaps(self):
        """Kind, start and end, day by day: an hour is not in these logs."""
        out = []
        exits = sorted({at for at, kind in self.milestones if kind == "exit"})
        left = list(self.episodes)
        while left:
            begin = left[0][1]
            # Points on the day of an exit come before it, what lasts after it.
            is_point = left[0][1] == left[0][2]
            until = next((x for x in exits if (x >= begin if is_point else x > begin)), None)
            stop = self.cutoff if until is None else until
            mine = [e for e in left if until is None or e[1] < until or (e[1] == until and e[1] == e[2])]
            left = left[len(mine):]
            points = {a for _, a, b in mine if a == b}
            covered = {d for _, a, b in mine for d in range(a, min(b, stop))}
            d = begin
            while d < stop:
                if d in covered:
                    d += 1
                    continue
                e = d + 1
                while e < stop and e not in covered and e not in points:
                    e += 1
                # At the cutoff itself an episode can still begin.
                resumes = e in points or (e in covered if e < stop else until is None and any(a == e for _, a, _ in mine))
                out.append(("between" if resumes else "trailing" if until is None else "before_exit", d, e))
                d = e
        return out


def clients_of(rows, milestones):
    times = [a for _, a, _, _ in rows] + [b for _, _, b, _ in rows if b is not OPEN] + [at for at, _, _ in milestones]
    cutoff = max(times)
    return [Client([r[:3] for r in rows if r[3] == c], [m[:2] for m in milestones if m[2] == c], cutoff)
            for c in dict.fromkeys(r[3] for r in rows)]


@cases
@given(spells, events, st.sampled_from(["succession", "coverage"]))
def test_stays(rows, milestones, reading):
    found = polku.make_stays(polku.pathways(log_of(rows, milestones), reading=reading))
    stays = [(r["party"], number(r["start"]), INFINITY if r["end"] is None else number(r["end"])) for r in found.rows()]
    assert stays == [s for c in clients_of(rows, milestones) for s in c.stays(reading)]


@cases
@given(spells, events, st.sampled_from(["succession", "coverage"]))
def test_transitions(rows, milestones, reading):
    found = polku.count_transitions(polku.pathways(log_of(rows, milestones), reading=reading))
    lags = sorted((r["from"], r["to"], r["lag"].days) for r in found.lags.rows() for _ in range(r["count"]))
    assert lags == sorted(t for c in clients_of(rows, milestones) for t in c.transitions(reading))


@cases
@given(spells, events, st.sampled_from(["succession", "coverage"]))
def test_returns(rows, milestones, reading):
    found = polku.find_returns(polku.pathways(log_of(rows, milestones), reading=reading), phases=[])
    got = [(number(r["last_start"]), r["length"], r["away"].days, r["is_concurrent"], r["has_progress"]) for r in found.returns.rows()]
    assert got == [(c.stays(reading)[j][1], length, away, concurrent, progress) for c in clients_of(rows, milestones)
                   for _, _, j, length, away, concurrent, progress in c.returns(reading)]


@cases
@given(spells, events, st.sampled_from(["succession", "coverage"]), st.integers(1, 3), st.integers(2, 4), st.integers(0, 20))
def test_loops(rows, milestones, reading, min_returns, max_length, window):
    paths = polku.pathways(log_of(rows, milestones), reading=reading)
    found = polku.find_ping_pong(paths, min_returns=min_returns, max_length=max_length, window_days=window)
    expected = [loop for c in clients_of(rows, milestones) for loop in c.loops(reading, max_length, window, min_returns)]
    assert list(zip(found["returns"].tolist(), found["bounces"].tolist())) == expected


@cases
@given(spells, events)
def test_gaps(rows, milestones):
    log = log_of(rows, milestones)
    if not log.has_intervals:
        return
    got = [(g["kind"], number(g["start"]), number(g["end"])) for g in polku.find_gaps(log).gaps.rows()]
    assert got == [g for c in clients_of(rows, milestones) for g in c.gaps()]
