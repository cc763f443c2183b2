# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""All analyses at once, as a report that can be looked at and passed on."""

from __future__ import annotations

import html
import json
from typing import Any, Dict, Mapping, Optional, Sequence

from . import _polku
from .log import LogLike, log_of
from .obligations import ObligationsLike, obligation_list
from .ping_pong import PROGRESS, ping_pong_options


class ServiceMap:
    """The map of services of a report, as a picture for a notebook."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def _repr_svg_(self) -> Optional[str]:
        return self.svg or None

    def __repr__(self) -> str:
        return f"ServiceMap({len(self.svg)} characters of SVG)"


class Report:
    """What may be shown of all analyses. By default shareable: aggregates only, without the figures that tell of fewer than
    `min_cell` clients. Exact ones (`is_shareable` false) are internal."""

    def __init__(self, core: _polku.Report, title: str, language: str, is_shareable: bool) -> None:
        self._core = core
        self.title = title
        self.language = language
        self.is_shareable = is_shareable

    def text(self) -> str:
        """The summary to read."""
        return self._core.text(self.title)

    def to_html(self) -> str:
        """One HTML page that needs nothing else."""
        return self._core.html(self.title, self.language)

    def to_json(self) -> str:
        """The summary for machines; suppressed figures are null."""
        return self._core.json()

    def to_dict(self) -> Dict[str, Any]:
        """The same as a dict."""
        out = json.loads(self._core.json())
        assert isinstance(out, dict)
        return out

    def to_dot(self) -> str:
        """The transition graph for Graphviz."""
        return self._core.dot()

    def to_graphml(self) -> str:
        """The transition graph as GraphML."""
        return self._core.graphml()

    @property
    def service_map(self) -> ServiceMap:
        """The map of services."""
        return ServiceMap(self._core.service_map(self.language))

    def _repr_svg_(self) -> Optional[str]:
        return self.service_map._repr_svg_()

    def _repr_html_(self) -> str:
        page = html.escape(self.to_html(), quote=True)
        return f'<iframe srcdoc="{page}" sandbox="" style="width:100%;height:640px;border:1px solid #999"></iframe>'

    def __repr__(self) -> str:
        return self.text()


def report(log: LogLike, *, title: str = "event log", exact: bool = False, min_cell: int = 5, language: str = "en",
           party: Optional[str] = None, reading: Optional[str] = None, bridge_days: float = 0, max_wait_days: float = 30,
           window_days: float = 180, max_length: int = 3, min_returns: int = 2, planned: Sequence[str] = (),
           progress: Sequence[str] = PROGRESS, phases: Optional[Sequence[str]] = None,
           tolerance_days: Optional[float] = None, exits: Sequence[str] = ("exit",), horizon_days: float = 90,
           landmark_days: float = 180, obligations: ObligationsLike = (),
           organisations: Optional[Mapping[str, str]] = None, threads: int = 1) -> Report:
    """Runs every analysis and says what may be shown. `exact`: the internal version, with lists of single clients. Two
    reports with different options can be subtracted from one another: share one."""
    if str(language) not in ("en", "fi", "sv"):
        raise _polku.Error("polku: language is 'en', 'fi' or 'sv'")
    core = _polku.make_report(
        log_of(log), None if party is None else str(party), None if reading is None else str(reading), bridge_days,
        max_wait_days, ping_pong_options(window_days, max_length, min_returns, planned, progress, phases),
        _polku.GapOptions(tolerance_days, list(exits)), horizon_days, landmark_days,
        obligation_list(obligations, exits, phases, organisations), exact, min_cell, threads)
    return Report(core, title, str(language), not exact)
