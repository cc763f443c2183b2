# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""A program that mypy checks: what the package says of its types holds for who uses it."""

from typing import List, Optional

import polku


def worst(path: str, window_days: float = 180) -> List[str]:
    log: polku.EventLog = polku.read_csv(path, columns={"client": "person"})
    paths = polku.pathways(log, party=polku.Party.SERVICE, reading="coverage")
    loops: polku.PingPongLoops = polku.find_ping_pong(paths, window_days=window_days)
    total: int = polku.count_gaps(log).total.count
    median: Optional[float] = polku.measure_consequences(log).median_days_lost
    return [str(loop.client) for loop in loops] + [str(total), str(median)]


def together(paths: List[polku.Pathways]) -> int:
    parts: List[polku.Partial] = [polku.partial(polku.count_gaps, p, tolerance_days=7) for p in paths]
    polku.check_partitioned(parts)
    merged = sum(parts, polku.Partial())
    return polku.Partial.from_bytes(bytes(merged)).client_count


def by_name(e: polku.EpisodeView) -> Optional[str]:
    return e.organisation


def watch() -> List[polku.DueMatter]:
    rule = polku.after(polku.milestone_of("referral")).must_begin(polku.in_any_service()).within(days=30)
    monitor = polku.Monitor([rule], now="2022-09-01")
    answer: polku.Answer = monitor.add(polku.Milestone("17", "2022-09-01", "referral"))
    return monitor.due(10) if answer else []
