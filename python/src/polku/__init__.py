# Copyright the polku authors. Distributed under the Boost Software License, Version 1.0.
"""Pathways through supported employment: ping-pong and gaps in support.

    import polku
    log = polku.make_event_log(frame, columns={"client": "person"})
    polku.find_ping_pong(log, window_days=180).to_frame()

Every analysis takes an `EventLog`, or `pathways(log, ...)`, which says by which parties and in which reading. Results are
tables and figures in memory, exact; what may leave the organisation is `report`.
"""

from ._polku import Error, InputError, version as __version__
from ._result import Counted
from ._table import Table
from .design import (Capacity, Design, DesignCheck, DesignComparison, Finding, HandoverTerms, Organisation, Phase,
                     ResponsibilityChange, Role, Rule, Service, Step, check_design, compare_with_records, design_graph,
                     design_json, end_of, forbids_together, forces_leaving, join, move, on_failure)
from .log import (EventLog, LogCheck, Pathways, check_log, make_event_log, make_stays, pathways, read_bundle, read_csv,
                  read_xes)
from .monitor import Answer, DueMatter, Matter, MatterChange, Monitor
from .obligations import (Obligation, ObligationCounts, Standing, Subject, Violations, after, at_least_every, at_most_every,
                          before, check_obligations, consent_for, count_obligations, during_each, find_violations,
                          handover_to, in_any_service, in_phase, in_service, milestone_of, never_together, plan_of,
                          while_active, with_kind_of_organisation, with_organisation, with_receiver, with_role, with_worker)
from .partials import Partial, check_partitioned, partial, partition_by_client
from .ping_pong import (Consequences, Loop, PingPongCounts, PingPongLoops, ReturnCounts, Returns, count_ping_pong,
                        count_returns, find_ping_pong, find_returns, measure_consequences)
from .records import Consent, Episode, EpisodeView, Handover, Milestone, Plan
from .report import Report, ServiceMap, report
from .statistics import MarkovReturns, PermutedReturns, ReturnTests, expect_markov_returns, permute_returns, test_returns
from .support import (GapCounts, Gaps, GapSpread, HandoverCounts, Handovers, WorkerChanges, count_gaps, count_handovers,
                      count_worker_changes, find_gaps, find_handovers, spread_gaps)
from .transitions import (Circuit, Circuits, Transitions, count_carried_returns, count_transitions, find_circuits,
                          find_strong_components)
from .words import (Evaluability, GapKind, HandoverOutcome, HandoverStatus, Language, LoopKind, Manner, ObligationOutcome,
                    Party, Reading)

__all__ = [
    "Answer", "Capacity", "Circuit", "Circuits", "Consent", "Consequences", "Counted", "Design", "DesignCheck",
    "DesignComparison", "DueMatter", "Episode", "EpisodeView", "Error", "Evaluability", "EventLog", "Finding",
    "GapCounts", "GapKind", "GapSpread", "Gaps", "Handover", "HandoverCounts", "HandoverOutcome", "HandoverStatus",
    "HandoverTerms", "Handovers", "InputError", "Language", "LogCheck", "Loop", "LoopKind", "Manner", "MarkovReturns",
    "Matter", "MatterChange", "Milestone", "Monitor", "Obligation", "ObligationCounts", "ObligationOutcome",
    "Organisation", "Partial", "Party", "Pathways", "PermutedReturns", "Phase", "PingPongCounts", "PingPongLoops",
    "Plan", "Reading", "Report", "ResponsibilityChange", "ReturnCounts", "ReturnTests", "Returns", "Role", "Rule",
    "Service", "ServiceMap", "Standing", "Step", "Subject", "Table", "Transitions", "Violations", "WorkerChanges",
    "__version__", "after", "at_least_every", "at_most_every", "before", "check_design", "check_log",
    "check_obligations", "check_partitioned", "compare_with_records", "consent_for", "count_carried_returns",
    "count_gaps", "count_handovers", "count_obligations", "count_ping_pong", "count_returns", "count_transitions",
    "count_worker_changes", "design_graph", "design_json", "during_each", "end_of", "expect_markov_returns",
    "find_circuits", "find_gaps", "find_handovers", "find_ping_pong", "find_returns", "find_strong_components",
    "find_violations", "forbids_together", "forces_leaving", "handover_to", "in_any_service", "in_phase", "in_service",
    "join", "make_event_log", "make_stays", "measure_consequences", "milestone_of", "move", "never_together",
    "on_failure", "partial", "partition_by_client", "pathways", "permute_returns", "plan_of", "read_bundle", "read_csv",
    "read_xes", "report", "spread_gaps", "test_returns", "while_active", "with_kind_of_organisation",
    "with_organisation", "with_receiver", "with_role", "with_worker",
]
