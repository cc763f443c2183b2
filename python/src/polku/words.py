# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""The words that options and results have, as enumerations. Each member is the text itself: either can be given."""

from __future__ import annotations

import enum


class _Word(str, enum.Enum):
    def __str__(self) -> str:
        return str(self.value)


class Party(_Word):
    """The columns of an episode that can serve as the party."""

    ORGANISATION = "organisation"
    SERVICE = "service"
    ROLE = "role"
    WORKER = "worker"


class Reading(_Word):
    """How a client's episodes become stays."""

    SUCCESSION = "succession"  #: episodes in order, equal neighbours merged: the classical reading of process mining
    COVERAGE = "coverage"  #: per party the union of its episodes: services may run side by side


class GapKind(_Word):
    """Where in a spell of support a coverage gap lies."""

    BETWEEN = "between"  #: support resumes within the spell
    BEFORE_EXIT = "before_exit"  #: it does not, and the spell ends with an exit
    TRAILING = "trailing"  #: it does not, up to the cutoff: the length is a lower bound
    LEADING = "leading"  #: before the first episode that counts as support


class LoopKind(_Word):
    """What a ping-pong loop looks like."""

    BACK_AND_FORTH = "back_and_forth"
    HUB_AND_SPOKE = "hub_and_spoke"
    CIRCULAR = "circular"
    MIXED = "mixed"


class HandoverOutcome(_Word):
    """What became of a handover."""

    PICKED_UP = "picked up"
    LOST = "lost"
    PENDING = "pending"
    DECLINED = "declined"


class Manner(_Word):
    """How the client went from one party to the next."""

    UNKNOWN = "unknown"
    WARM = "warm"
    COLD = "cold"
    SELF = "self"


class HandoverStatus(_Word):
    """What became of a handover, as recorded."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class ObligationOutcome(_Word):
    """What became of an obligation."""

    MET = "met"
    VIOLATED = "violated"
    PENDING = "pending"
    LAPSED = "lapsed"


class Evaluability(_Word):
    """Whether a log can tell if an obligation is met."""

    EVALUATED = "evaluated"
    NOT_RECORDED = "not recorded"
    KINDS_UNKNOWN = "kinds unknown"


class Language(_Word):
    """The languages that reports speak."""

    ENGLISH = "en"
    FINNISH = "fi"
    SWEDISH = "sv"
