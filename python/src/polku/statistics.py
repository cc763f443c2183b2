# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Whether returns are more than chance."""

from __future__ import annotations

import dataclasses
from typing import Any, Tuple

from . import _polku
from ._result import Result
from ._table import Table
from .log import LogLike, paths_of


@dataclasses.dataclass(frozen=True, repr=False)
class ReturnTests(Result):
    """Direct returns by pair of parties, beside what would be expected were they independent of where clients came from."""

    pairs: Table
    _main = "pairs"


@dataclasses.dataclass(frozen=True)
class MarkovReturns:
    """The direct returns of a whole log beside what a first-order Markov chain would give."""

    observed: int
    mean: float
    variance: float
    z: float


@dataclasses.dataclass(frozen=True, repr=False)
class PermutedReturns(Result):
    """The direct returns of a log beside those of the same stays in random order."""

    observed: int
    mean: float
    p: float
    shuffled: Table
    _main = "shuffled"


def test_returns(log: LogLike) -> ReturnTests:
    """Tests the direct returns of a log by pair: rate with Wilson's interval, Fisher's exact p, Benjamini and Hochberg's q.
    q is for screening, and p takes the stays of one client as independent: look at `p_clients` beside it."""
    return return_tests_of(_polku.test_returns(paths_of(log)))


test_returns.__test__ = False  # type: ignore[attr-defined]  # no test of pytest's


def return_tests_of(columns: _polku.Columns) -> ReturnTests:
    """What the extension module gives."""
    return ReturnTests(Table(columns))


def expect_markov_returns(log: LogLike) -> MarkovReturns:
    """The exact mean and variance of direct returns under a first-order Markov chain."""
    return markov_returns_of(_polku.expect_markov_returns(paths_of(log)))


def markov_returns_of(figures: Tuple[Any, ...]) -> MarkovReturns:
    """What the extension module gives."""
    return MarkovReturns(*figures)


def permute_returns(log: LogLike, *, permutations: int = 999, seed: int = 1, threads: int = 1) -> PermutedReturns:
    """Compares the direct returns of a log with those of the same stays in random order."""
    return permuted_returns_of(_polku.permute_returns(paths_of(log), permutations, seed, threads))


def permuted_returns_of(parts: Tuple[Any, ...]) -> PermutedReturns:
    """What the extension module gives."""
    observed, mean, p, shuffled = parts
    return PermutedReturns(observed, mean, p, Table(shuffled))
